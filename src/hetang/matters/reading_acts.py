"""Reads the acts of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hetang.matters.kinds import (
    EVIDENCE_KINDS,
    RELATIONS,
    Act,
    Evidence,
    Extension,
    Field,
    Guard,
    Onward,
    Opening,
    Served,
)
from hetang.matters.names import COUNTS
from hetang.matters.reading_facts import FactReader
from hetang.matters.surroundings import Outline, Surroundings
from hetang.terms.expression import Expression
from hetang.terms.findings import pointer
from hetang.terms.workdays import Length

ACT_KEYS = (
    "id", "name", "opens", "from", "to", "may", "needs", "may_have", "evidence", "guards", "apart", "two", "facts", "verifies",
    "rejects", "sets", "opens_matter", "acts_on", "tells", "served", "commutes", "extends", "minutes", "yearly", "people",
)  # fmt: skip
MOVING = ("to", "sets", "opens", "extends", "opens_matter", "acts_on", "verifies", "rejects")


class ActReader:
    """`own` knows every id that the kind declares, `fields` those that could be read."""

    def __init__(
        self, around: Surroundings, own: Outline, names: frozenset[str], fields: Mapping[str, Field]
    ) -> None:
        self.around, self.notes, self.own, self.names, self.fields = around, around.notes, own, names, fields
        self.personal = frozenset(id for id, field in fields.items() if field.personal)
        self.asked = frozenset(id for id, field in fields.items() if field.origin == "asked")

    def read(self, node: Any, at: str) -> Act | None:
        notes = self.notes
        found = notes.mapping(node, at)
        id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
        if found is None or id is None:
            return None
        notes.only(found, ACT_KEYS, at)
        to = None
        if "to" in found:
            to = self.around.one(found["to"], pointer(at, "to"), self.own.steps, "unknown_step", "步骤", "step")
        act = Act(
            id=id,
            name=notes.words(found.get("name", id), pointer(at, "name")),
            opens=found.get("opens") is True,
            from_=self._known(found, "from", at, self.own.steps, "unknown_step", "步骤", "step"),
            to=to,
            may=self.around.terms(found.get("may"), pointer(at, "may")),
            needs=self._known(found, "needs", at, self.asked, "unknown_field", "要填的栏目", "asked field"),
            may_have=self._known(found, "may_have", at, self.asked, "unknown_field", "要填的栏目", "asked field"),
            evidence=self._evidence(found, at),
            guards=self._guards(found, at),
            apart=self._known(found, "apart", at, self.own.acts, "unknown_act", "行为", "act"),
            two=found.get("two") is True,
            facts=FactReader(self.around, self.names, self.personal).read(found, at),
            verifies=self._known(found, "verifies", at, self.own.acts, "unknown_act", "行为", "act"),
            rejects=self._known(found, "rejects", at, self.own.acts, "unknown_act", "行为", "act"),
            sets=self._sets(found.get("sets"), pointer(at, "sets"), {*RELATIONS, *self.own.fields}),
            opens_matter=self._openings(found, at),
            acts_on=self._onward(found, at),
            tells=self.around.terms(found.get("tells"), pointer(at, "tells")),
            served=self._served(found, at),
            commutes=found.get("commutes") is True,
            extends=self._extends(found, at),
            minutes=self._count(found, "minutes", at),
            yearly=self._count(found, "yearly", at),
            people=self._count(found, "people", at),
        )
        self._check(act, found, at)
        return act

    def _check(self, act: Act, found: Mapping[str, Any], at: str) -> None:
        """What must hold within one act."""
        notes = self.notes
        if not act.may and "may" not in found:
            notes.say(at, "nobody_may", f"没写谁可“{act.id}”", f"nobody may {act.id}", "may: [owner]")
        if act.opens and act.from_:
            notes.say(pointer(at, "from"), "opens_from", "立项的行为不写 from", "an act that opens has no from", "to: step")
        if not act.commutes:
            return
        for key in MOVING:
            if key in found:
                zh, en = f"可交换的行为不能有 {key}", f"an act that commutes has no {key}"
                notes.say(pointer(at, key), "commutes_but_moves", zh, en, "no " + key)
        for i, guard in enumerate(act.guards):
            counted = sorted(name for name in guard.holds.names if name.removeprefix("parent_").startswith(COUNTS))
            if counted:
                zh, en = f"可交换的行为不能凭 {counted[0]} 判断", f"an act that commutes cannot rest on {counted[0]}"
                notes.say(pointer(at, "guards", i, "holds"), "commutes_but_counts", zh, en, "fields, day")

    def _known(
        self, found: Mapping[str, Any], key: str, at: str, known: frozenset[str], code: str, zh: str, en: str
    ) -> tuple[str, ...]:
        return self.around.several(found.get(key), pointer(at, key), known, code, zh, en)

    def _expression(self, found: Mapping[str, Any], key: str, at: str, default: str | None = None) -> Expression | None:
        given = found.get(key, default)
        return None if given is None else self.around.expression(given, pointer(at, key), self.names)

    def _count(self, found: Mapping[str, Any], key: str, at: str) -> int | None:
        given = found.get(key)
        if given is None or (isinstance(given, int) and not isinstance(given, bool) and given >= 0):
            return given
        self.notes.say(pointer(at, key), "not_a_count", f"{key} 应是整数", f"{key} is a whole number", "3")
        return None

    def _evidence(self, found: Mapping[str, Any], at: str) -> Evidence | None:
        if "evidence" not in found:
            return None
        place = pointer(at, "evidence")
        node = self.notes.mapping(found["evidence"], place) or {}
        self.notes.only(node, ("least", "kind", "decides"), place)
        least = self._count(node, "least", place)
        kind = self.notes.one_of(node.get("kind"), EVIDENCE_KINDS, pointer(place, "kind"), "document")
        decides = self.notes.words(node["decides"], pointer(place, "decides")) if "decides" in node else None
        return Evidence(1 if least is None else least, kind, decides)

    def _guards(self, found: Mapping[str, Any], at: str) -> tuple[Guard, ...]:
        guards = []
        for i, node in enumerate(self.notes.listing(found.get("guards"), pointer(at, "guards"))):
            place = pointer(at, "guards", i)
            one = self.notes.mapping(node, place)
            if one is None:
                continue
            self.notes.only(one, ("holds", "says", "accepts", "clause"), place)
            holds = self.around.expression(one.get("holds"), pointer(place, "holds"), self.names)
            for key in ("says", "accepts"):
                if key not in one:
                    zh, en = f"守则缺 {key}", f"the guard has no `{key}`"
                    self.notes.say(place, "guard_without", zh, en, key)
            said = [self.notes.words(one.get(key), pointer(place, key)) for key in ("says", "accepts")]
            clause = self.notes.words(one["clause"], pointer(place, "clause")) if "clause" in one else None
            if holds is not None:
                self.around.not_personal(self.personal, holds, pointer(place, "holds"))
                guards.append(Guard(holds, said[0], said[1], clause))
        return tuple(guards)

    # --- what follows ----------------------------------------------------------------------------------------------------

    def _sets(self, given: Any, at: str, known: set[str] | frozenset[str]) -> dict[str, Expression]:
        sets: dict[str, Expression] = {}
        for name, node in (self.notes.mapping({} if given is None else given, at) or {}).items():
            if name not in known and name not in ("organisation", "place"):
                zh, en = f"没有可设的 {name}", f"nothing is named {name}"
                self.notes.say(pointer(at, name), "unknown_set", zh, en, self.around.near(name, known))
            expression = self.around.expression(node, pointer(at, name), self.names)
            if expression is not None:
                self.around.not_personal(self.personal, expression, pointer(at, name))
                sets[name] = expression
        return sets

    def _openings(self, found: Mapping[str, Any], at: str) -> tuple[Opening, ...]:
        openings = []
        for i, node in enumerate(self.notes.listing(found.get("opens_matter"), pointer(at, "opens_matter"))):
            place = pointer(at, "opens_matter", i)
            one = self.notes.mapping(node, place) or {}
            self.notes.only(one, ("kind", "act", "when", "fields", "sets"), place)
            kinds = self.around.kinds
            kind = self.around.one(one.get("kind"), pointer(place, "kind"), kinds, "unknown_kind", "事项种类", "kind")
            child = kinds.get(kind or "", Outline())
            act = self.around.one(one.get("act"), pointer(place, "act"), child.acts, "unknown_act", "行为", "act")
            fields = self._sets(one.get("fields"), pointer(place, "fields"), child.fields)
            sets = self._sets(one.get("sets"), pointer(place, "sets"), frozenset(RELATIONS))
            if kind is not None and act is not None:
                openings.append(Opening(kind, act, self._expression(one, "when", place), fields, sets))
        return tuple(openings)

    def _onward(self, found: Mapping[str, Any], at: str) -> tuple[Onward, ...]:
        onward = []
        for i, node in enumerate(self.notes.listing(found.get("acts_on"), pointer(at, "acts_on"))):
            place = pointer(at, "acts_on", i)
            one = self.notes.mapping(node, place) or {}
            self.notes.only(one, ("matter", "act", "when", "fields"), place)
            named = frozenset({"parent", *(id for id, field in self.fields.items() if field.type == "matter")})
            matter = self.around.one(one.get("matter"), pointer(place, "matter"), named, "unknown_field", "事项栏目", "field")
            reached = self._reached(matter)
            act = self.around.one(one.get("act"), pointer(place, "act"), reached.acts, "unknown_act", "行为", "act")
            fields = self._sets(one.get("fields"), pointer(place, "fields"), reached.fields)
            if matter is not None and act is not None:
                onward.append(Onward(matter, act, self._expression(one, "when", place), fields))
        return tuple(onward)

    def _reached(self, matter: str | None) -> Outline:
        """What the other matter may declare: a parent is of one of the kinds named, a field may name any."""
        names = self.own.parents if matter == "parent" else tuple(self.around.kinds)
        reached = Outline()
        for name in names:
            reached = reached.joined(self.around.kinds.get(name, Outline()))
        return reached

    def _served(self, found: Mapping[str, Any], at: str) -> Served | None:
        if "served" not in found:
            return None
        place = pointer(at, "served")
        node = self.notes.mapping(found["served"], place) or {}
        self.notes.only(node, ("document", "remedy"), place)
        for key in ("document", "remedy"):
            if not node.get(key):
                zh, en = f"送达的文书缺 {key}", f"the paper served has no `{key}`"
                self.notes.say(place, "served_without", zh, en, key)
        said = [self.notes.words(node.get(key), pointer(place, key)) for key in ("document", "remedy")]
        return Served(said[0], said[1])

    def _extends(self, found: Mapping[str, Any], at: str) -> Extension | None:
        if "extends" not in found:
            return None
        place = pointer(at, "extends")
        node = self.notes.mapping(found["extends"], place) or {}
        self.notes.only(node, ("clock", "by", "once"), place)
        clock = self.around.one(node.get("clock"), pointer(place, "clock"), self.own.clocks, "unknown_clock", "钟", "clock")
        by = Length.of(self.notes.mapping(node.get("by", {}), pointer(place, "by")) or {})
        if by is None:
            self.notes.say(pointer(place, "by"), "not_a_length", "延长多久不明", "not a length", "{days: 30}")
        return Extension(clock, by, node.get("once") is True) if clock is not None and by is not None else None
