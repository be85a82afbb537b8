"""The ledger as pages: its entries, one entry with its rows, one row; each with the proof that it stands there."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from hetang.ledger.merkle import leaf_hash
from hetang.office.reads import entries as ledger
from hetang.office.reads.entry_matters import matters_of
from hetang.terms.dates import parse_instant
from hetang.web import fact_page, pages, refusing, sight, spelling
from hetang.web.desk import Desk
from hetang.web.guards import with_city
from hetang.web.pages import address
from hetang.web.visits import visit

PAGE = 50
NUMBERED = {"facts.recorded": {2}, "facts.judged": set(), "evidence.attached": set(), "evidence.withdrawn": set()}


@require_safe
@with_city
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    now = visit(request).now
    assert now is not None
    asked = request.GET.get("before", "")
    before = min(int(asked), now.size) if asked.isascii() and asked.isdigit() and len(asked) < 16 else now.size
    found = ledger.entries_before(before, PAGE)
    rows = [_listed(desk, entry) for entry in found]
    older = f"{address('entries')}?before={found[-1].seq}" if found and found[-1].seq > 0 else ""
    return pages.show(
        request,
        "entries/list.html",
        "entries",
        rows=rows,
        next_page=older,
        first_page=address("entries") if before < now.size else "",
        summary=desk.t("entries.summary", n=spelling.number(now.size), root=spelling.short(now.root)),
    )


@require_safe
@with_city
def entry(request: HttpRequest, desk: Desk, seq: int) -> HttpResponse:
    """Everyone sees the digests and the proof; bytes and rows are for those entitled, except of a released bulletin."""
    found = ledger.entry_of(seq)
    if found is None:
        return refusing.page(request, "refusals.entry", 404, ways=("entries", "start"))
    if not sight.sees_entry(desk, found):
        return refusing.page(request, "refusals.entries_closed", 403, ways=("sign_in_help", "entries"))
    said, alg = found.json(), found.json()["alg"]
    after = request.GET.get("after", "")
    first = int(after) + 1 if after.isascii() and after.isdigit() and len(after) < 16 else 0
    rows = ledger.rows_of(seq, first, PAGE + 1) if said["rows"] else []
    proof = ledger.entry_proof(seq)
    now = visit(request).now
    assert now is not None
    more = f"{address('entry', seq)}?after={rows[PAGE - 1].index}#rows" if len(rows) > PAGE else ""
    told = [json.loads(row.bytes) for row in rows[:PAGE]]
    about = matters_of(told)
    secret = sight.hidden(desk, about)
    heads, cells = fact_page.row_cells(desk, found.kind, told)
    return pages.show(
        request,
        "entries/entry.html",
        "entries",
        title=desk.t("entry.title", seq=spelling.number(seq)),
        kind=kind_said(desk, found.kind),
        sub=_sealed_said(desk, found.kind, said),
        terms=_terms(desk, said),
        digest=found.digest,
        previous={"seq": spelling.number(seq - 1), "href": address("entry", seq - 1), "digest": said["prev"]}
        if seq
        else None,
        following={"seq": spelling.number(seq + 1), "href": address("entry", seq + 1)} if seq + 1 < now.size else None,
        rows_root=said["rows"]["root"] if said["rows"] else "",
        rows_total=desk.t("entry.rows_count", n=spelling.number(said["rows"]["count"])) if said["rows"] else "",
        row_heads=heads,
        row_numbers=NUMBERED.get(found.kind, set()),
        rows=[
            {"index": row.index, "href": address("row", seq, row.index), "digest": row.digest, "cells": cell}
            for row, cell, matter in zip(rows[:PAGE], cells, about, strict=True)
            if matter not in secret
        ],
        next_page=more,
        first_page=f"{address('entry', seq)}#rows" if first else "",
        pretty=_pretty(found.bytes),
        inclusion=_inclusion(desk, found.bytes, seq, now.size, now.root, proof["path"], alg, "entry"),
        downloads={"bytes": address("entry_bytes", seq), "proof": address("entry_proof", seq)},
    )


@require_safe
@with_city
def row(request: HttpRequest, desk: Desk, seq: int, index: int) -> HttpResponse:
    found, rows = ledger.entry_of(seq), ledger.rows_of(seq, index, 1)
    if found is None or not rows or rows[0].index != index:
        return refusing.page(request, "refusals.entry", 404, ways=("entries", "start"))
    said = found.json()
    sealed = json.loads(rows[0].bytes)
    told = fact_page.fact_told(desk, sealed["id"]) if found.kind == "facts.recorded" else None
    secret = sight.hidden(desk, matters_of([sealed]))
    if secret or not (desk.sees_entries or (told is not None and told["open"])):
        return refusing.page(request, "refusals.entries_closed", 403, ways=("sign_in_help", "entries"))
    proof = ledger.row_proof(seq, index)
    return pages.show(
        request,
        "entries/row.html",
        "entries",
        title=desk.t("row.title", seq=spelling.number(seq), index=spelling.number(index)),
        sub=_sealed_said(desk, found.kind, said),
        entry={"href": address("entry", seq), "title": desk.t("entry.title", seq=spelling.number(seq))},
        fact=told["fact"] if told else None,
        story=told["story"] if told else [],
        pretty=_pretty(rows[0].bytes) if desk.sees_entries else "",
        inclusion=_inclusion(
            desk,
            rows[0].bytes,
            index,
            said["rows"]["count"],
            said["rows"]["root"],
            proof["row_path"],
            said["alg"],
            "row",
        ),
        downloads={"bytes": address("row_bytes", seq, index), "proof": address("row_proof", seq, index)} if desk.sees_entries else {},
    )


@require_safe
@with_city
def entry_bytes(request: HttpRequest, desk: Desk, seq: int) -> HttpResponse:
    """Exactly the bytes that were sealed: their digest is the entry's."""
    found = ledger.entry_of(seq)
    if found is None:
        return refusing.page(request, "refusals.entry", 404, ways=("entries",))
    if not sight.sees_entry(desk, found):
        return refusing.page(request, "refusals.entries_closed", 403, ways=("sign_in_help", "entries"))
    return _file(found.bytes, "application/json", f"entry-{seq}.json")


