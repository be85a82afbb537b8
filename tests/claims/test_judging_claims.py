"""docs/algorithms/judging-claims.md: numbers as they are said against exact values, and drafts against a small town."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.claims.claim import Number
from hetang.claims.judging.comparing import Told, digits_hint, holds
from hetang.terms.wording import Wording, say
from tests.claims.riverside import AS_OF, checked, only

ONE, TENTH = Fraction(1), Fraction(1, 10)


def said(value: str, step: str, relation: str = "eq", marker: str = "", kind: str = "count") -> Number:
    exact = Fraction(value)
    return Number(0, 1, value, value, exact, exact, Fraction(step), "户", "户", kind, relation, marker)


@pytest.mark.parametrize(
    ("number", "exact", "place", "fit"),
    [
        # rounded as it is written
        (said("97.4", "0.1"), "97.37", "0.01", "holds"), (said("97.3", "0.1"), "97.37", "0.01", "rounded"),
        (said("97.5", "0.1"), "97.37", "0.01", "false"), (said("97", "1"), "97.37", "0.01", "holds"),
        (said("423000", "1000"), "423000", "1", "holds"), (said("424000", "1000"), "423000", "1", "false"),
        (said("420000", "10000"), "423000", "1", "holds"), (said("430000", "10000"), "423000", "1", "rounded"),
        # no more exact than the figure
        (said("97.37", "0.01"), "1850/19", "0.1", "rounded"), (said("97.4", "0.1"), "1850/19", "0.1", "holds"),
        (said("90.3", "0.1"), "3069/34", "1", "rounded"), (said("90", "1"), "3069/34", "1", "holds"),
        # one digit for a number that is not round
        (said("10000", "10000"), "9846", "1", "rounded"), (said("30000", "10000"), "30628", "1", "rounded"),
        # near: from 95 % up to below
        (said("10000", "10000", "lt", "近"), "9846", "1", "holds"), (said("10000", "10000", "lt", "近"), "9500", "1", "holds"),
        (said("10000", "10000", "lt", "近"), "9499", "1", "false"), (said("10000", "10000", "lt", "近"), "10050", "1", "false"),
        (said("10000", "10000", "lt", "近"), "10000", "1", "false"), (said("10000", "10000", "lt", "不足"), "9000", "1", "holds"),
        # over: only above, and only just
        (said("1000", "1", "gt", "超"), "1036.4", "0.1", "holds"), (said("1000", "1", "gt", "超"), "1000", "0.1", "false"),
        (said("1000", "1", "gt", "余"), "2100", "0.1", "false"), (said("20", "1", "gt", "多"), "23", "1", "holds"),
        (said("430", "10", "ge", "以上"), "446.1", "0.1", "holds"), (said("430", "10", "ge", "以上"), "429", "0.1", "false"),
        (said("100", "1", "about", "左右"), "104", "1", "holds"), (said("100", "1", "about", "左右"), "106", "1", "false"),
        # both at once
        (said("12", "1", "lt", "将近余"), "12", "1", "torn"),
        (said("3", "1", "le", "前", "rank"), "2", "1", "holds"), (said("3", "1", "le", "前", "rank"), "4", "1", "false"),
    ],
)  # fmt: skip
def test_a_number_holds_or_not_by_the_rules_of_wording(number: Number, exact: str, place: str, fit: str) -> None:
    assert holds(number, Told(Fraction(exact), Fraction(place))) == fit


def test_a_range_holds_where_the_value_lies_in_it() -> None:
    number = Number(0, 1, "3到5天", "3-5", Fraction(3), Fraction(5), ONE, "天", "天", "duration")
    assert [holds(number, Told(Fraction(value), ONE)) for value in (2, 3, 5, 6)] == ["false", "holds", "holds", "false"]


@given(st.integers(1, 10**9), st.sampled_from(["near", "over"]))
def test_what_a_bulletin_says_of_a_value_is_never_held_against_it(value: int, relation: str) -> None:
    wording = Wording(relation=relation)
    words = say(Fraction(value), "户", wording)
    marker = next((word for word in ("近", "超", "余") if word in words), "")
    digits = "".join(letter for letter in words if letter.isdigit())
    number = said(digits, "1", {"近": "lt", "超": "gt", "余": "gt"}.get(marker, "eq"), marker)
    assert holds(number, Told(Fraction(value), ONE, wording=wording)) == "holds"


@pytest.mark.parametrize(
    ("written", "exact", "hint"),
    [
        ("73100", "71300", "swapped"),
        ("28", "27", "digit"),
        ("7130", "71300", "dropped"),
        ("713000", "71300", "dropped"),
        ("999", "71300", ""),
    ],
)
def test_what_may_have_happened_to_the_digits_is_said(written: str, exact: str, hint: str) -> None:
    assert digits_hint(said(written, "1"), Fraction(exact)) == hint


# (text, verdict, what it is held against, the words that would be right)
TABLE = [
    ("全市改造道路27条。", "supported", "27", ""),
    ("改造道路二十七条。", "supported", "27", ""),
    ("改造道路28条。", "contradicted", "27", "27条"),
    ("新铺人行道7.31万平方米。", "contradicted", "71300", "7.13万平方米"),
    ("新铺人行道107亩。", "supported", "106.95", ""),
    ("新铺人行道7.2万平方米。", "rounded", "71300", "7.1万平方米"),
    ("新铺人行道8万平方米。", "contradicted", "71300", "7.13万平方米"),
    ("饮水合格率97.3%。", "rounded", "97.4", "97.4%"),
    ("饮水合格率97.37%。", "rounded", "97.4", "97.4%"),
    ("饮水合格率97.4个百分点。", "contradicted", "97.4", "97.4%"),
    ("上门走访201人。", "contradicted", "201", "201人次"),
    ("搬迁住户近1万户。", "supported", "9846", ""),
    ("搬迁住户9846人。", "contradicted", "9846", "9846户"),
    ("搬迁住户1万户。", "rounded", "9846", "近1万户"),
    ("搬迁住户超1万户。", "contradicted", "9846", "9000户"),
    ("新铺人行道7.394万平方米。", "contradicted", "71300", "7.13万平方米"),
    ("新铺人行道5.28万平方米。", "stale", "71300", "7.13万平方米"),
    ("2015年，全市改造道路27条。", "out_of_scope", "5", "5条"),
    ("2015年，全市改造道路5条。", "supported", "5", ""),
    ("东岸区改造道路27条。", "out_of_scope", "16", "16条"),
    ("东岸区改造道路11条。", "out_of_scope", "16", "16条"),
    ("全省改造道路27条。", "out_of_scope", "27", ""),
    ("全省改造道路3270条。", "unsupported", None, ""),
    ("市园林管理局新铺人行道7.13万平方米。", "out_of_scope", "18500", "1.85万平方米"),
    ("计划改造道路27条。", "contradicted", "27", ""),
    ("计划改造道路30条。", "unsupported", None, ""),
    ("滨江片区到位投资138亿元。", "contradicted", "13800000000", ""),
    ("饮水合格率居全省第2位。", "supported", "2", ""),
    ("饮水合格率居全省第1位。", "contradicted", "2", "第2位"),
    ("饮水合格率居全国第2位。", "out_of_scope", "2", ""),
    ("改造桥梁3座。", "unsupported", None, ""),
    ("今年以来，全市累计改造道路27条。", "out_of_scope", None, ""),
    ("2015年以来，全市累计改造道路32条。", "supported", "32", ""),
    ("截至4月26日，滨江片区协议投资138亿元。", "supported", "13800000000", ""),
    ("2016年上半年，新铺人行道5.28万平方米。", "supported", "52800", ""),
    ("绩溪县改造道路27条。", "unsupported", None, ""),
    ("新铺人行道0.713公顷。", "contradicted", "7.13", "7.13公顷"),
    ("新铺人行道7.13公顷。", "supported", "7.13", ""),
    ("据市审计局统计，全市改造道路27条。", "supported", "27", ""),
    ("完成人行道面积目标8万平方米。", "supported", "80000", ""),
]


@pytest.mark.parametrize(("text", "verdict", "computed", "instead"), TABLE)
def test_a_sentence_about_the_town_gets_its_verdict(
    text: str, verdict: str, computed: str | None, instead: str
) -> None:
    found = only(text)
    assert (found.verdict, found.computed, found.instead) == (verdict, computed, instead)
    assert found.why.zh and found.why.en and "{" not in found.why.zh + found.why.en


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("新铺人行道7.394万平方米。", "这是有佐证一级的数；已核实的是7.13万平方米"),
        ("新铺人行道5.28万平方米。", "2016-09-30为5.28万平方米，现在是7.13万平方米"),
        ("东岸区改造道路11条。", "11条是西岸区2016年的数；东岸区2016年为16条"),
        ("2015年，全市改造道路27条。", "27条是河湾市2016年的数；河湾市2015年为5条"),
        ("饮水合格率97.37%。", "账簿只给到97.4%，文中比事实更精确"),
        ("上门走访201人。", "201人次以“人次”计，不是“人”"),
        ("滨江片区到位投资138亿元。", "138亿元是协议的数，不是到位的"),
        ("改造桥梁3座。", "账簿里没有这项"),
    ],
)
def test_the_reason_names_what_the_number_is(text: str, why: str) -> None:
    assert only(text).why.zh == why


def test_a_value_before_a_change_is_not_held_against_the_present() -> None:
    found = checked("饮水合格率由上年的92%提高到97.4%。").claims
    assert [one.verdict for one in found] == ["unsupported", "supported"]


def test_a_year_of_an_earlier_sentence_is_one_reading_of_several() -> None:
    text = "2015年，各项工作有序推进。改造道路{}条。"
    assert [only(text.format(roads)).verdict for roads in (5, 27, 9)] == ["supported", "supported", "contradicted"]


def test_a_bare_total_is_about_what_its_parts_are_about() -> None:
    found = checked("其中东岸区改造道路16条、西岸区11条，合计27条。").claims
    assert [(one.verdict, one.figure) for one in found] == [("supported", "roads")] * 3


@given(st.integers(0, 10**6))
def test_no_value_but_the_ledgers_own_is_supported_as_an_exact_count(value: int) -> None:
    number = said(str(value), "1")
    assert (holds(number, Told(Fraction(71300), ONE)) == "holds") == (value == 71300)


def test_as_of_is_the_drafts_day() -> None:
    assert only("改造道路27条").candidates[0].ask.as_of == AS_OF
