"""The small town with matters at every stage: what the pages of matters show in tests."""

from datetime import date
from typing import Any

from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.actions.tick import tick
from hetang.office.journal.act import Accepted
from hetang.web.acting import Json, Sender, perform
from tests.web import lakeside
from tests.web.api import town

DAY = date.fromisoformat(town.DAY)
BRIDGE, DITCH, LANE, COMPLAINT = "bridge", "ditch", "lane", "complaint"


def build() -> None:
    """A repair under way with a plan and a log, one overdue, one to be checked, one accepted, and a sealed complaint."""
    town.build()
    photo, document = pictures()
    open_repair(BRIDGE, "2016-05-03", "桥头路面", urgent=True, by_when="2016-06-20", cause="rain", reporter="555-0101")
    do(town.HEAD, "start", BRIDGE, "2016-05-04")
    for day, amount in (("2016-05-06", "3.5"), ("2016-05-12", "4"), ("2016-05-18", "2.5")):
        do(town.HEAD, "log", BRIDGE, day, fields={"amount": amount}, evidence=[photo])
    verify(town.id_of("log", BRIDGE, "2016-05-06", ""), town.id_of("log", BRIDGE, "2016-05-12", ""))
    open_repair(DITCH, "2016-04-05", "沟边小路", urgent=True)
    do(town.HEAD, "start", DITCH, "2016-04-06")
    open_repair(LANE, "2016-05-10", "北巷路面")
    do(town.HEAD, "start", LANE, "2016-05-11")
    do(town.HEAD, "finish", LANE, "2016-05-16", evidence=[photo])
    open_repair("court", "2016-05-02", "旧桥引道")
    do(town.HEAD, "start", "court", "2016-05-03")
    do(town.HEAD, "sue", "court", "2016-05-09")
    open_repair("done", "2016-05-02", "学校门前")
    do(town.HEAD, "start", "done", "2016-05-03")
    do(town.HEAD, "finish", "done", "2016-05-08", evidence=[photo, document])
    do(town.CHECKER, "accept", "done", "2016-05-11")
    for number in range(4):
        open_repair(f"more-{number}", f"2016-05-{12 + number}", f"小修 {number + 1}")
    act(town.CLERK, town.complaint(COMPLAINT))
    tick(DAY)


def pictures() -> tuple[str, str]:
    photo, document = store_evidence([File("road.png", lakeside.png()), File("report.pdf", b"%PDF-1.4 report")])
    return photo, document


def open_repair(name: str, day: str, title: str, **fields: object) -> None:
    act(town.CHECKER, town.repair(name, day, title=title, **fields))


def do(person: str, verb: str, of: str, day: str, **more: Any) -> None:
    act(person, town.act(f"repair.{verb}", of, day, **more) | {"id": town.id_of(verb, of, day, "")})


def act(person: str, json: Json) -> None:
    answer = perform(json, Sender({"person": person, "organisation": ""}, DAY, lambda name: None))
    assert all(isinstance(one, Accepted) for one in answer), answer


def verify(*acts: str) -> None:
    """What these acts yielded is judged outside of any act, by the station for quality."""
    rows = [{"fact": town.derived_id(act, "fact", "0"), "judgement": "verified"} for act in acts]
    answer = judge_facts(town.id_of("judge", *acts), {"person": town.CHECKER, "organisation": "quality"}, rows)
    assert all(isinstance(one, Accepted) for one in answer), answer
