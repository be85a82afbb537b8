"""Reorganisation, appointments and grants as data: what they make, what they refuse, what was known when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hetang.authority import change_refusals
from hetang.authority.authority import Authority
from hetang.authority.changes import OWN, REACH, RIGHTS, STRUCTURE, Dated, decide_change, may_change, overlay
from hetang.authority.delegation import Delegation
from hetang.authority.establishment import Establishment
from hetang.authority.relations import Related
from hetang.terms.refusals import Refusal
from tests.authority.cities import DAY, city, given

ORGANS = {"city": None, "gov": "city", "works": "gov", "roads": "works", "gardens": "gov", "parks": "gardens"}
HOLDERS = {
    "gov.mayor": "ma", "works.head": "he", "roads.head": "luo", "gardens.head": "gu", "parks.head": "", "city.system": "sy",
    "city.security": "se", "city.keeper": "ke", "city.audit": "au",
}  # fmt: skip
GRANTS = [
    given("system_admin", "city", "city.system"), given("security_admin", "city", "city.security"),
    given("audit_admin", "city", "city.audit"), given("keeper", "city", "city.keeper"), given("inspector", "gardens", "gardens.head"),
    given("recorder", "works", "works.head"), given("recorder", "roads", "luo"),
]  # fmt: skip
PEOPLE = ("ma", "he", "luo", "gu", "sy", "se", "ke", "au", "new")
BASE = Establishment.declared(
    (TOWN := city(ORGANS, HOLDERS, GRANTS, places={"north": None})).organisations, TOWN.places,
    [state for (state,) in TOWN.posts.values()], TOWN.grants, PEOPLE, roles=["recorder", "inspector", "system_admin", "audit_admin"],
)  # fmt: skip
ON = "2017-03-01"
MARCH = date(2017, 3, 1)
BEFORE = date(2017, 2, 28)
Change = dict[str, Any]


def change(what: str, on: str = ON, **fields: Any) -> Change:
    return {"change": what, "on": on, **fields}


def codes(refused: list[Refusal]) -> list[str]:
    return [refusal.code for refusal in refused]


def made(*changes: Change, takeover: bool = False) -> Establishment:
    assert decide_change(changes, BASE, DAY, takeover) == []
    return overlay(BASE, [Dated(one, DAY) for one in changes])


NAME = {"zh": "道路处", "en": "Roads"}


def test_a_rename_holds_from_its_day_and_leaves_the_past() -> None:
    now = made(change("rename", organisation="works", name=NAME)).organisations
    assert now.at("works", MARCH).name.zh == "道路处" and now.at("works", BEFORE).name.zh == "works"
    assert now.at("works", MARCH).parent == "gov"


def test_a_move_takes_along_what_lies_below_and_who_may_what_follows() -> None:
    now = made(change("move", organisation="roads", parent="gardens"))
    roads = Related("roads")
    assert Authority(now, MARCH).stands("role:inspector", roads, "gu")
    assert not Authority(now, BEFORE).stands("role:inspector", roads, "gu")
    assert Authority(now, MARCH).stands("role:recorder", roads, "luo")
    assert not Authority(now, MARCH).stands("role:recorder", roads, "he")
    assert Authority(now, MARCH).apart("gu", "gardens", "luo", "roads") is not None
    assert Authority(now, MARCH).apart("he", "works", "luo", "roads", then=BEFORE) is not None
    assert Authority(now, MARCH).apart("he", "works", "luo", "roads", then=MARCH) is None


def test_a_merger_hands_over_posts_children_and_matters_but_no_wider_right() -> None:
    now = made(change("merge", organisation="works", into="gardens"))
    assert now.organisations.at("works", MARCH) is None and now.organisations.at("works", BEFORE) is not None
    assert now.organisations.at("roads", MARCH).parent == "gardens"
    assert now.organisations_of("he", MARCH) == {"gardens"} and now.organisations_of("he", BEFORE) == {"works"}
    authority = Authority(now, MARCH)
    matter = Related("works", owner="works")
    assert authority.stands("owner", matter, "gu") and authority.stands("role:inspector", matter, "gu")
    assert authority.acting_organisation("gu", "owner", matter) == "gardens"
    assert not authority.stands("role:recorder", matter, "he") and not authority.stands(
        "role:recorder", Related("gardens"), "he"
    )
    assert authority.may("he", "record", "gardens") is not None
    twice = overlay(now, [Dated(change("merge", "2017-04-01", organisation="gardens", into="gov"), DAY)])
    assert twice.successor("works", DAY) == "gov" and twice.successor("works", MARCH) == "gardens"


def test_what_is_dissolved_ends_with_its_posts() -> None:
    now = made(change("dissolve", organisation="roads"))
    assert now.post("roads.head", MARCH) is None and now.holders("roads.head", BEFORE) == ("luo",)
    assert now.posts_of("luo", MARCH) == () and now.organisations.children("works", MARCH) == ()


def test_leaders_come_go_and_swap() -> None:
    now = made(change("swap", post="works.head", **{"with": "gardens.head"}))
    assert (now.holders("works.head", MARCH), now.holders("gardens.head", MARCH)) == (("gu",), ("he",))
    assert (now.holders("works.head", BEFORE), now.holders("gardens.head", BEFORE)) == (("he",), ("gu",))
    assert Authority(now, MARCH).stands("role:inspector", Related("parks"), "he")
    left = made(change("vacate", post="works.head"), change("appoint", "2017-03-10", post="works.head", person="new"))
    assert [left.holders("works.head", date(2017, 3, day)) for day in (1, 9, 10)] == [(), (), ("new",)]
    assert made(change("close", post="works.head")).holders("works.head", MARCH) == ()
    short = made(change("appoint", post="parks.head", person="new", until="2017-03-31"))
    assert (
        short.holders("parks.head", date(2017, 3, 31)) == ("new",)
        and short.holders("parks.head", date(2017, 4, 1)) == ()
    )


def test_a_new_office_gets_its_post_its_person_and_a_grant() -> None:
    now = made(
        change("found", organisation="river", name=NAME, parent="gov", kind="headquarters"),
        change("post", post="river.head", organisation="river", name=NAME, head=True),
        change("enrol", person="yu"),
        change("appoint", post="river.head", person="yu"),
        change(
            "grant",
            "2017-04-26",
            role="inspector",
            over="works",
            kinds=["stall"],
            post="river.head",
            until="2017-12-31",
        ),
    )
    authority = Authority(now, DAY)
    assert authority.stands("role:inspector", Related("roads", kind="stall"), "yu")
    assert not authority.stands("role:inspector", Related("roads", kind="task"), "yu")
    assert now.post("river.head", DAY).head and now.organisations.at("river", DAY).kind == "headquarters"
    assert not Authority(now, date(2018, 1, 1)).stands("role:inspector", Related("roads", kind="stall"), "yu")


def test_what_is_given_can_be_taken_back() -> None:
    gone = made(change("revoke", role="recorder", over="roads", person="luo"))
    assert not Authority(gone, MARCH).roles("luo") and Authority(gone, BEFORE).roles("luo") == {"recorder"}
    lent = [
        change(
            "delegate", "2017-04-26", giver="gu", taker="luo", until="2017-05-31", roles=["inspector"], kinds=["stall"]
        )
    ]
    now = made(*lent)
    assert now.delegations == (
        Delegation("gu", "luo", DAY, date(2017, 5, 31), frozenset({"inspector"}), frozenset({"stall"})),
    )
    assert Authority(now, DAY).may_act("luo", "gu", ["role:inspector"], Related("parks", kind="stall")) is None
    back = overlay(now, [Dated(change("recall", "2017-05-02", giver="gu", taker="luo"), DAY)])
    assert [bool(back.delegations_to("luo", date(2017, 5, day))) for day in (1, 2)] == [True, False]


def test_figures_and_matters_are_told_as_it_was_known_then() -> None:
    late = [
        Dated(change("move", organisation="roads", parent="gardens"), date(2017, 3, 20)),
        Dated(change("vacate", "2017-03-05", post="works.head"), date(2017, 4, 2)),
    ]
    known = {day: overlay(BASE, late, day) for day in (date(2017, 3, 19), date(2017, 3, 20), date(2017, 4, 2))}
    parents = [now.organisations.at("roads", date(2017, 3, 10)).parent for now in known.values()]
    assert parents == ["works", "gardens", "gardens"]
    assert [now.holders("works.head", date(2017, 3, 10)) for now in known.values()] == [("he",), ("he",), ()]
    assert overlay(BASE, late).holders("works.head", DAY) == () and overlay(BASE, []) is BASE


REFUSED: list[tuple[str, list[Change]]] = [
    ("nothing_changes", []),
    ("unknown_change", [change("abolish", organisation="works")]),
    ("unknown_change", [{"on": ON}]),
    ("unknown_field", [change("close", post="works.head", person="he")]),
    ("missing_field", [{"change": "rename", "on": ON, "organisation": "works"}]),
    ("wrong_form", [change("rename", organisation="works", name="Roads")]),
    ("wrong_form", [change("rename", "2017-02-30", organisation="works", name=NAME)]),
    ("wrong_form", [change("grant", "2017-04-26", role="inspector", over="city", kinds=[], person="he")]),
    ("wrong_form", [change("enrol", person="a b")]),
    ("not_yet_happened", [change("rename", "2017-04-27", organisation="works", name=NAME)]),
    ("given_backwards", [change("grant", role="inspector", over="city", person="he")]),
    ("given_backwards", [change("delegate", giver="gu", taker="luo", until="2017-05-31")]),
    (
        "before_last_change",
        [change("move", organisation="roads", parent="gardens"), change("rename", "2017-02-01", organisation="roads", name=NAME)],
    ),
    (
        "before_last_change",
        [
            change("vacate", post="works.head"),
            change("appoint", post="works.head", person="new"),
            change("close", "2017-02-01", post="works.head"),
        ],
    ),
    (
        "before_last_change",
        [change("found", organisation="river", name=NAME, parent="gov"), change("dissolve", organisation="river")],
    ),
    ("unknown_organisation", [change("rename", organisation="river", name=NAME)]),
    ("unknown_organisation", [change("move", organisation="roads", parent="river")]),
    ("unknown_organisation", [change("dissolve", organisation="roads"), change("rename", "2017-03-02", organisation="roads", name=NAME)]),
    ("unknown_place", [change("grant", "2017-04-26", role="inspector", place="south", person="he")]),
    ("id_taken", [change("found", organisation="works", name=NAME)]),
    ("id_taken", [change("post", post="works.head", organisation="works", name=NAME)]),
    ("id_taken", [change("enrol", person="he")]),
    ("makes_loop", [change("move", organisation="gov", parent="roads")]),
    ("makes_loop", [change("move", organisation="works", parent="works")]),
    ("makes_loop", [change("merge", organisation="works", into="roads")]),
    ("leaves_children", [change("dissolve", organisation="works")]),
    (
        "leaves_children",  # found with hindsight below what has ended since
        [change("dissolve", "2017-03-10", organisation="roads"), change("move", organisation="parks", parent="roads")],
    ),
    ("unknown_post", [change("vacate", post="works.clerk")]),
    ("unknown_post", [change("dissolve", organisation="roads"), change("appoint", post="roads.head", person="new")]),
    ("post_held", [change("appoint", post="works.head", person="new")]),
    ("post_vacant", [change("vacate", post="parks.head")]),
    ("post_vacant", [change("swap", post="works.head", **{"with": "parks.head"})]),
    ("same_post", [change("swap", post="works.head", **{"with": "works.head"})]),
    ("unknown_person", [change("appoint", post="parks.head", person="nobody")]),
    ("the_clock", [change("appoint", post="parks.head", person="clock")]),
    ("the_clock", [change("enrol", person="clock")]),
    ("the_clock", [change("grant", "2017-04-26", role="inspector", over="city", person="clock")]),
    ("the_clock", [change("delegate", "2017-04-26", giver="clock", taker="he", until="2017-05-31")]),
    ("unknown_role", [change("grant", "2017-04-26", role="emperor", over="city", person="he")]),
    ("granted_to", [change("grant", "2017-04-26", role="inspector", over="city")]),
    ("granted_to", [change("grant", "2017-04-26", role="inspector", over="city", person="he", post="works.head")]),
    ("granted_over", [change("grant", "2017-04-26", role="inspector", person="he")]),
    ("granted_already", [change("grant", "2017-04-26", role="recorder", over="roads", person="luo")]),
    ("no_such_grant", [change("revoke", role="inspector", over="roads", person="luo")]),
    ("administrator", [change("grant", "2017-04-26", role="system_admin", over="city", person="he")]),
    ("administrator", [change("grant", "2017-04-26", role="audit_admin", over="city", post="city.system")]),
    ("administrator", [change("vacate", post="gardens.head"), change("appoint", post="gardens.head", person="sy")]),
    (
        "administrator",
        [
            change("swap", post="gardens.head", **{"with": "city.audit"}),
            change("grant", "2017-04-26", role="recorder", over="city", person="gu"),
        ],
    ),
    ("to_oneself", [change("delegate", "2017-04-26", giver="he", taker="he", until="2017-05-31")]),
    ("not_delegable", [change("delegate", "2017-04-26", giver="he", taker="sy", until="2017-05-31")]),
    ("ends_before", [change("delegate", "2017-04-26", giver="he", taker="gu", until="2017-04-25")]),
    ("ends_before", [change("appoint", post="parks.head", person="new", until="2017-02-01")]),
    ("no_such_delegation", [change("recall", giver="he", taker="gu")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), REFUSED, ids=[f"{code}-{i}" for i, (code, _) in enumerate(REFUSED)])
def test_a_change_that_may_not_be_is_refused_by_its_name(code: str, changes: list[Change]) -> None:
    refused = decide_change(changes, BASE, DAY)
    assert code in codes(refused)
    assert all(refusal.at == f"changes[{len(changes) - 1}]" for refusal in refused if changes)
    assert not any(
        "{" in text
        for one in refused
        for text in (one.says.zh, one.says.en, one.accepts.zh, one.accepts.en)
        if "zh" not in text
    )


def test_every_refusal_of_a_change_has_its_case() -> None:
    named = {value.code for value in vars(change_refusals).values() if isinstance(value, Refusal)}
    assert named - {code for code, _ in REFUSED} == {"two_persons", "for_oneself"}


def test_old_grants_come_by_a_takeover() -> None:
    assert Authority(made(change("grant", role="inspector", over="city", person="he"), takeover=True), MARCH).roles(
        "he"
    ) == {"recorder", "inspector"}


def who(changes: list[Change], by: str, second: str | None = None) -> list[str]:
    return codes(may_change(changes, by, second, Authority(BASE, DAY)))


def test_accounts_come_from_one_administrator_and_grants_from_another_with_a_second_person() -> None:
    account = [
        change("enrol", person="yu"),
        change("found", organisation="river", name=NAME, parent="gov"),
        change("rename", organisation="works", name=NAME),
    ]
    right = [
        change("grant", "2017-04-26", role="inspector", over="works", post="parks.head"),
        change("vacate", post="works.head"),
    ]
    assert who(account, "sy") == [] and who(right, "se", "ke") == []
    assert set(who(account, "se", "ke")) == {"not_granted"} and set(who(right, "sy", "ke")) == {"not_granted"}
    assert "not_granted" in who(account, "au") and "not_granted" in who(right, "ma", "ke")
    assert set(who(right, "se")) == {"not_granted", "two_persons"} and "two_persons" in who(right, "se", "se")
    assert set(who(right, "se", "he")) == {"not_granted"}


def test_nobody_enters_what_he_gains_by() -> None:
    to_second = [change("grant", "2017-04-26", role="inspector", over="works", person="ke")]
    assert who(to_second, "se", "ke") == ["for_oneself"]
    assert who([change("grant", "2017-04-26", role="inspector", over="works", post="city.keeper")], "se", "ke") == [
        "for_oneself"
    ]
    assert who([change("swap", post="city.keeper", **{"with": "works.head"})], "se", "ke") == ["for_oneself"]
    assert who([change("appoint", post="parks.head", person="ke")], "se", "ke") == ["for_oneself"]


def test_a_reorganisation_changes_what_grants_reach_and_takes_two() -> None:
    moved = [change("move", organisation="roads", parent="gardens")]
    assert who(moved, "sy", "ke") == [] and "two_persons" in who(moved, "sy")
    assert who([change("merge", organisation="works", into="gardens")], "sy", "se") == []


def test_a_delegation_is_the_givers_own() -> None:
    lent = [change("delegate", "2017-04-26", giver="gu", taker="luo", until="2017-05-31")]
    assert who(lent, "gu") == [] and who(lent, "se", "ke") == []
    assert "not_granted" in who(lent, "luo") and "not_granted" in who(lent, "he")
    assert who([change("recall", giver="gu", taker="luo")], "gu") == []
    assert set(STRUCTURE + REACH + RIGHTS + OWN) == set(_makers())


def _makers() -> list[str]:
    return [
        "found",
        "rename",
        "move",
        "merge",
        "dissolve",
        "post",
        "close",
        "appoint",
        "vacate",
        "swap",
        "enrol",
        "grant",
        "revoke",
        "delegate",
        "recall",
    ]
