"""Reads the fields of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hetang.matters.kinds import FIELD_TYPES, ORIGINS, Choice, Field, Kind
from hetang.matters.names import plain_names
from hetang.matters.possible import rests_on
from hetang.matters.surroundings import Outline, Surroundings
from hetang.terms.findings import pointer
from hetang.terms.quantities import unit
from hetang.terms.words import Text
from hetang.terms.workdays import Length

FIELD_KEYS = ("id", "name", "type", "unit", "values", "from", "value", "personal", "subject", "purpose", "basis", "retention")


class FieldReader:
    """`names`: what expressions of the kind may use; a field may not take a name that means something else."""

    def __init__(self, around: Surroundings, own: Outline, names: frozenset[str]) -> None:
        self.around, self.notes, self.own, self.names = around, around.notes, own, names
        self.taken = plain_names(own.steps, own.acts, around.kinds, around.measures) - {"organisation", "place"}

    def _words(self, node: Mapping[str, Any], key: str, at: str) -> Text | None:
        return self.notes.words(node[key], pointer(at, key)) if key in node else None

    def read(self, kind: Mapping[str, Any], of: str) -> dict[str, Field]:
        fields: dict[str, Field] = {}
        for i, node in enumerate(self.notes.listing(kind.get("fields"), pointer(of, "fields"))):
            at = pointer(of, "fields", i)
            field = self._field(node, at)
            if field is None:
                continue
            if field.id in fields:
                self.notes.say(at, "twice", f"{field.id} 重复", f"{field.id} stands twice", "one")
            fields[field.id] = field
        self._no_loops(fields, of)
        return fields

    def _field(self, node: Any, at: str) -> Field | None:
        notes = self.notes
        found = notes.mapping(node, at)
        id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
        if found is None or id is None:
            return None
        notes.only(found, FIELD_KEYS, at)
        if not id.isidentifier() or id.startswith("parent_") or id in self.taken:
            zh, en = f"{id} 不能作栏目名：它另有所指", f"{id} cannot name a field: it has another meaning"
            notes.say(pointer(at, "id"), "reserved_name", zh, en, "another id")
        field = Field(
            id=id,
            name=notes.words(found.get("name", id), pointer(at, "name")),
            type=notes.one_of(found.get("type"), FIELD_TYPES, pointer(at, "type"), "text"),
            origin=notes.one_of(found.get("from"), ORIGINS, pointer(at, "from"), "asked"),
            unit=self._unit(found, at),
            values=self._choices(found, at),
            value=self.around.expression(found["value"], pointer(at, "value"), self.names) if "value" in found else None,
            purpose=self._words(found, "purpose", at),
            basis=self._words(found, "basis", at),
            retention=self._retention(found, at),
            personal=found.get("personal") is True,
            subject=notes.text(found["subject"], pointer(at, "subject")) if "subject" in found else None,
        )
        self._check_field(field, found, at)
        return field

    def _check_field(self, field: Field, found: Mapping[str, Any], at: str) -> None:
        notes = self.notes
        if (field.origin == "asked") == ("value" in found):
            zh, en = "asked 不写 value，known、derived 要写", "an asked field has no `value`, a known or derived one has"
            notes.say(at, "value_and_origin", zh, en, 'value: "…"')
        if field.type == "choice" and not field.values:
            notes.say(at, "no_values", f"{field.id} 没有选项", f"{field.id} has no values", "values: [{id, name}]")
        if not field.personal:
            return
        missing = [key for key in ("basis", "purpose", "retention", "subject") if key not in found]
        for key in missing:
            zh, en = f"个人信息 {field.id} 缺 {key}", f"the personal {field.id} has no `{key}`"
            notes.say(at, "personal_without", zh, en, key)
        if field.origin != "asked":
            notes.say(at, "personal_not_asked", "个人信息只能是 asked", "what is personal is asked", "from: asked")
        if field.subject is not None and field.subject != "matter":
            self.around.one(field.subject, pointer(at, "subject"), self.own.fields, "unknown_field", "栏目", "field")

    def _unit(self, found: Mapping[str, Any], at: str) -> str | None:
        if "unit" not in found:
            return None
        symbol = self.notes.text(found["unit"], pointer(at, "unit"))
        if symbol is not None and unit(symbol) is None:
            zh, en = f"不认识单位 {symbol}", f"unknown unit {symbol}"
            self.notes.say(pointer(at, "unit"), "unknown_unit", zh, en, "米, 平方米, 元, 人, 天, %")
        return symbol

    def _choices(self, found: Mapping[str, Any], at: str) -> tuple[Choice, ...]:
        choices = []
        for i, node in enumerate(self.notes.listing(found.get("values"), pointer(at, "values"))):
            one = self.notes.mapping(node, pointer(at, "values", i))
            id = self.notes.text(one.get("id"), pointer(at, "values", i, "id")) if one is not None else None
            if one is not None and id is not None:
                choices.append(Choice(id, self.notes.words(one.get("name", id), pointer(at, "values", i, "name"))))
        return tuple(choices)

    def _retention(self, found: Mapping[str, Any], at: str) -> Length | None:
        if "retention" not in found:
            return None
        node = self.notes.mapping(found["retention"], pointer(at, "retention")) or {}
        years = node.get("years")
        if isinstance(years, int) and not isinstance(years, bool) and years > 0:
            return Length(12 * years, "months")
        length = Length.of(node)
        if length is None:
            self.notes.say(pointer(at, "retention"), "not_a_length", "保存多久不明", "not a length", "{years: 10}")
        return length

    def _no_loops(self, fields: Mapping[str, Field], of: str) -> None:
        """A field that is worked out may not rest on itself."""
        probe = Kind("", date.min, Text("", ""), Text("", ""), Text("", ""), "", fields, {}, {})
        for i, field in enumerate(fields.values()):
            if field.value is not None and field.id in rests_on(probe, field.value.names):
                zh, en = f"{field.id} 由自身算得", f"{field.id} rests on itself"
                self.notes.say(pointer(of, "fields", i, "value"), "loop", zh, en, "other names")
