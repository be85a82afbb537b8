"""What a decision looks at, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.authority.authority import Authority
from hetang.matters.act import MatterAct
from hetang.matters.kinds import Field, Kinds
from hetang.matters.measures import Measure, Row
from hetang.matters.story import Matter
from hetang.terms.expression import Book
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree
from hetang.terms.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Yielded:
    """A fact of this matter that nobody has judged: `act` is the id of the kind's act that gave it."""

    fact: str
    act: str
    measure: str
    by: str | None
    organisation: str
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """What a decision may look at beside the matter itself.

    `today`: the limit of `happened_on` (of a takeover the day of `known_at`). `authority` stands on the day of the act.
    `parent`: the parent's state, `grandparents` those above it, the nearest first; `others`: matters that fields of this one
    name, by id (needed by `acts_on`). `children`: of each kind how many are open, and how many there are in all.
    `sums`, `latest`: verified facts of this matter by measure, in the measure's unit. `evidence`: the digests in the store,
    None where it is not looked at. `alike`: of a kind that declares `overlaps`, its other matters that have not ended and
    have the same values of those fields. `seq`: the number the entry will get.
    """

    today: date
    authority: Authority
    calendar: Calendar
    book: Book
    organisations: Tree
    places: Tree
    kinds: Kinds
    measures: Mapping[str, Measure]
    parent: Matter | None = None
    grandparents: tuple[Matter, ...] = ()
    others: Mapping[str, Matter] = field(default_factory=dict)
    children: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sums: Mapping[str, Fraction] = field(default_factory=dict)
    latest: Mapping[str, Fraction] = field(default_factory=dict)
    yielded: Sequence[Yielded] = ()
    alike: Sequence[Matter] = ()
    evidence: frozenset[str] | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody to notify: `to` is the person, post or organisation that the relation names; None for `role:NAME`."""

    term: str
    to: str | None
    organisation: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What an accepted act comes to. `body` and `by` as sealed in `matter.acted`; `matter` is the state after it.

    `facts`, `judgements`: rows of `facts.recorded` and `facts.judged` in the same transaction; `follow`: acts to be decided
    after it, in this order, in the same transaction (children first opened, then acts on other matters).
    """

    body: dict[str, Any]
    by: dict[str, str]
    matter: Matter
    facts: list[Row]
    judgements: list[Row]
    follow: list[MatterAct]
    tells: list[Tell]


@dataclass(frozen=True, slots=True)
class Possible:
    """An act as a person may meet it: no refusals, and it can be done; else why not now.

    `asks`: fields of its form; `needs`: ids of those that must come; `evidence`: how many files; `two`: a second person.
    """

    act: str
    refusals: tuple[Refusal, ...]
    asks: tuple[Field, ...]
    needs: tuple[str, ...]
    evidence: int
    two: bool
