"""A fault that a rule of agreement finds, and how its numbers are said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from hetang.claims.agreeing.bounds import Bounds
from hetang.claims.claim import Claim, Number
from hetang.terms.quantities import decimal_text, round_to
from hetang.terms.units import SCALES
from hetang.terms.words import Text

_WRITTEN = re.compile(r"[\d.,．，\s]+[余多几]?(?P<scale>万亿|亿|千万|百万|万)?[余多几]?(?P<unit>[^\d余多几]*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """See agreement.Disagreement."""

    kind: str
    claims: tuple[int, ...]
    why: Text
    suspect: tuple[int, ...] = ()


def said(claims: Sequence[Claim], indices: Sequence[int], sign: str = "、") -> str:
    """The numbers as they stand in the text."""
    return sign.join(claims[index].number.surface for index in indices)


def worked(bounds: Bounds, like: Number) -> str:
    """An interval in the scale and unit in which `like` is written: 26条, 3.00—3.02%."""
    scale, unit = _scale(like)
    ends = [plain(end / scale) for end in (bounds.low, bounds.high) if end is not None]
    if len(ends) == 2 and ends[0] != ends[1]:
        middle = (bounds.low + bounds.high) / 2 / scale if bounds.low is not None and bounds.high is not None else Fraction(0)
        return f"{plain(middle)}{unit}"
    return f"{ends[0]}{unit}" if ends else ""


def plain(value: Fraction) -> str:
    """At most two digits after the point."""
    return decimal_text(round_to(value, 2))


def _scale(number: Number) -> tuple[int, str]:
    """(the factor that is written as a word, that word and the unit): 73.5亿元 -> 10**8, 亿元."""
    found = _WRITTEN.fullmatch(number.surface)
    if found is None:
        return 1, {"CNY": "元", "USD": "美元", "pp": "个百分点"}.get(number.unit, number.unit)
    return SCALES.get(found["scale"] or "", 1), (found["scale"] or "") + found["unit"]
