"""Why a numeral with its unit claims something or not: time frames, size limits, denominators, one as an article, norms of law."""

from __future__ import annotations

import re

from hetang.claims import relations
from hetang.claims.measures import Measure
from hetang.claims.numerals import Numeral

_CLAUSE_ENDS = "，。；！？\n：:;!?"
_PEOPLE = re.compile(
    "[^，。；、！？\\n0-9]{0,6}?(?:人口|婴幼儿|儿童|群众|居民|学生|老人|老年人|农民|职工|干部|党员|志愿者|劳动力|市民|村民|消费者|游客|师生|考生|残疾人|青年|妇女|代表|"
    "委员|教师|医生|工人|毕业生|人员|中国人|贫困人口|患者|孩子|大学生|旅客|观众|人才|移民|就业|参保人|受益人|民众|网民|青少年|学员|同胞|人民|老百姓|百姓)"
)
_MONEY_SAID = re.compile(
    "(?:投资|总额|收入|营收|产值|增加值|GDP|生产总值|余额|资金|支出|贷款|存款|利润|税收|销售额|经费|补贴|补助|融资|成交额|交易额|进出口|产出|规模|预算|保费|资产|花费|消费|拨款)"
    "[^，。；！？0-9\\n]{0,10}$"
)
_PEOPLE_SAID = re.compile("(?:人口|人数|群众|党员|职工|就业|游客|学生|居民|用户|参保|受益|人次|劳动力|老人)[^，。；！？0-9\\n]{0,8}$")
_HEADS_SAID = re.compile("(?P<what>人|户|件|家|条|台|辆|座|个|起|亩|头|次)(?:数|数量|总数|总量)(?:为|达|达到|是|共|共计|有|增至|增加到|降至)?$")
_INDEX_SAID = re.compile("(?:指数|得分|系数|评分|总分|均分)(?:\\([^)]{1,10}\\)|（[^）]{1,10}）)?(?:分别)?(?:为|达到|达|是|:|：|升至|降至|提高到|上升到|上升至|降到|高达|至)$")
_FRAME_BEFORE = re.compile("(?:过去|近|未来|今后|最近|这|前|后|下|上|每|头|当|几|新的|再用|用|再过|往后|以后|接下来|开局|此后|第|学前|半|又|全|同|历|往|每隔|任期)的?$")
_FRAME_AFTER = re.compile("来|以来|多来|里|间|前|后|期间|行动|规划|计划|内|以内|之内|期|累计|时间内|攻坚|任务|一|制|目标|左右的时间|中|之间|方案|打基础|见成效|上台阶|免|大|学制|义务|过渡|如|，|。|、|；|以前|以后|之前|之后|上|再|共|度|平均|年均")
_TIME_SAID = re.compile("(?:连续|历时|历经|为期|长达|已连续|持续|缩短|延长|提前|推迟|提早|用时|耗时|仅用|只用|不到|不足|工期|周期|寿命|时间|时限|时长|期限|增加|减少|压缩|至|达|平均|蝉联|坚持|提速|仅|仅需|只需|需|工龄|党龄|驾龄|年限|为|超过|超|保持|稳定|累计|减|降|到|从|由|近|约|逾|了|用)(?:了|到|至|近|约|超|超过|为|达|已有)?$")
_FRAME_WORDS = re.compile("(?:过去|近|未来|今后|最近|这|前|后|下|上|每)(?:的)?$")
_DONE_IN = re.compile("(?:内)?(?:完成|建成|办结|实现|蝉联|位居|提高|增长|保持|获|居|下降|正增长|上升|领跑)")
_NORM_BEFORE = re.compile("应当|不得|自[^，。；\\n]{0,30}之日起|必须|有权|依照|依法|罚款|处以|可以")
_NORM_AFTER = re.compile("[^，。；\\n]{0,6}(?:内|以内|之内)")
_ARTICLE = re.compile("^\\s*第[一二三四五六七八九十百零]+条", re.M)
_SERVICE = re.compile("值班|服务|在线|开放|自助|监控|营业|无理由|动态|不间断|应急|热线|待命|巡逻|守护|便利店")
_THRESHOLD_AFTER = re.compile("(?:及|或|或者|（含）)?(?:以上|以下|以内)(?:的|（[^）]{1,10}）)?(?=[\\u4e00-\\u9fffA-Za-z“])")
_NOT_A_NOUN = re.compile("的?(?:，|。|；|、|$|水平|和|与|但|并|且|时|后|前|，)")
_COUNT_AHEAD = re.compile("[^，。；！？\\n0-9]{0,22}[0-9一二两三四五六七八九十]{1,8}[\\.0-9万余多]{0,6}[家个户项件座处名人位条所宗台辆只头起]")
_OF_A_KIND = re.compile("的[\\u4e00-\\u9fff“”]")
_SIZE = ("money", "quantity", "age")
_ONE = re.compile("[一1]")
_ONE_COUNTED = re.compile("(?:仅|仅有|只有|共|共有|新增|增加|减少|唯一的|达|为|有且只有|还有|不足|不到|超|超过|各|少|多|净增|至少|占)$")
_SMALL_FORMAL = "两三四五六七八九"


