"""What a person or the clock wants to do to a matter, as it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hetang.matters.measures import Row

CLOCK = "clock"  # who does what falls due


@dataclass(frozen=True, slots=True)
class MatterAct:
    """One act on one matter. `matter` of an opening act is the id that the sender made for the new matter.

    `organisation`: the one in whose name the person acts; empty: the one that follows from the term that lets them.
    `fields`: texts as typed, days as ISO, numbers as decimal text with or without a unit, `yes` as true or false.
    `sealed`: of personal fields the commitments. `seen`: seq of the last entry of the matter that its sender saw.
    `known_at`: a day or an instant, only where history is taken over. `sets`: what a parent's `opens_matter` hands down.
    `clock`: of a clock's act the clock that fell due. `handed`: it follows from an accepted act on another matter, which was
    the one that had to be granted. Only where history is taken over: `recorded_by`, `recorded_for` (person, organisation) are
    those who acted then, `expects` the facts that the act must yield, whose ids, recorders and evidence it takes over.
    """

    id: str
    kind: str
    matter: str
    act: str
    happened_on: date
    person: str
    organisation: str = ""
    with_: str | None = None
    for_: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    parent: str | None = None
    seen: int | None = None
    note: str | None = None
    known_at: str | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    clock: str | None = None
    handed: bool = False
    recorded_by: str | None = None
    recorded_for: str | None = None
    expects: tuple[Row, ...] = ()

    @property
    def doer(self) -> str:
        """Who acted: in a takeover whoever was recorded then."""
        return self.recorded_by or self.person

    @property
    def by_clock(self) -> bool:
        return self.person == CLOCK
