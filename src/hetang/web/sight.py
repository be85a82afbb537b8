"""What a visitor may see of entries and facts that are about matters: of a sealed one nobody else learns anything."""

import json
from collections.abc import Iterable

from hetang.office.reads import entries as ledger
from hetang.office.reads.entry_matters import matters_of
from hetang.office.reads.ledger_rows import StoredEntry
from hetang.web.desk import Desk

OPEN = ("ledger.opened", "pack.activated")
FOLLOWED = 50  # rows that follow from one act; their matter is one and the same


def sees_entry(desk: Desk, found: StoredEntry) -> bool:
    """What the entry holds, word for word."""
    if found.kind in OPEN:
        return True
    body = found.json()["body"]
    if found.kind == "matter.acted":
        return desk.asker.sees_entry(found.kind, body)
    return desk.sees_entries and not desk.asker.is_administrator and not hides_entry(desk, found)


def hides_entry(desk: Desk, found: StoredEntry) -> bool:
    """Whether it is about a matter of which the visitor may not know: then not even who acted is told."""
    body = found.json()["body"]
    if found.kind == "matter.acted":
        return bool(desk.asker.hidden([body["matter"]]))
    if not body.get("act"):
        return desk.asker.hides_erased(found.kind, body)
    rows = [json.loads(row.bytes) for row in ledger.rows_of(found.seq, 0, FOLLOWED)]
    return bool(hidden(desk, matters_of(rows)))


def hidden(desk: Desk, matters: Iterable[str | None]) -> frozenset[str]:
    """Of these matters those that exist and of which the visitor may not know."""
    named = {id for id in matters if id}
    return desk.asker.hidden(named) if named else frozenset()
