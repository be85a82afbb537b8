"""Drafts at the desk's pages: handed in, held against the facts, corrected, taught, given back, made a template; by whom it may be."""

import io
import re

import pytest
import yaml
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from hetang.documents.bulletin import parse_bulletin
from hetang.office.reads.drafts import draft, drafts, marks
from hetang.office.reads.learned_words import learned_words
from hetang.office.reads.templates import templates
from tests.web import lakeside
from tests.web.conftest import signed_in
from tests.web.test_pages import Outline

EDITOR, READER, RECORDER = "wu", "an", "lin"
TEXT = "湖滨小结\n到2017年4月26日，全市点亮路灯350盏，播种草坪99平方米。\n北岸新灯明亮，群众满意度99.2%。\n"


@pytest.fixture
def editor(city: str) -> Client:
    return signed_in(EDITOR)


def handed_in(client: Client, text: str = TEXT) -> str:
    answer = client.post("/drafts", {"text": text, "as_of": lakeside.AS_OF})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    text = answer.content.decode()
    outline = Outline(text)
    assert not outline.inline and outline.heads.count("h1") == 1
    assert set(outline.fields) <= outline.labels, set(outline.fields) - outline.labels
    return text


def place(text: str, surface: str) -> dict[str, str]:
    at = text.index(surface)
    return {"start": str(at), "end": str(at + len(surface)), "surface": surface}


