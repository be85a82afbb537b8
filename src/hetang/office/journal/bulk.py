"""Many rows at once: executemany on SQLite, COPY on PostgreSQL; and reading them back a page at a time.

While a writer gathers, inserted rows wait in memory and go out together: before anybody reads their table, or at the end.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db import connection

PAGE = 5_000
IN_LIST = 500   # values in one IN (…); SQLite once allowed 999 parameters
FEW = 20   # rows; on PostgreSQL so many go out by COPY
MOST_WAITING = 10_000   # rows of one table that wait in memory

Columns = tuple[str, ...]
_Waiting = dict[str, dict[Columns, list[Sequence[Any]]]]
_waiting: ContextVar[_Waiting | None] = ContextVar("waiting", default=None)
_TABLES = re.compile(r'\b(?:FROM|JOIN|UPDATE|INTO)\s+"?(\w+)', re.IGNORECASE)


@contextmanager
def gathering() -> Iterator[None]:
    """Inside the writer's transaction: what is inserted may wait. When it fails nothing of what waits is written."""
    mark = _waiting.set({})
    try:
        yield
        flush()
    finally:
        _waiting.reset(mark)


def flush(tables: Iterable[str] | None = None) -> None:
    """Writes what waits, of these tables or of all."""
    waiting = _waiting.get()
    if not waiting:
        return
    for table in list(waiting) if tables is None else tables:
        for columns, rows in waiting.pop(table, {}).items():
            _write(table, columns, rows)


def forget() -> None:
    """What waits is not wanted any more."""
    waiting = _waiting.get()
    if waiting:
        waiting.clear()


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Days are given as ISO text, which both databases take for a date."""
    waiting, named = _waiting.get(), tuple(columns)
    if waiting is None:
        _write(table, named, rows)
        return
    held, more = waiting.setdefault(table, {}).setdefault(named, []), iter(rows)
    while True:
        held.extend(islice(more, MOST_WAITING - len(held)))
        if len(held) < MOST_WAITING:
            return
        _write(table, named, held)
        held.clear()


def _write(table: str, columns: Columns, rows: Iterable[Sequence[Any]]) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.executemany(_insert(table, columns), rows)
        return
    several = iter(rows)
    first = list(islice(several, FEW))
    with connection.cursor() as cursor:
        if len(first) < FEW:   # COPY costs more than it saves
            if first:
                values = ", ".join([_marks(len(columns))] * len(first))
                cursor.execute(f'INSERT INTO "{table}" ({_names(columns)}) VALUES {values}', [value for row in first for value in row])
            return
        with cursor.copy(f'COPY "{table}" ({_names(columns)}) FROM STDIN') as copy:
            for row in chain(first, several):
                copy.write_row(row)


@lru_cache(maxsize=64)
def _insert(table: str, columns: Columns) -> str:
    return f'INSERT INTO "{table}" ({_names(columns)}) VALUES ({", ".join("?" * len(columns))})'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@lru_cache(maxsize=256)
def _tables(sql: str) -> frozenset[str]:
    return frozenset(_TABLES.findall(sql))


def execute(sql: str, parameters: Sequence[Any] = ()) -> int:
    """Runs one statement and returns how many rows it touched."""
    if _waiting.get():
        flush(_tables(sql))
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def select(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    if _waiting.get():
        flush(_tables(sql))
    return stored(sql, parameters)


def stored(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """As `select`, where whoever asks knows that no row that waits is meant."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def select_in(sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """`sql` holds one `IN (…)`; the values are put to it in portions."""
    return _in_portions(select, sql, values)


def stored_in(sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """Likewise as `stored`."""
    return _in_portions(stored, sql, values)


def _in_portions(ask: Callable[..., list[tuple[Any, ...]]], sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    wanted = list(values)
    for start in range(0, len(wanted), IN_LIST):
        portion = wanted[start:start + IN_LIST]
        yield from ask(sql.replace("(…)", _marks(len(portion))), portion)


@lru_cache(maxsize=IN_LIST)
def _marks(count: int) -> str:
    return f"({', '.join(['%s'] * count)})"


def paged(sql: str, after: int = -1, page: int = PAGE) -> Iterator[tuple[Any, ...]]:
    """Rows in order of their first column: `sql` asks for those above %s in that order, without a limit."""
    while True:
        rows = select(f"{sql} LIMIT {page}", [after])
        yield from rows
        if len(rows) < page:
            return
        after = rows[-1][0]
