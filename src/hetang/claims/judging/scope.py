"""Of which place, organisation and period a claim speaks, and how its figure must then be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hetang.claims.claim import Claim
from hetang.claims.judging.plain_words import FIELDS, SOURCE, WHOLE, WHOLE_EN, YEARS
from hetang.claims.judging.vocabulary import Meant, Named, Vocabulary
from hetang.claims.verdict import Draft
from hetang.figures.plan import Ask
from hetang.figures.shapes import ALL, Aggregate, Indicator, Rank, Window, stages_of
from hetang.terms.dates import Period
from hetang.terms.trees import Tree

_LEVELS_EN = {"country": "国", "nation": "国", "province": "省", "city": "市", "county": "县", "district": "区", "town": "镇"}
_GOVERNING = re.compile(r"^(?:[省市区县]|.{1,6}[省市区县])?(?:党委|委|政府|人民政府|人大|政协|委员会|党委政府)$")
_EARLIER = r"(?:上年|去年|前年|上季度|上月|上期|同期|上年同期|年初|此前|原来|过去)"
BASE = re.compile(rf"(?:[比较同与]|相比|相对于){_EARLIER}[^，。；\d]{{0,4}}$|(?:由|从)(?:{_EARLIER}|20\d\d年)?(?:末|底)?的?$")
READ, LONGEST_SENTENCE = 120, 600
SOME_PLACE = re.compile(
    r"^(?!各|全|每|所有|有关|周边|贫困|棚户|老|旧|城|山|灾|郊|矿)(?:"
    r"[一-鿿]{2,6}(?<![大强小名])(?:镇|乡|村|街道|县|市|州|旗|市区|自治区|片区|园区|新区|开发区)|[一-鿿]{2,3}(?<![大强小各])省"
    r"|[某邻外](?:省|市|县|区|镇|乡|村)"
    r"|[一-鿿]{1,6}[^城市老山灾矿景园库社地小片校厂林牧湖军战辖新郊赛特街功禁专住宿治发大强]区)$"
)
HEADS_SENTENCE = re.compile(r"(?:^|[。！？；\n])[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)]、?|[、.．是])|其中，?|在)?[\s　]*$")
LONGEST_NAME = 24
STOPS = re.compile(r"[、，,；;。：:（(\n]")
LEADS = re.compile(r"^\s*(?:其中|而|以及|和|及|与|另有|另)?")
VAGUE = re.compile("^(?:全年|当年|本年|年内|这一年|近年来?|一年来)$")  # of whichever year is told
_ABROAD = ("全球", "世界", "国际")
_ABOVE_ALL = ("全国", "国内", *_ABROAD)


@dataclass(frozen=True, slots=True)
class Scope:
    """`asks`: the ways in which what the text says may be asked, the first the plainest; `declared` as the indicator has it.

    `said` names what the text says otherwise than the declaration: place, organisation, period. `beyond`: a place that the
    ledger does not cover, in the text's words; `unknown`: a place or organisation that the draft leaves open (我区).
    """

    declared: Ask
    asks: tuple[Ask, ...]
    said: tuple[str, ...] = ()
    beyond: str = ""
    unknown: str = ""
    carried: bool = False  # the place is that of an earlier sentence: the text may have left it


def scope_of(claim: Claim, meant: Meant, words: Vocabulary, draft: Draft, text: str) -> Scope:
    """What the claim's place, organisation and period make of the indicator's ask."""
    indicator, declared = meant.indicator, Ask(meant.indicator.id, draft.as_of)
    if claim.number.kind == "rank":
        return _rank_scope(claim, meant, declared, text)
    ask, said, beyond, unknown = declared, [], "", ""
    place, kind, carried = _place(claim, meant, words, draft, text)
    of_old = starts_from(claim, text)
    inside = draft.place is not None and _below(words.places, draft.place, indicator.place or words.place, draft.as_of)
    if inside and not kind and not of_old:
        own = replace(ask, place=draft.place)  # nothing is said of whose it is: the draft's own district or the whole city
        either = dict.fromkeys([*_periods(claim, indicator, ask, meant, text), *_periods(claim, indicator, own, meant, text)])
        return Scope(declared, tuple(either), () if declared in either else ("period",))
    if kind in ("beyond", "unknown"):
        beyond, unknown = (place, "") if kind == "beyond" else ("", place)
    elif place and _below(words.places, place, indicator.place or words.place, draft.as_of):
        ask, said = replace(ask, place=place), ["place"]
    elif place and place != (indicator.place or words.place):
        beyond = _name(words.places, place, draft.as_of)
    organisation = _organisation(claim, words, draft, text)
    if organisation == "?":
        unknown = unknown or claim.about.organisation_said[0]
    elif organisation and _below(words.organisations, organisation, indicator.organisation, draft.as_of):
        ask, said = replace(ask, organisation=organisation), [*said, "organisation"]
    if of_old:
        return Scope(declared, tuple(dict.fromkeys(_before(indicator, ask))), (*said, "before"), beyond, unknown)
    asks = tuple(dict.fromkeys(_periods(claim, indicator, ask, meant, text)))
    if carried and ask.place is not None:
        asks = tuple(dict.fromkeys([*asks, *_periods(claim, indicator, replace(ask, place=None), meant, text)]))
    if ask not in asks:
        said.append("period")
    return Scope(declared, asks, tuple(said), beyond, unknown, carried)


def _rank_scope(claim: Claim, meant: Meant, declared: Ask, text: str) -> Scope:
    """A rank is a rank among some; among others it is another rank."""
    start, end = claim.about.clause
    near = f"{''.join(claim.about.place_said)} {text[start : claim.number.end] if end else ''} {claim.about.thing}"
    said = _field(near)
    own = _field(" ".join((*meant.indicator.name.to_json().values(), *(name.words for name in meant.names))))
    asks = tuple(dict.fromkeys(_periods(claim, meant.indicator, declared, meant, text)))
    other = said != own and said != "" and own != ""
    return Scope(declared, asks, () if declared in asks else ("period",), FIELDS[said][0] if other else "")


def _field(words: str) -> str:
    """The last field named: 全省第1 in “我市……居全省第1”."""
    at = {name: max(words.lower().rfind(word) for word in said) for name, said in FIELDS.items()}
    best = max(at, key=lambda name: at[name])
    return best if at[best] >= 0 else ""


# --- places and organisations ------------------------------------------------------------------------------------------


def _place(claim: Claim, meant: Meant, words: Vocabulary, draft: Draft, text: str) -> tuple[str, str, bool]:
    """(id, "place"), (words, "beyond" or "unknown"), or ("", ""); and whether it is that of an earlier sentence."""
    before = text[max(claim.about.sentence[0], claim.number.start - LONGEST_NAME) : claim.number.start]
    named = words.place_names.get(LEADS.sub("", STOPS.split(before)[-1]))  # ……昌江区9条、浮梁县3条
    if named is not None and len(named.ids) == 1:
        return named.ids[0], "place", False
    named_in = (*words.named_in(claim.about.thing), *words.english_places(text[slice(*claim.about.clause)][:READ]))
    for said in (*named_in, *claim.about.place_said):
        whole = WHOLE.match(said) or WHOLE_EN.match(said.strip())
        where = "" if said in named_in else _carried(said, claim, text)
        if any(said in name.words for name in meant.names) or (where == "left" and not whole):
            continue  # 优良天数增加，北县达标。发放……: of the whole again
        place, kind = _meant_place(said, whole, words, draft)
        if kind or whole or said in _ABOVE_ALL:
            return place, kind, where != ""
    return "", "", False


def _meant_place(said: str, whole: re.Match[str] | None, words: Vocabulary, draft: Draft) -> tuple[str, str]:
    if said in _ABOVE_ALL or (whole and whole["level"] in ("国", "country", "nation")):
        return ("", "") if _is_country(words, draft) and said not in _ABROAD else (said, "beyond")
    if whole:
        return _own(said, _LEVELS_EN.get(whole["level"].lower(), whole["level"]), words, draft)
    named = _lookup(words.place_names, said)
    if named is not None:
        return (named.ids[0], "place") if len(named.ids) == 1 else (said, "unknown")
    return (said, "unknown") if SOME_PLACE.search(said) else ("", "")


def _is_country(words: Vocabulary, draft: Draft) -> bool:
    """The ledger is that of the whole country: 全国 is its own place."""
    node = words.places.at(words.place or "", draft.as_of)
    return node is not None and node.kind == "country"


def _carried(said: str, claim: Claim, text: str) -> str:
    """Whether a place stands in an earlier sentence: `on`, or `left` where that sentence did not begin with it."""
    opens = max(claim.about.sentence[0], claim.number.start - READ)
    if said in text[opens : claim.number.start]:
        return ""
    at = text.rfind(said, max(0, opens - LONGEST_SENTENCE), opens)
    return "on" if at < 0 or HEADS_SENTENCE.search(text, max(0, at - LONGEST_NAME), at) else "left"


def _own(said: str, level: str, words: Vocabulary, draft: Draft) -> tuple[str, str]:
    """全市, 我区: the nearest of the draft's own places that ends so; above the pack's place it is beyond the ledger."""
    for start in (draft.place, words.place):
        for id in _line(words.places, start, draft.as_of):
            if _name(words.places, id, draft.as_of).endswith(level):
                return id, "place"
    if level in "省国":
        return said, "beyond"
    return (said, "unknown") if level in "区县镇乡" else ("", "")


def _organisation(claim: Claim, words: Vocabulary, draft: Draft, text: str) -> str:
    """The organisation that is said to have done it; "?" for 我局 where the draft does not say whose it is."""
    before = text[max(claim.about.clause[0], claim.number.start - READ) : claim.number.start]
    for said in dict.fromkeys((*claim.about.organisation_said, *reversed(words.named_in(before)))):
        if WHOLE.match(said):
            return draft.organisation or "?"
        if _GOVERNING.match(said) or said in words.place_names:
            continue
        at = text.rfind(said, *claim.about.sentence)
        if at < 0 and claim.about.sentence != (0, 0):
            continue  # whose deed it is, each sentence says anew: 市园林局……。森林覆盖率……
        if at >= 0 and (SOURCE.search(text[max(0, at - 2) : at]) or SOURCE.match(text[at + len(said) : at + len(said) + 4])):
            continue
        named = _lookup(words.organisation_names, said)
        if named is not None and len(named.ids) == 1:
            return named.ids[0]
    return ""


def _lookup(names: dict[str, Named] | object, said: str) -> Named | None:
    assert isinstance(names, dict)
    found = names.get(said) or names.get(said.lower().removeprefix("the "))
    return found if isinstance(found, Named) else None


def _line(tree: Tree, id: str | None, on: date) -> tuple[str, ...]:
    return () if id is None else (id, *tree.ancestors(id, on))


def _below(tree: Tree, id: str, top: str | None, on: date) -> bool:
    return id != top and (top is None or top in tree.ancestors(id, on))


def _name(tree: Tree, id: str, on: date) -> str:
    node = tree.at(id, on)
    return node.name.zh if node is not None else id


# --- periods -----------------------------------------------------------------------------------------------------------


def _periods(claim: Claim, indicator: Indicator, ask: Ask, meant: Meant, text: str) -> Iterator[Ask]:
    """The asks that what is said of the time allows."""
    period, said = claim.about.period, claim.about.period_said
    own = {match[0] for name in meant.names for match in YEARS.finditer(name.words)}
    if period is None or (said and any(said in name.words for name in meant.names)) or any(
        one in claim.about.thing or one == said for one in own
    ):
        yield ask
        return
    year = re.search(r"\d{4}", said)
    if VAGUE.search(said) or (year[0] if year else said) not in text[slice(*claim.about.sentence)][:LONGEST_SENTENCE]:
        yield ask  # told of no year by itself, or of one that an earlier sentence told
    if said.endswith("以来"):
        period = Period(period.start, max(period.end, ask.as_of))
    last = min(period.end, ask.as_of)
    this_year = _this_year(last, ask.as_of)
    if claim.about.stands_on and this_year is not None and not re.search(r"\d{4}|年", said):  # 截至3月末, whichever year was told before
        last = this_year
    as_then = replace(ask, as_of=last)
    if indicator.window == ALL:
        if claim.about.stands_on or stands(indicator) or period.start > ask.as_of:
            yield as_then
        else:
            yield replace(ask, period=Window.of(period))
            yield as_then
    elif Window.of(period) == indicator.window:
        yield ask
    elif claim.about.stands_on and not (said.endswith("以来") or said.startswith("今年")):
        yield as_then
        yield replace(as_then, period=Window(date(last.year, 1, 1), last))
    elif claim.about.stands_on:
        yield replace(as_then, period=Window(period.start, last))
    else:
        yield replace(ask, period=Window.of(period))
        if not _of_the_calendar(period):  # 一年来, 近年来: a frame rather than a period
            yield ask


def _this_year(day: date, as_of: date) -> date | None:
    """The same day of the draft's year, if it is not yet to come."""
    if (day.month, day.day) == (2, 29):
        return None
    moved = day.replace(year=as_of.year)
    return moved if moved <= as_of else None


