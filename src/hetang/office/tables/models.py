"""All tables of the office, as Django looks for them."""

from hetang.office.tables.desk import Account, ApiSession, Notification, SignInLink
from hetang.office.tables.ledger import Conflict, Entry, Frontier, Head, Row
from hetang.office.tables.readings import Bulletin, Fact, FactEvidence, Judgement, Matter, MatterEntry, Standing
from hetang.office.tables.stores import Evidence, PackVersion, Vault, VaultKey

__all__ = [
    "Account", "ApiSession", "Bulletin", "Conflict", "Entry", "Evidence", "Fact", "FactEvidence", "Frontier", "Head", "Judgement",
    "Matter", "MatterEntry", "Notification", "PackVersion", "Row", "SignInLink", "Standing", "Vault", "VaultKey",
]
