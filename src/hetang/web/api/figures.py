"""Figures and what they are made of, with the keys of the command line's `hetang figure --json`."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from hetang.figures.plan import Ask
from hetang.figures.shapes import Indicator
from hetang.office.reads import figures as asking
from hetang.office.reads.knowing import asker_of
from hetang.terms.refusals import Refusal
from hetang.web import remembered
from hetang.web.api import figure_shapes as shapes
from hetang.web.api.doors import ANYBODY, asker
from hetang.web.api.problems import CLOSED, NOT_THERE, NOT_YOURS, answer, problem
from hetang.web.api.shapes import Day, Name, Problem, Seq
from hetang.web.asks import Asked
from hetang.web.desk import Desk

MOST = 50
ROWS = 50   # of a figure divided
Known = Annotated[str, Path(pattern=r"^[a-z0-9_.-]{1,100}$", examples=["road_works"])]
router = Router(tags=["figures"], auth=ANYBODY)


class Question(Schema):
    """As `hetang figure` asks; what is left out is as declared."""

    as_of: Day | None = None
    known_at: Day | None = None
    known_at_seq: Seq | None = None
    floor: Annotated[str, Field(pattern="^(reported|evidenced|verified)$")] | None = None
    place: Name | None = None
    organisation: Name | None = None
    period: Annotated[str, Field(pattern=r"^(19|20|21)[0-9QH.-]{2,20}$", examples=["2016Q1"])] | None = None
    by: Annotated[str, Field(pattern="^(place|organisation|month|year|day|matter)$")] | None = None

    def asked(self) -> Asked:
        return Asked(**{key: "" if value is None else str(value) for key, value in self.model_dump().items()})


class Listing(Schema):
    as_of: Day | None = None
    after: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,100}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = MOST


class Facts(Question):
    after: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = MOST


@router.get("", response={200: shapes.FigureList, 403: Problem, 422: Problem}, summary="List figures")
def listed(request: HttpRequest, asked: Query[Listing]) -> HttpResponse:
    """Those that the asker may see, in the order of their ids; `next` is the `after` of the next page."""
    desk = asker(request)
    if asker_of(desk.person).is_administrator:
        return problem(NOT_YOURS, 403)
    declared = ((id, _declared(desk, id)) for id in sorted(desk.pack.definitions.indicators) if asked.after is None or id > asked.after)
    seen = [(id, one) for id, one in declared if one is not None and asking.may_see(desk.pack, desk.person, one, desk.today)]
    told = [_told(desk, id, one, Asked(as_of=asked.as_of or "")) for id, one in seen[:asked.limit]]
    return answer({"figures": told, "next": seen[asked.limit - 1][0] if len(seen) > asked.limit else None})


@router.get("/{id}", response={200: shapes.Figure, 403: Problem, 404: Problem, 422: Problem}, summary="A figure")
def figure(request: HttpRequest, id: Known, asked: Query[Question]) -> HttpResponse:
    """With its ladder, coverage and lineage. Divided (`by`) it has fifty rows at most; `more` says whether some were left out."""
    desk = asker(request)
    ask = _ask(desk, id, asked)
    if isinstance(ask, HttpResponse):
        return ask
    found = remembered.figure(desk, ask)
    if isinstance(found, Refusal):
        return problem(found, 422)
    told, rows = found.to_json(), found.rows
    if rows is None:
        return answer(told)
    hidden = _hidden(desk, {(row.keys or {}).get("matter") for row in rows})
    shown = [row.to_json() for row in rows if (row.keys or {}).get("matter") not in hidden]
    return answer({**told, "rows": shown[:ROWS], "more": len(shown) > ROWS})


@router.get("/{id}/trace", response={200: shapes.Trace, 403: Problem, 404: Problem, 422: Problem}, summary="The facts behind a figure")
def trace(request: HttpRequest, id: Known, asked: Query[Facts]) -> HttpResponse:
    """Facts with their entry, who recorded and who verified them, and their evidence; those one may not see are left out."""
    desk = asker(request)
    ask = _ask(desk, id, asked)
    if isinstance(ask, HttpResponse):
        return ask
    found = asking.trace(ask, desk.person, asked.limit, asked.after)
    if isinstance(found, Refusal):
        return problem(found, 422)
    hidden = _hidden(desk, {fact.row.matter for fact in found.facts})
    facts = [_fact(desk, fact.to_json()) for fact in found.facts if fact.row.matter not in hidden]
    return answer({"figure": found.figure.to_json(), "facts": facts, "next": found.next})


def _hidden(desk: Desk, matters: set[str | None]) -> frozenset[str]:
    """Of these matters the ones of which the asker may not know."""
    return asker_of(desk.person).hidden({id for id in matters if id})


def _fact(desk: Desk, told: dict[str, object]) -> dict[str, object]:
    """Persons and evidence are told to those entitled."""
    unsaid = {**({} if desk.sees_names else {"recorded_by": None, "verified_by": None}), **({} if desk.sees_evidence else {"evidence": []})}
    return {**told, **unsaid}


def _ask(desk: Desk, id: str, asked: Question) -> Ask | HttpResponse:
    if asker_of(desk.person).is_administrator:
        return problem(NOT_YOURS, 403)
    declared = _declared(desk, id)
    if declared is None:
        return problem(NOT_THERE, 404)
    if not asking.may_see(desk.pack, desk.person, declared, desk.today):
        return problem(CLOSED, 403)
    question = asked.asked() if type(asked) is Question else Question(**asked.model_dump(exclude={"after", "limit"})).asked()
    ask = question.read(id, desk.pack, desk.today)
    return problem(ask, 422) if isinstance(ask, Refusal) else ask


def _declared(desk: Desk, id: str) -> Indicator | None:
    versions = desk.pack.definitions.indicators.get(id)
    return (desk.pack.definitions.indicator(id, desk.today) or versions[-1]) if versions else None


def _told(desk: Desk, id: str, declared: Indicator, asked: Asked) -> dict[str, object]:
    ask = asked.read(id, desk.pack, desk.today)
    found = remembered.figure(desk, ask) if isinstance(ask, Ask) else None
    value = None if found is None or isinstance(found, Refusal) else found.value
    as_of = None if found is None or isinstance(found, Refusal) else found.as_of.isoformat()
    return {
        "id": id, "name": declared.name.to_json(), "unit": declared.unit, "value": value, "as_of": as_of,
        "disclosure": declared.disclosure,
    }
