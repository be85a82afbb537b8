"""The oracle reads plain entries, leaves alone what says nothing of facts, and refuses what it cannot read."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from hetang.figures.oracle import Question, answer, read_entries
from hetang.terms.expression import Unfit
from tests.figures.town import ORGANISATIONS, PLACES, ZONE, Town, define

DECLARED: dict[str, Any] = {
    "measures": [{"id": "paved", "unit": "平方米", "dims": ["work"]}],
    "indicators": [
        {"id": "area", "unit": "平方米", "sum": "paved"},
        {"id": "later", "since": "2018-01-01", "unit": "平方米", "sum": "paved"},
        {"id": "on_later", "unit": "平方米", "formula": "l", "with": {"l": {"indicator": "later"}}},
        {"id": "rank", "unit": "名", "rank": {"sum": "paved", "among": "work", "self": "a", "peers": ["a", "b"]}},
        {"id": "on_rank", "unit": "名", "formula": "2 * r", "with": {"r": {"indicator": "rank"}}},
        {"id": "a_day", "unit": "天", "stages": [{"by": [], "columns": {"d": {"first_day": "paved"}}, "value": "d"}]},
        {"id": "last_of_rows", "unit": "天", "stages": [
            {"by": ["work"], "columns": {"d": {"first_day": "paved"}}},
            {"by": [], "columns": {"first": {"lowest": "d"}, "last": {"highest": "d"}, "none": {"highest": "null"}},
             "value": "days(first, last)"}]},
        {"id": "none_kept", "unit": "平方米", "stages": [
            {"by": [], "columns": {"v": {"sum": "paved"}}, "keep": "v > 1000", "value": "coalesce(v, 7)"}]},
    ],
}  # fmt: skip


@pytest.fixture
def town() -> Town:
    here = Town(DECLARED)
    here.verified(here.fact("paved", 5, "2016-05-01", work="a"), here.fact("paved", 6, "2016-05-09", work="b"))
    here.seal("bulletin.issued", [{"issue": "1"}])
    return here


def asked(town: Town, indicator: str) -> Any:
    definitions = define(town.declared)
    records = read_entries(town.entries, definitions, ZONE)
    return answer(Question(indicator, date(2017, 4, 26)), definitions, PLACES, ORGANISATIONS, records)


def test_it_gives_value_exact_ladder_and_the_facts_read(town: Town) -> None:
    found = asked(town, "area")
    assert (found.value, found.exact, found.fact_ids) == ("11", "11", ("f1", "f2"))
    assert found.ladder == {"reported": "11", "evidenced": "11", "verified": "11", "disputed": None}


def test_an_indicator_not_yet_defined_has_no_answer(town: Town) -> None:
    assert asked(town, "later") is None


def test_days_are_least_and_greatest_too(town: Town) -> None:
    assert town.ask("last_of_rows").value == "8"


def test_the_only_row_stays_when_it_is_not_kept(town: Town) -> None:
    assert town.ask("none_kept").value == "7"


@pytest.mark.parametrize("indicator", ["on_later", "a_day"])
def test_what_cannot_be_computed_is_said(town: Town, indicator: str) -> None:
    with pytest.raises(Unfit):
        asked(town, indicator)


def test_a_rank_between_two_places_cannot_be_counted_with() -> None:
    here = Town(DECLARED)
    here.verified(here.fact("paved", 5, "2016-05-01", work="a"))
    assert here.ask("rank").value == "1-2"
    with pytest.raises(Unfit, match="two places"):
        asked(here, "on_rank")


@pytest.mark.parametrize("wrong", [{"value": "five"}, {"unit": "米"}, {"known_at": "soon"}])
def test_rows_that_cannot_be_read_are_refused(wrong: dict[str, str]) -> None:
    here = Town(DECLARED)
    here.seal("facts.recorded", [{**here.fact("paved", 5, "2016-05-01"), **wrong}])
    with pytest.raises(Unfit):
        asked(here, "area")


def test_facts_of_undeclared_measures_are_left_out(town: Town) -> None:
    town.entries.append((dict(town.entries[0][0]), [{**town.entries[0][1][0], "id": "x", "measure": "other"}]))
    assert asked(town, "area").value == "11"


def test_it_needs_the_standard_library_alone() -> None:
    program = "import sys, hetang.figures.oracle, hetang.figures.language; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    foreign = {name.partition(".")[0] for name in loaded} & {"django", "duckdb", "yaml", "typst", "docx", "jsonschema"}
    planned = {name for name in loaded if name in ("hetang.figures.plan", "hetang.figures.calculation", "hetang.figures.evaluate")}
    assert not foreign and not planned and not any(name.startswith("hetang.figures.engines") for name in loaded)
