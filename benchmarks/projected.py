"""Facts made at the projection itself, as signed deltas, since millions of acts would take the day: said plainly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from hetang.figures.engines.columns import COLUMNS, PARQUET, SORTED
from hetang.figures.projection import Projection, Segment

FIRST, DAYS, ORGANISATIONS, AN_ENTRY, CORRECTED = date(2014, 1, 1), 1_096, 13, 1_000, 20

# A fact of each number; every twentieth is corrected by a later one, which takes its place.
FACTS = f"""
SELECT i AS id, 'fact-' || i AS fact_id, sha256(i::VARCHAR) AS digest, i // {AN_ENTRY} AS entry, i % {AN_ENTRY} AS "row",
  'measure_' || i % $measures AS measure, hash(i) % 1000000 AS n, '' AS value, '平方米' AS unit,
  DATE '{FIRST}' + (hash(i, 1) % {DAYS})::INTEGER AS happened_on, 0 AS known_at, NULL AS place,
  'bureau-' || hash(i, 2) % {ORGANISATIONS} AS organisation, 'matter-' || i AS matter, NULL AS recorded_by, NULL AS corrects
FROM range($facts) numbers(i)
"""
DELTAS = f"""
WITH facts AS ({FACTS}), corrected AS (SELECT * FROM facts WHERE id % {CORRECTED} = 0),
corrections AS (SELECT * REPLACE (
    id + $facts AS id, fact_id || '-corrected' AS fact_id, sha256(digest) AS digest, entry + $entries AS entry, n + 1 AS n,
    fact_id AS corrects) FROM corrected)
SELECT *, 3 AS state, 1 AS w, entry AS "at", entry AS seq, 'b' AS axis FROM facts
UNION ALL SELECT *, 3, -1, entry + $entries, entry + $entries, 'b' FROM corrected
UNION ALL SELECT *, 3, 1, entry, entry, 'b' FROM corrections
"""


class Generated:
    """A store whose rows DuckDB makes."""

    def __init__(self, facts: int, measures: int) -> None:
        self.facts, self.measures = facts, measures
        self.entries = -(-facts // AN_ENTRY)

    def write(self, target: Path, rows: Iterable[Mapping[str, Any]]) -> int:
        columns = ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in COLUMNS.items())
        given = {"facts": self.facts, "measures": self.measures, "entries": self.entries}
        deltas = DELTAS
        for name, number in given.items():
            deltas = deltas.replace(f"${name}", str(number))
        with duckdb.connect() as db:
            db.execute("SET enable_progress_bar = false")
            db.execute(f"COPY (SELECT {columns} FROM ({deltas}) {SORTED}) TO '{target}' {PARQUET}")
            found = db.execute(f"SELECT COUNT(*) FROM read_parquet('{target}')").fetchone()
        return int(found[0]) if found else 0

    def merge(self, sources: Sequence[Path], target: Path) -> int:
        raise NotImplementedError("one segment is all there is")


def project(folder: Path, facts: int, measures: int) -> Path:
    """The file of the one segment in a projection of so many facts, a twentieth of them corrected since."""
    made = Generated(facts, measures)
    segment = Projection(folder, made).append(0, 2 * made.entries - 1, "generated", [])
    assert isinstance(segment, Segment)
    return folder / segment.file
