"""Today, the kinds of matter, notifications, and the files of evidence that acts name."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hetang.office.actions.read_notice import read_notice
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.reads import kinds as declared
from hetang.office.reads.knowing import asker_of
from hetang.office.reads.notices import notices
from hetang.office.reads.today import today
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.api import matter_shapes as shapes
from hetang.web.api import matter_told as told
from hetang.web.api.doors import ANYBODY, SIGNED_IN, asker
from hetang.web.api.limits import read_body, read_json
from hetang.web.api.problems import NOT_THERE, NOT_YOURS, answer, problem
from hetang.web.api.shapes import Day, Problem, body

MOST = 50
MOST_BYTES = 12 * 2**20
NUMBERS = Refusal(
    "not_numbers", Text("没有通知的编号", "there are no numbers of notifications"), Text('{"numbers": [1, 2]}', '{"numbers": [1, 2]}'),
)
EMPTY = Refusal("empty_file", Text("文件是空的", "the file is empty"), Text("一个文件的字节", "the bytes of one file"))
KindId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,99}$", examples=["rectification"])]
router = Router(by_alias=True)


class Of(Schema):
    version: Day | None = None


class After(Schema):
    after: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,99}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = MOST


class Before(Schema):
    before: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = MOST


class Name(Schema):
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f\x7f]+$")]


@router.get("/today", auth=SIGNED_IN, tags=["matters"], response={200: shapes.Today, 401: Problem, 403: Problem}, summary="Today")
def before_me(request: HttpRequest) -> HttpResponse:
    """What is the asker's by the clock, what waits to be verified, what came back, what changed, what waits for a meeting."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    found = today(who)
    return answer({
        "day": found.day.isoformat(), "mine": told.lines(found.mine, who.day), "more": found.more, "overdue": found.overdue,
        "due_today": found.due_today, "to_verify": [told.to_verify(one, who.day) for one in found.to_verify],
        "returned_facts": [fact.to_json() for fact in found.returned_facts],
        "returned": [told.change(one, who.day) for one in found.returned],
        "changed": [told.change(one, who.day) for one in found.changed], "conference": told.lines(found.conference, who.day),
    })


@router.get("/kinds", auth=ANYBODY, tags=["kinds"], response={200: shapes.KindList, 422: Problem}, summary="Kinds of matter")
def kinds(request: HttpRequest, asked: Query[After]) -> HttpResponse:
    """What the city has declared; open to all, as rules are."""
    every = sorted(declared.kinds(asker_of(asker(request).person)), key=lambda one: one.kind.id)
    found = [one for one in every if asked.after is None or one.kind.id > asked.after]
    more = len(found) > asked.limit
    return answer({
        "kinds": [told.kind_line(one) for one in found[:asked.limit]], "next": found[asked.limit - 1].kind.id if more else None,
    })


@router.get(
    "/kinds/{id}", auth=ANYBODY, tags=["kinds"], response={200: shapes.Kind, 404: Problem, 422: Problem}, summary="A kind of matter",
)
def kind(request: HttpRequest, id: KindId, asked: Query[Of]) -> HttpResponse:
    """With its fields, steps, acts and clocks, as in force or in a version named."""
    found = declared.kind(asker_of(asker(request).person), id, asked.version)
    return problem(NOT_THERE, 404) if found is None else answer(told.kind(found))


@router.get(
    "/notifications", auth=SIGNED_IN, tags=["notifications"], response={200: shapes.NoticeList, 401: Problem, 422: Problem},
    summary="Notifications",
)
def notifications(request: HttpRequest, asked: Query[Before]) -> HttpResponse:
    """Those of the asker, the newest first."""
    found = notices(asker_of(asker(request).person), asked.before, asked.limit)
    return answer({"notifications": [told.notice(one) for one in found.notices], "next": found.next, "unread": found.unread})


@router.post(
    "/notifications/read", auth=SIGNED_IN, tags=["notifications"], openapi_extra=body(shapes.Numbers),
    response={200: shapes.Count, 401: Problem, 413: Problem, 422: Problem}, summary="Mark as read",
)
def read(request: HttpRequest) -> HttpResponse:
    """The asker's own; numbers of others are passed over."""
    sent: Any = read_json(request)
    if isinstance(sent, Refusal):
        return problem(sent, 413 if sent.code == "too_large" else 422)
    numbers = sent.get("numbers") if isinstance(sent, dict) else None
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST or any(type(one) is not int for one in numbers):
        return problem(NUMBERS, 422)
    return answer({"read": read_notice(asker(request).person or "", numbers)})


@router.post(
    "/evidence", auth=SIGNED_IN, tags=["acts"], summary="Store a file of evidence",
    response={201: shapes.Evidence, 401: Problem, 403: Problem, 413: Problem, 422: Problem},
    openapi_extra={"requestBody": {"required": True, "content": {
        "application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}},
    }}},
)
def evidence(request: HttpRequest, named: Query[Name]) -> HttpResponse:
    """The bytes of one file, at most 12 MiB; an act then names it by its digest. The same bytes give the same digest."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    data = read_body(request, MOST_BYTES)
    if isinstance(data, Refusal):
        return problem(data, 413)
    if not data:
        return problem(EMPTY, 422)
    (digest,) = store_evidence([File(named.name, data)])
    return answer({"digest": digest, "name": named.name, "size": len(data)}, 201)
