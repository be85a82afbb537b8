"""Takes over the history of an older system: two persons, and each row keeps the day on which it was known there."""

from collections.abc import Callable, Sequence
from typing import Any

from hetang.office.actions.record_facts import completed, recording
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By
from hetang.office.journal.sealing import seal_values
from hetang.terms.ids import derived_id

Row = dict[str, Any]


def take_over(
    id: str, by: By, facts: Sequence[Row], judgements: Sequence[Row] = (), source: dict[str, str] | None = None,
    where: Callable[[int], str] | None = None, where_judged: Callable[[int], str] | None = None,
) -> Answer:
    """Facts and the judgements taken over with them: one entry each, in one transaction, all or nothing.

    `by` names a second person under `with`; the judgements' entry has an id derived from `id`.
    """
    body: Row = {"takeover": True, **({"source": source} if source else {})}
    sealing = seal_values([completed(row, None) for row in facts])
    if isinstance(sealing, list):
        return sealing
    acts = [recording(id, by, sealing, body, where)]
    if judgements:
        acts.append(Act(derived_id(id, "judged"), "facts.judged", by, body, list(judgements), where=where_judged))
    return accept(acts)
