"""What is planted is what it is said to be: right numbers are right, errors are errors, and the same seed gives the same drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import planted_sentences as say
from benchmarks import said_numbers as numbers
from benchmarks.planted_drafts import ERRORS, Generator
from benchmarks.planted_texts import own, planted_copies, things_of
from benchmarks.planting import FLAGS, RIGHT_VERDICTS, Known
from hetang.claims.reading import read_numbers
from hetang.claims.verdict import VERDICTS
from hetang.terms.quantities import convert

DISTRICTS = {"昌江区": Fraction(9), "珠山区": Fraction(11), "浮梁县": Fraction(3), "乐平市": Fraction(4)}
PERIODS = {"2015年，": Fraction(3), "去年上半年，": Fraction(12), "2015年以来，": Fraction(32)}


def _known() -> dict[str, Known]:
    """As if the ledger held them."""
    stale = ((date(2016, 9, 30), Fraction(19)),)
    found = {id: Known(id, Fraction(27), "条", 0, Fraction(28), stale, DISTRICTS, PERIODS) for id in say.YEARLY}
    found |= {id: Known(id, Fraction(1036_4, 10), "亩", 1) for id in say.STANDING}
    found["good_air_days"] = replace(found["good_air_days"], value=Fraction(329), unit="天")
    found["money_settlement_rate"] = Known("money_settlement_rate", Fraction(3069, 34), "%", 0)
    found["water_sections_up_to_standard"] = Known("water_sections_up_to_standard", Fraction(3800, 39), "%", 1)
    found["persons_cleared"] = Known("persons_cleared", Fraction(201), "人次", 0, organisations={"市园林管理局": Fraction(5)})
    found["renewal_targets_five_years"] = Known("renewal_targets_five_years", Fraction(1_086_200), "平方米", 0)
    found["investment_agreed_phase_two"] = Known("investment_agreed_phase_two", Fraction(138 * 10**8), "元", 0)
    return found


def test_the_same_seed_gives_the_same_drafts() -> None:
    once, again = (Generator(_known()).drafts(4, 4) for _ in range(2))
    assert once == again != Generator(_known(), seed=2).drafts(4, 4)


def test_every_class_is_planted_and_every_mark_covers_its_number() -> None:
    drafts = Generator(_known()).drafts(3, 3)
    marks = [(draft, mark) for draft in drafts for mark in draft.marks]
    assert {mark.name for _, mark in marks if mark.kind == "error"} == set(RIGHT_VERDICTS) == set(ERRORS)
    assert all(0 <= mark.start < mark.end <= len(draft.text) for draft, mark in marks)
    for draft, mark in marks:
        assert any(sign.isdigit() or sign in numbers.DIGITS + "十百千" for sign in draft.text[mark.start : mark.end])


def test_a_draft_speaks_of_each_thing_once() -> None:
    for draft in Generator(_known()).drafts(6, 6):
        figures = [mark.figure for mark in draft.marks if mark.figure is not None and mark.kind != "involved" and "parts" not in mark.name]
        assert len(figures) == len(set(figures))


def test_accepted_verdicts_are_flags() -> None:
    assert set(VERDICTS) > FLAGS
    assert all(verdicts and verdicts <= FLAGS for verdicts in RIGHT_VERDICTS.values())


VALUES = [
    (Fraction(423_000), "平方米", 0), (Fraction(9846), "户", 0), (Fraction(3800, 39), "%", 1), (Fraction(5182, 5), "亩", 1),
    (Fraction(30628), "人", 0),
]  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "decimals"), VALUES)
def test_every_exact_form_reads_back_as_the_value(value: Fraction, unit: str, decimals: int) -> None:
    told = Fraction(str(round(float(value), decimals)))
    for said in numbers.exact(value, unit, decimals):
        (one,) = read_numbers(f"全市完成{said.text}。").numbers
        assert one.surface == said.number
        assert one.low is not None
        assert convert(one.low, one.measured, unit) == told, said


@pytest.mark.parametrize(("value", "unit", "decimals"), VALUES)
def test_right_wordings_hold_and_wrong_ones_do_not(value: Fraction, unit: str, decimals: int) -> None:
    def bound(said: numbers.Said) -> tuple[str, Fraction]:
        (one,) = read_numbers(f"全市完成{said.text}。").numbers
        assert one.low is not None
        return one.relation, one.low

    assert all(relation == "lt" and value < low for relation, low in map(bound, numbers.near(value, unit)))
    assert all(relation == "gt" and value > low for relation, low in map(bound, numbers.over(value, unit)))
    wrong = [bound(said) for said in numbers.wrong_relation(value, unit)]
    assert wrong and all((value <= low) if relation == "gt" else (value >= low) for relation, low in wrong)
    chance = Random(1)
    assert all(other != value for make in (numbers.changed, numbers.transposed) for other, _ in make(value, unit, decimals, chance))


@given(st.integers(21, 99_999_999))
def test_chinese_numerals_read_back(value: int) -> None:
    (one,) = read_numbers(f"全市完成{numbers.chinese(Fraction(value))}平方米。").numbers
    assert one.low == value


def test_in_an_annotated_text_each_number_is_an_error_once_and_else_as_it_was() -> None:
    text, things = own(), things_of(own())
    drafts = list(planted_copies(text, things, 3))
    assert [draft.text[mark.start : mark.end] for draft in drafts[:1] for mark in draft.marks] == [
        text.text[one.start : one.end] for one in text.numbers
    ]
    spoilt = [i for draft in drafts[1:] for i, mark in enumerate(draft.marks[: len(text.numbers)]) if mark.kind == "error"]
    assert sorted(spoilt) == sorted(set(spoilt)) and len(spoilt) >= len(text.numbers) - 2
