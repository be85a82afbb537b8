"""Every figure opens to its facts, and they add up to it by hand."""

from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import yaml

from tests.city.published import PUBLISHED
from tests.scenarios.adding import HAND
from tests.scenarios.door import Door
from tests.scenarios.homes import CITY

READER = "person-004"   # holds the reader's post of the city's audit bureau
KEYS = {
    "id", "entry", "seq", "measure", "value", "unit", "happened_on", "recorded_at", "place", "organisation", "matter", "recorded_by",
    "verified_by", "status", "evidence", "corrects",
}
_seen: dict[str, dict[str, Any]] = {}


@pytest.fixture
def traced(city: Door, id: str) -> dict[str, Any]:
    """The whole trace, asked once by one who may read it all."""
    if id not in _seen:
        _seen.clear()   # tests come indicator by indicator, and a trace may hold 40,000 facts
        _seen[id] = city.trace(id, actor=READER)
    return _seen[id]


@cache
def above() -> dict[str, str | None]:
    """The parent of every organisation, from the pack's files."""
    files = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in (CITY / "organisations").glob("*.yaml"))
    return {one["id"]: one.get("parent") for file in files for one in file.get("organisations", ())}


def line(organisation: str) -> list[str]:
    """The organisation and all above it."""
    found: list[str] = []
    at: str | None = organisation
    while at is not None:
        found.append(at)
        at = above()[at]
    return found


def each(test: Any) -> Any:
    return pytest.mark.parametrize("id", PUBLISHED, scope="module")(test)


@each
def test_the_facts_of_the_trace_make_the_figure_by_hand(traced: dict[str, Any], id: str) -> None:
    assert Fraction(HAND[id](traced["facts"])) == Fraction(traced["figure"]["exact"])


@each
def test_the_trace_is_whole_and_each_fact_is_told(traced: dict[str, Any], id: str) -> None:
    facts = traced["facts"]
    assert len({fact["id"] for fact in facts}) == len(facts) == traced["figure"]["fact_count"]
    assert traced["figure"]["withheld"] == 0 and all(set(fact) >= KEYS for fact in facts)
    assert all(fact["happened_on"] <= "2017-04-26" and fact["recorded_by"] for fact in facts)
    assert all(piece.keys() == {"digest", "name", "media_type"} for fact in facts for piece in fact["evidence"])


@each
def test_every_fact_was_verified_by_another_person_of_another_organ_and_has_evidence(traced: dict[str, Any], id: str) -> None:
    assert {fact["status"] for fact in traced["facts"]} == {"verified"}
    assert all(fact["evidence"] for fact in traced["facts"])
    pairs = {(fact["recorded_by"], fact["verified_by"], fact["organisation"], fact["verified_organisation"]) for fact in traced["facts"]}
    for recorder, verifier, recorded_for, verified_for in pairs:
        assert recorder != verifier
        assert recorded_for not in line(verified_for) and verified_for not in line(recorded_for)


def test_a_limited_trace_is_the_beginning_of_the_whole_one(city: Door) -> None:
    whole, first = city.trace("pavement_area")["facts"], city.trace("pavement_area", "--limit", "7")["facts"]
    assert first == whole[:7]
    assert city.trace("pavement_area", "--limit", "0")["facts"] == []


def test_an_operators_shell_is_no_grant_and_facts_that_are_not_open_are_withheld(city: Door) -> None:
    for actor in ("", "person-006"):   # nobody, and a recorder of the construction bureau
        told = city.trace("cadres_dispatched", actor=actor)
        assert told["facts"] == []
        assert told["figure"]["withheld"] == told["figure"]["fact_count"] == 566
        assert told["figure"]["value"] == "536"


def test_to_a_reader_they_are_open(city: Door) -> None:
    told = city.trace("cadres_dispatched", actor=READER)
    assert (told["figure"]["withheld"], len(told["facts"])) == (0, 566)


@pytest.mark.parametrize("by", ["day", "month", "place,month"])
def test_a_part_that_rests_on_few_withheld_facts_tells_nothing(city: Door, by: str) -> None:
    parts = city.figure("talked_to", "--by", by)["rows"]
    few = [row for row in parts if row["fact_count"] < 5]
    assert sum(row["fact_count"] for row in parts) == 55
    assert few and all(set(row["ladder"].values()) == {None} for row in few)
    assert all(row["value"] in ((None,) if row["fact_count"] else (None, "0")) for row in few)
    assert sum(int(row["value"] or 0) for row in city.figure("talked_to", "--by", by, actor=READER)["rows"]) == 55
