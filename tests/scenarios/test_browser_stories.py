"""Two stories in a true browser, by the people concerned, from first act to last, through the pages alone."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from tests.scenarios import homes
from tests.scenarios.desk import Desk, served
from tests.scenarios.door import Door
from tests.web import lakeside
from tests.web.test_browser import CHROMIUM, SWITCHES, opened

DEMONSTRATION = "2017-04-26"
PEOPLE = {
    "planner": "person-194", "head": "person-188", "convener": "person-189", "works": "person-008", "quality": "person-012",
    "inspector": "person-193", "leader": "person-191", "river": "person-190",
}  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"),
]


@dataclass
class Window:
    """The browser of one person, signed in by a one-time link."""

    page: Page
    at: str
    sheets: Path
    complaints: list[str]

    def finds(self, title: str, kind: str) -> None:
        """By the search over matters, which every page has."""
        self.page.goto(f"{self.at}/matters")
        self.page.locator("#q").fill(title)
        self.page.locator("#q").press("Enter")
        self.page.get_by_role("row").filter(has=self.page.get_by_text(kind, exact=True)).get_by_role("link", name=title).first.click()

    def begins(self, act: str) -> None:
        """The button or line of an act."""
        self.page.get_by_role("main").get_by_role("link", name=act, exact=True).first.click()

    def fills(self, day: str, fields: dict[str, str], evidence: bool = False) -> None:
        for id, value in fields.items():
            control = self.page.locator(f"[name=f-{id}]").first
            if control.evaluate("one => one.type") == "radio":
                self.page.locator(f"[name=f-{id}][value={value}]").check()
            elif control.evaluate("one => one.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        if evidence:
            paper = FilePayload(name="佐证.png", mimeType="image/png", buffer=lakeside.png())
            self.page.locator("#evidence").set_input_files(paper)
        self.page.locator("#happened_on").fill(day)

    def sends(self) -> str:
        self.page.locator("main form button[type=submit]").click()
        return self.says()

    def does(self, act: str, day: str, evidence: bool = False, **fields: str) -> str:
        """An act from the matter's page to the matter's page."""
        self.begins(act)
        self.fills(day, fields, evidence)
        said = self.sends()
        assert "已入账" in said, said
        return said

    def says(self) -> str:
        return self.page.get_by_role("main").inner_text()

    def kept(self, name: str) -> None:
        """A sheet to look at."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 1280, name
        self.page.screenshot(path=self.sheets / f"{name}.png", full_page=True)


@dataclass
class House:
    """The served city with a browser for everybody who is concerned."""

    desk: Desk
    browser: Browser
    sheets: Path
    windows: dict[str, Window] = field(default_factory=dict)

    def window(self, name: str) -> Window:
        if name not in self.windows:
            (link,) = self.desk.link(PEOPLE[name])
            page, said = opened(self.browser, 1280, "zh-CN")
            page.goto(f"{self.desk.at}/in/{link}")
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(f"{self.desk.at}/today")
            self.windows[name] = Window(page, self.desk.at, self.sheets, said)
        return self.windows[name]


