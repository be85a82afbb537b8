"""Checks a ledger, or a proof from one, with the standard library alone: this file needs no other.

    python -m hetang.ledger.checker LEDGER [--head CHECKPOINT]      python checker.py PROOF.json

LEDGER has an entry's bytes on a line; its rows follow, each behind a tab, all of them or none. Exit status: 0 intact,
1 broken (each finding names its entry), 2 not readable. What seals shares no code with it: one fault is not two.
"""

from __future__ import annotations

import hashlib
import json
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

Rows = Sequence[bytes] | None
ALGORITHMS = ("sha256", "sm3")
ENTRY_FIELDS = {"v", "alg", "ledger", "seq", "id", "kind", "prev", "sealed_at", "by", "body", "rows"}
SAYS = {
    "not_an_entry": ("不是条目的规范字节", "not the canonical bytes of an entry"),
    "order": ("应为第 {seq} 条，却是第 {found} 条", "entry {seq} should stand where entry {found} stands"),
    "changed": ("第 {seq} 条不是后一条封存时所接的那一条", "entry {seq} is not the one that the next was sealed upon"),
    "link": ("第 {seq} 条与第 {found} 条不相接：其一被改", "entries {seq} and {found} do not link: one was changed"),
    "digest": ("摘要与所存的不同", "its digest is not the one that is kept"),
    "rows": ("行与条目所载的行数或根不符", "its rows are not those whose count and root it states"),
    "row": ("第 {found} 行的摘要与所存的不同", "the digest of row {found} is not the one that is kept"),
    "cut_tail": ("检查点有 {found} 条，从第 {seq} 条起缺失", "the head has {found}; from {seq} on they are gone"),
    "rechained": ("第 {seq} 至 {found} 条不全是检查点的", "not all of {seq} to {found} are those of the head"),
    "proof": ("证明不成立：{found}", "the proof does not hold: {found}"),
}


@dataclass(frozen=True)
class Finding:
    """What is broken, and the first entry that it concerns."""

    code: str
    seq: int | None
    found: Any = None

    def text(self, lang: str = "en") -> str:
        said = SAYS[self.code][lang == "en"].replace("{seq}", str(self.seq)).replace("{found}", str(self.found))
        return said if self.seq is None else f"#{self.seq}: {said}"


@dataclass
class Findings:
    """What a chain is, and what is broken in it, first things first."""

    ledger: str = ""
    alg: str = "sha256"
    size: int = 0
    root: str = ""
    last: str = ""
    rows_checked: int = 0
    rows_absent: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        return not self.findings


def hash_of(alg: str, data: bytes) -> bytes:
    return hashlib.sha256(data).digest() if alg == "sha256" else hashlib.new(alg, data).digest()


