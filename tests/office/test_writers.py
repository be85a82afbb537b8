"""Several processes write at once, and processes die at any moment: the chain never forks, nothing acknowledged is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("HETANG_TEST_KILLS", "200"))
URL = os.environ.get("HETANG_TEST_DATABASE_URL", "")

Writers = Callable[..., dict[str, Any]]


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    """A city of its own, in a database that other processes can open."""
    yield from _city(tmp_path, "open")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Writers]:
    """Likewise a town whose road repairs are matters."""
    yield from _city(tmp_path, "open_town")


def _city(tmp_path: Path, open_it: str) -> Iterator[Writers]:
    name = f"hetang_writers_{os.getpid()}"
    url = urlsplit(URL)._replace(path=f"/{name}").geturl() if URL else ""
    if URL:
        _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
    environment = {
        **os.environ, "HETANG_HOME": str(tmp_path / "home"), "HETANG_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "hetang.wiring.settings",
    }

    def run(*words: object) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.office.writers", *map(str, words)], cwd=ROOT, env=environment, capture_output=True,
            text=True, check=False,
        )
        assert done.returncode == 0, done.stderr
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return result

    assert run(open_it) == {"opened": [True, True]}
    yield run
    if URL:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(*statements: str) -> None:
    with psycopg.connect(URL, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)   # type: ignore[arg-type]


def test_processes_that_write_at_once_never_fork_the_chain(writers: Writers) -> None:
    found = writers("together", 3, 40)
    assert found == {
        "acknowledged": 120, "distinct": 120, "entries": 122, "in_order": True, "lost": [], "findings": [],
    }


@pytest.mark.slow
def test_no_acknowledged_entry_is_lost_when_the_writer_is_killed(writers: Writers) -> None:
    found = writers("killed", KILLS, 7)
    assert found["kills"] == KILLS and found["acknowledged"] > KILLS // 4, found
    assert (found["lost"], found["findings"], found["in_order"]) == ([], [], True)
    assert 0 <= found["entries"] - 2 - found["acknowledged"] <= 1   # the last may have been saved without an answer


def test_processes_that_act_on_one_matter_at_once_get_an_entry_each_or_are_told_what_has_changed(town: Writers) -> None:
    found = town("matters", 3, 10)
    assert found["answers"].count(["matter.acted"]) == 1, found["answers"]
    assert sum("changed_since" in answer for answer in found["answers"]) == 2
    assert found["acts"] == {"log": 30, "open": 1, "start": 1, "sue": 1} and found["logged"] == 30
    assert (found["in_order"], found["findings"], found["entries"]) == (True, [], 2 + 3 + 2 * 30)


def test_two_workers_of_the_clock_at_once_do_each_thing_once(town: Writers) -> None:
    found = town("ticks", 2)
    assert found["acts"] == {"escalate": 20, "open": 40, "overdue": 80, "passed": 20, "start": 40, "table": 20}
    assert (found["made"], found["findings"], found["in_order"]) == (140, [], True)


@pytest.mark.slow
def test_no_acknowledged_act_on_a_matter_is_lost_or_half_done_when_the_writer_is_killed(town: Writers) -> None:
    found = town("killed_matters", KILLS, 11)
    assert found["kills"] == KILLS and found["acknowledged"] > KILLS // 4, found
    assert (found["lost"], found["findings"], found["in_order"], found["without_facts"]) == ([], [], True, [])
    assert 0 <= found["acts"] - found["acknowledged"] <= 1   # the last may have been saved without an answer
