"""What the decision on a matter looks at, fetched from the tables when it is asked for and not before."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from hetang.authority.authority import Authority
from hetang.figures.shapes import RuleBook
from hetang.matters.kinds import Kind
from hetang.matters.now import Now, Yielded
from hetang.matters.story import Matter
from hetang.office.journal import bulk
from hetang.office.journal.packs import active_pack
from hetang.office.journal.states import States, states_of
from hetang.packs.pack import Pack
from hetang.terms.quanta import value_of

__all__ = ["now_of", "situation", "states_of"]

VERIFIED = 3   # figures.standing
_SUMS = f"SELECT measure, SUM(n) FROM fact WHERE matter = %s AND state = {VERIFIED} GROUP BY measure"
_LATEST = f"SELECT measure, n FROM fact WHERE matter = %s AND state = {VERIFIED} ORDER BY happened_on, id"
_YIELDED = """
SELECT fact.fact_id, matter_entry.act, fact.measure, fact.recorded_by, fact.organisation, fact.happened_on, entry.bytes
FROM fact JOIN entry ON entry.seq = fact.entry JOIN matter_entry ON matter_entry.seq = fact.entry - 1 AND matter_entry.matter = fact.matter
WHERE fact.matter = %s AND fact.state <> 0 AND NOT EXISTS (SELECT 1 FROM judgement WHERE judgement.fact = fact.id)
ORDER BY fact.id
"""
Value = TypeVar("Value")


class Lazy(Mapping[str, Value]):
    """A mapping that is fetched when the decision first looks into it."""

    def __init__(self, fetch: Callable[[], Mapping[str, Value]]) -> None:
        self._fetch = fetch
        self._fetched: Mapping[str, Value] | None = None

    def _all(self) -> Mapping[str, Value]:
        if self._fetched is None:
            self._fetched = self._fetch()
        return self._fetched

    def __getitem__(self, name: str) -> Value:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class LazyList(Sequence[Any]):
    """Likewise a list."""

    def __init__(self, fetch: Callable[[], Sequence[Any]]) -> None:
        self._fetch = fetch
        self._fetched: Sequence[Any] | None = None

    def _all(self) -> Sequence[Any]:
        if self._fetched is None:
            self._fetched = self._fetch()
        return self._fetched

    def __getitem__(self, index: Any) -> Any:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())


def now_of(matter: Matter | None, kind: Kind, day: date, authority: Authority, parent_id: str | None = None) -> Now:
    """For a page: what an act of that day would be decided by. `parent_id`: of a matter that would be opened beneath it."""
    pack = active_pack()
    assert pack is not None   # every door asks for a city first
    parent = matter.parent if matter is not None else parent_id
    return situation(pack, States(pack.kinds), matter, kind, day, authority, parent, lambda: None)


def situation(
    pack: Pack, states: States, matter: Matter | None, kind: Kind, today: date, authority: Authority, parent: str | None,
    settle: Callable[[], None], fields: Mapping[str, Any] | None = None, evidence: frozenset[str] | None = None, seq: int = 0,
) -> Now:
    """`settle` has the standings of facts told before they are counted; `fields` of the act may name other matters."""
    above = _above(states, parent)
    calendar = pack.calendar
    assert calendar is not None   # a pack with kinds has a calendar
    establishment = authority.establishment
    id = matter.id if matter is not None else None

    def told(sql: str) -> list[tuple[Any, ...]]:
        if id is None:
            return []
        states.flush()
        settle()
        return bulk.select(sql, [id])

    return Now(
        today, authority, calendar, RuleBook(pack.definitions, authority.day), establishment.organisations, establishment.places,
        pack.kinds, pack.definitions.measures, above[0] if above else None, above[1:],
        Lazy(lambda: _others(states, kind, matter, fields or {})),
        Lazy(lambda: states.children(id) if id is not None else {}),
        Lazy(lambda: {measure: _value(pack, measure, int(n)) for measure, n in told(_SUMS)}),
        Lazy(lambda: {measure: _value(pack, measure, n) for measure, n in told(_LATEST)}),
        LazyList(lambda: _yielded(told(_YIELDED))),
        LazyList(lambda: states.alike(kind.id) if kind.overlaps is not None else []), evidence, seq,
    )


def _above(states: States, parent: str | None) -> tuple[Matter, ...]:
    """The parent and those above it, the nearest first."""
    chain: list[Matter] = []
    while parent is not None and (matter := states.get(parent)) is not None and matter not in chain:
        chain.append(matter)
        parent = matter.parent
    return tuple(chain)


def _others(states: States, kind: Kind, matter: Matter | None, fields: Mapping[str, Any]) -> dict[str, Matter]:
    """The matters that fields name."""
    stored = matter.fields if matter is not None else {}
    named = [field.id for field in kind.fields.values() if field.type == "matter"]
    ids = {id for name in named for id in (fields.get(name), stored.get(name)) if isinstance(id, str)}
    found = {id: states.get(id) for id in ids}
    return {id: other for id, other in found.items() if other is not None}


def _value(pack: Pack, measure: str, n: int) -> Fraction:
    declared = pack.definitions.measures[measure]
    return value_of(n, declared.dimension, declared.decimals)


def _yielded(rows: list[tuple[Any, ...]]) -> list[Yielded]:
    """Facts recorded for themselves may follow an entry of the matter too: those name no act."""
    return [
        Yielded(fact, act, measure, by, organisation, happened_on if isinstance(happened_on, date) else date.fromisoformat(happened_on))
        for fact, act, measure, by, organisation, happened_on, data in rows if "act" in json.loads(bytes(data))["body"]
    ]
