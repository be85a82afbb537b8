"""The figures of a package again, by the oracle, from the rows that are proven to stand in its ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.documents.composing import Asked
from hetang.documents.rows import Row
from hetang.figures.language import Definitions, parse_definitions
from hetang.figures.oracle import Answer, Question, answer, read_entries
from hetang.figures.shapes import Indicator, Window
from hetang.ledger.checker import read_entry
from hetang.terms.dates import Period, parse_day
from hetang.terms.quantities import fixed_text, round_to
from hetang.terms.trees import Node, Tree
from hetang.terms.wording import EXACT, Wording
from hetang.terms.words import Text

NOT_IN_FORCE = Text("该日没有这个指标", "no such indicator is in force on that day")


@dataclass(frozen=True, slots=True)
class World:
    """What definitions.json declares, and the moment at which the figures were read."""

    definitions: Definitions
    places: Tree
    organisations: Tree
    time_zone: str
    as_of: date
    known_seq: int
    alg: str


@dataclass(frozen=True, slots=True)
class Declared:
    """An indicator as it was in force: what a printed figure must agree with, whatever its facts."""

    indicator: Indicator
    definition: str

    @property
    def disclosure(self) -> str:
        return self.indicator.disclosure

    def rounded(self, exact: str | None) -> str | None:
        """As the indicator rounds; a rank between two places is rounded on both sides."""
        if exact is None:
            return None
        sides = [exact] if "-" not in exact[1:] else exact.split("-")
        places, rounding = self.indicator.decimals, self.indicator.rounding
        return "-".join(fixed_text(round_to(Fraction(side), places, rounding), places) for side in sides)


def read_world(declared: Mapping[str, Any], content: Mapping[str, Any], alg: str) -> World | Text:
    definitions = parse_definitions(declared["definitions"])
    if not isinstance(definitions, Definitions):
        return Text(
            f"定义不成立：{definitions[0].text('zh')}", f"the definitions do not stand: {definitions[0].text('en')}"
        )
    return World(
        definitions,
        _tree(declared["places"]),
        _tree(declared["organisations"]),
        declared["time_zone"],
        date.fromisoformat(content["as_of"]),
        content["head"]["size"] - 1,
        alg,
    )


def _tree(nodes: Iterable[Mapping[str, Any]]) -> Tree:
    return Tree(
        Node(
            node["id"],
            Text.of(node["name"]),
            node.get("parent"),
            node.get("kind", ""),
            parse_day(node["since"]) if node.get("since") else None,
            parse_day(node["until"]) if node.get("until") else None,
        )
        for node in nodes
    )


class Again:
    """Answers each question of the bulletin once."""

    def __init__(self, world: World, rows: Sequence[Row], entries: Sequence[bytes]) -> None:
        self.world = world
        self._seq_of = {row.row["id"]: row.seq for row in rows if row.kind == "facts.recorded"}
        self._records = read_entries(_batches(rows, entries), world.definitions, world.time_zone, world.alg)
        self._answers: dict[tuple[str, tuple[tuple[str, str], ...]], Answer | None] = {}

    def declared(self, indicator: str, question: Mapping[str, str]) -> Declared | Text:
        found = self.world.definitions.indicator(indicator, self._as_of(question))
        if found is None:
            return NOT_IN_FORCE
        return Declared(found, self.world.definitions.digest_of(found))

    def figure(self, indicator: str, question: Mapping[str, str], printed: Mapping[str, Any]) -> dict[str, Any] | Text:
        """The keys of the figure's JSON that follow from facts and definition, computed again."""
        declared, found = self.declared(indicator, question), self._answer(indicator, question)
        if isinstance(declared, Text) or found is None:
            return NOT_IN_FORCE
        window = _window(question)
        again = {
            "value": found.value,
            "exact": found.exact,
            "unit": declared.indicator.unit,
            "period": str(window or declared.indicator.window),
            "as_of": self._as_of(question).isoformat(),
            "floor": question.get("floor") or declared.indicator.floor,
            "coverage": found.coverage,
            "fact_count": len(found.fact_ids),
            "facts_digest": found.facts_digest,
            "withheld": 0,
            "ladder": found.ladder,
        }
        disputed = printed["ladder"].get("disputed")
        if disputed is None or found.ladder["disputed"] is None and Fraction(disputed) == 0:
            # Where parts do not add up nothing is printed; where no fact is disputed, nought.
            again["ladder"] = {**found.ladder, "disputed": disputed}
        return again

    def asked(self, item: Mapping[str, Any]) -> Asked:
        """What composing was answered, with name, wording and entries found again."""
        indicator, question = item["indicator"], item["question"]
        declared = self.declared(indicator, question)
        assert isinstance(declared, Declared)  # a figure without definition was refused before
        entries: tuple[int, ...] = ()
        if declared.disclosure == "open" and (found := self._answer(indicator, question)) is not None:
            entries = tuple(sorted({self._seq_of[id] for id in found.fact_ids}))
        wording = Wording.parse(declared.indicator.wording or {})
        return Asked(
            figure=item["figure"],
            name=declared.indicator.name,
            since=declared.indicator.since,
            entries=entries,
            wording=wording if isinstance(wording, Wording) else EXACT,
            disclosure=declared.disclosure,
            subtotals=item.get("subtotals", ()),
        )

    def _as_of(self, question: Mapping[str, str]) -> date:
        return date.fromisoformat(question["as_of"]) if "as_of" in question else self.world.as_of

    def _answer(self, indicator: str, question: Mapping[str, str]) -> Answer | None:
        key = (indicator, tuple(sorted(question.items())))
        if key not in self._answers:
            asked = Question(
                indicator,
                self._as_of(question),
                known_seq=self.world.known_seq,
                floor=question.get("floor"),
                place=question.get("place"),
                organisation=question.get("organisation"),
                period=_window(question),
            )
            world = self.world
            self._answers[key] = answer(
                asked, world.definitions, world.places, world.organisations, self._records, world.alg
            )
        return self._answers[key]


def _window(question: Mapping[str, str]) -> Window | None:
    period = Period.parse(question["period"]) if "period" in question else None
    return Window.of(period) if isinstance(period, Period) else None


def _batches(
    rows: Sequence[Row], entries: Sequence[bytes]
) -> Iterable[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]:
    held: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        held.setdefault(row.seq, []).append(row.row)
    for seq, of_entry in held.items():
        entry = read_entry(entries[seq])
        if entry is not None:
            yield entry, of_entry
