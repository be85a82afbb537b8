"""Who may do and see what on one day: every answer follows from posts, grants, relations and delegations of that day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from hetang.authority import refusals as no
from hetang.authority.establishment import Establishment
from hetang.authority.grants import may
from hetang.authority.lines import Lines
from hetang.authority.relations import ALL, CLOCK, PARENT, ROLE, SEATS, Related
from hetang.authority.standing import Seat, Standing
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

__all__ = ["Authority", "Seat"]


class Authority(Standing):
    """Answers for one establishment on one day; keep it for the day, since it remembers what it has worked out.

    No term ever matches an administrator, a recused person, nobody (None or "") or, where somebody is complained of, that
    person and the line of his unit. The clock matches the term `clock` and nothing else.
    """

    def __init__(self, establishment: Establishment, day: date) -> None:
        super().__init__(establishment, day)
        self._other_lines: dict[date, Lines] = {}
        self._other_seats: dict[tuple[str, date], frozenset[str]] = {}
        self._apart: dict[tuple[str, str, str, str, date | None], Refusal | None] = {}
        self._answers: dict[tuple[str | None, str, str | None], Refusal | None] = {}

    def may_act(self, person: str | None, for_: str | None, terms: Collection[str], related: Related) -> Refusal | None:
        """None where the person may do an act that these terms allow, himself or for the giver of a delegation.

        Ask `may_know` first. Who is barred gets the same `no_such_matter` as for an id that nobody has.
        """
        if not person or self.is_administrator(person):
            return no.NO_SUCH_MATTER
        if self.in_line(person, related) and not self.complains(person, related):
            return no.IN_THE_LINE.filled(person=person) if person == related.opener else no.NO_SUCH_MATTER
        if person in related.recused:
            return no.RECUSED.filled(person=person)
        if for_ is None or for_ == person:
            if self.matches(terms, related, person):
                return None
            if person == related.opener and self.in_line(person, related):
                return no.IN_THE_LINE.filled(person=person)
            return no.NOT_ENTITLED.filled(person=person, day=self.day, terms=_listed(terms))
        return self._may_for(person, for_, terms, related)

    def may_second(
        self, first: str, second: str | None, for_: str | None, terms: Collection[str], related: Related
    ) -> Refusal | None:
        """None where the second of two persons is entitled like the first, and neither the same nor bound to him."""
        if not second or second in (first, for_):
            return no.SECOND_MISSING
        if not self.matches(terms, related, second):
            return no.SECOND_NOT_ENTITLED.filled(person=second, day=self.day, terms=_listed(terms))
        return None

    def may_know(self, person: str | None, sees: Collection[str], related: Related) -> bool:
        """Whether the person may learn that the matter exists: `sees` himself, or for a giver of a delegation."""
        if not person or person == CLOCK or self.is_administrator(person) or self.barred(person, related):
            return False
        if self.matches(sees, related, person):
            return True
        if person in related.recused:
            return ALL in sees and not related.sealed  # whoever steps back may still read what everybody may
        return not self.in_line(person, related) and any(
            one.reaches(term, related.kind) and self.stands(term, related, one.giver)
            for one in self.seat(person).delegations
            for term in sees
        )

    def barred(self, person: str | None, related: Related) -> bool:
        """Whether the person may learn nothing: he is complained of, or stands in the line of such a unit.

        Whoever complained of his own line is not barred from what `opener` and `party` may see.
        """
        return person is not None and self.in_line(person, related) and not self.complains(person, related)

    def apart(
        self, person: str, organisation: str, other_person: str, other_organisation: str, then: date | None = None
    ) -> Refusal | None:
        """None where two acts are by two persons of two lines of organisation, on this day and on that of the other act.

        Second posts count: who sits anywhere in the line of the other's organisation does not stand apart from it.
        The clock sits nowhere: what it did is nobody's own.
        """
        if CLOCK in (person, other_person):
            return None
        key = (person, organisation, other_person, other_organisation, then)
        if key not in self._apart:
            self._apart[key] = self._stands_apart(*key)
        return self._apart[key]

    def acting_organisation(self, person: str, term: str, related: Related) -> str | None:
        """The organisation for which a person acts under a term; None where the term does not hold for him."""
        if not self.stands(term, related, person):
            return None
        return next(self._acting(person, term, related), related.organisation)

    def acting_organisations(
        self, person: str, for_: str | None, terms: Sequence[str], related: Related
    ) -> tuple[str, ...]:
        """Every organisation that an act may name in `by`, the fitting one first; a delegate acts for the giver's."""
        actor = for_ or person
        found: dict[str, None] = {}
        for term in terms:
            if self.stands(term, related, actor):
                found.update(dict.fromkeys(self._acting(actor, term, related)))
        return tuple(found) or ((related.organisation,) if self.matches(terms, related, actor) else ())

    def may(self, person: str | None, act: str, over: str | None) -> Refusal | None:
        """The acts outside matters (grants.ROLES): facts, bulletins, packs, the establishment."""
        key = (person, act, over)
        if key not in self._answers:
            named = None if person == CLOCK else person
            now = self.establishment
            self._answers[key] = may(now.grants, now.organisations, named, act, over, self.day)
        return self._answers[key]

    def _stands_apart(
        self, person: str, organisation: str, other_person: str, other_organisation: str, then: date | None
    ) -> Refusal | None:
        if person == other_person:
            return no.SAME_PERSON.filled(person=person)
        days = (self.day,) if then is None or then == self.day else (self.day, then)
        mine, theirs = {organisation}, {other_organisation}
        for day in days:
            mine |= self._seats_on(person, day)
            theirs |= self._seats_on(other_person, day)
        for day in days:  # a reorganisation or a move between two acts makes nobody independent of what was his
            shared = self._lines_on(day).shared(mine, theirs)
            if shared is not None:
                one, other = shared
                return no.SAME_LINE.filled(person=person, mine=self._name(one), theirs=self._name(other))
        return None

    def _may_for(self, person: str, giver: str, terms: Collection[str], related: Related) -> Refusal | None:
        given = [one for one in self.seat(person).delegations if one.giver == giver]
        if not given or not self.seat(person).known or self.in_line(person, related):
            return no.NOT_DELEGATED.filled(giver=giver, person=person, day=self.day)
        held = [term for term in terms if self.stands(term, related, giver)]
        if not held:
            return no.GIVER_MAY_NOT.filled(giver=giver, day=self.day, terms=_listed(terms))
        if any(one.reaches(term, related.kind) for one in given for term in held):
            return None
        return no.NOT_DELEGATED.filled(giver=giver, person=person, day=self.day)

    def _acting(self, person: str, term: str, related: Related) -> Iterator[str]:
        if person == CLOCK:
            yield related.organisation
            return
        while term.startswith(PARENT) and related.parent is not None:
            term, related = term[len(PARENT) :], related.parent
        posts = {post.id: post.organisation for post in self.seat(person).held}
        if term.startswith(ROLE):
            for grant in self.covering(person, term, related):
                at = posts.get(grant.post) if grant.post is not None else next(iter(posts.values()), grant.over)
                if at is not None:
                    yield at
            return
        if term in SEATS:
            for id in related.named(term):
                at = posts.get(id, self.establishment.successor(id, self.day))
                if at in posts.values():
                    yield at
            return
        yield from posts.values()

    def _seats_on(self, person: str, day: date) -> frozenset[str]:
        if day == self.day:
            return self.seat(person).organisations
        found = self._other_seats.get((person, day))
        if found is None:
            found = self._other_seats[(person, day)] = self.establishment.organisations_of(person, day)
        return found

    def _lines_on(self, day: date) -> Lines:
        if day == self.day:
            return self.lines
        if day not in self._other_lines:
            self._other_lines[day] = Lines(self.establishment, day)
        return self._other_lines[day]

    def _name(self, organisation: str) -> Text:
        states = self.establishment.organisations.history(organisation)
        node = self.establishment.organisations.at(organisation, self.day) or (states[0] if states else None)
        return Text(organisation, organisation) if node is None else node.name


def _listed(terms: Iterable[str]) -> str:
    return "、".join(sorted(terms))
