"""Who is to be told: the persons for whom a term holds on the day, and whoever acts for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hetang.authority.authority import Authority
from hetang.authority.relations import PARENT, ROLE, SEATS, Related


def recipients(authority: Authority, terms: Collection[str], related: Related) -> tuple[str, ...]:
    """Persons, sorted; `all` and `clock` name nobody, and whoever may not know of the matter is never among them."""
    told: set[str] = set()
    for term in terms:
        found = {person for person in _candidates(authority, term, related) if authority.stands(term, related, person)}
        told |= found
        for delegation in authority.establishment.delegations:
            given = delegation.giver in found and delegation.holds(authority.day) and delegation.reaches(term, related.kind)
            if given and authority.may_know(delegation.taker, terms, related):
                told.add(delegation.taker)
    return tuple(sorted(told))


def _candidates(authority: Authority, term: str, related: Related) -> Iterator[str]:
    now, day = authority.establishment, authority.day
    matter: Related | None = related
    while term.startswith(PARENT) and matter is not None:
        term, matter = term[len(PARENT) :], matter.parent
    if matter is None:
        return
    if term.startswith(ROLE):
        yield from now.granted(term[len(ROLE) :], day)
    elif term in (*SEATS, "handler", "opener", "party"):
        for id in matter.named(term):
            if id not in now.organisations and id not in now.posts:
                yield id
            yield from now.members(now.successor(id, day), day)
            yield from now.holders(id, day)