def unwritten(text: str, start: int, numeral: Numeral) -> Measure | None:
    """The unit that is not written: 43万儿童 are persons, 突破60亿 after 投资总额 is money, 总指数为99.5 an index."""
    end, before = numeral.end, text[max(0, start - 24) : start]
    bare = before.rstrip("“")
    if _INDEX_SAID.search(bare) and _clause_ends(text, end):
        return Measure(end, "", "", "点", "index")
    scaled = numeral.scale >= 10**4 or (numeral.chinese and numeral.low >= 10**4) or numeral.marker in ("余", "多", "几", "数")
    if not scaled and not numeral.scale >= 1000:
        heads = _HEADS_SAID.search(_without_marker(bare))
        if heads is not None and _clause_ends(text, end) and not numeral.chinese:
            return Measure(end, "", heads["what"], "", "count")
        if not numeral.chinese and numeral.step == 1 and numeral.low >= 10 and _PEOPLE.match(text, end) and not _year(numeral):
            return Measure(end, "", "人", "人", "count")
        return None
    if _PEOPLE.match(text, end):
        return Measure(end, "", "人", "人", "count")
    marked = relations.before(text, start, numeral.bare)[1]
    clause = bare.removesuffix(marked) if marked else bare
    if _MONEY_SAID.search(clause):
        return Measure(end, "", "元", "元", "money")
    if _PEOPLE_SAID.search(clause):
        return Measure(end, "", "人", "人", "count")
    return Measure(end, "", "", "", "count") if not numeral.bare or marked else None


def _year(numeral: Numeral) -> bool:
    return 1900 <= numeral.low <= 2100 and numeral.scale == 1


def _without_marker(before: str) -> str:
    marker = relations.before(before, len(before))[1]
    return before.removesuffix(marker) if marker else before


def _clause_ends(text: str, end: int) -> bool:
    return text[end : end + 1] in ("", "，", "。", "；", "、", "）", "\n", "和", "与", " ", "\t", "！", "”", ";")


def why_passed(
    text: str, start: int, end: int, first: Numeral, last: Numeral, measure: Measure | None, shape: str
) -> str:
    """The kind of no claim that this is; "" for a claim."""
    if measure is None:
        return "code" if not last.chinese else "lexical"
    if first.positional and first.low >= 10000:
        return "code"
    before = text[max(0, start - 16) : start]
    relation, marker = relations.before(text, start, first.bare)
    if last.bare and not marker and last.relation == "eq":
        return "threshold"
    if first.marker in ("几", "数") and first.scale == 1:
        return "vague"
    if before.endswith("每") or before.endswith("每隔"):
        return "denominator"
    if measure.kind == "duration" and (frame := _frame(text, start, end, before, first, measure)):
        return frame
    if _norm(text, start, end, measure):
        return "norm"
    if first.chinese and (kind := _small_chinese(text, start, end, before, first, last, measure, marker)):
        return kind
    return _threshold(text, start, end, measure, relation, shape)


