"""Days, periods, the arithmetic of months, and instants in microseconds."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_PERIOD = Refusal(
    "not_a_period",
    Text("“{text}”不是一段时间", "“{text}” is not a period"),
    Text(
        "2016、2016H1、2016Q1、2016-03、2016-05-01 或 2016-01-01..2016-06-30",
        "2016, 2016H1, 2016Q1, 2016-03, 2016-05-01 or 2016-01-01..2016-06-30",
    ),
)
PERIOD_ENDS_BEFORE_IT_STARTS = Refusal(
    "period_ends_before_it_starts",
    Text("“{text}”的止日早于起日", "“{text}” ends before it starts"),
    Text("止日不早于起日", "an end on or after the start"),
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY_US = 86_400_000_000
FOREVER_US = 2**62
# A bare machine may lack the zone database; China has had one offset since the summer time of 1991 ended.
CHINA_TIME, CHINA_TIME_SINCE = timezone(timedelta(hours=8)), date(1992, 1, 1)

_PARTS = re.compile(r"(\d{4})(?:(Q[1-4]|H[12])|-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @classmethod
    def parse(cls, text: str) -> Period | Refusal:
        first, dots, last = text.strip().partition("..")
        start, end = _span(first), _span(last if dots else first)
        if start is None or end is None:
            return NOT_A_PERIOD.filled(text=text)
        if end.end < start.start:
            return PERIOD_ENDS_BEFORE_IT_STARTS.filled(text=text)
        return cls(start.start, end.end)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        """The shortest text that parses back to this period."""
        year, month = self.start.year, self.start.month
        for text in (f"{year:04d}", f"{year:04d}H{1 + month // 7}", f"{year:04d}Q{(month + 2) // 3}"):
            if _span(text) == self:
                return text
        if _span(f"{year:04d}-{month:02d}") == self:
            return f"{year:04d}-{month:02d}"
        return self.start.isoformat() if self.start == self.end else f"{self.start}..{self.end}"


def _span(text: str) -> Period | None:
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        return None
    year, part, month, day = int(match[1]), match[2], match[3], match[4]
    try:
        if part is not None:
            length = 3 if part[0] == "Q" else 6
            last = int(part[1]) * length
            return Period(date(year, last - length + 1, 1), Period.month(year, last).end)
        if month is None:
            return Period.year(year)
        if day is None:
            return Period.month(year, int(month))
        return Period(date(year, int(month), int(day)), date(year, int(month), int(day)))
    except ValueError:  # no such month or day
        return None


def parse_day(text: str) -> date | None:
    """An ISO day ("2017-04-20") and nothing else."""
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day that many months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(a: date, b: date) -> Fraction:
    """Whole months from a, then the days left over the length of the month that begins at the last whole-month day.

    2017-01-15 to 2017-03-20: two months to 03-15, five days of the 31 to 04-15 = 2 + 5/31. Backwards it is negative.
    """
    if b < a:
        return -months_between(b, a)
    whole = (b.year - a.year) * 12 + b.month - a.month
    if add_months(a, whole) > b:
        whole -= 1
    last, following = add_months(a, whole), add_months(a, whole + 1)
    return whole + Fraction((b - last).days, (following - last).days)


def to_us(moment: datetime) -> int:
    """Microseconds since 1970 UTC, exactly; a datetime without a zone is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return (moment - EPOCH) // MICROSECOND


def from_us(us: int) -> datetime:
    return EPOCH + us * MICROSECOND


def instant_text(us: int) -> str:
    """As sealed in entries: 2026-11-23T11:22:33.123456Z."""
    return from_us(us).isoformat(timespec="microseconds")[:-6] + "Z"


def parse_instant(text: str) -> int | None:
    """Microseconds of an ISO instant that names its zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else to_us(moment)


@lru_cache(maxsize=65536)
def start_of_day_us(day: date, time_zone: str) -> int:
    return to_us(datetime(day.year, day.month, day.day, tzinfo=_zone(time_zone, day)))


def end_of_day_us(day: date, time_zone: str) -> int:
    """The last microsecond of that day in that zone."""
    return start_of_day_us(day + timedelta(days=1), time_zone) - 1


def day_of_us(us: int, time_zone: str) -> date:
    """The day on which that instant falls in that zone."""
    moment = from_us(us)
    return moment.astimezone(_zone(time_zone, moment.date())).date()


def _zone(name: str, day: date) -> tzinfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        if name == "UTC":
            return UTC
        if name == "Asia/Shanghai" and day >= CHINA_TIME_SINCE:
            return CHINA_TIME
        raise
