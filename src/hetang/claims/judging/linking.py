"""Which figures a claim may speak of, by the words of the pack alone, and by which words they were found.

docs/algorithms/linking-claims.md. A text may say less than a name, or more in other words of the same declaration; where it
says something that the name does not and leaves out something that the name says, it speaks of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from hetang.claims.claim import About, Claim, Number
from hetang.claims.judging.comparing import unscaled
from hetang.claims.judging.pieces import Phrase, pairs, phrase, said
from hetang.claims.judging.plain_words import (
    AGREED,
    DIFFERENCE,
    DIMENSION_WORDS,
    NEEDED,
    NEGATION,
    PLANNED,
    RECEIVED,
    SIGNED,
    THRESHOLD,
    UNIT_WORDS,
    WILL,
    YEARS,
)
from hetang.claims.judging.vocabulary import Meant, Name, Traits, Vocabulary, core_of, pace_of, traits_of
from hetang.terms.units import Unit, unit
from hetang.terms.words import Text

# How much of a name must be said, how near a second may come, and how near one must be to be shown at all.
ENOUGH, MARGIN, NEAR = Fraction(3, 4), Fraction(1, 10), Fraction(2, 5)
READ_BACK = 240  # so many characters before a number are read for what it is about
# Words farther from the number tell less: the thing itself, its place and period, its clause, its sentence, its paragraph.
FULL, FRAME = 100, 95
LEVELS = (FULL, FRAME, 90, 80, 70)
AT_THE_THING = Fraction(2, 5)  # so much of the name must stand at the thing itself
OTHER_NUMBERS = re.compile(
    r"(?<![A-Za-z\d.])\d[\d.,]*[万亿]*(?![A-Za-z])(?:平方米|立方米|公里|个百分点|人次|件次|[%‰户人名个家条座台辆件项米亩元吨天套斤])?"
)
DONE = re.compile(r"完成|实现|建成|竣工|done|completed", re.I)
MONEY = pairs("投资 资金 投资额")  # what was promised may be told by any of them
STATE = re.compile(r"[（(][^（）()]*[）)]$")  # 农业机械（全部完成检修）: what became of it
CONTRIBUTIONS = frozenset(("contribution", "drag"))
PERSONS, HOUSEHOLDS, TIMES, ANYTHING = frozenset("人名"), frozenset("户"), frozenset("次期"), frozenset("个家批支组")


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator that the text may mean: how near (1: said in full and nothing else), and by which words."""

    meant: Meant
    name: Name
    score: Fraction
    unit_fits: bool  # False: the same thing in a unit that is taken for another (人 for 人次, % for 百分点)
    opposed: str  # "" | money (promised for received) | plan (aimed at for done): the same thing at another stage
    traits: Traits
    words: tuple[str, ...]
    at_least: int  # how near the farthest of the name's words stands
    exact: bool  # the text says the name at the thing itself, and nothing else

    @property
    def why(self) -> Text:
        words = "、".join(f"“{word}”" for word in self.words) or f"“{self.name.words}”"
        kind = {"name": "名称", "alias": "别名", "learned": "学到的说法"}[self.name.kind]
        english = {"name": "name", "alias": "alias", "learned": "learned words"}[self.name.kind]
        symbol = self.meant.indicator.unit
        return Text(
            f"文中{words}合于{kind}“{self.name.words}”；单位{symbol}",
            f"the text's {words} meets the {english} “{self.name.words}”; unit {symbol}",
        )


@dataclass(frozen=True, slots=True)
class Linked:
    """`found`: nearest first. One: linked. Several: not to be told apart. None, and `near`: what is shown beside.

    `of_other_years`: named like the one found but for the years, where the text says nothing of the time (新增企业, 五年新增企业).
    """

    found: tuple[Found, ...] = ()
    near: tuple[Found, ...] = ()
    of_other_years: tuple[Found, ...] = ()


