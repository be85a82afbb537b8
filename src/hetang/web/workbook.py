"""XLSX as it comes: titles above the header, cells merged, rows hidden, formulas gone wrong; nothing is guessed."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NOT_A_WORKBOOK = Refusal(
    "not_a_workbook", Text("不是可读的工作簿：{why}", "not a readable workbook: {why}"),
    Text("未加密的 XLSX 文件", "an XLSX file without a password"),
)
NO_SHEET = Refusal(
    "no_such_sheet", Text("没有工作表“{sheet}”", "there is no worksheet “{sheet}”"), Text("{known}", "{known}"),
)
TOO_LARGE = Refusal(
    "too_large", Text("展开后有 {found} MB", "it unpacks to {found} MB"), Text("不超过 {most} MB", "at most {most} MB"),
)
MERGED_ACROSS = Refusal(
    "merged_across",
    Text("{range} 横向合并，不知属于哪一列", "{range} is merged across columns: whose value is it?"),
    Text("每列一格；同列上下合并可以，各行都取该值", "a cell a column; merged downwards is fine: each row takes the value"),
)
ERROR_CELL = Refusal(
    "error_cell",
    Text("{cell} 的公式出错", "the formula in {cell} gives an error"),
    Text("数值或空格", "a value or a blank"),
)
HIDDEN = Text("隐藏行照样读入：{count} 行", "hidden rows, read like any other: {count}")

UNPACKED_MEGABYTES = 1024
CHUNK = 1 << 20
_ERROR = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"')
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Lines:
    """Numbered rows of text. `faults` fill as the rows are read; `header_is` tells where the data begin."""

    rows: Iterator[tuple[int, Sequence[str]]]
    faults: list[tuple[int, Refusal]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    header_is: Callable[[int], None] = lambda number: None


def is_workbook(start: bytes) -> bool:
    return start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def read(path: Path, sheet: str | None) -> Lines | Refusal:
    """The rows of the sheet of that name, or of the first that is not hidden."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist()) >> 20
        if size > UNPACKED_MEGABYTES:
            return TOO_LARGE.filled(found=size, most=UNPACKED_MEGABYTES)
        book = CalamineWorkbook.from_path(str(path))
    except (zipfile.BadZipFile, CalamineError, OSError) as fault:
        return NOT_A_WORKBOOK.filled(why=str(fault) or type(fault).__name__)
    visible = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    name = sheet or next(iter(visible or book.sheet_names), "")
    if name not in book.sheet_names:
        return NO_SHEET.filled(sheet=name, known="、".join(book.sheet_names))
    return _lines(path, name, book.get_sheet_by_name(name))


def _lines(path: Path, name: str, sheet: CalamineSheet) -> Lines:
    down, across = {}, []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if left == right:
            down.update({(row, left): (top, left) for row in range(top + 1, bottom + 1)})
        else:
            across.append(((top, left), (bottom, right)))
    errors, hidden = _odd_cells(path, name)
    lines = Lines(iter(()))
    if hidden:
        lines.notes.append(HIDDEN.filled(count=hidden))

    def header_is(number: int) -> None:
        """Titles may be merged across; data may not."""
        for (top, left), (bottom, right) in across:
            if top + 1 > number:
                where = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
                lines.faults.append((top + 1, MERGED_ACROSS.filled(range=where)))
        lines.faults += [(row, ERROR_CELL.filled(cell=f"{column}{row}")) for column, row in errors if row > number]

    lines.header_is = header_is
    lines.rows = _rows(sheet, down)
    return lines


def _rows(sheet: CalamineSheet, down: dict[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[int, Sequence[str]]]:
    left = sheet.start[1] if sheet.start else 0
    tops = dict.fromkeys(down.values(), "")
    for row, values in enumerate(sheet.iter_rows()):
        cells = [text_of(value) for value in values]
        if tops:
            for column in range(left, left + len(cells)):
                if (row, column) in tops:
                    tops[row, column] = cells[column - left]
                elif (row, column) in down:
                    cells[column - left] = tops[down[row, column]]
        yield row + 1, cells


def text_of(value: Any) -> str:
    """A cell's value as text: numbers to the fifteen digits that a sheet keeps, days and instants in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _odd_cells(path: Path, name: str) -> tuple[list[tuple[str, int]], int]:
    """Cells whose formula failed (the reader gives them as blanks, and a blank would mean no fact), and hidden rows."""
    errors: dict[tuple[str, int], None] = {}
    hidden = 0
    with zipfile.ZipFile(path) as archive:
        member = _member(archive, name)
        if member is None:
            return [], 0
        with archive.open(member) as file:
            kept = b""
            while chunk := file.read(CHUNK):
                text = kept + chunk
                cut = text.rfind(b"<") if len(chunk) == CHUNK else len(text)   # a tag is not cut in two
                text, kept = text[:cut], text[cut:]
                errors.update({(column.decode(), int(row)): None for column, row in _ERROR.findall(text)})
                hidden += len(_HIDDEN_ROW.findall(text))
    return list(errors), hidden


def _member(archive: zipfile.ZipFile, name: str) -> str | None:
    """The archive's file that holds the sheet of that name."""
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            if sheet.tag.endswith("}sheet") and sheet.get("name") == name:
                target = targets[sheet.get(_RELATIONS)]
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    except (KeyError, ElementTree.ParseError):
        return None
    return None


def _letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
