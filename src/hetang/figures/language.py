"""The language of measures and indicators: plain JSON in, frozen declarations or every error with its place out.

`{"measures": [...], "indicators": [...], "rules": [...]}`; the grammar stands in docs/algorithms/stages.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.figures.computations import COMPANIONS, COMPUTATIONS, Reader
from hetang.figures.findings import Findings, pointer
from hetang.figures.shapes import (
    CONTEXT,
    DISCLOSURES,
    FACT_KEYS,
    FLOORS,
    TIME_KEYS,
    Definitions,
    Dim,
    Indicator,
    Measure,
    Rule,
    aggregates,
    expressions,
    references,
)
from hetang.figures.unit_of import unit_factor
from hetang.terms.expression import Bounds, Value
from hetang.terms.quantities import parse_number, unit
from hetang.terms.refusals import Refusal

__all__ = ["Definitions", "Dim", "Indicator", "Measure", "Rule", "parse_definitions"]

DECIMALS = {"money": 2, "money_usd": 2, "count": 0, "visits": 0}
MEASURE_KEYS = ("id", "name", "unit", "decimals", "dims", "adds", "disclosure", "once_per", "source", "note", "since")
INDICATOR_KEYS = (
    "id", "since", "source", "name", "aliases", "unit", "decimals", "rounding", "floor", "period", "place",
    "organisation", "expects", "wording", "note", "subject",
)  # fmt: skip
RULE_KEYS = ("id", "since", "source", "name", "value", "unit", "table", "note")


def parse_definitions(json: Any) -> Definitions | list[Refusal]:
    """Frozen declarations, or every error; `at` of a refusal is a JSON pointer such as /indicators/3/where/work."""
    notes = Findings()
    root = notes.mapping(json, "") or {}
    measures: dict[str, Measure] = {}
    for i, node in enumerate(notes.listing(root.get("measures"), "/measures")):
        measure = _measure(node, pointer("/measures", i), notes)
        if measure is not None:
            if measure.id in measures:
                notes.say(pointer("/measures", i), "twice", f"{measure.id} 重复", f"{measure.id} stands twice", "one")
            measures[measure.id] = measure
    rules = [_rule(n, pointer("/rules", i), notes) for i, n in enumerate(notes.listing(root.get("rules"), "/rules"))]
    reader = Reader(measures, notes)
    indicators: list[tuple[str, Indicator]] = []
    for i, node in enumerate(notes.listing(root.get("indicators"), "/indicators")):
        indicator = _indicator(node, pointer("/indicators", i), reader)
        if indicator is not None:
            indicators.append((pointer("/indicators", i), indicator))
    definitions = Definitions(
        measures, _versions([v for _, v in indicators], notes), _versions([r for r in rules if r is not None], notes)
    )
    if not notes.refusals:
        definitions = _joined(definitions, indicators, notes)
    return notes.refusals or definitions


def _versions(items: list[Any], notes: Findings) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for item in items:
        found.setdefault(item.id, []).append(item)
    for id, versions in found.items():
        versions.sort(key=lambda v: v.since or date.min)
        if len({v.since for v in versions}) < len(versions):
            notes.say("", "twice", f"{id} 同日两版", f"{id} has two versions of one day", "another since")
    return {id: tuple(versions) for id, versions in found.items()}


def _measure(node: Any, at: str, notes: Findings) -> Measure | None:
    found = notes.mapping(node, at)
    id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
    if found is None or id is None:
        return None
    notes.only(found, MEASURE_KEYS, at)
    symbol = notes.text(found.get("unit"), pointer(at, "unit"))
    known = unit(symbol) if symbol is not None else None
    if known is None:
        notes.say(
            pointer(at, "unit"),
            "unknown_unit",
            f"不认识单位 {symbol}",
            f"unknown unit {symbol}",
            "米, 平方米, 元, 人, %",
        )
        return None
    dims = []
    for i, item in enumerate(notes.listing(found.get("dims"), pointer(at, "dims"))):
        dim = _dim(item, pointer(at, "dims", i), notes)
        if dim is not None:
            dims.append(dim)
    measure = Measure(
        id=id,
        name=notes.words(found.get("name"), pointer(at, "name")),
        unit=known.symbol,
        dimension=known.dimension,
        decimals=_decimals(found.get("decimals"), pointer(at, "decimals"), notes, DECIMALS.get(known.dimension, 4)),
        dims=tuple(dims),
        adds=found.get("adds", True) is not False,
        disclosure=notes.one_of(found.get("disclosure"), DISCLOSURES, pointer(at, "disclosure"), "open"),
        once_per=notes.texts(found.get("once_per"), pointer(at, "once_per")),
        source=notes.words(found.get("source"), pointer(at, "source")),
        json=dict(found),
    )
    for key in measure.once_per:
        if key not in (*measure.keys, "happened_on"):
            zh, en = f"{id} 没有 {key}", f"{id} has no {key}"
            notes.say(pointer(at, "once_per"), "unknown_by_key", zh, en, (*measure.keys, "happened_on"))
    return measure


def _dim(node: Any, at: str, notes: Findings) -> Dim | None:
    if isinstance(node, str):
        return _dim({"id": node}, at, notes)
    found = notes.mapping(node, at)
    if found is None:
        return None
    notes.only(found, ("id", "name", "values"), at)
    id = notes.text(found.get("id"), pointer(at, "id"))
    if id is not None and (not id.isidentifier() or id in (*FACT_KEYS, *TIME_KEYS, *CONTEXT)):
        # Engines write the id into SQL, expressions read it as a name.
        notes.say(
            pointer(at, "id"), "not_a_word", f"{id} 不能作维度名", f"{id} cannot name a dimension", "work, case_type"
        )
        return None
    values = found.get("values")
    listed = tuple(values) if isinstance(values, Mapping) else notes.texts(values, pointer(at, "values"))
    return None if id is None else Dim(id, notes.words(found.get("name", id), pointer(at, "name")), listed)


def _decimals(node: Any, at: str, notes: Findings, default: int) -> int:
    if node is None:
        return default
    if isinstance(node, int) and not isinstance(node, bool) and 0 <= node <= 9:
        return node
    notes.say(at, "not_decimals", f"小数位数不能是 {node!r}", f"{node!r} is no number of decimals", "0 … 9")
    return default


# --- rules ---------------------------------------------------------------------------------------------------------


def _number(node: Any, at: str, notes: Findings) -> Fraction | None:
    written = parse_number(str(node)) if isinstance(node, int | str) and not isinstance(node, bool) else None
    if written is None:
        zh, en = f"{node!r} 不是精确的数", f"{node!r} is not an exact number"
        notes.say(at, "not_a_number", zh, en, '12, "0.75"')
    return written


def _rule(node: Any, at: str, notes: Findings) -> Rule | None:
    found = notes.mapping(node, at)
    id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
    if found is None or id is None:
        return None
    notes.only(found, RULE_KEYS, at)
    if ("value" in found) == ("table" in found):
        notes.say(at, "value_or_table", "value 与 table 二者取一", "either a value or a table", "value, table")
    table: dict[str, Value] = {}
    points: dict[str, tuple[tuple[Fraction, Fraction], ...]] = {}
    bounds: dict[str, Bounds] = {}
    for key, item in (notes.mapping(found.get("table", {}), pointer(at, "table")) or {}).items():
        place = pointer(at, "table", key)
        if isinstance(item, list):
            points[key] = _points(item, place, notes)
        elif isinstance(item, Mapping):
            bounds[key] = _bounds(item, place, notes)
        else:
            table[key] = _scalar(item, place, notes)
    value = _scalar(found["value"], pointer(at, "value"), notes) if "value" in found else None
    since, source = (
        notes.day(found.get("since"), pointer(at, "since")),
        notes.words(found.get("source"), pointer(at, "source")),
    )
    return Rule(id, since, source, value, table, points, bounds, dict(found))


def _scalar(node: Any, at: str, notes: Findings) -> Value:
    """A number where the text is one, a day where it is one, else the text itself."""
    if isinstance(node, bool):
        return node
    if isinstance(node, str):
        day = Findings().day(node, at)
        number = parse_number(node)
        return day if isinstance(day, date) else number if number is not None else node
    return _number(node, at, notes)


def _pairs(node: list[Any], at: str, notes: Findings) -> tuple[tuple[Fraction, Fraction], ...]:
    pairs = []
    for i, item in enumerate(node):
        if not isinstance(item, list) or len(item) != 2:
            notes.say(pointer(at, i), "not_a_pair", "这里应是一对数", "a pair of numbers was expected", "[35, 50]")
            continue
        x, y = (_number(part, pointer(at, i), notes) for part in item)
        if x is not None and y is not None:
            pairs.append((x, y))
    return tuple(pairs)


def _points(node: list[Any], at: str, notes: Findings) -> tuple[tuple[Fraction, Fraction], ...]:
    pairs = _pairs(node, at, notes)
    if any(a[0] >= b[0] for a, b in zip(pairs, pairs[1:], strict=False)):
        notes.say(at, "points_not_rising", "断点要从小到大", "breakpoints must rise", "[[0, 0], [35, 50]]")
    return pairs


def _bounds(node: Mapping[str, Any], at: str, notes: Findings) -> Bounds:
    notes.only(node, ("at_most", "at_least", "else"), at)
    relations = [key for key in ("at_most", "at_least") if key in node]
    if len(relations) != 1:
        notes.say(at, "one_relation", "at_most 与 at_least 二者取一", "either at_most or at_least", "at_most, at_least")
        return Bounds("at_most", (), None)
    relation = relations[0]
    steps = _pairs(notes.listing(node[relation], pointer(at, relation)), pointer(at, relation), notes)
    rising = [b[0] - a[0] for a, b in zip(steps, steps[1:], strict=False)]
    if any(step <= 0 if relation == "at_most" else step >= 0 for step in rising):
        zh, en = "at_most 从小到大，at_least 从大到小", "at_most rises, at_least falls"
        notes.say(pointer(at, relation), "bounds_out_of_order", zh, en, "[[0.15, 1], [0.5, 2]]")
    otherwise = _number(node["else"], pointer(at, "else"), notes) if "else" in node else None
    return Bounds(relation, steps, otherwise)


# --- indicators ----------------------------------------------------------------------------------------------------


def _indicator(node: Any, at: str, reader: Reader) -> Indicator | None:
    notes = reader.notes
    found = notes.mapping(node, at)
    id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
    if found is None or id is None:
        return None
    notes.only(found, (*INDICATOR_KEYS, *COMPUTATIONS, *(k for k in COMPANIONS if k != "place")), at)
    computation = reader.computation(
        {k: v for k, v in found.items() if k in COMPUTATIONS or (k in COMPANIONS and k != "place")}, at, inner=False
    )
    symbol = notes.text(found.get("unit"), pointer(at, "unit"))
    if symbol is not None and unit(symbol) is None:
        notes.say(
            pointer(at, "unit"),
            "unknown_unit",
            f"不认识单位 {symbol}",
            f"unknown unit {symbol}",
            "米, 平方米, 元, 人, %",
        )
    aliases = notes.mapping(found.get("aliases", {}), pointer(at, "aliases")) or {}
    place, organisation = (
        notes.text(found[key], pointer(at, key)) if key in found else None for key in ("place", "organisation")
    )
    wording = found.get("wording")
    if computation is None or symbol is None:
        return None
    return Indicator(
        id=id,
        since=notes.day(found.get("since"), pointer(at, "since")),
        name=notes.words(found.get("name"), pointer(at, "name")),
        unit=symbol,
        decimals=_decimals(found.get("decimals"), pointer(at, "decimals"), notes, 0),
        rounding=notes.one_of(found.get("rounding"), ("half_up", "down", "up"), pointer(at, "rounding"), "half_up"),
        floor=notes.one_of(found.get("floor"), FLOORS, pointer(at, "floor"), "verified"),
        window=notes.window(found.get("period", "all"), pointer(at, "period")),
        computation=computation,
        place=place,
        organisation=organisation,
        expects=notes.texts(found.get("expects"), pointer(at, "expects")),
        wording=notes.mapping(wording, pointer(at, "wording")) if wording is not None else None,
        aliases={k: notes.texts(v, pointer(at, "aliases", k)) for k, v in aliases.items()},
        source=notes.words(found.get("source"), pointer(at, "source")),
        json=dict(found),
    )


def _joined(definitions: Definitions, placed: list[tuple[str, Indicator]], notes: Findings) -> Definitions:
    """What can be said only when everything is read: references, rules, loops, units, disclosure."""
    for at, indicator in placed:
        for reference in references(indicator.computation):
            if reference.indicator not in definitions.indicators:
                zh, en = f"没有 {reference.indicator}", f"unknown indicator {reference.indicator}"
                notes.say(at, "unknown_indicator", zh, en, list(definitions.indicators)[:12])
        for rule in sorted({r for e in expressions(indicator.computation) for r in e.rules}):
            if rule not in definitions.rules:
                notes.say(at, "unknown_rule", f"没有规则 {rule}", f"unknown rule {rule}", definitions.rules)
    if notes.refusals:
        return definitions
    for at, indicator in placed:
        if indicator.id in _reached(definitions, indicator):
            zh, en = f"{indicator.id} 引用自身", f"{indicator.id} rests on itself"
            notes.say(at, "loop", zh, en, "an indicator that does not lead back")
    if notes.refusals:
        return definitions
    finished: dict[str, list[Indicator]] = {}
    for at, indicator in placed:
        factor = unit_factor(definitions, indicator)
        if isinstance(factor, Refusal):
            notes.refusals.append(factor.placed(pointer(at, "unit")))
            continue
        strictest = max((DISCLOSURES.index(m) for m in _disclosures(definitions, indicator)), default=0)
        done = replace(indicator, unit_factor=factor, disclosure=DISCLOSURES[strictest])
        finished.setdefault(indicator.id, []).append(done)
    ordered = {id: tuple(sorted(v, key=lambda i: i.since or date.min)) for id, v in finished.items()}
    return replace(definitions, indicators=ordered)


def _reached(definitions: Definitions, indicator: Indicator) -> set[str]:
    """Ids of the indicators that this one rests on, at any depth."""
    reached = set[str]()
    waiting = [indicator]
    while waiting:
        for reference in references(waiting.pop().computation):
            if reference.indicator not in reached:
                reached.add(reference.indicator)
                waiting.extend(definitions.indicators[reference.indicator])
    return reached


def _disclosures(definitions: Definitions, indicator: Indicator) -> set[str]:
    rested = [indicator, *(v for id in _reached(definitions, indicator) for v in definitions.indicators[id])]
    return {definitions.measures[a.measure].disclosure for i in rested for a in aggregates(i.computation)}
