"""A second start loads nothing again, and notices what has changed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hetang.wiring.command import main
from hetang.wiring.commands import serve


class Started(Exception):
    """In place of the server's process."""


class Machine:
    """What serve starts, instead of starting it."""

    def __init__(self, home: Path, pack: Path) -> None:
        self.home, self.pack, self.ran, self.status = home, pack, list[str](), 0

    def run(self, words: list[str], **_: Any) -> Any:
        self.ran.append(" ".join(words[3:5]))
        (self.home / "hetang.sqlite3").touch()
        return type("Done", (), {"returncode": self.status if words[3] == "city" else 0})

    def start(self, *more: str) -> list[str]:
        self.ran = []
        with pytest.raises(Started):
            serve_call("--pack", str(self.pack), *more)
        return self.ran


def serve_call(*words: str) -> int:
    return main(["serve", *words])


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    pack = tmp_path / "packs" / "lakeside"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: {}\n")
    home = tmp_path / "home"
    home.mkdir()
    made = Machine(home, pack)

    def replace(*_: Any) -> None:
        raise Started

    monkeypatch.setenv("HETANG_HOME", str(home))
    monkeypatch.delenv("HETANG_DATABASE_URL", raising=False)
    monkeypatch.setattr(serve.subprocess, "run", made.run)
    monkeypatch.setattr(serve.subprocess, "Popen", lambda words, **_: made.ran.append(words[3]))
    monkeypatch.setattr(os, "execv", replace)
    return made


def test_the_first_start_loads_and_the_second_opens_the_door_at_once(machine: Machine) -> None:
    assert machine.start() == ["assets", "tables", "city load", "links"]
    assert machine.start() == ["links"]


def test_a_changed_pack_or_a_lost_database_is_loaded_again(machine: Machine) -> None:
    machine.start()
    (machine.pack / "pack.yaml").write_text("pack: {name: lakeside}\n")
    assert "city load" in machine.start()
    assert machine.start() == ["links"]
    (machine.home / "hetang.sqlite3").unlink()
    assert "city load" in machine.start()


def test_a_database_elsewhere_is_always_asked(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HETANG_DATABASE_URL", "postgresql://ann@db.example.org/city")
    machine.start()
    assert "city load" in machine.start()


def test_what_was_refused_is_not_remembered_as_loaded(machine: Machine) -> None:
    machine.status = 1
    assert serve_call("--pack", str(machine.pack)) == 1
    assert not (machine.home / serve.LOADED).exists()


def test_a_changed_pack_that_is_refused_leaves_the_city_as_it_was_served(
    machine: Machine, capsys: pytest.CaptureFixture[str],
) -> None:
    machine.start()
    before = json.loads((machine.home / serve.LOADED).read_text())
    (machine.pack / "pack.yaml").write_text("pack: {name: lakeside}\n")
    machine.status = 1
    assert machine.start()[-1] == "links"
    assert "HETANG_ACTOR=KEEPER" in capsys.readouterr().err
    assert json.loads((machine.home / serve.LOADED).read_text()) == before


def test_a_port_that_is_none_is_a_wrong_call(machine: Machine) -> None:
    assert serve_call("--port", "70000") == 2
