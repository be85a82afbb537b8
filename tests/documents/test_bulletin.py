"""A bulletin's declaration is read whole, or every fault in it is said with its line and column."""

from typing import Any

import pytest

from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.documents.markup import Choice, Day, Slot, Words
from tests.documents.issue import DECLARED, bulletin


def faults(**changes: Any) -> list[tuple[str, str | None]]:
    parsed = parse_bulletin({**DECLARED, **changes})
    assert isinstance(parsed, list)
    return [(refusal.code, refusal.at) for refusal in parsed]


def test_a_typed_digit_is_refused_with_its_line_and_column() -> None:
    assert faults(text="去年以来。\n\n改造道路27条。") == [
        ("number_typed_in", "bulletin party_work_2017_09, text, line 3, column 5")
    ]


def test_every_fault_is_said_at_once() -> None:
    found = faults(text="栽树９株。\n\n{bad slot}约{roads_rebuilt}。\n\n{if x > 4}多", title="第三名", issue=0, extra=1)
    assert [code for code, _ in found] == [
        "bulletin_key_unknown",
        "bulletin_value_wrong",
        "number_typed_in",
        "number_typed_in",
        "not_a_slot",
        "wording_beside_slot",
        "condition_unpaired",
    ]


@pytest.mark.parametrize("key", ["title", "subtitle", "editors_note", "contributor", "organ", "mark", "name"])
def test_no_text_of_the_bulletin_may_hold_a_typed_number(key: str) -> None:
    assert [code for code, _ in faults(**{key: "八条路"})] == ["number_typed_in"]
    assert [code for code, _ in faults(distribution={"report": "3个部门"})] == ["number_typed_in"]


@pytest.mark.parametrize("key", ["id", "name", "organ", "year", "issue", "title", "text"])
def test_what_is_required_must_be_there(key: str) -> None:
    declared = {name: value for name, value in DECLARED.items() if name != key}
    parsed = parse_bulletin(declared)
    assert isinstance(parsed, list)
    assert [refusal.code for refusal in parsed] == ["bulletin_key_missing"]


def test_a_declared_name_that_is_only_a_number_is_refused() -> None:
    assert ("name_is_a_number", "bulletin party_work_2017_09, names") in faults(names=["十三五", "27条"])


def test_names_of_the_pack_may_stand_in_the_text() -> None:
    declared = {**DECLARED, "text": "到三龙镇和206国道。", "names": ["十三五"]}
    assert isinstance(parse_bulletin(declared, ["三龙镇", "206国道"]), Bulletin)
    assert isinstance(parse_bulletin(declared), list)


def test_the_markup_gives_words_slots_dates_and_choices() -> None:
    text = "到{as_of}，{x|over 1000|万|period 2016|value}；{if x > 4}多{else}少{end}{date 2016-10}{name 三个五}"
    (block,) = bulletin(text=text, names=["三个五", "十三五"]).blocks
    day, slot, choice, month, name = (block.parts[index] for index in (1, 3, 5, 6, 7))
    assert day == Day(None, "full")
    assert isinstance(slot, Slot)
    assert (slot.indicator, slot.question, slot.scale, slot.relation) == ("x", (("period", "2016"),), "万", "over")
    assert slot.round_to == 1000 and slot.bare
    assert isinstance(choice, Choice)
    assert (choice.operator, choice.bound, choice.then, choice.otherwise) == (">", 4, (Words("多"),), (Words("少"),))
    assert month == Day("2016-10", "full")
    assert name == Words("三个五")


def test_lines_of_a_paragraph_join_and_a_blank_line_ends_it() -> None:
    blocks = bulletin(text="去年\n以来。\n# 一、路\n通了。\n\n树也种上。").blocks
    assert [(block.level, block.parts) for block in blocks] == [
        (0, (Words("去年以来。"),)),
        (1, (Words("一、路"),)),
        (0, (Words("通了。"),)),
        (0, (Words("树也种上。"),)),
    ]


@pytest.mark.parametrize(
    "slot", ["{x|near|over}", "{x|wide}", "{date 2016-13}", "{date}", "{X}", "{if x ~ 4}", "{name 无}", "{", "}"]
)
def test_what_is_no_slot_is_refused(slot: str) -> None:
    assert faults(text=f"有{slot}。")


def test_a_bulletin_stays_internal_until_it_is_released() -> None:
    assert bulletin().release == "internal"
    assert faults(release="secret") == [("bulletin_value_wrong", "bulletin party_work_2017_09, release")]


def test_a_bulletin_tells_which_indicators_it_asks_for_conditions_included() -> None:
    told = bulletin(text="{if x > 4}{y}{else}{z}{end}{y|place p}", editors_note="{w}")
    assert told.indicators() == ("w", "x", "y", "z")
