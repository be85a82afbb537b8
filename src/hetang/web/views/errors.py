"""What the server says when a request cannot be answered; each is a page with a sentence, never a bare code."""

from django.http import HttpRequest, HttpResponse

from hetang.web import refusing


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusing.page(request, "refusals.400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusing.page(request, "refusals.403", 403, ways=("start", "sign_in_help"))


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusing.page(request, "refusals.403_csrf", 403, ways=("start", "sign_in_help"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusing.page(request, "refusals.404", 404)


def failed(request: HttpRequest) -> HttpResponse:
    return refusing.page(request, "refusals.500", 500)
