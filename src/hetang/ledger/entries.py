"""An entry: what it may hold, and how it is sealed onto the head of its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hetang.ledger.merkle import Frontier, MerkleTree, hasher, leaf_hash
from hetang.ledger.schemas import BY, KINDS, KindSchema, Record
from hetang.terms.dates import instant_text
from hetang.terms.digests import canonical
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

__all__ = ["KINDS", "Head", "KindSchema", "Sealed", "check_entry", "row_bytes", "seal"]

VERSION = 1
Data = bytes

UNKNOWN_KIND = Refusal(
    "unknown_kind", Text("没有“{kind}”这种条目", "no kind of entry `{kind}`"), Text("{known}", "{known}")
)
WRONG_FIELD = Refusal(
    "wrong_field", Text("字段“{field}”不成立", "the field `{field}` does not hold"), Text("{accepts}", "{accepts}")
)
ROWS_MISSING = Refusal(
    "rows_missing", Text("“{kind}”没有行", "`{kind}` without rows"), Text("至少一行", "at least one row")
)
ROWS_NOT_TAKEN = Refusal("rows_not_taken", Text("“{kind}”不带行", "`{kind}` takes no rows"), Text("不带行", "no rows"))
TAKEOVER_NEEDS_TWO = Refusal(
    "takeover_needs_two",
    Text("接收历史须有另一人同签", "history is taken over by two persons"),
    Text("by.with 是另一个人", "a `by.with` who is another person"),
)
KNOWN_AT_NOT_TAKEN = Refusal(
    "known_at_not_taken",
    Text("只有接收历史的条目可写 known_at", "`known_at` stands only where history is taken over"),
    Text("takeover: true 与 by.with，或不写 known_at", "takeover: true and by.with, or no known_at"),
)


def check_entry(
    kind: str,
    body: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]] | None,
    by: Mapping[str, Any] | None = None,
) -> list[Refusal]:
    """Every fault of form; none when the entry may be sealed. `by` left out: it is not looked at."""
    schema = KINDS.get(kind)
    if schema is None:
        return [UNKNOWN_KIND.filled(kind=kind, known=", ".join(KINDS))]
    refused = [*_faults(schema.body, body, "body")]
    if by is not None:
        refused.extend(_faults(BY, by, "by"))
    two = by is None or by.get("with") not in (None, by.get("person"))
    if body.get("takeover") and not two:
        refused.append(TAKEOVER_NEEDS_TWO.placed("by"))
    if schema.row is None:
        return [*refused, ROWS_NOT_TAKEN.filled(kind=kind)] if rows else refused
    if not rows:
        return [*refused, ROWS_MISSING.filled(kind=kind)]
    takeover = body.get("takeover") is True
    for index, row in enumerate(rows):
        if not schema.row.holds(row):
            refused.extend(_faults(schema.row, row, f"rows[{index}]"))
        if not takeover and isinstance(row, dict) and "known_at" in row:
            refused.append(KNOWN_AT_NOT_TAKEN.placed(f"rows[{index}].known_at"))
    return refused


def _faults(record: Record, value: Any, at: str) -> Iterator[Refusal]:
    if not isinstance(value, dict):
        yield WRONG_FIELD.filled(field=at, accepts=Text("JSON 对象", "a JSON object")).placed(at)
        return
    for field, accepts in record.faults(value):
        yield WRONG_FIELD.filled(field=field, accepts=accepts).placed(f"{at}.{field}")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a ledger stands: what the next entry is sealed upon. `digest_of_last` is hex, "" before the first."""

    size: int
    digest_of_last: str
    frontier: Frontier

    @classmethod
    def empty(cls, alg: str = "sha256") -> Head:
        return cls(0, "", Frontier(alg))

    @property
    def root(self) -> str:
        """Hex of the Merkle root over all entries."""
        return self.frontier.root.hex()

    def to_json(self) -> dict[str, Any]:
        return {"digest_of_last": self.digest_of_last, "frontier": self.frontier.to_json()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Head:
        frontier = Frontier.from_json(value["frontier"])
        return cls(frontier.size, value["digest_of_last"], frontier)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it is stored and exported: its bytes, made once, and what follows from them."""

    bytes: Data
    digest: str  # hex of the leaf hash
    seq: int
    sealed_at: str
    row_digests: list[Data]  # raw; of a fact, its digest
    rows_root: str | None
    head: Head  # after this entry


def row_bytes(rows: Iterable[Mapping[str, Any]]) -> list[bytes]:
    """Canonical bytes of each row: made once, here."""
    return [canonical(row) for row in rows]


def seal(
    head: Head,
    *,
    ledger: str,
    alg: str,
    id: str,
    kind: str,
    by: Mapping[str, Any],
    body: Mapping[str, Any],
    rows: Sequence[bytes] = (),
    at_us: int,
) -> Sealed:
    """The entry after `head`; what it holds must have passed `check_entry`.

    `rows` are the rows' canonical bytes; `at_us` is the time of sealing. ValueError where `alg` is not the ledger's.
    """
    if alg != head.frontier.alg:
        raise ValueError(f"the ledger is kept under {head.frontier.alg}, not {alg}")
    make = hasher(alg)
    row_digests = [make(b"\x00" + row).digest() for row in rows]
    rows_root = MerkleTree(row_digests, alg).root.hex() if row_digests else None
    sealed_at = instant_text(at_us)
    data = canonical(
        {
            "v": VERSION,
            "alg": alg,
            "ledger": ledger,
            "seq": head.size,
            "id": id,
            "kind": kind,
            "prev": head.digest_of_last,
            "sealed_at": sealed_at,
            "by": dict(by),
            "body": dict(body),
            "rows": {"count": len(rows), "root": rows_root} if rows_root is not None else None,
        }
    )
    leaf = leaf_hash(data, alg)
    after = Head(head.size + 1, leaf.hex(), head.frontier.append(leaf))
    return Sealed(data, leaf.hex(), head.size, sealed_at, row_digests, rows_root, after)
