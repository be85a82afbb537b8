"""Tables as files that a spreadsheet opens rightly and cannot be made to run."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from hetang.web.exports import table_file

HEADS = ["名称", "数值", "备注"]
ROWS = [["绿化面积", "423000.5", "=HYPERLINK(1)"], ["差", "-12", "+cmd"], ["长", "1234567890123456789", "@x"]]


def test_a_csv_opens_in_chinese_and_holds_no_formula() -> None:
    content = table_file("csv", "figures", HEADS, ROWS, ["截至 2017-04-26"]).content
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert read[0] == HEADS
    assert read[1] == ["绿化面积", "423000.5", "'=HYPERLINK(1)"]
    assert read[2] == ["差", "-12", "'+cmd"]
    assert read[-1] == ["截至 2017-04-26"]


def test_an_xlsx_holds_numbers_as_numbers_and_long_ones_whole() -> None:
    content = table_file("xlsx", "figures", HEADS, ROWS, ["截至 2017-04-26"]).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sheet[1] == ["绿化面积", 423000.5, "=HYPERLINK(1)"]
    assert sheet[3][1] == "1234567890123456789"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_downloaded_under_its_name(kind: str) -> None:
    assert table_file(kind, "figures", HEADS, [], [])["Content-Disposition"] == f'attachment; filename="figures.{kind}"'
