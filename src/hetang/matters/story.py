"""A matter as its entries leave it. `apply` needs no pack: each entry says what was decided, not only what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hetang.terms.workdays import Length


@dataclass(frozen=True, slots=True)
class Did:
    """An act as it was done on a matter: how often, last on what day and by whom; `doers`: everybody who did it."""

    count: int
    last_on: date
    person: str
    organisation: str
    doers: tuple[tuple[str, str], ...] = ()  # (person, organisation), sorted


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

    def to_json(self) -> dict[str, Any]:
        """As it stands in an entry's body: `{"since", "legal", "target", "next", "next_index", …}`."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, clock: str, value: Mapping[str, Any]) -> Running:
        raise NotImplementedError


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
        raise NotImplementedError

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Matter:
        raise NotImplementedError


def apply(matter: Matter | None, body: Mapping[str, Any], by: Mapping[str, str], seq: int) -> Matter:
    """The matter after an entry `matter.acted`; None before its first."""
    raise NotImplementedError
