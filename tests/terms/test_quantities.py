"""Quantities are exact, read as people write them, and never cross dimensions."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.terms.quantities import (
    UNITS,
    convert,
    decimal_text,
    dimensions,
    fixed_text,
    parse_number,
    parse_quantity,
    round_to,
    unit,
    units_of,
)
from hetang.terms.refusals import Refusal

fractions = st.fractions(max_denominator=10**6).map(lambda value: value * 1000)
decimals = st.decimals(-(10**12), 10**12, places=4).map(lambda value: value.normalize() + 0)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("１２,３4５.6", "12345.6"),
        ("12,345.6", "12345.6"),
        ("12，345", "12345"),
        ("1\u2009234\u2009567", "1234567"),
        ("42.3万", "423000"),
        ("1.2万亿", "1200000000000"),
        ("3百万", "3000000"),
        ("10亿零817万", "1008170000"),
        ("10亿817万", "1008170000"),
        ("3万5000", "35000"),
        ("3万零5", "30005"),
        ("-5", "-5"),
        ("－５", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        (" 7 ", "7"),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, value: str) -> None:
    assert parse_number(written) == Fraction(value)


@pytest.mark.parametrize(
    "written",
    ["", "1,23", "1,2345", ",123", "1e5", "12.", "3万5", "亿", "零5", "三百", "NaN", "1 234", "--5", "1/2", "½", "٣"]
    + ["5亿12345万"],
)
def test_what_could_be_read_two_ways_is_no_number(written: str) -> None:
    assert parse_number(written) is None


@given(decimals)
def test_a_decimal_text_reads_back_to_the_same_number(value: Decimal) -> None:
    text = decimal_text(Fraction(value))
    assert "E" not in text and parse_number(text) == Fraction(value)


@given(fractions)
def test_where_decimals_do_not_end_the_fraction_is_written(value: Fraction) -> None:
    assert Fraction(decimal_text(value)) == value


@given(decimals, st.integers(-3, 6))
def test_rounding_is_that_of_the_decimal_module(value: Decimal, places: int) -> None:
    quantum = Decimal(1).scaleb(-places)
    for how, rounding in (("half_up", ROUND_HALF_UP), ("down", ROUND_DOWN), ("up", ROUND_UP)):
        assert round_to(Fraction(value), places, how) == Fraction(value.quantize(quantum, rounding=rounding))


@given(fractions, st.integers(0, 6))
def test_fixed_text_has_exactly_its_places_and_is_within_half_a_unit(value: Fraction, places: int) -> None:
    text = fixed_text(value, places)
    assert len(text.partition(".")[2]) == places
    assert abs(Fraction(text) - value) * 2 <= Fraction(1, 10**places)


def test_an_unknown_way_of_rounding_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="half_up"):
        round_to(Fraction(1), 0, "even")


def test_nothing_below_zero_is_written_as_minus_zero() -> None:
    assert fixed_text(Fraction(-1, 1000), 2) == "0.00"
    assert fixed_text(Fraction(-5, 2), 0) == "-3"
    assert decimal_text(Fraction(-1, 2)) == "-0.5"


@pytest.mark.parametrize(
    ("written", "value", "symbol"),
    [
        ("42.3万平方米", "423000", "平方米"),
        ("3180.5 ㎡", "3180.5", "平方米"),
        ("12,345元", "12345", "元"),
        ("138亿元", "13800000000", "元"),
        ("65.73%", "65.73", "%"),
        ("5个百分点", "5", "百分点"),
        ("１２m³", "12", "立方米"),
        ("4.2个月", "4.2", "月"),
    ],
)
def test_a_quantity_is_a_number_and_a_unit(written: str, value: str, symbol: str) -> None:
    read = parse_quantity(written)
    assert not isinstance(read, Refusal)
    assert read == (Fraction(value), UNITS[symbol])


@pytest.mark.parametrize(
    ("written", "code"),
    [("5", "not_a_number"), ("米", "not_a_number"), ("5 foo", "unknown_unit"), ("1,23米", "not_a_number")],
)
def test_a_quantity_that_cannot_be_read_is_refused_with_what_would_be(written: str, code: str) -> None:
    read = parse_quantity(written)
    assert isinstance(read, Refusal) and read.code == code and read.accepts.zh and read.accepts.en


def test_a_mu_is_two_thousand_thirds_of_a_square_metre_and_fifteen_are_a_hectare() -> None:
    assert convert(Fraction(1), "亩", "㎡") == Fraction(2000, 3)
    assert convert(Fraction(15), "亩", "公顷") == 1
    assert convert(Fraction("42.3"), "万平方米", "平方米") == 423000
    assert convert(Fraction("1.38"), "亿元", "万元") == 13800


def test_the_wrong_dimension_and_an_unknown_unit_are_refused() -> None:
    wrong, unknown = convert(Fraction(1), "亩", "米"), convert(Fraction(1), "尺子", "米")
    assert isinstance(wrong, Refusal) and wrong.code == "wrong_dimension" and "公里" in wrong.accepts.zh
    assert isinstance(unknown, Refusal) and "尺子" in unknown.says.zh
    points = convert(Fraction(1), "%", "百分点")
    assert isinstance(points, Refusal)


@given(st.sampled_from(sorted(UNITS)), st.sampled_from(sorted(UNITS)), fractions)
def test_conversion_there_and_back_is_exact(source: str, target: str, value: Fraction) -> None:
    there = convert(value, source, target)
    if UNITS[source].dimension != UNITS[target].dimension:
        assert isinstance(there, Refusal)
    else:
        assert not isinstance(there, Refusal)
        assert convert(there, target, source) == value


def test_every_name_of_a_unit_means_one_unit() -> None:
    names = [name for known in UNITS.values() for name in (known.symbol, *known.aliases)]
    assert len(names) == len(set(names))
    assert all(unit(name) is not None for name in names)


def test_every_dimension_has_one_canonical_unit_first() -> None:
    for dimension in dimensions():
        assert units_of(dimension)[0].factor == 1


def test_a_scale_stands_before_a_unit_but_not_before_per_cent() -> None:
    great = unit("万立方米")
    assert great is not None and great.factor == 10000 and great.dimension == "volume"
    assert unit("万%") is None and unit("万") is None and unit("百万吨") is not None
    assert unit("斗") is None


def test_a_symbol_with_a_slash_is_one_english_word() -> None:
    for symbol in ("mg/m³", "μg/m³", "mg/L", "μg/L"):
        found = unit(symbol)
        assert found is not None and (found.one, found.many) == (symbol, symbol)
