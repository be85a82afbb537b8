"""The time, place and organisation under which a text speaks: words that frame a number without being what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hetang.claims.subjects.words import ACTIONS, NATURAL, NO_PLACES, NOT_BEGUN
from hetang.terms.dates import Period, add_months

DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "十": 10}
PLANS = {"九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})年(?:度)?"
_RELATIVE = r"(?P<relative>前年|去年|上年度?|今年|本年度?|当年|明年|全年|过去一年|一年来|年初以来|年末|年底|年内|上半年末?(?!的))"
_PART = (
    r"(?P<part>(?:第?[一二三四1-4]季度|上半年|下半年|前三季度|前(?P<first>\d{1,2}|[一二三四五六七八九十]{1,2})个月"
    r"|(?P<from>\d{1,2})月?(?:份)?[—–\-－~～至到]+(?P<to>\d{1,2})月(?:份)?"
    r"|(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<day>\d{1,2}|[一二三]?十?[一二三四五六七八九十])日)?))"
)
_PLAN = (
    r"(?:“(?P<plan>十?[一二三四五九十]五)”(?:规划)?(?:时期|期间|以来|末)?"
    r"|(?P<span>[近过这五三两十]?[去来]?[一二三四五六七八九十两\d]{1,2}年)(?:来|以来|间|(?=累计|共|全国|全省|全市|全县|中央|新增|整理|新建|完成|实现)))"
)
_TAIL = r"(?P<tail>(?:全年|同期|期间|以来|末|底|初|来|为止|止|当日|当天)*)"
_TIME = re.compile(
    rf"(?P<upto>截至|截止到?|到|自|从|于|在)?(?P<now>目前(?:为止)?|此前)?(?:{_YEAR}|{_RELATIVE})?(?:{_PART})?(?:{_PLAN})?{_TAIL}"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER_OF_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

WHOLE_PLACE = (
    r"(?:全|我|本|各)(?:国|省|市|县|区|州|盟|旗|乡|镇|村|街道|辖区)(?![域直情级])"
    r"(?!重点|法治|文明|卫生|双拥|优秀|先进|示范|百强|首|唯一|一流|劳动|第(?![一二三]产业))"
)
# Signs of grammar: a proper name has none of them after its first character.
NOT_IN_NAMES = frozenset("的等各个元全本我为是在对将向让该这其把被了及与以由从至们举划按超达占比约近跨")
_NAMED = re.compile(
    r"(?:[一-鿿]{2,6}?|[^\W\d_外多两三四五六七八九十几每郡贫城山大强此距离与和](?=县))"
    r"(?:市区|城区|特别行政区|自治区|自治州|自治县|省|市|县|区|州|旗|镇|乡|街道)(?![场民值政长委级域营直容村府])"
)
_WHOLE = re.compile(WHOLE_PLACE)
_ORGAN = re.compile(
    r"(?:(?:我|本|全)(?:局|委|办|厅|院|校|厂|中心|公司|集团|系统|单位|处|所|队)"
    r"|[一-鿿]{1,12}?(?:委员会|办公室|管理局|办事处|领导小组|指挥部|总公司|公司|集团|协会|联合会|总工会|法院|检察院|医院|大学|学院|人民政府|[县市区镇乡]政府|"
    r"管理处|管理所|[一-鿿]处|[一-鿿]所|大队|支队|总队|中队|局|厅|委|办)"
    r"(?![一-鿿]?(?:员|理|公|法)))"
)
_CITIES = (
    "杭州 广州 苏州 贵州 兰州 郑州 福州 徐州 常州 温州 泉州 扬州 泰州 台州 湖州 惠州 赣州 柳州 沧州 德州 滨州 锦州 漳州 "
    "宿州 亳州 滁州 抚州 永州 郴州 荆州 鄂州 随州 潮州 梅州 钦州 贺州 泸州 达州 忻州 朔州 神州 九州 中州"
)
CITIES = tuple(_CITIES.split())     # they end like a place of their own and are names already
NO_ORGAN = re.compile(
    r"(?:.*(?:[布格结大全开破政战时残]局|[厕场住诊会]所|[各好到多深随益用妙]处)$|市级|县级|省级|各|乡镇|上市|成功|公立|民营|三级|二级)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is carried on from clause to clause until the text says otherwise."""

    period: Period | None = None
    said: str = ""
    stands_on: bool = False
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    year: int | None = None       # the year that the text speaks of
    dated: date | None = None     # the day of the draft, if given or said
    planned: bool = False         # under a heading of goals and tasks

    def at(self, period: Period | None, said: str, stands_on: bool) -> Frame:
        return replace(self, period=period, said=said, stands_on=stands_on)

    def near(self, places: tuple[str, ...], organisations: tuple[str, ...]) -> Frame:
        """The nearest first; what was said before stays behind it."""
        return replace(
            self,
            places=(*places, *(one for one in self.places if one not in places))[:4] if places else self.places,
            organisations=(*organisations, *(one for one in self.organisations if one not in organisations))[:4],
        )


