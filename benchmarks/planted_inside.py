"""Errors inside a text, about things of which no figure tells: parts, repeated values, growth, shares; and sentences in English."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from benchmarks import planted_sentences as say
from benchmarks import said_numbers as numbers
from benchmarks.planting import Item, Known, Mark, Pen, sentence
from hetang.terms.quantities import decimal_text, round_to


class Inside(Pen):
    """What a text says twice, in parts or in two steps; `wrong` says whether it is spoilt."""

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


class English(Pen):
    """The same figures in English."""

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


def chinese_or_plain(chance: Random, value: int, unit: str) -> str:
    return numbers.chinese(Fraction(value)) + unit if chance.random() < 0.3 and value < 10_000 else f"{value}{unit}"
