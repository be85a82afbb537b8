"""Matters by HTTP: opened, advanced, listed, read as of a day; what is sealed is nowhere, and administrators see nothing."""

import json

import pytest
from django.http import HttpResponse

from hetang.office.actions.tick import tick
from hetang.terms.dates import parse_day
from tests.web.api import town
from tests.web.api.caller import Caller, signed_in


@pytest.fixture
def people(small_town: None) -> dict[str, Caller]:
    every = (town.MAYOR, town.HEAD, town.CREW, town.CHECKER, town.OFFICER, town.OTHER_OFFICER, town.CLERK, *town.ADMINISTRATORS)
    return {person: signed_in(person) for person in every}


def done(answer: HttpResponse) -> list[dict[str, object]]:
    assert answer.status_code == 200, answer.content.decode()
    entries: list[dict[str, object]] = answer.json()["entries"]
    return entries


def test_a_repair_from_report_to_acceptance(people: dict[str, Caller]) -> None:
    """The head starts it, logs what is done, reports it finished; the checker accepts it and its facts are verified with it."""
    head, checker = people[town.HEAD], people[town.CHECKER]
    done(checker.act(town.repair("r")))
    done(head.act(town.act("repair.start", "r", "2016-05-04")))
    done(head.act(town.act("repair.log", "r", "2016-05-05", fields={"amount": "3.5"}, evidence=[town.photo("log")])))
    done(head.act(town.act("repair.finish", "r", "2016-05-06", evidence=[town.photo()])))
    entries = done(checker.act(town.act("repair.accept", "r", "2016-05-09")))
    assert [entry["kind"] for entry in entries] == ["matter.acted", "facts.judged"]
    told = head.json(f"/api/matters/{town.id_of('r')}")
    assert (told["step"], told["closed"], told["clock"]) == ("done", True, None)
    assert {value["field"]: value["value"] for value in told["values"]}["half"] == "6.25"   # derived when read
    figure = head.json("/api/figures/repairs", as_of=town.DAY)
    assert (figure["value"], figure["ladder"]["verified"]) == ("12.50", "12.50")
    facts = head.json(f"/api/matters/{town.id_of('r')}/facts")["facts"]
    assert [(fact["measure"], fact["status"]) for fact in facts] == [("earth", "verified"), ("repaired", "verified")]


def test_the_story_and_what_it_was_then(people: dict[str, Caller]) -> None:
    head = people[town.HEAD]
    done(people[town.CHECKER].act(town.repair("s")))
    done(head.act(town.act("repair.start", "s", "2016-05-04")))
    path = f"/api/matters/{town.id_of('s')}"
    story = head.json(f"{path}/story")["story"]
    assert [(one["act"], one["by"], one["moved"]) for one in story] == [("start", "lin", True), ("open", "zhou", True)]
    assert head.json(f"{path}/story", limit=1, before=story[0]["seq"])["story"] == story[1:]
    assert head.json(path, as_of="2016-05-03")["step"] == "reported"
    assert head.get(path, as_of="2016-05-02").status_code == 404
    assert head.get(path, known_at="2016-05-20").status_code == 404   # it was not sealed by then


def test_next_acts_say_why_not(people: dict[str, Caller]) -> None:
    done(people[town.CHECKER].act(town.repair("n")))
    path = f"/api/matters/{town.id_of('n')}/next"
    acts = {act["act"]: act for act in people[town.HEAD].json(path)["acts"]}
    assert acts["start"]["can"] and not acts["accept"]["can"] and acts["accept"]["refusals"][0]["says"]["zh"]
    assert "overdue" not in acts   # the clock's
    others = {act["act"]: act["can"] for act in people[town.CLERK].json(path)["acts"]}
    assert others["start"] is False


def test_openings_are_what_one_may_open(people: dict[str, Caller]) -> None:
    opens = {who: {one["kind"] for one in people[who].json("/api/matters/openings")["openings"]} for who in (town.CHECKER, town.CLERK)}
    assert opens == {town.CHECKER: {"repair", "complaint"}, town.CLERK: {"complaint"}}


def test_the_same_act_from_two_devices_is_one_entry(people: dict[str, Caller]) -> None:
    checker = people[town.CHECKER]
    first, second = done(checker.act(town.repair("two"))), done(signed_in(town.CHECKER).act(town.repair("two")))
    assert (first[0]["seq"], second[0]["repeated"]) == (second[0]["seq"], True)


def test_devices_out_of_order_are_told_what_has_changed(people: dict[str, Caller]) -> None:
    """Two devices of the road office saw the same entry; the second to arrive learns what came between, and can then act."""
    head = people[town.HEAD]
    opened = done(people[town.CHECKER].act(town.repair("late")))[0]["seq"]
    started = done(head.act(town.act("repair.start", "late", "2016-05-06", seen=opened)))[0]["seq"]
    answer = head.act(town.act("repair.sue", "late", "2016-05-06", seen=opened))
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_since")
    assert "2016-05-06" in json.dumps(answer.json()["says"]) or str(started) in json.dumps(answer.json())
    earlier = head.act(town.act("repair.sue", "late", "2016-05-05"))
    assert (earlier.status_code, earlier.json()["code"]) == (409, "changed_since")
    done(head.act(town.act("repair.sue", "late", "2016-05-06", again=2, seen=started)))


