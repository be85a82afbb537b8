"""All tables of the office, as Django looks for them."""

from hetang.office.tables.desk import Account, ApiSession, Notification, SignInLink
from hetang.office.tables.drafts import DraftMark, ReceivedDraft
from hetang.office.tables.ledger import Conflict, Entry, Frontier, Head, Row
from hetang.office.tables.readings import (
    Bulletin,
    Fact,
    FactEvidence,
    Judgement,
    LearnedWord,
    Matter,
    MatterEntry,
    Standing,
    Template,
)
from hetang.office.tables.stores import Evidence, PackVersion, Vault, VaultKey

__all__ = [
    "Account", "ApiSession", "Bulletin", "Conflict", "DraftMark", "Entry", "Evidence", "Fact", "FactEvidence", "Frontier", "Head",
    "Judgement", "LearnedWord", "Matter", "MatterEntry", "Notification", "PackVersion", "ReceivedDraft", "Row", "SignInLink",
    "Standing", "Template", "Vault", "VaultKey",
]
