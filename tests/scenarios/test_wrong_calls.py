"""A wrong call ends with 2 and one sentence on standard error that says what would be accepted."""

import shutil
from pathlib import Path

import pytest

from tests.scenarios.door import Door, Said

WRONG = {   # a call -> words that its sentence holds
    "figure nothing": "greened_area",
    "figure greened": "greened_area",
    "figure": "--help",
    "figure greened_area --as-of 2017-13-40": "2017-04-26",
    "figure greened_area --known-at yesterday": "2017-04-26",
    "figure greened_area --place nowhere": "nowhere",
    "figure greened_area --organisation nobody": "nobody",
    "figure greened_area --period 2016-99": "2016Q1",
    "figure greened_area --floor high": "verified",
    "figure greened_area --by nothing": "organisation",
    "figure greened_area --by place,nothing": "organisation",
    "figure river_daily_record_rank --by place": "place",
    "figure greened_area --known-at 2017-04-25 --known-at-seq 3": "--known-at",
    "figure greened_area --known-at-seq x": "0, 1, 2",
    "figure greened_area --known-at-seq 99999": "0 to ",
    "trace greened_area --limit -1": "from 0 on",
    "trace greened_area --limit many": "--help",
    "trace nothing": "greened_area",
    "act GONE": "GONE",
    "act TEXT": "an act or a list of acts",
    "act BYTES": "UTF-8",
    "import GONE --as green_areas": "CSV",
    "import SHEET --as nothing": "green_areas",
    "recompute GONE": "hetang bulletin build",
    "recompute TEXT": "hetang bulletin build",
    "recompute TEXT --head GONE": "checkpoint",
    "verify --head GONE": "GONE",
    "verify --head TEXT": "three lines",
    "bulletin build nothing --out OUT": "quarter",
    "bulletin build quarter --out OUT --as-of 2017-99-01": "2017-04-26",
    "bulletin build quarter": "--out",
    "bulletin": "--help",
    "city load GONE": "folder of a pack",
    "pack check GONE": "城市包的文件夹",
    "restore GONE": "hetang backup",
    "nothing": "figure",
    "": "--help",
}


def in_one_sentence(said: Said) -> bool:
    return (said.status, said.out) == (2, "") and said.err.count("\n") == 1 and "Traceback" not in said.err


@pytest.fixture(scope="module")
def files(scratch: Path) -> dict[str, str]:
    (scratch / "text").write_text("not JSON, no package, no checkpoint", encoding="utf-8")
    (scratch / "bytes").write_bytes(b"\xff\xfe\x00")
    (scratch / "sheet.csv").write_text("编号\n1\n", encoding="utf-8")
    names = {"GONE": "gone", "TEXT": "text", "BYTES": "bytes", "SHEET": "sheet.csv", "OUT": "out"}
    return {word: str(scratch / name) for word, name in names.items()}


@pytest.mark.parametrize("call", WRONG)
def test_a_wrong_call_is_answered_in_one_sentence(quarter: Door, files: dict[str, str], call: str) -> None:
    said = quarter.ask(*(files.get(word, word) for word in call.split()), actor="person-001")
    assert in_one_sentence(said), said
    assert files.get(WRONG[call], WRONG[call]) in said.err


def test_a_program_of_its_own_ends_in_the_same_way(quarter: Door) -> None:
    assert in_one_sentence(quarter.run("figure", "nothing", "--json"))


def test_where_no_city_is_loaded_the_sentence_says_how_to_load_one(tmp_path: Path) -> None:
    for call in (["figure", "greened_area"], ["verify"], ["bulletin", "list"]):
        said = Door(tmp_path / "empty").run(*call)
        assert in_one_sentence(said) and "hetang city load" in said.err


def test_a_pack_with_errors_gives_them_all_with_file_and_line_and_the_answer_is_no(quarter_pack: Path, tmp_path: Path) -> None:
    folder = tmp_path / quarter_pack.name
    shutil.copytree(quarter_pack, folder)
    works = folder / "indicators" / "works.yaml"
    works.write_text(works.read_text(encoding="utf-8").replace("unit: 平方米", "unit: 石"), encoding="utf-8")
    said = Door(tmp_path / "home").run("pack", "check", folder, "--json")
    assert said.status == 1
    assert len(said.json["errors"]) >= 2 and all(one["line"] and one["file"].endswith("works.yaml") for one in said.json["errors"])
    said = Door(tmp_path / "home").run("city", "load", folder)
    assert said.status == 1 and said.out == ""
