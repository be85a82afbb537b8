"""Workday calendars as gazetted, and the day on which a period ends.

A period counts from the day after it starts. A year that is not gazetted is never guessed: workdays into it end on no day
yet, and a day that would roll in it stays where it is; both are provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from hetang.terms.dates import add_months, parse_day
from hetang.terms.digests import canonical, digest
from hetang.terms.words import Text

UNITS = ("days", "workdays", "months")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Year:
    """One gazetted year: weekdays that are off, weekend days that are worked."""

    off: frozenset[date]
    working: frozenset[date]
    source: Text


@dataclass(frozen=True)
class Calendar:
    """The years that are gazetted; of any other year nothing is known."""

    id: str
    years: Mapping[int, Year] = field(default_factory=dict)
    _counted: dict[tuple[date, int], date | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def workday(self, day: date) -> bool | None:
        """Whether the day is worked; None where its year is not gazetted."""
        year = self.years.get(day.year)
        if year is None:
            return None
        return day in year.working or (day.weekday() < SATURDAY and day not in year.off)

    @cached_property
    def version(self) -> str:
        """A digest of the days, which stands with every deadline that was counted by them."""
        days = {
            str(number): {"off": sorted(map(str, year.off)), "working": sorted(map(str, year.working))}
            for number, year in self.years.items()
        }
        return digest(canonical({"id": self.id, "years": days}))

    def workdays_after(self, start: date, n: int) -> date | None:
        """The n-th workday after a day; None where it lies in a year that is not gazetted. What was counted is remembered."""
        key = (start, n)
        if key not in self._counted:
            self._counted[key] = self._count(start, n)
        return self._counted[key]

    def _count(self, start: date, n: int) -> date | None:
        day, left = start, n
        while left:
            day += ONE_DAY
            worked = self.workday(day)
            if worked is None:
                return None
            left -= worked
        return day

    def workdays_between(self, after: date, until: date) -> int | None:
        """Workdays after the one day, up to and with the other; None where one of them is not gazetted."""
        count, day = 0, after
        while day < until:
            day += ONE_DAY
            worked = self.workday(day)
            if worked is None:
                return None
            count += worked
        return count


@dataclass(frozen=True, slots=True)
class Length:
    """So many natural days, workdays or months."""

    n: int
    unit: str = "days"

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Length | None:
        """From a pack's `{days: 30}`; other keys beside the unit are not looked at. None where it is no length."""
        found = [(unit, value[unit]) for unit in UNITS if unit in value]
        if len(found) != 1:
            return None
        ((unit, n),) = found
        return cls(n, unit) if isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= 36_600 else None

    def to_json(self) -> dict[str, int]:
        return {self.unit: self.n}

    def text(self, lang: str) -> str:
        if lang.startswith("en"):
            one, many = {"days": ("day", "days"), "workdays": ("working day", "working days")}.get(
                self.unit, ("month", "months")
            )
            return f"{self.n} {one if self.n == 1 else many}"
        return f"{self.n}{ {'days': '日', 'workdays': '个工作日', 'months': '个月'}[self.unit] }"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`day`: the last day, which passes at its end (24:00); `unrolled`: before it moved to a working day."""

    day: date | None
    unrolled: date | None
    provisional: bool = False


def deadline(start: date, length: Length, roll: bool, calendar: Calendar) -> Deadline:
    """The last day of a period that starts on `start`, which is not counted."""
    last = end_of(start, length, calendar)
    if last is None:
        return Deadline(None, None, True)
    return rolled(last, calendar) if roll else Deadline(last, last)


def end_of(start: date, length: Length, calendar: Calendar) -> date | None:
    """The same without rolling; None where workdays run into a year that is not gazetted."""
    if length.unit == "days":
        return start + timedelta(days=length.n)
    if length.unit == "months":
        return add_months(start, length.n)
    return calendar.workdays_after(start, length.n)


def rolled(last: date, calendar: Calendar) -> Deadline:
    """Moved from a day off to the next workday; provisional where that is not known."""
    day = last
    while (worked := calendar.workday(day)) is False:
        day += ONE_DAY
    return Deadline(last, last, True) if worked is None else Deadline(day, last)


def parse_calendars(given: Iterable[Mapping[str, Any]]) -> dict[str, Calendar]:
    """From a pack's list `calendars`, one item a year; items must have passed their schema."""
    years: dict[str, dict[int, Year]] = {}
    for one in given:
        off, working = (frozenset(map(_known_day, one.get(key, ()))) for key in ("off", "working"))
        years.setdefault(one["id"], {})[one["year"]] = Year(off, working, Text.of(one["source"]))
    return {id: Calendar(id, of) for id, of in years.items()}


def _known_day(value: date | str) -> date:
    day = parse_day(value) if isinstance(value, str) else value
    assert day is not None  # the schema has accepted it
    return day
