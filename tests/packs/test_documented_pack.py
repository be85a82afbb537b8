"""The pack that the documentation shows is complete: it loads, and every sentence about it can be tried."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hetang.packs.check import check_pack
from hetang.packs.files import KINDS
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from tests.packs.lakeside import documented_files, lakeside


def test_the_documented_pack_loads_and_its_example_holds(tmp_path: Path) -> None:
    checked = check_pack(lakeside(tmp_path))
    assert [refusal.text("en") for refusal in checked.refusals] == []
    assert [(outcome.id, outcome.got) for outcome in checked.examples] == [("new_lamps_only", "50")]


def test_it_shows_a_file_of_every_kind() -> None:
    shown = {name.partition("/")[0] for name in documented_files()}
    assert shown == {*KINDS, "records", "pack.yaml"}


def test_what_it_declares_stands_in_the_pack(tmp_path: Path) -> None:
    pack = read_pack(lakeside(tmp_path))
    assert isinstance(pack, Pack)
    day = date(2016, 6, 1)
    assert pack.name == "lakeside" and pack.city is not None and pack.city.en == "Lakeside"
    assert pack.places.subtree("lakeside", day) == {"lakeside", "north", "south"}
    assert pack.places.nodes[1].more["at"] == ["117.20", "29.31"]
    assert pack.organisations.at("works", day).more["organ"] is True  # type: ignore[union-attr]
    assert pack.grants.roles("lin", day) == {"recorder"}
    assert pack.definitions.measures["lamps_lit"].unit == "盏"
    assert pack.bulletins["first"].indicators() == ("new_lamps", "new_lamps_share")
    assert pack.mappings["lamp_sheet"].id == "lamp_sheet"
    assert pack.records is not None and pack.records["files"] == [{"file": "lamps.csv", "as": "lamp_sheet"}]


def test_it_stands_on_the_base_pack(tmp_path: Path) -> None:
    pack = read_pack(lakeside(tmp_path))
    assert isinstance(pack, Pack)
    assert "air_concentration" in pack.definitions.measures
    assert pack.words["fact"].name.zh == "事实"


def test_an_item_of_the_same_id_replaces_that_of_the_base(tmp_path: Path) -> None:
    more = "- id: good_air_index\n  since: 2020-01-01\n  source: {zh: 甲, en: a}\n  value: 90\n"
    pack = read_pack(lakeside(tmp_path, rules_lamps_yaml=lambda text: text + more))
    assert isinstance(pack, Pack)
    assert [rule.value for rule in pack.definitions.rules["good_air_index"]] == [90]
