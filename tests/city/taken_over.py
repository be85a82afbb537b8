"""Takes the reference city's records over in memory: sheets through mappings, then through the decisions on acts."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hetang.matters.facts import City, History, Known, decide_judging, decide_recording
from hetang.packs.cells import Surroundings
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.packs.rows import prepare
from hetang.terms.refusals import Refusal
from hetang.web.sheets import open_sheet

FOLDER = Path(__file__).parents[2] / "packs" / "jingdezhen"
TODAY = date(2017, 5, 2)


@dataclass
class TakenOver:
    """Facts and judgements as the ledger carries them, in the order of the imports, with everything refused."""

    facts: list[dict[str, Any]] = field(default_factory=list)
    judgements: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@cache
def pack() -> Pack:
    found = read_pack(FOLDER)
    assert isinstance(found, Pack), [(refusal.at, refusal.says.en) for refusal in found]
    return found


@cache
def pictures() -> dict[str, str]:
    """Name of each evidence file -> its digest."""
    with zipfile.ZipFile(FOLDER / "records" / "evidence.zip") as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


@cache
def taken_over() -> TakenOver:
    city = pack()
    around = City(city.definitions.measures, city.places, city.organisations)
    result = TakenOver()
    for file in city.records["files"]:
        path = FOLDER / "records" / file["file"]
        source = hashlib.sha256(path.read_bytes()).hexdigest()
        facts, judgements = _rows(path, file["as"], source, result)
        recorded = decide_recording(
            facts, around, History(evidence=frozenset({*pictures().values(), source})), TODAY, True
        )
        if isinstance(recorded, list):
            result.refused += recorded
            continue
        judged = decide_judging(judgements, around, History(_known(recorded.rows)), TODAY, True)
        refused = [one for one in judged if isinstance(one, Refusal)]
        result.refused += refused
        result.facts += recorded.rows
        result.judgements += judgements
    return result


def _rows(
    path: Path, mapping_id: str, source: str, result: TakenOver
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    city = pack()
    around = Surroundings(
        measures=city.definitions.measures,
        organisations=city.organisations,
        places=city.places,
        people=city.people,
        evidence=pictures(),
        source=source,
    )
    mapping = city.mappings[mapping_id]
    sheet = open_sheet(path, mapping.columns, mapping.sheet, mapping.header_row)
    if isinstance(sheet, list):
        result.refused += sheet
        return [], []
    importer = prepare(mapping, sheet.header, around)
    if isinstance(importer, list):
        result.refused += importer
        return [], []
    for line, cells in sheet.rows:
        importer.take(line, cells)
    result.refused += [fault.placed for fault in importer.rows.faults]
    return importer.rows.facts, importer.rows.judgements


def _known(rows: list[dict[str, Any]]) -> dict[str, Known]:
    return {
        row["id"]: Known(row["measure"], row["organisation"], row.get("by"), date.fromisoformat(row["happened_on"]))
        for row in rows
    }
