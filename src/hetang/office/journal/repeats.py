"""What has come before is answered before anything is judged: the same bytes get their entry, other bytes are a conflict.

A recorded fact differs from the fact as sent only in `repeats`, which the decision adds.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hetang.office.journal import bulk
from hetang.office.journal.act import CONFLICT, Accepted, Act
from hetang.office.journal.decide import NAMED, takes_over
from hetang.office.journal.families import Families
from hetang.terms.digests import canonical, digest
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal

Row = dict[str, Any]


@dataclass(slots=True)
class Met:
    """Conflicts met on the way, kept even though the act is refused: (id, entry that stands, bytes that came, by)."""

    conflicts: list[tuple[str, int, bytes, str]] = field(default_factory=list)

    def add(self, id: str, seq: int, came: Any, act: Act) -> Refusal:
        self.conflicts.append((id, seq, _as_came(came), act.by.get("person", "")))
        return CONFLICT.filled(id=id, seq=seq)


@dataclass(frozen=True, slots=True)
class Known:
    """Nothing in the act is new; `entry` holds its first row."""

    entry: Accepted


def new_ids(acts: Sequence[Act]) -> set[str]:
    """The ids of acts, and of facts and entries that come of them, that the ledger does not hold."""
    ids = {id for act in acts for id in _ids(act)}
    return ids - {id for (id,) in bulk.select_in(_TAKEN, ids)}


def _ids(act: Act) -> Iterator[str]:
    yield act.id
    if act.kind == "facts.recorded":
        yield from _texts(act.rows, "id")
    elif act.on is not None:
        yield derived_id(act.id, "facts")
        yield from _texts(act.on.expects, "id")


def answer_known(act: Act, met: Met, new: Collection[str] = ()) -> Accepted | list[Refusal] | None:
    """The entry under this act's id, a conflict, or None where the id is new; it is not asked of those that are `new`."""
    if act.id in new:
        return None
    found = bulk.select("SELECT seq, bytes FROM entry WHERE id = %s", [act.id])
    if not found:
        return None
    seq, data = found[0]
    entry = json.loads(bytes(data))
    same = (entry["kind"], entry["by"], entry["body"]) == (act.kind, act.by, act.body)
    if same and _same_rows(act, entry, seq):
        return accepted(seq)
    return [met.add(act.id, seq, {"kind": act.kind, "by": act.by, "body": act.body, "rows": list(act.rows)}, act)]


def without_known_rows(
    act: Act, met: Met, new: Collection[str] = (), families: Families | None = None
) -> Act | Known | list[Refusal]:
    """The act without rows that the ledger already holds byte for byte; a known fact with other bytes is a conflict."""
    if act.kind == "facts.recorded":
        ids = _texts(act.rows, "id")
        stored = _stored_facts(id for id in ids if id not in new)
        if not stored:
            return act
        stands: list[tuple[int, bytes] | None] = [stored.get(id) if id else None for id in ids]
    elif act.kind == "facts.judged" and takes_over(act):
        judged = _stored_judgements(_judged_alike(act.rows, families) if families is not None else _texts(act.rows, "fact"))
        if not judged:
            return act
        stands = [judged.get(_as_came(row)) if judged else None for row in act.rows]
    else:
        return act
    left, refused, first = [], [], None
    where = act.where or NAMED[act.kind]
    for index, (row, known) in enumerate(zip(act.rows, stands, strict=True)):
        if known is None:
            left.append(index)
            continue
        first = known[0] if first is None else first
        if _as_came(row) != known[1]:
            refused.append(met.add(row["id"], known[0], row, act).placed(where(index)))
    if refused:
        return refused
    if first is None:
        return act
    if not left:
        return Known(accepted(first))
    return replace(act, rows=[act.rows[index] for index in left], where=lambda index: where(left[index]))


