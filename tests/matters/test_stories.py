"""Any story of a matter: replay gives what lived, acts that commute do, and the clock tells the same whenever it runs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from hetang.matters.decide import Decision
from hetang.matters.story import Matter, apply
from tests.matters.test_decide import PHOTO, working
from tests.matters.town import Clerk, accepted, day

START = day("2016-03-01")
PEOPLE = ("lin", "wei", "zhou", "wu", "ma", "chen", "he", "fang")
FITTING = {"log": "ma", "more_time": "wei", "accept": "wu", "send_back": "wu", "migrate": "chen"}
ACTS = ("start", "log", "sue", "settle", "more_time", "finish", "accept", "send_back", "assign", "recuse", "migrate")


@st.composite
def wishes(draw: st.DrawFn) -> tuple[int, str, str, dict[str, object]]:
    """(days after the last, person, act, what comes with it): often refused, which must change nothing."""
    act = draw(st.sampled_from(ACTS))
    more: dict[str, object] = {}
    if act == "log":
        more["fields"] = {"amount": str(draw(st.integers(1, 50)))}
    if act == "finish":
        more["evidence"] = (PHOTO,)
    if act == "send_back":
        more["note"] = "不平"
    if act == "more_time":
        more["with_"] = draw(st.sampled_from(PEOPLE))
    if act == "assign":
        more["fields"] = {"handler": draw(st.sampled_from(PEOPLE))}
    person = FITTING.get(act, "lin") if draw(st.integers(0, 3)) else draw(st.sampled_from(PEOPLE))
    return draw(st.integers(0, 25)), person, act, more


stories = st.lists(wishes(), max_size=14)


def told(story: list[tuple[int, str, str, dict[str, object]]], ticks: set[int], urgent: bool = False) -> Clerk:
    """The story with the worker running before those of its acts; at the end it runs to one day."""
    clerk = Clerk()
    fields = {"title": "路", "area": "9", "urgent": urgent}
    accepted(clerk.act(str(START), "zhou", "repair.open", "r", fields=fields))
    on = START
    for index, (days, person, act, more) in enumerate(story):
        on += timedelta(days=days)
        if index in ticks:
            clerk.tick(on)
        clerk.act(str(on), person, f"repair.{act}", "r", **more)
    clerk.tick(day("2017-12-31"))
    return clerk


@given(stories, st.booleans())
@settings(max_examples=150, deadline=None)
def test_replay_gives_what_lived(story: list[tuple[int, str, str, dict[str, object]]], urgent: bool) -> None:
    clerk = told(story, set(), urgent)
    assert clerk.replayed() == clerk.matters
    for matter in clerk.matters.values():
        assert Matter.from_json(json.loads(json.dumps(matter.to_json()))) == matter


@given(stories)
@settings(max_examples=100, deadline=None)
def test_bodies_are_plain_and_exact(story: list[tuple[int, str, str, dict[str, object]]]) -> None:
    clerk = told(story, set())
    for _, body, _ in clerk.entries:
        assert json.loads(json.dumps(body)) == body
        assert not any(isinstance(value, float) for value in _leaves(body))


def _leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    return [leaf for one in value for leaf in _leaves(one)] if isinstance(value, list) else [value]


@given(stories, st.sets(st.integers(0, 13)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_it_never_matters_when_the_worker_runs(
    story: list[tuple[int, str, str, dict[str, object]]], ticks: set[int], urgent: bool
) -> None:
    never, sometimes = told(story, set(), urgent), told(story, ticks, urgent)
    # The ids that the test gives to a person's acts count entries; the clock's must be the same, each once.
    clock = [[(id, body) for id, body, by in one.entries if by["person"] == "clock"] for one in (never, sometimes)]
    assert sorted(clock[0], key=str) == sorted(clock[1], key=str)
    assert never.matter("r").to_json() | {"seq": 0, "moved_seq": 0} == sometimes.matter("r").to_json() | {"seq": 0, "moved_seq": 0}
    assert never.tick(day("2017-12-31")) == sometimes.tick(day("2017-12-31")) == []


@given(stories)
@settings(max_examples=100, deadline=None)
def test_clock_acts_lie_on_their_deadlines(story: list[tuple[int, str, str, dict[str, object]]]) -> None:
    clerk = told(story, set())
    before: Matter | None = None
    for seq, (_, body, by) in enumerate(clerk.entries):
        if body["matter"] != clerk.matter("r").id:
            continue
        if by["person"] == "clock" and "clock" in body:
            assert before is not None and before.clocks[body["clock"]].next == date.fromisoformat(body["happened_on"])
        before = apply(before, body, by, seq)


logs = st.lists(
    st.tuples(st.integers(0, 10), st.sampled_from(["ma", "lin", "zhou", "wu"]), st.integers(1, 9)), min_size=2, max_size=4
)


@given(logs)
@settings(max_examples=60, deadline=None)
def test_acts_that_commute_give_one_matter_in_any_order(given_logs: list[tuple[int, str, int]]) -> None:
    found = []
    for order in permutations(given_logs):
        clerk = working()
        for days, person, amount in order:
            on = str(day("2016-03-03") + timedelta(days=days))
            accepted(clerk.act(on, person, "repair.log", "r", tick=False, fields={"amount": str(amount)}))
        matter = clerk.matter("r").to_json()
        facts = sorted((row["value"], row["happened_on"], row["by"], row["organisation"]) for row in clerk.facts)
        found.append((matter, facts))
    assert all(one == found[0] for one in found)


@given(st.sampled_from([("sue", "lin"), ("finish", "lin")]), st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_a_log_and_a_move_commute_where_both_are_allowed(move: tuple[str, str], first: int, second: int) -> None:
    act, person = move
    moved, logged = (str(day("2016-03-03") + timedelta(days=days)) for days in (first, second))
    found = []
    for order in ((0, 1), (1, 0)):
        clerk = working()
        doing = (
            lambda clerk=clerk: clerk.act(moved, person, f"repair.{act}", "r", tick=False, evidence=(PHOTO,)),
            lambda clerk=clerk: clerk.act(logged, "ma", "repair.log", "r", tick=False, fields={"amount": "1"}),
        )
        answers = [doing[index]() for index in order]
        found.append((all(isinstance(one, Decision) for one in answers), clerk.matter("r")))
    if all(ok for ok, _ in found):
        a, b = (matter.to_json() | {"seq": 0, "moved_seq": 0} for _, matter in found)
        assert a == b
    else:
        assert act == "finish"  # a log is not possible any more once the work is reported as finished
