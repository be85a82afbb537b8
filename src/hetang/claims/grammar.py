"""The Chinese grammar of numbers: numeral, unit, range, list, share, multiple, rank, ratio; a claim or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hetang.claims import relations
from hetang.claims.claim import Number, Passed
from hetang.claims.evidence import Place, legal_spans, meant, unwritten, why_passed
from hetang.claims.forms import form_at
from hetang.claims.measures import Measure, measure_at
from hetang.claims.names import passed_at
from hetang.claims.numerals import CHINESE, Numeral, numeral_at, run_end
from hetang.claims.tables import read_cells
from hetang.terms.quantities import decimal_text

_START = re.compile(
    f"[0-9{CHINESE}半¥$]|几(?=[十百千万亿个年天月家位名次岁项])|(?<![指总人户分系倍函次个位件参少多奇偶常算])数(?=[十百千万亿][^字据码目值量])|第(?=[0-9{CHINESE}])"
    f"|(?<![提目当之以此日空年生事跟面眼从超])前(?=[0-9{CHINESE}])|倒数第|翻(?=[了近超]{{0,3}}[0-9{CHINESE}]?番)|首位|榜首|-(?=[0-9])|好几(?=[十百千万亿])|Ⅰ|Ⅱ|Ⅲ|Ⅳ|Ⅴ"
)
# unit -> what may follow it: (as written, how many of it make one, its unit).
_SMALLER: dict[str, tuple[tuple[str, int, str], ...]] = {
    "年": (("个月", 12, "个月"),), "小时": (("分钟", 60, "分钟"), ("分", 60, "分钟")), "分钟": (("秒", 60, "秒"),),
    "分": (("秒", 60, "秒"),), "米": (("", 0, ""),),
}  # fmt: skip
_HALF_MORE = re.compile("半(?![年月天径数个])")
_RANGE = re.compile("——|[-—–―~～]|至|到")
_LIST = re.compile("、|和|及|与|以及|或")
_PLACED = re.compile("(?:排名|位次|名次|排位)(?:由|从|第|为|居|列|升至|升到|提升至|上升至|上升到|跃升至)?$")
_AN_HOUR = re.compile("(?:时速|每小时)(?:达到|达|约|近|超过|超|为|可达|提高到|提升至|由|从)?$")
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
class Member:
    """A numeral and the unit that stands right after it, if one does."""

    numeral: Numeral
    measure: Measure | None
    negative: bool = False

    @property
    def end(self) -> int:
        return self.measure.end if self.measure is not None else self.numeral.end


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
    negative = text[start] == "-"
    if money or negative:
        start += 1
    first = _member_at(text, start, negative)
    if first is None:
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
    return Phrase(sign, (first,), "one", first.measure)


def _member_at(text: str, start: int, negative: bool = False) -> Member | None:
    numeral = numeral_at(text, start)
    if numeral is None:
        return None
    measure = measure_at(text, numeral.end)
    return _continued(text, numeral, measure, negative) or Member(numeral, measure, negative)


def _continued(text: str, numeral: Numeral, measure: Measure | None, negative: bool) -> Member | None:
    """3小时20分, 两年零八个月, 1米78: told in the smaller unit, 1.78 m in the greater."""
    if measure is not None and _HALF_MORE.match(text, measure.end) and measure.written in ("年", "天", "周年") and numeral.relation == "eq":
        value, half = numeral.low + Fraction(1, 2), replace(measure, end=measure.end + 1)
        return Member(replace(numeral, low=value, high=value, step=Fraction(1, 2)), half, negative)
    smaller = _SMALLER.get(measure.written, ()) if measure is not None and numeral.relation == "eq" else ()
    if measure is None or not smaller or measure.marker:
        return None
    opened = measure.end + (text[measure.end : measure.end + 1] in ("零", "又"))
    rest = numeral_at(text, opened)
    if rest is None or rest.relation != "eq" or rest.scale != 1:
        return None
    if measure.written == "米" and rest.end - rest.start == 2 and text[rest.start].isdigit() and measure_at(text, rest.end) is None:
        value = numeral.low + rest.low / 100
        return Member(replace(numeral, low=value, high=value, step=Fraction(1, 100)), replace(measure, end=rest.end), negative)
    for word, many, told in smaller:
        if text.startswith(word, rest.end) and rest.low < many:
            value = numeral.low * many + rest.low
            below = measure_at(told, 0)
            if below is not None:
                end = rest.end + len(word)
                return Member(replace(numeral, low=value, high=value, step=rest.step), replace(below, end=end), negative)
    return None


def _range(text: str, sign: int, first: Member) -> Phrase | None:
    """3到5天, 20—30万, 10%—15%, 100万元至200万元; not 从5家到8家, which are two numbers."""
    joint = _RANGE.match(text, first.end)
    if joint is None or text[sign - 1 : sign] == "第" or (first.measure and text[sign - 1 : sign] in ("从", "由", "自")):
        return None
    second = _member_at(text, joint.end())
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
        further = _member_at(text, joint.end()) if joint else None
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
    if measure.marker == "半":
        low, high, step = low + Fraction(1, 2), high + Fraction(1, 2), Fraction(1, 2)
    said = [relations.before(text, start, first.bare), (last.relation, last.marker), ("gt", "多") if measure.marker == "多" else ("", "")]
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
