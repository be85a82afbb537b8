"""The words by which a pack's figures, places and organisations are known on a day: built once, then only looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from hetang.claims.judging.pieces import Phrase, phrase
from hetang.claims.judging.plain_words import (
    AGREED,
    ALL_PARTS,
    AMONG,
    CONTRIBUTION,
    DECREASE,
    DENIES,
    DIFFERENCE,
    FALL,
    FALL_EN,
    GLOSS,
    GROWTH,
    GROWTH_EN,
    INCREASE,
    NEEDED,
    PACE,
    PLANNED,
    RANK,
    RANK_FRAME,
    RECEIVED,
    WHOLE,
    WHOLE_EN,
)
from hetang.figures.shapes import Definitions, Formula, Indicator, Measure, Rank, aggregates, references
from hetang.terms.trees import Tree

Learned = Iterable[tuple[str, str, str]]  # indicator, words, language


@dataclass(frozen=True, slots=True)
class Traits:
    """What kind of number is told; two that differ are never held against each other."""

    change: str = ""  # "" | growth | fall | increase | decrease | contribution | drag (a contribution to a fall)
    rank: bool = False
    difference: bool = False
    planned: bool = False
    pace: str = ""  # of a change: 年均, 环比; "" against the year before


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which an indicator is named; `core` without the words that only say of what kind it is."""

    words: str
    core: Phrase
    needs: Phrase  # what must be said whatever else is: of which years, against what, among whom
    traits: Traits
    kind: str  # name | alias | learned
    of: str
    part: tuple[str, ...] = ()  # of which part it tells (投资（中直）): one of these must be said


@dataclass(frozen=True, slots=True)
class Meant:
    """An indicator as texts may speak of it. `explains`: what else its declaration says, so that a text may say it too."""

    indicator: Indicator
    names: tuple[Name, ...]
    explains: frozenset[str]
    one_of: tuple[tuple[frozenset[str], frozenset[str]], ...]  # (values counted that its name tells together, values not counted)
    money: str  # "" | agreed | received


@dataclass(frozen=True, slots=True)
class Named:
    """A place or an organisation as a text names it; several ids where one name stands for several."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """A pack's words on one day. `place` and `organisation` are the pack's own."""

    as_of: date
    meant: Mapping[str, Meant]
    names: tuple[Name, ...]
    by_pair: Mapping[str, tuple[int, ...]] = field(repr=False)
    places: Tree
    organisations: Tree
    place: str | None
    organisation: str | None
    place_names: Mapping[str, Named] = field(repr=False)
    organisation_names: Mapping[str, Named] = field(repr=False)
    latin: re.Pattern[str] | None = field(repr=False)
    heads: Mapping[str, tuple[int, ...]] = field(repr=False)  # the first two characters of a name -> how long such names are

    @classmethod
    def of(
        cls,
        definitions: Definitions,
        places: Tree,
        organisations: Tree,
        as_of: date,
        learned: Learned = (),
        place: str | None = None,
        organisation: str | None = None,
    ) -> Vocabulary:
        """`learned`: words that an editor's choice has given to an indicator. Without `place`, the place most indicators have."""
        own: dict[str, list[str]] = {}
        for id, words, _ in learned:
            own.setdefault(id, []).append(words)
        meant = {}
        for id in sorted(definitions.indicators):
            indicator = definitions.indicator(id, as_of)
            if indicator is not None:
                meant[id] = _meant(indicator, definitions, tuple(own.get(id, ())), as_of)
        known, organs = _named(places, as_of), _named(organisations, as_of)
        names = tuple(name for one in meant.values() for name in one.names)
        index: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            for pair in name.core.pairs:
                index.setdefault(pair, []).append(number)
        return cls(
            as_of, meant, names, {pair: tuple(found) for pair, found in index.items()}, places, organisations,
            place or _usual(one.indicator.place for one in meant.values()), organisation,
            known, organs, _latin(known), _heads((*known, *organs)),
        )  # fmt: skip

    def knows(self, said: str) -> bool:
        """Whether it names a place or an organisation of the pack, or one's own (全市, 我区)."""
        plain = said.strip()
        names = (self.place_names, self.organisation_names)
        return bool(WHOLE.match(plain) or WHOLE_EN.match(plain)) or any(
            plain in known or plain.lower().removeprefix("the ") in known for known in names
        )

    def english_places(self, clause: str) -> tuple[str, ...]:
        """The places that a clause names in English."""
        return tuple(match[0].lower() for match in self.latin.finditer(clause)) if self.latin is not None else ()

    def named_in(self, words: str) -> list[str]:
        """The places and organisations that Chinese words name in full, in their order, the longest where several begin."""
        found, at = [], 0
        while at < len(words) - 2:
            lengths = self.heads.get(words[at : at + 2], ())
            name = next((n for size in lengths if self._named(n := words[at : at + size])), "")
            if name:
                found.append(name)
            at += len(name) or 1
        return found

    def _named(self, name: str) -> bool:
        return name in self.place_names or name in self.organisation_names

    def sharing(self, pairs: Iterable[str]) -> dict[int, int]:
        """Of the names that share a pair with a text, how many."""
        found: dict[int, int] = {}
        for pair in pairs:
            for number in self.by_pair.get(pair, ()):
                found[number] = found.get(number, 0) + 1
        return found


