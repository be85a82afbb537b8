"""Which database is used, with which journal, and the one secret of a home."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hetang.wiring.database import UnsafeDatabase, database, journal
from hetang.wiring.home import secret


@pytest.mark.parametrize(("version", "asked", "pair"), [
    ((3, 40, 1), {}, ("DELETE", "FULL")),
    ((3, 51, 2), {}, ("DELETE", "FULL")),
    ((3, 51, 3), {}, ("WAL", "FULL")),
    ((3, 53, 4), {"HETANG_SQLITE_JOURNAL": "delete", "HETANG_SQLITE_SYNCHRONOUS": "extra"}, ("DELETE", "EXTRA")),
])
def test_the_journal_follows_from_the_version(version: tuple[int, ...], asked: Mapping[str, str], pair: tuple[str, str]) -> None:
    assert journal(version, asked) == pair


def test_without_a_url_the_ledger_lies_in_the_home_and_a_writer_waits_at_the_door(tmp_path: Path) -> None:
    made = database("", tmp_path, {})
    assert made["NAME"] == str(tmp_path / "hetang.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in made["OPTIONS"]["init_command"]


def test_a_url_names_a_file_or_a_server(tmp_path: Path) -> None:
    assert database(f"sqlite:///{tmp_path}/a/b.sqlite3", tmp_path, {})["NAME"] == f"{tmp_path}/a/b.sqlite3"
    assert (tmp_path / "a").is_dir()
    made = database("postgresql://ann:p%40ss@db.example.org:5433/city?sslmode=require", tmp_path, {})
    assert (made["HOST"], made["PORT"], made["NAME"], made["USER"], made["PASSWORD"]) == ("db.example.org", "5433", "city", "ann", "p@ss")
    assert made["OPTIONS"] == {"sslmode": "require"}
    assert database("postgresql://ann@/city?host=/run/pg", tmp_path, {})["HOST"] == "/run/pg"


def test_another_kind_of_database_is_refused_with_what_is_accepted(tmp_path: Path) -> None:
    with pytest.raises(UnsafeDatabase, match="sqlite:///FILE or postgresql://"):
        database("mysql://ann@db/city", tmp_path, {})


def test_a_journal_is_a_word_and_never_a_statement(tmp_path: Path) -> None:
    with pytest.raises(UnsafeDatabase, match="DELETE and FULL"):
        database("", tmp_path, {"HETANG_SQLITE_JOURNAL": "WAL; DROP TABLE entry"})


def test_processes_that_start_together_end_with_one_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    with ThreadPoolExecutor(8) as together:
        made = set(together.map(lambda _: secret(path), range(8)))
    assert len(made) == 1
    assert len(made.pop()) > 40
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]
