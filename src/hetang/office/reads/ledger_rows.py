"""The ledger read from its first entry to its last, with the rows of each entry, a page at a time."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hetang.office.journal import bulk
from hetang.terms.digests import LARGEST_INTEGER

_ENTRIES = "SELECT seq, id, kind, bytes, digest, prev, sealed_at FROM entry WHERE seq > %s ORDER BY seq"
_ROWS = 'SELECT entry, "index", id, bytes, digest FROM "row" WHERE (entry, "index") > (%s, %s) ORDER BY entry, "index"'
_OF_ONE = 'SELECT entry, "index", id, bytes, digest FROM "row" WHERE entry = %s AND "index" > %s ORDER BY "index"'
LARGE = 2_000   # on one page


@dataclass(frozen=True, slots=True)
class StoredRow:
    entry: int
    index: int
    id: str
    bytes: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry with the columns that repeat what its bytes say."""

    seq: int
    id: str
    kind: str
    bytes: bytes
    digest: str
    prev: str
    sealed_us: int

    def json(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.bytes)
        return parsed


def entries(after: int = -1) -> Iterator[StoredEntry]:
    for row in bulk.paged(_ENTRIES, after, LARGE):
        yield _entry(row)


def entry_of(seq: int) -> StoredEntry | None:
    found = bulk.select(f"{_ENTRIES} LIMIT 1", [min(seq, LARGEST_INTEGER) - 1])
    return _entry(found[0]) if found and found[0][0] == seq else None


def rows_of(seq: int, first: int = 0, limit: int | None = None) -> list[StoredRow]:
    """In the order of the entry."""
    sql = _OF_ONE if limit is None else f"{_OF_ONE} LIMIT {int(limit)}"
    return [_row(row) for row in bulk.select(sql, [min(seq, LARGEST_INTEGER), min(first, LARGEST_INTEGER) - 1])]


def all_rows() -> Iterator[StoredRow]:
    """Of all entries, in order."""
    last = (-1, -1)
    while True:
        rows = bulk.select(f"{_ROWS} LIMIT {LARGE}", last)
        for row in rows:
            yield _row(row)
        if len(rows) < LARGE:
            return
        last = rows[-1][:2]


def rows_beside() -> Callable[[int], list[StoredRow]]:
    """The rows of entries that are asked for in their order, all read in one pass."""
    rows = all_rows()
    waiting = next(rows, None)

    def of(seq: int) -> list[StoredRow]:
        nonlocal waiting
        found = []
        while waiting is not None and waiting.entry <= seq:
            if waiting.entry == seq:
                found.append(waiting)
            waiting = next(rows, None)
        return found

    return of


def _entry(row: tuple[Any, ...]) -> StoredEntry:
    seq, id, kind, data, digest, prev, sealed_us = row
    return StoredEntry(seq, id, kind, bytes(data), digest, prev, sealed_us)


def _row(row: tuple[Any, ...]) -> StoredRow:
    seq, index, id, data, digest = row
    return StoredRow(seq, index, id, bytes(data), digest)
