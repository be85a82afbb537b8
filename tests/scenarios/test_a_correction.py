"""A fact is corrected: what depends on it changes, nothing else does, and what was printed can be shown again."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from tests.city.published import PUBLISHED
from tests.scenarios import homes
from tests.scenarios.adding import of, renewed
from tests.scenarios.changing import correct, correction, verification
from tests.scenarios.door import Door

ALL = [*PUBLISHED, "renewal_targets_five_years", "renewal_units_started", "renewal_units_in_money"]
READER = "person-004"
TOWN = "360203011"
Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """The city's figures before and after each of two corrections."""

    door: Door
    issue: int
    before: Figures
    green: Figures
    floor: Figures


@pytest.fixture(scope="module")
def story(city: Door) -> Iterator[Story]:
    with homes.copied(city.home) as door:
        before, issue = figures(door), door.json("bulletin", "list")["bulletins"][0]["entry"]
        green = next(fact for fact in door.trace("greened_area", "--limit", "50")["facts"] if Fraction(fact["value"]) > 500)
        correct(door, green, str(Fraction(green["value"]) - 58), 1)
        after_green = figures(door)
        household = renewed(door.trace("renewal_area", "--place", TOWN, actor=READER)["facts"])[0]
        (surveyed,) = of(household, "household_floor_area")
        correct(door, surveyed, "77.7", 11)
        yield Story(door, issue, before, after_green, figures(door))


def figures(door: Door) -> Figures:
    return {id: door.figure(id) for id in ALL}


def changed(before: Figures, after: Figures, key: str) -> set[str]:
    return {id for id in ALL if before[id][key] != after[id][key]}


def test_exactly_the_indicator_that_rests_on_the_fact_changes(story: Story) -> None:
    assert changed(story.before, story.green, "facts_digest") == {"greened_area"}
    assert changed(story.before, story.green, "exact") == {"greened_area"}
    assert (story.before["greened_area"]["value"], story.green["greened_area"]["value"]) == ("423000", "422942")


def test_where_two_indicators_rest_on_a_fact_both_change_and_no_other(story: Story) -> None:
    both = {"renewal_area", "renewal_area_above_five_years"}
    assert changed(story.green, story.floor, "facts_digest") == both
    assert changed(story.green, story.floor, "exact") == both


def test_as_known_with_the_entry_of_the_issue_all_figures_are_as_printed(story: Story) -> None:
    then = {id: story.door.figure(id, "--known-at-seq", str(story.issue)) for id in ALL}
    assert changed(story.before, then, "value") == changed(story.before, then, "facts_digest") == set()
    assert then["greened_area"]["head"] == story.before["greened_area"]["head"]


def test_until_another_organ_has_verified_it_the_correction_does_not_reach_the_verified_floor(town: Door) -> None:
    fact = town.trace("greened_area", "--limit", "1")["facts"][0]
    before, by_one = town.figure("greened_area"), str(Fraction(fact["value"]) + 1)
    (town.home / "measured.txt").write_text("measured again", encoding="utf-8")
    assert town.act(town.home / "act.json", correction(fact, by_one, 1), fact["recorded_by"]).status == 0
    ladder = town.figure("greened_area")["ladder"]
    assert Fraction(ladder["verified"]) == Fraction(before["exact"]) - Fraction(fact["value"])
    assert Fraction(ladder["evidenced"]) == Fraction(before["ladder"]["evidenced"]) + 1


def test_its_recorder_does_not_verify_it_nor_does_their_own_organ(town: Door) -> None:
    fact = town.trace("greened_area", "--limit", "1")["facts"][0]
    (town.home / "measured.txt").write_text("measured again", encoding="utf-8")
    assert town.act(town.home / "act.json", correction(fact, "1", 1), fact["recorded_by"]).status == 0
    own = {**fact, "verified_by": fact["recorded_by"], "verified_organisation": fact["organisation"]}
    said = town.act(town.home / "act.json", verification(own, 1), fact["recorded_by"])
    assert (said.status, said.json["accepted"]) == (1, False)
    assert said.json["refusals"][0]["says"]["zh"] and said.json["refusals"][0]["accepts"]["en"]


def test_an_act_sent_twice_is_one_entry_and_other_bytes_under_its_id_are_refused(town: Door) -> None:
    fact = town.trace("greened_area", "--limit", "1")["facts"][0]
    (town.home / "measured.txt").write_text("measured again", encoding="utf-8")
    act = correction(fact, "1", 1)
    first, again = (town.act(town.home / "act.json", act, fact["recorded_by"]).json["entry"] for _ in range(2))
    assert (first["seq"], first["repeated"], again["repeated"]) == (again["seq"], False, True)
    other = town.act(town.home / "act.json", correction(fact, "2", 1), fact["recorded_by"])
    assert other.status == 1 and other.json["accepted"] is False


def test_of_a_list_of_acts_each_is_answered_and_one_refusal_makes_the_answer_no(town: Door) -> None:
    fact = town.trace("greened_area", "--limit", "1")["facts"][0]
    (town.home / "measured.txt").write_text("measured again", encoding="utf-8")
    acts = [correction(fact, "1", 1), correction({**fact, "unit": "元"}, "1", 11)]
    said = town.act(town.home / "act.json", acts, fact["recorded_by"])
    assert said.status == 1
    assert [answer["accepted"] for answer in said.json] == [True, False]


def test_without_a_grant_nothing_is_recorded(town: Door) -> None:
    fact = town.trace("greened_area", "--limit", "1")["facts"][0]
    (town.home / "measured.txt").write_text("measured again", encoding="utf-8")
    said = town.act(town.home / "act.json", correction(fact, "1", 1), "person-003")   # the bulletin's editor
    assert said.status == 1 and town.json("verify")["head"] == town.figure("greened_area")["head"]
    assert town.ask("act", town.home / "act.json").status == 2, "an act needs a person"
