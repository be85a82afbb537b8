"""Figures against SQL written by hand for the same answer: columns in DuckDB, tables in SQLite; and how cost grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from benchmarks.pairs import Row, agree, at_most, faster, in_turn, within
from benchmarks.projected import AN_ENTRY, project
from benchmarks.sizes import Size
from hetang.figures.engines.columns import Columns
from hetang.figures.engines.relational import Relational
from hetang.figures.engines.sql import FACT_COLUMNS
from hetang.figures.evaluate import figure
from hetang.figures.figure import Figure
from hetang.figures.language import parse_definitions
from hetang.figures.plan import Ask, Collect, Engine, Moment, World
from hetang.figures.shapes import Definitions, Window
from hetang.ledger.merkle import root
from hetang.terms.quantities import fixed_text, round_to
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

MEASURES, YEAR, AS_OF, ONE = 200, Window(date(2015, 1, 1), date(2015, 12, 31)), date(2016, 12, 31), "measure_0"
VERIFIED = {"verified": (3,)}
IN_TABLES = 1_000_000   # more are asked of columns alone
HALF_MS, OVER, BELOW = 100, 1.1, 1.3


def run(size: Size) -> list[Row]:
    folder, measures = Path(settings.HOME), min(MEASURES, max(10, size.facts // 500))
    many = project(folder / "many", size.facts, measures)
    few = project(folder / "few", size.facts // 10, measures // 10)
    moment = Moment(AS_OF, known_seq=size.facts // AN_ENTRY + size.facts // AN_ENTRY // 2)
    return [
        *_scorecard(folder, many, measures, moment, size),
        *_one_by_columns(folder, many, moment, size),
        *_one_by_tables(many, min(size.facts, IN_TABLES), size),
        _growth(folder, few, many, size),
    ]


def _scorecard(folder: Path, file: Path, measures: int, moment: Moment, size: Size) -> list[Row]:
    """Every measure by organisation and month, as known at an earlier entry."""
    engine, db, found = Columns(folder / "many"), _duckdb(), dict[str, Any]()
    collects = [
        Collect(f"measure_{i}", "sum", (), (), Window(None, AS_OF), ("organisation", "month")) for i in range(measures)
    ]
    by_hand = f"""
      SELECT measure, organisation, year(happened_on) * 100 + month(happened_on), SUM(w * n), SUM(w) FROM read_parquet('{file}')
      WHERE happened_on <= DATE '{AS_OF}' AND seq <= {moment.known_seq} AND axis IN ('b', 's') AND state = 3
      GROUP BY ALL HAVING SUM(w) <> 0"""

    def ours() -> None:
        found["ours"] = engine.collect(collects, moment, VERIFIED)

    def rival() -> None:
        found["rival"] = db.execute(by_hand).fetchall()

    measured = in_turn(ours, rival, size.runs)
    told = {
        (collect.measure, group.keys[0], int(str(group.keys[1]).replace("-", ""))): (group.value, group.facts)
        for collect, groups in zip(collects, found["ours"], strict=True) for group in groups
    }
    agree("scorecard", told, {(m, o, month): (n, count) for m, o, month, n, count in found["rival"]})
    what = f"as-of scorecard, {measures} measures x 13 organisations x 36 months, {size.facts:,} facts"
    return [_close(what, measured), faster(f"{what} (the bar of a cube)", "raw DuckDB on Parquet", 6, measured)]


def _one_by_columns(folder: Path, file: Path, moment: Moment, size: Size) -> list[Row]:
    """One measure's year by organisation, and the whole figure with its ladder and the digest of its facts."""
    engine, db, found = Columns(folder / "many"), _duckdb(), dict[str, Any]()
    collect = Collect(ONE, "sum", (), (), YEAR, ("organisation",))
    of_year = f"FROM read_parquet('{file}') WHERE measure = '{ONE}' AND happened_on BETWEEN '{YEAR.start}' AND '{YEAR.end}' "
    known = f"AND axis IN ('b', 's') AND seq <= {moment.known_seq} AND state = 3"

    def ours() -> None:
        found["ours"] = engine.collect([collect], moment, VERIFIED)

    def rival() -> None:
        found["rival"] = db.execute(f"SELECT organisation, SUM(w * n), SUM(w) {of_year}{known} GROUP BY 1 HAVING SUM(w) <> 0").fetchall()

    by_organisation = in_turn(ours, rival, size.runs)
    agree("one measure by organisation", sorted((*g.keys, g.value, g.facts) for g in found["ours"][0]), sorted(found["rival"]))

    def whole() -> None:
        found["figure"] = _figure(engine, moment.known_seq)

    def by_hand() -> None:
        sums = db.execute(f"SELECT SUM(w * n), SUM(w) {of_year}{known}").fetchone() or (0, 0)
        digests = db.execute(f"SELECT digest {of_year}{known} GROUP BY id, digest HAVING SUM(w) > 0 ORDER BY 1").fetchall()
        found["hand"] = _as_told(int(sums[0]), [digest for (digest,) in digests])

    with_lineage = in_turn(whole, by_hand, size.runs)
    agree("a figure by columns", _told(found["figure"]), found["hand"])
    return [
        _close(f"one measure of a year by organisation, columns, {size.facts:,} facts", by_organisation),
        _close(f"one figure with ladder and digest of its {found['figure'].fact_count:,} facts, columns", with_lineage),
    ]


