"""Imports of a sheet: rows a second and the most memory held, each in a process of its own."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from django.conf import settings

from benchmarks.city import BUREAUS, KINDS, PLACES, city, day, value
from benchmarks.pairs import Row, Spent, agree, rate, within
from benchmarks.sizes import Size
from hetang.office.actions.open_city import open_city

HEADER = ("编号", "单位", "地点", "日期", "面积", "类别")
FLAT = 1.5   # ten times the rows may take this much more memory


def run(size: Size) -> list[Row]:
    """A small file first, so that it is seen what the rows themselves cost."""
    open_city(city())
    folder = Path(settings.HOME)
    few_took, few_mb = _imported(_csv(folder / "few.csv", "A", size.rows // 10), size.rows // 10)
    many_took, many_mb = _imported(_csv(folder / "many.csv", "B", size.rows), size.rows)
    _, sheet_mb = _imported(_xlsx(folder / "many.xlsx", "C", size.rows), size.rows)
    return [
        rate(f"CSV of {size.rows:,} rows", size.rows, many_took, 20_000, "rows"),
        rate(f"CSV of {size.rows // 10:,} rows", size.rows // 10, few_took, None, "rows"),
        within(f"CSV: memory of {size.rows:,} rows over that of a tenth ({many_mb:.0f} and {few_mb:.0f} MB)", many_mb / few_mb, FLAT, "x"),
        within(f"XLSX of {size.rows:,} rows: most memory held", sheet_mb, 300, "MB"),
    ]


def _imported(path: Path, rows: int) -> tuple[Spent, float]:
    """What the import took, and the process's peak in MB, Python and Django in it."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.import_once", str(path)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2_000:])
    facts, clock_s, cpu_s, peak = done.stdout.split()
    agree("facts of an imported file", int(facts), rows)
    return Spent(float(clock_s), float(cpu_s)), float(peak)


def _lines(prefix: str, count: int) -> Iterator[tuple[str, ...]]:
    yield HEADER
    for i in range(count):
        yield f"{prefix}{i}", f"bureau-{i % BUREAUS}", f"place-{i % PLACES}", day(i), value(i), KINDS[i % 3]


def _csv(path: Path, prefix: str, count: int) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(_lines(prefix, count))
    return path


def _xlsx(path: Path, prefix: str, count: int) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(_lines(prefix, count)):
            sheet.write_row(number, 0, line)
    return path
