"""A numeral with the unit that stands after it, also where two of them say one value: 3小时20分, 两年零八个月, 1米78, 三亩半."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hetang.claims.numbers.measures import Measure, measure_at
from hetang.claims.numbers.numerals import DIGITS, Numeral, numeral_at

# unit -> (the smaller one as written, how many of it make one, the unit it is told in).
_CONTINUED = {
    "年": (("个月", 12, "个月"),), "小时": (("分钟", 60, "分钟"), ("分", 60, "分钟")), "分钟": (("秒", 60, "秒"),),
    "分": (("秒", 60, "秒"),), "公里": (("米", 1000, "公里"),), "元": (("角", 10, "元"),), "斤": (("两", 10, "斤"),),
    "亩": (("分", 10, "亩"),), "吨": (("公斤", 1000, "吨"),),
}  # fmt: skip
_HALVED = frozenset(("年", "天", "周年", "亩", "里", "斤", "公里"))
_HALF_MORE = re.compile("半(?![年月天径数个])")
_CENTIMETRES = re.compile("(?:[0-9]{1,2}|[一二三四五六七八九零]{1,2})(?=[高长宽深，。；、）的\\n]|$)")


@dataclass(frozen=True, slots=True)
class Member:
    """`measure` is None where no unit stands right after the numeral."""

    numeral: Numeral
    measure: Measure | None
    negative: bool = False

    @property
    def end(self) -> int:
        return self.measure.end if self.measure is not None else self.numeral.end


def member_at(text: str, start: int, negative: bool = False) -> Member | None:
    """The numeral that begins here, with its unit; None where none begins."""
    numeral = numeral_at(text, start)
    if numeral is None:
        return None
    measure = measure_at(text, numeral.end)
    if measure is not None and not measure.marker and numeral.relation == "eq":
        for more in (_half_more, _centimetres, _continued):
            if (found := more(text, numeral, measure)) is not None:
                return Member(*found, negative)
    return Member(numeral, measure, negative)


def _valued(numeral: Numeral, value: Fraction, step: Fraction) -> Numeral:
    return replace(numeral, low=value, high=value, step=step)


def _half_more(text: str, numeral: Numeral, measure: Measure) -> tuple[Numeral, Measure] | None:
    if measure.written not in _HALVED or not _HALF_MORE.match(text, measure.end):
        return None
    half = Fraction(1, 2)
    return _valued(numeral, numeral.low + half, half), replace(measure, end=measure.end + 1)


def _centimetres(text: str, numeral: Numeral, measure: Measure) -> tuple[Numeral, Measure] | None:
    places = _CENTIMETRES.match(text, measure.end) if measure.written == "米" else None
    if places is None:
        return None
    digits = "".join(str(DIGITS.get(sign, sign)) for sign in places[0])
    value = numeral.low + Fraction(f"0.{digits}")
    return _valued(numeral, value, Fraction(1, 10 ** len(digits))), replace(measure, end=places.end())


def _continued(text: str, numeral: Numeral, measure: Measure) -> tuple[Numeral, Measure] | None:
    smaller = _CONTINUED.get(measure.written, ())
    opened = measure.end + (text[measure.end : measure.end + 1] in ("零", "又"))
    rest = numeral_at(text, opened) if smaller else None
    if rest is None or rest.relation != "eq" or rest.scale != 1:
        return None
    for word, many, told in smaller:
        below = measure_at(told, 0)
        if below is None or not text.startswith(word, rest.end) or rest.low >= many:
            continue
        end = rest.end + len(word)
        if told == measure.written:
            return _valued(numeral, numeral.low + rest.low / many, Fraction(1, many)), replace(measure, end=end)
        return _valued(numeral, numeral.low * many + rest.low, rest.step), replace(below, end=end)
    return None
