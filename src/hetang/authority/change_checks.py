"""What each change must find, and what none may leave behind: loops, orphans, administrators who hold more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from hetang.authority import change_refusals as no
from hetang.authority.establishment import Establishment
from hetang.authority.grants import ADMINISTRATORS
from hetang.authority.making import Change, day_of, grant_of, same_grant
from hetang.authority.relations import CLOCK
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree

Check = Callable[[Change, Establishment], Iterable[Refusal]]


def _organisation(change: Change, now: Establishment) -> Iterator[Refusal]:
    """The organisation stands, and what it was on that day is still its last state."""
    id, on = change["organisation"], day_of(change["on"])
    if now.organisations.at(id, on) is None:
        yield no.UNKNOWN_ORGANISATION.filled(organisation=id, day=on)
    yield from _after_last(id, on, [state.since for state in now.organisations.history(id)])


def _after_last(id: str, on: date, days: Iterable[date | None]) -> Iterator[Refusal]:
    last = max((day for day in days if day is not None), default=date.min)
    if on < last:
        yield no.BEFORE_LAST_CHANGE.filled(id=id, last=last, day=on)


def _found(change: Change, now: Establishment) -> Iterator[Refusal]:
    if change["organisation"] in now.organisations:
        yield no.ID_TAKEN.filled(id=change["organisation"])
    if "parent" in change:
        yield from _stands(change["parent"], change, now)


def _stands(organisation: str, change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    if now.organisations.at(organisation, on) is None:
        yield no.UNKNOWN_ORGANISATION.filled(organisation=organisation, day=on)


def _move(change: Change, now: Establishment) -> Iterator[Refusal]:
    yield from _organisation(change, now)
    yield from _stands(change["parent"], change, now)
    if change["parent"] in now.organisations.subtree(change["organisation"], day_of(change["on"])):
        yield no.MAKES_LOOP.filled(id=change["organisation"])


def _merge(change: Change, now: Establishment) -> Iterator[Refusal]:
    yield from _ending(change, now)
    yield from _stands(change["into"], change, now)
    on = day_of(change["on"])
    if change["into"] in now.organisations.subtree(change["organisation"], on):
        yield no.MAKES_LOOP.filled(id=change["organisation"])
    for child in now.organisations.children(change["organisation"], on):
        yield from _after_last(child, on, [state.since for state in now.organisations.history(child)])
    for post in _posts_in(change["organisation"], now, on):
        yield from _after_last(post, on, [state.since for state in now.posts[post]])


def _dissolve(change: Change, now: Establishment) -> Iterator[Refusal]:
    yield from _ending(change, now)
    on = day_of(change["on"])
    for child in now.organisations.children(change["organisation"], on):
        yield no.LEAVES_CHILDREN.filled(id=child, day=on)
    for post in _posts_in(change["organisation"], now, on):
        yield from _post_quiet(post, on, now)


def _ending(change: Change, now: Establishment) -> Iterator[Refusal]:
    """What ends must have stood the day before."""
    yield from _organisation(change, now)
    id, on = change["organisation"], day_of(change["on"])
    if now.organisations.at(id, on) is not None and now.organisations.at(id, on - timedelta(days=1)) is None:
        yield no.BEFORE_LAST_CHANGE.filled(id=id, last=on + timedelta(days=1), day=on)


def _posts_in(organisation: str, now: Establishment, on: date) -> list[str]:
    posts = (now.post(id, on) for id in now.posts)
    return [post.id for post in posts if post is not None and post.organisation == organisation]


def _make_post(change: Change, now: Establishment) -> Iterator[Refusal]:
    if change["post"] in now.posts:
        yield no.ID_TAKEN.filled(id=change["post"])
    yield from _stands(change["organisation"], change, now)


def _post(id: str, change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    if now.post(id, on) is None:
        yield no.UNKNOWN_POST.filled(post=id, day=on)
    else:
        yield from _post_quiet(id, on, now)


def _post_quiet(id: str, on: date, now: Establishment) -> Iterator[Refusal]:
    """Nothing about the post or its holders was entered for a later day."""
    held = [holding.since for holding in now.grants.holders.get(id, ())]
    yield from _after_last(id, on, [*held, *(state.since for state in now.posts[id])])


def _close(change: Change, now: Establishment) -> Iterator[Refusal]:
    yield from _post(change["post"], change, now)


def _appoint(change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    yield from _post(change["post"], change, now)
    yield from _person(change["person"], now)
    for person in now.holders(change["post"], on):
        yield no.POST_HELD.filled(post=change["post"], day=on, person=person)
    yield from _in_order(change)


def _in_order(change: Change) -> Iterator[Refusal]:
    if "until" in change and day_of(change["until"]) < day_of(change["on"]):
        yield no.ENDS_BEFORE.filled(until=change["until"], day=change["on"])


def _person(person: str, now: Establishment) -> Iterator[Refusal]:
    if person == CLOCK:
        yield no.THE_CLOCK
    elif now.people and person not in now.people:
        yield no.UNKNOWN_PERSON.filled(person=person)


def _vacate(change: Change, now: Establishment) -> Iterator[Refusal]:
    yield from _post(change["post"], change, now)
    yield from _held(change["post"], change, now)


def _held(post: str, change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    if now.post(post, on) is not None and not now.holders(post, on):
        yield no.POST_VACANT.filled(post=post, day=on)


def _swap(change: Change, now: Establishment) -> Iterator[Refusal]:
    if change["post"] == change["with"]:
        yield no.SAME_POST
    for post in (change["post"], change["with"]):
        yield from _post(post, change, now)
        yield from _held(post, change, now)


def _enrol(change: Change, now: Establishment) -> Iterator[Refusal]:
    if change["person"] == CLOCK:
        yield no.THE_CLOCK
    elif change["person"] in now.people:
        yield no.ID_TAKEN.filled(id=change["person"])


def _grant(change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    yield from _reach(change, now)
    yield from _in_order(change)
    if now.roles and change["role"] not in now.roles:
        yield no.UNKNOWN_ROLE.filled(role=change["role"], known="、".join(sorted(now.roles)))
    if "person" in change:
        yield from _person(change["person"], now)
    if "post" in change and now.post(change["post"], on) is None:
        yield no.UNKNOWN_POST.filled(post=change["post"], day=on)
    if any(grant.holds(on) and same_grant(grant, grant_of(change)) for grant in now.grants.grants):
        yield no.GRANTED_ALREADY.filled(day=on)


def _reach(change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    if ("person" in change) == ("post" in change):
        yield no.GRANTED_TO
    if "over" not in change and "place" not in change:
        yield no.GRANTED_OVER
    if "over" in change:
        yield from _stands(change["over"], change, now)
    if "place" in change and now.places.at(change["place"], on) is None:
        yield no.UNKNOWN_PLACE.filled(place=change["place"], day=on)


def _revoke(change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    if not any(grant.holds(on) and same_grant(grant, grant_of(change)) for grant in now.grants.grants):
        yield no.NO_SUCH_GRANT.filled(day=on)


def _delegate(change: Change, now: Establishment) -> Iterator[Refusal]:
    on = day_of(change["on"])
    if change["giver"] == change["taker"]:
        yield no.TO_ONESELF
    yield from _in_order(change)
    for person in (change["giver"], change["taker"]):
        yield from _person(person, now)
        if any(grant.role in ADMINISTRATORS for grant in now.grants_of(person, on)):
            yield no.NOT_DELEGABLE.filled(person=person, day=on)


def _recall(change: Change, now: Establishment) -> Iterator[Refusal]:
    giver, taker, on = change["giver"], change["taker"], day_of(change["on"])
    if not any(one.giver == giver and one.until >= on for one in now.delegations if one.taker == taker):
        yield no.NO_SUCH_DELEGATION.filled(giver=giver, taker=taker, day=on)


CHECKS: Mapping[str, Check] = {
    "found": _found,
    "rename": _organisation,
    "move": _move,
    "merge": _merge,
    "dissolve": _dissolve,
    "post": _make_post,
    "close": _close,
    "appoint": _appoint,
    "vacate": _vacate,
    "swap": _swap,
    "enrol": _enrol,
    "grant": _grant,
    "revoke": _revoke,
    "delegate": _delegate,
    "recall": _recall,
}


def faults(before: Establishment, then: Establishment, on: date) -> Iterator[Refusal]:
    """What a change would leave behind from its day on, and was not there before."""
    if before.organisations.nodes != then.organisations.nodes:
        for id in sorted(set(then.organisations.loops()) - set(before.organisations.loops())):
            yield no.MAKES_LOOP.filled(id=id)
        was = dict(_orphaned(before.organisations, on))
        for id, day in _orphaned(then.organisations, on):
            if id not in was:
                yield no.LEAVES_CHILDREN.filled(id=id, day=day)
    if before.grants != then.grants:
        known = set(overfull(before, on))
        for person, day, roles in overfull(then, on):
            if (person, day, roles) not in known:
                yield no.ADMINISTRATOR.filled(person=person, day=day, roles="、".join(roles))


def _orphaned(tree: Tree, on: date) -> Iterator[tuple[str, date]]:
    """Organisations whose parent does not stand, with the first such day from `on`."""
    seen: set[str] = set()
    for day in sorted({on, *(day for day in _days((node.since, node.until) for node in tree.nodes) if day > on)}):
        for id in sorted(tree.ids(day) - seen):
            node = tree.at(id, day)
            if node is not None and node.parent is not None and tree.at(node.parent, day) is None:
                seen.add(id)
                yield id, day


def _days(spans: Iterable[tuple[date | None, date | None]]) -> list[date]:
    """The days on which something begins, and those after which it has ended."""
    found = set[date]()
    for since, until in spans:
        if since is not None:
            found.add(since)
        if until is not None and until < date.max:
            found.add(until + timedelta(days=1))
    return sorted(found)


def overfull(now: Establishment, on: date) -> Iterator[tuple[str, date, tuple[str, ...]]]:
    """Whoever from `on` is an administrator and holds another role too, with the first such day and the roles."""
    granted = [grant for grant in now.grants.grants if grant.role in ADMINISTRATORS]
    held = [now.grants.holders.get(grant.post, ()) for grant in granted if grant.post is not None]
    people = {grant.person for grant in granted if grant.person} | {one.person for holdings in held for one in holdings}
    spans = [(grant.since, grant.until) for grant in now.grants.grants]
    spans += [(one.since, one.until) for holdings in now.grants.holders.values() for one in holdings]
    days = sorted({on, *(day for day in _days(spans) if day > on)}) if people else []
    for person in sorted(people):
        for day in days:
            roles = {grant.role for grant in now.grants_of(person, day)}
            if len(roles) > 1 and roles & ADMINISTRATORS:
                yield person, day, tuple(sorted(roles))
                break
