"""The three forms of a bulletin: the same words in each, the same bytes each time, and numbers that lead back."""

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hetang.documents.errata import errata
from hetang.documents.layouts.html import fragment, page
from hetang.documents.layouts.pdf import pdf
from hetang.documents.layouts.word import word
from tests.documents.issue import ask, composed
from tests.documents.test_composing import with_value

CONTENT = composed().content
CLASSES = {
    "sheet",
    "b-top",
    "b-name",
    "b-no",
    "b-org",
    "b-by",
    "b-title",
    "b-sign",
    "b-notes",
    "b-foot",
    "b-last",
    "fn",
}

ORDER = ["keepNext", "widowControl", "tabs", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc"]


class Reader(HTMLParser):
    """Classes, links, ids and text of a page; open tags must close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.classes, self.links, self.ids, self.open = set[str](), list[str](), set[str](), list[str]()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.classes |= set((held.get("class") or "").split())
        self.ids |= {held["id"] or ""} if "id" in held else set()
        if tag == "a":
            self.links.append(held["href"] or "")
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_has_the_parts_of_a_bulletin_and_closes_every_tag() -> None:
    read = Reader(fragment(CONTENT))
    assert read.classes >= CLASSES and read.open == []
    assert "第 9 期（总第 147 期）" in read.text and "拟稿 袁听雨　审核 邵行之　签发 温令仪" in read.text


def test_every_number_is_a_link_to_its_figure_as_of_and_as_known_then() -> None:
    read = Reader(fragment(CONTENT))
    assert "/figures/roads_rebuilt?as_of=2017-04-26&known_at_seq=1283" in read.links
    targets = {link[1:] for link in read.links if link.startswith("#")}
    assert targets <= read.ids and {f"n{number}" for number in range(1, 15)} <= targets
    bare = re.sub(r"<a[^>]*>.*?</a>", "", fragment(CONTENT).split("b-notes")[0].split("b-title")[1])
    for number in ("27", "27500", "42.3", "138"):
        assert number not in re.sub(r"\d+月\d+日|\d+月", "", bare)


def test_errata_stand_above_the_text_and_beside_the_number() -> None:
    read = Reader(fragment(CONTENT, errata(CONTENT, with_value("roads_rebuilt", "26"))))
    assert {"notice", "amber"} <= read.classes
    assert "勘误 1 处" in read.text and "原印27条，现为26条" in read.text and "27" in read.text
    assert "勘误" not in Reader(fragment(CONTENT, errata(CONTENT, ask))).text


def test_text_is_escaped() -> None:
    shown = fragment(composed(contributor="<b>&本刊</b>").content)
    assert "&lt;b&gt;&amp;本刊&lt;/b&gt;" in shown and "<b>&本刊" not in shown


def test_a_page_that_stands_alone_loads_nothing() -> None:
    text = page(CONTENT).decode()
    assert text.startswith("<!doctype html>") and "src=" not in text and "url(" not in text and "<link" not in text


@pytest.mark.parametrize("made", [page, pdf, word])
def test_making_a_document_twice_gives_the_same_bytes(made: object) -> None:
    assert callable(made)
    assert made(CONTENT) == made(composed().content)
    assert made(CONTENT) != made(composed(issue=10).content)


def test_the_pdf_is_a4_and_needs_no_font_of_the_machine() -> None:
    data = pdf(CONTENT)
    assert data.startswith(b"%PDF-") and b"595.27" in data
    assert b"NotoSerif" in data and b"NotoSans" in data


def test_a_folder_of_fonts_takes_precedence_and_may_be_empty(tmp_path: Path) -> None:
    assert pdf(CONTENT, tmp_path) == pdf(CONTENT)


def test_the_word_file_has_named_styles_on_the_grid() -> None:
    document = docx.Document(BytesIO(word(CONTENT)))
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [210, 297, 37, 26]
    assert [round(side / Mm(1)) for side in (section.bottom_margin, section.left_margin)] == [35, 28]
    body = document.styles["通讯正文"]
    assert body.font.size == Pt(16)
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"通讯名称", "通讯标题", "通讯正文", "通讯一级标题", "通讯数字注"} <= used


def test_the_word_file_says_what_the_content_says_in_text_and_tables_that_can_be_edited() -> None:
    data = word(CONTENT)
    document = docx.Document(BytesIO(data))
    xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
    assert b"txbx" not in xml and len(document.tables) == 3
    text = "".join(node.text or "" for node in document.element.iter(qn("w:t")))
    for block in CONTENT["blocks"]:
        for run in block["runs"]:
            assert run["text"] in text
    for note in CONTENT["notes"]:
        assert note["text"] in text


def test_the_word_file_carries_no_time_of_its_making() -> None:
    data = word(CONTENT)
    assert {info.date_time for info in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = docx.Document(BytesIO(data)).core_properties
    assert about.created is not None and about.created.date().isoformat() == CONTENT["date"]


def test_properties_in_the_word_file_stand_in_the_order_of_the_format() -> None:
    xml = docx.Document(BytesIO(word(CONTENT))).styles.element
    for properties in xml.iter(qn("w:pPr")):
        names = [child.tag.rpartition("}")[2] for child in properties]
        known = [name for name in names if name in ORDER]
        assert known == sorted(known, key=ORDER.index)
