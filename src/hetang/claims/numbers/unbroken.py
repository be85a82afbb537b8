"""A text without the breaks that fall into its numbers, each character knowing where it stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from hetang.claims.numbers.measures import measure_at

# One character for one: what differs in width alone is read alike.
_WIDE = str.maketrans(
    "０１２３４５６７８９．％／＋－−﹣＄￥()［］[]〇○◯．", "0123456789.%/+---$¥（）〔〕〔〕零零零."
)
# What of a text in traditional characters says numbers, units and the words around them.
_TRADITIONAL = str.maketrans(
    "萬億兩餘幾數點約過達頃畝噸戶個項條座間張輛臺處號時鐘歲節場種類級領屆輪筆顆幢層區縣鎮鄉國際從與長後來對總產值額資財稅貸當",
    "万亿两余几数点约过达顷亩吨户个项条座间张辆台处号时钟岁节场种类级领届轮笔颗幢层区县镇乡国际从与长后来对总产值额资财税贷当",
)
# A comma between digits groups them; elsewhere half-width marks end a clause as full ones do.
_HALF_COMMA = re.compile("(?<![0-9])(?<![0-9][ \u3000]),|,(?![0-9])")
_HALF_MARKS = str.maketrans(";!?", "；！？")
# 7·3%: a point in the middle of the line, before a unit; 1·24 names a day.
_MIDDLE_POINT = re.compile(
    "(?<=[:∶：][0-9])[·•](?=[0-9]{1,4}(?![0-9·]))|(?<=[0-9])[·•](?=[0-9]{1,4}(?:%|‰|个百分点|[万亿]?(?:元|摄氏|℃|点|吨|公里|米|倍|平方|立方|公斤|千克|岁|斤|美元|度|亩|公顷|千瓦|辆|人|户|件)))"
)
_WIDE_GROUP = re.compile("(?<=[０-９])，(?=(?:[０-９][ \u3000]?){3}(?![０-９]))")
# 1，234万元 written with a wide comma: groups of three before a unit; 指数为142，135个城市 are two numbers.
_WIDE_COMMA = re.compile(
    "(?<![0-9.第，,])[1-9][0-9]{0,2}(?:，[0-9]{3}){1,4}(?![0-9，])"
    "(?=(?:\\.[0-9]{1,4})?[万亿]?[元人户件吨亩个家名台套辆公平米头只条项座处次斤千立])"
)
_ALONE = re.compile("(?:指数|得分|评分|系数|排名|第|率)[为达是至到]{0,2}$")
_NUMERAL = "0-9零一二三四五六七八九十百千万亿两几数半"
_HAN = "\u3400-\u9fff"
_S = "[ \u00a0\u2009\u202f\u3000]"
_NO_YEAR = "(?!(?:19|20)[0-9]{2}年)"

# Spaces of a scan or of a justified line, inside a number or between it and what belongs to it.
_SPACE = re.compile(
    rf"(?<=[{_HAN}（）〔〕，。；：、%]){_S}{{1,2}}(?=[-0-9{_HAN}（）〔〕%‰℃])"
    rf"|(?<=[0-9.]){_S}{{1,2}}(?=[{_HAN}%‰℃（〔])"
    rf"|(?<=[0-9]){_S}(?=\.{_S}?[0-9])|(?<=[^\n][^\n][0-9]\.){_S}(?=[0-9]){_NO_YEAR}|(?<=[0-9]{_S}\.){_S}(?=[0-9]){_NO_YEAR}"
    rf"|(?<=[0-9]){_S}(?=,[0-9]{{3}})|(?<=[0-9],[0-9]){_S}(?=[0-9]{{2}}(?![0-9]))"
    rf"|(?<=[^0-9.,表图第件注\n\t][0-9]){_S}(?=[0-9]{{1,2}}(?![0-9])){_NO_YEAR}"
)
# A line that ends inside a number, or between it and its unit; the foot of a page may stand between.
_PAGE = r"(?:[ \t]{0,8}[-—–]?[ \t]{0,8}[0-9]{1,4}[ \t]{0,8}[-—–]?[ \t]{0,8}\r?\n)?"
_END = rf"[ \t\u3000]{{0,4}}\r?\n\f?{_PAGE}[ \f\u3000]{{0,4}}"
_BREAK = re.compile(
    rf"(?<=[0-9]\.){_END}(?=[0-9])|(?<=[^\n\t\r]{{9}}[0-9]){_END}(?=\.[0-9]|[0-9]{{1,9}}\.?[0-9]{{0,9}}[%‰{_HAN}])"
    rf"|(?<=[^\n\t\r]{{9}}[{_NUMERAL}余多近约超达之点]){_END}(?=[0-9]{{1,9}}\.?[0-9]{{0,9}}[%‰{_HAN}]|[{_HAN}%‰])"
    rf"|(?<=[0-9]){_END}(?=[:：∶][0-9])|(?<=[居列位第省市县区国]第){_END}(?=[一二三四五六七八九十0-9])"
    rf"|(?<=[突跨]){_END}(?=[破过])|(?<=以){_END}(?=[上下内])|(?<=左){_END}(?=右)|(?<=不){_END}(?=[足到超低少高])|(?<=[超接将达连]){_END}(?=[过近到续])"
    rf"|(?<=[{_NUMERAL}][{_HAN}]){_END}(?=[{_HAN}])|(?<=[{_NUMERAL}][{_HAN}]{{2}}){_END}(?=[{_HAN}])"
)
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．是]|[0-9]{1,3}[、．.](?![0-9])|（|第")
_BEFORE_UNIT = re.compile(f"[{_NUMERAL}余多]((?:(?![{_NUMERAL}余多])[{_HAN}]){{0,2}})$")
_WORDS = "突破 跨过 以上 以下 以内 左右 不足 不到 不超 不低 不少 不高 超过 接近 将近 达到 连续"
_BROKEN_WORDS = frozenset(_WORDS.split())
_MAY_GO_ON = re.compile(f"[{_NUMERAL}点之分]")


@dataclass(frozen=True, slots=True)
class Unbroken:
    """`text` is what is read; from `starts[i]` on, a position stood `shifts[i]` further on in the text as given."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where these characters stood."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, position: int) -> int:
        return position + self.shifts[bisect_right(self.starts, position) - 1]


