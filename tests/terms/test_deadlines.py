"""docs/algorithms/deadlines.md, in numbers."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.packs.yaml_text import read_yaml
from hetang.terms.dates import add_months
from hetang.terms.words import Text
from hetang.terms.workdays import Calendar, Deadline, Length, Year, deadline, parse_calendars

TOP = Path(__file__).resolve().parents[2]
CHINA = parse_calendars(read_yaml((TOP / "packs/base/calendars/cn.yaml").read_bytes()).value["calendars"])["cn"]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "unit", "unrolled", "rolled"),
    [
        ("2016-09-13", 5, "workdays", "2016-09-21", "2016-09-21"),
        ("2017-01-20", 5, "workdays", "2017-01-26", "2017-01-26"),
        ("2017-01-20", 20, "workdays", "2017-02-22", "2017-02-22"),
        ("2017-09-27", 5, "workdays", "2017-10-10", "2017-10-10"),
        ("2016-09-20", 15, "days", "2016-10-05", "2016-10-08"),  # a Saturday that was worked
        ("2016-12-01", 60, "days", "2017-01-30", "2017-02-03"),
        ("2017-09-25", 10, "workdays", "2017-10-13", "2017-10-13"),
        ("2017-04-18", 10, "days", "2017-04-28", "2017-04-28"),
        ("2017-01-31", 1, "months", "2017-02-28", "2017-02-28"),
        ("2016-03-30", 6, "months", "2016-09-30", "2016-09-30"),
        ("2017-07-01", 3, "months", "2017-10-01", "2017-10-09"),
    ],
)
def test_the_last_day_of_a_period(start: str, n: int, unit: str, unrolled: str, rolled: str) -> None:
    length = Length(n, unit)
    assert deadline(day(start), length, True, CHINA) == Deadline(day(rolled), day(unrolled))
    assert deadline(day(start), length, False, CHINA) == Deadline(day(unrolled), day(unrolled))


def test_each_gazetted_year_has_the_workdays_that_were_counted() -> None:
    counts = {
        year: sum(CHINA.workday(date(year, 1, 1) + timedelta(days=n)) is True for n in range(366 if year % 4 == 0 else 365))
        for year in CHINA.years
    }
    assert counts == {
        2015: 249, 2016: 250, 2017: 249, 2018: 250, 2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251,
        2025: 248, 2026: 248,
    }  # fmt: skip


def test_days_off_fall_on_weekdays_and_days_worked_on_weekends() -> None:
    for number, year in CHINA.years.items():
        assert all(one.year == number and one.weekday() < 5 for one in year.off)
        assert all(one.year == number and one.weekday() >= 5 for one in year.working)
        assert "国务院办公厅" in year.source.zh


def test_a_year_that_is_not_gazetted_is_not_guessed() -> None:
    assert CHINA.workday(day("2027-01-04")) is None
    assert deadline(day("2026-12-30"), Length(5, "workdays"), False, CHINA) == Deadline(None, None, True)
    assert deadline(day("2026-12-20"), Length(15), True, CHINA) == Deadline(day("2027-01-04"), day("2027-01-04"), True)
    assert deadline(day("2026-12-20"), Length(15), False, CHINA) == Deadline(day("2027-01-04"), day("2027-01-04"))
    # The 31st is worked, so that nothing of the next year is asked.
    assert deadline(day("2026-12-01"), Length(30), True, CHINA) == Deadline(day("2026-12-31"), day("2026-12-31"))


def test_the_version_of_a_calendar_is_that_of_its_days() -> None:
    other = Calendar("cn", {2016: CHINA.years[2016]})
    assert other.version != CHINA.version
    renamed = {number: Year(year.off, year.working, Text("", "")) for number, year in CHINA.years.items()}
    assert Calendar("cn", renamed).version == CHINA.version


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ({"days": 30}, Length(30)),
        ({"workdays": 8, "roll": True}, Length(8, "workdays")),
        ({"months": 3}, Length(3, "months")),
        ({"days": 1, "months": 1}, None),
        ({"days": -1}, None),
        ({"days": True}, None),
        ({}, None),
    ],
)
def test_a_length_is_one_number_of_one_unit(value: dict[str, object], length: Length | None) -> None:
    assert Length.of(value) == length


days = st.dates(day("2015-01-01"), day("2025-06-30"))


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_workdays_add_up(start: date, first: int, second: int) -> None:
    middle = deadline(start, Length(first, "workdays"), False, CHINA).day
    assert middle is not None
    end = deadline(middle, Length(second, "workdays"), False, CHINA).day
    assert end == deadline(start, Length(first + second, "workdays"), False, CHINA).day
    assert end is not None and CHINA.workdays_between(start, end) == first + second


@given(days, st.integers(0, 400), st.sampled_from(["days", "months"]))
def test_a_rolled_day_is_the_first_workday_from_the_unrolled_one(start: date, n: int, unit: str) -> None:
    found = deadline(start, Length(n // (30 if unit == "months" else 1), unit), True, CHINA)
    assert found.day is not None and found.unrolled is not None and not found.provisional
    assert CHINA.workday(found.day) is True
    between = (found.unrolled + timedelta(days=i) for i in range((found.day - found.unrolled).days))
    assert not any(CHINA.workday(one) for one in between)


@given(days, st.integers(1, 36))
def test_months_end_on_the_same_number_or_the_last_day(start: date, n: int) -> None:
    end = deadline(start, Length(n, "months"), False, CHINA).day
    assert end == add_months(start, n)
    assert end is not None and (end.day == start.day or (end + timedelta(days=1)).day == 1)
