"""Organisations, posts, holders, grants and delegations, each with its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from hetang.authority.delegation import Delegation
from hetang.authority.grants import Grants, Holding
from hetang.terms.trees import Tree
from hetang.terms.words import Text


class DeclaredPost(Protocol):
    """A post as a pack declares it."""

    @property
    def id(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def name(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class Post:
    """One dated state of a post. `head`: whoever holds it leads its organisation."""

    id: str
    organisation: str
    name: Text
    since: date | None = None
    until: date | None = None
    head: bool = False

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Merged:
    """From this day an organisation lives on in another."""

    organisation: str
    into: str
    since: date


@dataclass(frozen=True, eq=False)
class Establishment:
    """All that authority follows from. `posts`: the dated states of each id, latest first."""

    organisations: Tree
    places: Tree
    posts: Mapping[str, tuple[Post, ...]]
    grants: Grants
    delegations: tuple[Delegation, ...] = ()
    people: frozenset[str] = frozenset()
    merged: tuple[Merged, ...] = ()
    _successors: dict[tuple[str, date], str] = field(default_factory=dict, repr=False)

    @classmethod
    def declared(
        cls, organisations: Tree, places: Tree, posts: Iterable[DeclaredPost], grants: Grants, people: Iterable[str] = (),
        delegations: Iterable[Delegation] = (),
    ) -> Establishment:  # fmt: skip
        """What a pack declares, before any change."""
        states = {
            post.id: (
                Post(
                    post.id, post.organisation, post.name,
                    getattr(post, "since", None), getattr(post, "until", None), getattr(post, "head", False),
                ),
            )
            for post in posts
        }  # fmt: skip
        return cls(organisations, places, states, grants, tuple(delegations), frozenset(people))

    @cached_property
    def holders(self) -> Mapping[str, tuple[Holding, ...]]:
        return self.grants.holders

    def post(self, id: str, day: date) -> Post | None:
        """The post as it stands on a day; None where it does not, or its organisation does not."""
        for state in self.posts.get(id, ()):
            if state.holds(day):
                return state if self.organisations.at(state.organisation, day) is not None else None
        return None

    def holder(self, id: str, day: date) -> str | None:
        """Who holds a post on a day; None for a vacancy."""
        if self.post(id, day) is None:
            return None
        return next((held.person for held in self.holders.get(id, ()) if held.holds(day)), None)

    def successor(self, organisation: str, day: date) -> str:
        """The organisation in which this one lives on that day: itself where it was not merged."""
        key = (organisation, day)
        if key not in self._successors:
            found = organisation
            for merger in self.merged:
                if merger.organisation == found and merger.since <= day:
                    found = merger.into
            self._successors[key] = found
        return self._successors[key]
