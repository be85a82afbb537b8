"""The facts of a figure as a file, and the address under which a fact is found whatever its entry."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from hetang.office.reads import facts as records
from hetang.terms.refusals import Refusal
from hetang.web import exports, fact_rows, refusing
from hetang.web.asks import Asked
from hetang.web.desk import Desk
from hetang.web.guards import with_city
from hetang.web.pages import address


@require_safe
@with_city
def fact(request: HttpRequest, desk: Desk, fact: str) -> HttpResponse:
    found = records.fact(fact)
    if found is None:
        return refusing.page(request, "refusals.404", 404)
    return HttpResponseRedirect(address("row", found.row.entry, found.row.row))


@require_safe
@with_city
def export(request: HttpRequest, desk: Desk, indicator: str, kind: str) -> HttpResponse:
    """The facts as filtered, all pages of them, as a file."""
    if kind not in exports.KINDS or indicator not in desk.pack.definitions.indicators:
        return refusing.page(request, "refusals.404", 404)
    asked = Asked.of(request.GET)
    ask = asked.read(indicator, desk.pack, desk.today)
    if isinstance(ask, Refusal):
        return refusing.refused(request, ask)
    heads, rows = fact_rows.exported(request, desk, ask, asked)
    note = desk.plain("figures.summary", as_of=desk.day(ask.as_of))
    return exports.table_file(kind, f"{indicator}-facts", heads, rows, [note])
