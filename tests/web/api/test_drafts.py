"""Drafts over HTTP: checked and forgotten, or handed in, corrected and given back; what may not be is refused as elsewhere."""

import io
import json

import pytest
from docx import Document

from hetang.office.reads.drafts import drafts, marks
from tests.web import lakeside
from tests.web.api.caller import Caller, nobody, signed_in

EDITOR = "wu"
TEXT = "到2017年4月26日，全市点亮路灯350盏，播种草坪99平方米。"
DAY = f"as_of={lakeside.AS_OF}"
PLAIN = "text/plain"


@pytest.fixture
def editor(lake: str) -> Caller:
    return signed_in(EDITOR)


def handed_in(editor: Caller) -> str:
    answer = editor.post("/api/drafts", TEXT.encode(), PLAIN, f"name=one.txt&{DAY}")
    assert answer.status_code == 201, answer.content
    id: str = answer.json()["id"]
    return id


def code(answer: object) -> str:
    found: str = json.loads(answer.content)["code"]   # type: ignore[attr-defined]
    return found


def test_a_text_is_checked_and_nothing_of_it_is_kept(reader: Caller) -> None:
    answer = reader.post("/api/drafts/check", TEXT.encode(), PLAIN, DAY)
    told = answer.json()
    assert [(one["surface"], one["verdict"], one["figure"]) for one in told["claims"]] == [
        ("350盏", "supported", "lamps"), ("99平方米", "contradicted", "lawns"),
    ]
    first = told["claims"][0]
    assert TEXT[first["start"] : first["end"]] == "350盏" and first["value"] == "350" and first["computed"] == "350"
    assert told["counts"]["supported"] == told["counts"]["contradicted"] == 1 and told["as_of"] == lakeside.AS_OF
    assert drafts().drafts == ()


def test_a_word_file_is_checked_as_well(reader: Caller) -> None:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(TEXT)
    document.save(out)
    told = reader.post("/api/drafts/check", out.getvalue(), "application/octet-stream", f"name=one.docx&{DAY}").json()
    assert [one["verdict"] for one in told["claims"]] == ["supported", "contradicted"]


@pytest.mark.parametrize(
    ("body", "query", "status", "said"),
    [
        (b"", DAY, 422, "empty"), (b"%PDF-1.7", DAY, 422, "not_a_draft"), (b"PK\x03\x04 broken", "name=a.docx", 422, "damaged"),
        (TEXT.encode(), "place=moon", 422, "not_known"), (TEXT.encode(), "organisation=moon", 422, "not_known"),
        (TEXT.encode(), "as_of=2017-02-30", 422, "not_a_day"), (TEXT.encode(), "as_of=soon", 422, "wrong_parameter"),
        (b"a" * 100_001, "", 413, "too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused(reader: Caller, body: bytes, query: str, status: int, said: str) -> None:
    answer = reader.post("/api/drafts/check", body, PLAIN, query)
    assert (answer.status_code, code(answer)) == (status, said), answer.content


def test_a_draft_is_handed_in_once_corrected_and_given_back(editor: Caller) -> None:
    id = handed_in(editor)
    assert handed_in(editor) == id
    (line,) = editor.json("/api/drafts")["drafts"]
    assert (line["id"], line["name"], line["state"], line["sender"]) == (id, "one.txt", "new", EDITOR)
    told = editor.json(f"/api/drafts/{id}")
    assert told["text"] == told["corrected"] == TEXT and told["counts"]["contradicted"] == 1
    at = TEXT.index("99平方米")
    place = {"start": at, "end": at + 5, "surface": "99平方米"}
    mended = editor.post(f"/api/drafts/{id}/marks", {**place, "deed": "corrected", "said": "1000平方米"}).json()
    assert mended["corrected"] == TEXT.replace("99平方米", "1000平方米") and mended["counts"]["supported"] == 2
    left = editor.post(f"/api/drafts/{id}/marks", {**place, "deed": "left", "said": "另有统计"}).json()
    chosen = editor.post(f"/api/drafts/{id}/marks", {**place, "deed": "chosen", "said": "lamps"}).json()
    assert [one["deed"] for one in left["marks"]] == ["corrected", "left"] and left["marks"][1]["said"] == "另有统计"
    assert chosen["marks"][2]["said"] == "lamps" and chosen["state"] == "checked"
    back = editor.post(f"/api/drafts/{id}/marks", {**place, "deed": "taken_back", "said": "chosen"}).json()
    assert [one["deed"] for one in back["marks"]] == ["corrected", "left"]
    marked = editor.client.get(f"/api/drafts/{id}/marked.docx", headers={"Authorization": f"Bearer {editor.token}"})
    assert marked.status_code == 200 and marked["Content-Type"].endswith("wordprocessingml.document")
    assert "1000平方米" in Document(io.BytesIO(marked.content)).element.xml


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"start": 0, "end": 3, "surface": "99平方米", "deed": "corrected", "said": "1"}, 409),
        ({"start": 0, "end": 1, "surface": "到", "deed": "left", "said": ""}, 422),
        ({"start": 0, "end": 1, "surface": "到", "deed": "chosen"}, 422),
        ({"start": 0, "end": 1, "surface": "到", "deed": "praised", "said": "x"}, 422),
        ({"start": -1, "end": 1, "surface": "到", "deed": "left", "said": "x"}, 422),
        (["left"], 422),
    ],
)
def test_a_mark_that_does_not_fit_is_refused_and_leaves_nothing(editor: Caller, sent: object, status: int) -> None:
    id = handed_in(editor)
    assert editor.post(f"/api/drafts/{id}/marks", sent).status_code == status
    assert marks(id) == ()


