"""Rows that tell of acts on matters: each act with the facts that it must yield.

A row that corrects, repeats, or was rejected or is disputed moved nothing: its facts are taken for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hetang.matters.measures import Measure, repeat_key
from hetang.packs.cells import Cells, Faults
from hetang.packs.mappings import ActRule, Cell, Mapping
from hetang.terms.ids import derived_id
from hetang.terms.words import Text

Row = dict[str, Any]
Told = tuple[int, Row, int]  # the fact's index, the fact, the place of its rule in the mapping
Read = Callable[[Sequence[str], Faults], Any]

MATTER = Text("事项编号", "the number of a matter")


class Deeds:
    """The acts of one mapping, made ready for the rows of one sheet."""

    def __init__(self, compiler: Cells, mapping: Mapping) -> None:
        self._mapping = mapping
        self._measures: list[Measure] = [compiler.around.measures[rule.measure] for rule in mapping.facts]
        self._read = [_act(compiler, mapping.id, position, rule) for position, rule in enumerate(mapping.acts)]
        self._keys: set[str] = set()

    def of(
        self, number: str, row: Sequence[str], told: Sequence[Told], judgements: Sequence[Row], faults: Faults
    ) -> tuple[list[Row], set[int]]:
        """The acts that a row tells of, and the indexes of the facts that come by them."""
        moved_nothing = self._moved_nothing(told, judgements)
        acts: list[Row] = []
        yielded: set[int] = set()
        for rule, read in zip(self._mapping.acts, self._read, strict=True):
            own = [one for one in told if rule.act in self._mapping.facts[one[2]].of and one[0] not in yielded]
            if own and moved_nothing:
                continue
            if not own and any(rule.act in fact.of for fact in self._mapping.facts):
                continue  # the row has none of the facts that the act would yield
            act = read(number, row, faults)
            if act is not None:
                acts.append({**act, "expects": [fact for _, fact, _ in own]})
                yielded.update(index for index, _, _ in own)
        return acts, yielded

    def _moved_nothing(self, told: Sequence[Told], judgements: Sequence[Row]) -> bool:
        last = {one["fact"]: one["judgement"] for one in judgements}
        found = any(fact["corrects"] or last.get(fact["id"]) in ("rejected", "disputed") for _, fact, _ in told)
        keys = {key for _, fact, position in told if (key := repeat_key(self._measures[position], fact)) is not None}
        repeats = not keys.isdisjoint(self._keys)
        if not found:
            self._keys |= keys
        return found or repeats


def _act(compiler: Cells, mapping: str, position: int, rule: ActRule) -> Callable[[str, Sequence[str], Faults], Row | None]:
    cells = rule.cells
    matter = compiler.text(cells["matter"], MATTER)
    day = compiler.day(cells.get("happened_on"), needed=True)
    organisation = compiler.organisation(cells.get("organisation"), needed=True)
    evidence = compiler.evidence(cells.get("evidence"))
    optional: list[tuple[str, Read]] = [(name, compiler.text(cells[name], None)) for name in ("parent", "note") if name in cells]
    if "by" in cells:
        optional.append(("recorded_by", compiler.person(cells["by"])))
    if "known_at" in cells:
        optional.append(("known_at", compiler.day(cells["known_at"], needed=False)))
    fields = [(name, _field(compiler, cell)) for name, cell in rule.fields.items()]
    at = compiler.index(rule.when.column) if rule.when is not None else -1
    met = rule.when.met if rule.when is not None else bool

    def read(number: str, row: Sequence[str], faults: Faults) -> Row | None:
        if at >= 0 and not met(row[at].strip()):
            return None
        act: Row = {
            "id": derived_id(mapping, number, rule.act, str(position)),
            "act": rule.act,
            "matter": matter(row, faults),
            "happened_on": day(row, faults),
            "recorded_for": organisation(row, faults),
            "evidence": evidence(row, faults),
            "fields": {name: said for name, value in fields if (said := value(row, faults)) is not None},
        }
        act.update((name, said) for name, value in optional if (said := value(row, faults)) is not None)
        return act

    return read


def _field(compiler: Cells, cell: Cell) -> Read:
    """A date where the cell says how one is written, else its text."""
    return compiler.day(cell, needed=False) if cell.formats else compiler.text(cell, None)
