"""Measures, indicators and rules of a pack handed to figures, and what figures refuse brought back to file and line.

Figures read in steps (keys, then references, then loops, then units) and stop at the first step with errors. So that a
pack shows all its errors in one run, what was refused is replaced by a stub of the same name and the rest is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hetang.figures.language import Definitions, parse_definitions
from hetang.packs.files import Item
from hetang.packs.references import is_known
from hetang.packs.yaml_text import Path
from hetang.terms.quantities import unit
from hetang.terms.refusals import Refusal

LISTS = ("measures", "indicators", "rules")
PASSES = 8  # more than there are steps
UNKNOWN = {"unknown_measure": "measures", "unknown_indicator": "indicators", "unknown_rule": "rules"}
SAID_BY_REFERENCES = ("twice",)


def read_definitions(
    items: list[Item], known: Mapping[str, set[str]], unread: Mapping[str, str]
) -> tuple[Definitions | None, list[Refusal]]:
    """The definitions, or None with every refusal."""
    lists = {name: [item for item in items if item.list == name and item.id is not None] for name in LISTS}
    data = {name: [{**item.sound(), "id": item.id} for item in of] for name, of in lists.items()}
    refusals: list[Refusal] = []
    clean = True
    for _ in range(PASSES):
        parsed = parse_definitions(data)
        if isinstance(parsed, Definitions):
            return (parsed if clean else None), refusals
        clean = False
        by_item: dict[tuple[str, int], list[tuple[Path, Refusal]]] = {}
        for refusal in parsed:
            path = _path(refusal.at or "")
            if len(path) >= 2 and path[0] in LISTS and isinstance(path[1], int):
                by_item.setdefault((str(path[0]), path[1]), []).append((path[2:], refusal))
            elif refusal.code not in SAID_BY_REFERENCES:
                refusals.append(refusal.placed("pack.yaml:1"))
        loops = [key for key, found in by_item.items() if any(r.code == "loop" for _, r in found)]
        refusals += _loops(loops, by_item, lists, data)
        for (name, index), found in by_item.items():
            item = lists[name][index]
            refusals += [
                refusal.placed(item.at(*inner))
                for inner, refusal in found
                if refusal.code not in (*SAID_BY_REFERENCES, "loop")
                and not item.concerns(inner)
                and not _follows(refusal, known, unread)
            ]
            data[name][index] = _stub(name, data[name][index], {inner[0] for inner, _ in found if inner})
        if not by_item:
            break
    return None, refusals


def _path(at: str) -> Path:
    """A JSON pointer as steps."""
    steps = (step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:])
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def _follows(refusal: Refusal, known: Mapping[str, set[str]], unread: Mapping[str, str]) -> bool:
    """Whether a name is unknown to figures only because its own declaration has been refused."""
    list_name = UNKNOWN.get(refusal.code)
    name = re.search(r"([A-Za-z0-9_.-]+)\W*$", refusal.says.en)
    return list_name is not None and name is not None and is_known(name[1], list_name, known, unread)


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
        first = min((ids[id] for id in together), key=lambda key: (lists[key[0]][key[1]].file, lists[key[0]][key[1]].line()))
        refusal = next(r for _, r in by_item[first] if r.code == "loop")
        yield refusal.placed(lists[first[0]][first[1]].at())


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
