"""Why a numeral with its unit claims something or not: time frames, size limits, denominators, one as an article, norms of law."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hetang.claims import relations
from hetang.claims.measures import Measure
from hetang.claims.numerals import Numeral

_PEOPLE = (
    "人口|婴幼儿|儿童|群众|居民|学生|老人|老年人|农民|职工|干部|党员|志愿者|劳动力|市民|村民|消费者|游客|师生|考生|残疾人|青年|妇女|代表|委员|教师|医生|工人|毕业生|"
    "人员|中国人|患者|孩子|大学生|旅客|观众|人才|移民|参保人|民众|网民|学员|同胞|人民|百姓|对象|从业者|牧民|渔民|股民|球迷|粉丝"
)
_PEOPLE_AHEAD = re.compile(f"(?:[0-9]{{1,2}}周?岁(?:及?以上|以下)?)?[^，。；、！？\\n0-9]{{0,6}}?(?:{_PEOPLE})")
_MANY_PEOPLE_AHEAD = re.compile(f"(?:[0-9]{{1,2}}周?岁(?:及?以上|以下)?)?[^，。；！？\\n0-9]{{0,11}}?(?:{_PEOPLE})")
_PEOPLE_BEHIND = re.compile(f"(?:{_PEOPLE}|人数|就业|用户|参保|受益|人次)")
_MONEY_BEHIND = re.compile(
    "投资|总额|收入|营收|产值|增加值|GDP|生产总值|余额|资金|支出|贷款|存款|利润|税收|销售额|经费|补贴|补助|融资|成交额|交易额|进出口|预算|保费|资产|花费|消费|"
    "拨款|元|工资|罚款|欠款|挣|剩|赚|花|借|还|赔|攒|总产值|利税|债券|债务"
)
_HEADS_BEHIND = re.compile("(?P<what>人|户|件|家|条|台|辆|座|个|起|亩|头|次)(?:数|数量|总数|总量)(?:为|达|达到|是|共|共计|有|增至|增加到|降至)?$")
_INDEX_BEHIND = re.compile(
    "(?:指数|得分|系数|评分|总分|均分|性别比|倍差|收入比|比值|经费比|满意度)(?:(?:从|由)[0-9.]{1,8}(?:缩小|提升|提高|下降|上升|降低|收窄|升|降|增加))?(?:（[^）]{1,10}）)?(?:分别)?(?:为|达到|达|是|:|：|升至|降至|提高到|上升到|上升至|降到|高达|至|从|由|到)$"
)
_MOVES = re.compile("(?:缩小|提升|提高|下降|上升|降低|收窄|升|降|增加|增长)(?:至|到|为)")
_INDEX_OR_BARE = re.compile(_INDEX_BEHIND.pattern + "|(?:指数|得分|评分|系数)$")
_ENDS = (*"，。；、（）！？”;,\n \t和与", "")

# Time. What lasts claims; what only says when does not.
_LASTING = (
    "连续|历时|历经|为期|长达|持续|缩短|延长|提前|推迟|提早|用时|耗时|仅用|只用|工期|周期|寿命|时间|时限|时长|期限|增加|减少|压缩|平均|蝉联|提速|仅需|只需|工龄|党龄|驾龄|徒刑|缓刑|拘役|刑期|任职|从业|从教|从警|服役|担任|停职|停职检查|禁赛|羁押|"
    "年限|减|拖|等|等上|就是|干了|一干|停工|停产|逾期|滞后|拖欠|超期|坚守|坚持|扎根|需要|也要|还要|就要|花了|提高到|提升到|提升至|提高至|增加到|增加至|降至|下降到|延长至|延长到|保持|稳定|超过|超|不到|不足|达|达到|至|仅|累计|已有|用了"
)
_LASTS = re.compile(f"(?:{_LASTING})(?:了|到|至|近|约|超|超过|为|达|已有|已|将近|整整|以内|在)?$")
_SERVED = re.compile("的?(?:党龄|工龄|教龄|军龄|驾龄|历史|经验|时光|青春)")
_FRAMES = re.compile("(?:过去|近|未来|今后|最近|这|前|后|下|每|头|当|新的|再过|往后|以后|接下来|此后|第|学前|全|同|历|往|任期|用|未满|不满)的?$")
_ONCE = re.compile("上$")
_SPAN = re.compile("(?:年限|学制|寿命|工期|任期|周期|期限|时限|用时|耗时)[^，。；\\n]{0,10}$")
_DONE = re.compile("(?:内)?(?:完成|建成|办结|蝉联|位居|开工|投产|竣工|获得)")
_LONG = frozenset(("年", "月", "季度", "学期", "周"))
_SERVICE = re.compile("[^，。；\\n]{0,8}圈|过境|值班|带班|服务|在线|开放|自助|监控|营业|无理由|动态|不间断|应急|热线|待命|巡逻|守护|便利店|轮流|全天候")
_AGO = ("来", "以来", "间", "前", "后", "以前", "以后", "之前", "之后")

# Norms: what shall be, not what is.
_SHALL = re.compile("应当|必须|不得|之日起|日起|规定的?$|有权|须")
_NOT_MORE = re.compile("(?:不得(?:超过|少于|低于|多于|高于)|处以)$")
_FINED = re.compile("(?:以上|以下)[^，。；\\n]{0,10}(?:罚款|有期徒刑|拘留)")
_SHALL_AFTER = re.compile("(?:内|以内|之内|前)?[^，。；\\n]{0,4}(?:必须|应当|不得|须)")
_ARTICLE = re.compile("(?<![^\\n])[ \u3000]{0,4}第[一二三四五六七八九十百零0-9]{1,7}条")

# Size limits of what is counted.
_LIMIT = re.compile("(?:及|或|或者|（含）)?(?:以上|以下|以内|之间)(?:（[^）]{1,10}）)?(?P<of>的)?(?=[\\u4e00-\\u9fffA-Za-z“])")
_NO_NOUN = re.compile("水平|目标|规模|增速|标准|要求|任务|比例|幅度|和|与|但|并|且|时|后|前|运行|左右|，|安排|增长|的?速度|区间")
_COUNTED = "[0-9一二两三四五六七八九十]{1,8}[.0-9万余多]{0,6}[家个户项件座处名人位条所宗台辆只头起]"
_COUNT_AHEAD = re.compile(f"[^，。；、！？\\n0-9]{{0,22}}{_COUNTED}")
_OF_COUNTED = re.compile(f"(?:（[^）]{{1,10}}）|、[^，。]{{1,10}})?的\\n?(?:有|为|共|共有|达)?{_COUNTED}")
_MEASURE_OF = re.compile("(?:规模|面积|人口|投资|收入|产值|人数|户数|数量)在?$")
_WHOLE = re.compile("(?:总[\\u4e00-\\u9fff]{1,3}|合计|累计|共计|金额|资金)$")
_SIZED = re.compile("[^，。；、！？\\n0-9的]{0,5}(?:城市|县|产业|集群|企业|园区|镇|机场|港口|县域|项目)")
_OF_NOUN = re.compile("的[\\u4e00-\\u9fff“]")
_COUNTING = re.compile("(?:达|有|建成|完成|新增|引进|培育|发展|实现|组织|覆盖|惠及|培训|走访|共|约|近|超|过|保持在|稳定在|培养|招引|扶持|吸引)$")
_OF_PEOPLE = re.compile(f"(?:以上|以下|及以上)?的?[^，。；、\\n0-9]{{0,4}}?(?:{_PEOPLE}|常住)")
_GAINED = re.compile(
    "(?:新增|捐款|捐赠|捐资|举办|投入|募集|筹集|节约|增收|减少|增加|吸引|带动|惠及|培训|发放|奖励|赠送|下拨|拨付|争取|节省|创收)(?:了|近)?$"
)
_PARTS = frozenset("人户座头只名口床株层套辆")   # what a thing is made of: 20户以上自然村
_SIZES = frozenset(("money", "quantity", "age", "index"))
_AGED = re.compile("(?:及?以上|以下)(?![，。；、）])")
_CLASS = re.compile("(?:[和、及与][0-9]{2,4}千伏){0,3}(?:变电|输变电|输电|线路|工程|特高压|直流|交流|站|配电|电网|及以上|送出|主变|船舶|泊位|级)")

# One as an article, and what only orders a speech.
_ONE_COUNTED = re.compile("(?:仅|仅有|只有|共|共有|新增|增加|减少|达|有且只有|不足|不到|超|超过|各|净增|至少|占|死亡|失踪|受伤|重伤|轻伤|伤|亡|剩|余)$")
_ONE_WORDS = frozenset("行 趟 次 天 年 遍 下 回 顿 番 阵 声 句 口 头 面 种 类 批 些 步 会 时 起 道 段 片 套 系列".split())
_NONE_MISSING = re.compile("[^，。；]{1,8}(?:不少|不漏|不落|不留|不剩|不掉|都不)")
_CHANGES_FOR = re.compile("[\\u4e00-\\u9fff]{0,5}约?(?:等于|兑换|折合)|(?:能|可|兑|兑换|卖|约合|等于|折合|可以|就能|只|才)")
_SPEECH = re.compile(
    "[^，。；0-9]{0,2}(?:方面|重点|关键|层面|环节|转变|到位|结合|统一|导向|底线|原则|突破|关系|坚持|强化|提升|维度|抓手|着力点|定位|阶段|层次|大?台阶|必须|更加|确保)"
)
_NAMED_SORTS = frozenset(
    "大 级 期 类 代 届 地 方 面 头 手 点 分 度 角 山 国 省 市 县 区 镇 乡 校 馆 园 中 里 门 站 店 字 行 首 句 出 则 通 日 元 篇 张 部 步 片 道 段 层".split()
)
_MEETING = re.compile("(?:、[一二三四五六七八九十]{1,3}次)?(?:会议|全会|全体|党代会|代表大会)")
_HAPPENED = re.compile("(?:连续|累计|先后|举办|召开|开展|达|共|新增|增加|减少|蝉联|建成|新建|有|近)$")
_OF_DAY = re.compile("(?:上午|下午|凌晨|早上|晚上|中午|明早|傍晚|夜里|清晨|早|晚|夜)$")
_PRICED = re.compile("[贷卖价花挣赔付交票费补罚赚钱元赠捐收][^，。；！？\\n0-9]{0,5}$")
_PAID = re.compile("(?:为|达|要|收|付|减|增加|价|款|补|补助|补贴|交|票|费|了|共|各|人|斤|亩|月|年|仅|才)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A numeral with its unit, where it stands; `said` are relation and marker of the words before it, `legal` inside an article of law."""

    text: str
    start: int
    end: int
    first: Numeral
    last: Numeral
    measure: Measure
    shape: str
    legal: bool
    said: tuple[str, str]

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 16) : self.start]

    @property
    def bounded(self) -> bool:
        """Whether words say it is more or less than a bound."""
        return self.said[0] not in ("", "eq", "about") or relations.after(self.text, self.end)[0] not in ("", "eq", "about")

    @property
    def ends(self) -> bool:
        return self.text[self.end : self.end + 1] in _ENDS

    @property
    def one(self) -> bool:
        return self.first.low == 1 and self.last.low == 1 and self.first.scale == 1