def link(claim: Claim, text: str, words: Vocabulary) -> Linked:
    """The indicators that the claim may speak of."""
    spoken = _Spoken(claim, text, words)
    near = []
    for number in sorted(words.sharing(spoken.all_pairs)):
        name = words.names[number]
        held = _held(spoken, name, words.meant[name.of])
        if held is not None:
            near.append(held)
    near.sort(key=lambda one: (-one[0].score, not one[0].unit_fits, one[0].name.of))
    best: dict[str, tuple[Found, bool]] = {}
    for found, close in near:
        best.setdefault(found.name.of, (found, close))
        if close and not best[found.name.of][1]:
            best[found.name.of] = (found, close)
    linked = [found for found, close in best.values() if close]
    linked.sort(key=lambda one: (-one.score, one.name.of))
    linked = [one for one in linked if not one.opposed] or linked
    shown = tuple(found for found, _ in best.values() if found.score >= NEAR and spoken.thing.pairs & found.name.core.pairs)[:3]
    if not linked:
        return Linked((), shown)
    if any(one.unit_fits for one in linked):
        linked = [one for one in linked if one.unit_fits or one.score >= linked[0].score]
    if any(one.exact for one in linked):
        longest = max(one.name.core.weight for one in linked if one.at_least >= FRAME)
        linked = [one for one in linked if one.at_least >= FRAME and one.name.core.weight == longest]
        linked = [one for one in linked if one.name.words == claim.about.thing] or linked
    top = linked[0].score
    linked = [one for one in linked if top - one.score < MARGIN]
    others = () if claim.about.period_said or len(linked) > 1 else _of_other_years(linked[0], (one for one, _ in best.values()))
    return Linked(tuple(linked), shown, others)


def _of_other_years(one: Found, known: Iterable[Found]) -> tuple[Found, ...]:
    words = _without_years(one.name)
    return tuple(
        other for other in known
        if other.name.of != one.name.of and other.unit_fits and not other.opposed and _without_years(other.name) == words
    )  # fmt: skip


def _without_years(name: Name) -> str:
    return YEARS.sub("", NEEDED.sub("", name.words))


def units_agree(number: Number, symbol: str) -> str:
    """`same`, `taken` (a unit that is often written for the other, though it is not the same), or `other`."""
    given, wanted = unit(number.measured or number.unit), unit(symbol)
    if number.unit == symbol or number.measured == symbol:
        return "same"
    if not number.unit and number.kind not in ("percent", "ratio"):
        return "same" if wanted is None or wanted.dimension not in ("share", "points", "visits") else "other"
    if given is None or wanted is None:  # 吨标准煤, 台（套）: as if 吨, 台
        return "same" if wanted is not None and number.unit.startswith(unscaled(wanted)) and "/" not in number.unit else "other"
    if given.dimension == wanted.dimension:
        return "taken" if _parted(given, wanted) else "same"
    pair = {given.dimension, wanted.dimension}
    return "taken" if pair in ({"count", "visits"}, {"share", "points"}) else "other"


def _parted(given: Unit, wanted: Unit) -> bool:
    """Of one dimension, but not of one thing: persons, households, times and things; person-times and cases."""
    symbols = {unscaled(given), unscaled(wanted)}
    if given.dimension == "visits":
        return len(symbols) > 1
    if given.dimension != "count" or (symbols & ANYTHING and not symbols & TIMES):
        return False
    return any(0 < len(symbols & kind) < len(symbols) for kind in (PERSONS, HOUSEHOLDS, TIMES))


