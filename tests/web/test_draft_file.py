"""Drafts as they come: opened with exactly their text, or refused with a sentence, before anything of them could act."""

import io
import socket
import struct
import tracemalloc
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from hetang.terms.refusals import Refusal
from hetang.web.draft_file import FILE_MEGABYTES, Opened, drafts_in, open_draft, read_file
from tests.web.word_files import MAIN, TYPE, document, docx, field, paragraph, relation, relations, run

SAID = "今年修路27条，\r\n新铺人行道7.13万平方米。\n"


def opened(content: bytes, name: str = "draft", form: str | None = None) -> Opened:
    found = open_draft(name, content, form)
    assert isinstance(found, Opened), found
    return found


def refused(content: bytes, name: str = "draft", form: str | None = None) -> str:
    found = open_draft(name, content, form)
    assert isinstance(found, Refusal), found
    assert found.says.zh and found.says.en and found.accepts.zh and found.accepts.en
    assert "{" not in found.text("zh") + found.text("en")
    return found.code


@pytest.fixture(autouse=True)
def nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise AssertionError("a draft made the house call somebody")

    monkeypatch.setattr(socket.socket, "connect", fails)
    monkeypatch.setattr(socket, "getaddrinfo", fails)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_given_sign_for_sign_whatever_its_encoding(encoding: str) -> None:
    assert opened(SAID.encode(encoding)).text == SAID


def test_english_in_utf_16_without_a_mark_is_told_by_its_zeros() -> None:
    assert opened("27 roads rebuilt".encode("utf-16-le")).text == "27 roads rebuilt"


def test_utf_8_with_one_broken_byte_is_not_taken_for_another_encoding() -> None:
    whole = ("今年修路，" * 20).encode()
    broken = whole[:31] + b"A" + whole[32:]
    assert broken.decode("gb18030")   # it could be taken for one
    assert refused(broken) == "no_encoding"


@pytest.mark.parametrize(("content", "code"), [
    (b"", "empty"), (b" \r\n\t ", "no_text"), ("　 \n".encode(), "no_text"),
    (bytes(range(256)) * 40, "not_text"), (b"\0" * 4096, "not_text"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "not_a_draft"),
    (b"%PDF-1.7\n...", "not_a_draft"), (rb"{\rtf1\ansi 27}", "not_a_draft"), (b"<!DOCTYPE html><p>27</p>", "not_a_draft"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_word"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    (b"PK\x05\x06" + b"\0" * 18, "not_word"), (b"PK\x03\x04" + b"\0" * 40, "damaged"),
    (docx()[:-200], "damaged"), (docx()[:300] + b"\0\0\0\0" + docx()[304:], "damaged"),
])
def test_what_is_no_draft_is_refused_by_what_it_holds(content: bytes, code: str) -> None:
    assert refused(content, "draft.docx") == code


def test_a_form_that_is_named_is_the_form_it_is_read_in() -> None:
    assert refused(SAID.encode(), form="docx") == "not_word"
    assert refused(docx(), form="text") in ("not_text", "no_encoding")
    assert opened(b"<html>27</html>", form="text").text == "<html>27</html>"


def test_a_file_of_200_mb_is_refused_without_reading_it(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    with large.open("wb") as file:
        file.truncate(200 * 2**20)
    tracemalloc.start()
    found = read_file(large)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found, Refusal) and found.code == "too_large" and str(FILE_MEGABYTES) in found.says.en
    assert peak < 2**20


def test_a_file_without_a_size_is_read_no_further_than_is_taken() -> None:
    found = read_file(Path("/dev/zero"))
    assert isinstance(found, Refusal) and found.code == "too_large"


def test_a_text_beyond_the_limit_of_characters_is_refused() -> None:
    assert refused(b"7" * 2_000_001) == "too_long"


HYPERLINK = relation("rId9", "hyperlink", "https://hetang.example/a", external=True)
DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"
LINKED = {
    "image": "https://hetang.example/p.png", "attachedTemplate": "file:///C:/t.dotm", "oleObject": "https://hetang.example/o",
    "subDocument": "part.docx", "frame": "https://hetang.example/f", "mailMergeSource": "file:///C:/d.csv",
}


@pytest.mark.parametrize("kind", LINKED)
@pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "word/_rels/settings.xml.rels", "word/_rels/header1.xml.rels"])
def test_what_would_be_fetched_from_elsewhere_is_refused_wherever_it_stands(kind: str, part: str) -> None:
    parts = {part.replace("_rels/", "").removesuffix(".rels"): document(""), part: relations(relation("rId1", kind, LINKED[kind], True))}
    parts.pop("word/document.xml", None)
    assert refused(docx(parts=parts)) == "fetches"


