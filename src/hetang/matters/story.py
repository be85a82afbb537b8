"""A matter as its entries leave it. `apply` needs no pack: each entry says what was decided, not only what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hetang.terms.workdays import Length

_day = date.fromisoformat


@dataclass(frozen=True, slots=True)
class Did:
    """An act as it was done on a matter: how often, last on what day and by whom; `doers`: everybody who did it."""

    count: int
    last_on: date
    person: str
    organisation: str
    doers: tuple[tuple[str, str], ...] = ()  # (person, organisation), sorted

    def to_json(self) -> list[Any]:
        return [self.count, str(self.last_on), self.person, self.organisation, [list(doer) for doer in self.doers]]

    @classmethod
    def from_json(cls, value: list[Any]) -> Did:
        count, last_on, person, organisation, doers = value
        return cls(count, _day(last_on), person, organisation, tuple((who, where) for who, where in doers))


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that runs. `next`: the day at whose end its next consequence falls due; None: none, or it is held.

    `legal` may have been rolled, `unrolled` is the day before that. `provisional`: a year on the way is not gazetted;
    then `next` is the day from which on the calendar must be asked again. `pauses`: spans in which it stood still.
    """

    clock: str
    since: date
    legal: date | None = None
    target: date | None = None
    unrolled: date | None = None
    provisional: bool = False
    held_since: date | None = None
    next: date | None = None
    next_index: int = 0
    extended: tuple[Length, ...] = ()
    pauses: tuple[tuple[date, date], ...] = ()
    legal_named: date | None = None  # the day that a field named when the clock started
    target_named: date | None = None

    def to_json(self) -> dict[str, Any]:
        """As it stands in an entry's body; what is not set is left out."""
        said: dict[str, Any] = {"since": str(self.since), "next_index": self.next_index}
        if self.legal is not None:
            said["legal"] = str(self.legal)
        if self.target is not None:
            said["target"] = str(self.target)
        if self.unrolled is not None:
            said["unrolled"] = str(self.unrolled)
        if self.provisional:
            said["provisional"] = True
        if self.held_since is not None:
            said["held_since"] = str(self.held_since)
        if self.next is not None:
            said["next"] = str(self.next)
        if self.extended:
            said["extended"] = [length.to_json() for length in self.extended]
        if self.legal_named is not None:
            said["legal_named"] = str(self.legal_named)
        if self.target_named is not None:
            said["target_named"] = str(self.target_named)
        if self.pauses:
            said["pauses"] = [[str(start), str(end)] for start, end in self.pauses]
        return said

    @classmethod
    def from_json(cls, clock: str, value: Mapping[str, Any]) -> Running:
        get = value.get
        return cls(
            clock, _day(value["since"]), _some(get("legal")), _some(get("target")), _some(get("unrolled")),
            get("provisional", False), _some(get("held_since")), _some(get("next")), value["next_index"],
            tuple(Length(n, unit) for one in get("extended", ()) for unit, n in one.items()),
            tuple((_day(start), _day(end)) for start, end in get("pauses", ())),
            _some(get("legal_named")), _some(get("target_named")),
        )  # fmt: skip


def _some(text: str | None) -> date | None:
    return None if text is None else _day(text)


