"""Numbers that are said by their form alone: 百分之三, 三分之二, 两成, 翻一番, 第2位, 87：9：4, 一半."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from hetang.claims.claim import Number, Passed
from hetang.claims.numbers import relations
from hetang.claims.numbers.measures import measure_at
from hetang.claims.numbers.numerals import CHINESE, numeral_at
from hetang.terms.quantities import decimal_text

_CN = "[零一二两三四五六七八九十百千万亿点]"
_NUM = f"(?:[0-9]{{1,9}}(?:\\.[0-9]{{1,9}})?|{_CN}{{1,12}})"
_PER = re.compile(f"(?P<of>百|千|万)分之(?P<low>{_NUM})(?:[到至—-](?:(?P=of)分之)?(?P<high>{_NUM}))?")
_PART = re.compile("(?P<below>[二三四五六七八九十]{1,3})分之(?P<above>[一二三四五六七八九十]{1,3})")
_SLASH = re.compile("(?P<above>[0-9])/(?P<below>[0-9]{1,2})(?=以上|左右|的|强|弱|，|。|、|；)")
_TENTHS = re.compile(
    "(?P<low>[一二两三四五六七八九]|[1-9](?![0-9.]))(?:(?:[到至—-](?P<high>[二两三四五六七八九]|[2-9]))|(?P<next>[二三四五六七八九]))?成"
    "(?![苗立就为功果效绩员本品分长不交都人套型片熟])(?P<more>半|[一二三四五六七八九])?"
)
_HALF_OF = re.compile("半个?(?P<unit>百分点|小时|钟头|月|天)")
_BLOCKS = re.compile("(?P<whole>[0-9]{1,4}|[一二两三四五六七八九十百]{1,6})块(?P<part>[一二三四五六七八九半])(?![钱块个])")
_HALF = re.compile("一半|(?<=[率例重额数]过)半(?=[，。；、的）]|$)|半数")
_CUT_TO = re.compile("(?:至|到|不到|仅|仅用|只用|只需|仅需|历时|耗时|用时|缩短|压缩|节省|节约|提前)(?:了)?$")
_DOUBLED = re.compile("翻(?:了)?(?:近|超)?(?P<times>[一两二三四1-4])?番")
_RATIO = re.compile("[0-9]{1,6}(?:\\.[0-9]{1,4})?(?:[:：∶][0-9]{1,6}(?:\\.[0-9]{1,4})?){1,6}")
_RATIO_SAID = re.compile("比(?![分赛])|结构|构成|汇率|配比|例|为|调整")

_CLOCK = re.compile("(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9%])")
_RANK = re.compile("(?P<last>倒数)?第(?P<place>[0-9]{1,4}|[一二三四五六七八九十百零]{1,5})(?:位|名)?")
_TOP = re.compile("前(?P<place>[0-9]{1,4}|[一二三四五六七八九十百]{1,4})(?:位|名|强)?")
_RANK_VERB = re.compile(
    "(?:居|列|位|排|榜|分别为|处在|处于|排名|排在|名列|占|跃|升|前移|前进|稳居|保持|获|得|夺|全国|全省|全市|世界|全球|全区|全县|"
    "中部|地区|同类|城市|省份|江西省|"
    "亚洲|国内|国际|长三角|设区市|地级市|名次|位次|排位|成绩|进入|跻身|晋级|挺进|入围|冲进|闯进|系统|行业|领域)"
)
_RANK_MOVES = re.compile("(?:跃居|跃至|跃升|上升|升|提升|前移|提高|下降|降|跌|滑落)(?:至|到|为)?第")
_RANK_END = re.compile("[，。；、！？）】”\\s,;和与及的并且]|$|位|名|跃|升|上升|提升|至|到|以|水平")
_NOT_A_RANK = re.compile("(?:放在|摆在|置于|放|摆|把|坚持)$")
_TOP_END = re.compile("(?!的是|的有|的为|的分别|的依次)[，。；、！？）】”\\s,;和与及行之列的并且以]|$")
_FIRST = re.compile("首位(?!度)|榜首")


def form_at(text: str, start: int) -> Sequence[Number | Passed] | None:
    """The number that such a form says here; None where none begins."""
    letter = text[start]
    if letter in "第倒前首榜":
        return _rank(text, start)
    if letter == "翻":
        return _doubled(text, start)
    for read in (_per, _part, _tenths, _half_of, _half, _blocks, _ratio):
        if (found := read(text, start)) is not None:
            return (found,)
    clock = _CLOCK.match(text, start)
    return (Passed(start, clock.end(), clock[0], "date"),) if clock else None


def _value(said: str) -> Fraction | None:
    numeral = numeral_at(said, 0)
    return numeral.low if numeral is not None and numeral.end == len(said) and not (numeral.bare and len(said) > 1) else None


def said(
    text: str, start: int, end: int, low: Fraction | None, high: Fraction | None, unit: str, kind: str,
    step: Fraction = Fraction(1), value: str = "", measured: str = "", relation: str = "",
) -> Number:  # fmt: skip
    """A number read by its form, with the words around it."""
    if not value and low is not None and high is not None:
        value = decimal_text(low) if low == high else f"{decimal_text(low)}-{decimal_text(high)}"
    before = relations.before(text, start)
    if not before[0] and kind in ("percent", "ratio"):
        before = relations.of_a_share(text, start)
    after = relations.after(text, end, kind != "rank" and bool(low))
    found = relation or next((one for one, _ in (after, before) if one and one != "eq"), "eq")
    return Number(
        start, end, text[start:end], value, low, high, step, unit, measured, kind, found, f"{before[1]}{after[1]}"
    )


def _per(text: str, start: int) -> Number | None:
    match = _PER.match(text, start)
    if match is None:
        return None
    unit = {"百": "%", "千": "‰", "万": "‱"}[match["of"]]
    first, last = numeral_at(match["low"], 0), numeral_at(match["high"] or match["low"], 0)
    if first is None or last is None or first.end != len(match["low"]) or last.end != len(match["high"] or match["low"]):
        return None
    relation = "about" if first.low != first.high else ""
    measured = unit if unit != "‱" else ""
    return said(
        text, start, match.end(), first.low, last.high, unit, "percent", first.step, measured=measured, relation=relation
    )


def _part(text: str, start: int) -> Number | None:
    match = _PART.match(text, start) or _SLASH.match(text, start)
    if match is None:
        return None
    above, below = _value(match["above"]), _value(match["below"])
    if above is None or not below or above > below:
        return None
    share = above / below
    return said(text, start, match.end(), share, share, "", "ratio", Fraction(1, int(below)), measured="1")


def _tenths(text: str, start: int) -> Number | None:
    match = _TENTHS.match(text, start)
    if match is None:
        return None
    low = (_value(match["low"]) or Fraction(0)) * 10
    other = match["high"] or match["next"]
    high = (_value(other) or Fraction(0)) * 10 if other else low
    if match["more"]:
        low = high = low + (5 if match["more"] == "半" else int(_value(match["more"]) or 0))
    if match["next"] and high - low != 10:
        return None
    step = Fraction(1 if match["more"] else 10)
    return said(
        text, start, match.end(), low, high, "%", "percent", step, measured="%", relation="about" if match["next"] else ""
    )


def _half(text: str, start: int) -> Number | None:
    match = _HALF.match(text, start)
    if match is None:
        return None
    return said(
        text, start, match.end(), Fraction(50), Fraction(50), "%", "percent", Fraction(10), "50", "%",
        "gt" if text[start - 1 : start] == "过" else "",
    )  # fmt: skip


def _half_of(text: str, start: int) -> Number | None:
    """半个百分点; 半小时 only where a time is cut to it or taken."""
    match = _HALF_OF.match(text, start)
    if match is None or (match["unit"] != "百分点" and not _CUT_TO.search(text[max(0, start - 8) : start])):
        return None
    measure = measure_at(match["unit"] if match["unit"] != "月" else "个月", 0)
    if measure is None:
        return None
    half = Fraction(1, 2)
    return said(text, start, match.end(), half, half, measure.told, measure.kind, half, measured=measure.measured)


def _blocks(text: str, start: int) -> Number | None:
    """一块二: 1.2 元, as people say it."""
    match = _BLOCKS.match(text, start)
    whole = _value(match["whole"]) if match else None
    if match is None or whole is None:
        return None
    value = whole + (Fraction(1, 2) if match["part"] == "半" else (_value(match["part"]) or Fraction(0)) / 10)
    return said(text, start, match.end(), value, value, "元", "money", Fraction(1, 10), measured="元")


def _doubled(text: str, start: int) -> Sequence[Number | Passed] | None:
    match = _DOUBLED.match(text, start)
    if match is None:
        return None
    times = int(_value(match["times"]) or 1) if match["times"] else 1
    value = Fraction(2**times)
    relation = "lt" if "近" in match[0] else "gt" if "超" in match[0] else ""
    return (said(text, start, match.end(), value, value, "倍", "comparison", Fraction(1), measured="倍", relation=relation),)


def _ratio(text: str, start: int) -> Number | None:
    match = _RATIO.match(text, start)
    if match is None or text[match.end() : match.end() + 1] in ("%", "/", "-") or text[start - 1 : start] in ("图", "表"):
        return None
    parts = re.split("[:：∶]", match[0])
    context = text[max(0, start - 16) : start]
    whole = 95 < sum(Fraction(part) for part in parts) < 105 and len(parts) > 2
    if not whole and not _RATIO_SAID.search(context.rpartition("，")[2]):
        return None
    return said(text, start, match.end(), None, None, "", "ratio", value=":".join(parts))


def _rank(text: str, start: int) -> Sequence[Number | Passed]:
    context = re.split("[，。；！？\n]", text[max(0, start - 18) : start])[-1]
    for pattern, ending in ((_RANK, _RANK_END), (_TOP, _TOP_END), (_FIRST, None)):
        match = pattern.match(text, start)
        if match is None:
            continue
        said_so = _RANK_VERB.search(context) and not _NOT_A_RANK.search(context)
        ranked = said_so or match[0].startswith("倒数") or _RANK_MOVES.match(text, match.end())
        if ending is not None and not ending.match(text, match.end()):
            break
        place = Fraction(1) if ending is None else _value(match["place"])
        if not ranked or place is None:
            break
        top = pattern is _TOP
        return (said(
            text, start, match.end(), place, place, "名", "rank", value=decimal_text(place), measured="名",
            relation="le" if top else "",
        ),)  # fmt: skip
    end = _ordinal_end(text, start)
    return (Passed(start, end, text[start:end], "ordinal/enumeration"),)


_ORDINAL = re.compile(
    f"(?:倒数)?[第前]?(?:[0-9]{{1,9}}|[{CHINESE}]{{1,20}})?(?:[、和至到-](?:[0-9]{{1,4}}|"
    f"[{CHINESE}]{{1,6}})(?=[条款项章节期批次届轮位名组]))?"
    "(?:个?(?:年|季度|月|天|小时|次|个|位|名|期|批|号|届|条|款|项|章|节|轮|代|产业|期|届|种|类|家|段|步|日))?"
)


def _ordinal_end(text: str, start: int) -> int:
    match = _ORDINAL.match(text, start)
    return max(start + 1, match.end() if match else start + 1)
