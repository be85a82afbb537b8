"""Files as offices really send them come in whole through the command line, or are refused whole, cell by cell."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.scenarios.door import TOP, Door, opened
from tests.scenarios.new_york import HEADER, budgets, by, counted, csv_text, days_to_close, projects, requests

SHEET = """\
mappings:
- id: {id}
  name: {{zh: 项目表, en: sheet of projects}}
  format: xlsx
  number: {{column: 编号}}
  defaults: {{organisation: {{column: 单位}}, place: {{column: 地点}}, happened_on: {{column: 日期}}, evidence: source}}
  facts:
  - {{measure: project_budget, value: {{column: 预算}}, dims: {{agency: {{column: 单位}}}}}}
"""
MEMORY = """\
import sys
from pathlib import Path
from hetang.wiring.command import main
status = main(sys.argv[1:])
# VmHWM is this process's own peak in kB; ru_maxrss would begin at the size of the process that started this one
print(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")))
raise SystemExit(status)
"""
MEGABYTE = 2**10


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Door]:
    with opened(tmp_path / "home") as door:
        loaded = door.ask("city", "load", TOP / "packs" / "newyork", actor="importer")
        assert loaded.status == 0, loaded.err
        yield door


def written(folder: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", header: Sequence[str] = HEADER) -> Path:
    file = folder / "requests.csv"
    file.write_bytes(csv_text(rows, header).encode(encoding))
    return file


def bring(city: Door, file: Path, mapping: str | Path = "nyc311", *words: str) -> Any:
    """What the import says in JSON, and that its exit status says the same."""
    said = city.ask("import", file, "--as", mapping, "--json", *words, actor="importer")
    assert said.status == (0 if said.json["accepted"] else 1), said.err
    return said.json


def head(city: Door) -> dict[str, Any]:
    found: dict[str, Any] = city.json("figure", "requests")["head"]
    return found


def held(city: Door) -> dict[str, bytes]:
    """Every file of the home with its content."""
    return {str(path): path.read_bytes() for path in sorted(city.home.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_whatever_the_encoding_the_facts_are_those_of_the_plain_file(city: Door, tmp_path: Path, encoding: str) -> None:
    plain = bring(city, written(tmp_path, requests(60)))
    assert (plain["rows"], plain["changed"]) == (60, True)
    again = bring(city, written(tmp_path, requests(60), encoding))
    assert (again["accepted"], again["changed"], again["errors"]) == (True, False, [])
    assert int(city.json("figure", "requests")["value"]) == 60
    assert by(city.json("figure", "requests", "--by", "type"), "type")["噪声"] > 0


def test_columns_are_found_under_the_names_that_the_interface_of_the_same_data_gives_them(city: Door, tmp_path: Path) -> None:
    header = [name.lower().replace(" ", "_") for name in HEADER]
    days = [[key, *(iso(cell) for cell in moments), *rest] for key, *moments, rest in
            ([row[0], row[1], row[2], row[3:]] for row in requests(50))]
    assert bring(city, written(tmp_path, days, header=header))["accepted"]
    plain = written(tmp_path, requests(50))
    assert city.json("figure", "days_to_close")["exact"] == str(days_to_close(plain))
    assert by(city.json("figure", "requests", "--by", "type"), "type") == counted(plain, "Complaint Type")


def iso(cell: str) -> str:
    """06/26/2018 10:58:54 PM as 2018-06-26T22:58:54.000."""
    if not cell:
        return ""
    day, clock, half = cell.split(" ")
    month, date, year = day.split("/")
    hour, minute, second = clock.split(":")
    return f"{year}-{month}-{date}T{int(hour) % 12 + 12 * (half == 'PM'):02}:{minute}:{second}.000"


def test_full_width_digits_thousands_and_cells_merged_downwards_are_read_from_a_workbook(city: Door, tmp_path: Path) -> None:
    mapping, file = tmp_path / "sheet.yaml", tmp_path / "budgets.xlsx"
    mapping.write_text(SHEET.format(id="project_sheet"), encoding="utf-8")
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:E1", "二〇二〇年项目预算表")
        sheet.write_row("A2", ["编号", "单位", "地点", "日期", "预算"])
        sheet.merge_range("B3:B5", "公园与康乐局")
        for row, (place, day, budget) in enumerate([
            ("皇后区", "２０２０年１１月１日", "１２,３４5.5"), ("Bronx", "2020/11/2", "1.2万"), ("queens", "2020-11-03", "５00万美元"),
        ], 2):  # fmt: skip
            sheet.write_row(row, 2, [place, day, budget])
            sheet.write(row, 0, row)
    assert bring(city, file, mapping)["accepted"]
    figure = city.json("figure", "budgets", "--by", "place")
    assert (figure["exact"], by(figure, "place")) == ("29345.5", {"queens": 17346, "bronx": 12000})
    assert by(city.json("figure", "budgets", "--by", "organisation"), "organisation") == {"DPR": 29346}


def test_a_cell_merged_across_columns_is_a_fault_and_nothing_is_written(city: Door, tmp_path: Path) -> None:
    mapping, file = tmp_path / "sheet.yaml", tmp_path / "budgets.xlsx"
    mapping.write_text(SHEET.format(id="project_sheet"), encoding="utf-8")
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["编号", "单位", "地点", "日期", "预算"])
        sheet.write_row("A2", ["1", "DPR", "queens", "2020-11-01", "5"])
        sheet.write_row("A3", ["2", "DPR", "queens"])
        sheet.merge_range("D3:E3", "2020-11-01")
    before, said = head(city), bring(city, file, mapping)
    assert {(error["line"], error["code"]) for error in said["errors"]} >= {(3, "merged_across")}
    assert head(city) == before


BAD = {3: ("Created Date", "13/26/2018 10:00:00 AM", "not_a_day"), 5: ("Closed Date", "soon", "not_a_day"),
       8: ("Created Date", "", "blank"), 9: ("Unique Key", "", "blank")}  # fmt: skip


def test_each_bad_cell_is_said_with_line_column_and_what_is_accepted_and_nothing_is_half_written(
    city: Door, tmp_path: Path
) -> None:
    rows = requests(20)
    for line, (column, text, _) in BAD.items():
        rows[line - 2][HEADER.index(column)] = text
    rows[10][0] = rows[0][0]   # the number of the first row with other content
    rows[12] = rows[12][:4]
    before, home = head(city), held(city)
    said = bring(city, written(tmp_path, rows))
    assert (said["accepted"], said["changed"], said["entries"]) == (False, False, [])
    found = {(error["line"], error["column"], error["code"]) for error in said["errors"]}
    expected = {(line, column, code) for line, (column, _, code) in BAD.items()}
    assert found == expected | {(12, "Unique Key", "number_twice"), (14, None, "cell_count")}
    assert held(city) == home
    assert all(error["accepts"]["zh"] and error["accepts"]["en"] for error in said["errors"])
    assert head(city) == before
    plain = city.ask("import", tmp_path / "requests.csv", "--as", "nyc311", "--lang", "en", actor="importer")
    assert plain.status == 1
    assert "row 3, column Created Date: “13/26/2018 10:00:00 AM” is not a date; accepted: %m/%d/%Y %I:%M:%S %p" in plain.err
    assert "Traceback" not in plain.err


def test_a_dry_run_says_the_same_and_writes_nothing(city: Door, tmp_path: Path) -> None:
    file, before, home = written(tmp_path, requests(30)), head(city), held(city)
    said = bring(city, file, "nyc311", "--dry-run")
    assert held(city) == home
    assert (said["dry_run"], said["accepted"], said["rows"]) == (True, True, 30)
    assert head(city) == before
    facts = bring(city, file)["facts"]
    assert said["facts"] == facts and head(city)["size"] > before["size"]


def test_a_longer_file_adds_its_new_rows_alone_and_a_changed_row_is_a_conflict(city: Door, tmp_path: Path) -> None:
    rows = requests(40)
    assert bring(city, written(tmp_path, rows[:30]))["changed"]
    assert not bring(city, written(tmp_path, list(reversed(rows[:30]))))["changed"]
    assert bring(city, written(tmp_path, [*reversed(rows[:30]), *rows[30:]]))["changed"]
    assert int(city.json("figure", "requests")["value"]) == 40
    before = head(city)
    rows[7][HEADER.index("Complaint Type")] = "Another"
    said = bring(city, written(tmp_path, rows))
    assert (said["accepted"], {error["code"] for error in said["errors"]}) == (False, {"conflict"})
    assert {error["line"] for error in said["errors"]} == {9}
    assert head(city) == before


def test_projects_of_an_agency_that_the_pack_does_not_know_come_in_too(city: Door, tmp_path: Path) -> None:
    file = tmp_path / "projects.geojson"
    file.write_text(projects(12), encoding="utf-8")
    assert bring(city, file, "nyc_capital_projects")["facts"] == 24
    found = by(city.json("figure", "budgets", "--by", "organisation"), "organisation")
    assert found["nyc"] == budgets(file, "managing_agency")["OFFICE OF NOTHING"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04cut short", b'{"type": "FeatureCollection"', b"a,b\n1,2\n"])
def test_what_is_no_such_file_is_refused_in_one_sentence(city: Door, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    before, said = head(city), bring(city, file)
    assert (said["accepted"], said["error_count"]) == (False, 1)
    assert head(city) == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a process's own peak is read from /proc")
def test_a_hundred_thousand_rows_come_in_whole_in_little_memory(city: Door, tmp_path: Path) -> None:
    file = written(tmp_path, requests(100_000))
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, "import", str(file), "--as", "nyc311", "--json"],
        env=city.environment("importer"), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.splitlines()[-1]) < 600 * MEGABYTE
    assert by(city.json("figure", "requests", "--by", "type"), "type") == counted(file, "Complaint Type")


def test_a_sheet_of_acts_is_not_taken_for_a_sheet_of_facts(quarter: Door) -> None:
    file = TOP / "packs" / "jingdezhen" / "records" / "programmes.csv"
    said = quarter.ask("import", file, "--as", "programmes", "--json", actor="person-001")
    assert (said.status, [fault["code"] for fault in said.json["errors"]]) == (1, ["sheet_of_acts"])
