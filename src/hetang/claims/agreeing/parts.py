"""Parts and totals: what must add up, what may not add up to more, and the totals of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from hetang.claims.agreeing.bounds import Bounds, bounds_of
from hetang.claims.agreeing.fault import Fault, said, worked
from hetang.claims.claim import Claim
from hetang.terms.words import Text

NOT_THE_SUM = Text("{parts}相加是{sum}，不是{total}", "{parts} add up to {sum}, not to {total}")
MORE_THAN_ALL = Text("{parts}相加是{sum}，超过总数{total}", "{parts} add up to {sum}, more than the total {total}")
GREATER_PART = Text("其中的{part}大于总数{total}", "the part {part} is greater than the total {total}")

# Parts that together are everything, by the words with which their names begin.
_COMPLETE = (
    "一产 二产 三产|第一产业 第二产业 第三产业|城镇 乡村|城镇 农村|城市 农村|限额以上 限额以下|限上 限下|规模以上 规模以下|税收 非税|"
    "公办 民办|男 女|男性 女性|男生 女生|出口 进口|中直 地方|中省直 地方|中央 地方|水田 旱田|境内 境外|轻工业 重工业|新建 改建|新建 改造|"
    "新建 扩建|新建 续建|公立 民营|城镇职工 城乡居民|农业 非农业|批发和零售业 住宿和餐饮业"
)
COMPLETE = tuple(tuple(row.split()) for row in _COMPLETE.split("|"))
# Of these a part may be negative, or the whole be what is left.
_MAY_BE_LESS = re.compile(r"净|利润|差额|结余|盈余|增量|增加额|顺差|逆差")
_ATTRIBUTE = re.compile(r"[岁]|学历|女|少数民族|党员|以上|以下|干部|退休|职称|户籍|留守|贫困|残疾|代表|委员")
_REST = re.compile(r"其余|其他|其它|剩余|余下|另外的")
_TOTAL = re.compile(r"(?:合计|共计|总计|总共|一共|累计达|加起来)(?:为|达到?|是|有)?")
Group = Sequence[int]
LONGEST = 60    # a list of more parts is no list that anybody adds up


def parts(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """What the text calls parts of a whole (其中, 按…分, a list in brackets) against that whole."""
    indices = [index for index, claim in enumerate(claims) if claim.about.part_of is not None]
    for (whole, _), group in groupby(indices, lambda index: (claims[index].about.part_of, claims[index].about.sentence)):
        several = list(islice(group, LONGEST + 1))
        if whole is not None and whole < len(claims) and len(several) <= LONGEST:
            yield from _against(text, claims, whole, several)


def _against(text: str, claims: Sequence[Claim], whole: int, group: Group) -> Iterator[Fault]:
    total = bounds_of(claims[whole].number)
    if total is None or _MAY_BE_LESS.search(claims[whole].about.thing):
        return
    several = [index for index in group if bounds_of(claims[index].number) is not None and not claims[index].about.stage]
    for index in several:
        part = bounds_of(claims[index].number)
        if part is not None and part.above(total) and not _MAY_BE_LESS.search(claims[index].about.thing):
            why = GREATER_PART.filled(part=claims[index].number.surface, total=claims[whole].number.surface)
            yield Fault("parts", (whole, index), why)
            return
    for chosen in _complete(claims, several) or _bracketed(text, claims, several) or _with_rest(text, claims, several):
        yield from _sum(claims, whole, chosen, total)
        return
    if _listed(text, claims, several) and not any(_ATTRIBUTE.search(claims[index].about.thing) for index in several):
        added = _added(claims, several)
        if added is not None and added.above(total):
            yield Fault("parts", (whole, *several), _why(MORE_THAN_ALL, claims, whole, several, added))


def _sum(claims: Sequence[Claim], whole: int, chosen: Group, total: Bounds) -> Iterator[Fault]:
    added = _added(claims, chosen)
    if added is not None and not added.meets(total):
        yield Fault("parts", (whole, *chosen), _why(NOT_THE_SUM, claims, whole, chosen, added))


def _why(text: Text, claims: Sequence[Claim], whole: int, chosen: Group, added: Bounds) -> Text:
    total = claims[whole].number
    return text.filled(parts=said(claims, chosen), sum=worked(added, total), total=total.surface)


def _added(claims: Sequence[Claim], chosen: Group) -> Bounds | None:
    found = [bounds_of(claims[index].number) for index in chosen]
    added = found[0] if found else None
    for one in found[1:]:
        added = added + one if added is not None and one is not None else None
    return added


def _complete(claims: Sequence[Claim], group: Group) -> list[list[int]]:
    """The parts whose names say that together they are all: 城镇 and 乡村, 税收收入 and 非税收入, X and 非X."""
    for words in COMPLETE:
        chosen = [[index for index in group if claims[index].about.thing.startswith(word)] for word in words]
        if all(len(one) == 1 for one in chosen) and len({one[0] for one in chosen}) == len(words):
            return [[one[0] for one in chosen]]
    for index in group:
        thing = claims[index].about.thing
        others = [other for other in group if claims[other].about.thing.startswith(thing[1:3])]
        if thing.startswith("非") and len(thing) > 3 and len(others) == 1:
            return [[others[0], index]]
    return []


def _bracketed(text: str, claims: Sequence[Claim], group: Group) -> list[list[int]]:
    """A list alone in brackets right after the number: 1128万亩（水田168万亩、旱田960万亩）."""
    if len(group) < 2:
        return []
    first, last = claims[group[0]], claims[group[-1]]
    start, end = first.about.clause[0], last.about.clause[1]
    opened = start > 0 and text[start - 1] in "（(" and text[end : end + 1] in ("）", ")")
    inside = text[start:end]
    if not opened or "其中" in inside or "等" in inside[-2:] or "含" in inside or "主要" in inside:
        return []
    return [list(group)] if group[-1] - group[0] == len(group) - 1 else []


def _with_rest(text: str, claims: Sequence[Claim], group: Group) -> list[list[int]]:
    """A list that ends with what is left: 珠山区12户、其余三地30户."""
    if len(group) < 2 or not _listed(text, claims, group):
        return []
    last, before = claims[group[-1]], claims[group[-2]]
    return [list(group)] if _REST.search(text[before.number.end : last.number.start]) else []


def _listed(text: str, claims: Sequence[Claim], group: Group) -> bool:
    """Whether the parts stand in one clause, joined by 、 alone: 其中村级27个、社区5个."""
    one_clause = len({claims[index].about.clause for index in group}) == 1
    return len(group) > 1 and one_clause and group[-1] - group[0] == len(group) - 1


def totals(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """A 12条、B 16条，合计28条: a list that begins its sentence, and a total that says no name of its own."""
    indices = range(len(claims))
    for _, group in groupby(indices, lambda index: claims[index].about.sentence):
        sentence = list(group)
        for at, index in enumerate(sentence):
            claim = claims[index]
            start = claim.about.clause[0]
            if at > LONGEST or claim.number.start - start > 12 or _TOTAL.fullmatch(text[start : claim.number.start].strip()) is None:
                continue
            begins = text.rfind("其中", *claim.about.sentence)
            chosen = [one for one in sentence[:at] if claims[one].number.start > begins]
            if len(chosen) < 2 or not _adds(text, claims, chosen, claim):
                continue
            total = bounds_of(claim.number)
            if total is not None:
                yield from _sum(claims, index, chosen, total)


def _adds(text: str, claims: Sequence[Claim], chosen: Group, total: Claim) -> bool:
    """Whether everything before the total in its sentence is a list of its parts."""
    start, end = claims[chosen[0]].about.sentence[0], total.about.clause[0]
    words = text[max(start, text.rfind("其中", start, end)) : end]
    plain = not any(sign in words for sign in ("加上", "；", ";", "增长", "下降", "比", "（", "("))
    alike = all(claims[index].number.unit == total.number.unit and not claims[index].about.change for index in chosen)
    return plain and alike and len({claims[index].about.part_of for index in chosen}) == 1
