"""The schemas describe every key in both languages, and say what is wrong in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hetang.packs import schemas
from hetang.packs.files import KINDS
from hetang.packs.schemas import BETWEEN_LANGUAGES, faults, schema_folder

FILES = sorted(schema_folder().glob("*.schema.json"))


def test_there_is_one_schema_for_each_kind_of_file() -> None:
    names = {path.name.removesuffix(".schema.json") for path in FILES}
    assert names == {*KINDS, "pack", "records", "terms"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_schema_is_one_and_describes_every_key_in_both_languages(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    terms = json.loads((path.parent / "terms.schema.json").read_text("utf-8"))["$defs"]
    for name, described in properties(schema):
        target = described.get("$ref", "").rpartition("/")[2]
        said = described.get("description") or {**schema.get("$defs", {}), **terms}.get(target, {}).get(
            "description", ""
        )
        zh, between, en = said.partition(BETWEEN_LANGUAGES)
        assert zh and between and en, f"{path.name}: {name}"


def properties(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value.items()
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def test_the_lists_of_a_schema_are_those_that_the_reader_takes() -> None:
    for kind, lists in KINDS.items():
        schema = json.loads((schema_folder() / f"{kind}.schema.json").read_text("utf-8"))
        assert set(schema["properties"]) - {"since", "source", "subject"} == set(lists)


def test_installed_schemas_lie_beside_the_code_and_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schemas").mkdir()
    monkeypatch.setattr(schemas, "HERE", tmp_path)
    assert schema_folder() == tmp_path / "schemas"


@pytest.mark.parametrize(
    ("value", "path", "code"),
    [
        ({"places": [{"id": "a"}]}, ("places", 0, "name"), "missing_key"),
        ({"places": [{"id": 7, "name": {"zh": "a", "en": "a"}}]}, ("places", 0, "id"), "wrong_type"),
        ({"places": [{"id": "a", "name": {"zh": "a", "en": ""}}]}, ("places", 0, "name", "en"), "not_accepted"),
        ({"places": [{"id": "a", "name": {"zh": "a", "en": "a"}, "at": ["1"]}]}, ("places", 0, "at"), "wrong_count"),
        ({"place": []}, ("place",), "unknown_key"),
        ([], (), "wrong_type"),
    ],
)
def test_a_fault_has_its_path_and_its_code(value: Any, path: tuple[str | int, ...], code: str) -> None:
    assert [(at, refusal.code) for at, refusal in faults("places", value)] == [(path, code)]


def test_of_several_forms_the_fitting_one_is_explained() -> None:
    (fault,) = faults(
        "measures", {"measures": [{"id": "a", "name": {"zh": "a", "en": "a"}, "unit": "个", "dims": [{"nam": 1}]}]}
    )[:1]
    assert fault[0][:4] == ("measures", 0, "dims", 0) and fault[1].code in ("unknown_key", "missing_key")


def test_a_number_where_text_is_wanted_is_told_about_quotes() -> None:
    ((_, refusal),) = faults("places", {"places": [{"id": 360203, "name": {"zh": "a", "en": "a"}}]})
    assert "quotes" in refusal.accepts.en and "引号" in refusal.accepts.zh
