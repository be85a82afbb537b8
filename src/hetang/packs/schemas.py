"""The JSON Schemas of the pack files, and what they say of a value in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path as Folder
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from hetang.packs.yaml_text import Path
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

HERE = Folder(__file__).parent
BETWEEN_LANGUAGES = " — "  # a description is "中文 — English"

UNKNOWN_KEY = Refusal(
    "unknown_key", Text("没有“{key}”这个键", "there is no key “{key}” here"), Text("{keys}", "{keys}")
)
MISSING_KEY = Refusal("missing_key", Text("缺少“{key}”", "“{key}” is missing"), Text("{wanted}", "{wanted}"))
WRONG_TYPE = Refusal(
    "wrong_type", Text("“{key}”的值是{found}", "the value of “{key}” is {found}"), Text("{wanted}", "{wanted}")
)
NOT_ACCEPTED = Refusal(
    "not_accepted", Text("“{key}”的值“{value}”不成立", "“{key}” cannot be “{value}”"), Text("{wanted}", "{wanted}")
)
WRONG_COUNT = Refusal(
    "wrong_count", Text("“{key}”的项数不对", "“{key}” holds too few or too many items"), Text("{wanted}", "{wanted}")
)
ONE_OF_TWO = Refusal(
    "one_of_two",
    Text("{choices} 中须写且只写一个", "exactly one of {choices} must be given"),
    Text("{choices}", "{choices}"),
)

TYPES = {
    "object": Text("键与值", "keys with values"),
    "array": Text("列表", "a list"),
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数", "a number"),
    "boolean": Text("true 或 false", "true or false"),
    "null": Text("空", "nothing"),
}
QUOTE = Text("；写在引号里即成文字", "; in quotes it becomes text")

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date")
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or parse_day(value) is not None


def schema_folder() -> Folder:
    """Installed: beside this file; in a source checkout: `docs/packs`."""
    installed = HERE / "schemas"
    return installed if installed.is_dir() else HERE.parents[2] / "docs" / "packs"


@lru_cache(maxsize=1)
def _registry() -> Registry[Any]:
    contents = {path.name: json.loads(path.read_text("utf-8")) for path in schema_folder().glob("*.schema.json")}
    resources = ((name, DRAFT202012.create_resource(schema)) for name, schema in contents.items())
    registry: Registry[Any] = Registry().with_resources(resources)
    return registry.crawl()


@lru_cache(maxsize=32)
def validator(kind: str) -> Draft202012Validator:
    name = f"{kind}.schema.json"
    return Draft202012Validator({"$ref": name}, registry=_registry(), format_checker=FORMATS)


def faults(kind: str, value: Any) -> list[tuple[Path, Refusal]]:
    """Everything in which a file's value differs from its kind's schema, each with its path."""
    found = [fault for error in validator(kind).iter_errors(value) for fault in _told(error, ())]
    return list(dict.fromkeys(found))


def _told(error: ValidationError, above: Path) -> Iterator[tuple[Path, Refusal]]:
    path = (*above, *error.path)
    key = next((step for step in reversed(path) if isinstance(step, str)), "·")
    schema: Any = error.schema
    rule: Any = error.validator_value
    given: Any = error.instance
    wanted = _wanted(schema)
    match error.validator:
        case "additionalProperties":
            known = schema.get("properties", {})
            for extra in given:
                if extra not in known:
                    yield (*path, extra), UNKNOWN_KEY.filled(key=extra, keys="、".join(known))
        case "required":
            described = schema.get("properties", {})
            for missing in rule:
                if missing not in given:
                    told = MISSING_KEY.filled(key=missing, wanted=_wanted(described.get(missing, {}), missing))
                    yield (*path, missing), told
        case "type":
            yield path, _wrong_type(key, given, [rule] if isinstance(rule, str) else rule, wanted)
        case "anyOf":
            yield from _best_branch(error, path, key, wanted)
        case "oneOf":
            choices = "、".join(name for branch in rule for name in branch.get("required", ()))
            yield path, ONE_OF_TWO.filled(choices=choices)
        case "minItems" | "minProperties" | "maxItems":
            yield path, WRONG_COUNT.filled(key=key, wanted=wanted)
        case "enum" | "const":
            choices = " | ".join(map(str, rule if isinstance(rule, list) else [rule]))
            yield path, NOT_ACCEPTED.filled(key=key, value=_shown(given), wanted=Text(choices, choices))
        case _:
            yield path, NOT_ACCEPTED.filled(key=key, value=_shown(given), wanted=wanted)


def _best_branch(error: ValidationError, path: Path, key: str, wanted: Text) -> Iterator[tuple[Path, Refusal]]:
    """Of several forms the one whose outermost type fits the value; where none does, all are named."""
    branches: dict[int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(int(inner.schema_path[0]), []).append(inner)
    fitting = [inner for inner in branches.values() if not any(e.validator == "type" and not e.path for e in inner)]
    if len(fitting) == 1:
        for inner_error in fitting[0]:
            yield from _told(inner_error, path)
    else:
        yield path, NOT_ACCEPTED.filled(key=key, value=_shown(error.instance), wanted=wanted)


def _wrong_type(key: str, given: object, names: list[str], wanted: Text) -> Refusal:
    types = [TYPES[name] for name in names]
    said = Text("或".join(type.zh for type in types), " or ".join(type.en for type in types))
    full = Text(f"{said.zh}：{wanted.zh}", f"{said.en}: {wanted.en}") if wanted.zh else said
    if "string" in names and isinstance(given, (int, bool)):
        full = Text(full.zh + QUOTE.zh, full.en + QUOTE.en)
    return WRONG_TYPE.filled(key=key, found=_type_of(given), wanted=full)


def _type_of(value: object) -> Text:
    if value is None:
        return Text("空的", "empty")
    if isinstance(value, bool):
        return Text("true 或 false", "true or false")
    names = {dict: "object", list: "array", str: "string", int: "integer"}
    return TYPES[names.get(type(value), "string")]


def _wanted(schema: Any, key: str = "") -> Text:
    """A schema's description in both languages."""
    said = schema.get("description", key) if isinstance(schema, dict) else key
    zh, _, en = said.partition(BETWEEN_LANGUAGES)
    return Text(zh, en or zh)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"
