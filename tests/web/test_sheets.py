"""Sheets as offices really send them: marks, encodings, delimiters, titles, merged and hidden cells, broken formulas."""

import json
import tracemalloc
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from hetang.web.sheets import Sheet, open_sheet

COLUMNS = ("编号", "单位", "面积")
LINES = [COLUMNS, ("1", "建设局", "12"), ("2", "景德镇市卫生局", "3.5")]


def text(delimiter: str = ",") -> str:
    return "".join(delimiter.join(line) + "\r\n" for line in LINES)


def rows(sheet: object) -> list[tuple[int, list[str]]]:
    assert isinstance(sheet, Sheet), sheet
    return [(number, list(cells)) for number, cells in sheet.rows]


EXPECTED = [(2, ["1", "建设局", "12"]), (3, ["2", "景德镇市卫生局", "3.5"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_its_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "roads.csv"
    path.write_bytes(text(delimiter).encode(encoding))
    assert rows(open_sheet(path, COLUMNS)) == EXPECTED


def test_utf_16_without_a_mark_is_told_by_its_zeros(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_bytes("id,agency,n\r\n1,works,2\r\n".encode("utf-16-le"))
    assert rows(open_sheet(path, ("id", "n"))) == [(2, ["1", "works", "2"])]


def test_bytes_that_are_no_text_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_bytes("编号,单位,面积\n".encode() + b"\xff\xff\xff")
    refused = open_sheet(path, COLUMNS)
    assert isinstance(refused, list)
    assert (refused[0].code, "21" in refused[0].says.en) == ("no_encoding", True)


def test_titles_above_the_header_are_passed_over_and_empty_rows_keep_their_count(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_text("二〇一六年道路台账,,\n,,\n编号, 单位 ,面积\n1,建设局,12\n,,\n2,卫生局,3\n", encoding="utf-8")
    sheet = open_sheet(path, COLUMNS)
    assert rows(sheet) == [(4, ["1", "建设局", "12"]), (6, ["2", "卫生局", "3"])]


def test_a_missing_column_is_named_with_what_the_nearest_row_has(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_text("编号,部门,面积\n1,建设局,12\n", encoding="utf-8")
    refused = open_sheet(path, COLUMNS)
    assert isinstance(refused, list)
    assert refused[0].code == "no_header"
    assert "单位" in refused[0].says.zh and "部门" in refused[0].accepts.zh


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_column_is_found_under_another_of_its_names_unless_its_own_is_there(tmp_path: Path, delimiter: str) -> None:
    path, also = tmp_path / "roads.csv", {"No.": "编号", "agency": "单位", "area": "面积"}
    path.write_text("No.,agency,area\n1,建设局,12\n".replace(",", delimiter), encoding="utf-8")
    sheet = open_sheet(path, COLUMNS, also=also)
    assert rows(sheet) == [(2, ["1", "建设局", "12"])]
    assert isinstance(sheet, Sheet) and sheet.header == COLUMNS
    path.write_text("No.,agency,面积,编号\n1,建设局,12,7\n", encoding="utf-8")
    sheet = open_sheet(path, COLUMNS, also=also)
    assert isinstance(sheet, Sheet) and sheet.header == ("No.", "单位", "面积", "编号")


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_text("编号,单位,面积,面积\n1,建设局,12,13\n", encoding="utf-8")
    refused = open_sheet(path, COLUMNS)
    assert isinstance(refused, list) and refused[0].code == "column_twice"


def test_a_quote_that_never_closes_is_a_fault_of_the_row_where_it_opened(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    path.write_text('编号,单位,面积\n1,建设局,12\n2,"卫生局,3\n3,建设局,4\n', encoding="utf-8")
    sheet = open_sheet(path, COLUMNS)
    assert len(rows(sheet)) == 1
    assert isinstance(sheet, Sheet)
    assert [(row, refusal.code) for row, refusal in sheet.faults] == [(3, "broken_csv")]


def test_a_long_csv_is_read_in_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "roads.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("编号,单位,面积\n")
        file.writelines(f"{number},建设局,12.5\n" for number in range(100_000))
    tracemalloc.start()
    sheet = open_sheet(path, COLUMNS)
    assert isinstance(sheet, Sheet)
    assert sum(1 for _ in sheet.rows) == 100_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 2**20


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "roads.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        hidden = workbook.add_worksheet("旧表")
        sheet = workbook.add_worksheet("道路")
        hidden.hide()
        sheet.activate()
        sheet.set_first_sheet()
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range("A1:D1", "二〇一六年道路台账")
        sheet.write_row("A2", ["编号", "单位", "面积", "日期"])
        sheet.merge_range("B3:B5", "建设局")
        for row, (number, area) in enumerate([(1, 0.1 + 0.2), (2, 1e15), (3, "１２.5")], 2):
            sheet.write(row, 0, number)
            sheet.write(row, 2, area)
            sheet.write_datetime(row, 3, datetime.combine(date(2016, 2, 29), datetime.min.time()), day)
        sheet.set_row(3, None, None, {"hidden": True})
    return path


def test_a_workbook_gives_exact_texts_and_fills_cells_merged_downwards(book: Path) -> None:
    sheet = open_sheet(book, COLUMNS)
    assert rows(sheet) == [
        (3, ["1", "建设局", "0.3", "2016-02-29"]),
        (4, ["2", "建设局", "1000000000000000", "2016-02-29"]),
        (5, ["3", "建设局", "１２.5", "2016-02-29"]),
    ]
    assert isinstance(sheet, Sheet)
    assert not sheet.faults
    assert [note.en for note in sheet.notes] == ["hidden rows, read like any other: 1"]


def test_a_formula_gone_wrong_and_a_cell_merged_across_are_faults_never_blanks(tmp_path: Path) -> None:
    path = tmp_path / "roads.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row("A1", COLUMNS)
        sheet.write_row("A2", ["1", "建设局"])
        sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
        sheet.merge_range("B3:C3", "卫生局")
    found = open_sheet(path, COLUMNS)
    assert isinstance(found, Sheet)
    list(found.rows)
    assert sorted((row, refusal.code) for row, refusal in found.faults) == [(2, "error_cell"), (3, "merged_across")]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(book: Path) -> None:
    refused = open_sheet(book, COLUMNS, sheet="桥梁")
    assert isinstance(refused, list)
    assert (refused[0].code, refused[0].accepts.zh) == ("no_such_sheet", "旧表、道路")


def test_a_file_cut_short_is_no_workbook(book: Path) -> None:
    book.write_bytes(book.read_bytes()[:900])
    refused = open_sheet(book, COLUMNS)
    assert isinstance(refused, list) and refused[0].code == "not_a_workbook"


def test_features_become_rows_with_their_numbers_as_written(tmp_path: Path) -> None:
    path = tmp_path / "projects.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [117.2, 29.3]}, "properties": {"id": 1, "open": True}},
        {"type": "Feature", "geometry": None, "properties": {"id": 2, "budget": 10.50, "open": None}},
    ]}).replace("10.5", "10.50"), encoding="utf-8")
    sheet = open_sheet(path, ("id", "budget"))
    assert isinstance(sheet, Sheet)
    assert sheet.header == ("id", "open", "budget", "lon", "lat")
    assert rows(sheet) == [(1, ["1", "true", "", "117.2", "29.3"]), (2, ["2", "", "10.50", "", ""])]


@pytest.mark.parametrize("content", ['{"features": 3}', '{"features": [{}]}', '{"features"', "[1]"])
def test_what_is_no_feature_collection_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "projects.geojson"
    path.write_text(content, encoding="utf-8")
    refused = open_sheet(path, ("id",))
    assert isinstance(refused, list) and refused[0].code == "not_readable"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused = open_sheet(tmp_path / "none.csv", COLUMNS)
    assert isinstance(refused, list) and refused[0].code == "not_readable"
