"""Changes organisations, posts, who holds them, grants and delegations: each change dated, all of them or none."""

from collections.abc import Sequence
from typing import Any

from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By


def change_establishment(id: str, by: By, changes: Sequence[dict[str, Any]]) -> Answer:
    """`changes` as authority.changes has them; appointments and grants need a second person under `by["with"]`."""
    return accept([Act(id, "establishment.changed", by, {"changes": list(changes)})])
