"""The door of the one writer: who has passed it writes alone, on a database that keeps what it acknowledges."""

from django.db import connection

from hetang.office.journal import bulk
from hetang.office.tables.checks import POSTGRESQL_SWITCHES, fault_of, postgresql_fault

LOCK = 0x68657461_6E67   # "hetang"


class UnsafeDatabase(Exception):
    """The database would not keep what is acknowledged; the text says what would be accepted."""


def take_the_lock() -> None:
    """Inside a transaction: SQLite let only this one begin (IMMEDIATE), PostgreSQL gives the advisory lock to one."""
    if connection.vendor == "sqlite":
        fault = fault_of(connection)
    else:
        switches = ", ".join(f"current_setting('{name}')" for name in POSTGRESQL_SWITCHES)
        # The writer looks up by key alone; right after a bulk load there are no statistics that would tell the planner so.
        by_index = "set_config('enable_seqscan', 'off', true)"
        ((_, _, *settings),) = bulk.select(f"SELECT pg_advisory_xact_lock(%s)::text, {by_index}, {switches}", [LOCK])
        fault = postgresql_fault(dict(zip(POSTGRESQL_SWITCHES, settings, strict=True)))
    if fault is not None:
        raise UnsafeDatabase(fault)
