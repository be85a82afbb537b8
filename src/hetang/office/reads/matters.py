"""Matters: the list that one person may see, and one matter as of a day, as known at a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from hetang.matters.kinds import Kind
from hetang.matters.names import derived, stored_of
from hetang.matters.story import Matter
from hetang.office.journal import bulk
from hetang.office.journal.matters import now_of
from hetang.office.reads import matter_filter
from hetang.office.reads.knowing import Asker
from hetang.office.reads.matter_filter import EVERY_OPEN, Sieve
from hetang.office.reads.matter_lines import Clock, Line, clocks_of, line_of
from hetang.office.reads.matter_past import matter_then
from hetang.office.reads.snapshot import snapshot
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

MOST = 50   # rows of any list
FIRST, AT_ONCE = 2 * MOST, 500   # rows read at a time: a first page rarely needs more

NOT_A_CURSOR = Refusal(
    "not_a_cursor", Text("“{after}”不是下一页的记号", "“{after}” is no mark of a next page"),
    Text("前一页答复中的 next", "the `next` of the page before"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """`next`: asks for the page after it; None at the end."""

    lines: tuple[Line, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A field as it stands. A sealed value lies in the vault and is not told here; a derived one is computed when read."""

    field: str
    name: Text
    type: str
    value: Any
    unit: str | None
    sealed: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """All of one matter but its story. `newer`: a newer version of its kind is in force, to which it could be migrated."""

    line: Line
    kind: Kind
    state: Matter
    values: tuple[Value, ...]
    clocks: tuple[Clock, ...]
    parent: Line | None
    children: tuple[Line, ...]
    relations: Mapping[str, str]
    newer: bool


def listed(asker: Asker, sieve: Sieve = EVERY_OPEN, after: str | None = None, limit: int = MOST) -> Page | Refusal:
    """By the limit that ends first, those without a clock last; only what the asker may know of."""
    begin = matter_filter.position(after) if after is not None else None
    if after is not None and begin is None:
        return NOT_A_CURSOR.filled(after=after)
    with snapshot():
        found = list(islice(sifted(asker, sieve, begin), min(limit, MOST) + 1))
    shown = found[:min(limit, MOST)]
    more = len(found) > len(shown)
    lines = tuple(line_of(asker, matter) for _, matter in shown)
    return Page(lines, matter_filter.cursor(shown[-1][0], lines[-1].id) if more else None)


def matter(asker: Asker, id: str, as_of: date | None = None, known_at: date | None = None) -> Shown | None:
    """None for a matter that is not there, and likewise for one of which the asker may not know."""
    with snapshot():
        now = known_matter(asker, id)
        state = now if now is None or (as_of is None and known_at is None) else matter_then(id, as_of, known_at, asker.pack.time_zone)
        if state is None:
            return None
        kind, above = asker.kind_of(state), known_matter(asker, state.parent) if state.parent else None
        newest = asker.pack.kinds.on(state.kind, asker.day)
        return Shown(
            line_of(asker, state), kind, state, tuple(_values(asker, kind, state, as_of)), clocks_of(kind, state),
            line_of(asker, above) if above is not None else None, _children(asker, id), state.relations,
            newest is not None and newest.since > kind.since and not state.closed,
        )


def known_matter(asker: Asker, id: str) -> Matter | None:
    """The matter as it stands now, for who may know of it."""
    found = asker.states([id])[id]
    return found if found is not None and asker.may_know(found) else None


def sifted(asker: Asker, sieve: Sieve, begin: tuple[str, str] | None = None) -> Iterator[tuple[str, Matter]]:
    """Asks on past what may not be known: a page is filled by what is seen, never cut short by what is hidden."""
    if sieve.parent is not None and known_matter(asker, sieve.parent) is None:
        return   # nothing tells what lies beneath a matter of which one may not know
    where, parameters = matter_filter.where(asker, sieve)
    portion = FIRST
    while True:
        beyond, position = matter_filter.beyond(begin)
        rows = bulk.select(
            f"SELECT id, state, {matter_filter.DUE} FROM matter WHERE {where}{beyond} ORDER BY {matter_filter.DUE}, id LIMIT {portion}",
            [*parameters, *position],
        )
        states = [(str(due), matter_filter.state_of(state)) for _, state, due in rows]
        asker.remember(state for _, state in states)
        yield from (one for one in states if matter_filter.holds(asker, sieve, one[1]) and asker.may_know(one[1]))
        if len(rows) < portion:
            return
        begin, portion = (str(rows[-1][2]), rows[-1][0]), AT_ONCE


def _children(asker: Asker, id: str) -> tuple[Line, ...]:
    page = listed(asker, Sieve(parent=id, state="all"))
    return page.lines if isinstance(page, Page) else ()


def _values(asker: Asker, kind: Kind, state: Matter, as_of: date | None) -> Iterator[Value]:
    """Derived ones stand on the day asked about, else on the desk's, or on that of a last act that lies after it."""
    now = now_of(state, kind, as_of or max(asker.day, state.last_on), asker.authority)
    for field in kind.fields.values():
        sealed = field.id in state.sealed
        if field.origin == "derived":
            yield Value(field.id, field.name, field.type, stored_of(derived(kind, state, field, now)), field.unit, False, True)
        elif sealed or field.id in state.fields:
            yield Value(field.id, field.name, field.type, None if sealed else state.fields.get(field.id), field.unit, sealed, False)
