"""What a folder holds is merged, placed and named alike on every machine."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from pathlib import Path

import pytest

from hetang.packs.files import KINDS
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from tests.packs.lakeside import documented_files, lakeside, write_pack


def loaded(folder: Path) -> Pack:
    pack = read_pack(folder)
    assert isinstance(pack, Pack), [refusal.text("en") for refusal in pack]
    return pack


def refused(folder: Path) -> list[tuple[str | None, str]]:
    found = read_pack(folder)
    assert isinstance(found, list)
    return [(refusal.at, refusal.code) for refusal in found]


DISTRICTS = "places/districts.yaml"


def test_the_digest_does_not_depend_on_how_items_lie_in_files(tmp_path: Path) -> None:
    files = documented_files()
    head, north, south = "", "", ""
    for line in files[DISTRICTS].splitlines(keepends=True):
        if "id: north" in line:
            north += line
        elif "id: south" in line:
            south += line
        else:
            head += line
    split = {**files, DISTRICTS: head + south, "places/z/more.yaml": head.split("places:")[0] + "places:\n" + north}
    one, other = loaded(write_pack(tmp_path / "one", files)), loaded(write_pack(tmp_path / "other", split))
    assert one.digest == other.digest
    assert one.places.children("lakeside", date(2016, 1, 1)) == other.places.children("lakeside", date(2016, 1, 1))


def test_the_digest_does_not_depend_on_comments_quotes_or_the_order_of_keys(tmp_path: Path) -> None:
    def rewritten(text: str) -> str:
        return "# a comment\n" + text.replace("id: north,", '"id": "north", ').replace("kind: city}", "kind: 'city'}")

    assert (
        loaded(lakeside(tmp_path / "a")).digest
        == loaded(lakeside(tmp_path / "b", places_districts_yaml=rewritten)).digest
    )


def test_the_digest_follows_any_change_of_content_but_not_the_records(tmp_path: Path) -> None:
    plain = loaded(lakeside(tmp_path / "a")).digest
    other = loaded(lakeside(tmp_path / "b", words_lamps_yaml=lambda text: text.replace("street lamp", "lamp"))).digest
    row = "D-3,北区,2016-05-05,新装,1,2016-05-06,\n"
    records = loaded(lakeside(tmp_path / "c", records_lamps_csv=lambda text: text + row)).digest
    assert plain != other
    assert plain == records


def test_the_pack_is_plain_json_and_says_so_again(tmp_path: Path) -> None:
    pack = loaded(lakeside(tmp_path))
    assert json.loads(json.dumps(pack.source_json)) == pack.source_json


def test_a_place_may_have_a_history(tmp_path: Path) -> None:
    more = "- {id: north, name: {zh: 北城区, en: North City}, parent: lakeside, since: 2017-01-01}\n"
    places = loaded(lakeside(tmp_path, places_districts_yaml=lambda text: text + more)).places
    names = [places.at("north", day).name.en for day in (date(2016, 12, 31), date(2017, 1, 1))]  # type: ignore[union-attr]
    assert names == ["North District", "North City"]


def test_places_may_stand_in_a_sheet(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(documented_files())
    files["places/towns.csv"] = (
        "id,name.zh,name.en,parent,kind,since,source.zh,source.en,longitude,latitude\n"
        '001,"东镇，又名东街",East Town,north,town,2016-01-01,示例,example,117.3,29.4\n'
        "002,西镇,West Town,south,town,2016-01-01,示例,example,,\n"
    )
    places = loaded(write_pack(tmp_path, files)).places
    east = places.at("001", date(2016, 1, 1))
    assert east is not None and east.name.zh == "东镇，又名东街" and east.more["at"] == ["117.3", "29.4"]


def test_every_bad_row_of_a_sheet_is_named_with_its_line(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(documented_files())
    files["places/towns.csv"] = (
        "id,name.zh,name.en,parent,since,source.zh,source.en\n"
        "a,甲,A,north,2016-01-01,示例,example\n"
        "b,乙,B\n"
        "c,丙,C,nowhere,2016-01-01,示例,example\n"
        "d,丁,D,north,2016-13-01,示例,example\n"
        "e,戊,E,b,2016-01-01,示例,example\n"
    )
    assert refused(write_pack(tmp_path, files)) == [
        ("places/towns.csv:3", "not_csv"),
        ("places/towns.csv:4", "unknown_reference"),
        ("places/towns.csv:5", "not_accepted"),
    ]


def test_what_follows_from_an_unreadable_file_is_not_said(tmp_path: Path) -> None:
    assert refused(lakeside(tmp_path, measures_lamps_yaml=lambda text: text + "\t- x\n")) == [
        ("measures/lamps.yaml:12", "tab")
    ]
    assert refused(
        lakeside(tmp_path / "b", organisations_city_yaml=lambda text: text.replace("people:", "people: [", 1))
    ) == [("organisations/city.yaml:8", "not_yaml")]


def test_a_bad_default_is_said_once(tmp_path: Path) -> None:
    change = lakeside(
        tmp_path, places_districts_yaml=lambda text: text.replace("since: 2015-01-01", "since: yesterday")
    )
    assert refused(change) == [("places/districts.yaml:1", "not_accepted")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("notes.txt", "notes.txt:1"),
        ("measure/x.yaml", "measure/:1"),
        ("measures/x.yml", "measures/x.yml:1"),
        ("measures/x.csv", "measures/x.csv:1"),
    ],
)
def test_a_file_that_has_no_place_in_a_pack_is_refused(tmp_path: Path, name: str, found: str) -> None:
    assert refused(write_pack(tmp_path, {**documented_files(), name: "x"})) == [(found, "unknown_file")]


def test_leaflets_hidden_files_and_data_of_records_are_left_alone(tmp_path: Path) -> None:
    more = dict.fromkeys(
        ("README.md", "places/README.zh-CN.md", "LICENSE", ".git/config", "records/notes.yaml"), "x: ["
    )
    loaded(write_pack(tmp_path, {**documented_files(), **more}))


def test_a_pipe_or_a_broken_link_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pack = lakeside(tmp_path)
    os.mkfifo(pack / "words" / "pipe.yaml")
    (pack / "words" / "link.yaml").symlink_to(tmp_path / "nowhere")
    assert refused(pack) == [("words/link.yaml:1", "unreadable_file"), ("words/pipe.yaml:1", "unreadable_file")]


def test_a_list_written_as_keys_is_said_once(tmp_path: Path) -> None:
    keyed = "since: 2016-01-01\nsource: {zh: 甲, en: a}\nmeasures:\n  lamps_lit: {unit: 盏}\n"
    assert refused(lakeside(tmp_path, measures_lamps_yaml=keyed)) == [("measures/lamps.yaml:3", "wrong_type")]


def test_no_folder_and_no_cover_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing") == [("nothing:1", "no_such_pack")]
    assert refused(lakeside(tmp_path, pack_yaml=None)) == [("pack.yaml:1", "missing_file")]


def test_a_pack_may_stand_on_any_pack_beside_it_but_not_on_itself(tmp_path: Path) -> None:
    cover = "pack: {{name: {0}, version: '1', extends: {1}, time_zone: Asia/Shanghai, source: {{zh: 甲, en: a}}}}\n"
    for name, below in (("one", "two"), ("two", "base"), ("three", "four"), ("four", "three"), ("five", "nowhere")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pack.yaml").write_text(cover.format(name, below))
    assert "fact" in loaded(tmp_path / "one").words
    assert [code for _, code in refused(tmp_path / "three")] == ["loop_of_packs"]
    assert refused(tmp_path / "five") == [("pack.yaml:1", "unknown_pack")]


def test_a_dimension_that_a_mapping_invents_is_refused(tmp_path: Path) -> None:
    change = lakeside(tmp_path, mappings_lamps_yaml=lambda text: text.replace("{kind: {column", "{sort: {column"))
    assert [code for _, code in refused(change)] == ["unknown_dim"]


def test_a_value_that_a_dimension_lacks_is_refused(tmp_path: Path) -> None:
    change = lakeside(tmp_path, mappings_lamps_yaml=lambda text: text.replace("修复: repaired", "修复: mended"))
    assert [code for _, code in refused(change)] == ["unknown_dim_value"]


def test_three_hundred_definitions_load_within_a_second(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = dict(documented_files())
    item = documented_files()["indicators/lamps.yaml"].split("indicators:\n")[1]
    for turn in range(100):
        copy = "".join(
            line.replace("- id: ", f"- id: more{turn}_") if line.startswith("- id") else line
            for line in item.splitlines(keepends=True)
        )
        files[f"indicators/more{turn}.yaml"] = "since: 2016-01-01\nsource: {zh: 甲, en: a}\nindicators:\n" + copy
    pack = write_pack(tmp_path, files)
    begun = time.perf_counter()
    assert len(loaded(pack).definitions.indicators) == 303
    assert time.perf_counter() - begun < 3  # about 0.5 s alone; other tests may share the machine


def test_every_list_of_a_pack_has_its_folder_and_its_schema() -> None:
    from_kinds = [name for lists in KINDS.values() for name in lists]
    assert len(from_kinds) == len(set(from_kinds))
