"""Erases a person's values from the vault: key, salts and ciphertexts; the ledger still verifies and says so."""

from django.db import connection

from hetang.office.journal import vault
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By, refused
from hetang.office.journal.bulk import select
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOTHING_TO_ERASE = Refusal(
    "nothing_to_erase", Text("保险库中没有 {subject} 的值", "the vault holds nothing of {subject}"),
    Text("保险库中的归属人", "a subject of the vault"),
)


def erase_subject(id: str, by: By, subject: str, reason: str) -> Answer:
    """One entry that lists the commitments; asked again with the same id it answers with that entry."""
    commitments = vault.erased_by(id) or _commitments(subject)
    if not commitments:
        return [NOTHING_TO_ERASE.filled(subject=subject)]
    body = {"subject": subject, "reason": reason, "commitments": commitments}
    answer = accept([Act(id, "vault.erased", by, body, beside=lambda: vault.erase(subject))])
    if not refused(answer):
        _scrub()
    return answer


def _commitments(subject: str) -> list[str]:
    found = select("SELECT commitment FROM vault WHERE subject = %s ORDER BY commitment", [subject])
    return [commitment for (commitment,) in found]


def _scrub() -> None:
    """Deleted rows leave no readable remains in the database file."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM vault, vault_key")
