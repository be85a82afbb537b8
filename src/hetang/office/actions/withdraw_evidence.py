"""Withdraws evidence: from now on it supports no fact, and what it supported stands on what is left."""

from collections.abc import Mapping

from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By


def withdraw_evidence(id: str, by: By, reasons: Mapping[str, str]) -> Answer:
    """`reasons`: of each withdrawn digest, why."""
    rows = [{"evidence": digest, "reason": reason} for digest, reason in reasons.items()]
    return accept([Act(id, "evidence.withdrawn", by, {}, rows)])
