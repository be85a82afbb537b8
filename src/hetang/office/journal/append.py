"""Appends one decided act: sealed, stored with its rows, applied to the reading tables."""

from hetang.ledger.entries import row_bytes, seal
from hetang.office.journal import bulk, readings
from hetang.office.journal.act import Accepted, Act
from hetang.office.journal.book import Book
from hetang.office.journal.clock import now_us
from hetang.office.journal.decide import Decided, Situation
from hetang.terms.dates import day_of_us

ENTRY = ("seq", "id", "kind", "bytes", "digest", "prev", "sealed_at")
ROW = ("entry", "index", "id", "bytes", "digest")


def next_us(book: Book) -> int:
    """The time of the next sealing: known-at and sequence tell the same order, whatever the clock does."""
    return max(now_us(), book.last_sealed_us + 1)


def situation_on(book: Book, act: Act, at_us: int, well_formed: bool = True) -> Situation:
    """What a decision on facts, judgements and the like may look at."""
    today = day_of_us(at_us, book.time_zone_for(act))
    return Situation(book.pack, today, book.past, well_formed, book.last_change)


def append(book: Book, act: Act, decided: Decided, at_us: int) -> Accepted:
    identity = book.identity_for(act)
    rows = row_bytes(decided.rows)
    sealed = seal(
        book.head, ledger=identity.ledger, alg=identity.alg, id=act.id, kind=act.kind, by=act.by, body=act.body,
        rows=rows, at_us=at_us,
    )
    digests = [digest.hex() for digest in sealed.row_digests]
    bulk.insert("entry", ENTRY, [(sealed.seq, act.id, act.kind, sealed.bytes, sealed.digest, book.head.digest_of_last, at_us)])
    bulk.insert("row", ROW, (
        (sealed.seq, index, row.get("id", ""), data, digest)
        for index, (row, data, digest) in enumerate(zip(decided.rows, rows, digests, strict=True))
    ))
    act.beside()
    book.advance(sealed, at_us, act, identity)
    readings.apply(
        readings.Fresh(
            sealed.seq, act.kind, act.by, act.body, decided.rows, digests, decided.quanta, decided.repeat_keys, at_us,
            identity.time_zone, book.kept, decided.matter,
        ),
        book.next_fact,
    )
    book.new.discard(act.id)
    book.sealed.add(act.id)
    if act.kind == "facts.recorded":
        book.next_fact += len(decided.rows)
        book.new.difference_update(row["id"] for row in decided.rows)
    return Accepted(sealed.seq, act.id, act.kind, sealed.digest, sealed.sealed_at, len(rows))
