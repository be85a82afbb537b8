"""A matter as a list shows it: what it is, at which step, whose job it is now, and the clock that ends first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hetang.matters.kinds import Clock as DeclaredClock
from hetang.matters.kinds import Kind
from hetang.matters.story import Matter, Running
from hetang.office.reads.knowing import Asker
from hetang.terms.words import Text


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs or stands still. `next_act`: what it does on `next` if nothing happens; `clause`: of the legal limit."""

    id: str
    name: Text
    since: date
    legal: date | None
    target: date | None
    provisional: bool
    held: bool
    waits_for: Text | None
    clause: Text | None
    next: date | None
    next_act: str | None

    @property
    def limit(self) -> date | None:
        """The day that counts: of the law where there is one, else of the house."""
        return self.legal or self.target

    def late(self, day: date) -> int:
        """Days past the limit; 0 where it has not passed, or the clock stands still."""
        return 0 if self.limit is None or self.held else max(0, (day - self.limit).days)


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `owner`: the post or organisation that it belongs to; `turn`: the term whose job this step is."""

    id: str
    kind: str
    kind_name: Text
    title: str
    step: str
    step_name: Text
    turn: str | None
    organisation: str
    place: str | None
    owner: str | None
    handler: str | None
    attached: str | None
    parent: str | None
    opened_on: date
    last_on: date
    seq: int
    closed: bool
    sealed: bool
    clock: Clock | None


def line_of(asker: Asker, matter: Matter) -> Line:
    kind = asker.kind_of(matter)
    step = kind.steps[matter.step]
    return Line(
        matter.id, matter.kind, kind.name, title_of(kind, matter), matter.step, step.name, step.owner, matter.organisation,
        matter.place, matter.relations.get("owner"), matter.relations.get("handler"), matter.relations.get("attached"),
        asker.known_above(matter), matter.opened_on, matter.last_on, matter.seq, matter.closed, kind.sealed,
        _first(clocks_of(kind, matter)),
    )


def title_of(kind: Kind, matter: Matter) -> str:
    """The field that names it; where it is personal or empty, nothing of it."""
    return str(matter.fields.get(kind.title) or "")


def clocks_of(kind: Kind, matter: Matter) -> tuple[Clock, ...]:
    """Those with a legal limit first, by their limits; those that stand still come last."""
    clocks = [_clock(kind.clocks[id], running) for id, running in matter.clocks.items() if id in kind.clocks]
    return tuple(sorted(clocks, key=lambda clock: (clock.held, clock.legal is None, clock.limit or date.max, clock.id)))


def _clock(declared: DeclaredClock, running: Running) -> Clock:
    ends = declared.ends
    return Clock(
        declared.id, declared.name, running.since, running.legal, running.target, running.provisional,
        running.held_since is not None, declared.waits_for, declared.legal.clause if declared.legal else None, running.next,
        ends[running.next_index].act if running.next_index < len(ends) else None,
    )


def _first(clocks: Iterable[Clock]) -> Clock | None:
    return next(iter(clocks), None)