def legal_spans(text: str) -> tuple[int, int]:
    """From the first article of a text of law to the line after its last; (0, 0) where there are no five articles."""
    articles = [article.start() for article in _ARTICLE.finditer(text)]
    if len(articles) < 5 or articles[-1] - articles[0] > 1500 * len(articles):
        return 0, 0
    end = text.find("\n\n", articles[-1])
    return articles[0], len(text) if end < 0 else end


def unwritten(text: str, start: int, numeral: Numeral) -> Measure | None:
    """The unit that is not written: 43万儿童 are persons, 突破60亿 after 投资总额 is money, 总指数为99.5 an index."""
    end, before = numeral.end, text[max(0, start - 60) : start]
    marker = relations.before(text, start, numeral.bare)[1]
    bare = before.removesuffix(marker) if marker else before
    decimal = numeral.step < 1 and numeral.scale == 1
    if (_INDEX_BEHIND if not decimal else _INDEX_OR_BARE).search(before) and (text[end : end + 1] in _ENDS or decimal and _MOVES.match(text, end)) and not numeral.chinese:
        return Measure(end, "", "", "点", "index")
    large = numeral.scale >= 1000 or (numeral.chinese and numeral.low >= 1000) or numeral.marker != ""
    heads = _HEADS_BEHIND.search(before) or _HEADS_BEHIND.search(bare)
    if heads is not None and text[end : end + 1] in _ENDS:
        return Measure(end, "", heads["what"], "", "count")
    countable = numeral.step >= 1 and numeral.low >= 10 and not 1900 <= numeral.low <= 2100 and not numeral.chinese
    if (_MANY_PEOPLE_AHEAD if large else _PEOPLE_AHEAD).match(text, end) and (large or countable):
        return Measure(end, "", "人", "人", "count")
    if not large:
        return None
    sentence = max(bare.rfind(mark) for mark in "。；\n") + 1
    money = max((match.end() for match in _MONEY_BEHIND.finditer(bare, sentence)), default=-1)
    people = max((match.end() for match in _PEOPLE_BEHIND.finditer(bare, sentence)), default=-1)
    if money > people and (text[end : end + 1] in _ENDS or marker or relations.after(text, end)[1]):
        return Measure(end, "", "元", "元", "money")
    if people > money:
        return Measure(end, "", "人", "人", "count")
    return Measure(end, "", "", "", "count") if not numeral.bare or marker else None


