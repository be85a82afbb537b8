"""The muddy road: nobody reports that it stands still; the clock finds it, and only progress that others verified lifts it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.scenarios import homes
from tests.scenarios.desk import Desk, Json, Person, Problem, served
from tests.scenarios.door import Door

PROGRAMME = {"title": "城西道路改造", "goal": "城西三条土路改成沥青路", "amount": "120000000", "last_day": "2018-12-31"}
ROAD = {
    "title": "泥湾路", "category": "road", "responsible": "jdz-works", "key": True, "budget": "9000000", "quality_organ": "jdz-quality",
    "site": "360202001", "first_day": "2017-05-08", "last_day": "2017-10-31",
}  # fmt: skip
LAST = "2017-08-31"


@dataclass
class Cast:
    """Those concerned."""

    planner: Person
    head: Person
    convener: Person
    owner: Person
    quality: Person
    inspector: Person
    leader: Person
    bystander: Person


@dataclass
class Road:
    """The matters of the story."""

    programme: str
    project: str
    stall: str = ""
    decision: str = ""
    task: str = ""


@pytest.fixture(scope="module")
def desk(city: Door) -> Iterator[Desk]:
    with homes.copied(city.home) as door, served(door) as at:
        yield Desk(door, at)


@pytest.fixture(scope="module")
def cast(desk: Desk) -> Cast:
    """By their posts: jdz-gov.planner, .government_head, jdz-office.convener, jdz-works.recorder, jdz-quality.verifier, ..."""
    named = ("person-194", "person-188", "person-189", "person-008", "person-012", "person-193", "person-191", "person-006")
    return Cast(*desk.signs_in(*named))


@pytest.fixture(scope="module")
def before(desk: Desk) -> dict[str, str | None]:
    return figures(desk)


@pytest.fixture(scope="module")
def road(desk: Desk, cast: Cast, before: dict[str, str | None]) -> Road:
    """Opened under a programme, permitted, started on 8 May; then silence until the clock has taken it to the conference."""
    programme = cast.planner.opens("programme.draft", "2017-04-26", fields=PROGRAMME)
    told = cast.planner.send("project.open", "0193c2de-0000-7000-8000-00000000d0ad", "2017-04-26", parent=programme, fields=ROAD)
    assert isinstance(told, Problem) and "尚未批准" in told.text
    cast.head.does("programme.approve", programme, "2017-04-27", fields={"in_budget": True}, evidence=[cast.head.paper("批文.txt")])
    project = cast.planner.opens("project.open", "2017-04-27", parent=programme, fields=ROAD)
    for segment, length in (("1", "500"), ("2", "300")):
        cast.owner.does("project.design", project, "2017-04-28", fields={"design_segment": segment, "design_length": length})
    assert "第七条" in cast.owner.is_refused("project.start", project, "2017-05-02").text
    permit = cast.owner.paper("施工许可证.txt")
    cast.owner.does("project.permit", project, "2017-05-03", fields={"permit_number": "360200-17-11"}, evidence=[permit])
    assert "挂点" in cast.owner.is_refused("project.start", project, "2017-05-03").text
    attached = {"attached_leader": "jdz-gov.leader", "conference": "jdz-office"}
    assert cast.owner.is_refused("project.attach", project, "2017-05-04", fields=attached).status == 403
    cast.convener.does("project.attach", project, "2017-05-04", fields=attached)
    cast.owner.does("project.start", project, "2017-05-08")
    road = Road(programme, project)
    desk.tick("2017-07-07")
    assert beneath(cast.owner, project) == [], "the sixtieth day is not over"
    desk.tick("2017-07-08")
    (road.stall,) = beneath(cast.owner, project)
    assert during(cast, road, "2017-07-08") == ("unanswered", "owner")
    for day, step, turn in (("2017-07-15", "with_leader", "attached"), ("2017-07-29", "at_conference", "role:convener")):
        desk.tick(day)
        assert during(cast, road, day) == (step, turn)
    (road.decision,) = beneath(cast.convener, road.stall)
    return road


def test_the_clock_finds_the_stall_tells_the_owner_then_the_leader_then_the_conference(desk: Desk, cast: Cast, road: Road) -> None:
    story = cast.owner.get(f"/matters/{road.stall}/story")["story"]
    assert [(one["act"], one["happened_on"], one["clock"]) for one in reversed(story)] == [
        ("open", "2017-07-07", True),   # sixty days after the start on 8 May, the start day not counted
        ("to_leader", "2017-07-14", True),   # five workdays unanswered
        ("to_conference", "2017-07-28", True),   # ten workdays with the leader
    ]
    assert desk.tick("2017-07-29") == 0, "again, it changes nothing"
    assert value(cast.owner, road.stall, "stalled_days", "2017-07-28") == "81"


def test_no_report_and_no_leader_s_word_lifts_it(cast: Cast, road: Road) -> None:
    assert cast.owner.is_refused("stall.lift", road.stall, "2017-07-29").status == 403
    lifting = cast.inspector.is_refused("stall.lift", road.stall, "2017-07-29")
    assert lifting.status == 409 and "没有核实的进展" in lifting.text
    late = {"cause": "stopped", "remedy": "等资金"}
    refused = cast.owner.is_refused("stall.answer", road.stall, "2017-07-29", fields=late)
    assert "“联席会议”" in refused.text or "到联席会议" in refused.text, "it is the conference's now"


def test_the_conference_decides_gives_one_task_and_verified_progress_lifts_the_stall(
    desk: Desk, cast: Cast, road: Road, before: dict[str, str | None]
) -> None:
    assert figures(desk, "2017-07-29")["stalls_open"] == str(int(before["stalls_open"] or 0) + 1)
    conference_decides(cast, road)
    assert during(cast, road, "2017-08-04") == ("answered", "owner")
    progress_is_verified(cast, road)
    cast.inspector.does("stall.lift", road.stall, "2017-08-24")
    assert cast.owner.get(f"/matters/{road.stall}")["step"] == "lifted"
    task_is_closed(cast, road)
    after = figures(desk)
    assert after["stalls_open"] == before["stalls_open"]
    assert (before["stall_days_mean"], after["stall_days_mean"]) == (None, "105.0"), "from 8 May to the progress of 21 August"
    assert (before["conference_decisions"], after["conference_decisions"]) == (None, "1")
    assert (before["tasks_in_time"], after["tasks_in_time"]) == (None, "100.0")
    assert int(after["programme_money_approved"] or 0) - int(before["programme_money_approved"] or 0) == 120_000_000
    assert after["stalled_road_months"] == before["stalled_road_months"], "another road"
    only_those_concerned_were_told(desk, cast, road)


def conference_decides(cast: Cast, road: Road) -> None:
    """What the law gives to the government stays with it; a decision has minutes, and a task one owner and one date."""
    assert cast.bystander.is_refused("conference_decision.schedule", road.decision, "2017-07-31", fields={}).status == 403
    cast.convener.does("conference_decision.schedule", road.decision, "2017-07-31", fields={"meeting_day": "2017-08-04", "major": False})
    minutes = [cast.convener.paper("会议纪要.txt")]
    instead = {"effect": "decides", "decision": "会上决定征收沿线房屋", "bodies": "4"}
    refused = cast.convener.is_refused("conference_decision.decide", road.decision, "2017-08-04", fields=instead, evidence=minutes)
    assert refused.status == 409 and "第八条" in refused.text and "Decree 590" in refused.text
    decision = {"effect": "coordinates", "decision": "市政工程管理处八月底前复工，每周推进一段", "bodies": "4"}
    assert cast.convener.is_refused("conference_decision.decide", road.decision, "2017-08-04", fields=decision).status == 422
    cast.convener.does("conference_decision.decide", road.decision, "2017-08-04", fields=decision, evidence=minutes)
    task = {"task_title": "八月底前复工", "task_owner": "jdz-works", "task_day": LAST}
    past = {**task, "task_day": "2017-08-01"}
    assert "期限" in cast.convener.is_refused("conference_decision.give_task", road.decision, "2017-08-04", fields=past).text
    cast.convener.does("conference_decision.give_task", road.decision, "2017-08-04", fields=task)
    (road.task,) = beneath(cast.convener, road.decision)
    shown = cast.owner.get(f"/matters/{road.task}")
    assert (shown["title"], shown["owner"], shown["clock"]["target"]) == ("八月底前复工", "jdz-works", LAST)


def progress_is_verified(cast: Cast, road: Road) -> None:
    """Recorded by the works office, verified by the quality station; until then it moves nothing."""
    photo = [cast.owner.paper("路面.jpg")]
    cast.owner.does("project.advance", road.project, "2017-08-21", fields={"finished_length": "320"}, evidence=photo)
    assert "没有核实的进展" in cast.inspector.is_refused("stall.lift", road.stall, "2017-08-22").text
    own = cast.owner.is_refused("project.pass_parts", road.project, "2017-08-22")
    assert own.status == 403, own.text
    fact = next(one for one in cast.owner.get(f"/matters/{road.project}/facts")["facts"] if one["measure"] == "road_progress")
    verified = {"fact": fact["id"], "judgement": "verified"}
    judged: Json = {"id": "0193c2de-0000-7000-8000-00000000d0ae", "act": "judge_facts", "judgements": [verified]}
    assert isinstance(send(cast.owner, judged), Problem)
    cast.quality.does("project.pass_parts", road.project, "2017-08-23")
    assert value(cast.owner, road.stall, "stalled_days") == "105"


def task_is_closed(cast: Cast, road: Road) -> None:
    result = {"result": "已复工，完成三百二十米"}
    assert "佐证" in cast.owner.is_refused("task.report", road.task, "2017-08-25", fields=result).text
    cast.owner.does("task.report", road.task, "2017-08-25", fields=result, evidence=[cast.owner.paper("复工照片.txt")])
    assert "任务" in cast.convener.is_refused("conference_decision.close", road.decision, "2017-08-25").text
    assert cast.owner.is_refused("task.accept", road.task, "2017-08-25").status == 403
    cast.convener.does("task.accept", road.task, "2017-08-28")
    cast.convener.does("conference_decision.close", road.decision, "2017-08-29")


def only_those_concerned_were_told(desk: Desk, cast: Cast, road: Road) -> None:
    mine = {road.programme, road.project, road.stall, road.decision, road.task}
    heard = {person.id: {one for one in person.told() if one[0] in mine} for person in (cast.owner, cast.leader, cast.head, cast.planner)}
    assert heard["person-008"] >= {
        (road.project, "open"), (road.project, "attach"), (road.project, "stalled"), (road.stall, "open"), (road.stall, "to_leader"),
        (road.stall, "to_conference"), (road.stall, "decided"), (road.stall, "lift"), (road.task, "given"), (road.task, "accept"),
    }  # fmt: skip
    assert heard["person-191"] == {
        (road.project, "attach"), (road.project, "start"), (road.stall, "to_leader"), (road.stall, "to_conference"),
        (road.stall, "decided"), (road.stall, "lift"), (road.decision, "schedule"), (road.decision, "decide"),
    }  # fmt: skip
    assert heard["person-188"] == {(road.programme, "draft")}
    assert heard["person-194"] == {(road.programme, "approve")}
    assert {act for matter, act in cast.convener.told() if matter == road.decision} >= {"refer"}
    others = [cast.bystander, cast.quality, cast.inspector]
    assert not [person.id for person in others if mine & {matter for matter, _ in person.told()}]
    hearing = sum(bool(mine & {matter for matter, _ in person.told()}) for person in desk.everybody())
    assert hearing == 4, "of one holder of each role: head, planner, convener, and the keeper of the conference's office"


def figures(desk: Desk, as_of: str = LAST) -> dict[str, str | None]:
    ids = ("stalls_open", "stall_days_mean", "conference_decisions", "tasks_in_time", "programme_money_approved", "stalled_road_months")
    return {id: desk.figure(id, as_of) for id in ids}


def beneath(person: Person, matter: str, as_of: str = "") -> list[str]:
    return [one["id"] for one in person.get(f"/matters/{matter}", **({"as_of": as_of} if as_of else {}))["children"]]


def during(cast: Cast, road: Road, day: str) -> tuple[str, str]:
    shown = cast.owner.get(f"/matters/{road.stall}", as_of=day)
    return shown["step"], shown["turn"]


def value(person: Person, matter: str, field: str, as_of: str = "") -> object:
    shown: Json = person.get(f"/matters/{matter}", **({"as_of": as_of} if as_of else {}))
    return next(one["value"] for one in shown["values"] if one["field"] == field)


def send(person: Person, act: Json) -> Json | Problem:
    return person.desk.call("/acts", json.dumps(act).encode(), person.token)
