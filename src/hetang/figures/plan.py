"""What engines are asked: exact grouped aggregates over facts, as of a day, as known at a moment; nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from hetang.figures.scope import Positions, positions
from hetang.figures.shapes import Aggregate, Condition, Definitions, Window
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree

Floors = Mapping[str, tuple[int, ...]]  # name -> states that count
Split = tuple[str, tuple[tuple[str, str], ...] | None]  # key, and for places and organisations id -> bucket


@dataclass(frozen=True, slots=True)
class Moment:
    """As of which day, and as known when: by time, by sequence, or (both None) now."""

    as_of: date
    known_us: int | None = None
    known_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Collect:
    """One aggregate over the facts of one measure that meet the filters, grouped by `split` and then by `by`.

    `aggregate`: sum, count, highest, lowest, distinct, latest, first_day, last_day. `window` is cut at the as-of day.
    Conditions on place and organisation name every id that is meant; nothing is left for the engine to look up.
    """

    measure: str
    aggregate: str
    of: tuple[str, ...]
    where: tuple[Condition, ...]
    window: Window
    by: tuple[str, ...] = ()
    split: tuple[Split, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return (*(key for key, _ in self.split), *self.by)


class Group(NamedTuple):
    """One group at one floor. `value`: sum or extreme in quanta, a count, or a day; `facts`: how many it has."""

    floor: str
    keys: tuple[str | None, ...]
    value: int | date
    facts: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as an engine lists it; what else is known of it stands in the ledger's entry."""

    position: int  # in the order of the ledger; a listing goes on after it
    id: str
    digest: str
    entry: int
    row: int
    measure: str
    value: str
    unit: str
    happened_on: date
    known_at: int
    place: str | None
    organisation: str
    matter: str | None
    recorded_by: str | None
    corrects: str | None
    state: int


class Engine(Protocol):
    """A way to answer collects; every engine passes the suite in tests/engines."""

    def collect(self, collects: Sequence[Collect], moment: Moment, floors: Floors) -> list[list[Group]]:
        """For each collect its groups; a group without facts at a floor is left out."""

    def digests(self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]) -> list[str]:
        """The digests of the facts that any collect reads, each once, sorted."""

    def tally(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]
    ) -> dict[tuple[str | None, ...], int]:
        """How many facts any collect reads, by the split keys, each counted once."""

    def facts(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...], limit: int, after: int | None = None
    ) -> list[FactRow]:
        """The facts that any collect reads, in the order of the ledger, after a position."""


@dataclass(frozen=True, slots=True)
class World:
    """What a figure is computed in, beside facts and definitions."""

    places: Tree
    organisations: Tree
    time_zone: str
    pack_digest: str
    head: Mapping[str, object]  # {"size": n, "root": hex}
    alg: str = "sha256"


@dataclass(frozen=True, slots=True)
class Ask:
    """Which figure; None means as declared (place, organisation, period, floor) or now (known_at, known_seq).

    `value_only`: the value at its own floor, without the other rungs, coverage and digest, for whoever asks many moments.
    """

    indicator: str
    as_of: date
    known_at: date | int | None = None  # a day counts to its end; or microseconds
    known_seq: int | None = None
    floor: str | None = None
    place: str | None = None
    organisation: str | None = None
    period: Window | None = None
    by: tuple[str, ...] = ()
    value_only: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What one computation is evaluated under."""

    definitions: Definitions
    world: World
    moment: Moment
    window: Window  # as asked or declared, not cut
    forced: Window | None  # a period asked for, which also holds in referenced indicators
    place: str | None
    organisation: str | None
    split: tuple[Split, ...]
    floors: Floors


class Unplanned(Exception):
    """Carries a refusal out of the planning of nested computations; caught at the door of the room."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)


def collect_of(aggregate: Aggregate, by: tuple[str, ...], context: Context) -> Collect:
    """What an engine is asked for one column: for `after` every day on which there is a fact, else the aggregate."""
    window = context.window if aggregate.window is None else aggregate.window
    kind = {"mean": "sum"}.get(aggregate.kind, aggregate.kind)
    where = (*_resolved(aggregate.where, context), *_scope(context))
    if aggregate.after is not None:
        by, kind = (*by, "day"), "count"
    return Collect(aggregate.measure, kind, aggregate.keys, where, window.cut(context.moment.as_of), by, context.split)


def _resolved(where: tuple[Condition, ...], context: Context) -> Iterator[Condition]:
    """Places and organisations with everything below them."""
    for condition in where:
        if condition.key in ("place", "organisation"):
            found = tree_positions(context, condition.key)
            ids = frozenset[str]().union(*(found.below(id) | {id} for id in condition.values))
            yield Condition(condition.key, tuple(sorted(ids)), condition.negated)
        else:
            yield condition


def _scope(context: Context) -> Iterator[Condition]:
    for key, asked in (("place", context.place), ("organisation", context.organisation)):
        if asked is not None:
            yield Condition(key, tuple(sorted(tree_positions(context, key).below(asked))))


def tree_positions(context: Context, key: str) -> Positions:
    tree = context.world.places if key == "place" else context.world.organisations
    return positions(tree, context.moment.as_of)
