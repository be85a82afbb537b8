"""A single number that cannot be: two markers against each other, more than all, a place after the last, a list miscounted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hetang.claims.agreeing.bounds import bounds_of
from hetang.claims.agreeing.fault import Fault
from hetang.claims.claim import Claim, Number
from hetang.claims.subjects.phrases import covered
from hetang.terms.words import Text

MARKERS = Text("“{below}”说不到，“{above}”说超过，不能同时成立", "“{below}” says less and “{above}” says more: not both")
MORE_THAN_ALL = Text("“{thing}”不会超过100%", "“{thing}” cannot be more than 100 %")
NO_PLACE = Text("没有第0位", "there is no place 0")
BEYOND = Text("{of}里没有{told}", "there is no {told} among {of}")
TOO_MANY_DAYS = Text("一年没有{told}", "no year has {told}")
TOO_OLD = Text("{told}不是年龄", "{told} is no age")
FALLS_BELOW = Text("“{thing}”不会下降{told}", "“{thing}” cannot fall by {told}")
MISCOUNTED = Text("列出{listed}个，写的是{told}", "{listed} are named, {told} is written")

_BELOW = re.compile(r"(?<![附最邻临靠亲就贴远新])(?P<word>将近|接近|近|不足|不到|逼近)$")
_NO_DOUBT = re.compile(r"(?:查找|发现|存在|整改|问题|反映|梳理|弥补|查摆)[^，。]{0,6}不足$")
_ABOVE = re.compile(r"^(?P<word>以上|有余|之多|多|余|开外)(?!元|人次|种经营|样)")
_INSIDE = re.compile(r"[多余]")
_AT_MOST_ALL = re.compile(
    r"(?:(?<!拨备)覆盖率|(?<!电话)(?<!手机)(?<!宽带)普及率|合格率|满意率|满意度|城镇化率|失业率|优良率|优良天数比[率例]|绿地率|绿化率|成活率|"
    r"达标率|安全感|发生率|好转率|占比|竣工率|无害化处理率|集中处理率|入户率|知晓率)$"
)
OF_PLAN = re.compile(r"计划|预算|目标|任务|进度|上年|同期|去年")
_MAY_FALL_FAR = re.compile(r"利润|效益|盈|净|差额|顺差|结余|亏损|收益")
_AMONG = re.compile(
    r"(?P<count>\d{1,3})个?(?P<kind>设区市|地级市|县市区|"
    r"县（市、区）|县区|区县|城市|省份|省区市|市州|地市|乡镇|街道|单位|部门)中?[^，。；\d]{0,10}$"
)
# Words that count what the list before them names.
_NAMED_KINDS = re.compile(
    r"^(?:大|个)?(?:指标|方面|领域|环节|专题|国家|省份?|设区市|地级市|市州|城市|市|县区?|区县?|乡镇|乡|镇|街道|村|社区|地|类|部门|重点行业)"
    r"(?=[^一-鿿]|$|[的完实达被获入均都全共率已先和])"
)


def markers(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """将近12天余: below and above of one number."""
    for index, claim in enumerate(claims):
        number = claim.number
        before, after = text[max(0, number.start - 8) : number.start], text[number.end : number.end + 3]
        below = _BELOW.search(before)
        if below is None or _NO_DOUBT.search(before) or number.kind in ("rank", "ratio"):
            continue
        above = _ABOVE.match(after)
        inside = _INSIDE.search(number.surface)
        word = above["word"] if above is not None else inside[0] if inside is not None else ""
        if word:
            yield Fault("marker", (index,), MARKERS.filled(below=below["word"], above=word), (index,))


def impossible(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """A share above all, a place 0 or beyond the last, a year of 380 days, an age of 416."""
    for index, claim in enumerate(claims):
        why = _impossible(text, claim)
        if why is not None:
            yield Fault("impossible", (index,), why, (index,))


def _impossible(text: str, claim: Claim) -> Text | None:
    number, about = claim.number, claim.about
    value = bounds_of(number)
    if number.kind == "rank":
        return _no_rank(text, claim)
    if value is None or value.low is None:
        return None
    if number.unit == "%":
        near = text[max(about.sentence[0], number.start - 100) : number.start]
        if about.change == "fall" and value.low > 100 and not _MAY_FALL_FAR.search(near):
            return FALLS_BELOW.filled(thing=about.thing, told=number.surface)
        if not about.change and value.low > 100 and _is_share_of_all(about.thing):
            return MORE_THAN_ALL.filled(thing=about.thing)
    if number.unit in ("天", "日") and value.low > 366 and about.thing.endswith(("优良天数", "优良天数比例", "无霜期")):
        return TOO_MANY_DAYS.filled(told=number.surface)
    if number.kind == "age" and value.low > 130:
        return TOO_OLD.filled(told=number.surface)
    return None


def _is_share_of_all(thing: str) -> bool:
    return (_AT_MOST_ALL.search(thing) is not None or thing.endswith("比重")) and not OF_PLAN.search(thing)


def _no_rank(text: str, claim: Claim) -> Text | None:
    number = claim.number
    last = number.low if number.low is not None else number.high
    if last is None:
        return None
    if last == 0:
        return NO_PLACE
    found = _AMONG.search(text[max(claim.about.sentence[0], number.start - 30) : number.start])
    if found is not None and last > int(found["count"]):
        return BEYOND.filled(of=found["count"] + "个" + found["kind"], told=number.surface)
    return None


def lists(text: str, claims: Sequence[Claim]) -> Iterator[Fault]:
    """武威、白银、临夏5个市州: the names in front are fewer or more than is said."""
    for index, claim in enumerate(claims):
        number = claim.number
        after = text[number.end : number.end + 8]
        small = number.kind == "count" and number.relation == "eq" and number.low is not None and number.low <= 20
        if not small or not _counts_names(number, after):
            continue
        before = covered(text[max(claim.about.clause[0], number.start - 120) : number.start])
        least, most = named_in(before)
        told = number.low or 0
        alone = claim.about.clause[0] == claim.about.sentence[0]      # else more names may stand before its comma
        if least >= 2 and (told < least or (told > most and alone)):
            why = MISCOUNTED.filled(listed=str(least if least > told else most), told=number.surface)
            yield Fault("list", (index,), why, (index,))


def _counts_names(number: Number, after: str) -> bool:
    unit = number.unit
    named = unit in ("个", "大", "类", "项") and _NAMED_KINDS.match(after) is not None
    return named or unit in ("市", "县", "区", "镇", "乡", "省", "国", "地")


def named_in(before: str) -> tuple[int, int]:
    """(the fewest, the most) names in a row that ends here; (0, 0) where it is not certainly one: it ends with 等, or has a verb."""
    row = re.split(r"[。；，,：:（(]", before)[-1]
    if "、" not in row or row.endswith("等") or any(char.isdigit() for char in row) or len(row) > 100:
        return 0, 0
    items = row.split("、")
    if any(not item or len(item) > 14 for item in items) or max(map(len, items[1:])) > 3 * min(map(len, items[1:])) + 4:
        return 0, 0
    joined = sum(len(re.findall(r"[和与及]", item)) for item in items)
    return len(items), len(items) + joined