def _frame(text: str, start: int, end: int, before: str, numeral: Numeral, measure: Measure) -> str:
    """五年来, 近三年, 前5个月, 三年行动 only frame; 连续19年, 12天完成 are claims."""
    said = _TIME_SAID.search(before)
    strong = said is not None and said[0] not in ("近", "从", "由", "用", "了", "到", "为", "约")
    if _FRAME_WORDS.search(before) and not (said and strong):
        return "duration"
    long = measure.told in ("年", "月", "季度", "学期", "周")
    if measure.told in ("小时", "天") and _SERVICE.match(text, end):
        return "name"
    if strong:
        return "" if not text.startswith(("来", "以来"), end) else "duration"
    if long:
        return "" if _DONE_IN.match(text, end) and not numeral.chinese else "duration"
    if numeral.chinese and numeral.low == 1:
        return "article-one"
    return ""


def _norm(text: str, start: int, end: int, measure: Measure) -> bool:
    """A deadline or limit of a legal text: 应当自收到之日起15日内, 不得超过5人."""
    sentence = text[max(0, start - 80) : start]
    for mark in "。；\n":
        sentence = sentence.rpartition(mark)[2]
    if measure.kind == "duration" and re.search("之日起$|日起$|应当在$|应当于$|应当[^。；]{0,30}$", sentence) is not None:
        return True
    if re.match("或者两个以上|或者两名以上|以上[^，。]{0,8}的，", text[end:end + 14]) or sentence.endswith("或者"):
        return measure.kind == "count"
    return re.search("不得(?:超过|少于|低于|多于|高于)$|罚款$|处$|处以$", sentence) is not None


def _small_chinese(
    text: str, start: int, end: int, before: str, first: Numeral, last: Numeral, measure: Measure, marker: str
) -> str:
    """One is an article (一个, 一项); 一 to 九 count only before a classifier of things."""
    if measure.kind == "duration" or measure.told in ("%", "‰", "pp", "倍"):
        return "" if first.low != 1 or marker or measure.kind == "percent" else "article-one"
    if first.low == 1 and last.low == 1:
        return "" if _ONE_COUNTED.search(before) and measure.kind == "count" and measure.written != "次" else "article-one"
    if end - start <= 3 and measure.written in ("大", "级", "期", "类", "代", "届", "地", "方", "面", "头", "手", "次", "点", "分", "度", "角", "山", "国", "省", "市", "县", "区", "镇", "乡", "村", "校", "馆", "园", "中", "里", "口", "门", "站", "店", "字", "行", "首", "句", "出", "则", "通", "日", "元") and not _TIMES.search(before):
        return "structural"
    return ""


_TIMES = re.compile("(?:连续|累计|先后|举办|召开|开展|达|共|新增|增加|减少|蝉联|第)$")


def _threshold(text: str, start: int, end: int, measure: Measure, relation: str, shape: str) -> str:
    """亿元以上项目793个: the size limit of what is counted, not a claim."""
    limit = _THRESHOLD_AFTER.match(text, end)
    if limit is not None and not _NOT_A_NOUN.match(text, limit.end()):
        if measure.kind in _SIZE or measure.kind == "duration" and measure.told == "年":
            return "threshold"
        if measure.kind == "count" and _COUNT_AHEAD.match(text, limit.end()):
            return "threshold"
    if relation not in ("", "eq") and measure.kind in _SIZE and _OF_A_KIND.match(text, end) and _COUNT_AHEAD.match(text, end):
        return "threshold"
    if text.startswith("级", end) and measure.kind in ("quantity", "money", "count"):
        return "threshold"
    if measure.kind == "age" and shape == "range" and not _clause_ends(text, end):
        return "threshold"
    return ""
