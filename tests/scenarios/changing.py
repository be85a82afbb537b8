"""What stories do to a city: a correction by its recorder, verified by another organ; and what its owner can do to a database."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from hetang.office.tables.append_only import drop_triggers
from tests.scenarios.door import Door


def id_of(number: int) -> str:
    return f"0192f0c0-0000-7000-8000-{number:012d}"


def correction(fact: dict[str, Any], value: str, number: int) -> dict[str, Any]:
    """The act by which the fact of a trace is corrected; its evidence lies beside the act."""
    same = {name: fact[name] for name in ("measure", "unit", "happened_on", "place", "organisation", "matter", "dims")}
    corrected = {**same, "id": id_of(number + 1), "corrects": fact["id"], "value": value, "evidence": ["measured.txt"]}
    return {"id": id_of(number), "act": "record_facts", "facts": [corrected]}


def verification(fact: dict[str, Any], number: int) -> dict[str, Any]:
    """The act by which who verified the fact verifies its correction."""
    verdict = {
        "fact": id_of(number + 1), "judgement": "verified", "by": fact["verified_by"], "organisation": fact["verified_organisation"],
    }
    return {"id": id_of(number + 2), "act": "judge_facts", "judgements": [verdict]}


def correct(door: Door, fact: dict[str, Any], value: str, number: int) -> tuple[int, int]:
    """Records the correction and has it verified; gives the numbers of both entries."""
    (door.home / "measured.txt").write_text(f"measured again: {value}", encoding="utf-8")
    seqs = []
    for act, actor in ((correction(fact, value, number), fact["recorded_by"]), (verification(fact, number), fact["verified_by"])):
        said = door.act(door.home / "act.json", act, actor)
        assert said.status == 0, said.out + said.err
        seqs.append(said.json["entry"]["seq"])
    return seqs[0], seqs[1]


def owner(door: Door, *statements: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The database's owner at work, past every guard; the rows that the last statement gives."""
    with closing(sqlite3.connect(door.home / "hetang.sqlite3")) as database, database:
        for statement in drop_triggers("sqlite"):
            database.execute(statement)
        for statement in statements[:-1]:
            database.execute(statement)
        return database.execute(statements[-1], values).fetchall()
