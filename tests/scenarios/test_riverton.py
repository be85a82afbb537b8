"""Another town, by YAML alone: its own kinds, levels, calendar and language, played through the command line and the API."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from tests.scenarios import homes
from tests.scenarios.door import TOP, Door, opened

PACK = TOP / "packs" / "riverton"
DAY = "2025-03-31"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Riverton as loaded, to read."""
    home = tmp_path_factory.mktemp("riverton") / "home"
    home.mkdir()
    with opened(home) as door:
        loaded = door.ask("city", "load", PACK, actor="gwen")
        assert loaded.status == 0, loaded.err
        yield door


@pytest.fixture
def desk(town: Door) -> Iterator[Door]:
    """A copy, to act in."""
    with homes.copied(town.home) as door:
        yield door


def act(door: Door, person: str, verb: str, matter: str, day: str, **more: Any) -> Any:
    """One act by the command line; its answer, or the refusals."""
    sent = {"id": str(uuid4()), "act": verb, "matter": matter, "happened_on": day, **more}
    said = door.act(door.home / "act.json", sent, person)
    assert said.out, said.err
    return said.json


def done(door: Door, person: str, verb: str, matter: str, day: str, **more: Any) -> None:
    answer = act(door, person, verb, matter, day, **more)
    assert answer["accepted"], answer


def refused(door: Door, person: str, verb: str, matter: str, day: str, **more: Any) -> str:
    answer = act(door, person, verb, matter, day, **more)
    assert not answer["accepted"], answer
    return json.dumps(answer, ensure_ascii=False)


def value(door: Door, indicator: str) -> str | None:
    """The figure on the desk's day; None where no fact counts."""
    figure: Json = door.json("figure", indicator, "--as-of", DAY, actor="ada")
    found: str | None = figure["value"]
    return found


def matter(door: Door, id: str, person: str = "ada") -> Json:
    found: Json = door.json("matter", id, actor=person)
    return found


def paper(door: Door, name: str) -> str:
    """A file beside the act, as evidence."""
    (door.home / name).write_text(f"{name} (synthetic)\n", encoding="utf-8")
    return name


def request(door: Door, category: str, day: str) -> str:
    id = str(uuid4())
    done(door, "elin", "service_request.receive", id, day, fields={"title": "A report", "category": category, "spot": "mill-street"})
    return id


def test_the_old_sheet_counts_in_the_year_it_was_received(town: Door) -> None:
    assert value(town, "requests_received") == "5"
    assert value(town, "requests_resolved") is None


def test_a_request_in_time_and_one_over_the_limit_make_half(desk: Door) -> None:
    late, early = request(desk, "pothole", "2025-03-03"), request(desk, "lighting", "2025-03-10")
    done(desk, "elin", "service_request.dispatch", late, "2025-03-11", fields={"crew": "streets-day"})
    done(desk, "elin", "service_request.dispatch", early, "2025-03-11", fields={"crew": "streets-day"})
    done(desk, "dev", "service_request.resolve", early, "2025-03-12", fields={"work_done": "new lamp"}, evidence=[paper(desk, "lamp.txt")])
    assert "dev" in refused(desk, "dev", "service_request.confirm", early, "2025-03-12")
    done(desk, "elin", "service_request.confirm", early, "2025-03-13")
    desk.json("tick", "--until", "2025-03-20")
    assert desk.json("tick", "--until", "2025-03-20")["entries"] == 0
    overdue = next(told for told in matter(desk, late)["story"] if told["act"] == "overdue")
    assert overdue["happened_on"] == "2025-03-17", "ten working days after 3 March"
    done(desk, "dev", "service_request.resolve", late, "2025-03-20", fields={"work_done": "filled"}, evidence=[paper(desk, "hole.txt")])
    assert value(desk, "requests_resolved") == "1", "what the crew reports does not count until somebody else confirms it"
    done(desk, "elin", "service_request.confirm", late, "2025-03-21")
    assert (value(desk, "requests_resolved"), value(desk, "resolved_in_time")) == ("2", "50.0")
    assert value(desk, "requests_received") == "7"


def test_flooding_is_never_declined_and_the_town_s_code_says_so(desk: Door) -> None:
    id = request(desk, "flooding", "2025-03-10")
    assert "2-14(c)" in refused(desk, "elin", "service_request.decline", id, "2025-03-10", fields={"reason": "it will dry"})
    other = request(desk, "trees", "2025-03-10")
    done(desk, "elin", "service_request.decline", other, "2025-03-10", fields={"reason": "a private tree"})
    assert matter(desk, other)["step"] == "declined"


