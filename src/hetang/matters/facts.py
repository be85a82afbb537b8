"""What may be recorded and judged: pure decisions over facts, repeats, corrections, verifications, disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from hetang.matters import refusals as no
from hetang.terms.dates import parse_day
from hetang.terms.digests import canonical, digest
from hetang.terms.ids import is_id
from hetang.terms.quanta import count_quanta, quantum
from hetang.terms.quantities import unit, units_of
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree

Row = dict[str, Any]
FIELDS = frozenset(
    [
        "id",
        "measure",
        "value",
        "unit",
        "happened_on",
        "place",
        "organisation",
        "matter",
        "dims",
        "evidence",
        "corrects",
        "repeats",
        "by",
        "known_at",
        "sealed",
        "note",
    ]
)
REQUIRED = ("id", "measure", "value", "unit", "happened_on", "organisation")
JUDGEMENTS = ("verified", "rejected", "disputed", "upheld")
JUDGEMENT_FIELDS = frozenset(["fact", "judgement", "by", "organisation", "reason", "known_at"])


class Dimension(Protocol):
    """A declared dimension of a measure; `values` empty where any text will do."""

    @property
    def id(self) -> str: ...
    @property
    def values(self) -> tuple[str, ...]: ...


class Measure(Protocol):
    """What a decision needs of a measure's declaration; figures.language gives it."""

    @property
    def id(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def dimension(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def dims(self) -> Sequence[Dimension]: ...
    @property
    def once_per(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Known:
    """What history knows of a fact: enough to correct it, judge it or tell its repeat."""

    measure: str
    organisation: str
    by: str | None
    happened_on: date
    rejected: bool = False
    superseded: bool = False
    repeated: bool = False
    disputed: bool = False
    verified: bool = False


@dataclass(frozen=True)
class History:
    """The part of history that an act touches, fetched by office before it asks.

    `facts`: the targets of the act's corrections and judgements; `by_repeat_key`: the fact that counts under a key;
    `evidence`: the digests in the store.
    """

    facts: Mapping[str, Known] = field(default_factory=dict)
    by_repeat_key: Mapping[str, str] = field(default_factory=dict)
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True)
class City:
    """What the active pack declares."""

    measures: Mapping[str, Measure]
    places: Tree
    organisations: Tree


@dataclass(frozen=True)
class Recorded:
    """Rows as they will be sealed, each with its quanta and its repeat key."""

    rows: list[Row]
    quanta: list[int]
    repeat_keys: list[str | None]


def repeat_key(measure: Measure, row: Row) -> str | None:
    """The digest under which a second fact is a repeat of the first; None where the measure declares no key."""
    if not measure.once_per:
        return None
    dims = row.get("dims") or {}
    parts = [row.get(name) if name in FIELDS else dims.get(name) for name in measure.once_per]
    return digest(canonical([measure.id, *parts]))


def decide_recording(
    rows: Sequence[Row],
    city: City,
    history: History,
    known_on: date,
    takeover: bool = False,
    where: Callable[[int], str] = lambda index: f"facts[{index}]",
) -> Recorded | list[Refusal]:
    """All rows accepted, or every refusal; a later row may correct or repeat an earlier one."""
    recorder = _Recorder(city, history, known_on, takeover)
    refused: list[Refusal] = []
    for index, row in enumerate(rows):
        found = recorder.take(row)
        if found is not None:
            refused.extend(refusal.placed(where(index)) for refusal in found)
    return refused or recorder.recorded


class _Recorder:
    """One act's rows, one after the other."""

    def __init__(self, city: City, history: History, known_on: date, takeover: bool) -> None:
        self.city, self.history, self.known_on, self.takeover = city, history, known_on, takeover
        self.recorded = Recorded([], [], [])
        self.measures: dict[str, _Compiled] = {}
        self.own: dict[str, Known] = {}
        self.keys: dict[str, str] = {}
        self.corrected: set[str] = set()
        self.stands: dict[tuple[bool, str, str], bool] = {}

    def take(self, row: Row) -> list[Refusal] | None:
        shape = _shape(row, FIELDS, REQUIRED)
        if shape:
            return shape
        measure = self._measure(row["measure"])
        if measure is None:
            return [no.UNKNOWN_MEASURE.filled(measure=row["measure"], known=_some(self.city.measures))]
        day = parse_day(row["happened_on"])
        if day is None:
            return [no.NOT_A_DAY.filled(text=row["happened_on"])]
        refused = [*self._when(row, day), *self._where(row, day), *measure.faults(row), *self._evidence(row)]
        n = measure.quanta(row["value"], row["unit"])
        if isinstance(n, Refusal):
            refused.append(n)
        if row["id"] in self.own:
            refused.append(no.ID_TWICE.filled(id=row["id"]))
        refused.extend(self._links(row, measure))
        if refused or isinstance(n, Refusal):
            return refused
        self._keep(row, measure, n, day)
        return None

    def _keep(self, row: Row, measure: _Compiled, n: int, day: date) -> None:
        key = repeat_key(measure.measure, row)
        first = None
        if key is not None and not row.get("corrects"):
            first = self.keys.get(key) or self.history.by_repeat_key.get(key)
        if first is not None and first not in self.corrected:
            row = {**row, "repeats": first}
        elif key is not None:
            self.keys[key] = row["id"]
        if row.get("corrects"):
            self.corrected.add(row["corrects"])
        self.own[row["id"]] = Known(row["measure"], row["organisation"], row.get("by"), day)
        self.recorded.rows.append(row)
        self.recorded.quanta.append(n)
        self.recorded.repeat_keys.append(key)

    def _measure(self, id: str) -> _Compiled | None:
        compiled = self.measures.get(id)
        if compiled is None and id in self.city.measures:
            compiled = self.measures[id] = _Compiled(self.city.measures[id])
        return compiled

    def _when(self, row: Row, day: date) -> Iterable[Refusal]:
        known = row.get("known_at")
        if known is not None and not self.takeover:
            yield no.KNOWN_AT_OUTSIDE_TAKEOVER
        known_on = self.known_on
        if known is not None:
            parsed = parse_day(str(known)[:10])
            if parsed is None:
                yield no.NOT_A_DAY.filled(text=known)
                return
            if parsed > self.known_on:
                yield no.KNOWN_IN_FUTURE.filled(day=known, today=self.known_on)
            known_on = parsed
        if day > known_on:
            yield no.NOT_YET_HAPPENED.filled(day=row["happened_on"], known=known_on)

    def _where(self, row: Row, day: date) -> Iterable[Refusal]:
        if not self._stands(True, row["organisation"], day):
            yield no.UNKNOWN_ORGANISATION.filled(organisation=row["organisation"], day=day)
        place = row.get("place")
        if place is not None and not self._stands(False, place, day):
            yield no.UNKNOWN_PLACE.filled(place=place, day=day)

    def _stands(self, organisation: bool, id: str, day: date) -> bool:
        key = (organisation, id, day.isoformat())
        if key not in self.stands:
            tree = self.city.organisations if organisation else self.city.places
            self.stands[key] = tree.at(id, day) is not None
        return self.stands[key]

    def _evidence(self, row: Row) -> Iterable[Refusal]:
        for named in row.get("evidence") or ():
            if named not in self.history.evidence:
                yield no.UNKNOWN_EVIDENCE.filled(evidence=named)

    def _links(self, row: Row, measure: _Compiled) -> Iterable[Refusal]:
        if row.get("repeats") is not None:
            yield no.REPEATS_IS_DECIDED
        target = row.get("corrects")
        if target is None:
            return
        known = self.own.get(target) or self.history.facts.get(target)
        if known is None:
            yield no.UNKNOWN_FACT.filled(fact=target)
        elif known.measure != measure.measure.id:
            yield no.CORRECTS_OTHER_MEASURE.filled(fact=target, measure=known.measure)
        elif known.rejected or known.repeated:
            yield no.CORRECTS_WHAT_DOES_NOT_COUNT.filled(fact=target)
        elif known.superseded or target in self.corrected:
            yield no.CORRECTED_ALREADY.filled(fact=target)


class _Compiled:
    """A measure made ready for many rows."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.dims = {dim.id: frozenset(dim.values) for dim in measure.dims}
        self.per_unit: dict[str, Fraction] = {}

    def quanta(self, text: str, symbol: str) -> int | Refusal:
        measure = self.measure
        per_unit = self.per_unit.get(symbol)
        if per_unit is None:
            given = unit(symbol)
            if given is None or given.dimension != measure.dimension:
                accepted = "、".join(choice.symbol for choice in units_of(measure.dimension)[:12]) or measure.unit
                return no.WRONG_UNIT.filled(unit=symbol, measure=measure.id, units=accepted)
            kept = unit(measure.unit)  # the quantum is one of the measure's own unit, which need not be the dimension's
            factor = given.factor / kept.factor if kept is not None else given.factor
            per_unit = self.per_unit[symbol] = factor / quantum(measure.dimension, measure.decimals)
        n = count_quanta(text, per_unit)
        return no.WRONG_VALUE.filled(value=text, decimals=measure.decimals, unit=measure.unit) if n is None else n

    def faults(self, row: Row) -> Iterable[Refusal]:
        for name, value in (row.get("dims") or {}).items():
            allowed = self.dims.get(name)
            if allowed is None:
                yield no.UNKNOWN_DIM.filled(dim=name, measure=self.measure.id, known=_some(self.dims))
            elif allowed and value not in allowed:
                yield no.UNKNOWN_DIM_VALUE.filled(dim=name, value=value, known=_some(allowed))


def decide_judging(
    rows: Sequence[Row],
    city: City,
    history: History,
    known_on: date,
    takeover: bool = False,
    where: Callable[[int], str] = lambda index: f"judgements[{index}]",
) -> list[Row] | list[Refusal]:
    """The judgements, or every refusal: who reports does not verify (person and line of organisation)."""
    state = dict(history.facts)
    refused: list[Refusal] = []
    for index, row in enumerate(rows):
        found = _shape(row, JUDGEMENT_FIELDS, ("fact", "judgement", "by", "organisation")) or [
            *_judged(row, city, state, known_on, takeover)
        ]
        refused.extend(refusal.placed(where(index)) for refusal in found)
        if not found:
            state[row["fact"]] = _after(state[row["fact"]], row["judgement"])
    return refused or list(rows)


def _judged(row: Row, city: City, state: Mapping[str, Known], known_on: date, takeover: bool) -> Iterable[Refusal]:
    judgement, fact = row["judgement"], state.get(row["fact"])
    if judgement not in JUDGEMENTS:
        yield no.UNKNOWN_JUDGEMENT.filled(judgement=judgement)
        return
    if fact is None:
        yield no.UNKNOWN_FACT.filled(fact=row["fact"])
        return
    if row.get("known_at") is not None:
        if not takeover:
            yield no.KNOWN_AT_OUTSIDE_TAKEOVER
        known = parse_day(str(row["known_at"])[:10])
        if known is None:
            yield no.NOT_A_DAY.filled(text=row["known_at"])
            return
        known_on = min(known, known_on)
    if city.organisations.at(row["organisation"], known_on) is None:
        yield no.UNKNOWN_ORGANISATION.filled(organisation=row["organisation"], day=known_on)
    elif judgement in ("verified", "upheld") and city.organisations.same_line(
        row["organisation"], fact.organisation, known_on
    ):
        yield no.SAME_LINE.filled(organisation=row["organisation"], recorder=fact.organisation)
    if judgement in ("verified", "upheld") and fact.by is not None and fact.by == row["by"]:
        yield no.SAME_PERSON.filled(person=row["by"])
    if fact.rejected:
        yield no.REJECTED_ALREADY.filled(fact=row["fact"])
    elif judgement == "upheld" and not fact.disputed:
        yield no.NOT_DISPUTED.filled(fact=row["fact"])
    elif judgement == "verified" and fact.disputed:
        yield no.DISPUTED_NOW.filled(fact=row["fact"])
    elif judgement == "verified" and not takeover and (fact.superseded or fact.repeated):
        # History taken over was judged in its own time, before it was corrected.
        yield no.DOES_NOT_COUNT.filled(fact=row["fact"])
    if judgement in ("rejected", "disputed") and not str(row.get("reason") or "").strip():
        yield no.REASON_MISSING


def _after(fact: Known, judgement: str) -> Known:
    return Known(
        fact.measure,
        fact.organisation,
        fact.by,
        fact.happened_on,
        rejected=fact.rejected or judgement == "rejected",
        superseded=fact.superseded,
        repeated=fact.repeated,
        disputed=judgement == "disputed" or (fact.disputed and judgement == "verified"),
        verified=fact.verified or judgement == "verified",
    )


def decide_evidence(fact_ids: Iterable[str], evidence: Iterable[str], history: History) -> list[Refusal]:
    """Whether evidence may be attached to these facts: both must be known, the facts not rejected."""
    refused = [no.UNKNOWN_EVIDENCE.filled(evidence=name) for name in evidence if name not in history.evidence]
    for id in fact_ids:
        fact = history.facts.get(id)
        if fact is None:
            refused.append(no.UNKNOWN_FACT.filled(fact=id))
        elif fact.rejected:
            refused.append(no.REJECTED_ALREADY.filled(fact=id))
    return refused


def decide_takeover(first: str | None, second: str | None) -> Refusal | None:
    """History of an older system is taken over by two different persons."""
    return None if first and second and first != second else no.TWO_PERSONS


def _shape(row: Any, fields: frozenset[str], required: Iterable[str]) -> list[Refusal]:
    if not isinstance(row, dict):
        return [no.NOT_AN_OBJECT]
    refused = [no.UNKNOWN_FIELD.filled(field=key, known=_some(fields)) for key in row if key not in fields]
    refused.extend(no.MISSING_FIELD.filled(field=key) for key in required if row.get(key) in (None, ""))
    for key, value in row.items():
        kind = dict if key in ("dims", "sealed") else list if key == "evidence" else str
        if value is not None and not isinstance(value, kind):
            refused.append(no.WRONG_TYPE.filled(field=key, kind=kind.__name__))
        elif any(not isinstance(item, str) for item in _items(value)):
            refused.append(no.WRONG_TYPE.filled(field=key, kind="texts"))
    if not refused and "id" in fields and not is_id(row["id"]):
        refused.append(no.NOT_AN_ID.filled(id=row["id"]))
    return refused


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _some(names: Iterable[str]) -> str:
    found = sorted(names)
    return "、".join(found[:12]) + (" …" if len(found) > 12 else "")
