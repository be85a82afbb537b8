"""What the clock is due to do, each act dated at its deadline however late this runs; run twice, it changes nothing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hetang.office.journal import bulk
from hetang.office.journal.acting import run_clocks
from hetang.office.journal.book import open_book
from hetang.office.journal.lock import take_the_lock

AT_ONCE = 500   # matters in one transaction, so that nobody waits long
_DUE = "SELECT id FROM matter WHERE next_day < %s AND (next_day, id) > (%s, %s) ORDER BY next_day, id LIMIT %s"


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many entries the clock made, on how many matters."""

    entries: int
    matters: int


def tick(until: date, at_once: int = AT_ONCE) -> Ticked:
    """Deadlines that passed before the end of `until`: a deadline on that day itself has not passed yet."""
    entries = matters = 0
    while True:
        made, met = _portion(until, at_once)
        entries, matters = entries + made, matters + met
        if made == 0:
            return Ticked(entries, matters)


def _portion(until: date, at_once: int) -> tuple[int, int]:
    with transaction.atomic():
        take_the_lock()
        due = bulk.select(_DUE, [until.isoformat(), "0001-01-01", "", at_once])
        book = open_book()
        if not due or book is None:
            return 0, 0
        made = sum(len(run_clocks(book, id, until)) for (id,) in due)
        book.close()
        return made, len(due)
