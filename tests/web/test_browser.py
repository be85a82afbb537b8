"""The pages in a true browser: nothing that the policy forbids, no overflow, a visible focus, a walk by keyboard."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from hetang.terms.digests import digest
from hetang.terms.ids import derived_id
from tests.web import lakeside

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"]
PAGES = ["/", f"/figures/lamps?as_of={lakeside.AS_OF}", f"/figures/lamps?as_of={lakeside.AS_OF}&by=place", "/figures/lawns", "/entries",
         "/entries/2", "/entries/2/rows/0", "/bulletins", "/bulletins/first/1", "/in", "/nowhere"]
DRAFT = f"/drafts/{derived_id('draft', '湖滨.txt', digest(lakeside.DRAFT.encode()))}"
OF_DRAFTS = ["/drafts", DRAFT, f"{DRAFT}?show=change&at=2", "/words", "/templates"]
START_SECONDS = 60
Served = tuple[str, list[str]]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server's address and the sign-in tokens of a reader and an editor."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "HETANG_HOME": str(tmp_path_factory.mktemp("home")), "HETANG_DATABASE_URL": "",
                   "DJANGO_SETTINGS_MODULE": "hetang.wiring.settings"}
    command = [sys.executable, "-m", "tests.web.served", str(port)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            tokens = server.stdout.readline().split()
            base = f"http://127.0.0.1:{port}"
            _wait_for(f"{base}/health")
            yield base, tokens
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "no chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def cookies(browser: Browser, address: Served) -> dict[str, object]:
    """What a browser keeps after its person has opened the link and pressed the button."""
    return signed_in(browser, address[0], address[1][0])


@pytest.fixture(scope="module")
def editors_cookies(browser: Browser, address: Served) -> dict[str, object]:
    return signed_in(browser, address[0], address[1][1])


def signed_in(browser: Browser, base: str, token: str) -> dict[str, object]:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{base}/in/{token}")
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"{base}/today")
    kept = context.storage_state()
    context.close()
    return dict(kept)


def opened(browser: Browser, width: int, locale: str, cookies: dict[str, object] | None = None) -> tuple[Page, list[str]]:
    """A page, and the list into which its console's complaints go; that a refused page is refused is none."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "status of 40" not in message.text:
            said.append(message.text)

    context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale, storage_state=cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return page, said


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [1280, 640, 320])
def test_every_page_keeps_the_policy_and_its_width(
    browser: Browser, address: Served, cookies: dict[str, object], locale: str, width: int
) -> None:
    """640 is 1280 at 200 % zoom; 320 is 1280 at 400 %, as WCAG asks of reflow."""
    hold_the_policy_and_the_width(browser, address[0], cookies, locale, width, [*PAGES, *OF_DRAFTS])


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_an_editor_keeps_the_policy_and_its_width(
    browser: Browser, address: Served, editors_cookies: dict[str, object], locale: str, width: int
) -> None:
    hold_the_policy_and_the_width(browser, address[0], editors_cookies, locale, width, [*OF_DRAFTS, f"{DRAFT}/template"])


def hold_the_policy_and_the_width(
    browser: Browser, base: str, cookies: dict[str, object], locale: str, width: int, paths: list[str]
) -> None:
    page, said = opened(browser, width, locale, cookies)
    for path in paths:
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("h1").count() == 1, path
        assert page.locator("html").get_attribute("lang") == ("zh-Hans" if locale == "zh-CN" else "en"), path
        assert not page.locator("img").evaluate_all("all => all.filter(one => one.complete && !one.naturalWidth).map(one => one.src)"), path
    assert said == []
    page.context.close()


def test_a_number_is_opened_from_the_bulletin_down_to_the_picture(
    browser: Browser, address: Served, cookies: dict[str, object]
) -> None:
    page, said = opened(browser, 1280, "zh-CN", cookies)
    page.goto(f"{address[0]}/")
    page.get_by_role("link", name="湖滨通讯").click()
    page.locator("article.sheet p a").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "路灯"
    assert page.locator(".value a").inner_text() == "350"
    row = page.locator("tbody tr", has=page.locator(".thumb img")).last
    row.locator("td.num a").first.click()
    assert "经过" in page.locator("main").inner_text()
    assert page.locator(".thumb img").count() == 1
    with page.expect_download() as taken:
        page.locator(".thumb").click()
    assert Path(taken.value.path()).read_bytes() == lakeside.png()
    assert said == []
    page.context.close()


def test_the_page_is_walked_by_keyboard_with_a_visible_focus(browser: Browser, address: Served) -> None:
    page, _ = opened(browser, 1280, "zh-CN")
    page.goto(f"{address[0]}/figures/lamps?as_of={lakeside.AS_OF}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    ringless = []
    for _ in range(60):
        page.keyboard.press("Tab")
        named, outline = page.evaluate(
            "[document.activeElement.outerHTML.slice(0, 80), getComputedStyle(document.activeElement).outlineStyle]"
        )
        if named.startswith("<body"):
            break
        if outline == "none":
            ringless.append(named)
    assert ringless == []
    page.context.close()


def test_a_claim_is_opened_beside_the_draft_without_any_script(
    browser: Browser, address: Served, cookies: dict[str, object]
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", storage_state=cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address[0]}{DRAFT}")
    page.locator("#c2").click()
    item = page.locator("details.item[open]")
    assert item.count() == 1 and "99平方米" in item.inner_text() and "账簿" in item.inner_text()
    item.get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "草坪"
    context.close()


def test_on_a_phone_a_claim_leads_down_to_its_item_and_back(
    browser: Browser, address: Served, cookies: dict[str, object]
) -> None:
    page, said = opened(browser, 390, "zh-CN", cookies)
    page.goto(f"{address[0]}{DRAFT}")
    page.locator("#c2").click()
    assert page.evaluate("document.activeElement.parentElement.dataset.item") == "2"
    assert page.locator("details.item[open]").count() == 1 and page.locator("#i2").is_visible()
    page.locator("#i2").get_by_role("link", name="看文中此处").click()
    assert page.url.endswith("#c2") and page.locator("#c2").is_visible()
    assert said == []
    page.context.close()


def test_the_switch_changes_the_language_and_stays(browser: Browser, address: Served) -> None:
    page, _ = opened(browser, 1280, "zh-CN")
    page.goto(f"{address[0]}/bulletins")
    page.get_by_role("link", name="English").click()
    assert page.url == f"{address[0]}/bulletins"
    assert page.get_by_role("heading", level=1).inner_text() == "Bulletins"
    page.goto(f"{address[0]}/entries")
    assert page.get_by_role("heading", level=1).inner_text() == "Ledger"
    page.context.close()


def test_the_forms_ask_again_without_any_script(browser: Browser, address: Served) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address[0]}/figures/lamps")
    page.locator("#a-as-of").fill(lakeside.AS_OF)
    page.locator("#a-by").select_option("place")
    page.get_by_role("button", name="查看").click()
    assert f"as_of={lakeside.AS_OF}" in page.url and "by=place" in page.url
    assert "按地点分列" in page.locator("main").inner_text()
    context.close()


def test_a_printed_page_drops_what_only_a_screen_needs(browser: Browser, address: Served) -> None:
    page, _ = opened(browser, 1280, "zh-CN")
    page.goto(f"{address[0]}/figures/lamps?as_of={lakeside.AS_OF}")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator("form.ask").first.is_visible()
    assert page.locator(".value").is_visible()
    page.context.close()
