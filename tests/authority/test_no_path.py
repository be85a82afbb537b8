"""No path through posts, grants, delegations, recusals or reorganisations gives what nobody may have."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hetang.authority.authority import Authority
from hetang.authority.establishment import Establishment
from hetang.authority.grants import ACTS, ROLES
from hetang.authority.recipients import recipients
from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.authority.relations import CLOCK, Related
from tests.authority import cities
from tests.authority.cities import DAY, EPOCH, PEOPLE, TERMS, establishments, matters, terms

EVERYBODY = (*PEOPLE, CLOCK, "", None)


def seats(establishment: Establishment, person: str, day: date = DAY) -> set[str]:
    """Where somebody sits, looked up post by post."""
    return {
        state.organisation
        for id, states in establishment.posts.items()
        for state in states
        if state.holds(day) and establishment.organisations.at(state.organisation, day)
        for held in establishment.grants.holders.get(id, ())
        if held.person == person and held.holds(day)
    }


def in_line(establishment: Establishment, person: str, matter: Related) -> bool:
    """The person complained of, the unit, all below it and all above it; the exception for a head left out."""
    tree = establishment.organisations
    units = set(matter.complained_units).union(*(seats(establishment, one) for one in matter.complained_of))
    line = {id for id in tree if any(tree.same_line(id, unit, DAY) for unit in units)}
    return person in matter.complained_of or bool(seats(establishment, person) & line)


def handles_a_head(establishment: Establishment, person: str, matter: Related) -> bool:
    """Whether the matter lies with an organ above a unit whose own head is complained of, and the person sits there."""
    heads = [
        state.organisation
        for one in matter.complained_of
        for id, (state,) in establishment.posts.items()
        if state.head and any(held.person == one for held in establishment.grants.holders.get(id, ()))
    ]
    above = any(matter.organisation in establishment.organisations.ancestors(unit, DAY) for unit in heads)
    return above and matter.organisation in seats(establishment, person)


@given(st.data())
def test_whoever_stands_in_the_line_of_a_complaint_learns_nothing(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter = data.draw(matters(city, complained=True))
    asked = data.draw(terms)
    authority = cities.on(city)
    told = recipients(authority, asked, matter)
    for person in PEOPLE:
        complains = person == matter.opener or person in matter.parties
        if not in_line(city, person, matter) or handles_a_head(city, person, matter):
            continue
        if complains and person not in matter.complained_of:
            allowed = set(asked) & {"opener", "party", "all"}
            assert not authority.matches(set(asked) - allowed, matter, person)
            assert allowed or not authority.may_know(person, asked, matter)
            assert all(authority.may_act(person, giver, asked, matter) for giver in PEOPLE if giver != person)
            continue
        assert authority.barred(person, matter)
        assert not authority.matches(asked, matter, person)
        assert not authority.may_know(person, asked, matter)
        assert person not in told
        for giver in (None, *PEOPLE):
            refusal = authority.may_act(person, giver, asked, matter)
            assert refusal is not None and (refusal == NO_SUCH_MATTER or person == matter.opener)


@given(st.data())
def test_who_is_complained_of_learns_nothing_even_as_the_head_of_the_organ_that_handles_it(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter = data.draw(matters(city, complained=True))
    authority = cities.on(city)
    for person in matter.complained_of:
        assert not authority.may_know(person, TERMS, matter)
        assert authority.may_act(person, None, TERMS, matter) is not None
        assert person not in recipients(authority, TERMS, matter)
        for other in PEOPLE:
            assert authority.may_act(other, person, TERMS, matter) is not None or other == person


@given(st.data())
def test_nobody_acts_for_another_but_by_a_delegation_of_what_the_giver_has_himself(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter, asked = data.draw(matters(city, complained=data.draw(st.booleans()))), data.draw(terms)
    authority, alone = cities.on(city), cities.on(replace(city, delegations=()))
    for giver in (*PEOPLE, CLOCK):
        for taker in (*PEOPLE, CLOCK):
            if giver == taker:
                continue
            allowed = authority.may_act(taker, giver, asked, matter) is None
            given_on = [one for one in city.delegations if (one.giver, one.taker) == (giver, taker) and one.holds(DAY)]
            his_own = [term for term in asked if alone.stands(term, matter, giver)]
            covered = any(one.reaches(term, matter.kind) for one in given_on for term in his_own)
            free = taker not in matter.recused and not alone.is_administrator(taker) and not alone.in_line(taker, matter)
            assert allowed == (covered and free)
            assert alone.may_act(taker, giver, asked, matter) is not None


@given(st.data())
def test_what_somebody_may_do_himself_follows_from_posts_grants_and_relations_alone(data: st.DataObject) -> None:
    """Against a second reading of the rules, written without the first one's shortcuts."""
    city = data.draw(establishments())
    matter = data.draw(matters(city))
    authority = cities.on(city)
    for person in PEOPLE:
        for term in TERMS:
            assert authority.stands(term, matter, person) == _stands(city, term, matter, person), (person, term)


