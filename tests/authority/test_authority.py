"""Authority said case by case: who handles, who is told, who stands apart, and how fast it answers."""

import time
from dataclasses import replace
from datetime import date

import pytest

from hetang.authority.authority import Authority
from hetang.authority.delegation import Delegation
from hetang.authority.grants import Grant
from hetang.authority.lines import chain
from hetang.authority.recipients import recipients
from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.authority.relations import Related, is_term, related
from tests.authority.cities import DAY, EPOCH, city, given, tree

ORGANS = {
    "city": None, "party": "city", "discipline": "party", "gov": "city", "works": "gov", "roads": "works", "team": "roads",
    "gardens": "gov", "district": "city", "d-gov": "district", "d-works": "d-gov",
}  # fmt: skip
HOLDERS = {
    "party.secretary": "sun", "discipline.head": "qin", "discipline.clerk": "xu", "gov.mayor": "ma", "works.head": "he",
    "works.clerk": "wu", "roads.head": "luo", "team.lead": "tan", "gardens.head": "gu", "d-works.head": "du", "city.office": "ci",
}  # fmt: skip
TOWN = city(
    ORGANS, HOLDERS,
    [
        given("investigator", "city", "discipline.clerk"), given("inspector", "gov", "gardens.head"),
        given("recorder", "roads", "roads.head"), given("surveyor", None, "works.clerk", place="north"),
        given("surveyor", None, "team.lead", place="north", kinds=frozenset({"household"})),
        given("keeper", "city", "ke"), given("recorder", "works", "out"),
    ],
    [Delegation("qin", "gu", DAY, date(2017, 5, 5)), Delegation("gu", "du", DAY, DAY, frozenset({"inspector"}))],
    {"city": None, "north": "city", "lane": "north", "south": "city"},
    heads=["works.head", "gov.mayor", "discipline.head", "roads.head"],
)  # fmt: skip
AUTHORITY = Authority(TOWN, DAY)


def test_owner_is_a_post_or_an_organisation_and_follows_the_day() -> None:
    assert AUTHORITY.stands("owner", Related("works", owner="works.clerk"), "wu")
    assert not AUTHORITY.stands("owner", Related("works", owner="works.clerk"), "he")
    by_organisation = Related("works", owner="works")
    assert [AUTHORITY.stands("owner", by_organisation, who) for who in ("he", "wu", "luo", "ma")] == [True, True, False, False]
    assert not Authority(TOWN, date(2015, 12, 31)).stands("owner", by_organisation, "he")


def test_a_role_reaches_down_an_organisation_or_a_place_and_only_its_kinds() -> None:
    assert AUTHORITY.stands("role:inspector", Related("team"), "gu")
    assert not AUTHORITY.stands("role:inspector", Related("d-works"), "gu")
    assert AUTHORITY.stands("role:surveyor", Related("d-works", "lane", "stall"), "wu")
    assert not AUTHORITY.stands("role:surveyor", Related("works", "south", "stall"), "wu")
    assert not AUTHORITY.stands("role:surveyor", Related("works", None, "stall"), "wu")
    assert AUTHORITY.stands("role:surveyor", Related("d-works", "north", "household"), "tan")
    assert not AUTHORITY.stands("role:surveyor", Related("d-works", "north", "stall"), "tan")
    limited = city(ORGANS, HOLDERS, [given("surveyor", "works", "works.clerk", place="north")], places={"north": None})
    held = Authority(limited, DAY)
    assert held.stands("role:surveyor", Related("roads", "north"), "wu")
    assert not held.stands("role:surveyor", Related("gardens", "north"), "wu")
    assert held.may("wu", "record", "works") is not None


def test_a_grant_limited_to_a_place_or_a_kind_gives_no_act_outside_matters() -> None:
    grants = [given("recorder", "works", "wu", kinds=frozenset({"stall"})), given("recorder", "works", "he", place="north")]
    limited = Authority(city(ORGANS, HOLDERS, grants, places={"north": None}), DAY)
    assert limited.may("wu", "record", "works") and limited.may("he", "record", "works")
    assert AUTHORITY.may("luo", "record", "team") is None and AUTHORITY.may("luo", "record", "works") is not None


def test_parents_lend_their_relations() -> None:
    child = Related("roads", parent=Related("gov", owner="gov.mayor", parent=Related("city", owner="city.office")))
    assert AUTHORITY.stands("parent.owner", child, "ma") and AUTHORITY.stands("parent.parent.owner", child, "ci")
    assert not AUTHORITY.stands("parent.parent.parent.owner", child, "ci")
    assert not AUTHORITY.stands("parent.owner", replace(child, recused=frozenset({"ma"})), "ma")
    assert not AUTHORITY.stands("parent.owner", replace(child, parent=replace(child.parent, recused={"ma"})), "ma")


