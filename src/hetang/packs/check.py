"""Checks a pack folder: its errors, and what each of its examples gives when the oracle computes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as Folder

from hetang.figures.language import Definitions
from hetang.packs.examples import Outcome, run_example
from hetang.packs.pack import Pack, assemble, tree
from hetang.packs.reading import Reading, in_order, read
from hetang.terms.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Checked:
    """`pack` is None where anything is refused; `refusals` stand in the order of files and lines."""

    name: str
    version: str
    digest: str
    pack: Pack | None
    refusals: list[Refusal]
    examples: list[Outcome]


def check_pack(folder: Folder | str) -> Checked:
    """Every error and the outcome of every example; an example that fails is an error too. Never raises."""
    reading = read(Folder(folder))
    pack = None if reading.refusals else _whole(reading)
    outcomes = _examples(reading)
    refusals = in_order([*reading.refusals, *(outcome.refusal for outcome in outcomes if outcome.refusal is not None)])
    cover = reading.source_json["pack"]
    if refusals or pack is None:
        return Checked(str(cover.get("name", "")), str(cover.get("version", "")), "", None, refusals, outcomes)
    return Checked(pack.name, pack.version, pack.digest, pack, [], outcomes)


def _whole(reading: Reading) -> Pack:
    definitions = reading.definitions.definitions
    assert definitions is not None  # else something is refused
    own = reading.layers[-1].records
    records = None if own is None else own.data
    return assemble(
        reading.source_json, definitions, reading.governed.kinds, reading.bulletins, reading.mappings, records
    )


def _examples(reading: Reading) -> list[Outcome]:
    """The outcome of each example in which, and under whose indicator, nothing else is refused."""
    definitions, stubs = reading.definitions.definitions, reading.definitions.stubs
    trees = [item for item in reading.items if item.list in ("places", "organisations")]
    if definitions is None or any(item.faults for item in trees):
        return []
    world = [tree(item.data for item in trees if item.list == name) for name in ("places", "organisations")]
    refused = {refusal.at for refusal in reading.refusals}
    outcomes = []
    for item in reading.items:
        clean = item.list == "examples" and not item.faults and not item.places() & refused
        if clean and not ids_under(definitions, item.data["indicator"]) & stubs:
            outcomes.append(run_example(item, definitions, world[0], world[1], reading.time_zone))
    return outcomes


def ids_under(definitions: Definitions, indicator: str) -> set[str]:
    """The ids of everything on which an indicator rests, its own too."""
    found = {indicator}
    for version in definitions.indicators.get(indicator, ()):
        for name, items in definitions.closure(version).items():
            found |= {item["id"] for item in (items if name != "indicator" else [items])}
    return found
