"""Closes a draft: it is done with, and nothing more is written into it until it is opened again."""

from hetang.office.actions.mark_draft import DRAFT_CLOSED, NO_SUCH_DRAFT
from hetang.office.reads.drafts import draft, editing
from hetang.office.tables.models import ReceivedDraft
from hetang.terms.refusals import Refusal


def close_draft(id: str, person: str) -> Refusal | None:
    return _turn(id, person, "done")


def reopen_draft(id: str, person: str) -> Refusal | None:
    return _turn(id, person, "checked")


def _turn(id: str, person: str, state: str) -> Refusal | None:
    denied, found = editing(person), draft(id)
    if denied is not None:
        return denied
    if found is None or found.state == "refused":
        return NO_SUCH_DRAFT if found is None else DRAFT_CLOSED
    ReceivedDraft.objects.filter(id=id).update(state=state)
    return None
