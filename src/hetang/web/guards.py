"""Named doors before a view: is there a city at all, and who stands at its desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from hetang.office.reads import drafts
from hetang.terms.refusals import Refusal
from hetang.web import refusing
from hetang.web.desk import Desk
from hetang.web.visits import visit

View = Callable[..., HttpResponse]


def with_city(view: View) -> View:
    """Gives the view the desk of this visit; before a city is loaded every page says what to do."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        desk = visit(request).desk
        if desk is None:
            return refusing.page(request, "refusals.not_ready", 503, heading="refusals.not_ready", ways=("start",))
        return view(request, desk, *args, **kwargs)

    return guarded


def signed_in(view: View) -> View:
    """Of matters a stranger is told nothing: one page for what there is and for what there is not."""

    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if desk.person is None:
            return refusing.page(request, "refusals.strangers", 403, heading="refusals.strangers", ways=("sign_in_help", "start"))
        return view(request, desk, *args, **kwargs)

    return guarded


def reads_drafts(view: View) -> View:
    """What is not issued yet is there for those who read internal bulletins."""
    return _entitled(view, drafts.reading)


def edits_drafts(view: View) -> View:
    """Drafts are worked on by the editors."""
    return _entitled(view, drafts.editing)


def _entitled(view: View, denied: Callable[[str | None], Refusal | None]) -> View:
    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = denied(desk.person)
        if refusal is not None:
            return refusing.refused(request, refusal, 403, ways=("bulletins", "start"))
        return view(request, desk, *args, **kwargs)

    return guarded
