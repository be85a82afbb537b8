"""Sessions of other programs: a sign-in link's token is exchanged, once, for a bearer token."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hetang.office.actions.end_api_session import end_api_session
from hetang.office.actions.open_api_session import open_api_session
from hetang.terms.dates import instant_text
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.api import shapes
from hetang.web.api.doors import Bearer, desk_of
from hetang.web.api.limits import read_json
from hetang.web.api.problems import answer, problem

NOT_A_LINK = Refusal(
    "not_a_link", Text("没有登录链接的令牌", "there is no sign-in link's token"),
    Text('{"link": "登录链接 /in/ 之后的部分"}', '{"link": "what follows /in/ in a sign-in link"}'),
)
router = Router(tags=["sessions"])


@router.post(
    "", auth=None, response={201: shapes.Session, 403: shapes.Problem, 413: shapes.Problem, 422: shapes.Problem},
    summary="Sign in", openapi_extra=shapes.body(shapes.Link),
)
def open_session(request: HttpRequest) -> HttpResponse:
    """Uses a one-time sign-in link up and gives a bearer token for twelve hours. The token is told here and never again."""
    desk_of(request)
    sent: Any = read_json(request)
    if isinstance(sent, Refusal):
        return problem(sent, 413 if sent.code == "too_large" else 422)
    if not isinstance(sent, dict) or not isinstance(sent.get("link"), str) or set(sent) != {"link"}:
        return problem(NOT_A_LINK, 422)
    opened = open_api_session(sent["link"])
    if isinstance(opened, Refusal):
        return problem(opened, 403)
    return answer({"token": opened.token, "person": opened.person, "expires_at": instant_text(opened.expires_us)}, 201)


@router.delete("", auth=[Bearer()], response={204: None, 401: shapes.Problem}, summary="Sign out")
def end_session(request: HttpRequest) -> HttpResponse:
    """Ends the session of the token that the call bears."""
    end_api_session(request.headers["Authorization"].partition(" ")[2])
    return HttpResponse(status=204)
