"""Values, days and digests as a page writes them."""

from datetime import date
from fractions import Fraction

import pytest

from hetang.web import spelling


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("423000", "423,000"),
        ("97.4", "97.4"),
        ("1234567.89", "1,234,567.89"),
        ("-1200", "−1,200"),
        (None, "—"),
        ("1-2", "1–2"),
        ("1/3", "1/3"),
        (Fraction(5, 2), "2.5"),
        (12, "12"),
        ("", "—"),
        ("0", "0"),
    ],
)
def test_numbers_are_grouped_by_thousands(given: object, written: str) -> None:
    assert spelling.number(given) == written  # type: ignore[arg-type]


def test_a_day_leaves_out_the_year_when_it_is_this_one() -> None:
    assert spelling.day(date(2017, 4, 26), "zh") == "2017年4月26日"
    assert spelling.day("2017-04-26", "zh", 2017) == "4月26日"
    assert spelling.day(date(2017, 4, 26), "en") == "26 April 2017"


def test_a_moment_is_told_in_the_time_of_the_city() -> None:
    assert spelling.moment(1_493_166_660_000_000, "zh", "Asia/Shanghai") == "2017年4月26日 08:31"


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (date(2016, 1, 1), date(2016, 12, 31), "2016年", "2016"),
        (None, date(2017, 4, 26), "至2017年4月26日", "up to 26 April 2017"),
        (date(2016, 1, 1), None, "2016年1月1日起", "from 1 January 2016"),
        (None, None, "不限", "all time"),
        (date(2016, 1, 1), date(2016, 1, 1), "2016年1月1日", "1 January 2016"),
        (date(2016, 1, 1), date(2016, 3, 31), "2016年1月1日至2016年3月31日", "1 January 2016 to 31 March 2016"),
    ],
)
def test_a_span_says_no_more_than_it_must(start: date | None, end: date | None, zh: str, en: str) -> None:
    assert (spelling.span(start, end, "zh"), spelling.span(start, end, "en")) == (zh, en)


def test_a_digest_is_shortened_for_the_eye() -> None:
    assert spelling.short("9f3c77e0" + "0" * 52 + "41ab") == "9f3c 77e0 … 41ab"
    assert spelling.short("abc") == "abc"


def test_units_are_short_after_a_value() -> None:
    assert (spelling.unit("平方米", "zh"), spelling.unit("平方米", "en")) == ("㎡", "㎡")
    assert (spelling.unit("户", "zh"), spelling.unit("%", "en")) == ("户", "%")
