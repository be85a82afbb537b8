"""What is verified, kept, loaded again, made again and brought back."""

import base64
import zipfile
from pathlib import Path

import pytest

from tests.scenarios import homes
from tests.scenarios.changing import correct, owner
from tests.scenarios.door import Door


@pytest.fixture(scope="module")
def head(quarter: Door, scratch: Path) -> Path:
    """The checkpoint of the issued package, as somebody outside keeps it."""
    assert quarter.ask("bulletin", "build", "quarter", "--out", scratch / "kept").status == 0
    with zipfile.ZipFile(scratch / "kept" / "quarter.zip") as package:
        return Path(package.extract("checkpoint", scratch / "kept"))


def test_the_reference_city_verifies_and_its_reading_tables_are_those_of_its_ledger(city: Door) -> None:
    told = city.json("verify")
    assert (told["intact"], told["findings"], told["first_broken"]) == (True, [], None)
    assert told["head"] == city.figure("greened_area")["head"]
    assert city.json("rebuild", "--check")["differences"] == []


def test_every_example_of_the_pack_holds(city: Door) -> None:
    told = city.json("pack", "check", homes.CITY)
    assert told["errors"] == [] and len(told["examples"]) > 10
    assert told["digest"] == city.figure("greened_area")["pack"]


def test_loaded_again_nothing_changes(town: Door, quarter_pack: Path) -> None:
    before = town.json("verify")
    said = town.run("city", "load", quarter_pack)
    assert (said.status, said.out) == (0, ""), said.err
    assert town.json("verify") == before


@pytest.mark.parametrize("name", ["checkpoint", "quarter.zip"])
def test_against_a_head_kept_outside_the_city_holds_and_goes_on_holding_as_it_grows(town: Door, head: Path, name: str) -> None:
    kept = head.with_name(name)
    size = town.json("verify", "--head", kept)["head"]["size"]
    correct(town, town.trace("greened_area", "--limit", "1")["facts"][0], "1", 1)
    told = town.json("verify", "--head", kept)
    assert (told["consistent_with"], told["head"]["size"]) == (size, size + 2)


def test_a_ledger_chained_anew_is_intact_in_itself_but_is_not_the_one_whose_head_was_kept(
    quarter_pack: Path, head: Path, tmp_path: Path,
) -> None:
    """The same pack and records in another order of time: the same facts, other entries."""
    anew = Door(homes.loaded(quarter_pack, tmp_path / "anew"))
    assert anew.run("verify").status == 0
    said = anew.run("verify", "--head", head, "--json")
    assert (said.status, said.json["intact"]) == (1, False)
    assert said.json["findings"][0]["says"]["en"]


def test_a_tail_cut_with_all_its_traces_is_found_by_the_head_kept_outside(town: Door, head: Path) -> None:
    correct(town, town.trace("greened_area", "--limit", "1")["facts"][0], "1", 1)
    size = town.json("verify")["head"]["size"]
    origin, _, _, *rest = head.read_text(encoding="utf-8").split("\n")
    root = base64.b64encode(bytes.fromhex(town.json("verify")["head"]["root"])).decode()
    kept = town.home / "checkpoint"
    kept.write_text("\n".join([origin, str(size), root, *rest]), encoding="utf-8")
    assert town.ask("verify", "--head", kept).status == 0
    town.close()
    owner(
        town, f"DELETE FROM entry WHERE seq >= {size - 2}", f'DELETE FROM "row" WHERE entry >= {size - 2}',
        f"DELETE FROM head WHERE size > {size - 2}",
    )
    said = town.ask("verify", "--head", kept, "--json")
    assert (said.status, said.json["intact"]) == (1, False)
    assert "cut_tail" in {finding["code"] for finding in said.json["findings"]}


def test_a_fact_changed_by_the_databases_owner_is_found_and_its_entry_named(town: Door) -> None:
    ((entry,),) = owner(town, "SELECT entry FROM fact WHERE measure = 'green_area_accepted' LIMIT 1")
    owner(
        town, 'UPDATE "row" SET bytes = CAST(replace(CAST(bytes AS TEXT), \'"value":"\', \'"value":"9\') AS BLOB) '
        f'WHERE entry = {entry} AND "index" = 3',
    )
    said = town.ask("verify", "--json")
    assert (said.status, said.json["intact"], said.json["first_broken"]) == (1, False, entry)


def test_a_piece_of_evidence_changed_on_disk_is_found(town: Door) -> None:
    piece = town.trace("greened_area", "--limit", "1")["facts"][0]["evidence"][0]["digest"]
    (file,) = (path for path in (town.home / "evidence").rglob("*") if path.is_file() and piece in path.as_posix().replace("/", ""))
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b" ")
    said = town.ask("verify", "--json")
    assert said.status == 1 and piece in said.out


def test_a_reading_table_that_was_touched_is_found_and_made_again(town: Door) -> None:
    before = town.figure("greened_area")
    owner(town, "UPDATE fact SET n = n * 2 WHERE measure = 'green_area_accepted'")
    assert town.figure("greened_area")["value"] == "846000"
    said = town.ask("rebuild", "--check", "--json")
    assert said.status == 1 and {one["table"] for one in said.json["differences"]} == {"fact"}
    assert town.ask("rebuild").status == 0
    assert town.json("rebuild", "--check")["differences"] == []
    assert town.figure("greened_area") == before


def test_a_backup_restored_elsewhere_says_how_far_it_reaches_and_gives_the_same_city(quarter: Door, tmp_path: Path) -> None:
    made = quarter.json("backup", tmp_path / "backup")
    other = Door(tmp_path / "other")
    said = other.run("restore", tmp_path / "backup", "--json")
    assert said.status == 0, said.err
    assert (said.json["size"], said.json["root"]) == (made["size"], made["root"])
    assert made["size"] == quarter.json("verify")["head"]["size"]
    try:
        assert other.json("verify")["intact"] is True
        assert other.figure("greened_area") == quarter.figure("greened_area")
    finally:
        other.close()


def test_a_backup_is_not_restored_over_a_city(town: Door, tmp_path: Path) -> None:
    before = town.json("verify")
    assert town.ask("backup", tmp_path / "backup").status == 0
    said = town.ask("restore", tmp_path / "backup")
    assert said.status == 2 and said.err.count("\n") == 1
    assert town.json("verify") == before
