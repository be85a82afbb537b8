"""An example of a pack: a few facts in short form, and what an indicator must give for them by the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hetang.figures.language import Definitions
from hetang.figures.oracle import Question, answer, read_entries
from hetang.figures.shapes import Window
from hetang.packs.definitions import Declared
from hetang.packs.files import Item
from hetang.packs.sheets import check_terms
from hetang.terms.dates import Period, end_of_day_us, parse_day
from hetang.terms.expression import Unfit
from hetang.terms.quantities import parse_number
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree
from hetang.terms.words import Text

EXAMPLE_FAILS = Refusal(
    "example_fails",
    Text("算例“{id}”应为 {expect}，算得 {got}", "the example “{id}” should give {expect}, but gives {got}"),
    Text("{got}，或改正的指标", "{got}, or a corrected indicator"),
)
INCOMPLETE = Refusal(
    "incomplete_fact",
    Text("事实缺少“{key}”", "the fact lacks “{key}”"),
    Text("{key}: …（或写在 defaults 里）", "{key}: … (or in defaults)"),
)
UNKNOWN_FACT = Refusal(
    "unknown_fact",
    Text("本算例没有名为“{id}”的事实", "no fact of this example is called “{id}”"),
    Text("{known}", "{known}"),
)
NEEDED = ("measure", "value", "happened_on")
RECORDER, VERIFIER = "example_recorder", "example_verifier"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an example expected and what it gave; `refusal` where they differ."""

    id: str
    indicator: str
    at: str
    expected: str | None
    got: str | None
    refusal: Refusal | None = None

    @property
    def holds(self) -> bool:
        return self.refusal is None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "indicator": self.indicator, "at": self.at, "expected": self.expected, "got": self.got,
            "holds": self.holds,
        }  # fmt: skip


def check_example(item: Item, declared: Declared) -> Iterator[Refusal]:
    """What its facts lack, and units and dimensions that their measures do not have."""
    data = item.sound()
    shared = data.get("defaults") or {}
    facts = [fact for fact in data.get("facts") or () if isinstance(fact, dict)]
    names = {fact.get("as", str(number)) for number, fact in enumerate(facts, start=1)}
    for index, short in enumerate(facts):
        path = ("facts", index)
        given = {**shared, **short}
        for key in NEEDED:
            if key not in given and not item.concerns((*path, key)):
                yield INCOMPLETE.filled(key=key).placed(item.at(*path))
        for key in ("corrects", "repeats"):
            if given.get(key, short.get("as")) not in {*names, None}:
                yield UNKNOWN_FACT.filled(id=given[key], known="、".join(sorted(names))).placed(item.at(*path, key))
        yield from check_terms(item, given, path, declared)


def rows_of(example: dict[str, Any], definitions: Definitions) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Fact rows and judgement rows as the ledger carries them; a fact's id is its `as` or its number in the list."""
    facts, judgements = [], []
    for number, short in enumerate(example["facts"], start=1):
        given = {**example.get("defaults", {}), **short}
        measure = definitions.measures[given["measure"]]
        id = short.get("as", str(number))
        status = given.get("status", "verified")
        known_at = given.get("known_at", given["happened_on"])
        facts.append({
            "id": id,
            "measure": measure.id,
            "value": str(given["value"]),
            "unit": given.get("unit", measure.unit),
            "happened_on": given["happened_on"],
            "place": given.get("place"),
            "organisation": given.get("organisation", RECORDER),
            "matter": given.get("matter"),
            "dims": {key: str(value) for key, value in given.get("dims", {}).items()},
            "evidence": [] if status == "reported" else [id],
            "corrects": given.get("corrects"),
            "repeats": given.get("repeats"),
            "by": None,
            "known_at": known_at,
        })  # fmt: skip
        if status not in ("reported", "evidenced"):
            judgements.append(
                {"fact": id, "judgement": status, "by": None, "organisation": VERIFIER, "known_at": known_at}
            )
    return facts, judgements


def run_example(item: Item, definitions: Definitions, places: Tree, organisations: Tree, time_zone: str) -> Outcome:
    """The oracle's answer over the example's facts alone, held against what it expects."""
    example = item.data
    facts, judgements = rows_of(example, definitions)
    entries = [({"seq": 0, "kind": "facts.recorded"}, facts), ({"seq": 1, "kind": "facts.judged"}, judgements)]
    try:
        records = read_entries(entries, definitions, time_zone)
        found = answer(_question(example, time_zone), definitions, places, organisations, records)
        got = None if found is None else found.value
    except Unfit as fault:
        got = str(fault)
    expected = None if example["expect"] is None else str(example["expect"])
    outcome = Outcome(example["id"], example["indicator"], item.at(), expected, got)
    if _same(expected, got):
        return outcome
    told = EXAMPLE_FAILS.filled(id=outcome.id, indicator=outcome.indicator, expect=expected, got=got)
    return replace(outcome, refusal=told.placed(outcome.at))


def _question(example: dict[str, Any], time_zone: str) -> Question:
    known = parse_day(example["known_at"]) if "known_at" in example else None
    period = Period.parse(str(example["period"])) if "period" in example else None
    return Question(
        indicator=example["indicator"],
        as_of=date.fromisoformat(example["as_of"]),
        known_us=None if known is None else end_of_day_us(known, time_zone),
        floor=example.get("floor"),
        place=example.get("place"),
        organisation=example.get("organisation"),
        period=Window.of(period) if isinstance(period, Period) else None,
    )


def _same(expected: str | None, got: str | None) -> bool:
    """Equal as numbers, else as texts (a range of ranks)."""
    if expected is None or got is None:
        return expected == got
    numbers = parse_number(expected), parse_number(got)
    return expected == got or (None not in numbers and numbers[0] == numbers[1])
