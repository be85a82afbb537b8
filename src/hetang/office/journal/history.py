"""The part of history that an act touches, fetched before it is decided."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.matters.facts import History, Known
from hetang.office.journal import bulk
from hetang.office.journal.families import Families, Member
from hetang.office.journal.standings import Standings
from hetang.terms.dates import FOREVER_US

WITHDRAWN = f"SELECT DISTINCT evidence FROM fact_evidence WHERE until_seq < {FOREVER_US} AND evidence IN (…)"
SUPPORTED = f"""
SELECT DISTINCT organisation FROM fact WHERE id IN (
  SELECT fact FROM fact_evidence WHERE evidence = %s AND until_seq = {FOREVER_US})
ORDER BY organisation
"""


@dataclass(frozen=True, slots=True)
class Past:
    """What decisions ask of facts: as they stand while one transaction writes."""

    families: Families
    standings: Standings
    evidence: Callable[[Iterable[str]], frozenset[str]]   # which of these are in the store and not withdrawn

    def of_recording(self, rows: Iterable[dict[str, Any]], keys: Iterable[str | None]) -> History:
        """The targets of corrections, the facts that hold the repeat keys, the evidence that is named."""
        targets = {row["corrects"] for row in rows if row.get("corrects")}
        named = {digest for row in rows for digest in row.get("evidence") or ()}
        return History(self.known(targets), self.standings.holders(keys), self.evidence(named))

    def known(self, fact_ids: Iterable[str]) -> dict[str, Known]:
        of = self.families.of(fact_ids)
        told: dict[str, Known] = {}
        for members in self.families.members(of.values()).values():
            told.update(_known(members))
        return {id: told[id] for id in of}


def evidence(digests: Iterable[str]) -> frozenset[str]:
    """Which of these are in the store and have not been withdrawn."""
    asked = set(digests)
    stored = {digest for (digest,) in bulk.stored_in("SELECT digest FROM evidence WHERE digest IN (…)", asked)}
    return frozenset(stored - {digest for (digest,) in bulk.stored_in(WITHDRAWN, stored)})


def _known(members: list[Member]) -> dict[str, Known]:
    """What stands now, in the order in which it was written down."""
    said = {member.fact_id: _said(member) for member in members}
    corrections: dict[str, list[str]] = {}
    for member in members:
        if member.corrects:
            corrections.setdefault(member.corrects, []).append(member.fact_id)

    def superseded(id: str) -> bool:
        return any(not said[by]["rejected"] or superseded(by) for by in corrections.get(id, ()))

    return {
        member.fact_id: Known(
            member.measure, member.organisation, member.by, date.fromisoformat(member.happened_on),
            superseded=superseded(member.fact_id),
            repeated=member.repeats is not None and not said[member.repeats]["rejected"],
            **said[member.fact_id],
        )
        for member in members
    }


def _said(member: Member) -> dict[str, bool]:
    stands = {"rejected": False, "disputed": False, "verified": False}
    for judgement, *_ in member.judgements:
        if judgement in ("disputed", "upheld"):
            stands["disputed"] = judgement == "disputed"
        else:
            stands[judgement] = True
    return stands


def supported_by(digest: str) -> list[str]:
    """The organisations whose facts this evidence stands behind now."""
    return [organisation for (organisation,) in bulk.select(SUPPORTED, [digest])]
