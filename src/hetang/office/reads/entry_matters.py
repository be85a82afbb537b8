"""Which matter each row of an entry is about, so that the rows of a sealed one are shown to nobody else."""

from collections.abc import Mapping, Sequence
from typing import Any

from hetang.office.journal import bulk

_OF_FACTS = "SELECT fact_id, matter FROM fact WHERE fact_id IN (…)"


def matters_of(rows: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """Of a fact the one it names; of what is said of a fact, the one that the fact names."""
    facts = {row["fact"] for row in rows if "fact" in row}
    named = dict(bulk.select_in(_OF_FACTS, facts))
    return [named.get(row["fact"]) if "fact" in row else row.get("matter") for row in rows]
