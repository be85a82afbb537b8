"""Stages, formulas and ranks, once, in Python, on exact fractions: everything that an engine does not do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.figures.plan import Collect, Context, Engine, Unplanned, collect_of
from hetang.figures.shapes import (
    Aggregate,
    Computation,
    Formula,
    Measure,
    Moved,
    Rank,
    Reference,
    RowAggregate,
    RuleBook,
    Stage,
    Stages,
)
from hetang.terms.expression import Expression, Unfit, Value, greatest, least, number, truth
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

Keys = tuple[str | None, ...]
Row = dict[str, Value]
NOT_DEFINED = Refusal(
    "not_defined_yet",
    Text("{id} 在 {day} 尚无定义", "{id} is not defined on {day}"),
    Text("定义生效之后的日期", "a day on which its definition is in force"),
)


@dataclass(frozen=True, slots=True)
class Between:
    """A rank that a missing peer leaves open."""

    best: Fraction
    worst: Fraction


Exact = Fraction | Between | None
Results = dict[str, dict[Keys, Exact]]  # floor -> split keys -> value; without facts there is no entry


def results(computation: Computation, context: Context, engine: Engine) -> Results:
    """The exact value of a computation at every floor, for every split."""
    match computation:
        case Stages():
            return _staged(computation, context, engine)
        case Rank():
            return _ranked(computation, context, engine)
        case Moved():
            return results(computation.of, _moved(computation, context), engine)
        case Reference():
            return _referred(computation, context, engine)
        case Formula():
            return _combined(computation, context, engine)


def collects(computation: Computation, context: Context) -> Iterator[Collect]:
    """Every question that the computation puts to an engine: the facts behind the figure."""
    match computation:
        case Stages() | Rank():
            first = computation.stages[0]
            yield from (collect_of(c, first.by, context) for _, c in first.columns if isinstance(c, Aggregate))
        case Formula():
            for _, part in computation.parts:
                yield from collects(part, context)
        case Moved():
            yield from collects(computation.of, _moved(computation, context))
        case Reference():
            target, inner, _ = _target(computation, context)
            yield from collects(target, inner)


def _moved(computation: Moved, context: Context) -> Context:
    window = context.window.year_before() if computation.window is None else computation.window
    return replace(context, window=window, forced=window)


def _target(reference: Reference, context: Context) -> tuple[Computation, Context, Fraction]:
    """The referred computation, its context, and the factor to its unit."""
    indicator = context.definitions.indicator(reference.indicator, context.moment.as_of)
    if indicator is None:
        raise Unplanned(NOT_DEFINED.filled(id=reference.indicator, day=context.moment.as_of))
    window = reference.window or context.forced or indicator.window
    forced = reference.window or context.forced
    place, organisation = reference.place or context.place or indicator.place, context.organisation
    inner = replace(
        context, window=window, forced=forced, place=place, organisation=organisation or indicator.organisation
    )
    return indicator.computation, inner, indicator.unit_factor


def _referred(reference: Reference, context: Context, engine: Engine) -> Results:
    target, inner, factor = _target(reference, context)
    found = results(target, inner, engine)
    return {f: {k: scaled(v, factor) for k, v in at.items()} for f, at in found.items()}


def scaled(value: Exact, factor: Fraction) -> Exact:
    """A value in another unit; a rank has none."""
    return value * factor if isinstance(value, Fraction) else value


def context_row(context: Context) -> Row:
    """What every expression may ask beside its columns."""
    window = context.window.cut(context.moment.as_of)
    return {"as_of": context.moment.as_of, "period_start": window.start, "period_end": window.end}


def rule_book(context: Context) -> RuleBook:
    """Rules in force on the last day of the period."""
    return RuleBook(context.definitions, context.window.cut(context.moment.as_of).end or context.moment.as_of)


def _combined(formula: Formula, context: Context, engine: Engine) -> Results:
    found = {name: results(part, context, engine) for name, part in formula.parts}
    book, around = rule_book(context), context_row(context)
    combined: Results = {}
    for floor in context.floors:
        combined[floor] = {}
        for keys in {keys: None for part in found.values() for keys in part.get(floor, {})}:
            row: Row = dict(around)
            for name, part in found.items():
                value = part.get(floor, {}).get(keys)
                if isinstance(value, Between):
                    raise Unfit("a rank that stands between two places cannot be counted with")
                row[name] = value
            combined[floor][keys] = number(formula.expression.on(row, book))
    return combined


# --- stages --------------------------------------------------------------------------------------------------------

Table = dict[Keys, list[Row]]  # split keys -> rows
Cell = tuple[int | date, int]  # value and count of a group


def _staged(stages: Stages, context: Context, engine: Engine) -> Results:
    return {
        floor: {keys: _value(stages.value, rows[0], context) for keys, rows in table.items()}
        for floor, table in _tables(stages.stages, context, engine).items()
    }


def _value(expression: Expression, row: Row, context: Context) -> Fraction | None:
    return number(expression.on(row, rule_book(context)))


def _tables(stages: tuple[Stage, ...], context: Context, engine: Engine) -> dict[str, Table]:
    """The rows of the last stage at every floor."""
    first, *later = stages
    worked = [Worked(stage, context) for stage in stages]
    tables: dict[str, Table] = {}
    for floor, table in _first_stage(first, context, engine).items():
        tables[floor] = {}
        for keys, rows in table.items():
            rows = worked[0].finished(rows)
            for number_, _ in enumerate(later, 1):
                rows = worked[number_].finished(worked[number_].regrouped(rows))
            tables[floor][keys] = rows
    return tables


def _first_stage(stage: Stage, context: Context, engine: Engine) -> dict[str, Table]:
    """The engine's groups as rows: one for each group in which any column has facts.

    Nearly all facts stand alike at several floors: where all columns of a group do, its row is the same object.
    """
    named = [(name, column) for name, column in stage.columns if isinstance(column, Aggregate)]
    answers = engine.collect([collect_of(c, stage.by, context) for _, c in named], context.moment, context.floors)
    cells: dict[str, dict[Keys, list[Any]]] = {floor: {} for floor in context.floors}
    for place, ((_, column), groups) in enumerate(zip(named, answers, strict=True)):
        for floor, keys, value, count in groups:
            own = keys if column.after is None else keys[:-1]
            found = cells[floor].get(own)
            if found is None:
                found = cells[floor][own] = [None] * len(named)
            found[place] = (value, count) if column.after is None else (*(found[place] or ()), keys[-1])
    depth, row_of = len(context.split), _row_maker(stage, named, context)
    made: dict[Keys, list[tuple[Sequence[Any], Row]]] = {}
    tables: dict[str, Table] = {}
    for floor, groups_of in cells.items():
        table: Table = {}
        for keys, columns in groups_of.items():
            met = made.setdefault(keys, [])
            row = next((row for given, row in met if given == columns), None)
            if row is None:
                row = row_of(keys[depth:], columns)
                met.append((columns, row))
            table.setdefault(keys[:depth], []).append(row)
        tables[floor] = table
    return tables


def _row_maker(stage: Stage, named: list[tuple[str, Aggregate]], context: Context) -> Callable[[Keys, Sequence[Any]], Row]:
    """Counts of nothing are 0, every other column without facts is null."""
    blank: Row = {**context_row(context), **dict.fromkeys(stage.by)}
    blank.update((name, Fraction(0) if c.kind in ("count", "distinct") else None) for name, c in named)
    readers = [(name, c, _reader(c.kind, context.definitions.measures[c.measure])) for name, c in named]
    dated = "day" in stage.by

    def made(keys: Keys, columns: Sequence[Any]) -> Row:
        row = blank.copy()
        row.update(zip(stage.by, keys, strict=True))
        if dated and row["day"] is not None:
            row["day"] = date.fromisoformat(str(row["day"]))
        for (name, column, read), cell in zip(readers, columns, strict=True):
            if cell is not None:
                row[name] = read(cell) if column.after is None else _first_later(row[column.after], cell)
        return row

    return made


def _first_later(start: Value, days: Iterable[str]) -> date | None:
    """Columns come in order, so the column that gives the start is already there."""
    if not isinstance(start, date):
        return None
    return min((day for day in map(date.fromisoformat, days) if day > start), default=None)


def _reader(kind: str, measure: Measure) -> Callable[[Cell], Value]:
    """A group's value as a number or a day; equal cells are read once."""
    known: dict[Cell, Value] = {}
    step = Fraction(1) if kind in ("count", "distinct") else measure.quantum

    def read(cell: Cell) -> Value:
        found = known.get(cell)
        if found is None:
            value, count = cell
            if isinstance(value, int):
                per = step.denominator * (count if kind == "mean" else 1)
                found = Fraction(value * step.numerator, per)
            else:
                found = value
            known[cell] = found
        return found

    return read