def _stands(city: Establishment, term: str, matter: Related | None, person: str) -> bool:
    if matter is None or person in matter.recused or term == CLOCK or _roles(city, person) & set(cities.ADMINISTRATORS):
        return False
    if term.startswith("parent."):
        return _stands(city, term.removeprefix("parent."), matter.parent, person)
    if term.startswith("role:"):
        return any(grant.role == term.removeprefix("role:") and _reaches(city, grant, matter) for grant in _held(city, person))
    posts = {id for id in city.posts if any(held.person == person for held in city.grants.holders.get(id, ()))}
    if term in ("owner", "verifier", "attached"):
        return getattr(matter, term) in posts | seats(city, person)
    if term == "party":
        return bool(matter.parties & ({person} | posts | seats(city, person)))
    return term == "all" or getattr(matter, term) == person


def _held(city: Establishment, person: str) -> list:
    return [
        grant for grant in city.grants.grants
        if grant.person == person or any(one.person == person for one in city.grants.holders.get(grant.post or "", ()))
    ]  # fmt: skip


def _roles(city: Establishment, person: str) -> set[str]:
    return {grant.role for grant in _held(city, person)}


def _reaches(city: Establishment, grant, matter: Related) -> bool:
    by_kind = not grant.kinds or matter.kind in grant.kinds
    by_place = grant.place is None or (matter.place or "") in city.places.subtree(grant.place, DAY)
    by_organisation = grant.over is None or matter.organisation in city.organisations.subtree(grant.over, DAY)
    return by_kind and by_place and by_organisation


