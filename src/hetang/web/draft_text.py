"""A draft's text with its corrections: how it reads now, where each place stood before, and its lines for a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hetang.office.reads.drafts import Mark

SHORT = 40   # characters of a line that may be a heading
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节部])")
_ENDS = "。；！？：，、,;!?:."


@dataclass(frozen=True, slots=True)
class Piece:
    """`text[start:end]` as it reads now stood at `old` to `old_end` as the draft came; `kept`: in the same words."""

    start: int
    end: int
    old: int
    old_end: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """The text as it reads now, in pieces, in order and without gaps."""

    text: str
    pieces: tuple[Piece, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stood as the draft came; what was corrected counts as a whole."""
        touched = self._touched(start, end)
        if not touched:
            return start, end
        first, last = touched[0], touched[-1]
        return (
            first.old + max(start - first.start, 0) if first.kept else first.old,
            last.old_end - max(last.end - end, 0) if last.kept else last.old_end,
        )

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Where `start` to `end` of the draft as it came stands now; what was corrected counts as a whole."""
        touched = [piece for piece in self.pieces if piece.old < end and start < piece.old_end]
        if not touched:
            return start, end
        first, last = touched[0], touched[-1]
        return (
            first.start + max(start - first.old, 0) if first.kept else first.start,
            last.end - max(last.old_end - end, 0) if last.kept else last.end,
        )

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands beside `text[start:end]` within corrections: part of what would be corrected anew."""
        changed = [piece for piece in self._touched(start, end) if not piece.kept]
        before, after = min([start, *(piece.start for piece in changed)]), max([end, *(piece.end for piece in changed)])
        return self.text[before:start], self.text[end:after]

    def _touched(self, start: int, end: int) -> list[Piece]:
        return [piece for piece in self.pieces if piece.start < end and start < piece.end]


def corrected(text: str, marks: Iterable[Mark]) -> Corrected:
    """With every accepted correction in its place."""
    parts: list[str] = []
    pieces: list[Piece] = []
    old = new = 0

    def put(words: str, old_end: int, kept: bool) -> None:
        nonlocal old, new
        if words:
            pieces.append(Piece(new, new + len(words), old, old_end, kept))
            parts.append(words)
        old, new = old_end, new + len(words)

    for mark in sorted((mark for mark in marks if mark.deed == "corrected"), key=lambda mark: mark.start):
        put(text[old : mark.start], mark.start, True)
        put(mark.said, mark.end, False)
    put(text[old:], len(text), True)
    return Corrected("".join(parts), tuple(pieces))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: its kind is title, heading, paragraph or row; a row has its cells as spans."""

    kind: str
    start: int
    end: int
    cells: tuple[tuple[int, int], ...] = ()


def lines(text: str) -> list[Line]:
    """Lines that hold anything; the first that looks like one is the title, cells stand between tabs."""
    found: list[Line] = []
    at = 0
    for said in text.split("\n"):
        end = at + len(said)
        if "\t" in said.strip("\t") or (said.startswith("\t") and said.strip()):
            found.append(Line("row", at, end, tuple(_cells(said, at))))
        elif said.strip():
            kind = "paragraph" if not _is_heading(said) else "title" if not found else "heading"
            found.append(Line(kind, at, end))
        at = end + 1
    return found


def _cells(said: str, at: int) -> Iterable[tuple[int, int]]:
    for cell in said.split("\t"):
        yield at, at + len(cell)
        at += len(cell) + 1


def _is_heading(said: str) -> bool:
    line = said.strip()
    if len(line) > SHORT or line[-1] in _ENDS:
        return False
    return _NUMBERED.match(line) is not None or not any(sign in line for sign in "。；，")


def tables(found: Sequence[Line]) -> list[list[Line]]:
    """Lines in groups: the rows of one table together, everything else alone."""
    groups: list[list[Line]] = []
    for line in found:
        if line.kind == "row" and groups and groups[-1][0].kind == "row":
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
