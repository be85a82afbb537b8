"""Shares: against their two amounts, against all, and structures that must come to a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from hetang.claims.agreeing.bounds import Bounds, bounds_of, quotient, scaled
from hetang.claims.agreeing.fault import Fault, plain, said, worked
from hetang.claims.agreeing.parts import COMPLETE
from hetang.claims.agreeing.wording import OF_PLAN
from hetang.claims.claim import Claim
from hetang.terms.words import Text

SHARE = Text("{part}占{whole}的{worked}，不是{told}", "{part} of {whole} is {worked}, not {told}")
NOT_ALL = Text("{parts}相加是{sum}%，应是100%", "{parts} add up to {sum} %, not to 100 %")
ABOVE_ALL = Text("{parts}相加是{sum}%，超过100%", "{parts} add up to {sum} %, more than 100 %")
STRUCTURE = Text("结构{told}相加是{sum}，应是100", "the structure {told} adds up to {sum}, not to 100")

HUNDRED = Bounds(Fraction(100), Fraction(100))
_ATTRIBUTE = re.compile(r"岁|学历|女|男|少数民族|党员|干部|职称|户籍|贫困|残疾|以上|以下|农民|妇女|青年")
_DIVIDED = re.compile(r"按[^，。；]{1,20}(?:分|划分)[，,]?$")
_RATIO = re.compile(r"结构|比例|比重|占比|之比")


def shares(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """A x，占（B的）z%, where x and the amount of B are both told."""
    for index, claim in enumerate(claims):
        about = claim.about
        if claim.number.unit != "%" or about.same_as is None or about.change:
            continue
        part, whole = about.same_as, _whole_of(claims, index)
        if whole is None or claims[part].number.unit != claims[whole].number.unit:
            continue
        x, y, z = (bounds_of(claims[one].number) for one in (part, whole, index))
        if x is None or y is None or z is None:
            continue
        share = scaled(quotient(x, y), 100)
        if not share.meets(z):
            why = SHARE.filled(part=claims[part].number.surface, whole=claims[whole].number.surface,
                               worked=worked(share, claim.number), told=claim.number.surface)  # fmt: skip
            yield Fault("share", (part, whole, index), why)


def _whole_of(claims: Sequence[Claim], index: int) -> int | None:
    """The amount of which this is a share, where the text leaves no doubt."""
    about = claims[index].about
    part = about.same_as
    if part is None:
        return None
    if about.head == "比重" and len(about.qualifiers) == 2:
        of = about.qualifiers[1]
        beside = index - 1       # 占年初预算10065万元的43.2%
        if beside > part and claims[beside].about.same_as == part and claims[beside].about.thing.endswith(of):
            return beside
        named = claims[part].about.part_of
        return named if named is not None and len(of) > 2 and claims[named].about.thing.endswith(of) else None
    return claims[part].about.part_of if about.head == "占比" and about.sentence == claims[part].about.sentence else None


def together(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """The shares of parts that are together everything (一产、二产、三产): a hundred per cent, within their rounding."""
    indices = [index for index, claim in enumerate(claims) if _is_share(claim)]
    for _, group in groupby(indices, lambda index: claims[index].about.sentence):
        row = list(group)
        for words in COMPLETE:
            chosen = [[index for index in row if claims[index].about.thing.startswith(word)] for word in words]
            if not all(len(one) == 1 for one in chosen) or len({one[0] for one in chosen}) != len(words):
                continue
            yield from _hundred(claims, [one[0] for one in chosen])


def exceeding(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """来信中，住房类占45%、出行类占35%、环境类占33%: shares of one row that come to more than all."""
    for index, claim in enumerate(claims):
        if not _is_share(claim) or (index and claims[index - 1].about.clause == claim.about.clause and _is_share(claims[index - 1])):
            continue
        row = [index]
        while row[-1] + 1 < len(claims) and _in_row(text, claims, row[-1]):
            row.append(row[-1] + 1)
        names = [_kind_of_part(claims[one].about.thing) for one in row]
        divided = _DIVIDED.search(text[max(claim.about.sentence[0], claim.about.clause[0] - 40) : claim.about.clause[0]]) is not None
        if len(row) >= 3 and (divided or not any(names) or len(set(names)) == 1):
            added = _sum(claims, row)
            if added.above(HUNDRED) and added.low is not None and added.high is not None:
                why = ABOVE_ALL.filled(parts=said(claims, row), sum=plain((added.low + added.high) / 2))
                yield Fault("shares", tuple(row), why)


def _in_row(text: str, claims: Sequence[Claim], index: int) -> bool:
    """Whether the next claim is a share of the same row: one clause, 、 or 和 between."""
    one, two = claims[index], claims[index + 1]
    between = text[one.number.end : two.number.start]
    return one.about.clause == two.about.clause and _is_share(two) and between[:1] in "、和及"


def _kind_of_part(thing: str) -> str:
    """By what a part is told apart from others, where parts of two kinds may overlap: 岁, 学历, 女."""
    found = _ATTRIBUTE.search(thing)
    return found[0] if found is not None else ""


def _sum(claims: Sequence[Claim], chosen: Sequence[int]) -> Bounds:
    added = Bounds(Fraction(0), Fraction(0))
    for index in chosen:
        one = bounds_of(claims[index].number)
        added = added + one if one is not None else Bounds(None, None)
    return added


def _hundred(claims: Sequence[Claim], chosen: Sequence[int]) -> Iterator[Fault]:
    names = {_measured(claims[index].about.thing) for index in chosen}
    added = _sum(claims, chosen)
    if len(names) == 1 and not added.meets(HUNDRED) and added.low is not None and added.high is not None:
        why = NOT_ALL.filled(parts=said(claims, chosen), sum=plain((added.low + added.high) / 2))
        yield Fault("shares", tuple(chosen), why)


def _is_share(claim: Claim) -> bool:
    thing = claim.about.thing
    return claim.number.unit == "%" and not claim.about.change and thing.endswith(("比重", "占比")) and not OF_PLAN.search(thing)


def _measured(thing: str) -> str:
    """What the share is of, without the part: 一产增加值比重 and 二产增加值占地区生产总值比重 tell of the same."""
    return "增加值" if "增加值" in thing else "投资" if "投资" in thing else ""


def structures(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """87:9:4, 7.4:39.6:53: three and more parts of a hundred."""
    for index, claim in enumerate(claims):
        items = claim.number.value.split(":")
        if claim.number.kind != "ratio" or len(items) < 3 or not _RATIO.search(claim.about.thing):
            continue
        try:
            values = [Fraction(item) for item in items]
        except ValueError:
            continue
        places = max(len(item.partition(".")[2]) for item in items)
        slack = Fraction(len(items), 2 * 10**places)
        total = sum(values, Fraction(0))
        if 80 <= total <= 120 and abs(total - 100) > slack:
            yield Fault("structure", (index,), STRUCTURE.filled(told=claim.number.surface, sum=plain(total)), (index,))
