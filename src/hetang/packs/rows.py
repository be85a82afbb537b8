"""Rows of a sheet into facts by a mapping, compiled once into closures, with every fault of every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from hetang.packs.cells import Cells, Faults, Surroundings
from hetang.packs.deeds import Deeds
from hetang.packs.mappings import FactRule, Judged, Mapping
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

KEPT_FAULTS = 200  # of more, only the number is kept
NO_COLUMN = Refusal(
    "no_such_column",
    Text("表中没有“{column}”列", "the sheet has no column “{column}”"),
    Text("有这些列：{known}", "its columns: {known}"),
)
UNKNOWN_MEASURE = Refusal(
    "unknown_measure",
    Text("城市包没有计量“{measure}”", "the pack has no measure “{measure}”"),
    Text("{known}", "{known}"),
)
NUMBER_TWICE = Refusal(
    "number_twice",
    Text("编号“{number}”已在第 {row} 行，内容不同", "number “{number}” stands in row {row} with other content"),
    Text(
        "每行一个编号；更正另起一行并指明所更正的编号",
        "one number a row; a correction is a row of its own that names the number it corrects",
    ),
)
CELL_COUNT = Refusal(
    "cell_count",
    Text("有 {found} 格", "the row has {found} cells"),
    Text("{wanted} 格，与表头相同", "{wanted} cells, as the header has"),
)
# Which cell of a fact a later refusal of it concerns (matters.refusals).
CELL_OF = {
    "wrong_value": "value",
    "wrong_unit": "unit",
    "not_a_day": "happened_on",
    "not_yet_happened": "happened_on",
    "known_in_future": "known_at",
    "known_at_outside_takeover": "known_at",
    "unknown_organisation": "organisation",
    "unknown_place": "place",
    "unknown_evidence": "evidence",
    "unknown_fact": "corrects",
    "corrects_other_measure": "corrects",
    "corrects_what_does_not_count": "corrects",
    "corrected_already": "corrects",
    "conflict": "number",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell (or, without a column, in one row; or, without a row, in the file)."""

    row: int | None
    column: str | None
    refusal: Refusal

    @property
    def placed(self) -> Refusal:
        if self.row is None:
            return self.refusal
        return self.refusal.placed(f"row {self.row}" + (f", column {self.column}" if self.column else ""))

    def to_json(self) -> dict[str, object]:
        return {**self.placed.to_json(), "line": self.row, "column": self.column}


@dataclass(slots=True)
class Rows:
    """What a sheet gave: facts, judgements and acts on matters, and its faults by row.

    A fact in `yielded` comes by an act of its row; the others are recorded for themselves.
    """

    facts: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # row of the sheet that each fact came from
    positions: list[int] = field(default_factory=list)  # and the place of its rule in the mapping's `facts`
    judgements: list[dict[str, Any]] = field(default_factory=list)
    judgement_lines: list[int] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)
    act_lines: list[int] = field(default_factory=list)
    yielded: set[int] = field(default_factory=set)
    read: int = 0
    repeated: int = 0  # rows that stand twice, word for word
    faults: list[Fault] = field(default_factory=list)  # the first KEPT_FAULTS
    fault_count: int = 0
    bad_rows: set[int] = field(default_factory=set)

    def add_fault(self, fault: Fault) -> None:
        """Counts it; keeps it if it is among the first."""
        self.fault_count += 1
        if fault.row is not None:
            self.bad_rows.add(fault.row)
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(fault)


Take = Callable[[str, Sequence[str], Rows, Faults], None]


class Importer:
    """A mapping made ready for the rows of one sheet. Made by `prepare`."""

    def __init__(self, mapping: Mapping, header: Sequence[str], around: Surroundings) -> None:
        self.mapping, self.rows = mapping, Rows()
        self.width = len(header)
        compiler = Cells(header, around)
        self._number = compiler.text(mapping.number, Text("编号", "a number"))
        self._number_column = "、".join(mapping.number.reads) or None
        self._rules = [_rule(compiler, mapping.id, position, rule) for position, rule in enumerate(mapping.facts)]
        self._deeds = Deeds(compiler, mapping) if mapping.acts else None
        self._seen: dict[str, tuple[int, int]] = {}

    def take(self, line: int, cells: Sequence[str]) -> None:
        """Adds the facts of one row, or its faults."""
        rows, faults = self.rows, Faults()
        rows.read += 1
        if len(cells) != self.width:
            faults.append((None, CELL_COUNT.filled(found=len(cells), wanted=self.width)))
        else:
            number, content = self._number(cells, faults), hash(tuple(cells))
            before = self._seen.setdefault(number, (line, content)) if number is not None else (line, content)
            if before[0] != line and before[1] == content:
                rows.repeated += 1
                return
            if before[0] != line:
                faults.append((self._number_column, NUMBER_TWICE.filled(number=number, row=before[0])))
            first, judged = len(rows.facts), len(rows.judgements)
            for rule in self._rules:
                rule(number or "", cells, rows, faults)
            rows.lines += [line] * (len(rows.facts) - first)
            rows.judgement_lines += [line] * (len(rows.judgements) - judged)
            if self._deeds is not None and not faults:
                told = zip(range(first, len(rows.facts)), rows.facts[first:], rows.positions[first:], strict=True)
                acts, yielded = self._deeds.of(number or "", cells, list(told), rows.judgements[judged:], faults)
                rows.acts += acts
                rows.act_lines += [line] * len(acts)
                rows.yielded |= yielded
        for column, refusal in faults:
            rows.add_fault(Fault(line, column, refusal))

    def fault_of_fact(self, index: int, refusal: Refusal) -> Fault:
        """A refusal of a fact that was decided later, led back to the cell it came from."""
        rule = self.mapping.facts[self.rows.positions[index]]
        cells = {"value": rule.value, "number": self.mapping.number, "corrects": rule.corrects, **rule.cells}
        if refusal.code.startswith("unknown_dim") and len(rule.dims) == 1:
            cell = next(iter(rule.dims.values()), None)
        else:
            cell = cells.get(CELL_OF.get(refusal.code, ""))
        column = "、".join(cell.reads) if cell is not None else ""
        return Fault(self.rows.lines[index], column or None, refusal)


