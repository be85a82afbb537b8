"""Refusals on the wire: application/problem+json (RFC 9457) with code, sentence and what would be accepted."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

MEDIA_TYPE = "application/problem+json"

SIGN_IN = Refusal(
    "sign_in", Text("这里要先登录", "this needs a person who is signed in"),
    Text(
        "Authorization: Bearer 令牌，由 POST /api/sessions 用登录链接换得",
        "Authorization: Bearer TOKEN, got from POST /api/sessions with a sign-in link",
    ),
)
NOT_YOURS = Refusal(
    "administrators_see_no_business", Text("管理员看不到业务数据", "an administrator sees no business data"),
    Text("不是管理员的人", "a person who is no administrator"),
)
CLOSED = Refusal(
    "not_open", Text("这不是公开的", "this is not open"), Text("有权查看的人", "a person who is entitled to see it"),
)
CROSS_SITE = Refusal(
    "cross_site", Text("此请求没有本站的跨站凭证", "the request lacks this site's CSRF token"),
    Text(
        "X-CSRFToken 头，与 csrftoken Cookie 相同；或用 Bearer 令牌",
        "the header X-CSRFToken equal to the cookie csrftoken; or a bearer token",
    ),
)
NOT_THERE = Refusal(
    "not_there", Text("没有这一项", "there is no such thing"), Text("列表中的标识", "an id from a list"),
)
NOT_READY = Refusal(
    "no_city", Text("尚未装载城市", "no city is loaded"), Text("先 hetang city load", "hetang city load PACK first"),
)
BUSY = Refusal(
    "busy", Text("数据库此刻没有应答", "the database does not answer at this moment"),
    Text("稍后再发同样的字节", "the same bytes again, later"),
)
FAULT = Refusal(
    "fault", Text("程序出错", "a fault of the program"),
    Text("同样的字节可以再发，不会重复入账", "the same bytes may be sent again; nothing is entered twice"),
)
WRONG_PARAMETER = Refusal(
    "wrong_parameter", Text("“{at}”不对：{why}", "`{at}` is wrong: {why}"),
    Text("/api/openapi.json 所写的形式", "what /api/openapi.json describes"),
)


def problem(refusals: Refusal | Sequence[Refusal], status: int, **more: Any) -> HttpResponse:
    """The first refusal at the top, all of them under `refusals`."""
    every = [refusals] if isinstance(refusals, Refusal) else list(refusals)
    return HttpResponse(json.dumps(told(every, status, **more), ensure_ascii=False), content_type=MEDIA_TYPE, status=status)


def told(refusals: Sequence[Refusal], status: int, **more: Any) -> dict[str, Any]:
    first = refusals[0]
    return {
        "type": f"urn:hetang:refusal:{first.code}", "title": first.says.en, "status": status, "detail": first.text("en"),
        **first.to_json(), "refusals": [refusal.to_json() for refusal in refusals], **more,
    }


def answer(data: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json", status=status)
