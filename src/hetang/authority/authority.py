"""Who may do and see what on one day: every answer follows from posts, grants, relations and delegations of that day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from hetang.authority.establishment import Establishment
from hetang.authority.relations import Related
from hetang.terms.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Seat:
    """What a person holds on the day: where he sits, what was granted to him, for whom he may act."""

    posts: frozenset[str]
    organisations: frozenset[str]
    roles: frozenset[str]
    givers: frozenset[str]


class Authority:
    """Answers for one establishment on one day; keep it for the day, since it remembers what it has worked out.

    No term ever matches an administrator, a recused person, nobody (None or "") or, where somebody is complained of, that
    person and the line of his unit. The clock matches the term `clock` and nothing else.
    """

    def __init__(self, establishment: Establishment, day: date) -> None:
        self.establishment = establishment
        self.day = day

    def stands(self, term: str, related: Related, person: str | None) -> bool:
        """Whether a person himself stands to the matter as the term says."""
        raise NotImplementedError

    def matches(self, terms: Collection[str], related: Related, person: str | None) -> bool:
        """Whether any of the terms holds for the person himself, without delegations."""
        raise NotImplementedError

    def may_act(self, person: str | None, for_: str | None, terms: Collection[str], related: Related) -> Refusal | None:
        """None where the person may do an act that these terms allow, himself or for the giver of a delegation.

        Ask `may_know` first. Who is barred gets the same `no_such_matter` as for an id that nobody has.
        """
        raise NotImplementedError

    def may_second(
        self, first: str, second: str | None, for_: str | None, terms: Collection[str], related: Related
    ) -> Refusal | None:
        """None where the second of two persons is entitled like the first, and neither the same nor bound to him."""
        raise NotImplementedError

    def may_know(self, person: str | None, sees: Collection[str], related: Related) -> bool:
        """Whether the person may learn that the matter exists: `sees` himself, or for a giver of a delegation."""
        raise NotImplementedError

    def barred(self, person: str | None, related: Related) -> bool:
        """Whether somebody is complained of and the person is he, or stands in the line of his unit."""
        raise NotImplementedError

    def apart(
        self, person: str, organisation: str, other_person: str, other_organisation: str, then: date | None = None
    ) -> Refusal | None:
        """None where two acts are by two persons of two lines of organisation, on this day and on that of the other act.

        Second posts count: who sits anywhere in the line of the other's organisation does not stand apart from it.
        """
        raise NotImplementedError

    def acting_organisation(self, person: str, term: str, related: Related) -> str | None:
        """The organisation for which a person acts under a term; None where the term does not hold for him."""
        raise NotImplementedError

    def acting_organisations(self, person: str, for_: str | None, terms: Sequence[str], related: Related) -> tuple[str, ...]:
        """Every organisation that an act may name in `by`, the fitting one first."""
        raise NotImplementedError

    def may(self, person: str | None, act: str, over: str | None) -> Refusal | None:
        """The acts outside matters (grants.ROLES): facts, bulletins, packs, the establishment."""
        raise NotImplementedError

    def seat(self, person: str | None) -> Seat:
        """Everything a person holds on the day; for lists that are narrowed before each line is asked about."""
        raise NotImplementedError

    def roles(self, person: str | None) -> frozenset[str]:
        """The roles in force for a person, anywhere."""
        raise NotImplementedError

    def is_administrator(self, person: str | None) -> bool:
        """Whether the person holds one of the three administrators' roles."""
        raise NotImplementedError
