"""Deletes a draft with everything that was marked in it: the desk keeps no contribution longer than it needs."""

from django.db import connection, transaction

from hetang.office.actions.mark_draft import NO_SUCH_DRAFT
from hetang.office.journal import bulk
from hetang.office.reads.drafts import editing
from hetang.office.tables.models import DraftMark, ReceivedDraft
from hetang.terms.refusals import Refusal


def delete_draft(id: str, person: str) -> Refusal | None:
    """What an entry holds already (a learned word, a template) stays."""
    denied = editing(person)
    if denied is not None:
        return denied
    with transaction.atomic():
        if connection.vendor == "sqlite":   # what is deleted is overwritten with zeros, not left in free pages
            bulk.select("PRAGMA secure_delete = ON")
        DraftMark.objects.filter(draft=id).delete()
        gone, _ = ReceivedDraft.objects.filter(id=id).delete()
    return None if gone else NO_SUCH_DRAFT
