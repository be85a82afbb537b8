"""The figures as pages: all of them by subject, and one opened down to its facts."""

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hetang.figures.evaluate import Figure
from hetang.figures.shapes import FLOORS, Indicator
from hetang.office.reads import bulletins as issued
from hetang.office.reads import figures as asking
from hetang.terms.refusals import Refusal
from hetang.web import bulletin_words, exports, fact_rows, figure_page, pages, refusing, remembered, spelling
from hetang.web.asks import Asked
from hetang.web.definition import Teller
from hetang.web.desk import Desk
from hetang.web.guards import with_city
from hetang.web.pages import address
from hetang.web.subjects import Row, Sieve, grouped, listed, not_open, state_options, subject_options

FACTS_A_PAGE = 20


@require_safe
@with_city
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The latest bulletin, then every figure that this visitor may see."""
    sieve = Sieve.of(request.GET)
    as_of = sieve.day(desk.today)
    if isinstance(as_of, Refusal):
        return refusing.refused(request, as_of)
    rows = listed(desk, sieve, as_of)
    latest, note = bulletin_words.latest(desk, issued.bulletins())
    hidden = len(not_open(desk, as_of))
    query = urlencode(sieve.pairs())
    return pages.show(
        request,
        "figures/list.html",
        "start",
        asked=sieve,
        searched=sieve.q,
        groups=grouped(desk, rows),
        subjects=subject_options(desk),
        states=state_options(desk),
        bulletin=latest,
        bulletin_note=note,
        summary=desk.t("figures.summary", as_of=desk.day(as_of)),
        counted=desk.t("figures.counted", n=len(desk.pack.definitions.indicators) - hidden, shown=len(rows)),
        exports={kind: f"{address('figures_export', kind)}?{query}" for kind in exports.KINDS},
        not_shown=desk.t("figures.hidden", n=hidden) if hidden else "",
    )


@require_safe
@with_city
def export(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """The list as filtered, as a file."""
    sieve = Sieve.of(request.GET)
    as_of = sieve.day(desk.today)
    if kind not in exports.KINDS:
        return refusing.page(request, "refusals.404", 404)
    if isinstance(as_of, Refusal):
        return refusing.refused(request, as_of)
    t, rows = desk.t, listed(desk, sieve, as_of)
    heads = [
        t("figures.subject"),
        t("figures.name"),
        t("figures.value"),
        t("figures.unit"),
        t("figures.period"),
        t("figure.as_of"),
        t("figures.state"),
        *(t(f"floors.{floor}") for floor in FLOORS),
    ]
    return exports.table_file(
        kind,
        f"{t('figures.file')}-{as_of}".encode("ascii", "ignore").decode() or "figures",
        [str(head) for head in heads],
        [_export_row(row, as_of) for row in rows],
        [str(t("figures.summary", as_of=desk.day(as_of)))],
    )


def _export_row(row: Row, as_of: date) -> list[str]:
    figure = row.figure
    return [
        row.subject[1] if row.subject else "",
        row.name,
        figure.value or "",
        row.unit,
        row.period,
        as_of.isoformat(),
        str(row.state_word),
        *(figure.ladder.get(floor) or "" for floor in FLOORS),
    ]


@require_safe
@with_city
def figure(request: HttpRequest, desk: Desk, indicator: str) -> HttpResponse:
    """A value opened. What the form asks and cannot be answered is refused beside the form, the rest stays as declared."""
    declared = _declared(desk, indicator)
    if declared is None:
        return refusing.page(request, "refusals.figure", 404)
    if not asking.may_see(desk.pack, desk.person, declared, desk.today):
        return refusing.page(
            request, "refusals.figure_closed", 403, heading="refusals.403", ways=("sign_in_help", "start")
        )
    asked, refusal = Asked.of(request.GET), None
    found = _answer(desk, indicator, asked)
    if isinstance(found, Refusal):
        refusal, asked = found, Asked()
        found = _answer(desk, indicator, asked)
        if isinstance(found, Refusal):
            return refusing.refused(request, found)
    context = _context(request, desk, declared, found, asked)
    said = {"says": refusal.says.text(desk.lang), "accepts": refusal.accepts.text(desk.lang)} if refusal else None
    return pages.show(request, "figures/figure.html", "start", status=400 if refusal else 200, refusal=said, **context)


@require_safe
@with_city
def figure_json(request: HttpRequest, desk: Desk, indicator: str) -> HttpResponse:
    """The figure with the keys of the command line's `figure --json`."""
    declared, asked = _declared(desk, indicator), Asked.of(request.GET)
    if declared is None:
        return refusing.page(request, "refusals.figure", 404)
    if not asking.may_see(desk.pack, desk.person, declared, desk.today):
        return refusing.page(
            request, "refusals.figure_closed", 403, heading="refusals.403", ways=("sign_in_help", "start")
        )
    found = _answer(desk, indicator, asked)
    if isinstance(found, Refusal):
        return JsonResponse(found.to_json(), status=400, json_dumps_params={"ensure_ascii": False})
    return JsonResponse(found.to_json(), json_dumps_params={"ensure_ascii": False, "indent": 2})


