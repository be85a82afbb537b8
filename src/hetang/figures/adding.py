"""Whether the parts of a figure add up to it: decides the ladder's disputed part and what a breakdown says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from hetang.figures.shapes import Aggregate, Computation, Definitions, Formula, Moved, Reference, Stages
from hetang.terms.words import Text

ADDS = Text("各行相加等于总数", "the rows add up to the total")
DOES_NOT_ADD = Text(
    "各行不能相加：同一对象可能出现在多行，或数值是比率、名次、平均、极值、最新值",
    "the rows do not add up: one thing may stand in several rows, or the value is a rate, rank, mean, extreme or latest",
)


def adds_up(computation: Computation, keys: Iterable[str], definitions: Definitions) -> bool:
    """Whether values of parts of the facts, divided by these keys, add up to the whole, whatever the facts are.

    Without keys: whether any division adds up, as floors and disputes divide.
    """
    divided = frozenset(keys)
    match computation:
        case Stages():
            return _stages_add(computation, divided)
        case Formula():
            linear = computation.shape in ("difference", "compare")
            return linear and all(adds_up(part, divided, definitions) for _, part in computation.parts)
        case Moved():
            return adds_up(computation.of, divided, definitions)
        case Reference():
            versions = definitions.indicators[computation.indicator]
            return all(adds_up(version.computation, divided, definitions) for version in versions)
        case _:
            return False


def ends_in_total(computation: Computation) -> bool:
    """Whether the last stage counts or sums rows: such parts may add up, depending on the facts."""
    if not isinstance(computation, Stages) or len(computation.stages) == 1:
        return False
    column = dict(computation.stages[-1].columns).get(computation.value.text)
    return column is not None and column.kind in ("sum", "count")


def _stages_add(stages: Stages, divided: frozenset[str]) -> bool:
    last = stages.stages[-1]
    column = dict(last.columns).get(stages.value.text)
    if column is None or last.keep is not None:
        return False
    if isinstance(column, Aggregate):
        if column.kind in ("distinct", "latest"):
            return bool(divided) and divided <= set(column.keys)
        return column.kind in ("sum", "count")
    kept_apart = bool(divided) and all(divided <= set(stage.by) for stage in stages.stages[:-1])
    return column.kind in ("sum", "count") and kept_apart
