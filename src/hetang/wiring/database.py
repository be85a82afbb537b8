"""The database that HETANG_DATABASE_URL names, and the journal that SQLite may keep safely."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Below this SQLite, WAL can lose committed pages (its WAL-reset fault). Whatever the operator asks for here,
# office.tables.checks asks the connection itself and refuses an unsafe pair.
WAL_SAFE_SINCE = (3, 51, 3)
BUSY_SECONDS = 30


class UnsafeDatabase(Exception):
    """The database named cannot be used; the text says what would be accepted."""


def database(url: str, home: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's description of the database at `url` (empty: SQLite in `home`)."""
    parts = urlsplit(url or f"sqlite:///{home.absolute() / 'hetang.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path)[1:] or ":memory:", environment)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(url)
    raise UnsafeDatabase(
        f"HETANG_DATABASE_URL begins with {parts.scheme!r}; sqlite:///FILE or postgresql://USER@HOST/NAME is accepted")


def journal(version: tuple[int, ...], environment: Mapping[str, str]) -> tuple[str, str]:
    """(journal_mode, synchronous) for this SQLite, unless the operator names others."""
    by_rule = "WAL" if version >= WAL_SAFE_SINCE else "DELETE"
    return (environment.get("HETANG_SQLITE_JOURNAL", "").upper() or by_rule,
            environment.get("HETANG_SQLITE_SYNCHRONOUS", "").upper() or "FULL")


def _sqlite(name: str, environment: Mapping[str, str]) -> dict[str, Any]:
    mode, synchronous = journal(sqlite3.sqlite_version_info, environment)
    words = (mode, synchronous)
    if not all(word.isalpha() for word in words):   # they go into a statement as they are
        raise UnsafeDatabase(f"{' and '.join(words)} name no journal of SQLite; DELETE and FULL are accepted")
    if name != ":memory:":
        Path(name).absolute().parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",   # a writer waits at the door, not at its first write
            "init_command": f"PRAGMA journal_mode={mode}; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path)[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 600,
        "OPTIONS": options,
    }