@pytest.mark.parametrize(
    ("complained_of", "unit", "handler", "knows"),
    [
        ("luo", "roads", "discipline", {"xu", "qin", "gu"}),  # gu acts for qin
        ("he", "works", "discipline", {"xu", "qin", "gu"}),
        ("he", "works", "gov", {"xu", "ma"}),  # the head of works: the next higher organ
        ("he", "works", "city", {"xu"}),  # higher still is the line again
        ("wu", "works", "gov", {"xu"}),  # not the head
        ("luo", "roads", "gov", {"xu"}),  # the next above roads is works
        ("luo", "roads", "works", {"xu", "he", "wu"}),
        ("qin", "discipline", "party", {"sun"}),  # its own clerk stands below its head
        ("gu", "roads", "works", {"xu"}),  # roads is named without its head: no exception
    ],
)
def test_a_complaint_is_known_outside_the_line_or_to_the_organ_above_its_head(
    complained_of: str, unit: str, handler: str, knows: set[str]
) -> None:
    matter = Related(
        handler, kind="complaint", complained_of=frozenset({complained_of}), complained_units=frozenset({unit}), sealed=True,
        owner=handler,
    )  # fmt: skip
    known = {who for who in HOLDERS.values() if AUTHORITY.may_know(who, ["owner", "role:investigator"], matter)}
    assert known == knows


def test_who_complains_of_his_own_chief_may_open_and_follow_it_and_handle_nothing() -> None:
    opening = related({"opener": "wu", "complained_of": "he", "complained_unit": "works"}, "discipline", kind="complaint", sealed=True)
    assert AUTHORITY.may_act("wu", None, ["all"], opening) is None
    assert AUTHORITY.may_know("wu", ["opener"], opening)
    refusal = AUTHORITY.may_act("wu", None, ["role:surveyor", "owner"], opening)
    assert refusal is not None and refusal.code == "in_the_line"
    assert AUTHORITY.may_act("luo", None, ["all"], opening) == NO_SUCH_MATTER
    mine = related({"opener": "he", "complained_of": "he gu"}, "discipline")
    assert AUTHORITY.may_act("he", None, ["all"], mine) is not None and not AUTHORITY.may_know("he", ["opener"], mine)
    assert mine.complained_of == {"he", "gu"}


def test_the_line_of_the_day_of_opening_counts_after_a_move() -> None:
    moved = replace(TOWN, organisations=tree({**ORGANS, "roads": "gardens"}))
    assert not Authority(moved, DAY).barred("gu", Related("discipline", complained_of=frozenset({"he"})))
    later = city(ORGANS, {**HOLDERS, "works.head": ""})
    held = dict(later.grants.holders) | {"works.head": TOWN.grants.holders["works.head"]}
    left = replace(TOWN.grants.holders["works.head"][0], until=date(2017, 1, 31))
    held["works.head"] = (left,)
    now = Authority(replace(later, grants=replace(later.grants, holders=held)), DAY)
    since = Related("discipline", complained_of=frozenset({"tan"}), opened_on=date(2017, 1, 10))
    assert now.barred("he", since) and not now.barred("he", replace(since, opened_on=None))


def test_somebody_without_a_post_works_where_the_grant_lies() -> None:
    matter = Related("discipline", complained_of=frozenset({"he"}))
    assert AUTHORITY.barred("out", matter) and not AUTHORITY.barred("ke", matter)


def test_a_delegate_gets_what_the_giver_has_that_day_and_hands_nothing_on() -> None:
    matter = Related("discipline", owner="discipline.head")
    assert AUTHORITY.may_act("gu", "qin", ["owner"], matter) is None
    assert AUTHORITY.acting_organisations("gu", "qin", ["owner"], matter) == ("discipline",)
    assert Authority(TOWN, date(2017, 5, 6)).may_act("gu", "qin", ["owner"], matter).code == "not_delegated"
    assert AUTHORITY.may_act("du", "qin", ["owner"], matter).code == "not_delegated"
    assert AUTHORITY.may_act("du", "gu", ["owner"], matter).code == "giver_may_not"
    assert AUTHORITY.may_act("du", "gu", ["role:inspector"], Related("works")) is None
    assert AUTHORITY.may_act("du", "gu", ["owner"], Related("gardens", owner="gardens")).code == "not_delegated"
    assert AUTHORITY.may_act("gu", "qin", ["opener"], Related("city", opener="qin")).code == "not_delegated"
    assert AUTHORITY.may_know("gu", ["owner"], replace(matter, sealed=True))
    assert not AUTHORITY.may_know("du", ["owner"], replace(matter, sealed=True))


def test_who_acts_names_the_organisation_from_which_he_may() -> None:
    matter = Related("team", owner="roads", handler="tan")
    assert AUTHORITY.acting_organisation("luo", "owner", matter) == "roads"
    assert AUTHORITY.acting_organisation("gu", "role:inspector", matter) == "gardens"
    assert AUTHORITY.acting_organisation("ke", "role:keeper", matter) == "city"
    assert AUTHORITY.acting_organisation("tan", "handler", matter) == "team"
    assert AUTHORITY.acting_organisation("tan", "owner", matter) is None
    assert AUTHORITY.acting_organisation("stranger", "all", matter) == "team"
    assert AUTHORITY.acting_organisations("tan", None, ["owner"], matter) == ()


