"""Acts by HTTP: one is answered with its entry or a problem, of a list each on its own."""

import pytest

from hetang.web.api.acts import FORBIDDEN, MALFORMED, MISSING
from tests.office import lakeside as city
from tests.web.api.caller import PROBLEM, Caller
from tools import house


def record(number: int, name: str = "", **more: object) -> dict[str, object]:
    return {"id": city.id_of(number), "act": "record_facts", "facts": [city.fact(name or f"by http {number}", **more)]}


def test_an_act_becomes_an_entry(recorder: Caller) -> None:
    told = recorder.act(record(200))
    assert told.status_code == 200 and told.json()["accepted"] is True
    assert recorder.json(f"/api/entries/{told.json()['entry']['seq']}")["digest"] == told.json()["entry"]["digest"]


def test_the_same_bytes_again_are_the_same_entry(recorder: Caller) -> None:
    first, second = recorder.act(record(201)).json()["entry"], recorder.act(record(201)).json()["entry"]
    assert first == {**second, "repeated": False} and second["repeated"] is True


def test_other_bytes_under_the_same_id_are_a_conflict(recorder: Caller) -> None:
    recorder.act(record(202))
    answer = recorder.act(record(202, value=99))
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_each_of_a_list_is_answered_on_its_own(recorder: Caller) -> None:
    wrong = {**record(204), "act": "no_such_verb"}
    foreign = record(205, organisation="gardens")
    told = recorder.act([record(203), wrong, foreign, 7]).json()
    assert [(one["status"], one.get("code")) for one in told] == [
        (200, None), (422, "not_an_act"), (403, "not_granted"), (422, "not_an_act"),
    ]
    assert [one["id"] for one in told] == [city.id_of(203), city.id_of(204), city.id_of(205), None]


def test_a_refusal_is_a_problem_in_both_languages(recorder: Caller) -> None:
    answer = recorder.act(record(206, organisation="gardens"))
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"], told["code"]) == (403, PROBLEM, "not_granted")
    assert told["says"]["zh"] and told["says"]["en"] and told["accepts"]["zh"] and told["type"] == "urn:hetang:refusal:not_granted"


@pytest.mark.parametrize("count", [0, 51])
def test_a_list_holds_fifty_acts_at_most(recorder: Caller, count: int) -> None:
    answer = recorder.act([record(300 + n) for n in range(count)])
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_acts")


@pytest.mark.parametrize("verb", ["take_over", "erase_subject"])
def test_what_is_done_at_the_server_is_not_done_here(recorder: Caller, verb: str) -> None:
    answer = recorder.act({"id": city.id_of(207), "act": verb})
    assert (answer.status_code, answer.json()["code"]) == (403, "at_the_server")


def test_a_field_too_many(recorder: Caller) -> None:
    answer = recorder.act({**record(208), "colour": "red"})
    assert (answer.status_code, answer.json()["code"], answer.json()["at"]) == (422, "wrong_field", "colour")


def test_an_act_on_a_matter_that_is_not_there(recorder: Caller) -> None:
    answer = recorder.act({"id": city.id_of(209), "act": "rectification.reply", "matter": city.id_of("no matter")})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_matter")


def test_every_status_is_of_a_refusal_that_exists() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in (house.SOURCE).rglob("*.py") if path.parts[-2:] != ("api", "acts.py"))
    here = {"too_many_acts", "at_the_server"}
    assert not [code for code in (FORBIDDEN | MALFORMED | MISSING) - here if f'"{code}"' not in said]
    assert not FORBIDDEN & MALFORMED
