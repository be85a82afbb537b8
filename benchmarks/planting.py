"""What is planted in drafts: sentences with marks of what in them is wrong, what is right, and which verdicts are then right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from random import Random

from benchmarks import planted_sentences as say
from benchmarks.said_numbers import Said
from hetang.terms.quantities import round_to

FLAGS = frozenset(("contradicted", "rounded", "stale", "out_of_scope", "inconsistent"))
# Which verdicts are right for a class of errors; whatever is wrong with a number, its text may disagree with it as well.
RIGHT_VERDICTS: dict[str, frozenset[str]] = {
    name: frozenset(["inconsistent", *verdicts.split()])
    for name, verdicts in {
        "changed digit": "contradicted stale",   # what also falls may have been so on some day
        "transposed digits": "contradicted stale",
        "wrong relation word": "contradicted",
        "wrong rounding": "rounded",
        "too exact": "rounded",
        "points for per cent": "contradicted",
        "per cent for points": "contradicted",
        "another period or year": "out_of_scope contradicted",
        "period for cumulative": "out_of_scope contradicted",
        "plan for done": "contradicted out_of_scope",
        "promise for received": "contradicted out_of_scope",
        "person for person-time": "contradicted",
        "stale": "stale",
        "wrong place": "out_of_scope contradicted",
        "wrong organisation": "out_of_scope contradicted",
        "reported for verified": "contradicted",
        "parts and total": "contradicted out_of_scope",
        "two values for one thing": "contradicted",
        "growth against its two values": "contradicted",
        "shares above all": "contradicted",
        "in English": "contradicted out_of_scope stale",
    }.items()
}


@dataclass(frozen=True)
class Known:
    """What the ledger says of one indicator: now, and what it said or says elsewhere."""

    id: str
    value: Fraction
    unit: str
    decimals: int
    reported: Fraction | None = None
    stale: tuple[tuple[date, Fraction], ...] = ()
    districts: dict[str, Fraction] = field(default_factory=dict)
    periods: dict[str, Fraction | None] = field(default_factory=dict)   # by how the period is said
    organisations: dict[str, Fraction] = field(default_factory=dict)

    @property
    def told(self) -> Fraction:
        return round_to(self.value, self.decimals)

    def elsewhere(self) -> set[Fraction]:
        """Values that are right somewhere: no planted digit may hit one."""
        others = [value for _, value in self.stale] + list(self.districts.values()) + [v for v in self.periods.values() if v is not None]
        return {self.told, *others, *([self.reported] if self.reported is not None else [])}


@dataclass(frozen=True)
class Mark:
    """A number planted at [start, end) of its text: an error of a class, a right number, or one that an error involves."""

    start: int
    end: int
    kind: str               # error | right | involved
    name: str               # the class, or how it is worded
    figure: str | None      # what it may be linked to, several with | between; None: to nothing
    group: int = 0          # an error is flagged if one of its group is


@dataclass(frozen=True)
class Item:
    """A sentence with its marks. `things`: what it speaks of; a draft speaks of each once. `alone`: stands on a line of its own."""

    text: str
    marks: tuple[Mark, ...]
    things: frozenset[str]
    alone: bool = False


@dataclass(frozen=True)
class PlantedDraft:
    text: str
    marks: tuple[Mark, ...]


def sentence(template: str, parts: Sequence[tuple[str, Mark]], things: Iterable[str], alone: bool = False) -> Item:
    """`template` has a {} for each part; the marks are placed where the numbers come to stand."""
    text, marks = "", []
    for piece, part in zip(template.split("{}"), [*parts, None], strict=True):
        text += piece
        if part is not None:
            number, mark = part
            marks.append(replace(mark, start=len(text), end=len(text) + len(number)))
            text += number
    return Item(text, tuple(marks), frozenset(things), alone)


def told(template: str, said: Said, mark: Mark, id: str, alone: bool = False) -> Item:
    return sentence(template.replace("{n}", f"{said.before}{{}}{said.after}"), [(said.number, mark)], [id], alone)


class Pen:
    """What is known, and every choice of the seed."""

    def __init__(self, known: dict[str, Known], seed: int = 20170426) -> None:
        self.known, self.chance, self.groups = known, Random(seed), 0

    def figures(self, *tables: dict[str, tuple[str, ...]]) -> Iterator[tuple[Known, str, bool]]:
        """Each figure with one of its ways of saying, when and whose filled in."""
        for table in tables or (say.YEARLY, say.STANDING, say.FIVE_YEARS):
            for id, ways in table.items():
                if id in self.known:
                    for way in ways:
                        # What does not say itself when and whose it is would take it from the sentence before.
                        alone = self.chance.random() < 0.4 or "{t}" not in way or "{w}" not in way
                        yield self.known[id], self.filled(table, way, alone), alone

    def filled(self, table: dict[str, tuple[str, ...]], way: str, alone: bool) -> str:
        if table is say.STANDING:
            when = self.chance.choice(say.STANDS if alone else say.STANDS[1:])
        else:
            when = self.chance.choice(say.OF_THE_YEAR)
        whose = self.chance.choice(say.WHOLE if alone else say.WHOLE[:2])
        return way.replace("{t}", when).replace("{w}", whose)

    def error(self, name: str, id: str | None, group: int = 0) -> Mark:
        return Mark(0, 0, "error", name, id, group)

    def right(self, name: str, id: str | None) -> Mark:
        return Mark(0, 0, "right", name, id)

    def involved(self, name: str, id: str | None, group: int) -> Mark:
        return Mark(0, 0, "involved", name, id, group)

    def group(self) -> int:
        self.groups += 1
        return self.groups
