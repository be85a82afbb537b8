"""Reorganisations drawn by chance: the past stays, the city stays sound, and nobody becomes independent of what was his."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from hetang.authority.authority import Authority
from hetang.authority.change_checks import overfull
from hetang.authority.changes import Dated, decide_change, overlay
from hetang.authority.establishment import Establishment
from hetang.authority.grants import Grant
from hetang.authority.making import after, day_of
from tests.authority.cities import DAY, EPOCH
from tests.authority.test_changes import BASE, HOLDERS, MARCH, NAME, ORGANS, PEOPLE, Change

days = st.sampled_from([f"2017-0{month}-{day:02}" for month in (1, 2, 3, 4) for day in (1, 2, 15)])
organisations = st.sampled_from([*ORGANS, "river", "lake"])
posts = st.sampled_from([*HOLDERS, "river.head"])
persons = st.sampled_from([*PEOPLE, "yu"])
roles = st.sampled_from(["recorder", "inspector", "system_admin", "audit_admin"])
later = st.sampled_from(["2017-04-26", "2017-05-02", "2017-06-30"])


def _drawn(what: str, on: st.SearchStrategy[str], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Change]:
    return st.fixed_dictionaries({"change": st.just(what), "on": on, **fields})


named = st.just(NAME)
_random = st.one_of(
    _drawn("found", days, organisation=organisations, name=named, parent=organisations),
    _drawn("rename", days, organisation=organisations, name=named),
    _drawn("move", days, organisation=organisations, parent=organisations),
    _drawn("merge", days, organisation=organisations, into=organisations),
    _drawn("dissolve", days, organisation=organisations),
    _drawn("post", days, post=posts, organisation=organisations, name=named),
    _drawn("close", days, post=posts),
    _drawn("vacate", days, post=posts),
    _drawn("appoint", days | later, post=posts, person=persons),
    _drawn("swap", days, post=posts, **{"with": posts}),
    _drawn("enrol", days, person=persons),
    _drawn("grant", later, role=roles, over=organisations, post=posts),
    _drawn("revoke", later, role=roles, over=organisations, post=posts),
    _drawn("delegate", st.just("2017-04-26"), until=later, giver=persons, taker=persons),
)


@settings(max_examples=300)
@drawn(st.lists(_random, min_size=1, max_size=14))
def test_whatever_is_accepted_changes_no_day_before_and_leaves_a_sound_city(asked: list[Change]) -> None:
    now, accepted = BASE, []
    for one in asked:
        if decide_change([one], now, DAY):
            continue
        then, on = after(now, [one]), day_of(one["on"])
        for day in (EPOCH, on - timedelta(days=1)):
            assert _picture(then, day) == _picture(now, day)
        now = then
        accepted.append(one)
    assert _picture(overlay(BASE, [Dated(one, DAY) for one in accepted]), DAY) == _picture(now, DAY)
    assert not now.organisations.loops() and not list(overfull(now, EPOCH))
    for day in [EPOCH, *(date(2017, month, day) for month in range(1, 8) for day in (1, 2, 15))]:
        for id in now.organisations.ids(day):
            parent = now.organisations.at(id, day).parent
            assert parent is None or now.organisations.at(parent, day) is not None
            assert id not in now.organisations.ancestors(id, day)
        for post in now.posts:
            assert len(now.holders(post, day)) <= 1
            assert sum(state.holds(day) for state in now.posts[post]) <= 1


def _picture(now: Establishment, day: date) -> tuple[Any, ...]:
    """Everything that holds on a day."""
    tree = now.organisations
    return (
        {id: tree.at(id, day).name for id in tree.ids(day)},
        {id: tree.at(id, day).parent for id in tree.ids(day)},
        {
            id: (state.organisation, now.holders(id, day))
            for id in now.posts
            if (state := now.post(id, day)) is not None
        },
        {person: frozenset(_bare(grant) for grant in now.grants_of(person, day)) for person in PEOPLE},
        {person: [(one.giver, one.roles) for one in now.delegations_to(person, day)] for person in PEOPLE},
    )


def _bare(grant: Grant) -> tuple[Any, ...]:
    return grant.role, grant.over, grant.place, grant.kinds, grant.post, grant.person


@settings(max_examples=300)
@drawn(st.lists(_random, max_size=10), st.data())
def test_known_upto_a_day_is_what_the_entries_until_then_say(asked: list[Change], data: st.DataObject) -> None:
    now, dated = BASE, []
    known = date(2017, 5, 1)
    for one in asked:
        if not decide_change([one], now, date(2017, 7, 1), takeover=True):
            known += timedelta(days=data.draw(st.integers(0, 2)))
            dated.append(Dated(one, known))
            now = after(now, [one])
    for upto in (date(2017, 5, 1), date(2017, 5, 3), known):
        said = overlay(BASE, dated, upto)
        for day in (MARCH, DAY, date(2017, 7, 1)):
            assert _picture(said, day) == _picture(after(BASE, [one.change for one in dated if one.known <= upto]), day)
    assert _picture(overlay(BASE, dated), DAY) == _picture(now, DAY)


@settings(max_examples=300)
@drawn(
    st.lists(_random, max_size=8),
    st.sampled_from(PEOPLE),
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted(ORGANS)),
    st.sampled_from(sorted(ORGANS)),
)
def test_no_reorganisation_makes_a_recorder_independent_of_what_was_his(
    asked: list[Change], recorder: str, verifier: str, here: str, there: str
) -> None:
    """Recorded in January, judged today: whoever was in the line then, or is now, does not stand apart."""
    now, then = BASE, date(2017, 1, 1)
    for one in asked:
        if not decide_change([one], now, DAY):
            now = after(now, [one])
    if Authority(now, DAY).apart(verifier, there, recorder, here, then=then) is None:
        assert verifier != recorder
        for day in (then, DAY):
            mine = {there} | now.organisations_of(verifier, then) | now.organisations_of(verifier, DAY)
            theirs = {here} | now.organisations_of(recorder, then) | now.organisations_of(recorder, DAY)
            assert not any(now.organisations.same_line(one, other, day) for one in mine for other in theirs)
