"""A story of a pack: acts on matters one after another, each outcome held against what the story expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.matters.act import MatterAct
from hetang.matters.decide import Decision
from hetang.matters.story import Matter
from hetang.packs.files import Item
from hetang.packs.story_world import Rules, World, cast
from hetang.terms.digests import canonical, digest
from hetang.terms.expression import Unfit
from hetang.terms.ids import derived_id
from hetang.terms.quantities import convert, parse_number, unit
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

FAILS = Refusal(
    "story_fails",
    Text(
        "事例“{id}”第 {number} 步应为 {expected}，得到 {got}",
        "step {number} of the story “{id}” should give {expected}, but gives {got}",
    ),
    Text("{got}，或改正的种类", "{got}, or a corrected kind"),
)
NO_MATTER = Text("还没有这个事项", "no such matter yet")


@dataclass(frozen=True, slots=True)
class Told:
    """How a story went; `refusal` at the first step that went otherwise."""

    id: str
    kind: str
    at: str
    steps: int
    refusal: Refusal | None = None

    @property
    def holds(self) -> bool:
        return self.refusal is None

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "kind": self.kind, "at": self.at, "steps": self.steps, "holds": self.holds}


@dataclass
class Player:
    """One story in its world; `last` is the matter of the act before, `names` those given at openings."""

    story: Mapping[str, Any]
    world: World
    last: str = ""

    def play(self) -> Iterator[tuple[int, Text, Text]]:
        """Every step that went otherwise: its index, what was expected, what came."""
        for index, step in enumerate(self.story["acts"]):
            try:
                yield from ((index, expected, got) for expected, got in self._step(index, step))
            except Unfit as fault:
                yield index, Text("一个结果", "an outcome"), Text(str(fault), str(fault))

    def _step(self, index: int, step: Mapping[str, Any]) -> Iterator[tuple[Text, Text]]:
        wanted = step.get("expect", {})
        expected: Mapping[str, Any] = {"step": wanted} if isinstance(wanted, str) else wanted
        if "until" in step:
            self.world.tick(date.fromisoformat(step["until"]))
            done: list[Decision] | list[Refusal] = []
            self.last = self._matter(step) or self.last
        elif "verify" in step:
            self.last = self._matter(step) or self.last
            self.world.tick(date.fromisoformat(step["on"]))
            self.world.verify(self.last, step["verify"], derived_id(self.story["id"], str(index)))
            done = []
        else:
            act = self._act(index, step)
            self.last = act.matter
            done = self.world.accept(act)
        yield from self._differences(expected, done, step)

    def _act(self, index: int, step: Mapping[str, Any]) -> MatterAct:
        kind, dot, name = step["act"].rpartition(".")
        opens = bool(dot)
        matter = step.get("matter", kind) if opens else self._matter(step) or self.last
        state = self.world.matters.get(matter)
        of = kind if opens else state.kind if state is not None else self.story["kind"]
        fields, sealed = self._fields(of, step)
        return MatterAct(
            id=derived_id("story", self.story["id"], str(index)),
            kind=of,
            matter=matter,
            act=name,
            happened_on=date.fromisoformat(step["on"]),
            person=step["by"],
            organisation=step.get("of", ""),
            with_=step.get("with"),
            for_=step.get("for"),
            fields=fields,
            sealed=sealed,
            evidence=tuple(step.get("evidence", ())),
            parent=self._named(step["parent"]) if "parent" in step else None,
            note=step.get("note"),
            sets=step.get("sets", {}),
        )

    def _fields(self, kind: str, step: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """Values as a form sends them; of personal ones the commitment alone."""
        declared = self.world.rules.kinds.on(kind, date.fromisoformat(step["on"]))
        fields: dict[str, Any] = {}
        sealed: dict[str, str] = {}
        for id, value in step.get("fields", {}).items():
            own = declared.fields.get(id) if declared is not None else None
            if own is not None and own.personal:
                sealed[id] = digest(canonical([id, value]))
            elif own is not None and own.type == "matter":
                fields[id] = self._named(str(value)) or value
            else:
                fields[id] = value if isinstance(value, bool) or value is None else str(value)
        return fields, sealed

    def _matter(self, step: Mapping[str, Any]) -> str | None:
        return self._named(step["matter"]) if "matter" in step else None

    def _named(self, name: str) -> str | None:
        """A matter by the name given at its opening, else the latest of the kind of that name."""
        if name in self.world.matters:
            return name
        return next((id for id, matter in reversed(self.world.matters.items()) if matter.kind == name), name)

    def _differences(
        self, expected: Mapping[str, Any], done: list[Decision] | list[Refusal], step: Mapping[str, Any]
    ) -> Iterator[tuple[Text, Text]]:
        refusals = [one for one in done if isinstance(one, Refusal)]
        decisions = [one for one in done if isinstance(one, Decision)]
        if "refused" in expected:
            yield from _refused(expected, refusals, self.world.matters.get(self.last))
            return
        if refusals:
            zh, en = (f"{r.code}：{r.says.zh}" for r in refusals), (f"{r.code}: {r.says.en}" for r in refusals)
            yield _said(expected.get("step", "accepted")), Text("；".join(zh), "; ".join(en))
            return
        matter = self.world.matters.get(self.last)
        if matter is None:
            yield _said(expected.get("step", "")), NO_MATTER
            return
        if expected.get("step", matter.step) != matter.step:
            yield _said(expected["step"]), _said(matter.step)
        for id, day in expected.get("clocks", {}).items():
            running = matter.clocks.get(id)
            got = None if running is None else running.legal or running.target
            if (None if got is None else str(got)) != day:
                yield _said(f"{id} {day}"), _said(f"{id} {got}")
        yield from self._outcomes(expected, decisions, step)

    def _outcomes(
        self, expected: Mapping[str, Any], decisions: list[Decision], step: Mapping[str, Any]
    ) -> Iterator[tuple[Text, Text]]:
        if "facts" in expected:
            rows = [row for decision in decisions for row in decision.facts]
            left = list(rows)
            for fact in expected["facts"]:
                found = next((row for row in left if self._same(fact, row)), None)
                if found is not None:
                    left.remove(found)
            if left or len(rows) != len(expected["facts"]):
                yield _said(_facts(expected["facts"])), _said(_facts(rows))
        if "opens" in expected:
            opened = sorted(one.matter.kind for one in decisions[1:] if one.body.get("opened"))
            if opened != sorted(expected["opens"]):
                yield _said(" ".join(expected["opens"])), _said(" ".join(opened) or "—")
        if "tells" in expected:
            told = self.world.told([tell for one in decisions for tell in one.tells], date.fromisoformat(step["on"]))
            if not set(expected["tells"]) <= told:
                yield _said(" ".join(expected["tells"])), _said(" ".join(sorted(told)) or "—")

    def _same(self, fact: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
        measure = self.world.rules.definitions.measures.get(fact["measure"])
        symbol = fact.get("unit", measure.unit if measure is not None else row["unit"])
        values = parse_number(str(fact["value"])), parse_number(str(row["value"]))
        if row["measure"] != fact["measure"] or None in values or unit(symbol) is None:
            return False
        dims = {key: str(value) for key, value in fact.get("dims", {}).items()}
        return (
            convert(values[1], row["unit"], symbol) == values[0]  # type: ignore[arg-type]
            and all((row.get("dims") or {}).get(key) == value for key, value in dims.items())
            and all(fact[key] == row.get(key) for key in ("happened_on", "place") if key in fact)
        )


def _refused(
    expected: Mapping[str, Any], refusals: list[Refusal], matter: Matter | None
) -> Iterator[tuple[Text, Text]]:
    code, because = expected["refused"], expected.get("because", "")
    wanted = _said(f"{code} {because}".strip())
    if not refusals:
        yield wanted, _said(matter.step if matter is not None else "accepted")
        return
    fitting = [r for r in refusals if r.code == code]
    said = [f"{r.says.zh} {r.says.en} {r.accepts.zh} {r.accepts.en}" for r in fitting]
    if not any(because in text for text in said):
        yield (
            wanted,
            Text(
                "；".join(f"{r.code}：{r.says.zh}" for r in refusals),
                "; ".join(f"{r.code}: {r.says.en}" for r in refusals),
            ),
        )


def _said(text: Any) -> Text:
    return Text(str(text), str(text))


def _facts(rows: Any) -> str:
    told = []
    for row in rows:
        dims = ", ".join(f"{key} {value}" for key, value in sorted((row.get("dims") or {}).items()))
        told.append(f"{row['measure']} {row['value']}" + (f" ({dims})" if dims else ""))
    return "; ".join(told) or "—"


def tell_story(item: Item, rules: Rules) -> Told:
    """Plays a story whose item has passed its schema; the first step that goes otherwise is its refusal."""
    story = item.data
    player = Player(story, World(rules, cast(story, rules.roles)))
    for index, expected, got in player.play():
        refusal = FAILS.filled(id=story["id"], number=index + 1, expected=expected, got=got)
        return Told(story["id"], story["kind"], item.at(), len(story["acts"]), refusal.placed(item.at("acts", index)))
    return Told(story["id"], story["kind"], item.at(), len(story["acts"]))
