"""Small cities for the tests of authority: drawn by chance, or written out in short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from hypothesis import strategies as st

from hetang.authority.authority import Authority
from hetang.authority.delegation import Delegation
from hetang.authority.establishment import Establishment, Post
from hetang.authority.grants import Grant, Grants, Holding
from hetang.authority.relations import Related
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

EPOCH = date(2016, 1, 1)
DAY = date(2017, 4, 26)
PEOPLE = tuple(f"p{i}" for i in range(6))
ROLES = ("recorder", "verifier", "inspector", "keeper")
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
KINDS = ("stall", "complaint")


def text(word: str) -> Text:
    return Text(word, word)


def tree(pairs: Mapping[str, str | None]) -> Tree:
    return Tree(Node(id, text(id), parent) for id, parent in pairs.items())


def city(
    organisations: Mapping[str, str | None], holders: Mapping[str, str], grants: Iterable[Grant] = (),
    delegations: Iterable[Delegation] = (), places: Mapping[str, str | None] | None = None, heads: Iterable[str] = (),
) -> Establishment:  # fmt: skip
    """`holders`: person by post, a post being written `organisation.name`."""
    leads = set(heads)
    posts = [Post(id, id.rsplit(".", 1)[0], text(id), head=id in leads) for id in holders]
    held = {id: (Holding(person, EPOCH),) for id, person in holders.items() if person}
    return Establishment.declared(
        tree(organisations), tree(places or {"city": None}), posts, Grants(tuple(grants), held), delegations=delegations
    )


def given(role: str, over: str | None, to: str, **more: object) -> Grant:
    """A grant to a post where `to` has a dot, else to a person."""
    return Grant(role, over, EPOCH, **{"post" if "." in to else "person": to}, **more)  # type: ignore[arg-type]


@st.composite
def trees(draw: st.DrawFn, prefix: str = "o", most: int = 8) -> dict[str, str | None]:
    """A forest: each node under an earlier one, or a root."""
    names = [f"{prefix}{i}" for i in range(draw(st.integers(2, most)))]
    return {
        name: draw(st.sampled_from(names[:i])) if i and draw(st.integers(0, 9)) else None for i, name in enumerate(names)
    }


@st.composite
def establishments(draw: st.DrawFn, administrators: bool = True) -> Establishment:
    """Organisations, posts (some vacant, some people with several), grants to posts and persons, delegations."""
    organisations = draw(trees())
    places = draw(trees("l", 4))
    ids = [f"{draw(st.sampled_from(sorted(organisations)))}.{i}" for i in range(draw(st.integers(2, 12)))]
    holders = {id: draw(st.sampled_from((*PEOPLE, ""))) for id in ids}
    roles = ROLES + (ADMINISTRATORS if administrators else ())
    grants = []
    for _ in range(draw(st.integers(0, 8))):
        place = draw(st.none() | st.sampled_from(sorted(places)))
        over = draw(st.sampled_from(sorted(organisations))) if place is None else draw(
            st.none() | st.sampled_from(sorted(organisations))
        )  # fmt: skip
        to = draw(st.sampled_from(ids) | st.sampled_from(PEOPLE))
        kinds = draw(st.sampled_from([frozenset(), frozenset({"stall"})]))
        grants.append(given(draw(st.sampled_from(roles)), over, to, place=place, kinds=kinds))
    delegations = draw(st.lists(_delegations, max_size=4))
    heads = draw(st.sets(st.sampled_from(ids), max_size=3))
    return city(organisations, holders, grants, delegations, places, heads)


_days = st.sampled_from([EPOCH, date(2017, 1, 1), DAY, date(2017, 12, 31)])
_delegations = st.builds(
    Delegation,
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    _days,
    _days,
    st.frozensets(st.sampled_from((*ROLES, "owner", "opener")), max_size=2),
    st.frozensets(st.sampled_from(KINDS), max_size=1),
)
TERMS = (
    "owner", "handler", "verifier", "attached", "opener", "party", "clock", "all",
    *(f"role:{role}" for role in (*ROLES, *ADMINISTRATORS)), "parent.owner", "parent.role:inspector", "parent.all",
)  # fmt: skip


@st.composite
def matters(draw: st.DrawFn, establishment: Establishment, complained: bool = False, deep: bool = True) -> Related:
    """Any relations to a matter of the city."""
    organisations = st.sampled_from(sorted(establishment.organisations))
    seats = st.none() | organisations | st.sampled_from(sorted(establishment.posts))
    people = st.sampled_from((*PEOPLE, "clock"))
    return Related(
        organisation=draw(organisations),
        place=draw(st.none() | st.sampled_from(sorted(establishment.places))),
        kind=draw(st.sampled_from(KINDS)),
        owner=draw(seats),
        handler=draw(st.none() | people),
        verifier=draw(seats),
        attached=draw(seats),
        opener=draw(st.none() | people),
        parties=draw(st.frozensets(people, max_size=2)),
        complained_of=draw(st.frozensets(st.sampled_from(PEOPLE), min_size=int(complained), max_size=2 * complained)),
        complained_units=draw(st.frozensets(organisations, max_size=int(complained))),
        recused=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=2)),
        sealed=complained or draw(st.booleans()),
        parent=draw(matters(establishment, complained, False)) if deep and draw(st.booleans()) else None,
    )


terms = st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True)


def on(establishment: Establishment, day: date = DAY) -> Authority:
    return Authority(establishment, day)