class Worked:
    """One stage at work: a row, or a group of the same rows, that stands at several floors is worked out once."""

    def __init__(self, stage: Stage, context: Context) -> None:
        self._stage, self._around, self._book = stage, context_row(context), rule_book(context)
        self._finished: dict[int, tuple[Row, Row | None]] = {}  # by identity; the row is held, so that its id stays its own
        self._groups: dict[tuple[int, ...], tuple[list[Row], Row]] = {}

    def finished(self, rows: list[Row]) -> list[Row]:
        """Rows with their `let` names, without those that `keep` does not hold true; a single row always stays."""
        known, kept = self._finished, []
        for row in rows:
            found = known.get(id(row))
            if found is None:
                found = known[id(row)] = (row, self._finish(row))
            if found[1] is not None:
                kept.append(found[1])
        return kept

    def _finish(self, row: Row) -> Row | None:
        stage, book = self._stage, self._book
        row = dict(row)
        for name, expression in stage.let:
            row[name] = expression.on(row, book)
        if stage.keep is None or truth(stage.keep.on(row, book)):
            return row
        return None if stage.by else {**row, **{name: None for name, _ in (*stage.columns, *stage.let)}}

    def regrouped(self, rows: list[Row]) -> list[Row]:
        """Rows of the stage before, grouped; a stage without keys has one row even over none."""
        by = self._stage.by
        groups: dict[tuple[Value, ...], list[Row]] = {} if by else {(): rows}
        for row in rows if by else ():
            groups.setdefault(tuple([row[key] for key in by]), []).append(row)
        return [self._group(keys, members) for keys, members in groups.items()]

    def _group(self, keys: tuple[Value, ...], members: list[Row]) -> Row:
        same = tuple(map(id, members))
        found = self._groups.get(same)
        if found is None:
            made: Row = {**self._around, **dict(zip(self._stage.by, keys, strict=True))}
            for name, column in self._stage.columns:
                if isinstance(column, RowAggregate):
                    made[name] = _of_rows(column, members, self._book)
            found = self._groups[same] = (members, made)
        return found[1]


