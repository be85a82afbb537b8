"""Accepts a correction into the text of a draft; the file as it came stays, the correction stands beside it."""

from hetang.office.actions.mark_draft import mark_draft
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

LONGEST = 400
NOTHING_INSTEAD = Refusal(
    "nothing_instead", Text("没有写改成什么，或太长", "what shall stand instead is empty or too long"),
    Text("一至 {most} 个字", "one to {most} characters"),
).filled(most=LONGEST)


def correct_draft(id: str, start: int, end: int, surface: str, instead: str, person: str) -> Refusal | None:
    """`surface` is what stands at `start` to `end` of the draft as it came; the same words instead take a correction back."""
    if not instead.strip() or len(instead) > LONGEST or not instead.isprintable():
        return NOTHING_INSTEAD
    return mark_draft(id, start, end, surface, "corrected", "" if instead == surface else instead, person)
