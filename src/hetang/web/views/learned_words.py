"""The words that editors taught, each with the entry by which it was learned, and the button that withdraws it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hetang.office.reads import drafts
from hetang.office.reads.learned_words import listed
from hetang.terms.refusals import Refusal
from hetang.web import desk_acts, pages, spelling
from hetang.web.desk import Desk
from hetang.web.draft_page import indicator_options
from hetang.web.guards import reads_drafts, with_city
from hetang.web.pages import address

VERBS = ("learn_word", "withdraw_word")
FIELDS = ("indicator", "words", "lang")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_city
@reads_drafts
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A POST learns or withdraws; whether the person may is the ledger's to say."""
    if request.method != "POST":
        return _shown(request, desk)
    verb = request.POST.get("act") if request.POST.get("act") in VERBS else VERBS[0]
    said = {key: request.POST.get(key, "").strip().replace("\x00", "") for key in FIELDS}
    answer = desk_acts.enter(desk, {"id": desk_acts.id_of(request.POST.get("id", "")), "act": verb, **said})
    refused = [one for one in answer if isinstance(one, Refusal)]
    return _shown(request, desk, refused, 400) if refused else HttpResponseRedirect(address("learned_words"))


def _shown(request: HttpRequest, desk: Desk, refused: Sequence[Refusal] = (), status: int = 200) -> HttpResponse:
    names = {id: name for id, name, _ in indicator_options(desk)}
    return pages.show(
        request,
        "drafts/words.html",
        "bulletins",
        status=status,
        works=drafts.editing(desk.person) is None,
        id=desk_acts.id_of(""),
        indicators=indicator_options(desk),
        refused=[(desk.said(one.says), desk.said(one.accepts)) for one in refused],
        rows=[
            {
                "words": one.words, "lang": one.lang, "indicator": one.indicator, "name": names.get(one.indicator, one.indicator),
                "href": address("figure", one.indicator) if one.indicator in names else "", "entry": spelling.number(one.entry),
                "entry_href": address("entry", one.entry), "id": desk_acts.id_of(""),
            }
            for one in listed()
        ],
    )  # fmt: skip
