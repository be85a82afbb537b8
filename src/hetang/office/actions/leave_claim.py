"""Leaves a claim as it is written, with the editor's reason."""

from hetang.office.actions.mark_draft import mark_draft
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

LONGEST = 400
REASON_MISSING = Refusal(
    "reason_missing", Text("没有写不改的理由，或太长", "the reason for leaving it is empty or too long"),
    Text("一句话，至多 {most} 字", "a sentence of at most {most} characters"),
).filled(most=LONGEST)


def leave_claim(id: str, start: int, end: int, surface: str, reason: str, person: str) -> Refusal | None:
    if not reason.strip() or len(reason) > LONGEST:
        return REASON_MISSING
    return mark_draft(id, start, end, surface, "left", reason.strip(), person)
