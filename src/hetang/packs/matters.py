"""Kinds of matters handed to the room of matters, and what it finds in them brought back to file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hetang.authority.grants import ROLES
from hetang.figures.language import Definitions
from hetang.matters.checks import check_kinds
from hetang.matters.declared import Declared
from hetang.matters.fence import check_fence
from hetang.matters.kinds import Kinds
from hetang.matters.reading import parse_kinds
from hetang.packs.definitions import follows
from hetang.packs.files import Item
from hetang.packs.references import Known
from hetang.packs.yaml_text import Path
from hetang.terms.refusals import Refusal

LISTS = ("kinds", "roles", "grants", "posts", "organisations", "indicators", "measures", "stories")


@dataclass(frozen=True, slots=True)
class Governed:
    """The kinds of a pack where none is refused, and every refusal with its place."""

    kinds: Kinds = field(default_factory=lambda: Kinds({}))
    refusals: tuple[Refusal, ...] = ()


def read_matters(items: Iterable[Item], own: frozenset[str], definitions: Definitions | None, known: Known) -> Governed:
    """Reads, checks and fences all kinds; `own`: ids of the kinds of the pack itself, not of those it stands on."""
    lists: dict[str, list[Item]] = {name: [] for name in LISTS}
    for item in items:
        if item.list in lists:
            lists[item.list].append(item)
    data = {name: [item.sound() for item in of] for name, of in lists.items()}
    if not data["kinds"] and not data["indicators"]:
        return Governed()
    declared = Declared(**data)
    refusals = [*_placed(check_fence(declared), lists), *_placed(check_kinds(declared, own), lists, sound_only=True)]
    if definitions is None:
        return Governed(refusals=tuple(refusals))
    parsed = kinds_of(data, definitions)
    if isinstance(parsed, Kinds):
        return Governed(parsed, tuple(refusals))
    new = [refusal for refusal in parsed if not follows(refusal, known)]
    return Governed(refusals=(*refusals, *_placed(new, lists)))


def kinds_of(json: Mapping[str, Any], definitions: Definitions) -> Kinds | list[Refusal]:
    """The kinds of a pack's one JSON form."""
    roles = {*ROLES, *(role["id"] for role in json["roles"] if isinstance(role.get("id"), str))}
    return parse_kinds({"kinds": json.get("kinds", [])}, definitions.measures, roles, set(definitions.rules))


def _placed(
    refusals: Iterable[Refusal], lists: Mapping[str, list[Item]], sound_only: bool = False
) -> Iterator[Refusal]:
    """From JSON pointers to lines. What lies where a schema has found fault is said already; with `sound_only`, what is
    found in an item that has any fault may follow from it, and is left out."""
    for refusal in refusals:
        path = steps_of(refusal.at or "")
        item = lists[str(path[0])][int(path[1])]
        inner = path[2:]
        if item.concerns(inner) or (sound_only and item.faults):
            continue
        yield refusal.placed(item.at(*inner))


def steps_of(at: str) -> Path:
    """A JSON pointer as steps."""
    steps = (step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:])
    return tuple(int(step) if step.isdecimal() else step for step in steps)
