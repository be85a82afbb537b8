"""A household, a cadre and a weak branch in a true browser: the people concerned do every act through the pages, first to last."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.scenarios import homes
from tests.scenarios.desk import Desk, served
from tests.scenarios.door import Door
from tests.scenarios.visitors import SLOW, Visitor, visitors
from tests.web.test_browser import CHROMIUM, SWITCHES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"),
]
BRANCH = {"instructor": "person-263", "committee": "person-248", "county": "person-244", "leader": "person-212"}
CADRE = {
    "clerk": "person-234", "investigator": "person-235", "head": "person-236", "cadre": "person-218", "district_head": "person-212",
}  # fmt: skip
HOUSEHOLD = {
    "officer": "person-217", "head": "person-212", "payer": "person-224", "auditor": "person-228", "surveyor": "person-205",
    "appraiser": "person-206", "owner": "person-107",
}  # fmt: skip
PLANS = dict.fromkeys(("in_national_plan", "in_land_plan", "in_town_plan", "in_special_plan", "in_annual_plan"), "true")
AGREEMENT = {
    "mode": "money", "amount": "620000", "pay_within": "10", "moving_fee": "3000", "stoppage_loss": "0", "move_within": "15",
    "transition": "none", "transition_months": "0",
}  # fmt: skip


def day(number: int) -> str:
    """So many days after the demonstration day."""
    return (date(2017, 4, 26) + timedelta(days=number)).isoformat()


@pytest.fixture(scope="module")
def desk(city: Door) -> Iterator[Desk]:
    with homes.copied(city.home) as door:
        assert door.ask("assets").status == 0
        with served(door) as at:
            yield Desk(door, at)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "no chromium: apt-get install chromium"
    expect.set_options(timeout=SLOW)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield launched
        launched.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the pictures of the pages go."""
    kept = os.environ.get("HETANG_PICTURES")
    return Path(kept) if kept else tmp_path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "文书（合成）.txt"
    path.write_text("合成文书\n", encoding="utf-8")
    return path


def quiet(people: dict[str, Visitor]) -> None:
    """No page had anything to complain of."""
    for name, visitor in people.items():
        assert visitor.said == [], name
        visitor.page.context.close()


def test_a_weak_branch_is_put_right(browser: Browser, desk: Desk, folder: Path, paper: Path) -> None:
    people, title = visitors(browser, desk, folder, BRANCH), "里村街道第145号党支部整顿（合成）"
    instructor, county = people["instructor"], people["county"]
    screened = {"title": title, "branch": "branch-145", "location": "360203003", "reason": "secretary_missing"}
    instructor.opens("weak_branch", "screen", day(0), shot="branch-1-screened", **screened)
    people["committee"].acts(title, "list", day(5), paper=paper, meeting_on=day(4))
    plan = {"plan_text": "配书记、开三会、办两件实事", "county_leader": "zs-gov.government_head", "paired_unit": "zs-build"}
    instructor.acts(title, "plan", day(12), shot="branch-2-planned", **plan)
    assert title in people["leader"].see("/notices", "branch-3-leader-told")
    instructor.acts(title, "report_done", day(100), done_text="书记到任，三会正常")
    instructor.finds(title, "branch-4-not-by-itself")
    assert instructor.page.locator('main a[href$="/acts/accept"]').count() == 0, "the branch is offered no way to accept itself"
    county.see("/today", "branch-5-county-today")
    county.acts(title, "not_met", day(105), not_met_because="服务群众的两件实事没有办")
    assert title in instructor.see("/today", "branch-6-came-back")
    instructor.acts(title, "report_done", day(150), done_text="两件实事办结")
    itself = {"level": "own", "members_asked": "42"}
    county.acts(title, "accept", day(160), paper=paper, refused="不能由本级自己验收", shot="branch-7-refused", **itself)
    county.acts(title, "accept", day(160), paper=paper, shot="branch-8-accepted", level="county", members_asked="42")
    county.acts(title, "revisit", day(300), holds_still="true")
    desk.tick(day(527))
    county.acts(title, "close", day(527), shot="branch-9-closed")
    quiet(people)