@require_safe
@with_city
def entry_proof(request: HttpRequest, desk: Desk, seq: int) -> HttpResponse:
    found = ledger.entry_of(seq)
    if found is None:
        return refusing.page(request, "refusals.entry", 404, ways=("entries",))
    if not sight.sees_entry(desk, found):
        return refusing.page(request, "refusals.entries_closed", 403, ways=("sign_in_help", "entries"))
    return _attached(
        JsonResponse(ledger.entry_proof(seq), json_dumps_params={"ensure_ascii": False}), f"entry-{seq}-proof.json"
    )


@require_safe
@with_city
def row_bytes(request: HttpRequest, desk: Desk, seq: int, index: int) -> HttpResponse:
    rows = ledger.rows_of(seq, index, 1)
    if not rows or rows[0].index != index:
        return refusing.page(request, "refusals.entry", 404, ways=("entries",))
    if not desk.sees_entries or sight.hidden(desk, matters_of([json.loads(rows[0].bytes)])):
        return refusing.page(request, "refusals.entries_closed", 403, ways=("sign_in_help", "entries"))
    return _file(rows[0].bytes, "application/json", f"entry-{seq}-row-{index}.json")


@require_safe
@with_city
def row_proof(request: HttpRequest, desk: Desk, seq: int, index: int) -> HttpResponse:
    rows = ledger.rows_of(seq, index, 1)
    if not rows or rows[0].index != index:
        return refusing.page(request, "refusals.entry", 404, ways=("entries",))
    if not desk.sees_entries or sight.hidden(desk, matters_of([json.loads(rows[0].bytes)])):
        return refusing.page(request, "refusals.entries_closed", 403, ways=("sign_in_help", "entries"))
    proof = JsonResponse(ledger.row_proof(seq, index), json_dumps_params={"ensure_ascii": False})
    return _attached(proof, f"entry-{seq}-row-{index}-proof.json")


@require_safe
@with_city
def checkpoint(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The head as a text that `hetang verify --head` accepts: open to all, since keeping it elsewhere is the point."""
    return _file(ledger.checkpoint().encode(), "text/plain; charset=utf-8", "checkpoint.txt")


def kind_said(desk: Desk, kind: str) -> str:
    return str(desk.t(f"kinds.{kind}"))


def _listed(desk: Desk, found: Any) -> dict[str, Any]:
    said = found.json()
    return {
        "seq": spelling.number(found.seq),
        "href": address("entry", found.seq),
        "kind": kind_said(desk, found.kind),
        "code": found.kind,
        "count": spelling.number(said["rows"]["count"]) if said["rows"] else "",
        "by": "—" if sight.hides_entry(desk, found) else _by(desk, said),
        "digest": found.digest,
        "sealed": desk.moment(found.sealed_us),
    }


def _by(desk: Desk, said: dict[str, Any]) -> str:
    """Names for those who see entries, else the organisation."""
    by = said["by"]
    if not desk.sees_names:
        return desk.organisation(by.get("organisation"))
    name = desk.person_name(by.get("person"))
    return str(desk.t("entry.by_two", by=name, second=desk.person_name(by["with"]))) if by.get("with") else name


def _sealed_said(desk: Desk, kind: str, said: dict[str, Any]) -> Markup:
    return desk.t("entry.sub", kind=kind_said(desk, kind), sealed=desk.moment(parse_instant(said["sealed_at"]) or 0))


def _terms(desk: Desk, said: dict[str, Any]) -> list[tuple[Markup, Any]]:
    told: list[tuple[str, Any]] = [
        ("kind", f"{kind_said(desk, said['kind'])} ({said['kind']})"),
        ("by", _by(desk, said)),
        ("organisation", desk.organisation(said["by"].get("organisation"))),
        ("sealed", said["sealed_at"]),
        ("id", said["id"]),
    ]
    if said["body"].get("takeover"):
        told.append(("takeover", desk.t("entry.takeover_says")))
    return [(desk.t(f"entry.{key}"), value) for key, value in told]


def _inclusion(
    desk: Desk, leaf: bytes, index: int, size: int, root: str, path: list[str], alg: str, what: str
) -> dict[str, Any]:
    how = [desk.t(f"proof.how_{what}_1"), desk.t("proof.how_2"), desk.t(f"proof.how_{what}_3")]
    if alg == "sm3":
        how.append(desk.t("proof.how_sm3"))
    return {
        "leaf": leaf_hash(leaf, alg).hex(),
        "index": spelling.number(index),
        "size": spelling.number(size),
        "root": root,
        "path": path,
        "how": how,
    }


def _pretty(data: bytes) -> str:
    return json.dumps(json.loads(data), ensure_ascii=False, indent=2)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return _attached(HttpResponse(content, content_type=media_type), name)


def _attached(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
