"""Computations over a plain list of facts, one question after the other, for the oracle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from hetang.figures.shapes import (
    Aggregate,
    Computation,
    Condition,
    Definitions,
    Moved,
    Rank,
    Reference,
    RowAggregate,
    RuleBook,
    Stage,
    Stages,
    Window,
)
from hetang.terms.expression import Unfit, Value
from hetang.terms.trees import Tree


@dataclass(frozen=True)
class OracleFact:
    """A fact as recorded, its value in the measure's unit."""

    id: str
    measure: str
    value: Fraction
    day: date
    place: str | None
    organisation: str
    matter: str | None
    dims: Mapping[str, str]
    order: tuple[int, int]  # sequence and row
    digest: str

    def key(self, name: str) -> str | date | None:
        """What it is grouped and filtered by."""
        known: dict[str, str | date | None] = {
            "place": self.place, "organisation": self.organisation, "matter": self.matter, "day": self.day,
            "month": self.day.isoformat()[:7], "year": self.day.isoformat()[:4],
        }  # fmt: skip
        return known[name] if name in known else self.dims.get(name)


@dataclass(frozen=True)
class Range:
    """A rank between two places."""

    best: int
    worst: int


Result = Fraction | Range | None


@dataclass(frozen=True)
class Reading:
    """Under what facts are read."""

    definitions: Definitions
    as_of: date
    window: Window
    forced: Window | None  # a period asked for, which also holds in referenced indicators
    place: str | None
    organisation: str | None
    places: Tree
    organisations: Tree
    ways: dict[tuple[str, str], list[str]] = field(default_factory=dict, compare=False, repr=False)  # found so far

    def tree(self, key: str) -> Tree:
        return self.places if key == "place" else self.organisations

    def way(self, key: str, id: str) -> list[str]:
        """The id and everything above it on the as-of day; one that has ended stays where it last stood."""
        if (key, id) in self.ways:
            return self.ways[key, id]
        way: list[str] = []
        at: str | None = id
        while at is not None and at in self.tree(key) and at not in way:
            way.append(at)
            at = self._parent(key, at)
        self.ways[key, id] = way
        return way

    def _parent(self, key: str, id: str) -> str | None:
        history = sorted(self.tree(key).history(id), key=lambda n: n.since or date.min)
        held = [n for n in history if n.holds(self.as_of)]
        begun = [n for n in history if n.since is None or n.since <= self.as_of]
        return held[-1].parent if held else begun[-1].parent if begun else history[0].parent

    def last_day(self) -> date:
        return self.as_of if self.window.end is None else min(self.window.end, self.as_of)

    def around(self) -> dict[str, Value]:
        """What expressions may ask beside their columns."""
        return {"as_of": self.as_of, "period_start": self.window.start, "period_end": self.last_day()}

    def book(self) -> RuleBook:
        return RuleBook(self.definitions, self.last_day())


def computed(computation: Computation, facts: Sequence[OracleFact], reading: Reading) -> Result:
    """The exact value; None without facts."""
    if isinstance(computation, Stages):
        rows = _rows(computation.stages, facts, reading)
        return None if rows is None else _as_number(computation.value.on(rows[0], reading.book()))
    if isinstance(computation, Rank):
        return _rank(computation, facts, reading)
    if isinstance(computation, Moved):
        return computed(computation.of, facts, _moved(computation, reading))
    if isinstance(computation, Reference):
        target, inner, factor = _target(computation, reading)
        found = computed(target, facts, inner)
        return found * factor if isinstance(found, Fraction) else found
    row = reading.around()
    known = False
    for name, part in computation.parts:
        value = computed(part, facts, reading)
        if isinstance(value, Range):
            raise Unfit("a rank that stands between two places cannot be counted with")
        row[name] = value
        known = known or bool(facts_read(part, facts, reading))
    return _as_number(computation.expression.on(row, reading.book())) if known else None


def facts_read(computation: Computation, facts: Sequence[OracleFact], reading: Reading) -> list[OracleFact]:
    """Every fact that the computation looks at, each once."""
    if isinstance(computation, Stages | Rank):
        columns = computation.stages[0].over_facts
        return [fact for fact in facts if any(_meets(fact, column, reading) for _, column in columns)]
    if isinstance(computation, Moved):
        return facts_read(computation.of, facts, _moved(computation, reading))
    if isinstance(computation, Reference):
        target, inner, _ = _target(computation, reading)
        return facts_read(target, facts, inner)
    found = {fact.id: fact for _, part in computation.parts for fact in facts_read(part, facts, reading)}
    return list(found.values())


def _moved(computation: Moved, reading: Reading) -> Reading:
    window = reading.window.year_before() if computation.window is None else computation.window
    return replace(reading, window=window, forced=window)


def _target(reference: Reference, reading: Reading) -> tuple[Computation, Reading, Fraction]:
    indicator = reading.definitions.indicator(reference.indicator, reading.as_of)
    if indicator is None:
        raise Unfit(f"{reference.indicator} is not defined on {reading.as_of}")
    inner = replace(
        reading,
        window=reference.window or reading.forced or indicator.window,
        forced=reference.window or reading.forced,
        place=reference.place or reading.place or indicator.place,
        organisation=reading.organisation or indicator.organisation,
    )
    return indicator.computation, inner, indicator.unit_factor


def _meets(fact: OracleFact, column: Aggregate, reading: Reading) -> bool:
    window = reading.window if column.window is None else column.window
    if fact.measure != column.measure or fact.day > reading.as_of:
        return False
    if (window.start and fact.day < window.start) or (window.end and fact.day > window.end):
        return False
    scope = [
        Condition(key, (id,)) for key, id in (("place", reading.place), ("organisation", reading.organisation)) if id
    ]
    return all(_holds(fact, condition, reading) for condition in (*column.where, *scope))


