"""The 36 figures, asked of the command line as anyone would."""

from fractions import Fraction

import pytest

from tests.city.published import CHOSEN, PUBLISHED
from tests.scenarios.door import Door

KEYS = {
    "id", "value", "exact", "unit", "period", "as_of", "known_at", "floor", "ladder", "coverage", "fact_count", "facts_digest",
    "withheld", "definition", "pack", "head",
}
RUNGS = ["reported", "evidenced", "verified"]
SUMS = ("road_greening_length", "greened_area", "pavement_area", "lake_area", "river_earth_moved")


@pytest.mark.parametrize("id", PUBLISHED)
def test_the_figure_is_what_the_bulletin_of_2017_published(city: Door, id: str) -> None:
    said, found = PUBLISHED[id], city.figure(id)
    assert found["value"] == (said if isinstance(said, str) else CHOSEN[id])
    if isinstance(said, tuple):
        assert Fraction(said[0]) < Fraction(found["exact"]) < Fraction(said[1])


@pytest.mark.parametrize("id", PUBLISHED)
def test_the_figure_says_all_that_it_must(city: Door, id: str) -> None:
    found = city.figure(id)
    assert set(found) >= KEYS
    assert (found["id"], found["as_of"], found["known_at"], found["floor"]) == (id, "2017-04-26", None, "verified")
    assert set(found["ladder"]) == {*RUNGS, "disputed"}
    assert set(found["coverage"] or {"reported_by": 0, "out_of": 0}) == {"reported_by", "out_of"}
    assert set(found["definition"]) >= {"digest", "text"} and set(found["head"]) == {"size", "root"}
    assert len(found["facts_digest"]) == len(found["pack"]) == len(found["head"]["root"]) == 64
    assert isinstance(found["fact_count"], int) and found["fact_count"] > 0


def test_a_program_of_its_own_gives_the_same_document_and_nothing_else(city: Door) -> None:
    said = city.run("figure", "greened_area", "--as-of", "2017-04-26", "--json")
    assert (said.status, said.json, said.err) == (0, city.figure("greened_area"), "")


def test_the_day_before_the_correction_was_known_the_older_area_is_given(city: Door) -> None:
    before, after = city.figure("greened_area", "--known-at", "2017-04-25"), city.figure("greened_area", "--known-at", "2017-04-26")
    assert (before["value"], after["value"]) == ("423180", "423000")
    assert (before["known_at"], after["known_at"]) == ("2017-04-25", "2017-04-26")
    assert before["facts_digest"] != after["facts_digest"] == city.figure("greened_area")["facts_digest"]


@pytest.mark.parametrize("id", SUMS)
def test_the_ladder_nests_and_each_floor_reads_only_what_stands_on_it(city: Door, id: str) -> None:
    traces = {floor: city.trace(id, "--floor", floor) for floor in RUNGS}
    read = {floor: {fact["id"] for fact in trace["facts"]} for floor, trace in traces.items()}
    assert read["verified"] <= read["evidenced"] <= read["reported"]
    for at, floor in enumerate(RUNGS):
        figure = traces[floor]["figure"]
        assert figure["floor"] == floor and figure["value"] == figure["ladder"][floor]
        assert {fact["status"] for fact in traces[floor]["facts"]} <= set(RUNGS[at:])
    ladder = [Fraction(traces["verified"]["figure"]["ladder"][floor]) for floor in RUNGS]
    assert ladder == sorted(ladder, reverse=True)


def test_by_default_only_verified_facts_are_read(city: Door) -> None:
    assert city.figure("greened_area") == city.figure("greened_area", "--floor", "verified")
    ladder = city.figure("greened_area")["ladder"]
    assert len({ladder[floor] for floor in RUNGS}) == 3


@pytest.mark.parametrize("id", SUMS)
@pytest.mark.parametrize("key", ["place", "organisation", "month"])
def test_the_parts_of_a_sum_add_up(city: Door, id: str, key: str) -> None:
    found = city.figure(id, "--by", key)
    assert found["adds"] is True
    assert sum(Fraction(row["exact"]) for row in found["rows"]) == Fraction(found["exact"])
    assert sum(row["fact_count"] for row in found["rows"]) == found["fact_count"]
    assert len({row["keys"][key] for row in found["rows"]}) == len(found["rows"])
    assert all(set(row) >= KEYS for row in found["rows"])


def test_parts_by_two_keys_add_up_too(city: Door) -> None:
    found = city.figure("greened_area", "--by", "place,month")
    assert sum(Fraction(row["exact"]) for row in found["rows"]) == 423_000
    assert all(set(row["keys"]) == {"place", "month"} for row in found["rows"])


@pytest.mark.parametrize("id", ["cadres_dispatched", "money_settlement_rate", "water_sections_up_to_standard", "persons_cleared"])
def test_where_parts_do_not_add_up_the_answer_says_so_in_a_sentence(city: Door, id: str) -> None:
    found = city.figure(id, "--by", "place")
    assert found["adds"] is False
    assert all(len(found["adds_says"][lang]) > 10 for lang in ("zh", "en"))
    assert len(found["rows"]) > 1


def test_a_place_and_a_period_are_asked_as_parts_are(city: Door) -> None:
    rows = {row["keys"]["place"]: row for row in city.figure("greened_area", "--by", "place")["rows"]}
    assert city.figure("greened_area", "--place", "360202")["exact"] == rows["360202"]["exact"]
    months = city.figure("greened_area", "--by", "month")["rows"]
    of_march = next(row["exact"] for row in months if row["keys"]["month"] == "2016-03")
    assert city.figure("greened_area", "--period", "2016-03")["exact"] == of_march
    gardens = {row["keys"]["organisation"]: row["exact"] for row in city.figure("greened_area", "--by", "organisation")["rows"]}
    assert all(city.figure("greened_area", "--organisation", one)["exact"] == value for one, value in gardens.items())


def test_an_indicator_without_facts_has_no_value(city: Door) -> None:
    found = city.figure("greened_area", "--period", "1999")
    assert (found["value"], found["exact"], found["fact_count"]) == (None, None, 0)


def test_nothing_is_counted_before_it_happened(city: Door) -> None:
    assert Fraction(city.figure("greened_area", as_of="2016-06-30")["exact"]) < 423_000
    assert city.figure("greened_area", as_of="2016-01-01")["value"] is None