def test_a_cadre_is_cleared(browser: Browser, desk: Desk, folder: Path, paper: Path) -> None:
    people, case, cleared = visitors(browser, desk, folder, CADRE), "AN-2017-浏-77", "CQ-2017-浏-77"
    clerk, head, cadre = people["clerk"], people["head"], people["cadre"]
    reported = {
        "case_number": case, "channel": "letter", "topic": "forced_move", "location": "360203007", "unit_named": "zs-expropriation",
        "person_named": "person-218", "person_code": "cheng-9177", "receipt": "HZ-9177",
        "complainant": "合成举报人", "allegation": "合成内容",
    }  # fmt: skip
    clerk.opens("complaint", "open_named", day(0), shot="cadre-1-reported", **reported)
    address = clerk.page.url.partition("?")[0].removeprefix(desk.at)
    clerk.acts(case, "accept", day(1))
    clerk.acts(case, "tell_acceptance", day(5))
    people["investigator"].acts(case, "check", day(6), second="person-199", shot="cadre-2-checked")
    people["investigator"].acts(case, "hear", day(20), second="person-199", reply_heard="合成说明")
    for name in ("cadre", "district_head"):
        for path in ("/today", "/notices", "/matters?state=all&q=77", address):
            assert case not in people[name].see(path), (name, path)
    cadre.shoot("cadre-3-no-such-matter")
    head.acts(case, "conclude", day(40), outcome="unfounded", findings="合成：查无此事", bad_effect="true")
    clerk.acts(case, "tell_result", day(42))
    asked = {"case_number": cleared, "person_code": "cheng-9177", "asked_by": "office", "cadre": "person-218"}
    clerk.opens("clarification", "open", day(43), beneath=case, shot="cadre-4-clarification", **asked)
    clerk.acts(cleared, "consult", day(45), agrees="true")
    head.acts(cleared, "approve", day(46))
    clerk.acts(cleared, "clear", day(50), paper=paper, in_writing="true", also="meeting")
    assert cleared in cadre.see("/notices", "cadre-5-told")
    cadre.finds(cleared, "cadre-6-cleared")
    assert "再次澄清" in cadre.page.locator("main").inner_text() and case not in cadre.page.content()
    clerk.acts(cleared, "file", day(55))
    clerk.acts(cleared, "revisit", day(140), settled="true", shot="cadre-7-visited")
    clerk.acts(case, "close", day(141), shot="cadre-8-closed")
    quiet(people)


def test_a_household_is_compensated_and_moves(browser: Browser, desk: Desk, folder: Path, paper: Path) -> None:
    people, project, home = visitors(browser, desk, folder, HOUSEHOLD), "毕家上弄旧城改建（浏览，合成）", "上弄1号（浏览）"
    _decide(people, desk, project, home, paper)
    owner, officer, payer = people["owner"], people["officer"], people["payer"]
    report = {"report_value": "580000", "appraiser_one": "GZ-1", "appraiser_two": "GZ-2", "signed_by_hand": "true"}
    officer.acts(home, "deliver_report", day(45), paper=paper, **report)
    owner.see("/today", "household-3-owner-today")
    owner.acts(home, "ask_reappraisal", day(50), paper=paper, shot="household-4-asked", what_is_wrong="漏计阁楼")
    people["appraiser"].acts(home, "answer_reappraisal", day(55), paper=paper, reappraised_value="615000")
    officer.acts(home, "agree", day(60), paper=paper, shot="household-5-agreed", **AGREEMENT)
    owner.acts(home, "move", day(61), paper=paper, shot="household-6-not-before-pay", refused="补偿还没有付足")
    payer.acts(home, "pay", day(64), paper=paper, voucher="PZ-1", paid_amount="620000")
    officer.acts(home, "set_move_date", day(65), shot="household-7-move-date", move_by=day(80))
    owner.acts(home, "move", day(70), paper=paper, shot="household-8-moved")
    officer.acts(project, "post_compensation", day(71), paper=paper)
    officer.acts(home, "archive", day(72))
    officer.acts(project, "complete", day(73))
    people["auditor"].acts(project, "publish_audit", day(90), paper=paper, shot="household-9-audited")
    quiet(people)


def _decide(people: dict[str, Visitor], desk: Desk, project: str, home: str, paper: Path) -> None:
    """The project up to the posting of the preliminary appraisals, and the survey of its one household."""
    officer, head = people["officer"], people["head"]
    named = {"title": project, "location": "360203007", "land_ownership": "state"}
    officer.opens("expropriation", "open", day(0), shot="household-1-opened", **named)
    own: dict[str, Any] = {"paper": paper}
    officer.acts(project, "confirm_basis", day(0), ground="old_town_renewal", **PLANS, **own)
    officer.acts(project, "draft_plan", day(0), households_in_scope="1", signing_days="30", **own)
    head.acts(project, "argue_plan", day(1), **own)
    head.acts(project, "publish_plan", day(1), **own)
    desk.tick(day(32))
    officer.acts(project, "tally_comments", day(32), comments_received="0", households_objecting="0", **own)
    head.acts(project, "publish_feedback", day(33), plan_changes="增加就近安置房源")
    officer.acts(project, "fix_scope", day(34), scope_text="东至中山路", freeze_months="12", **own)
    surveyed = {"title": home, "floor_area": "82.5", "house_use": "home", "owner_account": "person-107", "owner_name": "合成户主"}
    people["surveyor"].opens("household", "survey", day(35), beneath=project, **surveyed)
    officer.acts(project, "publish_survey", day(36), **own)
    officer.acts(project, "settle_unregistered", day(36), unregistered_found="0", unregistered_lawful="0", **own)
    officer.acts(project, "choose_appraiser", day(36), appraiser_firm="景图", appraiser_chosen_by="vote", **own)
    officer.acts(project, "assess_risk", day(36), risk_grade="low", **own)
    head.finds(project, "household-2-no-funds-yet")
    people["payer"].acts(project, "confirm_funds", day(36), funds_needed="700000", funds_in_account="700000", special_account="true", **own)
    head.acts(project, "executive_meeting", day(37), meeting_number="2017-12", **own)
    head.acts(project, "decide", day(37), **own)
    head.acts(project, "announce", day(38), **own)
    officer.acts(project, "entrust", day(39), implementing_unit="zs-expropriation", unit_not_for_profit="true")
    officer.acts(project, "post_preliminary", day(39), **own)
