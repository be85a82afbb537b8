"""Small ledgers for the tests of this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hetang.ledger.entries import Head, Sealed, check_entry, row_bytes, seal
from hetang.terms.ids import derived_id

BY = {"person": "li", "organisation": "roads"}
TWO = {**BY, "with": "wang"}
PHOTO = "ab" * 32
NOON_US = 1_493_179_200_000_000  # 2017-04-26T04:00:00Z


def fact(name: str, **more: Any) -> dict[str, Any]:
    """A fact row of the contract's form."""
    return {
        "id": derived_id("fact", name),
        "measure": "pavement_area",
        "value": "3180.5",
        "unit": "平方米",
        "happened_on": "2017-04-20",
        "place": "zhushan",
        "organisation": "roads",
        "matter": None,
        "dims": {"work": "new"},
        "evidence": [PHOTO],
        "corrects": None,
        "repeats": None,
        "by": "li",
        **more,
    }


def judgement(name: str, **more: Any) -> dict[str, Any]:
    return {"fact": derived_id("fact", name), "judgement": "verified", "by": "chen", "organisation": "audit", **more}


@dataclass
class Ledger:
    """Entries one upon the other."""

    alg: str = "sha256"
    name: str = "jingdezhen"
    head: Head = field(init=False)
    sealed: list[Sealed] = field(default_factory=list)
    rows: list[list[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.head = Head.empty(self.alg)

    def add(self, kind: str, body: dict[str, Any], rows: list[dict[str, Any]] | None = None) -> Sealed:
        by = TWO if body.get("takeover") else BY
        assert check_entry(kind, body, rows, by) == []
        data, seq = row_bytes(rows or ()), self.head.size
        made = seal(
            self.head,
            ledger=self.name,
            alg=self.alg,
            id=derived_id("entry", str(seq)),
            kind=kind,
            by=by,
            body=body,
            rows=data,
            at_us=NOON_US + seq,
        )
        self.head = made.head
        self.sealed.append(made)
        self.rows.append(data)
        return made

    @property
    def entries(self) -> list[bytes]:
        return [sealed.bytes for sealed in self.sealed]

    @property
    def outside_head(self) -> tuple[int, str]:
        return self.head.size, self.head.root


def ledger_of(size: int, alg: str = "sha256") -> Ledger:
    """An opening, then facts and their judgements in turn."""
    ledger = Ledger(alg)
    ledger.add("ledger.opened", {"city": "景德镇", "time_zone": "Asia/Shanghai"})
    for number in range(1, size):
        names = [f"{number // 2}-{row}" for row in range(1 + number % 4)]
        if number % 2:
            ledger.add("facts.recorded", {}, [fact(name) for name in names])
        else:
            ledger.add("facts.judged", {}, [judgement(name) for name in names])
    return ledger
