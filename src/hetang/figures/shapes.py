"""The parsed language: frozen declarations of measures, indicators, computations and dated rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from hetang.terms.dates import Period
from hetang.terms.digests import canonical, digest
from hetang.terms.expression import Bounds, Expression, Row, Unfit, Value
from hetang.terms.quanta import LARGEST_QUANTA, quantum
from hetang.terms.words import Text

FLOORS: dict[str, tuple[int, ...]] = {"reported": (1, 2, 3), "evidenced": (2, 3), "verified": (3,)}
DISPUTED = (4,)
DISCLOSURES = ("open", "subtotals", "released")
FACT_KEYS = ("place", "organisation", "matter")
TIME_KEYS = ("day", "month", "year")
# What an expression may ask beside its columns: the asked period (null where open) and the as-of day.
CONTEXT = ("as_of", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Dim:
    """A text that a fact of the measure carries; with `values`, one of these."""

    id: str
    name: Text
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured. Stored values are whole multiples of `quantum`, in `unit`."""

    id: str
    name: Text
    unit: str
    dimension: str
    decimals: int
    dims: tuple[Dim, ...] = ()
    adds: bool = True  # whether values may be summed over time: a flow adds, a stock or a concentration does not
    disclosure: str = "open"
    once_per: tuple[str, ...] = ()
    source: Text = Text("", "")
    json: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def quantum(self) -> Fraction:
        """The smallest stored step, in `unit`."""
        return quantum(self.dimension, self.decimals)

    def quanta(self, value: Fraction) -> int | None:
        """The stored integer of a value in `unit`; None where it has more decimals than the measure keeps."""
        n = value / self.quantum
        return n.numerator if n.denominator == 1 and abs(n.numerator) < LARGEST_QUANTA else None

    def value(self, n: int) -> Fraction:
        """The value in `unit` of a stored integer, or of a sum of them."""
        return n * self.quantum

    @property
    def keys(self) -> tuple[str, ...]:
        """What its facts may be grouped and filtered by."""
        return (*FACT_KEYS, *TIME_KEYS, *(dim.id for dim in self.dims))


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter: the key is one of the values (for places and organisations: in one of the subtrees)."""

    key: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` to `end`, either side open."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def of(cls, period: Period) -> Window:
        return cls(period.start, period.end)

    def cut(self, last: date) -> Window:
        """No later than the as-of day."""
        return Window(self.start, last if self.end is None else min(self.end, last))

    def year_before(self) -> Window:
        return Window(*(None if d is None else _year_before(d) for d in (self.start, self.end)))

    def __str__(self) -> str:
        if self.start is None and self.end is None:
            return "all"
        if self.start is not None and self.end is not None:
            return str(Period(self.start, self.end))
        return f"{self.start or ''}..{self.end or ''}"


def _year_before(day: date) -> date:
    """The same day a year earlier; a 29 February becomes a 28th."""
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


ALL = Window()
# How facts are aggregated: (needs keys, what it yields)
AGGREGATES = ("sum", "count", "mean", "highest", "lowest", "distinct", "latest", "first_day", "last_day")
ROW_AGGREGATES = ("sum", "count", "mean", "highest", "lowest", "distinct")


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An exact aggregate over the facts of one measure. `keys`: what is distinct, or per what the latest is taken."""

    kind: str
    measure: str
    keys: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    window: Window | None = None  # a period of its own; None = the asked one
    after: str | None = None  # first_day only: the first day later than this column of the row


@dataclass(frozen=True, slots=True)
class RowAggregate:
    """An aggregate over the rows of the stage before. `of` is an expression on such a row; None counts rows."""

    kind: str
    of: Expression | None = None
    keys: tuple[str, ...] = ()


Column = Aggregate | RowAggregate


@dataclass(frozen=True, slots=True)
class Stage:
    """Groups by keys, computes columns, then `let` in order, then drops the rows for which `keep` is not true."""

    by: tuple[str, ...]
    columns: tuple[tuple[str, Column], ...]
    let: tuple[tuple[str, Expression], ...] = ()
    keep: Expression | None = None

    @property
    def over_facts(self) -> tuple[tuple[str, Aggregate], ...]:
        """The columns of a first stage."""
        return tuple((name, column) for name, column in self.columns if isinstance(column, Aggregate))

    @property
    def over_rows(self) -> tuple[tuple[str, RowAggregate], ...]:
        """The columns of any later stage."""
        return tuple((name, column) for name, column in self.columns if isinstance(column, RowAggregate))


@dataclass(frozen=True, slots=True)
class Stages:
    """The first stage reads facts, each later one the rows before it; the last has one row, on which `value` is computed."""

    stages: tuple[Stage, ...]
    value: Expression


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of `self_` among the rows of the last stage, compared by `value`."""

    stages: tuple[Stage, ...]
    value: Expression
    key: str
    self_: str
    highest_first: bool = True
    peers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Another indicator's exact value, in that indicator's unit."""

    indicator: str
    window: Window | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The same computation over another period; None = the same days a year earlier."""

    of: Computation
    window: Window | None


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression over named computations."""

    expression: Expression
    parts: tuple[tuple[str, Computation], ...]
    shape: str = "formula"  # or the shorthand it was written as: ratio, share, difference, growth, compare


