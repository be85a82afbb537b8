"""The price of a form: minutes x people x times a year, shown by the check of a pack."""

from __future__ import annotations

import argparse
import json
from fractions import Fraction
from pathlib import Path

import pytest

from hetang.matters.price import hours_text, price
from hetang.packs.check import check_pack
from hetang.wiring.commands import pack as command
from tests.packs.lakeside import documented_files, lakeside


def test_two_minutes_of_three_people_forty_times_a_year_are_four_hours(tmp_path: Path) -> None:
    pack = check_pack(lakeside(tmp_path)).pack
    assert pack is not None
    (kind,) = pack.kinds.versions["lamp_repair"]
    found = price(kind, pack.kinds)
    assert [(form.act, form.hours) for form in found.forms] == [("report", Fraction(4))]
    assert found.hours == 4 and found.untold == ()


def test_a_form_whose_price_is_not_told_is_named(tmp_path: Path) -> None:
    kinds = documented_files()["matters/lamps.yaml"].replace("    minutes: 2\n", "")
    pack = check_pack(lakeside(tmp_path, matters_lamps_yaml=kinds)).pack
    assert pack is not None
    found = price(pack.kinds.versions["lamp_repair"][0], pack.kinds)
    assert found.untold == ("report",) and found.hours == 0


def test_what_two_kinds_ask_is_shown_as_asked_twice(tmp_path: Path) -> None:
    text = documented_files()["matters/lamps.yaml"]
    second = text[text.index("- id: lamp_repair") :].replace("- id: lamp_repair", "- id: lamp_renewal")
    cast = "organisations: {city: null}, people: {a: {of: city}}, acts: [{until: 2016-01-02}]"
    story = f"- {{id: s, says: {{zh: 一, en: one}}, kind: lamp_renewal, {cast}}}\n"
    stories = documented_files()["examples/stories.yaml"] + story
    checked = check_pack(lakeside(tmp_path, matters_lamps_yaml=text + second, examples_stories_yaml=stories))
    duplicates = {one.kind: [(d.field, d.kinds) for d in one.duplicates] for one in checked.prices}
    assert duplicates["lamp_repair"] == [("spot", ("lamp_renewal",))]


@pytest.mark.parametrize(
    ("hours", "text"), [(Fraction(4), "4"), (Fraction(1, 3), "0.3"), (Fraction(19, 20), "1"), (Fraction(5, 4), "1.3")]
)
def test_hours_are_told_to_a_tenth(hours: Fraction, text: str) -> None:
    assert hours_text(hours) == text


def test_the_check_shows_the_price(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, parser = str(lakeside(tmp_path)), argparse.ArgumentParser()
    command.arguments(parser)
    command.run(parser.parse_args(["check", folder, "--lang", "en"]))
    assert "report: 3 people x 40 times a year x 2 minutes = 4 hours a year" in capsys.readouterr().out
    command.run(parser.parse_args(["check", folder, "--json"]))
    said = json.loads(capsys.readouterr().out)
    (found,) = [one for one in said["prices"] if one["kind"] == "lamp_repair"]
    assert found["hours"] == "4" and found["forms"][0]["asks"] == ["title", "spot"]
    assert said["stories"][0]["holds"] is True