def ordered(value: Any) -> Any:
    """Keys by UTF-16 unit, as RFC 8785 has them."""
    if isinstance(value, dict):
        return {key: ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [ordered(item) for item in value] if isinstance(value, list) else value


def read_entry(data: bytes) -> dict[str, Any] | None:
    """The entry of these bytes; None unless they are canonical (no floats, keys in order) and have an entry's form."""
    try:  # json writes no Decimal: a number with a fraction has no canonical form here
        entry = json.loads(data, parse_float=Decimal, parse_constant=Decimal)
        if json.dumps(ordered(entry), ensure_ascii=False, separators=(",", ":")).encode() != data:
            return None
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(entry, dict) or set(entry) != ENTRY_FIELDS or entry["alg"] not in ALGORITHMS:
        return None
    rows = entry["rows"]
    counted = rows is None or (isinstance(rows, dict) and set(rows) == {"count", "root"} and type(rows["count"]) is int)
    texts = all(type(entry[name]) is str for name in ("ledger", "id", "kind", "prev", "sealed_at"))
    numbers = type(entry["v"]) is int is type(entry["seq"]) and entry["v"] == 1 and entry["seq"] >= 0
    return entry if counted and texts and numbers else None


class Tree:
    """The Merkle root over leaves as they come, in a few hashes of memory."""

    def __init__(self, alg: str) -> None:
        self.alg, self.size = alg, 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf = hash_of(self.alg, b"\x01" + self._peaks.pop() + leaf)
            size >>= 1
        self._peaks.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self._peaks:
            return hash_of(self.alg, b"")
        root = self._peaks[-1]
        for peak in self._peaks[-2::-1]:
            root = hash_of(self.alg, b"\x01" + peak + root)
        return root


class Chain:
    """Takes entries in order and says what is broken; `heads` are (size, root hex) kept outside."""

    def __init__(self, heads: Iterable[tuple[int, str]] = ()) -> None:
        self.result = Findings()
        self._heads = sorted(heads)
        self._tree = Tree(self.result.alg)
        self._expected = self._sound = 0  # the next number; the size of the last head that agreed
        self._named = False  # the entry before is broken in itself: its link says nothing more
        self._doubt: int | None = None  # an entry whose link to the one before is broken, until the next is seen

    def add(self, data: bytes, rows: Rows = None, digest: str | None = None, kept: Rows = None) -> None:
        """One entry, its rows, the digest (hex) that is kept of it, those (raw) of its rows: as far as at hand."""
        result, entry = self.result, read_entry(data)
        if entry is not None and not self._tree.size:
            result.ledger, result.alg, self._tree.alg = entry["ledger"], entry["alg"], entry["alg"]
        self._agree()
        leaf = hash_of(result.alg if entry is None else entry["alg"], b"\x00" + data)
        if digest is not None and digest != leaf.hex():
            self._found("digest", self._expected)
        if entry is None:
            self._settle()
            self._found("not_an_entry", self._expected)
            self._expected += 1
        else:
            self._place(entry)
            result.ledger, result.alg, self._expected = entry["ledger"], entry["alg"], entry["seq"] + 1
            self._rows(entry, rows, kept)
        self._named = entry is None
        result.last = leaf.hex()
        self._tree.append(leaf)

    def finish(self) -> Findings:
        self._agree()
        self._settle()
        self.result.size, self.result.root = self._tree.size, self._tree.root.hex()
        if self._heads:
            self._found("cut_tail", self._tree.size, self._heads[-1][0])
        self.result.findings.sort(key=lambda finding: finding.code == "rechained")
        return self.result

    def _found(self, code: str, seq: int | None, found: Any = None) -> None:
        self.result.findings.append(Finding(code, seq, found))

    def _place(self, entry: dict[str, Any]) -> None:
        """In its order, linked to the one before, of the same ledger."""
        seq, before = entry["seq"], (self.result.last, self.result.ledger, self.result.alg)
        linked = self._named or (entry["prev"], entry["ledger"], entry["alg"]) == before
        if seq != self._expected:
            self._settle()
            self._found("order", self._expected, seq)
        elif self._doubt is not None:
            # A changed `prev` breaks the links on both sides of its entry; any other change only the one behind it.
            self._found("changed", self._doubt if not linked or self._doubt == 0 else self._doubt - 1)
            self._doubt = None
        elif not linked:
            self._doubt = seq

    def _settle(self) -> None:
        """No next entry will tell which side of a broken link was changed."""
        if self._doubt is not None:
            self._found("link", max(self._doubt - 1, 0), self._doubt)
            self._doubt = None

    def _rows(self, entry: dict[str, Any], rows: Rows, kept: Rows) -> None:
        stated, seq, alg = entry["rows"], entry["seq"], self.result.alg
        if rows is None:
            self.result.rows_absent += stated is not None
            return
        tree = Tree(alg)
        for number, row in enumerate(rows):
            leaf = hash_of(alg, b"\x00" + row)
            tree.append(leaf)
            if kept is not None and (number >= len(kept) or kept[number] != leaf):
                self._found("row", seq, number)
        self.result.rows_checked += tree.size
        if (None if not rows else {"count": tree.size, "root": tree.root.hex()}) != stated:
            self._found("rows", seq)

    def _agree(self) -> None:
        while self._heads and self._heads[0][0] == self._tree.size:
            size, root = self._heads.pop(0)
            if root != self._tree.root.hex():
                self._found("rechained", self._sound, size - 1)
            else:
                self._sound = size


def check_chain(entries: Iterable[bytes | tuple[bytes, Rows]], heads: Iterable[tuple[int, str]] = ()) -> Findings:
    """Entries from the first to the last, each alone or with its rows (None: not at hand)."""
    checked = Chain(heads)
    for entry in entries:
        checked.add(*((entry,) if isinstance(entry, bytes) else entry))
    return checked.finish()


def included(alg: str, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """RFC 6962: whether the leaf stands at that index of the tree with that root."""
    if type(index) is not int or not 0 <= index < size or any(len(item) != 32 for item in path):
        return False
    turns = []  # from the root down to the leaf: whether the sibling stands on the left
    while size > 1:
        half = 1 << (size - 1).bit_length() - 1
        turns.append(index >= half)
        index, size = (index - half, size - half) if index >= half else (index, half)
    if len(turns) != len(path):
        return False
    for sibling, left in zip(path, reversed(turns), strict=True):
        leaf = hash_of(alg, b"\x01" + (sibling + leaf if left else leaf + sibling))
    return leaf == root


def check_proof(proof: Any, head: tuple[int, str] | None = None) -> list[Finding]:
    """`{checkpoint, entry, path, row?, row_index?, row_path?}`; without `head` (size, root hex) its own is believed."""
    try:
        data, (size, root) = proof["entry"].encode(), read_checkpoint(proof["checkpoint"])
        entry = read_entry(data)
        if entry is None:
            return [Finding("not_an_entry", None)]
        alg, seq, stated = entry["alg"], entry["seq"], entry["rows"]
        leaf, path = hash_of(alg, b"\x00" + data), [bytes.fromhex(item) for item in proof["path"]]
        if head not in (None, (size, root)) or not included(alg, leaf, seq, size, path, bytes.fromhex(root)):
            return [Finding("proof", seq, "entry")]
        if "row" not in proof:
            return []
        leaf, path = hash_of(alg, b"\x00" + proof["row"].encode()), [bytes.fromhex(item) for item in proof["row_path"]]
        held = included(alg, leaf, proof["row_index"], stated["count"], path, bytes.fromhex(stated["root"]))
        return [] if held else [Finding("proof", seq, "row")]
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        return [Finding("proof", None, type(fault).__name__)]


def read_checkpoint(text: str) -> tuple[int, str]:
    """(size, root hex); ValueError for what is no checkpoint."""
    body, blank, _ = text.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) < 3 or not (lines[1].isascii() and lines[1].isdigit()):
        raise ValueError("not a checkpoint: origin, size, root in Base64, blank line")
    return int(lines[1]), b64decode(lines[2], validate=True).hex()


def read_ledger(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes] | None]]:
    """Entries with the rows that follow them, from an exported file."""
    entry, rows = None, list[bytes]()
    for line in chain(lines, [b""]):
        line = line.removesuffix(b"\n")
        if entry is not None and line[:1] == b"\t":
            rows.append(line[1:])
        else:
            if entry is not None:
                yield entry, rows or None
            entry, rows = line, []


def main(words: Sequence[str]) -> int:
    """The command line; what is broken goes to standard output."""
    try:
        name, head = words[0], [read_checkpoint(Path(words[2]).read_text("utf-8"))] if words[1:] else []
        with Path(name).open("rb") as file:
            if name.endswith(".json"):
                findings, said = check_proof(json.load(file), *head), "the proof holds"
            else:
                result = check_chain(read_ledger(file), head)
                findings, said = result.findings, f"intact: {result.size} entries, root {result.root}"
                said += f"; {result.rows_absent} without their rows" if result.rows_absent else ""
    except (OSError, ValueError, IndexError) as fault:
        sys.stderr.write(f"not readable: {fault}; expected LEDGER [--head CHECKPOINT] or PROOF.json\n")
        return 2
    sys.stdout.write("\n".join(finding.text() for finding in findings) + "\n" if findings else said + "\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
