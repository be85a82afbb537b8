"""Where ids of a tree stand on the as-of day: below what, and in which bucket of a breakdown.

An id stands where the tree of that day puts it; one that has ended stays where it last stood, one that has not begun
stands where it will begin, so that no fact falls out of every place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from hetang.terms.trees import Tree


class Positions:
    """The tree as it stands on one day, with every id that was ever known."""

    def __init__(self, tree: Tree, day: date) -> None:
        self.parents: dict[str, str | None] = {id: _parent(tree, id, day) for id in tree}

    def __contains__(self, id: str) -> bool:
        return id in self.parents

    def way(self, id: str) -> list[str]:
        """From the id up to its root; ends before it would go round."""
        way: list[str] = []
        at: str | None = id
        while at is not None and at in self.parents and at not in way:
            way.append(at)
            at = self.parents[at]
        return way

    def below(self, id: str) -> frozenset[str]:
        """The id itself and everything under it."""
        return frozenset(other for other in self.parents if id in self.way(other))

    def buckets(self, root: str | None) -> Mapping[str, str]:
        """For every id under the root the child of the root that it falls under; the root's own facts make a bucket."""
        found = {}
        for id in self.parents:
            way = self.way(id)
            if root in way:
                below = way[: way.index(root)]
                found[id] = below[-1] if below else root
            elif root is None:
                found[id] = way[-1]
        return found

    def root(self) -> str | None:
        """The only root, or None where there are several."""
        roots = [id for id, parent in self.parents.items() if parent is None]
        return roots[0] if len(roots) == 1 else None


def _parent(tree: Tree, id: str, day: date) -> str | None:
    standing = tree.at(id, day)
    if standing is None:
        history = tree.history(id)  # latest first
        begun = [node for node in history if node.since is None or node.since <= day]
        standing = begun[0] if begun else history[-1]
    return standing.parent if standing.parent in tree else None


@lru_cache(maxsize=256)
def positions(tree: Tree, day: date) -> Positions:
    """Kept for the trees and days that are asked again and again."""
    return Positions(tree, day)
