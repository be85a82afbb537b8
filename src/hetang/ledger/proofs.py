"""Proofs that anyone can check: that a row stands in an entry, and the entry under the head of its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hetang.ledger.checkpoint import checkpoint_of, format
from hetang.ledger.merkle import MerkleTree


def entry_proof(entries: MerkleTree, ledger: str, entry: bytes, seq: int) -> dict[str, Any]:
    """`entries` is the tree over the digests of all entries up to the head that the proof shall name."""
    head = checkpoint_of(ledger, entries.size, entries.root.hex(), entries.alg)
    path = [item.hex() for item in entries.inclusion(seq)]
    return {"checkpoint": format(head), "entry": entry.decode("utf-8"), "path": path}


def row_proof(proof: dict[str, Any], row_digests: Sequence[bytes], row: bytes, index: int, alg: str) -> dict[str, Any]:
    """An entry's proof made to prove one of its rows; `row_digests` are those of all its rows, raw, in order."""
    path = [item.hex() for item in MerkleTree(row_digests, alg).inclusion(index)]
    return {**proof, "row": row.decode("utf-8"), "row_index": index, "row_path": path}
