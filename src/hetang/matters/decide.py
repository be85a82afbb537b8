"""The one decision: (matter, act, what is known now) -> what will be sealed, or every refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.matters.act import MatterAct
from hetang.matters.kinds import Field, Kind, Kinds
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


@dataclass(frozen=True, slots=True)
class Now:
    """What a decision may look at beside the matter itself.

    `today`: the limit of `happened_on` (of a takeover the day of `known_at`). `authority` stands on the day of the act.
    `parent`: the parent's state; `others`: matters that fields of this one name, by id (needed by `acts_on`).
    `children`: of each kind how many children are open, and how many there are in all. `sums`, `latest`: verified facts of
    this matter by measure, in the measure's unit. `seq`: the number the entry will get.
    """

    today: date
    authority: Any
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
    evidence: frozenset[str] | None = None  # digests in the store; None: not looked at
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


def decide(matter: Matter | None, act: MatterAct, now: Now) -> Decision | list[Refusal]:
    """Accepted with its outcome, or every reason why not. `matter` None: the act must open it."""
    raise NotImplementedError


def due(matter: Matter, kinds: Kinds, upto: date, calendar: Calendar) -> MatterAct | None:
    """The clock's next act whose deadline lies before `upto`, dated at the deadline; to be decided and asked again."""
    raise NotImplementedError


def possible(matter: Matter | None, kind: Kind, person: str, now: Now) -> list[Possible]:
    """Every act at this step or still ahead, in the declared order; with no matter, the acts that open one."""
    raise NotImplementedError


def restart(
    matter: Matter, measures: Mapping[str, date], kinds: Kinds, calendar: Calendar, cause: str
) -> MatterAct | None:
    """The act `progress` where verified facts (measure -> day it happened, the latest) begin a running clock anew.

    `cause`: the id of the entry `facts.judged`, from which the act's own id is derived.
    """
    raise NotImplementedError
