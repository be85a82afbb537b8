"""What a request's body may be: JSON of a bounded size and depth, in which every text can be stored."""

import json
import re
from typing import Any, NoReturn

from django.http import HttpRequest

from hetang.terms.digests import LARGEST_INTEGER
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

MOST_BYTES = 2**20
DEEPEST = 12
_QUOTED, _BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), re.compile(r"[\[\]{}]")

TOO_LARGE = Refusal(
    "too_large", Text("请求体超过 {most} 字节", "the body is longer than {most} bytes"),
    Text("较小的请求；佐证文件经 POST /api/evidence", "a smaller body; files of evidence by POST /api/evidence"),
)
NOT_JSON = Refusal(
    "not_json", Text("请求体不是可用的 JSON：{why}", "the body is no usable JSON: {why}"),
    Text(
        f"UTF-8 的 JSON，至多 {DEEPEST} 层，整数不超过 2^53-1，文字中没有 NUL",
        f"JSON in UTF-8, at most {DEEPEST} levels deep, integers within 2^53-1, no NUL in a text",
    ),
)


class Unusable(ValueError):
    """A value that JSON allows and a ledger does not."""


def read_body(request: HttpRequest, most: int) -> bytes | Refusal:
    """The bytes, unless they are more than `most`."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if not declared.isdigit() or int(declared) > most:
        return TOO_LARGE.filled(most=most)
    data = request.read(most + 1)
    return TOO_LARGE.filled(most=most) if len(data) > most else data


def read_json(request: HttpRequest, most: int = MOST_BYTES) -> Any:
    """The value, or a refusal. Numbers with a fraction come as the text they were written as."""
    data = read_body(request, most)
    if isinstance(data, Refusal):
        return data
    try:
        return usable(data.decode("utf-8-sig"))
    except ValueError as fault:   # UnicodeDecodeError and JSONDecodeError among them
        return NOT_JSON.filled(why=str(fault)[:200].encode("ascii", "backslashreplace").decode())


def usable(text: str) -> Any:
    """The value of a JSON text that a ledger can hold; ValueError for any other."""
    if _depth(text) > DEEPEST:
        raise Unusable("too deep")
    value = json.loads(text, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_object)
    _storable(value)
    return value


def _depth(text: str) -> int:
    """How deep the brackets nest, those within texts left out."""
    deepest = level = 0
    for bracket in _BRACKET.findall(_QUOTED.sub("", text)):
        level += 1 if bracket in "[{" else -1
        deepest = max(deepest, level)
    return deepest


def _no_constant(name: str) -> NoReturn:
    raise Unusable(f"{name} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Unusable("a key stands twice in one object")
    return made


def _storable(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise Unusable("a text holds NUL")
        value.encode()   # a lone surrogate has no bytes
    elif isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > LARGEST_INTEGER:
            raise Unusable(f"an integer beyond {LARGEST_INTEGER}")
    elif isinstance(value, dict):
        for key, item in value.items():
            _storable(key)
            _storable(item)
    elif isinstance(value, list):
        for item in value:
            _storable(item)
