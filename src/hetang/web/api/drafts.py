"""Drafts: a text checked and forgotten, or taken into the queue, corrected, and given back as a Word file."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field, ValidationError

from hetang.claims.verdict import Checked
from hetang.office.actions.choose_figure import choose_figure
from hetang.office.actions.correct_draft import correct_draft
from hetang.office.actions.leave_claim import leave_claim
from hetang.office.actions.place_draft import NOT_KNOWN
from hetang.office.actions.take_back_mark import take_back_mark
from hetang.office.actions.take_draft import take_draft
from hetang.office.journal.clock import now_us
from hetang.office.reads import drafts as reading
from hetang.office.reads.drafts import Received
from hetang.terms.dates import instant_text, parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web import draft_check
from hetang.web.api import draft_shapes as shapes
from hetang.web.api.doors import SIGNED_IN, asker
from hetang.web.api.limits import read_body, read_json
from hetang.web.api.problems import NOT_THERE, answer, problem
from hetang.web.api.shapes import Day, Name, Problem, body
from hetang.web.asks import NOT_A_DAY
from hetang.web.checking import draft_under
from hetang.web.desk import Desk
from hetang.web.draft_file import FILE_MEGABYTES, Opened, open_draft
from hetang.web.draft_given_back import DOCX, word_file
from hetang.web.word_container import MEGABYTE

MOST = 50
DraftId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", examples=["0193c2de-0000-8000-8000-0000000000aa"])]
FILE: dict[str, Any] = {"requestBody": {"required": True, "content": {
    kind: {"schema": {"type": "string", "format": "binary", "minLength": 1}} for kind in ("application/octet-stream", "text/plain", DOCX)
}}}
WORD: dict[str, Any] = {"responses": {200: {
    "description": "The Word file", "content": {DOCX: {"schema": {"type": "string", "format": "binary"}}},
}}}
NOT_A_MARK = Refusal(
    "not_a_mark", Text("标记的形式不对：{why}", "this is no mark: {why}"),
    Text('{"start", "end", "surface", "deed": corrected、left、chosen 或 taken_back, "said"}',
         '{"start", "end", "surface", "deed": corrected, left, chosen or taken_back, "said"}'),
)
DOES = {"corrected": correct_draft, "left": leave_claim, "chosen": choose_figure, "taken_back": take_back_mark}
ALL = {401: Problem, 403: Problem, 422: Problem}
router = Router(tags=["drafts"], auth=SIGNED_IN)


class Under(Schema):
    """What the text is checked under: its day (left out: the desk's), and whose 我区 and 本局 its words mean."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f\x7f]+$")] = "draft"
    as_of: Day | None = None
    place: Name | None = None
    organisation: Name | None = None


class Backwards(Schema):
    state: shapes.State | None = None
    before: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = MOST


@router.post(
    "/check", openapi_extra=FILE, response={200: shapes.Checked, 413: Problem, **ALL}, summary="Check a draft without keeping it",
)
def check(request: HttpRequest, under: Query[Under]) -> HttpResponse:
    """The body is the draft itself: plain text, a Word file or a mail. Nothing of it is stored."""
    desk = asker(request)
    opened = _opened(request, desk, under, reading.reading)
    if isinstance(opened, HttpResponse):
        return opened
    as_of = _day(under, desk)
    if isinstance(as_of, Refusal):
        return problem(as_of, 422)
    unknown = _unknown(desk, under)
    if unknown is not None:
        return problem(unknown, 422)
    checked = draft_check.check_words(desk, opened.text, draft_under(as_of, under.place, under.organisation))
    return answer({**_told(checked), "as_of": as_of.isoformat()})


@router.post("", openapi_extra=FILE, response={201: shapes.DraftLine, 413: Problem, **ALL}, summary="Hand in a draft")
def take(request: HttpRequest, under: Query[Under]) -> HttpResponse:
    """Once by name and bytes: the same draft again is answered with the one that there is."""
    desk = asker(request)
    opened = _opened(request, desk, under, reading.editing)
    if isinstance(opened, HttpResponse):
        return opened
    as_of = _day(under, desk)
    if isinstance(as_of, Refusal):
        return problem(as_of, 422)
    id = take_draft(opened.name, opened.content, opened.text, "upload", desk.person, now_us(), as_of if under.as_of else None)
    found = reading.draft(id)
    assert found is not None   # it was taken just now
    return answer(_line(found), 201)


@router.get("", response={200: shapes.DraftList, **ALL}, summary="List drafts")
def listed(request: HttpRequest, asked: Query[Backwards]) -> HttpResponse:
    """The last that came first."""
    denied = reading.reading(asker(request).person)
    if denied is not None:
        return problem(denied, 403)
    found = reading.drafts(asked.before, asked.state or "", asked.limit)
    return answer({"drafts": [_line(one) for one in found.drafts], "next": found.next})


@router.get("/{id}", response={200: shapes.Draft, 404: Problem, 409: Problem, **ALL}, summary="A draft with its claims")
def draft(request: HttpRequest, id: DraftId) -> HttpResponse:
    """As it reads with its corrections, held against the figures as they are known now; a refused one has no claims."""
    desk = asker(request)
    found = _found(desk, id)
    return found if isinstance(found, HttpResponse) else answer(_whole(desk, found))


@router.post(
    "/{id}/marks", openapi_extra=body(shapes.Mark), summary="Correct, leave or choose",
    response={200: shapes.Draft, 404: Problem, 409: Problem, 413: Problem, **ALL},
)
def mark(request: HttpRequest, id: DraftId) -> HttpResponse:
    """At one place of the draft as it came; answered with the draft as it reads then."""
    desk, sent = asker(request), read_json(request)
    if isinstance(sent, Refusal):
        return problem(sent, 413 if sent.code == "too_large" else 422)
    denied = reading.editing(desk.person)
    if denied is not None:
        return problem(denied, 403)
    found = _found(desk, id)
    if isinstance(found, HttpResponse):
        return found
    try:
        given = shapes.Mark.model_validate(sent)
    except ValidationError as fault:
        return problem(NOT_A_MARK.filled(why=fault.errors()[0]["msg"]), 422)
    refused = _marked(id, given, desk.person or "")
    if refused is not None:
        return problem(refused, 409 if refused.code in ("draft_closed", "other_words") else 422)
    again = reading.draft(id)
    return problem(NOT_THERE, 404) if again is None else answer(_whole(desk, again))


@router.get(
    "/{id}/marked.docx", openapi_extra=WORD, response={404: Problem, 409: Problem, **ALL}, summary="The draft as a marked Word file",
)
def marked(request: HttpRequest, id: DraftId) -> HttpResponse:
    """A comment at each claim; accepted corrections as tracked changes."""
    desk = asker(request)
    found = _found(desk, id)
    if isinstance(found, HttpResponse):
        return found
    made = word_file(desk, found)
    return problem(made, 409) if isinstance(made, Refusal) else HttpResponse(made, content_type=DOCX)


def _marked(id: str, given: shapes.Mark, person: str) -> Refusal | None:
    return DOES[given.deed](id, given.start, given.end, given.surface, given.said, person)


def _opened(request: HttpRequest, desk: Desk, under: Under, denies: Any) -> Opened | HttpResponse:
    """The draft in the body, or why not."""
    denied = denies(desk.person)
    if denied is not None:
        return problem(denied, 403)
    data = read_body(request, FILE_MEGABYTES * MEGABYTE)
    if isinstance(data, Refusal):
        return problem(data, 413)
    opened = open_draft(under.name, data)
    refused = opened if isinstance(opened, Refusal) else draft_check.too_long(opened.text)
    return problem(refused, 413 if refused.code.startswith("too_") else 422) if refused is not None else opened   # type: ignore[return-value]


def _day(under: Under, desk: Desk) -> date | Refusal:
    if under.as_of is None:
        return desk.today
    return parse_day(under.as_of) or NOT_A_DAY.filled(text=under.as_of)


def _unknown(desk: Desk, under: Under) -> Refusal | None:
    wrong = under.place is not None and under.place not in desk.pack.places
    wrong = wrong or (under.organisation is not None and under.organisation not in desk.organisations)
    return NOT_KNOWN.filled(id=under.place or under.organisation) if wrong else None


def _found(desk: Desk, id: str) -> Received | HttpResponse:
    denied = reading.reading(desk.person)
    if denied is not None:
        return problem(denied, 403)
    found = reading.draft(id)
    if found is None:
        return problem(NOT_THERE, 404)
    refused = draft_check.too_long(found.text)
    return problem(refused, 409) if refused is not None else found


def _line(one: Received) -> dict[str, Any]:
    return {
        "id": one.id, "number": one.number, "name": one.name, "source": one.source, "sender": one.sender,
        "received_at": instant_text(one.received_us), "as_of": one.as_of.isoformat() if one.as_of is not None else None,
        "place": one.place, "organisation": one.organisation, "state": one.state,
        "refusal": one.refusal.to_json() if one.refusal is not None else None,
    }


def _whole(desk: Desk, one: Received) -> dict[str, Any]:
    checking = draft_check.check(desk, one)
    return {
        **_line(one), **_told(checking.checked), "as_of": checking.under.as_of.isoformat(), "text": one.text,
        "corrected": checking.now.text, "marks": [mark.to_json() for mark in checking.marks],
    }


def _told(checked: Checked) -> dict[str, Any]:
    return checked.to_json()
