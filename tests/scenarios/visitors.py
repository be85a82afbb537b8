"""People at the desk in a true browser: each signs in by a one-time link and does everything through the pages."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from tests.scenarios.desk import Desk
from tests.web.test_browser import opened

SLOW = 60_000


@dataclass
class Visitor:
    """One person with a browser of their own; `said`: what its console complained of."""

    at: str
    page: Page
    said: list[str]
    folder: Path
    shots: list[str] = field(default_factory=list)

    def see(self, path: str, shot: str = "") -> str:
        """A page; what its main part says."""
        self.page.goto(self.at + path)
        self.shoot(shot)
        return self.page.locator("main").inner_text()

    def finds(self, title: str, shot: str = "") -> None:
        """The matter's page, by the list."""
        self.page.goto(f"{self.at}/matters?state=all&q={quote(title)}")
        self.page.locator("main").get_by_role("link", name=title, exact=True).first.click()
        expect(self.page.locator("h1")).to_have_text(title)
        self.shoot(shot)

    def opens(self, kind: str, act: str, day: str, beneath: str = "", shot: str = "", **fields: str) -> None:
        if beneath:
            self.finds(beneath)
        else:
            self.page.goto(f"{self.at}/matters")
        self.page.locator(f'main a[href*="/kinds/{kind}/open/{act}"]').first.click()
        self.sends(day, shot, fields)

    def acts(
        self, title: str, act: str, day: str, shot: str = "", paper: Path | None = None, second: str = "", refused: str = "", **fields: str
    ) -> None:
        """An act from its matter's page. `refused`: words of the refusal that is expected instead."""
        self.finds(title)
        self.page.locator(f'main a[href$="/acts/{act}"]').first.click()
        if second:
            self.page.locator('[name="with"]').select_option(second)
        if paper is not None:
            self.page.locator("#evidence").set_input_files(paper)
        self.sends(day, shot, fields, refused)

    def sends(self, day: str, shot: str, fields: dict[str, str], refused: str = "") -> None:
        for name, value in fields.items():
            self.fills(f"f-{name}", value)
        self.page.locator("#happened_on").fill(day)
        if not refused:
            self.shoot(shot and f"{shot}-form")
        self.page.locator('main button[type="submit"]').click()
        if refused:
            expect(self.page.locator("main .refusal").first).to_contain_text(refused)
        else:
            expect(self.page.locator('main [role="status"]')).to_contain_text("已入账")
        self.shoot(shot)

    def fills(self, name: str, value: str) -> None:
        control = self.page.locator(f'[name="{name}"]')
        if control.first.get_attribute("type") == "radio":
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)

    def shoot(self, name: str) -> None:
        if name:
            self.page.screenshot(path=self.folder / f"{name}.png", full_page=True)


def visitors(browser: Browser, desk: Desk, folder: Path, persons: dict[str, str]) -> dict[str, Visitor]:
    """By the names that the story gives them, each through the sign-in page."""
    found = {}
    for (name, _), token in zip(persons.items(), desk.link(*persons.values()), strict=True):
        page, said = opened(browser, 1280, "zh-CN")
        page.set_default_timeout(SLOW)
        page.goto(f"{desk.at}/in/{token}")
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/in/" not in url)
        found[name] = Visitor(desk.at, page, said, folder)
    return found
