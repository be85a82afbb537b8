"""An expropriation from its ground to its audit, and two of its households: one agrees, one is decided. Acts over HTTP, a session each."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.scenarios import homes
from tests.scenarios.desk import Desk, Person, Problem, served
from tests.scenarios.door import Door

PERSONS = {
    "officer": "person-217", "head": "person-212", "payer": "person-224", "mover": "person-218", "auditor": "person-228",
    "surveyor": "person-205", "appraiser": "person-206", "checker": "person-053", "audit_checker": "person-066",
    "committee": "person-248", "owner": "person-107", "neighbour": "person-087",
}  # fmt: skip
OFFICE, BUILDER, PLACE = "zs-expropriation", "firm-a", "360203007"
PLANS = {"in_national_plan": True, "in_land_plan": True, "in_town_plan": True, "in_special_plan": True, "in_annual_plan": True}
AGREEMENT = {
    "mode": "money", "amount": "620000", "pay_within": "10", "moving_fee": "3000", "stoppage_loss": "0", "move_within": "15",
    "transition": "none", "transition_months": "0",
}  # fmt: skip
REPORT = {"report_value": "580000", "appraiser_one": "GZ-1", "appraiser_two": "GZ-2", "signed_by_hand": True}
YEAR = {"as_of": "2017-12-31", "period": "2017"}
FIGURES = ("households_renewed", "renewal_area", "renewal_units_started", "renewal_units_in_money")


def day(number: int) -> str:
    """So many days after the demonstration day."""
    return (date(2017, 4, 26) + timedelta(days=number)).isoformat()


class Cast:
    """The people of the story, each with what they can put on paper."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        people = desk.signs_in(*PERSONS.values())
        self.by_name: dict[str, Person] = dict(zip(PERSONS, people, strict=True))
        self.digest = self.by_name["officer"].paper("征收文书（合成）.txt")
        self.project = self.home = self.next_door = ""

    def __getattr__(self, name: str) -> Person:
        return self.by_name[name]

    def on(self, who: str, verb: str, number: int, matter: str = "", **fields: object) -> None:
        """An act with its paper, accepted."""
        self.by_name[who].does(verb, matter or self.project, day(number), fields=fields, evidence=[self.digest])

    def not_on(self, who: str, verb: str, number: int, because: str, matter: str = "", **fields: object) -> None:
        """An act that is refused, with words that the refusal must hold."""
        problem = self.by_name[who].is_refused(verb, matter or self.project, day(number), fields=fields, evidence=[self.digest])
        assert because in problem.text, problem.text

    def step(self, matter: str = "") -> str:
        return str(self.officer.get(f"/matters/{matter or self.project}")["step"])

    def story(self) -> list[tuple[str, str]]:
        told = self.officer.get(f"/matters/{self.project}/story")["story"]
        return [(one["act"], one["happened_on"]) for one in reversed(told)]

    def figures(self) -> list[float]:
        return [float(self.desk.figure(id, **YEAR) or 0) for id in FIGURES]

    def verify(self, matter: str) -> None:
        """The survey by the office that ordered it, the rest by the auditors."""
        for fact in self.officer.get(f"/matters/{matter}/facts")["facts"]:
            checker = self.checker if fact["measure"] == "household_floor_area" else self.audit_checker
            checker.verifies(fact["id"])


@pytest.fixture(scope="module")
def cast(city: Door) -> Iterator[Cast]:
    with homes.copied(city.home) as door, served(door) as at:
        yield Cast(Desk(door, at))


def test_the_project_goes_through_every_step_of_the_decree(cast: Cast) -> None:
    fields = {"title": "毕家上弄旧城改建（合成）", "location": PLACE, "land_ownership": "state"}
    problem = cast.officer.is_refused("expropriation.open", str(uuid4()), day(0), fields={**fields, "land_ownership": "collective"})
    assert "第590号令第二条" in problem.text
    cast.project = cast.officer.opens("expropriation.open", day(0), fields=fields)
    unfit = {**PLANS, "in_land_plan": False}
    cast.not_on("officer", "expropriation.confirm_basis", 0, "第590号令第九条", ground="old_town_renewal", **unfit)
    cast.on("officer", "expropriation.confirm_basis", 0, ground="old_town_renewal", **PLANS)
    cast.on("officer", "expropriation.draft_plan", 0, households_in_scope="2", signing_days="30")
    cast.on("head", "expropriation.argue_plan", 1)
    cast.on("head", "expropriation.publish_plan", 1)
    cast.not_on("head", "expropriation.publish_feedback", 30, "第590号令第十条", plan_changes="无")   # the twenty-ninth day
    cast.desk.tick(day(32))
    assert cast.story()[-1] == ("comments_closed", day(31)), "dated on the thirtieth day, whenever the clock ran"
    cast.not_on("head", "expropriation.publish_feedback", 32, "第590号令第十一条", plan_changes="增加就近安置房源")
    cast.on("officer", "expropriation.tally_comments", 32, comments_received="3", households_objecting="2")
    cast.not_on("head", "expropriation.publish_feedback", 32, "第590号令第十一条", plan_changes="就近安置")   # most object
    cast.not_on("head", "expropriation.hold_hearing", 33, "第590号令第十一条", owners_heard=True, public_heard=False)
    cast.on("head", "expropriation.hold_hearing", 33, owners_heard=True, public_heard=True)
    cast.on("head", "expropriation.publish_feedback", 34, plan_changes="增加就近安置房源")
    assert cast.step() == "feedback_published"


