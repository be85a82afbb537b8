"""Trees with a history: places and organisations as they stood on any day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hetang.terms.words import Text


@dataclass(frozen=True, slots=True)
class Node:
    """One dated state of a node; `since` and `until` are days on which it holds, None = without bound."""

    id: str
    name: Text
    parent: str | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    more: dict[str, Any] = field(default_factory=dict, hash=False)

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The whole tree between two changes."""

    nodes: Mapping[str, Node]
    children: Mapping[str | None, tuple[str, ...]]


class Tree:
    """Nodes by id and day; several dated nodes may share an id, and where two hold at once the later `since` counts."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = tuple(nodes)
        self._states: dict[str, list[Node]] = {}
        changes = set()
        for node in self.nodes:
            self._states.setdefault(node.id, []).append(node)
            if node.since is not None:
                changes.add(node.since)
            if node.until is not None and node.until < date.max:
                changes.add(node.until + timedelta(days=1))
        for states in self._states.values():
            states.sort(key=lambda node: node.since or date.min, reverse=True)
        self._changes = sorted(changes)
        self._shapes: dict[int, _Shape] = {}

    def __contains__(self, id: object) -> bool:
        """Whether the id is known on any day."""
        return id in self._states

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)

    def history(self, id: str) -> tuple[Node, ...]:
        """All states of an id, latest first."""
        return tuple(self._states.get(id, ()))

    def at(self, id: str, day: date) -> Node | None:
        return self._shape(day).nodes.get(id)

    def ids(self, day: date) -> frozenset[str]:
        return frozenset(self._shape(day).nodes)

    def roots(self, day: date) -> tuple[str, ...]:
        return self._shape(day).children.get(None, ())

    def children(self, id: str, day: date) -> tuple[str, ...]:
        """In the order in which the nodes were given."""
        return self._shape(day).children.get(id, ())

    def subtree(self, id: str, day: date) -> frozenset[str]:
        """The node and all below it; empty where the node does not stand on that day."""
        shape = self._shape(day)
        if id not in shape.nodes:
            return frozenset()
        found, waiting = {id}, [id]
        while waiting:
            for child in shape.children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return frozenset(found)

    def ancestors(self, id: str, day: date) -> tuple[str, ...]:
        """From the parent up to the root; empty for a root and for a node that does not stand on that day."""
        nodes = self._shape(day).nodes
        path: list[str] = []
        parent = nodes[id].parent if id in nodes else None
        while parent is not None and parent in nodes and parent not in path and parent != id:
            path.append(parent)
            parent = nodes[parent].parent
        return tuple(path)

    def child_towards(self, root: str, id: str, day: date) -> str | None:
        """The child of `root` on the way down to `id` (perhaps `id` itself); None where `id` is not below `root`."""
        way = (id, *self.ancestors(id, day))
        return way[way.index(root) - 1] if root in way[1:] else None

    def same_line(self, a: str, b: str, day: date) -> bool:
        """Whether one is the other, or stands above it."""
        return a == b or a in self.ancestors(b, day) or b in self.ancestors(a, day)

    def loops(self) -> list[str]:
        """Ids that on some day stand above themselves: a fault of whoever declared them."""
        days = [date.min, *self._changes]
        return [id for id in self._states if any(self._returns(id, self._shape(day).nodes) for day in days)]

    def orphans(self) -> list[Node]:
        """States whose parent is not known on any day."""
        return [node for node in self.nodes if node.parent is not None and node.parent not in self._states]

    @staticmethod
    def _returns(id: str, nodes: Mapping[str, Node]) -> bool:
        node, seen = nodes.get(id), set[str]()
        while node is not None and node.parent is not None and node.parent not in seen:
            if node.parent == id:
                return True
            seen.add(node.parent)
            node = nodes.get(node.parent)
        return False

    def _shape(self, day: date) -> _Shape:
        between = bisect_right(self._changes, day)
        shape = self._shapes.get(between)
        if shape is None:
            nodes = {id: node for id, states in self._states.items() for node in states[::-1] if node.holds(day)}
            children: dict[str | None, list[str]] = {}
            for id, node in nodes.items():
                children.setdefault(node.parent if node.parent in nodes else None, []).append(id)
            shape = _Shape(nodes, {parent: tuple(ids) for parent, ids in children.items()})
            self._shapes[between] = shape
        return shape
