"""A small world in memory in which a story is played: its cast, its matters, its facts, and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.authority.authority import Authority
from hetang.authority.establishment import Establishment, Post
from hetang.authority.grants import Grant, Grants, Holding
from hetang.figures.language import Definitions
from hetang.figures.shapes import RuleBook
from hetang.matters.act import MatterAct
from hetang.matters.decide import Decision, Now, Tell, Yielded, decide, due, restart
from hetang.matters.kinds import Kinds
from hetang.matters.measures import Row
from hetang.matters.story import Matter
from hetang.terms.quantities import convert, parse_number
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text
from hetang.terms.workdays import Calendar

ALWAYS = date(1900, 1, 1)
SEAT = "seat_of_"  # everybody sits somewhere in their organisation


@dataclass(frozen=True, slots=True)
class Rules:
    """What a pack gives to every story."""

    definitions: Definitions
    kinds: Kinds
    calendar: Calendar
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it was yielded: by which act of which matter, and how it stands."""

    row: Row
    act: str
    status: str = "reported"


@dataclass
class World:
    """`matters` in the order in which they were opened; what is refused leaves it as it was."""

    rules: Rules
    establishment: Establishment
    matters: dict[str, Matter] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    seq: int = 0

    def accept(self, act: MatterAct) -> list[Decision] | list[Refusal]:
        """The act and all that follows from it, or every refusal."""
        before = dict(self.matters), dict(self.facts), self.seq
        done = self._accept(act)
        if isinstance(done, list) and done and isinstance(done[0], Refusal):
            self.matters, self.facts, self.seq = before
        return done

    def _accept(self, act: MatterAct) -> list[Decision] | list[Refusal]:
        matter = self.matters.get(act.matter)
        if act.clock is None and not act.handed:
            self.tick(act.happened_on)
            matter = self.matters.get(act.matter)
        decision = decide(matter, act, self.now(matter, act))
        if isinstance(decision, list):
            return decision
        done = [decision]
        self.seq += 1
        self.matters[decision.matter.id] = decision.matter
        for row in decision.facts:
            self.facts[row["id"]] = Fact(row, act.act)
        for row in decision.judgements:
            self.facts[row["fact"]] = replace(self.facts[row["fact"]], status=row["judgement"])
        self._restart([row["fact"] for row in decision.judgements if row["judgement"] == "verified"], act.id)
        for further in decision.follow:
            more = self._accept(replace(further, handed=True))
            if more and isinstance(more[0], Refusal):
                return more
            done += more  # type: ignore[arg-type]
        return done

    def verify(self, matter: str, act: str, cause: str) -> None:
        """The facts that an act yielded, and that nobody has judged, become verified."""
        ids = [id for id, fact in self.facts.items() if fact.row["matter"] == matter and fact.act == act]
        ids = [id for id in ids if self.facts[id].status == "reported"]
        for id in ids:
            self.facts[id] = replace(self.facts[id], status="verified")
        self._restart(ids, cause)

    def tick(self, upto: date) -> None:
        """Every act of the clock whose deadline lies before a day, in the order of deadlines."""
        while True:
            found = [
                act
                for matter in self.matters.values()
                if (act := due(matter, self.rules.kinds, upto, self.rules.calendar)) is not None
            ]
            if not found:
                return
            act = min(found, key=lambda one: (one.happened_on, one.matter))
            if not isinstance(self._accept(act)[0], Decision):
                return

    def _restart(self, verified: list[str], cause: str) -> None:
        """Clocks that begin anew with verified facts."""
        days: dict[str, dict[str, date]] = {}
        for id in verified:
            row = self.facts[id].row
            on = date.fromisoformat(row["happened_on"])
            of = days.setdefault(row["matter"], {})
            of[row["measure"]] = max(on, of.get(row["measure"], on))
        for matter, measures in days.items():
            state = self.matters.get(matter)
            act = None if state is None else restart(state, measures, self.rules.kinds, self.rules.calendar, cause)
            if act is not None and state is not None:
                decision = decide(state, act, self.now(state, act))
                if isinstance(decision, Decision):
                    self.seq += 1
                    self.matters[matter] = decision.matter

    def now(self, matter: Matter | None, act: MatterAct) -> Now:
        """All that a decision may look at."""
        above = self._above(act.parent if matter is None else matter.parent)
        own = [fact for fact in self.facts.values() if fact.row["matter"] == act.matter]
        verified = [fact for fact in own if fact.status == "verified"]
        children: dict[str, tuple[int, int]] = {}
        for child in self.matters.values():
            if child.parent == act.matter:
                alive, all_of = children.get(child.kind, (0, 0))
                children[child.kind] = (alive + (not child.closed), all_of + 1)
        measures = self.rules.definitions.measures
        sums: dict[str, Fraction] = {}
        latest: dict[str, Fraction] = {}
        for fact in sorted(verified, key=lambda one: str(one.row["happened_on"])):
            measure = measures[fact.row["measure"]]
            value = convert(parse_number(str(fact.row["value"])) or Fraction(0), fact.row["unit"], measure.unit)
            if isinstance(value, Fraction):
                latest[measure.id] = value
                sums[measure.id] = sums.get(measure.id, Fraction(0)) + value
        return Now(
            today=act.happened_on,
            authority=Authority(self.establishment, act.happened_on),
            calendar=self.rules.calendar,
            book=RuleBook(self.rules.definitions, act.happened_on),
            organisations=self.establishment.organisations,
            places=self.establishment.places,
            kinds=self.rules.kinds,
            measures=measures,
            parent=above[0] if above else None,
            grandparents=tuple(above[1:]),
            others={id: other for id, other in self.matters.items() if id != act.matter},
            children=children,
            sums=sums,
            latest=latest,
            yielded=[self._yielded(fact) for fact in own if fact.status == "reported"],
            alike=[other for other in self.matters.values() if other.kind == act.kind and not other.closed],
            seq=self.seq + 1,
        )

    def _yielded(self, fact: Fact) -> Yielded:
        row = fact.row
        on = date.fromisoformat(row["happened_on"])
        return Yielded(row["id"], fact.act, row["measure"], row.get("by"), row["organisation"], on)

    def _above(self, id: str | None) -> list[Matter]:
        found = []
        while id is not None and id in self.matters:
            found.append(self.matters[id])
            id = self.matters[id].parent
        return found

    def told(self, tells: list[Tell], day: date) -> set[str]:
        """The persons whom a notification reaches."""
        found: set[str] = set()
        for tell in tells:
            if tell.to is None:
                found.update(self.establishment.granted(tell.term.rpartition(":")[2], day))
            elif tell.to in self.establishment.posts:
                found.update(self.establishment.holders(tell.to, day))
            elif tell.to in self.establishment.organisations:
                found.update(self.establishment.members(tell.to, day))
            else:
                found.add(tell.to)
        return found