def test_a_link_to_a_page_waits_for_a_click_and_is_no_reason_to_refuse() -> None:
    template = relation("rId8", "attachedTemplate", "Normal.dotm", external=True)   # a name: it lies with the reader's Word
    assert opened(docx(links=(HYPERLINK, template))).text == "修路27条。"


@pytest.mark.parametrize("instruction", [
    'INCLUDETEXT "https://hetang.example/a.docx"', ' includepicture \\d "x.png"', 'DDEAUTO c:\\windows\\cmd "/k"', "LINK Excel.Sheet.12 a",
])
@pytest.mark.parametrize("form", ["complex", "simple", "split", "made up"])
def test_a_field_that_would_fetch_or_run_is_refused(instruction: str, form: str) -> None:
    escaped = instruction.replace('"', "&quot;")
    body = {
        "complex": field(escaped, "1"), "simple": f'<w:fldSimple w:instr="{escaped}">{run("1")}</w:fldSimple>',
        "split": field(f"{escaped[:4]}</w:instrText></w:r><w:r><w:instrText>{escaped[4:]}", "1"),
        "made up": field(f"</w:instrText></w:r>{field('QUOTE 68 68 69', 'D')}<w:r><w:instrText>{escaped[5:]}", "1"),
    }[form]
    assert refused(docx(paragraph(body))) == "fetches"


def test_a_field_that_nobody_ended_is_read_all_the_same() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r>'
    assert refused(docx(paragraph(f"{begun}<w:r><w:instrText>PICTURE x</w:instrText></w:r>{run('27条')}"))) == "fetches"


def test_fields_that_only_count_and_refer_are_read() -> None:
    body = paragraph(run("共"), field(" =SUM(A1:A3) ", "27"), run("条，见第"), field("PAGEREF _a", "12"), run("页"))
    assert opened(docx(body)).text == "共27条，见第页"


