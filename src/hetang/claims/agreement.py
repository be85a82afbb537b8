"""Where a text disagrees with itself: parts with their total, one thing with two values, a growth with what it grew from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hetang.claims.agreeing.changes import changes, multiples, two_values
from hetang.claims.agreeing.fault import Fault
from hetang.claims.agreeing.parts import parts, totals
from hetang.claims.agreeing.shares import exceeding, shares, structures, together
from hetang.claims.agreeing.tables import columns_add_up
from hetang.claims.agreeing.wording import impossible, lists, markers
from hetang.claims.claim import Claim
from hetang.terms.words import Text

KINDS = ("parts", "twice", "growth", "points", "share", "shares", "structure", "list", "marker", "impossible")
Rule = Callable[[str, Sequence[Claim]], Iterator[Fault]]
RULES: tuple[Rule, ...] = (
    parts, totals, columns_add_up, two_values, changes, multiples, shares, together, exceeding, structures, lists, markers, impossible,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What cannot all be true, by `claims` (indices); `why` gives the numbers worked out, `suspect` those to look at first, if known."""

    kind: str
    claims: tuple[int, ...]
    why: Text
    suspect: tuple[int, ...] = ()


def disagreements(text: str, claims: Sequence[Claim]) -> tuple[Disagreement, ...]:
    """Only what cannot be true however the numbers were rounded; in the order of the text, each set of claims once a kind."""
    found: dict[tuple[str, tuple[int, ...]], Disagreement] = {}
    for rule in RULES:
        for fault in rule(text, claims):
            found.setdefault((fault.kind, fault.claims), Disagreement(fault.kind, fault.claims, fault.why, fault.suspect))
    return tuple(sorted(found.values(), key=lambda one: (one.claims, KINDS.index(one.kind))))
