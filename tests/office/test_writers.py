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

    assert run("open") == {"opened": [True, True]}
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