def _declared(desk: Desk, indicator: str) -> Indicator | None:
    versions = desk.pack.definitions.indicators.get(indicator)
    return (desk.pack.definitions.indicator(indicator, desk.today) or versions[-1]) if versions else None


def _answer(desk: Desk, indicator: str, asked: Asked) -> Figure | Refusal:
    ask = asked.read(indicator, desk.pack, desk.today)
    return ask if isinstance(ask, Refusal) else remembered.figure(desk, ask)


def _context(request: HttpRequest, desk: Desk, declared: Indicator, found: Figure, asked: Asked) -> dict[str, Any]:
    declared = desk.pack.definitions.indicator(declared.id, found.as_of) or declared

    def figure_of(other: Asked) -> Figure | Refusal:
        return _answer(desk, declared.id, other)

    marked = [bulletin.as_of for bulletin in issued.bulletins() if bulletin.uses(declared.id)][:1]
    days = figure_page.other_days(found.as_of, declared.window, marked)
    lines = figure_page.other_rows(desk, asked, found, days, figure_of)
    subject = figure_page.subject_of(desk, declared)
    return {
        "name": desk.titled(declared.name),
        "value": figure_page.shown_value(found),
        "unit": spelling.unit(found.unit, desk.lang),
        "asked": asked,
        "subject": {"name": subject[1], "href": f"{address('start')}?subject={subject[0]}"} if subject else None,
        "scope": figure_page.scope(desk, found, asked),
        "floor_word": desk.t(f"floors.{found.floor}"),
        "made_of": desk.t("figure.made_of", n=spelling.number(found.fact_count))
        if found.fact_count
        else desk.t("figure.made_of_nothing"),
        "value_notes": figure_page.value_notes(desk, found, declared, lines[1] if len(lines) > 1 else None),
        **figure_page.floors(desk, found, asked),
        "parts": figure_page.breakdown(desk, asked, found),
        "ladder_words": [desk.t(f"floors.{floor}") for floor in FLOORS],
        "other": {
            "words": [desk.t(f"floors.{floor}") for floor in FLOORS],
            "rows": lines,
            "known": figure_page.known_sentence(desk, asked, found, figure_of),
        },
        "definition": _definition(desk, declared, found),
        "facts_digest": found.facts_digest or "",
        "coverage": _coverage(desk, declared, found, asked),
        "used": bulletin_words.used(desk, declared.id, issued.bulletins()),
        "floor_options": figure_page.floor_options(desk),
        "by_options": figure_page.by_options(desk, declared),
        "places": desk.place_options(),
        "organisations": desk.organisation_options(),
        **fact_rows.section(request, desk, found, asked, FACTS_A_PAGE),
    }


def _definition(desk: Desk, declared: Indicator, found: Figure) -> dict[str, Any]:
    teller = Teller(desk, desk.pack.definitions)
    version = (
        desk.t("definition.since", day=desk.day(declared.since)) if declared.since else desk.t("definition.always")
    )
    sentence, steps = teller.told(declared)
    return {
        "sentence": sentence,
        "steps": steps,
        "terms": teller.terms(declared),
        "version": version,
        "digest": found.definition_digest,
        "declared": json.dumps(declared.json, ensure_ascii=False, indent=2),
    }


def _coverage(desk: Desk, declared: Indicator, found: Figure, asked: Asked) -> dict[str, Any]:
    if not found.coverage:
        return {"out_of": 0, "head": "", "note": desk.t("coverage.none"), "says": "", "href": "", "reported_by": 0}
    reported, out_of = found.coverage["reported_by"], found.coverage["out_of"]
    silent = asking.not_reported(desk.pack, declared, found) if reported < out_of else []
    names = desk.t("definition.join").join(desk.organisation(id) for id in silent)
    can_split = any(key == "organisation" for key, _, _ in figure_page.by_options(desk, declared))
    return {
        "reported_by": reported,
        "out_of": out_of,
        "head": desk.t("coverage.head", n=out_of),
        "says": desk.t("coverage.says", reported=reported, missing=out_of - reported)
        if reported < out_of
        else desk.t("coverage.says_all", reported=reported),
        "href": asked.but(by="organisation").href(found.id, "#by") if can_split else "#f",
        "note": desk.t("coverage.missing", names=names) if silent else desk.t("coverage.complete"),
    }
