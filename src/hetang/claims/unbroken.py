"""A text without the breaks that fall into its numbers, each character knowing where it stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# One character for one: what differs in width alone is read alike.
_WIDE = str.maketrans("０１２３４５６７８９．％‰／＋－−﹣－＄￥()［］[]〇○", "0123456789.%‰/+----$¥（）〔〕〔〕零零")
_NUMERAL = "0-9零一二三四五六七八九十百千万亿两几数半"
_HAN = "\u3400-\u9fff"

# Spaces of a scan or of a justified line: between a number and what belongs to it.
_SPACE = re.compile(
    rf"(?<=[{_HAN}（）〔〕，。；：、%])[ \u00a0\u2009\u202f\u3000]{{1,3}}(?=[0-9{_HAN}（）〔〕%‰℃])"
    rf"|(?<=[0-9.])[ \u00a0\u2009\u202f\u3000]{{1,3}}(?=[{_HAN}%‰℃（〔])"
)
# A line that ends inside a number, or between it and its unit: the line is long, and the next goes on.
_PAGE = r"(?:[ \t]*[-—–]?[ \t]*[0-9]{1,4}[ \t]*[-—–]?[ \t]*\r?\n)?"
_BREAK = re.compile(
    rf"(?<=[0-9]\.)[ ]*\r?\n\f?{_PAGE}[ \f]*(?=[0-9])"
    rf"|(?<=[^\n\t\r]{{14}}[{_NUMERAL}余多近约超达])[ ]*\r?\n\f?{_PAGE}[ \f\u3000]*(?=[0-9]{{1,9}}\.?[0-9]{{0,9}}[%‰{_HAN}]|[{_HAN}%‰])"
)
_ENUMERATED = re.compile(r"[一二三四五六七八九十0-9]{1,3}[、.．]|（|第")


@dataclass(frozen=True, slots=True)
class Unbroken:
    """`text` is what is read; `starts` and `shifts` say by how much a position stood further on in the text as given."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def origin(self, position: int) -> int:
        """Where this character stood."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.origin(start), self.origin(end - 1) + 1


def unbroken(text: str) -> Unbroken:
    """Full width becomes half width; spaces and line breaks inside a number or before its unit fall away."""
    plain = text.translate(_WIDE)
    pieces, starts, shifts, taken, length = [], [0], [0], 0, 0
    for gap in _gaps(plain):
        pieces.append(plain[taken : gap.start()])
        length += gap.start() - taken
        taken = gap.end()
        starts.append(length)
        shifts.append(taken - length)
    pieces.append(plain[taken:])
    return Unbroken("".join(pieces), tuple(starts), tuple(shifts))


def _gaps(plain: str) -> list[re.Match[str]]:
    breaks = [gap for gap in _BREAK.finditer(plain) if not _ENUMERATED.match(plain, gap.end()) or plain[gap.start() - 1] == "."]
    gaps = sorted([*_SPACE.finditer(plain), *breaks], key=lambda gap: gap.start())
    apart: list[re.Match[str]] = []
    for gap in gaps:
        if not apart or gap.start() >= apart[-1].end():
            apart.append(gap)
    return apart