class _Spoken:
    """A claim's own words, in pieces, by how near they stand to the number."""

    def __init__(self, claim: Claim, text: str, words: Vocabulary) -> None:
        self.claim, about = claim, claim.about
        self.traits = _traits(claim, text)
        self.words = thing = "，".join(part for part in (about.thing, about.head, *about.qualifiers, about.base) if part)
        self.limited = THRESHOLD.search(_own_words(about).replace(claim.number.surface, "")) is not None
        if self.traits.difference and len(_own_words(about)) <= 2:  # “多出”: what is compared stands before
            thing = text[about.sentence[0] : claim.number.start]
        self.thing = phrase(core_of(_counted_apart(thing), self.traits))
        framed = (*about.place_said, *about.organisation_said, about.period_said)
        known = [said for said in framed if said == about.period_said or words.knows(said)]
        known += words.named_in(_own_words(about))
        own = _counted_apart(_without(_own_words(about), known))
        own = own if self.traits.rank else STATE.sub("", own)
        own = RECEIVED.sub("，", SIGNED.sub("，", PLANNED.sub("，", own)))
        self.residue = phrase(core_of(own, self.traits))
        start, end = claim.number.start, claim.number.end
        self.done = bool(DONE.search(f"{about.thing}{text[max(about.clause[0], start - READ_BACK) : start]}"))
        back, opens = max(0, start - READ_BACK), max(0, start - READ_BACK, about.sentence[0])
        clause = text[max(back, about.clause[0]) : min(about.clause[1], end + READ_BACK)]
        sentence = text[opens:start] if about.sentence != (0, 0) else clause
        before = text[max(back, text.rfind("\n", back, opens) + 1) : opens]
        self.money = _money(clause or sentence or about.thing)
        symbol = claim.number.measured or claim.number.unit
        self.implied = _implied(symbol)
        self.own = self.thing.pairs
        self.pairs = (
            self.thing.pairs | self.implied | ({symbol} if len(symbol) == 1 else set()),
            pairs("，".join(framed)), pairs(clause), pairs(sentence), pairs(before),
        )  # fmt: skip

    @property
    def all_pairs(self) -> frozenset[str]:
        return frozenset().union(*self.pairs[:4])


def _implied(symbol: str) -> frozenset[str]:
    """What a unit says of the thing by itself."""
    return phrase(f"{UNIT_WORDS.get(symbol, '')} {DIMENSION_WORDS.get(_dimension(symbol), '')}").pairs


def _own_words(about: About) -> str:
    return about.thing or "，".join((*about.qualifiers, about.head))


def _without(words: str, parts: Iterable[str]) -> str:
    for part in parts:
        if part:
            words = words.replace(part, "，")
    return words


def _counted_apart(words: str) -> str:
    """Without other numbers that stand between: 挖运土方100万立方米 is 挖运土方."""
    return OTHER_NUMBERS.sub("，", words)


def _dimension(symbol: str) -> str:
    known = unit(symbol)
    return known.dimension if known is not None else ""


def _money(words: str) -> str:
    if AGREED.search(words):
        return "agreed"
    return "received" if RECEIVED.search(words) else ""


def _traits(claim: Claim, text: str) -> Traits:
    about, number = claim.about, claim.number
    own = traits_of(_own_words(about))
    change = about.change or own.change
    if "contribution" in (own.change, about.change) or own.change == "drag":
        change = "drag" if own.change in ("drag", "fall") else "contribution"
    difference = bool(DIFFERENCE.search(f"{_own_words(about)} {number.marker}"))
    start = max(about.sentence[0] if about.sentence[1] else about.clause[0], number.start - READ_BACK)
    will = about.planned and WILL.search(text, start, number.start) is not None
    pace = pace_of(f"{_own_words(about)} {about.base}") if change else ""
    return Traits(change, number.kind == "rank", difference, will or own.planned, pace)


def _held(spoken: _Spoken, name: Name, meant: Meant) -> tuple[Found, bool] | None:
    """The name against the text: None where it cannot be meant; True where it is near enough to be linked."""
    fit = units_agree(spoken.claim.number, meant.indicator.unit)
    points = "百分点" in (spoken.claim.number.measured, meant.indicator.unit)
    if fit == "other" or not _alike(spoken.traits, name.traits, points) or _other_values(spoken, meant):
        return None
    opposed, core = _opposed(spoken, name, meant)
    also = MONEY if opposed == "money" else _implied(meant.indicator.unit) if fit == "taken" else frozenset[str]()
    levels = _levels(core, spoken, also)
    whole = core.weight
    if not whole:
        return None
    forward = Fraction(sum(level * weight for level, weight in zip(levels, core.weights, strict=True)), FULL * whole)
    at_thing = sum(weight for found, weight in zip(said(core, spoken.own), core.weights, strict=True) if found)
    left, extra = _residue(spoken, meant, name)
    backward = 1 - Fraction(extra, left) if left else Fraction(1)
    missing = sum(weight for level, weight in zip(levels, core.weights, strict=True) if level == 0)
    at_least = min((level for level, weight in zip(levels, core.weights, strict=True) if weight), default=0)
    exact = at_least == FULL and not extra
    matched = _matched(core, levels)
    found = Found(meant, name, forward * backward, fit == "same", opposed, spoken.traits, matched, at_least, exact)
    close = (
        (missing == 0 or forward >= ENOUGH)
        and extra == 0
        and _led(core, levels)
        and not _negated_apart(core, levels)
        and at_thing >= AT_THE_THING * whole
        and _all_said(name.needs, spoken.pairs[0] | spoken.pairs[1])
        and (not name.part or any(part in spoken.words for part in name.part))
        and (not spoken.limited or THRESHOLD.search(name.words) is not None)
    )
    return found, close