def _one_by_tables(file: Path, facts: int, size: Size) -> list[Row]:
    """The same figure from the reading tables of SQLite, as of now."""
    db, found = _tables(file, facts), dict[str, Any]()
    engine = Relational(lambda sql, params: db.execute(sql.replace("%s", "?"), params).fetchall())
    given = [ONE, str(YEAR.start), str(YEAR.end)]
    of_year = "FROM fact WHERE measure = ? AND happened_on BETWEEN ? AND ? AND state = 3"

    def ours() -> None:
        found["ours"] = _figure(engine, None)

    def rival() -> None:
        ((n,),) = db.execute(f"SELECT SUM(n) {of_year}", given).fetchall()
        digests = db.execute(f"SELECT digest {of_year} ORDER BY digest", given).fetchall()
        found["rival"] = _as_told(int(n), [digest for (digest,) in digests])

    measured = in_turn(ours, rival, size.runs)
    agree("a figure by tables", _told(found["ours"]), found["rival"])
    return [_close(f"one figure with ladder and digest of its {found['ours'].fact_count:,} facts, SQLite, {facts:,} facts", measured)]


def _growth(folder: Path, few: Path, many: Path, size: Size) -> Row:
    """A figure of as many facts, in a city of ten times as many others."""
    small, large = Columns(folder / "few"), Columns(folder / "many")
    _, _, ratio = in_turn(lambda: _figure(large, None), lambda: _figure(small, None), size.runs)
    return within(f"cost of a figure, columns, from {size.facts // 10:,} to {size.facts:,} facts", ratio, 1.5, "x")


def _duckdb() -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    db.execute("SET enable_progress_bar = false")
    return db


def _close(what: str, measured: tuple[float, float, float]) -> Row:
    """As the bar says: closer where the answer takes long."""
    return at_most(what, "SQL by hand", OVER if measured[1] * 1000 > HALF_MS else BELOW, measured)


def _definitions() -> Definitions:
    name = {"zh": "数", "en": "number"}
    found = parse_definitions({
        "measures": [{"id": ONE, "name": name, "unit": "平方米", "decimals": 1}],
        "indicators": [{"id": "one", "since": "2014-01-01", "name": name, "unit": "平方米", "decimals": 1, "sum": ONE, "period": 2015}],
    })
    assert isinstance(found, Definitions), found
    return found


def _world() -> World:
    top = Tree([Node("top", Text("顶", "top"), None, "", None, None)])
    return World(top, top, "UTC", "0" * 64, {"size": 1, "root": "0" * 64})


DEFINITIONS, WORLD = _definitions(), _world()


def _figure(engine: Engine, known_seq: int | None) -> Figure:
    found = figure(Ask("one", AS_OF, known_seq=known_seq), DEFINITIONS, WORLD, engine)
    assert isinstance(found, Figure), found
    return found


def _told(found: Figure) -> tuple[str | None, int, str | None]:
    return found.value, found.fact_count, found.facts_digest


def _as_told(n: int, digests: Sequence[str]) -> tuple[str, int, str]:
    """What the hand-written answer says: area is stored in thirds of a tenth."""
    value = DEFINITIONS.measures[ONE].value(n)
    return fixed_text(round_to(value, 1, "half_up"), 1), len(digests), root([bytes.fromhex(d) for d in digests]).hex()


def _tables(file: Path, facts: int) -> sqlite3.Connection:
    """The reading table with its index, filled from the same facts as they stand now."""
    db = sqlite3.connect(Path(settings.HOME) / "figures.sqlite3")
    columns = ", ".join(f'"{name}"' for name in (*FACT_COLUMNS, "n", "state"))
    db.execute(f"CREATE TABLE fact ({columns}, dims TEXT DEFAULT '{{}}')")
    with _duckdb() as source:
        texts = columns.replace("happened_on", 'happened_on"::VARCHAR AS "happened_on')
        rows = source.execute(f"SELECT {texts} FROM read_parquet('{file}') GROUP BY ALL HAVING SUM(w) > 0 LIMIT {facts}")
        while page := rows.fetchmany(50_000):
            db.executemany(f"INSERT INTO fact ({columns}) VALUES ({', '.join('?' * 17)})", page)
    db.execute("CREATE INDEX fact_measure_day ON fact (measure, happened_on, state, n)")
    db.execute("ANALYZE")
    db.commit()
    return db
