"""Figures of the reading tables, known now and known then, with the facts behind them."""

from datetime import date
from fractions import Fraction

import pytest

from hetang.figures.plan import Ask
from hetang.office.actions.record_facts import record_facts
from hetang.office.reads.evidence import evidence
from hetang.office.reads.facts import Page, behind, fact, story
from hetang.office.reads.figures import Trace, figure, trace
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db
AS_OF = date(2017, 4, 26)


@pytest.fixture(autouse=True)
def history() -> None:
    list(city.history())


def value(ask: Ask, actor: str | None = None) -> str | None:
    found = figure(ask, actor)
    assert not isinstance(found, Refusal), found
    return found.value


def test_a_figure_counts_verified_facts_alone_and_a_floor_counts_more() -> None:
    found = figure(Ask("lamps", AS_OF))
    assert not isinstance(found, Refusal)
    assert found.value == "25"   # one corrected 11, two 5 (upheld), four 3, old corrected 6
    assert found.ladder == {"reported": "25", "evidenced": "25", "verified": "25", "disputed": "9"}
    assert found.head["size"] == 15
    assert value(Ask("lawns", AS_OF)) == "1000.0"


def test_what_was_known_before_a_correction_is_answered_as_it_was_known() -> None:
    seq = next(fact.row.entry for fact in traced(Ask("lamps", AS_OF)).facts if fact.row.corrects)
    assert value(Ask("lamps", AS_OF, known_seq=seq - 1, floor="reported")) != value(Ask("lamps", AS_OF, floor="reported"))
    assert value(Ask("lamps", AS_OF, known_at=date(2015, 5, 31), floor="reported")) == "13"   # 4 and 9, before anything else


def traced(ask: Ask, actor: str | None = None, limit: int = 100, after: int | None = None) -> Trace:
    found = trace(ask, actor, limit, after)
    assert isinstance(found, Trace), found
    return found


def test_a_trace_adds_up_to_its_figure_by_hand() -> None:
    found = traced(Ask("lamps", AS_OF))
    assert sum(Fraction(fact.row.value) for fact in found.facts) == Fraction(found.figure.value or 0)
    told = found.to_json()["facts"]
    assert all(fact["verified_by"] == "zhou" and fact["recorded_by"] in ("lin", "mei") and fact["evidence"] for fact in told)
    assert {fact["status"] for fact in told} == {"verified"}
    assert all(evidence(piece["digest"]) is not None for fact in told for piece in fact["evidence"])


def test_a_trace_comes_in_pages() -> None:
    first = traced(Ask("lamps", AS_OF), limit=3)
    second = traced(Ask("lamps", AS_OF), limit=3, after=first.next)
    assert (len(first.facts), len(second.facts), second.next) == (3, 1, None)


def test_facts_that_are_not_open_are_withheld_from_who_holds_no_reader_grant() -> None:
    assert traced(Ask("lawns", AS_OF)).facts == []
    assert traced(Ask("lawns", AS_OF)).figure.withheld == 1
    assert value(Ask("lawns", AS_OF, place="south")) is None   # a part of fewer than five facts tells of persons
    read = traced(Ask("lawns", AS_OF), "an")
    assert (len(read.facts), read.figure.withheld) == (1, 0)
    assert value(Ask("lawns", AS_OF, place="south"), "an") == "1000.0"


def test_a_late_fact_is_seen_at_once() -> None:
    answer = record_facts(city.id_of("late"), city.WORKS, [city.fact("late", 4)])
    assert not isinstance(answer[0], Refusal)
    assert value(Ask("lamps", AS_OF, floor="reported")) == "29"


def test_the_facts_behind_a_figure_are_sifted_by_status_and_by_words() -> None:
    disputed = behind(Ask("lamps", AS_OF), statuses=["disputed"])
    assert isinstance(disputed, Page)
    assert [fact.row.value for fact in disputed.facts] == ["9"] and disputed.count == 1
    said = behind(Ask("lamps", AS_OF), says=lambda row: row.value == "3", limit=1)
    assert isinstance(said, Page) and [fact.row.id for fact in said.facts] == [city.id_of("fact", "four")]
    gone = behind(Ask("lamps", AS_OF), statuses=["not_counting"])
    assert isinstance(gone, Page) and gone.count == 4   # corrected, repeated, rejected, corrected


def test_the_story_of_a_fact_is_every_entry_that_speaks_of_it() -> None:
    told = fact(city.id_of("fact", "two"))
    assert told is not None and told.status == "verified" and told.verified_organisation == "quality"
    assert [event.what for event in story(city.id_of("fact", "two"))] == ["recorded", "verified", "disputed", "upheld", "withdrawn"]
    assert story(city.id_of("fact", "one"))[-1].what == "corrected"
    assert "attached" in [event.what for event in story(city.id_of("fact", "lawn"))]