def traits_of(words: str) -> Traits:
    """What kind of number a name tells."""
    change = ""
    if CONTRIBUTION.search(words):
        change = "drag" if FALL.search(words) else "contribution"
    elif FALL.search(words) or FALL_EN.search(words):
        change = "fall"
    elif GROWTH.search(words) or GROWTH_EN.search(words):
        change = "growth"
    elif DECREASE.search(words):
        change = "decrease"
    elif INCREASE.search(words):
        change = "increase"
    pace = pace_of(words) if change else ""
    return Traits(change, bool(RANK.search(words)), bool(DIFFERENCE.search(words)), bool(PLANNED.search(words)), pace)


def pace_of(words: str) -> str:
    """年均 or 环比, where a change is told over another time than the year before."""
    found = PACE.search(words)
    return "" if found is None else "年均" if "均" in found[0] or "average" in found[0] else "环比"


def core_of(words: str, traits: Traits) -> str:
    """The words without what only says that it is a growth or a rank."""
    words = FALL.sub("", GROWTH.sub("", FALL_EN.sub("", GROWTH_EN.sub("", words))))
    if traits.difference:
        words = DIFFERENCE.sub("，", words)
    return RANK_FRAME.sub("", RANK.sub("", words)) if traits.rank else words


def _meant(indicator: Indicator, definitions: Definitions, learned: tuple[str, ...], on: date) -> Meant:
    computation = indicator.computation
    measures = _measures(indicator, definitions, on)
    one_of, counted = _values(indicator, measures)
    told = [("name", indicator.name.zh), ("name", indicator.name.en)]
    told += [("alias", words) for language in sorted(indicator.aliases) for words in indicator.aliases[language]]
    told += [("learned", words) for words in learned]
    main = traits_of(f"{indicator.name.zh} {indicator.name.en}")
    shape = computation.shape if isinstance(computation, Formula) else ""
    names = []
    for kind, words in dict.fromkeys((kind, words) for kind, words in told if words.strip()):
        own = traits_of(words)
        # What the name or the computation says holds for every alias: an alias of a rank names a rank.
        traits = Traits(
            own.change or (main.change if kind != "name" else ""),
            isinstance(computation, Rank) or main.rank or (indicator.unit in ("名", "位") and bool(AMONG.search(words))),
            shape == "difference" or main.difference or own.difference,
            main.planned or own.planned,
            own.pace or (main.pace if kind != "name" else ""),
        )
        core = phrase(core_of(GLOSS.sub("", words), traits))
        needs = phrase(core_of("，".join(match[0] for match in NEEDED.finditer(words)), traits))
        names.append(Name(words, core, needs, traits, kind, indicator.id, _part(words, counted)))
    also = [words for _, words in told] + list(_affirmed(indicator.json.get("note")))
    also += [words for measure in measures for words in (measure.name.zh, measure.name.en)]
    also += counted
    text = f"{indicator.name.zh}{indicator.name.en}{' '.join(also)}"
    money = "agreed" if AGREED.search(text) else "received" if RECEIVED.search(text) else ""
    explains = frozenset[str]().union(*(phrase(words).pairs for words in also))
    return Meant(indicator, tuple(names), explains, tuple(one_of), money)


def _measures(indicator: Indicator, definitions: Definitions, on: date) -> list[Measure]:
    """Of the indicator and of those that it refers to."""
    found, waiting, seen = dict[str, Measure](), [indicator], {indicator.id}
    while waiting:
        computation = waiting.pop().computation
        found |= {one.measure: definitions.measures[one.measure] for one in aggregates(computation)}
        for reference in references(computation):
            other = definitions.indicator(reference.indicator, on)
            if other is not None and other.id not in seen:
                seen.add(other.id)
                waiting.append(other)
    return list(found.values())


def _affirmed(note: object) -> Iterator[str]:
    """What a note says the figure is; what it says the figure is not, it does not explain."""
    for text in note.values() if isinstance(note, Mapping) else [note] if isinstance(note, str) else []:
        part = ""
        for letter in f"{text}；":
            if letter in "，；。,;.、":
                if not DENIES.search(part):
                    yield part
                part = ""
            else:
                part += letter


