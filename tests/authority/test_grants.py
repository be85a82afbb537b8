"""Grants: who may do what, over which organisation, on which day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hetang.authority.grants import ACTS, ADMINISTRATORS, ROLES, WORDS, Grant, Grants, Holding, may
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

DAY = date(2017, 4, 26)


def tree(*pairs: tuple[str, str | None]) -> Tree:
    return Tree(Node(id, Text(id, id), parent) for id, parent in pairs)


CITY = tree(("city", None), ("works", "city"), ("roads", "works"), ("team", "city"))


def test_every_act_has_its_words_and_a_role() -> None:
    assert set(WORDS) == ACTS
    assert not (ROLES["recorder"] & ROLES["verifier"])


def test_a_grant_reaches_down_and_not_up() -> None:
    grants = Grants((Grant("recorder", "works", date(2016, 1, 1), person="an"),))
    assert may(grants, CITY, "an", "record", "roads", DAY) is None
    assert may(grants, CITY, "an", "record", "works", DAY) is None
    refusal = may(grants, CITY, "an", "record", "team", DAY)
    assert refusal is not None and refusal.code == "not_granted" and "recorder" in refusal.accepts.en
    assert may(grants, CITY, "an", "record", None, DAY) is not None


def test_a_grant_follows_the_post_and_ends_with_its_holder() -> None:
    holders = {"head": (Holding("an", date(2016, 1, 1), date(2016, 12, 31)), Holding("bo", date(2017, 1, 1)))}
    grants = Grants((Grant("verifier", "city", date(2016, 1, 1), post="head"),), holders)
    assert may(grants, CITY, "an", "judge", "roads", date(2016, 12, 31)) is None
    assert may(grants, CITY, "an", "judge", "roads", date(2017, 1, 1)) is not None
    assert may(grants, CITY, "bo", "judge", None, DAY) is None


def test_nobody_without_a_name_may_do_anything() -> None:
    grants = Grants((Grant("keeper", "city", date(2016, 1, 1), person="an"),))
    assert all(may(grants, CITY, None, act, None, DAY) is not None for act in ACTS)


@given(st.data())
def test_no_one_acts_without_a_grant_that_covers_the_organisation(data: st.DataObject) -> None:
    names = [f"o{i}" for i in range(data.draw(st.integers(2, 9)))]
    pairs = [(names[0], None)] + [(n, data.draw(st.sampled_from(names[:i]))) for i, n in enumerate(names) if i]
    organisations = tree(*pairs)
    grant = st.builds(
        Grant,
        st.sampled_from(sorted(ROLES)),
        st.sampled_from(names),
        st.just(date(2016, 1, 1)),
        person=st.sampled_from("ab"),
    )
    held = tuple(data.draw(st.lists(grant, max_size=6)))
    for person in "ab":
        theirs = [grant for grant in held if grant.person == person]
        administers = {grant.role for grant in theirs} & ADMINISTRATORS
        if administers:
            theirs = [grant for grant in theirs if {grant.role} == administers]
        for act in ACTS:
            for over in names:
                allowed = may(Grants(held), organisations, person, act, over, DAY) is None
                reason = any(act in ROLES[g.role] and over in organisations.subtree(g.over or "", DAY) for g in theirs)
                assert allowed == reason



days = st.dates(date(2016, 1, 1), date(2016, 12, 31))
spans = st.tuples(days, st.none() | days)


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4), st.lists(days, max_size=3), days)
def test_a_grant_to_a_post_holds_only_while_grant_holder_and_organisation_do(
    granted: list[tuple[date, date | None]], held: list[tuple[date, date | None]], moves: list[date], day: date
) -> None:
    """`roads` moves between two bureaus on the days given; `an` holds the post and the post the grant, for spans of days."""
    turns = [Node("roads", Text.of("roads"), ("team", "works")[turn % 2], since=since) for turn, since in enumerate(moves)]
    bureaus = [Node("city", Text.of("city")), *(Node(id, Text.of(id), "city") for id in ("works", "team"))]
    organisations = Tree([*bureaus, Node("roads", Text.of("roads"), "works"), *turns])
    grants = Grants(
        tuple(Grant("recorder", "works", since, until, post="clerk") for since, until in granted),
        {"clerk": tuple(Holding("an", since, until) for since, until in held)},
    )

    def within(span: tuple[date, date | None]) -> bool:
        return span[0] <= day and (span[1] is None or day <= span[1])

    in_force = any(map(within, granted)) and any(map(within, held))
    below = "roads" in organisations.subtree("works", day)
    assert (may(grants, organisations, "an", "record", "roads", day) is None) == (in_force and below)
    assert may(grants, organisations, "bo", "record", "works", day) is not None
    assert may(grants, organisations, "an", "judge", "works", day) is not None
    assert grants.roles("an", day) == (frozenset({"recorder"}) if in_force else frozenset())


def test_a_refusal_names_nobody_where_nobody_asked() -> None:
    refusal = may(Grants(()), CITY, None, "issue", "nowhere", DAY)
    assert refusal is not None and "nowhere" in refusal.says.en and refusal.accepts.en.endswith("editor")
    everywhere = may(Grants(()), CITY, "an", "issue", None, DAY)
    assert everywhere is not None and "the whole city" in everywhere.says.en
