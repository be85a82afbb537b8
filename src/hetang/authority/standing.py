"""How a person stands to a matter on one day: himself, by relation, post or grant, and unless something bars him."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from hetang.authority.delegation import Delegation
from hetang.authority.establishment import Establishment, Post
from hetang.authority.grants import ADMINISTRATORS, Grant, effective
from hetang.authority.lines import Lines
from hetang.authority.relations import ALL, CLOCK, PARENT, PERSONAL, ROLE, SEATS, Related


@dataclass(frozen=True, slots=True)
class Seat:
    """What a person holds on the day: where he sits, what was granted to him, for whom he may act."""

    held: tuple[Post, ...]
    posts: frozenset[str]
    organisations: frozenset[str]
    grants: tuple[Grant, ...]
    roles: frozenset[str]
    delegations: tuple[Delegation, ...]
    givers: frozenset[str]
    administrator: bool
    known: bool


class Standing:
    """For one establishment and one day; it remembers what it has worked out."""

    def __init__(self, establishment: Establishment, day: date) -> None:
        self.establishment = establishment
        self.day = day
        self.lines = Lines(establishment, day)
        self._seats: dict[str | None, Seat] = {}

    def stands(self, term: str, related: Related, person: str | None) -> bool:
        """Whether a person himself stands to the matter as the term says."""
        if not person:
            return False
        if person == CLOCK or term == CLOCK:
            return person == term
        return self._eligible(term, related, person) and self._holds(term, related, person)

    def matches(self, terms: Collection[str], related: Related, person: str | None) -> bool:
        """Whether any of the terms holds for the person himself, without delegations."""
        return any(self.stands(term, related, person) for term in terms)

    def seat(self, person: str | None) -> Seat:
        """Everything a person holds on the day; for lists that are narrowed before each line is asked about."""
        found = self._seats.get(person)
        if found is None:
            found = self._seats[person] = self._seat(person or "")
        return found

    def roles(self, person: str | None) -> frozenset[str]:
        """The roles in force for a person, anywhere."""
        return self.seat(person).roles

    def is_administrator(self, person: str | None) -> bool:
        """Whether the person holds one of the three administrators' roles."""
        return self.seat(person).administrator

    def in_line(self, person: str, related: Related) -> bool:
        """Whether somebody is complained of and the person is he, or sits in the line of his unit."""
        if not related.complained_of and not related.complained_units:
            return False
        if person in related.complained_of:
            return True
        line, seat = self.lines.complained(related), self.seat(person)
        if not seat.organisations.isdisjoint(line.whole):
            return True
        if not seat.held and any(grant.over in line.own for grant in seat.grants):
            return True  # who holds no post works where his grant lies
        then = related.opened_on
        return then is not None and not self.establishment.organisations_of(person, then).isdisjoint(line.whole)

    def complains(self, person: str, related: Related) -> bool:
        """Whether the person himself brought or is party to a matter in which he is not complained of."""
        return person not in related.complained_of and (person == related.opener or person in related.parties)

    def covering(self, person: str, term: str, related: Related) -> Iterator[Grant]:
        """The grants by which a term `role:NAME` holds for a person."""
        role = term[len(ROLE) :]
        return (grant for grant in self.seat(person).grants if grant.role == role and _covers(grant, related, self.lines))

    def sits(self, person: str, id: str) -> bool:
        """Whether the person holds that post, or any post in that organisation as it lives on."""
        seat = self.seat(person)
        return id in seat.posts or self.establishment.successor(id, self.day) in seat.organisations

    def _seat(self, person: str) -> Seat:
        now, day = self.establishment, self.day
        posts, granted, delegations = now.posts_of(person, day), now.grants_of(person, day), now.delegations_to(person, day)
        grants = effective(granted)
        return Seat(
            posts,
            frozenset(post.id for post in posts),
            frozenset(post.organisation for post in posts),
            grants,
            frozenset(grant.role for grant in grants),
            delegations,
            frozenset(one.giver for one in delegations),
            any(grant.role in ADMINISTRATORS for grant in granted),
            bool(person) and person != CLOCK and (not now.people or person in now.people),
        )

    def _eligible(self, term: str, related: Related, person: str) -> bool:
        seat = self.seat(person)
        if seat.administrator or not seat.known or person in related.recused:
            return False
        if not self.in_line(person, related):
            return True
        return term in (*PERSONAL, ALL) and self.complains(person, related)

    def _holds(self, term: str, related: Related, person: str) -> bool:
        if term.startswith(ROLE):
            return any(True for _ in self.covering(person, term, related))
        if term.startswith(PARENT):
            return related.parent is not None and self.stands(term[len(PARENT) :], related.parent, person)
        if term == ALL:
            return True
        named = related.named(term)
        if term in SEATS:
            return any(self.sits(person, id) for id in named)
        return person in named or (term == "party" and any(self.sits(person, id) for id in named))


def _covers(grant: Grant, related: Related, lines: Lines) -> bool:
    if grant.kinds and related.kind not in grant.kinds:
        return False
    if grant.place is not None:
        if related.place is None or grant.place not in lines.places_upto(related.place):
            return False
        if grant.over is None:
            return True
    return grant.over in lines.organisations_upto(related.organisation)
