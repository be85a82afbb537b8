"""Takes back what was marked at one place of a draft: a correction, a reason, or a choice."""

from hetang.office.actions.mark_draft import mark_draft
from hetang.office.reads.drafts import DEEDS
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_DEED = Refusal(
    "not_a_deed", Text("没有“{deed}”这种标记", "there is no mark `{deed}`"), Text("、".join(DEEDS), ", ".join(DEEDS)),
)


def take_back_mark(id: str, start: int, end: int, surface: str, deed: str, person: str) -> Refusal | None:
    if deed not in DEEDS:
        return NOT_A_DEED.filled(deed=deed)
    return mark_draft(id, start, end, surface, deed, "", person)
