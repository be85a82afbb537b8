"""A small town for tests: entries as the ledger holds them, and from these the tables or projections of every engine."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hetang.figures.engines.columns import ParquetStore
from hetang.figures.engines.relational import Relational
from hetang.figures.evaluate import Figure, figure
from hetang.figures.language import parse_definitions
from hetang.figures.oracle import Answer, Question, answer, read_entries
from hetang.figures.plan import Ask, World
from hetang.figures.projection import Change, ProjectedFact, Projection
from hetang.figures.shapes import Definitions
from hetang.figures.standing import At, Attached, Event, Judged, Recorded, Standing, Withdrawn, standings, states_now
from hetang.ledger.merkle import leaf_hash
from hetang.terms.dates import end_of_day_us, parse_day, parse_instant
from hetang.terms.digests import canonical
from hetang.terms.quantities import convert
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

ZONE = "Asia/Shanghai"


def tree(*nodes: tuple[Any, ...]) -> Tree:
    """(id, parent, since?, until?) each."""
    return Tree(
        Node(id, Text(id, id), parent, "", *(None if d is None else date.fromisoformat(d) for d in dated))
        for id, parent, *dated in nodes
    )


PLACES = tree(("city", None), ("east", "city"), ("west", "city"), ("lane", "east"), ("alley", "west"), ("afar", None))
ORGANISATIONS = tree(("hall", None), ("works", "hall"), ("air", "hall"), ("crew", "works"), ("control", "hall"))


def define(definitions: Mapping[str, Any]) -> Definitions:
    """Sound definitions; what is wrong with others is shown by the failing test."""
    found = parse_definitions(definitions)
    assert isinstance(found, Definitions), [r.text("en") for r in found]
    return found


@dataclass
class Town:
    """A history that grows; `declared` holds measures, indicators and rules as a pack would."""

    declared: dict[str, Any] = field(repr=False)
    places: Tree = field(default=PLACES, repr=False)
    organisations: Tree = field(default=ORGANISATIONS, repr=False)
    entries: list[tuple[dict[str, Any], list[dict[str, Any]]]] = field(default_factory=list)
    clock: date = date(2016, 1, 1)
    facts: int = 0

    @property
    def definitions(self) -> Definitions:
        return define(self.declared)

    def seal(self, kind: str, rows: list[dict[str, Any]], on: str | None = None) -> int:
        """One entry, sealed at noon of a day; its sequence number."""
        self.clock = date.fromisoformat(on) if on else self.clock + timedelta(days=1)
        seq = len(self.entries)
        self.entries.append(({"seq": seq, "kind": kind, "sealed_at": f"{self.clock}T04:00:00.000001Z"}, rows))
        return seq

    def fact(self, measure: str, value: Any, day: str, unit: str | None = None, **more: Any) -> dict[str, Any]:
        """A fact's row, not yet sealed; unknown keywords are its dimensions."""
        self.facts += 1
        row: dict[str, Any] = {
            "id": more.pop("id", f"f{self.facts}"), "measure": measure, "value": str(value),
            "unit": unit or next(m["unit"] for m in self.declared["measures"] if m["id"] == measure),
            "happened_on": day, "place": more.pop("place", "city"), "organisation": more.pop("organisation", "works"),
            "matter": more.pop("matter", None), "evidence": more.pop("evidence", ["e1"]),
        }  # fmt: skip
        row |= {key: more.pop(key) for key in ("corrects", "repeats", "known_at") if key in more}
        return {**row, "dims": more}

    def verified(self, *rows: dict[str, Any], on: str | None = None) -> None:
        """Sealed, and verified by another organ in the next entry."""
        self.seal("facts.recorded", list(rows), on)
        self.seal("facts.judged", [self.judgement(row["id"], "verified") for row in rows], on)

    def judgement(self, fact: str, judgement: str, by: str = "control", known_at: str | None = None) -> dict[str, Any]:
        row = {"fact": fact, "judgement": judgement, "by": "someone", "organisation": by}
        return row if known_at is None else {**row, "known_at": known_at}

    # --- asking ----------------------------------------------------------------------------------------------------

    def world(self) -> World:
        return World(self.places, self.organisations, ZONE, "0" * 64, {"size": len(self.entries), "root": "0" * 64})

    def relational(self) -> Relational:
        return Relational(runner(tables(self)))

    def ask(self, indicator: str, as_of: str = "2017-04-26", engine: Any = None, **more: Any) -> Figure:
        """The figure, the same from the engine (relational) and from the oracle."""
        definitions = self.definitions
        ask = Ask(indicator, date.fromisoformat(as_of), **more)
        found = figure(ask, definitions, self.world(), engine or self.relational())
        assert not isinstance(found, Refusal), found.text("en")
        agree(found, self.oracle(ask, definitions))
        return found

    def oracle(self, ask: Ask, definitions: Definitions | None = None) -> Answer:
        definitions = definitions or self.definitions
        known = ask.known_at
        question = Question(
            ask.indicator, ask.as_of, end_of_day_us(known, ZONE) if isinstance(known, date) else known, ask.known_seq,
            ask.floor, ask.place, ask.organisation, ask.period, ask.by,
        )  # fmt: skip
        records = read_entries(self.entries, definitions, ZONE)
        found = answer(question, definitions, self.places, self.organisations, records)
        assert found is not None
        return found