def meant(text: str, start: int, measure: Measure) -> Measure:
    """块 is money where money is spoken of: 卖了八万块; else it is a piece."""
    if measure.written == "块" and _PRICED.search(text[max(0, start - 12) : start]):
        return replace(measure, told="元", measured="元", kind="money")
    return measure


def why_passed(place: Place) -> str:
    """The kind of no claim that this is; "" for a claim."""
    return next((kind for rule in _RULES if (kind := rule(place))), "")


def _bare(place: Place) -> str:
    """万元, 千亿产业: a scale word alone says a size, unless words say it is passed or neared."""
    told = place.said[1] or (place.before.endswith(("在", "达", "达到", "至", "到")) and relations.after(place.text, place.end)[1])
    told = told or _GAINED.search(place.before)
    return "threshold" if place.first.bare and not told and place.last.relation == "eq" else ""


def _vague(place: Place) -> str:
    return "vague" if place.text[place.start] in "几数" and place.first.scale == 1 else ""


def _hour(place: Place) -> str:
    return "date" if place.measure.told == "点" and _OF_DAY.search(place.before) else ""


def _denominator(place: Place) -> str:
    if place.before.endswith(("每", "每隔")):
        return "denominator"
    return "denominator" if place.one and _CHANGES_FOR.match(place.text, place.end) else ""


