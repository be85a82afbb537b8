"""The records that come with a pack: imported in their order as history taken over, then the bulletins that were issued."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hetang.office.actions.issue_bulletin import issue_bulletin
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.journal.act import By
from hetang.packs.pack import Pack
from hetang.terms.refusals import Refusal
from hetang.web.imports import Desk, Imported, import_file
from hetang.web.replays import replay_files
from hetang.wiring.actor import organisation_of
from hetang.wiring.outcome import WrongCall

Tell = Callable[[str], None]
EVIDENCE_AT_ONCE = 200   # files held in memory at a time


@dataclass(frozen=True)
class Loaded:
    """What became of one file of records."""

    file: str
    outcome: Imported


def load_records(pack: Pack, folder: Path, tell: Tell) -> Iterator[Loaded]:
    """Imports every file that `records.yaml` lists, one after the other; the caller stops at the first that is refused."""
    plan = _plan(pack)
    by: By = {"person": plan["takeover"]["by"], "organisation": plan["takeover"]["organisation"], "with": plan["takeover"]["with"]}
    desk = Desk(pack, by, _evidence(folder / plan["evidence"], tell) if "evidence" in plan else {})
    missing = [one["file"] for one in plan["files"] if not (folder / one["file"]).is_file()]
    if missing:
        raise WrongCall(f"{folder / missing[0]} is missing; records.yaml lists it")
    sheets = [(folder / one["file"], pack.mappings[one["as"]]) for one in plan["files"]]
    for number, (path, mapping) in enumerate(sheets, 1):
        if not mapping.acts:
            outcome = import_file(path, mapping, desk)
            tell(f"{number}/{len(sheets)} {path.name}: {_said(outcome)}")
            yield Loaded(path.name, outcome)
    acted = [(path, mapping) for path, mapping in sheets if mapping.acts]
    if acted:
        outcome = replay_files(acted, desk, lambda done, of: tell(f"deeds {done}/{of}"))
        tell(f"{len(acted)} registers as acts: {_said(outcome)}")
        yield Loaded(acted[0][0].name, outcome)


def issue_bulletins(pack: Pack, tell: Tell) -> list[Refusal]:
    """Issues the bulletins that records.yaml names; what was issued before is answered and stays as it is."""
    refused: list[Refusal] = []
    for one in _plan(pack).get("bulletins", ()):
        by = {"person": one["by"], "organisation": organisation_of(pack, one["by"])}
        answer = issue_bulletin(by, one["issue"], date.fromisoformat(one["as_of"]))
        refused += [fault for fault in answer if isinstance(fault, Refusal)]
        tell(f"bulletin {one['issue']}: {'refused' if refused else 'issued'}")
    return refused


def _plan(pack: Pack) -> dict[str, Any]:
    plan: dict[str, Any] = dict(pack.records or {})
    plan = plan.get("records", plan)
    if "takeover" not in plan or "files" not in plan:
        raise WrongCall(f"the pack {pack.name} has no records; a records/records.yaml with takeover and files is accepted")
    return plan


def _evidence(archive: Path, tell: Tell) -> dict[str, str]:
    """Name -> digest of every file in the archive, each taken into the store."""
    digests: dict[str, str] = {}
    with zipfile.ZipFile(archive) as opened:
        members = [member for member in opened.infolist() if not member.is_dir()]
        for start in range(0, len(members), EVIDENCE_AT_ONCE):
            files = [File(Path(member.filename).name, opened.read(member)) for member in members[start:start + EVIDENCE_AT_ONCE]]
            digests.update(zip((file.name for file in files), store_evidence(files), strict=True))
    tell(f"evidence: files {len(digests)}")
    return digests


def _said(outcome: Imported) -> str:
    if outcome.fault_count:
        return f"refused, faults {outcome.fault_count}"
    if not outcome.changed:
        return "known already"
    return f"facts {outcome.facts}, judgements {outcome.judgements}"
