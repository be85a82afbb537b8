"""The kinds of matter that the city has declared, each explaining itself."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hetang.office.reads import kinds as declared
from hetang.office.reads import next_acts
from hetang.web import kind_page, matter_page, pages, refusing
from hetang.web.desk import Desk
from hetang.web.guards import with_city


@require_safe
@with_city
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = [kind_page.row(desk, versions) for versions in declared.kinds(desk.asker)]
    return pages.show(request, "kinds/list.html", "matters", rows=rows)


@require_safe
@with_city
def kind(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    found = declared.kind(desk.asker, kind, request.GET.get("version") or None)
    if found is None:
        return refusing.page(request, "refusals.kind", 404, ways=("kinds", "start"))
    openings = [one for one in next_acts.openings(desk.asker) if one.kind.id == kind]
    return pages.show(
        request,
        "kinds/kind.html",
        "matters",
        openings=matter_page.openings(desk, openings),
        **kind_page.context(desk, found),
    )
