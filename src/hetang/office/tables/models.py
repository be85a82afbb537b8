"""All tables of the office, as Django looks for them."""

from hetang.office.tables.desk import Account, SignInLink
from hetang.office.tables.ledger import Conflict, Entry, Frontier, Head, Row
from hetang.office.tables.readings import Bulletin, Fact, FactEvidence, Judgement, Standing
from hetang.office.tables.stores import Evidence, PackVersion, Vault, VaultKey

__all__ = [
    "Account", "Bulletin", "Conflict", "Entry", "Evidence", "Fact", "FactEvidence", "Frontier", "Head", "Judgement",
    "PackVersion", "Row", "SignInLink", "Standing", "Vault", "VaultKey",
]
