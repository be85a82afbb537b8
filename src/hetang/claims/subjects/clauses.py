"""Where the lines, sentences and clauses of a text begin and end, and which numbers stand in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ENDS = "。！？!?"
BREAKS = "，,；;：:"
OPENING, CLOSING = "（([【", "）)]】"
WRAPPED = 20     # a line that is shorter ends where it means to
LONGEST_TITLE = 60
_TITLE = re.compile(r"^[^，,。；;\t]*(?:公报|报告|通报|简报|通知|意见|方案|总结|要点|讲话|发言|打算|公告|情况|汇报|说明)$")
_BEGINS = re.compile(
    r"[ 　\t—－●■◆·#*]|[一二三四五六七八九十]{1,3}[、是]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]\D|第[一二三四五六七八九十]{1,3}[章节部条]|【"
)
QUOTES = {"“": "”", "《": "》", "「": "」", "『": "』", "〈": "〉"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between signs. `opens` is the sign before it ("" at a sentence's start), `depth` how many brackets it stands in.

    `numbers` are indices of the numbers that stand in it. A bracket without numbers is a gloss and divides nothing.
    """

    start: int
    end: int
    opens: str
    depth: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """From the first to the last character before its full stop; `line` is the index of the line in which it stands."""

    start: int
    end: int
    line: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, without its break."""

    start: int
    end: int


def lines_of(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """The lines of a text; those that were only broken to fit a page, or in the midst of a number, are one."""
    start = opened = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        titled = start == opened and end - start <= LONGEST_TITLE and _TITLE.search(text[start:end]) is not None
        if end == len(text) or titled or not _goes_on(text, start, end, spans):
            yield Line(opened, end)
            opened = end + 1
        start = end + 1


def _goes_on(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the sentence goes on in the next line."""
    span = bisect_left(spans, (end, 0)) - 1
    if span >= 0 and spans[span][0] < end < spans[span][1]:
        return True
    after = text.find("\n", end + 1)
    after = len(text) if after < 0 else after
    length, following = end - start, after - end - 1
    if length < WRAPPED or following == 0 or "\t" in text[start:after] or _BEGINS.match(text, start) or _BEGINS.match(text, end + 1):
        return False
    last, last_of_next = text[end - 1], text[after - 1]
    if last in ENDS or last in "；;：:.":
        return False
    return last in "，,、" or last_of_next in ENDS or last_of_next in "，,、" or abs(length - following) <= 4


def sentences_of(text: str, line: Line, index: int, spans: Sequence[tuple[int, int]], numbered: Sequence[int]) -> Iterator[Sentence]:
    """The sentences of a line. `spans` are all numerals (no sign inside one divides), `numbered` the starts of the claims."""
    signs = list(_signs(text, line, spans))
    brackets = _brackets(text, signs, numbered)
    start, clauses, opened, sign_before, depth = line.start, [], line.start, "", 0
    for at in signs:
        sign = text[at]
        if (sign in OPENING or sign in CLOSING) and at not in brackets:
            continue
        clauses.append((opened, at, sign_before, depth))
        opened, sign_before = at + 1, sign
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth -= 1
        elif (sign in ENDS or sign == ".") and depth == 0:
            yield _sentence(start, at, index, clauses, numbered)
            start, clauses, sign_before = at + 1, [], ""
    clauses.append((opened, line.end, sign_before, depth))
    if line.end > start:
        yield _sentence(start, line.end, index, clauses, numbered)


def _sentence(start: int, end: int, line: int, spans: Sequence[tuple[int, int, str, int]], numbered: Sequence[int]) -> Sentence:
    clauses = []
    for first, last, opens, depth in spans:
        inside = range(bisect_left(numbered, first), bisect_left(numbered, last))
        if last > first:
            clauses.append(Clause(first, last, opens, depth, tuple(inside)))
    return Sentence(start, end, line, tuple(clauses))


def _signs(text: str, line: Line, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Offsets of the signs that may divide: not inside a numeral, not inside quotation marks that close in the line."""
    at, span = line.start, bisect_left(spans, (line.start, 0))
    while at < line.end:
        while span < len(spans) and spans[span][1] <= at:
            span += 1
        if span < len(spans) and spans[span][0] <= at:
            at = spans[span][1]
            continue
        char = text[at]
        if char in QUOTES:
            close = text.find(QUOTES[char], at, min(line.end, at + 60))   # a quotation is short; one that never closes divides nothing
            if close > 0:
                at = close + 1
                continue
        if char in ENDS or char in BREAKS or char in OPENING or char in CLOSING or (char == "." and _stops(text, at, line)):
            yield at
        at += 1


def _stops(text: str, at: int, line: Line) -> bool:
    """Whether this point ends an English sentence: a space or the line's end follows, a word of two letters goes before."""
    follows = at + 1 >= line.end or text[at + 1] == " "
    return follows and at >= 2 and text[at - 2 : at].isalnum() and text[at - 1].isascii()


def _brackets(text: str, signs: Sequence[int], numbered: Sequence[int]) -> set[int]:
    """Offsets of the brackets that close and hold a number."""
    found: set[int] = set()
    open_at: list[int] = []
    for at in signs:
        if text[at] in OPENING:
            open_at.append(at)
        elif text[at] in CLOSING and open_at:
            opened = open_at.pop()
            if bisect_left(numbered, opened) < bisect_left(numbered, at):
                found |= {opened, at}
        elif text[at] in ENDS:
            open_at.clear()
    return found
