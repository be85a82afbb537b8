"""Writes registers as the sheets that an office keeps: CSV with a byte-order mark, or XLSX."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from tools.city.organs import Organisation, People, seats
from tools.city.story import Deed, Register

# Of each judgement: the columns of who gave it and on which day.
JUDGED = {
    "verified": ("核实单位", "核实人", "核实日"),
    "disputed": ("异议单位", "异议人", "异议日"),
    "upheld": ("维持单位", "维持人", "维持日"),
    "rejected": ("退回单位", "退回人", "退回日"),
}


def arrived(register: Register) -> list[Deed]:
    """In order of arrival, numbered in that order."""
    deeds = sorted(register.deeds, key=lambda deed: (deed.known, deed.number))
    number = {deed.number: f"{register.prefix}-{turn:05d}" for turn, deed in enumerate(deeds, start=1)}
    if len(number) != len(deeds):
        twice = [number for number, times in Counter(deed.number for deed in deeds).items() if times > 1]
        raise ValueError(f"{register.id}: numbers used twice: {twice[:5]}")
    return [replace(deed, number=number[deed.number], corrects=number.get(deed.corrects, "")) for deed in deeds]


def header(register: Register) -> list[str]:
    """The register's own columns, then those that its deeds need."""
    deeds = register.deeds
    columns = ["编号", *register.columns, "日期", "地点", "单位", "记录人", "录入日"]
    if any(deed.evidence for deed in deeds):
        columns.append("佐证")
    if any(deed.corrects for deed in deeds):
        columns.append("更正")
    given = {verdict.judgement for deed in deeds for verdict in deed.verdicts}
    columns += [column for judgement, three in JUDGED.items() if judgement in given for column in three]
    return [*columns, "说明"] if any(deed.note for deed in deeds) else columns


def meet(register: Register, people: People) -> None:
    """Those who keep the register and judge it, in the order in which they turn up; the others are seated afterwards."""
    for deed in arrived(register):
        people.of(deed.organisation, "recorder")
        for verdict in deed.verdicts:
            people.of(verdict.organisation, "verifier")
        for cell in deed.cells.values():
            if cell.startswith("@") and tuple(cell[1:].split(":")) not in seats():
                _named(cell, people)


def table(register: Register, names: dict[str, Organisation], people: People) -> list[list[str]]:
    columns = header(register)
    rows = [columns]
    for deed in arrived(register):
        cells = {
            **deed.cells,
            "编号": deed.number,
            "日期": deed.on.isoformat(),
            "地点": deed.place,
            "单位": names[deed.organisation].zh,
            "记录人": people.of(deed.organisation, "recorder").zh,
            "录入日": deed.known.isoformat(),
            "佐证": ";".join(deed.evidence),
            "更正": deed.corrects,
            "说明": deed.note,
        }
        for verdict in deed.verdicts:
            organ, person, day = JUDGED[verdict.judgement]
            cells[organ] = names[verdict.organisation].zh
            cells[person] = people.of(verdict.organisation, "verifier").zh
            cells[day] = verdict.on.isoformat()
        rows.append([_named(cells.get(column, ""), people) for column in columns])
    return rows


def _named(cell: str, people: People) -> str:
    """`@organisation:role` is whoever has that role there."""
    if not cell.startswith("@"):
        return cell
    organisation, role = cell[1:].split(":")
    return people.of(organisation, role).zh


def write(register: Register, rows: list[list[str]], folder: Path) -> None:
    path = folder / register.file
    if path.suffix == ".xlsx":
        _write_xlsx(path, register, rows)
        return
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def _write_xlsx(path: Path, register: Register, rows: list[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    book.set_properties({"title": f"{register.name[0]}（合成）", "created": datetime(2017, 4, 26, tzinfo=UTC)})
    sheet, bold = book.add_worksheet(register.name[0][:31]), book.add_format({"bold": True})
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row, bold if at == 0 else None)
    sheet.freeze_panes(1, 0)
    book.close()
