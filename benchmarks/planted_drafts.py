"""Drafts about the reference city with errors of every class planted in them; the same ones for a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from string import ascii_letters

from benchmarks import planted_sentences as say
from benchmarks import said_numbers as numbers
from benchmarks.planted_figures import RightNumbers, WrongFrames, WrongNumbers
from benchmarks.planted_inside import English, Inside
from benchmarks.planting import RIGHT_VERDICTS, Item, PlantedDraft


class Generator(WrongNumbers, WrongFrames, RightNumbers, Inside, English):
    """Makes sentences from what is known, and drafts from sentences."""

    def drafts(self, each: int, right: int) -> list[PlantedDraft]:
        """`each` errors a class, `right` right numbers a way of wording."""
        items: list[Item] = []
        for name in RIGHT_VERDICTS:
            items += self.some(ERRORS[name](self, name), each)
        for make in RIGHTS:
            items += self.some(make(self), right if make is not Generator.neighbours else len(say.NEIGHBOURS))
        self.chance.shuffle(items)
        return list(_composed(items, self.chance))

    def some(self, items: Iterator[Item], count: int) -> list[Item]:
        """So many of them, no text twice, spread over the figures."""
        found = list({item.text: item for item in items}.values())
        self.chance.shuffle(found)
        seen: dict[frozenset[str], int] = {}
        ranked = []
        for item in found:
            seen[item.things] = seen.get(item.things, 0) + 1
            ranked.append((seen[item.things], item))
        return [item for _, item in sorted(ranked, key=lambda one: one[0])[:count]]


def _composed(items: list[Item], chance: Random, most: int = 12) -> Iterator[PlantedDraft]:
    """Drafts in which nothing is spoken of twice, in three forms: lines of their own, a numbered list, running paragraphs."""
    drafts: list[tuple[list[Item], set[str]]] = []
    for item in items:
        for inside, things in drafts:
            if len(inside) < most and not things & item.things:
                break
        else:
            inside, things = [], set()
            drafts.append((inside, things))
        inside.append(item)
        things |= item.things
    for at, (inside, _) in enumerate(drafts):
        yield _written(inside, at % 3, chance)


def _written(items: list[Item], form: int, chance: Random) -> PlantedDraft:
    text, marks = "全市重点工作进展情况\n", []
    for at, item in enumerate(items):
        if form == 1:
            text += f"\n{at + 1}．"
        elif item.alone or form == 0 or at % 4 == 0 or text.endswith("."):
            text += "\n"
        marks += [replace(mark, start=mark.start + len(text), end=mark.end + len(text)) for mark in item.marks]
        text += item.text + ("." if item.text[0] in ascii_letters else "。")
    return PlantedDraft(text + "\n", tuple(marks))


Maker = Callable[[Generator, str], Iterator[Item]]


ERRORS: dict[str, Maker] = {
    "changed digit": lambda g, name: g.digits(name, numbers.changed),
    "transposed digits": lambda g, name: g.digits(name, numbers.transposed),
    "wrong relation word": Generator.wrong_relation, "wrong rounding": Generator.wrong_rounding, "too exact": Generator.too_exact,
    "points for per cent": Generator.points, "per cent for points": Generator.percents, "another period or year": Generator.periods,
    "period for cumulative": Generator.cumulative, "plan for done": Generator.plans, "promise for received": Generator.promises,
    "person for person-time": Generator.persons, "stale": Generator.stale, "wrong place": Generator.places,
    "wrong organisation": Generator.organisations, "reported for verified": Generator.floors, "parts and total": Generator.parts,
    "in English": Generator.english, "two values for one thing": Generator.twice, "shares above all": Generator.shares,
    "growth against its two values": Generator.growth,
}  # fmt: skip
RIGHTS: tuple[Callable[[Generator], Iterator[Item]], ...] = (
    *(
        lambda g, how=how: g.right_values(how, lambda known: numbers.exact(known.value, known.unit, known.decimals))
        for how in ("plain", "grouped", "Chinese numerals", "full width", "scaled", "another unit")
    ),
    lambda g: g.right_values("rounded", lambda known: numbers.rounded(known.value, known.unit, known.decimals)),
    lambda g: g.right_values("near", lambda known: numbers.near(known.value, known.unit)),
    lambda g: g.right_values("over", lambda known: numbers.over(known.value, known.unit)),
    lambda g: g.right_values("about", lambda known: numbers.about(known.value, known.unit, known.decimals)),
    Generator.right_ranks, Generator.right_places, Generator.right_periods, Generator.neighbours,
    Generator.right_english,
    lambda g: g.parts("", wrong=False), lambda g: g.twice("", wrong=False), lambda g: g.growth("", wrong=False),
    lambda g: g.shares("", wrong=False),
)  # fmt: skip
