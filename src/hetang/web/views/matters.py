"""Matters as pages: the list that the address sifts, the same as a file, and one matter."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hetang.office.reads import matters, next_acts, stories
from hetang.office.reads.trajectory import trajectory
from hetang.terms.refusals import Refusal
from hetang.web import exports, matter_list, matter_page, matter_story, pages, plan_chart, refusing, spelling
from hetang.web.desk import Desk
from hetang.web.guards import signed_in, with_city
from hetang.web.matter_list import Asked
from hetang.web.matter_words import matter_title
from hetang.web.pages import address, link

FACTS_A_PAGE = 10
ACTS_A_PAGE = 10


@require_safe
@with_city
@signed_in
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked, refusal = Asked.of(request.GET), None
    after = request.GET.get("after") or None
    sieve = asked.read(desk)
    page = sieve if isinstance(sieve, Refusal) else matters.listed(desk.asker, sieve, after)
    if isinstance(page, Refusal):
        refusal, page, after = page, matters.Page((), None), None
    parent = matters.matter(desk.asker, asked.parent) if asked.parent else None
    said = {"says": desk.said(refusal.says), "accepts": desk.said(refusal.accepts)} if refusal else None
    return pages.show(
        request,
        "matters/list.html",
        "matters",
        status=400 if refusal else 200,
        refusal=said,
        asked=asked,
        searched=asked.q,
        parent={"title": matter_title(desk, parent.line), "href": address("matter", parent.line.id)} if parent else None,
        rows=[matter_list.row(desk, line) for line in page.lines],
        views=matter_list.views(desk, asked),
        kinds=matter_list.kind_options(desk),
        steps=matter_list.step_options(desk, asked.kind),
        places=desk.place_options(),
        organisations=desk.organisation_options(),
        states=[(state, desk.plain(f"matters.state_{state}"), 0) for state in ("closed", "all")],
        filtered=bool(asked.but(view="", q="").pairs()),
        next_page=asked.href(after=page.next) if page.next else "",
        first_page=asked.href() if after else "",
        exports={kind: asked.href("matters_export", kind) for kind in exports.KINDS},
        openings=matter_page.openings(desk, next_acts.openings(desk.asker)),
        administrator=desk.asker.is_administrator,
    )


@require_safe
@with_city
@signed_in
def export(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """The list as filtered, all pages of it, as a file."""
    asked = Asked.of(request.GET)
    sieve = asked.read(desk)
    if kind not in exports.KINDS:
        return refusing.page(request, "refusals.404", 404)
    if isinstance(sieve, Refusal):
        return refusing.refused(request, sieve)
    heads, rows = matter_list.exported(desk, sieve)
    note = desk.plain("matters.file_note", day=desk.day(desk.today), n=len(rows))
    return exports.table_file(kind, f"matters-{desk.today}", heads, rows, [note])


@require_safe
@with_city
@signed_in
def matter(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    shown = matters.matter(desk.asker, id)
    if shown is None:
        return refusing.page(request, "refusals.matter", 404, ways=("matters", "today"))
    before, after = _number(request, "before"), _number(request, "facts_after")
    told = stories.story(desk.asker, id, before, ACTS_A_PAGE)
    facts = stories.facts_of(desk.asker, id, after, FACTS_A_PAGE)
    possible = next_acts.next_acts(desk.asker, id) or ()
    plan = trajectory(desk.asker, id)
    assert told is not None and facts is not None  # the matter is known
    done = _number(request, "done")
    entered = any(one.seq == done for one in told.told)
    return pages.show(
        request,
        "matters/matter.html",
        "matters",
        head=matter_page.head(desk, shown),
        done=desk.t("acts.done", entry=link(address("entry", done), spelling.number(done))) if entered and done else "",
        steps=matter_page.steps(desk, shown),
        clocks=matter_page.clocks(desk, shown),
        closed=shown.line.closed,
        holders=matter_page.holders(desk, shown),
        values=matter_page.values(desk, shown),
        acts=matter_page.next_acts(desk, shown, possible),
        story=matter_story.story(desk, shown.kind, told, id, before is None),
        facts=matter_story.facts(desk, facts, id),
        yields_nothing=desk.said(shown.kind.yields_nothing) if shown.kind.yields_nothing else "",
        documents=matter_story.documents(desk, stories.documents(desk.asker, id) or ()),
        children=matter_page.children(desk, shown),
        openings=matter_page.openings(desk, next_acts.openings(desk.asker, id), id),
        plan=plan_chart.chart(desk, plan) if plan else None,
        day=_said_day(desk, desk.today),
    )


def _said_day(desk: Desk, day: date) -> str:
    return str(desk.t("matter.demonstration", day=desk.day(day))) if desk.demonstration else ""


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
