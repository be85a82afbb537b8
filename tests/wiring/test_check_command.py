"""`hetang check`: the numbers of a draft against the ledger, through the outer door."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from django.core.cache import cache

from hetang.claims.verdict import VERDICTS
from hetang.wiring.command import main
from tests.office import lakeside as city
from tests.web.word_files import docx, paragraph, relation, run

pytestmark = pytest.mark.django_db
DAY = "2017-04-26"
KEYS = {"start", "end", "surface", "value", "unit", "kind", "relation", "about", "verdict", "figure", "computed", "why"}


@pytest.fixture(autouse=True)
def lamps(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> int:
    """How many lamps are lit; a lit lamp is a fact of the small city."""
    settings.HOME = tmp_path / "home"
    cache.clear()
    monkeypatch.delenv("HETANG_ACTOR", raising=False)
    list(city.history())
    assert main(["figure", "lamps", "--as-of", DAY, "--json"]) == 0
    return int(json.loads(capsys.readouterr().out)["value"])


def written(folder: Path, text: str | bytes, name: str = "draft.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def checked(capsys: pytest.CaptureFixture[str], status: int, *words: object) -> dict[str, Any]:
    assert main(["check", *map(str, words), "--as-of", DAY, "--json"]) == status
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_the_facts_bear_out_is_told_with_its_figure(lamps: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"\r\n𠮷全市点亮路灯{lamps}盏。\r\n"
    (claim,), counts = (told := checked(capsys, 0, written(tmp_path, text)))["claims"], told["counts"]
    assert set(claim) >= KEYS
    assert text[claim["start"] : claim["end"]] == claim["surface"] == f"{lamps}盏"
    assert (claim["verdict"], claim["figure"], claim["computed"]) == ("supported", "lamps", str(lamps))
    assert claim["why"]["zh"] and claim["why"]["en"]
    assert set(counts) == set(VERDICTS) and counts["supported"] == 1 == sum(counts.values())


def test_a_wrong_number_is_the_answer_no(lamps: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path, f"全市点亮路灯{lamps + 7}盏，办结了14件。")
    told = checked(capsys, 1, draft)
    assert [one["verdict"] for one in told["claims"]] == ["contradicted", "unsupported"]
    assert told["claims"][0]["computed"] == str(lamps)
    assert main(["check", str(draft), "--as-of", DAY, "--lang", "en"]) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert f"{lamps + 7}盏  contradicted: lamps; " in first and "unsupported" in second
    assert last == "claims: 2; contradicted 1, unsupported 1"


def test_a_word_file_comes_back_with_its_comments_and_a_report(lamps: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path, docx(paragraph(run("全市点亮路灯"), run(f"{lamps + 7}"), run("盏。"))), "draft.docx")
    out, page, text = tmp_path / "out.docx", tmp_path / "report.html", tmp_path / "text.txt"
    told = checked(capsys, 1, draft, "--out", out, "--report", page, "--text", text)
    claim = told["claims"][0]
    assert (told["form"], text.read_text(encoding="utf-8")[claim["start"] : claim["end"]]) == ("docx", f"{lamps + 7}盏")
    (comment,) = python_docx.Document(io.BytesIO(out.read_bytes())).comments
    assert comment.text.startswith("不符：lamps\n") or comment.text.startswith("不符：路灯\n")
    html = page.read_text(encoding="utf-8")
    for said in ('<td class="v contradicted">不符</td>', f"<td>{lamps} 盏</td>", f"<td>全市点亮路灯<b>{lamps + 7}盏</b></td>", draft.name):
        assert said in html
    before = out.read_bytes(), page.read_bytes()
    checked(capsys, 1, draft, "--out", out, "--report", page)
    assert (out.read_bytes(), page.read_bytes()) == before


def test_standard_input_is_read_whatever_its_form(
    lamps: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Input:
        def __init__(self, content: bytes) -> None:
            self.buffer = io.BytesIO(content)

    for content in (f"全市点亮路灯{lamps}盏。".encode("gb18030"), docx(paragraph(run(f"全市点亮路灯{lamps}盏。")))):
        monkeypatch.setattr("sys.stdin", Input(content))
        assert checked(capsys, 0, "-")["counts"]["supported"] == 1


def test_figures_that_are_only_released_are_told_to_readers_alone(
    lamps: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hetang.web.checking.asking.may_see", lambda pack, person, indicator, day: person == "an")
    draft = written(tmp_path, f"全市点亮路灯{lamps + 7}盏。")
    (claim,) = checked(capsys, 0, draft)["claims"]
    assert claim["verdict"] == "unsupported" and claim["computed"] is None and str(lamps) not in claim["why"]["zh"]
    monkeypatch.setenv("HETANG_ACTOR", "an")
    assert checked(capsys, 1, draft)["claims"][0]["computed"] == str(lamps)


@pytest.mark.parametrize(("name", "content", "says"), [
    ("a.txt", b"", "empty"), ("a.docx", docx()[:-99], "damaged"), ("a.pdf", b"%PDF-1.4", "a PDF"),
    ("a.docm", docx(main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    ("a.docx", docx(links=(relation("r", "image", "https://hetang.example/p.png", True),)), "fetch"),
])
def test_a_file_that_is_not_opened_is_a_wrong_call_in_one_sentence(
    name: str, content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", str(written(tmp_path, content, name)), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and says in said.err and "accepted" in said.err


@pytest.mark.parametrize("words", [
    ["none.txt"], ["FILE", "--as-of", "then"], ["FILE", "--format", "docx"], ["FILE", "--place", "x"], ["FILE", "--organisation", "x"],
])
def test_a_wrong_call_is_refused_in_one_sentence(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path, "路灯1盏")
    assert main(["check", *(str(draft) if word == "FILE" else word for word in words)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1


def test_nothing_of_the_file_is_left_behind(lamps: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = written(tmp_path, docx(paragraph(run(f"全市点亮路灯{lamps}盏。"))), "draft.docx")
    before = sorted(path for path in tmp_path.iterdir())
    checked(capsys, 0, draft)
    assert sorted(path for path in tmp_path.iterdir()) == before
    assert zipfile.is_zipfile(draft)


def test_what_is_written_is_never_written_over_the_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, page = written(tmp_path, "修路27条。"), str(tmp_path / "page.html")
    (tmp_path / "link.docx").symlink_to(draft)
    for words in (["--out", str(draft)], ["--text", str(tmp_path / "link.docx")], ["--report", page, "--out", page]):
        assert main(["check", str(draft), *words]) == 2
        assert capsys.readouterr().err.count("a file of its own is accepted") == 1
    assert draft.read_text() == "修路27条。" and not Path(page).exists()
