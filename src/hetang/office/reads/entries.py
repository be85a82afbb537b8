"""Entries and rows with the proofs that they stand in the ledger, and the head to keep elsewhere."""

from functools import lru_cache
from typing import Any

from hetang.ledger import proofs
from hetang.ledger.merkle import MerkleTree
from hetang.office.journal import bulk
from hetang.office.journal.book import Identity, identity
from hetang.office.reads.ledger_rows import StoredEntry, StoredRow, entry_of, rows_of
from hetang.office.reads.standing_now import head_at

__all__ = ["StoredEntry", "StoredRow", "checkpoint", "entries_before", "entry_of", "entry_proof", "row_proof", "rows_of"]

_BEFORE = "SELECT seq, id, kind, bytes, digest, prev, sealed_at FROM entry WHERE seq < %s ORDER BY seq DESC LIMIT %s"


def entries_before(seq: int, limit: int) -> list[StoredEntry]:
    """The latest first."""
    return [
        StoredEntry(number, id, kind, bytes(data), digest, prev, sealed_us)
        for number, id, kind, data, digest, prev, sealed_us in bulk.select(_BEFORE, [seq, limit])
    ]


def checkpoint() -> str:
    """The head as a text that `hetang verify --head` accepts; empty before a ledger is opened."""
    found = bulk.select("SELECT text FROM head ORDER BY size DESC LIMIT 1")
    return str(found[0][0]) if found else ""


def entry_proof(seq: int, size: int | None = None) -> dict[str, Any]:
    """That the entry stands under the head of that size (None: the last). KeyError for an entry that is not there."""
    own, entry, head = identity(), entry_of(seq), head_at(size)
    if own is None or entry is None or head is None or head[0] <= seq:
        raise KeyError(seq)
    return proofs.entry_proof(_tree(own, *head), own.ledger, entry.bytes, seq)


def row_proof(seq: int, index: int) -> dict[str, Any]:
    """That a row stands in its entry, and the entry under the last head. KeyError for a row that is not there."""
    own, rows = identity(), rows_of(seq)
    if own is None or not 0 <= index < len(rows):
        raise KeyError((seq, index))
    digests = [bytes.fromhex(row.digest) for row in rows]
    return proofs.row_proof(entry_proof(seq), digests, rows[index].bytes, index, own.alg)


@lru_cache(maxsize=2)
def _tree(own: Identity, size: int, root: str) -> MerkleTree:
    """The whole tree under a head: kept, since the next proof is asked of the same one."""
    digests = bulk.paged(f"SELECT seq, digest FROM entry WHERE seq < {int(size)} AND seq > %s ORDER BY seq")
    return MerkleTree([bytes.fromhex(digest) for _, digest in digests], own.alg)
