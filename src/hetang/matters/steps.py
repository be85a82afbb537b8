"""The steps of a kind as a graph: where each act leads from and to, what can be reached, what can come after what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hetang.matters.declared import Json


@dataclass(frozen=True, slots=True)
class Move:
    """One act from one step to another; `source` None for an act that opens the matter."""

    act: str
    source: str | None
    target: str


@dataclass(frozen=True)
class Steps:
    """Steps in the declared order with every move between them; an act that stays moves from a step to itself."""

    ids: tuple[str, ...]
    ends: frozenset[str]
    moves: tuple[Move, ...]
    after: Mapping[str, frozenset[str]]  # a step -> all that can be reached from it, itself included

    @classmethod
    def of(cls, kind: Json) -> Steps:
        steps = [step for step in kind.get("steps", ()) if isinstance(step.get("id"), str)]
        ids = tuple(step["id"] for step in steps)
        ends = frozenset(step["id"] for step in steps if step.get("end"))
        moves = tuple(move for act in kind.get("acts", ()) for move in _moves(act, ids, ends))
        return cls(ids, ends, moves, {id: frozenset(_reached(id, moves)) for id in ids})

    @property
    def starts(self) -> frozenset[str]:
        return frozenset(move.target for move in self.moves if move.source is None)

    @property
    def reached(self) -> frozenset[str]:
        """Every step that a matter can come to."""
        return frozenset(id for start in self.starts for id in self.after.get(start, ()))

    def sources(self, act: Json) -> tuple[str, ...]:
        """The steps at which an act is possible."""
        return tuple(sources(act, self.ids, self.ends))

    def follows(self, first: Json, later: Json) -> bool:
        """Whether the later act is possible at some step after the first one; an act that opens comes after none."""
        if later.get("opens"):
            return False
        targets = [first["to"]] if isinstance(first.get("to"), str) else self.sources(first)
        possible = set(self.sources(later))
        return any(possible & self.after.get(target, frozenset()) for target in targets)


def sources(act: Json, ids: Iterable[str], ends: Iterable[str]) -> Iterator[str]:
    """The steps an act names, or where it names none all that are not final; none for an act that opens."""
    if act.get("opens"):
        return
    given = act.get("from")
    final = set(ends)
    yield from (id for id in ids if (id in given if given is not None else id not in final))


def _moves(act: Json, ids: tuple[str, ...], ends: frozenset[str]) -> Iterator[Move]:
    name, to = str(act.get("id")), act.get("to")
    if act.get("opens"):
        if to in ids:
            yield Move(name, None, str(to))
        return
    for source in sources(act, ids, ends):
        yield Move(name, source, to if to in ids else source)


def _reached(start: str, moves: Iterable[Move]) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        for move in moves:
            if move.source == here and move.target not in found:
                found.add(move.target)
                ahead.append(move.target)
    return found
