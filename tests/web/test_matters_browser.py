"""Matters in a true browser: read, acted on and verified by the people concerned, with and without scripts, by keyboard, on a phone."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web import lakeside, town_story
from tests.web.api import town
from tests.web.test_browser import CHROMIUM, SWITCHES, _wait_for, opened

PEOPLE = (town.HEAD, town.CHECKER, town.MAYOR, town.OFFICER, town.CLERK)
BRIDGE, LANE, DITCH = (f"/matters/{town.id_of(name)}" for name in (town_story.BRIDGE, town_story.LANE, town_story.DITCH))
PAGES = ["/today", "/matters", BRIDGE, DITCH, LANE, f"{BRIDGE}/acts/log", f"{BRIDGE}/acts/finish", f"{LANE}/acts/accept", "/kinds",
         "/kinds/repair", "/kinds/complaint", "/notices", "/organisations", "/organisations/roads"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The server's address, and a sign-in token of each person."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "HETANG_HOME": str(tmp_path_factory.mktemp("home")), "HETANG_DATABASE_URL": "",
                   "DJANGO_SETTINGS_MODULE": "hetang.wiring.settings"}
    command = [sys.executable, "-m", "tests.web.served", str(port), "town"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            tokens = server.stdout.readline().split()
            base = f"http://127.0.0.1:{port}"
            _wait_for(f"{base}/health")
            yield base, dict(zip(PEOPLE, tokens, strict=True))
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def kept(browser: Browser, served: tuple[str, dict[str, str]]) -> dict[str, dict[str, object]]:
    """What each person's browser keeps after the link was opened and the button pressed."""
    base, tokens = served
    found = {}
    for person, token in tokens.items():
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(f"{base}/in/{token}")
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{base}/today")
        found[person] = dict(context.storage_state())
        context.close()
    return found


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [1280, 640, 320])
def test_every_page_keeps_the_policy_and_its_width(
    browser: Browser, served: tuple[str, dict[str, str]], kept: dict[str, dict[str, object]], locale: str, width: int
) -> None:
    page, said = opened(browser, width, locale, kept[town.HEAD])
    for path in PAGES:
        page.goto(served[0] + path)
        page.wait_for_load_state("load")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("h1").count() == 1, path
        nameless = "all => all.filter(one => one.type !== 'hidden' && !one.labels.length).map(one => one.outerHTML)"
        assert not page.locator("main input, main select, main textarea").evaluate_all(nameless), path
        unnamed = "all => all.filter(one => !one.textContent.trim() && !one.getAttribute('aria-label')).map(one => one.outerHTML)"
        assert not page.locator("main a[href], main button").evaluate_all(unnamed), path
        small = "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"
        assert not page.locator("main .btn, main button, main summary").evaluate_all(small), path
    assert [one for one in said if "409" not in one] == []
    page.context.close()


def test_the_people_concerned_take_a_repair_from_report_to_acceptance_without_any_script(
    browser: Browser, served: tuple[str, dict[str, str]], kept: dict[str, dict[str, object]]
) -> None:
    def person(id: str) -> Page:
        context = browser.new_context(java_script_enabled=False, locale="zh-CN", storage_state=kept[id])  # type: ignore[arg-type]
        return context.new_page()

    checker, head = person(town.CHECKER), person(town.HEAD)
    checker.goto(f"{served[0]}/matters")
    checker.get_by_role("link", name="修路：报修").click()
    checker.get_by_label("题名").fill("集市东口")
    checker.get_by_role("button", name="报修").click()
    refusal = checker.get_by_role("alert").filter(has_text="缺少“面积”")
    assert refusal.count() == 1 and checker.get_by_label("题名").input_value() == "集市东口"
    checker.get_by_label("面积").fill("8")
    checker.get_by_role("button", name="报修").click()
    assert checker.get_by_role("heading", level=1).inner_text() == "集市东口" and "已入账" in checker.locator("main").inner_text()

    head.goto(f"{served[0]}/today")
    head.get_by_role("row", name="集市东口").get_by_role("link", name="开工").click()
    head.get_by_role("button", name="开工").click()
    head.get_by_role("link", name="日志").click()
    head.get_by_label("方量").fill("2 m³")
    head.get_by_role("button", name="日志").click()
    head.get_by_role("link", name="报完工").click()
    assert "凭它决定：是否验收" in head.locator("form.gap").inner_text()
    head.get_by_label("照片，至少 1 件").set_input_files({"name": "now.png", "mimeType": "image/png", "buffer": lakeside.png()})
    head.get_by_role("button", name="报完工").click()
    assert "现在：待核" in head.locator("main").inner_text()

    checker.goto(f"{served[0]}/today")
    checker.get_by_role("row", name="集市东口").get_by_role("link", name="验收").first.click()
    checker.get_by_role("button", name="验收").click()
    said = checker.locator("main").inner_text()
    assert "现在：办结" in said and "已核实" in said
    head.goto(f"{served[0]}/notices")
    assert "集市东口" in head.locator("main").inner_text()
    for page in (checker, head):
        page.context.close()


def test_rows_are_walked_by_keyboard(browser: Browser, served: tuple[str, dict[str, str]], kept: dict[str, dict[str, object]]) -> None:
    page, said = opened(browser, 1280, "zh-CN", kept[town.HEAD])
    page.goto(f"{served[0]}/matters")
    links = page.locator("[data-rows] tbody tr")
    links.nth(0).locator("a").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused = page.evaluate("document.activeElement.closest('tr').rowIndex")
    assert focused == 2 and page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.locator("#m-q").fill("jk")   # outside of the table the keys are letters
    assert page.locator("#m-q").input_value() == "jk"
    refused = page.goto(f"{served[0]}{DITCH}")
    assert refused is not None and page.locator(".acts [aria-disabled=true]").count() == page.locator(".acts .btn[role=link]").count()
    assert said == []
    page.context.close()


def test_a_person_complained_of_finds_nothing(
    browser: Browser, served: tuple[str, dict[str, str]], kept: dict[str, dict[str, object]]
) -> None:
    there = f"/matters/{town.id_of(town_story.COMPLAINT)}"
    nowhere = f"/matters/{town.id_of('nothing')}"
    said = []
    for path in (there, nowhere):
        page, _ = opened(browser, 1280, "zh-CN", kept[town.HEAD])
        answer = page.goto(served[0] + path)
        assert answer is not None and answer.status == 404
        said.append(re.sub(r"\s+", " ", page.locator("body").inner_text()))
        page.context.close()
    assert said[0] == said[1]
    page, _ = opened(browser, 1280, "zh-CN", kept[town.OFFICER])
    answer = page.goto(served[0] + there)
    assert answer is not None and answer.status == 200 and "密封" in page.locator("main").inner_text()
    page.context.close()


def test_a_printed_matter_drops_what_only_a_screen_needs(
    browser: Browser, served: tuple[str, dict[str, str]], kept: dict[str, dict[str, object]]
) -> None:
    page, _ = opened(browser, 1280, "zh-CN", kept[town.HEAD])
    page.goto(f"{served[0]}{BRIDGE}")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible() and not page.locator(".acts").first.is_visible()
    assert page.locator(".steps").is_visible() and page.locator(".story").is_visible()
    page.context.close()
