"""Drafts at the desk: taken once, worked on by editors, deleted with all that was marked in them."""

from datetime import date

import pytest

from hetang.office.actions.choose_figure import choose_figure
from hetang.office.actions.close_draft import close_draft, reopen_draft
from hetang.office.actions.correct_draft import correct_draft
from hetang.office.actions.delete_draft import delete_draft
from hetang.office.actions.leave_claim import leave_claim
from hetang.office.actions.place_draft import place_draft
from hetang.office.actions.refuse_draft import refuse_draft
from hetang.office.actions.take_back_mark import take_back_mark
from hetang.office.actions.take_draft import take_draft
from hetang.office.reads.drafts import content, draft, drafts, marks
from hetang.terms.digests import digest
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db
TEXT = "今年点亮路灯27盏，播种草坪3亩。"
EDITOR, READER, RECORDER = "wu", "an", "lin"
BROKEN = Refusal("not_a_word_file", Text("打不开", "cannot be opened"), Text("未损坏的文件", "a sound file"))


@pytest.fixture(autouse=True)
def opened() -> None:
    city.opened()


def taken(name: str = "稿.txt", text: str = TEXT) -> str:
    return take_draft(name, text.encode(), text, "upload", None, 1_000_000, date(2017, 4, 26))


def code(refusal: Refusal | None) -> str:
    return refusal.code if refusal is not None else ""


def test_the_same_file_under_the_same_name_is_one_draft() -> None:
    assert taken() == taken()
    assert taken("另一稿.txt") != taken()
    assert [one.name for one in drafts().drafts] == ["另一稿.txt", "稿.txt"]
    found = draft(taken())
    assert found is not None and (found.text, found.state, found.as_of) == (TEXT, "new", date(2017, 4, 26))
    assert content(found.id) == TEXT.encode()


def test_pages_of_the_queue_follow_each_other() -> None:
    ids = [taken(f"{number}.txt") for number in range(5)]
    first = drafts(limit=2)
    assert [one.id for one in first.drafts] == ids[:2:-1] and first.next is not None
    rest = drafts(before=first.next)
    assert [one.id for one in rest.drafts] == ids[2::-1] and rest.next is None


def test_a_refused_file_stands_in_the_queue_with_its_sentence() -> None:
    refused = refuse_draft("坏.docx", digest(b"bad"), "mail", "a@example.org", BROKEN)
    found = draft(refused)
    assert found is not None and (found.state, found.refusal, found.text) == ("refused", BROKEN, "")
    assert code(correct_draft(refused, 0, 1, "今", "去", EDITOR)) == "draft_closed"
    assert take_draft("坏.docx", b"bad", "好了", "upload", None, 2, None) == refused
    mended = draft(refused)
    assert mended is not None and (mended.state, mended.refusal, mended.text) == ("new", None, "好了")
    assert refuse_draft("坏.docx", digest(b"bad"), "mail", None, BROKEN) == refused
    assert draft(refused) == mended


def test_corrections_stand_beside_the_text_and_the_last_one_counts() -> None:
    id = taken()
    at = TEXT.index("27盏")
    assert correct_draft(id, at, at + 3, "27盏", "28盏", EDITOR) is None
    assert correct_draft(id, at, at + 3, "27盏", "29盏", EDITOR) is None
    (mark,) = marks(id)
    assert (mark.start, mark.surface, mark.deed, mark.said, mark.person) == (at, "27盏", "corrected", "29盏", EDITOR)
    found = draft(id)
    assert found is not None and (found.text, found.state) == (TEXT, "checked")
    assert correct_draft(id, at - 2, at + 2, "路灯27", "路灯30", EDITOR) is None
    assert [one.said for one in marks(id)] == ["路灯30"]
    assert correct_draft(id, at, at + 3, "27盏", "27盏", EDITOR) is None
    assert marks(id) == ()


def test_a_place_must_read_what_is_said_to_stand_there() -> None:
    id = taken()
    assert code(correct_draft(id, 0, 3, "27盏", "28盏", EDITOR)) == "other_words"
    assert code(correct_draft(id, -1, 3, "", "28盏", EDITOR)) == "other_words"
    assert code(correct_draft(id, 0, 2, "今年", " ", EDITOR)) == "nothing_instead"
    assert code(leave_claim(id, 0, 2, "今年", "", EDITOR)) == "reason_missing"
    assert code(leave_claim("no", 0, 2, "今年", "因为", EDITOR)) == "no_such_draft"
    assert marks(id) == ()


def test_a_reason_and_a_choice_stand_beside_a_correction() -> None:
    id = taken()
    at = TEXT.index("3亩")
    assert leave_claim(id, at, at + 2, "3亩", "区里另有统计", EDITOR) is None
    assert choose_figure(id, at, at + 2, "3亩", "lawns", EDITOR) is None
    assert correct_draft(id, at, at + 2, "3亩", "4亩", EDITOR) is None
    told = {mark.deed: mark for mark in marks(id)}
    assert told["left"].said == "区里另有统计"
    assert told["chosen"].said == "lawns"
    assert code(choose_figure(id, at, at + 2, "3亩", "nothing", EDITOR)) == "not_a_figure"
    assert take_back_mark(id, at, at + 2, "3亩", "chosen", EDITOR) is None
    assert [mark.deed for mark in marks(id)] == ["left", "corrected"]
    assert code(take_back_mark(id, at, at + 2, "3亩", "praised", EDITOR)) == "not_a_deed"


@pytest.mark.parametrize("person", [READER, RECORDER, "nobody"])
def test_only_editors_work_on_drafts(person: str) -> None:
    id = taken()
    assert code(correct_draft(id, 0, 2, "今年", "去年", person)) == "not_granted"
    assert code(place_draft(id, None, "south", None, person)) == "not_granted"
    assert code(close_draft(id, person)) == "not_granted"
    assert code(delete_draft(id, person)) == "not_granted"
    assert draft(id) is not None and marks(id) == ()


def test_a_draft_is_placed_closed_opened_again_and_deleted() -> None:
    id = taken()
    assert place_draft(id, date(2017, 1, 1), "south", "gardens", EDITOR) is None
    found = draft(id)
    assert found is not None and (found.as_of, found.place, found.organisation) == (date(2017, 1, 1), "south", "gardens")
    assert code(place_draft(id, None, "nowhere", None, EDITOR)) == "not_known"
    assert code(place_draft(id, None, None, "nobody", EDITOR)) == "not_known"
    assert close_draft(id, EDITOR) is None
    assert code(correct_draft(id, 0, 2, "今年", "去年", EDITOR)) == "draft_closed"
    assert reopen_draft(id, EDITOR) is None
    assert correct_draft(id, 0, 2, "今年", "去年", EDITOR) is None
    assert delete_draft(id, EDITOR) is None
    assert draft(id) is None and marks(id) == () and content(id) is None
    assert code(delete_draft(id, EDITOR)) == "no_such_draft"
