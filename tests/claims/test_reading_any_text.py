"""Any text is read: in order, without overlap, to the character; and each pattern looks at a bounded stretch of it."""

from __future__ import annotations

import re
import re._parser as sre
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.claims.claim import KINDS, RELATIONS
from hetang.claims.numbers import evidence_words, forms, grammar, measures, names, numerals, relations, tables, unbroken
from hetang.claims.numbers.numerals import numeral_at
from hetang.claims.reading import read_numbers
from hetang.terms.quantities import decimal_text
from hetang.terms.units import unit

SIGNS = (
    "0123456789０５，,.．·%％‰（）()“”《》、。；：:∶/-—～至到第前每近超约多余几数半翻番百千万亿十一二三四五六七八九零〇两廿壹成"
    "分之点个年月日时岁元"
)
PIECES = list(SIGNS) + [
    "亿元", "平方米", "个百分点", "公里", "人次", "万户", "左右", "以上", "不足", "分别为", "连续", "单位：万元", "增长（%）", "\n",
    "\t", " ", "　", "的", "企业", "其中", "growth of 5 per cent", "第三条", "2024年", "〔2020〕", "12345", "￥", "$", "\f", "😀", "\ud7ff",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=60).map("".join)
DIGITS = "零一二三四五六七八九"


@given(texts)
def test_spans_are_in_order_apart_and_say_what_stands_there(text: str) -> None:
    reading = read_numbers(text)
    assert reading.text == text
    spans = sorted([*reading.numbers, *reading.passed], key=lambda one: one.start)
    assert all(text[one.start : one.end] == one.surface and one.start < one.end for one in spans)
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))


@given(texts)
def test_no_digit_and_no_chinese_numeral_is_left_out(text: str) -> None:
    reading = read_numbers(text)
    covered = {at for one in (*reading.numbers, *reading.passed) for at in range(one.start, one.end)}
    left = [at for at, sign in enumerate(text) if sign in "0123456789０５一二三四五六七八九十百千万亿" and at not in covered]
    assert not [text[max(0, at - 6) : at + 6] for at in left]


@given(texts)
def test_what_is_told_of_a_number_fits_its_fields(text: str) -> None:
    for number in read_numbers(text).numbers:
        assert number.kind in KINDS and number.relation in RELATIONS
        assert number.measured == "" or unit(number.measured) is not None
        if number.low is None or number.high is None:
            assert number.kind == "ratio" and set(number.value) <= set("0123456789.:")
        else:
            assert number.low <= number.high
            bounds = dict.fromkeys((decimal_text(number.low), decimal_text(number.high)))
            assert number.value == "-".join(bounds)


def chinese(value: int) -> str:
    """12345 -> 一万二千三百四十五, written here anew."""
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if value >= size:
            above, below = divmod(value, size)
            return chinese(above) + name + (("零" if below < size // 10 else "") + chinese(below) if below else "")
    said, gap = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // size % 10
        if digit:
            said, gap = said + ("零" if gap and said else "") + DIGITS[digit] + name, False
        else:
            gap = True
    return said


WAYS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "grouped": lambda value: f"{value:,}",
    "wide": lambda value: str(value).translate({ord("0") + digit: ord("０") + digit for digit in range(10)}),
    "chinese": chinese,
    "in 万": lambda value: f"{decimal_text(Fraction(value, 10**4))}万",
    "in 亿": lambda value: f"{decimal_text(Fraction(value, 10**8))}亿",
    "point": lambda value: f"{chinese(value // 10)}点{DIGITS[value % 10]}" if value % 10 and value >= 10 else chinese(value),
}
FRAMES = ("全市完成{}公顷，", "合计达{}公顷。", "（{}公顷）", "其中：{}公顷；", "比上年多{}公顷\n", "计划\t{}公顷")


@pytest.mark.parametrize("way", WAYS)
@given(value=st.integers(3, 10**10), frame=st.sampled_from(FRAMES))
def test_a_value_is_read_back_from_every_way_of_writing_it(way: str, value: int, frame: str) -> None:
    said = WAYS[way](value)
    text = frame.format(said)
    if frame.count("\t"):
        text += "\n"
    (number,) = read_numbers(text).numbers
    exact = Fraction(value, 10) if way == "point" and "点" in said else Fraction(value)
    assert number.surface == f"{said}公顷"
    assert (number.low, number.high, number.unit) == (exact, exact, "公顷")


@given(st.integers(1, 10**11))
def test_a_chinese_numeral_is_its_value(value: int) -> None:
    said = chinese(value)
    numeral = numeral_at(said, 0)
    assert numeral is not None and (numeral.low, numeral.end) == (value, len(said))


MODULES = (evidence_words, forms, grammar, measures, names, numerals, relations, tables, unbroken)
WIDEST = 200   # characters that one pattern may look at; what repeats without end never gives back what it took


def patterns(held: object) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern):
        yield held
    elif isinstance(held, dict):
        for value in held.values():
            yield from patterns(value)
    elif isinstance(held, tuple | list):
        for value in held:
            yield from patterns(value)


def unbounded(parsed: sre.SubPattern) -> bool:
    """Whether a repeat without an upper bound may be tried again with less."""
    for operator, argument in parsed:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT") and (argument[1] is sre.MAXREPEAT or unbounded(argument[2])):
            return True
        if name == "SUBPATTERN" and unbounded(argument[3]) or name == "BRANCH" and any(map(unbounded, argument[1])):
            return True
        if name in ("ASSERT", "ASSERT_NOT") and unbounded(argument[1]):
            return True
    return False


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_pattern_repeats_without_end_where_it_could_be_tried_again(module: ModuleType) -> None:
    for pattern in patterns(list(vars(module).values())):
        parsed = sre.parse(pattern.pattern, pattern.flags)
        assert not unbounded(parsed), pattern.pattern
        widest = parsed.getwidth()[1]
        assert widest <= WIDEST or "++" in pattern.pattern, pattern.pattern


def test_the_guard_sees_a_pattern_that_may_be_tried_again() -> None:
    assert unbounded(sre.parse("a+b")) and unbounded(sre.parse("(?:ab*)c")) and not unbounded(sre.parse("a++b{0,9}c"))


def calls(text: str) -> int:
    """How many functions are called to read it: a count that no other program on the machine changes."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_numbers(text)
    finally:
        sys.setprofile(None)
    return counted


HOSTILE = (
    "7", "1.2.", "1,", "三百零五万", "（3（", "5万平方米", "3—5—", "近超约3余", "百分之", "3、5、", "占3%、", "1\n", "1\t2\n",
    "1 ", "第", "一", "“三", "《1", "第一条\n", "1:", "1和", "数百", "2020、",
)  # fmt: skip


@pytest.mark.parametrize("pattern", HOSTILE)
def test_twice_the_text_takes_twice_the_steps(pattern: str) -> None:
    read_numbers(pattern * 50)
    once, twice = calls(pattern * 300), calls(pattern * 600)
    assert twice <= 2.2 * once + 200
