"""An example says in short form which facts there are and what an indicator must give for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hetang.packs.check import Checked, check_pack
from tests.packs.lakeside import lakeside

HEAD = """examples:
- id: tried
  indicator: new_lamps
  as_of: 2016-12-31
  defaults: {measure: lamps_lit, happened_on: 2016-03-05, place: north, organisation: works, dims: {kind: new}}
"""


def tried(folder: Path, text: str, indicator: str = "new_lamps") -> Checked:
    return check_pack(lakeside(folder, examples_lamps_yaml=HEAD.replace("new_lamps", indicator) + text))


@pytest.mark.parametrize(
    ("facts", "expect"),
    [
        ("[]", "null"),
        ("[{value: 3}]", "3"),
        ("[{value: 3, status: evidenced}]", "null"),
        ("[{value: 3, status: disputed}, {value: 4, happened_on: 2016-03-06}]", "4"),
        ("[{value: 3, status: rejected}, {value: 4, happened_on: 2016-03-06}]", "4"),
        ("[{value: 3, as: a}, {value: 4, corrects: a}]", "4"),
        ("[{value: 3, as: a}, {value: 3, repeats: a}]", "3"),
        ("[{value: 3, as: a, status: rejected}, {value: 3, repeats: a}]", "3"),
        ("[{value: 3, as: a}, {value: 4, corrects: a, status: rejected}]", "3"),
        ("[{value: 3}, {value: 4, happened_on: 2017-01-01}]", "3"),
        ("[{value: 3}, {value: 4, dims: {kind: repaired}}]", "3"),
        ('[{value: 3}, {value: "4.0", happened_on: 2016-03-06}]', '"7.00"'),
    ],
)
def test_an_example_holds(tmp_path: Path, facts: str, expect: str) -> None:
    checked = tried(tmp_path, f"  facts: {facts}\n  expect: {expect}\n")
    assert [refusal.text("en") for refusal in checked.refusals] == []
    assert [outcome.holds for outcome in checked.examples] == [True]


def test_floor_place_period_and_known_at_may_be_asked(tmp_path: Path) -> None:
    facts = (
        "[{value: 1}, {value: 2, status: reported, happened_on: 2016-03-06}, {value: 4, place: south},"
        " {value: 8, happened_on: 2015-03-05}, {value: 16, known_at: 2016-09-09}]"
    )
    for number, (asked, expect) in enumerate(
        (("floor: reported", 23), ("place: south", 4), ("period: 2015", 8), ("known_at: 2016-08-01", 5))
    ):
        checked = tried(tmp_path / str(number), f"  {asked}\n  facts: {facts}\n  expect: {expect}\n")
        assert [refusal.text("en") for refusal in checked.refusals] == []


def test_an_example_that_fails_says_what_it_gives(tmp_path: Path) -> None:
    checked = tried(tmp_path, "  facts: [{value: 3}]\n  expect: 4\n")
    (refusal,) = checked.refusals
    assert (refusal.at, refusal.code) == ("examples/lamps.yaml:2", "example_fails")
    assert "should give 4, but gives 3" in refusal.says.en
    assert checked.pack is None
    assert [(outcome.expected, outcome.got, outcome.holds) for outcome in checked.examples] == [("4", "3", False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  facts:\n  - {}\n  expect: 4\n", ["incomplete_fact"]),
        ("  facts:\n  - {value: 1, corrects: nobody}\n  expect: 4\n", ["unknown_fact"]),
        ("  facts:\n  - {value: 1, unit: 米}\n  expect: 4\n", ["wrong_dimension"]),
        ("  facts:\n  - {value: 1, dims: {sort: new}}\n  expect: 4\n", ["unknown_dim"]),
        ("  facts:\n  - {value: 1, place: west}\n  expect: 4\n", ["unknown_reference"]),
    ],
)
def test_a_fact_that_cannot_stand_is_said_with_its_line(tmp_path: Path, text: str, found: list[str]) -> None:
    checked = tried(tmp_path, text)
    assert [refusal.code for refusal in checked.refusals] == found
    assert {refusal.at for refusal in checked.refusals} == {"examples/lamps.yaml:7"}
    assert checked.examples == []


def test_a_rank_with_a_missing_peer_is_a_range(tmp_path: Path) -> None:
    rank = """- id: lamps_rank
  name: {zh: 路灯名次, en: rank of lamps}
  unit: 名
  rank: {sum: lamps_lit, among: place, self: north, peers: [north, south]}
"""
    folder = lakeside(
        tmp_path,
        indicators_lamps_yaml=lambda text: text + rank,
        examples_lamps_yaml=HEAD.replace("new_lamps", "lamps_rank") + "  facts: [{value: 3}]\n  expect: 1-2\n",
    )
    checked = check_pack(folder)
    assert [refusal.text("en") for refusal in checked.refusals] == []