def _alike(claim: Traits, name: Traits, points: bool) -> bool:
    if claim.rank != name.rank or claim.difference != name.difference or claim.pace != name.pace:
        return False
    if points:  # of points, growth and increase are the same word
        return bool(claim.change) == bool(name.change) and (claim.change in CONTRIBUTIONS) == (name.change in CONTRIBUTIONS)
    return claim.change == name.change or {claim.change, name.change} in ({"growth", "fall"}, CONTRIBUTIONS)


def _other_values(spoken: _Spoken, meant: Meant) -> bool:
    """The text names one alone of the values that the name tells together, or one that is not counted."""
    words = spoken.claim.about.thing or spoken.thing.words
    for together, others in meant.one_of:
        named = {name for name in together if name in words}
        if (named and len(together) > 1 and named != together) or (not named and any(name in words for name in others)):
            return True
    return False


def _opposed(spoken: _Spoken, name: Name, meant: Meant) -> tuple[str, Phrase]:
    """Whether the text tells another stage of the same thing, and the name without its own stage."""
    if meant.money and spoken.money and meant.money != spoken.money:
        return "money", phrase(core_of(RECEIVED.sub("", AGREED.sub("", name.words)), name.traits))
    if name.traits.planned and not spoken.traits.planned and spoken.done:
        return "plan", phrase(core_of(PLANNED.sub("", name.words), name.traits))
    return "", name.core


def _levels(core: Phrase, spoken: _Spoken, also: frozenset[str]) -> list[int]:
    """For each piece of the name the nearest words that say it."""
    levels = [0] * len(core.pieces)
    heard = tuple(zip(LEVELS, (spoken.pairs[0] | also if also else spoken.pairs[0], *spoken.pairs[1:]), strict=True))
    for key, i, j in core.links:
        level = next((level for level, words in heard if key in words), 0)
        levels[i], levels[j] = max(levels[i], level), max(levels[j], level)
    return levels


def _residue(spoken: _Spoken, meant: Meant, name: Name) -> tuple[int, int]:
    """The weight of the claim's own words, and of those of them that nothing in the declaration says."""
    explained = said(spoken.residue, meant.explains | name.core.pairs | spoken.implied)
    unsaid = sum(weight for known, weight in zip(explained, spoken.residue.weights, strict=True) if not known)
    return spoken.residue.weight, unsaid


def _all_said(needs: Phrase, words: frozenset[str] | set[str]) -> bool:
    known = said(needs, words)
    return all(known[i] for i, piece in enumerate(needs.pieces) if piece is not None)


def _led(core: Phrase, levels: list[int]) -> bool:
    """A name's first words narrow it; they must be said."""
    for piece, level, weight in zip(core.pieces, levels, core.weights, strict=True):
        if weight and piece is not None:
            return level > 0
    return False


def _negated_apart(core: Phrase, levels: list[int]) -> bool:
    """非国有投资 is not 国有投资."""
    return any(level == 0 and piece is not None and NEGATION.match(piece) for piece, level in zip(core.pieces, levels, strict=True))


def _matched(core: Phrase, levels: list[int]) -> tuple[str, ...]:
    """The runs of the name that the text says."""
    runs, run = [], ""
    for piece, written, level in zip(core.pieces, core.written, levels, strict=True):
        if level and piece is not None:
            run += written if "\u3400" <= written[0] <= "\u9fff" else f" {written}"
        elif run:
            runs.append(run.strip())
            run = ""
    return tuple([*runs, run.strip()] if run else runs)