def cast(story: Mapping[str, Any], roles: frozenset[str]) -> Establishment:
    """The organisations, places, posts, persons and grants that a story brings."""
    posts = {id: Post(id, organisation, Text(id, id)) for id, organisation in story.get("posts", {}).items()}
    holders: dict[str, list[Holding]] = {}
    grants = []
    for person, given in story["people"].items():
        seat = f"{SEAT}{person}"
        posts[seat] = Post(seat, given["of"], Text(person, person))
        for post in (seat, *given.get("posts", ())):
            holders.setdefault(post, []).append(Holding(person, ALWAYS))
        for role, over in given.get("roles", {}).items():
            scope = {"over": over} if isinstance(over, str) else over
            grants.append(
                Grant(
                    role, scope.get("over"), ALWAYS, person=person, place=scope.get("place"),
                    kinds=frozenset(scope.get("kinds", ())),
                )
            )  # fmt: skip
    return Establishment.declared(
        _tree(story["organisations"]),
        _tree(story.get("places", {})),
        posts.values(),
        Grants(tuple(grants), {post: tuple(held) for post, held in holders.items()}),
        story["people"].keys(),
        roles=roles,
    )


def _tree(given: Mapping[str, Any]) -> Tree:
    nodes = []
    for id, said in given.items():
        state = said if isinstance(said, Mapping) else {"parent": said}
        more = {"organ": state["organ"]} if "organ" in state else {}
        nodes.append(Node(id, Text(id, id), state.get("parent"), state.get("kind", ""), more=more))
    return Tree(nodes)
