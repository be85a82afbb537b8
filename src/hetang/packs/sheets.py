"""What an import mapping names, held against the pack: measures, dimensions, units, organisations, places, people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hetang.figures.language import Measure
from hetang.packs.definitions import Declared
from hetang.packs.files import Item
from hetang.packs.references import Known
from hetang.packs.yaml_text import Path
from hetang.terms.quantities import UNKNOWN_UNIT, WRONG_DIMENSION, unit, units_of
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

UNKNOWN_DIM = Refusal(
    "unknown_dim", Text("{measure} 没有分类“{dim}”", "{measure} has no dimension “{dim}”"), Text("{known}", "{known}")
)
UNKNOWN_DIM_VALUE = Refusal(
    "unknown_dim_value",
    Text("分类 {dim} 没有取值“{value}”", "the dimension {dim} has no value “{value}”"),
    Text("{known}", "{known}"),
)
NAMED = {"organisation": "organisations", "place": "places", "by": "people"}


def check_mapping(item: Item, declared: Declared, known: Known, names: Mapping[str, set[str]]) -> Iterator[Refusal]:
    """`names`: by list, the names in both languages, which a cell may hold as well as an id."""
    data = item.sound()
    shared = data.get("defaults") or {}
    yield from _named(item, shared, ("defaults",), known, names)
    for i, fact in enumerate(data.get("facts") or ()):
        path: Path = ("facts", i)
        yield from _named(item, fact, path, known, names)
        for j, judged in enumerate(fact.get("judged") or ()):
            yield from _named(item, judged, (*path, "judged", j), known, names)
        id = fact.get("measure")
        if isinstance(id, str) and not known.has(id, "measures"):
            yield known.refusal(id, "measures").placed(item.at(*path, "measure"))
        yield from check_terms(item, {**fact, "unit": fact.get("unit", shared.get("unit"))}, path, declared)


def check_terms(item: Item, fact: Mapping[str, Any], path: Path, declared: Declared) -> Iterator[Refusal]:
    """The unit and the dimensions of a fact, held against its measure."""
    id = fact.get("measure")
    definitions = declared.definitions
    measure = definitions.measures.get(id) if definitions is not None and isinstance(id, str) else None
    if measure is None:
        return
    refused = measure.id in declared.stubs  # then a stub stands for it, with what of it could be accepted
    if not (refused and measure.unit == "1"):
        yield from _unit(item, fact.get("unit"), (*path, "unit"), measure)
    if not (refused and not measure.dims):
        yield from _dims(item, fact.get("dims") or {}, (*path, "dims"), measure)


def constants(cell: Any) -> Sequence[str]:
    """The values that a cell can only have: a constant, a default, what its map leads to."""
    if isinstance(cell, str | int) and not isinstance(cell, bool):
        return [str(cell)]
    if not isinstance(cell, dict):
        return []
    mapped = cell.get("map")
    given = [cell.get("const"), cell.get("default"), *(mapped.values() if isinstance(mapped, dict) else ())]
    return [str(value) for value in given if value not in (None, "")]


def _named(
    item: Item, cells: Mapping[str, Any], path: Path, known: Known, names: Mapping[str, set[str]]
) -> Iterator[Refusal]:
    for key, list_name in NAMED.items():
        for value in constants(cells.get(key)):
            if value not in names.get(list_name, ()) and not known.has(value, list_name):
                yield known.refusal(value, list_name).placed(item.at(*path, key))


def _unit(item: Item, cell: Any, path: Path, measure: Measure) -> Iterator[Refusal]:
    for symbol in constants(cell):
        found = unit(symbol)
        if found is None:
            yield UNKNOWN_UNIT.filled(unit=symbol).placed(item.at(*path))
        elif found.dimension != measure.dimension:
            choices = "、".join(choice.symbol for choice in units_of(measure.dimension)[:12])
            yield WRONG_DIMENSION.filled(unit=symbol, wanted=measure.unit, units=choices).placed(item.at(*path))


def _dims(item: Item, cells: Mapping[str, Any], path: Path, measure: Measure) -> Iterator[Refusal]:
    dims = {dim.id: dim for dim in measure.dims}
    for name, cell in cells.items():
        if name not in dims:
            listed = "、".join(dims) or "—"
            yield UNKNOWN_DIM.filled(measure=measure.id, dim=name, known=listed).placed(item.at(*path, name))
            continue
        for value in constants(cell):
            if dims[name].values and value not in dims[name].values:
                listed = "、".join(dims[name].values)
                yield UNKNOWN_DIM_VALUE.filled(dim=name, value=value, known=listed).placed(item.at(*path, name))
