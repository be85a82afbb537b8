"""The words around a number, taken apart: what leads, what is counted or measured, which change is told, against what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hetang.claims.subjects.frames import after_preposition, narrow, organ_at, places_in, time_at
from hetang.claims.subjects.words import ACTIONS, FALL, GROWTH, MEASURES, PLAIN_BASES

_MEASURE = re.compile("(?:" + "|".join(MEASURES) + ")$")

_ADVERB = (
    "(?:累计|共计|合计|总计|总共|共|已经|已|(?<![人户年日月亩村校家组])均|(?<![成首古])都|双双|分别|各|也|又|(?<![归退返偿])还|再|(?<![签预节履违续公合解])约|大约|(?<![附邻临最])近|将近|接近|只|仅|首次|历史性|率先|稳步|稳定|持续|继续|平稳|快速|较快|小幅|大幅|明显|"
    "显著|逆势|实际|名义|全部|全面|预计|预期|力争|有望|可望|将|要|年均|平均|每年|总体|基本|进一步|一举|成功|顺利|普遍|略有?|微|(?<![成造迁])就|日均|月均)"
)
_REACH = (
    "(?:(?:19|20)\\d\\d年(?:末|底|初)?的?|[近这]?[三五十]年|(?:稳定|保持|维持|控制|提高|提升|增加|增长|上升|扩大|扩展|降低|下降|减少|回落|回升|攀升|跃升|压缩|缩短|缩小|调整|扩容|提|增|升|降|减|扩|缩)"
    "(?:在|到|至|为|成)|达到?了?|(?<![行作])为|是|突破|超过|超出|超|实现|完成|(?<![国公私所])有|拥有|设有|建有|高达|多达|接近|逼近|不足|不到|不超过|不低于|不少于|低于|高于|少于|多于|(?<![附邻临最])近|(?<![签预节履违续公合解])约|逾|至|到|(?<!存)在|(?<![统审设会合估])计|含|即|(?:上年|去年|年初|期初)(?:同期)?(?:末|底)?的?|：|:|(?<!公)共|保持|稳定|维持|由|从|稳居|位居|跃居|(?<![安民定移邻])居|(?<![系班])列|位列|排名|(?<!安)排|排在|了|名列|跻身|升至)"
)
_TRAIL = re.compile(rf"(?:{_ADVERB}|{_REACH})$")
_ADVERB_END = re.compile(rf"{_ADVERB}+$")

_CHANGE = re.compile(
    "(?P<verb>" + "|".join(sorted((*GROWTH, *FALL), key=len, reverse=True)) + ")了?(?:率|幅)?(?:近|约|超过?|逾|达到?|为|了)*$"
)
# 分别下降7%、提高2个百分点: the second in a way of its own.
OWN_WAY = re.compile("[、和及](?:" + "|".join((*GROWTH, *FALL)) + "|达到?|为|保持在)(?:近|约|超过?|到|至|了)?")
_PULL = re.compile(r"(?P<verb>拉动|带动|拉低|影响)(?P<what>[^，。；]{1,20}?)(?P<way>增长|增速|上涨|下降|提高)(?:近|约|超过?|达)?$")
_COMPARED = re.compile(
    r"(?P<before>.*)(?P<base>(?:比|较)(?P<than>[^，；。比较]{1,24}?))"
    r"(?:相比)?(?P<way>多增|少增|高出?|低|快|慢|多|(?<![减增缩])少|提前|缩短|延长)(?:近|约|超过?|达|了)*"
)
_ABOVE = re.compile(
    r"(?P<before>.*?)(?P<base>(?P<way>高出|高于|低于|快于|慢于|多于|少于|领先)(?P<than>[^，；。]{1,20}?))(?:近|约|超过?|达)*")
_BASE = re.compile(
    r"(?:(?:比|较|与)(?:[“”一-鿿\d.—○〇\-~～]{0,14}(?:年|期|末|初|月|底|日|届|轮|季度|平均|水平|前|目标|计划|预算|时|来))(?:相比)?|同比|环比|按可比价格计算|按可比价)$"
)

_LIGHT = re.compile(r"^(?:实现|完成|达到|拥有|共有|现有|有(?!色|机|限|关|效|线|轨|序|偿)|为)+(?=[一-鿿“《]{2})")
_AREA_HAS = re.compile(r"^([一-鿿]{1,3}[县区市乡镇村])有(?=[一-鿿“]{2})")
_STEADY = re.compile(r"^.*(?:持平|相当|一致)(?:[、，]|$)")    # an item before that has no number: 服务价格与上年持平、居住价格
_MEANS = re.compile(r"(?:在[一-鿿]{1,14}下|通过[一-鿿]{1,14})$")
# Who decides, between 提请 and 审议; what a value is adjusted for; who does it, by level (not of flows of money between levels).
_ASKED = re.compile(
    r"^(提请|报请|提交)[一-鿿]{1,8}?(?:人大常委会|常委会|人大|人民代表大会|政府|党组|党委|国务院)(?=审议|审定|审查|批准|审批)"
)
_ADJUSTED = re.compile(r"^(?:扣除|剔除)[一-鿿]{0,6}(?:自然|沙尘|天气|气象)[一-鿿]{0,6}[之以]?后(?=[一-鿿]{2})")
_BUDGETED = re.compile(r"^(?:[省市县区]级|中央|各级)?(?:财政|预算)(?:新增)?(?:安排|下达|拨付)(?=对[一-鿿])")   # whose budget gives it
_LABOUR = re.compile(r"(?<=[耕种收播管])生产(?=所需|资金|物资|用|机械|进度|面积)")     # 春耕生产 is 春耕
_LEVEL_DOES = re.compile(rf"^[省市县区]级(?!下达|安排|投入|争取|补助|帮扶|供给|认定|评定|命名)(?={'|'.join(ACTIONS)})")
_FRONT = re.compile(r"(?:调减|调增|增加|减少|压减|扩大|降低|提高)(?![到至了为])(?=[一-鿿“]{2})")
DEEDS = ("新", "净", "引进", "建成", "实施", "清理", "争取", "发放", "惠及", "接待", "续", "兑现", "承诺", "完成")
_ACTION = re.compile("(?:" + "|".join(ACTIONS) + ")(?:[、和及](?:" + "|".join(ACTIONS) + "))*(?!区(?!域)|率|额|值|量)")
# In "87个品牌入围…" the noun ends where one of these begins.
_PREDICATE = re.compile(
    "(?:涉及|排名|排第|协作|共建|合作|担任|挂包|挂钩|组成|稳定|受益|增收|退出|达标|出列|脱贫|全部|全面|如期|基本|均|都|已经|已|正在|正式|顺利|有序|陆续|相继|先后|同步|成功|获批|获评|获得|获|入围|入选|上榜|受命名|受到|受(?!益|灾|理|助|众|教)|被(?!征|服|帮)|荣获|进入|跻身|成为|实现|达到|达|完成|建成(?!区)|开工(?!率)|竣工(?!率|面积)|投产|"
    "开展|实施|落地|通过|通了|参加|参与|享受|纳入|列入|投入|取得|超过|超|突破|增长|下降|调整|提高|提升|增加|上升|扩大|减少|降低|升至|降至|增至|回落|从(?=无)|从(?=无)|没|未|不(?!动产|锈|同)|共(?!产|青|享|建|同|服|和|有|管)|合计|总计|位居|居(?!民|住|家|委|室)|列(?!车|入)|同比|比(?!例|较|重|赛|特)|占(?!地)|为(?!民|主)|是|有(?!制|色|机|限|关|效|线|资|企|无|轨|益)|可(?!再|视|持|支|燃|信)|将|提供|覆盖|得到|脱贫|搬迁|签约|落户|挂牌|运行|启动|运营|办结|整改|保持|连续|，)"
)
COUNTED = ("count", "quantity", "age")
OUTER = re.compile(r"^(?:以上|以下|以内|左右|上下|之多|多|余|有余|的)+")
_NO_NOUN = "达 同比 比 占 位居 居 列 均 都 共 完成 实现 全部 环比 较 增 下降 提 减 以 之 和 及 与 至 到 ， 、"
NO_NOUN = tuple(_NO_NOUN.split(" "))
_SHORT_NOUNS = frozenset("县村镇乡市省区人户国")
_LEAD = re.compile(
    r"(?:其中[：:，,]?|同时|此外|另外|并且|并(?!网|购|轨)|且|还|而|但|以及|另有?|据[一-鿿]{0,10}?(?:统计|测算|调查|核算|介绍|了解)|初步核算|初步统计|经[一-鿿]{1,4}核算|"
    r"(?:统计|调查)?数据显示|调查显示|截至|截止|累计|共计|合计|总计|共有|共(?![同享产青治管富性识创商用和鸣存赢生济]|建(?!成|设))|已经|已(?!知)|将|预计|力争|确保|仍|我们|着力|积极|大力|扎实|深入|全力|进一步|持续|继续|成功|"
    r"顺利|对于|对(?=[全我本各])|先后|、|和(?!美|谐|平|县|田)|与(?!会)|及|实有|【[^】]{1,16}】|——|—|-|·|●|■|◆|★|#|※|\s|[（(]?[一二三四五六七八九十\d]{1,3}[、）)]|[一二三四五六七八九十]{1,2}是)"
)
PLANNED = re.compile(r"计划|目标|预计|预期|力争|确保|拟|将(?:建|达|完|新|实|投|在|于|有)|到“十[五四六]五”末|要(?:达|完|实)")
_COVERED = re.compile(r"“[^”]{0,60}”|《[^》]{0,60}》|[（(][^（）()]{0,60}[）)]")
_GLOSS = re.compile(r"[（(][^（）()]{0,60}[）)]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words before a number, taken apart; each may be empty.

    `raw` is all of them after what leads (time, place, 其中); `whole` the name alone ("二产增加值"), with `entity` whose it is ("二产"),
    `measure` what of it ("增加值"), `verb` the deed in front ("新增").
    """

    raw: str = ""
    whole: str = ""
    entity: str = ""
    measure: str = ""
    verb: str = ""
    front: str = ""         # a change said in front of what changes: 调减 (种植面积77万亩)
    change: str = ""        # the word of the change: 增长, 下降
    pulled: str = ""        # 拉动GDP增长
    way: str = ""           # 高, 低, 高出: compared with
    than: str = ""          # 同期增速, 全国平均水平
    base: str = ""
    reach: str = ""         # the words that lead to the number: 达, 由, 提高到, 完成
    part: bool = False      # 其中
    planned: bool = False

    @property
    def bare(self) -> str:
        """The words without those that lead to the number."""
        return self.raw[: len(self.raw) - len(self.reach)] if self.reach else self.raw

    @property
    def said_base(self) -> str:
        """The base as it belongs to the name of a rate: the year before is understood, anything else is said."""
        return "" if self.base in PLAIN_BASES else self.base


