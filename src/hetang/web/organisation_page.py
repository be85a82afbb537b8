"""Organisations and posts: who holds which post on a day, and what they were before."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hetang.authority.establishment import Establishment, Post
from hetang.terms.trees import Tree
from hetang.web import spelling
from hetang.web.desk import Desk
from hetang.web.pages import address


def tree(desk: Desk, day: date, top: str | None) -> list[dict[str, Any]]:
    """An organisation and those right below it, or the roots and theirs, with their posts and who holds them."""
    establishment = desk.asker.authority.establishment
    seats, organisations = _seats(establishment, day), establishment.organisations
    told = []
    for id, level in _walk(organisations, day, top):
        node = organisations.at(id, day)
        if node is not None:
            below = len(organisations.children(id, day))
            told.append(
                {
                    "href": f"{address('organisation', id)}?day={day.isoformat()}",
                    "name": desk.said(node.name),
                    "level": level,
                    "below": below if level else 0,
                    "below_href": f"{address('organisations')}?top={id}&day={day.isoformat()}",
                    "posts": [_post(desk, establishment, post, day) for post in seats.get(id, ())],
                }
            )
    return told


def way(desk: Desk, day: date, top: str | None) -> list[tuple[str, str]]:
    """From the roots down to the organisation on top of the page, as (address, name)."""
    if top is None:
        return []
    above = [*reversed(desk.organisations.ancestors(top, day)), top]
    return [(f"{address('organisations')}?top={id}&day={day.isoformat()}", desk.organisation(id)) for id in above]


def _walk(organisations: Tree, day: date, top: str | None) -> Iterable[tuple[str, int]]:
    for id in (top,) if top is not None else organisations.roots(day):
        yield id, 0
        yield from ((child, 1) for child in organisations.children(id, day))


def _seats(establishment: Establishment, day: date) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for id in establishment.posts:
        post = establishment.post(id, day)
        if post is not None:
            found.setdefault(post.organisation, []).append(post)
    return found


def _post(desk: Desk, establishment: Establishment, post: Post, day: date) -> dict[str, Any]:
    return {
        "name": desk.said(post.name),
        "head": post.head,
        "holders": [desk.person_name(person) for person in establishment.holders(post.id, day)],
    }


def states(desk: Desk, id: str) -> list[dict[str, str]]:
    """What the organisation was called and where it stood, the latest first."""
    establishment = desk.asker.authority.establishment
    merged = [
        {
            "span": spelling.span(one.since, None, desk.lang),
            "name": desk.plain("organisations.merged", into=desk.organisation(one.into)),
            "above": "",
        }
        for one in establishment.merged
        if one.organisation == id
    ]
    return merged + [
        {
            "span": spelling.span(node.since, node.until, desk.lang),
            "name": desk.said(node.name),
            "above": desk.organisation(node.parent) if node.parent else "",
        }
        for node in establishment.organisations.history(id)
    ]


def posts(desk: Desk, id: str, day: date) -> list[dict[str, Any]]:
    """Its posts, each with everybody who has held it, the latest first."""
    establishment = desk.asker.authority.establishment
    found = [
        (post_id, states)
        for post_id, states in establishment.posts.items()
        if any(state.organisation == id for state in states)
    ]
    told = []
    for post_id, post_states in found:
        held = sorted(establishment.grants.holders.get(post_id, ()), key=lambda one: one.since or date.min, reverse=True)
        told.append(
            {
                "name": desk.said(post_states[0].name),
                "now": [desk.person_name(person) for person in establishment.holders(post_id, day)],
                "held": [
                    {
                        "person": desk.person_name(one.person),
                        "span": spelling.span(one.since, one.until, desk.lang),
                        "now": one.holds(day),
                    }
                    for one in held
                ],
            }
        )
    return told
