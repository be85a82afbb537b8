"""Single facts: as they stand now, what became of them, and those behind a figure, sifted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hetang.figures import evaluate
from hetang.figures.plan import Ask, FactRow
from hetang.office.journal import bulk
from hetang.office.reads.figures import Questioned, questioned
from hetang.office.reads.lineage import STATUS, Told, told_facts
from hetang.office.reads.moments import moment_of
from hetang.office.reads.snapshot import snapshot
from hetang.terms.dates import FOREVER_US
from hetang.terms.refusals import Refusal

STATES = {status: state for state, status in STATUS.items()}
# The kinds that can change a figure; while none comes, every figure asked as known now stays what it is.
_CHANGED = (
    "SELECT digest FROM entry WHERE kind IN ('facts.recorded', 'facts.judged', 'evidence.attached', 'evidence.withdrawn', "
    "'pack.activated', 'establishment.changed') ORDER BY seq DESC LIMIT 1"
)
AT_ONCE = 1_000   # facts looked at by a sieve of words at a time
_FACT = (
    "SELECT id, fact_id, digest, entry, fact.row, measure, value, unit, happened_on, known_at, place, organisation, matter, "
    "recorded_by, corrects, state FROM fact WHERE fact_id IN (…)"
)


@dataclass(frozen=True, slots=True)
class Page:
    """Facts behind a figure; `next` None at the end, `count` of all pages where it is known."""

    facts: tuple[Told, ...]
    next: int | None
    count: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something said of a fact: recorded, verified, rejected, disputed, upheld, attached, withdrawn, corrected."""

    what: str
    known_at: int
    entry: int
    row: int
    by: str | None = None
    organisation: str | None = None
    reason: str | None = None


def last_change() -> str:
    """The digest of the last entry that can change a figure; it names all that came before it too."""
    found = bulk.select(_CHANGED)
    return str(found[0][0]) if found else ""


def fact(fact_id: str) -> Told | None:
    """As it stands now; whoever shows it asks first whether its measure is open."""
    with snapshot():
        return next(iter(told_facts([_row(row) for row in bulk.select_in(_FACT, [fact_id])])), None)


def behind(
    ask: Ask, actor: str | None = None, statuses: Sequence[str] | None = None, says: Callable[[FactRow], bool] | None = None,
    limit: int = 100, after: int | None = None,
) -> Page | Refusal:
    """The facts that the figure reads at its floor, or those in these statuses; `says` sifts by what a row shows."""
    with snapshot():
        asked = questioned(ask, actor)
        if isinstance(asked, Refusal):
            return asked
        states = tuple(STATES[status] for status in statuses) if statuses is not None else None
        found = _sifted(ask, asked, states, says, limit, after) if says else _page(ask, asked, states, limit, after)
        if isinstance(found, Refusal):
            return found
        rows, following, count = found
        return Page(tuple(told_facts(rows, *moment_of(ask, asked.world))), following, count)


def story(fact_id: str) -> list[Event]:
    """Everything that was said of the fact, in the order of the ledger."""
    with snapshot():
        events = [_event(row) for sql in _STORY for row in bulk.select(sql, [fact_id])]
    return sorted(events, key=lambda event: (event.entry, event.row))


Found = tuple[Sequence[FactRow], int | None, int | None]


def _page(ask: Ask, asked: Questioned, states: tuple[int, ...] | None, limit: int, after: int | None) -> Found | Refusal:
    found = evaluate.facts(ask, asked.pack.definitions, asked.world, asked.engine, asked.sees, states, limit, after)
    return found if isinstance(found, Refusal) else (found.facts, found.next, found.count)


def _sifted(
    ask: Ask, asked: Questioned, states: tuple[int, ...] | None, says: Callable[[FactRow], bool], limit: int, after: int | None,
) -> Found | Refusal:
    """Looks on until the page is full; how many would fit in all is not known."""
    kept: list[FactRow] = []
    while True:
        found = _page(ask, asked, states, AT_ONCE, after)
        if isinstance(found, Refusal):
            return found
        rows, following, _ = found
        for row in rows:
            if says(row):
                if len(kept) == limit:
                    return kept, kept[-1].position, None
                kept.append(row)
        if following is None:
            return kept, None, None
        after = following


def _row(row: tuple[object, ...]) -> FactRow:
    return FactRow(*row[:8], date.fromisoformat(str(row[8])), *row[9:])   # type: ignore[arg-type]


def _event(row: tuple[object, ...]) -> Event:
    return Event(*row)   # type: ignore[arg-type]


_OF = "(SELECT id FROM fact WHERE fact_id = %s)"
_STORY = (
    "SELECT 'recorded', known_at, entry, fact.row, recorded_by, organisation, note FROM fact WHERE fact_id = %s",
    f'SELECT judgement, known_at, entry, judgement.row, "by", organisation, reason FROM judgement WHERE fact = {_OF}',
    "SELECT 'attached', fact_evidence.known_at, fact_evidence.entry, 0 FROM fact_evidence JOIN fact ON fact.id = fact "
    f"WHERE fact = {_OF} AND fact_evidence.entry <> fact.entry",
    f"SELECT 'withdrawn', until_at, until_seq, 0 FROM fact_evidence WHERE fact = {_OF} AND until_seq < {FOREVER_US}",
    "SELECT 'corrected', known_at, entry, fact.row, recorded_by, organisation, note FROM fact WHERE corrects = %s",
)
