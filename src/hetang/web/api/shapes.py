"""What is said of every answer in /api/openapi.json: its fields, their types, and an example."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

DAY = r"^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
Day = Annotated[str, Field(pattern=DAY, json_schema_extra={"format": "date"}, examples=["2017-04-26"])]
NAME = r"^[^\x00-\x1f\x7f]+$"
Name = Annotated[str, Field(pattern=NAME, max_length=200)]
Seq = Annotated[int, Field(ge=0, le=2**53 - 1)]


def example(value: dict[str, Any]) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [value]})


def body(schema: type[Schema], many: int | None = None) -> dict[str, Any]:
    """The description of a JSON body; `many`: one, or a list of at most so many."""
    described = schema.model_json_schema(ref_template="#/components/schemas/{model}")
    described.pop("$defs", None)
    either = described if many is None else {"oneOf": [described, {"type": "array", "items": described, "minItems": 1, "maxItems": many}]}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": either}}}}


class Words(Schema):
    """A sentence in both languages."""

    zh: str
    en: str


class Fault(Schema):
    """Why something was not accepted, and what would be."""

    code: str
    says: Words
    accepts: Words
    at: str | None


class Problem(Schema):
    """RFC 9457. The first refusal stands at the top, every one of them under `refusals`."""

    model_config = example({
        "type": "urn:hetang:refusal:changed_since", "title": "this matter has changed since", "status": 409,
        "detail": "this matter has changed since; accepted: an act that knows entry 1812", "code": "changed_since",
        "says": {"zh": "此事项此后已有变化", "en": "this matter has changed since"},
        "accepts": {"zh": "知道第 1812 条的行为", "en": "an act that knows entry 1812"}, "at": None, "refusals": [{
            "code": "changed_since", "says": {"zh": "此事项此后已有变化", "en": "this matter has changed since"},
            "accepts": {"zh": "知道第 1812 条的行为", "en": "an act that knows entry 1812"}, "at": None,
        }],
    })
    type: str
    title: str
    status: int
    detail: str
    code: str
    says: Words
    accepts: Words
    at: str | None
    refusals: list[Fault]


class Link(Schema):
    """The token of a one-time sign-in link: what follows /in/ in it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"link": "x3c…"}]})
    link: str = Field(min_length=1, max_length=200)


class Session(Schema):
    """Send the token as `Authorization: Bearer TOKEN`."""

    model_config = example({"token": "Jx0…", "person": "works-clerk-1", "expires_at": "2026-11-24T10:30:00.000000Z"})
    token: str
    person: str
    expires_at: str
