"""What may be recorded and judged: pure decisions over facts, repeats, corrections, verifications, disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hetang.matters import refusals as no
from hetang.matters.act import CLOCK
from hetang.matters.measures import FACT_FIELDS, Measure, Ready, Row, repeat_key, some
from hetang.terms.dates import parse_day
from hetang.terms.ids import is_id
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree

__all__ = [
    "City",
    "History",
    "Known",
    "Recorded",
    "decide_evidence",
    "decide_judging",
    "decide_recording",
    "decide_takeover",
    "repeat_key",
]

FACT_REQUIRED = ("id", "measure", "value", "unit", "happened_on", "organisation")
JUDGEMENTS = ("verified", "rejected", "disputed", "upheld")
CONFIRMING = ("verified", "upheld")  # for these the judge must stand apart from the recorder
JUDGEMENT_FIELDS: dict[str, type] = dict.fromkeys(
    ["fact", "judgement", "by", "organisation", "reason", "known_at"], str
)
JUDGEMENT_REQUIRED = ("fact", "judgement", "by", "organisation")


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
    """One act's rows, one after the other; what many rows share is looked up once."""

    def __init__(self, city: City, history: History, known_on: date, takeover: bool) -> None:
        self.city, self.history, self.known_on, self.takeover = city, history, known_on, takeover
        self.recorded = Recorded([], [], [])
        self.measures: dict[str, Ready | None] = {}
        self.days: dict[str, date | None] = {}
        self.stands: dict[tuple[str, str, date], bool] = {}
        self.own: dict[str, Row] = {}
        self.keys: dict[str, str] = {}
        self.corrected: set[str] = set()

    def take(self, row: Row) -> list[Refusal] | None:
        faults = _form(row, FACT_FIELDS, FACT_REQUIRED)
        if faults:
            return faults
        measure, day = self._measure(row["measure"]), self._day(row["happened_on"])
        if measure is None:
            return [no.UNKNOWN_MEASURE.filled(measure=row["measure"], known=some(self.city.measures))]
        if day is None:
            return [no.NOT_A_DAY.filled(text=row["happened_on"])]
        refused: list[Refusal] = []
        self._check_known(row, day, refused)
        self._check_place(row, day, refused)
        if row.get("dims"):
            measure.check_dims(row["dims"], refused)
        for named in row.get("evidence") or ():
            if named not in self.history.evidence:
                refused.append(no.UNKNOWN_EVIDENCE.filled(evidence=named))
        self._check_links(row, measure, refused)
        n = measure.quanta(row["value"], row["unit"])
        if isinstance(n, Refusal):
            return [*refused, n]
        if refused:
            return refused
        self._keep(row, measure, n)
        return None

    def _keep(self, row: Row, measure: Ready, n: int) -> None:
        key, id, target = repeat_key(measure.measure, row), row["id"], row.get("corrects")
        self.own[id] = row
        if target is not None:
            self.corrected.add(target)
        if key is not None:
            first = None if target is not None else self.keys.get(key) or self.history.by_repeat_key.get(key)
            if first is not None and first not in self.corrected:
                row = {**row, "repeats": first}
            else:
                self.keys[key] = id
        recorded = self.recorded
        recorded.rows.append(row)
        recorded.quanta.append(n)
        recorded.repeat_keys.append(key)

    def _measure(self, id: str) -> Ready | None:
        if id not in self.measures:
            self.measures[id] = Ready(self.city.measures[id]) if id in self.city.measures else None
        return self.measures[id]

    def _day(self, text: str) -> date | None:
        if text not in self.days:
            self.days[text] = parse_day(text)
        return self.days[text]

    def _check_known(self, row: Row, day: date, refused: list[Refusal]) -> None:
        known, known_on = row.get("known_at"), self.known_on
        if known is not None:
            if not self.takeover:
                refused.append(no.KNOWN_AT_OUTSIDE_TAKEOVER)
            said = self._day(known[:10])
            if said is None:
                refused.append(no.NOT_A_DAY.filled(text=known))
                return
            if said > known_on:
                refused.append(no.KNOWN_IN_FUTURE.filled(day=known, today=known_on))
            known_on = said
        elif not self.takeover and not row.get("by"):
            refused.append(no.MISSING_FIELD.filled(field="by"))  # who recorded must be known, so as not to verify
        if day > known_on:
            refused.append(no.NOT_YET_HAPPENED.filled(day=row["happened_on"], known=known_on))

    def _check_place(self, row: Row, day: date, refused: list[Refusal]) -> None:
        organisation, place = row["organisation"], row.get("place")
        if not self._stands("organisation", organisation, day):
            refused.append(no.UNKNOWN_ORGANISATION.filled(organisation=organisation, day=day))
        if place is not None and not self._stands("place", place, day):
            refused.append(no.UNKNOWN_PLACE.filled(place=place, day=day))

    def _stands(self, kind: str, id: str, day: date) -> bool:
        key = (kind, id, day)
        stands = self.stands.get(key)
        if stands is None:
            tree = self.city.organisations if kind == "organisation" else self.city.places
            stands = self.stands[key] = tree.at(id, day) is not None
        return stands

    def _check_links(self, row: Row, measure: Ready, refused: list[Refusal]) -> None:
        if row["id"] in self.own:
            refused.append(no.ID_TWICE.filled(id=row["id"]))
        if row.get("repeats") is not None:
            refused.append(no.REPEATS_IS_DECIDED)
        target = row.get("corrects")
        if target is None:
            return
        own, known = self.own.get(target), self.history.facts.get(target)
        of = own["measure"] if own is not None else known.measure if known is not None else None
        if of is None:
            refused.append(no.UNKNOWN_FACT.filled(fact=target))
        elif of != measure.measure.id:
            refused.append(no.CORRECTS_OTHER_MEASURE.filled(fact=target, measure=of))
        elif known is not None and (known.rejected or known.repeated):
            refused.append(no.CORRECTS_WHAT_DOES_NOT_COUNT.filled(fact=target))
        elif target in self.corrected or (known is not None and known.superseded):
            refused.append(no.CORRECTED_ALREADY.filled(fact=target))


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
        found = _form(row, JUDGEMENT_FIELDS, JUDGEMENT_REQUIRED) or [*_judged(row, city, state, known_on, takeover)]
        refused.extend(refusal.placed(where(index)) for refusal in found)
        if not found:
            state[row["fact"]] = _after(state[row["fact"]], row["judgement"])
    return refused or list(rows)


