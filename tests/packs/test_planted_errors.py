"""A pack with twenty planted errors gives exactly these twenty, each on its line, in one run."""

# ruff: noqa: E501 -- the errors are a table

from __future__ import annotations

from pathlib import Path

from hetang.packs.read import read_pack
from tests.packs.lakeside import documented_files, write_pack


def line_of(text: str, part: str) -> int:
    assert text.count(part) == 1, part
    return text[: text.index(part)].count("\n") + 1


# file, what stands there, what is planted, the part of it on whose line the finding stands, its code
PLANTED = [
    ("pack.yaml", "time_zone: Asia/Shanghai", "time_zone: Asia/Nowhere", "Asia/Nowhere", "unknown_time_zone"),
    (
        "organisations/city.yaml",
        "role: editor, over: city}",
        "role: editor, over: city, colour: red}",
        "colour",
        "unknown_key",
    ),
    (
        "organisations/city.yaml",
        "{person: zhou, role: verifier",
        "{person: zhou, role: judge",
        "role: judge",
        "unknown_reference",
    ),
    (
        "organisations/city.yaml",
        "person: lin, since: 2015-01-01}",
        "person: lin, since: 2015-01-01, until: 2014-01-01}",
        "until: 2014",
        "ends_before_it_starts",
    ),
    (
        "places/districts.yaml",
        "- {id: lakeside, name: {zh: 湖滨市, en: Lakeside}",
        "- {id: lakeside, parent: north, name: {zh: 湖滨市, en: Lakeside}",
        "parent: north",
        "loop_in_tree",
    ),
    (
        "places/districts.yaml",
        "- {id: south",
        "- {id: north, name: {zh: 又, en: again}}\n- {id: south",
        "{zh: 又, en: again}",
        "duplicate_id",
    ),
    ("measures/lamps.yaml", "source: {zh: 示例, en: an example}\n", "", "- id: lamps_lit", "unsourced"),
    (
        "measures/lamps.yaml",
        "once_per: [happened_on, organisation, place, kind]",
        "once_per: [happened_on, colour]",
        "once_per",
        "unknown_by_key",
    ),
    ("indicators/lamps.yaml", "to: {sum: lamps_lit}}", "to: {sum: lamps_out}}", "lamps_out", "unknown_measure"),
    ("indicators/lamps.yaml", "{aqi: {highest: index}}", "{aqi: {highest: indx}}", "indx", "unknown_name"),
    ("rules/lamps.yaml", "  since: 2016-01-01\n", "", "- id: lamp_height", "undated"),
    ("rules/lamps.yaml", "  value: 8.5\n", "  value: 8.5\n  value: 9\n", "value: 9", "duplicate_key"),
    ("words/lamps.yaml", "- {id: lamp,", "\t- {id: lamp,", "- {id: lamp", "tab"),
    ("documents/first.yaml", "占{new_lamps_share}", "占{new_lamps_share}，共3盏", "共3盏", "number_typed_in"),
    ("documents/first.yaml", "  issue: 1\n", "  issue: one\n", "issue: one", "wrong_type"),
    ("mappings/lamps.yaml", "unit: 盏", "unit: 米", "unit: 米", "wrong_dimension"),
    ("records/records.yaml", "file: lamps.csv", "file: lights.csv", "lights.csv", "missing_file"),
]
# Whole items more: a loop of two formulas, and an indicator in the wrong unit.
MORE_INDICATORS = """- id: round_one
  name: {zh: 甲, en: a}
  unit: 盏
  formula: a + 1
  with: {a: {indicator: round_two}}
- id: round_two
  name: {zh: 乙, en: b}
  unit: 盏
  formula: a + 1
  with: {a: {indicator: round_one}}
- id: earth
  name: {zh: 土方, en: earth}
  unit: 平方米
  sum: earth_moved
- id: earth_dug
  name: {zh: 土方, en: earth dug}
  unit: 万立方米
  decimals: 1
  sum: earth_moved
"""
MORE_EXAMPLES = """- id: earth_in_myriads
  indicator: earth_dug
  as_of: 2016-12-31
  facts:
  - {measure: earth_moved, value: 25000, happened_on: 2016-05-01}
  expect: 25
"""
MORE = [
    ("indicators/lamps.yaml", "- id: round_one", "loop"),
    ("indicators/lamps.yaml", "  unit: 平方米", "wrong_dimension"),
    ("examples/lamps.yaml", "- id: earth_in_myriads", "example_fails"),
]


def plant() -> tuple[dict[str, str], set[tuple[str, str]]]:
    """The files with their errors, and where each is to be found: ("file:line", code)."""
    files = documented_files()
    for name, before, after, *_ in PLANTED:
        assert before in files[name], (name, before)
        files[name] = files[name].replace(before, after, 1)
    files["indicators/lamps.yaml"] += MORE_INDICATORS
    files["examples/lamps.yaml"] += MORE_EXAMPLES
    places = [(name, part, code) for name, _, _, part, code in PLANTED] + MORE
    return files, {(f"{name}:{line_of(files[name], part)}", code) for name, part, code in places}


def test_twenty_planted_errors_give_twenty_findings_on_their_lines(tmp_path: Path) -> None:
    files, expected = plant()
    found = read_pack(write_pack(tmp_path, files))
    assert isinstance(found, list)
    assert {(refusal.at, refusal.code) for refusal in found} == expected
    assert len(found) == len(expected) == 20


def test_every_finding_says_in_both_languages_what_would_be_accepted(tmp_path: Path) -> None:
    found = read_pack(write_pack(tmp_path, plant()[0]))
    assert isinstance(found, list)
    for refusal in found:
        assert refusal.says.zh and refusal.says.en and refusal.accepts.zh and refusal.accepts.en
        assert "{" not in refusal.says.en or "example" in refusal.says.en, refusal.says.en
