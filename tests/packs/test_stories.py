"""A story is played through the one decision; whatever goes otherwise than told is an error on its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from hetang.packs.check import check_pack
from tests.packs.lakeside import documented_files, lakeside

STORIES = documented_files()["examples/stories.yaml"]


def test_the_documented_story_holds(tmp_path: Path) -> None:
    checked = check_pack(lakeside(tmp_path))
    assert checked.refusals == []
    (story,) = checked.stories
    assert story.holds and story.steps == 5 and story.at.startswith("examples/stories.yaml:")


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("expect: closed", "expect: repaired", "act: accept, expect: repaired"),
        ("repair: 2016-10-07", "repair: 2016-10-08", "repair: 2016-10-08"),
        ("value: 1, dims: {kind: repaired}", "value: 2", "value: 2"),
        ("dims: {kind: repaired}", "dims: {kind: new}", "kind: new"),
        ("{refused: not_apart}", "closed", "act: accept, expect: closed"),
        ("{refused: not_apart}", "{refused: guard}", "refused: guard"),
        ("{refused: not_apart}", "{refused: not_apart, because: 月亮}", "月亮"),
        ("- {until: 2016-10-08, expect: reported}", "- {until: 2016-10-08, expect: repaired}", "expect: repaired}"),
        ("expect: {step: reported, clocks", "expect: {opens: [lamp_repair], step: reported, clocks", "opens: [lamp"),
        ("expect: {step: repaired, facts", "expect: {tells: [lin], step: repaired, facts", "tells: [lin]"),
    ],
)  # fmt: skip
def test_what_goes_otherwise_is_said_with_its_line(tmp_path: Path, before: str, after: str, part: str) -> None:
    assert before in STORIES
    changed = STORIES.replace(before, after, 1)
    line = changed[: changed.index(part)].count("\n") + 1
    checked = check_pack(lakeside(tmp_path, examples_stories_yaml=changed))
    assert [(refusal.code, refusal.at) for refusal in checked.refusals] == [
        ("story_fails", f"examples/stories.yaml:{line}")
    ]
    assert not checked.stories[0].holds and checked.pack is None


def test_a_notification_reaches_whoever_stands_for_the_verifier(tmp_path: Path) -> None:
    told = STORIES.replace("expect: {step: repaired, facts", "expect: {tells: [zhou], step: repaired, facts", 1)
    assert check_pack(lakeside(tmp_path, examples_stories_yaml=told)).refusals == []


def test_the_clock_has_acted_before_whatever_comes_later(tmp_path: Path) -> None:
    """Whether the story lets the clock run or not, the repair of 9 October finds that the limit has passed."""
    without = "\n".join(line for line in STORIES.splitlines() if "until:" not in line) + "\n"
    guard = (
        "    - holds: n_overdue == 0\n      says: {zh: 已逾期, en: overdue}\n      accepts: {zh: 按期, en: in time}\n"
    )
    kinds = documented_files()["matters/lamps.yaml"].replace("    guards:\n", f"    guards:\n{guard}", 1)
    checked = check_pack(lakeside(tmp_path, examples_stories_yaml=without, matters_lamps_yaml=kinds))
    assert [refusal.code for refusal in checked.refusals] == ["story_fails"]
    assert "guard" in checked.refusals[0].says.en


@pytest.mark.parametrize("name", ["base", "riverton"])
def test_the_stories_of_the_packs_that_come_with_it_hold(name: str) -> None:
    checked = check_pack(Path(__file__).parents[2] / "packs" / name)
    assert checked.stories and all(story.holds for story in checked.stories), [r.text("en") for r in checked.refusals]
