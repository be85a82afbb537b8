"""The totals of a table's columns against the lines above and below them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hetang.claims.agreeing.bounds import Bounds, bounds_of
from hetang.claims.agreeing.fault import Fault, said, worked
from hetang.claims.claim import Claim
from hetang.claims.subjects.cells import CellAbout, cells_about
from hetang.terms.words import Text

NOT_THE_TOTAL = Text("“{column}”一列{parts}相加是{sum}，合计写的是{total}", "the column {column} adds up to {sum}, its total says {total}")
LONGEST = 60    # of longer tables the lines may be of several levels


def columns_add_up(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """A line 合计 against its column. Lines marked as parts (其中, #) do not count; a column of several levels is left alone."""
    if "\t" not in text:
        return
    starts = [claim.number.start for claim in claims]
    found: dict[tuple[int, str], list[tuple[CellAbout, int]]] = {}
    for cell in cells_about(text):
        inside = range(bisect_left(starts, cell.span[0]), bisect_left(starts, cell.span[1]))
        if len(inside) == 1 and not cell.change and claims[inside[0]].number.unit not in ("%", "‰", "名", ""):
            found.setdefault((cell.table, cell.column), []).append((cell, inside[0]))
    for (_, column), cells in found.items():
        yield from _column(claims, column.partition(" ")[2], cells)


def _column(claims: Sequence[Claim], column: str, cells: list[tuple[CellAbout, int]]) -> Iterator[Fault]:
    totals = [index for cell, index in cells if cell.total]
    parts = [index for cell, index in cells if not cell.total and not cell.part]
    if len(totals) != 1 or not 2 <= len(parts) <= LONGEST or len({claims[index].number.unit for index in [*totals, *parts]}) != 1:
        return
    values = [bounds_of(claims[index].number) for index in parts]
    total = bounds_of(claims[totals[0]].number)
    whole = _sum(values)
    if total is None or whole is None or whole.meets(total) or _in_levels(values, total):
        return
    why = NOT_THE_TOTAL.filled(column=column, parts=said(claims, parts), sum=worked(whole, claims[totals[0]].number),
                               total=claims[totals[0]].number.surface)  # fmt: skip
    yield Fault("parts", (totals[0], *parts), why)


def _sum(values: Sequence[Bounds | None]) -> Bounds | None:
    added = Bounds(Fraction(0), Fraction(0))
    for value in values:
        if value is None:
            return None
        added = added + value
    return added


def _in_levels(values: Sequence[Bounds | None], total: Bounds) -> bool:
    """Whether the column adds up without some lines in a row: they may be parts of the line before them."""
    ends = [Bounds(Fraction(0), Fraction(0))]
    for value in values:
        ends.append(ends[-1] + value if value is not None else ends[-1])
    whole = ends[-1]
    for start in range(1, len(values)):
        for end in range(start + 1, len(values) + 1):
            if _without(whole, ends[start], ends[end]).meets(total):
                return True
    return False


def _without(whole: Bounds, first: Bounds, last: Bounds) -> Bounds:
    """The whole less what was added from the one sum to the other."""
    low = whole.low - (last.low - first.low) if whole.low is not None and last.low is not None and first.low is not None else None
    high = whole.high - (last.high - first.high) if whole.high is not None and last.high is not None and first.high is not None else None
    return Bounds(low, high)
