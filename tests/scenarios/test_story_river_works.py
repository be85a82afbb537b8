"""The river works: twelve days of people, machines and earth, verified by another organ, the best day among all projects, acceptance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any
from uuid import uuid4

import pytest

from tests.scenarios import homes
from tests.scenarios.desk import Desk, Person, served
from tests.scenarios.door import Door

FIRST, LAST = date(2017, 5, 8), "2017-05-19"
EARTH = (61_200, 72_400, 80_500, 84_300, 88_900, 91_700, 95_200, 104_640, 93_360, 86_500, 78_800, 68_500)   # natural m3 a day, both lots
DAYS = [(FIRST + timedelta(n)).isoformat() for n in range(12)]
TOTAL = 1_200_000
RIVER = {
    "title": "南河清淤", "category": "river", "responsible": "jdz-xihe", "budget": "60000000", "quality_organ": "jdz-quality",
    "site": "360203001", "first_day": DAYS[0], "last_day": LAST, "planned_total": str(TOTAL),
}  # fmt: skip


@dataclass
class Works:
    """The matter and those concerned."""

    desk: Desk
    id: str
    planner: Person
    owner: Person
    quality: Person

    def figure(self, id: str) -> dict[str, Any]:
        """As asked of this matter's own facts at the end of the works."""
        return self.owner.get(f"/figures/{id}", as_of="2017-05-31")


@pytest.fixture(scope="module")
def works(city: Door) -> Iterator[Works]:
    """Opened, contracted, permitted, started."""
    with homes.copied(city.home) as door, served(door) as at:
        desk = Desk(door, at)
        planner, owner, quality = desk.signs_in("person-194", "person-190", "person-012")
        id = planner.opens("project.open", "2017-04-26", fields=RIVER)
        award = [owner.paper("中标通知书.txt")]
        lot = {"contract_lot": "1", "contractor": "firm-d", "price": "30000000", "tender": "direct"}
        assert "第三条" in owner.is_refused("project.let_lot", id, "2017-04-27", fields=lot, evidence=award).text
        for number, firm in (("1", "firm-d"), ("2", "firm-e")):
            tendered = {**lot, "contract_lot": number, "contractor": firm, "tender": "open"}
            owner.does("project.let_lot", id, "2017-04-27", fields=tendered, evidence=award)
        third = {**lot, "contract_lot": "3", "tender": "open"}
        assert "第十三条" in owner.is_refused("project.let_lot", id, "2017-04-28", fields=third, evidence=award).text
        permit = [owner.paper("施工许可证.txt")]
        owner.does("project.permit", id, "2017-05-02", fields={"permit_number": "360203-17-02"}, evidence=permit)
        owner.does("project.start", id, DAYS[0])
        yield Works(desk, id, planner, owner, quality)


def test_twelve_days_are_logged_verified_by_another_organ_ranked_and_accepted(works: Works) -> None:
    the_log_says_which_cubic_metre_and_which_shift(works)
    before = works.figure("river_daily_record_rank")
    twelve_days_are_logged(works)
    assert course(works, LAST) == ([], TOTAL), "what is recorded is not yet what is so"
    assert works.figure("river_daily_record_rank")["value"] == before["value"] == "1"
    another_organ_verifies(works)
    plan_and_verified_stand_side_by_side(works)
    the_best_day_is_ranked_among_all_projects(works)
    the_works_are_completed_and_accepted(works)


def the_log_says_which_cubic_metre_and_which_shift(works: Works) -> None:
    earth = works.owner.is_refused("project.log", works.id, DAYS[0], fields={"lot": "1", "earth": "30600"})
    assert "口径" in earth.text and "GB 50854" in earth.text
    assert "班次" in works.owner.is_refused("project.log", works.id, DAYS[0], fields={"lot": "1", "people": "210"}).text
    assert works.planner.is_refused("project.log", works.id, DAYS[0], fields={"lot": "1"}).status == 403


