"""Appends: in bulk, one by one, and replayed, against databases that only insert."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction

from benchmarks.city import RECORDER, city, facts
from benchmarks.pairs import Row, agree, of_pairs, rate, share, spent, timed
from benchmarks.sizes import Size
from hetang.ledger.entries import Head, row_bytes, seal
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import completed, record_facts
from hetang.office.journal import bulk
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act
from hetang.terms.ids import derived_id

TABLES = ("entry", "row", "fact", "fact_evidence", "standing")
ENTRY, ROW = ("seq", "id", "kind", "bytes", "digest", "prev", "sealed_at"), ("entry", "index", "id", "bytes", "digest")


def run(size: Size) -> list[Row]:
    """On the database of this process."""
    open_city(city())
    rival = make_rival()
    return [_whole(size, rival), *_one_by_one(size, rival), _replayed(size), _chain_alone(size, rival)]


class _Executemany:
    """SQLite alone: the same tables and indexes, nothing chained, nothing decided, no triggers."""

    name, bar = "SQLite executemany", 0.55

    def __init__(self) -> None:
        self.db = sqlite3.connect(Path(settings.HOME) / "rival.sqlite3", isolation_level=None)
        self.db.execute("PRAGMA journal_mode=DELETE")
        self.db.execute("PRAGMA synchronous=FULL")
        for (sql,) in bulk.select("SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
                                  "AND tbl_name IN ('entry', 'row', 'fact', 'fact_evidence', 'standing') ORDER BY type DESC"):
            self.db.execute(sql)

    def insert(self, tables: dict[str, list[Sequence[Any]]]) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        for table, rows in tables.items():
            if rows:
                self.db.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
        self.db.execute("COMMIT")

    def count(self, table: str) -> int:
        return int(self.db.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])


class _Copy:
    """PostgreSQL alone: COPY into the same tables and indexes."""

    name, bar = "PostgreSQL COPY", 0.5

    def __init__(self) -> None:
        self.db = psycopg.connect(os.environ["HETANG_DATABASE_URL"])
        self.db.execute("CREATE SCHEMA rival")
        for table in TABLES:
            self.db.execute(f'CREATE TABLE rival."{table}" (LIKE public."{table}" INCLUDING ALL EXCLUDING IDENTITY)')
        self.db.commit()

    def insert(self, tables: dict[str, list[Sequence[Any]]]) -> None:
        for table, rows in tables.items():
            with self.db.cursor() as cursor, cursor.copy(f'COPY rival."{table}" FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        self.db.commit()

    def count(self, table: str) -> int:
        found = self.db.execute(f'SELECT COUNT(*) FROM rival."{table}"').fetchone()
        self.db.commit()
        return int(found[0]) if found else 0


Rival = _Executemany | _Copy


def make_rival() -> Rival:
    """Beside the database of this process, of its own kind."""
    return _Copy() if connection.vendor == "postgresql" else _Executemany()


def _whole(size: Size, rival: Rival) -> Row:
    """One act of many rows from its grant to its standings, against the same rows in the same tables."""
    pairs, runs = [], min(size.runs, 3)
    for number in range(runs):
        given = list(facts(size.rows, f"bulk {number}"))
        ours = timed(lambda id=f"bulk {number}", given=given: _accepted(record_facts(derived_id(id), RECORDER, given)))   # type: ignore[misc]
        written = {table: _last(table, size.rows) for table in TABLES}
        pairs.append((ours, timed(lambda written=written: rival.insert(written))))   # type: ignore[misc]
    agree("facts of a bulk append", bulk.select("SELECT COUNT(*) FROM fact")[0][0], rival.count("fact"))
    what = f"one act of {size.rows:,} facts, decided, chained and applied ({connection.vendor})"
    return share(what, f"{rival.name}, same tables", rival.bar, of_pairs(pairs))


def _chain_alone(size: Size, rival: Rival) -> Row:
    """Canonical bytes, digests, Merkle root and the two tables of the ledger, against the same two tables."""
    rows, head = [completed(row, "lin") for row in facts(size.rows, "chain")], Head.empty()
    pairs = []
    for number in range(size.runs):
        first = 1_000_000 * (number + 1)

        def ours(first: int = first) -> None:
            made = row_bytes(rows)
            sealed = seal(
                head, ledger="shire", alg="sha256", id=str(first), kind="facts.recorded", by=RECORDER, body={}, rows=made, at_us=1,
            )
            with transaction.atomic():
                bulk.insert("entry", ENTRY, [(first, str(first), "facts.recorded", sealed.bytes, sealed.digest, str(first), 1)])
                bulk.insert("row", ROW, (
                    (first, i, row["id"], data, digest.hex())
                    for i, (row, data, digest) in enumerate(zip(rows, made, sealed.row_digests, strict=True))
                ))

        chained = timed(ours)
        written = {
            "entry": bulk.select("SELECT * FROM entry WHERE seq = %s", [first]),
            "row": bulk.select('SELECT * FROM "row" WHERE entry = %s', [first]),
        }
        agree("rows of a chained append", len(written["row"]), size.rows)
        pairs.append((chained, timed(lambda written=written: rival.insert(written))))   # type: ignore[misc]
    what = f"chained append of {size.rows:,} rows alone ({connection.vendor})"
    return share(what, f"{rival.name}, same tables, bytes and digests ready made", rival.bar, of_pairs(pairs))


def _one_by_one(size: Size, rival: Rival) -> list[Row]:
    """One fact an act, one act a transaction; the rival commits one row of one table."""
    given = list(facts(size.acts + 1, "single"))
    pairs = []
    for number, fact in enumerate(given):
        data = json.dumps(fact).encode()
        ours = timed(lambda fact=fact: _accepted(record_facts(derived_id("act", fact["id"]), RECORDER, [fact])))   # type: ignore[misc]
        row = (10_000_000 + number, fact["id"], "bare", data, "", str(number), 0)
        pairs.append((ours, timed(lambda row=row: rival.insert({"entry": [row]}))))   # type: ignore[misc]
    measured = of_pairs(pairs[1:])
    synced = "FULL" if connection.vendor == "sqlite" else "synchronous_commit"
    return [share(f"one act end to end ({connection.vendor})", f"bare one-row commit, {synced}", 0.4, measured)]


def _replayed(size: Size) -> Row:
    """Acts decided one by one, one transaction."""
    acts = [
        Act(derived_id("replayed", fact["id"]), "facts.recorded", RECORDER, {}, [completed(fact, "lin")])
        for fact in facts(size.replayed, "replayed")
    ]
    took = spent(lambda: _accepted(accept(acts)))
    return rate(f"{size.replayed:,} acts of one fact in one transaction ({connection.vendor})", size.replayed, took, 3_000, "acts")


def _accepted(answer: Any) -> None:
    agree("what became of the act", [type(one).__name__ for one in answer[:1]], ["Accepted"])


def _last(table: str, rows: int) -> list[Sequence[Any]]:
    """What the last entry wrote."""
    where: dict[str, str] = {
        "entry": "seq = (SELECT MAX(seq) FROM entry)", "row": "entry = (SELECT MAX(seq) FROM entry)",
        "fact": "entry = (SELECT MAX(seq) FROM entry)", "fact_evidence": "entry = (SELECT MAX(seq) FROM entry)",
        "standing": f"fact > (SELECT MAX(id) FROM fact) - {rows}",
    }
    return list(bulk.select(f'SELECT * FROM "{table}" WHERE {where[table]}'))


