"""Judges facts: verified, rejected, disputed or upheld, by another organ than the one that recorded them."""

from collections.abc import Callable, Sequence
from typing import Any

from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By

Row = dict[str, Any]


def judge_facts(id: str, by: By, judgements: Sequence[Row], where: Callable[[int], str] | None = None) -> Answer:
    """Each `{"fact", "judgement", "reason"?}`; person and organisation are the actor's where they are left out."""
    own = {"by": by["person"], "organisation": by["organisation"]}
    rows = [{**own, **row} if isinstance(row, dict) else row for row in judgements]
    return accept([Act(id, "facts.judged", by, {}, rows, where=where)])
