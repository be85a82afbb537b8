"""A template of a checked draft: made by one act, filled as of any day, refused with what stands in the way."""

from datetime import date

import pytest

from hetang.documents.composing import Composed
from hetang.documents.template import Template
from hetang.office.actions.make_template import make_template
from hetang.office.journal import files
from hetang.office.journal.act import Accepted, Answer
from hetang.office.reads.entries import checkpoint
from hetang.office.reads.rebuild import rebuild
from hetang.office.reads.templates import filled, template, templates
from hetang.office.reads.verify import Verified, verify
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db
AS_OF = date(2017, 4, 26)
TEXT = "到{as_of}，北岸点亮路灯{lamps|place north}{if lawns}，“三个五”另有播种草坪{lawns}{end}。\n\n# 后记\n\n全市{lamps}。"


@pytest.fixture(autouse=True)
def history() -> None:
    list(city.history())


def made(text: str = TEXT, names: tuple[str, ...] = ("三个五",), by: dict[str, str] = city.KEEPER) -> Answer:
    return make_template(city.id_of("template", text, *names), by, "湖滨小结", text, names, AS_OF)


def said(composed: Composed | list[Refusal]) -> list[str]:
    assert isinstance(composed, Composed), composed
    return ["".join(run["text"] for run in block["runs"]) for block in composed.content["blocks"]]


def test_it_is_made_once_and_filled_as_of_another_day() -> None:
    (first,), (again,) = made(), made()
    assert isinstance(first, Accepted) and isinstance(again, Accepted), first
    assert (again.seq, again.repeated) == (first.seq, True)
    (found,) = templates()
    assert found == template(first.seq)
    assert (found.as_of, found.indicators, found.made_by) == (AS_OF, ("lamps", "lawns"), "wu")
    assert found.template == Template("湖滨小结", TEXT, ("三个五",))
    now = said(filled(found.template, AS_OF, "wu"))
    assert now == ["到2017年4月26日，北岸点亮路灯25盏，“三个五”另有播种草坪1000.0平方米。", "后记", "全市25盏。"]
    assert said(filled(found.template, date(2016, 4, 1), "wu"))[0] == "到2016年4月1日，北岸点亮路灯6盏。"
    (too_early, *_) = filled(found.template, date(2015, 5, 1), "wu")
    assert isinstance(too_early, Refusal) and too_early.code == "not_defined_yet"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全市点亮路灯27盏，播种草坪{lawns}。", "number_typed_in"),
        ("全市近{lamps}。", "wording_beside_slot"),
        ("全市{nothing}。", "unknown_indicator"),
        ("全市{lamps|place nowhere}。", "unknown_place"),
        ("全市亮了。", "no_slot"),
        ("", "bulletin_key_missing"),
    ],
)
def test_what_stands_in_the_way_is_named(text: str, code: str) -> None:
    (refused, *_) = made(text)
    assert isinstance(refused, Refusal) and refused.code == code, refused
    assert templates() == []


def test_only_an_editor_makes_one_and_nothing_is_kept_of_what_was_refused() -> None:
    before = sorted(files.path_of("00", files.ISSUED).parent.parent.glob("*/*"))
    (refused,) = made(by=city.WORKS)
    assert isinstance(refused, Refusal) and refused.code == "not_granted"
    assert sorted(files.path_of("00", files.ISSUED).parent.parent.glob("*/*")) == before


def test_the_templates_follow_from_the_ledger_and_a_lost_text_is_named() -> None:
    made()
    assert rebuild(check=True).differences == []
    before = templates()
    rebuild()
    assert templates() == before
    sound = verify(checkpoint())
    assert isinstance(sound, Verified) and sound.intact, sound
    files.path_of(before[0].digest, files.ISSUED).unlink()
    broken = verify(checkpoint())
    assert isinstance(broken, Verified) and not broken.intact


def test_a_part_that_rests_on_few_withheld_facts_is_told_to_readers_of_facts_alone() -> None:
    part = Template("湖滨小结", "南岸播种草坪{lawns|place south}。")
    assert said(filled(part, AS_OF, "an")) == ["南岸播种草坪1000.0平方米。"]
    for asked in (part.text, "{if lawns|place south > 1}多{else}少{end}，全市{lamps}。"):
        refused = filled(Template("湖滨小结", asked), AS_OF, "wu")
        assert isinstance(refused, list) and {one.code for one in refused} == {"not_shown"}, refused
    (refusal, *_) = made(part.text, ())
    assert isinstance(refusal, Refusal) and refusal.code == "not_shown"
