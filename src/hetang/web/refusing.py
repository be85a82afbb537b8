"""A refusal as a page: a heading, what was not done, what would be accepted, and the ways on."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from hetang.terms.refusals import Refusal
from hetang.web import pages, visits
from hetang.web.wordbook import book, words

WAYS = {
    "start": "refusals.to_figures",
    "sign_in_help": "refusals.to_sign_in",
    "bulletins": "refusals.to_bulletins",
    "drafts": "refusals.to_drafts",
    "templates": "refusals.to_templates",
    "entries": "refusals.to_entries",
    "today": "refusals.to_today",
    "matters": "refusals.to_matters",
    "kinds": "refusals.to_kinds",
}


def page(
    request: HttpRequest,
    key: str,
    status: int,
    *,
    heading: str = "",
    ways: Sequence[str] = ("start",),
    place: str = "",
    **values: object,
) -> HttpResponse:
    """`key`: the words KEY_says and KEY_accepts; its heading is KEY itself, or what `heading` names."""
    lang = visits.language(request)
    fallback = f"refusals.{status}"
    title = heading or (key if key in book(lang) else fallback)
    return _shown(
        request,
        words(lang, title),
        words(lang, f"{key}_says" if f"{key}_says" in book(lang) else f"{fallback}_says", **values),
        words(lang, f"{key}_accepts" if f"{key}_accepts" in book(lang) else f"{fallback}_accepts", **values),
        status,
        ways,
        place,
    )


def refused(
    request: HttpRequest, refusal: Refusal, status: int = 400, *, ways: Sequence[str] = ("start",), heading: str = ""
) -> HttpResponse:
    """A refusal that a room below gave, in its own words."""
    lang = visits.language(request)
    return _shown(
        request,
        words(lang, heading or f"refusals.{status}"),
        refusal.says.text(lang),
        refusal.accepts.text(lang),
        status,
        ways,
        "",
    )


def _shown(
    request: HttpRequest, heading: str, says: str, accepts: str, status: int, ways: Sequence[str], place: str
) -> HttpResponse:
    lang = visits.language(request)
    return pages.show(
        request,
        "refusals/refusal.html",
        place,
        status=status,
        heading=heading,
        says=says,
        accepts=accepts,
        code=status,
        ways=[(pages.address(way), words(lang, WAYS[way])) for way in ways],
    )
