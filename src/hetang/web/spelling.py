"""How values, days and digests are written on a page."""

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from hetang.terms.dates import Period, end_of_day_us, from_us
from hetang.terms.quantities import decimal_text
from hetang.terms.units import unit as known_unit

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DIGEST_ENDS = 4
SHORT_UNITS = {"平方米": "㎡", "立方米": "m³", "米": "m", "公里": "km", "公顷": "ha"}


def number(value: str | int | Fraction | None) -> str:
    """ "423000.5" -> "423,000.5"; a range of ranks and a fraction keep their form; no value is a dash."""
    if value is None or value == "":
        return "—"
    text = decimal_text(value) if isinstance(value, Fraction) else str(value)
    whole, point, rest = text.partition(".")
    if not whole.lstrip("-").isascii() or not whole.lstrip("-").isdigit():
        return text.replace("-", "–")
    return f"{int(whole):,}{point}{rest}" if not whole.startswith("-") else f"−{int(whole[1:]):,}{point}{rest}"


def signed(value: Fraction) -> str:
    """A difference: "+1,200" or "−1,200"."""
    return number(value) if value < 0 else f"+{number(value)}"


def day(value: date | str, lang: str, this_year: int | None = None) -> str:
    """ "2017年4月26日" or "26 April 2017"; without the year where it is this one."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    if lang == "zh":
        said = f"{value.month}月{value.day}日"
        return said if value.year == this_year else f"{value.year}年{said}"
    said = f"{value.day} {MONTHS[value.month - 1]}"
    return said if value.year == this_year else f"{said} {value.year}"


def moment(us: int, lang: str, time_zone: str, this_year: int | None = None) -> str:
    """ "2017年4月26日 08:31" in the city's time."""
    local = from_us(us).astimezone(ZoneInfo(time_zone))
    if us == end_of_day_us(local.date(), time_zone):  # known by the end of a day: of the hour nothing is known
        return day(local.date(), lang, this_year)
    return f"{day(local.date(), lang, this_year)} {local:%H:%M}"


def span(start: date | None, end: date | None, lang: str) -> str:
    """ "2016年1月1日至2017年4月26日"; a whole year is said as a year; an open side is left out."""
    if start is not None and end is not None:
        if Period(start, end) == Period.year(start.year):
            return f"{start.year}年" if lang == "zh" else str(start.year)
        if start == end:
            return day(start, lang)
        return f"{day(start, lang)}至{day(end, lang)}" if lang == "zh" else f"{day(start, lang)} to {day(end, lang)}"
    if end is not None:
        return f"至{day(end, lang)}" if lang == "zh" else f"up to {day(end, lang)}"
    if start is not None:
        return f"{day(start, lang)}起" if lang == "zh" else f"from {day(start, lang)}"
    return "不限" if lang == "zh" else "all time"


def short(digest: str) -> str:
    """ "9f3c 77e0 … 41ab": enough to compare by eye, never enough to rely on."""
    if len(digest) <= 4 * DIGEST_ENDS:
        return digest
    return f"{digest[:DIGEST_ENDS]} {digest[DIGEST_ENDS : 2 * DIGEST_ENDS]} … {digest[-DIGEST_ENDS:]}"


def unit(symbol: str, lang: str) -> str:
    """As it stands small after a value: "㎡", "户"; in English the unit's own word, or nothing for a bare count."""
    if symbol in SHORT_UNITS:
        return SHORT_UNITS[symbol]
    if lang == "zh" or "/" in symbol:
        return symbol
    known = known_unit(symbol)
    return known.many if known is not None else symbol