def test_apart_looks_at_second_posts_and_at_both_days() -> None:
    assert AUTHORITY.apart("gu", "gardens", "luo", "roads") is None
    assert AUTHORITY.apart("luo", "roads", "luo", "roads").code == "not_apart_person"
    assert AUTHORITY.apart("he", "works", "tan", "team").code == "not_apart_line"
    assert AUTHORITY.apart("tan", "team", "he", "works").code == "not_apart_line"
    two_posts = city(ORGANS, {**HOLDERS, "team.second": "gu"})
    assert Authority(two_posts, DAY).apart("gu", "gardens", "luo", "roads").code == "not_apart_line"
    assert Authority(two_posts, DAY).apart("luo", "roads", "gu", "gardens").code == "not_apart_line"
    left = replace(two_posts.grants.holders["team.second"][0], until=date(2017, 3, 1))
    moved = replace(two_posts.grants, holders={**two_posts.grants.holders, "team.second": (left,)})
    now = Authority(replace(two_posts, grants=moved), DAY)
    assert now.apart("gu", "gardens", "luo", "roads") is None
    refusal = now.apart("gu", "gardens", "luo", "roads", then=date(2017, 2, 1))
    assert refusal is not None and "team" in refusal.says.en


def test_those_to_be_told_are_persons_and_their_delegates() -> None:
    matter = Related("works", owner="works", attached="gov.mayor", handler="tan", opener="luo", parties=frozenset({"gardens"}))
    assert recipients(AUTHORITY, ["owner", "attached"], matter) == ("he", "ma", "wu")
    assert recipients(AUTHORITY, ["role:inspector", "party", "handler"], matter) == ("du", "gu", "tan")
    assert recipients(AUTHORITY, ["all", "clock", "verifier", "parent.owner"], matter) == ()
    sealed = replace(matter, complained_of=frozenset({"tan"}), sealed=True)
    assert recipients(AUTHORITY, ["owner", "attached", "opener", "role:inspector"], sealed) == ("du", "gu", "luo")


def test_whoever_is_named_must_be_known_where_the_city_names_its_people() -> None:
    named = Authority(replace(TOWN, people=frozenset({"he"})), DAY)
    assert named.may_know("he", ["all"], Related("works")) and not named.may_know("wu", ["all"], Related("works"))


def test_a_matter_of_an_organisation_that_ended_stays_with_those_above_it() -> None:
    gone = tree({**ORGANS})
    nodes = [replace(node, until=date(2017, 1, 31)) if node.id in ("roads", "team") else node for node in gone.nodes]
    ended = type(gone)(nodes)
    assert chain(ended, "team", DAY) == ("works", "gov", "city") and chain(ended, "nowhere", DAY) == ()
    after = Authority(replace(TOWN, organisations=ended), DAY)
    assert after.stands("role:inspector", Related("team"), "gu") and not after.stands("role:recorder", Related("roads"), "luo")


def test_terms_are_told_from_other_words() -> None:
    assert all(map(is_term, ["owner", "role:inspector", "parent.parent.attached", "clock", "all"]))
    assert not any(map(is_term, ["", "role:", "owners", "parent.", "complained_of", "role"]))


def test_a_question_takes_less_than_ten_microseconds() -> None:
    """A thousand organisations, two thousand posts, a grant each; the best of several rounds, in time of this process."""
    organs = {f"o{i}": f"o{(i - 1) // 4}" if i else None for i in range(1000)}
    holders = {f"o{i % 1000}.{i}": f"p{i % 1500}" for i in range(2000)}
    grants = [Grant("inspector", f"o{i % 1000}", EPOCH, post=post) for i, post in enumerate(holders)]
    authority = Authority(city(organs, holders, grants), DAY)
    plain = [Related(f"o{i}", owner=f"o{i}", attached=f"o{i // 4}.{i // 4}") for i in range(0, 1000, 10)]
    sealed = [replace(one, complained_of=frozenset({f"p{i}"}), sealed=True) for i, one in enumerate(plain)]
    people = [f"p{i}" for i in range(0, 1500, 30)]
    questions = [(person, matter) for person in people for matter in (*plain, *sealed)]
    for name, ask in (
        ("may_act", lambda person, matter: authority.matches(("owner", "attached", "role:inspector"), matter, person)),
        ("may_know", lambda person, matter: authority.may_know(person, ("owner", "role:inspector"), matter)),
        ("apart", lambda person, matter: authority.apart(person, "o7", "p9", matter.organisation, date(2017, 4, 1))),
        ("may", lambda person, matter: authority.may(person, "record", matter.organisation)),
    ):
        rounds = []
        for first in range(0, 2 * len(questions), 500):  # the first round fills what is remembered
            some = [questions[i % len(questions)] for i in range(first, first + 500)]
            begun = time.process_time()
            for person, matter in some:
                ask(person, matter)
            rounds.append((time.process_time() - begun) / len(some))
        assert min(rounds) < 10e-6, (name, rounds)
