"""Answers collects from columns: DuckDB over Parquet segments of signed deltas. Best for scorecards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import duckdb

from hetang.figures.engines.relational import answer_collects, answer_digests, answer_facts, answer_tally
from hetang.figures.engines.sql import DUCKDB, Statements
from hetang.figures.plan import Collect, FactRow, Floors, Group, Moment
from hetang.figures.projection import Segment, read_manifest

COLUMNS = {
    "id": "BIGINT", "fact_id": "VARCHAR", "digest": "VARCHAR", "entry": "BIGINT", "row": "INTEGER", "measure": "VARCHAR",
    "n": "BIGINT", "value": "VARCHAR", "unit": "VARCHAR", "happened_on": "DATE", "known_at": "BIGINT", "place": "VARCHAR",
    "organisation": "VARCHAR", "matter": "VARCHAR", "recorded_by": "VARCHAR", "corrects": "VARCHAR", "state": "TINYINT",
    "w": "BIGINT", "at": "BIGINT", "seq": "BIGINT", "axis": "VARCHAR",
}  # fmt: skip
SORTED = 'ORDER BY measure, organisation, happened_on, id, seq, "at"'
PARQUET = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)"


class ParquetStore:
    """Writes segments for figures.projection; `dims` are the dimensions that the pack's measures declare."""

    def __init__(self, dims: Iterable[str]) -> None:
        self._columns = COLUMNS | {f"dim_{dim}": "VARCHAR" for dim in sorted(dims)}

    def write(self, target: Path, rows: Iterable[Mapping[str, Any]]) -> int:
        count = 0
        with NamedTemporaryFile("w", encoding="utf-8", suffix=".json", dir=target.parent) as lines:
            for row in rows:
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
            lines.flush()
            columns = ", ".join(f"'{name}': '{kind}'" for name, kind in self._columns.items())
            source = f"read_json('{_quoted(lines.name)}', format = 'newline_delimited', columns = {{{columns}}})"
            self._copy(f"SELECT * FROM {source} {SORTED}", target)
        return count

    def merge(self, sources: Sequence[Path], target: Path) -> int:
        files = _files(sources)
        with duckdb.connect() as db:
            described = db.execute(f"SELECT * FROM read_parquet({files}, union_by_name = true) LIMIT 0").description
        names = [f'"{column[0]}"' for column in described or [] if column[0] != "w"]
        summed = f"SELECT {', '.join(names)}, SUM(w)::BIGINT AS w FROM read_parquet({files}, union_by_name = true)"
        self._copy(f"{summed} GROUP BY ALL HAVING SUM(w) <> 0 {SORTED}", target)
        with duckdb.connect() as db:
            found = db.execute(f"SELECT COUNT(*) FROM read_parquet({_files([target])})").fetchone()
        return int(found[0]) if found else 0

    def _copy(self, query: str, target: Path) -> None:
        with duckdb.connect() as db:
            db.execute("SET preserve_insertion_order = true")
            db.execute(f"COPY ({query}) TO '{_quoted(str(target))}' {PARQUET}")


class Columns:
    """The engine over a projection's folder; it follows the manifest, so that a new segment is seen at once."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._folder = folder
        self._db = duckdb.connect(config={} if threads is None else {"threads": threads})
        self._db.execute("SET enable_progress_bar = false")  # it would be printed among the answers
        self._segments: tuple[Segment, ...] | None = None
        self._statements = Statements(DUCKDB, frozenset())

    def collect(self, collects: Sequence[Collect], moment: Moment, floors: Floors) -> list[list[Group]]:
        return answer_collects(self._run, self._current(), collects, moment, floors)

    def digests(self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]) -> list[str]:
        return answer_digests(self._run, self._current(), collects, moment, states)

    def tally(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]
    ) -> dict[tuple[str | None, ...], int]:
        return answer_tally(self._run, self._current(), collects, moment, states)

    def facts(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...], limit: int, after: int | None = None
    ) -> list[FactRow]:
        return answer_facts(self._run, self._current(), collects, moment, states, limit, after)

    def close(self) -> None:
        self._db.close()

    def _run(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._db.cursor().execute(sql, list(params)).fetchall()

    def _current(self) -> Statements:
        """The statements over the segments that the manifest names now."""
        segments = read_manifest(self._folder)
        if segments != self._segments:
            if segments:
                source = f"read_parquet({_files(self._folder / s.file for s in segments)}, union_by_name = true)"
                self._db.execute(f"CREATE OR REPLACE VIEW deltas AS SELECT * FROM {source}")
            else:
                empty = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in COLUMNS.items())
                self._db.execute(f"CREATE OR REPLACE VIEW deltas AS SELECT {empty} WHERE FALSE")
            described = self._db.execute("SELECT * FROM deltas LIMIT 0").description or []
            dims = frozenset(c[0].removeprefix("dim_") for c in described if c[0].startswith("dim_"))
            self._segments, self._statements = segments, Statements(DUCKDB, dims)
        return self._statements


def _files(paths: Iterable[Path]) -> str:
    return "[" + ", ".join(f"'{_quoted(str(path))}'" for path in paths) + "]"


def _quoted(path: str) -> str:
    return path.replace("'", "''")