def test_readers_read_and_editors_write(editor: Caller) -> None:
    id = handed_in(editor)
    reader = signed_in(lakeside.READER)
    assert reader.json(f"/api/drafts/{id}")["counts"]["supported"] == 1
    mark = {"start": 0, "end": 1, "surface": "到", "deed": "left", "said": "x"}
    assert reader.post(f"/api/drafts/{id}/marks", mark).status_code == 403
    assert reader.post("/api/drafts", TEXT.encode(), PLAIN).status_code == 403
    assert marks(id) == () and len(drafts().drafts) == 1


def test_others_and_strangers_are_told_nothing(editor: Caller, recorder: Caller) -> None:
    id = handed_in(editor)
    for caller, status in ((recorder, 403), (nobody(), 401)):
        assert caller.get("/api/drafts").status_code == status
        assert caller.get(f"/api/drafts/{id}").status_code == status
        assert caller.get(f"/api/drafts/{id}/marked.docx").status_code == status
        assert caller.post("/api/drafts/check", TEXT.encode(), PLAIN).status_code == status
    assert editor.get("/api/drafts/00000000-0000-8000-8000-000000000000").status_code == 404


def test_an_act_teaches_a_word_and_makes_a_template(editor: Caller) -> None:
    learn = {"id": "0193c2de-0000-7000-8000-000000000001", "act": "learn_word", "indicator": "lamps", "words": "夜明珠", "lang": "zh"}
    assert editor.act(learn).json()["entry"]["kind"] == "word.learned"
    assert editor.act({**learn, "id": "0193c2de-0000-7000-8000-000000000002"}).status_code == 409
    make = {"id": "0193c2de-0000-7000-8000-000000000003", "act": "make_template", "title": "小结", "as_of": lakeside.AS_OF}
    assert editor.act({**make, "text": "路灯{lamps}。"}).json()["entry"]["kind"] == "template.made"
    assert editor.act({**make, "text": "路灯27盏。"}).status_code in (409, 422)
    told = editor.post("/api/drafts/check", "全市夜明珠350盏。".encode(), PLAIN, DAY).json()
    assert [one["figure"] for one in told["claims"]] == ["lamps"]