@lru_cache(maxsize=1024)
def taken_apart(words: str) -> Phrase:
    """A phrase before a number; linear in its length. Texts say the same phrases again and again: the last ones are remembered."""
    raw, part = _led(narrow(words))
    planned = PLANNED.search(words) is not None
    if pulled := _PULL.search(raw):
        name = named(strip_trail(raw[: pulled.start()])[0])
        return Phrase(raw, *name, pulled=f"{pulled['verb']}{pulled['what']}{pulled['way']}", part=part, planned=planned)
    if above := _ABOVE.fullmatch(raw) or _COMPARED.fullmatch(raw):
        name = named(strip_trail(above["before"])[0])
        return Phrase(raw, *name, way=above["way"], than=above["than"], base=above["base"], part=part, planned=planned)
    if change := _CHANGE.search(raw):
        rest, base = _based(raw[: change.start()])
        return Phrase(raw, *named(rest), change=change["verb"], base=base, part=part, planned=planned)
    kept, reach = strip_trail(raw)
    kept, base = _based(kept)
    front = _FRONT.match(kept)
    if front is not None:
        return Phrase(raw, *named(kept[front.end():]), front=front[0], base=base, reach=reach, part=part, planned=planned)
    return Phrase(raw, *named(kept), base=base, reach=reach, part=part, planned=planned)


