"""Puts evidence behind facts that are already recorded."""

from collections.abc import Mapping, Sequence

from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By


def attach_evidence(id: str, by: By, evidence: Mapping[str, Sequence[str]]) -> Answer:
    """`evidence`: of each fact the digests of files that `store_evidence` took in."""
    rows = [{"fact": fact, "evidence": digests} for fact, digests in evidence.items()]
    return accept([Act(id, "evidence.attached", by, {}, rows)])
