"""A program that calls the interface, signed in by a bearer token; every answer is held against the description."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.test import Client
from jsonschema import Draft202012Validator

from hetang.office.actions.make_sign_in_link import make_sign_in_link
from hetang.web.api.urls import api

PROBLEM = "application/problem+json"


@cache
def described() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return document


@dataclass(frozen=True)
class Caller:
    client: Client
    token: str | None

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self._held("get", path, self.client.get(path, query, headers=self._headers()))

    def post(self, path: str, data: Any, content_type: str = "application/json", query: str = "") -> HttpResponse:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        where = f"{path}?{query}" if query else path
        return self._held("post", path, self.client.post(where, body, content_type=content_type, headers=self._headers()))

    def delete(self, path: str) -> HttpResponse:
        return self._held("delete", path, self.client.delete(path, headers=self._headers()))

    def json(self, path: str, **query: Any) -> Any:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def act(self, act: Any) -> Any:
        return self.post("/api/acts", act)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _held(self, method: str, path: str, answer: HttpResponse) -> HttpResponse:
        conforms(method, path, answer)
        return answer


def signed_in(person: str) -> Caller:
    link = make_sign_in_link(person)
    answer = nobody().post("/api/sessions", {"link": link})
    assert answer.status_code == 201, answer.content
    assert answer.json()["person"] == person
    return Caller(Client(), answer.json()["token"])


def nobody() -> Caller:
    return Caller(Client(), None)


def conforms(method: str, path: str, answer: HttpResponse) -> None:
    """The status, the media type and the body are as /api/openapi.json says of this call."""
    operation = _operation(path)[method]
    said = operation["responses"].get(str(answer.status_code))
    assert said is not None, (method, path, answer.status_code, answer.content[:300])
    if "content" not in said:
        assert answer.content == b""
        return
    ((media_type, body),) = said["content"].items()
    assert answer["Content-Type"] == media_type, answer["Content-Type"]
    schema = {**body["schema"], "components": described()["components"]}
    faults = [f"{fault.json_path}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(json.loads(answer.content))]
    assert not faults, (path, faults[:5])


def _operation(path: str) -> dict[str, Any]:
    parts = path.split("/")
    for known, operations in sorted(described()["paths"].items()):   # a fixed word before a parameter: "{" sorts after letters
        wanted = known.split("/")
        if len(wanted) == len(parts) and all(a == b or a.startswith("{") for a, b in zip(wanted, parts, strict=True)):
            found: dict[str, Any] = operations
            return found
    raise AssertionError(f"{path} is not described")