Computation = Stages | Rank | Reference | Moved | Formula


@dataclass(frozen=True, slots=True)
class Indicator:
    """A declared figure: one computation, with unit, rounding, floor and period; dated by `since`."""

    id: str
    since: date | None
    name: Text
    unit: str
    decimals: int
    rounding: str
    floor: str
    window: Window
    computation: Computation
    place: str | None = None
    organisation: str | None = None
    expects: tuple[str, ...] = ()
    wording: Mapping[str, Any] | None = field(default=None, compare=False)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    source: Text = Text("", "")
    unit_factor: Fraction = Fraction(1)  # the computed value times this is in `unit`
    disclosure: str = "open"  # the strictest of its measures
    json: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A value or a table that holds from a day on, with its source."""

    id: str
    since: date | None
    source: Text
    value: Value = None
    table: Mapping[str, Value] = field(default_factory=dict)
    points: Mapping[str, tuple[tuple[Fraction, Fraction], ...]] = field(default_factory=dict)
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    json: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything a pack declares about figures. Versions of an id stand in order of `since`."""

    measures: Mapping[str, Measure]
    indicators: Mapping[str, tuple[Indicator, ...]]
    rules: Mapping[str, tuple[Rule, ...]]

    def indicator(self, id: str, on: date) -> Indicator | None:
        """The version in force on a day; None when the id is unknown or not yet defined."""
        return _in_force(self.indicators.get(id, ()), on)

    def rule(self, id: str, on: date) -> Rule | None:
        return _in_force(self.rules.get(id, ()), on)

    def closure(self, indicator: Indicator) -> dict[str, Any]:
        """The indicator as declared with every measure, rule and indicator that it rests on."""
        measures, rules, others = set[str](), set[str](), dict[str, None]()
        waiting = [indicator]
        while waiting:
            used = waiting.pop().computation
            measures |= {a.measure for a in aggregates(used)}
            rules |= {r for e in expressions(used) for r in e.rules}
            for reference in references(used):
                if reference.indicator not in others:
                    others[reference.indicator] = None
                    waiting.extend(self.indicators[reference.indicator])
        return {
            "indicator": dict(indicator.json),
            "measures": [dict(self.measures[m].json) for m in sorted(measures)],
            "indicators": [dict(v.json) for i in sorted(others) for v in self.indicators[i]],
            "rules": [dict(v.json) for r in sorted(rules) for v in self.rules.get(r, ())],
        }

    def digest_of(self, indicator: Indicator) -> str:
        return digest(canonical(self.closure(indicator)))


_Dated = TypeVar("_Dated", Indicator, Rule)


def _in_force(versions: tuple[_Dated, ...], on: date) -> _Dated | None:
    held = [v for v in versions if v.since is None or v.since <= on]
    return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Answers expressions from the pack's rules, on the row's own day where it has one, else on `on`."""

    definitions: Definitions
    on: date

    def value(self, rule: str, key: str | None, row: Row) -> Value:
        found = self._rule(rule, row)
        return found.value if key is None else found.table.get(key)

    def points(self, table: str, key: str, row: Row) -> tuple[tuple[Fraction, Fraction], ...]:
        return self._rule(table, row).points.get(key, ())

    def bounds(self, table: str, key: str, row: Row) -> Bounds | None:
        return self._rule(table, row).bounds.get(key)

    def _rule(self, id: str, row: Row) -> Rule:
        on = row_day(row) or self.on
        found = self.definitions.rule(id, on)
        if found is None:
            raise Unfit(f"rule {id!r} is not in force on {on}")
        return found


def row_day(row: Row) -> date | None:
    """The last day of the narrowest time key of a row."""
    day, month, year = row.get("day"), row.get("month"), row.get("year")
    if isinstance(day, date):
        return day
    period = Period.parse(str(month or year or ""))
    return period.end if isinstance(period, Period) else None


def parts(computation: Computation) -> Iterator[Computation]:
    """The computation and everything nested in it; references are not followed."""
    yield computation
    if isinstance(computation, Formula):
        for _, part in computation.parts:
            yield from parts(part)
    elif isinstance(computation, Moved):
        yield from parts(computation.of)


def stages_of(computation: Computation) -> Iterator[Stage]:
    for part in parts(computation):
        if isinstance(part, Stages | Rank):
            yield from part.stages


def aggregates(computation: Computation) -> Iterator[Aggregate]:
    for stage in stages_of(computation):
        yield from (column for _, column in stage.columns if isinstance(column, Aggregate))


def references(computation: Computation) -> Iterator[Reference]:
    yield from (part for part in parts(computation) if isinstance(part, Reference))


def expressions(computation: Computation) -> Iterator[Expression]:
    for part in parts(computation):
        if isinstance(part, Stages | Rank):
            yield part.value
        elif isinstance(part, Formula):
            yield part.expression
    for stage in stages_of(computation):
        yield from (column.of for _, column in stage.columns if isinstance(column, RowAggregate) and column.of)
        yield from (expression for _, expression in stage.let)
        if stage.keep is not None:
            yield stage.keep
