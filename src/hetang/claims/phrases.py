"""The words around a number, taken apart: what leads, what is counted or measured, which change is told, against what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hetang.claims.frames import organ_at, places_in, time_at

# Nouns that measure. A phrase that ends with one names a quantity; one alone says nothing of whose it is.
MEASURES = (
    "地区生产总值 国内生产总值 生产总值 增加值 总产值 产值 零售总额 零售额 销售总额 销售额 交易总额 交易额 成交额 贸易总额 进出口总额 进出口总值 贸易总值 进出口 出口总额 进口总额 出口额 进口额 出口 进口 "
    "营业收入 主营业务收入 业务收入 财政收入 预算收入 税收收入 非税收入 旅游收入 可支配收入 纯收入 总收入 收入 营收 税收 税费 财政支出 预算支出 消费支出 支出 "
    "投资总额 投资额 投资 利润总额 利税总额 利润 存款余额 贷款余额 余额 存款 贷款 保费收入 "
    "总产量 产量 总产 单产 种植面积 播种面积 销售面积 施工面积 竣工面积 建筑面积 场地面积 绿地面积 面积 "
    "能源消费总量 能源消费量 消费总量 消费量 用电量 发电量 用水量 排放总量 排放量 货运量 客运量 货运周转量 客运周转量 周转量 吞吐量 总量 业务量 件量 流量 存量 增量 "
    "出厂价格 消费价格 价格 均价 指数 总指数 浓度 强度 能耗 水平 里程 长度 规模 总规模 装机容量 装机 容量 产能 "
    "人数 户数 次数 起数 件数 家数 天数 套数 数量 总数 数 人口 就业 "
    "覆盖率 普及率 城镇化率 失业率 竣工率 合格率 达标率 开工率 到位率 增长率 下降率 增速 增幅 涨幅 降幅 率 比重 占比 比例 比率 份额 贡献率 "
    "金额 总额 总值 总价 额度 额 资金 经费 补助 补贴 花费 成本 费用 标准 寿命 满意度 安全感 综合指数 结构 量 值 税 速度 深度 高度 密度"
).split()
_MEASURE = re.compile("(?:" + "|".join(sorted(map(re.escape, set(MEASURES)), key=lambda word: (-len(word), word))) + ")$")
# Alone, these measure nothing: whose they are must be said before.
BARE = frozenset(
    "增加值 产值 总产值 零售额 销售额 销售收入 营业收入 主营业务收入 业务收入 收入 总收入 营收 利润 利润总额 产量 总产量 单产 面积 种植面积 播种面积 数量 总数 总量 人数 户数 "
    "现价总量 占比 比重 比例 余额 总额 金额 消费量 价格 指数 总指数 增速 增幅 涨幅 降幅 规模 投资 投资额 总投资 贡献率 增长率 提升幅度 均价 长度 里程 标准 容量 起数 件数 死亡人数 出口 进口 支出".split()
)

_ADVERB = (
    "(?:累计|共计|合计|总计|总共|共|已经|已|均|都|双双|分别|各|也|又|还|再|同比|环比|约|大约|近|将近|接近|只|仅|首次|历史性|率先|稳步|稳定|持续|继续|平稳|快速|较快|小幅|大幅|明显|"
    "显著|逆势|实际|名义|全部|全面|预计|预期|力争|有望|可望|将|要|年均|平均|每年|总体|基本|进一步|一举|成功|顺利|实|就|则|日均|月均|更|正)"
)
_REACH = (
    "(?:(?:稳定|保持|维持|控制|提高|提升|增加|增长|上升|扩大|扩展|降低|下降|减少|回落|回升|攀升|跃升|压缩|缩短|缩小|调整|提|增|升|降|减|扩|缩)"
    "(?:在|到|至|为|成)|达到?了?|为|是|突破|超过|超出|超|实现|完成|有|拥有|设有|建有|高达|多达|接近|逼近|不足|不到|不超过|不低于|不少于|低于|高于|少于|多于|近|约|逾|至|到|在|计|含|即|：|:|共|保持|稳定|维持|由|从|稳居|位居|跃居|居|列|位列|排名?|排在|名列|跻身|升至)"
)
_TRAIL = re.compile(rf"(?:{_ADVERB}|{_REACH})$")
_ADVERB_END = re.compile(rf"{_ADVERB}+$")

GROWTH = "净增 新增 增长 增加 提高 上升 上涨 提升 增 升 涨 增收 扩大 多增 攀升 增多 新增加 净增加".split()
FALL = "下降 减少 降低 回落 下跌 下滑 减 降 缩减 压减 调减 压缩 收窄 缩短 少增 缩小 负增长".split()
_CHANGE = re.compile(
    "(?P<verb>" + "|".join(sorted(GROWTH + FALL, key=len, reverse=True)) + ")了?(?:率|幅)?(?:近|约|超过?|逾|达到?|为|了)*$"
)
_PULL = re.compile(r"(?P<verb>拉动|带动|拉低|影响)(?P<what>[^，。；]{1,20}?)(?P<way>增长|增速|上涨|下降|提高)(?:近|约|超过?|达)?$")
_COMPARED = re.compile(r"(?P<before>.*)(?P<base>(?:比|较)(?P<than>[^，；。比较]{1,24}?))(?:相比)?(?P<way>多增|少增|高出?|低|快|慢|多|少|提前|缩短|延长)(?:近|约|超过?|达|了)*")
_ABOVE = re.compile(r"(?P<before>.*?)(?P<base>(?P<way>高出|高于|低于|快于|慢于|多于|少于|领先)(?P<than>[^，；。]{1,20}?))(?:近|约|超过?|达)*")
_BASE = re.compile(
    r"(?:(?:比|较|与)(?:[“”一-鿿\d.—\-~～]{0,14}(?:年|期|末|初|月|底|日|季度|平均|水平|前|目标|计划|预算|时|来))(?:相比)?|同比|环比|按可比价格计算|按可比价)$"
)
# The year before is the plain base of a rate: it is not part of its name.
PLAIN_BASES = frozenset("同比 环比 比上年 比去年 比上年同期 比去年同期 较上年 较去年 较上年同期 较去年同期 比同期 比上年末 比年初 较年初 较上年末 同比实际 按可比价格计算".split())

_LIGHT = re.compile(r"^(?:实现|完成|达到|拥有|共有|现有|有(?!色|机|限|关|效|线|轨|序|偿)|为)+(?=[一-鿿“《]{2})")
_MEANS = re.compile(r"(?:在[一-鿿]{1,14}下|通过[一-鿿]{1,14})$")
_FRONT = re.compile(r"(?:调减|调增|增加|减少|压减|扩大|降低|提高)(?=[一-鿿“]{2})")
DEEDS = ("新", "净", "引进", "建成", "实施", "清理", "争取", "发放", "惠及", "接待", "续", "兑现", "承诺", "完成")
ACTIONS = tuple(
    sorted(
        set(
            "新增 净增 新建 改建 扩建 新改扩建 新建改建 续建 建成 建设 建立 建有 修建 修复 整修 改造 完成改造 完成 实现 实施 推进 推动 推出 推广 开展 组织 举办 承办 召开 培育 培养 培训 引进 引导 引育 签约 签订 签署 "
            "发放 投入 投放 安排 下达 争取 筹集 落实 整合 清理 清理退出 退出 整治 整改 整顿 治理 拆除 查处 查办 立案 办理 办结 受理 化解 调解 排查 处置 关闭 取缔 关停 淘汰 调减 调增 增加 减少 压减 创建 新创建 命名 认定 "
            "获批 获得 荣获 获 评选 评定 表彰 选派 选聘 选拔 提拔 派出 派驻 抽调 招聘 招录 招生 招收 吸引 吸纳 接待 惠及 帮扶 救助 资助 慰问 走访 减免 减负 免除 收缴 追缴 追回 挽回 开工 竣工 投产 开通 开行 开办 开设 "
            "设立 成立 组建 搭建 打造 制定 出台 修订 印发 审议 提请审议 提请 通过 复制推广 复制 种植 栽植 植树 造林 绿化 新铺 铺设 敷设 疏浚 清淤 供应 供给 销售 出售 收购 出栏 存栏 播种 收获 纳入 列入 转移 转化 转让 "
            "备案 归集 发现 检查 抽查 检测 监测 化解 帮助 参加 参与 入选 入围 上榜 进入 更新 升级 购置 采购 配备 配置 添置 安装 加装 增设 增派 下派 派 盘活 储备 收储 出让 流转 退耕 落地 上线 接入 接诊 "
            "诊疗 巡查 巡逻 破获 抓获 打掉 刑拘 逮捕 起诉 审结 结案 受处分 处分 问责 诫勉 约谈 谈话 澄清 转出 迁入 搬迁 签下 挖运 派遣 输送 举行 演出 放映 捐赠 募集 融资 承接 兑现 兑付 偿还 缴纳 上缴 征收 征用 征集 梳理 取消 下放 精简 承诺".split()
        ),
        key=lambda word: (-len(word), word),
    )
)
_ACTION = re.compile("(?:" + "|".join(ACTIONS) + ")")
# In "87个品牌入围…" the noun ends where one of these begins.
_PREDICATE = re.compile(
    "(?:全部|全面|如期|基本|均|都|已经|已|正在|正式|顺利|有序|陆续|相继|先后|同步|成功|获批|获评|获得|获|入围|入选|上榜|受命名|受到|受|被|荣获|进入|跻身|成为|实现|达到|达|完成|建成|开工|竣工|投产|"
    "开展|实施|落地|通过|参加|参与|享受|纳入|列入|投入|取得|超过|超|突破|增长|下降|调整|提高|提升|增加|上升|扩大|减少|降低|升至|降至|增至|回落|没|未|共|合计|总|位居|居|列|同比|比|占|为|是|有|可|将|提供|覆盖|得到|脱贫|搬迁|签约|落户|挂牌|运行|启动|运营|办结|整改|保持|连续|，)"
)
_LEAD = re.compile(
    r"(?:其中[：:，,]?|同时|此外|另外|并且|并(?!网|购|轨)|且|还|而|但|以及|另有?|据[一-鿿]{0,10}?(?:统计|测算|调查|核算|介绍|了解)|初步核算|初步统计|经[一-鿿]{1,4}核算|"
    r"(?:统计|调查)?数据显示|调查显示|截至|截止|累计|共计|合计|总计|共有|共(?=[一-鿿]{0,3}(?:建|完|实|新|引|开|办|发|培))|已经|已(?!知)|将|预计|力争|确保|仍|我们|着力|积极|大力|扎实|深入|全力|进一步|持续|继续|成功|"
    r"顺利|对于|、|和(?!美|谐|平|县|田)|与(?!会)|及|年均(?!气)|实有|——|—|-|·|●|■|◆|★|#|※|\s|[（(]?[一二三四五六七八九十]{1,3}[、）)]|[一二三四五六七八九十]{1,2}是)"
)
PLANNED = re.compile(r"计划|目标|预计|预期|力争|确保|拟|将(?:建|达|完|新|实|投|在|于|有)|到“十[五四六]五”末|要(?:达|完|实)")
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


def taken_apart(words: str) -> Phrase:
    """A phrase before a number; linear in its length."""
    raw, part = _led("".join(words.split()))
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
    words = _LIGHT.sub("", words)
    owner, _, rest = words.partition("实现")
    if owner and rest and measure_of(rest):
        owner = _MEANS.sub("", owner)
        words, entity, measure = owner + rest, owner, rest
    else:
        measure = measure_of(words)
        entity = words.removesuffix(measure) if measure else ""
        if measure == "贡献率":
            entity = entity.partition("对")[0]
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
        place = next(places_in(words), "")
        if place and not (place[0] not in "全我本各" and action_of(words)) and (len(words) == len(place) or words[len(place)] not in "的级"):
            words = words[len(place):]
            continue
        organ = organ_at(words)
        if organ and (action_of(words[len(organ):]) or time_at(words[len(organ):])):
            words = words[len(organ):]
            continue
        break
    return words, part


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


def led(words: str) -> str:
    """The phrase after its connectives, times and places."""
    return _led("".join(words.split()))[0]


def cut_base(words: str) -> tuple[str, str]:
    """(the words, what of them is the base of a change and its adverbs)."""
    kept = _based(words)[0]
    return kept, words[len(kept):]


def strip_trail(words: str) -> tuple[str, str]:
    """(the phrase without the verbs and adverbs that lead to the number, those)."""
    kept = words
    while True:
        shorter = _TRAIL.sub("", kept).rstrip()
        if shorter == kept or (not shorter and kept in ("有",)):
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
    found = _PREDICATE.search(words, least)
    return found.start() if found is not None else len(words)


def without_glosses(words: str) -> str:
    return _GLOSS.sub("", words)

