"""Accepts acts: answered if known, else decided, sealed, appended and applied, all in one transaction."""

from collections.abc import Sequence

from django.db import transaction

from hetang.ledger.entries import check_entry, row_bytes, seal
from hetang.office.journal import bulk, readings
from hetang.office.journal.act import LEDGER_DAMAGED, NO_LEDGER, Accepted, Act, Answer
from hetang.office.journal.book import Book, open_book
from hetang.office.journal.clock import now_us
from hetang.office.journal.decide import Decided, Situation, decide
from hetang.office.journal.lock import take_the_lock
from hetang.office.journal.repeats import Known, Met, answer_known, keep_conflicts, without_known_rows
from hetang.terms.dates import day_of_us
from hetang.terms.refusals import Refusal


def accept(acts: Sequence[Act], alg: str = "sha256") -> Answer:
    """Every act an entry, in this order, or nothing changed and every refusal of the first act that is refused.

    `alg` is chosen once, by the act that opens the ledger.
    """
    with transaction.atomic():
        take_the_lock()
        book = open_book(alg)
        if book is None:
            return [LEDGER_DAMAGED]
        point = transaction.savepoint()
        met = Met()
        answer = _accept_all(book, acts, met)
        if answer and isinstance(answer[0], Refusal):
            transaction.savepoint_rollback(point)
            keep_conflicts(met, now_us())
            return answer
        book.close()
        transaction.savepoint_commit(point)
        return answer


def _accept_all(book: Book, acts: Sequence[Act], met: Met) -> Answer:
    accepted: list[Accepted] = []
    for act in acts:
        answer = _accept(book, act, met)
        if isinstance(answer, list):
            return answer
        accepted.append(answer)
    return accepted


def _accept(book: Book, act: Act, met: Met) -> Accepted | list[Refusal]:
    known = answer_known(act, met)
    if isinstance(known, Accepted | list):
        return known
    if book.identity is None and act.kind != "ledger.opened":
        return [NO_LEDGER]
    left = without_known_rows(act, met)
    if isinstance(left, Known):
        return left.entry
    if isinstance(left, list):
        return left
    at_us = max(now_us(), book.last_sealed_us + 1)   # known-at and sequence tell the same order, whatever the clock does
    faults = check_entry(left.kind, left.body, left.rows, left.by)
    today = day_of_us(at_us, book.time_zone_for(left))
    decided = decide(left, Situation(book.pack, today, book.settle_for, well_formed=not faults))
    if isinstance(decided, list):
        return decided
    return faults or _seal(book, left, decided, at_us)


def _seal(book: Book, act: Act, decided: Decided, at_us: int) -> Accepted:
    identity = book.identity_for(act)
    rows = row_bytes(decided.rows)
    sealed = seal(
        book.head, ledger=identity.ledger, alg=identity.alg, id=act.id, kind=act.kind, by=act.by, body=act.body,
        rows=rows, at_us=at_us,
    )
    bulk.insert(
        "entry", ("seq", "id", "kind", "bytes", "digest", "prev", "sealed_at"),
        [(sealed.seq, act.id, act.kind, sealed.bytes, sealed.digest, book.head.digest_of_last, at_us)],
    )
    bulk.insert(
        "row", ("entry", "index", "id", "bytes", "digest"),
        (
            (sealed.seq, index, row.get("id", ""), data, digest.hex())
            for index, (row, data, digest) in enumerate(zip(decided.rows, rows, sealed.row_digests, strict=True))
        ),
    )
    act.beside()
    book.advance(sealed, at_us, act, identity)
    families = readings.apply(
        readings.Fresh(
            sealed.seq, act.kind, act.by, act.body, decided.rows, [digest.hex() for digest in sealed.row_digests],
            decided.quanta, decided.repeat_keys, at_us, identity.time_zone,
        ),
        book.next_fact,
    )
    book.spoiled(families, decided.repeat_keys, act.kind == "facts.recorded")
    if act.kind == "facts.recorded":
        book.next_fact += len(decided.rows)
    return Accepted(sealed.seq, act.id, act.kind, sealed.digest, sealed.sealed_at, len(rows))
