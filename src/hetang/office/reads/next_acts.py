"""What a person could do next on a matter, with the reason where not; and what the person could open."""

from collections.abc import Iterator
from dataclasses import dataclass

from hetang.matters.decide import possible
from hetang.matters.kinds import Act, Field, Kind
from hetang.matters.now import Possible
from hetang.matters.story import Matter
from hetang.office.journal.matters import now_of
from hetang.office.reads.knowing import Asker
from hetang.office.reads.matters import known_matter
from hetang.office.reads.snapshot import snapshot
from hetang.terms.refusals import Refusal

GUARD = "guard"   # the code of a refusal by a guard


@dataclass(frozen=True, slots=True)
class Next:
    """An act as it may be met now. No refusals: it can be done. `asks` are the fields that must come, `may_ask` those that may."""

    act: Act
    refusals: tuple[Refusal, ...]
    asks: tuple[Field, ...]
    may_ask: tuple[Field, ...]
    evidence: int
    two: bool

    @property
    def can(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Opening:
    """An act that would open a matter of this kind."""

    kind: Kind
    next: Next


def next_acts(asker: Asker, id: str) -> tuple[Next, ...] | None:
    """Those that can be done first, each group as declared. None as for `matter`."""
    with snapshot():
        matter = known_matter(asker, id)
        if matter is None or asker.person is None:
            return None
        kind = asker.kind_of(matter)
        found = [_next(kind, one) for one in possible(matter, kind, asker.person, now_of(matter, kind, asker.day, asker.authority))]
    return tuple(sorted(found, key=lambda one: not one.can))


def openings(asker: Asker, parent: str | None = None) -> tuple[Opening, ...]:
    """What the person may open, on its own or beneath a matter; what a guard refuses today may have happened on another day."""
    if asker.person is None or asker.is_administrator:
        return ()
    with snapshot():
        above = known_matter(asker, parent) if parent is not None else None
        if parent is not None and above is None:
            return ()
        return tuple(_openings(asker, asker.person, above))


def _openings(asker: Asker, person: str, above: Matter | None) -> Iterator[Opening]:
    for id in asker.pack.kinds.versions:
        kind = asker.pack.kinds.on(id, asker.day)
        fits = kind is not None and (above.kind in kind.parents if above is not None else not kind.parent_required)
        if kind is None or not fits:
            continue
        now = now_of(None, kind, asker.day, asker.authority, above.id if above is not None else None)
        for one in possible(None, kind, person, now):
            if all(refusal.code == GUARD for refusal in one.refusals):
                yield Opening(kind, _next(kind, one))


def _next(kind: Kind, one: Possible) -> Next:
    return Next(
        kind.acts[one.act], one.refusals, tuple(field for field in one.asks if field.id in one.needs),
        tuple(field for field in one.asks if field.id not in one.needs), one.evidence, one.two,
    )
