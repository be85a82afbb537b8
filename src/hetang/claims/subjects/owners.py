"""Whose a bare measure is, and what a part takes from its whole."""

from __future__ import annotations

import re

from hetang.claims.claim import Number
from hetang.claims.subjects.phrases import Phrase, action_of
from hetang.claims.subjects.telling import Telling, Told
from hetang.claims.subjects.words import BARE

# What has one of these is its owner: 装备制造业增加值……，利润 is its profit.
OWNED = (
    "增加值", "产值", "总产值", "招生", "在校生", "毕业生", "客运量", "货运量", "客运周转量", "货运周转量",
    "存栏", "出栏", "零售额", "营业收入", "贡献率", "播种面积", "种植面积", "总产", "总产量", "产量",
)
NO_OWNERS = ("元", "CNY", "USD", "%", "‰", "pp")
PARTS = re.compile(
    r"(?:业|企业|单位|部门|城镇|乡村|农村|城市|住宅|地区|类|级|型|品|物|田|个人|市|县|区|国有|民营|中央|地方|公路|铁路|水路|民航)$"
)


def whose(state: Telling, subject: str) -> tuple[str, int | None]:
    """The name to which a bare measure (提升幅度, 数量, or nothing at all) belongs, "" where it cannot be said for certain."""
    last = state.last
    if subject and subject not in BARE:
        return "", None
    if last is not None and (not subject or subject.endswith(("幅度", "增速", "增幅", "涨幅", "降幅", "现价总量"))):
        return last.named, last.index
    if last is None or (state.topic and last.measure):
        return (state.topic if subject else ""), None
    if subject in ("数量", "总量", "总数", "规模") and not last.measure:
        return (last.named if last.change else last.head if last.verb else last.thing), last.index
    certain = last.measure in OWNED or (last.same_as is not None and last.entity != "")
    if not certain if last.measure else last.unit in NO_OWNERS:
        return "", None      # 劳动生产率……，主营业务收入: whose is not said
    return (last.head if last.verb else last.entity) or last.named, last.index


def completed(state: Telling, phrase: Phrase) -> tuple[str, str, str, int | None]:
    """(name, entity, measure, carried from): a bare measure takes its owner, a bare owner the measure of what it is part of."""
    subject = phrase.whole
    if subject in BARE:
        before, same = whose(state, subject)
        return (before + subject if before else ""), before, subject, same
    if phrase.measure:
        return subject, phrase.entity, phrase.measure, None
    if state.view:
        return subject + state.view, subject, state.view, None
    if state.part and state.whole is not None and state.whole.measure and (PARTS.search(subject) or state.whole.measure.find("价格") >= 0):
        measure = state.whole.measure.removesuffix("指数") or state.whole.measure
        return subject + measure, subject, measure, state.whole.index
    return subject, subject, "", None


def part_named(whole: Told, phrase: Phrase) -> tuple[str, str, str, int | None]:
    """A part named by its owner or its deed alone takes the measure or the noun of its whole: 住宅 -> 住宅销售面积, 新建 -> 新建道路."""
    subject = phrase.whole
    if whole.measure and PARTS.search(subject):
        return subject + whole.measure, subject, whole.measure, whole.index
    if action_of(subject) == subject and whole.head:
        return subject + whole.head, subject, "", whole.index
    return subject, subject, "", None


def counted_before(state: Telling, number: Number) -> Told | None:
    """What is counted in the same unit, of which these are some: the whole where one is open, else the last told."""
    told = [state.whole] if state.part and state.whole is not None else []
    told += [one for one in reversed(state.told[-6:]) if not one.change]
    return next((one for one in told if one is not None and one.unit == number.unit and one.head), None)
