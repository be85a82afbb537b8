"""The establishment as it stands after changes that were accepted: each kind of change in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from hetang.authority.delegation import Delegation
from hetang.authority.establishment import Establishment, Merged, Post
from hetang.authority.grants import Grant, Grants, Holding
from hetang.terms.dates import parse_day
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

Change = Mapping[str, Any]
State = TypeVar("State", Node, Post)
ONE_DAY = timedelta(days=1)


def after(base: Establishment, changes: Iterable[Change]) -> Establishment:
    """With these changes made, which `decide_change` has accepted; what names nothing known changes nothing."""
    working = _Working(base)
    for change in changes:
        _MAKES[change["change"]](working, change, day_of(change["on"]))
    return working.establishment()


def day_of(text: str) -> date:
    """A day that the form of the change has been checked for."""
    day = parse_day(text)
    assert day is not None
    return day


def grant_of(change: Change) -> Grant:
    """The grant that a change gives or takes, from its first day."""
    until = change.get("until")
    return Grant(
        change["role"], change.get("over"), day_of(change["on"]), None if until is None else day_of(until),
        person=change.get("person"), post=change.get("post"), place=change.get("place"),
        kinds=frozenset(change.get("kinds", ())),
    )  # fmt: skip


def same_grant(one: Grant, other: Grant) -> bool:
    """Whether both give the same to the same, whatever their days."""
    return replace(one, since=date.min, until=None) == replace(other, since=date.min, until=None)


class _Working:
    """An establishment that is being changed."""

    def __init__(self, base: Establishment) -> None:
        self.base = base
        self.nodes: dict[str, list[Node]] = {}
        for node in base.organisations.nodes:
            self.nodes.setdefault(node.id, []).append(node)
        self.posts = {id: list(states) for id, states in base.posts.items()}
        self.holders = {id: list(holdings) for id, holdings in base.grants.holders.items()}
        self.grants = list(base.grants.grants)
        self.delegations = list(base.delegations)
        self.merged = list(base.merged)
        self.people = set(base.people)

    def establishment(self) -> Establishment:
        return Establishment(
            Tree(node for states in self.nodes.values() for node in states),
            self.base.places,
            {
                id: tuple(sorted(states, key=lambda state: state.since or date.min, reverse=True))
                for id, states in self.posts.items()
            },
            Grants(tuple(self.grants), {id: tuple(holdings) for id, holdings in self.holders.items()}),
            tuple(self.delegations), frozenset(self.people), tuple(self.merged), self.base.roles,
        )  # fmt: skip

    def found(self, change: Change, on: date) -> None:
        node = Node(
            change["organisation"], Text.of(change["name"]), change.get("parent"), change.get("kind", ""), since=on
        )
        self.nodes.setdefault(node.id, []).append(node)

    def rename(self, change: Change, on: date) -> None:
        _follow(self.nodes, change["organisation"], on, lambda node: replace(node, name=Text.of(change["name"])))

    def move(self, change: Change, on: date) -> None:
        _follow(self.nodes, change["organisation"], on, lambda node: replace(node, parent=change["parent"]))

    def merge(self, change: Change, on: date) -> None:
        id, into = change["organisation"], change["into"]
        for child in [child for child, states in self.nodes.items() if _under(states, id, on)]:
            _follow(self.nodes, child, on, lambda node: replace(node, parent=into))
        for post, states in self.posts.items():
            if any(state.organisation == id and state.holds(on) for state in states):
                _follow(self.posts, post, on, lambda state: replace(state, organisation=into))
        _end(self.nodes, id, on)
        self.merged.append(Merged(id, into, on))

    def dissolve(self, change: Change, on: date) -> None:
        id = change["organisation"]
        for post, states in self.posts.items():
            if any(state.organisation == id and state.holds(on) for state in states):
                self._close(post, on)
        _end(self.nodes, id, on)

    def post(self, change: Change, on: date) -> None:
        self.posts.setdefault(change["post"], []).append(
            Post(change["post"], change["organisation"], Text.of(change["name"]), on, head=change.get("head", False))
        )

    def close(self, change: Change, on: date) -> None:
        self._close(change["post"], on)

    def appoint(self, change: Change, on: date) -> None:
        until = change.get("until")
        held = Holding(change["person"], on, None if until is None else day_of(until))
        self.holders.setdefault(change["post"], []).append(held)

    def vacate(self, change: Change, on: date) -> None:
        self._leave(change["post"], on)

    def swap(self, change: Change, on: date) -> None:
        one, other = change["post"], change["with"]
        leave, enter = self._leave(one, on), self._leave(other, on)
        self.holders.setdefault(one, []).extend(replace(held, since=on) for held in enter)
        self.holders.setdefault(other, []).extend(replace(held, since=on) for held in leave)

    def enrol(self, change: Change, on: date) -> None:
        self.people.add(change["person"])

    def grant(self, change: Change, on: date) -> None:
        self.grants.append(grant_of(change))

    def revoke(self, change: Change, on: date) -> None:
        taken = grant_of(change)
        self.grants = [
            replace(grant, until=on - ONE_DAY) if grant.holds(on) and same_grant(grant, taken) else grant
            for grant in self.grants
        ]

    def delegate(self, change: Change, on: date) -> None:
        self.delegations.append(delegation_of(change))

    def recall(self, change: Change, on: date) -> None:
        pair = (change["giver"], change["taker"])
        self.delegations = [
            replace(one, until=min(one.until, on - ONE_DAY)) if (one.giver, one.taker) == pair else one
            for one in self.delegations
        ]

    def _close(self, post: str, on: date) -> None:
        self._leave(post, on)
        _end(self.posts, post, on)

    def _leave(self, post: str, on: date) -> list[Holding]:
        """Whoever holds the post that day leaves it the day before."""
        held = self.holders.get(post, [])
        self.holders[post] = [replace(one, until=on - ONE_DAY) if one.holds(on) else one for one in held]
        return [one for one in held if one.holds(on)]


def delegation_of(change: Change) -> Delegation:
    """The delegation that a change makes."""
    return Delegation(
        change["giver"], change["taker"], day_of(change["on"]), day_of(change["until"]),
        frozenset(change.get("roles", ())), frozenset(change.get("kinds", ())),
    )  # fmt: skip


_MAKES: dict[str, Callable[[_Working, Change, date], None]] = {
    "found": _Working.found,
    "rename": _Working.rename,
    "move": _Working.move,
    "merge": _Working.merge,
    "dissolve": _Working.dissolve,
    "post": _Working.post,
    "close": _Working.close,
    "appoint": _Working.appoint,
    "vacate": _Working.vacate,
    "swap": _Working.swap,
    "enrol": _Working.enrol,
    "grant": _Working.grant,
    "revoke": _Working.revoke,
    "delegate": _Working.delegate,
    "recall": _Working.recall,
}


def _under(states: list[Node], parent: str, on: date) -> bool:
    now = _standing(states, on)
    return now is not None and now.parent == parent


def _standing(states: list[State], on: date) -> State | None:
    """The state that holds: where several do, the latest."""
    holding = [state for state in states if state.holds(on)]
    return max(holding, key=lambda state: state.since or date.min, default=None)


def _follow(all_states: dict[str, list[State]], id: str, on: date, made: Callable[[State], State]) -> None:
    """From `on` the state is another; until then it was what it was."""
    now = _standing(all_states.get(id, []), on)
    if now is None:
        return
    all_states[id].remove(now)
    if now.since != on:
        all_states[id].append(replace(now, until=on - ONE_DAY))
    all_states[id].append(replace(made(now), since=on))


def _end(all_states: dict[str, list[State]], id: str, on: date) -> None:
    states = all_states.get(id, [])
    all_states[id] = [replace(state, until=on - ONE_DAY) if state.holds(on) else state for state in states]