@dataclass(frozen=True, slots=True)
class Matter:
    """The state of one matter. Field values are as in entries: texts, true or false; numbers and days as text.

    `relations`: owner, handler, verifier, attached, opener, party, complained_of, complained_unit, where set.
    `last_on`, `moved_seq`: of the last entry that does not commute; `seq`: of the last entry of any kind.
    """

    id: str
    kind: str
    version: str
    step: str
    entered: Mapping[str, date]
    opened_on: date
    parent: str | None
    organisation: str
    place: str | None
    relations: Mapping[str, str] = field(default_factory=dict)
    recused: frozenset[str] = frozenset()
    fields: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)
    done: Mapping[str, Did] = field(default_factory=dict)
    clocks: Mapping[str, Running] = field(default_factory=dict)
    last_on: date = date.min
    seq: int = 0
    moved_seq: int = 0
    closed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The state column of the reading table."""
        return {
            "id": self.id, "kind": self.kind, "version": self.version, "step": self.step,
            "entered": {step: str(day) for step, day in self.entered.items()}, "opened_on": str(self.opened_on),
            "parent": self.parent, "organisation": self.organisation, "place": self.place,
            "relations": dict(self.relations), "recused": sorted(self.recused), "fields": dict(self.fields),
            "sealed": dict(self.sealed), "done": {act: did.to_json() for act, did in self.done.items()},
            "clocks": {id: running.to_json() for id, running in self.clocks.items()},
            "last_on": str(self.last_on), "seq": self.seq, "moved_seq": self.moved_seq, "closed": self.closed,
        }  # fmt: skip

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Matter:
        return cls(
            value["id"], value["kind"], value["version"], value["step"],
            {step: _day(day) for step, day in value["entered"].items()}, _day(value["opened_on"]),
            value["parent"], value["organisation"], value["place"], value["relations"], frozenset(value["recused"]),
            value["fields"], value["sealed"], {act: Did.from_json(did) for act, did in value["done"].items()},
            {id: Running.from_json(id, clock) for id, clock in value["clocks"].items()},
            _day(value["last_on"]), value["seq"], value["moved_seq"], value["closed"],
        )  # fmt: skip


def apply(matter: Matter | None, body: Mapping[str, Any], by: Mapping[str, str], seq: int) -> Matter:
    """The matter after an entry `matter.acted`; None before its first."""
    day, get = _day(body["happened_on"]), body.get
    if matter is None:
        matter = Matter(
            body["matter"], body["kind"], body["version"], "", {}, day, get("parent"), by["organisation"], None
        )
    commutes, step, changed = get("commutes", False), body["step"], get("set")
    organisation, place, relations = matter.organisation, matter.place, matter.relations
    if changed:
        organisation, place = changed.get("organisation", organisation), changed.get("place", place)
        relations = _with(relations, {name: to for name, to in changed.items() if name not in ("organisation", "place")})
    fields, sealed, clocks = matter.fields, matter.sealed, get("clocks")
    if not commutes:  # what a commuting act says stays in its entry
        fields, sealed = _with(fields, get("fields")), _with(sealed, get("sealed"))
    recused = get("recused")
    who = {"person": body["recorded_by"], "organisation": body.get("recorded_for", by["organisation"])} if "recorded_by" in body else by
    return Matter(
        matter.id, matter.kind, body["version"], step,
        matter.entered if step == matter.step else {**matter.entered, step: day},
        matter.opened_on, matter.parent, organisation, place, relations,
        matter.recused if recused is None else matter.recused | {recused},
        fields, sealed, _done(matter.done, body["act"], day, who, commutes),
        matter.clocks if clocks is None else _clocks(matter.clocks, clocks),
        matter.last_on if commutes else max(matter.last_on, day), max(seq, matter.seq),
        matter.moved_seq if commutes else seq, get("closed", False),
    )  # fmt: skip


def _with(before: Mapping[str, Any], changed: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """A null takes away."""
    if not changed:
        return before
    return {name: value for name, value in {**before, **changed}.items() if value is not None}


def _done(done: Mapping[str, Did], act: str, day: date, by: Mapping[str, str], commutes: bool) -> Mapping[str, Did]:
    person, organisation, second = by["person"], by["organisation"], by.get("with")
    doers = ((person, organisation),) if second is None else tuple(sorted(((person, organisation), (second, organisation))))
    before = done.get(act)
    if before is None:
        return {**done, act: Did(1, day, person, organisation, doers)}
    if not set(doers) <= set(before.doers):
        doers = tuple(sorted({*doers, *before.doers}))
    else:
        doers = before.doers
    # Of acts that commute the later day counts, on one day the greater name: the same in any order.
    later = (day, person, organisation) > (before.last_on, before.person, before.organisation) if commutes else True
    if later:
        return {**done, act: Did(before.count + 1, day, person, organisation, doers)}
    return {**done, act: Did(before.count + 1, before.last_on, before.person, before.organisation, doers)}


def _clocks(clocks: Mapping[str, Running], changed: Mapping[str, Any]) -> Mapping[str, Running]:
    after = dict(clocks)
    for id, value in changed.items():
        if value is None:
            after.pop(id, None)
        else:
            after[id] = Running.from_json(id, value)
    return after
