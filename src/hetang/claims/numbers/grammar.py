"""The Chinese grammar of numbers: numeral, unit, range, list, share, multiple, rank, ratio; a claim or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hetang.claims.claim import Number, Passed
from hetang.claims.numbers import relations
from hetang.claims.numbers.evidence import Place, legal_spans, meant, unwritten, why_passed
from hetang.claims.numbers.forms import form_at
from hetang.claims.numbers.measures import Measure
from hetang.claims.numbers.members import Member, member_at
from hetang.claims.numbers.names import passed_at
from hetang.claims.numbers.numerals import CHINESE, Numeral, run_end
from hetang.claims.numbers.tables import read_cells
from hetang.terms.quantities import decimal_text

_START = re.compile(
    f"[0-9{CHINESE}半¥$]|几(?=[十百千万亿个年天月家位名次岁项])|"
    f"(?<![指总人户分系倍函次个位件参少多奇偶常算])数(?=[十百千万亿][^字据码目值量])|第(?=[0-9{CHINESE}])"
    f"|(?<![提目当之以此日空年生事跟面眼从超])前(?=[0-9{CHINESE}])|倒数第|翻(?=[了近超]{{0,3}}[0-9{CHINESE}]?番)|首位|榜首|"
    f"-(?=[0-9])|好几(?=[十百千万亿])|Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ"
)
_RANGE = re.compile("——|[-—–―~～]|至|到")
_LIST = re.compile("、|和|及|与|以及|或")
_PLACED = re.compile("(?:排名|位次|名次|排位)(?:由|从|第|为|居|列|升至|升到|提升至|上升至|上升到|跃升至)?$")
_AN_HOUR = re.compile("(?:时速|每小时)(?:达到|达|约|近|超过|超|为|可达|提高到|提升至|由|从)?$")
_DEGREES = ("℃", "摄氏度", "度")   # 零下12℃ is -12 ℃
_MOST_MEMBERS = 12
_STEPPED = ("跨越", "跨过", "越过", "迈上", "跃上", "登上", "站上", "跨上", "迈过")   # 跨越3个千亿元台阶
_APART = ("高于", "低于", "多于", "少于", "高出", "超出", "优于")   # by how many percentage points


def read_chinese(text: str) -> Iterator[Number | Passed]:
    """Every numeral of the text in order; the text has been through `unbroken`."""
    position, (law, lawless), cells = 0, legal_spans(text), read_cells(text)
    while (found := _START.search(text, position)) is not None:
        start = found.start()
        if start in cells:
            yield cells[start]
            position = cells[start].end
            continue
        read = _read_at(text, start, law <= start < lawless)
        yield from read
        position = max(start + 1, read[-1].end if read else start + 1)


def _read_at(text: str, start: int, legal: bool) -> Sequence[Number | Passed]:
    if (passed := passed_at(text, start)) is not None:
        kind, end = passed
        return (Passed(start, end, text[start:end], kind),)
    if (form := form_at(text, start)) is not None:
        return [_as_norm(text, one) for one in form] if legal else form
    phrase = _phrase_at(text, start)
    if phrase is None:
        end = run_end(text, start)
        kind = "code" if text[start].isascii() else "lexical"
        return (Passed(start, end, text[start:end], kind),)
    return _numbers(text, phrase, legal)


def _as_norm(text: str, one: Number | Passed) -> Passed:
    return one if isinstance(one, Passed) else Passed(one.start, one.end, text[one.start : one.end], "norm")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One numeral, two that bound a range, or several that share the last one's unit. `start` holds a sign of money too."""

    start: int
    members: tuple[Member, ...]
    shape: str   # one | range | list
    measure: Measure | None

    @property
    def end(self) -> int:
        return self.members[-1].end


def _phrase_at(text: str, start: int) -> Phrase | None:
    sign = start
    money = text[start] in "¥$"
    frost = text.startswith("零下", start)
    negative = frost or text[start] == "-"
    if money or negative:
        start += 2 if frost else 1
    first = member_at(text, start, negative)
    if first is None or (frost and (first.measure is None or first.measure.written not in _DEGREES)):
        return None
    if money:
        told = "元" if text[sign] == "¥" else "USD"
        end = first.measure.end if first.measure is not None and first.measure.kind == "money" else first.numeral.end
        measure = Measure(end, text[sign], told, "元" if told == "元" else "美元", "money")
        return Phrase(sign, (Member(first.numeral, measure),), "one", measure)
    if (span := _range(text, sign, first)) is not None:
        return span
    if first.measure is None and (several := _list(text, sign, first)) is not None:
        return several
    if first.measure is not None and (points := _points(text, sign, first)) is not None:
        return points
    return Phrase(sign, (first,), "one", first.measure)


def _range(text: str, sign: int, first: Member) -> Phrase | None:
    """3到5天, 20—30万, 10%—15%, 100万元至200万元; not 从5家到8家, which are two numbers."""
    joint = _RANGE.match(text, first.end)
    opened, whole = text[sign - 1 : sign], first.measure is not None or first.numeral.scale > 1
    if joint is None or opened == "第" or (whole and opened in ("从", "由", "自")):
        return None
    second = member_at(text, joint.end())
    if second is None or first.numeral.relation != "eq" or first.negative:
        return None
    measure = second.measure
    if measure is None and second.numeral.scale == 1:
        return None
    if first.measure is not None and (measure is None or first.measure.told != measure.told):
        return None
    low, high = first.numeral, second.numeral
    shared = high.scale if low.scale == 1 and first.measure is None and low.low < high.low / high.scale else Fraction(1)
    low = replace(low, low=low.low * shared, high=low.high * shared, step=low.step * shared)
    if low.low > high.low:
        return None
    return Phrase(sign, (Member(low, first.measure), second), "range", measure)