def test_the_scope_is_fixed_and_both_households_are_surveyed(cast: Cast) -> None:
    survey = {"title": "上弄1号", "floor_area": "82", "house_use": "home", "owner_account": cast.owner.id, "owner_name": "合成户主甲"}
    refused = cast.surveyor.is_refused("household.survey", str(uuid4()), day(34), fields=survey, parent=cast.project)
    assert "第590号令第十五条" in refused.text
    cast.not_on("officer", "expropriation.fix_scope", 34, "第590号令第十六条", scope_text="东至中山路", freeze_months="13")
    cast.on("officer", "expropriation.fix_scope", 34, scope_text="东至中山路", freeze_months="12")
    paper = cast.surveyor.paper("测绘成果（合成）.txt")
    cast.home = cast.surveyor.opens("household.survey", day(35), fields=survey, parent=cast.project, evidence=[paper])
    other = {"title": "上弄2号", "floor_area": "61", "house_use": "home", "owner_account": cast.neighbour.id, "owner_name": "合成户主乙"}
    cast.next_door = cast.surveyor.opens("household.survey", day(35), fields=other, parent=cast.project)
    assert {one["title"] for one in cast.officer.get(f"/matters/{cast.project}")["children"]} == {"上弄1号", "上弄2号"}
    owned = cast.owner.get(f"/matters/{cast.home}")
    assert [one["value"] for one in owned["values"] if one["field"] == "owner_name"] == [None], "a name lies in the vault"
    assert isinstance(cast.neighbour.try_get(f"/matters/{cast.home}"), Problem), "a household is nobody else's business"
    cast.on("officer", "expropriation.publish_survey", 36)
    cast.on("officer", "expropriation.settle_unregistered", 36, unregistered_found="0", unregistered_lawful="0")
    cast.not_on("officer", "expropriation.choose_appraiser", 36, "第590号令第二十条", appraiser_firm="景图", appraiser_chosen_by="assigned")
    cast.on("officer", "expropriation.choose_appraiser", 36, appraiser_firm="景图", appraiser_chosen_by="vote")


def test_the_decision_comes_after_the_risk_and_the_funds_and_never_from_a_party_role(cast: Cast) -> None:
    cast.not_on("head", "expropriation.decide", 36, "第590号令第十二条")
    cast.on("officer", "expropriation.assess_risk", 36, risk_grade="low")
    cast.not_on("head", "expropriation.decide", 36, "补偿费用没有足额到位")
    funds = {"funds_needed": "1300000", "special_account": True}
    cast.not_on("payer", "expropriation.confirm_funds", 36, "第590号令第十二条", funds_in_account="1299999", **funds)
    cast.on("payer", "expropriation.confirm_funds", 36, funds_in_account="1300000", **funds)
    cast.on("head", "expropriation.executive_meeting", 37, meeting_number="2017-12")
    party = cast.committee.is_refused("expropriation.decide", cast.project, day(37), evidence=[cast.digest])
    assert (party.status, party.code) == (403, "not_entitled")
    cast.on("head", "expropriation.decide", 37)
    cast.on("head", "expropriation.announce", 38)
    builder = {"implementing_unit": BUILDER, "unit_not_for_profit": True, "construction_unit": BUILDER}
    cast.not_on("officer", "expropriation.entrust", 39, "第590号令第二十七条", **builder)
    cast.on("officer", "expropriation.entrust", 39, **{**builder, "implementing_unit": OFFICE})
    cast.on("officer", "expropriation.post_preliminary", 39)
    values = {one["field"]: one["value"] for one in cast.officer.get(f"/matters/{cast.project}")["values"]}
    assert (values["valuation_day"], values["households_open"]) == (day(38), "2")


def test_a_re_appraisal_is_asked_within_ten_days_and_not_after(cast: Cast) -> None:
    cast.not_on("officer", "household.deliver_report", 45, "第十七条", cast.home, **{**REPORT, "appraiser_two": "GZ-1"})
    cast.on("officer", "household.deliver_report", 45, cast.home, **REPORT)
    cast.on("officer", "household.deliver_report", 45, cast.next_door, **{**REPORT, "report_value": "430000"})
    assert (cast.home, "deliver_report") in cast.owner.told()
    cast.on("owner", "household.ask_reappraisal", 55, cast.home, what_is_wrong="漏计阁楼")   # the tenth day
    cast.not_on("neighbour", "household.ask_reappraisal", 56, "第二十条", cast.next_door, what_is_wrong="偏低")
    cast.desk.tick(day(56))
    assert cast.step(cast.next_door) == "negotiating"
    cast.not_on("officer", "household.agree", 57, "第二十一条", cast.home, **AGREEMENT)
    cast.on("appraiser", "household.answer_reappraisal", 60, cast.home, reappraised_value="615000")
    cast.not_on("owner", "household.ask_reappraisal", 61, "wrong_step", cast.home, what_is_wrong="再来一次")   # once
    values = {one["field"]: one["value"] for one in cast.owner.get(f"/matters/{cast.home}")["values"]}
    assert (values["value_in_force"], values.get("mode")) == ("615000", None), "nobody fills in the choice for the owner"


