"""Kinds, calendars, roles, grants and the day of a demonstration, as a pack declares them and as it is stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.packs.stored import stored_pack
from tests.packs.lakeside import documented_files, lakeside

KINDS = documented_files()["matters/lamps.yaml"]


def read(tmp_path: Path, **changes: object) -> Pack:
    found = read_pack(lakeside(tmp_path, **changes))  # type: ignore[arg-type]
    assert isinstance(found, Pack), [refusal.text("en") for refusal in found]
    return found


def test_a_pack_has_its_kinds_and_those_it_stands_on(tmp_path: Path) -> None:
    pack = read(tmp_path)
    assert pack.kinds.on("lamp_repair", date(2016, 1, 1)) is not None
    assert pack.kinds.on("lamp_repair", date(2015, 12, 31)) is None
    assert "household" in pack.kinds
    assert pack.roles["verifier"].en == "verifier"


def test_the_cover_chooses_the_calendar(tmp_path: Path) -> None:
    pack = read(tmp_path)
    assert set(pack.calendars) == {"cn", "lakeside"} and pack.calendar.id == "lakeside"
    assert pack.calendar.workday(date(2016, 10, 3)) is False and pack.calendar.workday(date(2016, 10, 8)) is True
    assert pack.calendar.workday(date(2017, 10, 3)) is None


def test_without_a_choice_it_is_the_calendar_of_the_base_pack(tmp_path: Path) -> None:
    pack = read(
        tmp_path,
        pack_yaml=lambda text: text.replace("  calendar: lakeside\n", ""),
        examples_stories_yaml=lambda text: text.replace(", clocks: {repair: 2016-10-07}", ""),
    )
    assert pack.calendar.id == "cn"


def test_a_demonstration_stands_on_its_day(tmp_path: Path) -> None:
    assert read(tmp_path / "a").demonstration is None
    day = "  demonstration: {day: 2017-04-26}\n  synthetic: true\n"
    pack = read(tmp_path / "b", pack_yaml=lambda text: text.replace("  synthetic: true\n", day))
    assert pack.demonstration == date(2017, 4, 26)


def test_a_stored_pack_is_the_same(tmp_path: Path) -> None:
    pack = read(tmp_path)
    again = stored_pack(pack.source_json)
    assert again.digest == pack.digest
    assert again.kinds == pack.kinds and again.calendar == pack.calendar


def test_a_pack_stored_before_there_were_kinds_reads_again(tmp_path: Path) -> None:
    json = {
        key: value for key, value in read(tmp_path).source_json.items() if key not in ("kinds", "calendars", "stories")
    }
    again = stored_pack(json)
    assert list(again.kinds) == [] and again.calendar.years == {}


def test_a_grant_may_be_for_a_place_and_for_some_kinds(tmp_path: Path) -> None:
    more = "- {person: wu, role: recorder, place: north, kinds: [lamp_repair], since: 2016-01-01}\n"
    pack = read(tmp_path, organisations_city_yaml=lambda text: text + more)
    (grant,) = [one for one in pack.grants.grants if one.place]
    assert (grant.over, grant.place, grant.kinds) == (None, "north", frozenset({"lamp_repair"}))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("- {person: wu, role: recorder, place: west, since: 2016-01-01}\n", "unknown_reference"),
        (
            "- {person: wu, role: recorder, over: works, kinds: [lamp_repairs], since: 2016-01-01}\n",
            "unknown_reference",
        ),
        ("- {person: wu, role: lamplighter, over: works, since: 2016-01-01}\n", "unknown_reference"),
        ("- {person: wu, role: recorder, since: 2016-01-01}\n", "not_accepted"),
    ],
)
def test_a_grant_of_what_there_is_not_is_refused_on_its_line(tmp_path: Path, more: str, code: str) -> None:
    found = read_pack(lakeside(tmp_path, organisations_city_yaml=lambda text: text + more))
    assert isinstance(found, list)
    line = documented_files()["organisations/city.yaml"].count("\n") + 1
    assert [(refusal.at, refusal.code) for refusal in found] == [(f"organisations/city.yaml:{line}", code)]


def test_a_role_declared_in_a_pack_may_be_granted_and_named_in_kinds(tmp_path: Path) -> None:
    role = "roles:\n- {id: lamplighter, name: {zh: 灯夫, en: lamplighter}, authority: government}\n"
    role += "grants:\n- {person: wu, role: lamplighter, over: works}\n"
    pack = read(
        tmp_path,
        organisations_city_yaml=lambda text: text.replace("grants:\n", role, 1),
        matters_lamps_yaml=lambda text: text.replace('["role:recorder"]', '["role:recorder", "role:lamplighter"]', 1),
    )
    assert pack.roles["lamplighter"].zh == "灯夫"


@pytest.mark.parametrize(
    ("before", "after", "part", "code"),
    [
        ("to: repaired\n", "to: mended\n", "to: mended", "unknown_step"),
        ("needs: [title, spot]", "needs: [title, spots]", "needs: [title, spots]", "unknown_field"),
        ("holds: n_send_back < 3", "holds: n_send_backs < 3", "n_send_backs", "unknown_name"),
        ("measure: lamps_lit", "measure: lamps", "measure: lamps,", "unknown_measure"),
        ("unit: 盏", "unit: 米", "unit: 米", "wrong_unit"),
        ("dims: {kind: \"'repaired'\"}", "dims: {sort: \"'repaired'\"}", "dims: {sort", "unknown_dim"),
        ("from: [reported], may: [clock]", "from: [reported], may: [opener]", "act: overdue}]", "not_by_clock"),
        ("target: {workdays: 5}", "target: {workdays: 5, days: 7}", "target:", "one_of_two"),
        ("owner: opener", "owner: openers", "owner: openers", "not_accepted"),
    ],
)  # fmt: skip
def test_an_error_in_a_kind_stands_on_its_line(tmp_path: Path, before: str, after: str, part: str, code: str) -> None:
    changed = KINDS.replace(before, after, 1)
    found = read_pack(lakeside(tmp_path, matters_lamps_yaml=changed))
    assert isinstance(found, list)
    line = changed[: changed.index(part)].count("\n") + 1
    assert (f"matters/lamps.yaml:{line}", code) in {(refusal.at, refusal.code) for refusal in found}


def test_two_years_of_one_calendar_stand_beside_each_other_but_not_the_same_twice(tmp_path: Path) -> None:
    text = documented_files()["calendars/lakeside.yaml"]
    other = text.partition("calendars:\n")[2].replace("2016", "2017")
    assert sorted(read(tmp_path / "a", calendars_lakeside_yaml=text + other).calendar.years) == [2016, 2017]
    found = read_pack(lakeside(tmp_path / "b", calendars_lakeside_yaml=text + text.partition("calendars:\n")[2]))
    assert isinstance(found, list) and [refusal.code for refusal in found] == ["duplicate_id"]
