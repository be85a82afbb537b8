"""The reference city's records: counted by hand, disturbed in every way, accepted by the product's own decisions."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.city import by_hand
from tests.city.published import CHOSEN, PUBLISHED, agrees
from tests.city.taken_over import FOLDER, pack, taken_over

RECORDS = FOLDER / "records"
MAKER = Path(__file__).parents[2] / "tools" / "make_city.py"


@pytest.fixture(scope="module")
def counted():
    return by_hand.counted()


def test_all_36_figures_come_out_when_counted_by_hand(counted):
    assert set(counted) == set(PUBLISHED) and len(PUBLISHED) == 36
    assert {name: str(value) for name, value in counted.items() if not agrees(name, value)} == {}


def test_where_the_mission_leaves_room_the_story_says_which_value(counted):
    assert agrees("lake_area", counted["lake_area"]) and float(counted["lake_area"]) == float(CHOSEN["lake_area"])
    for name in set(CHOSEN) - {"lake_area", "stalled_road_months"}:
        assert counted[name] == int(CHOSEN[name]), name


@pytest.mark.parametrize("rule", by_hand.RULES)
def test_switching_off_any_one_rule_changes_many_of_the_36(rule, counted):
    changed = {name for name, value in by_hand.counted(off=rule).items() if value != counted[name]}
    assert len(changed) >= 10, (rule, changed)


def test_every_figure_but_the_firm_ones_feels_some_rule(counted):
    felt = {
        name for rule in by_hand.RULES for name, value in by_hand.counted(off=rule).items() if value != counted[name]
    }
    assert felt == set(PUBLISHED)


def test_the_day_before_the_green_area_was_still_uncorrected(counted):
    before = by_hand.counted(known_on="2017-04-25")
    changed = {name: before[name] for name in before if before[name] != counted[name]}
    assert changed == {"greened_area": 423_180}


def test_every_row_is_accepted_and_no_verifier_sits_in_the_recorders_line():
    result = taken_over()
    assert [(refusal.at, refusal.says.en) for refusal in result.refused[:5]] == []
    assert 60_000 <= len(result.facts) <= 90_000


def test_behind_every_sum_and_count_stand_fifty_facts_of_three_organisations():
    by_measure = Counter(fact["measure"] for fact in taken_over().facts)
    organs = {
        measure: {f["organisation"] for f in taken_over().facts if f["measure"] == measure} for measure in by_measure
    }
    few = {  # the thing itself has no more
        "household_settlement_ended",
        "road_completed",
        "park_completed",
        "road_work_started",
        "provincial_start_rate",
        "provincial_money_rate",
    }
    assert {m for m, count in by_measure.items() if count < 50} <= few
    one_surveyor = {"land_area", "provincial_start_rate", "provincial_money_rate", "road_work_started", "road_progress"}
    assert {m for m, known in organs.items() if len(known) < 3} <= one_surveyor


def test_people_are_invented_and_known_by_one_pseudonym_a_register():
    assert all(person.synthetic for person in pack().people.values())
    registers = {}
    for fact in taken_over().facts:
        if "person" in fact["dims"]:
            registers.setdefault(fact["dims"]["person"].split("-")[0], set()).add(fact["measure"])
    shared = {prefix: measures for prefix, measures in registers.items() if len(measures) > 1}
    assert shared == {"ji": {"talk_or_letter", "handled_by_organisation"}}


def test_the_records_are_small_and_every_picture_is_different():
    assert sum(path.stat().st_size for path in RECORDS.iterdir()) < 12_000_000
    with zipfile.ZipFile(RECORDS / "evidence.zip") as archive:
        pictures = [archive.read(name) for name in archive.namelist()]
    assert 700 <= len(pictures) <= 1_200
    assert len(set(pictures)) == len(pictures)


def test_the_bulletin_holds_every_one_of_the_36():
    (bulletin,) = pack().bulletins.values()
    assert set(PUBLISHED) <= set(bulletin.indicators())


def test_making_the_city_again_gives_the_same_bytes(tmp_path):
    made = subprocess.run([sys.executable, str(MAKER), str(tmp_path)], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    for path in sorted(tmp_path.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (FOLDER / path.relative_to(tmp_path)).read_bytes(), path.name
