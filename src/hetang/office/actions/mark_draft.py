"""Marks one place of a draft as it came; what was marked there before in the same way gives way."""

from django.db import transaction

from hetang.office.journal.clock import now_us
from hetang.office.reads.drafts import Received, draft, editing
from hetang.office.tables.models import DraftMark, ReceivedDraft
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NO_SUCH_DRAFT = Refusal("no_such_draft", Text("没有这份来稿", "there is no such draft"), Text("来稿列表中的一份", "a draft of the list"))
DRAFT_CLOSED = Refusal(
    "draft_closed", Text("这份来稿已办结或没有收下", "this draft is done, or was refused"),
    Text("新到或已核的来稿", "a draft that is new or checked"),
)
OTHER_WORDS = Refusal(
    "other_words", Text("来稿第 {start} 至 {end} 字不是“{surface}”", "places {start} to {end} of the draft do not read “{surface}”"),
    Text("来稿原文的位置与文字", "a place of the draft as it came, with its words"),
)


def open_draft(id: str, person: str) -> Received | Refusal:
    """A draft on which this person may work."""
    denied, found = editing(person), draft(id)
    if denied is not None:
        return denied
    if found is None:
        return NO_SUCH_DRAFT
    return found if found.state in ("new", "checked") else DRAFT_CLOSED


def mark_draft(id: str, start: int, end: int, surface: str, deed: str, said: str, person: str) -> Refusal | None:
    """`said` empty takes the mark back. Corrections do not overlap: the last one stands."""
    found = open_draft(id, person)
    if isinstance(found, Refusal):
        return found
    if not 0 <= start < end <= len(found.text) or found.text[start:end] != surface:
        return OTHER_WORDS.filled(start=start, end=end, surface=surface)
    with transaction.atomic():
        here = DraftMark.objects.filter(draft=id, deed=deed)
        here.filter(start__lt=end, end__gt=start).delete()
        if said:
            DraftMark.objects.create(
                draft=id, start=start, end=end, surface=surface, deed=deed, said=said, person=person, at=now_us(),
            )
        ReceivedDraft.objects.filter(id=id, state="new").update(state="checked")
    return None
