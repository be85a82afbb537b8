"""Days, periods and months count as the mission says: whole months, then days over that month's length."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.terms import dates
from hetang.terms.dates import (
    Period,
    add_months,
    day_of_us,
    end_of_day_us,
    from_us,
    instant_text,
    months_between,
    parse_day,
    parse_instant,
    start_of_day_us,
    to_us,
)
from hetang.terms.refusals import Refusal

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
CHINA = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016H2", "2016-07-01", "2016-12-31"),
        ("2016Q1", "2016-01-01", "2016-03-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-05-01", "2016-05-01", "2016-05-01"),
        ("2016-01-01..2016-06-29", "2016-01-01", "2016-06-29"),
        ("2011..2015", "2011-01-01", "2015-12-31"),
    ],
)
def test_a_period_is_read_and_written_back_shortest(text: str, start: str, end: str) -> None:
    period = Period.parse(text)
    assert period == Period(date.fromisoformat(start), date.fromisoformat(end))
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize("text", ["", "16", "2015-02-29", "2016-13", "2016Q5", "2016-1", "lately", "0000", "２０１６"])
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    refusal = Period.parse(text)
    assert isinstance(refusal, Refusal) and refusal.code == "not_a_period" and "2016Q1" in refusal.accepts.en


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    refusal = Period.parse("2016..2015")
    assert isinstance(refusal, Refusal) and refusal.code == "period_ends_before_it_starts"


@given(days, days)
def test_every_period_reads_back_from_its_text_and_contains_its_days(a: date, b: date) -> None:
    period = Period(min(a, b), max(a, b))
    assert Period.parse(str(period)) == period
    assert a in period and b in period and period.end + timedelta(days=1) not in period
    assert period.days == abs((b - a).days) + 1


def test_months_between_works_the_example_of_its_page() -> None:
    assert months_between(date(2017, 1, 15), date(2017, 3, 20)) == 2 + Fraction(5, 31)
    assert months_between(date(2016, 1, 31), date(2016, 2, 29)) == 1
    assert months_between(date(2016, 2, 29), date(2017, 2, 28)) == 12
    assert months_between(date(2017, 3, 20), date(2017, 1, 15)) == -(2 + Fraction(5, 31))


@given(days, st.integers(0, 600))
def test_whole_months_are_whole(day: date, months: int) -> None:
    assert months_between(day, add_months(day, months)) == months


@given(days, days)
def test_a_day_later_is_never_fewer_months(a: date, b: date) -> None:
    now, next_day = months_between(a, b), months_between(a, b + timedelta(days=1))
    if b >= a:
        assert now < next_day <= now + Fraction(1, 28)


@given(st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1)))  # noqa: DTZ001
def test_instants_go_to_microseconds_and_back(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC)
    assert from_us(to_us(moment)) == moment
    assert parse_instant(instant_text(to_us(moment))) == to_us(moment)


def test_an_instant_names_its_zone() -> None:
    assert instant_text(to_us(datetime(2026, 11, 23, 11, 22, 33, 123456, UTC))) == "2026-11-23T11:22:33.123456Z"
    assert parse_instant("2026-11-23T11:22:33") is None and parse_instant("noon") is None
    with pytest.raises(ValueError, match="time zone"):
        to_us(datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_day_is_ten_characters_of_iso() -> None:
    assert parse_day("2017-04-20") == date(2017, 4, 20)
    assert parse_day("20170420") is None and parse_day("2017-02-30") is None


@given(days, st.sampled_from([CHINA, "UTC", "America/New_York", "Europe/London"]))
def test_a_day_ends_one_microsecond_before_the_next(day: date, zone: str) -> None:
    end = end_of_day_us(day, zone)
    assert end + 1 == start_of_day_us(day + timedelta(days=1), zone)
    assert day_of_us(end, zone) == day and day_of_us(end + 1, zone) == day + timedelta(days=1)


def test_a_chinese_day_ends_at_sixteen_utc() -> None:
    assert instant_text(end_of_day_us(date(2017, 4, 20), CHINA)) == "2017-04-20T15:59:59.999999Z"


def test_china_and_utc_are_known_without_a_zone_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(dates, "ZoneInfo", without)
    start = dates.start_of_day_us.__wrapped__
    assert start(date(2017, 4, 21), CHINA) == to_us(datetime(2017, 4, 20, 16, tzinfo=UTC))
    assert start(date(2017, 4, 21), "UTC") == to_us(datetime(2017, 4, 21, tzinfo=UTC))
    for day, zone in ((date(1990, 7, 1), CHINA), (date(2017, 1, 1), "Europe/London")):
        with pytest.raises(ZoneInfoNotFoundError):
            start(day, zone)