def _of_rows(column: RowAggregate, rows: list[Row], book: RuleBook) -> Value:
    """Nulls are left out; the sum over no rows at all is 0, over nulls alone null."""
    if column.kind == "distinct":
        tuples = {tuple(row[key] for key in column.keys) for row in rows}
        return Fraction(sum(None not in key for key in tuples))
    if column.of is None:
        return Fraction(len(rows))
    values = [v for v in (column.of.on(row, book) for row in rows) if v is not None]
    if column.kind == "count":
        return Fraction(sum(v is not False for v in values))
    if not values:
        return Fraction(0) if column.kind == "sum" and not rows else None
    if column.kind in ("highest", "lowest"):
        return greatest(values) if column.kind == "highest" else least(values)
    total = _total(n for n in map(number, values) if n is not None)
    return total if column.kind == "sum" else total / len(values)


def _total(numbers: Iterable[Fraction]) -> Fraction:
    """An exact sum: numerators are added under each denominator, and fractions only at the end."""
    numerators: dict[int, int] = {}
    for number_ in numbers:
        denominator = number_.denominator
        numerators[denominator] = numerators.get(denominator, 0) + number_.numerator
    return sum((Fraction(n, d) for d, n in numerators.items()), Fraction(0))


# --- ranks ---------------------------------------------------------------------------------------------------------


def _ranked(rank: Rank, context: Context, engine: Engine) -> Results:
    found: Results = {}
    for floor, table in _tables(rank.stages, context, engine).items():
        found[floor] = {}
        for keys, rows in table.items():
            values = {str(row[rank.key]): _value(rank.value, row, context) for row in rows}
            found[floor][keys] = place_among(values, rank.self_, rank.peers, rank.highest_first)
    return found


def place_among(values: Mapping[str, Fraction | None], own: str, peers: Iterable[str], highest_first: bool) -> Exact:
    """The place of `own`: equal values share the better place; each peer without a value may stand above or below."""
    mine = values.get(own)
    if mine is None:
        return None
    asked = set(peers) or set(values)
    others = [values.get(peer) for peer in asked if peer != own]
    better = sum(1 for v in others if v is not None and (v > mine if highest_first else v < mine))
    missing = sum(1 for v in others if v is None)
    best = Fraction(1 + better)
    return Between(best, best + missing) if missing else best
