"""Organisations and posts as they stood on any day, and the history of one."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hetang.terms.refusals import Refusal
from hetang.web import organisation_page, pages, refusing
from hetang.web.asks import read_day
from hetang.web.desk import Desk
from hetang.web.guards import signed_in, with_city


@require_safe
@with_city
@signed_in
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    day = read_day(request.GET.get("day", "").strip(), desk.today)
    if isinstance(day, Refusal) or day is None:
        return refusing.refused(request, day) if isinstance(day, Refusal) else refusing.page(request, "refusals.400", 400)
    top = request.GET.get("top", "").strip() or _usual(desk, day)
    if top is not None and desk.organisations.at(top, day) is None:
        return refusing.page(request, "refusals.404", 404, ways=("today", "start"))
    rows = organisation_page.tree(desk, day, top)
    return pages.show(
        request,
        "organisations/list.html",
        "organisations",
        day=day.isoformat(),
        said=desk.t("organisations.as_of", day=desk.day(day)),
        rows=rows,
        top=top or "",
        way=organisation_page.way(desk, day, top),
        vacant=sum(not post["holders"] for row in rows for post in row["posts"]),
        posts=sum(len(row["posts"]) for row in rows),
    )


def _usual(desk: Desk, day: date) -> str | None:
    """The city's own organisation; the roots where it does not stand on that day."""
    own = desk.pack.organisation
    return own if own is not None and desk.organisations.at(own, day) is not None else None


@require_safe
@with_city
@signed_in
def organisation(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    day = read_day(request.GET.get("day", "").strip(), desk.today)
    if id not in desk.organisations:
        return refusing.page(request, "refusals.404", 404, ways=("today", "start"))
    if isinstance(day, Refusal) or day is None:
        day = desk.today
    return pages.show(
        request,
        "organisations/organisation.html",
        "organisations",
        name=desk.organisation(id),
        states=organisation_page.states(desk, id),
        posts=organisation_page.posts(desk, id, day),
        said=desk.t("organisations.as_of", day=desk.day(day)),
    )