def _holds(fact: OracleFact, condition: Condition, reading: Reading) -> bool:
    own = fact.key(condition.key)
    if condition.key in ("place", "organisation") and isinstance(own, str):
        meant = bool({own, *reading.way(condition.key, own)} & set(condition.values))
    else:
        meant = own in condition.values
    return not meant if condition.negated else meant


# --- stages --------------------------------------------------------------------------------------------------------

Row = dict[str, Value]


def _rows(stages: tuple[Stage, ...], facts: Sequence[OracleFact], reading: Reading) -> list[Row] | None:
    """The rows of the last stage; None when the first stage finds no facts."""
    first = stages[0]
    keys: dict[tuple[Value, ...], None] = {}
    for _, column in first.over_facts:
        for fact in facts:
            if _meets(fact, column, reading) and not _lacks(fact, column):
                keys[tuple(fact.key(key) for key in first.by)] = None
    if not keys:
        return None
    groups: dict[tuple[Value, ...], list[OracleFact]] = {}
    for fact in facts:
        groups.setdefault(tuple(fact.key(key) for key in first.by), []).append(fact)
    rows: list[Row] = []
    for values in keys:
        row: Row = {**reading.around(), **dict(zip(first.by, values, strict=True))}
        mine = groups[values]
        for name, column in first.over_facts:
            row[name] = _of_facts(column, [f for f in mine if _meets(f, column, reading)], row)
        rows.append(row)
    rows = _finished(first, rows, reading)
    for stage in stages[1:]:
        rows = _finished(stage, _regrouped(stage, rows, reading), reading)
    return rows


def _lacks(fact: OracleFact, column: Aggregate) -> bool:
    """A fact without one of the keys is no distinct thing."""
    return column.kind == "distinct" and any(fact.key(key) is None for key in column.keys)


def _of_facts(column: Aggregate, facts: list[OracleFact], row: Mapping[str, Value]) -> Value:
    days = [fact.day for fact in facts]
    values = [fact.value for fact in facts]
    if column.kind == "count":
        return Fraction(len(facts))
    if column.kind == "distinct":
        return Fraction(len({tuple(f.key(key) for key in column.keys) for f in facts if not _lacks(f, column)}))
    if column.after is not None:
        start = row[column.after]
        return min((day for day in days if isinstance(start, date) and day > start), default=None)
    if not facts:
        return None
    if column.kind == "latest":
        newest: dict[tuple[Value, ...], OracleFact] = {}
        for fact in sorted(facts, key=lambda f: (f.day, f.order)):
            newest[tuple(fact.key(key) for key in column.keys)] = fact
        return sum((fact.value for fact in newest.values()), Fraction(0))
    answers: dict[str, Value] = {
        "sum": sum(values, Fraction(0)),
        "mean": sum(values, Fraction(0)) / len(values),
        "highest": max(values),
        "lowest": min(values),
        "first_day": min(days),
        "last_day": max(days),
    }
    return answers[column.kind]


def _finished(stage: Stage, rows: list[Row], reading: Reading) -> list[Row]:
    kept = []
    for row in rows:
        for name, expression in stage.let:
            row[name] = expression.on(row, reading.book())
        if stage.keep is None or stage.keep.on(row, reading.book()) is True:
            kept.append(row)
        elif not stage.by:
            # The only row stays, with nothing in it.
            kept.append({**row, **{name: None for name, _ in (*stage.columns, *stage.let)}})
    return kept


def _regrouped(stage: Stage, rows: list[Row], reading: Reading) -> list[Row]:
    groups: dict[tuple[Value, ...], list[Row]] = {} if stage.by else {(): []}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in stage.by), []).append(row)
    found = []
    for values, mine in groups.items():
        made: Row = {**reading.around(), **dict(zip(stage.by, values, strict=True))}
        for name, column in stage.over_rows:
            made[name] = _of_rows(column, mine, reading)
        found.append(made)
    return found


def _of_rows(column: RowAggregate, rows: list[Row], reading: Reading) -> Value:
    if column.kind == "distinct":
        things = {tuple(row[key] for key in column.keys) for row in rows}
        return Fraction(len([thing for thing in things if None not in thing]))
    if column.of is None:
        return Fraction(len(rows))
    values = [column.of.on(row, reading.book()) for row in rows]
    if column.kind == "count":
        return Fraction(sum(1 for value in values if value is not None and value is not False))
    known = [value for value in values if value is not None]
    if not known:
        return Fraction(0) if column.kind == "sum" and not rows else None
    days = [value for value in known if isinstance(value, date)]
    if days:
        return max(days) if column.kind == "highest" else min(days)
    numbers = [n for n in map(_as_number, known) if n is not None]
    total = sum(numbers, Fraction(0))
    return {"sum": total, "mean": total / len(numbers), "highest": max(numbers), "lowest": min(numbers)}[column.kind]


def _as_number(value: Value) -> Fraction | None:
    if value is None or isinstance(value, Fraction):
        return value
    raise Unfit(f"{value!r} is no number")


def _rank(rank: Rank, facts: Sequence[OracleFact], reading: Reading) -> Result:
    values: dict[str, Fraction | None] = {}
    for row in _rows(rank.stages, facts, reading) or []:
        values[str(row[rank.key])] = _as_number(rank.value.on(row, reading.book()))
    own = values.get(rank.self_)
    if own is None:
        return None
    better = missing = 0
    for peer in set(rank.peers) or set(values):
        value = values.get(peer)
        if peer == rank.self_:
            continue
        if value is None:
            missing += 1
        elif (value > own) if rank.highest_first else (value < own):
            better += 1
    return Range(1 + better, 1 + better + missing) if missing else Fraction(1 + better)
