"""docs/algorithms/standing-of-a-fact.md, its worked example, and the rules against the oracle's at every moment."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from hetang.figures.oracle import Question, _states, read_entries
from hetang.figures.standing import (
    OPEN,
    At,
    Attached,
    Event,
    Judged,
    Recorded,
    Standing,
    Withdrawn,
    first_standing,
    standings,
    states_now,
)
from tests.engines.histories import histories
from tests.figures.town import ZONE, Town, events_of, families, told

A = Recorded(At(10, 0), "A", "works", ("P",))
B = Recorded(At(30, 2), "B", "works", ("Q",), corrects="A")
EXAMPLE: list[Event] = [
    A,
    Judged(At(20, 1), "A", "verified", "control"),
    B,
    Judged(At(40, 3), "B", "rejected", "control"),
    Withdrawn(At(50, 4), "P"),
]


def both(state: int, since: tuple[int, int], until: tuple[int, int] = (OPEN, OPEN)) -> Standing:
    return Standing(state, since[0], until[0], since[1], until[1], "b")


def test_the_worked_example() -> None:
    assert standings(EXAMPLE) == {
        "A": [
            both(2, (10, 0), (20, 1)),
            both(3, (20, 1), (30, 2)),
            both(3, (40, 3), (50, 4)),
            both(1, (50, 4)),
        ],
        "B": [both(2, (30, 2), (40, 3))],
    }
    assert states_now(EXAMPLE) == {"A": 1, "B": 0}


def test_a_backdated_dispute_is_told_on_each_axis_for_itself() -> None:
    found = standings([*EXAMPLE, Judged(At(15, 5), "B", "disputed", "control")])
    assert found["B"] == [
        Standing(4, 30, 40, 0, 0, "t"),
        Standing(2, 0, 0, 2, 3, "s"),
    ]


def test_only_another_organisation_verifies() -> None:
    assert states_now([A, Judged(At(20, 1), "A", "verified", "works")]) == {"A": 2}


def test_verified_without_evidence_is_only_reported() -> None:
    bare = Recorded(At(10, 0), "A", "works")
    verified = Judged(At(20, 1), "A", "verified", "control")
    assert states_now([bare, verified]) == {"A": 1}
    assert states_now([bare, verified, Attached(At(30, 2), "A", "P")]) == {"A": 3}


def test_evidence_withdrawn_may_be_attached_again() -> None:
    assert states_now([A, Withdrawn(At(20, 1), "P"), Attached(At(30, 2), "A", "P")]) == {"A": 2}


def test_an_upheld_fact_stands_where_it_stood() -> None:
    disputed = [A, Judged(At(20, 1), "A", "verified", "control"), Judged(At(30, 2), "A", "disputed", "hall")]
    assert states_now(disputed) == {"A": 4}
    assert states_now([*disputed, Judged(At(40, 3), "A", "upheld", "hall")]) == {"A": 3}


def test_a_rejection_is_final() -> None:
    rejected = [A, Judged(At(20, 1), "A", "rejected", "hall"), Judged(At(30, 2), "A", "upheld", "hall")]
    assert states_now(rejected) == {"A": 0}


def test_a_repeat_counts_when_the_first_is_rejected() -> None:
    again = Recorded(At(15, 1), "C", "works", ("P",), repeats="A")
    assert states_now([A, again]) == {"A": 2, "C": 0}
    assert states_now([A, again, Judged(At(20, 2), "A", "rejected", "control")]) == {"A": 0, "C": 2}


def test_a_rejected_correction_that_was_corrected_still_supersedes() -> None:
    third = Recorded(At(60, 5), "C", "works", ("R",), corrects="B")
    assert states_now([*EXAMPLE, third]) == {"A": 0, "B": 0, "C": 2}


def test_a_fact_cannot_correct_or_repeat_one_that_came_after_it() -> None:
    early = Recorded(At(5, 0), "E", "works", ("P",), corrects="F", repeats="F")
    late = Recorded(At(6, 1), "F", "works", ("P",))
    assert states_now([early, late]) == {"E": 2, "F": 2}


def test_a_new_fact_has_one_open_standing() -> None:
    assert [first_standing(A)] == standings([A])["A"]
    assert first_standing(Recorded(At(1, 0), "A", "works")).state == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(histories())
def test_at_every_moment_the_standings_say_what_the_rules_say(town: Town) -> None:
    facts = told(town)
    records = read_entries(town.entries, town.definitions, ZONE)
    moments = sorted({said.known + step for said in records.said for step in (-1, 0)})
    day = town.clock
    for known in moments:
        rules = _states(Question("sum", day, known_us=known), records)
        for fact in facts:
            held = [s.state for s in fact.standings if s.axis in "bt" and s.since_at <= known < s.until_at]
            assert (held or [0]) == [rules[fact.row["id"]]]
    for seq in range(len(town.entries)):
        rules = _states(Question("sum", day, known_seq=seq), records)
        for fact in facts:
            held = [s.state for s in fact.standings if s.axis in "bs" and s.since_seq <= seq < s.until_seq]
            assert (held or [0]) == [rules[fact.row["id"]]]
    now = {id: state for family in families(events_of(town)) for id, state in states_now(family).items()}
    assert now == _states(Question("sum", day), records)
