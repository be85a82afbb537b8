"""The slow, obvious answer: figures from plain entries, on the standard library alone.

It reads entries as the ledger holds them (`facts.recorded`, `facts.judged`, `evidence.attached`, `evidence.withdrawn`,
each with its rows) and walks over every fact for every question. Whoever holds an issued package recomputes with it;
tests hold every engine against it. It shares the language with the engines and nothing of how they plan or count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.figures.oracle_stages import OracleFact, Range, Reading, Result, computed, facts_read
from hetang.figures.oracle_standing import Heard, Said, state_of
from hetang.figures.shapes import FLOORS, Definitions, Indicator, Window
from hetang.ledger.merkle import leaf_hash, root
from hetang.terms.dates import Period, end_of_day_us, parse_day, parse_instant
from hetang.terms.digests import canonical
from hetang.terms.expression import Unfit
from hetang.terms.quantities import convert, decimal_text, fixed_text, parse_number, round_to
from hetang.terms.trees import Tree

DISPUTED = 4


@dataclass
class Records:
    """Everything recorded, in no need of order."""

    facts: list[OracleFact] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def read_entries(
    entries: Iterable[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]],
    definitions: Definitions,
    time_zone: str,
    alg: str = "sha256",
) -> Records:
    """`entries`: each entry's JSON with its rows. Facts of measures that are not declared are left out."""
    records = Records()
    for entry, rows in entries:
        for number, row in enumerate(rows):
            order, known = (int(entry["seq"]), number), _known(row, entry, time_zone)
            kind = entry["kind"]
            if kind == "facts.recorded" and row["measure"] in definitions.measures:
                measure = definitions.measures[row["measure"]]
                value = convert(_number(row["value"]), str(row["unit"]), measure.unit)
                if not isinstance(value, Fraction):
                    raise Unfit(f"{row['id']}: {row['unit']} does not measure {measure.id}")
                records.facts.append(
                    OracleFact(
                        row["id"], measure.id, value, date.fromisoformat(row["happened_on"]), row.get("place"),
                        row["organisation"], row.get("matter"), row.get("dims") or {}, order,
                        leaf_hash(canonical(dict(row)), alg).hex(),
                    )
                )  # fmt: skip
                links = {"corrects": row.get("corrects"), "repeats": row.get("repeats")}
                said = Said("recorded", row["id"], known, order, by=row["organisation"], links=links)
                records.said.append(said)
                for evidence in row.get("evidence") or ():
                    records.said.append(Said("attached", row["id"], known, order, evidence=evidence))
            elif kind == "facts.judged":
                judged = str(row["judgement"])
                records.said.append(Said(judged, row["fact"], known, order, by=row["organisation"]))
            elif kind == "evidence.attached":
                for evidence in row["evidence"]:
                    records.said.append(Said("attached", row["fact"], known, order, evidence=evidence))
            elif kind == "evidence.withdrawn":  # any other kind says nothing of a fact
                records.said.append(Said("withdrawn", None, known, order, evidence=row["evidence"]))
    return records


def _number(written: str) -> Fraction:
    found = parse_number(written)
    if found is None:
        raise Unfit(f"{written!r} is no number")
    return found


def _known(row: Mapping[str, Any], entry: Mapping[str, Any], time_zone: str) -> int:
    """Microseconds: the row's own known_at in an act of taking over, else when the entry was sealed."""
    written = row.get("known_at") or entry["sealed_at"]
    day = parse_day(written)
    instant = parse_instant(written) if day is None else end_of_day_us(day, time_zone)
    if instant is None:
        raise Unfit(f"{written!r} is no moment")
    return instant


