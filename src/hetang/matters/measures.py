"""Measures as a decision needs them: made ready once for the many rows of an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

from hetang.matters import refusals as no
from hetang.terms.digests import canonical, digest
from hetang.terms.quanta import count_quanta, quantum
from hetang.terms.quantities import unit, units_of
from hetang.terms.refusals import Refusal

Row = dict[str, Any]
# The fields of a fact, and of what JSON type each is.
FACT_FIELDS: dict[str, type] = {
    "id": str,
    "measure": str,
    "value": str,
    "unit": str,
    "happened_on": str,
    "place": str,
    "organisation": str,
    "matter": str,
    "dims": dict,
    "evidence": list,
    "corrects": str,
    "repeats": str,
    "by": str,
    "known_at": str,
    "sealed": dict,
    "note": str,
}


class Dimension(Protocol):
    """A declared dimension of a measure; `values` empty where any text will do."""

    @property
    def id(self) -> str: ...
    @property
    def values(self) -> tuple[str, ...]: ...


class Measure(Protocol):
    """What a decision needs of a measure's declaration; figures.language gives it."""

    @property
    def id(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def dimension(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def dims(self) -> Sequence[Dimension]: ...
    @property
    def once_per(self) -> tuple[str, ...]: ...


def repeat_key(measure: Measure, row: Row) -> str | None:
    """The digest under which a second fact is a repeat of the first; None where the measure declares no key."""
    if not measure.once_per:
        return None
    dims = row.get("dims") or {}
    parts = [row.get(name) if name in FACT_FIELDS else dims.get(name) for name in measure.once_per]
    return digest(canonical([measure.id, *parts]))


class Ready:
    """A measure with its units and dimensions looked up."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self._dims = {dim.id: frozenset(dim.values) for dim in measure.dims}
        self._per_unit: dict[str, Fraction] = {}

    def quanta(self, text: str, symbol: str) -> int | Refusal:
        """The value as a whole number of the measure's quanta."""
        measure = self.measure
        per_unit = self._per_unit.get(symbol)
        if per_unit is None:
            given = unit(symbol)
            if given is None or given.dimension != measure.dimension:
                accepted = "、".join(choice.symbol for choice in units_of(measure.dimension)[:12]) or measure.unit
                return no.WRONG_UNIT.filled(unit=symbol, measure=measure.id, units=accepted)
            kept = unit(measure.unit)  # the quantum is one of the measure's own unit, which need not be the dimension's
            factor = given.factor / kept.factor if kept is not None else given.factor
            per_unit = self._per_unit[symbol] = factor / quantum(measure.dimension, measure.decimals)
        n = count_quanta(text, per_unit)
        return no.WRONG_VALUE.filled(value=text, decimals=measure.decimals, unit=measure.unit) if n is None else n

    def check_dims(self, dims: Mapping[str, str], refused: list[Refusal]) -> None:
        for name, value in dims.items():
            allowed = self._dims.get(name)
            if allowed is None:
                refused.append(no.UNKNOWN_DIM.filled(dim=name, measure=self.measure.id, known=some(self._dims)))
            elif allowed and value not in allowed:
                refused.append(no.UNKNOWN_DIM_VALUE.filled(dim=name, value=value, known=some(allowed)))


def some(names: Iterable[str]) -> str:
    """The first dozen, for the sentence that says what would be accepted."""
    found = sorted(names)
    return "、".join(found[:12]) + (" …" if len(found) > 12 else "")
