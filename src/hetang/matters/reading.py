"""Reads kinds from a pack's plain data: frozen declarations with every expression parsed, or every error at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from hetang.matters.builtin import builtin_acts
from hetang.matters.kinds import (
    AUTHORITIES,
    Act,
    Field,
    Kind,
    Kinds,
    Overlap,
    Plan,
    Step,
)
from hetang.matters.measures import Measure
from hetang.matters.reading_acts import ActReader
from hetang.matters.reading_clocks import ClockReader
from hetang.matters.reading_fields import FieldReader
from hetang.matters.surroundings import Outline, Surroundings
from hetang.terms.findings import Findings, pointer
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

KIND_KEYS = (
    "id", "since", "until", "source", "name", "purpose", "authority", "parents", "parent_required", "sees", "sealed", "title",
    "yields_nothing", "fields", "steps", "acts", "clocks", "plan", "overlaps", "agenda", "note",
)  # fmt: skip
STEP_KEYS = ("id", "name", "owner", "side", "end")
PLAN_KEYS = ("measure", "total", "from", "to", "points", "when", "where")


def parse_kinds(
    data: Any, measures: Mapping[str, Measure], roles: Collection[str], rules: Collection[str] | None = None
) -> Kinds | list[Refusal]:
    """`data`: {"kinds": [...]}, since and source of the file already in each item; `at` of a refusal is a JSON pointer."""
    notes = Findings()
    root = notes.mapping(data, "") or {}
    nodes = notes.listing(root.get("kinds"), "/kinds")
    outlines: dict[str, Outline] = {}
    for node in nodes:
        if isinstance(node, Mapping) and isinstance(node.get("id"), str):
            outlines[node["id"]] = outlines.get(node["id"], Outline()).joined(Outline.of(node))
    around = Surroundings(notes, outlines, measures, roles, rules)
    versions: dict[str, list[Kind]] = {}
    for i, node in enumerate(nodes):
        kind = _KindReader(around, node, pointer("/kinds", i)).read()
        if kind is None:
            continue
        if any(other.since == kind.since for other in versions.get(kind.id, ())):
            zh, en = f"{kind.id} 在 {kind.since} 有两版", f"{kind.id} has two versions of {kind.since}"
            notes.say(pointer("/kinds", i, "since"), "twice", zh, en, "another since")
        versions.setdefault(kind.id, []).append(kind)
    if notes.refusals:
        return notes.refusals
    return Kinds({id: tuple(sorted(of, key=lambda kind: kind.since)) for id, of in versions.items()})


class _KindReader:
    """One version of one kind."""

    def __init__(self, around: Surroundings, node: Any, at: str) -> None:
        self.around, self.notes, self.node, self.at = around, around.notes, node, at
        self.own = Outline.of(node)
        self.names = around.names(self.own)

    def read(self) -> Kind | None:
        notes, at = self.notes, self.at
        found = notes.mapping(self.node, at)
        id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
        if found is None or id is None:
            return None
        notes.only(found, KIND_KEYS, at)
        since = notes.day(found.get("since"), pointer(at, "since"))
        if since is None and found.get("since") is None:
            notes.say(at, "undated", f"{id} 没有起始日 since", f"{id} has no `since`", "since: 2016-01-01")
        fields = FieldReader(self.around, self.own, self.names).read(found, at)
        steps = self._steps(found)
        acts = self._acts(found, fields, steps)
        known_steps = self.own.steps
        kind = Kind(
            id=id,
            since=since or date.min,
            name=notes.words(found.get("name"), pointer(at, "name")),
            source=notes.words(found.get("source"), pointer(at, "source")),
            purpose=notes.words(found.get("purpose"), pointer(at, "purpose")),
            authority=notes.one_of(found.get("authority"), AUTHORITIES, pointer(at, "authority"), "government"),
            fields=fields,
            steps=steps,
            acts=acts,
            clocks=ClockReader(self.around, self.own, acts, fields).read(found.get("clocks"), pointer(at, "clocks")),
            parents=self.around.several(
                found.get("parents"), pointer(at, "parents"), self.around.kinds, "unknown_kind", "事项种类", "kind"
            ),
            parent_required=found.get("parent_required") is True,
            sees=self.around.terms(found.get("sees"), pointer(at, "sees"), ("all",)),
            sealed=found.get("sealed") is True,
            title=self._title(found),
            yields_nothing=self._words(found, "yields_nothing"),
            plans=self._plans(found),
            agenda=self.around.several(
                found.get("agenda"), pointer(at, "agenda"), known_steps, "unknown_step", "步骤", "step"
            ),
            overlaps=self._overlaps(found),
            until=notes.day(found.get("until"), pointer(at, "until")),
            json=dict(found),
        )
        if kind.sealed and found.get("sees") is None:
            zh, en = f"密封的 {id} 要写明谁看得见", f"the sealed {id} must say who sees it"
            notes.say(at, "sealed_sees_all", zh, en, "sees: [handler, …]")
        return kind

    def _words(self, node: Mapping[str, Any], key: str) -> Text | None:
        return self.notes.words(node[key], pointer(self.at, key)) if key in node else None

    def _title(self, found: Mapping[str, Any]) -> str:
        title = found.get("title", "title")
        if "title" in found:
            self.around.one(title, pointer(self.at, "title"), self.own.fields, "unknown_field", "栏目", "field")
        return title if isinstance(title, str) else "title"

    # --- steps, acts, plan ---------------------------------------------------------------------------------------------

    def _steps(self, found: Mapping[str, Any]) -> dict[str, Step]:
        notes, steps = self.notes, dict[str, Step]()
        for i, node in enumerate(notes.listing(found.get("steps"), pointer(self.at, "steps"))):
            at = pointer(self.at, "steps", i)
            one = notes.mapping(node, at)
            id = notes.text(one.get("id"), pointer(at, "id")) if one is not None else None
            if one is None or id is None:
                continue
            notes.only(one, STEP_KEYS, at)
            if id in steps:
                notes.say(at, "twice", f"步骤 {id} 重复", f"the step {id} stands twice", "one")
            owner = self.around.term(one["owner"], pointer(at, "owner")) if "owner" in one else None
            name = notes.words(one.get("name", id), pointer(at, "name"))
            steps[id] = Step(id, name, owner, one.get("side") is True, one.get("end") is True)
        if not steps:
            notes.say(pointer(self.at, "steps"), "no_steps", "没有步骤", "no steps", "steps: [{id, name, owner}]")
        return steps

    def _acts(self, found: Mapping[str, Any], fields: Mapping[str, Field], steps: Mapping[str, Step]) -> dict[str, Act]:
        reader = ActReader(self.around, self.own, self.names, fields)
        acts: dict[str, Act] = {}
        for i, node in enumerate(self.notes.listing(found.get("acts"), pointer(self.at, "acts"))):
            at = pointer(self.at, "acts", i)
            act = reader.read(node, at)
            if act is not None:
                if act.id in acts:
                    self.notes.say(at, "twice", f"行为 {act.id} 重复", f"the act {act.id} stands twice", "one")
                acts[act.id] = act
        if not any(act.opens for act in acts.values()):
            zh, en = "没有立项的行为", "no act opens it"
            self.notes.say(pointer(self.at, "acts"), "nothing_opens", zh, en, "an act with opens: true")
        terms = {term for act in acts.values() for term in act.may}
        return {**acts, **{id: act for id, act in builtin_acts(terms).items() if id not in acts}}

    def _plans(self, found: Mapping[str, Any]) -> tuple[Plan, ...]:
        given, at = found.get("plan"), pointer(self.at, "plan")
        if given is None:
            return ()
        nodes = given if isinstance(given, list) else [given]
        places = [pointer(at, i) for i in range(len(nodes))] if isinstance(given, list) else [at]
        plans = (self._plan(node, place) for node, place in zip(nodes, places, strict=True))
        return tuple(plan for plan in plans if plan is not None)

    def _plan(self, node: Any, at: str) -> Plan | None:
        found = self.notes.mapping(node, at)
        if found is None:
            return None
        self.notes.only(found, PLAN_KEYS, at)
        place = pointer(at, "measure")
        measure = self.around.one(found.get("measure"), place, self.around.measures, "unknown_measure", "计量", "measure")
        said = {
            key: self.around.expression(found[key], pointer(at, key), self.names) if key in found else None
            for key in ("total", "from", "to", "when")
        }
        points = []
        for i, pair in enumerate(self.notes.listing(found.get("points"), pointer(at, "points"))):
            corner = self.notes.listing(pair, pointer(at, "points", i))
            read = [self.around.expression(one, pointer(at, "points", i, k), self.names) for k, one in enumerate(corner)]
            if len(read) == 2 and read[0] is not None and read[1] is not None:
                points.append((read[0], read[1]))
        straight = all(key in found for key in ("total", "from", "to"))
        if straight == ("points" in found):
            zh, en = "total、from、to 与 points 二者取一", "either total, from and to, or points"
            self.notes.say(at, "plan_unclear", zh, en, "{measure, total, from, to}")
        where = self.notes.mapping(found.get("where", {}), pointer(at, "where")) or {}
        return Plan(
            measure or "", said["total"], said["from"], said["to"], tuple(points), said["when"],
            {key: str(value) for key, value in where.items()},
        )  # fmt: skip

    def _overlaps(self, found: Mapping[str, Any]) -> Overlap | None:
        if "overlaps" not in found:
            return None
        at, around = pointer(self.at, "overlaps"), self.around
        node = self.notes.mapping(found["overlaps"], at) or {}
        self.notes.only(node, ("same", "from", "to"), at)
        same = around.several(node.get("same"), pointer(at, "same"), self.own.fields, "unknown_field", "栏目", "field")
        ends = [
            around.one(node.get(key), pointer(at, key), self.own.fields, "unknown_field", "栏目", "field")
            for key in ("from", "to")
        ]
        return Overlap(same, ends[0] or "", ends[1] or "")
