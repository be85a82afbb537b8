"""In which unit a computation comes out, and what brings it to the indicator's unit."""

from __future__ import annotations

from fractions import Fraction

from hetang.figures.shapes import (
    Aggregate,
    Column,
    Computation,
    Definitions,
    Formula,
    Indicator,
    Moved,
    Rank,
    Reference,
    Stages,
)
from hetang.terms.quantities import unit
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

COUNTED = ("count", "visits", "number")  # counts of anything may be said in any of them
RATIOS = ("ratio", "share")
MIXED = Refusal(
    "mixed_units",
    Text("两部分单位不同：{units}", "the parts come in different units: {units}"),
    Text("同一单位", "one unit"),
)
UNFIT = Refusal(
    "wrong_dimension",
    Text("算出来是 {found}，声明的却是 {wanted}", "the computation gives {found}, but {wanted} is declared"),
    Text("与 {found} 同量纲的单位", "a unit of the dimension of {found}"),
)


def unit_factor(definitions: Definitions, indicator: Indicator) -> Fraction | Refusal:
    """What the computed value is multiplied with to stand in the indicator's unit; 1 where no unit can be inferred."""
    found = _unit(definitions, indicator.computation)
    if isinstance(found, Refusal):
        return found
    given, wanted = unit(found) if found else None, unit(indicator.unit)
    if given is None or wanted is None or (given.dimension in COUNTED and wanted.dimension in COUNTED):
        return Fraction(1)
    if given.dimension != wanted.dimension:
        return UNFIT.filled(found=given.symbol, wanted=wanted.symbol)
    return given.factor / wanted.factor


def _unit(definitions: Definitions, computation: Computation) -> str | Refusal | None:
    """The symbol of the unit; None for counts, ratios, ranks and formulas, which name their own."""
    match computation:
        case Stages():
            return _unit_of_stages(definitions, computation)
        case Rank():
            return None
        case Reference():
            return definitions.indicators[computation.indicator][-1].unit
        case Moved():
            return _unit(definitions, computation.of)
        case Formula():
            return _unit_of_formula(definitions, computation)


def _unit_of_stages(definitions: Definitions, computation: Stages) -> str | None:
    known: dict[str, str | None] = {}
    for stage in computation.stages:
        columns = {name: _unit_of_column(definitions, column, known) for name, column in stage.columns}
        known = {**{key: known.get(key) for key in stage.by}, **columns}
        known |= {name: known.get(expression.text) for name, expression in stage.let}
    return known.get(computation.value.text)


def _unit_of_column(definitions: Definitions, column: Column, known: dict[str, str | None]) -> str | None:
    if column.kind not in ("sum", "mean", "highest", "lowest", "latest"):
        return None
    if isinstance(column, Aggregate):
        return definitions.measures[column.measure].unit
    return known.get(column.of.text) if column.of is not None else None


def _unit_of_formula(definitions: Definitions, computation: Formula) -> str | Refusal | None:
    if computation.shape == "formula":
        return None
    units = [_unit(definitions, part) for _, part in computation.parts]
    for found in units:
        if isinstance(found, Refusal):
            return found
    a, b = (unit(found) if isinstance(found, str) else None for found in units)
    comparable = a is not None and b is not None and (a.dimension == b.dimension or computation.shape not in RATIOS)
    counted = a is not None and b is not None and {a.dimension, b.dimension} <= set(COUNTED)
    if a is not None and b is not None and a != b and comparable and not counted:
        return MIXED.filled(units=f"{a.symbol}, {b.symbol}")
    first = units[0]
    return first if computation.shape in ("difference", "compare") else None
