"""Measures, indicators and rules of a pack handed to figures, and what figures refuse brought back to file and line.

Figures read in steps (keys, then references, then loops, then units) and stop at the first step with errors. So that
a pack shows all its errors in one run, a stub of the same id replaces what was refused, and the rest is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hetang.figures.language import Definitions, parse_definitions
from hetang.packs.files import Item
from hetang.packs.references import Known
from hetang.packs.yaml_text import Path
from hetang.terms.quantities import unit
from hetang.terms.refusals import Refusal

LISTS = ("measures", "indicators", "rules")
PASSES = 8  # more than there are steps
UNKNOWN = {
    "unknown_measure": "measures", "unknown_indicator": "indicators", "unknown_rule": "rules", "unknown_role": "roles",
    "unknown_kind": "kinds",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declared:
    """What figures accepted; `stubs` are the ids whose own declaration was refused."""

    definitions: Definitions | None = None
    stubs: frozenset[str] = frozenset()
    refusals: tuple[Refusal, ...] = ()


def read_definitions(items: list[Item], known: Known) -> Declared:
    """The definitions with every refusal in them."""
    lists = {name: _once(item for item in items if item.list == name) for name in LISTS}
    data = {name: [{**item.sound(), "id": item.id} for item in of] for name, of in lists.items()}
    refusals: list[Refusal] = []
    stubs: set[str] = {item.id for of in lists.values() for item in of if item.id is not None and item.faults}
    for _ in range(PASSES):
        parsed = parse_definitions(data)
        if isinstance(parsed, Definitions):
            return Declared(parsed, frozenset(stubs), tuple(refusals))
        by_item = _by_item(parsed)
        if not by_item:
            refusals += [refusal.placed("pack.yaml:1") for refusal in parsed]
            break
        loops = [key for key, found in by_item.items() if any(refusal.code == "loop" for _, refusal in found)]
        refusals += _loops(loops, by_item, lists, data)
        for (name, index), found in by_item.items():
            item = lists[name][index]
            refusals += [
                refusal.placed(item.at(*inner))
                for inner, refusal in found
                if refusal.code != "loop" and not item.concerns(inner) and not follows(refusal, known)
            ]
            stubs.add(data[name][index]["id"])
            data[name][index] = _stub(name, data[name][index], {inner[0] for inner, _ in found if inner})
    return Declared(None, frozenset(stubs), tuple(refusals))


def _once(items: Iterable[Item]) -> list[Item]:
    """Items with an id, without those that repeat one (which has been said)."""
    found: dict[tuple[str, str], Item] = {}
    for item in items:
        if item.id is not None:
            found.setdefault((item.id, "" if item.list == "measures" else str(item.sound().get("since"))), item)
    return list(found.values())


def _by_item(refusals: list[Refusal]) -> dict[tuple[str, int], list[tuple[Path, Refusal]]]:
    """Refusals by list and index of the item, each with its path inside."""
    found: dict[tuple[str, int], list[tuple[Path, Refusal]]] = {}
    for refusal in refusals:
        path = _path(refusal.at or "")
        if len(path) >= 2 and path[0] in LISTS and isinstance(path[1], int):
            found.setdefault((str(path[0]), path[1]), []).append((path[2:], refusal))
    return found


def _path(at: str) -> Path:
    """A JSON pointer as steps."""
    steps = (step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:])
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def follows(refusal: Refusal, known: Known) -> bool:
    """Whether a name is unknown to the room only because its own declaration has been refused."""
    list_name = UNKNOWN.get(refusal.code)
    name = re.search(r"([A-Za-z0-9_.-]+)\W*$", refusal.says.en)
    return list_name is not None and name is not None and known.has(name[1], list_name)


def _stub(name: str, data: Mapping[str, Any], faulty: set[str | int]) -> dict[str, Any]:
    """Something of the same id that figures accept, so that what refers to it is judged for itself."""
    stub: dict[str, Any] = {key: data[key] for key in ("id", "since") if key in data and key not in faulty}
    stub["id"] = data["id"]
    if name == "rules":
        return {**stub, "value": 0}
    symbol = data.get("unit")
    stub["unit"] = symbol if isinstance(symbol, str) and unit(symbol) is not None else "1"
    if name == "indicators":
        return {**stub, "formula": "null", "with": {}}
    more = ("dims", "adds", "decimals", "disclosure")
    return {**stub, **{key: data[key] for key in more if key in data and key not in faulty}}


def _loops(
    loops: list[tuple[str, int]], by_item: Mapping[tuple[str, int], list[tuple[Path, Refusal]]],
    lists: Mapping[str, list[Item]], data: Mapping[str, list[dict[str, Any]]],
) -> Iterator[Refusal]:  # fmt: skip
    """Figures name every indicator in a loop; a reader wants each loop once, at the first of its indicators."""
    ids = {data[name][index]["id"]: (name, index) for name, index in loops}
    left = set(ids)
    while left:
        waiting, together = [min(left)], set[str]()
        while waiting:
            id = waiting.pop()
            if id not in together:
                together.add(id)
                name, index = ids[id]
                waiting += [other for other in _references(data[name][index]) if other in left]
        left -= together
        members = [(lists[name][index], (name, index)) for name, index in (ids[id] for id in together)]
        first, key = min(members, key=lambda member: (member[0].file, member[0].line()))
        yield next(r for _, r in by_item[key] if r.code == "loop").placed(first.at())


def _references(value: Any) -> Iterator[str]:
    """Ids under a key `indicator`, at any depth (which the reader of YAML has bounded)."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "indicator" and isinstance(item, str):
                yield item
            else:
                yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
