"""Many rows at once: executemany on SQLite, COPY on PostgreSQL; and reading them back a page at a time."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

PAGE = 5_000
IN_LIST = 500   # values in one IN (…); SQLite once allowed 999 parameters


def insert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Days are given as ISO text, which both databases take for a date."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.executemany(_insert(table, tuple(columns)), rows)
        return
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({_names(columns)}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


@lru_cache(maxsize=64)
def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f'INSERT INTO "{table}" ({_names(columns)}) VALUES ({", ".join("?" * len(columns))})'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def execute(sql: str, parameters: Sequence[Any] = ()) -> int:
    """Runs one statement and returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def select(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def select_in(sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """`sql` holds one `IN (…)`; the values are put to it in portions."""
    wanted = list(values)
    for start in range(0, len(wanted), IN_LIST):
        portion = wanted[start:start + IN_LIST]
        yield from select(sql.replace("(…)", f"({', '.join(['%s'] * len(portion))})"), portion)


def paged(sql: str, after: int = -1, page: int = PAGE) -> Iterator[tuple[Any, ...]]:
    """Rows in order of their first column: `sql` asks for those above %s in that order, without a limit."""
    while True:
        rows = select(f"{sql} LIMIT {page}", [after])
        yield from rows
        if len(rows) < page:
            return
        after = rows[-1][0]
