"""Refuses database settings under which an acknowledged entry could be lost."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from django.core.checks import Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite 3.7.0 to 3.51.2 can lose committed pages in WAL mode when two connections write and checkpoint at the same
# moment; and whatever the version, WAL with NORMAL loses acknowledged commits when the power goes.
WAL_SAFE_SINCE = (3, 51, 3)
ROLLBACK_JOURNALS = ("delete", "truncate", "persist")
FULL, EXTRA = 2, 3
NAMES = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
POSTGRESQL_SWITCHES = ("fsync", "full_page_writes", "synchronous_commit")


def sqlite_fault(version: tuple[int, ...], journal: str, synchronous: int) -> str | None:
    """What is wrong with this pair in this version of SQLite, and what would be accepted; None where it is safe."""
    said = f"SQLite {'.'.join(map(str, version))} with journal_mode={journal}, synchronous={NAMES[synchronous]}"
    if journal == "wal" and version < WAL_SAFE_SINCE:
        return f"{said} can lose committed pages; journal_mode=DELETE with synchronous=FULL is accepted"
    if journal != "wal" and journal not in ROLLBACK_JOURNALS:
        return f"{said} does not survive a crash; journal_mode=DELETE with synchronous=FULL is accepted"
    if synchronous not in (FULL, EXTRA):
        return f"{said} can lose acknowledged entries when the power goes; synchronous=FULL is accepted"
    return None


def postgresql_fault(settings: dict[str, str]) -> str | None:
    off = [name for name in POSTGRESQL_SWITCHES if settings.get(name) == "off"]
    if not off:
        return None
    return f"PostgreSQL with {' and '.join(off)} off can lose acknowledged entries; on is accepted"


def fault_of(connection: BaseDatabaseWrapper) -> str | None:
    """Asks the connection itself, whatever the settings said."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if connection.is_in_memory_db():   # promises no durability, serves tests
                return None
            journal, synchronous = cursor.execute("SELECT * FROM pragma_journal_mode, pragma_synchronous").fetchone()
            if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
                return "SQLite without transaction_mode=IMMEDIATE lets two writers start at once; IMMEDIATE is accepted"
            return sqlite_fault(sqlite3.sqlite_version_info, journal, synchronous)
        cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in POSTGRESQL_SWITCHES))
        return postgresql_fault(dict(zip(POSTGRESQL_SWITCHES, cursor.fetchone(), strict=True)))


def unsafe_settings(databases: Iterable[str] | None = None, **_: Any) -> list[Error]:
    faults = ((name, fault_of(connections[name])) for name in databases or ())
    return [Error(fault, id="office.E001", obj=name) for name, fault in faults if fault is not None]
