"""Facts by themselves: one with its story, and those behind a figure, sifted by state and by text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hetang.figures import evaluate
from hetang.figures.plan import Ask, FactRow
from hetang.office.journal import bulk
from hetang.office.reads.figures import questioned
from hetang.office.reads.lineage import STATUS, Told, told_facts
from hetang.office.reads.snapshot import snapshot
from hetang.terms.dates import end_of_day_us
from hetang.terms.refusals import Refusal

STATES = {status: state for state, status in STATUS.items()}
SCANNED_AT_ONCE = 2_000
_FACT = """
SELECT id, fact_id, digest, entry, row, measure, value, unit, happened_on, known_at, place, organisation, matter, recorded_by,
       state, corrects FROM fact WHERE fact_id = %s
"""
_JUDGED = 'SELECT judgement, known_at, entry, row, "by", organisation, reason FROM judgement WHERE fact = %s ORDER BY id'
_ATTACHED = "SELECT known_at, entry FROM fact_evidence WHERE fact = %s AND entry <> %s ORDER BY id"
_CORRECTED = """
SELECT known_at, entry, row, recorded_by, organisation, note FROM fact WHERE family = (SELECT family FROM fact WHERE id = %s)
AND corrects = %s ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that became known of a fact: recorded, verified, rejected, disputed, upheld, attached, corrected."""

    what: str
    known_at: int
    entry: int
    row: int
    by: str | None
    organisation: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the facts; `count` of them fit in all, None where that is not known before the end; `next` goes on after them."""

    facts: tuple[Told, ...]
    count: int | None
    next: int | None


def fact(fact_id: str) -> Told | None:
    """As it stands now."""
    found = bulk.select(_FACT, [fact_id])
    if not found:
        return None
    before, happened_on, after = found[0][:8], found[0][8], found[0][9:]
    return told_facts([FactRow(*before, date.fromisoformat(str(happened_on)), *after)])[0]


def story(fact_id: str) -> list[Event]:
    """In the order in which it became known."""
    told = fact(fact_id)
    if told is None:
        return []
    row = told.row
    events = [Event("recorded", row.known_at, row.entry, row.row, row.recorded_by, row.organisation)]
    events += [Event(what, at, entry, index, by, organ, reason)
               for what, at, entry, index, by, organ, reason in bulk.select(_JUDGED, [row.position])]
    events += [Event("attached", at, entry, 0, None, None) for at, entry in dict.fromkeys(bulk.select(_ATTACHED, [row.position, row.entry]))]
    events += [Event("corrected", *found) for found in bulk.select(_CORRECTED, [row.position, row.id])]
    return sorted(events, key=lambda event: (event.known_at, event.entry, event.row))


def behind(
    ask: Ask, actor: str | None = None, *, statuses: Sequence[str] | None = None, says: Callable[[FactRow], bool] | None = None,
    limit: int = 50, after: int | None = None,
) -> Page | Refusal:
    """The facts that a figure reads, in the order of the ledger; `statuses` None: those that count at its floor.

    `says` lets single facts through; facts that the actor may not see are left out.
    """
    with snapshot():
        asked = questioned(ask, actor)
        if isinstance(asked, Refusal):
            return asked
        states = None if statuses is None else tuple(STATES[status] for status in statuses)

        def page(size: int, from_: int | None) -> evaluate.Listing | Refusal:
            return evaluate.facts(ask, asked.pack.definitions, asked.world, asked.engine, asked.sees, states, size, from_)

        first = page(limit if says is None else SCANNED_AT_ONCE, after)
        if isinstance(first, Refusal):
            return first
        chosen, onward = (first.facts, first.next) if says is None else _sifted(first, page, says, limit)
        return Page(tuple(told_facts(chosen, _moment_us(ask, asked.world.time_zone), ask.known_seq)), first.count if says is None else None, onward)


def _sifted(
    first: evaluate.Listing, page: Callable[[int, int | None], evaluate.Listing | Refusal], says: Callable[[FactRow], bool], limit: int
) -> tuple[list[FactRow], int | None]:
    """Reads on until enough facts are let through; the position of the last one where there are more."""
    chosen: list[FactRow] = []
    for row in _every(first, page):
        if says(row):
            if len(chosen) == limit:
                return chosen, chosen[-1].position
            chosen.append(row)
    return chosen, None


def _every(first: evaluate.Listing, page: Callable[[int, int | None], evaluate.Listing | Refusal]) -> Iterator[FactRow]:
    listing: evaluate.Listing | Refusal = first
    while not isinstance(listing, Refusal):
        yield from listing.facts
        if listing.next is None:
            return
        listing = page(SCANNED_AT_ONCE, listing.next)


def _moment_us(ask: Ask, time_zone: str) -> int | None:
    return end_of_day_us(ask.known_at, time_zone) if isinstance(ask.known_at, date) else ask.known_at