def test_acts_that_commute_come_in_any_order(people: dict[str, Caller]) -> None:
    """Two logs that arrive either way round leave the same matter and the same facts."""
    head, told = people[town.HEAD], []
    logs = [("2016-05-05", "3.5"), ("2016-05-07", "2.0")]
    for name, order in (("a", logs), ("b", logs[::-1])):
        opened = done(people[town.CHECKER].act(town.repair(name)))[0]["seq"]
        done(head.act(town.act("repair.start", name, "2016-05-04")))
        for day, amount in order:
            done(head.act(town.act("repair.log", name, day, fields={"amount": amount}, seen=opened)))
        facts = head.json(f"/api/matters/{town.id_of(name)}/facts")["facts"]
        matter = head.json(f"/api/matters/{town.id_of(name)}")
        told.append((sorted((fact["happened_on"], fact["value"]) for fact in facts), matter["step"], matter["clocks"], matter["entered"]))
    assert told[0] == told[1]


def test_the_list_goes_on_page_by_page_and_sifts(people: dict[str, Caller]) -> None:
    checker, head = people[town.CHECKER], people[town.HEAD]
    for n in range(7):
        done(checker.act(town.repair(n, f"2016-05-{3 + n:02}")))
    done(head.act(town.act("repair.start", 3)))
    seen, after = [], None
    while True:
        page = head.json("/api/matters", limit=3, **({"after": after} if after else {}))
        assert len(page["matters"]) <= 3
        seen += [(line["clock"]["legal"], line["id"]) for line in page["matters"]]
        after = page["next"]
        if after is None:
            break
    assert seen == sorted(seen) and {id for _, id in seen} == {town.id_of(n) for n in range(7)}   # by the legal limit
    for query, count in (
        ({"step": "working"}, 1), ({"kind": "meeting"}, 0), ({"owner": "roads.head"}, 7), ({"organisation": "works"}, 7),
        ({"organisation": "finance"}, 0), ({"place": "north"}, 7), ({"place": "south"}, 0), ({"text": "ROAD 4"}, 1), ({"text": "%"}, 0),
        ({"due_before": "2016-06-05"}, 2), ({"overdue": "true"}, 0), ({"state": "closed"}, 0), ({"handler": town.HEAD}, 1),
    ):   # fmt: skip
        assert len(head.json("/api/matters", **query)["matters"]) == count, query
    assert [len(people[who].json("/api/matters", mine="true")["matters"]) for who in (town.HEAD, town.CHECKER)] == [7, 0]
    assert head.get("/api/matters", after="nonsense").status_code == 422


def test_today_is_mine_by_the_clock(people: dict[str, Caller]) -> None:
    head, checker = people[town.HEAD], people[town.CHECKER]
    done(checker.act(town.repair("x", "2016-04-01")))
    done(checker.act(town.repair("y", "2016-05-03")))
    done(head.act(town.act("repair.start", "y", "2016-05-04")))
    done(head.act(town.act("repair.finish", "y", "2016-05-06", evidence=[town.photo()])))
    mine = head.json("/api/today")
    assert (mine["day"], [line["id"] for line in mine["mine"]], mine["overdue"]) == (town.DAY, [town.id_of("x")], 1)
    theirs = checker.json("/api/today")
    assert [line["id"] for line in theirs["mine"]] == [town.id_of("y")]
    assert [(one["fact"]["measure"], one["barred"]) for one in theirs["to_verify"]] == [("repaired", None)]
    done(checker.act(town.act("repair.send_back", "y", "2016-05-09", note="too thin")))
    back = head.json("/api/today")
    assert [change["act"] for change in back["returned"]] == ["send_back"]
    assert [fact["measure"] for fact in back["returned_facts"]] == ["repaired"]
    assert "send_back" in [change["act"] for change in back["changed"]]


def test_the_clock_escalates_to_the_meeting(people: dict[str, Caller]) -> None:
    """What nobody did falls due; twice is once; the meeting that comes of it waits on the mayor's page."""
    done(people[town.CHECKER].act(town.repair("z", "2016-04-01", urgent=True)))
    done(people[town.HEAD].act(town.act("repair.start", "z", "2016-04-05")))
    until = parse_day(town.DAY)
    assert until is not None
    first, second = tick(until), tick(until)
    assert first.entries > 0 and second.entries == 0
    story = people[town.HEAD].json(f"/api/matters/{town.id_of('z')}/story")["story"]
    overdue = [one for one in story if one["act"] == "overdue"]
    assert overdue and all(one["clock"] and one["by"] is None for one in overdue)
    assert people[town.MAYOR].json("/api/today")["conference"][0]["kind"] == "meeting"


