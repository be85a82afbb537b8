"""The ledger checked from end to end: every entry, link, row and head computed again from the stored bytes."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from hetang.ledger.checker import Tree, hash_of
from hetang.ledger.merkle import Frontier, leaf_hashes
from hetang.ledger.merkle import root as merkle_root
from hetang.office.journal import bulk
from hetang.office.journal.book import Identity, head_text, identity
from hetang.office.reads.findings import Finding
from hetang.office.reads.ledger_rows import StoredEntry, StoredRow, all_rows, entries
from hetang.terms.dates import instant_text

# What follows the links in an entry's canonical bytes, where keys stand in order.
_ROWS = re.compile(rb'null|\{"count":(\d+),"root":"([0-9a-f]{64})"\}')
_EVIDENCE = re.compile(rb'"evidence":\[([^\]]*)\]')   # a quote inside a text is escaped, so this is the field itself
_HEX = re.compile(rb"[0-9a-f]{64}")
SEALED = b'"sealed":{'


@dataclass(slots=True)
class Sound:
    """What was read on the way, for the checks that follow."""

    size: int = 0
    rows: int = 0
    root: str = ""
    root_at: str | None = None   # at the size of a head kept outside
    findings: list[Finding] = field(default_factory=list)
    commitments: dict[str, int] = field(default_factory=dict)   # commitment -> entry
    evidence: dict[str, int] = field(default_factory=dict)      # digest -> first entry that names it
    erased: set[str] = field(default_factory=set)
    packs: list[tuple[int, str]] = field(default_factory=list)
    issued: dict[str, int] = field(default_factory=dict)


def check_ledger(kept_size: int | None = None) -> Sound:
    """Reads all of it once. `kept_size`: the size at which a head kept outside shall be compared."""
    sound, own = Sound(), identity_or_none()
    if own is None:
        sound.findings = _without_identity()
        return sound
    pass_ = _Pass(own, sound, kept_size)
    for entry in entries():
        pass_.entry(entry)
    pass_.finish()
    return sound


def identity_or_none() -> Identity | None:
    try:
        return identity()
    except (ValueError, KeyError, TypeError):
        return None


def _without_identity() -> list[Finding]:
    """Nothing can be said of the rest when the first entry is gone or can not be read."""
    stored = bulk.select("SELECT COUNT(*) FROM entry")[0][0] + bulk.select("SELECT COUNT(*) FROM head")[0][0]
    return [Finding("entry" if bulk.select("SELECT 1 FROM entry WHERE seq = 0") else "entry_missing", 0)] if stored else []


class _Pass:
    """One reading of the ledger in order."""

    def __init__(self, own: Identity, sound: Sound, kept_size: int | None) -> None:
        self.own, self.sound, self.kept_size = own, sound, kept_size
        self.tree = Tree(own.alg)
        self.prev = ""
        self.row_groups = groupby(all_rows(), key=lambda row: row.entry)
        self.rows_entry: int | None = None
        self.rows: Iterator[StoredRow] = iter(())
        self.heads = _heads()
        self.text_of = _checkpoints(own)
        self.differing: list[int] = []   # sizes whose head differs, since the last that agreed
        self._next_rows()

    def entry(self, entry: StoredEntry) -> None:
        sound, expected = self.sound, self.tree.size
        while entry.seq > expected:   # missing; its place in the tree can not be filled
            sound.findings.append(Finding("entry_missing", expected))
            self.tree.append(b"\0" * 32)
            expected += 1
        leaf = hash_of(self.own.alg, b"\x00" + entry.bytes)
        self.tree.append(leaf)
        stated = self._columns(entry, leaf.hex())
        self.prev = entry.digest
        self._stray_rows(entry.seq)
        self._rows(entry, stated)
        self._head(entry.seq + 1)
        if entry.kind in READERS:
            with suppress(ValueError, KeyError, TypeError, AttributeError):   # what can not be read has been named above
                READERS[entry.kind](sound, entry)

    def finish(self) -> None:
        sound = self.sound
        self._stray_rows(None)
        sound.size, sound.root = self.tree.size, self.tree.root.hex()
        fits = _frontier_fits(self.own.alg, sound.size, sound.root)
        if self.differing and not self._explained():
            # Every head from here on differs: the entry is not the one they were made of, unless it is the last head alone.
            alone = len(self.differing) == 1 and fits
            size = self.differing[0]
            sound.findings.append(Finding("head", None, str(size)) if alone else Finding("entry", size - 1))
        elif not fits and not self._explained() and not self.heads:
            sound.findings.append(Finding("frontier"))
        if self.heads:   # of entries that are gone
            sound.findings.append(Finding("cut_tail", sound.size))

    def _columns(self, entry: StoredEntry, leaf: str) -> re.Match[bytes] | None:
        """The bytes against their digest, their link, their place and the columns that repeat them."""
        own, (second, fraction) = self.own, divmod(entry.sealed_us, 1_000_000)
        tail = f',"sealed_at":"{_second(second)}.{fraction:06d}Z","seq":{entry.seq},"v":1}}'.encode()
        links = f'"id":{json.dumps(entry.id)},"kind":"{entry.kind}","ledger":"{own.ledger}","prev":"{entry.prev}","rows":'.encode()
        at = entry.bytes.rfind(links)
        stated = _ROWS.match(entry.bytes, at + len(links)) if at >= 0 else None
        fits = stated is not None and entry.bytes[stated.end():] == tail
        if leaf == entry.digest and entry.prev == self.prev and fits:
            return stated
        found = _named(entry, leaf, self.prev, own)
        if found.code == "entry" and leaf == entry.digest and self.differing and not self._explained():
            found = Finding("entry", self.differing[0] - 1)   # an earlier head differs: not this one was changed
        if found not in self.sound.findings[-1:]:
            self.sound.findings.append(found)
        return stated if fits else None

    def _rows(self, entry: StoredEntry, stated: re.Match[bytes] | None) -> None:
        rows = list(self._take_rows(entry.seq))
        if stated is None or stated[1] is None:
            if rows and stated is not None:
                self.sound.findings.append(Finding("row_stray", entry.seq))
            return
        leaves, findings = leaf_hashes([row.bytes for row in rows], self.own.alg), list[Finding]()
        for index, (row, leaf) in enumerate(zip(rows, leaves, strict=True)):
            names = f'"id":"{row.id}"'.encode() in row.bytes if entry.kind == "facts.recorded" else row.id == ""
            if leaf.hex() != row.digest or row.index != index or not names:
                findings.append(Finding("row", entry.seq, str(row.index)))
            _note(self.sound, entry.seq, row.bytes)
        top = leaves[0] if len(leaves) == 1 else merkle_root(leaves, self.own.alg)
        if len(rows) != int(stated[1]) or (not findings and top.hex() != stated[2].decode()):
            findings = [Finding("rows", entry.seq)]
        self.sound.rows += len(rows)
        self.sound.findings += findings

    def _head(self, size: int) -> None:
        kept = self.heads.pop(size, None)
        root = self.tree.root.hex()
        if size == self.kept_size:
            self.sound.root_at = root
        if kept == (root, self.text_of(size, root)):
            if self.differing:
                self.sound.findings += [Finding("head", None, str(other)) for other in self.differing]
                self.differing = []
        elif kept is None:
            self.sound.findings.append(Finding("head_missing", None, str(size)))
        else:
            self.differing.append(size)

    def _explained(self) -> bool:
        """An entry that is broken in itself makes every later head differ."""
        return any(found.code in ("entry", "entry_missing") for found in self.sound.findings)

    def _next_rows(self) -> None:
        self.rows_entry, self.rows = next(self.row_groups, (None, iter(())))

    def _take_rows(self, seq: int) -> Iterator[StoredRow]:
        if self.rows_entry == seq:
            yield from self.rows
            self._next_rows()

    def _stray_rows(self, before: int | None) -> None:
        """Rows of entries that are not there."""
        while self.rows_entry is not None and (before is None or self.rows_entry < before):
            self.sound.findings.append(Finding("row_stray", self.rows_entry))
            self._next_rows()


@lru_cache(maxsize=64)
def _second(second: int) -> str:
    """An instant up to its second: entries of one load share it."""
    return instant_text(second * 1_000_000)[:19]


def _named(entry: StoredEntry, leaf: str, prev: str, own: Identity) -> Finding:
    """Whether the entry itself is broken, or only a column that repeats what it says."""
    if leaf != entry.digest:
        return Finding("entry", entry.seq)
    try:
        told = entry.json()
        says = {
            "id": told["id"], "kind": told["kind"], "prev": told["prev"], "sealed_at": told["sealed_at"], "seq": told["seq"],
        }
    except (ValueError, KeyError, TypeError):
        return Finding("entry", entry.seq)
    columns = {
        "id": entry.id, "kind": entry.kind, "prev": entry.prev, "sealed_at": instant_text(entry.sealed_us), "seq": entry.seq,
    }
    differing = [name for name, value in columns.items() if says[name] != value]
    broken = told["prev"] != prev or not differing or "seq" in differing or told["ledger"] != own.ledger
    return Finding("entry", entry.seq) if broken else Finding("entry_column", entry.seq, ", ".join(differing))


def _frontier_fits(alg: str, size: int, root: str) -> bool:
    kept = bulk.select("SELECT size, peaks FROM frontier WHERE number = 1")
    try:
        grown = Frontier.from_json({"alg": alg, "size": kept[0][0], "peaks": json.loads(kept[0][1])}) if kept else None
        return grown is not None and grown.size == size and grown.root.hex() == root
    except (ValueError, TypeError):
        return False


def _checkpoints(own: Identity) -> Callable[[int, str], str]:
    """The checkpoint texts of a ledger: they differ in size and root alone."""
    before, after = head_text(own.ledger, 0, "00" * 32, own.alg).split(f"\n0\n{b64encode(bytes(32)).decode()}")
    return lambda size, root: f"{before}\n{size}\n{b64encode(bytes.fromhex(root)).decode()}{after}"


def _heads() -> dict[int, tuple[str, str]]:
    kept = bulk.paged("SELECT size, root, text FROM head WHERE size > %s ORDER BY size")
    return {size: (root, text) for size, root, text in kept}


def _note(sound: Sound, seq: int, data: bytes, body: bool = False) -> None:
    """The evidence and the commitments that a row, or an entry's body, names."""
    named = _EVIDENCE.search(data)
    if named is not None:
        for digest in _HEX.findall(named[1]):
            sound.evidence.setdefault(digest.decode(), seq)
    if SEALED in data:
        with suppress(ValueError, KeyError, TypeError, AttributeError):   # a row that can not be read is named by its digest
            told = json.loads(data)
            for commitment in (told["body"] if body else told)["sealed"].values():
                sound.commitments.setdefault(commitment, seq)


def _activated(sound: Sound, entry: StoredEntry) -> None:
    sound.packs.append((entry.seq, entry.json()["body"]["digest"]))


def _erased(sound: Sound, entry: StoredEntry) -> None:
    sound.erased.update(entry.json()["body"]["commitments"])


def _issued(sound: Sound, entry: StoredEntry) -> None:
    body = entry.json()["body"]
    for digest in (body["content"], *body["files"].values()):
        sound.issued.setdefault(digest, entry.seq)


def _templated(sound: Sound, entry: StoredEntry) -> None:
    sound.issued.setdefault(entry.json()["body"]["content"], entry.seq)


def _acted(sound: Sound, entry: StoredEntry) -> None:
    _note(sound, entry.seq, entry.bytes, body=True)


READERS: dict[str, Callable[[Sound, StoredEntry], None]] = {
    "pack.activated": _activated, "vault.erased": _erased, "bulletin.issued": _issued, "matter.acted": _acted,
    "template.made": _templated,
}
