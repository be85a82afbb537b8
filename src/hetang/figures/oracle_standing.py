"""The state of a fact, read off the rules one sentence at a time (docs/algorithms/standing-of-a-fact.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Said:
    """One thing recorded: a fact (`recorded`), a judgement, evidence `attached` or `withdrawn` (then of no one fact)."""

    what: str
    fact: str | None
    known: int
    order: tuple[int, int]
    by: str | None = None
    evidence: str | None = None
    links: Mapping[str, str | None] = field(default_factory=dict)


class Heard:
    """Everything that was said up to a moment, in the order in which it is heard."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.place = {one: i for i, one in enumerate(said)}
        self.of: dict[str, list[Said]] = {}
        self.corrections: dict[str, list[Said]] = {}
        self.withdrawals: dict[str, list[Said]] = {}
        for one in said:
            if one.what == "withdrawn":
                self.withdrawals.setdefault(one.evidence or "", []).append(one)
            else:
                self.of.setdefault(one.fact or "", []).append(one)
            if one.links.get("corrects"):
                self.corrections.setdefault(one.links["corrects"] or "", []).append(one)

    def recorded(self, fact: str) -> Said | None:
        return next((one for one in self.of.get(fact, ()) if one.what == "recorded"), None)

    def rejected(self, fact: str) -> bool:
        return any(one.what == "rejected" for one in self.of.get(fact, ()))

    def superseded(self, recorded: Said) -> bool:
        """By a later fact that corrects it and was not rejected, or was itself superseded."""
        later = [one for one in self.corrections.get(recorded.fact or "", ()) if one.order > recorded.order]
        return any(not self.rejected(one.fact or "") or self.superseded(one) for one in later)

    def repeated(self, recorded: Said) -> bool:
        """It repeats an earlier fact that was not rejected."""
        first = self.recorded(recorded.links.get("repeats") or "")
        return first is not None and first.order < recorded.order and not self.rejected(first.fact or "")

    def disputed(self, fact: str) -> bool:
        """It was disputed, and not upheld since."""
        words = [one.what for one in self.of[fact] if one.what in ("disputed", "upheld")]
        return words[-1:] == ["disputed"]

    def evidenced(self, fact: str) -> bool:
        """Some evidence attached to it was not withdrawn afterwards."""
        attached = [one for one in self.of[fact] if one.what == "attached"]
        return any(not self._withdrawn_after(one) for one in attached)

    def _withdrawn_after(self, attached: Said) -> bool:
        withdrawals = self.withdrawals.get(attached.evidence or "", ())
        return any(self.place[one] > self.place[attached] for one in withdrawals)


def state_of(fact: str, heard: Heard) -> int:
    """0 not counting, 1 reported, 2 evidenced, 3 verified, 4 disputed."""
    recorded = heard.recorded(fact)
    if recorded is None or heard.rejected(fact) or heard.superseded(recorded) or heard.repeated(recorded):
        return 0
    if heard.disputed(fact):
        return 4
    if not heard.evidenced(fact):
        return 1
    by_another = any(one.what == "verified" and one.by != recorded.by for one in heard.of[fact])
    return 3 if by_another else 2
