"""Reads the facts that an act yields."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from hetang.matters.kinds import Yield
from hetang.matters.surroundings import Surroundings
from hetang.terms.expression import Expression
from hetang.terms.findings import pointer
from hetang.terms.quantities import unit, units_of
from hetang.terms.words import Text

FACT_KEYS = ("measure", "value", "unit", "happened_on", "place", "organisation", "dims", "when", "note")


class FactReader:
    """`names`: what expressions of the kind may use; `personal`: those of fields whose values they do not see."""

    def __init__(self, around: Surroundings, names: frozenset[str], personal: frozenset[str]) -> None:
        self.around, self.notes, self.names, self.personal = around, around.notes, names, personal

    def _expression(self, found: Mapping[str, Any], key: str, at: str, default: str | None = None) -> Expression | None:
        given = found.get(key, default)
        return None if given is None else self.around.expression(given, pointer(at, key), self.names)

    def read(self, found: Mapping[str, Any], at: str) -> tuple[Yield, ...]:
        facts = (
            self._fact(node, pointer(at, "facts", i))
            for i, node in enumerate(self.notes.listing(found.get("facts"), pointer(at, "facts")))
        )
        return tuple(fact for fact in facts if fact is not None)

    def _fact(self, node: Any, at: str) -> Yield | None:
        found = self.notes.mapping(node, at)
        if found is None:
            return None
        self.notes.only(found, FACT_KEYS, at)
        around = self.around
        id = around.one(found.get("measure"), pointer(at, "measure"), around.measures, "unknown_measure", "计量", "measure")
        value = around.expression(found.get("value"), pointer(at, "value"), self.names)
        happened_on = self._expression(found, "happened_on", at, "day")
        dims = self._dims(found, id, at)
        note = Text.of(found["note"]) if isinstance(found.get("note"), str | Mapping) else None
        place, organisation = self._expression(found, "place", at), self._expression(found, "organisation", at)
        when = self._expression(found, "when", at)
        for key, one in (("value", value), ("place", place), ("organisation", organisation), ("when", when)):
            if one is not None:
                self.around.not_personal(self.personal, one, pointer(at, key))
        if id is None or value is None or happened_on is None:
            return None
        symbol = self._unit(found, id, at)
        return Yield(id, value, symbol, happened_on, place, organisation, dims, when, note)

    def _unit(self, found: Mapping[str, Any], measure: str, at: str) -> str:
        declared = self.around.measures[measure]
        symbol = found.get("unit", declared.unit)
        known = unit(symbol) if isinstance(symbol, str) else None
        if known is None or known.dimension != declared.dimension:
            zh, en = f"{measure} 不能用单位 {symbol}", f"{measure} is not measured in {symbol}"
            accepts = [one.symbol for one in units_of(declared.dimension)][:12] or [declared.unit]
            self.notes.say(pointer(at, "unit"), "wrong_unit", zh, en, accepts)
        return str(symbol)

    def _dims(self, found: Mapping[str, Any], measure: str | None, at: str) -> dict[str, Expression]:
        dims: dict[str, Expression] = {}
        declared = {dim.id: dim.values for dim in self.around.measures[measure].dims} if measure is not None else {}
        for name, node in (self.notes.mapping(found.get("dims", {}), pointer(at, "dims")) or {}).items():
            place = pointer(at, "dims", name)
            if measure is not None and name not in declared:
                zh, en = f"{measure} 没有维度 {name}", f"{measure} has no dimension {name}"
                self.notes.say(place, "unknown_dim", zh, en, declared or "no dims")
            expression = self.around.expression(node, place, self.names)
            if expression is None:
                continue
            dims[name] = expression
            self.around.not_personal(self.personal, expression, place)
            for text in _texts(expression.text) if declared.get(name) else ():
                if text not in declared[name]:
                    zh, en = f"维度 {name} 没有值 {text}", f"the dimension {name} has no value {text}"
                    self.notes.say(place, "unknown_dim_value", zh, en, declared[name])
        return dims


def _texts(written: str) -> list[str]:
    """The texts that an expression can come to, where it comes to texts alone: 'a', or 'a' if … else 'b'."""
    node = ast.parse(written.strip(), mode="eval").body
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.IfExp):
            waiting += [one.body, one.orelse]
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            found.append(one.value)
    return found
