"""Reads the clocks of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hetang.matters.kinds import Act, Clock, End, Field, Limit
from hetang.matters.surroundings import Outline, Surroundings
from hetang.terms.findings import pointer
from hetang.terms.words import Text
from hetang.terms.workdays import Length

CLOCK_KEYS = ("id", "name", "runs", "starts", "stops", "restarts", "holds", "waits_for", "legal", "target", "ends")


class ClockReader:
    """`acts` and `fields` as they could be read; `own` knows every id that is declared."""

    def __init__(
        self, around: Surroundings, own: Outline, acts: Mapping[str, Act], fields: Mapping[str, Field]
    ) -> None:
        self.around, self.notes, self.own, self.acts, self.fields = around, around.notes, own, acts, fields

    def read(self, given: Any, at: str) -> dict[str, Clock]:
        clocks: dict[str, Clock] = {}
        for i, node in enumerate(self.notes.listing(given, at)):
            clock = self._clock(node, pointer(at, i))
            if clock is not None:
                if clock.id in clocks:
                    zh, en = f"钟 {clock.id} 重复", f"the clock {clock.id} stands twice"
                    self.notes.say(pointer(at, i), "twice", zh, en, "one")
                clocks[clock.id] = clock
        return clocks

    def _clock(self, node: Any, at: str) -> Clock | None:
        notes = self.notes
        found = notes.mapping(node, at)
        id = notes.text(found.get("id"), pointer(at, "id")) if found is not None else None
        if found is None or id is None:
            return None
        notes.only(found, CLOCK_KEYS, at)
        if ("runs" in found) == ("starts" in found):
            notes.say(at, "runs_or_starts", "runs 与 starts 二者取一", "either runs or starts", "runs: [step]")
        restarts = notes.mapping(found.get("restarts", {}), pointer(at, "restarts")) or {}
        notes.only(restarts, ("acts", "facts"), pointer(at, "restarts"))
        facts = self.around.several(
            restarts.get("facts"), pointer(at, "restarts", "facts"), self.around.measures, "unknown_measure", "计量", "measure"
        )
        clock = Clock(
            id=id,
            name=notes.words(found.get("name", id), pointer(at, "name")),
            runs=self._steps(found, "runs", at),
            starts=self._acts(found, "starts", at),
            stops=self._acts(found, "stops", at),
            restarts_acts=self._acts(restarts, "acts", pointer(at, "restarts")),
            restarts_facts=facts,
            holds=self._steps(found, "holds", at),
            waits_for=notes.words(found["waits_for"], pointer(at, "waits_for")) if "waits_for" in found else None,
            legal=self._limit(found, "legal", at),
            target=self._limit(found, "target", at),
            ends=self._ends(found, at),
        )
        if "legal" not in found and "target" not in found:
            notes.say(at, "no_limit", f"钟 {id} 没有期限", f"the clock {id} has no limit", "legal: {days: 30}, target: {workdays: 8}")
        if "legal" in found and (clock.legal is None or clock.legal.clause is None):
            zh, en = "法定期限要写条款 clause", "a legal limit names its clause"
            notes.say(pointer(at, "legal"), "limit_without_clause", zh, en, "clause: {zh, en}")
        return clock

    def _steps(self, found: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
        return self.around.several(found.get(key), pointer(at, key), self.own.steps, "unknown_step", "步骤", "step")

    def _acts(self, found: Mapping[str, Any], key: str, at: str) -> tuple[str, ...]:
        return self.around.several(found.get(key), pointer(at, key), self.own.acts, "unknown_act", "行为", "act")

    def _limit(self, found: Mapping[str, Any], key: str, at: str) -> Limit | None:
        if key not in found:
            return None
        place = pointer(at, key)
        node = self.notes.mapping(found[key], place) or {}
        self.notes.only(node, ("days", "workdays", "months", "day", "roll", "clause"), place)
        clause: Text | None = self.notes.words(node["clause"], pointer(place, "clause")) if "clause" in node else None
        if "day" in node:
            day = self.around.one(node["day"], pointer(place, "day"), self.own.fields, "unknown_field", "栏目", "field")
            field = self.fields.get(day or "")
            if field is not None and field.type != "day":
                self.notes.say(pointer(place, "day"), "not_a_day_field", f"{day} 不是日期", f"{day} is no day", "type: day")
            return Limit(None, False, clause, day)
        length = Length.of(node)
        if length is None or length.n < 1:
            zh, en = "期限要写 days、workdays、months 之一，至少 1", "one of days, workdays, months, at least 1"
            self.notes.say(place, "not_a_length", zh, en, "{days: 30}, {workdays: 8}, {months: 3}")
            return None
        if key == "target" and "roll" in node:
            zh, en = "内部目标不顺延", "an internal target does not roll"
            self.notes.say(pointer(place, "roll"), "target_rolls", zh, en, "legal: {…, roll: true}")
        return Limit(length, node.get("roll") is True and key == "legal", clause)

    def _ends(self, found: Mapping[str, Any], at: str) -> tuple[End, ...]:
        ends = []
        for i, node in enumerate(self.notes.listing(found.get("ends"), pointer(at, "ends"))):
            place = pointer(at, "ends", i)
            one = self.notes.mapping(node, place) or {}
            self.notes.only(one, ("after", "act"), place)
            after = Length.of(self.notes.mapping(one.get("after", {"days": 0}), pointer(place, "after")) or {})
            if after is None:
                zh, en = "after 要写 days、workdays、months 之一", "one of days, workdays, months"
                self.notes.say(pointer(place, "after"), "not_a_length", zh, en, "{days: 0}")
            id = self.around.one(one.get("act"), pointer(place, "act"), self.own.acts, "unknown_act", "行为", "act")
            act = self.acts.get(id or "")
            if act is not None and "clock" not in act.may:
                zh, en = f"{id} 不由时钟办", f"{id} is not the clock's"
                self.notes.say(pointer(place, "act"), "not_by_clock", zh, en, "may: [clock]")
            if act is not None and (act.needs or act.evidence is not None):
                zh, en = "时钟填不了栏目，也交不了佐证", "the clock fills no fields and brings no evidence"
                self.notes.say(pointer(place, "act"), "clock_needs", zh, en, "no needs, no evidence")
            if after is not None and id is not None:
                ends.append(End(after, id))
        return tuple(ends)
