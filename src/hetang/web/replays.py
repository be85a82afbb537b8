"""Sheets whose rows tell of acts on matters: read all together, put in the order in which it happened, and replayed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hetang.office.actions.replay import Deed, replay
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.reads.desk_day import desk_day
from hetang.office.reads.replayed import replayed
from hetang.packs.mappings import Mapping
from hetang.packs.rows import Fault, Rows
from hetang.terms.ids import derived_id
from hetang.web.imports import Desk, Imported, digest_of, read_rows

Sheets = Sequence[tuple[Path, Mapping]]
Ordered = tuple[date, int, int, int, Deed]   # day, first what happened and then what was said of it, sheet, row


def replay_files(sheets: Sheets, desk: Desk, tell: Callable[[int, int], None]) -> Imported:
    """All faults of all sheets are found before anything is written; a replay that was done is answered by its id."""
    digests = [digest_of(path) for path, _ in sheets]
    id = derived_id("replay", *(mapping.digest for _, mapping in sheets), *digests)
    outcome = Imported()
    known = replayed(id)
    if known is not None:
        outcome.entries = [known]
        return outcome
    ordered: list[Ordered] = []
    for number, ((path, mapping), digest) in enumerate(zip(sheets, digests, strict=True)):
        importer = read_rows(path, mapping, desk, digest)
        if isinstance(importer, list):
            _refuse(outcome, [Fault(None, None, refusal.placed(path.name)) for refusal in importer])
            continue
        rows = importer[0].rows
        _refuse(outcome, rows.faults)
        if any(digest in one["evidence"] for one in (*rows.facts, *rows.acts)):
            store_evidence([File(path.name, path.read_bytes())])
        outcome.read, outcome.repeated = outcome.read + rows.read, outcome.repeated + rows.repeated
        outcome.facts, outcome.judgements = outcome.facts + len(rows.facts), outcome.judgements + len(rows.judgements)
        ordered += _deeds(number, path.name, rows)
    if outcome.fault_count:
        return outcome
    ordered.sort(key=lambda one: one[:4])
    done = replay([deed for *_, deed in ordered], desk.by, id, desk_day(desk.pack), tell)
    _refuse(outcome, [Fault(None, None, refusal) for refusal in done.refused])
    last = replayed(id)
    if last is not None and not done.refused:
        outcome.entries = [replace(last, repeated=False)]
    return outcome


def _deeds(sheet: int, name: str, rows: Rows) -> Iterator[Ordered]:
    for act, line in zip(rows.acts, rows.act_lines, strict=True):
        day = date.fromisoformat(act["happened_on"])
        yield day, 0, sheet, line, Deed(day, f"{name}, row {line}", act=act)
    for index, (fact, line) in enumerate(zip(rows.facts, rows.lines, strict=True)):
        if index not in rows.yielded:
            day = date.fromisoformat(fact.get("known_at") or fact["happened_on"])
            yield day, 0, sheet, line, Deed(day, f"{name}, row {line}", facts=(fact,))
    for judgement, line in zip(rows.judgements, rows.judgement_lines, strict=True):
        day = date.fromisoformat(judgement["known_at"])
        yield day, 1, sheet, line, Deed(day, f"{name}, row {line}", judgements=(judgement,))


def _refuse(outcome: Imported, faults: Iterable[Fault]) -> None:
    for fault in faults:
        outcome.faults.append(fault)
        outcome.fault_count += 1
