"""The kind that the documentation adds to a pack by YAML alone works through the command line, the clock and the figures."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.packs.lakeside import lakeside
from tests.scenarios.door import Door, opened


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The pack of docs/packs/README.md, loaded."""
    made = tmp_path_factory.mktemp("lakeside")
    with opened(made / "home") as door:
        door.home.mkdir()
        loaded = door.ask("city", "load", lakeside(made), actor="zhou")
        assert loaded.status == 0, loaded.err
        yield door


def act(door: Door, person: str, verb: str, matter: str, day: str, **more: Any) -> Any:
    sent = {"id": str(uuid4()), "act": f"lamp_repair.{verb}", "matter": matter, "happened_on": day, **more}
    return door.act(door.home / "act.json", sent, person).json


def done(door: Door, person: str, verb: str, matter: str, day: str, **more: Any) -> None:
    answer = act(door, person, verb, matter, day, **more)
    assert answer["accepted"], answer


def share(door: Door) -> str:
    return str(door.figure("new_lamps_share", as_of="2016-12-31")["value"])


def test_a_repair_is_late_by_the_clock_accepted_by_another_organ_and_counted(town: Door) -> None:
    assert share(town) == "75.0", "thirty new of forty"
    lamp = str(uuid4())
    (town.home / "lamp.txt").write_text("a lamp that is lit (synthetic)", encoding="utf-8")
    done(town, "lin", "report", lamp, "2016-09-28", fields={"title": "北门第三盏", "spot": "north"})
    town.json("tick", "--until", "2016-10-08", actor="lin")
    done(town, "lin", "repair", lamp, "2016-10-09", evidence=["lamp.txt"])
    told = town.json("matter", lamp, actor="lin")
    assert [(one["act"], one["happened_on"]) for one in told["story"] if one["clock"]] == [("overdue", "2016-10-07")]
    own = act(town, "lin", "accept", lamp, "2016-10-10")
    assert not own["accepted"] and "not_apart" in json.dumps(own)
    assert share(town) == "75.0", "what nobody else has accepted does not count"
    done(town, "zhou", "accept", lamp, "2016-10-10")
    assert share(town) == "73.2", "thirty of forty-one"
    assert town.json("matter", lamp, actor="lin")["step"] == "closed"


def test_no_python_knows_the_kind() -> None:
    source = Path(__file__).parents[2] / "src"
    assert not [path for path in source.rglob("*.py") if "lamp_repair" in path.read_text(encoding="utf-8")]
