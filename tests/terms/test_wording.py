"""A number in running text never says more than its value allows."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.terms.quantities import parse_number
from hetang.terms.refusals import Refusal
from hetang.terms.wording import NEAR_FROM, Wording, round_number, say, say_value

positive = st.fractions(min_value=Fraction(1, 100), max_value=10**9, max_denominator=1000)


@pytest.mark.parametrize(
    ("value", "unit", "wording", "zh", "en"),
    [
        ("423000", "㎡", Wording("万"), "42.3万平方米", "423,000 square metres"),
        ("423000", "㎡", Wording("auto"), "42.3万平方米", "423,000 square metres"),
        ("1000000", "m³", Wording("auto"), "100万立方米", "1 million cubic metres"),
        ("13800000000", "元", Wording("亿"), "138亿元", "13.8 billion yuan"),
        ("12345", "人", Wording("auto"), "12345人", "12,345 people"),
        ("27500", "米", Wording(), "27500米", "27,500 metres"),
        ("9812", "户", Wording("万", "near", Fraction(10000)), "近1万户", "nearly 10,000 households"),
        ("9500", "户", Wording("万", "near", Fraction(10000)), "近1万户", "nearly 10,000 households"),
        ("9499", "户", Wording("万", "near", Fraction(10000)), "9499户", "9,499 households"),
        ("10000", "户", Wording("万", "near", Fraction(10000)), "1万户", "10,000 households"),
        ("986", "人", Wording("", "near"), "近1000人", "nearly 1,000 people"),
        ("1023", "亩", Wording("", "over", Fraction(1000)), "1000余亩", "over 1,000 mu"),
        ("1023", "亩", Wording("", "over", Fraction(1000), "超"), "超1000亩", "over 1,000 mu"),
        ("1000", "亩", Wording("", "over", Fraction(1000)), "1000亩", "1,000 mu"),
        ("999", "亩", Wording("", "over", Fraction(1000)), "999亩", "999 mu"),
        ("23", "座", Wording("", "over", Fraction(20)), "20余座", "over 20"),
        ("23", "座", Wording("", "over", Fraction(20), "多"), "20多座", "over 20"),
        ("39", "座", Wording("", "over", Fraction(20)), "超20座", "over 20"),
        ("7", "座", Wording("", "over", Fraction(5)), "超5座", "over 5"),
        ("31250", "人", Wording("万", "over"), "3万余人", "over 30,000 people"),
        ("4.2", "月", Wording("", "over"), "4个多月", "over 4 months"),
        ("4.2", "月", Wording("", "over", word="超"), "超4个月", "over 4 months"),
        ("3.5", "年", Wording("", "over"), "3年多", "over 3 years"),
        ("0.045", "吨", Wording("", "over"), "超0.04吨", "over 0.04 tonnes"),
        ("97.4", "%", Wording(), "97.4%", "97.4%"),
        ("1.5", "百分点", Wording(), "1.5个百分点", "1.5 percentage points"),
        ("1", "月", Wording(), "1个月", "1 month"),
        ("329", "天", Wording(), "329天", "329 days"),
        ("-5000", "㎡", Wording("万", "near"), "-5000平方米", "-5,000 square metres"),
        ("3", "未知", Wording(), "3未知", "3 未知"),
    ],
)
def test_the_wording_follows_from_the_value(value: str, unit: str, wording: Wording, zh: str, en: str) -> None:
    assert say(Fraction(value), unit, wording) == zh
    assert say(Fraction(value), unit, wording, "en") == en


def test_declared_places_are_kept_and_endless_decimals_are_cut() -> None:
    assert say(Fraction(1948, 20), "%", places=2) == "97.40%"
    assert say(Fraction(1, 3), "%") == "0.33%"
    assert say(Fraction(2, 3), "%", places=1, lang="en") == "0.7%"
    assert say_value(Fraction(423000), Wording("万")) == "42.3万"
    assert say_value(Fraction(1234567), lang="en") == "1,234,567"


@given(positive, st.sampled_from([None, Fraction(10), Fraction(1000), Fraction(10000)]))
def test_near_is_said_only_from_95_per_cent_up_to_below(value: Fraction, step: Fraction | None) -> None:
    base = round_number(value, Wording("", "near", step))
    assert base is None or NEAR_FROM * base <= value < base
    assert ("近" in say(value, "米", Wording("", "near", step))) == (base is not None)


@given(positive, st.sampled_from([None, Fraction(10), Fraction(1000)]), st.sampled_from(["", "余", "多", "超"]))
def test_over_is_said_only_above(value: Fraction, step: Fraction | None, word: str) -> None:
    base = round_number(value, Wording("万", "over", step, word))
    said = say(value, "亩", Wording("万", "over", step, word))
    assert base is None or base < value
    assert (base is not None) == any(mark in said for mark in "余多超")


@given(st.integers(1, 10**13), st.sampled_from(["", "万", "亿", "auto"]))
def test_a_scale_never_changes_the_value(value: int, scale: str) -> None:
    assert parse_number(say_value(Fraction(value), Wording(scale))) == value


def test_a_wording_is_read_from_a_pack_or_refused() -> None:
    wording = Wording.parse({"scale": "万", "relation": "near", "round_to": "1万"})
    assert wording == Wording("万", "near", Fraction(10000))
    assert Wording.parse({}) == Wording()
    for wrong in ({"scale": "千"}, {"relation": "about"}, {"round_to": "0"}, {"word": "许"}, {"sclae": "万"}):
        refusal = Wording.parse(wrong)
        assert isinstance(refusal, Refusal) and refusal.code == "not_a_wording"
