"""The ledger rows that travel with a package: those that its figures rest on, each with its proof, or whole batches."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from hetang.ledger.checker import Tree, hash_of, included, read_entry
from hetang.ledger.merkle import MerkleTree, leaf_hashes
from hetang.terms.digests import canonical
from hetang.terms.words import Text

Batches = Callable[[], Iterable[tuple[bytes, Sequence[bytes]]]]  # every entry with its rows, in order; read twice
FACTS, JUDGED, ATTACHED, WITHDRAWN = "facts.recorded", "facts.judged", "evidence.attached", "evidence.withdrawn"
CARRIED = (FACTS, JUDGED, ATTACHED, WITHDRAWN)
WHOLE_FROM = 3  # a batch travels whole where at least a third of its rows is needed: a proof is larger than two rows


@dataclass(slots=True)
class Needed:
    """What the figures may read: facts of the open measures, what they correct or repeat, their evidence."""

    measures: frozenset[str]
    closed: frozenset[str]  # measures whose rows never travel
    facts: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)

    def learn(self, kind: str, row: Mapping[str, Any]) -> None:
        linked = kind == FACTS and not self.facts.isdisjoint((row["corrects"], row["repeats"]))
        if kind == FACTS and row["measure"] not in self.closed and (linked or row["measure"] in self.measures):
            self.facts.add(row["id"])
            self.evidence.update(row["evidence"])
        elif kind == ATTACHED and row["fact"] in self.facts:
            self.evidence.update(row["evidence"])

    def wants(self, kind: str, row: Mapping[str, Any]) -> bool:
        if kind == FACTS:
            return row["id"] in self.facts
        if kind == WITHDRAWN:
            return row["evidence"] in self.evidence
        return row["fact"] in self.facts


def carried_rows(batches: Batches, open_measures: Collection[str], closed_measures: Collection[str]) -> bytes:
    """One line an entry: `{"seq","rows":[row…]}` whole, or `{"seq","rows":[…],"at":[index…],"paths":[[hex…]…]}`.

    A batch that holds a row of a measure which is not open never travels whole.
    """
    needed = Needed(frozenset(open_measures), frozenset(closed_measures))
    for _, kind, rows in _read(batches):
        for row in rows:
            needed.learn(kind, json.loads(row))
    lines = []
    hidden = _Hidden(frozenset(closed_measures))
    for entry, kind, rows in _read(batches):
        read = [json.loads(row) for row in rows]
        closed = hidden.see(kind, read)
        wanted = [index for index, row in enumerate(read) if needed.wants(kind, row)]
        if not wanted:
            continue
        if len(wanted) * WHOLE_FROM >= len(rows) and not closed:
            lines.append({"seq": entry["seq"], "rows": read})
            continue
        tree = MerkleTree(leaf_hashes(rows, entry["alg"]), entry["alg"])
        lines.append(
            {
                "seq": entry["seq"],
                "rows": [read[index] for index in wanted],
                "at": wanted,
                "paths": [[step.hex() for step in tree.inclusion(index)] for index in wanted],
            }
        )
    return b"".join(canonical(line) + b"\n" for line in lines)


@dataclass(slots=True)
class _Hidden:
    """Keeps track of the facts whose rows may not travel."""

    measures: frozenset[str]
    facts: set[str] = field(default_factory=set)

    def see(self, kind: str, rows: Iterable[Mapping[str, Any]]) -> bool:
        """Whether a row of the batch may not travel."""
        if kind == FACTS:
            closed = {row["id"] for row in rows if row["measure"] in self.measures}
            self.facts |= closed
            return bool(closed)
        return any(row.get("fact") in self.facts for row in rows)


def _read(batches: Batches) -> Iterator[tuple[dict[str, Any], str, Sequence[bytes]]]:
    for data, rows in batches():
        if rows and (entry := json.loads(data))["kind"] in CARRIED:
            yield entry, entry["kind"], rows


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose place in the ledger is proven: its entry, its index there, its digest (hex), and what it says."""

    seq: int
    index: int
    kind: str
    digest: str
    row: Mapping[str, Any]


@dataclass(slots=True)
class Proven:
    """The rows read from a package, and what does not hold about them."""

    rows: list[Row] = field(default_factory=list)
    whole: int = 0
    faults: list[Text] = field(default_factory=list)


def prove(lines: bytes, entries: Sequence[bytes], alg: str) -> Proven:
    """Checks every row against the root that its entry states; a row that proves nothing is left out."""
    proven, before = Proven(), -1
    for number, line in enumerate(lines.split(b"\n")[:-1], start=1):
        try:
            batch = json.loads(line)
            if canonical(batch) != line:
                raise ValueError("not canonical")
            seq = batch["seq"]
            if not before < seq < len(entries):
                raise ValueError(f"entry {seq} is out of order")
            before = seq
            entry = read_entry(entries[seq])
            if entry is None or entry["kind"] not in CARRIED or entry["rows"] is None:
                raise ValueError(f"entry {seq} has no such rows")
            _prove_batch(batch, entry, alg, proven)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as fault:
            proven.faults.append(Text(f"第 {number} 行证明不成立：{fault}", f"line {number} proves nothing: {fault}"))
    if lines and not lines.endswith(b"\n"):
        proven.faults.append(Text("末行没有结束", "the last line does not end"))
    return proven


def _prove_batch(batch: Mapping[str, Any], entry: Mapping[str, Any], alg: str, proven: Proven) -> None:
    leaves = [hash_of(alg, b"\x00" + canonical(row)) for row in batch["rows"]]
    seq, stated, places = entry["seq"], entry["rows"], range(len(leaves))
    if "at" not in batch:
        if set(batch) != {"seq", "rows"}:
            raise ValueError("unknown keys")
        tree = Tree(alg)
        for leaf in leaves:
            tree.append(leaf)
        if (tree.size, tree.root.hex()) != (stated["count"], stated["root"]):
            raise ValueError(f"the rows are not those of entry {seq}")
        proven.whole += 1
    else:
        if (
            set(batch) != {"seq", "rows", "at", "paths"}
            or len({len(batch["at"]), len(batch["paths"]), len(leaves)}) != 1
        ):
            raise ValueError("rows, places and proofs do not pair")
        places, root = batch["at"], bytes.fromhex(stated["root"])
        if sorted(set(places)) != places:
            raise ValueError("places out of order")
        for index, leaf, path in zip(places, leaves, batch["paths"], strict=True):
            if not included(alg, leaf, index, stated["count"], [bytes.fromhex(step) for step in path], root):
                raise ValueError(f"row {index} is not proven to stand in entry {seq}")
    for index, leaf, row in zip(places, leaves, batch["rows"], strict=True):
        proven.rows.append(Row(seq, index, entry["kind"], leaf.hex(), row))


def packed(lines: bytes) -> bytes:
    """Gzip without a name and without a time."""
    held = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=held, mtime=0, compresslevel=9) as file:
        file.write(lines)
    return held.getvalue()


def unpacked(data: bytes, size: int) -> bytes | None:
    """None unless it unpacks to exactly that many bytes."""
    inflate = zlib.decompressobj(wbits=31)
    try:
        lines = inflate.decompress(data, size + 1)
    except zlib.error:
        return None
    return lines if len(lines) == size and inflate.eof and not inflate.unused_data else None
