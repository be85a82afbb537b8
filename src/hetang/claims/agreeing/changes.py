"""One thing with two values; a change against the values between which it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hetang.claims.agreeing.bounds import Bounds, bounds_of, difference, quotient, scaled
from hetang.claims.agreeing.fault import Fault, plain, worked
from hetang.claims.claim import About, Claim
from hetang.claims.subjects.phrases import without_deed
from hetang.claims.subjects.words import BARE
from hetang.terms.words import Text

TWICE = Text("“{thing}”前后不一：{first}与{second}", "“{thing}” is told twice and differently: {first} and {second}")
GROWTH = Text("{before}到{after}，应是{worked}，不是{told}", "from {before} to {after} is {worked}, not {told}")
OF_AMOUNT = Text(
    "{after}、变动{amount}，原来是{before}，变化率应是{worked}，不是{told}",
    "{after} after a change of {amount} was {before} before: a change of {worked}, not of {told}",
)
POINTS = Text(
    "{before}到{after}相差{worked}个百分点，不是{told}", "from {before} to {after} is {worked} percentage points, not {told}"
)
WAY = Text("{before}到{after}，与“{word}”相反", "from {before} to {after} is the opposite of “{word}”")
TIMES = Text("{before}到{after}是{worked}倍，与“{told}”不符", "from {before} to {after} is {worked} times, which is not “{told}”")

# Their growth is told at constant prices: it says nothing of the values at current prices beside it.
_CONSTANT_PRICES = re.compile(r"生产总值|增加值|总产值|GDP|gdp|产值")
_AHEAD = re.compile(
    r"(?:^|[，。；：])[^，。；]{0,6}(?:要|将|再|拟)|今年|明年|力争|确保|计划|目标|预计|推动|支持|加快"
)
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日|“[^”]{0,20}”")
_ANY_NOUN = ("指标", "项目", "问题", "企业", "任务", "措施", "人", "单位", "工程", "养老金", "资金", "补助", "村", "户")
NEARBY = 300     # characters
_REGIONS = re.compile(r"分(?:区域|地区|县|区|市|片|板块|城乡)|各(?:县|区|市|乡|镇)|其中[^，。；]{0,12}(?:[市县区镇乡])")
_YEARLY = re.compile(r"年均|每年|月均|每月|日均|逐年|平均")
_BEFORE = re.compile(r"上年|去年|同期|年初")
_REAL = re.compile(r"可比|实际增长|实际下降|不变价|扣除价格")
_LAST_YEAR = ("同比", "比上年", "比去年", "比上年同期", "比去年同期", "较上年", "较去年", "较上年同期", "较去年同期", "比同期", "")
_TWICE, _FOUR_TIMES = Bounds(Fraction(19, 10), Fraction(3)), Bounds(Fraction(38, 10), Fraction(6))
_DOUBLED = {"翻一番": _TWICE, "翻了一番": _TWICE, "翻番": _TWICE, "翻两番": _FOUR_TIMES, "翻了两番": _FOUR_TIMES}


def two_values(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """The same thing of the same time and place, told with values that cannot both be true."""
    first: dict[tuple[object, ...], int] = {}
    for index, claim in enumerate(claims):
        key = _key(claim)
        if key is None:
            continue
        other = first.setdefault(key, index)
        one, two = bounds_of(claims[other].number), bounds_of(claim.number)
        if other != index and one is not None and two is not None and not one.meets(two):
            if claims[other].about.sentence == claim.about.sentence:
                continue      # in one sentence they are two moments or two parts
            if not _of_one_time(text, claims[other], claim) or not all(_stands_alone(text, one) for one in (claims[other], claim)):
                continue
            why = TWICE.filled(thing=claim.about.thing, first=claims[other].number.surface, second=claim.number.surface)
            yield Fault("twice", (other, index), why)


def _of_one_time(text: str, first: Claim, second: Claim) -> bool:
    """Whether they stand in one paragraph, in a heading and its text, or both say their time; not among regions, nor plan beside deed."""
    words = [text[max(one.about.sentence[0], one.number.start - NEARBY) : one.number.start] for one in (first, second)]
    if any(_REGIONS.search(one) for one in words) or len({_AHEAD.search(one) is None for one in words}) > 1:
        return False
    if all(_says_its_time(text, one) for one in (first, second)):
        said = (first.about.period_said, second.about.period_said)
        return said[0] == said[1] or any(_YEAR.search(one) for one in said)
    start, end = first.about.sentence[0], second.about.sentence[0]
    if end - start > NEARBY:
        return False
    breaks = text.count("\n", start, end)
    return breaks == 0 or (breaks == 1 and "\n" not in text[text.find("\n", start) + 1 : end] and _HEADING.match(text, start) is not None)


def _says_its_time(text: str, claim: Claim) -> bool:
    """Whether its own paragraph says when, not a heading far above."""
    start = text.rfind("\n", max(0, claim.number.start - 2 * NEARBY), claim.number.start) + 1
    return claim.about.period_said != "" and claim.about.period_said in text[start : claim.number.start]


def _stands_alone(text: str, claim: Claim) -> bool:
    """Whether the clause begins with what is counted: in a list a deed may have been left out."""
    before = text[claim.about.clause[0] : claim.number.start].lstrip()
    label = _HEADING.match(before)
    before = before[label.end() :] if label is not None else before
    return len(before) < 60 and "、" not in before and not _DIGIT.search(_YEAR.sub("", before))


def _key(claim: Claim) -> tuple[object, ...] | None:
    """By what two claims are of the same; None where the name is not certain enough to hold them against each other."""
    about, number = claim.about, claim.number
    said_in_full = len(about.thing) >= 4 and about.thing not in BARE and about.head not in ("", *_ANY_NOUN)
    said_in_full = said_in_full and not without_deed(about.head if about.change else about.thing)
    carried = about.same_as is not None and not about.change
    if not said_in_full or about.stage or carried or number.kind in ("duration", "rank", "ratio", "age"):
        return None
    if number.kind == "count" and not about.change:
        return None if about.part_of is not None else (*_where(about), about.thing, number.unit)
    return (*_where(about), about.thing, number.unit)


def _where(about: About) -> tuple[object, ...]:
    said = about.period_said if about.period is None else ""
    place = about.place_said[0] if about.place_said else ""
    place = "" if place[:1] in ("全", "我", "本") else place      # the whole of what the text is about, as where it says no place
    return about.period, said, about.stands_on, place, about.organisation_said[:1], about.change, about.planned, about.base


def changes(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """由a提高到b，提高c; a，比上年增加b，增长c%; a，比上年决算数b增长c%."""
    for index, claim in enumerate(claims):
        about = claim.about
        if not about.change or about.change == "contribution" or about.same_as is None:
            continue
        level = claims[about.same_as]
        if _YEARLY.search(text[max(level.number.end, claim.number.start - 20) : claim.number.start]):
            continue       # 年均提高: of each year, not from the first value to the last
        pair = _pair(text, claims, index)
        if pair is not None:
            yield from _between(claims, index, *pair)
        elif claim.number.unit in ("%", "倍") and not _real(text, claim, level):
            yield from _by_amount(claims, index)


def _pair(text: str, claims: Sequence[Claim], index: int) -> tuple[int, int] | None:
    """The first and the last value between which this change lies, where both are told of the same thing in the same sentence."""
    about = claims[index].about
    last = about.same_as
    if last is None or claims[last].about.sentence != about.sentence:
        return None
    end = claims[last]
    if end.about.stage == "to" and last > 0 and claims[last - 1].about.stage == "from":
        first = claims[last - 1]
        measured = not about.base or _BEFORE.search(text[max(0, first.number.start - 8) : first.number.start]) is not None
        return (last - 1, last) if first.number.unit == end.number.unit and measured else None
    for at in range(last + 1, min(index, last + 6)):      # a，比上年决算数b增长c%
        between = claims[at]
        if between.about.stage == "from" and between.about.same_as == last and between.number.unit == end.number.unit:
            return at, last
    return None


def _between(claims: Sequence[Claim], index: int, first: int, last: int) -> Iterator[Fault]:
    claim, before, after = claims[index].number, bounds_of(claims[first].number), bounds_of(claims[last].number)
    told = bounds_of(claim)
    if before is None or after is None or told is None:
        return
    falls = claims[index].about.change in ("fall", "decrease")
    said = {"before": claims[first].number.surface, "after": claims[last].number.surface, "told": claim.surface}
    involved = (first, last, index)
    signed = claim.value.startswith("-")       # -2.1 under 增长 in a table: the sign tells the way
    if not signed and ((falls and after.above(before)) or (not falls and before.above(after))):
        word = "下降" if falls else "增长"
        yield Fault("growth", involved, WAY.filled(word=word, **said), (index,))
        return
    moved = difference(before, after) if falls else difference(after, before)
    if claim.unit == "pp" or (claim.unit == claims[last].number.unit and claim.unit not in ("%", "‰")):
        if not moved.meets(told):
            yield Fault("growth", involved, GROWTH.filled(worked=worked(moved, claim), **said), (index,))
    elif claim.unit in ("%", "倍"):
        rate = scaled(quotient(moved, before), 100 if claim.unit == "%" else 1)
        if claims[last].number.unit == "%" and moved.meets(told):
            yield Fault("points", involved, POINTS.filled(worked=worked(moved, claim).removesuffix("%"), **said), (index,))
        elif not rate.meets(told):
            yield Fault("growth", involved, GROWTH.filled(worked=worked(rate, claim), **said), (index,))


def _real(text: str, claim: Claim, level: Claim) -> bool:
    """Whether the rate is one at constant prices."""
    start, end = claim.about.sentence
    near = text[max(start, claim.number.start - NEARBY) : min(end, claim.number.end + NEARBY)]
    return _CONSTANT_PRICES.search(level.about.thing) is not None or _REAL.search(near) is not None


def _by_amount(claims: Sequence[Claim], index: int) -> Iterator[Fault]:
    """a，比上年增加b，增长c%: b / (a - b)."""
    about = claims[index].about
    level = about.same_as
    for at in range(max(0, index - 2), index):
        amount = claims[at]
        if level is None or amount.about.same_as != level or amount.about.change not in ("increase", "decrease"):
            continue
        if amount.number.unit != claims[level].number.unit or not _same_base(amount.about.base, about.base):
            continue
        grows = amount.about.change == "increase"
        if grows != (about.change == "growth"):
            opposite = WAY.filled(before=amount.number.surface, after=claims[index].number.surface, word="增减")
            yield Fault("growth", (level, at, index), opposite)
            return
        now, moved, told = (bounds_of(claims[one].number) for one in (level, at, index))
        if now is None or moved is None or told is None:
            return
        before = difference(now, moved) if grows else now + moved
        rate = scaled(quotient(moved, before), 100 if claims[index].number.unit == "%" else 1)
        if not rate.meets(told):
            number = claims[level].number
            why = OF_AMOUNT.filled(after=number.surface, amount=amount.number.surface, before=worked(before, number),
                                   worked=worked(rate, claims[index].number), told=claims[index].number.surface)  # fmt: skip
            yield Fault("growth", (level, at, index), why)
        return


def _same_base(first: str, second: str) -> bool:
    return first == second or not second or (first in _LAST_YEAR and second in _LAST_YEAR)


def multiples(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """由a增加到b，翻了一番 / 是…的c倍: b / a."""
    for index, claim in enumerate(claims):
        if claim.number.kind != "comparison" or index < 2:
            continue
        first, last = claims[index - 2], claims[index - 1]
        if (first.about.stage, last.about.stage) != ("from", "to") or first.about.sentence != claim.about.sentence:
            continue
        before, after = bounds_of(first.number), bounds_of(last.number)
        if before is None or after is None or first.number.unit != last.number.unit:
            continue
        ratio = quotient(after, before)
        allowed = _DOUBLED.get(claim.number.surface.removeprefix("实现"))
        if allowed is not None and not ratio.meets(allowed):
            middle = (ratio.low + ratio.high) / 2 if ratio.low is not None and ratio.high is not None else Fraction(0)
            why = TIMES.filled(before=first.number.surface, after=last.number.surface, worked=plain(middle), told=claim.number.surface)
            yield Fault("growth", (index - 2, index - 1, index), why, (index,))
