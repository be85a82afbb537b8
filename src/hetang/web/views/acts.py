"""The forms of acts: on a matter that there is, and of one that opens a matter."""

from collections.abc import Sequence
from dataclasses import replace
from secrets import token_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hetang.matters.kinds import Act, Kind
from hetang.office.journal.act import Accepted
from hetang.office.journal.clock import now_us
from hetang.office.reads import matters, next_acts
from hetang.office.reads.matters import Shown
from hetang.office.reads.next_acts import Next
from hetang.terms.ids import is_id, uuid7
from hetang.terms.refusals import Refusal
from hetang.web import act_form, acting, matter_page, pages, refusing
from hetang.web.act_form import Filled
from hetang.web.desk import Desk
from hetang.web.guards import signed_in, with_city
from hetang.web.matter_words import matter_title
from hetang.web.pages import address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_city
@signed_in
def act(request: HttpRequest, desk: Desk, id: str, act: str) -> HttpResponse:
    """An act on a matter; whoever may not know the matter finds nothing here either."""
    shown = matters.matter(desk.asker, id)
    found = _met(desk, shown, act, posted=request.method == "POST") if shown is not None else None
    if shown is None or found is None:
        return refusing.page(request, "refusals.matter", 404, ways=("matters", "today"))
    kind = shown.kind
    if request.method != "POST":
        filled = Filled(_new_id(), id, desk.today.isoformat(), seen=str(shown.state.seq))
        return _shown(request, desk, kind, found, filled, (), shown)
    filled = replace(Filled.of(request, desk.today), matter=id, parent="")
    return _done(request, desk, kind, found, filled, shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_city
@signed_in
def opening(request: HttpRequest, desk: Desk, kind: str, act: str) -> HttpResponse:
    """An act that opens a matter, on its own or beneath another."""
    parent = (request.POST if request.method == "POST" else request.GET).get("parent") or None
    beneath = matters.matter(desk.asker, parent) if parent else None
    if parent and beneath is None:
        return refusing.page(request, "refusals.matter", 404, ways=("matters", "today"))
    possible = next_acts.openings(desk.asker, parent)
    found = next((one for one in possible if one.kind.id == kind and one.next.act.id == act), None)
    if found is None:
        return refusing.page(request, "refusals.opening", 403, heading="refusals.opening", ways=("matters", "kinds"))
    if request.method != "POST":
        filled = Filled(_new_id(), _new_id(), desk.today.isoformat(), parent=parent or "")
        return _shown(request, desk, found.kind, found.next, filled, (), beneath)
    filled = replace(Filled.of(request, desk.today), seen="", parent=parent or "")
    if not is_id(filled.matter):
        filled = replace(filled, matter=_new_id())
    return _done(request, desk, found.kind, found.next, filled, beneath)


def _met(desk: Desk, shown: Shown, act: str, posted: bool) -> Next | None:
    """The act as it can be met now. A form sent twice finds the matter further on: then the ledger answers, not this page."""
    found = next((one for one in next_acts.next_acts(desk.asker, shown.line.id) or () if one.act.id == act), None)
    declared = shown.kind.acts.get(act)
    if found is None and posted and declared is not None and not declared.clock_only and not declared.opens:
        return Next(declared, (), (), (), 0, declared.two)
    return found


def _done(
    request: HttpRequest, desk: Desk, kind: Kind, found: Next, filled: Filled, about: Shown | None
) -> HttpResponse:
    """Enters the act, and leads to its matter; refused, the form comes back with all that was typed."""
    filled = filled if is_id(filled.id) else replace(filled, id=_new_id())
    filled = filled.with_files(request, found.act)
    day = filled.day(desk.today)
    refused: list[Refusal] = [*filled.refused, *([day] if isinstance(day, Refusal) else [])]
    if not refused and not isinstance(day, Refusal):
        sender = acting.Sender({"person": desk.person or "", "organisation": ""}, desk.today, lambda name: None)
        answer = acting.perform(filled.act(kind, found.act, day), sender)
        accepted = [one for one in answer if isinstance(one, Accepted)]
        if accepted:
            return HttpResponseRedirect(f"{address('matter', filled.matter)}?done={accepted[0].seq}")
        refused = [one for one in answer if isinstance(one, Refusal)]
    return _shown(request, desk, kind, found, filled, refused, about)


def _shown(
    request: HttpRequest,
    desk: Desk,
    kind: Kind,
    found: Next,
    filled: Filled,
    refused: Sequence[Refusal],
    about: Shown | None,
) -> HttpResponse:
    """`about`: the matter acted on, or the one beneath which another is opened."""
    codes = {refusal.code for refusal in found.refusals}
    barred = bool(codes & (matter_page.ENTITLED | matter_page.AHEAD))
    way = None
    if about is not None:
        way = {"href": address("matter", about.line.id), "title": matter_title(desk, about.line)}
    return pages.show(
        request,
        "acts/act.html",
        "matters",
        status=400 if refused else 409 if barred else 200,
        title=desk.titled(found.act.name),
        kind={"name": desk.titled(kind.name), "href": f"{address('kind', kind.id)}?version={kind.version}"},
        way=way,
        opens=found.act.opens,
        barred=barred,
        now_not=matter_page.refusals_said(desk, kind, found),
        form=act_form.form(desk, kind, found.act, filled, refused),
        follows=act_form.follows(desk, kind, found.act),
        guards=_guards(desk, found.act),
        who=desk.seat(),
        day=desk.day(desk.today),
        demonstration=desk.demonstration,
    )


def _guards(desk: Desk, act: Act) -> list[dict[str, str]]:
    """What the law refuses, told before it has to."""
    return [
        {"says": desk.said(guard.says), "accepts": desk.said(guard.accepts), "clause": desk.said(guard.clause) if guard.clause else ""}
        for guard in act.guards
    ]


def _new_id() -> str:
    """Made by the page, so that a form sent twice is one entry."""
    return uuid7(now_us() // 1000, token_bytes(10))
