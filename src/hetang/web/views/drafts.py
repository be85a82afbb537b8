"""Contributions as pages: the queue with its counts, a draft held against the facts, and the files that are given back."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hetang.documents.check_report import report
from hetang.office.actions.refuse_draft import refuse_draft
from hetang.office.actions.take_draft import take_draft
from hetang.office.journal.clock import now_us
from hetang.office.reads import drafts
from hetang.office.reads.drafts import STATES, Received
from hetang.terms.dates import parse_day
from hetang.terms.digests import digest
from hetang.terms.refusals import Refusal
from hetang.web import draft_check, draft_page, pages, refusing
from hetang.web.desk import Desk
from hetang.web.draft_file import TEXT, open_draft, read_stream
from hetang.web.draft_given_back import DOCX, word_file
from hetang.web.draft_text import lines
from hetang.web.guards import edits_drafts, reads_drafts, with_city
from hetang.web.pages import address

CHECKED_AT_ONCE = 8   # drafts of the list that are checked for it; the others when they are opened
SHAPES = {"new": "due", "checked": "reported", "done": "done", "refused": "not_counting"}
LONGEST_NAME = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_city
@reads_drafts
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    return handed_in(request, desk) if request.method == "POST" else _listed(request, desk)


@edits_drafts
def handed_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A file, or pasted text; what cannot be taken stands in the queue with its sentence."""
    file, typed = request.FILES.get("file"), request.POST.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    name = (file.name or "") if file is not None else _named(desk, typed)
    content = read_stream(file) if file is not None else typed.encode("utf-8", "ignore")   # type: ignore[arg-type]
    opened = content if isinstance(content, Refusal) else open_draft(name, content, None if file is not None else TEXT)
    opened = opened if isinstance(opened, Refusal) else draft_check.too_long(opened.text) or opened
    if isinstance(opened, Refusal):
        if isinstance(content, bytes) and content and file is not None:
            refuse_draft(name[:LONGEST_NAME], digest(content), "upload", desk.person, opened)
        return _listed(request, desk, opened, typed, status=400)
    day = parse_day(request.POST.get("as_of", ""))
    id = take_draft(opened.name[:LONGEST_NAME], opened.content, opened.text, "upload", desk.person, now_us(), day)
    return HttpResponseRedirect(address("draft", id))


def _named(desk: Desk, typed: str) -> str:
    """Of pasted text its first line."""
    first = next((line.strip() for line in typed.split("\n") if line.strip()), "")
    return first[:40] or desk.plain("drafts.pasted")


def _listed(
    request: HttpRequest, desk: Desk, refused: Refusal | None = None, typed: str = "", status: int = 200
) -> HttpResponse:
    text, state = request.GET.get("before", ""), request.GET.get("state", "")
    state = state if state in STATES else ""
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    page = drafts.drafts(before, state)
    here = f"{address('drafts')}?state={state}" if state else address("drafts")
    return pages.show(
        request,
        "drafts/list.html",
        "bulletins",
        status=status,
        works=drafts.editing(desk.person) is None,
        filters=[
            {"word": desk.t(f"draft_states.{one}") if one else desk.t("draft.all"), "current": one == state,
             "href": f"{address('drafts')}?state={one}" if one else address("drafts")}
            for one in ("", *STATES)
        ],
        rows=_rows(desk, page.drafts),
        refused=[(desk.said(refused.says), desk.said(refused.accepts))] if refused is not None else [],
        typed=typed,
        next_page=f"{here}{'&' if state else '?'}before={page.next}" if page.next is not None else "",
        first_page=here if before is not None else "",
    )


def _rows(desk: Desk, received: Sequence[Received]) -> list[dict[str, Any]]:
    rows, left = [], CHECKED_AT_ONCE
    for one in received:
        counts = None
        if one.state != "refused" and left and draft_check.too_long(one.text) is None:
            counts, left = draft_page.counted(desk, draft_check.check(desk, one).checked), left - 1
        rows.append(
            {
                "href": address("draft", one.id), "name": one.name, "source": desk.t(f"draft_sources.{one.source}"),
                "sender": desk.person_name(one.sender) if one.sender else "", "received": desk.moment(one.received_us), "counts": counts,
                "refusal": desk.said(one.refusal.says) if one.refusal is not None else "",
                "state": desk.t(f"draft_states.{one.state}"), "shape": SHAPES[one.state],
            }
        )  # fmt: skip
    return rows


