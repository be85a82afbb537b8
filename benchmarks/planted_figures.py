"""Errors and right numbers of one figure: its digits, its wording, its unit, its period, its place, its certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from benchmarks import planted_sentences as say
from benchmarks import said_numbers as numbers
from benchmarks.planting import Item, Known, Pen, sentence, told
from benchmarks.said_numbers import Said
from hetang.terms.quantities import decimal_text


class WrongNumbers(Pen):
    """Errors that another number makes, whatever sentence it stands in."""

    def of_value(self, name: str, ways: Callable[[Known], Iterator[Said]], *tables: dict[str, tuple[str, ...]]) -> Iterator[Item]:
        """Errors that another number makes, whatever sentence it stands in."""
        for known, template, alone in self.figures(*tables):
            for said in ways(known):
                yield told(template, said, self.error(name, known.id), known.id, alone)

    def digits(self, name: str, make: Callable[..., Iterator[tuple[Fraction, Said]]]) -> Iterator[Item]:
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


class WrongFrames(Pen):
    """Right digits of another time, place, unit or certainty."""

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
                    yield told(template, said, self.error(name, id), id)

    def cumulative(self, name: str) -> Iterator[Item]:
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for when, value in known.periods.items() if known is not None else ():
                if known is None or value == known.told or "以来" not in when:
                    continue
                for way in ways:
                    template = way.replace("{t}", f"{when}").replace("{w}", "全市累计")
                    yield told(template, Said(numbers.plain(known.told, known.unit), name), self.error(name, id), id)

    def plans(self, name: str) -> Iterator[Item]:
        for id, ways in say.PLANNED.items():
            for plan in say.PLANS:
                for way in ways[:2]:
                    template = way.replace("{t}", plan).replace("{w}", "")
                    if id in self.known:
                        yield told(template, self.plain(id), self.error(name, id), id)
        for (id, done), ways in say.TARGETS_DONE.items():
            for way in ways:
                if id in self.known:
                    yield told(way, self.plain(id), self.error(name, f"{id}|{done}"), id)

    def promises(self, name: str) -> Iterator[Item]:
        for id, ways in say.PROMISES_RECEIVED.items():
            for way in ways:
                for said in numbers.exact(self.known[id].value, self.known[id].unit, 0) if id in self.known else ():
                    yield told(way, said, self.error(name, id), id)

    def plain(self, id: str) -> Said:
        known = self.known[id]
        return self.chance.choice([one for one in numbers.exact(known.value, known.unit, known.decimals) if one.how != "another unit"])

    def persons(self, name: str) -> Iterator[Item]:
        for known, template, alone in self.figures():
            for unit in say.TAKEN_UNITS.get(known.id, ()):
                yield told(template, Said(numbers.plain(known.told, unit), name), self.error(name, known.id), known.id, alone)

    def stale(self, name: str) -> Iterator[Item]:
        for known, template, alone in self.figures():
            for _, value in known.stale:
                if value not in (known.told, known.reported) and value not in known.districts.values():
                    said = next(numbers.exact(value, known.unit, known.decimals))
                    yield told(template, said, self.error(name, known.id), known.id, alone)

    def places(self, name: str) -> Iterator[Item]:
        """The city's figure said of a district, and one district's said of another."""
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for district, value in known.districts.items() if known is not None else ():
                if known is None or value == known.told:
                    continue
                for way in (one for one in ways if "{w}" in one):
                    template = way.replace("{t}", "去年，").replace("{w}", district)
                    yield told(template, next(numbers.exact(known.value, known.unit, known.decimals)), self.error(name, id), id)
                    for other, wrong in known.districts.items():
                        if other != district and wrong != value:
                            said = next(numbers.exact(wrong, known.unit, known.decimals))
                            yield told(template, said, self.error(name, id), id)

    def organisations(self, name: str) -> Iterator[Item]:
        for id, known in self.known.items():
            for organisation, value in known.organisations.items():
                for way in say.YEARLY.get(id, ()):
                    if value != known.told:
                        template = way.replace("{t}", "去年，").replace("{w}", organisation)
                        yield told(template, self.plain(id), self.error(name, id), id)

    def floors(self, name: str) -> Iterator[Item]:
        for known, template, alone in self.figures():
            if known.reported is not None and known.reported != known.told:
                said = next(numbers.exact(known.reported, known.unit, known.decimals))
                yield told(template, said, self.error(name, known.id), known.id, alone)


class RightNumbers(Pen):
    """The same figures, worded otherwise or of another district or period; and what is near to a figure and is none."""

    def right_values(self, how: str, make: Callable[[Known], Iterator[Said]]) -> Iterator[Item]:
        for known, template, alone in self.figures():
            for said in make(known):
                if said.how == how:
                    yield told(template, said, self.right(how, known.id), known.id, alone)

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
                    yield told(template, said, self.right("a district's", id), id)

    def right_periods(self) -> Iterator[Item]:
        for id, ways in say.YEARLY.items():
            known = self.known.get(id)
            for when, value in known.periods.items() if known is not None else ():
                if known is None or not value:
                    continue
                for way in ways:
                    template = way.replace("{t}", when).replace("{w}", "全市累计" if "以来" in when and "年初" not in when else "全市")
                    yield told(template, Said(numbers.plain(value, known.unit), "period"), self.right("another period's", id), id)

    def neighbours(self) -> Iterator[Item]:
        for text in say.NEIGHBOURS:
            before, number, after = text.replace("}", "{").split("{")
            yield sentence(f"{before}{{}}{after}", [(number, self.right("near to a figure, not it", None))], [before])
