"""The language of matters as declared: kinds with fields, steps, acts, clocks and a plan, every expression parsed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hetang.terms.expression import Expression
from hetang.terms.words import Text
from hetang.terms.workdays import Length

AUTHORITIES = ("party", "government", "discipline", "court", "resident")
FIELD_TYPES = ("text", "long_text", "number", "day", "yes", "choice", "person", "organisation", "post", "place", "matter")
ORIGINS = ("asked", "known", "derived")
EVIDENCE_KINDS = ("photo", "document")
# Relations that `sets` may set beside fields; those of the first line stand in Matter.relations.
RELATIONS = ("owner", "handler", "verifier", "attached", "opener", "party", "complained_of", "complained_unit")
PLAIN_TERMS = ("owner", "handler", "verifier", "attached", "opener", "party", "clock", "all")
BUILT_IN = ("assign", "recuse", "migrate", "progress", "passed", "reckon")

Expressions = Mapping[str, Expression]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field of type `choice`."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One thing known of a matter. `origin` is the declaration's `from`; `subject`: a field's id, or "matter"."""

    id: str
    name: Text
    type: str
    origin: str = "asked"
    unit: str | None = None
    values: tuple[Choice, ...] = ()
    value: Expression | None = None
    purpose: Text | None = None
    basis: Text | None = None
    retention: Length | None = None  # in months
    personal: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Where a matter stands; `owner`: the term whose job it is now."""

    id: str
    name: Text
    owner: str | None = None
    side: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """What must hold; refused where it is false or not known, with its clause."""

    holds: Expression
    says: Text
    accepts: Text
    clause: Text | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Files an act needs; `decides`: the decision that needs them."""

    least: int
    kind: str
    decides: Text | None = None


@dataclass(frozen=True, slots=True)
class Yield:
    """A fact that an act gives. `note` is plain text."""

    measure: str
    value: Expression
    unit: str
    happened_on: Expression
    place: Expression | None = None
    organisation: Expression | None = None
    dims: Expressions = field(default_factory=dict)
    when: Expression | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A child opened by an act (`opens_matter`)."""

    kind: str
    act: str
    when: Expression | None = None
    fields: Expressions = field(default_factory=dict)
    sets: Expressions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Onward:
    """An act on another matter (`acts_on`): `matter` is "parent" or the field that names it."""

    matter: str
    act: str
    when: Expression | None = None
    fields: Expressions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Served:
    """A paper served, with the remedy that it must state."""

    document: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Extension:
    """An act that gives a clock more time."""

    clock: str
    by: Length
    once: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What may be done, by whom, with what, and what follows. `from_` empty: at every step that is not final."""

    id: str
    name: Text
    opens: bool = False
    from_: tuple[str, ...] = ()
    to: str | None = None
    may: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    evidence: Evidence | None = None
    guards: tuple[Guard, ...] = ()
    apart: tuple[str, ...] = ()
    two: bool = False
    facts: tuple[Yield, ...] = ()
    verifies: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    sets: Expressions = field(default_factory=dict)
    opens_matter: tuple[Opening, ...] = ()
    acts_on: tuple[Onward, ...] = ()
    tells: tuple[str, ...] = ()
    served: Served | None = None
    commutes: bool = False
    extends: Extension | None = None
    minutes: int | None = None
    yearly: int | None = None
    people: int | None = None

    @property
    def asks(self) -> tuple[str, ...]:
        """Ids of the fields that its form shows."""
        return (*self.needs, *self.may_have)

    @property
    def clock_only(self) -> bool:
        return bool(self.may) and all(term == "clock" for term in self.may)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a clock runs, or (`day`) the field that names its last day. A target and a named day never roll."""

    length: Length | None = None
    roll: bool = False
    clause: Text | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """What the clock does when so much more has passed."""

    after: Length
    act: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline: when it starts, stands still, begins anew, and what follows when it passes."""

    id: str
    name: Text
    runs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    restarts_acts: tuple[str, ...] = ()
    restarts_facts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    waits_for: Text | None = None
    legal: Limit | None = None
    target: Limit | None = None
    ends: tuple[End, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A straight curve from 0 on the day `from_` to `total` on the day `to`, or through `points` of (day, value).

    `where`: only facts with these dims count against it; `when`: it holds where this does.
    """

    measure: str
    total: Expression | None = None
    from_: Expression | None = None
    to: Expression | None = None
    points: tuple[tuple[Expression, Expression], ...] = ()
    when: Expression | None = None
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Matters of a kind overlap that have the same values of `same` and whose windows touch, days included."""

    same: tuple[str, ...]
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One version of one kind. `version` (the text of `since`) names it; `json` is the declaration as written."""

    id: str
    since: date
    name: Text
    source: Text
    purpose: Text
    authority: str
    fields: Mapping[str, Field]
    steps: Mapping[str, Step]
    acts: Mapping[str, Act]  # its own and the built-in ones
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    parent_required: bool = False
    sees: tuple[str, ...] = ("all",)
    sealed: bool = False
    title: str = "title"
    yields_nothing: Text | None = None
    plans: tuple[Plan, ...] = ()  # the first whose `when` holds
    agenda: tuple[str, ...] = ()  # steps at which it waits for a meeting
    overlaps: Overlap | None = None
    until: date | None = None  # the last day on which a matter may begin under it
    json: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def version(self) -> str:
        return self.since.isoformat()

    @property
    def openings(self) -> tuple[Act, ...]:
        return tuple(act for act in self.acts.values() if act.opens)


@dataclass(frozen=True)
class Kinds:
    """Every version of every kind, the oldest first."""

    versions: Mapping[str, tuple[Kind, ...]]

    def __contains__(self, id: object) -> bool:
        return id in self.versions

    def __iter__(self) -> Iterator[Kind]:
        """All versions of all kinds."""
        for versions in self.versions.values():
            yield from versions

    def on(self, id: str, day: date) -> Kind | None:
        """The version in force for a matter that begins on that day."""
        versions = self.versions.get(id, ())
        at = bisect_right(versions, day, key=lambda kind: kind.since)
        found = versions[at - 1] if at else None
        return None if found is None or (found.until is not None and found.until < day) else found

    def version(self, id: str, version: str) -> Kind | None:
        """The version that a running matter keeps."""
        for kind in self.versions.get(id, ()):
            if kind.version == version:
                return kind
        return None
