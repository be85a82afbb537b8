"""The open book: where the ledger stands while one transaction writes to it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import transaction

from hetang.ledger import merkle
from hetang.ledger.checkpoint import checkpoint_of
from hetang.ledger.checkpoint import format as checkpoint_text
from hetang.ledger.entries import Head, Sealed
from hetang.office.journal import bulk, history
from hetang.office.journal.act import Act
from hetang.office.journal.establishments import UNCHANGED, Change
from hetang.office.journal.families import Families
from hetang.office.journal.history import Past
from hetang.office.journal.kept import Kept
from hetang.office.journal.packs import pack_of
from hetang.office.journal.standings import Standings
from hetang.office.journal.states import States
from hetang.packs.pack import Pack
from hetang.terms.ids import derived_id

# Everything that an append asks first, in one statement.
_STANDS = """
SELECT entry.seq, entry.digest, entry.sealed_at, head.size, head.root, frontier.size, frontier.peaks,
  (SELECT bytes FROM entry WHERE seq = 0), (SELECT COALESCE(MAX(id), 0) + 1 FROM fact),
  (SELECT bytes FROM entry WHERE kind = 'pack.activated' ORDER BY seq DESC LIMIT 1), changed.seq, changed.digest
FROM (SELECT 1) AS one
LEFT JOIN entry ON entry.seq = (SELECT MAX(seq) FROM entry)
LEFT JOIN head ON head.size = (SELECT MAX(size) FROM head)
LEFT JOIN frontier ON frontier.number = 1
LEFT JOIN entry AS changed ON changed.seq = (SELECT MAX(seq) FROM entry WHERE kind = 'establishment.changed')
"""
_FRONTIER = """
INSERT INTO frontier (number, size, peaks) VALUES (1, %s, %s)
ON CONFLICT (number) DO UPDATE SET size = excluded.size, peaks = excluded.peaks
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the first entry says of the whole ledger."""

    ledger: str
    alg: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where the book stood."""

    savepoint: str
    head: Head
    last_sealed_us: int
    next_fact: int
    heads: int
    tells: int


@dataclass
class Book:
    head: Head
    last_sealed_us: int
    identity: Identity | None
    pack: Pack | None
    next_fact: int
    heads: list[tuple[int, str, str]] = field(default_factory=list)   # one after each entry, stored at the close
    last_change: Change = UNCHANGED
    tells: list[tuple[int, str, str, str, int]] = field(default_factory=list)   # entry, matter, act, person, when
    stored: set[str] = field(default_factory=set)   # evidence that was found in the store
    new: set[str] = field(default_factory=set)   # ids of acts and facts of which it is known that the ledger does not hold them
    sealed: set[str] = field(default_factory=set)   # ids of the entries of this transaction
    kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        self.kept = Kept(self.pack.kinds if self.pack is not None else None)

    @property
    def families(self) -> Families:
        return self.kept.families

    @property
    def standings(self) -> Standings:
        return self.kept.standings

    @property
    def states(self) -> States:
        return self.kept.states

    @property
    def past(self) -> Past:
        return Past(self.kept.families, self.kept.standings, self.evidence)

    def time_zone_for(self, act: Act) -> str:
        return self.identity.time_zone if self.identity is not None else act.body["time_zone"]

    def identity_for(self, act: Act) -> Identity:
        """The first entry itself says which ledger it opens."""
        return self.identity or Identity(act.body["city"], self.head.frontier.alg, act.body["time_zone"])

    def advance(self, sealed: Sealed, at_us: int, act: Act, identity: Identity) -> None:
        self.head, self.last_sealed_us, self.identity = sealed.head, at_us, identity
        root = self.head.root
        self.heads.append((self.head.size, root, head_text(identity.ledger, self.head.size, root, identity.alg)))
        if act.kind == "pack.activated":
            self.pack = pack_of(act.body["digest"])
            self.kept.under(self.pack.kinds)
        elif act.kind == "evidence.withdrawn":
            self.stored = set()
        elif act.kind == "establishment.changed":
            self.last_change = sealed.seq, sealed.digest

    def evidence(self, digests: Iterable[str]) -> frozenset[str]:
        """Which of these are in the store and not withdrawn."""
        asked = set(digests)
        self.stored |= history.evidence(asked - self.stored) if asked - self.stored else frozenset()
        return frozenset(asked & self.stored)

    def free_id(self, id: str) -> str:
        """The id, or where somebody has used it already one that follows from it."""
        while id not in self.new and (id in self.sealed or bulk.stored("SELECT 1 FROM entry WHERE id = %s", [id])):
            id = derived_id(id, "again")
        return id

    def point(self) -> Point:
        """All that waits is written, so that what comes after can be undone alone."""
        self.kept.write()
        bulk.flush()
        return Point(
            transaction.savepoint(), self.head, self.last_sealed_us, self.next_fact, len(self.heads), len(self.tells),
        )

    def back_to(self, point: Point) -> None:
        bulk.forget()
        transaction.savepoint_rollback(point.savepoint)
        self.head, self.last_sealed_us, self.next_fact = point.head, point.last_sealed_us, point.next_fact
        del self.heads[point.heads:], self.tells[point.tells:]
        self.kept = Kept(self.kept.kinds)

    def close(self) -> None:
        """What was kept in memory, the heads of this transaction, and the frontier that the next append grows from."""
        self.kept.write()
        if self.tells:
            bulk.insert("notification", ("entry", "matter", "act", "person", "made_at", "tries"), [(*tell, 0) for tell in self.tells])
            self.tells = []
        if self.heads:
            bulk.insert("head", ("size", "root", "text"), self.heads)
            bulk.execute(_FRONTIER, [self.head.size, json.dumps(self.head.frontier.to_json()["peaks"])])


def head_text(ledger: str, size: int, root: str, alg: str) -> str:
    return checkpoint_text(checkpoint_of(ledger, size, root, alg))


def open_book(alg: str = "sha256") -> Book | None:
    """The book at its last entry; None where last entry, last head and frontier do not fit each other."""
    ((seq, digest, sealed_at, size, root, kept, peaks, first, next_fact, activated, changed, change),) = bulk.stored(_STANDS)
    if seq is None and size is None:
        return Book(Head.empty(alg), 0, None, None, 1)
    if None in (seq, size, kept, first):
        return None
    own = _identity(bytes(first))
    try:
        grown = merkle.Frontier.from_json({"alg": own.alg, "size": kept, "peaks": json.loads(peaks)})
    except (ValueError, TypeError):
        return None
    if not seq + 1 == size == grown.size or grown.root.hex() != root:
        return None
    pack = pack_of(json.loads(bytes(activated))["body"]["digest"]) if activated is not None else None
    last = UNCHANGED if changed is None else (changed, change)
    return Book(Head(size, digest, grown), sealed_at, own, pack, next_fact, last_change=last)


def identity() -> Identity | None:
    first = bulk.select("SELECT bytes FROM entry WHERE seq = 0")
    return _identity(bytes(first[0][0])) if first else None


@lru_cache(maxsize=16)
def _identity(data: bytes) -> Identity:
    entry = json.loads(data)
    return Identity(entry["ledger"], entry["alg"], entry["body"]["time_zone"])
