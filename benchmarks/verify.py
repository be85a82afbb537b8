"""Verification of the whole ledger: chain, rows, heads; with and without the reading tables."""

from __future__ import annotations

from benchmarks.ledgers import make_ledger
from benchmarks.pairs import Row, agree, rate, spent
from benchmarks.sizes import Size
from hetang.office.journal import bulk
from hetang.office.reads.rebuild import rebuild
from hetang.office.reads.verify import Verified, verify
from hetang.terms.refusals import Refusal

ROWS_EACH = 1


def run(size: Size) -> list[Row]:
    """Every hash is made again; the rival is the bar."""
    make_ledger(size.entries, ROWS_EACH)
    found: list[Verified | Refusal] = []
    alone = spent(lambda: found.append(verify(readings=False)))
    rebuild()
    whole = spent(lambda: found.append(verify()))
    entries = bulk.select("SELECT COUNT(*) FROM entry")[0][0]
    for one in found:
        assert isinstance(one, Verified)
        agree("findings in a sound ledger", one.findings, [])
        agree("entries verified", one.size, entries)
    return [
        rate("chain, rows and heads", entries, alone, 100_000, "entries"),
        rate("chain, rows and heads, entries and rows counted", entries + size.entries * ROWS_EACH, alone, None, "hashed records"),
        rate("the same and the reading tables compared", entries, whole, None, "entries"),
    ]
