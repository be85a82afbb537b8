"""Records facts: all of them in one entry, or none."""

from collections.abc import Callable, Sequence
from typing import Any

from hetang.office.journal import vault
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By
from hetang.office.journal.sealing import NO_SECRETS, Sealing, seal_values

Row = dict[str, Any]
BLANK: Row = {"place": None, "matter": None, "dims": {}, "evidence": [], "corrects": None, "repeats": None, "by": None}


def record_facts(
    id: str, by: By, facts: Sequence[Row], source: dict[str, str] | None = None, where: Callable[[int], str] | None = None,
) -> Answer:
    """`facts` as in the contract of `hetang act`; fields that are left out are empty, `by` is the actor.

    A personal value comes as `"sealed": {field: {"subject", "value", "salt"?}}`: the entry holds its commitment alone.
    """
    rows = [completed(row, by["person"]) for row in facts]
    sealing = seal_values(rows)
    if isinstance(sealing, list):
        return sealing
    return accept([recording(id, by, sealing, {"source": source} if source else {}, where)])


def completed(row: Row, person: str | None) -> Row:
    """Every field of a fact; the recorder is the actor where nobody is named."""
    if not isinstance(row, dict):
        return row
    if row.get("by") and BLANK.keys() <= row.keys():   # as an import of a hundred thousand rows makes them: not copied
        return row
    full = {**BLANK, **row}
    full["by"] = full["by"] or person
    return full


def recording(id: str, by: By, sealing: Sealing, body: Row, where: Callable[[int], str] | None) -> Act:
    if sealing.secrets is NO_SECRETS:
        return Act(id, "facts.recorded", by, body, sealing.rows, where=where)
    return Act(id, "facts.recorded", by, body, sealing.rows, lambda: vault.keep(sealing.secrets), where)
