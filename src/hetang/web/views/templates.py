"""Templates as pages: the list, one filled with the figures of a day, and the form that makes one of a checked draft."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hetang.documents.composing import Composed
from hetang.documents.layouts.html import figure_address
from hetang.documents.template import Template
from hetang.office.journal.act import Accepted
from hetang.office.reads.templates import filled, organ_of, template, templates
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.web import desk_acts, draft_check, draft_template, pages, refusing, spelling
from hetang.web.asks import NOT_A_DAY
from hetang.web.desk import Desk
from hetang.web.guards import edits_drafts, reads_drafts, with_city
from hetang.web.pages import address
from hetang.web.views.drafts import to_check


@require_safe
@with_city
@reads_drafts
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = [
        {
            "href": address("template", one.entry), "title": one.template.title, "as_of": desk.day(one.as_of),
            "figures": len(one.indicators), "by": desk.person_name(one.made_by), "made": desk.moment(one.made_us),
            "entry": spelling.number(one.entry), "entry_href": address("entry", one.entry),
        }
        for one in templates()
    ]  # fmt: skip
    return pages.show(request, "drafts/templates.html", "bulletins", rows=rows)


@require_safe
@with_city
@reads_drafts
def read(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """Filled as of the day asked for; what keeps it from being filled is said in its place."""
    found = template(entry)
    if found is None:
        return refusing.page(request, "refusals.template", 404, ways=("templates", "bulletins"))
    text = request.GET.get("as_of", "")
    day = (parse_day(text) or NOT_A_DAY.filled(text=text)) if text else found.as_of
    composed = [day] if isinstance(day, Refusal) else filled(found.template, day, desk.person)
    refused = composed if isinstance(composed, list) else []
    return pages.show(
        request,
        "drafts/template.html",
        "bulletins",
        status=400 if refused else 200,
        title=found.template.title,
        as_of=found.as_of.isoformat() if isinstance(day, Refusal) else day.isoformat(),
        as_of_day="" if isinstance(day, Refusal) else desk.day(day),
        made=desk.t(
            "templates.made", who=desk.person_name(found.made_by), entry=pages.link(address("entry", entry), spelling.number(entry))
        ),
        declared=address("template_declaration", entry),
        markup=found.template.text,
        names=found.template.names,
        refused=_said(desk, refused, found.template.text),
        **_filled(composed),
    )


@require_safe
@with_city
@reads_drafts
def declaration(request: HttpRequest, desk: Desk, entry: int) -> HttpResponse:
    """As a pack's documents declare a bulletin, so that it can be issued: name, issue and who signs are the city's to write."""
    found = template(entry)
    if found is None:
        return refusing.page(request, "refusals.template", 404, ways=("templates", "bulletins"))
    declared = {**found.template.declared(found.as_of, organ_of(desk.pack)), "id": f"template-{entry}"}
    said = yaml.safe_dump({"since": found.as_of.isoformat(), "bulletins": [declared]}, allow_unicode=True, sort_keys=False, width=120)
    response = HttpResponse(said, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = pages.attachment(f"template-{entry}.yaml")
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_city
@edits_drafts
def make(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """What the template would say, what keeps it from being made, and the button that makes it."""
    found = to_check(request, id)
    if isinstance(found, HttpResponse):
        return found
    as_of = found.as_of or desk.today
    checking = draft_check.check(desk, found)
    proposed = draft_template.proposed(desk, checking)
    form: dict[str, Any] = {
        "id": desk_acts.id_of(request.POST.get("id", "")), "title": proposed.title, "text": proposed.text,
        "names": "\n".join(proposed.names),
    }  # fmt: skip
    refused: Sequence[Refusal] = ()
    if request.method == "POST":
        form |= {key: request.POST.get(key, "").replace("\r\n", "\n").replace("\x00", "") for key in ("title", "text", "names")}
    wanted = Template(form["title"].strip(), form["text"], tuple(filter(None, map(str.strip, form["names"].split("\n")))))
    if request.method == "POST" and "make" in request.POST:
        act = {"id": form["id"], "act": "make_template", "title": wanted.title, "text": wanted.text, "names": list(wanted.names)}
        answer = desk_acts.enter(desk, {**act, "as_of": as_of.isoformat()})
        made = next((one for one in answer if isinstance(one, Accepted)), None)
        if made is not None:
            return HttpResponseRedirect(address("template", made.seq))
        refused = [one for one in answer if isinstance(one, Refusal)]
    return _form(request, desk, id, found.name, form, wanted, as_of, refused, proposed)


def _form(
    request: HttpRequest, desk: Desk, id: str, name: str, form: dict[str, Any], wanted: Template, as_of: date,
    refused: Sequence[Refusal], proposed: draft_template.Proposed,
) -> HttpResponse:  # fmt: skip
    composed = filled(wanted, as_of, desk.person)
    told = _said(desk, refused or (composed if isinstance(composed, list) else []), wanted.text)
    return pages.show(
        request,
        "drafts/make.html",
        "bulletins",
        status=400 if refused else 200,
        draft=id,
        name=name,
        form=form,
        as_of=desk.day(as_of),
        refused=told,
        ways=sum(len(places) for _, places in told),
        tried=bool(refused),
        otherwise=[{"surface": one.surface, "instead": one.instead} for one in proposed.otherwise],
        **_filled(composed),
    )


def _filled(composed: Composed | list[Refusal]) -> dict[str, Any]:
    """The text alone, every number a link to its figure, and a note for each."""
    if isinstance(composed, list):
        return {"blocks": [], "notes": []}
    content = composed.content
    links = {item["key"]: figure_address(item, content) for item in content["figures"]}
    return {
        "blocks": [
            {"level": block["level"], "runs": [{"text": run["text"], "href": links.get(run.get("figure"), "")} for run in block["runs"]]}
            for block in content["blocks"]
        ],
        "notes": [{"text": note["text"], "href": links[note["figure"]]} for note in content["notes"]],
    }


def _said(desk: Desk, refusals: Sequence[Refusal], text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What would be accepted, and what all stands in the way of it: (sentence, words around its place)."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for refusal, around in draft_template.in_the_way(refusals, text):
        groups.setdefault(desk.said(refusal.accepts), []).append((desk.said(refusal.says), around))
    return list(groups.items())