def test_what_is_sealed_is_as_if_it_were_not(people: dict[str, Caller]) -> None:
    """The person complained of, the line above, and all who are not concerned get byte for byte the answer of no matter at all."""
    entry = done(people[town.CLERK].act(town.complaint("c")))[0]
    assert people[town.OFFICER].json(f"/api/matters/{town.id_of('c')}")["title"] == "canary-c"
    assert people[town.CLERK].json("/api/matters", kind="complaint")["matters"][0]["id"] == town.id_of("c")
    for who in (town.HEAD, town.MAYOR, town.CREW, town.CHECKER):
        caller = people[who]
        for tail in ("", "/story", "/next", "/documents", "/facts"):
            sealed, none = (caller.get(f"/api/matters/{town.id_of(name)}{tail}") for name in ("c", "no such"))
            assert (sealed.status_code, sealed.content) == (none.status_code, none.content) == (404, none.content)
        sealed, none = (caller.act(town.act("complaint.clear", name, again=who)) for name in ("c", "no such"))
        assert (sealed.status_code, {**sealed.json(), "id": ""}) == (none.status_code, {**none.json(), "id": ""})
        for path in ("/api/matters", "/api/today", "/api/notifications", "/api/figures/repairs/trace"):
            assert b"canary" not in caller.get(path).content
        told = caller.json(f"/api/entries/{entry['seq']}")
        assert (told["body"], told["by"], told["id"]) == (None, None, None) and "canary" not in json.dumps(told)


@pytest.mark.parametrize("who", list(town.ADMINISTRATORS))
def test_administrators_see_no_business(people: dict[str, Caller], who: str) -> None:
    entry = done(people[town.CHECKER].act(town.repair("adm")))[0]
    caller, path = people[who], f"/api/matters/{town.id_of('adm')}"
    own = [f"{path}{tail}" for tail in ("", "/story", "/next", "/documents", "/facts")]
    for one in (*own, "/api/matters", "/api/matters/openings", "/api/today", "/api/figures", "/api/figures/repairs"):
        answer = caller.get(one)
        assert (answer.status_code, answer.json()["code"]) == (403, "administrators_see_no_business"), one
    assert caller.json(f"/api/entries/{entry['seq']}")["body"] is None
    refused = caller.act(town.act("repair.start", "adm"))
    assert refused.status_code in (403, 404)


def test_a_notification_is_read_once_and_by_nobody_else(people: dict[str, Caller]) -> None:
    done(people[town.CHECKER].act(town.repair("note")))
    told = people[town.HEAD].json("/api/notifications")
    assert (told["unread"], [one["matter"] for one in told["notifications"]]) == (1, [town.id_of("note")])
    number = told["notifications"][0]["number"]
    assert people[town.CREW].post("/api/notifications/read", {"numbers": [number]}).json() == {"read": 0}
    assert people[town.HEAD].post("/api/notifications/read", {"numbers": [number]}).json() == {"read": 1}
    assert people[town.HEAD].json("/api/notifications")["unread"] == 0


def test_a_wrong_form_is_told_from_a_wrong_time(people: dict[str, Caller]) -> None:
    """422: the sender can mend it at once; 409: history must first be otherwise; 403: somebody else must do it."""
    done(people[town.CHECKER].act(town.repair("form")))
    cases = (
        (town.CHECKER, {**town.repair("bare"), "fields": {"title": "t"}}, 422, "field_missing"),
        (town.CHECKER, town.repair("many", area="many"), 422, "field_wrong"),
        (town.CHECKER, town.repair("small", area="0.1"), 409, "guard"),
        (town.HEAD, town.act("repair.bake", "form"), 422, "unknown_act"),
        (town.HEAD, town.act("repair.sue", "form"), 409, "wrong_step"),
        (town.HEAD, town.act("repair.start", "form", "2016-05-01"), 409, "before_opening"),
        (town.CLERK, town.act("repair.start", "form"), 403, "not_entitled"),
    )
    for who, sent, status, code in cases:
        answer = people[who].act(sent)
        assert (answer.status_code, code in {one["code"] for one in answer.json()["refusals"]}) == (status, True), answer.json()["code"]


def test_nobody_acts_for_the_clock(people: dict[str, Caller]) -> None:
    done(people[town.CHECKER].act(town.repair("tick")))
    answer = people[town.HEAD].act({**town.act("repair.start", "tick"), "for": "clock"})
    assert (answer.status_code, answer.json()["code"]) == (403, "only_the_clock")


def test_kinds_are_open_to_all(people: dict[str, Caller], stranger_in_town: Caller) -> None:
    listed = stranger_in_town.json("/api/kinds", limit=2)
    assert [kind["id"] for kind in listed["kinds"]] == ["complaint", "meeting"] and listed["next"] == "meeting"
    told = stranger_in_town.json("/api/kinds/repair")
    assert told["version"] == "2016-01-01" and told["versions"] == ["2016-01-01", "2017-06-01"]
    assert stranger_in_town.json("/api/kinds/repair", version="2017-06-01")["acts"][0]["act"] == "open"
    assert stranger_in_town.get("/api/kinds/nothing").status_code == 404
