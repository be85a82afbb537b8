"""Values as whole numbers of a measure's quantum, so that sums are exact in any engine."""

from __future__ import annotations

import re
from fractions import Fraction

from hetang.terms.quantities import parse_number, unit

LARGEST_QUANTA = 10**15  # below it: nine thousand facts of the largest size still sum within 64 bits
_PLAIN = re.compile(r"(-?)(\d{1,15})(?:\.(\d{1,12}))?", re.ASCII)


def quantum(dimension: str, decimals: int) -> Fraction:
    """The smallest amount a measure holds: 10**-decimals canonical units, of area a third of it (亩 = 2000/3 ㎡)."""
    return Fraction(1, 10**decimals * (3 if dimension == "area" else 1))


def quanta(text: str, symbol: str, dimension: str, decimals: int) -> int | None:
    """A decimal text in any unit of the dimension as a whole number of quanta.

    None where it is no number, the unit is unknown or of another dimension, it is finer than a quantum, or too large.
    """
    given = unit(symbol)
    if given is None or given.dimension != dimension:
        return None
    return count_quanta(text, given.factor / quantum(dimension, decimals))


def count_quanta(text: str, per_unit: Fraction) -> int | None:
    """The same with the number of quanta in one given unit at hand: the inner loop of an import."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        value = parse_number(text)
        if value is None:
            return None
        counted = value * per_unit
        numerator, denominator = counted.numerator, counted.denominator
    else:
        sign, whole, ends = plain.groups()
        ends = ends or ""
        numerator = int(whole + ends) * per_unit.numerator
        numerator = -numerator if sign else numerator
        denominator = 10 ** len(ends) * per_unit.denominator
    n, rest = divmod(numerator, denominator)
    return n if rest == 0 and abs(n) < LARGEST_QUANTA else None


def value_of(n: int, dimension: str, decimals: int) -> Fraction:
    """Quanta back to canonical units."""
    return n * quantum(dimension, decimals)
