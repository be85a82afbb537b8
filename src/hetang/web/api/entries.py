"""The ledger's entries: digest and proof for everybody, what they hold for those entitled."""

import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hetang.office.reads import entries as ledger
from hetang.office.reads.entry_matters import matters_of
from hetang.office.reads.knowing import asker_of
from hetang.office.reads.ledger_rows import StoredEntry
from hetang.terms.dates import instant_text
from hetang.web.api.doors import ANYBODY, asker
from hetang.web.api.figure_shapes import LedgerEntry
from hetang.web.api.problems import NOT_THERE, answer, problem
from hetang.web.api.shapes import Problem
from hetang.web.desk import Desk

ROWS = 50
OPEN = ("ledger.opened", "pack.activated")
router = Router(tags=["entries"], auth=ANYBODY)


class Paging(Schema):
    after: Annotated[int, Field(ge=-1, le=2**53 - 1, description="rows after this one")] = -1


@router.get("/{seq}", response={200: LedgerEntry, 404: Problem, 422: Problem}, summary="An entry")
def entry(request: HttpRequest, seq: Annotated[int, Path(ge=0, le=2**53 - 1)], paging: Query[Paging]) -> HttpResponse:
    """Everybody sees that it stands there and when it was sealed; of a sealed matter nobody else learns what it is about."""
    desk = asker(request)
    found = ledger.entry_of(seq)
    if found is None:
        return problem(NOT_THERE, 404)
    proof = ledger.entry_proof(seq)
    told = {
        "seq": found.seq, "digest": found.digest, "prev": found.prev, "sealed_at": instant_text(found.sealed_us),
        "kind": found.kind, "id": None, "by": None, "body": None, "rows": None, "rows_count": None, "next": None,
        "proof": {"checkpoint": proof["checkpoint"], "path": proof["path"]},   # the proof's third part is the entry itself
    }
    inside = _inside(desk, found, paging.after)
    return answer(told if inside is None else {**told, "proof": proof, **inside})


def _inside(desk: Desk, found: StoredEntry, after: int) -> dict[str, Any] | None:
    """What the entry holds, for whoever may see it; rows about a sealed matter are left out, its count of rows stays."""
    said, who = found.json(), asker_of(desk.person)
    page = ledger.rows_of(found.seq, after + 1, ROWS + 1) if said["rows"] else []
    rows = [json.loads(row.bytes) for row in page[:ROWS]]
    about = matters_of(rows)
    hidden = who.hidden({id for id in about if id is not None})
    if found.kind not in OPEN and (not who.sees_entry(found.kind, said["body"]) or (hidden and "act" in said["body"])):
        return None
    return {
        "id": found.id, "by": said["by"], "body": said["body"],
        "rows": [row for row, matter in zip(rows, about, strict=True) if matter not in hidden],
        "rows_count": said["rows"]["count"] if said["rows"] else 0, "next": page[ROWS - 1].index if len(page) > ROWS else None,
    }
