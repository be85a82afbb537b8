"""A figure: an indicator's value as of a day, as known at a moment, with its ladder, coverage and lineage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hetang.figures.breakdown import with_rows
from hetang.figures.calculation import NOT_DEFINED, results
from hetang.figures.figure import LADDER, Asked, Figure, told
from hetang.figures.plan import Ask, Collect, Context, Engine, FactRow, Moment, Unplanned, World, tree_positions
from hetang.figures.shapes import (
    FLOORS,
    Computation,
    Definitions,
    Indicator,
    Measure,
    Rank,
    Reference,
    aggregates,
    parts,
)
from hetang.ledger.merkle import root
from hetang.terms.dates import end_of_day_us
from hetang.terms.expression import Unfit
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

__all__ = ["Ask", "Figure", "Trace", "World", "by_keys", "everyone", "figure", "trace"]

UNKNOWN_INDICATOR = Refusal(
    "unknown_indicator", Text("没有指标 {id}", "unknown indicator {id}"), Text("{accepted}", "{accepted}")
)
UNKNOWN_FLOOR = Refusal(
    "unknown_floor", Text("没有门槛 {floor}", "unknown floor {floor}"), Text("、".join(FLOORS), ", ".join(FLOORS))
)
UNKNOWN_NODE = Refusal("unknown_{key}", Text("没有 {id}", "unknown {key} {id}"), Text("{accepted}", "{accepted}"))
UNKNOWN_BY_KEY = Refusal(
    "unknown_by_key", Text("{id} 不能按 {key} 分", "{id} cannot be divided by {key}"), Text("{accepted}", "{accepted}")
)
TWO_MOMENTS = Refusal(
    "two_moments",
    Text("known_at 与 known_at_seq 只能用一个", "known_at and known_at_seq exclude each other"),
    Text("其中一个", "one of them"),
)
NOT_COMPUTABLE = Refusal(
    "not_computable",
    Text("{id} 算不出：{why}", "{id} cannot be computed: {why}"),
    Text("改正定义", "a corrected definition"),
)


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure and a page of the facts behind it; `next` is where the following page begins, None at the end."""

    figure: Figure
    facts: tuple[FactRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of facts and how many there are in all; `next` is where the following page begins, None at the end."""

    facts: tuple[FactRow, ...]
    count: int
    next: int | None


def everyone(measure: Measure) -> bool:
    """The asker may see the facts of every measure."""
    return True


def figure(
    ask: Ask,
    definitions: Definitions,
    world: World,
    engine: Engine,
    sees: Callable[[Measure], bool] = everyone,
) -> Figure | Refusal:
    """The figure asked for; `sees` says whether the asker may see single facts of a measure (others are withheld)."""
    asked = _asked(ask, definitions, world)
    if isinstance(asked, Refusal):
        return asked
    try:
        whole = _whole(asked, engine, sees)
        return with_rows(asked, whole, engine) if ask.by else whole
    except Unplanned as stop:
        return stop.refusal
    except Unfit as fault:
        return NOT_COMPUTABLE.filled(id=ask.indicator, why=fault)


def trace(
    ask: Ask,
    definitions: Definitions,
    world: World,
    engine: Engine,
    sees: Callable[[Measure], bool] = everyone,
    limit: int = 100,
    after: int | None = None,
) -> Trace | Refusal:
    """The figure with the facts that it reads at its floor, in the order of the ledger, those withheld left out."""
    found = figure(replace(ask, by=()), definitions, world, engine, sees)
    asked = _asked(replace(ask, by=()), definitions, world)
    if isinstance(found, Refusal) or isinstance(asked, Refusal):
        return found if isinstance(found, Refusal) else NOT_COMPUTABLE.filled(id=ask.indicator, why="")
    open_ = [c for c in asked.questions() if sees(definitions.measures[c.measure])]
    facts = engine.facts(open_, asked.context.moment, asked.states, limit + 1, after) if open_ else []
    page = tuple(facts[:limit])
    return Trace(found, page, page[-1].position if page and len(facts) > limit else None)


def facts(
    ask: Ask,
    definitions: Definitions,
    world: World,
    engine: Engine,
    sees: Callable[[Measure], bool],
    states: tuple[int, ...] | None,
    limit: int,
    after: int | None = None,
) -> Listing | Refusal:
    """The facts that the figure would read if these states counted (None: those of its floor), withheld ones left out."""
    asked = _asked(replace(ask, by=()), definitions, world)
    if isinstance(asked, Refusal):
        return asked
    open_, moment = [c for c in asked.questions() if sees(definitions.measures[c.measure])], asked.context.moment
    states = asked.states if states is None else states
    found = engine.facts(open_, moment, states, limit + 1, after) if open_ else []
    count = sum(engine.tally(open_, moment, states).values()) if open_ else 0
    page = tuple(found[:limit])
    return Listing(page, count, page[-1].position if page and len(found) > limit else None)


def _asked(ask: Ask, definitions: Definitions, world: World) -> Asked | Refusal:
    if ask.indicator not in definitions.indicators:
        near = [id for id in definitions.indicators if id.startswith(ask.indicator[:3])] or list(definitions.indicators)
        return UNKNOWN_INDICATOR.filled(id=ask.indicator, accepted=", ".join(near[:12]))
    indicator = definitions.indicator(ask.indicator, ask.as_of)
    if indicator is None:
        return NOT_DEFINED.filled(id=ask.indicator, day=ask.as_of)
    floor = ask.floor or indicator.floor
    if floor not in FLOORS:
        return UNKNOWN_FLOOR.filled(floor=floor)
    if ask.known_at is not None and ask.known_seq is not None:
        return TWO_MOMENTS
    known = end_of_day_us(ask.known_at, world.time_zone) if isinstance(ask.known_at, date) else ask.known_at
    context = Context(
        definitions, world, Moment(ask.as_of, known, ask.known_seq), ask.period or indicator.window, ask.period,
        ask.place or indicator.place, ask.organisation or indicator.organisation, (),
        {floor: FLOORS[floor]} if ask.value_only else LADDER,
    )  # fmt: skip
    for key, id in (("place", context.place), ("organisation", context.organisation)):
        known_ids = tree_positions(context, key)
        if id is not None and id not in known_ids:
            near = [known for known in known_ids.parents if known.startswith(id[:3])] or list(known_ids.parents)
            accepted = ", ".join(near[:12])
            return replace(UNKNOWN_NODE.filled(key=key, id=id, accepted=accepted), code=f"unknown_{key}")
    accepted_keys = by_keys(indicator, definitions)
    for key in ask.by:
        if key not in accepted_keys:
            accepted = ", ".join(accepted_keys) or "—"
            return UNKNOWN_BY_KEY.filled(id=ask.indicator, key=key, accepted=accepted)
    return Asked(ask, indicator, context, floor)


def by_keys(indicator: Indicator, definitions: Definitions) -> tuple[str, ...]:
    """What the indicator can be divided by: the keys that all its facts have; a rank cannot be divided."""
    found: list[str] | None = None
    for computation in _rested(indicator.computation, definitions):
        if isinstance(computation, Rank):
            return ()
        for aggregate in aggregates(computation):
            keys = definitions.measures[aggregate.measure].keys
            found = [key for key in (keys if found is None else found) if key in keys]
    return tuple(found or ())


def _rested(computation: Computation, definitions: Definitions) -> Iterable[Computation]:
    for part in parts(computation):
        yield part
        if isinstance(part, Reference):
            for version in definitions.indicators[part.indicator]:
                yield from _rested(version.computation, definitions)


def _whole(asked: Asked, engine: Engine, sees: Callable[[Measure], bool]) -> Figure:
    context, indicator = asked.context, asked.indicator
    questions = asked.questions()
    found = results(indicator.computation, context, engine)
    hidden = [c for c in questions if not sees(context.definitions.measures[c.measure])]
    withheld = sum(engine.tally(hidden, context.moment, asked.states).values()) if hidden else 0
    if asked.ask.value_only:  # of its facts those withheld are counted: nobody may learn the value of a few
        return replace(told(asked, found, (), withheld), withheld=withheld)
    digests = engine.digests(questions, context.moment, asked.states)
    return replace(
        told(asked, found, (), len(digests)),
        coverage=_coverage(asked, questions, engine),
        facts_digest=root([bytes.fromhex(d) for d in digests], context.world.alg).hex(),
        withheld=withheld,
    )


def _coverage(asked: Asked, questions: Sequence[Collect], engine: Engine) -> dict[str, int] | None:
    """Of the organisations expected (those in the asked subtree), how many have a fact that was not rejected."""
    expected = asked.indicator.expects
    if not expected:
        return None
    found = tree_positions(asked.context, "organisation")
    if asked.ask.organisation is not None:
        expected = tuple(id for id in expected if asked.ask.organisation in found.way(id))
    by_organisation = [replace(c, split=(("organisation", None),)) for c in questions]
    tally = engine.tally(by_organisation, asked.context.moment, FLOORS["reported"])
    reporting = {above for (id,) in tally if id is not None for above in (id, *found.way(id))}
    return {"reported_by": sum(id in reporting for id in expected), "out_of": len(expected)}
