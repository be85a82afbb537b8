"""Answers collects from the reading tables of SQLite or PostgreSQL, through a callable that runs SQL.

`run(sql, params) -> rows`: the text marks its parameters with %s (as Django's cursor does on both databases) and holds
no other percent sign. Best for one figure and for its trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hetang.figures.engines.sql import POSTGRESQL, SQLITE, Dialect, Statements
from hetang.figures.plan import Collect, FactRow, Floors, Group, Moment

Run = Callable[[str, Sequence[Any]], Iterable[Sequence[Any]]]
_STATEMENTS = {dialect.name: Statements(dialect) for dialect in (SQLITE, POSTGRESQL)}
_DAYS = ("first_day", "last_day")


class Relational:
    """The engine over the office's tables `fact` and `standing`."""

    def __init__(self, run: Run, dialect: Dialect = SQLITE) -> None:
        self._run = run
        self._statements = _STATEMENTS[dialect.name]

    def collect(self, collects: Sequence[Collect], moment: Moment, floors: Floors) -> list[list[Group]]:
        return answer_collects(self._run, self._statements, collects, moment, floors)

    def digests(self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]) -> list[str]:
        return answer_digests(self._run, self._statements, collects, moment, states)

    def tally(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]
    ) -> dict[tuple[str | None, ...], int]:
        return answer_tally(self._run, self._statements, collects, moment, states)

    def facts(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...], limit: int, after: int | None = None
    ) -> list[FactRow]:
        return answer_facts(self._run, self._statements, collects, moment, states, limit, after)


def answer_collects(
    run: Run, statements: Statements, collects: Sequence[Collect], moment: Moment, floors: Floors
) -> list[list[Group]]:
    """One statement for all collects that differ in their measure alone; states and buckets are merged here.

    Only what cannot be merged, distinct and latest, is put into floors and buckets by the database, row by row.
    """
    found: dict[Collect, list[Group]] = {}
    alike: dict[Collect, list[Collect]] = {}
    for collect in dict.fromkeys(collects):
        if collect.aggregate in ("distinct", "latest"):
            found[collect] = list(_picked(run(*statements.grouped(collect, moment, floors))))
        else:
            alike.setdefault(replace(collect, measure=""), []).append(collect)
    for shape, members in alike.items():
        plain = tuple((key, None) for key, _ in shape.split)
        asked = [replace(collect, split=plain) for collect in members]
        if len(members) == 1:
            found[members[0]] = _merged(members[0], run(*statements.grouped(asked[0], moment, floors)), floors)
            continue
        rows: dict[str, list[Sequence[Any]]] = {collect.measure: [] for collect in members}
        for *keys, measure, value, count in run(*statements.together(asked, moment, floors)):
            rows[measure].append((*keys, value, count))
        found |= {collect: _merged(collect, rows[collect.measure], floors) for collect in members}
    return [found[collect] for collect in collects]


def _picked(rows: Iterable[Sequence[Any]]) -> Iterable[Group]:
    return (Group(floor, _texts(keys), int(value), int(count)) for floor, *keys, value, count in rows)


def _texts(keys: Sequence[Any]) -> tuple[str | None, ...]:
    """Keys are texts, whatever a driver makes of a day."""
    return tuple([key if key is None or type(key) is str else str(key) for key in keys])


def _merged(collect: Collect, rows: Iterable[Sequence[Any]], floors: Floors) -> list[Group]:
    found: dict[str, dict[tuple[str | None, ...], Group]] = {floor: {} for floor in floors}
    met = {state: [at for at in found.items() if state in floors[at[0]]] for of in floors.values() for state in of}
    aggregate, dated = collect.aggregate, collect.aggregate in _DAYS
    bucketed = [(at, dict(buckets)) for at, (_, buckets) in enumerate(collect.split) if buckets is not None]
    for state, *keys, value, count in rows:
        if not count:  # signed deltas may cancel out
            continue
        for at, bucket_of in bucketed:
            keys[at] = bucket_of.get(keys[at])
        read, named, count = date.fromisoformat(str(value)) if dated else int(value), _texts(keys), int(count)
        for floor, groups in met.get(state, ()):
            here, before = Group(floor, named, read, count), groups.get(named)
            groups[named] = here if before is None else _both(aggregate, before, here)
    return [group for groups in found.values() for group in groups.values()]


def _both(aggregate: str, a: Group, b: Group) -> Group:
    count = a.facts + b.facts
    if isinstance(a.value, int) and isinstance(b.value, int):
        if aggregate in ("sum", "count"):
            return Group(a.floor, a.keys, a.value + b.value, count)
        return Group(a.floor, a.keys, (max if aggregate == "highest" else min)(a.value, b.value), count)
    days = [v for v in (a.value, b.value) if isinstance(v, date)]
    return Group(a.floor, a.keys, max(days) if aggregate == "last_day" else min(days), count)


def _read(collects: Sequence[Collect]) -> list[Collect]:
    """The facts that are read, each set of them once, whatever is computed from them."""
    return list(dict.fromkeys(replace(c, aggregate="", of=(), by=()) for c in collects))


def answer_digests(
    run: Run, statements: Statements, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]
) -> list[str]:
    """One narrow statement."""
    if not collects:
        return []
    return sorted(str(digest) for (digest,) in run(*statements.digests(_read(collects), moment, states)))


def answer_tally(
    run: Run, statements: Statements, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]
) -> dict[tuple[str | None, ...], int]:
    if not collects:
        return {}
    rows = run(*statements.tally(_read(collects), moment, states))
    return {_texts(keys): int(count) for *keys, count in rows if count}


def answer_facts(
    run: Run, statements: Statements, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...], limit: int,
    after: int | None,
) -> list[FactRow]:  # fmt: skip
    if not collects:
        return []
    rows = run(*statements.facts(_read(collects), moment, states, limit, after))
    return [FactRow(*(*row[:8], date.fromisoformat(str(row[8])), *row[9:])) for row in rows]