def agree(found: Figure, expected: Answer) -> None:
    """Everything that the oracle knows of a figure; whether the disputed part is told is the engine's own rule."""
    disputed = found.ladder["disputed"]
    given = None if disputed is None else str(Fraction(expected.ladder["disputed"] or 0))
    rows = {tuple((row.keys or {}).values()): row.exact_text for row in found.rows or ()}
    here = {
        "value": found.value, "exact": found.exact_text, "ladder": {**found.ladder, "disputed": None},
        "disputed": None if disputed is None else str(Fraction(disputed)), "coverage": found.coverage,
        "fact_count": found.fact_count, "facts_digest": found.facts_digest,
        "rows": {k: v for k, v in rows.items() if v is not None},
    }  # fmt: skip
    there = {
        "value": expected.value, "exact": expected.exact, "ladder": {**expected.ladder, "disputed": None},
        "disputed": given, "coverage": expected.coverage,
        "fact_count": len(expected.fact_ids), "facts_digest": expected.facts_digest,
        "rows": {k: v for k, v in (expected.rows or {}).items() if v is not None},
    }  # fmt: skip
    apart = {key: (here[key], there[key]) for key in here if here[key] != there[key]}
    assert not apart, f"{found.id}: (engine, oracle) differ in {apart}"


# --- tables as the office keeps them ---------------------------------------------------------------------------------

# Booleans and quotes apart, both databases read this; PostgreSQL keeps its days as dates.
TABLES = """
CREATE TABLE fact (id INTEGER PRIMARY KEY, fact_id TEXT UNIQUE, entry INT, "row" INT, measure TEXT, n BIGINT, value TEXT,
  unit TEXT, happened_on DATE, place TEXT, organisation TEXT, matter TEXT, dims TEXT, state INT, known_at BIGINT,
  recorded_by TEXT, family TEXT, corrects TEXT, repeats TEXT, digest TEXT, note TEXT);
CREATE TABLE standing (fact BIGINT, state INT, since_at BIGINT, until_at BIGINT,
  since_seq BIGINT, until_seq BIGINT, axis TEXT);
"""


@dataclass(frozen=True)
class Told:
    """A fact with the standings of its family, as the office would write them."""

    pk: int
    row: Mapping[str, Any]
    at: At
    n: int
    digest: str
    state: int
    standings: tuple[Standing, ...]


def events_of(town: Town, last: int | None = None) -> list[Event]:
    """The history as events, up to a sequence number."""
    events: list[Event] = []
    for entry, rows in town.entries if last is None else town.entries[: last + 1]:
        for number, row in enumerate(rows):
            written = row.get("known_at") or entry["sealed_at"]
            day = parse_day(written)
            known = end_of_day_us(day, ZONE) if day else parse_instant(written)
            at = At(known or 0, entry["seq"], number)
            match entry["kind"]:
                case "facts.recorded":
                    links = (row.get("corrects"), row.get("repeats"))
                    events.append(Recorded(at, row["id"], row["organisation"], tuple(row["evidence"]), *links))
                case "facts.judged":
                    events.append(Judged(at, row["fact"], row["judgement"], row["organisation"]))
                case "evidence.attached":
                    events += [Attached(at, row["fact"], e) for e in row["evidence"]]
                case "evidence.withdrawn":
                    events.append(Withdrawn(at, row["evidence"]))
    return events


