"""Finishes the OpenAPI document: problems in their media type, every fault that any call may meet, examples, security."""

from typing import Any

from hetang.web.api.act_shapes import Act
from hetang.web.api.problems import MEDIA_TYPE
from hetang.web.api.shapes import Problem

DESCRIPTION = """\
Acts are accepted into the ledger or refused with a reason; everything read is computed from the ledger.

A call is signed in by a bearer token: POST /api/sessions exchanges a one-time sign-in link for one. A browser that is signed in
at the desk may call with its cookie and the header X-CSRFToken. Refusals are application/problem+json with `code`, `says` and
`accepts` in Chinese and English, and `at`. Lists hold at most fifty rows; `next` of a page asks for the page after it.

能做的事要么入账，要么说明理由地不予接受；读到的一切都由账簿算出。令牌由一次性登录链接换得。列表每页至多五十行。
"""
ALWAYS = {
    "401": "The token is wrong, over, or missing where one is needed",
    "503": "No city is loaded, or the database does not answer at this moment",
}
Json = dict[str, Any]


def finished(document: Json) -> Json:
    """The document with what the routes alone do not say."""
    document["servers"] = [{"url": "/"}]
    document["info"]["license"] = {"name": "Mulan PSL v2", "identifier": "MulanPSL-2.0"}
    schemas = document["components"]["schemas"]
    schemas["Problem"] = _schema(Problem, schemas)
    _schema(Act, schemas)
    for path in document["paths"].values():
        for operation in path.values():
            _responses(operation)
    return document


def _responses(operation: Json) -> None:
    responses = {str(status): said for status, said in operation["responses"].items()}
    for status, said in ALWAYS.items():
        responses.setdefault(status, {"description": said, "content": {"application/json": {}}})
    for status, said in responses.items():
        if int(status) >= 400:
            said["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"] = dict(sorted(responses.items()))
    if operation.get("security") and operation.pop("x-anybody", False):
        operation["security"].append({})


def _schema(of: type[Any], schemas: Json) -> Json:
    described: Json = of.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(described.pop("$defs", {}))
    return described
