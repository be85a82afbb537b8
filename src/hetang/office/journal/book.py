"""The open book: where the ledger stands while one transaction writes to it."""

import json
from dataclasses import dataclass, field
from functools import lru_cache

from hetang.ledger.checkpoint import checkpoint_of
from hetang.ledger.checkpoint import format as checkpoint_text
from hetang.ledger.entries import Head, Sealed
from hetang.ledger.merkle import Frontier
from hetang.office.journal import bulk, standings
from hetang.office.journal.act import Act
from hetang.office.journal.packs import active_pack, pack_of
from hetang.packs.pack import Pack
from hetang.terms.digests import canonical


@dataclass(frozen=True, slots=True)
class Identity:
    """What the first entry says of the whole ledger."""

    ledger: str
    alg: str
    time_zone: str


@dataclass
class Book:
    head: Head
    last_sealed_us: int
    identity: Identity | None
    pack: Pack | None
    next_fact: int
    dirty: set[str] = field(default_factory=set)   # families whose standings must be told again
    grown: bool = False

    def time_zone_for(self, act: Act) -> str:
        return self.identity.time_zone if self.identity is not None else act.body["time_zone"]

    def identity_for(self, act: Act) -> Identity:
        """The first entry itself says which ledger it opens."""
        return self.identity or Identity(act.body["city"], self.head.frontier.alg, act.body["time_zone"])

    def advance(self, sealed: Sealed, at_us: int, act: Act, identity: Identity) -> None:
        self.head, self.last_sealed_us, self.identity, self.grown = sealed.head, at_us, identity, True
        if act.kind == "pack.activated":
            self.pack = pack_of(act.body["digest"])

    def settle(self, needed: bool = True) -> None:
        """Tells the standings of what has changed."""
        if needed and self.dirty:
            standings.settle(self.dirty)
            self.dirty = set()

    def close(self) -> None:
        """The head after this transaction, with the frontier that the next append grows from."""
        self.settle()
        if self.grown and self.identity is not None:
            text = checkpoint_text(checkpoint_of(self.identity.ledger, self.head.size, self.head.root, self.identity.alg))
            frontier = canonical(self.head.frontier.to_json()).decode()
            bulk.insert("head", ("size", "root", "text", "frontier"), [(self.head.size, self.head.root, text, frontier)])


def open_book(alg: str = "sha256") -> Book | None:
    """The book at its last entry; None where the last entry and the last head do not fit each other."""
    last = bulk.select("SELECT seq, digest, sealed_at FROM entry ORDER BY seq DESC LIMIT 1")
    heads = bulk.select("SELECT size, root, frontier FROM head ORDER BY size DESC LIMIT 1")
    if not last and not heads:
        return Book(Head.empty(alg), 0, None, None, 1)
    if not last or not heads or last[0][0] + 1 != heads[0][0]:
        return None
    (_, digest, sealed_at), (size, root, kept) = last[0], heads[0]
    try:
        frontier = Frontier.from_json(json.loads(kept))
    except (ValueError, KeyError, TypeError):
        return None
    if frontier.size != size or frontier.root.hex() != root:
        return None
    ((next_fact,),) = bulk.select("SELECT COALESCE(MAX(id), 0) + 1 FROM fact")
    return Book(Head(size, digest, frontier), sealed_at, identity(), active_pack(), next_fact)


def identity() -> Identity | None:
    first = bulk.select("SELECT bytes FROM entry WHERE seq = 0")
    return _identity(bytes(first[0][0])) if first else None


@lru_cache(maxsize=16)
def _identity(data: bytes) -> Identity:
    entry = json.loads(data)
    return Identity(entry["ledger"], entry["alg"], entry["body"]["time_zone"])
