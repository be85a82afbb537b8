"""Lines of organisation: what stands above, and who sits in the line of somebody complained of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hetang.authority.establishment import Establishment
from hetang.authority.relations import Related
from hetang.terms.trees import Tree


@dataclass(frozen=True, slots=True)
class Line:
    """`own`: the units complained of and all below them; `whole`: these and all above them."""

    own: frozenset[str]
    whole: frozenset[str]


class Lines:
    """Remembers, for one establishment and one day, what lies above and below."""

    def __init__(self, establishment: Establishment, day: date) -> None:
        self.establishment = establishment
        self.day = day
        self._organisations: dict[str, frozenset[str]] = {}
        self._places: dict[str, frozenset[str]] = {}
        self._complained: dict[tuple[object, ...], Line] = {}

    def organisations_upto(self, id: str) -> frozenset[str]:
        """The organisation, as it lives on that day, and all above it; of one dissolved those that stood above it."""
        found = self._organisations.get(id)
        if found is None:
            at = self.establishment.successor(id, self.day)
            found = self._organisations[id] = frozenset(chain(self.establishment.organisations, at, self.day))
        return found

    def places_upto(self, id: str) -> frozenset[str]:
        """The place and all around it."""
        found = self._places.get(id)
        if found is None:
            found = self._places[id] = frozenset(chain(self.establishment.places, id, self.day))
        return found

    def shared(self, mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, str] | None:
        """Two organisations, one of each, of which one is the other or stands above it; the first by name."""
        left, right = [self._now(id) for id in mine], [self._now(id) for id in theirs]
        found = [
            (one, other)
            for one, here, over_one in left
            for other, there, over_other in right
            if here == there or here in over_other or there in over_one
        ]
        return min(found) if found else None

    def _now(self, id: str) -> tuple[str, str, frozenset[str]]:
        """An organisation, what it lives on in, and all above."""
        return id, self.establishment.successor(id, self.day), self.organisations_upto(id)

    def complained(self, related: Related) -> Line:
        """The line of those complained of, on this day and on the day on which the matter was opened."""
        key = (related.complained_of, related.complained_units, related.organisation, related.opened_on)
        found = self._complained.get(key)
        if found is None:
            lines = [self._line(related, day) for day in {self.day, related.opened_on or self.day}]
            own = frozenset().union(*(line.own for line in lines))
            found = self._complained[key] = Line(own, own.union(*(line.whole for line in lines)))
        return found

    def _line(self, related: Related, day: date) -> Line:
        now, tree = self.establishment, self.establishment.organisations
        units = {now.successor(unit, day) for unit in related.complained_units} | related.complained_units
        posts = [post for person in related.complained_of for post in now.posts_of(person, day)]
        units.update(post.organisation for post in posts)
        headed = {post.organisation for post in posts if post.head}
        handler = now.successor(related.organisation, day)
        above, below = set[str](), set(units)
        for unit in units:
            below |= tree.subtree(unit, day)
            over = set(chain(tree, unit, day))
            if unit in headed and handler == self._next_higher(unit, day):
                over.discard(handler)
            above |= over
        return Line(frozenset(below), frozenset(above | below))

    def _next_higher(self, unit: str, day: date) -> str | None:
        """The nearest organisation above in which anybody can sit: regions and groups have no posts."""
        posts = (self.establishment.post(id, day) for id in self.establishment.posts)
        seated = {post.organisation for post in posts if post is not None}
        return next((id for id in self.establishment.organisations.ancestors(unit, day) if id in seated), None)


def chain(tree: Tree, id: str, day: date) -> tuple[str, ...]:
    """A node that stands, and all above it; of a node that has ended, what stands above its last parent."""
    passed: set[str] = set()
    while tree.at(id, day) is None:
        states = tree.history(id)
        parent = states[0].parent if states else None
        if parent is None or parent in passed:
            return ()
        passed.add(parent)
        id = parent
    return (id, *tree.ancestors(id, day))
