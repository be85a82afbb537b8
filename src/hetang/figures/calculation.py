"""Stages, formulas and ranks, once, in Python, on exact fractions: everything that an engine does not do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hetang.figures.expression import Expression, Unfit, Value, greatest, least, number, truth
from hetang.figures.plan import Collect, Context, Engine, Group, Unplanned, collect_of
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


def _staged(stages: Stages, context: Context, engine: Engine) -> Results:
    return {
        floor: {keys: _value(stages.value, rows[0], context) for keys, rows in table.items()}
        for floor, table in _tables(stages.stages, context, engine).items()
    }


def _value(expression: Expression, row: Row, context: Context) -> Fraction | None:
    return number(expression.on(row, rule_book(context)))


def _tables(stages: tuple[Stage, ...], context: Context, engine: Engine) -> dict[str, Table]:
    """The rows of the last stage at every floor. Floors with the same facts are computed once."""
    tables: dict[str, Table] = {}
    firsts = _first_stage(stages[0], context, engine)
    seen: list[tuple[Table, Table]] = []
    for floor, first in firsts.items():
        same = next((done for given, done in seen if given == first), None)
        if same is None:
            same = {keys: _after_first(stages, rows, context) for keys, rows in first.items()}
            seen.append((first, same))
        tables[floor] = same
    return tables


def _after_first(stages: tuple[Stage, ...], rows: list[Row], context: Context) -> list[Row]:
    rows = finished(stages[0], rows, context)
    for stage in stages[1:]:
        rows = finished(stage, regrouped(stage, rows, context), context)
    return rows


def _first_stage(stage: Stage, context: Context, engine: Engine) -> dict[str, Table]:
    """The engine's groups as rows: one for each group in which any column has facts."""
    named = [(name, column) for name, column in stage.columns if isinstance(column, Aggregate)]
    answers = engine.collect([collect_of(c, stage.by, context) for _, c in named], context.moment, context.floors)
    around, depth = context_row(context), len(context.split)
    rows: dict[str, dict[Keys, Row]] = {floor: {} for floor in context.floors}
    for (name, column), groups in zip(named, answers, strict=True):
        measure = context.definitions.measures[column.measure]
        for group in groups:
            keys = group.keys[:-1] if column.after is not None else group.keys
            row = rows[group.floor].get(keys)
            if row is None:
                row = rows[group.floor][keys] = _empty(named, stage, keys[depth:], around)
            if column.after is None:
                row[name] = _of_group(column.kind, group, measure)
            else:
                _note_later(row, name, column.after, group.keys[-1])
    tables: dict[str, Table] = {}
    for floor, found in rows.items():
        table: Table = {}
        for keys, row in found.items():
            table.setdefault(keys[:depth], []).append(row)
        tables[floor] = table
    return tables


def _empty(named: list[tuple[str, Aggregate]], stage: Stage, keys: Keys, around: Row) -> Row:
    """A row before its columns: counts of nothing are 0, everything else is null."""
    row: Row = dict(around)
    row.update(zip(stage.by, keys, strict=True))
    if isinstance(row.get("day"), str):
        row["day"] = date.fromisoformat(str(row["day"]))
    row.update((name, Fraction(0) if c.kind in ("count", "distinct") else None) for name, c in named)
    return row


def _note_later(row: Row, name: str, after: str, day: str | None) -> None:
    """Columns come in order, so the column `after` is already there."""
    start, found, here = row[after], row[name], date.fromisoformat(day or "")
    if isinstance(start, date) and here > start and (found is None or (isinstance(found, date) and here < found)):
        row[name] = here


def _of_group(kind: str, group: Group, measure: Measure) -> Value:
    if isinstance(group.value, date):
        return group.value
    match kind:
        case "count" | "distinct":
            return Fraction(group.value)
        case "mean":
            return measure.value(group.value) / group.count
        case _:
            return measure.value(group.value)


def finished(stage: Stage, rows: list[Row], context: Context) -> list[Row]:
    """Rows with their `let` names, without those that `keep` does not hold true; a single row always stays."""
    book = rule_book(context)
    kept = []
    for row in map(dict, rows):
        for name, expression in stage.let:
            row[name] = expression.on(row, book)
        if stage.keep is None or truth(stage.keep.on(row, book)):
            kept.append(row)
        elif not stage.by:
            kept.append({**row, **{name: None for name, _ in (*stage.columns, *stage.let)}})
    return kept


def regrouped(stage: Stage, rows: list[Row], context: Context) -> list[Row]:
    """Rows of the stage before, grouped; a stage without keys has one row even over none."""
    around, book = context_row(context), rule_book(context)
    groups: dict[tuple[Value, ...], list[Row]] = {} if stage.by else {(): []}
    for row in rows:
        groups.setdefault(tuple(row[key] for key in stage.by), []).append(row)
    found = []
    for keys, members in groups.items():
        made: Row = {**around, **dict(zip(stage.by, keys, strict=True))}
        for name, column in stage.columns:
            if isinstance(column, RowAggregate):
                made[name] = _of_rows(column, members, book)
        found.append(made)
    return found


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
    total = sum((n for n in map(number, values) if n is not None), Fraction(0))
    return total if column.kind == "sum" else total / len(values)


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
