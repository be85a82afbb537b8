"""Organisations, posts, holders, grants and delegations, each with its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from hetang.authority.delegation import Delegation
from hetang.authority.grants import Grant, Grants, Holding
from hetang.authority.relations import CLOCK
from hetang.terms.trees import Tree
from hetang.terms.words import Text


class DeclaredPost(Protocol):
    """A post as a pack declares it; `since`, `until` and `head` are read where it has them."""

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
    """All that authority follows from. `posts`: the dated states of each id, latest first.

    `people`: who may be named (empty: anybody); `roles`: what may be granted (empty: anything).
    """

    organisations: Tree
    places: Tree
    posts: Mapping[str, tuple[Post, ...]]
    grants: Grants
    delegations: tuple[Delegation, ...] = ()
    people: frozenset[str] = frozenset()
    merged: tuple[Merged, ...] = ()
    roles: frozenset[str] = frozenset()

    @classmethod
    def declared(
        cls, organisations: Tree, places: Tree, posts: Iterable[DeclaredPost], grants: Grants, people: Iterable[str] = (),
        delegations: Iterable[Delegation] = (), roles: Iterable[str] = (),
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
        return cls(
            organisations, places, states, grants, tuple(delegations), frozenset(people), roles=frozenset(roles)
        )  # fmt: skip

    def post(self, id: str, day: date) -> Post | None:
        """The post as it stands on a day; None where it does not, or its organisation does not."""
        for state in self.posts.get(id, ()):
            if state.holds(day):
                return state if self.organisations.at(state.organisation, day) is not None else None
        return None

    def holders(self, id: str, day: date) -> tuple[str, ...]:
        """Who holds a post on a day; empty for a vacancy."""
        if self.post(id, day) is None:
            return ()
        return tuple(held.person for held in self.grants.holders.get(id, ()) if held.holds(day))

    def posts_of(self, person: str, day: date) -> tuple[Post, ...]:
        """The posts that a person holds on a day, in the order in which they were declared."""
        held = (self.post(id, day) for id, holding in self._held.get(person, ()) if holding.holds(day))
        return tuple(post for post in held if post is not None)

    def organisations_of(self, person: str, day: date) -> frozenset[str]:
        """The organisations in which a person sits on a day."""
        return frozenset(post.organisation for post in self.posts_of(person, day))

    def members(self, organisation: str, day: date) -> tuple[str, ...]:
        """Whoever holds a post in just this organisation on a day."""
        here = (id for id in self._posts_in.get(organisation, ()) if self._sits_in(id, organisation, day))
        return tuple(sorted({person for id in here for person in self.holders(id, day)}))

    def granted(self, role: str, day: date) -> tuple[str, ...]:
        """Whoever holds a role on a day, anywhere."""
        found = set[str]()
        for grant in self.grants.grants:
            if grant.role == role and grant.holds(day):
                found.update(self.holders(grant.post, day) if grant.post is not None else filter(None, [grant.person]))
        return tuple(sorted(found))

    def grants_of(self, person: str, day: date) -> tuple[Grant, ...]:
        """The grants in force for a person, through the posts of that day too, before the rule on administrators."""
        held = list(self._granted_to_person.get(person, ()))
        for post in self.posts_of(person, day):
            held.extend(self._granted_to_post.get(post.id, ()))
        return tuple(grant for grant in held if grant.holds(day))

    def delegations_to(self, person: str, day: date) -> tuple[Delegation, ...]:
        return tuple(one for one in self._delegated.get(person, ()) if one.holds(day))

    def successor(self, organisation: str, day: date) -> str:
        """The organisation in which this one lives on that day: itself where it was not merged."""
        for merger in self.merged:
            if merger.organisation == organisation and merger.since <= day:
                organisation = merger.into
        return organisation

    def _sits_in(self, id: str, organisation: str, day: date) -> bool:
        post = self.post(id, day)
        return post is not None and post.organisation == organisation

    @cached_property
    def _posts_in(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id, states in self.posts.items():
            for organisation in {state.organisation for state in states}:
                found[organisation].append(id)
        return dict(found)

    @cached_property
    def _held(self) -> Mapping[str, list[tuple[str, Holding]]]:
        found: dict[str, list[tuple[str, Holding]]] = defaultdict(list)
        for id, holdings in self.grants.holders.items():
            for holding in holdings:
                if holding.person != CLOCK:
                    found[holding.person].append((id, holding))
        return dict(found)

    @cached_property
    def _granted_to_person(self) -> Mapping[str, list[Grant]]:
        return _by(self.grants.grants, "person")

    @cached_property
    def _granted_to_post(self) -> Mapping[str, list[Grant]]:
        return _by(self.grants.grants, "post")

    @cached_property
    def _delegated(self) -> Mapping[str, list[Delegation]]:
        found: dict[str, list[Delegation]] = defaultdict(list)
        for one in self.delegations:
            if one.giver != one.taker and CLOCK not in (one.giver, one.taker):
                found[one.taker].append(one)
        return dict(found)


def _by(grants: Iterable[Grant], name: str) -> dict[str, list[Grant]]:
    found: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        holder = getattr(grant, name)
        if holder is not None and holder != CLOCK:
            found[holder].append(grant)
    return dict(found)
