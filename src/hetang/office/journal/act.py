"""What is put to the journal, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hetang.matters.act import MatterAct
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

By = dict[str, str]   # {"person", "organisation", "with"?}


def nothing_beside() -> None:
    """Most acts keep nothing outside the ledger."""


@dataclass(frozen=True)
class Act:
    """What somebody wants done. `beside` stores what goes with it outside the ledger, in the same transaction.

    Of an act on a matter `on` says what is asked; its body follows from the decision.
    """

    id: str
    kind: str
    by: By
    body: dict[str, Any] = field(default_factory=dict)
    rows: Sequence[dict[str, Any]] = ()
    beside: Callable[[], None] = nothing_beside
    where: Callable[[int], str] | None = None   # how to name a row in a refusal
    on: MatterAct | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The entry an act became. `repeated`: it had been accepted before, and nothing changed."""

    seq: int
    id: str
    kind: str
    digest: str
    sealed_at: str
    rows: int
    repeated: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq, "id": self.id, "kind": self.kind, "digest": self.digest, "sealed_at": self.sealed_at,
            "rows": self.rows, "repeated": self.repeated,
        }


Answer = list[Accepted] | list[Refusal]


def refused(answer: Answer) -> bool:
    return bool(answer) and isinstance(answer[0], Refusal)


CONFLICT = Refusal(
    "conflict",
    Text("{id} 已在账簿第 {seq} 条，内容不同；两者都已留存", "{id} stands in entry {seq} with other content; both are kept"),
    Text("同样的内容，或另一个 id", "the same content, or another id"),
)
NO_LEDGER = Refusal(
    "no_ledger", Text("账簿尚未开立", "no ledger has been opened"), Text("先 hetang city load", "hetang city load PACK first"),
)
LEDGER_DAMAGED = Refusal(
    "ledger_damaged",
    Text("账簿末尾与其头不符，停止记账", "the end of the ledger does not fit its head: nothing more is written"),
    Text("hetang verify 指出何处受损；从备份恢复", "hetang verify names the damage; restore from a backup"),
)
