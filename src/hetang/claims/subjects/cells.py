"""What the cells of a table are about: the row's name, the column's head, the line between the rows and the caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hetang.claims.numbers.tables import Cell, Table, columns, tables_of
from hetang.claims.subjects.phrases import framed_only, led, measure_of
from hetang.claims.subjects.words import BARE

_SIGNS = re.compile(r"^(?:[#＃*·•◆－—\-]+|其中[:：]?|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、])+")
_GLOSS = re.compile(r"[（(][^（）()]*[）)]")
_PART = re.compile(r"^(?:[#＃]|其中)")
# Heads that say only that a value stands below.
_PLAIN_HEAD = re.compile(
    r"(?:指标值|数值|绝对(?:数|量|值|额)|数量|总量|本(?:期|月|年|季)(?:数|末)?|年末数|期末数|\d{1,2}月末|(?:\d{4}年)?(?:年末|全年|[上下]半年)?|累计|本年累计|"
    r"[1一][—\-－至][\d一二三四五六七八九十]{1,2}月(?:累计)?|合计|计量单位|单位|实绩|完成(?:数|额)?|)(?:实绩|数|额)?"
)
_CHANGED = re.compile(r"增长|增速|增幅|升降|涨跌|增减|同比|环比|比上年|比去年|比年初|比同期|±")
_AMOUNT = re.compile(r"增加额|增减额|增量|增加(?:数|量)|增减(?:数|量)")
_SHARE = re.compile(r"比重|占比|构成|比例")
_RANK = re.compile(r"位次|排名|名次|排位")
_TOTAL = re.compile(r"合 ?计|总 ?计|小 ?计|总数|全[省市县区国]|总额")
_BASE = re.compile(r"同比|环比|(?:比|较)(?:上年同期|上年末|上年|去年同期|去年|年初|同期|上月)")
_NO_CAPTION = re.compile(r"(?:计量)?单位[:：].*|^附?表\s?\d*[:：]?|(?:如下|见下表|情况)*[:：]?$")
_VALUE = re.compile(r"(?!(?:19|20)\d\d年?$|\d{1,2}[—\-－至]?\d{0,2}月)[-+＋－近约超逾达]?\d")
_NO_NAMES = frozenset(("", "指标", "指标名称", "项目", "名称", "产品名称", "地区", "单位", "类别"))


@dataclass(frozen=True, slots=True)
class CellAbout:
    """As a Told is for running text. `row` and `column` place the cell; `total` marks a line of totals, `part` one of parts (#, 其中)."""

    thing: str
    head: str
    qualifiers: tuple[str, ...]
    change: str
    base: str
    caption: str
    name: str
    table: int
    row: int
    column: str
    total: bool
    part: bool
    line: tuple[int, int]
    span: tuple[int, int]


def cells_about(text: str) -> list[CellAbout]:
    """What the number of each cell is about, in the order of the text; a cell that tells more than a number is left to the sentence."""
    return [about for at, table in enumerate(tables_of(text)) for about in _table(at, table)]


def _table(at: int, table: Table) -> Iterator[CellAbout]:
    said = _caption(table.above)
    lines = [*table.heads, *table.rows]
    begins = next((place for place, row in enumerate(lines) if any(_VALUE.match(cell.text) for cell in row[1:])), len(lines))
    heads = [row for row in lines[:begins] if _filled(row) > 1][-3:]
    group = next((_clean(row[0].text) for row in reversed(lines[:begins]) if _filled(row) == 1 and heads), "")
    for row_at, row in enumerate(lines[begins:]):
        if _filled(row) == 1:
            group = _clean("".join(cell.text for cell in row))
            continue
        first, measured = row[0].text, ""
        for column_at, (cell, head) in enumerate(columns(heads, row)):
            if (column_at or first == "") and _VALUE.match(cell.text) and len(cell.text) <= 24:
                about = _cell(cell, (first, head, group, said, measured), (at, row_at, f"{column_at} {head}"), row)
                measured = about.head if not about.change and about.head in about.thing else measured
                yield about


def _filled(row: list[Cell]) -> int:
    return sum(1 for cell in row if cell.text)


def _cell(cell: Cell, words: tuple[str, str, str, str, str], place: tuple[int, int, str], row: list[Cell]) -> CellAbout:
    first, head, group, said, measured = words
    name, column, caption = _clean(first), _clean(head), led(said)
    change, base = _change(head)
    measure = _measure(name, "" if change or _SHARE.search(head) else column, group, caption)
    if change and not measure:
        measure = measured.removesuffix("指数")
    total = _TOTAL.fullmatch(name) is not None
    named = _named("" if total or name in _NO_NAMES or framed_only(name) == "place" else name, group, measure)
    told = named + _ending(cell, head, change) if named and named not in BARE else ""
    own = name if named.startswith(name) else ""
    qualifiers = tuple(word for word in (group, own) if word and word != named)
    line, span = (row[0].start, row[-1].start + len(row[-1].text)), (cell.start, cell.start + len(cell.text))
    part = _PART.match(first) is not None
    return CellAbout(told, measure or named, qualifiers, change, base, said, name, place[0], place[1], place[2], total, part, line, span)


def _named(name: str, group: str, measure: str) -> str:
    """猪 under 期末存栏 is 猪存栏; 粮食 in the column 产量 is 粮食产量; 工业企业 under 企业个数 stays what both say."""
    whole = name if not measure or name.endswith(measure) else name + measure
    return group + whole if group and not _ends(group) and group not in whole else whole


def _measure(name: str, column: str, group: str, caption: str) -> str:
    """What is measured: by the name itself, else by the column's head, the line between the rows, the caption."""
    if own := _ends(name):
        return own
    if column and not _PLAIN_HEAD.fullmatch(column) and not _CHANGED.search(column):
        return column
    if group:
        return _ends(group)
    of_all = measure_of(caption)
    if of_all.endswith("生产总值") and name.endswith("业"):
        return "增加值"
    return of_all if of_all in ("产量", "增加值", "产值", "投资", "零售额", "面积", "价格") else ""


def _ends(words: str) -> str:
    return measure_of(words) or next((end for end in ("出栏", "存栏") if words.endswith(end)), "")


def _change(head: str) -> tuple[str, str]:
    base = _BASE.search(head)
    said = base[0] if base is not None else ""
    if _AMOUNT.search(head):        # a fall is told by the sign of the number: -2.1 of growth
        return "increase", said
    if _CHANGED.search(head):
        return "growth", said
    return "", ""


def _ending(cell: Cell, head: str, change: str) -> str:
    """The head's part of the name: 增长率 of a growth, 占比 of a share."""
    if change in ("growth", "fall"):
        return "增长率" if change == "growth" else "下降率"
    if change:
        return "增加额" if change == "increase" else "减少额"
    if _SHARE.search(head):
        return "占比"
    return "位次" if _RANK.search(head) else ""


def _clean(words: str) -> str:
    return _GLOSS.sub("", _SIGNS.sub("", words)).replace(" ", "").replace("　", "").strip()


def _caption(above: list[str]) -> str:
    """The nearest line that names the table: without its 单位."""
    for line in reversed(above):
        words = _NO_CAPTION.sub("", _GLOSS.sub("", line)).strip()
        if 2 < len(words) <= 40 and not words.endswith(("。", "；")):
            return words
    return ""
