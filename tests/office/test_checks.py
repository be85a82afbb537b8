"""A database that could lose what it acknowledged is refused, at the start and at every write."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection

from hetang.office.journal import lock
from hetang.office.journal.lock import UnsafeDatabase
from hetang.office.tables.checks import postgresql_fault, sqlite_fault, unsafe_settings
from tests.office import lakeside as city

OLD, NEW = (3, 40, 1), (3, 51, 3)
OFF, NORMAL, FULL, EXTRA = range(4)


@pytest.mark.parametrize(("version", "journal", "synchronous", "safe"), [
    (OLD, "delete", FULL, True), (OLD, "delete", EXTRA, True), (OLD, "truncate", FULL, True),
    (OLD, "wal", FULL, False), ((3, 51, 2), "wal", EXTRA, False), (OLD, "delete", NORMAL, False), (OLD, "delete", OFF, False),
    (NEW, "wal", FULL, True), (NEW, "wal", NORMAL, False), (NEW, "wal", OFF, False), (NEW, "memory", FULL, False),
    (NEW, "off", FULL, False), (NEW, "delete", FULL, True),
])
def test_sqlite_pairs(version: tuple[int, ...], journal: str, synchronous: int, safe: bool) -> None:
    assert (sqlite_fault(version, journal, synchronous) is None) == safe


def test_postgresql_switches() -> None:
    on = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
    assert postgresql_fault(on) is None
    assert postgresql_fault({**on, "synchronous_commit": "remote_write"}) is None
    for name in on:
        fault = postgresql_fault({**on, name: "off"})
        assert fault is not None and name in fault


@pytest.mark.django_db
def test_the_city_s_own_settings_pass() -> None:
    assert unsafe_settings(["default"]) == []
    assert [found for found in run_checks(databases=["default"]) if found.id == "office.E001"] == []


@pytest.mark.django_db
def test_nothing_is_written_to_an_unsafe_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lock, "fault_of", lambda _: "SQLite with synchronous=OFF")
    monkeypatch.setattr(lock, "postgresql_fault", lambda _: "PostgreSQL with fsync off")
    with pytest.raises(UnsafeDatabase, match="fsync off" if connection.vendor == "postgresql" else "OFF"):
        city.opened()
