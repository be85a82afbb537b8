"""Matters: the list, one matter, its story, its papers, its facts, and what can be done next."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.office.reads import matters as reading
from hetang.office.reads import next_acts, stories
from hetang.office.reads.knowing import Asker, asker_of
from hetang.office.reads.matter_filter import Sieve
from hetang.office.reads.trajectory import trajectory
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.web.api import matter_shapes as shapes
from hetang.web.api import matter_told as told
from hetang.web.api.doors import SIGNED_IN, asker
from hetang.web.api.figure_shapes import FactList
from hetang.web.api.problems import NOT_YOURS, answer, problem
from hetang.web.api.shapes import Day, Name, Problem
from hetang.web.asks import NOT_A_DAY

MOST = 50
MatterId = Annotated[str, Path(pattern=r"^[^/\x00-\x1f\x7f]{1,200}$", examples=["0193c2de-0000-7000-8000-0000000000aa"])]
Limit = Annotated[int, Field(ge=1, le=MOST)]
ONE = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
router = Router(tags=["matters"], auth=SIGNED_IN, by_alias=True)


class Listing(Schema):
    """What the list is sifted by; `organisation` and `place` take in all below them."""

    kind: Name | None = None
    step: Name | None = None
    organisation: Name | None = None
    place: Name | None = None
    owner: Name | None = None
    handler: Name | None = None
    parent: Name | None = None
    mine: bool = False
    due_before: Day | None = None
    overdue: bool = False
    state: Annotated[str, Field(pattern="^(open|closed|all)$")] = "open"
    text: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    after: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] | None = None
    limit: Limit = MOST


class Then(Schema):
    """As of the end of a day, as known at the end of a day."""

    as_of: Day | None = None
    known_at: Day | None = None


class On(Schema):
    as_of: Day | None = None


class Backwards(Then):
    before: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    limit: Limit = MOST


class Forwards(Schema):
    after: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    limit: Limit = MOST


class Beneath(Schema):
    parent: Name | None = None


@router.get("", response={200: shapes.MatterList, 401: Problem, 403: Problem, 422: Problem}, summary="List matters")
def listed(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """The matters that the asker may know of, the earliest limit first. No count is told: it would count what is sealed."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    given = asked.model_dump(exclude={"after", "limit", "due_before"})
    due_before = _day(asked.due_before)
    if isinstance(due_before, Refusal):
        return problem(due_before, 422)
    found = reading.listed(who, Sieve(**given, due_before=due_before), asked.after, asked.limit)
    if isinstance(found, Refusal):
        return problem(found, 422)
    return answer({"matters": told.lines(found.lines, who.day), "next": found.next})


@router.get("/openings", response={200: shapes.Openings, 401: Problem, 403: Problem, 422: Problem}, summary="What one may open")
def openings(request: HttpRequest, asked: Query[Beneath]) -> HttpResponse:
    """The acts by which the asker may open a matter, on its own or beneath `parent`; at most fifty."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    found = next_acts.openings(who, asked.parent)[:MOST]
    return answer({"openings": [
        {**told.possible(one.next), "kind": one.kind.id, "kind_name": one.kind.name.to_json()} for one in found
    ]})


@router.get("/{id}", response={200: shapes.Matter, **ONE}, summary="A matter")
def matter(request: HttpRequest, id: MatterId, then: Query[Then]) -> HttpResponse:
    """404 for a matter that is not there and for one of which the asker may not know: the answer is the same."""
    who = asker_of(asker(request).person)
    days = _days(who, then)
    if isinstance(days, HttpResponse):
        return days
    found = reading.matter(who, id, *days)
    return _missing() if found is None else answer(told.shown(found, who.day))


@router.get("/{id}/story", response={200: shapes.Story, **ONE}, summary="A matter's story")
def story(request: HttpRequest, id: MatterId, asked: Query[Backwards]) -> HttpResponse:
    """What was done, the newest first."""
    who = asker_of(asker(request).person)
    days = _days(who, asked)
    if isinstance(days, HttpResponse):
        return days
    found = stories.story(who, id, asked.before, asked.limit, *days)
    return _missing() if found is None else answer({"story": [told.told(one) for one in found.told], "next": found.next})


@router.get("/{id}/next", response={200: shapes.NextActs, **ONE}, summary="What one can do next")
def next_(request: HttpRequest, id: MatterId) -> HttpResponse:
    """Every act at this step or ahead, with the reason where it cannot be done now."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    found = next_acts.next_acts(who, id)
    return _missing() if found is None else answer({"acts": [told.possible(one) for one in found]})


@router.get("/{id}/documents", response={200: shapes.Documents, **ONE}, summary="Papers served")
def documents(request: HttpRequest, id: MatterId) -> HttpResponse:
    """With the remedy that each stated."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    found = stories.documents(who, id)
    return _missing() if found is None else answer({"documents": [told.served(one) for one in found]})


@router.get("/{id}/plan", response={200: shapes.Course, **ONE}, summary="Plan against verified")
def plan(request: HttpRequest, id: MatterId, asked: Query[On]) -> HttpResponse:
    """The planned course of a measure and what was verified of it, as of a day."""
    who = asker_of(asker(request).person)
    days = _days(who, Then(as_of=asked.as_of))
    if isinstance(days, HttpResponse):
        return days
    if reading.known_matter(who, id) is None:
        return _missing()
    found = trajectory(who, id, days[0])
    return answer({"plan": told.plan(found) if found is not None else None})


@router.get("/{id}/facts", response={200: FactList, **ONE}, summary="Facts of a matter")
def facts(request: HttpRequest, id: MatterId, asked: Query[Forwards]) -> HttpResponse:
    """In the order of the ledger."""
    who = asker_of(asker(request).person)
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    found = stories.facts_of(who, id, asked.after, asked.limit)
    return _missing() if found is None else answer({"facts": [fact.to_json() for fact in found.facts], "next": found.next})


def _missing() -> HttpResponse:
    return problem(NO_SUCH_MATTER, 404)


def _days(who: Asker, then: Then) -> tuple[date | None, date | None] | HttpResponse:
    """The two days asked for. An administrator is sent away before anything is looked up."""
    if who.is_administrator:
        return problem(NOT_YOURS, 403)
    as_of, known_at = _day(then.as_of), _day(then.known_at)
    for day in (as_of, known_at):
        if isinstance(day, Refusal):
            return problem(day, 422)
    return as_of, known_at   # type: ignore[return-value]


def _day(text: str | None) -> date | None | Refusal:
    day = parse_day(text) if text is not None else None
    return NOT_A_DAY.filled(text=text) if text is not None and day is None else day