def year_of(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    digits = [DIGITS.get(char, 10) for char in text]
    return int("".join(map(str, digits))) if all(digit < 10 for digit in digits) else None


def small_number(text: str) -> int:
    """1 to 99, in figures or in words (十二 -> 12, 三十一 -> 31)."""
    if text.isdigit():
        return int(text)
    before, ten, after = text.partition("十")
    if not ten:
        return DIGITS.get(text, 0)
    return (DIGITS.get(before, 1) if before else 1) * 10 + (DIGITS.get(after, 0) if after else 0)


def time_at(words: str) -> re.Match[str] | None:
    """The words of time at the head of a phrase."""
    found = _TIME.match(words)
    if found is None or not any(found[group] for group in ("now", "year", "relative", "part", "plan", "span")):
        return None
    return found


_ANY_TIME = re.compile(rf"{_YEAR}|“十?[一二三四五九十]五”|去年|今年|[一二三四五]年来")


def times_in(words: str) -> tuple[str, ...]:
    """The different years and plans that a heading names."""
    return tuple(dict.fromkeys(found[0] for found in _ANY_TIME.finditer(words)))


def framed(frame: Frame, found: re.Match[str]) -> Frame:
    """The frame after these words of time; a period that cannot be dated is said and not guessed."""
    said = found[0].strip()
    tail = found["tail"] or ""
    upto = found["upto"] or ""
    stands_on = upto.startswith(("截", "到")) or tail.endswith(("末", "底", "止", "初")) or said.endswith(("末", "底"))
    if found["plan"]:
        first = PLANS.get(found["plan"])
        return frame.at(Period(date(first, 1, 1), date(first + 4, 12, 31)) if first else None, said, stands_on)
    if found["span"]:
        return frame.at(_years_back(frame, found["span"]), said, False)
    if found["now"] and not found["year"] and not found["relative"] and not found["part"]:
        return frame.at(Period(date(frame.dated.year, 1, 1), frame.dated) if frame.dated else None, said, True)
    year = _year(frame, found)
    if found["year"] and year:
        frame = replace(frame, year=year)
    if found["part"]:
        period = _part(year, found)
        if period is not None and stands_on:
            period = Period(date(period.end.year, 1, 1), period.end)
        return frame.at(period, said, stands_on)
    if tail.startswith("以来") or found["relative"] == "年初以来" or upto in ("自", "从"):
        return frame.at(_since(frame, year if found["relative"] != "年初以来" else None, found), said, True)
    return frame.at(Period.year(year) if year else None, said, stands_on)


def _since(frame: Frame, year: int | None, found: re.Match[str]) -> Period | None:
    """2015年以来, 今年以来: from the first day of that time to the day of the draft."""
    if frame.dated is None:
        return None
    part = _part(year, found) if found["part"] else None
    start = part.start if part is not None else date(year if year is not None else frame.dated.year, 1, 1)
    return Period(start, frame.dated) if start <= frame.dated else None


def year_before(frame: Frame) -> Frame:
    """上年, 上年同期: the same time a year earlier than what is spoken of."""
    period = frame.period
    earlier = Period(add_months(period.start, -12), add_months(period.end, -12)) if period is not None else None
    return frame.at(earlier, "上年", frame.stands_on)


def same_time(frame: Frame, other: Frame) -> Frame:
    """2015年同期, said of a first quarter: that quarter of 2015."""
    if frame.period is None or other.period is None:
        return other
    back = 12 * (frame.period.end.year - other.period.end.year)
    earlier = Period(add_months(frame.period.start, -back), add_months(frame.period.end, -back))
    return replace(other, period=earlier, stands_on=frame.stands_on)


def _year(frame: Frame, found: re.Match[str]) -> int | None:
    """The year that is meant: said, or counted from the draft's day; 全年, 当年 and parts of a year are of the year spoken of."""
    if found["year"]:
        return year_of(found["year"])
    word, dated = found["relative"] or "", frame.dated.year if frame.dated else None
    back = {"前年": 2, "去年": 1, "上年": 1, "上年度": 1, "今年": 0, "本年": 0, "本年度": 0, "明年": -1}.get(word)
    if back is not None:
        return dated - back if dated is not None else None
    if frame.year is not None:
        return frame.year
    if word in ("过去一年", "一年来") and dated is not None:
        return dated - 1
    if word in ("全年", "年末", "年底") or dated is None:
        return None      # of a year that nobody named
    part = _part(dated, found)
    return dated - 1 if part is not None and frame.dated is not None and part.start > frame.dated else dated


def _part(year: int | None, found: re.Match[str]) -> Period | None:
    part = found["part"] or ""
    if year is None:
        return None
    if "季度" in part and not part.startswith("前"):
        quarter = _NUMBER_OF_QUARTER[part.removeprefix("第")[0]]
        return Period(date(year, quarter * 3 - 2, 1), Period.month(year, quarter * 3).end)
    first, last = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}.get(part, (0, 0))
    if found["first"]:
        first, last = 1, small_number(found["first"])
    elif found["to"]:
        first, last = int(found["from"]), int(found["to"])
    elif found["month"]:
        first = last = small_number(found["month"])
    if not 1 <= first <= last <= 12:
        return None
    if found["day"]:
        try:
            day = date(year, first, small_number(found["day"]))
        except ValueError:
            return None
        return Period(day, day)
    return Period(date(year, first, 1), Period.month(year, last).end)


