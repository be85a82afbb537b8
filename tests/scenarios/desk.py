"""A city behind the real server: each person signs in by a one-time link and then acts and asks over HTTP with a session of their own."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.scenarios.door import TOP, Door

Json = dict[str, Any]
START_SECONDS = 60


@contextmanager
def served(door: Door) -> Iterator[str]:
    """The address of the home's server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", "1",
         "--log-level", "error", "hetang.wiring.wsgi:application"],
        env={**door.environment(), "DJANGO_SETTINGS_MODULE": "hetang.wiring.settings"}, cwd=TOP,
    )  # fmt: skip
    try:
        until = time.monotonic() + START_SECONDS
        while _closed(int(port)):
            assert time.monotonic() < until and server.poll() is None, "the server did not start"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _closed(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) != 0


@dataclass(frozen=True)
class Problem:
    """A refusal as it comes over HTTP."""

    status: int
    json: Json

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def text(self) -> str:
        return json.dumps(self.json, ensure_ascii=False)


@dataclass
class Person:
    """One person with a session."""

    desk: "Desk"
    id: str
    token: str

    def get(self, path: str, **asked: str) -> Json:
        found = self.desk.call(path + (f"?{urllib.parse.urlencode(asked)}" if asked else ""), token=self.token)
        assert not isinstance(found, Problem), (path, found)
        return found

    def try_get(self, path: str) -> Json | Problem:
        return self.desk.call(path, token=self.token)

    def send(self, verb: str, matter: str, day: str, **more: Any) -> Json | Problem:
        act = {"id": str(uuid4()), "act": verb, "matter": matter, "happened_on": day, **more}
        return self.desk.call("/acts", json.dumps(act).encode(), self.token)

    def send_all(self, acts: list[Json]) -> list[Json]:
        """A list of acts, each with its own answer."""
        answer: Any = self.desk.call("/acts", json.dumps(acts).encode(), self.token)
        assert isinstance(answer, list), answer
        return answer

    def does(self, verb: str, matter: str, day: str, **more: Any) -> Json:
        answer = self.send(verb, matter, day, **more)
        assert not isinstance(answer, Problem), (verb, answer.text)
        return answer

    def opens(self, verb: str, day: str, **more: Any) -> str:
        """The id of the matter opened."""
        id = str(uuid4())
        self.does(verb, id, day, **more)
        return id

    def is_refused(self, verb: str, matter: str, day: str, **more: Any) -> Problem:
        answer = self.send(verb, matter, day, **more)
        assert isinstance(answer, Problem), (verb, answer)
        return answer

    def sends(self, act: str, **more: Any) -> None:
        """An act that is on no matter, such as `judge_facts`."""
        answer = self.desk.call("/acts", json.dumps({"id": str(uuid4()), "act": act, **more}).encode(), self.token)
        assert not isinstance(answer, Problem), answer.text

    def verifies(self, *facts: str) -> None:
        self.sends("judge_facts", judgements=[{"fact": fact, "judgement": "verified"} for fact in facts])

    def paper(self, name: str) -> str:
        """The digest of a file stored as evidence."""
        stored = self.desk.call(f"/evidence?name={urllib.parse.quote(name)}", f"{name} (synthetic)".encode(), self.token, kind="text/plain")
        assert not isinstance(stored, Problem), stored
        return str(stored["digest"])

    def told(self) -> set[tuple[str, str]]:
        """Matter and act of every notification."""
        found, before = set[tuple[str, str]](), ""
        while True:
            page = self.get("/notifications", **({"before": before} if before else {}))
            found |= {(one["matter"], one["act"]) for one in page["notifications"]}
            if page["next"] is None:
                return found
            before = str(page["next"])


@dataclass
class Desk:
    """The served city."""

    door: Door
    at: str
    people: dict[str, Person] = field(default_factory=dict)

    def link(self, *persons: str) -> list[str]:
        """The tokens of one-time sign-in links; of nobody named one a role."""
        said = self.door.ask("links", "--at", self.at, *(["--for", *persons] if persons else []))
        assert said.status == 0, said.err
        return re.findall(r"/in/([^/\s]+)", said.out)

    def signs_in(self, *persons: str) -> list[Person]:
        """Each with a session of their own."""
        return [self._session(person, link) for person, link in zip(persons, self.link(*persons), strict=True)]

    def everybody(self) -> list[Person]:
        """One holder of each role."""
        return [self._session("", link) for link in self.link()]

    def _session(self, person: str, link: str) -> Person:
        answer = self.call("/sessions", json.dumps({"link": link}).encode())
        assert not isinstance(answer, Problem), answer
        return Person(self, person, answer["token"])

    def tick(self, until: str) -> int:
        """The clock runs to the day; how many entries it made."""
        return int(self.door.json("tick", "--until", until)["entries"])

    def figure(self, id: str, as_of: str, **asked: str) -> str | None:
        """A figure's value, asked by anybody."""
        found = self.call(f"/figures/{id}?{urllib.parse.urlencode({'as_of': as_of, **asked})}")
        assert not isinstance(found, Problem), found
        value: str | None = found["value"]
        return value

    def call(self, path: str, body: bytes | None = None, token: str = "", kind: str = "application/json") -> Json | Problem:
        headers = {"Content-Type": kind, **({"Authorization": f"Bearer {token}"} if token else {})}
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{self.at}/api{path}", body, headers), timeout=60) as answer:
                found: Json = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            assert error.headers["Content-Type"].startswith("application/problem+json"), (error.code, error.read())
            return Problem(error.code, dict(json.load(error)))
