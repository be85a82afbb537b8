"""What an editor does to a draft: marks at its places, words learned, its ground, its end; each leads back to its page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hetang.office.actions.choose_figure import choose_figure
from hetang.office.actions.close_draft import close_draft, reopen_draft
from hetang.office.actions.correct_draft import correct_draft
from hetang.office.actions.delete_draft import delete_draft
from hetang.office.actions.leave_claim import leave_claim
from hetang.office.actions.place_draft import place_draft
from hetang.office.actions.take_back_mark import take_back_mark
from hetang.office.reads import drafts
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.web import desk_acts, draft_page
from hetang.web.desk import Desk
from hetang.web.guards import edits_drafts, with_city
from hetang.web.pages import address
from hetang.web.views.drafts import gone, shown, to_check

DOES = {"corrected": correct_draft, "left": leave_claim, "chosen": choose_figure}   # and `taken_back`, of what `said` names


@never_cache
@require_POST
@with_city
@edits_drafts
def marks(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """A correction accepted, a reason written, a figure chosen, or one of these taken back: at one place of the draft as it came."""
    does = DOES.get(request.POST.get("deed", ""), take_back_mark)
    said = {key: str(value).replace("\r\n", "\n").replace("\x00", "") for key, value in request.POST.items()}
    start, end = _number(said.get("start")), _number(said.get("end"))
    surface = _as_it_stands(id, start, end, said.get("surface", ""))
    refused = does(id, start, end, surface, said.get("said", "") or said.get("indicator", ""), desk.person or "")
    return _back(request, desk, id, [refused] if refused is not None else [])


@never_cache
@require_POST
@with_city
@edits_drafts
def words(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """Teaches the words of a draft: an act in the ledger, so that every later draft may say them."""
    said = request.POST.get("words", "").strip()
    act = {
        "id": desk_acts.id_of(""), "act": "learn_word", "indicator": request.POST.get("indicator", ""), "words": said,
        "lang": _language(said),
    }  # fmt: skip
    answer = desk_acts.enter(desk, act)
    return _back(request, desk, id, [one for one in answer if isinstance(one, Refusal)])


@never_cache
@require_POST
@with_city
@edits_drafts
def ground(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    """As of which day it is checked, and whose words 我区 and 本局 are."""
    place, organisation = request.POST.get("place") or None, request.POST.get("organisation") or None
    refused = place_draft(id, parse_day(request.POST.get("as_of", "")), place, organisation, desk.person or "")
    return _back(request, desk, id, [refused] if refused is not None else [])


@never_cache
@require_POST
@with_city
@edits_drafts
def state(request: HttpRequest, desk: Desk, id: str) -> HttpResponse:
    wanted, person = request.POST.get("state"), desk.person or ""
    if wanted == "delete":
        refused = delete_draft(id, person)
        return gone(request) if refused is not None else HttpResponseRedirect(address("drafts"))
    refused = reopen_draft(id, person) if wanted == "reopen" else close_draft(id, person)
    return _back(request, desk, id, [refused] if refused is not None else [])


def _back(request: HttpRequest, desk: Desk, id: str, refused: list[Refusal]) -> HttpResponse:
    """To the place on the page; refused, the page comes back with the sentence."""
    found = to_check(request, id)
    if isinstance(found, HttpResponse):
        return found
    if refused:
        return shown(request, desk, found, refused, 400)
    at, show = _number(request.POST.get("at")), request.POST.get("show", "")
    query = draft_page.query(show if show in draft_page.SHOWN else "", at if at > 0 else None)
    return HttpResponseRedirect(f"{address('draft', id)}{query}{f'#c{at}' if at > 0 else ''}")


def _as_it_stands(id: str, start: int, end: int, surface: str) -> str:
    """A form writes every line end alike; what it sends is the place itself where it differs in these alone."""
    found = drafts.draft(id)
    here = found.text[start:end] if found is not None and 0 <= start < end else ""
    return here if here.replace("\r\n", "\n") == surface else surface


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else -1


def _language(words: str) -> str:
    return "zh" if any("一" <= letter <= "鿿" for letter in words) else "en"
