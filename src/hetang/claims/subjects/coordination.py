"""Names told in a row (集成电路、汽车零配件、锂电池出口), each made whole with what the row shares."""

from __future__ import annotations

import re

from hetang.claims.subjects.phrases import covered, measure_of
from hetang.claims.subjects.words import BARE, OWNERS

_WIDE, _NARROW = re.compile(r"、|以及|和|及|与"), re.compile(r"、")
OPPOSITES = (("收入", "支出"), ("出口", "进口"), ("存款余额", "贷款余额"), ("存款", "贷款"), ("出口额", "进口额"), ("客运量", "货运量"))
TOGETHER = {
    "城乡": ("城镇", "农村"), "一二三产业": ("第一产业", "第二产业", "第三产业"), "一二三产": ("一产", "二产", "三产"),
    "三次产业": ("第一产业", "第二产业", "第三产业"), "一、二、三产业": ("第一产业", "第二产业", "第三产业"),
}  # fmt: skip
_REGION = re.compile(r"^(?:城市)?建成区")


def items_of(words: str, count: int) -> tuple[str, ...]:
    """The row as that many whole names; () where it does not come to that many for certain."""
    for short, names in TOGETHER.items():
        if words.startswith(short) and len(names) == count:
            return tuple(name + words[len(short):] for name in names)
    for sign in (_NARROW, _WIDE):
        items = _split(words, sign)
        if len(items) == count:
            return _whole(items)
    return ()


def _split(words: str, sign: re.Pattern[str]) -> list[str]:
    items, start = [], 0
    for found in sign.finditer(covered(words)):
        items.append(words[start : found.start()])
        start = found.end()
    items.append(words[start:])
    return [item.strip() for item in items]


def _whole(items: list[str]) -> tuple[str, ...]:
    first, last = items[0], items[-1]
    tail = _tail(items, last)
    marked = tail != "" and last.removesuffix(tail).endswith("的")     # 步行、公交、退休人员的占比
    if not all(items) or (tail and not marked and len(last) - len(tail) > max(map(len, items[:-1])) + 2):
        return ()     # 机关、事业单位党组织覆盖率: how much of the last is shared is not certain
    if tail:
        items = [item if item is last or measure_of(item) else item + tail for item in items]
    if marked:
        items[-1] = last = last.removesuffix(tail)[:-1] + tail
    items = [_opposite(first, item) if at else item for at, item in enumerate(items)]
    prefix = _prefix(first)
    if prefix:
        shared = [item in BARE or _REGION.match(first) is not None for item in items]
        shared[0] = False
        items = [prefix + item if lacks and not item.startswith(prefix) else item for item, lacks in zip(items, shared, strict=True)]
    return tuple(items)


def _opposite(first: str, item: str) -> str:
    """一般公共预算收入和支出: the second is the other side of the first."""
    for pair in OPPOSITES:
        for here, there in (pair, pair[::-1]):
            if item == there and first.endswith(here) and first != here:
                return first.removesuffix(here) + there
    return item


def _tail(items: list[str], last: str) -> str:
    """What the last name shares with those before it that lack a measure of their own."""
    if all(measure_of(item) for item in items):
        return ""
    for owner in OWNERS:
        if last.startswith(owner) and len(last) > len(owner) and all(item.endswith(OWNERS) for item in items[:-1]):
            return last[len(owner):]
    measure = measure_of(last)
    return measure if measure != last else ""


def _prefix(first: str) -> str:
    """What the first name shares with bare measures after it: 生产安全事故起数、死亡人数."""
    if found := _REGION.match(first):
        return found[0]
    measure = measure_of(first)
    return first.removesuffix(measure) if measure else ""
