"""The writer's one transaction: behind the lock, on the open book, all of it or nothing."""

from collections.abc import Callable

from django.db import transaction

from hetang.office.journal import bulk
from hetang.office.journal.act import LEDGER_DAMAGED, Answer, refused
from hetang.office.journal.book import Book, open_book
from hetang.office.journal.clock import now_us
from hetang.office.journal.lock import take_the_lock
from hetang.office.journal.repeats import Met, keep_conflicts


def write(work: Callable[[Book, Met], Answer], alg: str = "sha256") -> Answer:
    """What `work` appends to the book; where it is refused nothing has changed, but that conflicts are kept.

    `alg` is chosen once, by the act that opens the ledger.
    """
    met = Met()
    with transaction.atomic():
        take_the_lock()
        book = open_book(alg)
        if book is None:
            return [LEDGER_DAMAGED]
        with bulk.gathering():
            answer = work(book, met)
            if not refused(answer):
                book.close()
                return answer
            bulk.forget()
        transaction.set_rollback(True)
    if met.conflicts:
        with transaction.atomic():
            take_the_lock()
            keep_conflicts(met, now_us())
    return answer
