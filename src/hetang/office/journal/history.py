"""The part of history that an act touches, fetched before it is decided."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hetang.matters.facts import History, Known
from hetang.office.journal import bulk
from hetang.office.journal.families import Member, families, families_of
from hetang.terms.dates import FOREVER_US

WITHDRAWN = f"SELECT DISTINCT evidence FROM fact_evidence WHERE until_seq < {FOREVER_US} AND evidence IN (…)"
SUPPORTED = f"""
SELECT DISTINCT organisation FROM fact WHERE id IN (
  SELECT fact FROM fact_evidence WHERE evidence = %s AND until_seq = {FOREVER_US})
ORDER BY organisation
"""


def of_recording(rows: Iterable[dict[str, Any]], keys: Iterable[str | None]) -> History:
    """The targets of corrections, the facts that hold the repeat keys, the evidence that is named."""
    targets = {row["corrects"] for row in rows if row.get("corrects")}
    named = {digest for row in rows for digest in row.get("evidence") or ()}
    return History(known(targets), holders(key for key in keys if key), evidence(named))


def known(fact_ids: Iterable[str]) -> dict[str, Known]:
    of = families_of(fact_ids)
    told: dict[str, Known] = {}
    for members in families(set(of.values())).values():
        told.update(_known(members))
    return {id: told[id] for id in of}


def holders(keys: Iterable[str]) -> dict[str, str]:
    """Of each repeat key the first fact that still counts under it."""
    counting = "SELECT repeat_key, fact_id FROM fact WHERE state <> 0 AND repeat_key IN (…) ORDER BY id DESC"
    return dict(bulk.select_in(counting, set(keys)))


def evidence(digests: Iterable[str]) -> frozenset[str]:
    """Which of these are in the store and have not been withdrawn."""
    asked = set(digests)
    stored = {digest for (digest,) in bulk.select_in("SELECT digest FROM evidence WHERE digest IN (…)", asked)}
    return frozenset(stored - {digest for (digest,) in bulk.select_in(WITHDRAWN, stored)})


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