def prepare(mapping: Mapping, header: Sequence[str], around: Surroundings) -> Importer | list[Refusal]:
    """The importer, or what the sheet's header or the pack lacks for this mapping."""
    known = "、".join(name for name in header if name)
    refused = [NO_COLUMN.filled(column=name, known=known) for name in mapping.columns if name not in header]
    for name in sorted({rule.measure for rule in mapping.facts} - set(around.measures)):
        near = get_close_matches(name, around.measures, 3, 0) or ["…"]
        refused.append(UNKNOWN_MEASURE.filled(measure=name, known="、".join(near)))
    return refused or Importer(mapping, header, around)


def _rule(compiler: Cells, mapping: str, position: int, rule: FactRule) -> Take:
    """One fact of a row, as a closure over (number, cells of the row, what to add to, faults)."""
    where, unit = str(position), compiler.around.measures[rule.measure].unit
    value = compiler.value(rule.value)
    cells = rule.cells
    day = compiler.day(cells.get("happened_on"), needed=True)
    organisation = compiler.organisation(cells.get("organisation"), needed=True)
    given_unit = compiler.text(cells["unit"], None) if "unit" in cells else None
    optional = compiler.optional(cells)
    dims = compiler.dims(rule.dims)
    sealed = [(name, compiler.text(cell, None)) for name, cell in rule.sealed.items()]
    evidence = compiler.evidence(cells.get("evidence"))
    corrects = compiler.text(rule.corrects, None) if rule.corrects is not None else None
    judged = [_judged(compiler, one) for one in rule.judged]
    at = compiler.index(rule.when.column) if rule.when is not None else -1
    met = rule.when.met if rule.when is not None else bool

    def take(number: str, row: Sequence[str], rows: Rows, faults: Faults) -> None:
        if at >= 0 and not met(row[at].strip()):
            return
        found = value(row, faults)
        if found is None:
            return
        text, own_unit = found
        fact: dict[str, Any] = {
            "id": derived_id(mapping, number, where),
            "measure": rule.measure,
            "value": text,
            "unit": own_unit or (given_unit(row, faults) if given_unit is not None else None) or unit,
            "happened_on": day(row, faults),
            "place": None,
            "organisation": organisation(row, faults),
            "matter": None,
            "dims": dims(row, faults),
            "evidence": evidence(row, faults),
            "corrects": None,
            "repeats": None,
            "by": None,
        }
        for name, read in optional:
            said = read(row, faults)
            if said is not None:
                fact[name] = said
        if corrects is not None and (target := corrects(row, faults)) is not None:
            fact["corrects"] = derived_id(mapping, target, where)
        secrets = {name: said for name, read in sealed if (said := read(row, faults)) is not None}
        if secrets:  # whose they are is told by the row alone: a pseudonym, countable and not followed
            fact["sealed"] = {name: {"subject": f"{mapping}/{number}", "value": said} for name, said in secrets.items()}
        rows.facts.append(fact)
        rows.positions.append(position)
        for judge in judged:
            judgement = judge(fact["id"], row, faults)
            if judgement is not None:
                rows.judgements.append(judgement)

    return take


def _judged(compiler: Cells, judged: Judged) -> Callable[[str, Sequence[str], Faults], dict[str, Any] | None]:
    by = compiler.person(judged.cells["by"])
    organisation = compiler.organisation(judged.cells["organisation"], needed=True)
    known_at = compiler.day(judged.cells["known_at"], needed=False) if "known_at" in judged.cells else None
    reason = compiler.text(judged.cells["reason"], None) if "reason" in judged.cells else None

    def judge(fact: str, row: Sequence[str], faults: Faults) -> dict[str, Any] | None:
        count = len(faults)
        day = known_at(row, faults) if known_at is not None else None
        if known_at is not None and day is None and len(faults) == count:
            return None  # a blank day: not judged
        judgement: dict[str, Any] = {
            "fact": fact,
            "judgement": judged.judgement,
            "by": by(row, faults),
            "organisation": organisation(row, faults),
        }
        if day is not None:
            judgement["known_at"] = day
        said = reason(row, faults) if reason is not None else None
        if said is not None:
            judgement["reason"] = said
        return judgement

    return judge


