"""Between which bounds the truth lies: half a step of the last digit written, and what the relation allows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hetang.claims.claim import Number

NEAR = Fraction(1, 5)     # 近, 约: taken widely, since only what cannot be is told
TENTH = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval; None is without end."""

    low: Fraction | None
    high: Fraction | None

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(_both(self.low, other.low), _both(self.high, other.high))

    def meets(self, other: Bounds) -> bool:
        """Whether both may be true of one value."""
        below = self.high is None or other.low is None or other.low <= self.high
        above = self.low is None or other.high is None or self.low <= other.high
        return below and above

    def above(self, other: Bounds) -> bool:
        """Whether every value here is greater than every value there."""
        return self.low is not None and other.high is not None and self.low > other.high


def bounds_of(number: Number) -> Bounds | None:
    """None for a ratio and for what has no value."""
    if number.low is None or number.high is None:
        return None
    half = (number.step or Fraction(0)) / 2
    if number.kind == "count" and number.step == 1:
        half = Fraction(0)      # 27 roads are 27
    low, high = number.low - half, number.high + half
    match number.relation:
        case "lt":
            return Bounds(number.low * (1 - NEAR), number.high)
        case "le":
            return Bounds(None, high)
        case "gt":
            return Bounds(number.low, None)
        case "ge":
            return Bounds(low, None)
        case "about":
            return Bounds(number.low * (1 - TENTH) - half, number.high * (1 + TENTH) + half)
        case _:
            return Bounds(low, high)


def difference(after: Bounds, before: Bounds) -> Bounds:
    return Bounds(_less(after.low, before.high), _less(after.high, before.low))


def quotient(part: Bounds, whole: Bounds) -> Bounds:
    """part / whole, for a part that is not negative and a whole above nothing; without end where that is not certain."""
    low = part.low / whole.high if part.low is not None and part.low >= 0 and whole.high else None
    high = part.high / whole.low if part.high is not None and whole.low is not None and whole.low > 0 else None
    return Bounds(low, high)


def scaled(bounds: Bounds, factor: int) -> Bounds:
    return Bounds(None if bounds.low is None else bounds.low * factor, None if bounds.high is None else bounds.high * factor)


def _both(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


def _less(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a - b
