"""Figures, traces and entries on the wire."""

from typing import Any

from ninja import Schema

from hetang.web.api.shapes import Seq, Words


class Head(Schema):
    """Where the ledger stood."""

    size: int
    root: str


class Definition(Schema):
    """The indicator as it was declared, and its digest."""

    digest: str
    text: str


class Ladder(Schema):
    """The figure at each floor; null where parts do not add up."""

    reported: str | None
    evidenced: str | None
    verified: str | None
    disputed: str | None


class Coverage(Schema):
    """Of the organisations expected, how many have reported."""

    reported_by: int
    out_of: int


class Part(Schema):
    """A figure, or one part of a figure divided (`keys`). Decimals are texts; `exact` is p/q where decimals do not end."""

    id: str
    name: Words
    value: str | None
    exact: str | None
    unit: str
    period: str
    as_of: str
    known_at: str | None
    known_at_seq: Seq | None = None
    floor: str
    ladder: Ladder
    coverage: Coverage | None
    fact_count: int
    facts_digest: str | None
    withheld: int
    definition: Definition
    pack: str
    head: Head
    place: str | None
    organisation: str | None
    keys: dict[str, str | None] | None = None


class Figure(Part):
    """`rows`: its parts, where it was divided; `adds`: whether they add up to it, and why not."""

    rows: list[Part] | None = None
    adds: bool | None = None
    adds_says: Words | None = None
    more: bool | None = None


class FigureLine(Schema):
    """One figure of the list."""

    id: str
    name: Words
    unit: str
    value: str | None
    as_of: str | None
    disclosure: str


class FigureList(Schema):
    """`next`: the `after` of the next page, null at the end."""

    figures: list[FigureLine]
    next: str | None


class Piece(Schema):
    """A file of evidence."""

    digest: str
    name: str
    media_type: str


class Fact(Schema):
    """A fact as it stands, with the entry that holds it."""

    id: str
    entry: str
    seq: Seq
    row: int
    measure: str
    value: str
    unit: str
    happened_on: str
    recorded_at: str
    sealed_at: str
    place: str | None
    organisation: str
    matter: str | None
    dims: dict[str, str]
    recorded_by: str | None
    verified_by: str | None
    verified_organisation: str | None
    status: str
    evidence: list[Piece]
    corrects: str | None
    digest: str


class FactList(Schema):
    """`next`: the `after` of the next page, null at the end."""

    facts: list[Fact]
    next: int | None


class Trace(FactList):
    """The figure, and a page of the facts behind it."""

    figure: Figure


class Proof(Schema):
    """That the entry stands under a head: the Merkle path, the checkpoint, and the entry's bytes for those entitled."""

    checkpoint: str
    path: list[str]
    entry: str | None = None


class LedgerEntry(Schema):
    """An entry. Its digest and proof are open to all; `body`, `by` and `rows` are null for those not entitled."""

    seq: Seq
    digest: str
    prev: str
    sealed_at: str
    kind: str
    id: str | None
    by: dict[str, str] | None
    body: dict[str, Any] | None
    rows: list[dict[str, Any]] | None
    rows_count: int | None
    next: int | None
    proof: Proof
