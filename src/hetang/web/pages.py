"""Renders a page: the Jinja environment, the frame's own words, the provenance at its foot."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import content_disposition_header
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from hetang.web import spelling, visits
from hetang.web.wordbook import words

TAGS = {"zh": "zh-Hans", "en": "en"}
OTHER = {"zh": "en", "en": "zh"}
OF_MATTERS = ("today", "matters", "notices", "organisations")  # pages whose search looks for matters


def environment(**options: Any) -> Environment:
    """A name that a template uses and a view forgot is a fault, never an empty place on the page."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    made.globals.update(static=static, url=address, number=spelling.number, short=spelling.short)
    return made


def address(name: str, *args: object) -> str:
    return reverse(name, args=list(args))


def link(href: str, said: object) -> Markup:
    """A link for use within a sentence."""
    return Markup('<a href="{}">{}</a>').format(href, said)


def attachment(name: str) -> str:
    """The header by which a file is saved under its name, whatever letters that has."""
    return content_disposition_header(True, name) or "attachment"


def show(request: HttpRequest, template: str, place: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """`place` is the entry of the navigation that this page stands under."""
    visit = visits.visit(request)
    lang = visit.lang

    def t(key: str, /, **values: object) -> Markup:
        return words(lang, key, **values)

    frame = {
        "t": t,
        "lang": lang,
        "tag": TAGS[lang],
        "other_lang": OTHER[lang],
        "other_tag": TAGS[OTHER[lang]],
        "place": place,
        "visitor": visit.visitor,
        "prov": visit.prov,
        "searched": "",
        "of_matters": visit.visitor.person is not None and place in OF_MATTERS,
    }
    response = HttpResponse(get_template(template).render({**frame, **context}, request), status=status)
    if visit.visitor.person is not None:
        response["Cache-Control"] = "private, no-store"
    return response


def language_cookie(response: HttpResponse, lang: str) -> None:
    """Remembers the switch for a year; Django's LocaleMiddleware reads it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        {"zh": "zh-hans", "en": "en"}[lang],
        max_age=365 * 86400,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
