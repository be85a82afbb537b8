"""Matters on the command line: `act` with files beside it, `tick`, `matter`, `matters`; the clock's worker."""

import json
from pathlib import Path
from typing import Any

import pytest

from hetang.office.journal import bulk
from hetang.wiring import working
from hetang.wiring.command import main
from tests.web.api import town

Say = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def loaded(small_town: None) -> None:
    """Every story here is of the town."""


def said(capsys: Say, *words: str, status: int = 0) -> Any:
    assert main([*words, "--json"]) == status, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def sent(capsys: Say, monkeypatch: pytest.MonkeyPatch, file: Path, person: str, act: Any, status: int = 0) -> Any:
    monkeypatch.setenv("HETANG_ACTOR", person)
    file.write_text(json.dumps(act), encoding="utf-8")
    return said(capsys, "act", str(file), status=status)


def test_an_act_with_its_photo_beside_it(tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "act.json"
    sent(capsys, monkeypatch, file, town.CHECKER, town.repair("r"))
    sent(capsys, monkeypatch, file, town.HEAD, town.act("repair.start", "r", "2016-05-04"))
    finish = town.act("repair.finish", "r", "2016-05-06", evidence=["road.jpg"])
    refused = sent(capsys, monkeypatch, file, town.HEAD, finish, status=1)
    assert refused["refusals"][0]["code"] == "no_such_file"
    (tmp_path / "road.jpg").write_bytes(b"the road, mended")
    told = sent(capsys, monkeypatch, file, town.HEAD, finish)
    assert [entry["kind"] for entry in told["entries"]] == ["matter.acted", "facts.recorded"]
    again = sent(capsys, monkeypatch, file, town.HEAD, finish)
    assert again["entry"] == {**told["entry"], "repeated": True}


def test_one_matter_as_it_is_and_was(tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "act.json"
    sent(capsys, monkeypatch, file, town.CHECKER, town.repair("m"))
    sent(capsys, monkeypatch, file, town.HEAD, town.act("repair.start", "m", "2016-05-04"))
    told = said(capsys, "matter", town.id_of("m"))
    assert (told["step"], [one["act"] for one in told["story"]]) == ("working", ["start", "open"])
    assert said(capsys, "matter", town.id_of("m"), "--as-of", "2016-05-03")["step"] == "reported"
    assert main(["matter", town.id_of("m"), "--lang", "en"]) == 0
    assert "road repair road m" in capsys.readouterr().out
    assert [one["id"] for one in said(capsys, "matters", "--mine")["matters"]] == [town.id_of("m")]
    assert said(capsys, "matters", "--overdue") == {"matters": [], "next": None}


def test_what_is_sealed_is_not_told(tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(capsys, monkeypatch, tmp_path / "act.json", town.CLERK, town.complaint("c"))
    assert said(capsys, "matter", town.id_of("c"))["step"] == "received"
    monkeypatch.setenv("HETANG_ACTOR", town.HEAD)
    assert said(capsys, "matter", town.id_of("c"), status=1) is None
    monkeypatch.delenv("HETANG_ACTOR")
    assert main(["matter", town.id_of("c")]) == 2


def test_the_clock_acts_once_and_no_further_than_the_day(tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(capsys, monkeypatch, tmp_path / "act.json", town.CHECKER, town.repair("late", "2016-04-01"))
    assert said(capsys, "tick", "--until", "2016-05-01") == {"until": "2016-05-01", "entries": 0, "matters": 0}
    first = said(capsys, "tick")
    assert first["until"] == town.DAY and first["entries"] > 0
    assert said(capsys, "tick")["entries"] == 0
    days = [str(day) for (day,) in bulk.select("SELECT happened_on FROM matter_entry WHERE act = 'overdue'")]
    assert days == ["2016-05-03"]   # its deadline, after a Sunday and two days off, however late the clock ran
    assert main(["tick", "--until", "2999-01-01"]) == 2
    assert main(["tick", "--until", "soon"]) == 2


def test_the_worker_does_what_the_command_does(tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(capsys, monkeypatch, tmp_path / "act.json", town.CHECKER, town.repair("late", "2016-04-01"))
    working.work_once(None)
    assert bulk.select("SELECT COUNT(*) FROM matter_entry WHERE act = 'overdue'") == [(1,)]
    assert said(capsys, "tick")["entries"] == 0
