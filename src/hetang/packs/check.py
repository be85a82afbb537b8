"""Checks a pack folder: its errors, what its examples give and how its stories go, and the price of its forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as Folder

from hetang.authority.grants import ROLES
from hetang.figures.language import Definitions
from hetang.matters.price import Price, price
from hetang.packs.examples import Outcome, run_example
from hetang.packs.pack import Pack, assemble, calendar, tree
from hetang.packs.reading import Reading, in_order, read
from hetang.packs.stories import Told, tell_story
from hetang.packs.story_world import Rules
from hetang.terms.refusals import Refusal
from hetang.terms.workdays import parse_calendars


@dataclass(frozen=True, slots=True)
class Checked:
    """`pack` is None where anything is refused; `refusals` stand in the order of files and lines."""

    name: str
    version: str
    digest: str
    pack: Pack | None
    refusals: list[Refusal]
    examples: list[Outcome]
    stories: list[Told]
    prices: list[Price]


def check_pack(folder: Folder | str) -> Checked:
    """Every error and the outcome of every example; an example that fails is an error too. Never raises."""
    reading = read(Folder(folder))
    pack = None if reading.refusals else _whole(reading)
    outcomes = _examples(reading)
    stories = _stories(reading)
    kinds = reading.governed.kinds
    prices = [price(kind, kinds) for kind in kinds]
    failed = (
        refusal for refusal in [*(o.refusal for o in outcomes), *(s.refusal for s in stories)] if refusal is not None
    )
    refusals = in_order([*reading.refusals, *failed])
    cover = reading.source_json["pack"]
    if refusals or pack is None:
        return Checked(
            str(cover.get("name", "")), str(cover.get("version", "")), "", None, refusals, outcomes, stories, prices
        )
    return Checked(pack.name, pack.version, pack.digest, pack, [], outcomes, stories, prices)


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


def _stories(reading: Reading) -> list[Told]:
    """The outcome of each story of the pack itself, and of those below it whose kind it declares anew."""
    definitions, kinds = reading.definitions.definitions, reading.governed.kinds
    if definitions is None or not kinds.versions:
        return []
    calendars = [item.data for item in reading.items if item.list == "calendars" and not item.faults and "source" in item.data]
    roles = {item.id for item in reading.items if item.list == "roles" and item.id is not None}
    days = calendar(reading.source_json["pack"], parse_calendars(calendars))
    rules = Rules(definitions, kinds, days, frozenset({*ROLES, *roles}))
    own = {(item.list, item.id) for item in reading.layers[-1].items}
    told = (item for item in reading.items if item.list == "stories" and not item.faults)
    return [
        tell_story(item, rules)
        for item in told
        if item.data["kind"] in kinds and own & {("stories", item.id), ("kinds", item.data["kind"])}
    ]


def ids_under(definitions: Definitions, indicator: str) -> set[str]:
    """The ids of everything on which an indicator rests, its own too."""
    found = {indicator}
    for version in definitions.indicators.get(indicator, ()):
        for name, items in definitions.closure(version).items():
            found |= {item["id"] for item in (items if name != "indicator" else [items])}
    return found
