"""docs/algorithms/reading-claims.md: what is read of a numeral in Chinese text, and what is passed over, sentence by sentence."""

from __future__ import annotations

import pytest

from hetang.claims.reading import read_numbers
from tests.claims.reading_sentences import CLAIMS, PASSED, TABLES


def told(text: str) -> list[str]:
    """surface = value unit kind relation"""
    return [
        f"{number.surface} = {number.value} {number.unit or '-'} {number.kind} {number.relation}".replace("\n", "⏎")
        for number in read_numbers(text).numbers
    ]


def lines(table: str) -> list[str]:
    return [line for line in table.strip().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", lines(CLAIMS))
def test_a_sentence_claims_what_it_says(line: str) -> None:
    sentence, *claims = (part.strip() for part in line.split("|"))
    assert told(sentence.replace("⏎", "\n")) == claims


@pytest.mark.parametrize("line", lines(PASSED))
def test_a_numeral_that_claims_nothing_is_passed_as_what_it_is(line: str) -> None:
    sentence, *passed = (part.strip() for part in line.split("|"))
    reading = read_numbers(sentence.replace("⏎", "\n"))
    assert [number.surface for number in reading.numbers] == []
    assert [f"{one.surface} {one.kind}" for one in reading.passed] == passed


@pytest.mark.parametrize("table", TABLES)
def test_a_cell_has_the_unit_of_its_head_its_row_or_its_caption(table: tuple[str, str]) -> None:
    text, claims = table
    assert told(text) == lines(claims)


def test_a_number_split_by_a_line_keeps_the_break_in_its_surface() -> None:
    text = "全县改造农村危旧房屋的户数达到42.\n3万户，比上年多。"
    (number,) = read_numbers(text).numbers
    assert number.surface == "42.\n3万户" == text[number.start : number.end]
    assert (number.value, number.unit) == ("423000", "户")


def test_an_article_of_law_sets_norms_and_claims_nothing() -> None:
    text = "".join(f"第{number}条 受理机关应当自收到之日起15日内答复，罚款不超过500元。\n" for number in "一二三四五六")
    reading = read_numbers(text)
    assert reading.numbers == () and {one.kind for one in reading.passed} == {"ordinal/enumeration", "norm"}
    assert [number.surface for number in read_numbers("受理机关答复用了15天，罚款500元。").numbers] == ["15天", "500元"]


def test_the_step_is_one_unit_of_the_last_written_digit() -> None:
    steps = {number.surface: number.step for number in read_numbers("97.4%，42.3万人，三万五千户，20—30万元，750余万人次。").numbers}
    assert {surface: str(step) for surface, step in steps.items()} == {
        "97.4%": "1/10", "42.3万人": "1000", "三万五千户": "1000", "20—30万元": "10000", "750余万人次": "10000",
    }  # fmt: skip


def test_bounds_are_exact_and_in_the_unit_told() -> None:
    numbers = read_numbers("覆盖20—30万人，占三分之二，结构为8.7:41.2:50.1，约四五千亩。").numbers
    assert [(str(number.low), str(number.high)) for number in numbers] == [
        ("200000", "300000"), ("2/3", "2/3"), ("None", "None"), ("4000", "5000"),
    ]  # fmt: skip
    assert [number.measured for number in numbers] == ["人", "1", "", "亩"]
