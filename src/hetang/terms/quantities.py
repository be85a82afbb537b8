"""Exact numbers with units: read, converted, rounded and written without ever passing through a binary float."""

from __future__ import annotations

import re
from fractions import Fraction

from hetang.terms.refusals import Refusal
from hetang.terms.units import SCALES, UNITS, Unit, dimensions, unit, units_of
from hetang.terms.words import Text

__all__ = [
    "UNITS",
    "Unit",
    "convert",
    "decimal_text",
    "dimensions",
    "fixed_text",
    "parse_number",
    "parse_quantity",
    "round_to",
    "unit",
    "units_of",
]

NOT_A_NUMBER = Refusal(
    "not_a_number",
    Text("“{text}”不是数", "“{text}” is not a number"),
    Text("十进制数，如 3180.5、12,345、4.2万", "a decimal number such as 3180.5, 12,345 or 4.2万"),
)
UNKNOWN_UNIT = Refusal(
    "unknown_unit",
    Text("不认识单位“{unit}”", "“{unit}” is not a known unit"),
    Text("如 米、公里、平方米、亩、元、万元、天、%、人、户", "such as m, km, ㎡, 亩, 元, 万元, 天, %, 人, 户"),
)
WRONG_DIMENSION = Refusal(
    "wrong_dimension",
    Text("“{unit}”与“{wanted}”量纲不同", "“{unit}” does not measure what “{wanted}” measures"),
    Text("{units}", "{units}"),
)

_WIDE = str.maketrans("０１２３４５６７８９．，＋－−﹣", "0123456789.,+---")
_GROUPING = re.compile(r"(?<=\d)[,\u2009\u202f\u00a0](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_SCALED = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(万亿|亿|千万|百万|万)?", re.ASCII)
# "3万5" may mean 35,000 or 30,005: what follows 万 stands after 零 or with all four digits.
_MIXED = re.compile(r"(?=\d)(?:(\d+)亿)?(?:零?(\d+)万)?(?:零(\d{1,4})|(?<=万)(\d{4}))?", re.ASCII)
_NUMBER_THEN_UNIT = re.compile(
    r"([+\-]?[\d.,\u2009\u202f\u00a0]*\d(?:[\d万亿零]*\d)?(?:万亿|亿|千万|百万|万)?)\s*([^\d\s].*)", re.ASCII
)
_GROUPS = re.compile(r"\d{1,3}(?:[,\u2009\u202f\u00a0]\d{3})+(?:\.\d+)?")


def parse_number(text: str) -> Fraction | None:
    """A decimal as people write it: full-width digits, groups of three, 万 and 亿; None for anything else.

    "12,345.6", "１２３", "42.3万", "10亿零817万", "-5"; not "1,23", "1e5", "3万5", "三百".
    """
    plain = text.strip().translate(_WIDE)
    if _DECIMAL.fullmatch(plain):  # nearly every cell of a sheet
        return Fraction(plain)
    negative = plain[:1] == "-"
    body = plain[1:] if plain[:1] in ("-", "+") else plain
    if any(mark in body for mark in ",\u2009\u202f\u00a0"):
        number = re.match(r"[\d.,\u2009\u202f\u00a0]*", body)
        if number is None or not _GROUPS.fullmatch(number[0]):
            return None
        body = _GROUPING.sub("", body)
    value = _scaled(body)
    return value if value is None or not negative else -value


def _scaled(body: str) -> Fraction | None:
    match = _SCALED.fullmatch(body)
    if match is not None:
        return Fraction(match[1]) * SCALES.get(match[2] or "", 1)
    match = _MIXED.fullmatch(body)
    if match is None or (match[1] is not None and len(match[2] or "") > 4):
        return None
    return Fraction(int(match[1] or 0) * 10**8 + int(match[2] or 0) * 10**4 + int(match[3] or match[4] or 0))


def parse_quantity(text: str) -> tuple[Fraction, Unit] | Refusal:
    """Reads "42.3万平方米" -> (423000, 平方米): 万 and 亿 belong to the number."""
    plain = text.strip().translate(_WIDE)
    match = _NUMBER_THEN_UNIT.fullmatch(plain)
    value = parse_number(match[1]) if match is not None else None
    if match is None or value is None:
        return NOT_A_NUMBER.filled(text=text)
    found = unit(match[2])
    return (value, found) if found is not None else UNKNOWN_UNIT.filled(unit=match[2].strip())


def convert(value: Fraction, source: Unit | str, target: Unit | str) -> Fraction | Refusal:
    """The same quantity in another unit of the same dimension."""
    given = unit(source) if isinstance(source, str) else source
    wanted = unit(target) if isinstance(target, str) else target
    if given is None or wanted is None:
        return UNKNOWN_UNIT.filled(unit=source if given is None else target)
    if given.dimension != wanted.dimension:
        choices = "、".join(choice.symbol for choice in units_of(wanted.dimension)[:12])
        return WRONG_DIMENSION.filled(unit=given.symbol, wanted=wanted.symbol, units=choices)
    return value * given.factor / wanted.factor


def decimal_text(value: Fraction | int) -> str:
    """As "423000", "97.4", "-0.5"; as "p/q" where the decimals do not end."""
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1:
        return str(numerator)
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{numerator}/{denominator}"
    places = max(twos, fives)
    return _placed(numerator * 10**places // denominator, places)


def round_to(value: Fraction, places: int, how: str = "half_up") -> Fraction:
    """`half_up` rounds a half away from zero, `down` towards zero, `up` away from zero; negative places round tens."""
    scale = Fraction(10) ** places
    magnitude = abs(value) * scale
    whole, rest = divmod(magnitude.numerator, magnitude.denominator)
    if how == "half_up":
        whole += 2 * rest >= magnitude.denominator
    elif how == "up":
        whole += rest > 0
    elif how != "down":
        raise ValueError(f"rounding {how!r}: half_up, down or up")
    return (whole if value >= 0 else -whole) / scale


def fixed_text(value: Fraction, places: int) -> str:
    """Rounded half up and written with exactly that many decimals."""
    return _placed(int(round_to(value, places) * 10**places), places)


def _placed(digits: int, places: int) -> str:
    """An integer of 10**-places written as a decimal."""
    text = str(abs(digits)).rjust(places + 1, "0")
    sign = "-" if digits < 0 else ""
    return f"{sign}{text[:-places]}.{text[-places:]}" if places else f"{sign}{text}"
