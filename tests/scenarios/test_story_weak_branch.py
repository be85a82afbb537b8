"""A weak branch is listed, put right, found wanting once, accepted by another level, followed up for a year and checked again."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.scenarios import homes
from tests.scenarios.desk import Desk, Person, served
from tests.scenarios.door import Door

PERSONS = {"instructor": "person-263", "committee": "person-248", "county": "person-244", "city": "person-201", "recorder": "person-088",
           "checker": "person-132", "leader": "person-212"}  # fmt: skip
BRANCH, PLACE = "zs-culture", "360203003"   # every branch of the register was listed once already
YEAR = {"as_of": "2018-12-31", "period": "2017"}
SCREENED = {"title": "文化广播局机关党支部（合成）", "branch": BRANCH, "location": PLACE, "reason": "secretary_missing"}
PLAN = {"plan_text": "配书记、开三会、办两件实事", "county_leader": "zs-gov.government_head", "paired_unit": "zs-build"}


def day(number: int) -> str:
    """So many days after the demonstration day."""
    return (date(2017, 4, 26) + timedelta(days=number)).isoformat()


class Branch:
    """The people of the story and its one matter."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.people: dict[str, Person] = dict(zip(PERSONS, desk.signs_in(*PERSONS.values()), strict=True))
        self.digest = self.people["county"].paper("常委会纪要（合成）.txt")
        self.matter = ""

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    def on(self, who: str, act: str, number: int, **fields: object) -> None:
        self.people[who].does(f"weak_branch.{act}", self.matter, day(number), fields=fields, evidence=[self.digest])

    def not_on(self, who: str, act: str, number: int, because: str, **fields: object) -> None:
        problem = self.people[who].is_refused(f"weak_branch.{act}", self.matter, day(number), fields=fields, evidence=[self.digest])
        assert because in problem.text, problem.text

    def told(self) -> tuple[str, list[str]]:
        """The step, and the clocks that run."""
        found = self.county.get(f"/matters/{self.matter}")
        return str(found["step"]), [one["id"] for one in found["clocks"]]

    def rectified(self) -> float:
        return float(self.desk.figure("weak_branches_rectified", **YEAR) or 0)


@pytest.fixture(scope="module")
def branch(city: Door) -> Iterator[Branch]:
    with homes.copied(city.home) as door, served(door) as at:
        yield Branch(Desk(door, at))


def test_it_is_screened_by_the_township_and_listed_by_the_county(branch: Branch) -> None:
    assert branch.recorder.is_refused("weak_branch.screen", str(uuid4()), day(0), fields=SCREENED).code == "not_entitled"
    assert branch.instructor.is_refused("weak_branch.screen", "", day(0), fields=SCREENED).status == 422, "a matter has an id"
    branch.matter = branch.instructor.opens("weak_branch.screen", day(0), fields=SCREENED)
    branch.not_on("instructor", "list", 5, "not_entitled", meeting_on=day(4))
    branch.not_on("committee", "leave_out", 5, "应列尽列", left_out_because="share_full")
    branch.not_on("committee", "list", 5, "常委会", meeting_on=day(9))
    branch.on("committee", "list", 5, meeting_on=day(4))
    assert branch.told() == ("listed", ["plan"])


def test_the_plan_names_who_helps_and_the_leader_is_told(branch: Branch) -> None:
    branch.not_on("instructor", "plan", 12, "结对", **{**PLAN, "paired_unit": BRANCH})
    branch.on("instructor", "plan", 12, **PLAN)
    assert (branch.matter, "plan") in branch.leader.told()
    assert branch.told() == ("rectifying", ["rectify"])


def test_the_branch_does_not_accept_itself(branch: Branch) -> None:
    branch.not_on("instructor", "accept", 100, "not_entitled", level="own", members_asked="30")
    branch.on("instructor", "report_done", 100, done_text="书记到任，三会正常")
    branch.not_on("county", "accept", 104, "不能由本级自己验收", level="own", members_asked="30")
    branch.not_on("county", "accept", 104, "没有听取党员群众意见", level="county", members_asked="0")
    branch.not_on("instructor", "not_met", 104, "not_entitled", not_met_because="无")


def test_not_met_it_goes_back_and_is_accepted_later(branch: Branch) -> None:
    before = branch.rectified()
    branch.on("county", "not_met", 105, not_met_because="服务群众的两件实事没有办")
    assert branch.told() == ("rectifying", ["rectify"])
    assert (branch.matter, "not_met") in branch.instructor.told()
    branch.on("instructor", "report_done", 150, done_text="两件实事办结")
    branch.on("county", "accept", 160, level="county", members_asked="42")
    assert branch.told() == ("follow_up", ["follow_up"])
    facts = {fact["measure"]: fact["id"] for fact in branch.county.get(f"/matters/{branch.matter}/facts")["facts"]}
    assert set(facts) == {"branch_listed", "branch_accepted"}
    assert branch.rectified() == before
    branch.checker.verifies(*facts.values())
    assert branch.rectified() == before + 1


def test_a_year_of_follow_up_and_a_last_check_before_it_is_closed(branch: Branch) -> None:
    branch.not_on("county", "close", 200, "不满一年")
    branch.on("county", "revisit", 300, holds_still=False)
    branch.on("county", "relapse", 301)
    assert branch.told()[0] == "rectifying", "what slips back is put right again"
    branch.on("instructor", "report_done", 330, done_text="重新整顿完毕")
    branch.not_on("instructor", "accept", 335, "not_entitled", level="county", members_asked="30")
    branch.on("city", "accept", 340, level="city", members_asked="51")
    branch.on("county", "revisit", 500, holds_still=True)
    branch.not_on("county", "close", 700, "不满一年")
    branch.desk.tick(day(706))
    story = branch.county.get(f"/matters/{branch.matter}/story")["story"]
    assert (story[0]["act"], story[0]["happened_on"]) == ("visit_due", "2019-04-01"), "twelve months after 1 April 2018"
    branch.not_on("instructor", "close", 706, "not_entitled")
    branch.on("county", "close", 706)
    assert branch.told() == ("closed", [])
