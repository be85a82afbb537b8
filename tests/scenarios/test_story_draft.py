"""A contribution comes in: the editor walks its claims by keyboard, corrects one, teaches a word, gives it back, and keeps a template."""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from docx import Document
from playwright.sync_api import FilePayload, Page, sync_playwright

from tests.scenarios import homes
from tests.scenarios.desk import Desk, served
from tests.scenarios.door import Door
from tests.web.test_browser import CHROMIUM, SWITCHES, opened

EDITOR = "person-003"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"),
]


@dataclass
class Room:
    """The editor's browser, and the home behind it."""

    door: Door
    page: Page
    at: str
    complaints: list[str]


@pytest.fixture(scope="module")
def room(quarter: Door) -> Iterator[Room]:
    assert CHROMIUM is not None
    with homes.copied(quarter.home) as door:
        assert door.ask("assets").status == 0
        with served(door) as at, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            page, said = opened(browser, 1280, "zh-CN")
            (link,) = Desk(door, at).link(EDITOR)
            page.goto(f"{at}/in/{link}")
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(f"{at}/today")
            yield Room(door, page, at, said)
            browser.close()


def test_a_contribution_is_checked_corrected_given_back_and_becomes_a_template(room: Room, tmp_path: Path) -> None:
    green, roads = (room.door.figure(id)["value"] for id in ("greened_area", "road_greening_length"))
    said = [
        "片区小结", f"去年新建改建绿地{int(green) // 10_000 + 9}万平方米，道路绿化{roads}米。",
        f"到2017年4月26日，口袋绿园{green}平方米，各方肯定。",
    ]  # fmt: skip
    the_editor_drops_it_in(room, said)
    the_editor_walks_it_by_keyboard_and_accepts_a_correction(room)
    the_editor_teaches_a_word(room)
    the_word_file_comes_back_with_its_marks(room, said)
    the_draft_becomes_a_template(room)
    the_command_line_does_the_same_acts(room, tmp_path)
    assert room.complaints == []
    assert room.door.run("verify").status == 0
    assert room.door.run("rebuild", "--check").status == 0


def the_editor_drops_it_in(room: Room, said: list[str]) -> None:
    document, file = Document(), io.BytesIO()
    for paragraph in said:
        document.add_paragraph(paragraph)
    document.save(file)
    page = room.page
    page.goto(f"{room.at}/bulletins")
    page.get_by_role("main").get_by_role("link", name="来稿").click()
    page.locator("#file").set_input_files(FilePayload(name="片区.docx", mimeType=WORD, buffer=file.getvalue()))
    page.locator("#as_of").fill("2017-04-26")
    page.get_by_role("button", name="收下并核对").click()
    assert page.get_by_role("heading", level=1).inner_text() == "核稿：片区小结"
    assert marks(page) == ["否", "符", "无"]


def the_editor_walks_it_by_keyboard_and_accepts_a_correction(room: Room) -> None:
    page = room.page
    for key, claim in (("j", "c1"), ("j", "c2"), ("j", "c3"), ("j", "c3"), ("k", "c2"), ("k", "c1")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == claim
        assert page.locator("a.claim[aria-current]").evaluate_all("all => all.map(one => one.id)") == [claim]
        assert page.locator("details.item[open]").get_attribute("data-item") == claim[1:]
    page.locator("#keys").uncheck()
    page.locator("#c1").focus()
    page.keyboard.press("a")
    assert marks(page)[0] == "否"   # switched off, the keys mean nothing
    page.locator("#keys").check()
    page.locator("#c1").focus()
    with page.expect_navigation():
        page.keyboard.press("a")
    assert marks(page) == ["符", "符", "无"]
    assert "已改，原为" in page.get_by_role("main").inner_text()


def the_editor_teaches_a_word(room: Room) -> None:
    page = room.page
    page.locator("#c3").click()
    item = page.locator("details.item[data-item='3']")
    item.get_by_text("这是哪个数字").click()
    item.get_by_label("用语").fill("口袋绿园")
    item.get_by_label("指的数字").select_option("greened_area")
    item.get_by_role("button", name="学会这个用语").click()
    assert marks(page) == ["符", "符", "符"]
    page.goto(f"{room.at}/words")
    assert "口袋绿园" in page.get_by_role("row").nth(1).inner_text()
    page.go_back()


def the_word_file_comes_back_with_its_marks(room: Room, said: list[str]) -> None:
    page = room.page
    with page.expect_download() as taken:
        page.get_by_role("link", name="取带批注的 Word").click()
    assert taken.value.suggested_filename == "片区-核稿.docx"
    content = Path(taken.value.path()).read_bytes()
    document = Document(io.BytesIO(content))
    assert "".join(document.paragraphs[1].text).startswith("去年新建改建绿地")
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    deleted, inserted = (re.findall(f"<w:{tag}[ >].*?</w:{tag}>", xml, re.DOTALL) for tag in ("del", "ins"))
    assert len(deleted) == len(inserted) == 1
    assert "".join(re.findall(r"<w:delText[^>]*>([^<]*)", deleted[0])) in said[1]
    assert xml.count("commentRangeStart") == 3


def the_draft_becomes_a_template(room: Room) -> None:
    page = room.page
    page.get_by_role("link", name="转为通讯草稿").click()
    assert "没有手写的数字了" in page.get_by_role("main").inner_text()
    markup = page.locator("#text").input_value()
    assert "{greened_area" in markup and "{road_greening_length" in markup and "{as_of}" in markup
    page.get_by_role("button", name="做成模板").click()
    assert re.fullmatch(rf"{room.at}/templates/\d+", page.url)
    assert "到2017年4月26日，口袋绿园" in page.locator(".draft").inner_text()
    assert page.locator(".draft a").count() == 3
    page.locator("#as_of").fill("2017-01-31")
    page.get_by_role("button", name="按这一天填").click()
    assert "到2017年1月31日，口袋绿园" in page.locator(".draft").inner_text()


def the_command_line_does_the_same_acts(room: Room, folder: Path) -> None:
    """With the grants of the person whom HETANG_ACTOR names."""
    word = {"indicator": "greened_area", "words": "口袋绿园", "lang": "zh"}
    assert room.door.act(folder / "a.json", {"id": str(uuid4()), "act": "learn_word", **word}, EDITOR).status == 1
    withdraw = {"id": str(uuid4()), "act": "withdraw_word", **word}
    assert room.door.act(folder / "b.json", withdraw, "person-008").json["refusals"][0]["code"] == "not_granted"
    assert room.door.act(folder / "c.json", withdraw, EDITOR).json["entry"]["kind"] == "word.withdrawn"
    template = {"act": "make_template", "title": "小结", "as_of": "2017-04-26"}
    typed = {**template, "id": str(uuid4()), "text": "绿地42.3万平方米。"}
    assert room.door.act(folder / "d.json", typed, EDITOR).json["refusals"][0]["code"] == "number_typed_in"
    made = room.door.act(folder / "e.json", {**template, "id": str(uuid4()), "text": "绿地{greened_area}。"}, EDITOR).json
    assert made["entry"]["kind"] == "template.made"
    room.page.goto(f"{room.at}/templates/{made['entry']['seq']}")
    assert room.page.locator(".draft a").count() == 1


def marks(page: Page) -> list[str]:
    """The marks of the claims, in the order of the text."""
    return page.locator(".draft .claim sup").all_inner_texts()
