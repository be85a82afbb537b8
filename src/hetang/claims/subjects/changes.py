"""Numbers that tell of another: a change, a share, a contribution, a comparison, a plan fulfilled."""

from __future__ import annotations

import re
from dataclasses import replace

from hetang.claims.claim import Number
from hetang.claims.subjects.owners import completed, whose
from hetang.claims.subjects.phrases import COUNTED, Phrase, noun_follows, taken_apart
from hetang.claims.subjects.telling import Telling, Told
from hetang.claims.subjects.words import BARE, FALL

_PLAN_SHARE = re.compile(
    r"(?P<named>.*?)(?:分别|均|已)*"
    r"(?P<what>(?:完成|占|为|达到?|相当于)"
    r"(?:全?年度?|年初|预期|目标|计划|任务|预算|进度|[省市县区]|政府|上级|下达|调整|本|考核)*(?:计划|目标|任务|预算|预算数|任务数|计划数))的?$"
)
_BECOME = re.compile(r"^(?:为|达到?|相当于)")
_ASIDE = re.compile(
    r"(?:占|为|是|比|较|同)(?P<what>(?:[上去本全]?年度?|同期|年初|调整|预期)*(?:预算数?|计划数?|目标|任务数?|决算数?|执行数|总数|数)?)"
)
_TIMES = re.compile(r"(?P<named>.*?)(?:已|约)*(?:是|为|相当于|达到?)(?P<than>[^，。；]{1,24}?)的")
_OF_YEAR = re.compile(r"[上去]年度?(?:同期)?(?:决算数?|执行数|数)?|同期(?:数)?")
_PLAIN_SHARE = re.compile(r"(?P<named>.*?)的?(?:分别|约|均|各)*占(?:到|比)?")
_SHARE = re.compile(r"(?P<named>.*?)(?:分别|约|均)*占(?!比)(?P<of>[^，。；]{1,24}?)(?:的)?(?P<word>比重|比例|份额|比)?的?$")
ABOVE = ("高出", "高于", "低于", "快于", "慢于", "多于", "少于", "领先")


def aside(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """占年初预算10065万元的43.2%, 比上年决算数14.94亿元增长3%: a value beside the one that is told, and the share of it."""
    last = state.last
    if last is None:
        return None
    if state.of and not phrase.raw and number.unit in ("%", "‰"):
        share = f"{last.named}占{state.of}比重"
        return Told(index, share, last.named, "比重", "", number.unit, "", share, "比重", (last.named, state.of),
                    same_as=last.index, aside=True)
    found = _ASIDE.fullmatch(phrase.raw.removesuffix("的"))
    if found is None or not found["what"] or number.unit != last.unit:
        return None
    name, of_year = last.named + found["what"], _OF_YEAR.fullmatch(found["what"]) is not None
    state.of = "" if of_year else found["what"]
    planned = not of_year and found["what"].rstrip("数").endswith(("预算", "计划", "目标", "任务"))
    return Told(index, name, last.named, "", "", number.unit, "", name, last.head, last.qualifiers, planned=planned,
                stage="" if planned else "from", same_as=last.index, aside=True, time="上年" if of_year else "")


def multiplied(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """是1990年的2.4倍."""
    found = _TIMES.fullmatch(phrase.raw)
    if found is None or number.unit != "倍":
        return None
    subject = taken_apart(found["named"]).whole
    before, same = whose(state, subject)
    named = before + subject
    thing = f"{named}相当于{found['than']}" if named else ""
    return Told(index, named, named, "", "", "倍", "growth", thing, named, (), "比" + found["than"], phrase.planned, same_as=same)


def framed_alone(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """其中昌江区12个, 2015年为340公里: the same thing of another place, or of another time beside it."""
    source = state.whole if state.part and state.whole is not None else state.last
    if not state.framed_only or source is None or source.unit != number.unit or source.index < 0:
        return None
    beside = state.framed_only == "time" and not state.part
    return replace(source, index=index, change="", thing=source.named, same_as=source.index, part_of=None, time="", aside=beside,
                   stage="from" if beside else "")


def planned(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if number.unit != "%" or (found := _PLAN_SHARE.fullmatch(phrase.raw)) is None:
        return None
    subject = taken_apart(found["named"]).whole
    before, same = whose(state, subject)
    named = before + subject
    what = _BECOME.sub("完成", found["what"])
    thing = f"{named}{what}比例" if named else ""
    return Told(index, named, named, "", "", number.unit, "", thing, named, (what,), same_as=same)


def pulled(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if not phrase.pulled:
        return None
    subject = phrase.entity or phrase.whole
    same = None
    if not subject and state.last is not None:
        subject, same = state.last.entity or state.last.named, state.last.index
    thing = subject + phrase.pulled if subject else ""
    return Told(index, subject, subject, "", "", number.unit, "contribution", thing, phrase.pulled, (subject,), same_as=same)


def compared(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
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


def shared(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    """A占B的比重为x%, 占比x%."""
    if number.unit not in ("%", "‰") or phrase.change:
        return None
    found = _SHARE.fullmatch(phrase.bare) or _PLAIN_SHARE.fullmatch(phrase.bare)
    if found is None:
        return None
    subject = taken_apart(found["named"]).whole
    before, same = whose(state, subject)
    named = before + subject
    stage = "from" if phrase.reach.startswith(("由", "从")) else ""
    if "of" not in found.groupdict():
        share = (state.within if same is None and state.within not in named else "") + named + "占比" if named else ""
        return Told(index, share, named, "占比", "", number.unit, "", share, "占比", (named,) if named else (),
                    stage=stage, same_as=same)
    thing = f"{named}占{found['of']}比重" if named else ""
    return Told(index, thing, named, "比重", "", number.unit, "", thing, "比重", (named, found["of"]) if named else (),
                stage=stage, same_as=same)


def changed(state: Telling, index: int, number: Number, phrase: Phrase, after: str) -> Told | None:
    if not phrase.change or (number.kind in COUNTED and number.unit not in ("%", "‰", "pp") and noun_follows(after)):
        return None
    subject, measure, same, entity = phrase.whole, phrase.measure, None, phrase.entity
    last = state.last
    if not subject and "分别" in phrase.raw:
        return Told(index, "", change=kind_of(phrase.change, number), base=phrase.base, unit=number.unit)   # of which of several?
    if not subject and last is None and (topic := state.subject):
        phrase = replace(phrase, whole=topic)
        subject = topic
    if not subject:
        if last is None or not last.named:
            return Told(index, "", change=kind_of(phrase.change, number), base=phrase.base, unit=number.unit,
                        same_as=last.index if last is not None else None)
        named, entity, measure, same = last.named, last.entity, last.measure, last.index
        if number.unit == "pp" and last.change in ("growth", "fall"):
            named += "增速"
    else:
        named, entity, measure, same = completed(state, phrase)
    return _change_told(index, number, phrase, named, entity, measure, same)


def _change_told(index: int, number: Number, phrase: Phrase, named: str, entity: str, measure: str, same: int | None) -> Told:
    kind = kind_of(phrase.change, number)
    base = phrase.said_base
    if named.endswith(("价格指数", "价格总指数")):
        measure = measure.removesuffix("指数").removesuffix("总")
        named = named.removesuffix("指数").removesuffix("总")
    thing = named + base + changed_word(phrase, number) if named else ""
    head = measure if len(measure) > 1 else named
    qualifiers = (entity,) if entity and head == measure else ()
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


def kind_of(verb: str, number: Number) -> str:
    falls = verb in FALL
    if number.unit in ("%", "‰", "倍"):
        return "fall" if falls else "growth"
    return "decrease" if falls else "increase"