@pytest.fixture(scope="module")
def house(city: Door, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    assert CHROMIUM is not None
    with homes.copied(city.home) as door:
        assert door.ask("assets").status == 0
        with served(door) as at, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            yield House(Desk(door, at), browser, tmp_path_factory.mktemp("sheets"))
            browser.close()


def test_the_muddy_road_stalls_goes_to_the_conference_and_is_lifted(house: House) -> None:
    the_road_is_opened_and_started(house)
    house.desk.tick(DEMONSTRATION)
    the_clock_has_taken_it_to_the_conference(house)
    the_conference_decides(house)
    progress_is_verified_and_the_stall_lifted(house)
    the_task_is_closed(house)
    assert {name: one.complaints for name, one in house.windows.items() if one.complaints} == {}


def the_road_is_opened_and_started(house: House) -> None:
    planner, head, works, convener = (house.window(name) for name in ("planner", "head", "works", "convener"))
    planner.kept("road-01-planner-today")
    planner.page.goto(f"{planner.at}/matters")
    planner.begins("专项计划：拟订计划")
    programme = {"title": "城西道路改造", "goal": "城西三条土路改成沥青路", "amount": "1.2 亿元", "last_day": "2018-12-31"}
    planner.fills("2017-01-04", programme)
    planner.kept("road-02-programme-form")
    assert "已入账" in planner.sends()
    head.page.goto(f"{head.at}/today")
    head.kept("road-03-head-today")
    head.finds("城西道路改造", "专项计划")
    head.does("批准", "2017-01-06", True, in_budget="true")
    head.kept("road-04-programme-approved")
    planner.finds("城西道路改造", "专项计划")
    planner.begins("建设项目：立项")
    road = {
        "title": "泥湾路", "category": "road", "responsible": "jdz-works", "site": "360202001", "key": "true", "budget": "900万元",
        "quality_organ": "jdz-quality", "first_day": "2017-02-03", "last_day": "2017-10-31",
    }  # fmt: skip
    planner.fills("2017-01-09", road)
    planner.kept("road-05-project-form")
    assert "已入账" in planner.sends()
    works.finds("泥湾路", "建设项目")
    works.does("登记分段设计", "2017-01-10", True, design_segment="1", design_length="800")
    assert "未领施工许可证" in works.says()
    works.kept("road-06-no-start-without-permit")
    works.does("登记施工许可", "2017-01-11", True, permit_number="360200-17-11")
    convener.finds("泥湾路", "建设项目")
    convener.does("挂点", "2017-01-12", attached_leader="jdz-gov.leader", conference="jdz-office")
    works.finds("泥湾路", "建设项目")
    works.does("开工", "2017-02-03")
    works.kept("road-07-started")


def the_clock_has_taken_it_to_the_conference(house: House) -> None:
    works, leader, convener = house.window("works"), house.window("leader"), house.window("convener")
    for name, window in (("works", works), ("leader", leader), ("convener", convener)):
        window.page.goto(f"{window.at}/today")
        window.kept(f"road-08-{name}-today")
    leader.page.goto(f"{leader.at}/notices")
    assert "泥湾路" in leader.says()
    leader.kept("road-09-leader-notices")
    works.finds("泥湾路", "停滞")
    said = works.says()
    assert "到联席会议" in said and "2017年2月3日" in said
    works.kept("road-10-stall")


def the_conference_decides(house: House) -> None:
    convener = house.window("convener")
    convener.finds("泥湾路", "联席会议议定事项")
    convener.does("列入议程", DEMONSTRATION, meeting_day=DEMONSTRATION, major="false")
    convener.begins("议定")
    convener.fills(DEMONSTRATION, {"effect": "decides", "decision": "会上决定征收沿线房屋", "bodies": "4"}, True)
    assert "第八条" in convener.sends()
    convener.kept("road-11-not-in-the-government-s-stead")
    convener.fills(DEMONSTRATION, {"effect": "coordinates", "decision": "五月上旬复工，每周推进一段"})
    assert "已入账" in convener.sends()
    convener.does("交办任务", DEMONSTRATION, task_title="五月上旬复工", task_owner="jdz-works", task_day="2017-05-12")
    convener.kept("road-12-decided")


def progress_is_verified_and_the_stall_lifted(house: House) -> None:
    works, quality, inspector = house.window("works"), house.window("quality"), house.window("inspector")
    works.finds("泥湾路", "建设项目")
    works.does("登记道路进展", DEMONSTRATION, True, finished_length="320")
    works.kept("road-13-progress")
    inspector.finds("泥湾路", "停滞")
    assert "停滞之后没有核实的进展" in inspector.says()
    quality.page.goto(f"{quality.at}/today")
    quality.kept("road-14-quality-today")
    quality.finds("泥湾路", "建设项目")
    quality.does("核实已报各项", DEMONSTRATION)
    quality.kept("road-15-verified")
    inspector.finds("泥湾路", "停滞")
    inspector.does("确认恢复", DEMONSTRATION)
    inspector.kept("road-16-lifted")


def the_task_is_closed(house: House) -> None:
    works, convener, leader = house.window("works"), house.window("convener"), house.window("leader")
    works.finds("五月上旬复工", "任务")
    works.does("报办结", DEMONSTRATION, True, result="已复工，完成三百二十米")
    works.kept("road-17-task-reported")
    convener.finds("五月上旬复工", "任务")
    convener.does("验收办结", DEMONSTRATION)
    convener.page.get_by_role("link", name="泥湾路").first.click()
    convener.does("办结", DEMONSTRATION)
    convener.kept("road-18-closed")
    leader.page.goto(f"{leader.at}/notices")
    leader.kept("road-19-leader-notices")
    leader.page.goto(f"{leader.at}/figures/stall_days_mean")
    leader.kept("road-20-figure")
    assert "82" in leader.says(), "from 3 February to 26 April"


def test_the_river_works_are_logged_for_twelve_days_verified_and_accepted(house: House) -> None:
    planner, river, quality = (house.window(name) for name in ("planner", "river", "quality"))
    planner.page.goto(f"{planner.at}/matters")
    planner.begins("建设项目：立项")
    works = {
        "title": "南河清淤", "category": "river", "responsible": "jdz-xihe", "site": "360203001", "key": "false", "budget": "6000万元",
        "quality_organ": "jdz-quality", "first_day": "2017-04-10", "last_day": "2017-04-21", "planned_total": "120万立方米",
    }  # fmt: skip
    planner.fills("2017-03-01", works)
    assert "已入账" in planner.sends()
    river.finds("南河清淤", "建设项目")
    river.does("发包标段", "2017-03-10", True, contract_lot="1", contractor="firm-d", price="5000万元", tender="open")
    river.does("登记施工许可", "2017-03-20", True, permit_number="360203-17-02")
    river.does("开工", "2017-04-10")
    twelve_days_are_logged(river)
    quality.page.goto(f"{quality.at}/today")
    quality.kept("river-04-quality-today")
    quality.finds("南河清淤", "建设项目")
    quality.does("核实已报各项", "2017-04-22")
    quality.kept("river-05-verified")
    quality.page.goto(f"{quality.at}/figures/river_daily_record_rank")
    quality.kept("river-06-rank")
    assert quality.page.locator(".value").first.inner_text().startswith("2")
    river.finds("南河清淤", "建设项目")
    river.does("报请竣工验收", "2017-04-23", True)
    quality.finds("南河清淤", "建设项目")
    quality.begins("验收合格")
    quality.fills("2017-04-24", {"files_complete": "true", "warranty_signed": "false"}, True)
    assert "没有签署的保修书" in quality.sends()
    quality.kept("river-07-no-warranty")
    quality.fills("2017-04-24", {"warranty_signed": "true"})
    assert "已入账" in quality.sends()
    river.finds("南河清淤", "建设项目")
    river.kept("river-08-accepted")
    river.does("竣工验收备案", DEMONSTRATION, filing_number="2017-31")
    river.kept("river-09-filed")
    assert {name: one.complaints for name, one in house.windows.items() if one.complaints} == {}


def twelve_days_are_logged(river: Window) -> None:
    for n in range(12):
        day = (date(2017, 4, 10) + timedelta(n)).isoformat()
        earth = str(80_000 + 4_000 * n)
        machines = {"excavators": str(60 + n), "trucks": str(120 + 4 * n), "earth": earth, "earth_state": "natural"}
        river.begins("施工日志")
        river.fills(day, {"lot": "1", **machines, "people": str(240 + 10 * n), "shift": "早班"}, True)
        if n == 0:
            river.kept("river-01-log-form")
        assert "已入账" in river.sends()
    river.does("施工日志", "2017-04-21", True, lot="1", people="180", shift="晚班")
    river.kept("river-02-logged")