def unbroken(text: str) -> Unbroken:
    """Full width becomes half width; spaces and line breaks inside a number or before its unit fall away."""
    plain = _WIDE_GROUP.sub(",", text).translate(_WIDE).translate(_TRADITIONAL)
    plain = _WIDE_COMMA.sub(_grouped, plain)
    plain = _HALF_COMMA.sub("，", plain).translate(_HALF_MARKS)
    plain = _MIDDLE_POINT.sub(".", plain)
    pieces, starts, shifts, taken, length = [], [0], [0], 0, 0
    for start, end in _gaps(plain):
        pieces.append(plain[taken:start])
        length += start - taken
        taken = end
        starts.append(length)
        shifts.append(taken - length)
    pieces.append(plain[taken:])
    return Unbroken("".join(pieces), tuple(starts), tuple(shifts))


def _grouped(found: re.Match[str]) -> str:
    alone = _ALONE.search(found.string[max(0, found.start() - 8) : found.start()])
    return found[0] if alone else found[0].replace("，", ",")


def _gaps(plain: str) -> list[tuple[int, int]]:
    breaks = [gap.span() for gap in _BREAK.finditer(plain) if _goes_on(plain, *gap.span())]
    apart: list[tuple[int, int]] = []
    for gap in sorted([*(space.span() for space in _SPACE.finditer(plain)), *breaks]):
        if not apart or gap[0] >= apart[-1][1]:
            apart.append(gap)
    return apart


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Whether the next line goes on with the number: a digit, a numeral, or the rest of its unit."""
    left, right = plain[max(0, start - 12) : start], plain[end : end + 8]
    if left[-1] + right[:1] in _BROKEN_WORDS or left[-1] == "第" or right[:1] in (":", "：", "∶"):
        return True
    if left.endswith(".") or right.startswith("."):
        return True
    if _ENUMERATED.match(right):
        return False
    if _MAY_GO_ON.match(right) and _MAY_GO_ON.match(left[-1]):
        return True
    if left[-1] in "近约超达":
        return right[0].isdigit()
    begun = _BEFORE_UNIT.search(left)
    measure = measure_at(begun[1] + right, 0) if begun else None
    return begun is not None and measure is not None and measure.end > len(begun[1])
