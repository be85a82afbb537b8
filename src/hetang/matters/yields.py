"""The facts that an act yields and the judgements it passes, as rows of entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hetang.matters import denials as no
from hetang.matters.case import Case
from hetang.matters.measures import Row
from hetang.matters.names import stored_of
from hetang.terms.ids import derived_id
from hetang.terms.quantities import parse_number, unit
from hetang.terms.refusals import Refused
from hetang.terms.words import Text

TAKEN_OVER = ("id", "by", "known_at", "note", "evidence", "sealed")


def facts_of(case: Case) -> list[Row]:
    """The rows that follow from the declaration; in a takeover they must be those that were recorded then."""
    facts = case.declared.facts
    rows = [_fact(case, i) for i, fact in enumerate(facts) if case.holds(fact.when, f"facts[{i}].when")]
    return _as_recorded(rows, case.act.expects) if case.act.expects else rows


def _fact(case: Case, index: int) -> Row:
    """One row of `facts.recorded`; whether the measure takes it is for the decision on facts."""
    declared, act = case.declared.facts[index], case.act
    value, day = case.value(declared.value, declared.measure), case.value(declared.happened_on, "happened_on")
    for what, got in ((declared.measure, value), ("happened_on", day)):
        if got is None:
            raise Refused([no.NOT_TOLD.filled(what=what, why=Text("依据不足", "something it rests on is not known"))])
    place = case.value(declared.place, "place") if declared.place is not None else case.names["place"]
    organ = case.value(declared.organisation, "organisation") if declared.organisation is not None else None
    dims = {name: stored_of(case.value(of, name)) for name, of in declared.dims.items()}
    row: Row = {
        "id": derived_id(act.id, "fact", str(index)), "measure": declared.measure, "value": str(stored_of(value)),
        "unit": declared.unit, "happened_on": str(day), "place": place, "organisation": organ or case.organisation,
        "matter": act.matter, "dims": {name: str(said) for name, said in dims.items() if said is not None},
        "evidence": list(act.evidence), "corrects": None, "repeats": None, "by": act.doer,
    }  # fmt: skip
    if declared.note is not None:
        row["note"] = declared.note.zh
    if act.known_at is not None:
        row["known_at"] = act.known_at
    return row


def _as_recorded(rows: list[Row], expected: tuple[Row, ...]) -> list[Row]:
    """Each yielded row with the id, recorder and evidence of the record it agrees with."""
    left, found = list(rows), []
    for record in expected:
        row = next((row for row in left if _agrees(row, record)), None)
        if row is None:
            break
        left.remove(row)
        found.append({**row, "value": record["value"], "unit": record["unit"], **_kept(record)})
    if left or len(found) < len(expected):
        said = no.YIELDS_OTHERWISE.filled(expected=_told(expected), yielded=_told(rows))
        raise Refused([said])
    return found


def _kept(record: Row) -> Row:
    return {name: record[name] for name in TAKEN_OVER if name in record}


def _agrees(row: Row, record: Row) -> bool:
    same = all(row[name] == record.get(name) for name in ("measure", "happened_on", "place", "organisation"))
    return same and row["dims"] == (record.get("dims") or {}) and _amount(row) == _amount(record) is not None


def _amount(row: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The value as a quantity: dimension, and amount in its canonical unit."""
    known, value = unit(row["unit"]), parse_number(str(row["value"]))
    return (known.dimension, value * known.factor) if known is not None and value is not None else None


def _told(rows: list[Row] | tuple[Row, ...]) -> str:
    parts = [
        [
            row["measure"], f"{row['value']}{row['unit']}", row["happened_on"], row.get("place") or "—",
            row["organisation"], *(row.get("dims") or {}).values(),
        ]  # fmt: skip
        for row in rows[:4]
    ]
    return "; ".join(" ".join(map(str, one)) for one in parts) or "—"


def judgements_of(case: Case) -> list[Row]:
    """A judgement on every fact that the named acts gave and nobody has judged."""
    declared, act = case.declared, case.act
    rows: list[Row] = []
    for fact in case.now.yielded:
        if fact.act not in declared.verifies and fact.act not in declared.rejects:
            continue
        judgement = "verified" if fact.act in declared.verifies else "rejected"
        row: Row = {"fact": fact.fact, "judgement": judgement, "by": act.doer, "organisation": case.organisation}
        if act.note:
            row["reason"] = act.note
        if act.known_at is not None:
            row["known_at"] = act.known_at
        rows.append(row)
    return rows
