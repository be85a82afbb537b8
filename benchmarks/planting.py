"""Drafts about the reference city with errors planted in them, and right numbers worded differently; the same ones for a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from random import Random
from string import ascii_letters

from benchmarks import planted_sentences as say
from benchmarks import said_numbers as numbers
from benchmarks.said_numbers import Said
from hetang.terms.quantities import decimal_text, round_to

FLAGS = frozenset(("contradicted", "rounded", "stale", "out_of_scope", "inconsistent"))
# Which verdicts are right for a class of errors; whatever is wrong with a number, its text may disagree with it as well.
RIGHT_VERDICTS: dict[str, frozenset[str]] = {
    name: frozenset(["inconsistent", *verdicts.split()])
    for name, verdicts in {
        "changed digit": "contradicted",
        "transposed digits": "contradicted",
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


def _told(template: str, said: Said, mark: Mark, id: str, alone: bool = False) -> Item:
    return sentence(template.replace("{n}", f"{said.before}{{}}{said.after}"), [(said.number, mark)], [id], alone)


class Generator:
    """Makes items from what is known; every choice is the seed's."""

    def __init__(self, known: dict[str, Known], seed: int = 20170426) -> None:
        self.known, self.chance, self.groups = known, Random(seed), 0

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

    # --- one figure -----------------------------------------------------------------------------------------------------

    def figures(self, *tables: dict[str, tuple[str, ...]]) -> Iterator[tuple[Known, str, bool]]:
        """Each figure with one of its ways of saying, when and whose filled in."""
        for table in tables or (say.YEARLY, say.STANDING, say.FIVE_YEARS):
            for id, ways in table.items():
                if id in self.known:
                    for way in ways:
                        alone = self.chance.random() < 0.4
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

    def of_value(self, name: str, ways: Callable[[Known], Iterator[Said]], *tables: dict[str, tuple[str, ...]]) -> Iterator[Item]:
        """Errors that another number makes, whatever sentence it stands in."""
        for known, template, alone in self.figures(*tables):
            for said in ways(known):
                yield _told(template, said, self.error(name, known.id), known.id, alone)

    def digits(self, name: str, make: Callable[..., Iterator[Said]]) -> Iterator[Item]:
        def ways(known: Known) -> Iterator[Said]:
            for value, said in make(known.value, known.unit, known.decimals, self.chance):
                # Where a figure only grew, a smaller number may have been right on some day: a larger one never was.
                if value > known.told and value not in known.elsewhere() and (known.unit != "%" or value <= 100):
                    yield said

        yield from self.of_value(name, ways)

    def wrong_relation(self, name: str) -> Iterator[Item]:
        yield from self.of_value(name, lambda known: numbers.wrong_relation(known.value, known.unit))

    def wrong_rounding(self, name: str) -> Iterator[Item]:
        yield from self.of_value(name, lambda known: numbers.rounded_wrong(known.value, known.unit, known.decimals))

    def too_exact(self, name: str) -> Iterator[Item]:
        yield from self.of_value(name, lambda known: numbers.too_exact(known.value, known.unit, known.decimals))

    def points(self, name: str) -> Iterator[Item]:
        def ways(known: Known) -> Iterator[Said]:
            if known.unit == "%":
                yield Said(f"{decimal_text(known.told)}个百分点", name)

        yield from self.of_value(name, ways)

    def percents(self, name: str) -> Iterator[Item]:
        """A difference of two shares told in per cent."""
        for known, template, _ in self.figures():
            if known.unit != "%":
                continue
            for gap in (Fraction(3, 2), Fraction(21, 10), Fraction(4)):
                group = self.group()
                parts = [
                    (f"{decimal_text(known.told)}%", self.right("per cent beside a difference", known.id)),
                    (f"{decimal_text(known.told - gap)}%", self.involved(name, known.id, group)),
                    (f"{decimal_text(gap)}%", self.error(name, None, group)),
                ]
                yield sentence(template.replace("{n}", "{}，较上年的{}提高{}"), parts, [known.id])

    def periods(self, name: str) -> Iterator[Item]:
        """The figure of one year said of another, or of a half."""
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for when, value in known.periods.items() if known is not None else ():
                if known is None or value == known.told or "以来" in when:
                    continue
                for way in ways:
                    template = way.replace("{t}", when).replace("{w}", "全市")
                    said = self.chance.choice(list(numbers.exact(known.value, known.unit, known.decimals)))
                    yield _told(template, said, self.error(name, id), id)

    def cumulative(self, name: str) -> Iterator[Item]:
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for when, value in known.periods.items() if known is not None else ():
                if known is None or value == known.told or "以来" not in when:
                    continue
                for way in ways:
                    template = way.replace("{t}", f"{when}").replace("{w}", "全市累计")
                    yield _told(template, Said(numbers.plain(known.told, known.unit), name), self.error(name, id), id)

    def plans(self, name: str) -> Iterator[Item]:
        for id, ways in say.PLANNED.items():
            for plan in say.PLANS:
                for way in ways[:2]:
                    template = way.replace("{t}", plan).replace("{w}", "")
                    if id in self.known:
                        yield _told(template, self.plain(id), self.error(name, id), id)
        for (id, done), ways in say.TARGETS_DONE.items():
            for way in ways:
                if id in self.known:
                    yield _told(way, self.plain(id), self.error(name, f"{id}|{done}"), id)

    def promises(self, name: str) -> Iterator[Item]:
        for id, ways in say.PROMISES_RECEIVED.items():
            for way in ways:
                for said in numbers.exact(self.known[id].value, self.known[id].unit, 0) if id in self.known else ():
                    yield _told(way, said, self.error(name, id), id)

    def plain(self, id: str) -> Said:
        known = self.known[id]
        return self.chance.choice([one for one in numbers.exact(known.value, known.unit, known.decimals) if one.how != "another unit"])

    def persons(self, name: str) -> Iterator[Item]:
        for known, template, alone in self.figures():
            for unit in say.TAKEN_UNITS.get(known.id, ()):
                yield _told(template, Said(numbers.plain(known.told, unit), name), self.error(name, known.id), known.id, alone)

    def stale(self, name: str) -> Iterator[Item]:
        for known, template, alone in self.figures():
            for _, value in known.stale:
                if value not in (known.told, known.reported) and value not in known.districts.values():
                    said = next(numbers.exact(value, known.unit, known.decimals))
                    yield _told(template, said, self.error(name, known.id), known.id, alone)

    def places(self, name: str) -> Iterator[Item]:
        """The city's figure said of a district, and one district's said of another."""
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for district, value in known.districts.items() if known is not None else ():
                if known is None or value == known.told:
                    continue
                for way in (one for one in ways if "{w}" in one):
                    template = way.replace("{t}", "去年，").replace("{w}", district)
                    yield _told(template, next(numbers.exact(known.value, known.unit, known.decimals)), self.error(name, id), id)
                    for other, wrong in known.districts.items():
                        if other != district and wrong != value:
                            said = next(numbers.exact(wrong, known.unit, known.decimals))
                            yield _told(template, said, self.error(name, id), id)

    def organisations(self, name: str) -> Iterator[Item]:
        for id, known in self.known.items():
            for organisation, value in known.organisations.items():
                for way in say.YEARLY.get(id, ()):
                    if value != known.told:
                        template = way.replace("{t}", "去年，").replace("{w}", organisation)
                        yield _told(template, self.plain(id), self.error(name, id), id)

    def floors(self, name: str) -> Iterator[Item]:
        for known, template, alone in self.figures():
            if known.reported is not None and known.reported != known.told:
                said = next(numbers.exact(known.reported, known.unit, known.decimals))
                yield _told(template, said, self.error(name, known.id), known.id, alone)

    # --- inside the text ------------------------------------------------------------------------------------------------

    def parts(self, name: str, wrong: bool = True) -> Iterator[Item]:
        for id in ("roads_rebuilt", "street_parks", "cadres_promoted", "weak_branches_rectified", "branch_secretaries_dealt_with"):
            known = self.known.get(id)
            if known is not None and sum(known.districts.values()) == known.told:
                verb = say.YEARLY[id][0].replace("{t}", "去年，").replace("{w}", "全市")
                values = dict(known.districts)
                yield self._of_parts(name, verb, known.told, known.unit, values, id, wrong)
        for verb, unit, total in say.INVENTED:
            shares = [total * k // 10 for k in (4, 3, 2)]
            values = {place: Fraction(value) for place, value in zip(say.DISTRICTS.values(), [*shares, total - sum(shares)], strict=True)}
            yield self._of_parts(name, f"去年，全市{verb}{{n}}", Fraction(total), unit, values, None, wrong)

    def _of_parts(
        self, name: str, template: str, total: Fraction, unit: str, values: dict[str, Fraction], id: str | None, wrong: bool
    ) -> Item:
        group, parts = self.group(), []
        spoilt = self.chance.choice(list(values)) if wrong else ""
        mark = self.involved(name, id, group) if wrong else self.right("parts that add up", id)
        parts.append((numbers.plain(total, unit), mark))
        for place, value in values.items():
            said = value + max(4, round(value / 5)) if place == spoilt else value   # more than five rounded numbers may be apart
            mark = self.error(name, id, group) if place == spoilt else mark
            parts.append((numbers.plain(Fraction(said), unit), mark))
            mark = self.involved(name, id, group) if wrong else self.right("parts that add up", id)
        names = "、".join(f"{place}{{}}" for place in values)
        return sentence(template.replace("{n}", "{}") + f"，其中{names}", parts, [id or template])

    def twice(self, name: str, wrong: bool = True) -> Iterator[Item]:
        for verb, unit, total in say.INVENTED:
            group, other = self.group(), total + (max(5, total // 12) if wrong else 0)
            first = self.involved(name, None, group) if wrong else self.right("the same said twice", None)
            second = self.error(name, None, group) if wrong else first
            for template in (
                f"去年，全市{verb}{{}}，各方反映良好。这件事做得并不容易，去年全市{verb}的{{}}，每一笔都有记录",
                f"去年全市共{verb}{{}}，较好完成了年初部署。总的看，全市{verb}{{}}，成效逐步显现",
            ):
                again = chinese_or_plain(self.chance, other, unit)
                yield sentence(template, [(f"{total}{unit}", first), (again, second)], [verb])

    def growth(self, name: str, wrong: bool = True) -> Iterator[Item]:
        for verb, unit, total in say.INVENTED:
            for percent in (5, 20, 25):
                before = Fraction(total * 100, 100 + percent)
                if before.denominator != 1:
                    before = Fraction(round(before))
                true = round_to((total - before) / before * 100, 1)
                said = true + self.chance.choice((4, 7, -3)) if wrong else true
                if said <= 0:
                    continue
                group = self.group()
                aside = self.involved(name, None, group) if wrong else self.right("growth that fits", None)
                last = self.error(name, None, group) if wrong else aside
                parts = [(f"{total}{unit}", aside), (f"{before}{unit}", aside), (f"{decimal_text(said)}%", last)]
                yield sentence(f"去年，全市{verb}{{}}，比上年的{{}}增长{{}}", parts, [verb])
                yield sentence(f"2016年，全市{verb}{{}}，2015年为{{}}，同比增长{{}}", parts, [verb])

    def shares(self, name: str, wrong: bool = True) -> Iterator[Item]:
        for what, kinds in say.SHARES:
            for a, b in ((45, 35), (52, 31), (38, 36)):
                third = 100 - a - b + (self.chance.choice((8, 13)) if wrong else 0)
                group = self.group()
                aside = self.involved(name, None, group) if wrong else self.right("shares that add up", None)
                parts = [(f"{a}%", aside), (f"{b}%", aside), (f"{third}%", self.error(name, None, group) if wrong else aside)]
                yield sentence(f"{what}中，{kinds[0]}占{{}}、{kinds[1]}占{{}}、{kinds[2]}占{{}}", parts, [what])
                yield sentence(f"按{what}分，{kinds[0]}、{kinds[1]}、{kinds[2]}的占比分别为{{}}、{{}}、{{}}", parts, [what])

    # --- right numbers --------------------------------------------------------------------------------------------------

    def right_values(self, how: str, make: Callable[[Known], Iterator[Said]]) -> Iterator[Item]:
        for known, template, alone in self.figures():
            for said in make(known):
                if said.how == how:
                    yield _told(template, said, self.right(how, known.id), known.id, alone)

    def right_ranks(self) -> Iterator[Item]:
        for known, template, alone in self.figures(say.RANKS):
            for number in (decimal_text(known.told), numbers.chinese(known.told)):
                place = f"第{number}位" if "{n}位" in template else f"第{number}"
                text = template.replace("第{n}位", "{}").replace("第{n}", "{}")
                yield sentence(text, [(place, self.right("rank", known.id))], [known.id], alone)

    def right_places(self) -> Iterator[Item]:
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for district, value in known.districts.items() if known is not None else ():
                for way in (one for one in ways if "{w}" in one):
                    template = way.replace("{t}", "去年，").replace("{w}", district)
                    assert known is not None
                    said = self.chance.choice(list(numbers.exact(value, known.unit, known.decimals)))
                    yield _told(template, said, self.right("a district's", id), id)

    def right_periods(self) -> Iterator[Item]:
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for when, value in known.periods.items() if known is not None else ():
                if known is None or not value:
                    continue
                for way in ways:
                    template = way.replace("{t}", when).replace("{w}", "全市累计" if "以来" in when and "年初" not in when else "全市")
                    yield _told(template, Said(numbers.plain(value, known.unit), "period"), self.right("another period's", id), id)


    def english(self, name: str) -> Iterator[Item]:
        """A changed digit, a relation that does not hold, another year."""
        for known, way in self.english_ways():
            template = self.capital(way.replace("{t}", self.chance.choice(say.ENGLISH_YEAR)))
            for value, _ in numbers.changed(known.value, "", known.decimals, self.chance):
                if value > known.told and value not in known.elsewhere() and (known.unit != "%" or value <= 100):
                    yield self.in_english(template, numbers.grouped(decimal_text(value)), self.error(name, known.id))
            for said in numbers.wrong_relation(known.value, known.unit):
                word = {"超": "more than ", "近": "nearly "}.get(said.before, "")
                if word and said.number.removesuffix(known.unit).isdigit():
                    yield self.in_english(template, numbers.grouped(said.number.removesuffix(known.unit)), self.error(name, known.id), word)
            if "{t}" in way and known.periods.get("2015年，") != known.told:
                template = way.replace("{t}", say.ENGLISH_OTHER_YEAR)
                yield self.in_english(template, numbers.grouped(decimal_text(known.told)), self.error(name, known.id))

    def right_english(self) -> Iterator[Item]:
        for known, way in self.english_ways():
            template = self.capital(way.replace("{t}", self.chance.choice(say.ENGLISH_YEAR)))
            mark = self.right("in English", known.id)
            yield self.in_english(template, numbers.grouped(decimal_text(known.told)), mark)
            for word, ways in (("nearly ", numbers.near), ("more than ", numbers.over)):
                for said in ways(known.value, known.unit):
                    if said.number.removesuffix(known.unit).isdigit():
                        yield self.in_english(template, numbers.grouped(said.number.removesuffix(known.unit)), mark, word)

    def english_ways(self) -> Iterator[tuple[Known, str]]:
        yield from ((self.known[id], way) for id, ways in say.ENGLISH.items() if id in self.known for way in ways)

    def in_english(self, template: str, number: str, mark: Mark, word: str = "") -> Item:
        text = self.capital(template.replace("{n}", f"{word}{{}}"))
        return sentence(text, [(number, mark)], [str(mark.figure)], alone=True)

    def capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    def neighbours(self) -> Iterator[Item]:
        for text in say.NEIGHBOURS:
            before, number, after = text.replace("}", "{").split("{")
            yield sentence(f"{before}{{}}{after}", [(number, self.right("near to a figure, not it", None))], [before])


def chinese_or_plain(chance: Random, value: int, unit: str) -> str:
    return numbers.chinese(Fraction(value)) + unit if chance.random() < 0.3 and value < 10_000 else f"{value}{unit}"


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
        lambda g, how=how: g.right_values(how, lambda known: numbers.exact(known.value, known.unit, known.decimals))  # type: ignore[misc]
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
