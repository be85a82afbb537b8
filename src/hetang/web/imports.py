"""One file into the ledger: opened, read by its mapping, put to the office as one act, all or nothing."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.rehearse import rehearsal
from hetang.office.actions.store_evidence import File, rehearse_evidence, store_evidence
from hetang.office.actions.take_over import take_over
from hetang.office.journal.act import Accepted, Answer, By
from hetang.office.journal.repeats import accepted_before
from hetang.office.reads.sources import sources_of
from hetang.packs.cells import Surroundings
from hetang.packs.mappings import Mapping as SheetMapping
from hetang.packs.pack import Pack
from hetang.packs.rows import KEPT_FAULTS, Fault, Importer, Rows, prepare
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.sheets import open_sheet

NO_FACTS = Refusal(
    "no_facts", Text("文件里没有一条事实", "the file holds no fact"), Text("至少一行有值", "at least one row with a value"),
)
TELLS_OF_ACTS = Refusal(
    "sheet_of_acts", Text("这张表讲的是事项上的行为，不单独导入", "this sheet tells of acts on matters and is not imported for itself"),
    Text("hetang city load 随城市记录按先后重演", "hetang city load, which replays it with the city's records in their order"),
)
_INDEX = re.compile(r"(fact|judgement)s\[(\d+)\]")


@dataclass
class Imported:
    """What became of a file. With faults nothing was written; `faults` holds the first of `fault_count`."""

    read: int = 0
    facts: int = 0
    judgements: int = 0
    repeated: int = 0
    entries: list[Accepted] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    notes: list[Text] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any(not entry.repeated for entry in self.entries)

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": self.read, "facts": self.facts, "judgements": self.judgements, "repeated_rows": self.repeated,
            "accepted": self.fault_count == 0, "changed": self.changed, "entries": [entry.to_json() for entry in self.entries],
            "error_count": self.fault_count, "errors": [fault.to_json() for fault in self.faults],
            "notes": [note.to_json() for note in self.notes],
        }


@dataclass(frozen=True)
class Desk:
    """Who imports into which city; `by` with a second person under `with` takes history over."""

    pack: Pack
    by: By
    evidence: Mapping[str, str] = field(default_factory=dict)   # name of a file -> its digest

    @property
    def takes_over(self) -> bool:
        return "with" in self.by


def import_file(path: Path, mapping: SheetMapping, desk: Desk, dry_run: bool = False) -> Imported:
    """Reads the file and records its facts; every fault of every row is found before anything is written."""
    if mapping.acts:   # its facts alone would leave the matters where they stand
        return _refused([TELLS_OF_ACTS])
    try:
        content_digest = digest_of(path)
    except OSError as fault:
        return _refused([_unreadable(path, fault)])
    known = accepted_before(derived_id("import", mapping.digest, content_digest), desk.by)
    if known is not None:   # answered before it is read: the same file by the same mapping
        return Imported(entries=[known])
    importer = read_rows(path, mapping, desk, content_digest)
    if isinstance(importer, list):
        return _refused(importer)
    rows, notes = importer
    outcome = Imported(read=rows.rows.read, repeated=rows.rows.repeated, notes=notes)
    if not rows.rows.facts and not rows.rows.fault_count:
        rows.rows.add_fault(Fault(None, None, NO_FACTS))
    if rows.rows.fault_count:   # the sound rows are tried too, so that all is said at once
        _rehearse(rows, desk, path, content_digest)
    elif dry_run:
        with rehearsal():
            _record(rows, desk, path, content_digest, outcome, _as_if_kept)
    else:
        _record(rows, desk, path, content_digest, outcome, _keep)
    outcome.faults, outcome.fault_count = rows.rows.faults, rows.rows.fault_count
    return outcome


def read_rows(path: Path, mapping: SheetMapping, desk: Desk, content_digest: str) -> tuple[Importer, list[Text]] | list[Refusal]:
    """The importer with all rows of the file, and what the reader of the file noted."""
    sheet = open_sheet(path, mapping.columns, mapping.sheet, mapping.header_row, mapping.also)
    if isinstance(sheet, list):
        return sheet
    pack = desk.pack
    importer = prepare(mapping, sheet.header, Surroundings(
        pack.definitions.measures, pack.organisations, pack.places, pack.people, desk.evidence, content_digest,
        desk.by["organisation"],
    ))
    if isinstance(importer, list):
        return importer
    for number, cells in sheet.rows:
        importer.take(number, cells)
    for row, refusal in sheet.faults:
        importer.rows.add_fault(Fault(row, None, refusal))
    return importer, sheet.notes


def _keep(path: Path, content_digest: str) -> None:
    """The imported file as evidence of its facts."""
    store_evidence([File(path.name, path.read_bytes())])


def _as_if_kept(path: Path, content_digest: str) -> None:
    rehearse_evidence(File(path.name, path.read_bytes()), content_digest)


def _record(
    importer: Importer, desk: Desk, path: Path, content_digest: str, outcome: Imported, keep: Callable[[Path, str], None],
) -> None:
    rows = importer.rows
    _name_first_source(rows.facts, content_digest)
    answer = _put(importer, desk, path, content_digest, rows.facts, rows.judgements, keep)
    refused = [one for one in answer if isinstance(one, Refusal)]
    if refused:
        _place(importer, refused, lambda index: index)
        return
    outcome.entries = [one for one in answer if isinstance(one, Accepted)]
    outcome.facts, outcome.judgements = len(rows.facts), len(rows.judgements)


def _rehearse(importer: Importer, desk: Desk, path: Path, content_digest: str) -> None:
    """What the office would refuse in the rows that could be read."""
    rows = importer.rows
    sound = [index for index, line in enumerate(rows.lines) if line not in rows.bad_rows]
    ids = {rows.facts[index]["id"] for index in range(len(rows.facts))} - {rows.facts[index]["id"] for index in sound}
    sound = [index for index in sound if rows.facts[index]["corrects"] not in ids]
    if not sound:
        return
    facts = [rows.facts[index] for index in sound]
    with rehearsal():
        _name_first_source(facts, content_digest)
        answer = _put(importer, desk, path, content_digest, facts, [], _as_if_kept)
    _place(importer, [one for one in answer if isinstance(one, Refusal)], lambda index: sound[index])


def _put(
    importer: Importer, desk: Desk, path: Path, content_digest: str, facts: list[dict[str, Any]], judgements: list[dict[str, Any]],
    keep: Callable[[Path, str], None],
) -> Answer:
    mapping = importer.mapping
    source = {"name": path.name, "digest": content_digest, "mapping": mapping.id}
    if any(content_digest in fact["evidence"] for fact in facts):
        keep(path, content_digest)
    id = derived_id("import", mapping.digest, content_digest)
    if desk.takes_over:
        return take_over(id, desk.by, facts, judgements, source)
    if judgements:
        return [JUDGED_OUTSIDE_TAKEOVER]
    for fact in facts:
        fact["by"] = fact["by"] or desk.by["person"]
    return record_facts(id, desk.by, facts, source)


def _name_first_source(facts: list[dict[str, Any]], content_digest: str) -> None:
    """A fact known from an earlier file that is its own evidence stands on that one: the same sheet grown longer adds its new rows."""
    own = [fact for fact in facts if content_digest in fact["evidence"]]
    sources = sources_of(fact["id"] for fact in own) if own else {}
    for fact in own:
        first = sources.get(fact["id"], content_digest)
        if first != content_digest:
            fact["evidence"] = sorted({*fact["evidence"], first} - {content_digest})


JUDGED_OUTSIDE_TAKEOVER = Refusal(
    "judged_outside_takeover",
    Text("判定只能随移交的历史导入", "judgements are imported only with history that is taken over"),
    Text("两人移交（--with 第二人），或不含 judged 的映射",
         "a takeover by two persons (--with PERSON), or a mapping without `judged`"),
)


def _place(importer: Importer, refused: list[Refusal], index_of: Callable[[int], int]) -> None:
    rows: Rows = importer.rows
    for refusal in refused:
        match = _INDEX.match(refusal.at or "")
        if match is None:
            rows.add_fault(Fault(None, None, refusal))
        elif match[1] == "fact":
            rows.add_fault(importer.fault_of_fact(index_of(int(match[2])), refusal))
        else:
            rows.add_fault(Fault(rows.judgement_lines[int(match[2])], None, refusal))
    rows.faults.sort(key=lambda fault: fault.row or 0)


def _refused(refusals: list[Refusal]) -> Imported:
    faults = [_fault(refusal) for refusal in refusals[:KEPT_FAULTS]]
    return Imported(faults=faults, fault_count=len(refusals))


def _fault(refusal: Refusal) -> Fault:
    row = re.fullmatch(r"row (\d+)", refusal.at or "")
    return Fault(int(row[1]), None, replace(refusal, at=None)) if row else Fault(None, None, refusal)


def digest_of(path: Path) -> str:
    """SHA-256 of the file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(path: Path, fault: OSError) -> Refusal:
    return Refusal(
        "not_readable", Text(f"读不了 {path}", f"{path} cannot be read: {fault.strerror}"), Text("可读的文件", "a readable file"),
    )