def word_file(*paragraphs: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for said in paragraphs:
        document.add_paragraph(said)
    document.save(out)
    return out.getvalue()


def test_pasted_text_is_taken_in_and_every_claim_bears_its_mark(editor: Client) -> None:
    at = handed_in(editor)
    text = page(editor, at)
    assert "核稿：湖滨小结" in text and "<h2>湖滨小结</h2>" in text
    assert re.search(r'class="claim v-ok"[^>]*>350盏<sup aria-hidden="true">符</sup>', text)
    assert re.search(r'class="claim v-no"[^>]*>99平方米<sup aria-hidden="true">否</sup>', text)
    assert f"/figures/lamps?as_of={lakeside.AS_OF}" in text and "/figures/lawns" in text
    queue = page(editor, "/drafts")
    assert "湖滨小结" in queue and "否" in queue and "新到" in queue
    assert re.search(r'href="/drafts\?state=new"><b>1</b> 新到来稿', page(editor, "/today"))
    english = Client(headers={"accept-language": "en"})
    english.cookies = editor.cookies
    assert "Draft check: 湖滨小结" in page(english, at)
    assert "Drafts received" in page(english, "/drafts")


def test_a_word_file_is_taken_in_and_comes_back_marked(editor: Client) -> None:
    file = SimpleUploadedFile("北岸.docx", word_file(*TEXT.strip().split("\n")))
    at = editor.post("/drafts", {"file": file, "as_of": lakeside.AS_OF})["Location"]
    found = draft(at.split("/")[2])
    assert found is not None and (found.name, found.text.strip(), found.sender) == ("北岸.docx", TEXT.strip(), EDITOR)
    editor.post(f"{at}/marks", {**place(found.text, "99平方米"), "deed": "corrected", "said": "1000.0平方米"})
    marked = editor.get(f"{at}/marked.docx")
    assert marked["Content-Disposition"].startswith("attachment") and marked.content.startswith(b"PK")
    document = Document(io.BytesIO(marked.content))
    xml = document.element.xml
    assert "w:del " in xml and "w:ins " in xml and "commentRangeStart" in xml
    as_it_came = editor.get(f"{at}/file")
    assert as_it_came.content.startswith(b"PK") and as_it_came["Content-Type"] == "application/octet-stream"
    told = editor.get(f"{at}/report.html")
    assert "北岸.docx" in told.content.decode() and told["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("坏.docx", b"PK\x03\x04 broken", "。"), ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"),
        ("图.png", b"\x89PNG\r\n", "图片"),
    ],
)
def test_what_cannot_be_opened_stands_in_the_queue_with_its_sentence(editor: Client, name: str, content: bytes, sentence: str) -> None:
    answer = editor.post("/drafts", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400 and "没有收下" in answer.content.decode() and sentence in answer.content.decode()
    (found,) = drafts().drafts
    assert (found.name, found.state) == (name, "refused") and found.refusal is not None
    assert found.refusal.says.zh in page(editor, "/drafts?state=refused")
    page(editor, f"/drafts/{found.id}", 409)
    assert editor.get(f"/drafts/{found.id}/marked.docx").status_code == 409


def test_nothing_handed_in_is_refused_and_leaves_nothing(editor: Client) -> None:
    assert editor.post("/drafts", {"text": "  \n"}).status_code == 400
    assert editor.post("/drafts", {"file": SimpleUploadedFile("空.docx", b"")}).status_code == 400
    assert drafts().drafts == ()


def test_a_correction_is_accepted_checked_again_and_taken_back(editor: Client) -> None:
    at = handed_in(editor)
    where = {**place(TEXT, "99平方米"), "at": "2", "show": "change"}
    said = re.search(r'name="said" value="([^"]+)"><button class="btn main"', page(editor, at))
    assert said is not None and said[1] == "1000平方米"
    answer = editor.post(f"{at}/marks", {**where, "deed": "corrected", "said": said[1]})
    assert answer["Location"] == f"{at}?show=change&at=2#c2"
    text = page(editor, f"{at}?at=2")
    assert re.search(r'class="claim v-ok"[^>]*>1000平方米', text) and "已改，原为“99平方米”" in text
    found = draft(at.split("/")[2])
    assert found is not None and found.text == TEXT and found.state == "checked"
    editor.post(f"{at}/marks", {**where, "deed": "corrected", "said": "99平方米"})
    assert marks(found.id) == () and re.search(r'class="claim v-no"[^>]*>99平方米', page(editor, at))
    wrong = editor.post(f"{at}/marks", {**where, "surface": "98平方米", "deed": "corrected", "said": "1"})
    assert wrong.status_code == 400 and "没有收下" in wrong.content.decode()


def test_a_number_that_runs_over_a_line_end_is_corrected_as_a_whole(editor: Client) -> None:
    text = "小结\r\n到2017年4月26日，全市播种草坪99\r\n平方米，路灯<b>350</b>盏。\r\n"
    at = editor.post("/drafts", {"file": SimpleUploadedFile("稿.txt", text.encode()), "as_of": lakeside.AS_OF})["Location"]
    shown = page(editor, at)
    assert "<b>350" not in shown and "&lt;b&gt;" in shown
    where = place(text, "99\r\n平方米")
    answer = editor.post(f"{at}/marks", {**where, "surface": "99\n平方米", "deed": "corrected", "said": "1000平方米"})
    assert answer.status_code == 302
    (mark,) = marks(at.split("/")[2])
    assert (mark.surface, mark.said) == ("99\r\n平方米", "1000平方米")


def test_a_reason_takes_a_claim_out_of_what_is_to_change(editor: Client) -> None:
    at = handed_in(editor)
    assert "99平方米" in page(editor, f"{at}?show=change")
    editor.post(f"{at}/marks", {**place(TEXT, "99平方米"), "deed": "left", "said": "另按航拍统计"})
    left = page(editor, f"{at}?show=left")
    assert "不改：另按航拍统计（wu）" in left and "写明不改 1" in left and "要改" not in left
    page_left = page(editor, f"{at}?show=left&at=2")
    assert "收回理由" in page_left
    editor.post(f"{at}/marks", {**place(TEXT, "99平方米"), "deed": "taken_back", "said": "left"})
    assert "要改 1" in page(editor, at) and marks(at.split("/")[2]) == ()
    assert editor.post(f"{at}/marks", {**place(TEXT, "99平方米"), "deed": "taken_back", "said": "praised"}).status_code == 400
    assert page(editor, f"{at}?show=contradicted").count('data-item="') == 1
    assert page(editor, f"{at}?show=nonsense").count('data-item="') == 3


def test_words_that_an_editor_teaches_are_known_in_the_next_draft(editor: Client) -> None:
    text = "年报\n到2017年4月26日，全市夜明珠350盏。\n"
    at = handed_in(editor, text)
    assert re.search(r'class="claim v-none"[^>]*>350盏', page(editor, at))
    refused = editor.post(f"{at}/words", {"words": "草坪", "indicator": "lamps", "at": "1"})
    assert refused.status_code == 400 and "草坪" in refused.content.decode()
    editor.post(f"{at}/words", {"words": "夜明珠", "indicator": "lamps", "at": "1"})
    assert learned_words() == (("lamps", "夜明珠", "zh"),)
    assert re.search(r'class="claim v-ok"[^>]*>350盏', page(editor, at))
    listed = page(editor, "/words")
    assert "夜明珠" in listed and "撤回" in listed
    editor.post("/words", {"act": "withdraw_word", "indicator": "lamps", "words": "夜明珠", "lang": "zh"})
    assert learned_words() == () and "还没有学来的用语" in page(editor, "/words")
    assert editor.post("/words", {"act": "learn_word", "indicator": "lamps", "words": "27", "lang": "zh"}).status_code == 400


def test_a_draft_is_placed_closed_and_deleted(editor: Client) -> None:
    at = handed_in(editor)
    editor.post(f"{at}/ground", {"as_of": "2016-12-31", "place": "north", "organisation": "gardens"})
    text = page(editor, at)
    assert "截至2016年12月31日" in text and "指north、gardens" in text
    editor.post(f"{at}/state", {"state": "done"})
    closed = page(editor, at)
    assert "已办结" in closed and "data-accept" not in closed
    refused = editor.post(f"{at}/marks", {**place(TEXT, "99平方米"), "deed": "left", "said": "为何"})
    assert refused.status_code == 400
    editor.post(f"{at}/state", {"state": "reopen"})
    assert editor.post(f"{at}/state", {"state": "delete"})["Location"] == "/drafts"
    page(editor, at, 404)
    assert drafts().drafts == ()


def test_of_many_claims_the_open_one_carries_its_forms_and_the_others_lead_there(editor: Client) -> None:
    at = handed_in(editor, "长稿\n" + "".join(f"到2017年4月26日，全市播种草坪{number}平方米。\n" for number in range(1, 70)))
    text = page(editor, f"{at}?at=3")
    assert text.count('data-item="') == 69 and text.count('name="said" type="text"') == 1 and text.count("data-accept") == 69
    assert 'href="?at=69#i69"' in text and len(text) < 300_000


def test_a_check_lies_in_no_cache_on_the_disk(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    monkeypatch.setattr(cache, "set", lambda key, value, **_: kept.append(value))
    page(editor, handed_in(editor))
    assert not [one for one in kept if "群众满意度" in repr(one)]


def test_a_checked_draft_becomes_a_template_that_is_filled_as_of_another_day(editor: Client) -> None:
    at = handed_in(editor, "湖滨小结\n到2017年4月26日，全市点亮路灯350盏，群众满意度99.2%。\n")
    form = page(editor, f"{at}/template")
    assert "到{as_of}，全市点亮路灯{lamps}，群众满意度99.2%。" in form and "手写的数字“99.2”" in form
    fields = {"id": re.search(r'name="id" value="([^"]+)"', form)[1], "title": "湖滨小结", "names": "", "make": "1"}   # type: ignore[index]
    refused = editor.post(f"{at}/template", {**fields, "text": "全市点亮路灯{lamps}，满意度99.2%。"})
    assert refused.status_code == 400 and "没有收下" in refused.content.decode() and templates() == []
    del fields["make"]
    tried = editor.post(f"{at}/template", {**fields, "try": "1", "text": "到{as_of}，全市点亮路灯{lamps}。"})
    assert tried.status_code == 200 and "填出来的样子" in tried.content.decode() and templates() == []
    fields["make"] = "1"
    made = editor.post(f"{at}/template", {**fields, "text": "到{as_of}，全市点亮路灯{lamps}。"})
    assert made.status_code == 302
    filled = page(editor, made["Location"])
    assert "到2017年4月26日，全市点亮路灯<a" in filled and ">350</a>" in filled
    assert "到2016年5月2日" in page(editor, f"{made['Location']}?as_of=2016-05-02")
    page(editor, f"{made['Location']}?as_of=2015-01-01", 400)
    page(editor, f"{made['Location']}?as_of=yesterday", 400)
    assert "湖滨小结" in page(editor, "/templates")
    page(editor, "/templates/999", 404)
    declared = yaml.safe_load(editor.get(f"{made['Location']}.yaml").content)
    parsed = parse_bulletin(declared["bulletins"][0])
    assert not isinstance(parsed, list) and parsed.indicators() == ("lamps",)


def test_readers_see_drafts_and_only_editors_work_on_them(editor: Client) -> None:
    at = handed_in(editor)
    reader = signed_in(READER)
    text = page(reader, at)
    assert "99平方米" in text and "data-accept" not in text and "/marks" not in text and "/template" not in text
    assert "新到来稿" not in page(reader, "/today")
    assert "交稿和改稿由编辑来做" in page(reader, "/drafts")
    page(reader, "/templates")
    assert reader.get(f"{at}/marked.docx").status_code == 200
    for path, fields in (
        ("/drafts", {"text": TEXT}), (f"{at}/marks", {**place(TEXT, "99平方米"), "deed": "left", "said": "x"}),
        (f"{at}/words", {"words": "夜明珠", "indicator": "lamps"}), (f"{at}/ground", {}), (f"{at}/state", {"state": "delete"}),
        (f"{at}/template", {"make": "1"}),
    ):  # fmt: skip
        assert reader.post(path, fields).status_code == 403, path
    assert reader.post("/words", {"act": "learn_word", "indicator": "lamps", "words": "夜明珠", "lang": "zh"}).status_code == 400
    assert len(drafts().drafts) == 1 and marks(at.split("/")[2]) == () and learned_words() == ()


@pytest.mark.parametrize("person", [None, RECORDER])
def test_strangers_and_those_who_read_no_bulletins_are_told_nothing(editor: Client, person: str | None) -> None:
    at = handed_in(editor)
    client = Client() if person is None else signed_in(person)
    for path in ("/drafts", at, f"{at}/marked.docx", f"{at}/report.html", f"{at}/file", f"{at}/template", "/words", "/templates"):
        answer = client.get(path)
        assert answer.status_code == 403 and "99平方米" not in answer.content.decode(), path
    assert client.post("/drafts", {"text": "x"}).status_code == 403


def test_every_read_of_a_form_is_sound_whatever_is_sent(editor: Client) -> None:
    at = handed_in(editor)
    for fields in (
        {}, {"start": "x", "end": "9" * 30, "surface": "\x00", "deed": "corrected", "said": "\x00"},
        {"deed": "chosen", "indicator": "?"},
    ):  # fmt: skip
        assert editor.post(f"{at}/marks", fields).status_code == 400
    assert editor.get(f"{at}?at={'9' * 40}&show=%00").status_code == 200
    assert editor.get("/drafts?before=x&state=%00").status_code == 200
    assert editor.get("/drafts/none/template").status_code == 404
    assert editor.post("/drafts/none/marks", {"deed": "left"}).status_code == 404