def _years_back(frame: Frame, span: str) -> Period | None:
    """五年来, 近三年来: whole years up to the year spoken of."""
    years = small_number(re.sub(r"[近过去这来年]", "", span) or "0")
    if frame.year is None or not 1 <= years <= 50:
        return None
    return Period(date(frame.year - years + 1, 1, 1), date(frame.year, 12, 31))


def day_said(text: str) -> date | None:
    """The first whole day of a title or its byline: 2013年3月20日."""
    for found in re.finditer(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def narrow(words: str) -> str:
    """Without blanks and with narrow digits, as the words of time and grammar are told."""
    return "".join(words.split()).translate(_WIDE)


def after_preposition(words: str) -> str:
    """在全市……, 对珠山区……: without the word before the place."""
    return words[1:] if words[:1] in ("在", "对") and next(places_in(words[1:]), "") else words


def places_in(words: str) -> Iterator[str]:
    """Places at the head of a phrase: 全市, 我区, 珠山区; several in a row are given in their order."""
    at = 0
    while True:
        found = _WHOLE.match(words, at)
        if found is None:
            found = _NAMED.match(words, at)
            if found is None or _is_no_place(found[0]):
                return
        yield found[0]
        at = found.end()
        if words[at : at + 1] in "、和":
            at += 1


def _is_no_place(word: str) -> bool:
    if all(char in "省市县区镇乡州旗街道" for char in word):
        return True      # 市县, 县区: levels and no names
    if word.startswith(("所有", "每", "任何", "相关", "有关", "部分", "多个", "其他", "其余", "周边", "同类", "一些")):
        return True
    if word.startswith(NOT_BEGUN) or (word.endswith(NATURAL) and len(word) != 3):
        return True
    if word.endswith(("市区", "城区")) and len(word) > 3 and not word.endswith("中心城区"):
        word = word[:-2] + "市"
    if word.startswith(ACTIONS) or (len(word) > 4 and any(word.startswith(ACTIONS, at) for at in range(1, len(word) - 2))):
        return True
    return word.endswith((*NO_PLACES, *CITIES)) or word[0] in NOT_IN_NAMES or any(char in NOT_IN_NAMES for char in word[1:-1])


def organ_at(words: str) -> str:
    """The organisation at the head of a phrase, "" where none is."""
    found = _ORGAN.match(words)
    if found is None:
        return ""
    name = found[0]
    if name[-1] == "办" and name[0] not in "市县区省州我本全":
        return ""
    grammar = name[0] not in "我本全" and any(char in NOT_IN_NAMES for char in name)
    return "" if grammar or NO_ORGAN.match(name) or name.startswith(ACTIONS) else name

