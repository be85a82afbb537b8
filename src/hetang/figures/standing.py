"""In which state each fact of a family stands, from when until when, by known time and by sequence.

A family is a set of facts linked by `corrects` and `repeats`; nothing outside it changes its standings, except a
withdrawal of evidence, which the caller hands to every family that uses the evidence.
docs/algorithms/standing-of-a-fact.md tells the rules with worked examples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

OPEN = 2**62
NOT_COUNTING, REPORTED, EVIDENCED, VERIFIED, DISPUTED = range(5)


@dataclass(frozen=True, slots=True)
class At:
    """When something became known, and where in the ledger it stands; facts of one entry differ in row."""

    known_us: int
    seq: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact came in, perhaps with evidence."""

    at: At
    fact: str
    organisation: str
    evidence: tuple[str, ...] = ()
    corrects: str | None = None
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """An organ judged a fact: verified, rejected, disputed, upheld."""

    at: At
    fact: str
    judgement: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Attached:
    """Evidence was attached to a fact."""

    at: At
    fact: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Evidence was withdrawn, from every fact to which it was attached before."""

    at: At
    evidence: str


Event = Recorded | Judged | Attached | Withdrawn


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact's state (1 to 4) from `since` (included) until `until` (not). Axis "t": by known time alone, "s": by
    sequence alone (the other axis' bounds are 0), "b": by both."""

    state: int
    since_at: int
    until_at: int
    since_seq: int
    until_seq: int
    axis: str


def first_standing(recorded: Recorded) -> Standing:
    """The standing of a new fact without family, the common case of an import."""
    state = EVIDENCED if recorded.evidence else REPORTED
    return Standing(state, recorded.at.known_us, OPEN, recorded.at.seq, OPEN, "b")


def standings(events: Sequence[Event]) -> dict[str, list[Standing]]:
    """For each fact of the family its standings in order of time; where it does not count there is none."""
    by_time = sorted(events, key=_time)
    by_sequence = sorted(events, key=_sequence)
    if by_time == by_sequence:
        return _read(by_time, lambda at: (at.known_us, at.seq), "b")
    timed = _read(by_time, lambda at: (at.known_us, 0), "t")
    in_order = _read(by_sequence, lambda at: (0, at.seq), "s")
    return {fact: timed[fact] + in_order[fact] for fact in timed}


def states_now(events: Sequence[Event]) -> dict[str, int]:
    """The state of each fact when everything recorded is known (0 where it does not count)."""
    family = _Family()
    for event in sorted(events, key=_sequence):
        family.hear(event)
    return family.states()


def _time(event: Event) -> tuple[int, int, int]:
    return (event.at.known_us, event.at.seq, event.at.row)


def _sequence(event: Event) -> tuple[int, int]:
    return (event.at.seq, event.at.row)


def _read(ordered: list[Event], place: Callable[[At], tuple[int, int]], axis: str) -> dict[str, list[Standing]]:
    """Folds the events place by place and notes each change of state."""
    family = _Family()
    found: dict[str, list[Standing]] = {e.fact: [] for e in ordered if isinstance(e, Recorded)}
    held: dict[str, tuple[int, tuple[int, int]]] = {}
    for here, group in groupby(ordered, key=lambda e: place(e.at)):
        for event in group:
            family.hear(event)
        for fact, state in family.states().items():
            before, since = held.get(fact, (NOT_COUNTING, here))
            if state != before:
                _close(found[fact], before, since, here, axis)
                held[fact] = (state, here)
    end = (OPEN if axis != "s" else 0, OPEN if axis != "t" else 0)
    for fact, (state, since) in held.items():
        _close(found[fact], state, since, end, axis)
    return found


def _close(into: list[Standing], state: int, since: tuple[int, int], until: tuple[int, int], axis: str) -> None:
    if state != NOT_COUNTING:
        into.append(Standing(state, since[0], until[0], since[1], until[1], axis))


@dataclass(slots=True)
class _Fact:
    """What was said of one fact so far; on the time axis a backdated verdict may come before the fact itself."""

    recorded: Recorded | None = None
    evidence: set[str] = field(default_factory=set)
    verified_by: set[str] = field(default_factory=set)
    disputed: bool = False
    rejected: bool = False


class _Family:
    """What is known of a family at one place of an axis."""

    def __init__(self) -> None:
        self.said: defaultdict[str, _Fact] = defaultdict(_Fact)

    def hear(self, event: Event) -> None:
        match event:
            case Recorded():
                self.said[event.fact].recorded = event
                self.said[event.fact].evidence.update(event.evidence)
            case Attached():
                self.said[event.fact].evidence.add(event.evidence)
            case Withdrawn():
                for fact in self.said.values():
                    fact.evidence.discard(event.evidence)
            case _:
                _judge(self.said[event.fact], event)

    def states(self) -> dict[str, int]:
        """Newest first, since whether a correction supersedes depends on what became of the correction."""
        known = {id: (fact, fact.recorded) for id, fact in self.said.items() if fact.recorded is not None}
        superseded: set[str] = set()
        for fact, recorded in sorted(known.values(), key=lambda pair: _sequence(pair[1]), reverse=True):
            old = known.get(recorded.corrects or "")
            counts = not fact.rejected or recorded.fact in superseded
            if old is not None and counts and _sequence(old[1]) < _sequence(recorded):
                superseded.add(old[1].fact)
        found = {}
        for id, (fact, recorded) in known.items():
            first = known.get(recorded.repeats or "")
            repeated = first is not None and not first[0].rejected and _sequence(first[1]) < _sequence(recorded)
            found[id] = NOT_COUNTING if repeated or id in superseded else _state(fact, recorded)
        return found


def _state(fact: _Fact, recorded: Recorded) -> int:
    """The state of a fact by what was said of it alone; only another organ verifies."""
    if fact.rejected:
        return NOT_COUNTING
    if fact.disputed:
        return DISPUTED
    if not fact.evidence:
        return REPORTED
    return VERIFIED if fact.verified_by - {recorded.organisation} else EVIDENCED


def _judge(fact: _Fact, event: Judged) -> None:
    """A rejection is final; a dispute ends by `upheld` or by a rejection."""
    if event.judgement == "verified":
        fact.verified_by.add(event.organisation)
    elif event.judgement == "rejected":
        fact.rejected = True
    elif event.judgement == "disputed":
        fact.disputed = True
    else:
        fact.disputed = False