def named(words: str) -> tuple[str, str, str, str]:
    """(whole, entity, measure, verb) of a name: 二产实现增加值 -> 二产增加值, 二产, 增加值."""
    words = _BUDGETED.sub("", _LABOUR.sub("", words))
    words = _LEVEL_DOES.sub("", _ADJUSTED.sub("", _ASKED.sub(r"\1", _STEADY.sub("", words))))
    words = _AREA_HAS.sub(r"\1", _LIGHT.sub("", words))
    owner, _, rest = words.partition("实现")
    if owner and rest and measure_of(rest):
        owner = _MEANS.sub("", owner)
        words, entity, measure = owner + rest, owner, rest
    else:
        measure = measure_of(words)
        entity = words.removesuffix(measure) if measure else ""
        if measure == "贡献率":
            entity = entity.partition("对")[0]
    if entity.endswith("年") and measure:
        entity = entity[:-1]         # 水泥厂年产量
    verb = action_of(words)
    if measure and not verb.startswith(DEEDS):
        verb = ""
    return words, entity, measure, verb if verb != words else ""


def _led(words: str) -> tuple[str, bool]:
    """Without the connectives, times, places and organisations in front; whether 其中 was among them."""
    part = False
    while words:
        part = part or words.startswith("其中")
        found = _LEAD.match(words) or time_at(words)
        if found is not None and found.end():
            words = words[found.end():]
            continue
        words = after_preposition(words)
        place = next(places_in(words), "")
        if place and not (place[0] not in "全我本各" and action_of(words)) and words[len(place) : len(place) + 1] not in ("的", "级"):
            words = words[len(place):]
            continue
        words = words[1:] if words[0] == "由" and organ_at(words[1:]) else words
        organ = organ_at(words)
        if organ and (deed_follows(words[len(organ):]) or is_office(organ, words[len(organ):])):
            words = words[len(organ):]
            continue
        break
    return words, part


