"""A backup taken while the city runs, restored elsewhere, is the same ledger; what was erased stays erased."""

import json
from pathlib import Path

from tests.office.test_writers import Writers, town, writers  # noqa: F401  cities that other processes can open


def test_a_restored_city_is_the_one_that_was_backed_up(writers: Writers, tmp_path: Path) -> None:  # noqa: F811
    told = writers("backup", tmp_path / "kept")
    assert told["intact"] and told["refused"] == "not_empty"
    assert told["restored"] == told["backed_up"]
    assert told["figure"] == told["figure_restored"]
    assert told["after"] == {"intact": True, "opened_values": 1, "erased": 1}


def test_the_copy_of_the_database_holds_no_keys(writers: Writers, tmp_path: Path) -> None:  # noqa: F811
    writers("backup", tmp_path / "kept")
    (keys,) = (tmp_path / "kept" / "keys").iterdir()
    assert keys.stat().st_mode & 0o077 == 0
    for key in json.loads(keys.read_text()).values():
        for path in (tmp_path / "kept").iterdir():
            if path.is_file():
                assert bytes.fromhex(key) not in path.read_bytes() and key.encode() not in path.read_bytes()


def test_a_restored_town_has_the_same_matters_and_its_clock_goes_on(town: Writers, tmp_path: Path) -> None:  # noqa: F811
    assert town("backup_town", tmp_path / "kept") == {"intact": True, "same": True, "ticked": 1, "after": True}