def test_compensation_first_the_move_after(cast: Cast) -> None:
    before = cast.figures()
    without_choice = {name: value for name, value in AGREEMENT.items() if name != "mode"}
    cast.not_on("officer", "household.agree", 62, "mode", cast.home, **without_choice)
    cast.not_on("officer", "household.agree", 62, "第590号令第二十二条", cast.home, **{**AGREEMENT, "moving_fee": "0"})
    cast.on("officer", "household.agree", 62, cast.home, **AGREEMENT)
    cast.not_on("owner", "household.move", 63, "第590号令第二十七条", cast.home)
    cast.on("payer", "household.pay", 64, cast.home, voucher="PZ-1", paid_amount="600000")
    cast.not_on("mover", "household.move", 64, "先补偿、后搬迁", cast.home)
    cast.not_on("officer", "household.set_move_date", 64, "第590号令第二十七条", cast.home, move_by=day(80))
    cast.on("payer", "household.pay", 65, cast.home, voucher="PZ-2", paid_amount="20000")
    cast.on("officer", "household.set_move_date", 65, cast.home, move_by=day(80))
    assert [one["id"] for one in cast.owner.get(f"/matters/{cast.home}")["clocks"]] == ["move_date"]
    cast.on("owner", "household.move", 70, cast.home)
    assert cast.figures() == before, "what nobody has verified does not count"
    cast.verify(cast.home)
    assert cast.figures() == [before[0] + 1, before[1] + 82, before[2] + 1, before[3] + 1]


def test_the_other_household_is_decided_by_the_government_after_the_signing_period(cast: Cast) -> None:
    decision = {**AGREEMENT, "amount": "430000", "mode": "exchange", "exchange_place": "上弄安置小区", "exchange_area": "65"}
    decision |= {"transition": "fee", "transition_fee": "1200", "handover_by": day(200), "reported_on": day(67)}
    cast.not_on("head", "household.decide", 68, "第590号令第二十六条", cast.next_door, **decision)   # the thirtieth day
    assert cast.committee.is_refused("household.decide", cast.next_door, day(75)).status == 404
    cast.on("head", "household.decide", 75, cast.next_door, **decision)
    application = {"signed_and_sealed": True, "attachments_complete": True}
    cast.not_on("head", "household.apply_court", 76, "第590号令第二十八条", cast.next_door, **application)
    cast.on("payer", "household.pay", 76, cast.next_door, voucher="PZ-3", paid_amount="430000", deposited=True)
    cast.on("mover", "household.move", 78, cast.next_door)
    cast.not_on("officer", "household.archive", 79, "第590号令第二十九条", cast.next_door)
    cast.on("officer", "expropriation.post_compensation", 80)
    cast.not_on("officer", "household.archive", 81, "第590号令第二十五条", cast.next_door)
    cast.on("mover", "household.hand_over_house", 82, cast.next_door)
    cast.not_on("officer", "expropriation.complete", 82, "第590号令第二十九条")
    for household in (cast.home, cast.next_door):
        cast.on("officer", "household.archive", 83, household)


def test_every_paper_served_states_its_remedy(cast: Cast) -> None:
    papers = {one["act"]: one for one in cast.owner.get(f"/matters/{cast.home}/documents")["documents"]}
    assert list(papers) == ["agree", "answer_reappraisal", "deliver_report"]
    assert "十日内" in papers["deliver_report"]["remedy"]["zh"] and "鉴定" in papers["answer_reappraisal"]["remedy"]["zh"]
    (decided, _) = cast.neighbour.get(f"/matters/{cast.next_door}/documents")["documents"]
    assert "六十日内可申请行政复议" in decided["remedy"]["zh"] and "review" in decided["remedy"]["en"]
    for paper in cast.officer.get(f"/matters/{cast.project}/documents")["documents"]:
        assert paper["remedy"]["zh"] and paper["remedy"]["en"], paper


def test_the_audit_ends_it_and_the_ledger_holds(cast: Cast) -> None:
    cast.on("officer", "expropriation.complete", 84)
    cast.on("auditor", "expropriation.publish_audit", 100)
    told = cast.officer.get(f"/matters/{cast.project}")
    assert (told["step"], told["closed"]) == ("audited", True)
    assert cast.desk.door.ask("verify").status == 0
