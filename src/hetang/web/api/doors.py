"""Who asks: a bearer token of an API session, else the browser's own session with its CSRF token, else nobody."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from hetang.office.journal.act import By
from hetang.office.reads.api_sessions import person_of
from hetang.web.acting import organisation_of
from hetang.web.desk import Desk
from hetang.web.visits import visit


class NotReady(Exception):
    """No city is loaded: nothing can be asked yet."""


class CrossSite(Exception):
    """A browser's session without the page's own token."""


class Bearer(HttpBearer):
    """A token that POST /api/sessions gave."""

    openapi_bearerFormat = "opaque"
    openapi_description = "A token from POST /api/sessions, valid for twelve hours."

    def authenticate(self, request: HttpRequest, token: str) -> Desk:
        desk, person = desk_of(request), person_of(token)
        if person is None:
            raise AuthenticationError
        return replace(desk, person=person)


class Browser(APIKeyCookie):
    """The desk's own session; what changes something needs the CSRF token as well."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of a browser that is signed in. Every POST also needs the header X-CSRFToken."

    def _get_key(self, request: HttpRequest) -> str | None:
        key = request.COOKIES.get(self.param_name)
        if key and desk_of(request).person is not None and check_csrf(request):
            raise CrossSite
        return key

    def authenticate(self, request: HttpRequest, key: str | None) -> Desk | None:
        desk = desk_of(request)
        return desk if key and desk.person is not None else None


def nobody(request: HttpRequest) -> Desk:
    """Whoever is not signed in sees what is open."""
    if request.headers.get("Authorization"):
        raise AuthenticationError   # a wrong token is said to be wrong, not passed over
    return desk_of(request)


def desk_of(request: HttpRequest) -> Desk:
    found = visit(request).desk
    if found is None:
        raise NotReady
    return found


def asker(request: HttpRequest) -> Desk:
    """The desk of whoever came through one of the doors."""
    found: Any = request.auth   # type: ignore[attr-defined]
    assert isinstance(found, Desk)
    return found


def seat_of(desk: Desk) -> By:
    """The person with the organisation for which he acts where an act names none."""
    assert desk.person is not None
    return {"person": desk.person, "organisation": organisation_of(desk.pack, desk.person, desk.today)}


SIGNED_IN = [Bearer(), Browser()]
ANYBODY = [*SIGNED_IN, nobody]
