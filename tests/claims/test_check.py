"""A draft held against the ledger: what is supported, what is not, and that nothing is asked twice or guessed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hetang.claims.check import check
from hetang.claims.verdict import VERDICTS, Draft
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from tests.claims.riverside import AS_OF, answers, checked, only, words

DRAFT = """河湾市2016年工作小结

去年，全市改造道路27条，其中东岸区16条、西岸区11条；新铺人行道7.31万平方米。饮水合格率达到97.4%，居全省第2位。
搬迁住户近1万户，上门走访201人。滨江片区协议投资138亿元，群众满意度99.2%。
"""


def test_each_number_of_a_draft_gets_its_verdict_and_the_figure_it_was_held_against() -> None:
    found = [(one.claim.number.surface, one.verdict, one.figure) for one in checked(DRAFT).claims]
    assert found == [
        ("27条", "supported", "roads"), ("16条", "supported", "roads"), ("11条", "supported", "roads"),
        ("7.31万平方米", "contradicted", "pavement"), ("97.4%", "supported", "water"), ("第2位", "supported", "water_rank"),
        ("1万户", "supported", "households"), ("201人", "contradicted", "visits"), ("138亿元", "supported", "agreed"),
        ("99.2%", "unsupported", None),
    ]  # fmt: skip


def test_a_checked_draft_is_told_as_the_command_line_tells_it() -> None:
    told = checked(DRAFT).to_json()
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert set(told["counts"]) == set(VERDICTS) and sum(told["counts"].values()) == len(told["claims"])
    pavement = told["claims"][3]
    assert DRAFT[pavement["start"] : pavement["end"]] == pavement["surface"] == "7.31万平方米"
    assert (pavement["value"], pavement["computed"], pavement["instead"]) == ("73100", "71300", "7.13万平方米")
    assert pavement["why"] == {
        "zh": "账簿为7.13万平方米，文中为7.31万平方米，疑为数字倒置",
        "en": "the ledger has 71,300 square metres, the text 7.31万平方米: digits swapped, it seems",
    }
    (candidate,) = pavement["candidates"]
    assert (candidate["indicator"], candidate["value"], candidate["unit"]) == ("pavement", "71300", "平方米")
    assert "新铺人行道" in candidate["why"]["zh"] and "单位平方米" in candidate["why"]["zh"]


def test_no_figure_is_asked_twice_and_none_that_is_not_spoken_of() -> None:
    asked: list[Ask] = []

    def counting(ask: Ask) -> object:
        asked.append(ask)
        return answers(ask)

    check(DRAFT + DRAFT, words(), counting, Draft(AS_OF))  # type: ignore[arg-type]
    assert len(asked) == len(set(asked))
    assert {ask.indicator for ask in asked} == {
        "roads",
        "pavement",
        "water",
        "water_rank",
        "households",
        "visits",
        "agreed",
    }


def test_a_figure_that_is_refused_leaves_the_claim_unsupported_and_says_so() -> None:
    refusal = Refusal("withheld", Text("这项数字不向您公开", "this figure is not shown to you"), Text("", ""))
    (found,) = check("改造道路27条", words(), lambda ask: refusal, Draft(AS_OF)).claims
    assert (found.verdict, found.figure) == ("unsupported", None)
    assert found.why.zh == "“改造道路”不能这样问：这项数字不向您公开"


def test_parts_that_do_not_add_up_are_inconsistent_and_what_a_figure_supports_stays_supported() -> None:
    found = checked("去年，全市改造道路27条，其中东岸区16条、西岸区14条。").claims
    assert [one.verdict for one in found] == ["supported", "supported", "inconsistent"]
    assert found[2].with_ == (0, 1) and "30条" in found[2].why.zh


def test_what_nothing_in_the_pack_is_about_may_still_disagree_with_itself() -> None:
    found = checked("去年新增停车泊位1200个。总的看，去年新增停车泊位1260个。").claims
    assert {one.verdict for one in found} == {"inconsistent"}
    assert all(one.figure is None for one in found)


def test_the_draft_says_whose_district_it_is() -> None:
    text = "一年来，我区改造道路16条。"
    assert only(text, Draft(AS_OF, place="east")).verdict == "supported"
    found = only(text, Draft(AS_OF, place="west"))
    assert (found.verdict, found.computed) == ("out_of_scope", "11")
    assert only(text).verdict == "unsupported" and "我区" in only(text).why.zh


def test_an_editors_choice_of_words_is_a_word_of_the_pack() -> None:
    text = "便民步道去年完成7.13万平方米。"
    assert checked(text).claims[0].figure is None
    assert checked(text, learned=(("pavement", "便民步道", "zh"),)).claims[0].figure == "pavement"


def test_a_text_without_numbers_has_no_claims_and_an_empty_one_neither() -> None:
    assert checked("").claims == [] and checked("各方反映良好。").claims == []


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10_000))
def test_only_the_right_number_of_roads_is_supported(number: int) -> None:
    found = only(f"2016年，全市改造道路{number}条。")
    assert (found.verdict == "supported") == (number == 27)
    assert found.figure == "roads" and found.computed == "27"


@settings(max_examples=40, deadline=None)
@given(st.text("改造道路条27.%万平方米近超人次、，。\n（）0", max_size=60))
def test_any_text_is_checked_the_same_way_twice(text: str) -> None:
    first = checked(text).to_json()
    assert checked(text).to_json() == first
    assert all(text[one["start"] : one["end"]] == one["surface"] for one in first["claims"])


@pytest.mark.parametrize("day", [date(2016, 6, 30), date(2017, 4, 26)])
def test_a_draft_is_checked_as_of_its_day(day: date) -> None:
    found = only("2016年，全市改造道路16条。", Draft(day))
    assert found.verdict == ("supported" if day.year == 2016 else "stale")
