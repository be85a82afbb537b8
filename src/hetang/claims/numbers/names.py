"""What holds numerals and claims nothing: dates, periods, document numbers, enumerations, names, idioms."""

from __future__ import annotations

import re

from hetang.claims.numbers.measures import measure_at
from hetang.claims.numbers.numerals import numeral_at

_N = "[零一二三四五六七八九十百]"
_YEAR = "(?:(?:19|20|21|18)[0-9]{2}|[一二][零一二三四五六七八九]{3})"
_JOIN = "[-—–~、和及与至到/]"
_MONTH = f"(?:[01]?[0-9]|{_N}{{1,3}})"
_DAY = f"(?:[0-3]?[0-9]|{_N}{{1,3}})"
_MONTHS = f"{_MONTH}(?:{_JOIN}{_MONTH}){{0,5}}月(?:份|末|底|初|[上中下]旬)?"
_DAYS = f"{_DAY}(?:{_JOIN}{_DAY}){{0,5}}[日号](?:{_JOIN}(?:{_MONTHS})?{_DAY}[日号])?"
_HOUR = "(?:[01]?[0-9]|2[0-4]|[一二三四五六七八九十]{1,3})"

_ONE_OF = "[一二两三四五六七八九十百千万]"

# kind -> what begins at a numeral. Order decides.
_AT = (
    ("date", f"{_YEAR}年?(?:{_JOIN}{_YEAR}){{0,4}}年(?:{_JOIN}(?={_YEAR}年))?(?:{_MONTHS}(?:{_DAYS})?|度|[末底初])?"),
    ("date", f"{_MONTHS}(?:{_JOIN}{_MONTHS})?(?:{_DAYS})?"),
    ("date", "(?:[一二三]?十[一二三四五六七八九]?|三十一?|二十[一二三四五六七八九]?)日(?![内均夜])(?!以内|之内)"),
    ("date", "(?:19|20)[0-9]{2}([-./])[01]?[0-9]\\1[0-3]?[0-9](?![0-9])"),
    ("date", "(?:[0-3]?[0-9](?:[-—–~、和及至到][0-3]?[0-9]){0,3})日(?![内均])(?!以内|之内)"),
    ("date", "[0-9]{2}世纪(?:[0-9]{2}年代)?|[0-9]{2}年代|[二一][十零一二三四五六七八九]{0,2}世纪|[0-9]{2}后(?![的续者])"),
    ("date", f"{_HOUR}时(?:[0-5]?[0-9]分|[零一二三四五六七八九十]{{1,3}}分|整|半|许|(?=[起前后至左、，。）]))"),
    ("date", f"{_HOUR}点(?:[0-5]?[0-9]分?|整|半|钟|许)(?![0-9])"),
    ("period", "[一二三四1-4](?:[-—–~至到、和][一二三四1-4]){0,3}季度(?:[末初])?"),
    ("document number", "〔(?:19|20)[0-9]{2}〕(?:第?[0-9]{1,5}号)?"),
    ("document number", f"(?:[0-9]{{1,6}}|{_N}{{1,5}})号(?:令|文|公告|文件)?"),
    ("ordinal/enumeration", "[0-9]{1,3}[、.](?![0-9])(?<=(?<![^\\n])[0-9][、.])"),
    ("name", "[0-9]{1,4}(?:国道|省道|县道|热线|服务热线|平台|医院|警情|强|后|版|厂|路|型|式)"),
    ("idiom-non-claim", f"{_ONE_OF}(?P<a>(?![零一二三四五六七八九十百千万亿两点分])[\\u4e00-\\u9fff]){_ONE_OF}(?P=a)"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _AT)
_WORDS = {
    "idiom-non-claim": (
        "十五五 十四五 十三五 十二五 十一五 九五 八项规定 三个代表 两个维护 两个确立 四个意识 四个自信 四个全面 五位一体 "
        "一带一路 一国两制 三农 三公 四风 "
        "两个一百年 四种形态 三个五 两不愁三保障 三次产业 一二三产业 十百千万 三驾马车 一老一小 两学一做 三严三实 三会一课 六稳 "
        "六保 一网通办 一件事 一站式 一体化 "
        "一揽子 一刀切 两新一重 放管服 三个务必 两个毫不动摇 三个区分开来 一府两院 两个结合 六个必须坚持 五大发展理念 三大攻坚战 "
        "三大保卫战 三去一降一补 四好农村路 "
        "五险一金 双百 十大 三来一补 一窗受理 两个革命 三区三线 三线一单 四个最严 五个一 两个健康 三重一大 双一流 一村一品 "
        "三权分置 九二共识 "
        "两弹一星 三支一扶 四上企业 四下企业 两高 两会 两委 两院 两岸 两港 三产 一产 二产 四史 三资 四大家 五保 六助 三下乡 "
        "千方百计 一心一意 四面八方 "
        "三三两两 一丝不苟 万众一心 百家争鸣 百花齐放 千家万户 千军万马 千锤百炼 万无一失 一如既往 一以贯之 一鼓作气 一马当先 "
        "一视同仁 一目了然 一劳永逸 一脉相承 "
        "三令五申 四通八达 五湖四海 五花八门 七上八下 九牛一毛 十全十美 百折不挠 千载难逢 万象更新 独一无二 举一反三 接二连三 "
        "十分 万分 百分百 百年大计 百年 千年 "
        "四处奔 四季 三角 四川 三亚 九江 百色 六安 六盘 五台山 三门峡 三明 三峡 四平 五常 七台河 八达岭 九寨 十堰 万年县 万载 "
        "万安 双鸭山 一线 二线 三线 一流 "
        "一级 二级 三级 四级 一类 二类 三类 四类 五类 一期 二期 三期 四期 五期 一等 二等 三等 一代 二代 三代 两级 两地 三地 两手 "
        "两头 三头 四周 五官 一方 双方 三方 "
        "四方 四面 八方 百强 千强 五百强 二十四节气 一张蓝图 一件接着一件 一天接着一天 一茬接着一茬 一棒接着一棒 一步一个脚印 "
        "一分部署 九分落实 百万雄师 三个中心 "
        "三个统筹 四个不摘 三个不增加 四个统筹推进 一把手 一盘棋 一条龙 一系列 一批批 一条心 一次性 一年一度 一个个 一家人 "
        "三个面向 两个大局 三个第一 四个面向 四个更加 "
        "两个先行 两个先行区 三个年 三个清单 五个振兴 六个一 四个一 三个一 两个一 十个一 五个到位 三个到位 四个到位 三项制度 "
        "五项机制 三查三看 一岗双责 两个责任 "
        "百日攻坚 百日会战 百日行动 百日 万元户 四舍五入 九年义务教育 五年规划 三年行动 三年规划 五年计划 一小时 两个凡是 "
        "一百二十分 三条底线 两条底线 四条底线 红十字 成千上万 数以百计 数以千计 数以万计 数以亿计 千万千万 一分一秒 一个时期 "
        "一个又一个 一次又一次 一批又一批 一代又一代 一一零 一二零 一一九 五金 唯一 统一 同一 三天打鱼 两天晒网 铁人三项 "
        "三人篮球 两个市场 两种资源 两个积极性 两个大局 三人制"
    ),
}  # fmt: skip
_NAMES = {name: kind for kind, line in _WORDS.items() for name in line.split()}
_LONGEST = max(len(name) for name in _NAMES)
_LEAD = 2   # a name may begin so many characters before its first numeral: 红十字, 成千上万
_NUMERAL = "零一二三四五六七八九十百千万亿两"
_HAN_DIGIT = "一二两三四五六七八九十百千万双"
_QUOTED = re.compile("[^“”‘’《》\\n]{0,14}[”’》]")
_MEASURED_IN_QUOTES = re.compile("[0-9][0-9.,]{0,12}(?:%|‰|个百分点|万|亿|元|公里|平方米|吨|千瓦)")
_SO_MANY_OF = re.compile("[0-9一二两三四五六七八九十]{1,2}个[0-9]")   # “3个100%”
_LASTS = re.compile("(?:历时|用时|连续|工期|为期|仅用|只用|耗时|持续|长达|提前|延长|缩短|逾期|滞后)(?:了|至|到|近|约|超|达)?$")
_PLAIN_HAN = f"(?![{_NUMERAL}余多几来点分成个])[\\u4e00-\\u9fff]"
_PAIRS = re.compile(f"[{_HAN_DIGIT}](?:{_PLAIN_HAN}){{1,2}}[{_HAN_DIGIT}](?:{_PLAIN_HAN}){{1,2}}(?=[”’，。、；：！？）的\\s]|$)")
_LINE_MARK = re.compile(
    "(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:、|\\.(?![0-9])|\\.(?=(?:19|20)[0-9]{2}年))|(?:[一二三四五六七八九十]{1,3}|"
    "[0-9]{1,2})）|[一二三四五六七八九十]{1,2}[是要](?!个)"
)


def passed_at(text: str, start: int) -> tuple[str, int] | None:
    """(kind, end) of what begins at this numeral and claims nothing."""
    written = text[start] not in "0123456789"
    for begun in range(start, max(-1, start - _LEAD - 1), -1) if written else ():
        for size in range(min(_LONGEST, len(text) - begun), start - begun, -1):
            if (kind := _NAMES.get(text[begun : begun + size])) is not None and not _goes_on(text, begun, begun + size):
                return kind, begun + size
    return _enumerated(text, start) or _lettered(text, start) or _quoted(text, start) or _patterned(text, start)


def _goes_on(text: str, start: int, end: int) -> bool:
    """三公 in 三公顷, 万分 in 万分之一: a name does not end inside a number or its unit."""
    after = text[end : end + 1]
    if after == "之" or (text[end - 1] in _NUMERAL and after in tuple(f"{_NUMERAL}点分余多个家户名人元亩吨岁条项座")):
        return True
    numeral = numeral_at(text, start)
    measure = measure_at(text, numeral.end) if numeral is not None else None
    return measure is not None and measure.end > end


def _enumerated(text: str, start: int) -> tuple[str, int] | None:
    """一、 1. （一） 一是, at the head of a line or a sentence."""
    head = text[max(0, start - 2) : start]
    opening = head.endswith("（")
    if opening:
        match = re.compile("[一二三四五六七八九十0-9]{1,3}）").match(text, start)
        return ("ordinal/enumeration", match.end()) if match else None
    if head.rstrip(" \t\u3000#*") != "" and head[-1] not in "\n。；：！？;":
        return None
    match = _LINE_MARK.match(text, start)
    return ("ordinal/enumeration", match.end()) if match else None


_DIGITS = re.compile("[0-9.,]{1,20}|[零一二三四五六七八九十百千万亿两]{1,20}")
_MEASURED_NAME = re.compile("(?:GDP|CPI|PPI|PMI|GNP|FDI|R&D)$")
_LETTER = re.compile("[A-Za-z]")
_UNIT_LETTERS = re.compile(
    "(?:m[23]|kW|km|MW|GW|kV|kg|m|mm|cm|t|mg|μg|ug|g|L|ml|mL|GB|TB|MB|PB|dB|Gbps|Mbps|TEU|hm|pp|kWh|MWh|ppm|ha|EFlops|PFlops|BP|bp|"
    "EFLOPS|kVA|Eflops|Pflops|PFLOPS|PF|P|GWh|TWh|MVA|kV|MPa|kPa|kJ|GJ|MJ)(?![A-Za-z0-9])"
)
_CODE_END = re.compile("[A-Za-z0-9.\\-/+×]{0,12}")


def _lettered(text: str, start: int) -> tuple[str, int] | None:
    """5G, PM2.5, G60, AR-E3000, 1+3, 7×24: written together with letters or signs."""
    before = text[max(0, start - 2) : start]
    if before and _MEASURED_NAME.search(text[max(0, start - 4) : start]) and _MEASURED_IN_QUOTES.match(text, start):
        return None
    if before and (before[-1] == "_" or _LETTER.match(before[-1]) or (before[-1] == "-" and _LETTER.match(before[0]) is not None)):
        match = _CODE_END.match(text, start)
        return "name", max(start + 1, match.end() if match else start + 1)
    if before[-1:] in ("+", "×", "*") and before[0].isascii() and before[0].isalnum():
        match = re.compile("[0-9]{1,9}(?:小时)?").match(text, start)
        return ("name", match.end()) if match else None
    match = re.compile("[0-9]{1,6}(?:\\.[0-9]{1,3})?(?=[A-Za-z+×])").match(text, start)
    if match and not _UNIT_LETTERS.match(text, match.end()):
        end = _CODE_END.match(text, match.end())
        return "name", end.end() if end else match.end()
    return None


def _quoted(text: str, start: int) -> tuple[str, int] | None:
    """A short quoted phrase with a numeral is a name: “四级三类”, “2030启航计划”."""
    title = text[max(0, start - 60) : start]
    if title.rfind("《") > title.rfind("》") or title.rfind("〈") > title.rfind("〉"):
        match = _DIGITS.match(text, start)
        return ("name", match.end()) if match else ("name", start + 1)
    window = title[-12:]
    opened = max(window.rfind(mark) for mark in "“‘《")
    if opened < 0 or any(mark in window[opened:] for mark in "”’》\n"):
        return None
    match = _QUOTED.match(text, start)
    if match is None or match.end() - start + len(window) - opened > 16:
        return None
    if _MEASURED_IN_QUOTES.search(match[0]) and not _SO_MANY_OF.search(window[opened + 1 :] + match[0]):
        return None
    return "name", match.end() - 1


def _patterned(text: str, start: int) -> tuple[str, int] | None:
    for kind, pattern in _PATTERNS:
        match = pattern.match(text, start)
        if match is not None and not (match[0].endswith("日") and _LASTS.search(text[max(0, start - 8) : start])):
            return kind, match.end()
    match = _PAIRS.match(text, start) if text[start + 1 : start + 2] not in ("米", "尺", "斤", "丈") else None   # 一米八高
    return ("idiom-non-claim", match.end()) if match else None
