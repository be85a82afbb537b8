"""Numbers in the cells of a table of tab-separated lines: their unit stands in the head, the caption, a column or the row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from hetang.claims.claim import Number
from hetang.claims.numbers.measures import Measure, named_unit
from hetang.terms.quantities import decimal_text

_NUMBER = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,9})?|[-+]?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?:年.{0,8})?")
_CAPTION = re.compile("(?:计量)?单位[:：] ?(?P<unit>[^，。；、\\s）)]{1,12})")
_TITLE = re.compile("附?[表图][一二三四五六七八九十0-9]|.{0,19}(?:单位[:：]|情况$|统计表$)")
_IN_BRACKETS = re.compile("（(?P<unit>[^（）]{1,14})）")
_AT_END = re.compile("(?P<unit>%|‰)$")
_UNITS_HEAD = re.compile("(?:计量)?单 ?位")
_NOT_MEASURED = re.compile("序号|编号|代码|电话|邮编|年份|学号|身份证|日期|时间|备注|月份|文号|行次")
_RANK = re.compile("位次|排名|名次|排位|位居")
_INDEX = re.compile("指数|上年=100|上年同[月期]=100")
_SHARE = re.compile("增长|增速|增幅|升降|涨跌|比重|占比|比例|构成|±|完成率|达标率")
_RANKED, _INDEXED = Measure(0, "", "名", "名", "rank"), Measure(0, "", "", "点", "index")
_SHARED, _COUNTED = Measure(0, "%", "%", "%", "percent"), Measure(0, "", "", "", "count")
_ABOVE = 3   # lines over a table in which its caption may stand


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of its head, those of its body, and the words that stand above it, the nearest last."""

    heads: list[list[Cell]]
    rows: list[list[Cell]]
    above: list[str]


def read_cells(text: str) -> dict[int, Number]:
    """Start -> number, for every cell that is nothing but a number."""
    return {number.start: number for table in tables_of(text) for number in _numbers(table)}


def tables_of(text: str) -> Iterator[Table]:
    """The tables of a text: lines of cells parted by tabs, with short lines between them."""
    lines = list(_lines(text)) if "\t" in text else []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (len(lines[end]) > 1 or _subhead(lines, end)):
            end += 1
        if end - at > 1 and len(lines[at]) > 1:
            above = [cell.text for line in lines[max(0, at - _ABOVE) : at] for cell in line]
            yield _table(lines[at:end], above)
        at = max(end, at + 1)


def _lines(text: str) -> Iterator[list[Cell]]:
    start = 0
    for line in text.split("\n"):
        cells, at = [], start
        for part in line.split("\t"):
            stripped = part.strip()
            cells.append(Cell(at + len(part) - len(part.lstrip()), stripped))
            at += len(part) + 1
        yield cells
        start += len(line) + 1


def _subhead(lines: list[list[Cell]], at: int) -> bool:
    """A short line between the rows of one table."""
    alone = lines[at][0].text
    inside = 0 < at < len(lines) - 1 and len(lines[at - 1]) > 1 and len(lines[at + 1]) > 1
    return inside and len(alone) < 20 and not alone.endswith(("。", "；", "，")) and not _TITLE.match(alone)


def _table(rows: list[list[Cell]], above: list[str]) -> Table:
    heads: list[list[Cell]] = []
    while rows and len(heads) < 3 and not any(_is_value(cell.text) for cell in rows[0]):
        heads.append(rows[0])
        rows = rows[1:]
    return Table(heads, rows, above)


def _numbers(table: Table) -> Iterator[Number]:
    heads, rows, above = table.heads, table.rows, table.above
    caption = next((unit for line in reversed(above) if (match := _CAPTION.search(line)) and (unit := named_unit(match["unit"]))), None)
    shared = caption or next((unit for line in reversed(above[-1:]) if (unit := _bracketed(line))), None)
    before: Measure | None = None
    for row in rows:
        named = _bracketed(row[0].text) if row else None
        before = named or before
        cells = columns(heads, row)
        stated = next((unit for cell, head in cells if _UNITS_HEAD.fullmatch(head) and (unit := named_unit(cell.text))), None)
        for index, (cell, head) in enumerate(cells):
            value = _is_value(cell.text) or (index > 0 and _NUMBER.fullmatch(cell.text))
            if value and not _NOT_MEASURED.search(head) and (index or len(cells) == 1 or head == ""):
                unit = _of_head(head) or stated or named or shared or before
                if unit is not None or heads:
                    yield _number(cell, unit or _COUNTED)


def _is_value(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def columns(heads: list[list[Cell]], row: list[Cell]) -> list[tuple[Cell, str]]:
    """Each filled cell with its head: by place where the lines are equally long, else in order from the right."""
    filled = [cell for cell in row if cell.text]
    texts = [""] * len(filled)
    for head in heads:
        if len(head) == len(row):
            names = [name.text for name, cell in zip(head, row, strict=True) if cell.text]
        else:
            named = [name.text for name in head if name.text]
            names = ([""] * len(filled) + named)[-len(filled) :] if filled else []
        texts = [said + name for said, name in zip(texts, names, strict=True)]
    return list(zip(filled, texts, strict=True))


def _of_head(head: str) -> Measure | None:
    if _RANK.search(head):
        return _RANKED
    bracketed = _bracketed(head)
    if bracketed is not None:
        return bracketed
    if _INDEX.search(head):
        return _INDEXED
    return _SHARED if _AT_END.search(head) or _SHARE.search(head) else None


def _bracketed(text: str) -> Measure | None:
    return next((unit for match in _IN_BRACKETS.finditer(text) if (unit := named_unit(match["unit"]))), None)


def _number(cell: Cell, unit: Measure) -> Number:
    plain = cell.text.replace(",", "").removeprefix("+")
    value = Fraction(plain) * unit.scale
    step = unit.scale / 10 ** len(plain.partition(".")[2])
    kind = "quantity" if unit.kind == "count" and value.denominator != 1 else unit.kind
    end = cell.start + len(cell.text)
    return Number(cell.start, end, cell.text, decimal_text(value), value, value, step, unit.told, unit.measured, kind)
