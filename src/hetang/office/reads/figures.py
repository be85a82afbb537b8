"""Figures from the reading tables: with the definitions and the pack of the moment, for who asks."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from hetang.figures import evaluate
from hetang.figures.engines.relational import Relational
from hetang.figures.engines.sql import POSTGRESQL, SQLITE
from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask, World
from hetang.figures.shapes import Indicator, Measure
from hetang.office.journal import bulk
from hetang.office.journal.act import NO_LEDGER
from hetang.office.journal.book import identity
from hetang.office.journal.clock import now_us
from hetang.office.journal.establishments import authority_on, establishment_at
from hetang.office.journal.packs import active_pack, pack_at
from hetang.office.reads.lineage import Told, told_facts
from hetang.office.reads.moments import moment_of
from hetang.office.reads.snapshot import snapshot
from hetang.office.reads.standing_now import head_at
from hetang.packs.pack import Pack
from hetang.terms.dates import day_of_us, end_of_day_us
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NO_SUCH_ENTRY = Refusal(
    "no_such_entry", Text("没有条目 {seq}", "there is no entry {seq}"), Text("0 至 {last}", "0 to {last}"),
)
LEAST_FACTS = 5   # a part of a figure whose facts are not open tells nothing about fewer


def figure(ask: Ask, actor: str | None = None) -> Figure | Refusal:
    """The figure asked for, of one moment of the ledger; facts that the actor may not see are withheld and counted."""
    with snapshot():
        asked = questioned(ask, actor)
        return asked if isinstance(asked, Refusal) else _answered(ask, asked)


class Questioned:
    """What a question is answered from: the pack of the moment, the world, the engine, and which facts are seen."""

    def __init__(self, pack: Pack, world: World, sees: Callable[[Measure], bool]) -> None:
        self.pack, self.world, self.sees = pack, world, sees
        self.engine = Relational(run, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


class Trace:
    """A figure and a page of the facts behind it, told with who recorded and who verified them."""

    def __init__(self, figure: Figure, facts: Sequence[Told], after: int | None) -> None:
        self.figure, self.facts, self.next = figure, facts, after

    def to_json(self) -> dict[str, Any]:
        return {"figure": self.figure.to_json(), "facts": [fact.to_json() for fact in self.facts], "next": self.next}


def trace(ask: Ask, actor: str | None = None, limit: int = 100, after: int | None = None) -> Trace | Refusal:
    """`after`: the `next` of the page before; None at the end."""
    with snapshot():
        asked = questioned(ask, actor)
        if isinstance(asked, Refusal):
            return asked
        definitions = asked.pack.definitions
        found = evaluate.trace(ask, definitions, asked.world, asked.engine, asked.sees, limit, after)
        if isinstance(found, Refusal):
            return found
        return Trace(_fitting(ask, found.figure), told_facts(found.facts, *moment_of(ask, asked.world)), found.next)


def today() -> date:
    """The day in the city's zone."""
    pack = active_pack()
    return day_of_us(now_us(), pack.time_zone if pack is not None else "UTC")


def may_see(pack: Pack, person: str | None, indicator: Indicator, day: date) -> bool:
    """Whether the indicator's value is shown: of what is only released, to readers alone."""
    return indicator.disclosure != "released" or sees_facts(pack, person, day)


def sees_facts(pack: Pack, person: str | None, day: date) -> bool:
    """Whether a person may see facts of measures that are not open."""
    return authority_on(day, pack).may(person, "read_facts", pack.organisation) is None


def not_reported(pack: Pack, indicator: Indicator, found: Figure) -> list[str]:
    """Of the organisations that the indicator expects, those from which nothing has come."""
    if not indicator.expects:
        return []
    ask = Ask(
        indicator.id, found.as_of, known_at=_known(found), known_seq=found.known_seq, floor="reported", by=("organisation",),
    )
    silent = []
    for organisation in indicator.expects:
        answer = figure(replace(ask, by=(), organisation=organisation))
        if isinstance(answer, Figure) and answer.fact_count == 0:
            silent.append(organisation)
    return silent


def run(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Runs what the relational engine writes."""
    return bulk.select(sql, parameters)


def questioned(ask: Ask, actor: str | None, everyone: bool = False) -> Questioned | Refusal:
    """The pack of the moment defines; the pack in force now says who may see. `everyone`: the office itself asks."""
    now = active_pack()
    if now is None:
        return NO_LEDGER
    known = end_of_day_us(ask.known_at, now.time_zone) if isinstance(ask.known_at, date) else ask.known_at
    pack = now if known is None and ask.known_seq is None else pack_at(known, ask.known_seq) or now
    last = head_at(None)
    assert last is not None   # a pack is active, so there are entries
    head = last if ask.known_seq is None else head_at(ask.known_seq + 1)
    if head is None:
        return NO_SUCH_ENTRY.filled(seq=ask.known_seq, last=last[0] - 1)
    own = identity()
    alg = own.alg if own is not None else "sha256"
    organisations = establishment_at(pack, known, ask.known_seq).organisations   # as known then
    world = World(pack.places, organisations, pack.time_zone, pack.digest, {"size": head[0], "root": head[1]}, alg)
    reader = everyone or sees_facts(now, actor, day_of_us(now_us(), now.time_zone))
    measures = now.definitions.measures

    def sees(measure: Measure) -> bool:
        today = measures.get(measure.id, measure)
        return reader or (measure.disclosure == "open" and today.disclosure == "open")

    return Questioned(pack, world, sees)


def _answered(ask: Ask, asked: Questioned) -> Figure | Refusal:
    found = evaluate.figure(ask, asked.pack.definitions, asked.world, asked.engine, asked.sees)
    return found if isinstance(found, Refusal) else _fitting(ask, found)


def _fitting(ask: Ask, found: Figure) -> Figure:
    """The figure as the asker may be told it, with its facts or alone."""
    if not found.withheld:
        return found
    if found.rows is not None:
        found = replace(found, rows=tuple(_covered(row) for row in found.rows))
    narrowed = ask.place or ask.organisation or ask.period
    return _covered(found) if narrowed else found


def _covered(part: Figure) -> Figure:
    """A part of a figure that rests on a few withheld facts would tell them."""
    if part.fact_count >= LEAST_FACTS:
        return part
    unsaid = replace(part, ladder=dict.fromkeys(part.ladder))   # other floors may rest on a few where this one rests on none
    return unsaid if part.fact_count == 0 else replace(unsaid, value=None, exact=None, facts_digest=None)


def _known(found: Figure) -> date | int | None:
    """The moment of a figure as it was asked."""
    if found.known_at is None:
        return None
    return int(found.known_at) if found.known_at.isdigit() else date.fromisoformat(found.known_at)