@given(st.data())
def test_the_three_administrators_see_and_do_no_business(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter = data.draw(matters(city, complained=data.draw(st.booleans())))
    authority = cities.on(city)
    for person in PEOPLE:
        administers = _roles(city, person) & set(cities.ADMINISTRATORS)
        assert authority.is_administrator(person) == bool(administers)
        if not administers:
            continue
        assert not authority.may_know(person, TERMS, matter)
        assert all(authority.may_act(person, giver, TERMS, matter) == NO_SUCH_MATTER for giver in (None, *PEOPLE))
        assert all(authority.may_act(other, person, TERMS, matter) for other in PEOPLE if other != person)
        assert person not in recipients(authority, TERMS, matter)
        done = {act for act in ACTS for over in (None, *city.organisations) if not authority.may(person, act, over)}
        assert done <= (ROLES[min(administers)] if len(administers) == 1 else set())
        assert authority.roles(person) <= administers


@given(st.data())
def test_the_clock_is_nobody_and_nobody_is_the_clock(data: st.DataObject) -> None:
    """Even where grants, posts and relations were made to name it."""
    city = data.draw(establishments())
    taken = data.draw(st.sampled_from(PEOPLE))
    named = [replace(grant, person=CLOCK, post=None) for grant in city.grants.grants]
    holders = {id: tuple(replace(one, person=CLOCK) for one in held) for id, held in city.grants.holders.items()}
    both = tuple(
        replace(one, giver=giver, taker=taker)
        for one in city.delegations
        for giver, taker in ((CLOCK, taken), (taken, CLOCK))
    )
    city = replace(
        city, grants=replace(city.grants, grants=(*city.grants.grants, *named), holders=holders),
        delegations=both,
    )  # fmt: skip
    matter = replace(data.draw(matters(city)), handler=CLOCK, opener=CLOCK, parties=frozenset({CLOCK}))
    authority = cities.on(city)
    rest = [term for term in TERMS if term != CLOCK]
    assert authority.may_act(CLOCK, None, [CLOCK], matter) is None
    assert authority.acting_organisations(CLOCK, None, [CLOCK], matter) == (matter.organisation,)
    assert not authority.matches(rest, matter, CLOCK) and not authority.may_know(CLOCK, TERMS, matter)
    assert all(authority.may_act(CLOCK, giver, TERMS, matter) for giver in PEOPLE)
    assert all(authority.may_act(person, CLOCK, TERMS, matter) for person in PEOPLE)
    assert not any(authority.matches([CLOCK], matter, person) for person in PEOPLE)
    assert all(authority.may(CLOCK, act, over) for act in ACTS for over in (None, *city.organisations))
    assert CLOCK not in recipients(authority, TERMS, matter)


@given(st.data())
def test_whoever_stepped_back_never_acts_again_for_himself_or_another(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter = data.draw(matters(city))
    authority = cities.on(city)
    for person in matter.recused:
        assert not authority.matches(TERMS, matter, person)
        for other in (None, *PEOPLE):
            assert authority.may_act(person, other, TERMS, matter) is not None
            assert other == person or authority.may_act(other, person, TERMS, matter) is not None
        assert authority.may_know(person, TERMS, matter) == (not matter.sealed and not authority.is_administrator(person))


@given(st.data())
def test_the_second_of_two_persons_is_another_and_entitled_too(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter, asked = data.draw(matters(city, complained=data.draw(st.booleans()))), data.draw(terms)
    authority = cities.on(city)
    first, giver = data.draw(st.sampled_from(PEOPLE)), data.draw(st.none() | st.sampled_from(PEOPLE))
    for second in EVERYBODY:
        if authority.may_second(first, second, giver, asked, matter) is None:
            assert second and second not in (first, giver) and authority.matches(asked, matter, second)


@given(st.data())
def test_no_recorder_verifies_in_person_by_a_second_post_or_out_of_his_own_line(data: st.DataObject) -> None:
    city = data.draw(establishments(administrators=False))
    authority, tree = cities.on(city), city.organisations
    organisations = st.sampled_from(sorted(tree))
    recorder, verifier = data.draw(st.sampled_from(PEOPLE)), data.draw(st.sampled_from(PEOPLE))
    here, there = data.draw(organisations), data.draw(organisations)
    refusal = authority.apart(verifier, there, recorder, here, then=EPOCH)
    lines = [
        (one, other)
        for one in {there} | seats(city, verifier)
        for other in {here} | seats(city, recorder)
        if tree.same_line(one, other, DAY)
    ]
    assert (refusal is None) == (recorder != verifier and not lines)
    assert (authority.apart(recorder, here, verifier, there) is None) == (refusal is None)


@given(st.data())
def test_whoever_is_told_may_know_and_stands_there_or_acts_for_somebody_who_does(data: st.DataObject) -> None:
    city = data.draw(establishments())
    matter, asked = data.draw(matters(city, complained=data.draw(st.booleans()))), data.draw(terms)
    asked = [term for term in asked if not term.endswith("all")]
    authority = cities.on(city)
    told = recipients(authority, asked, matter)
    assert list(told) == sorted(set(told))
    for person in PEOPLE:
        assert not authority.matches(asked, matter, person) or person in told
        assert person not in told or authority.may_know(person, asked, matter)


def test_an_authority_without_anybody_answers_no() -> None:
    city = cities.city({"city": None, "works": "city"}, {})
    authority = Authority(city, DAY)
    matter = Related("works")
    assert not any(authority.matches([term], matter, "p0") for term in TERMS if term != "all")
    assert not any(authority.may_know(person, TERMS, matter) for person in (None, "", CLOCK))
