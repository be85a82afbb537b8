"""Days and times of day as a sheet writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_NO_CLOCK, _NO_ZONE = "0:00", ""
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?", re.ASCII)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")


def parse_any_day(text: str) -> str | None:
    """An ISO day from 2017-04-02, 2017/4/2, 2017.4.2 or 2017年4月2日, full-width digits and a time of day allowed."""
    found = _any_day(text)
    return None if found is None else found[0].isoformat()


def parse_day_as(text: str, formats: Sequence[str]) -> str | None:
    """An ISO day by the first of the formats that fits, any of the usual ways of writing it where there is none."""
    if not formats:
        return parse_any_day(text)
    moment = _formatted(text, formats)
    return None if moment is None else moment.date().isoformat()


def parse_moment(text: str, formats: Sequence[str]) -> datetime | None:
    """The moment written there, midnight for a bare day; of a zone only where one is written."""
    if formats:
        return _formatted(text, formats)
    found = _any_day(text)
    if found is None:
        return None
    day, clock, zone = found
    parts = _CLOCK.fullmatch(clock)
    hour, minute, second, fraction = parts.groups() if parts is not None else ("24", "", "", "")
    try:
        at = time(int(hour), int(minute), int(second or 0), int((fraction or "").ljust(6, "0")), _zone(zone))
    except ValueError:
        return None
    return datetime.combine(day, at)


def seconds_between(start: datetime, end: datetime) -> Fraction | None:
    """Exact, below nought where the end stands before the start; None where only one of them names its zone.

    Two moments without a zone stand on one clock on the wall: an hour that it was put forward or back is not told.
    """
    if (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return Fraction((end - start) // timedelta(microseconds=1), 10**6)


def _zone(text: str) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _any_day(text: str) -> tuple[date, str, str] | None:
    """The day, the time of day and the zone written beside it."""
    match = _DAY.fullmatch(text.translate(_WIDE_DIGITS))
    if match is None:
        return None
    *days, clock, zone = match.groups()
    year, *parts = (int(part) for part in days if part is not None)
    try:
        return date(year, *parts), clock or _NO_CLOCK, zone or _NO_ZONE
    except ValueError:
        return None


def _formatted(text: str, formats: Sequence[str]) -> datetime | None:
    for format in formats:
        try:
            return datetime.strptime(text, format)  # noqa: DTZ007 - of a zone only where the format has one
        except ValueError:
            continue
    return None
