"""The outer door: the command line as other programs meet it, at a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[2]
STAYING = Path(__file__).with_name("staying.py")
OURS = ("HETANG_", "DJANGO_SETTINGS_MODULE")   # what this test run set for itself is none of the program's business


@dataclass(frozen=True)
class Said:
    """What a call of the command line gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output; anything else there is a fault."""
        return json.loads(self.out)


class Door:
    """The command line over one home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._stays: subprocess.Popen[str] | None = None

    def run(self, *words: str | Path, actor: str = "") -> Said:
        """A program of its own, as a shell starts it."""
        done = subprocess.run(
            [sys.executable, "-m", "hetang.wiring.command", *map(str, words)],
            env=self.environment(actor), cwd=TOP, capture_output=True, text=True, encoding="utf-8", check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    def ask(self, *words: str | Path, actor: str = "") -> Said:
        """The same call of a program that stays, so that a hundred questions cost one start."""
        if self._stays is None:
            self._stays = subprocess.Popen(
                [sys.executable, str(STAYING)], env=self.environment(""), cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                text=True, encoding="utf-8",
            )
        assert self._stays.stdin is not None and self._stays.stdout is not None
        self._stays.stdin.write(json.dumps({"words": [str(word) for word in words], "actor": actor}) + "\n")
        self._stays.stdin.flush()
        said = Said(**json.loads(self._stays.stdout.readline()))
        assert "Traceback" not in said.err, said.err
        return said

    def json(self, *words: str | Path, actor: str = "") -> Any:
        """The document that a call gives when all is well."""
        said = self.ask(*words, "--json", actor=actor)
        assert said.status == 0, (words, said.err)
        return said.json

    def figure(self, id: str, *words: str, actor: str = "", as_of: str = "2017-04-26") -> dict[str, Any]:
        found: dict[str, Any] = self.json("figure", id, "--as-of", as_of, *words, actor=actor)
        return found

    def trace(self, id: str, *words: str, actor: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.json("trace", id, "--as-of", "2017-04-26", *words, actor=actor)
        return found

    def act(self, file: Path, act: Any, actor: str) -> Said:
        """The act written to the file and sent."""
        file.write_text(json.dumps(act, ensure_ascii=False), encoding="utf-8")
        return self.ask("act", file, "--json", actor=actor)

    def close(self) -> None:
        if self._stays is not None:
            assert self._stays.stdin is not None
            self._stays.stdin.close()
            self._stays.wait(60)
            if self._stays.stdout is not None:
                self._stays.stdout.close()
            self._stays = None

    def environment(self, actor: str = "") -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        named = {"HETANG_ACTOR": actor} if actor else {}
        return {**own, **named, "HETANG_HOME": str(self.home), "PYTHONIOENCODING": "utf-8"}


@contextmanager
def opened(home: Path) -> Iterator[Door]:
    door = Door(home)
    try:
        yield door
    finally:
        door.close()
