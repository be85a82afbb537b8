"""Units as they stand after a number: those of terms.units and those of common use, and how each is told outside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hetang.terms.units import UNITS

_KIND_OF_DIMENSION = {
    "money": "money", "money_usd": "money", "time": "duration", "workdays": "duration", "months": "duration",
    "share": "percent", "points": "percent", "count": "count", "visits": "count", "index": "index", "score": "index",
    "number": "comparison",
}  # fmt: skip

# How a unit of terms.units is told where it is not told by its own symbol.
_TOLD = {
    "米": "m", "公里": "km", "分米": "dm", "厘米": "cm", "毫米": "mm", "平方米": "㎡", "平方公里": "km²", "立方米": "m³",
    "千克": "kg", "吨": "t", "克": "g", "百分点": "pp", "美元": "USD", "千瓦时": "kWh", "分值": "分", "天": "天", "升": "L",
}  # fmt: skip

# Not after a number in running text, or only in another sense there.
_NEVER = frozenset(
    ("1", "无量纲", "指数", "个百分点", "个月", "个季度", "m", "L", "t", "g", "d", "h", "s", "ha", "mu", "时", "月", "季", "方", "级",
     "届", "面", "角", "分", "百分之", "人民币", "¥", "￥", "$", "US$", "USD", "CNY", "RMB", "kUSD", "期", "样", "对", "类", "片",
     "段", "道", "口", "门", "里", "日", "点", "村", "年", "本", "封", "根", "支", "部", "组", "层", "间", "场", "头", "处", "分值")
)  # fmt: skip

# Units of common use: written=told where they differ.
_COUNTED = (
    "人次 轮 任 回 群 金 银 铜 轮次 拨 波 茬 辈 听 球 集 人次 人·次=人次 户次 车次 班次 架次 场次 台次 批次 频次 艘次 列次 例次 课次 辆次 起次 册次 航次 单 人天 人·天=人天 家次 例 "
    "间 头 处 部 支 组 层 场 本 封 根 片 段 道 口 门 里程碑 对 类 面 届 期 村 县 市 镇 乡 街道 社区 乡镇 国 省 站 厂 店 校 园 馆 "
    "中心 师 团 颗 粒 朵 羽 匹 峰 顶 床 张床 床位 席 桌 票 枝 株 丛 束 串 捆 包 袋 箱 瓶 罐 桶 盒 盘 碗 杯 剂 剂次 支次 针 针剂 针次 "
    "列 节 趟 班 艘 辆 架 枚 发 挺 门 台套 台（套） 套（台） 辆（台） 台（件） 台（辆） 件（套） 套（件） 个（次） 人（次） 家（个） 名（位） "
    "标箱 标准箱 TEU 条（段） 宗 桩 通 款 则 首 出 集 部（集） 话 篇 行 句 页 卷 册 套 副 顶 件 宗 尾 棵 株 "
    "个人=人 标台 标准车 人份 份 岗 个岗位 学时 课时 学分 平方 门次 栋 幢 间 户 口 眼 座 孔 格 洞 扇 堵 面 幅 项次 篇次 条次 件次 亿条 字节 GB TB PB MB "
    "块 方面 步 岁 台班 工日 号次 分次 组次 对次 站点 网点 泊位 车位 学位 座位 席位 名额 亩次 家企业 个村 票次 人头 位次 强"
)
_COUNTED_WRONG = "强 岁 步 位次 学时 平方 GB TB PB MB 字节 里程碑 师 团 中心 省 国 园 亿条 家企业 个村"
_MEASURED = (
    "公里=km 千米=km km KM=km 海里 里 华里 米=m 公尺=m m 毫米=mm 厘米=cm 公分=cm 分米=dm 微米 纳米 延米=延米 延长米=延长米 单线公里 车道公里 皮长公里 "
    "芯公里 管道公里 平方米=㎡ 平米=㎡ ㎡ m²=㎡ m2=㎡ 平方公里=km² 平方千米=km² km² km2=km² 平方厘米=cm² 公顷 hm² 亩 亩次 公顷次 平方海里 "
    "立方米=m³ 立方=m³ m³ m3=m³ 方=m³ 立方千米=km³ 立方公里=km³ 标准立方米=Nm³ 升=L 毫升=mL 千升 公升=L 吨=t 公吨=t t=t 千克=kg 公斤=kg kg 克=g 毫克=mg "
    "微克=μg 斤 市斤=斤 两 担 公担 克拉 盎司 吨标准煤 吨标煤=吨标准煤 千克标准煤 克标准煤 吨公里 人公里 车公里 换算吨公里 吨海里 总吨 载重吨 马力 "
    "千瓦=kW kW 兆瓦=MW MW 吉瓦=GW GW 瓦=W 千瓦时=kWh kWh 兆瓦时=MWh 吉瓦时=GWh 度 千伏=kV kV 千伏安=kVA 兆伏安=MVA 伏 安培 焦耳 千焦 兆焦 吉焦=GJ 百万千瓦 "
    "大卡 千卡 ℃ °C=℃ 摄氏度=℃ 分贝 dB=分贝 帕 兆帕 百帕 赫兹 兆赫 吉赫 Gbps Mbps Tbps 兆比特 PFlops EFlops EFLOPS Eflops Pflops PFLOPS PF P GWh MWh TWh kVA MVA kV MPa kPa "
    "字节 GB TB PB MB EB 勒克斯 流明 贝克 西弗 ppm ppb mg/m³ mg/m3=mg/m³ μg/m³ μg/m3=μg/m³ µg/m³=μg/m³ µg/m3=μg/m³ ug/m3=μg/m³ ug/m³=μg/m³ mg/L μg/L mg/kg 学时 课时 学分 "
    "标准煤 吨油当量 吨二氧化碳 吨二氧化碳当量 吨CO2 个标准箱 步 磅 桶 加仑 英寸 英尺 英里 蒲式耳 标方 立方英尺 人年 人月"
)
_DURATIONS = (
    "天 日 个日历天=天 日历天=天 周 星期=周 个星期=周 个周=周 小时 个小时=小时 钟头=小时 分钟 秒 秒钟=秒 毫秒 工作日 个工作日=工作日 个月=月 个季度=季度 "
    "季度 年 周年=年 个年头=年 年头=年 个昼夜=天 昼夜=天 个学期=学期 学期 个自然日=天 自然日=天 个交易日=交易日 交易日 个百分日"
)
_MONEY = (
    "元 块钱=元 元整=元 美元=USD 美金=USD 元美元=USD 欧元=EUR 港元=HKD 港币=HKD 元港币=HKD 日元=JPY 英镑=GBP 澳元=AUD 加元=CAD "
    "铢 卢比 比索 林吉特 越南盾 坚戈 卢布 韩元=KRW 新台币=TWD 澳门元=MOP 瑞士法郎=CHF 新加坡元=SGD 新元=SGD"
)
_PERCENT = "% 个百分点=pp 百分点=pp 个点=pp pp=pp ‰ 个千分点=‰点 ‱ 个基点=基点 基点 个基本点=基点 基本点=基点 个BP=基点 BP=基点"
_INDEX = "点 分"
_COMPARED = "倍"
_AGES = "岁 周岁=岁"

_FIRST_OF_SIGNS = re.compile("[A-Za-z0-9%‰℃°μµ㎡²³]")


@dataclass(frozen=True, slots=True)
class Measure:
    """`told` is the unit as `hetang check` tells it, `measured` the symbol of terms.units."""

    end: int
    written: str
    told: str
    measured: str
    kind: str
    marker: str = ""   # 多 or 半 inside: 三个多月, 三个半月


def _entries() -> dict[str, tuple[str, str, str]]:
    """written -> (told, measured, kind)."""
    symbols = {name: unit.symbol for unit in UNITS.values() for name in (unit.symbol, *unit.aliases)}
    found: dict[str, tuple[str, str, str]] = {}
    for name, symbol in symbols.items():
        if name not in _NEVER:
            kind = _KIND_OF_DIMENSION.get(UNITS[symbol].dimension, "quantity")
            told = _TOLD.get(symbol, symbol if "/" in symbol or kind not in ("count", "quantity") else name)
            found[name] = (told, symbol, kind)
    wrong = set(_COUNTED_WRONG.split())
    for words, kind in (
        (_COUNTED, "count"), (_MEASURED, "quantity"), (_DURATIONS, "duration"), (_MONEY, "money"), (_PERCENT, "percent"),
        (_INDEX, "index"), (_COMPARED, "comparison"), (_AGES, "age"),
    ):  # fmt: skip
        for word in words.split():
            written, _, told = word.partition("=")
            if kind == "count" and written in wrong:
                continue
            measured = symbols.get(written, symbols.get(told, ""))
            found[written] = (told or written, measured, kind)
    return found


_UNITS = _entries()
_LONGEST = max(len(name) for name in _UNITS)

# What follows makes another word of it: 3家长, 5部门, 10年代.
_OTHER_WORD = {
    "家": "长庭属园口乡", "部": "门委队", "年": "代级轻度报鉴会味龄", "本": "科级省市地土年月", "门": "类诊槛", "组": "织建团成长",
    "项": "", "人": "转均大工类社才物员行", "个": "性别税人", "次": "产要级生氯", "天": "然津津空气", "户": "籍外", "条": "例",
    "处": "理置分级罚于", "台": "风湾账阶", "期": "间待货望", "班": "子级", "对": "外口于接口等", "组": "织建", "面": "积向对临貌",
    "层": "面次级", "场": "所地景馆", "站": "在", "店": "铺", "校": "园长企", "园": "区", "馆": "", "厂": "房家", "市": "场民长直",
    "县": "长域级", "镇": "长街江", "乡": "镇村长", "村": "民庄委", "国": "家务有内际", "例": "如", "块": "状", "口": "岸径头之腔",
    "段": "落", "片": "区", "道": "路德", "步": "伐行", "首": "次先个批届", "版": "本", "通": "过道", "张": "", "件": "", "批": "准复示",
    "点": "位名", "分": "别为钟之布类工析", "级": "", "元": "素旦化", "里": "程面", "方": "面案式向法", "度": "假过", "两": "个家", "任": "务何免职意", "轮": "车番流换", "回": "归落收头升暖", "群": "众体岛", "金": "融属色牌额华", "银": "行川", "铜": "陵",
    "强": "", "单": "位元", "起": "来步点草", "发": "展生电放行布", "行": "业政动", "集": "中团体聚群", "出": "口台让现头", "席": "位",
    "名": "称单录义", "位": "置于数", "座": "谈位", "套": "", "把": "握", "岗": "位", "日": "本常报均", "周": "边年期", "秒": "", "支": "持出付部队",
    "列": "入为车", "节": "约能水日", "包": "括含容", "顶": "", "份": "", "则": "", "款": "项", "字": "", "话": "", "句": "", "类": "似别型", "例": "如子会",
    "面": "向积临对", "户": "籍外口", "台": "账阶风湾北资", "桌": "", "团": "队", "卷": "", "针": "对", "根": "据本", "头": "部", "栋": "梁",
}  # fmt: skip
_OTHER_PHRASES = {"人": ("民币",), "个人": ("所得税", "账户", "信息", "贷款", "独资", "住房", "经营"), "个": ("体户", "体工商", "体经济", "体私营")}
_SECOND = re.compile("（(?P<word>[\u4e00-\u9fff]{1,2})）")
_MULTIPLE = re.compile("(?P<scale>[百千]?[万亿]|[百千](?![瓦克米]))?")
_INNER = re.compile("个多(?=月|小时|百分点|星期|季度|工作日|学期)|个半(?=月|小时|星期|学期)")


def measure_at(text: str, position: int) -> Measure | None:
    """The unit that stands here, right after a number; None where none does."""
    inner = _INNER.match(text, position)
    if inner is not None:
        found = _simple(text, inner.end() - 1, "个") or _simple(text, inner.end(), "")
        return found and replace(found, marker=inner[0][1])
    found = _simple(text, position, "")
    return _bracketed(text, _compound(text, found)) if found is not None else None


def _bracketed(text: str, found: Measure) -> Measure:
    """台（套）, 份（册）: a second counting word in brackets belongs to the unit."""
    match = _SECOND.match(text, found.end)
    if match is None or found.kind != "count" or match["word"] not in _UNITS:
        return found
    return Measure(match.end(), found.written, found.told + match[0], found.measured, found.kind)


def _simple(text: str, position: int, prefix: str) -> Measure | None:
    window = text[position : position + _LONGEST]
    if prefix:
        window = prefix + window[1:]
    for size in range(min(_LONGEST, len(window)), 0, -1):
        written = window[:size]
        entry = _UNITS.get(written)
        if entry is not None and not _another_word(text, position + size, written):
            told, measured, kind = entry
            return Measure(position + size, written, told, measured, kind)
    return None


def _another_word(text: str, end: int, written: str) -> bool:
    after = text[end : end + 1]
    if not after:
        return False
    if written[-1].isascii() and written[-1].isalnum():
        return after.isascii() and after.isalnum()
    return after in _OTHER_WORD.get(written, "") or text.startswith(_OTHER_PHRASES.get(written, "\0"), end)


def _compound(text: str, found: Measure) -> Measure:
    """元/人, 吨标准煤/万元, 微克/立方米: the unit as written, the air's and the water's as they are told."""
    sign = text[found.end : found.end + 1]
    if sign != "/" and not (sign == "每" and found.kind == "quantity"):
        return found
    scale = _MULTIPLE.match(text, found.end + 1)
    end = scale.end() if scale else found.end + 1
    while end < len(text) and end - found.end < 6 and text[end].isdigit():
        end += 1
    below = _simple(text, end, "") or (_simple(text, found.end + 1, "") if end > found.end + 1 else None)
    if below is None:
        return found
    written = found.written + text[found.end : below.end]
    known = _UNITS.get(written)
    symbol = known[1] if known is not None else ""
    told = _COMPOUND_TOLD.get(written.replace("每", "/"), symbol or written)
    return Measure(below.end, written, told, symbol, "quantity")


_COMPOUND_TOLD = {
    "公里/小时": "km/h", "千米/小时": "km/h", "米/秒": "m/s", "毫克/立方米": "mg/m³", "微克/立方米": "μg/m³", "毫克/升": "mg/L", "微克/升": "μg/L",
    "立方米/秒": "m³/s",
}  # fmt: skip
