"""Matters as they stand while one transaction writes: each read once, kept in memory, written once at the end."""

import json
from collections.abc import Iterable
from datetime import date
from heapq import heapify, heappop, heappush
from typing import Any

from django.db import connection

from hetang.matters.kinds import Kinds
from hetang.matters.story import Matter, Running
from hetang.office.journal import bulk
from hetang.terms.digests import canonical

RELATIONS = ("owner", "handler", "verifier", "attached", "opener")
MATTER = (
    "id", "kind", "version", "step", "title", "organisation", "place", "parent", *RELATIONS, "complained", "sealed", "closed",
    "opened_on", "last_on", "seq", "legal_day", "target_day", "next_day", "state",
)
ENTRY = ("seq", "matter", "act", "happened_on", "known_at")
_COUNT = "SELECT kind, SUM(CASE WHEN closed THEN 0 ELSE 1 END), COUNT(*) FROM matter WHERE parent = %s GROUP BY kind"
Counts = dict[str, tuple[int, int]]


class States:
    """`kinds` (of the active pack) says which field names a matter and whether its existence is sealed."""

    def __init__(self, kinds: Kinds | None) -> None:
        self.kinds = kinds
        self._matters: dict[str, Matter | None] = {}
        self._changed: dict[str, None] = {}
        self._counts: dict[str, Counts] = {}
        self._entries: list[tuple[Any, ...]] = []
        self._due: list[tuple[date, str]] | None = None

    def get(self, id: str) -> Matter | None:
        if id not in self._matters:
            self._matters |= {id: None} | {matter.id: matter for matter in states_of([id])}
        return self._matters[id]

    def load(self, ids: Iterable[str]) -> None:
        """Reads many at once."""
        missing = set(ids) - self._matters.keys()
        self._matters |= dict.fromkeys(missing) | {matter.id: matter for matter in states_of(missing)}

    def put(self, matter: Matter, act: str, happened_on: str, known_at: int) -> None:
        """The matter after its entry `matter.seq`."""
        before = self.get(matter.id)
        if matter.parent is not None:
            self._count(matter, before)
        self._matters[matter.id] = matter
        self._changed[matter.id] = None
        self._entries.append((matter.seq, matter.id, act, happened_on, known_at))
        if self._due is not None and (day := next_day(matter)) is not None:
            heappush(self._due, (day, matter.id))

    def children(self, id: str) -> Counts:
        """Of each kind how many children are open, and how many there are in all."""
        if id not in self._counts:
            self.flush()
            self._counts[id] = {kind: (int(opened), int(every)) for kind, opened, every in bulk.select(_COUNT, [id])}
        return self._counts[id]

    def alike(self, kind: str) -> list[Matter]:
        """The matters of a kind that have not ended."""
        self.flush()
        return [_matter(state) for (state,) in bulk.select("SELECT state FROM matter WHERE kind = %s AND closed = %s", [kind, False])]

    def next_due(self, before: date) -> Matter | None:
        """The matter whose clock acts first, before that day; one that was put again is met again."""
        if self._due is None:
            self.flush()
            self._due = [(_day(day), id) for day, id in bulk.select("SELECT next_day, id FROM matter WHERE next_day IS NOT NULL")]
            heapify(self._due)
        while self._due and self._due[0][0] < before:
            day, id = heappop(self._due)
            matter = self.get(id)
            if matter is not None and next_day(matter) == day:
                return matter
        return None

    def flush(self) -> None:
        """Into the reading tables, before anybody reads them."""
        if self._changed:
            changed = (self._matters[id] for id in self._changed)
            _write([row_of(matter, self.kinds) for matter in changed if matter is not None])
            self._changed = {}
        if self._entries:
            bulk.insert("matter_entry", ENTRY, self._entries)
            self._entries = []

    def _count(self, matter: Matter, before: Matter | None) -> None:
        counts = self._counts.get(matter.parent or "")
        if counts is None:
            return
        opened, every = counts.get(matter.kind, (0, 0))
        if before is None:
            counts[matter.kind] = opened + (not matter.closed), every + 1
        else:
            counts[matter.kind] = opened + before.closed - matter.closed, every


def row_of(matter: Matter, kinds: Kinds | None) -> tuple[Any, ...]:
    """The matter's row in its table; the kinds tell which field names it, and whether its existence is sealed."""
    kind = kinds.version(matter.kind, matter.version) if kinds is not None else None
    related = matter.relations
    running = [clock for clock in matter.clocks.values() if clock.held_since is None]
    return (
        matter.id, matter.kind, matter.version, matter.step,
        str(matter.fields.get(kind.title) or "") if kind is not None else "", matter.organisation, matter.place, matter.parent,
        *(related.get(name) for name in RELATIONS), "complained_of" in related or "complained_unit" in related,
        kind is not None and kind.sealed, matter.closed, str(matter.opened_on), str(matter.last_on), matter.seq,
        _least(clock.legal for clock in running), _least(_target(clock) for clock in running), _text(next_day(matter)),
        canonical(matter.to_json()).decode(),
    )


def states_of(ids: Iterable[str]) -> list[Matter]:
    """Those that there are, as they stand now."""
    return [_matter(state) for (state,) in bulk.select_in("SELECT state FROM matter WHERE id IN (…)", set(ids))]


def next_day(matter: Matter) -> date | None:
    """The day at whose end the matter's clock acts next."""
    return min((clock.next for clock in matter.clocks.values() if clock.next is not None), default=None)


def _target(clock: Running) -> date | None:
    return clock.target if clock.legal is None else None


def _least(days: Iterable[date | None]) -> str | None:
    return _text(min((day for day in days if day is not None), default=None))


def _text(day: date | None) -> str | None:
    return None if day is None else str(day)


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _matter(state: str) -> Matter:
    return Matter.from_json(json.loads(state))


def _write(rows: list[tuple[Any, ...]]) -> None:
    columns = ", ".join(MATTER)
    changed = ", ".join(f"{column} = excluded.{column}" for column in MATTER[1:])
    conflict = f"ON CONFLICT (id) DO UPDATE SET {changed}"
    if connection.vendor == "sqlite":
        marks = ", ".join("?" * len(MATTER))
        connection.connection.executemany(f"INSERT INTO matter ({columns}) VALUES ({marks}) {conflict}", rows)
        return
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(MATTER))
        cursor.executemany(f"INSERT INTO matter ({columns}) VALUES ({marks}) {conflict}", rows)