def _list(text: str, sign: int, first: Member) -> Phrase | None:
    """3、5、8家; 3.3和0.5个百分点. Two small neighbours without 分别 bound a range: 15、16岁."""
    members = [first]
    while len(members) < _MOST_MEMBERS and members[-1].measure is None:
        joint = _LIST.match(text, members[-1].end)
        further = member_at(text, joint.end()) if joint else None
        if further is None:
            break
        members.append(further)
    measure = members[-1].measure
    if measure is None or any(member.numeral.relation != "eq" for member in members[:-1]):
        # Passed together, so that a long enumeration is not begun again at each of its members.
        return Phrase(sign, tuple(members), "list", None) if len(members) == _MOST_MEMBERS else None
    low, high = members[0].numeral, members[-1].numeral
    near = len(members) == 2 and high.low - low.low == 1 and low.step == high.step == 1 and text[low.end] == "、"
    if near and "分别" not in text[max(0, sign - 20) : sign].rpartition("，")[2]:
        return Phrase(sign, tuple(members), "range", measure)
    return Phrase(sign, tuple(members), "list", measure)


def _points(text: str, sign: int, first: Member) -> Phrase | None:
    """0.3个、2.9个和3.4个百分点: the first two are points as well."""
    members = [first]
    while len(members) < _MOST_MEMBERS and members[-1].measure is not None and members[-1].measure.written == "个":
        joint = _LIST.match(text, members[-1].end)
        further = member_at(text, joint.end()) if joint and members[-1].numeral.step < 1 else None
        if further is None:
            return None
        members.append(further)
    last = members[-1].measure
    return Phrase(sign, tuple(members), "list", last) if len(members) > 1 and last is not None and last.told == "pp" else None


def _numbers(text: str, phrase: Phrase, legal: bool) -> Sequence[Number | Passed]:
    last = phrase.members[-1].numeral
    measure = phrase.measure or (None if phrase.shape == "list" else unwritten(text, phrase.start, last))
    measure = meant(text, phrase.start, measure) if measure is not None else None
    kind = "lexical" if last.chinese else "code"
    if measure is not None:
        first = phrase.members[0].numeral
        said = relations.before(text, phrase.start, first.bare)
        kind = why_passed(Place(text, phrase.start, phrase.end, first, last, measure, phrase.shape, legal, said))
    if measure is None or kind:
        return (Passed(phrase.start, phrase.end, text[phrase.start : phrase.end], kind),)
    if phrase.shape == "list":
        return [
            _number(text, member.numeral.start, member.end, member.numeral, member.numeral, measure)
            for member in phrase.members
        ]
    numeral = phrase.members[0].numeral
    number = _number(text, phrase.start, phrase.end, numeral, last, measure)
    if phrase.members[0].negative:
        low, high = number.low or Fraction(0), number.high or Fraction(0)
        number = replace(number, value=f"-{number.value}", low=-high, high=-low)
    if phrase.shape == "range" and text[numeral.end : numeral.end + 1] == "、":
        number = replace(number, relation="about")
    return (number,)


def _number(text: str, start: int, end: int, first: Numeral, last: Numeral, measure: Measure) -> Number:
    low, high, step = first.low, last.high, max(first.step, last.step)
    if measure.scale != 1:
        low, high, step = low * measure.scale, high * measure.scale, step * measure.scale
    if measure.marker == "半":
        low, high, step = low + Fraction(1, 2), high + Fraction(1, 2), Fraction(1, 2)
    before = relations.before(text, start, first.bare)
    if not before[0] and measure.kind in ("percent", "comparison"):
        before = relations.of_a_share(text, start)
    said = [before, (last.relation, last.marker), ("gt", "多") if measure.marker == "多" else ("", "")]
    loose = last.relation == "eq" and not measure.marker and measure.kind != "count"
    said.append(relations.after(text, end, loose))
    if (measure.told == "pp" and said[0][1] in _APART) or (measure.told == "个" and said[0][1] in _STEPPED):
        said[0] = ("eq", said[0][1])
    relation = next((found for found in (said[3][0], said[2][0], said[1][0], said[0][0]) if found and found != "eq"), "eq")
    kind = measure.kind
    if measure.told in ("位", "名") and _PLACED.search(text[max(0, start - 8) : start]):
        kind, measure = "rank", replace(measure, told="名", measured="名")
    if kind == "count" and low.denominator != 1:
        kind = "quantity"
    value = decimal_text(low) if low == high else f"{decimal_text(low)}-{decimal_text(high)}"
    told, measured = measure.told, measure.measured
    if told in ("km", "m") and _AN_HOUR.search(text[max(0, start - 8) : start]):
        told, measured = f"{told}/h", ""
    return Number(
        start, end, text[start:end], value, low, high, step, told, measured, kind, relation,
        "".join(dict.fromkeys(marker for _, marker in said if marker)),
    )  # fmt: skip