def twelve_days_are_logged(works: Works) -> None:
    """Two lots a day with two shifts each, sent in one list; loose earth of the trucks beside the natural earth of the pit."""
    photo = [works.owner.paper("工地.jpg")]
    acts = []
    for n, day in enumerate(DAYS):
        for lot, share in (("1", EARTH[n] * 6 // 10), ("2", EARTH[n] - EARTH[n] * 6 // 10)):
            machines = {"excavators": str(40 + n), "trucks": str(150 + n), "earth": str(share), "earth_state": "natural"}
            shifts: list[dict[str, str]] = [{**machines, "people": "240", "shift": "早班"}, {"people": "180", "shift": "晚班"}]
            acts += [_log(works.id, day, photo, {"lot": lot, **fields}) for fields in shifts]
    loose = {"lot": "1", "earth": "140000", "earth_state": "loose"}
    acts.append(_log(works.id, DAYS[7], photo, loose))
    answers = works.owner.send_all(acts)
    assert len(answers) == 49 and {one["status"] for one in answers} == {200}
    assert {one["status"] for one in works.owner.send_all(acts)} == {200}, "sent again: the same entries"


def another_organ_verifies(works: Works) -> None:
    assert works.owner.is_refused("project.pass_parts", works.id, "2017-05-22").status == 403
    works.quality.does("project.pass_parts", works.id, "2017-05-22")
    told = works.owner.get(f"/matters/{works.id}/facts")["facts"]
    earth = [one for one in told if one["measure"] == "earth_moved"]
    assert earth and {one["status"] for one in earth} == {"verified"}
    assert works.figure("river_earth_moved")["value"] == "1000000", "the figure of another river stands"


def plan_and_verified_stand_side_by_side(works: Works) -> None:
    totals = list(accumulate(EARTH))
    found = works.owner.get(f"/matters/{works.id}/plan", as_of="2017-05-12")["plan"]
    assert (found["measure"], found["unit"]) == ("earth_moved", "立方米")
    assert found["verified"] == [{"day": day, "value": str(total)} for day, total in zip(DAYS, totals, strict=True)][:5], "no loose earth"
    assert (totals[4], found["planned_by_now"]) == (387_300, "436363.6"), "four elevenths of the way, and behind"
    verified, planned_by_then = course(works, LAST)
    assert verified[-1] == sum(EARTH) == 1_006_000
    assert planned_by_then == TOTAL


def the_best_day_is_ranked_among_all_projects(works: Works) -> None:
    """104,640 m3 of 15 May is more than any day of any project: the Xihe river, first until now, comes second."""
    assert works.figure("river_daily_record_rank")["value"] == "2"
    assert works.figure("river_days")["value"] == "12", "the days of the Xihe river stand"


def the_works_are_completed_and_accepted(works: Works) -> None:
    owner, quality, id = works.owner, works.quality, works.id
    owner.does("project.complete", id, "2017-05-23")
    accepted = {"files_complete": True, "warranty_signed": True}
    report = [quality.paper("验收报告.txt")]
    assert owner.is_refused("project.accept", id, "2017-05-24", fields=accepted).status == 403
    unsigned = {**accepted, "warranty_signed": False}
    assert "第十六条" in quality.is_refused("project.accept", id, "2017-05-24", fields=unsigned, evidence=report).text
    quality.does("project.send_back", id, "2017-05-24", note="没有签署的保修书")
    owner.does("project.complete", id, "2017-05-26")
    quality.does("project.accept", id, "2017-05-27", fields=accepted, evidence=report)
    (filing,) = quality.get(f"/matters/{id}")["clocks"]
    assert (filing["id"], filing["legal"], filing["target"]) == ("filing", "2017-06-12", "2017-06-06"), "the fifteenth day is a Sunday"
    owner.does("project.file", id, "2017-06-05", fields={"filing_number": "2017-31"})
    shown = owner.get(f"/matters/{id}")
    assert (shown["step"], shown["closed"], shown["clocks"]) == ("filed", True, [])
    assert (id, "accept") in owner.told() and (id, "complete") in quality.told()


def course(works: Works, as_of: str) -> tuple[list[int], int]:
    found = works.owner.get(f"/matters/{works.id}/plan", as_of=as_of)["plan"]
    return [int(one["value"]) for one in found["verified"]], int(found["planned_by_now"])


def _log(id: str, day: str, evidence: list[str], fields: dict[str, str]) -> dict[str, Any]:
    return {"id": str(uuid4()), "act": "project.log", "matter": id, "happened_on": day, "fields": fields, "evidence": evidence}
