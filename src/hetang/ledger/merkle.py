"""Merkle trees hashed as in RFC 6962: roots, proofs of inclusion and of consistency, and a frontier that grows.

Everywhere `hashes` are leaf hashes in order, as raw bytes. Proofs are lists of raw bytes.
Source: RFC 6962 section 2.1; verification as in RFC 9162 sections 2.1.3.2 and 2.1.4.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

DIGEST_BYTES = 32  # both algorithms

Hasher = Callable[[bytes], Any]
_HASHERS: dict[str, Hasher] = {"sha256": hashlib.sha256, "sm3": partial(hashlib.new, "sm3")}


def hasher(alg: str) -> Hasher:
    """The constructor of hashlib itself: a call through hashlib.new would cost twice as much."""
    return _HASHERS[alg]


def leaf_hash(data: bytes, alg: str = "sha256") -> bytes:
    digest: bytes = _HASHERS[alg](b"\x00" + data).digest()
    return digest


def leaf_hashes(items: Sequence[bytes], alg: str = "sha256") -> list[bytes]:
    make = _HASHERS[alg]
    return [make(b"\x00" + item).digest() for item in items]


def node_hash(left: bytes, right: bytes, alg: str = "sha256") -> bytes:
    digest: bytes = _HASHERS[alg](b"\x01" + left + right).digest()
    return digest


def empty_root(alg: str = "sha256") -> bytes:
    digest: bytes = _HASHERS[alg](b"").digest()
    return digest


def root(hashes: Sequence[bytes], alg: str = "sha256") -> bytes:
    return MerkleTree(hashes, alg).root if hashes else empty_root(alg)


class MerkleTree:
    """All levels of the tree over some leaf hashes; each proof then costs its own length."""

    def __init__(self, hashes: Sequence[bytes], alg: str = "sha256") -> None:
        self.alg = alg
        self.size = len(hashes)
        make = _HASHERS[alg]
        level = list(hashes)
        self._levels = [level]
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)
            above = [make(b"\x01" + left + right).digest() for left, right in pairs]
            if len(level) % 2:  # the last one stands alone and goes up unchanged
                above.append(level[-1])
            level = above
            self._levels.append(level)

    @property
    def root(self) -> bytes:
        return self._levels[-1][0] if self.size else empty_root(self.alg)

    def inclusion(self, index: int) -> list[bytes]:
        """Siblings from the leaf up; IndexError outside the tree."""
        if not 0 <= index < self.size:
            raise IndexError(f"leaf {index} of {self.size}")
        path = []
        for level in self._levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index >>= 1
        return path

    def consistency(self, old_size: int) -> list[bytes]:
        """That this tree begins with the tree of its first `old_size` leaves; ValueError where it is shorter."""
        if not 0 <= old_size <= self.size:
            raise ValueError(f"a tree of {old_size} in a tree of {self.size}")
        if old_size in (0, self.size):
            return []
        path: list[bytes] = []
        start, end, whole = 0, self.size, True  # whole: the old tree is a node of this one, known to the verifier
        while old_size < end:
            half = 1 << (end - start - 1).bit_length() - 1
            if old_size <= start + half:
                path.append(self._node(start + half, end))
                end = start + half
            else:
                path.append(self._node(start, start + half))
                start, whole = start + half, False
        if not whole:
            path.append(self._node(start, end))
        return path[::-1]

    def _node(self, start: int, end: int) -> bytes:
        """The hash over leaves start to end, which are a subtree."""
        height = (end - start - 1).bit_length()
        return self._levels[height][start >> height]


def inclusion_proof(hashes: Sequence[bytes], index: int, alg: str = "sha256") -> list[bytes]:
    return MerkleTree(hashes, alg).inclusion(index)


def consistency_proof(hashes: Sequence[bytes], old_size: int, alg: str = "sha256") -> list[bytes]:
    return MerkleTree(hashes, alg).consistency(old_size)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, alg: str = "sha256"
) -> bool:
    if not 0 <= index < size or any(len(item) != DIGEST_BYTES for item in proof):
        return False
    place, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            computed = node_hash(sibling, computed, alg)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling, alg)
        place, last = place >> 1, last >> 1
    return last == 0 and computed == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes], alg: str = "sha256"
) -> bool:
    if not 0 <= old_size <= new_size or any(len(item) != DIGEST_BYTES for item in proof):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root and (old_size > 0 or old_root == empty_root(alg))
    if old_size == 0:
        return not proof and old_root == empty_root(alg)
    # A tree of a power of two is a node of the new one, so the proof leaves it out.
    path = [old_root, *proof] if old_size & old_size - 1 == 0 else list(proof)
    if len(path) < 2:
        return False
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for item in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(item, old, alg), node_hash(item, new, alg)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, item, alg)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


@dataclass(frozen=True, slots=True)
class Frontier:
    """What must be kept of a growing tree to append to it: the roots of its complete subtrees, largest first."""

    alg: str = "sha256"
    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Frontier:
        peaks, size = list(self.peaks), self.size
        while size & 1:
            leaf = node_hash(peaks.pop(), leaf, self.alg)
            size >>= 1
        return Frontier(self.alg, self.size + 1, (*peaks, leaf))

    @property
    def root(self) -> bytes:
        if not self.peaks:
            return empty_root(self.alg)
        computed = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            computed = node_hash(peak, computed, self.alg)
        return computed

    def to_json(self) -> dict[str, Any]:
        return {"alg": self.alg, "size": self.size, "peaks": [peak.hex() for peak in self.peaks]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Frontier:
        """ValueError where the peaks do not fit the size."""
        peaks = tuple(bytes.fromhex(peak) for peak in value["peaks"])
        if len(peaks) != int(value["size"]).bit_count() or value["alg"] not in _HASHERS:
            raise ValueError(f"{len(peaks)} peaks are no frontier of {value['size']} leaves under {value['alg']}")
        return cls(value["alg"], value["size"], peaks)
