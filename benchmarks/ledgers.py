"""A ledger of many entries, sealed as the journal seals them and stored at once, without a transaction for each."""

from __future__ import annotations

import json

from django.db import transaction

from benchmarks.city import RECORDER, city, facts
from hetang.ledger.entries import row_bytes, seal
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import completed
from hetang.office.journal import bulk
from hetang.office.journal.book import head_text, open_book
from hetang.office.tables.models import Frontier
from hetang.terms.ids import derived_id

SECOND_US = 1_000_000


def make_ledger(entries: int, rows_each: int = 1) -> None:
    """The small city opened, then entries of facts; the reading tables are left to a rebuild."""
    open_city(city())
    book = open_book()
    assert book is not None and book.identity is not None
    head, at_us, own = book.head, book.last_sealed_us, book.identity
    stored, rows, heads = [], [], []
    given = facts(entries * rows_each)
    for _ in range(entries):
        at_us += SECOND_US
        taken = [completed(next(given), "lin") for _ in range(rows_each)]
        made = row_bytes(taken)
        id = derived_id("bench entry", str(head.size))
        sealed = seal(
            head, ledger=own.ledger, alg=own.alg, id=id, kind="facts.recorded", by=RECORDER, body={}, rows=made, at_us=at_us,
        )
        stored.append((sealed.seq, id, "facts.recorded", sealed.bytes, sealed.digest, head.digest_of_last, at_us))
        rows += [
            (sealed.seq, i, row["id"], data, digest.hex())
            for i, (row, data, digest) in enumerate(zip(taken, made, sealed.row_digests, strict=True))
        ]
        head = sealed.head
        heads.append((head.size, head.root, head_text(own.ledger, head.size, head.root, own.alg)))
    with transaction.atomic():
        bulk.insert("entry", ("seq", "id", "kind", "bytes", "digest", "prev", "sealed_at"), stored)
        bulk.insert("row", ("entry", "index", "id", "bytes", "digest"), rows)
        bulk.insert("head", ("size", "root", "text"), heads)
        Frontier.objects.update_or_create(
            number=1, defaults={"size": head.size, "peaks": json.dumps(head.frontier.to_json()["peaks"])},
        )