def test_two_members_approve_a_project_and_money_counts_when_another_office_has_verified_it(desk: Door) -> None:
    bridge = str(uuid4())
    plan = {"title": "Mill Street bridge", "budget": "80000", "first_day": "2025-01-20", "last_day": "2025-06-30"}
    done(desk, "ben", "capital_project.open", bridge, "2025-01-06", fields=plan)
    assert "3-8" in refused(desk, "ben", "capital_project.begin_small", bridge, "2025-01-07")
    refused(desk, "gwen", "capital_project.approve", bridge, "2025-01-14", fields={"resolution": "2025-03"})
    done(desk, "gwen", "capital_project.approve", bridge, "2025-01-14", fields={"resolution": "2025-03"}, **{"with": "iris"})
    paid: Json = {"fields": {"invoice": "A-1", "amount": "20000"}, "evidence": [paper(desk, "invoice.txt")]}
    over = {**paid, "fields": {"invoice": "A-1", "amount": "90000"}}
    assert "3-12" in refused(desk, "ben", "capital_project.pay", bridge, "2025-01-20", **over)
    done(desk, "ben", "capital_project.pay", bridge, "2025-01-20", **paid)
    assert value(desk, "capital_money_paid") is None
    done(desk, "hugo", "capital_project.check_payments", bridge, "2025-01-21")
    assert value(desk, "capital_money_paid") == "20000"
    desk.json("tick", "--until", "2025-02-25")
    (promise,) = matter(desk, bridge)["children"]
    assert (promise["kind"], promise["opened_on"]) == ("commitment", "2025-02-19"), "thirty days after the verified payment"


def test_a_weekly_meeting_closes_when_its_commitments_are_kept(desk: Door) -> None:
    week = str(uuid4())
    done(desk, "finn", "performance_meeting.call", week, "2025-03-03", fields={"title": "Parks", "meeting_day": "2025-03-05"})
    done(desk, "finn", "performance_meeting.hold", week, "2025-03-05", evidence=[paper(desk, "minutes.txt")])
    promised = {"promise": "Mow Orchard Road", "promised_by": "parks", "promised_for": "2025-03-14"}
    done(desk, "finn", "performance_meeting.commit", week, "2025-03-05", fields=promised)
    assert "still open" in refused(desk, "finn", "performance_meeting.close", week, "2025-03-06")
    (promise,) = matter(desk, week)["children"]
    done(desk, "cora", "commitment.report", promise["id"], "2025-03-13", fields={"outcome": "mown"}, evidence=[paper(desk, "mown.txt")])
    done(desk, "finn", "commitment.accept", promise["id"], "2025-03-14")
    done(desk, "finn", "performance_meeting.close", week, "2025-03-14")
    assert (value(desk, "meetings_held"), value(desk, "commitments_kept_in_time")) == ("1", "100")


def test_an_administrator_sees_no_matter(desk: Door) -> None:
    id = request(desk, "trees", "2025-03-10")
    assert matter(desk, id, "elin")["step"] == "received"
    assert desk.ask("matter", id, "--json", actor="jonas").status != 0


def test_the_api_takes_the_same_acts(desk: Door) -> None:
    with served(desk) as at:
        token = call(at, "/sessions", {"link": link(desk, at, "dispatcher")})["token"]
        id, sent = str(uuid4()), str(uuid4())
        opening = {
            "id": sent, "act": "service_request.receive", "matter": id, "happened_on": "2025-03-10",
            "fields": {"title": "Dark corner", "category": "lighting", "spot": "quay-street"},
        }  # fmt: skip
        first, again = call(at, "/acts", opening, token), call(at, "/acts", opening, token)
        assert first["entries"][0]["seq"] == again["entries"][0]["seq"], "the same bytes are the same entry"
        assert call(at, f"/matters/{id}", None, token)["step"] == "received"
        problem = call(at, "/acts", {**opening, "id": str(uuid4()), "matter": str(uuid4()), "fields": {}}, token, refused=True)
        assert problem["type"] == "urn:hetang:refusal:field_missing"
    assert value(desk, "requests_received") == "6"


@contextmanager
def served(door: Door) -> Iterator[str]:
    """The town behind the real server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", "1",
         "--log-level", "error", "hetang.wiring.wsgi:application"],
        env={**door.environment(), "DJANGO_SETTINGS_MODULE": "hetang.wiring.settings"}, cwd=TOP,
    )  # fmt: skip
    try:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", int(port))) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def link(door: Door, at: str, role: str) -> str:
    """The token of the sign-in link for a holder of the role."""
    said = door.run("links", "--at", at)
    line = next(line for line in said.out.splitlines() if line.strip().startswith(role))
    found = re.search(r"/in/([^/\s]+)", line)
    assert found is not None, line
    return found[1]


def call(at: str, path: str, body: Json | None, token: str = "", refused: bool = False) -> Json:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    data = json.dumps(body).encode() if body is not None else None
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{at}/api{path}", data, headers), timeout=30) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        told = error.read().decode("utf-8")
        assert refused and error.headers["Content-Type"].startswith("application/problem+json"), (error.code, told)
        return dict(json.loads(told))


def test_the_pack_stands_alone_and_no_python_knows_it() -> None:
    assert "extends" not in (PACK / "pack.yaml").read_text(encoding="utf-8")
    for path in (TOP / "src").rglob("*.py"):
        assert "riverton" not in path.read_text(encoding="utf-8").lower(), path
