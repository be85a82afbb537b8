"""`hetang bulletin`: lists what the pack declares, builds a draft, issues, and then builds what was issued."""

import json
from pathlib import Path
from typing import Any

import pytest

from hetang.documents.recompute import Report, recompute
from hetang.wiring.command import main
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db
FILES = ["first.docx", "first.html", "first.pdf", "first.zip"]


@pytest.fixture(autouse=True)
def history(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path / "home"
    monkeypatch.setenv("HETANG_ACTOR", city.KEEPER["person"])
    list(city.history())


def build(out: Path, *words: str) -> dict[str, bytes]:
    assert main(["bulletin", "build", "first", "--out", str(out), *words]) == 0
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def checked(package: Path) -> Report:
    report = recompute(package)
    assert isinstance(report, Report)
    return report


def test_a_draft_is_built_alike_twice_and_recomputes(tmp_path: Path) -> None:
    one = build(tmp_path / "one", "--as-of", "2017-04-26")
    assert list(one) == FILES
    assert one == build(tmp_path / "two", "--as-of", "2017-04-26")
    report = checked(tmp_path / "one" / "first.zip")
    assert report.holds and not report.issued, report.to_json()


def test_once_issued_it_is_built_as_issued(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bulletin", "issue", "first", "--as-of", "2017-04-26"]) == 0
    entry = json.loads(capsys.readouterr().out)
    assert entry["kind"] == "bulletin.issued"
    build(tmp_path / "out")
    report = checked(tmp_path / "out" / "first.zip")
    assert report.holds and report.issued and report.entries == entry["seq"] + 1
    capsys.readouterr()
    assert main(["bulletin", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)["bulletins"]
    assert (listed["id"], listed["issued"], listed["as_of"], listed["entry"]) == (
        "first",
        True,
        "2017-04-26",
        entry["seq"],
    )


def test_a_refusal_gives_one_and_a_wrong_call_two(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["bulletin", "issue", "other"]) == 2
    assert "first" in capsys.readouterr().err
    monkeypatch.setenv("HETANG_ACTOR", city.WORKS["person"])
    assert main(["bulletin", "issue", "first", "--as-of", "2017-04-26"]) == 1
    assert capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["bulletin", "build", "first", "--as-of", "yesterday", "--out", "nowhere"])
    assert stopped.value.code == 2