def _of_the_calendar(period: Period) -> bool:
    return ".." not in str(period) or period.start.day == 1 == period.start.month or period.start.day == 1


def starts_from(claim: Claim, text: str) -> bool:
    """Whether it is the value that a change starts from (由62%提高到90%; 较上年的62%): of an earlier time."""
    before = text[max(claim.about.clause[0], claim.number.start - LONGEST_NAME) : claim.number.start]
    return claim.about.stage == "from" or (not claim.about.change and BASE.search(before) is not None)


def _before(indicator: Indicator, ask: Ask) -> Iterator[Ask]:
    """The year before, and the same thing a year ago."""
    if indicator.window.start is not None:
        yield replace(ask, period=indicator.window.year_before())
    yield replace(ask, as_of=ask.as_of.replace(year=ask.as_of.year - 1, day=min(ask.as_of.day, 28)))
    yield replace(ask, as_of=date(ask.as_of.year - 1, 12, 31))


def stands(indicator: Indicator) -> bool:
    """Whether it is a stock, told as of a day (the latest of each), not a flow over a period."""
    if isinstance(indicator.computation, Rank):
        return False
    columns = [column for stage in stages_of(indicator.computation) for _, column in stage.columns]
    return any(isinstance(column, Aggregate) and column.kind == "latest" for column in columns)