def _document(place: Place) -> str:
    if place.before.endswith(("附图片", "附图", "附表", "附件")):
        return "document number"
    return "document number" if place.before.endswith(("共印", "印发", "印")) and place.measure.written in ("份", "册") else ""


def _norm(place: Place) -> str:
    """A deadline or limit of law: 应当自收到之日起15日内, 不得超过5人."""
    if place.legal:
        return "norm"
    sentence = place.text[max(0, place.start - 60) : place.start]
    for mark in "。；\n":
        sentence = sentence.rpartition(mark)[2]
    if _NOT_MORE.search(sentence) or _FINED.match(place.text, place.end):
        return "norm"
    if place.measure.kind != "duration":
        return ""
    within = place.text.startswith(("内", "以内", "之内", "前"), place.end)
    if within and (_SHALL.search(sentence) or _SHALL_AFTER.match(place.text, place.end)):
        return "norm"
    return "threshold" if re.search("对(?:连续|累计)$", sentence) else ""


def _frame(place: Place) -> str:
    """五年来, 近三年, 前5个月, 三年行动 only frame; 连续19年, 12天完成 are claims."""
    if place.measure.kind != "duration":
        return ""
    if _SERVICE.match(place.text, place.end):
        return "name"
    before = place.before
    near = place.said[1] in ("近", "将近", "不到", "约", "超过", "超")
    if place.measure.marker == "半" or _SERVED.match(place.text, place.end):
        return ""
    if place.said[1] in ("逾", "超过", "将近", "不到", "不足") and not place.text.startswith(_AGO, place.end):
        return ""
    rest = before.removesuffix(place.said[1]) if near else before
    if place.text.startswith(_AGO, place.end) and not re.search("(?:连续|提前)$", rest):
        return "duration"
    if place.first.low.denominator != 1 or _SPAN.search(before):
        return ""
    if _LASTS.search(rest) or _LASTS.search(before) and not before.endswith("近"):
        return ""
    if _FRAMES.search(before) or (place.one and _ONCE.search(before)):
        return "duration"
    if place.measure.told in _LONG:
        return "" if _DONE.match(place.text, place.end) and not place.one else "duration"
    return "article-one" if place.one and place.first.chinese else ""


