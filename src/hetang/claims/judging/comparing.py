"""A number as it is said against an exact value: does it hold, is it rounded wrongly, or is it false.

The rules are those by which a bulletin words its own numbers (terms/wording.py): 近 from 95 % up to below, 余 and 超 only above
and only just above. docs/algorithms/judging-claims.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hetang.claims.claim import Number
from hetang.terms.quantities import convert, round_to
from hetang.terms.units import SCALES, Unit, unit
from hetang.terms.wording import NEAR_FROM, Wording, last_place, round_number

NEAR = re.compile("近|接近|逼近|nearly|almost|close to|approaching", re.I)
ABOVE = re.compile("超|突破|余|多|几|逾|出头|over|more than|exceed|above", re.I)
BELOW = re.compile("不足|不到|不满|以下|以内|少于|低于|under|below|less than|fewer", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a figure, in the claim's own unit: the exact value, and the last place that its declaration keeps."""

    exact: Fraction
    place: Fraction
    rounding: str = "half_up"
    wording: Wording | None = None
    converted: bool = False  # the text writes it in another unit: its places are not the figure's

    @property
    def declared(self) -> Fraction:
        """As the indicator rounds it."""
        return rounded(self.exact, self.place, self.rounding)


def rounded(value: Fraction, place: Fraction, how: str = "half_up") -> Fraction:
    return round_to(value / place, 0, how) * place if place else value


def in_unit_of(number: Number, value: Fraction, symbol: str) -> Fraction:
    """A figure's value in the unit in which the claim is written; the same number where the units only count."""
    given = unit(number.measured or number.unit)
    wanted = unit(symbol)
    if given is None and wanted is not None:  # 万吨 against 吨标准煤
        given = unit(unscaled(wanted))
    if given is None or wanted is None or given.dimension != wanted.dimension:
        return value
    converted = convert(value, wanted, given)
    return converted if isinstance(converted, Fraction) else value


def unscaled(one: Unit) -> str:
    """万人次 counts person-times."""
    for scale in SCALES:
        rest = unit(one.symbol.removeprefix(scale)) if one.symbol.startswith(scale) and one.symbol != scale else None
        if rest is not None and rest.dimension == one.dimension:
            return rest.symbol
    return one.symbol


def holds(number: Number, told: Told) -> str:
    """`holds`, `rounded` (the wrong way, or more exact than the figure), `torn` (近 and 余 at once) or `false`."""
    low, high = number.low, number.high
    if low is None or high is None:
        return "false"
    if NEAR.search(number.marker) and ABOVE.search(number.marker):
        return "torn"
    value = told.exact
    if low != high:
        return "holds" if low <= value <= high or low <= told.declared <= high else "false"
    if number.kind == "rank":
        return "holds" if (value == low if number.relation == "eq" else _ranked(number.relation, value, low)) else "false"
    if number.relation == "eq":
        return _equal(low, number.step or Fraction(0), told)
    return "holds" if _stands(number, low, told) else "false"


def _ranked(relation: str, value: Fraction, said: Fraction) -> bool:
    """前三 is any of the first three."""
    return {"lt": value < said, "le": value <= said, "gt": value > said, "ge": value >= said}.get(relation, value == said)


def _equal(said: Fraction, step: Fraction, told: Told) -> str:
    if said == told.exact:
        return "holds"
    if said == told.declared and (step >= told.place or told.converted or rounded(told.exact, step or told.place) == said):
        return "holds"
    if step < told.place:  # more decimals than the figure keeps
        near = abs(said - told.declared) < told.place and rounded(said, told.place, told.rounding) == told.declared
        return "rounded" if near or said == told.declared else "false"
    right = rounded(told.exact, step, told.rounding)
    if said in (right, rounded(told.declared, step)):
        # One digit for a number that is not round says 近 or 余, not the number.
        return "holds" if step == told.place or said / step >= 10 else "rounded"
    return "rounded" if abs(said - told.exact) < step and said / step >= 10 else "false"


def _stands(number: Number, said: Fraction, told: Told) -> bool:
    value, place = told.exact, last_place(said) if said > 0 else Fraction(0)
    match number.relation:
        case "lt" if NEAR.search(number.marker) or not BELOW.search(number.marker):
            return NEAR_FROM * said <= value < said
        case "lt":
            return said - place <= value < said
        case "le":
            return said / 2 <= value <= said
        case "gt":
            return said < value and (value < said + place or _as_worded(said, told))
        case "ge":
            return said <= value < 2 * said
        case _:
            return NEAR_FROM * said <= value <= (2 - NEAR_FROM) * said
    return False


def _as_worded(said: Fraction, told: Told) -> bool:
    """The round number that the indicator's own wording names."""
    return told.wording is not None and round_number(told.exact, told.wording) == said


def digits_hint(number: Number, exact: Fraction) -> str:
    """`swapped` where two neighbouring digits change places, `digit` where one differs, `dropped` where one is missing, else ""."""
    if number.low is None or number.low != number.high or number.step is None or number.step <= 0:
        return ""
    said, right = str(int(number.low / number.step)), str(int(rounded(exact, number.step) / number.step))
    if len(said) == len(right):
        apart = [i for i, (a, b) in enumerate(zip(said, right, strict=True)) if a != b]
        if len(apart) == 2 and apart[1] == apart[0] + 1 and said[apart[0]] == right[apart[1]] and said[apart[1]] == right[apart[0]]:
            return "swapped"
        return "digit" if len(apart) == 1 and len(said) > 1 else ""
    if abs(len(said) - len(right)) == 1:
        longer, shorter = (said, right) if len(said) > len(right) else (right, said)
        if len(shorter) > 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))):
            return "dropped"
    return ""