def keep_conflicts(met: Met, came_at: int) -> None:
    """Both are kept: what stands in the ledger, and once what came."""
    for id, seq, came, by in met.conflicts:
        named = digest(came)
        if not bulk.select("SELECT 1 FROM conflict WHERE id = %s AND digest = %s", [id, named]):
            bulk.insert("conflict", ("id", "entry", "bytes", "digest", "came_at", "by"), [(id, seq, came, named, came_at, by)])


def accepted(seq: int) -> Accepted:
    """An entry as the answer to a repeat."""
    ((data, named),) = bulk.select("SELECT bytes, digest FROM entry WHERE seq = %s", [seq])
    entry = json.loads(bytes(data))
    rows = entry["rows"]["count"] if entry["rows"] else 0
    return Accepted(seq, entry["id"], entry["kind"], named, entry["sealed_at"], rows, repeated=True)


def accepted_before(id: str, by: dict[str, str]) -> Accepted | None:
    """The entry under this id by the same persons, where its content need not be compared: the id was derived from it."""
    found = bulk.select("SELECT seq, bytes FROM entry WHERE id = %s", [id])
    return accepted(found[0][0]) if found and json.loads(bytes(found[0][1]))["by"] == by else None


def _same_rows(act: Act, entry: dict[str, Any], seq: int) -> bool:
    if not entry["rows"]:
        return not act.rows
    given = [_as_came(row) for row in act.rows]
    stored = [bytes(data) for (data,) in bulk.select('SELECT bytes FROM "row" WHERE entry = %s ORDER BY "index"', [seq])]
    if given == stored:
        return True
    if act.kind not in ("facts.recorded", "facts.judged"):
        return False
    # An entry may hold fewer rows than the act brought: those that stood in the ledger before are left out.
    if not {_as_sent(data) for data in stored} <= set(given):
        return False
    met = Met()
    return isinstance(without_known_rows(act, met), Known)


def _as_sent(data: bytes) -> bytes:
    row = json.loads(data)
    return data if row.get("repeats") is None else canonical({**row, "repeats": None})


_TAKEN = "SELECT ids.id FROM (SELECT id FROM entry UNION ALL SELECT fact_id FROM fact) AS ids WHERE ids.id IN (…)"
_FACTS = """
SELECT fact_id, fact.entry, bytes FROM fact JOIN "row" ON "row".entry = fact.entry AND "row"."index" = fact.row WHERE fact_id IN (…)
"""
_JUDGEMENTS = """
SELECT judgement.entry, bytes FROM judgement JOIN fact ON fact.id = judgement.fact
JOIN "row" ON "row".entry = judgement.entry AND "row"."index" = judgement.row WHERE fact_id IN (…)
"""


def _as_came(value: Any) -> bytes:
    """Canonical bytes; of what has none (a float, say), bytes that equal nothing in the ledger."""
    try:
        return canonical(value)
    except (TypeError, ValueError):
        return json.dumps(value, ensure_ascii=False, default=repr).encode(errors="backslashreplace") + b"\n"


def _texts(rows: Sequence[Any], field: str) -> list[str]:
    """What stands in a field of each row, empty where it is no text: rows are judged by their form later."""
    found = (row.get(field) if isinstance(row, dict) else None for row in rows)
    return [text if isinstance(text, str) else "" for text in found]


def _judged_alike(rows: Sequence[Any], families: Families) -> set[str]:
    """The facts of which the same organ has said the same before."""
    facts = families.facts(id for id in _texts(rows, "fact") if id)
    said = {(id, word, organ) for id, member in facts.items() for word, _, _, _, organ in member.judgements}
    asked = zip(*(_texts(rows, name) for name in ("fact", "judgement", "organisation")), strict=True)
    return {one[0] for one in asked if one in said}


def _stored_facts(ids: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    return {id: (seq, _as_sent(bytes(data))) for id, seq, data in bulk.select_in(_FACTS, set(ids))}


def _stored_judgements(fact_ids: Iterable[str]) -> dict[bytes, tuple[int, bytes]]:
    return {bytes(data): (seq, bytes(data)) for seq, data in bulk.select_in(_JUDGEMENTS, set(fact_ids))}