def _judged(row: Row, city: City, state: Mapping[str, Known], today: date, takeover: bool) -> Iterable[Refusal]:
    judgement, fact, known_on = row["judgement"], state.get(row["fact"]), today
    if judgement not in JUDGEMENTS:
        yield no.UNKNOWN_JUDGEMENT.filled(judgement=judgement)
        return
    if fact is None:
        yield no.UNKNOWN_FACT.filled(fact=row["fact"])
        return
    if row.get("known_at") is not None:
        if not takeover:
            yield no.KNOWN_AT_OUTSIDE_TAKEOVER
        said = parse_day(row["known_at"][:10])
        if said is None:
            yield no.NOT_A_DAY.filled(text=row["known_at"])
            return
        if said > today:
            yield no.KNOWN_IN_FUTURE.filled(day=row["known_at"], today=today)
        known_on = said
    if known_on < fact.happened_on:
        yield no.NOT_YET_HAPPENED.filled(day=fact.happened_on, known=known_on)
    yield from _apart(row, fact, city.organisations, known_on)
    yield from _in_turn(row, fact, takeover)
    if judgement in ("rejected", "disputed") and not (row.get("reason") or "").strip():
        yield no.REASON_MISSING


def _apart(row: Row, fact: Known, organisations: Tree, known_on: date) -> Iterable[Refusal]:
    """Who reports does not verify: another person, of an organ neither above nor below, then or now."""
    judge = row["organisation"]
    if organisations.at(judge, known_on) is None:
        yield no.UNKNOWN_ORGANISATION.filled(organisation=judge, day=known_on)
        return
    if row["judgement"] not in CONFIRMING or fact.by == CLOCK:   # the clock sits in no line
        return
    # A reorganisation between recording and judging makes nobody independent of what was his.
    if any(organisations.same_line(judge, fact.organisation, day) for day in (known_on, fact.happened_on)):
        yield no.SAME_LINE.filled(organisation=judge, recorder=fact.organisation)
    if fact.by == row["by"]:
        yield no.SAME_PERSON.filled(person=row["by"])


def _in_turn(row: Row, fact: Known, takeover: bool) -> Iterable[Refusal]:
    """What may follow on what was judged before."""
    judgement = row["judgement"]
    if fact.rejected:
        yield no.REJECTED_ALREADY.filled(fact=row["fact"])
    elif judgement == "upheld" and not fact.disputed:
        yield no.NOT_DISPUTED.filled(fact=row["fact"])
    elif judgement == "verified" and fact.disputed:
        yield no.DISPUTED_NOW.filled(fact=row["fact"])
    elif judgement == "verified" and not takeover and (fact.superseded or fact.repeated):
        # History taken over was judged in its own time, before it was corrected.
        yield no.DOES_NOT_COUNT.filled(fact=row["fact"])


def _after(fact: Known, judgement: str) -> Known:
    return replace(
        fact,
        rejected=fact.rejected or judgement == "rejected",
        disputed=judgement == "disputed",
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


def _form(row: Any, fields: Mapping[str, type], required: Sequence[str]) -> list[Refusal]:
    """Every fault of form; a row without any, which nearly all are, is looked at once."""
    return [] if _fits(row, fields, required) else _faults(row, fields, required)


def _fits(row: Any, fields: Mapping[str, type], required: Sequence[str]) -> bool:
    if type(row) is not dict:
        return False
    for name, value in row.items():
        kind = fields.get(name)
        if kind is None or (type(value) is not kind and value is not None):
            return False
        if kind is not str and value:
            for item in _items(value):
                if type(item) is not str:
                    return False
    for name in required:
        if not row.get(name):
            return False
    return "id" not in fields or is_id(row["id"])


def _faults(row: Any, fields: Mapping[str, type], required: Sequence[str]) -> list[Refusal]:
    if not isinstance(row, dict):
        return [no.NOT_AN_OBJECT]
    refused = [no.UNKNOWN_FIELD.filled(field=name, known=some(fields)) for name in row if name not in fields]
    refused.extend(no.MISSING_FIELD.filled(field=name) for name in required if row.get(name) in (None, ""))
    for name, value in row.items():
        kind = fields.get(name, object)
        if value is not None and not isinstance(value, kind):
            refused.append(no.WRONG_TYPE.filled(field=name, kind=kind.__name__))
        elif kind is not str and any(not isinstance(item, str) for item in _items(value)):
            refused.append(no.WRONG_TYPE.filled(field=name, kind="texts"))
    if not refused and "id" in fields and not is_id(row["id"]):
        refused.append(no.NOT_AN_ID.filled(id=row["id"]))
    return refused


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