def _article(place: Place) -> str:
    """One is an article (一个, 一项), unless it is counted: 仅一家, 变电站一座."""
    if not place.one or place.measure.kind in ("percent", "duration"):
        return ""
    if _NONE_MISSING.match(place.text, place.end):
        return "idiom-non-claim"
    if not place.first.chinese:
        return ""
    if (place.said[0] not in ("", "eq") or place.said[1] in ("仅", "只有") or _ONE_COUNTED.search(place.before)) and place.measure.written not in _ONE_WORDS:
        return ""
    named = place.measure.kind == "count" and place.measure.written not in _ONE_WORDS and place.text[place.end : place.end + 1] in tuple("，。；、")
    if place.text[place.start : place.end] in place.before or place.before.endswith(("成", "是", "算")):
        return "article-one"
    return "" if named and re.search("[\\u4e00-\\u9fff]{2}$", place.before) and not re.search("[的每少这那同某另上下第来了]$", place.before) else "article-one"


def _structural(place: Place) -> str:
    """三个重点, 两手, 四级: one written digit with a word that sorts, not counts."""
    if place.before.endswith(("后", "前", "末")) and place.measure.written in ("位", "名"):
        return "structural"
    held = place.first.low < 10 and _HAPPENED.search(place.before) and not place.before.endswith("近")
    if place.measure.written == "届" and (place.first.chinese or place.text.startswith(("人大", "全会"), place.end)) and not held:
        return "structural"
    if place.measure.written == "次" and place.first.chinese and _MEETING.match(place.text, place.end):
        return "structural"
    if not place.first.chinese or place.end - place.start - len(place.measure.written) != 1 or place.first.bare:
        return ""
    if place.measure.written in ("个", "项", "条", "种") and _SPEECH.match(place.text, place.end):
        return "structural"
    if place.text[place.start] == "二" and place.measure.kind == "count" and place.measure.written not in ("人", "位"):
        return "structural"
    if place.measure.written == "元":
        return "" if _PAID.search(place.before) or place.said[1] else "structural"
    sorts = place.measure.written in _NAMED_SORTS and place.first.low <= 10
    return "structural" if sorts and not _HAPPENED.search(place.before) and not place.said[1] and not place.ends else ""


def _threshold(place: Place) -> str:
    """亿元以上项目793个: the size limit of what is counted, not a claim."""
    text, end, kind = place.text, place.end, place.measure.kind
    limit = _LIMIT.match(text, end)
    sized = kind in _SIZES or (kind == "duration" and place.measure.told == "年")
    if limit is not None and not _NO_NOUN.match(text, limit.end()):
        counted = kind == "count" and not _COUNTING.search(place.before) and place.first.low < 1000
        if sized or (limit["of"] and _MEASURE_OF.search(place.before)) or counted and (limit["of"] or _COUNT_AHEAD.match(text, limit.end()) or place.measure.written in _PARTS):
            return "threshold"
        if _OF_COUNTED.match(text, limit.end() - len(limit["of"] or "")):
            return "threshold"
    whole = kind == "money" and _WHOLE.search(place.before.removesuffix(place.said[1]))
    if (place.bounded or place.shape == "range") and not whole and _OF_COUNTED.match(text, end):
        return "threshold"
    if sized and place.said[0] in ("gt", "ge") and _SIZED.match(text, end):
        return "threshold"
    if sized and place.bounded and _OF_NOUN.match(text, end) and (place.first.bare and place.said[0] != "lt" or _COUNT_AHEAD.match(text, end)):
        return "threshold"
    listed = text[place.first.end : place.first.end + 1] == "、"
    if kind == "age" and not listed and ((place.before.endswith("满") and not place.ends) or place.shape == "range" and not place.ends or _OF_PEOPLE.match(text, end)):
        return "threshold"
    if kind == "age" and _AGED.match(text, end):
        return "threshold"
    if place.measure.told == "英寸" and not place.ends:
        return "threshold"
    voltage = place.measure.told in ("kV", "kVA") and _CLASS.match(text, end)
    return "threshold" if voltage or text.startswith("级", end) else ""


_RULES: tuple[Callable[[Place], str], ...] = (
    _hour, _denominator, _bare, _vague, _document, _norm, _frame, _article, _structural, _threshold,
)  # fmt: skip