def families(events: Sequence[Event]) -> Iterable[list[Event]]:
    """Events by family; a withdrawal goes to every family."""
    above: dict[str, str] = {}

    def top(id: str) -> str:
        while above.get(id, id) != id:
            id = above[id]
        return id

    for event in events:
        if isinstance(event, Recorded):
            above.setdefault(event.fact, event.fact)
            for link in (event.corrects, event.repeats):
                if link is not None:
                    above.setdefault(link, link)
                    above[top(event.fact)] = top(link)
    found: dict[str, list[Event]] = {}
    for event in events:
        if not isinstance(event, Withdrawn):
            found.setdefault(top(event.fact), []).append(event)
    for family in found.values():
        family.extend(event for event in events if isinstance(event, Withdrawn))
    return found.values()


def told(town: Town, last: int | None = None) -> list[Told]:
    """Every fact with its standings, known up to a sequence number."""
    definitions = town.definitions
    events = events_of(town, last)
    stand: dict[str, list[Standing]] = {}
    now: dict[str, int] = {}
    for family in families(events):
        stand |= standings(family)
        now |= states_now(family)
    places = {e.fact: e.at for e in events if isinstance(e, Recorded)}
    facts = []
    for entry, rows in town.entries if last is None else town.entries[: last + 1]:
        for row in rows if entry["kind"] == "facts.recorded" else []:
            measure = definitions.measures[row["measure"]]
            value = convert(Fraction(row["value"]), row["unit"], measure.unit)
            assert isinstance(value, Fraction)
            n = measure.quanta(value)
            assert n is not None, row
            digest = leaf_hash(canonical(row)).hex()
            here = Told(len(facts) + 1, row, places[row["id"]], n, digest, now[row["id"]], tuple(stand[row["id"]]))
            facts.append(here)
    return facts


INSERT_FACT = f"INSERT INTO fact VALUES ({', '.join(['%s'] * 21)})"
INSERT_STANDING = f"INSERT INTO standing VALUES ({', '.join(['%s'] * 7)})"


def fill(town: Town, write: Callable[[str, list[tuple[Any, ...]]], Any]) -> None:
    """Rows of both tables; `write(sql, rows)` is a cursor's executemany."""
    facts = told(town)
    write(
        INSERT_FACT,
        [
            (f.pk, f.row["id"], f.at.seq, f.at.row, f.row["measure"], f.n, f.row["value"], f.row["unit"], f.row["happened_on"],
             f.row["place"], f.row["organisation"], f.row["matter"], json.dumps(f.row["dims"], ensure_ascii=False), f.state,
             f.at.known_us, None, f.row["id"], f.row.get("corrects"), f.row.get("repeats"), f.digest, None)
            for f in facts
        ],
    )  # fmt: skip
    each = [(f.pk, s) for f in facts for s in f.standings]
    write(INSERT_STANDING, [(pk, s.state, s.since_at, s.until_at, s.since_seq, s.until_seq, s.axis) for pk, s in each])


def tables(town: Town) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    fill(town, lambda sql, rows: db.executemany(sql.replace("%s", "?"), rows))
    return db


def projected(town: Town, folder: Path, cuts: Sequence[int] = ()) -> Projection:
    """The town's projection, written in ranges that end before these sequence numbers."""
    dims = {dim.id for measure in town.definitions.measures.values() for dim in measure.dims}
    projection = Projection(folder, ParquetStore(dims))
    ends = sorted({c - 1 for c in cuts if 0 < c < len(town.entries)} | {len(town.entries) - 1})
    before: dict[int, Told] = {}
    for last in ends:
        now = told(town, last)
        changes = [
            Change(as_projected(t), before[t.pk].standings if t.pk in before else (), t.standings)
            for t in now
            if t.pk not in before or before[t.pk].standings != t.standings
        ]
        done = projection.append(projection.next_seq(), last, f"head {last}", changes)
        assert not isinstance(done, Refusal), done.text("en")
        before = {t.pk: t for t in now}
    return projection


def as_projected(t: Told) -> ProjectedFact:
    row = t.row
    return ProjectedFact(
        t.pk, row["id"], t.digest, t.at.seq, t.at.row, row["measure"], t.n, row["value"], row["unit"],
        date.fromisoformat(row["happened_on"]), t.at.known_us, row["place"], row["organisation"], row["matter"], None,
        row.get("corrects"), row["dims"],
    )  # fmt: skip


def runner(db: sqlite3.Connection) -> Any:
    """As Django's cursor: parameters are marked with %s."""
    return lambda sql, params: db.execute(sql.replace("%s", "?"), params).fetchall()


__all__ = [
    "ORGANISATIONS",
    "PLACES",
    "ZONE",
    "Told",
    "Town",
    "agree",
    "as_projected",
    "TABLES",
    "define",
    "events_of",
    "families",
    "fill",
    "projected",
    "tables",
    "told",
]
