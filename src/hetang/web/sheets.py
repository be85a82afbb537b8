"""A sheet somebody sends, CSV, XLSX or GeoJSON, as a header and a stream of rows of text."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web import csv_text, workbook

NOT_READABLE = Refusal(
    "not_readable", Text("读不了这个文件：{why}", "the file cannot be read: {why}"),
    Text("CSV、XLSX 或 GeoJSON 文件", "a CSV, XLSX or GeoJSON file"),
)
NO_HEADER = Refusal(
    "no_header",
    Text("前 {rows} 行里没有含这些列的表头：{missing}", "no header among the first {rows} rows has: {missing}"),
    Text("一行表头，含 {wanted}；最接近的一行有 {found}", "one header row with {wanted}; the nearest row has {found}"),
)
COLUMN_TWICE = Refusal(
    "column_twice", Text("“{column}”列不止一个", "the column “{column}” stands more than once"),
    Text("列名各不相同", "a name of its own for each column"),
)
HEADER_WITHIN = 30   # rows of titles that may stand above a header


@dataclass
class Sheet:
    """A header and its rows, each with its row number in the file. `faults` and `notes` fill while rows are read."""

    header: tuple[str, ...]
    header_row: int
    rows: Iterator[tuple[int, Sequence[str]]]
    faults: list[tuple[int, Refusal]] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def open_sheet(
    path: Path, columns: Sequence[str], sheet: str | None = None, header_row: int | None = None,
    also: Mapping[str, str] | None = None,
) -> Sheet | list[Refusal]:
    """The sheet in the file; its kind is told by its content. `columns` must all stand in the header.

    The header is row `header_row`, or the first of the first rows that has every column, be it under another of its
    names: `also` leads from these to it. Empty rows are passed over.
    A sheet whose rows are to be read must be read to its end before its faults are asked for.
    """
    also = also or {}
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as fault:
        return [NOT_READABLE.filled(why=fault.strerror or fault)]
    if workbook.is_workbook(start):
        lines = workbook.read(path, sheet)
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _features(path, columns, also)
    else:
        lines = csv_text.read(path, start, [*columns, *also], HEADER_WITHIN)
    return [lines] if isinstance(lines, Refusal) else _with_header(lines, columns, header_row, also)


def _with_header(
    lines: workbook.Lines, columns: Sequence[str], header_row: int | None, also: Mapping[str, str],
) -> Sheet | list[Refusal]:
    wanted, nearest, seen = set(columns), (), 0
    for number, cells in lines.rows:
        if header_row is not None and number < header_row:
            continue
        names = _named([" ".join(cell.split()) for cell in cells], also)
        if header_row is not None or wanted <= set(names):
            return _sheet(lines, columns, number, names)
        if len(wanted & set(names)) > len(wanted & set(nearest)) or not nearest:
            nearest = names
        seen += 1
        if seen == HEADER_WITHIN:
            break
    if lines.faults:
        return [refusal.placed(f"row {row}") for row, refusal in lines.faults]
    missing = [name for name in columns if name not in nearest]
    found = [name for name in nearest if name]
    return [NO_HEADER.filled(rows=HEADER_WITHIN, **{
        name: "、".join(words) or "-" for name, words in (("missing", missing), ("wanted", columns), ("found", found))
    })]


def _named(names: Sequence[str], also: Mapping[str, str]) -> tuple[str, ...]:
    """The header with each column under its own name; one that stands there already is not taken for another."""
    there = set(names)
    return tuple(also[name] if name in also and also[name] not in there else name for name in names)


def _sheet(lines: workbook.Lines, columns: Sequence[str], number: int, names: tuple[str, ...]) -> Sheet | list[Refusal]:
    while names and not names[-1]:
        names = names[:-1]
    refused = [COLUMN_TWICE.filled(column=name).placed(f"row {number}") for name in columns if names.count(name) > 1]
    lines.header_is(number)
    return refused or Sheet(names, number, _fitted(lines.rows, len(names)), lines.faults, lines.notes)


def _fitted(rows: Iterator[tuple[int, Sequence[str]]], width: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows without the empty cells that programs leave to the right of the header; empty rows are passed over."""
    for number, cells in rows:
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if any(cells):
            yield number, cells


def _features(path: Path, columns: Sequence[str], also: Mapping[str, str]) -> Sheet | list[Refusal]:
    """Features as rows: their properties, and `lon` and `lat` of a point."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=str, parse_int=str)
        features = [(feature["properties"] or {}, feature.get("geometry") or {}) for feature in content["features"]]
    except UnicodeDecodeError as fault:
        return [NOT_READABLE.filled(why=f"byte {fault.start} is not UTF-8")]
    except json.JSONDecodeError as fault:
        return [NOT_READABLE.filled(why=fault)]
    except (KeyError, TypeError, AttributeError, RecursionError):
        return [NOT_READABLE.filled(why="no FeatureCollection")]
    names = dict.fromkeys(name for properties, _ in features for name in properties)
    keys = tuple(dict.fromkeys([*names, "lon", "lat"]))
    header = _named(keys, also)
    missing = [name for name in columns if name not in header]
    if missing:
        return [NO_HEADER.filled(rows=len(features), missing="、".join(missing), wanted="、".join(columns),
                                 found="、".join(header))]
    rows = ((number, [_text(_properties(feature).get(name)) for name in keys])
            for number, feature in enumerate(features, 1))
    return Sheet(header, 0, rows)


def _properties(feature: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    properties, geometry = feature
    point = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    return {"lon": point[0], "lat": point[1], **properties} if point else properties


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
