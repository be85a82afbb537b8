"""Somebody who means harm: what must not be possible with ordinary acts, by the API and the command line."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.scenarios import homes
from tests.scenarios.desk import Desk, Person, Problem, served
from tests.scenarios.door import TOP, Door, opened
from tests.scenarios.test_story_cadre import PERSONS

DAY = str((datetime.now(UTC) - timedelta(days=3)).date())   # near enough that a clock still runs today
REQUEST = {"title": "pothole", "category": "pothole", "spot": "mill-street"}
PEOPLE = ("elin", "dev", "ben", "hugo", "iris", "gwen", "cora")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    home = tmp_path_factory.mktemp("adversary") / "home"
    home.mkdir()
    with opened(home) as made:
        loaded = made.ask("city", "load", TOP / "packs" / "riverton", actor="gwen")
        assert loaded.status == 0, loaded.err
        yield made


@pytest.fixture(scope="module")
def desk(door: Door) -> Iterator[Desk]:
    with served(door) as at:
        yield Desk(door, at)


@pytest.fixture(scope="module")
def people(desk: Desk) -> dict[str, Person]:
    return dict(zip(PEOPLE, desk.signs_in(*PEOPLE), strict=True))


def sent(person: Person, act: str, **more: Any) -> Any:
    return person.desk.call("/acts", json.dumps({"id": str(uuid4()), "act": act, **more}).encode(), person.token)


def fact(**more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()), "measure": "request_received", "value": "1", "unit": "件", "happened_on": "2026-10-01",
        "place": "mill-street", "organisation": "streets", "dims": {"category": "pothole"}, **more,
    }  # fmt: skip


@pytest.mark.parametrize("day", ["2199-12-31", "9999-12-31"])
def test_an_act_dated_ahead_does_not_run_the_clock_ahead(people: dict[str, Person], day: str) -> None:
    elin = people["elin"]
    matter = elin.opens("service_request.receive", DAY, fields=REQUEST)
    for person in (elin, people["dev"]):
        refused = person.is_refused("service_request.dispatch", matter, day, fields={"crew": "streets-day"})
        assert refused.status in (403, 404, 409), refused.text
    assert elin.get(f"/matters/{matter}")["step"] == "received"


@pytest.mark.parametrize("second", ["nobody-at-all", "hugo", "kim", "elin"])
def test_nobody_is_named_as_second_who_may_not_do_it(people: dict[str, Person], second: str) -> None:
    """Else whoever is to verify could be named, and would be barred."""
    elin = people["elin"]
    matter = elin.opens("service_request.receive", DAY, fields=REQUEST)
    asked = {"fields": {"crew": "streets-day"}, "with": second}
    assert elin.is_refused("service_request.dispatch", matter, DAY, **asked).code in ("second_not_entitled", "two_persons")


def test_nobody_acts_in_the_name_of_an_organisation_that_is_not_theirs(people: dict[str, Person]) -> None:
    for named in ("water", "nowhere"):
        refused = sent(people["dev"], "record_facts", organisation=named, facts=[fact()])
        assert isinstance(refused, Problem) and refused.code == "not_your_organisation"
    record = fact()
    people["dev"].sends("record_facts", facts=[record])
    verdict = {"fact": record["id"], "judgement": "verified"}
    for more in ({"organisation": "parks", "judgements": [verdict]}, {"judgements": [{**verdict, "organisation": "parks"}]}):
        refused = sent(people["hugo"], "judge_facts", **more)   # hugo may verify all over the town, and sits in finance
        assert isinstance(refused, Problem) and refused.code == "not_your_organisation"
    people["hugo"].sends("judge_facts", judgements=[verdict])


def test_nobody_delegates_in_the_name_of_another_organisation(people: dict[str, Person]) -> None:
    today = str(datetime.now(UTC).date())
    change = {"change": "delegate", "giver": "cora", "taker": "dev", "on": today, "until": today}
    for more in ({"organisation": "nowhere"}, {"changes": [{**change, "giver": "ben"}]}):
        refused = sent(people["cora"], "change_establishment", **{"changes": [change], **more})
        assert isinstance(refused, Problem) and refused.status == 403


@pytest.mark.parametrize("number", ["9" * 16, "9" * 20, "9" * 5_000])
@pytest.mark.parametrize(
    "path",
    ["/entries/{}", "/entries/2/rows/{}", "/entries/2?after={}", "/entries?before={}", "/notices?before={}",
     "/figures/requests_received?known_at_seq={}", "/figures/requests_received?after={}"],
)
def test_no_number_is_too_large_for_a_page(desk: Desk, path: str, number: str) -> None:
    try:
        with urllib.request.urlopen(desk.at + path.format(number), timeout=60) as answer:
            assert answer.status == 200
    except urllib.error.HTTPError as error:
        assert error.code < 500


@pytest.mark.parametrize("matter", ["", "a/b", "x" * 201, "a\nb"])
def test_a_matter_has_an_id_that_can_be_asked_for(people: dict[str, Person], matter: str) -> None:
    assert people["elin"].is_refused("service_request.receive", matter, DAY, fields=REQUEST).status == 422


def test_nobody_pays_less_than_nothing(people: dict[str, Person]) -> None:
    fields = {"title": "bridge", "budget": "1000", "first_day": "2026-10-01", "last_day": "2026-12-31"}
    refused = people["ben"].is_refused("capital_project.open", str(uuid4()), DAY, fields={**fields, "budget": "-1000"})
    assert refused.code == "field_wrong"
    project = people["ben"].opens("capital_project.open", DAY, fields=fields)
    people["iris"].does("capital_project.approve", project, DAY, fields={"resolution": "R 1"}, **{"with": "gwen"})
    paper = people["ben"].paper("invoice.txt")
    paid = people["ben"].is_refused("capital_project.pay", project, DAY, fields={"invoice": "7", "amount": "-100"}, evidence=[paper])
    assert paid.code == "field_wrong"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, '{"id": "x", "act": "a.b", "seen": ' + "9" * 5_000 + "}", '{"id": "x", "seen": ' + "9" * 40 + "}",
        '{"id": "x", "note": "\\ud800"}', '{"id": "x", "note": "\\u0000"}', '{"id": NaN}', '{"id": 1, "id": 2}',
    ],
)
def test_a_file_that_no_ledger_can_hold_is_answered_in_one_sentence(door: Door, text: str) -> None:
    path = door.home / "bad.json"
    path.write_text(text, encoding="utf-8")
    said = door.ask("act", path, actor="elin")
    assert said.status == 2 and said.err.count("\n") == 1, said.err


def test_an_act_from_elsewhere_takes_no_file_from_beyond_its_folder(door: Door) -> None:
    (door.home.parent / "secret.txt").write_text("secret", encoding="utf-8")
    folder = door.home.parent / "inbox"
    folder.mkdir()
    act = {
        "id": str(uuid4()), "act": "service_request.receive", "matter": str(uuid4()), "happened_on": DAY, "fields": REQUEST,
        "evidence": ["../secret.txt"],
    }  # fmt: skip
    said = door.act(folder / "act.json", act, "elin")
    assert said.status == 1 and "no_such_file" in said.out


def test_an_erasure_does_not_name_a_sealed_matter_to_readers(city: Door) -> None:
    """The entry bears the subject, which begins with the matter's id, and the reason."""
    fields = {
        "case_number": "AN-X", "channel": "letter", "topic": "conduct", "location": "360203007", "unit_named": "zs-expropriation",
        "person_named": PERSONS["cadre"], "person_code": "x-1", "receipt": "HZ-X", "complainant": "合成", "allegation": "合成",
    }  # fmt: skip
    with homes.copied(city.home) as door, served(door) as at:
        clerk, reader, officer = Desk(door, at).signs_in(PERSONS["clerk"], PERSONS["reader"], "person-005")
        matter = clerk.opens("complaint.open_named", "2017-04-26", fields=fields)
        act = {"id": str(uuid4()), "act": "erase_subject", "subject": f"{matter}/HZ-X", "reason": "AN-X"}
        erased = door.act(door.home / "erase.json", act, officer.id)
        assert erased.status == 0, erased.err
        entry = reader.get(f"/entries/{erased.json['entry']['seq']}")
        assert entry["kind"] == "vault.erased" and entry["body"] is None and entry["by"] is None
        assert clerk.get(f"/matters/{matter}")["step"] == "received"
