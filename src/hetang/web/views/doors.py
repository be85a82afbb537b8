"""The doors: in by a one-time link, out, and the switch of the language."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hetang.office.actions.use_sign_in_link import use_sign_in_link
from hetang.terms.refusals import Refusal
from hetang.terms.words import LANGUAGES
from hetang.web import pages, refusing
from hetang.web.visits import PERSON


@require_GET
def sign_in_help(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "doors/sign_in.html", "sign_in", token="")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button; pressing it uses the link. Chat programs and mail filters open links on their own."""
    if request.method != "POST":
        return pages.show(request, "doors/sign_in.html", "sign_in", token=token)
    answer = use_sign_in_link(token)
    if isinstance(answer, Refusal):
        return refusing.page(request, "doors.expired", 403, heading="doors.expired", ways=("start",))
    request.session.flush()  # nothing of an earlier visit goes on under another name
    request.session[PERSON] = answer
    return HttpResponseRedirect(reverse("today"))


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return HttpResponseRedirect(reverse("start"))


@require_GET
def language(request: HttpRequest, lang: str) -> HttpResponse:
    """Remembers the language and returns to the page on which the switch was pressed."""
    if lang not in LANGUAGES:
        return refusing.page(request, "refusals.404", 404)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = reverse("start")
    response = HttpResponseRedirect(back)
    pages.language_cookie(response, lang)
    return response