def deed_follows(words: str) -> bool:
    """Whether what stands before these words is who does it: a deed, a time or nothing follows."""
    return not words or words[0] in "，,、：:（(" or action_of(words) != "" or time_at(words) is not None or _DOES.match(words) is not None


def is_office(organ: str, rest: str) -> bool:
    """市市政工程管理处: an office of the city, county or district itself, and not one of its staff or its system."""
    return organ[0] in "市县区省州" and len(organ) > 3 and rest[:1] not in ("的", "长", "系", "领", "干", "机", "直", "属")


def _based(words: str) -> tuple[str, str]:
    """(the words without what the change is measured against, that): 产量较上年同期 -> 产量, 较上年同期."""
    base = ""
    while True:
        shorter = _ADVERB_END.sub("", words)
        if found := _BASE.search(shorter):
            base = found[0] + base if base else found[0]
            shorter = shorter[: found.start()]
        if shorter == words:
            return words, base
        words = shorter


def covered(words: str) -> str:
    """The same length, with what stands in quotation marks and brackets blotted out."""
    return _COVERED.sub(lambda found: "·" * len(found[0]), words)


def led(words: str) -> str:
    """The phrase after its connectives, times and places."""
    return _led(narrow(words))[0]


_DOES = re.compile(r"(?:[共已]|累计|全年|有|实际|牵头|负责|组织|全部|分别)")
_DEED_ONLY = re.compile(rf"(?:新|未|已|基本|全面|实际|{_ADVERB})*(?:{'|'.join(ACTIONS)})+")
_DEED_END = re.compile(rf"(?<=[一-鿿]{{2}})(?:新|未|基本|实际)*(?:{'|'.join(ACTIONS)})$")


def is_deed(words: str) -> bool:
    """Whether a phrase says only what was done and not to what: 基本建成, 新开工, 整改."""
    return _DEED_ONLY.fullmatch(words) is not None


def without_deed(words: str) -> str:
    """棚改建设项目新开工 -> 棚改建设项目; "" where the phrase ends with no deed."""
    found = _DEED_END.search(words[-40:])
    return words[: len(words) - len(found[0])] if found is not None else ""


def framed_only(words: str) -> str:
    """"time" or "place" where a phrase names nothing but these before its number (2015年为340公里, 昌江区12个), else ""."""
    plain = narrow(words).lstrip("、，,其中：:")
    if not plain or strip_trail(_led(plain)[0])[0]:
        return ""
    return "time" if time_at(plain) is not None else "place" if next(places_in(plain), "") else ""


def cut_base(words: str) -> tuple[str, str]:
    """(the words, what of them is the base of a change and its adverbs)."""
    kept = _based(words)[0]
    return kept, words[len(kept):]


def strip_trail(words: str) -> tuple[str, str]:
    """(the phrase without the verbs and adverbs that lead to the number, those)."""
    kept = words
    while True:
        shorter = _TRAIL.sub("", kept).rstrip()
        if shorter == kept:
            break
        kept = shorter
    return kept, words[len(kept):].strip()


def measure_of(words: str) -> str:
    """The longest measuring noun at the end, "" where there is none."""
    found = _MEASURE.search(words[-16:])
    if found is None:
        return ""
    if found[0] in ("指数", "总指数") and (inner := _MEASURE.search(words[: -len(found[0])][-16:])):
        return inner[0] + found[0]     # 出厂价格指数
    return ("计划" if words.endswith("计划" + found[0]) else "") + found[0]


def action_of(words: str) -> str:
    """The deed at the head of a phrase, or ""."""
    found = _ACTION.match(words)
    return found[0] if found is not None else ""


def noun_end(words: str, least: int = 2) -> int:
    """Where the counted noun after a number ends and its predicate begins; the noun has at least `least` characters."""
    if least and _ACTION.match(words) and "的" in words:
        return len(words)
    words = covered(words)       # “好邻居”试点: no predicate begins within a quoted name
    if least and words[:1] in _SHORT_NOUNS and _PREDICATE.match(words, 1):
        return 1
    found = _PREDICATE.search(words, least)
    return found.start() if found is not None else len(words)


def without_glosses(words: str) -> str:
    return _GLOSS.sub("", words)


def noun_follows(after: str) -> bool:
    """Whether what is counted stands after the unit."""
    words = OUTER.sub("", after).strip()
    return bool(words) and ("㐀" <= words[0] <= "鿿" or words[0] in "“《") and not words.startswith(NO_NOUN)
