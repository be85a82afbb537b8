"""Facts told with their lineage: the entry that holds each, who recorded it, who verified it, and its evidence."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hetang.figures.plan import FactRow
from hetang.office.journal import bulk
from hetang.terms.dates import instant_text

STATUS = {0: "not_counting", 1: "reported", 2: "evidenced", 3: "verified", 4: "disputed"}
EVER = 2**62
_VERIFIED = """
SELECT fact, "by", organisation, known_at, entry FROM judgement WHERE judgement = 'verified' AND fact IN (…) ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file behind a fact."""

    digest: str
    name: str
    media_type: str

    def to_json(self) -> dict[str, str]:
        return {"digest": self.digest, "name": self.name, "media_type": self.media_type}


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as a trace tells it; `verified_by` is the last person who verified it by that moment."""

    row: FactRow
    entry_id: str
    sealed_us: int
    verified_by: str | None = None
    verified_organisation: str | None = None
    evidence: tuple[Piece, ...] = field(default=())
    dims: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return STATUS[self.row.state]

    def to_json(self) -> dict[str, Any]:
        row = self.row
        return {
            "id": row.id, "entry": self.entry_id, "seq": row.entry, "row": row.row, "measure": row.measure,
            "value": row.value, "unit": row.unit, "happened_on": row.happened_on.isoformat(),
            "recorded_at": instant_text(row.known_at), "sealed_at": instant_text(self.sealed_us), "place": row.place,
            "organisation": row.organisation, "matter": row.matter, "dims": self.dims, "recorded_by": row.recorded_by,
            "verified_by": self.verified_by, "verified_organisation": self.verified_organisation, "status": self.status,
            "evidence": [piece.to_json() for piece in self.evidence], "corrects": row.corrects, "digest": row.digest,
        }


def told_facts(rows: Sequence[FactRow], known_us: int | None = None, known_seq: int | None = None) -> list[Told]:
    """As known at that moment; both None: now."""
    positions = [row.position for row in rows]
    entries = {
        seq: (id, sealed) for seq, id, sealed in
        bulk.select_in("SELECT seq, id, sealed_at FROM entry WHERE seq IN (…)", {row.entry for row in rows})
    }
    verdicts, pieces = _verdicts(positions, known_us, known_seq), _pieces(positions, known_us, known_seq)
    dims = {id: json.loads(text) for id, text in bulk.select_in("SELECT id, dims FROM fact WHERE id IN (…)", positions)}
    return [
        Told(row, *entries[row.entry], *verdicts.get(row.position, (None, None)), tuple(pieces[row.position]), dims[row.position])
        for row in rows
    ]


def _verdicts(positions: Iterable[int], known_us: int | None, known_seq: int | None) -> dict[int, tuple[str, str]]:
    """Of each fact the last verification by then; a later one replaces an earlier."""
    found = {}
    for fact, by, organisation, known_at, entry in bulk.select_in(_VERIFIED, positions):
        if known_at <= (EVER if known_us is None else known_us) and entry <= (EVER if known_seq is None else known_seq):
            found[fact] = (by, organisation)
    return found


def _pieces(positions: Iterable[int], known_us: int | None, known_seq: int | None) -> dict[int, list[Piece]]:
    """Evidence that stood behind each fact then, in the order in which it came."""
    us, seq = EVER - 1 if known_us is None else known_us, EVER - 1 if known_seq is None else known_seq
    sql = (
        "SELECT fact, evidence, name, media_type, known_at, until_at, entry, until_seq FROM fact_evidence "
        "LEFT JOIN evidence ON evidence.digest = fact_evidence.evidence WHERE fact IN (…) ORDER BY fact_evidence.id"
    )
    found: dict[int, list[Piece]] = defaultdict(list)
    for fact, digest, name, media_type, since_at, until_at, since_seq, until_seq in bulk.select_in(sql, positions):
        if since_at <= us < until_at and since_seq <= seq < until_seq:
            found[fact].append(Piece(digest, name or "", media_type or ""))
    return found