@never_cache
@require_safe
@with_city
@reads_drafts
def draft(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    found = to_check(request, id)
    return found if isinstance(found, HttpResponse) else shown(request, desk, found)


def to_check(request: HttpRequest, id: str) -> Received | HttpResponse:
    """The draft, or the page that says why there is nothing to check."""
    found = drafts.draft(id)
    if found is None:
        return gone(request)
    refusal = found.refusal or draft_check.too_long(found.text)
    if refusal is None:
        return found
    return refusing.refused(request, refusal, 409, ways=("drafts", "bulletins"), heading="draft_states.refused")


def gone(request: HttpRequest) -> HttpResponse:
    return refusing.page(request, "refusals.draft", 404, ways=("drafts", "bulletins"))


def shown(request: HttpRequest, desk: Desk, found: Received, refused: Sequence[Refusal] = (), status: int = 200) -> HttpResponse:
    """The page of a draft; `refused`: what was not done just now."""
    query = request.POST if request.method == "POST" else request.GET
    at, show = query.get("at", ""), query.get("show", "")
    checking = draft_check.check(desk, found)
    edits = drafts.editing(desk.person) is None
    number = int(at) - 1 if at.isascii() and at.isdigit() and len(at) < 9 else None
    title = next((line for line in lines(checking.now.text) if line.kind == "title"), None)
    whose = [desk.place(found.place)] if found.place else []
    whose += [desk.organisation(found.organisation)] if found.organisation else []
    return pages.show(
        request,
        "drafts/draft.html",
        "bulletins",
        status=status,
        draft=found.id,
        name=found.name,
        heading=checking.now.text[title.start : title.end].strip() if title is not None else found.name,
        as_of=desk.day(found.as_of or desk.today),
        as_of_day=(found.as_of or desk.today).isoformat(),
        whose=desk.plain("definition.join").join(whose),
        closed=found.state == "done",
        may_edit=edits,
        places=desk.place_options(),
        our_place=found.place or "",
        organisations=desk.organisation_options(),
        our_organisation=found.organisation or "",
        text_lang="zh-Hans" if any("一" <= letter <= "鿿" for letter in found.text[:2000]) else "en",
        refused=[(desk.said(one.says), desk.said(one.accepts)) for one in refused],
        **draft_page.context(desk, checking, show if show in draft_page.SHOWN else "", number, edits and found.state != "done"),
    )


@require_safe
@with_city
@reads_drafts
def word(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """The Word file with a comment at each claim and every correction as a change that can still be declined."""
    found = to_check(request, id)
    if isinstance(found, HttpResponse):
        return found
    made = word_file(desk, found)
    if isinstance(made, Refusal):
        return refusing.refused(request, made, 409, ways=("drafts",), heading="draft_states.refused")
    return _file(made, DOCX, f"{_stem(found)}-{desk.plain('draft.file_word')}.docx")


@require_safe
@with_city
@reads_drafts
def told(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """The report, a page that stands alone."""
    found = to_check(request, id)
    if isinstance(found, HttpResponse):
        return found
    made = report(draft_check.check(desk, found).checked, found.name, found.as_of or desk.today, desk.lang)
    return _file(made, "text/html; charset=utf-8", f"{_stem(found)}-{desk.plain('draft.file_report')}.html")


@require_safe
@with_city
@reads_drafts
def file(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """The file as it came, never opened by a browser under this address."""
    found, content = drafts.draft(id), drafts.content(id)
    if found is None or not content:
        return gone(request)
    return _file(content, "application/octet-stream", found.name)


def _stem(found: Received) -> str:
    stem, dot, ending = found.name.rpartition(".")
    return stem if dot and ending.lower() in ("docx", "txt", "eml") else found.name


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type, headers={"X-Content-Type-Options": "nosniff"})
    response["Content-Disposition"] = pages.attachment(name)
    response["Cache-Control"] = "private, no-store"
    return response
