"""What each number of a sentence is about: the subject before it, the noun after it, and what is carried on from clause to clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hetang.claims.about_words import BARE, FALL
from hetang.claims.claim import Number
from hetang.claims.coordination import items_of
from hetang.claims.phrases import Phrase, action_of, cut_base, noun_end, taken_apart, without_glosses
from hetang.claims.telling import Telling, Told

_STANDS = r"(?:在|居|列|位列|位居|稳居|排在|排|排名|名列|跃居|升至|跻身|保持|均|都|前移至|上升至|上升到|提升至|前进至|分别)"
SCOPES = re.compile(
    rf"(?:{_STANDS}+(?P<scope>[一-鿿]{{2,10}}?)?|(?P<plain>全国|全省|全市|全区|全县|全球|世界|全省各[一-鿿]{{1,3}}|[中东西]部地区|中部六省))(?:排名?|居|列|位居|位列|稳居|名列|为|并列|跃居|升至|位次|名次)*$"
)
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)年?(?:、|和|及)(?P<second>(?:19|20)\d\d)年(?P<rest>.*)")
_PLAN_SHARE = re.compile(
    r"(?P<named>.*?)(?:分别|均|已)*"
    r"(?P<what>完成(?:全?年度?|年初|预期|目标|计划|任务|预算|进度|省|市|下达)*(?:计划|目标|任务|预算))的?$"
)
_PLAIN_SHARE = re.compile(r"(?P<named>.*?)的?(?:分别|约|均|各)*占(?:到|比)?")
_SHARE = re.compile(r"(?P<named>.*?)(?:分别|约|均)*占(?!比)(?P<of>[^，。；]{1,24}?)(?:的)?(?P<word>比重|比例|份额|比)?的?$")
# What has one of these is its owner: 装备制造业增加值……，利润 is its profit.
OWNED = (
    "增加值", "产值", "总产值", "招生", "在校生", "毕业生", "客运量", "货运量", "客运周转量", "货运周转量",
    "存栏", "出栏", "零售额", "营业收入", "贡献率", "播种面积", "种植面积", "总产", "总产量", "产量",
)
COUNTED = ("count", "quantity", "age")
_NO_NOUN = "达 同比 比 占 位居 居 列 均 都 共 完成 实现 全部 环比 较 增 下降 提 减 以 之 和 及 与 至 到 ， 、"
NO_NOUN = tuple(_NO_NOUN.split(" "))
PACES = {
    "贡献率": "contribution", "增速": "growth", "增幅": "growth", "涨幅": "growth", "增长率": "growth", "降幅": "fall", "下降率": "fall",
}
ABOVE = ("高出", "高于", "低于", "快于", "慢于", "多于", "少于", "领先")
OUTER = re.compile(r"^(?:以上|以下|以内|左右|上下|之多|多|余|有余|的)+")


def tell(state: Telling, run: Sequence[tuple[int, Number]], before: str, after: str) -> list[Told]:
    """What the numbers of a run (several where they share one phrase: 分别增长5%、7%) are about."""
    index, number = run[0]
    phrase = taken_apart(without_glosses(before))
    state.part = state.part or phrase.part
    if len(run) > 1:
        return _several(state, run, phrase)
    after = without_glosses(after)
    for rule in (_lasting, _ranked, _planned, _pulled, _compared, _shared, _changed, _counted, _leveled):
        if (found := rule(state, index, number, phrase, after)) is not None:
            return [state.keep(found)]
    return [state.keep(Told(index, ""))]


def _lasting(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """连续19年: what lasts is said before and after."""
    if number.kind != "duration":
        return None
    before = phrase.raw.rstrip().removesuffix("连续").strip()
    after = OUTER.sub("", after).strip()
    subject = before or (state.last.named if state.last else "")
    return Told(index, subject, subject, "", "", number.unit, "", subject + after, subject or after, (), planned=phrase.planned)


def _ranked(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if number.kind != "rank":
        return None
    found = SCOPES.search(phrase.raw)
    scope = (found["scope"] or found["plain"] or "") if found else ""
    words = phrase.raw[: found.start()] if found else phrase.raw
    subject = taken_apart(words).whole
    before, same = _whose(state, subject)
    named = before + subject
    if not subject and len(state.together) > 1 and ("均" in phrase.raw or "都" in phrase.raw):
        named = "、".join(state.together)
    thing = f"{named}({scope})" if named and scope else named
    return Told(index, named, named, "", "", number.unit, "", thing, named, (scope,) if scope else (), same_as=same)


def _whose(state: Telling, subject: str) -> tuple[str, int | None]:
    """The name to which a bare measure (提升幅度, 数量, or nothing at all) belongs, "" where it cannot be said for certain."""
    last = state.last
    if subject and subject not in BARE:
        return "", None
    if last is None or (subject and state.topic and last.measure):
        return (state.topic if subject else ""), None
    if not subject or subject.endswith(("幅度", "增速", "增幅", "涨幅", "降幅", "现价总量")):
        return last.named, last.index
    if subject in ("数量", "总量", "总数", "规模") and not last.measure:
        return (last.head if last.verb else last.thing), last.index
    if last.measure and last.measure not in OWNED:
        return "", None      # 劳动生产率……，主营业务收入: whose is not said
    return (last.head if last.verb else last.entity) or last.named, last.index


def _planned(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if number.unit != "%" or (found := _PLAN_SHARE.fullmatch(phrase.raw)) is None:
        return None
    subject = taken_apart(found["named"]).whole
    before, same = _whose(state, subject)
    named = before + subject
    thing = f"{named}{found['what']}比例" if named else ""
    return Told(index, named, named, "", "", number.unit, "", thing, named, (found["what"],), same_as=same)


def _pulled(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if not phrase.pulled:
        return None
    subject = phrase.entity or phrase.whole
    same = None
    if not subject and state.last is not None:
        subject, same = state.last.entity or state.last.named, state.last.index
    thing = subject + phrase.pulled if subject else ""
    return Told(index, subject, subject, "", "", number.unit, "contribution", thing, phrase.pulled, (subject,), same_as=same)


def _compared(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """比同期增速高0.8个百分点, 高出全国平均水平9.1个百分点, 比上年多12家."""
    if not phrase.than:
        return None
    subject, same = phrase.whole, None
    last = state.last
    named = subject
    if not subject or subject in BARE:
        if last is None:
            return Told(index, "", base=phrase.base)
        same = last.index
        pace = "增速" if number.unit == "pp" and last.change in ("growth", "fall") and "增速" not in last.named else ""
        named = last.named + (subject or pace)
    than = phrase.than.removesuffix("增速").removesuffix("的")
    thing = f"{named}{phrase.way}{than}" if phrase.way in ABOVE else f"{named}比{than}{phrase.way}"
    change = "decrease" if phrase.way[0] in "低慢少缩" else "increase"
    return Told(index, named, named, "", "", number.unit, change, thing, named, (), phrase.base, same_as=same)


def _shared(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """A占B的比重为x%, 占比x%."""
    if number.unit not in ("%", "‰") or phrase.change:
        return None
    found = _SHARE.fullmatch(phrase.bare) or _PLAIN_SHARE.fullmatch(phrase.bare)
    if found is None:
        return None
    subject = taken_apart(found["named"]).whole
    before, same = _whose(state, subject)
    named = before + subject
    if "of" not in found.groupdict():
        share = named + "占比" if named else ""
        return Told(index, share, named, "占比", "", number.unit, "", share, "占比", (named,) if named else (), same_as=same)
    thing = f"{named}占{found['of']}比重" if named else ""
    return Told(index, thing, named, "比重", "", number.unit, "", thing, "比重", (named, found["of"]) if named else (), same_as=same)


def _changed(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if not phrase.change or (number.kind in COUNTED and number.unit not in ("%", "‰", "pp") and _noun_follows(after)):
        return None
    subject, measure, same, entity = phrase.whole, phrase.measure, None, phrase.entity
    last = state.last
    if not subject and last is None and state.topic:
        phrase = replace(phrase, whole=state.topic)
        subject = state.topic
    if not subject:
        if last is None or not last.named:
            return Told(index, "", change=_kind(phrase.change, number), base=phrase.base, unit=number.unit)
        named, entity, measure, same = last.named, last.entity, last.measure, last.index
        if number.unit == "pp" and last.change in ("growth", "fall"):
            named += "增速"
    else:
        named, entity, measure, same = _completed(state, phrase)
    return _change_told(index, number, phrase, named, entity, measure, same)


def _change_told(index: int, number: Number, phrase: Phrase, named: str, entity: str, measure: str, same: int | None) -> Told:
    kind = _kind(phrase.change, number)
    base = phrase.said_base
    if measure.endswith("价格指数") or measure.endswith("价格总指数"):
        measure = measure.removesuffix("指数").removesuffix("总")
        named = named.removesuffix("指数").removesuffix("总")
    thing = named + base + changed_word(phrase, number) if named else ""
    head = measure or named
    qualifiers = (entity,) if entity and entity != head else ()
    return Told(index, named, entity, measure, "", number.unit, kind, thing, head, qualifiers, phrase.base, phrase.planned, same_as=same)


def changed_word(phrase: Phrase, number: Number) -> str:
    """增长 of a per cent is a 增长率; of an amount of money a 增加额; of anything else the word itself."""
    yearly = "年均" if "年均" in phrase.raw else "累计" if "累计" in phrase.raw and number.unit == "%" else ""
    verb = {"增": "增长", "升": "上升", "涨": "上涨", "降": "下降", "减": "减少"}.get(phrase.change, phrase.change)
    if number.unit in ("%", "‰"):
        return yearly + verb.removesuffix("率") + "率"
    if number.kind == "money" and verb in ("增加", "减少"):
        return verb + "额"
    return yearly + verb


def _kind(verb: str, number: Number) -> str:
    falls = verb in FALL
    if number.unit in ("%", "‰", "倍"):
        return "fall" if falls else "growth"
    return "decrease" if falls else "increase"


def _completed(state: Telling, phrase: Phrase) -> tuple[str, str, str, int | None]:
    """(name, entity, measure, carried from): a bare measure takes its owner, a bare owner the measure of what it is part of."""
    subject = phrase.whole
    if subject in BARE:
        before, same = _whose(state, subject)
        return (before + subject if before else ""), before, subject, same
    if phrase.measure:
        return subject, phrase.entity, phrase.measure, None
    if state.view:
        return subject + state.view, subject, state.view, None
    if state.part and state.whole is not None and state.whole.measure:
        measure = state.whole.measure.removesuffix("指数") or state.whole.measure
        return subject + measure, subject, measure, state.whole.index
    return subject, subject, "", None


def _counted(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """The counted noun stands after the unit: 27条道路, 1.4万余家企业实施改造."""
    words = OUTER.sub("", after).strip()
    if number.kind not in COUNTED or number.unit in ("%", "‰", "pp") or not _noun_follows(after):
        return None
    end = noun_end(words)
    noun, predicate = words[:end].strip().removesuffix("的"), words[end:].strip(" ，、")
    if noun.endswith(("中", "里")) and len(noun) > 3:
        noun, state.part = noun[:-1], True
    if not noun:
        return None
    subject = "" if phrase.measure else phrase.whole + phrase.change
    verb = phrase.verb or phrase.change or (state.verb if not subject else "")
    before = subject or verb
    if before:
        thing = before + noun
    elif predicate and len(predicate) <= 16:
        loose = predicate.startswith(("如期", "基本", "全部", "全面", "均", "都", "已", "顺利", "正式", "有序"))
        thing = f"{noun}({predicate})" if loose else f"{predicate}的{noun}"
    else:
        thing = noun
    state.verb = verb
    head = noun.rsplit("的", 1)[-1]
    return Told(index, thing, noun, "", verb, number.unit, "", thing, head, (before,) if before else (), planned=phrase.planned)


def _leveled(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """The name stands before: 地区生产总值达3.6万亿元, 新增上市公司6家, 其中新建12条."""
    subject, last = phrase.whole, state.last
    stage = _stage(phrase, last)
    if not subject and last is None and state.topic:
        subject = state.topic
        phrase = replace(phrase, whole=subject)
    if not subject:
        if last is None or (phrase.raw != phrase.reach) or (not phrase.reach and not state.adjacent):
            return Told(index, "", unit=number.unit, stage=stage)
        return Told(index, last.named, last.entity, last.measure, last.verb, number.unit, "", last.thing if not last.change else last.named,
                    last.head, last.qualifiers, planned=phrase.planned, stage=stage, same_as=last.index)
    if subject.startswith("超计划") and last is not None:
        return replace(last, index=index, unit=number.unit, change="increase", thing=last.named + "超计划数", qualifiers=("超计划",),
                       same_as=last.index)
    if subject.endswith(("的", "级", "类", "型")) and (counted := _counted_before(state, number)) is not None:
        noun = counted.head.rsplit("的", 1)[-1]
        kept = (subject.removesuffix("的"),)
        return Told(index, subject + noun, noun, "", "", number.unit, "", subject + noun, noun, kept, same_as=counted.index)
    if phrase.front or state.front:
        return _front_change(state, index, number, phrase)
    named, entity, measure, verb, same = subject, phrase.entity, phrase.measure, phrase.verb, None
    if subject in BARE:
        before, same = _whose(state, subject)
        named, entity = (before + subject if before else ""), before
    elif state.part and state.whole is not None and measure in BARE and state.whole.measure.replace("总", "").endswith(measure):
        measure = state.whole.measure.replace("总", "")
        named = entity + measure
    elif state.part and state.whole is not None and not measure and number.unit == state.whole.unit:
        named, entity, measure, same = _part_named(state.whole, phrase)
    elif not verb and not measure and state.verb and number.kind == "count":
        named, verb = state.verb + subject, state.verb
    state.verb = verb
    head = measure or (named.removeprefix(verb) if verb else named)
    qualifiers = tuple(word for word in (entity if entity != head else "", verb) if word)
    change = PACES.get(measure, "")
    return Told(index, named, entity or subject, measure, verb, number.unit, change, named, head, qualifiers,
                planned=phrase.planned, stage=stage, same_as=same)


def _stage(phrase: Phrase, last: Told | None) -> str:
    """由 a 提高到 b: the first and the last value; 13677户49479人 told of one moment."""
    if phrase.reach.endswith(("由", "从")):
        return "from"
    if last is None or not last.stage:
        return ""
    return "to" if phrase.reach else last.stage


def _counted_before(state: Telling, number: Number) -> Told | None:
    """What is counted in the same unit, of which these are some: the whole where one is open, else the last told."""
    told = [state.whole] if state.part and state.whole is not None else []
    told += [one for one in reversed(state.told[-6:]) if not one.change]
    return next((one for one in told if one is not None and one.unit == number.unit and one.head), None)


def _part_named(whole: Told, phrase: Phrase) -> tuple[str, str, str, int | None]:
    """A part named by its owner or its deed alone takes the measure or the noun of its whole: 住宅 -> 住宅销售面积, 新建 -> 新建道路."""
    subject = phrase.whole
    if whole.measure:
        return subject + whole.measure, subject, whole.measure, whole.index
    if action_of(subject) == subject and whole.head:
        return subject + whole.head, subject, "", whole.index
    return subject, subject, "", None


def _front_change(state: Telling, index: int, number: Number, phrase: Phrase) -> Told:
    """调减玉米种植面积77万亩: the deed stands in front; items after it share the measure."""
    subject, front = phrase.whole, phrase.front or state.front
    last = state.told[-1] if state.told and state.front else None
    state.front = front
    measure = phrase.measure or (last.measure if last is not None else "")
    entity = subject.removesuffix(measure) if measure else subject
    named = entity + measure
    kind = _kind(front, number)
    return Told(index, named, entity, measure, front, number.unit, kind, named + front, measure or named, (entity,))


def _several(state: Telling, run: Sequence[tuple[int, Number]], phrase: Phrase) -> list[Told]:
    """分别: as many names as numbers, said before the verb or told already."""
    if years := _YEARS.match(phrase.bare.removesuffix("分别")):
        return _by_year(state, run, years, phrase)
    head, _, tail = phrase.raw.partition("分别")
    if not tail:
        head, tail = phrase.whole, phrase.raw[len(phrase.whole):] if phrase.raw.startswith(phrase.whole) else phrase.raw
    head, moved = cut_base(head)
    names = items_of(head, len(run)) if head else ()
    if not names and not head:
        return _carried(state, run, moved + tail)
    if len(names) != len(run):
        return [state.keep(Told(index, "", unit=number.unit)) for index, number in run]
    found = []
    for one, name in zip(run, names, strict=True):
        found += tell(state, [one], name + moved + tail, "")
    if found[0].change:
        state.levels = []
    state.together = tuple(one.named for one in found)
    return found


def _by_year(state: Telling, run: Sequence[tuple[int, Number]], years: re.Match[str], phrase: Phrase) -> list[Told]:
    """2015和2016年同期增速分别为3.3%、0.5%: one thing, of two years."""
    found = []
    for (index, number), year in zip(run, (years["first"], years["second"]), strict=False):
        for one in tell(state, [(index, number)], years["rest"].removeprefix("同期"), ""):
            found.append(replace(one, time=f"{year}年"))
            state.told.pop()    # the second is said of the same as the first, not of it
    return found


def _carried(state: Telling, run: Sequence[tuple[int, Number]], tail: str) -> list[Told]:
    """……分别增长5%、7%, where the names were told before, with values (or, without, in the clause before)."""
    count = len(run)
    levels = state.levels[-count:] if len(state.levels) >= count else []
    state.levels = []
    if levels:
        found = []
        for one, (index, number) in zip(levels, run, strict=True):
            state.told.append(one)
            found.extend(tell(state, [(index, number)], tail, ""))
        state.levels = [one for one in found if not one.change]
        return found
    names = items_of(state.heard, count)
    if len(names) == count:
        names = (*names[:-1], names[-1][: noun_end(names[-1])])
        return [one for (index, number), name in zip(run, names, strict=True) for one in tell(state, [(index, number)], name + tail, "")]
    return [state.keep(Told(index, "", unit=number.unit)) for index, number in run]


def _noun_follows(after: str) -> bool:
    words = OUTER.sub("", after).strip()
    return bool(words) and ("㐀" <= words[0] <= "鿿" or words[0] in "“《") and not words.startswith(NO_NOUN)
