"""The addresses under /api/, how each fault is said, and the description of it all."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from hetang.terms.words import Text
from hetang.web.api import acts, desk, drafts, entries, figures, matters, sessions
from hetang.web.api.describing import DESCRIPTION, finished
from hetang.web.api.doors import CrossSite, NotReady
from hetang.web.api.problems import BUSY, CROSS_SITE, FAULT, NOT_READY, NOT_THERE, SIGN_IN, WRONG_PARAMETER, problem

LOG = logging.getLogger(__name__)
VERSION = "1"


class Api(NinjaAPI):
    """The description names media types, examples and faults that the routes alone do not say."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, str] | None = None) -> Any:
        return finished(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


api = Api(title="Hetang 荷塘", version=VERSION, description=DESCRIPTION, docs_url=None, openapi_url="/openapi.json", urls_namespace="api")
api.add_router("/sessions", sessions.router)
api.add_router("/acts", acts.router)
api.add_router("/matters", matters.router)
api.add_router("/figures", figures.router)
api.add_router("/drafts", drafts.router)
api.add_router("/entries", entries.router)
api.add_router("", desk.router)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    response = problem(SIGN_IN, 401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(CrossSite)
def cross_site(request: HttpRequest, fault: CrossSite) -> HttpResponse:
    return problem(CROSS_SITE, 403)


@api.exception_handler(NotReady)
def not_ready(request: HttpRequest, fault: NotReady) -> HttpResponse:
    return problem(NOT_READY, 503)


@api.exception_handler(ValidationError)
def wrong_parameter(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    refusals = [
        WRONG_PARAMETER.filled(at=_place(error), why=Text(error["msg"], error["msg"])).placed(_place(error)) for error in fault.errors
    ]
    return problem(refusals, 422)


@api.exception_handler(HttpError)
def refused(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return problem(WRONG_PARAMETER.filled(at="request", why=str(fault)), fault.status_code)


@api.exception_handler(DatabaseError)
def busy(request: HttpRequest, fault: DatabaseError) -> HttpResponse:
    LOG.warning("the database did not answer: %s", fault)
    response = problem(BUSY, 503)
    response["Retry-After"] = "5"
    return response


@api.exception_handler(Exception)
def fault_of_the_program(request: HttpRequest, fault: Exception) -> HttpResponse:
    LOG.exception("a fault at %s", request.path, exc_info=fault)
    return problem(FAULT, 500)


def not_there(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address under /api/ that there is not."""
    return problem(NOT_THERE, 404)


def _place(error: dict[str, object]) -> str:
    where = error.get("loc")
    return str(where[-1]) if isinstance(where, tuple | list) and where else "request"
