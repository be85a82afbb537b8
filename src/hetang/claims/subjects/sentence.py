"""What each number of a sentence is about: the subject before it, the noun after it, what is carried on from others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hetang.claims.claim import Number
from hetang.claims.subjects.changes import (
    aside,
    changed,
    compared,
    framed_alone,
    kind_of,
    multiplied,
    planned,
    pulled,
    shared,
)
from hetang.claims.subjects.coordination import items_of
from hetang.claims.subjects.owners import counted_before, part_named, whose
from hetang.claims.subjects.phrases import (
    COUNTED,
    OUTER,
    Phrase,
    action_of,
    cut_base,
    is_deed,
    led,
    measure_of,
    noun_end,
    noun_follows,
    strip_trail,
    taken_apart,
    without_deed,
    without_glosses,
)
from hetang.claims.subjects.telling import Telling, Told
from hetang.claims.subjects.words import BARE

_STANDS = r"(?:在|居|列|位列|位居|稳居|排在|排|排名|名列|跃居|升至|跻身|保持|均|都|前移至|上升至|上升到|提升至|前进至|分别)"
SCOPES = re.compile(
    rf"(?:{_STANDS}+(?P<scope>[一-鿿]{{2,10}}?)?|(?P<plain>全国|全省|全市|全区|全县|全球|世界|全省各[一-鿿]{{1,3}}|[中东西]部地区|中部六省))(?:排名?|居|列|位居|位列|稳居|名列|为|并列|跃居|升至|位次|名次)*$"
)
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)年?(?:、|和|及)(?P<second>(?:19|20)\d\d)年(?P<rest>.*)")
_PLAN_END = re.compile(r"(?:年初|年度)?(?:预算数|计划数|任务数|计划|目标|任务)$")
_OF_SEVERAL = re.compile(r"占(?P<of>[^，。；]+)的(?:比重|比例)?(?:为|达)?")
_NEEDS_SUBJECT = ("稳定", "保持", "增长", "下降", "位居", "居", "超", "突破", "提高", "达", "增产", "实现")
_WORK = re.compile(r"(?<=[一-鿿”]{2})(?:建设|创建|改造)$")     # 30个试点建设全面铺开 are 30个试点
_OF_PREVIOUS = re.compile(r"(?P<shared>[一-鿿“”]{2,}?(?:示范|试点|样板|标杆|典型|先进|模范|特色))[一-鿿]{1,3}$")
_COMMON_NOUNS = "项目 地区 单位 企业 基地 园区 城市 集体 个人 社区 村 乡镇 县 机构 工程 学校"
_COMMON = frozenset(_COMMON_NOUNS.split())
_MARKS = re.compile(r"(?:其余|其中|已|有|也|仍|还|将近|近|大约|约|超过|超|逾|不到|不足|至少)*")   # before the number and nothing else
_YEAR_SAID = re.compile(r"(?:19|20)\d\d年(?:末|底|初)?")
PACES = {
    "贡献率": "contribution", "增速": "growth", "增幅": "growth", "涨幅": "growth", "增长率": "growth", "降幅": "fall", "下降率": "fall",
}


def tell(state: Telling, run: Sequence[tuple[int, Number]], before: str, after: str) -> list[Told]:
    """What the numbers of a run (several where they share one phrase: 分别增长5%、7%) are about."""
    index, number = run[0]
    phrase = taken_apart(without_glosses(before))
    state.part_now = phrase.part
    if phrase.part:
        state.open_parts()
    if len(run) > 1:
        return _several(state, run, phrase)
    after = without_glosses(after)
    for rule in (aside, framed_alone, multiplied, _lasting, _ranked, planned, pulled, compared, shared, changed, _counted, _leveled):
        if (found := rule(state, index, number, phrase, after)) is not None:
            return [state.keep(found)]
    return [state.keep(Told(index, ""))]


def _lasting(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """连续19年: what lasts is said before and after."""
    if number.kind != "duration" or phrase.change:
        return None
    before = (phrase.raw if phrase.raw.endswith("连续") else strip_trail(phrase.raw)[0]).removesuffix("连续")
    after = OUTER.sub("", after).strip()
    carried = state.last is not None and after.startswith(_NEEDS_SUBJECT)
    subject = before or (state.last.named if carried and state.last is not None else "")
    return Told(index, subject, subject, "", "", number.unit, "", subject + after, subject or after, (), planned=phrase.planned)


def _ranked(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if number.kind != "rank":
        return None
    found = SCOPES.search(phrase.raw)
    scope = (found["scope"] or found["plain"] or "") if found else ""
    words = phrase.raw[: found.start()] if found else phrase.raw
    subject = taken_apart(words).whole
    before, same = whose(state, subject)
    if same is not None and state.within and before == state.within:
        before, same = "", None        # 在11个设区市中排名第3: of what is not said
    named = before + subject
    if not subject and len(state.together) > 1 and ("均" in phrase.raw or "都" in phrase.raw):
        named = "、".join(state.together)
    thing = f"{named}({scope})" if named and scope else named
    return Told(index, named, named, "", "", "rank", "", thing, named, (scope,) if scope else (), same_as=same)


def _counted(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """The counted noun stands after the unit: 27条道路, 1.4万余家企业实施改造."""
    words = OUTER.sub("", after).strip()
    counts = number.kind in COUNTED or (number.kind == "money" and (not phrase.whole or is_deed(phrase.whole)))
    if not counts or number.unit in ("%", "‰", "pp") or not noun_follows(after):
        return None
    if number.kind == "quantity" and phrase.whole and not action_of(phrase.whole):
        return None       # 生态廊道1194公里全线贯通: what stands after a length or an area tells of it
    end = noun_end(words)
    if number.kind == "money" and not measure_of(words[:end]):
        return None       # 投入3000万元改善环境: the money is for that, it does not count it
    noun, predicate = words[:end].strip().rstrip("的和及与"), words[end:].strip(" ，、")
    if noun.endswith("中") and len(noun) > 2 and not noun.endswith(("高中", "初中", "集中", "之中")):
        noun, state.opening = noun[:-1], True
    if not noun:
        return None
    subject = "" if phrase.measure else phrase.whole + phrase.change
    verb = phrase.verb or phrase.change or (state.verb if not subject else "")
    before = subject or verb
    if subject.endswith("等") or ("、" in subject and not action_of(subject)):
        thing, verb = noun, ""       # 武威、白银等4个市州: names of what is counted
    elif before:
        thing = before + noun
    elif predicate and len(predicate) <= 16:
        if number.kind == "count" and (work := _WORK.search(noun)):
            noun, predicate = noun[: work.start()], work[0] + predicate
        loose = predicate.startswith(("建设", "创建", "改造", "如期", "基本", "全部", "全面", "均", "都", "已", "顺利", "正式", "有序"))
        thing = f"{noun}({predicate})" if loose else f"{predicate}的{noun}"
    else:
        thing = noun
    state.verb = verb
    head = noun.rsplit("的", 1)[-1]
    return Told(index, thing, noun, "", verb, number.unit, "", thing, head, (before,) if before else (), planned=phrase.planned)


def _leveled(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """The name stands before: 地区生产总值达3.6万亿元, 新增上市公司6家, 其中新建12条."""
    subject, last = phrase.whole, state.last
    of_what_follows = after.lstrip("以上下左右").startswith("的") or (_MARKS.fullmatch(phrase.raw) and noun_follows(after))
    if number.unit == "%" and not subject and of_what_follows:
        return _share_of_noun(index, number, after)
    stage = _stage(phrase, last)
    if not subject and last is None and (topic := state.subject):
        subject = topic
        phrase = replace(phrase, whole=subject)
    if not subject:
        if last is None or (phrase.raw != phrase.reach) or (not phrase.reach and not state.adjacent):
            return Told(index, "", unit=number.unit, stage=stage)
        named = _done(last.named) if "完成" in phrase.reach or "实现" in phrase.reach else last.named
        thing = named if last.change or named != last.named else last.thing
        time = _YEAR_SAID.search(phrase.reach)
        return Told(index, named, last.entity, last.measure, last.verb, number.unit, "", thing, last.head, last.qualifiers,
                    planned=phrase.planned, stage=stage, same_as=last.index, time=time[0] if time else "")
    if subject.startswith("超计划") and last is not None:
        return replace(last, index=index, unit=number.unit, change="", thing=last.named + "超计划数", qualifiers=("超计划",),
                       same_as=last.index, aside=True)
    if subject.endswith("的") and subject[:-1] in state.names:
        subject = subject[:-1]       # 检修路灯的4150盏, after 检修路灯
        phrase = replace(phrase, whole=subject)
    if subject.endswith(("的", "级", "类", "型")) and (counted := counted_before(state, number)) is not None:
        noun = counted.head.rsplit("的", 1)[-1]
        kept = (subject.removesuffix("的"),)
        return Told(index, subject + noun, noun, "", "", number.unit, "", subject + noun, noun, kept, same_as=counted.index)
    if is_deed(subject):
        return _deed(state, index, number, phrase)
    if phrase.front or state.front:
        return _front_change(state, index, number, phrase)
    named, entity, measure, verb, same = subject, phrase.entity, phrase.measure, phrase.verb, None
    if subject in BARE:
        before, same = whose(state, subject)
        named, entity = (before + subject if before else ""), before
    elif state.part and state.whole is not None and measure in BARE and state.whole.measure.replace("总", "").endswith(measure):
        measure = state.whole.measure.replace("总", "")
        named = entity + measure
    elif state.part and state.whole is not None and not measure and number.unit == state.whole.unit:
        named, entity, measure, same = part_named(state.whole, phrase)
    elif not verb and not measure and state.verb and number.kind == "count":
        shared = _OF_PREVIOUS.fullmatch(last.named) if last is not None and subject in _COMMON else None
        named, verb = (shared["shared"] if shared is not None else state.verb) + subject, state.verb
    state.verb = verb
    head = measure if len(measure) > 1 else named.removeprefix(verb) if verb else named      # 增值税 has no part 税
    qualifiers = tuple(word for word in (entity if entity != head and head == measure else "", verb) if word)
    change = PACES.get(measure, "")
    time = _YEAR_SAID.search(phrase.reach)
    return Told(index, named, entity or subject, measure, verb, number.unit, change, named, head, qualifiers, time=time[0] if time else "",
                planned=phrase.planned or _PLAN_END.search(named) is not None, stage=stage, same_as=same)


def _done(named: str) -> str:
    """Of a plan the deed: 收入预算数为15亿元，实际完成16亿元 tells of the 收入."""
    return _PLAN_END.sub("", named)


def _share_of_noun(index: int, number: Number, after: str) -> Told:
    """60%的农户达到小康标准: the share of those who did."""
    words = OUTER.sub("", after).strip()
    end = noun_end(words)
    noun, predicate = words[:end], words[end:].strip(" ，、")
    thing = f"{predicate}的{noun}占比" if noun and predicate and len(predicate) <= 16 else ""
    return Told(index, thing, noun, "占比", "", number.unit, "", thing, "占比", (noun,) if thing else ())


def _deed(state: Telling, index: int, number: Number, phrase: Phrase) -> Told:
    """已整改1153个, 基本建成7200套: the deed alone; to what it was done was told before, in the same unit."""
    verb, before = phrase.whole, counted_before(state, number)
    if before is None or is_deed(before.head):
        return Told(index, verb, verb, "", verb, number.unit, "", verb, verb, (), planned=phrase.planned)
    shared = without_deed(before.named)
    thing = shared + verb if shared else verb + before.head
    return Told(index, thing, before.head, "", "", number.unit, "", thing, shared or before.head, (verb,),
                planned=phrase.planned, same_as=before.index)


def _stage(phrase: Phrase, last: Told | None) -> str:
    """由 a 提高到 b: the first and the last value; 13677户49479人 told of one moment."""
    if phrase.reach.startswith(("由", "从")):
        return "from"
    if last is None or not last.stage or phrase.whole:
        return ""
    return "to" if phrase.reach else last.stage


def _front_change(state: Telling, index: int, number: Number, phrase: Phrase) -> Told:
    """调减玉米种植面积77万亩: the deed stands in front; items after it share the measure."""
    subject, front = phrase.whole, phrase.front or state.front
    last = state.told[-1] if state.told and state.front else None
    state.front = front
    measure = phrase.measure or (last.measure if last is not None else "")
    entity = subject.removesuffix(measure) if measure else subject
    named = entity + measure
    kind = kind_of(front, number)
    return Told(index, named, entity, measure, front, number.unit, kind, named + front, measure or named, (entity,))


def _several(state: Telling, run: Sequence[tuple[int, Number]], phrase: Phrase) -> list[Told]:
    """分别: as many names as numbers, said before the verb or told already."""
    if years := _YEARS.match(phrase.bare.removesuffix("分别")):
        return _by_year(state, run, years, phrase)
    if len(state.years) == len(run) and "、" not in phrase.whole:
        one_by_one, state.years = state.years, ()
        found = [tell(state, [one], phrase.raw.replace("分别", ""), "")[0] for one in run]
        return [replace(one, time=year) for one, year in zip(found, one_by_one, strict=True)]
    head, _, tail = phrase.raw.partition("分别")
    if not tail:
        head, tail = phrase.whole, phrase.raw[len(phrase.whole):] if phrase.raw.startswith(phrase.whole) else phrase.raw
    head, moved = cut_base(head)
    names = items_of(head, len(run)) if head else ()
    if not names and "分别" in state.so_far:     # 三十岁以下、五十岁以上的占比分别为: numbers that belong to names
        names = items_of(led(state.so_far.partition("分别")[0]), len(run))
    if not names and not head:
        return _carried(state, run, moved + tail)
    if len(names) != len(run):
        return [state.keep(Told(index, "", unit=number.unit)) for index, number in run]
    found = []
    for one, name, way in zip(run, names, _ways(state, tail), strict=True):
        found += tell(state, [one], name + moved + way, "")
    if found[0].change:
        state.levels = []
    state.together = tuple(one.named for one in found)
    return found


def _ways(state: Telling, tail: str) -> list[str]:
    """The words that lead to each number of a run; what is not said again goes on."""
    ways = [tail]
    for own in state.ways:
        ways.append(own if own and not own.startswith(("、", "，")) else ways[-1])
    return ways


def _by_year(state: Telling, run: Sequence[tuple[int, Number]], years: re.Match[str], phrase: Phrase) -> list[Told]:
    """2015和2016年同期增速分别为3.3%、0.5%: one thing, of two years."""
    found = []
    rest = years["rest"].removeprefix("同期")
    same = "同期" if rest != years["rest"] else ""
    for (index, number), year in zip(run, (years["first"], years["second"]), strict=False):
        for one in tell(state, [(index, number)], rest, ""):
            found.append(replace(one, time=f"{year}年{same}"))
            state.told.pop()    # the second is said of the same as the first, not of it
    return found


def _tails(tail: str, count: int) -> tuple[str, ...]:
    """分别占全县行政村、农户的: each share of its own whole."""
    found = _OF_SEVERAL.fullmatch(tail)
    wholes = items_of(found["of"], count) if found is not None else ()
    return tuple(f"占{whole}的" for whole in wholes) if len(wholes) == count else (tail,) * count


def _carried(state: Telling, run: Sequence[tuple[int, Number]], tail: str) -> list[Told]:
    """……分别增长5%、7%, where the names were told before, with values (or, without, in the clause before)."""
    count = len(run)
    levels = state.levels[-count:] if len(state.levels) >= count else []
    state.levels = []
    if levels:
        found = []
        for one, (index, number), own in zip(levels, run, _tails(tail, count), strict=True):
            state.told.append(one)
            found.extend(tell(state, [(index, number)], own, ""))
        state.levels = [one for one in found if not one.change]
        return found
    names = items_of(state.heard, count)
    if len(names) == count:
        names = (*names[:-1], names[-1][: noun_end(names[-1])])
        return [one for (index, number), name in zip(run, names, strict=True) for one in tell(state, [(index, number)], name + tail, "")]
    return [state.keep(Told(index, "", unit=number.unit)) for index, number in run]