def _values(
    indicator: Indicator, measures: list[Measure]
) -> tuple[list[tuple[frozenset[str], frozenset[str]]], list[str]]:
    """By condition on a declared dimension: the values that the name tells together, those not counted; and all counted."""
    found, all_counted = [], []
    by_id = {measure.id: measure for measure in measures}
    for aggregate in aggregates(indicator.computation):
        dims = by_id[aggregate.measure].json.get("dims", ())
        declared = {dim["id"]: dim.get("values") for dim in dims if isinstance(dim, Mapping)}
        for condition in aggregate.where:
            values = declared.get(condition.key)
            if not isinstance(values, Mapping) or condition.negated:
                continue
            counted = [name for id in condition.values if id in values for name in _said(values[id])]
            others = [name for id in values if id not in condition.values for name in _said(values[id])]
            together = [name for name in counted if name in indicator.name.zh]
            found.append((frozenset(together), frozenset(name for name in others if len(name) > 1)))
            all_counted += counted
    return found, all_counted


def _part(words: str, counted: list[str]) -> tuple[str, ...]:
    """Which part a bracket says that it is, of an indicator of some values of a dimension; nothing where it is all of them."""
    said = tuple(match[0][1:-1] for match in GLOSS.finditer(words)) if counted else ()
    whole = any(one in ALL_PARTS for one in (*said, *counted))
    return tuple(dict.fromkeys((*said, *counted))) if said and not whole else ()


def _said(value: object) -> tuple[str, ...]:
    return tuple(str(words) for words in value.values()) if isinstance(value, Mapping) else (str(value),)


def _usual(places: Iterable[str | None]) -> str | None:
    counts: dict[str, int] = {}
    for place in places:
        if place is not None:
            counts[place] = counts.get(place, 0) + 1
    return max(sorted(counts), key=lambda place: counts[place]) if counts else None


# --- places and organisations -----------------------------------------------------------------------------------------

_PLACE_ENDINGS = ("街道", "开发区", "省", "市", "区", "县", "镇", "乡")
_ABBREVIATED = (
    ("住房和城乡建设", "住建"), ("发展和改革委员会", "发改委"), ("环境保护局", "环保局"), ("生态环境局", "环境局"),
    ("人力资源和社会保障局", "人社局"), ("国土资源局", "国土局"), ("教育体育局", "教体局"), ("卫生健康委员会", "卫健委"),
    ("卫生和计划生育委员会", "卫计委"), ("交通运输局", "交通局"), ("园林管理局", "园林局"), ("城市管理局", "城管局"),
    ("房产管理局", "房管局"), ("城乡建设局", "建设局"), ("外事侨务办公室", "外侨办"), ("纪律检查委员会", "纪委"),
    ("文化广电新闻出版局", "文广新局"), ("市委组织部", "组织部"), ("督查考核办公室", "督考办"), ("督查办公室", "督查办"),
    ("市政工程管理处", "市政处"), ("工业和信息化局", "工信局"), ("农业农村局", "农业局"), ("市场监督管理局", "市监局"),
)  # fmt: skip


def _named(tree: Tree, on: date) -> dict[str, Named]:
    """By full and short name; where a name stands for several, the highest in the tree."""
    found: dict[str, list[tuple[int, str]]] = {}
    above = {}
    for id in sorted(tree.ids(on)):
        node = tree.at(id, on)
        if node is not None:
            above[id] = node.name.zh
    for id in sorted(above):
        node = tree.at(id, on)
        assert node is not None
        line = tree.ancestors(id, on)
        for name in (*_short(node.name.zh, [above[a] for a in line if a in above]), node.name.en.lower()):
            found.setdefault(name, []).append((len(line), id))
    return {
        name: Named(tuple(dict.fromkeys(id for depth, id in places if depth == min(places)[0])))
        for name, places in found.items() if name
    }


def _latin(known: Mapping[str, Named]) -> re.Pattern[str] | None:
    names = sorted((name for name in known if name.isascii() and len(name) > 2), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.I) if names else None


def _heads(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Of names of three characters or more: two may be part of any word."""
    found: dict[str, set[int]] = {}
    for name in names:
        if len(name) > 2 and not name.isascii():
            found.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in found.items()}


def _short(name: str, above: list[str]) -> Iterator[str]:
    """景德镇市城乡建设局, 市城乡建设局, 市建设局; 珠山区, 珠山."""
    whole = name.removeprefix("中共").removeprefix("政协")
    forms = {name, whole}
    for higher in above:
        for form in tuple(forms):
            if form.startswith(higher) and len(form) > len(higher):
                forms |= {form.removeprefix(higher), higher[-1] + form.removeprefix(higher)}
    for form in tuple(forms):
        for long, short in _ABBREVIATED:
            if long in form:
                forms.add(form.replace(long, short))
    for ending in _PLACE_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            forms.add(name.removesuffix(ending))
            break
    yield from sorted(form for form in forms if len(form) > 1)
