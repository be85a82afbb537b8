"""Units as they stand after a number: those of terms.units and those of common use, and how each is told outside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hetang.claims.numbers import measure_words as words
from hetang.claims.numbers.numerals import scale_of
from hetang.terms.units import UNITS

_KIND_OF_DIMENSION = {
    "money": "money", "money_usd": "money", "time": "duration", "workdays": "duration", "months": "duration",
    "share": "percent", "points": "percent", "count": "count", "visits": "count", "index": "index", "score": "index",
    "number": "comparison",
}  # fmt: skip

# How a unit of terms.units is told where it is not told by its own symbol.
_TOLD = {
    "米": "m", "公里": "km", "分米": "dm", "厘米": "cm", "毫米": "mm", "平方米": "㎡", "平方公里": "km²", "立方米": "m³",
    "千克": "kg", "吨": "t", "克": "g", "百分点": "pp", "美元": "USD", "千瓦时": "kWh", "分值": "分", "升": "L",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """`told` is the unit as `hetang check` tells it, `measured` the symbol of terms.units."""

    end: int
    written: str
    told: str
    measured: str
    kind: str
    marker: str = ""   # 多 or 半 inside: 三个多月, 三个半月
    scale: Fraction = Fraction(1)   # of a unit that is named by itself: 万头, 亿元


def _entries() -> dict[str, tuple[str, str, str]]:
    """written -> (told, measured, kind)."""
    symbols = {name: unit.symbol for unit in UNITS.values() for name in (unit.symbol, *unit.aliases)}
    found: dict[str, tuple[str, str, str]] = {}
    for name, symbol in symbols.items():
        if name not in words.NEVER:
            kind = _KIND_OF_DIMENSION.get(UNITS[symbol].dimension, "quantity")
            told = _TOLD.get(symbol, symbol if "/" in symbol or kind not in ("count", "quantity") else name)
            found[name] = (told, symbol, kind)
    for line, kind in (
        (words.COUNTED, "count"), (words.MEASURED, "quantity"), (words.DURATIONS, "duration"), (words.MONEY, "money"),
        (words.PERCENT, "percent"), (words.INDEX, "index"), (words.COMPARED, "comparison"), (words.AGES, "age"),
    ):  # fmt: skip
        for word in line.split():
            written, _, told = word.partition("=")
            measured = symbols.get(written, symbols.get(told, ""))
            found[written] = (told or written, measured, kind)
    return found


_UNITS = _entries()
_LONGEST = max(len(name) for name in _UNITS)

_SPELL = re.compile("/(?:min|[sdha])(?![A-Za-z])")   # m³/s, t/d
_PER_MANY = re.compile("/(?:10万|十万|100万|百万|万|千)(?![元人户亩吨家个])")   # 11.2/10万
_SECOND = re.compile("（(?P<word>[\u4e00-\u9fff]{1,2})）")
_MULTIPLE = re.compile("(?P<scale>[百千]?[万亿]|[百千](?![瓦克米]))?")
_SCALED = re.compile("(?P<scale>[十百千]?[万亿]|万亿|[百千](?![瓦克米伏卡升]))?")
_INNER = re.compile("个多(?=月|小时|百分点|星期|季度|工作日|学期)|个半(?=月|小时|星期|学期)")


def measure_at(text: str, position: int) -> Measure | None:
    """The unit that stands here, right after a number; None where none does."""
    rate = _PER_MANY.match(text, position)
    if rate is not None:
        return Measure(rate.end(), rate[0], rate[0], "", "quantity")
    inner = _INNER.match(text, position)
    if inner is not None:
        found = _simple(text, inner.end() - 1, "个") or _simple(text, inner.end(), "")
        return found and replace(found, marker=inner[0][1])
    found = _simple(text, position, "")
    return _bracketed(text, _compound(text, found)) if found is not None else None


def _bracketed(text: str, found: Measure) -> Measure:
    """台（套）, 份（册）: a second counting word in brackets belongs to the unit."""
    match = _SECOND.match(text, found.end)
    if match is None or found.kind != "count" or match["word"] not in _UNITS:
        return found
    return Measure(match.end(), found.written, found.told + match[0], found.measured, found.kind)


def named_unit(said: str) -> Measure | None:
    """A unit as a head of a column or a caption names it: 万头, 亿立方米, ±%; None for what is no unit."""
    name = said.strip().lstrip("±+-").removeprefix("单位：").removeprefix("单位:")
    scale = _SCALED.match(name)
    for begun in dict.fromkeys((0, scale.end() if scale else 0)):
        measure = measure_at(name, begun)
        if measure is not None and measure.end == len(name):
            return replace(measure, written=name, scale=scale_of(name[:begun]))
    return None


def _simple(text: str, position: int, prefix: str) -> Measure | None:
    window = text[position : position + _LONGEST]
    if prefix:
        window = prefix + window[1:]
    for size in range(min(_LONGEST, len(window)), 0, -1):
        written = window[:size]
        entry = _UNITS.get(written)
        if entry is not None and not _another_word(text, position + size, written):
            told, measured, kind = entry
            return Measure(position + size, written, told, measured, kind)
    return None


def _another_word(text: str, end: int, written: str) -> bool:
    after = text[end : end + 1]
    if not after:
        return False
    if written[-1].isascii() and written[-1].isalnum():
        return after.isascii() and after.isalnum()
    return after in words.OTHER_WORD.get(written, "") or text.startswith(words.OTHER_PHRASES.get(written, "\0"), end)


def _compound(text: str, found: Measure) -> Measure:
    """元/人, 吨标准煤/万元, 微克/立方米: the unit as written, the air's and the water's as they are told."""
    sign = text[found.end : found.end + 1]
    if sign != "/" and not (sign == "每" and found.kind == "quantity"):
        return found
    scale = _MULTIPLE.match(text, found.end + 1)
    end = scale.end() if scale else found.end + 1
    while end < len(text) and end - found.end < 6 and text[end].isdigit():
        end += 1
    if (spell := _SPELL.match(text, found.end)) is not None:
        written = found.told + spell[0]
        return Measure(spell.end(), found.written + spell[0], written, "", "quantity")
    below = _simple(text, end, "") or (_simple(text, found.end + 1, "") if end > found.end + 1 else None)
    if below is None:
        return found
    written = found.written + text[found.end : below.end]
    known = _UNITS.get(written)
    symbol = known[1] if known is not None else ""
    told = _COMPOUND_TOLD.get(written.replace("每", "/"), symbol or written)
    return Measure(below.end, written, told, symbol, "quantity")


_COMPOUND_TOLD = {
    "公里/小时": "km/h", "千米/小时": "km/h", "米/秒": "m/s", "毫克/立方米": "mg/m³", "微克/立方米": "μg/m³",
    "毫克/升": "mg/L", "微克/升": "μg/L", "立方米/秒": "m³/s",
}  # fmt: skip