@dataclass(frozen=True)
class Question:
    """As `Ask`, with known_us in microseconds; None = as declared, or now."""

    indicator: str
    as_of: date
    known_us: int | None = None
    known_seq: int | None = None
    floor: str | None = None
    place: str | None = None
    organisation: str | None = None
    period: Window | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the oracle knows of a figure."""

    value: str | None
    exact: str | None
    ladder: dict[str, str | None]  # `disputed` without the rule on parts that do not add up
    coverage: dict[str, int] | None
    fact_ids: tuple[str, ...]
    facts_digest: str
    rows: dict[tuple[str | None, ...], str | None] | None  # exact values by key


def answer(
    question: Question, definitions: Definitions, places: Tree, organisations: Tree, records: Records,
    alg: str = "sha256",
) -> Answer | None:  # fmt: skip
    """The figure; None when the indicator is not defined on that day."""
    indicator = definitions.indicator(question.indicator, question.as_of)
    if indicator is None:
        return None
    states = _states(question, records)
    reading = Reading(
        definitions,
        question.as_of,
        question.period or indicator.window,
        question.period,
        question.place or indicator.place,
        question.organisation or indicator.organisation,
        places,
        organisations,
    )
    floor = question.floor or indicator.floor
    at = {name: [f for f in records.facts if states[f.id] in states_of] for name, states_of in FLOORS.items()}
    at["disputed"] = [f for f in records.facts if states[f.id] == DISPUTED]
    found = {name: _scaled(computed(indicator.computation, facts, reading), indicator) for name, facts in at.items()}
    read = facts_read(indicator.computation, at[floor], reading)
    digests = sorted(f.digest for f in read)
    return Answer(
        _shown(found[floor], lambda v: _rounded(v, indicator)),
        _shown(found[floor], decimal_text),
        {name: _shown(value, lambda v: _rounded(v, indicator)) for name, value in found.items()},
        _coverage(question, indicator, at["reported"], reading),
        tuple(sorted(f.id for f in read)),
        root([bytes.fromhex(d) for d in digests], alg).hex(),
        _rows(question, indicator, at, floor, reading) if question.by else None,
    )


def _states(question: Question, records: Records) -> dict[str, int]:
    """The state of every fact at the moment asked; 0 where it is not known or does not count."""
    if question.known_us is not None:
        known = question.known_us
        heard = [s for s in records.said if s.known <= known]
        heard.sort(key=lambda s: (s.known, s.order))
    else:
        heard = [s for s in records.said if question.known_seq is None or s.order[0] <= question.known_seq]
        heard.sort(key=lambda s: s.order)
    told = Heard(heard)
    return {fact.id: state_of(fact.id, told) for fact in records.facts}


def _scaled(result: Result, indicator: Indicator) -> Result:
    return result * indicator.unit_factor if isinstance(result, Fraction) else result


def _rounded(value: Fraction, indicator: Indicator) -> str:
    return fixed_text(round_to(value, indicator.decimals, indicator.rounding), indicator.decimals)


def _shown(result: Result, write: Callable[[Fraction], str]) -> str | None:
    if isinstance(result, Range):
        return f"{write(Fraction(result.best))}-{write(Fraction(result.worst))}"
    return None if result is None else write(result)


def _coverage(
    question: Question, indicator: Indicator, facts: list[OracleFact], reading: Reading
) -> dict[str, int] | None:
    expected = list(indicator.expects)
    if not expected:
        return None
    if question.organisation is not None:
        expected = [id for id in expected if question.organisation in reading.way("organisation", id)]
    reporting = set()
    for fact in facts_read(indicator.computation, facts, reading):
        reporting |= {fact.organisation, *reading.way("organisation", fact.organisation)}
    return {"reported_by": len(reporting & set(expected)), "out_of": len(expected)}


def _rows(
    question: Question, indicator: Indicator, at: dict[str, list[OracleFact]], floor: str, reading: Reading
) -> dict[tuple[str | None, ...], str | None]:
    """Each row is the same computation over the facts of that row alone; a row of time is its period."""
    times = [key for key in question.by if key in ("day", "month", "year")]
    divided: dict[tuple[str | None, ...], None] = {}
    for fact in at["reported"] + at["disputed"]:
        if fact in facts_read(indicator.computation, [fact], reading):
            divided[tuple(_bucket(key, fact, reading) for key in question.by)] = None
    rows = {}
    for keys in divided:
        wanted = dict(zip(question.by, keys, strict=True))
        window = reading.window
        for key in times:
            period = Period.parse(str(wanted[key]))
            assert isinstance(period, Period)
            window = Window(
                max(filter(None, (window.start, period.start))), min(filter(None, (window.end, period.end)))
            )
        if window.start and window.end and window.start > window.end:
            continue  # read for another period's sake: no row of this one
        inner = replace(reading, window=window, forced=window) if times else reading
        others = [key for key in question.by if key not in times]
        facts = [f for f in at[floor] if all(_bucket(key, f, reading) == wanted[key] for key in others)]
        rows[keys] = _shown(_scaled(computed(indicator.computation, facts, inner), indicator), decimal_text)
    return rows


def _bucket(key: str, fact: OracleFact, reading: Reading) -> str | None:
    """The child of the asked node (or of the only root) above the fact; the node itself for its own facts."""
    if key not in ("place", "organisation"):
        found = fact.key(key)
        return found.isoformat() if isinstance(found, date) else found
    own = fact.place if key == "place" else fact.organisation
    way = reading.way(key, own) if own is not None else []
    top = reading.place if key == "place" else reading.organisation
    if not way:
        return None
    if top is None:
        roots = {reading.way(key, id)[-1] for id in reading.tree(key)}
        top = roots.pop() if len(roots) == 1 else None
    if top is None:
        return way[-1]
    if top not in way:
        return None
    return way[way.index(top) - 1] if way.index(top) else top