@pytest.mark.parametrize(("given", "code"), [
    ({"parts": {"word/vbaProject.bin": b"x"}}, "macros"), ({"main_type": DOCM}, "macros"),
    ({"links": (relation("r", "vbaProject", "v.bin"),)}, "macros"),
    ({"parts": {"word/activeX/activeX1.bin": b"x"}}, "embeds"),
    ({"links": (relation("r", "oleObject", "embeddings/o.bin"),)}, "embeds"), ({"links": (relation("r", "control", "c.xml"),)}, "embeds"),
    ({"links": (relation("r", "package", "embeddings/a.docx"),)}, "embeds"), ({"links": (relation("r", "aFChunk", "a.html"),)}, "embeds"),
    ({"body": '<w:altChunk r:id="r"/>'}, "embeds"),
    ({"body": paragraph('<w:r><w:pict><v:imagedata src="https://hetang.example/x.png"/></w:pict></w:r>')}, "fetches"),
    ({"parts": {"word/document.xml": '<!DOCTYPE d [<!ENTITY a "27">]>' + document(paragraph(run("&a;"))).split("\n")[1]}}, "entities"),
    ({"parts": {"word/styles.xml": '<!DOCTYPE d SYSTEM "https://hetang.example/d.dtd"><d/>'}}, "entities"),
    ({"parts": {"word/theme.xml": '<!DOCTYPE d SYSTEM "x"><d/>'.encode("utf-16")}}, "entities"),
    ({"parts": {"word/document.xml": document("")[:-9]}}, "damaged"), ({"parts": {"word/document.xml": b"\xff\x00\x01"}}, "damaged"),
    ({"parts": {"word/document.xml": document("<w:p>" * 300 + "</w:p>" * 300)}}, "damaged"),
    ({"parts": {"_rels/.rels": relations()}}, "not_word"), ({"body": paragraph()}, "no_text"),
    ({"main_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}, "not_word"),
    ({"parts": {f"word/media/{n}.xml": "<a/>" for n in range(4_001)}}, "swells"),
    ({"parts": {"word/big.xml": b" " * (65 << 20)}}, "swells"), ({"parts": {"word/media/a.png": b"\0" * (201 << 20)}}, "swells"),
    ({"parts": {"word/Document.xml": document("")}}, "damaged"),
    ({"parts": {"word/document.xml": document("").replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main")}}, "strict_word"),
])
def test_a_word_file_in_which_something_could_act_is_refused(given: dict[str, object], code: str) -> None:
    assert refused(docx(**given)) == code   # type: ignore[arg-type]


def test_a_part_under_any_name_declares_no_entities() -> None:
    content = '<!DOCTYPE d [<!ENTITY a "27">]>' + document(paragraph(run("&a;"))).split("\n")[1]
    parts = {"_rels/.rels": relations(relation("r", "officeDocument", "word/text.dat")), "word/text.dat": content}
    types = {"word/text.dat": f"{TYPE}.document.main+xml"}
    assert refused(docx(parts=parts, types=types)) == "entities"
    assert refused(docx(parts={**parts, "word/text.dat": content.encode("utf-16")}, types=types)) == "entities"


def test_the_sheet_behind_a_chart_is_data() -> None:
    behind = relations(relation("r", "package", "../embeddings/s.xlsx"))
    parts = {"word/charts/chart1.xml": "<c/>", "word/charts/_rels/chart1.xml.rels": behind}
    assert opened(docx(parts=parts)).text == "修路27条。"
    assert refused(docx(parts={k: v.replace("xlsx", "xlsm") for k, v in parts.items()})) == "embeds"


def test_what_a_container_says_of_its_sizes_is_not_believed() -> None:
    """A part that unpacks to more than its directory says is damaged, and no more of it is unpacked."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "_rels/.rels"):
            archive.writestr(name, zipfile.ZipFile(io.BytesIO(docx())).read(name))
        archive.writestr("word/document.xml", b" " * (100 << 20))
    content = held.getvalue().replace(struct.pack("<I", 100 << 20), struct.pack("<I", 1000))
    tracemalloc.start()
    assert refused(content) == "damaged"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_template_is_a_draft_too() -> None:
    assert opened(docx(main_type=f"{TYPE}.template.main+xml")).form == "docx"


def letter(body: str = "", html: str = "", files: tuple[tuple[str, bytes, str], ...] = ()) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "Works <works@town.example>", "四月来稿", "Wed, 26 Apr 2017 16:30:00 +0800"
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content, kind in files:
        main, _, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made


WORD_TYPE = f"{TYPE}.document"


def test_a_mail_gives_its_text_and_with_files_the_files() -> None:
    assert opened(letter("修路27条。\n").as_bytes()).text.strip() == "修路27条。"
    with_file = letter("请查收", files=(("小结.docx", docx(), WORD_TYPE),))
    found = opened(with_file.as_bytes(), "a.eml")
    assert (found.name, found.form, found.text) == ("小结.docx", "docx", "修路27条。")


def test_of_a_mail_with_several_drafts_each_is_told_and_one_alone_cannot_be_meant() -> None:
    several = letter("请查收", files=(("a.docx", docx(), WORD_TYPE), ("b.txt", "植树3棵".encode("gb18030"), "text/plain"))).as_bytes()
    assert [one.text for one in drafts_in("a.eml", several) if isinstance(one, Opened)] == ["修路27条。", "植树3棵"]
    assert refused(several, "a.eml") == "several_drafts"


def test_a_hostile_file_on_a_mail_is_refused_under_its_name_and_the_other_is_taken() -> None:
    winmail = ("winmail.dat", b"\x78\x9f\x3e\x22..", "application/ms-tnef")
    mail = letter("请查收", files=(("坏.docx", docx(main_type=DOCM), WORD_TYPE), ("好.docx", docx(), WORD_TYPE), winmail))
    first, second, third = drafts_in("a.eml", mail.as_bytes())
    assert isinstance(first, Refusal) and (first.code, first.at) == ("macros", "坏.docx")
    assert isinstance(second, Opened) and second.name == "好.docx"
    assert isinstance(third, Refusal) and (third.code, third.at) == ("not_a_draft", "winmail.dat")


def test_pictures_and_invitations_on_a_mail_are_no_drafts() -> None:
    mail = letter("修路27条。", files=(("logo.png", b"\x89PNG", "image/png"), ("meet.ics", b"BEGIN", "text/calendar")))
    assert opened(mail.as_bytes()).text.strip() == "修路27条。"


def test_a_mail_of_html_alone_is_read_as_it_looks() -> None:
    made = letter()
    made.set_content(
        "<html><head><style>p{}</style><title>x</title></head><body><p>修路\n 27 条</p><script>alert(9)</script>"
        "<table><tr><td>合计</td><td>30</td></tr></table><img src='https://hetang.example/p.png'><!-- 5 -->完&amp;</body></html>",
        subtype="html",
    )
    assert opened(made.as_bytes()).text == "修路 27 条\n合计\t30\n完&"


def test_headers_and_names_in_gb18030_are_read_encoded_or_bare() -> None:
    raw = (
        b"From: =?gb2312?B?0Nu4xw==?= <a@town.example>\r\nMIME-Version: 1.0\r\nSubject: " + "四月来稿".encode("gb18030") + b"\r\n"
        b"Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
        + "请查收".encode("gb18030") + b"\r\n--b\r\nContent-Type: text/plain; name=\"=?gbk?B?0KG94S50eHQ=?=\"\r\n"
        b"Content-Disposition: attachment\r\n\r\n" + "植树3棵".encode("gb18030") + b"\r\n--b--\r\n"
    )
    (found,) = drafts_in("m", raw)
    assert isinstance(found, Opened) and (found.name, found.text) == ("小结.txt", "植树3棵")


def test_a_letter_that_is_forwarded_brings_its_file() -> None:
    outer = letter("见附件")
    outer.add_attachment(letter("请查收", files=(("小结.docx", docx(), WORD_TYPE),)))
    assert opened(outer.as_bytes(), "a.eml").name == "小结.docx"


HEAD = b"MIME-Version: 1.0\nFrom: a\n"


@pytest.mark.parametrize(("raw", "code"), [
    (HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(21)) + b"\n27", "broken_mail"),
    (HEAD + b"\n" + b"7\n" * 700_001, "broken_mail"),
    (HEAD + b"Content-Type: text/plain; charset=nothing\nContent-Transfer-Encoding: base64\n\n====", "no_text"),
    (HEAD + b"Subject: =?utf-8?b?A?=\nContent-Type: text/plain; charset*0*=%ff\n\n\n", "no_text"),
])
def test_a_mail_that_no_program_would_write_is_refused(raw: bytes, code: str) -> None:
    assert refused(raw, "a.eml") == code


def test_a_letter_in_gb2312_may_hold_what_only_gb18030_has() -> None:
    raw = HEAD + b"Content-Type: text/plain; charset=gb2312\n\n" + "㙍镕修路27条".encode("gb18030")
    assert opened(raw, "a.eml").text == "㙍镕修路27条"
