"""The worked numbers of docs/algorithms/agreement-in-a-text.md."""

from datetime import date
from fractions import Fraction

import pytest

from hetang.claims.about import read_claims
from hetang.claims.agreeing.bounds import Bounds, bounds_of, difference, quotient, scaled
from hetang.claims.agreement import disagreements

PAGE = (
    ("全年改造道路27条，其中新建12条、改建16条。", "parts", "28条"),
    ("2016年粮食产量65.2万吨。\n2016年粮食产量56.2万吨。", "twice", "56.2万吨"),
    ("在册党员由1200名增加到1500名，增长20%。", "growth", "25%"),
    ("旅游收入43.7亿元，比上年增加7.2亿元，增长25%。", "growth", "19.73%"),
    ("安置率由62%提高到90%，提高28%。", "points", "28"),
    ("全市有党员120人，其中女党员40人，占35%。", "share", "33.33%"),
    ("三次产业结构为7.4:36.9:53。", "structure", "97.3"),
    ("武威、白银、临夏5个市州完成任务。", "list", "3"),
    ("工期将近12天余。", "marker", "余"),
    ("在11个设区市中排名第12位。", "impossible", "第12位"),
)


@pytest.mark.parametrize(("text", "kind", "worked"), PAGE, ids=[text for text, _, _ in PAGE])
def test_each_example_of_the_page_is_told_with_its_number_worked_out(text: str, kind: str, worked: str) -> None:
    (found,) = disagreements(text, read_claims(text, date(2017, 4, 26)))
    assert found.kind == kind and worked in found.why.zh and worked in found.why.en


BOUNDS = (
    ("收入43.7亿元", "43650000000/10", "43750000000/10"), ("道路27条", "27", "27"), ("近10000户", "8000", "10000"),
    ("约500公里", "4495/10", "5505/10"), ("超800亿元", "80000000000", ""), ("不足300个", "", "300"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS, ids=[text for text, _, _ in BOUNDS])
def test_a_written_number_stands_for_an_interval(text: str, low: str, high: str) -> None:
    bounds = bounds_of(read_claims(text + "。")[0].number)
    assert bounds is not None and bounds.high == (Fraction(high) if high else None)
    if "不足" not in text:
        assert bounds.low == (Fraction(low) if low else None)


def test_the_growth_of_the_page_lies_where_the_page_says() -> None:
    now, more = Bounds(Fraction("43.65"), Fraction("43.75")), Bounds(Fraction("7.15"), Fraction("7.25"))
    before = difference(now, more)
    assert before == Bounds(Fraction("36.4"), Fraction("36.6"))
    rate = scaled(quotient(more, before), 100)
    assert rate.low is not None and rate.high is not None
    assert (round(rate.low, 2), round(rate.high, 2)) == (Fraction("19.54"), Fraction("19.92"))
    for told in ("19.7", "19.9", "20"):
        step = Fraction(1, 10) if "." in told else Fraction(1)
        assert rate.meets(Bounds(Fraction(told) - step / 2, Fraction(told) + step / 2))
    assert not rate.meets(Bounds(Fraction("24.5"), Fraction("25.5")))
