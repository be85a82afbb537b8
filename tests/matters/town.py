"""A small town for the tests of matters: its kinds, its people, and a clerk who lets the clock run and decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hetang.authority.authority import Authority
from hetang.authority.establishment import Establishment, Post
from hetang.authority.grants import Grant, Grants, Holding
from hetang.figures.language import Definitions, parse_definitions
from hetang.figures.shapes import RuleBook
from hetang.matters.act import MatterAct
from hetang.matters.decide import Decision, Now, Yielded, decide, due, passed_instead
from hetang.matters.kinds import Kinds
from hetang.matters.reading import parse_kinds
from hetang.matters.story import Matter, apply
from hetang.packs.yaml_text import read_yaml
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text
from hetang.terms.workdays import Calendar, parse_calendars

HERE = Path(__file__).parent
TOP = HERE.parents[1]
EPOCH = date(2015, 1, 1)
ROLES = ("crew", "inspector", "keeper", "mayor", "officer", "reader")


def day(text: str) -> date:
    return date.fromisoformat(text)


def text(word: str) -> Text:
    return Text(word, word)


@cache
def china() -> Calendar:
    found = read_yaml((TOP / "packs/base/calendars/cn.yaml").read_bytes())
    return parse_calendars(found.value["calendars"])["cn"]


@cache
def definitions() -> Definitions:
    found = parse_definitions(
        {
            "measures": [
                {"id": "repaired", "name": "修复", "unit": "平方米", "decimals": 2, "dims": [{"id": "state", "values": ["done", "late"]}]},
                {"id": "earth", "name": "土方", "unit": "立方米", "decimals": 1},
                {"id": "cleared", "name": "澄清", "unit": "人"},
            ],
            "indicators": [],
            "rules": [{"id": "least_area", "since": "2015-01-01", "source": "试", "value": "0.5"}],
        }
    )  # fmt: skip
    assert isinstance(found, Definitions), found
    return found


def raw_kinds() -> list[dict[str, Any]]:
    found = read_yaml((HERE / "town.yaml").read_bytes())
    assert not found.findings, found.findings
    return found.value["kinds"]  # type: ignore[no-any-return]


def read(kinds: list[dict[str, Any]]) -> Kinds | list[Refusal]:
    return parse_kinds({"kinds": kinds}, definitions().measures, ROLES, definitions().rules)


@cache
def town_kinds() -> Kinds:
    found = read(raw_kinds())
    assert isinstance(found, Kinds), [refusal.text("en") for refusal in found]
    return found


ORGANISATIONS = Tree(
    Node(id, text(id), parent)
    for id, parent in {
        "town": None, "works": "town", "roads": "works", "quality": "town", "discipline": "town", "finance": "town",
    }.items()
)  # fmt: skip
PLACES = Tree(Node(id, text(id), parent) for id, parent in {"town": None, "north": "town", "south": "town"}.items())


@cache
def establishment() -> Establishment:
    seats = {
        "works.head": "wei", "roads.head": "lin", "quality.one": "zhou", "quality.two": "wu", "town.mayor": "chen",
        "discipline.one": "fang", "discipline.two": "gao", "finance.one": "he", "roads.clerk": "ma", "works.clerk": "xu",
    }  # fmt: skip
    posts = [Post(id, id.split(".")[0], text(id)) for id in seats]
    grants = [
        Grant("inspector", "town", EPOCH, post="quality.one"),
        Grant("inspector", "town", EPOCH, post="quality.two"),
        Grant("crew", "roads", EPOCH, post="roads.clerk"),
        Grant("keeper", "town", EPOCH, post="town.mayor"),
        Grant("mayor", "town", EPOCH, post="town.mayor"),
        Grant("officer", "discipline", EPOCH, post="discipline.one"),
        Grant("officer", "discipline", EPOCH, post="discipline.two"),
    ]
    holders = {post: (Holding(person, EPOCH),) for post, person in seats.items()}
    return Establishment.declared(ORGANISATIONS, PLACES, posts, Grants(tuple(grants), holders))


@cache
def authority(on: date) -> Authority:
    return Authority(establishment(), on)


@dataclass
class Clerk:
    """Keeps matters and entries as the office does: the clock first, then the act, then what follows from it."""

    kinds: Kinds = field(default_factory=town_kinds)
    calendar: Calendar = field(default_factory=china)
    today: date = date(2017, 12, 31)
    matters: dict[str, Matter] = field(default_factory=dict)
    entries: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    facts: list[dict[str, Any]] = field(default_factory=list)
    judged: dict[str, str] = field(default_factory=dict)
    facts_of: dict[str, str] = field(default_factory=dict)  # fact -> act of the kind
    told: list[Any] = field(default_factory=list)
    more: Mapping[str, Any] = field(default_factory=dict)

    def now(self, matter: Matter | None, act: MatterAct | None, on: date) -> Now:
        parent_id = matter.parent if matter is not None else act.parent if act is not None else None
        parent = self.matters.get(parent_id or "")
        above = [parent] if parent is not None else []
        while above and above[-1].parent is not None:
            above.append(self.matters[above[-1].parent])
        id = matter.id if matter is not None else ""
        children: dict[str, tuple[int, int]] = {}
        for one in self.matters.values():
            if one.parent == id:
                still, every = children.get(one.kind, (0, 0))
                children[one.kind] = (still + (not one.closed), every + 1)
        yielded = [
            Yielded(f["id"], self.facts_of[f["id"]], f["measure"], f["by"], f["organisation"], day(f["happened_on"]))
            for f in self.facts if f["matter"] == id and f["id"] not in self.judged
        ]  # fmt: skip
        alike = [m for m in self.matters.values() if matter is None and act is not None and m.kind == act.kind and not m.closed]
        now = Now(
            self.today, authority(on), self.calendar, RuleBook(definitions(), on), ORGANISATIONS, PLACES, self.kinds,
            definitions().measures, parent, tuple(above[1:]), self.matters, children, {}, {}, yielded, alike, None,
            len(self.entries),
        )  # fmt: skip
        return replace(now, **self.more)

    def decide(self, act: MatterAct) -> Decision | list[Refusal]:
        matter = self.matters.get(act.matter)
        return decide(matter, act, self.now(matter, act, act.happened_on))

    def tick(self, upto: date, only: str | None = None) -> list[str]:
        """The clock's acts due before the day; the ids of those that were new."""
        done = []
        for id in [only] if only is not None else sorted(self.matters):
            while id in self.matters and (act := due(self.matters[id], self.kinds, upto, self.calendar)) is not None:
                assert act.id not in self.ids
                answer = self.take(act)
                assert isinstance(answer, Decision), answer
                done.append(act.id)
        return done

    def take(self, act: MatterAct) -> Decision | list[Refusal]:
        """One act with what follows from it, or nothing at all."""
        before = (dict(self.matters), list(self.entries), set(self.ids), list(self.facts), dict(self.judged), list(self.told))
        answer = self.decide(act)
        if isinstance(answer, list):
            return answer
        self.keep(act, answer)
        for follow in answer.follow:
            inner = self.take(follow)
            if isinstance(inner, list):
                self.matters, self.entries, self.ids, self.facts, self.judged, self.told = before
                return self.take(passed_instead(act)) if act.clock is not None else inner
        return answer

    def keep(self, act: MatterAct, answer: Decision) -> None:
        self.matters[act.matter] = answer.matter
        self.entries.append((act.id, answer.body, answer.by))
        self.ids.add(act.id)
        self.facts += answer.facts
        self.facts_of.update({row["id"]: answer.body["act"] for row in answer.facts})
        self.judged.update({row["fact"]: row["judgement"] for row in answer.judgements})
        self.told += answer.tells

    def act(self, on: str, by: str, act: str, matter: str, tick: bool = True, **more: Any) -> Decision | list[Refusal]:
        """`act` as KIND.ACT; `matter` a short name."""
        kind, _, name = act.partition(".")
        id = derived_id("test", matter)
        parent = more.pop("parent", None)
        asked = MatterAct(
            derived_id("act", str(len(self.entries)), on, by, act, matter), kind, id, name, day(on), by,
            parent=None if parent is None else derived_id("test", parent), **more,
        )  # fmt: skip
        if tick:
            self.tick(day(on), id)
        return self.take(asked)

    def matter(self, name: str) -> Matter:
        return self.matters[derived_id("test", name)]

    def replayed(self) -> dict[str, Matter]:
        """Every matter again, from the bodies of the entries alone."""
        found: dict[str, Matter] = {}
        for seq, (_, body, by) in enumerate(self.entries):
            found[body["matter"]] = apply(found.get(body["matter"]), body, by, seq)
        return found


def accepted(answer: Decision | list[Refusal]) -> Decision:
    assert isinstance(answer, Decision), [refusal.text("en") for refusal in answer]
    return answer


def codes(answer: Decision | list[Refusal]) -> list[str]:
    assert isinstance(answer, list), answer.body
    for refusal in answer:
        for lang in ("zh", "en"):
            said = refusal.text(lang)
            assert "{" not in said and "accepted: ;" not in said and said, said
        assert refusal.accepts.zh and refusal.accepts.en, refusal
    return [refusal.code for refusal in answer]
