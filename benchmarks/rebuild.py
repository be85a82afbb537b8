"""Reading tables made again from the ledger."""

from __future__ import annotations

from benchmarks.ledgers import make_ledger
from benchmarks.pairs import Row, agree, rate, spent
from benchmarks.sizes import Size
from hetang.office.journal import bulk
from hetang.office.reads.rebuild import rebuild


def run(size: Size) -> list[Row]:
    """Entries of one fact each, the dearest kind; the rival is the bar."""
    make_ledger(size.entries)
    made = spent(rebuild)
    agree("facts of the reading tables", bulk.select("SELECT COUNT(*) FROM fact")[0][0], size.entries)
    again = spent(lambda: agree("differences of tables just made", rebuild(check=True).differences, []))
    return [
        rate("rebuild of entries of one fact", size.entries, made, 20_000, "entries"),
        rate("the same into shadow tables, and compared", size.entries, again, None, "entries"),
    ]
