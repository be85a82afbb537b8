"""What the clock is due to do, each act dated at its deadline however late this runs; run twice, it changes nothing."""

from dataclasses import dataclass
from datetime import date

from hetang.office.journal import bulk
from hetang.office.journal.act import Answer
from hetang.office.journal.acting import run_clocks
from hetang.office.journal.append import next_us
from hetang.office.journal.book import Book
from hetang.office.journal.repeats import Met
from hetang.office.journal.writing import write
from hetang.terms.dates import day_of_us

AT_ONCE = 500   # matters in one transaction, so that nobody waits long
_DUE = "SELECT next_day, id FROM matter WHERE next_day < %s AND (next_day, id) > (%s, %s) ORDER BY next_day, id LIMIT %s"
Place = tuple[str, str]   # next_day and id of the matter that was met last
FIRST: Place = "0001-01-01", ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many entries the clock made, on how many matters."""

    entries: int
    matters: int


def tick(until: date, at_once: int = AT_ONCE) -> Ticked:
    """Deadlines that passed before the end of `until`: a deadline on that day itself has not passed yet.

    A matter that waits for a calendar to be gazetted is passed over; one that the clock opened is met in another round.
    """
    entries = matters = 0
    while True:
        made, met = _round(until, at_once)
        entries, matters = entries + made, matters + met
        if made == 0:
            return Ticked(entries, matters)


def _round(until: date, at_once: int) -> tuple[int, int]:
    """All matters that are due, in portions."""
    entries = matters = 0
    after: Place | None = FIRST
    while after is not None:
        made, met, after = _portion(until, at_once, after)
        entries, matters = entries + made, matters + met
    return entries, matters


def _portion(until: date, at_once: int, after: Place) -> tuple[int, int, Place | None]:
    """One transaction; whoever comes at the same time waits for it, and finds the rest."""
    due: list[tuple[str, str]] = []
    done: list[int] = []

    def work(book: Book, _: Met) -> Answer:
        if book.pack is None:
            return []
        before = min(until, day_of_us(next_us(book), book.pack.time_zone))   # what lies ahead has not passed
        due.extend((str(day), id) for day, id in bulk.select(_DUE, [before.isoformat(), *after, at_once]))
        book.states.load(id for _, id in due)
        done.extend(made for _, id in due if (made := len(run_clocks(book, id, before))))
        return []

    write(work)
    return sum(done), len(done), due[-1] if len(due) == at_once else None
