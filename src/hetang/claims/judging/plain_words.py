"""Words of the language that linking must know: those that say nothing of what is counted, and those that change it."""

from __future__ import annotations

import re

# A character between two others that leaves them neighbours: 改造的道路 is 改造道路.
EMPTY_ZH = frozenset("的之了等被者")
_EMPTY_EN = """
    the a an of in on at to for from by with and or were was is are be been has have had wa ha it its than that which this these
    those there all total number year day month now so far already newly some as under their our reach reached stand stood amount
    came com who out into"""
EMPTY_EN = frozenset(_EMPTY_EN.split())
_PLAIN = """
    全省 全市 全县 全区 全国 我省 我市 我县 我区 我局 本市 本县 本区 本局 该市 该县 该区 各地 全年 当年 去年 今年 上年 本年
    年初 年末 年底 以来 一年来 五年来 累计 共计 合计 总计 总共 一共 共有 共 达到 达 实现 完成 已经 已 目前 现有 现 拥有 有 为 是
    其中 分别 同时 顺利 成功 全面 有效 大力 扎实 持续 稳步 积极 切实 圆满 不断 进一步 高标准 高质量 先后 约有 截至 截止 期间
    左右 突破 提高到 提高至 提升到 提升至 增加到 增加至 上升到 上升至 增至 升至 降至 降到 下降到 下降至 减少到 减少至 从 到 在
    与 和 同 及 把 将 于 向 得到 进行 开展 加快 推进 推动 通过 实行 实施 给予 建成开放 建成 出动 一天 工作
    方面 情况 数据 统计 显示 相关 有关 各类 所需 各
    年 月 日 其 也 都 均 仅 只 就 还 又 再 个 里 来 第 多 余 近 超 超过 率达 就达 高达 多达 称为 即 时 最终 最近 一举 则
    稳定在 保持在 以上 稳定 向群众 向社会 额 受"""
# These hold characters of plain words and say much.
_TELLING = """
    限额以上 规模以上 公共 未建成 新增 净增 其他 其它 多数 多元 近郊 超标 时间 时尚 国有 公有 有色 有限 日用 月度 年度 年龄 共有制 个人 个体
    同步 在建 在校 在职 在岗"""
PLAIN = re.compile(
    f"(?P<telling>{'|'.join(_TELLING.split())})|" + "|".join(sorted(map(re.escape, _PLAIN.split()), key=len, reverse=True))
)

# What a unit says of the thing by itself: “近1万户” speaks of 住户, “7.13万平方米” of an area.
UNIT_WORDS = {
    "户": "住户 户数 家庭 农户 household households",
    "人": "人员 人数 人口 people persons",
    "名": "人员 人数 名额 people persons",
    "人次": "人次 人次数 person-times",
    "件次": "件次 件数 cases",
    "条": "条数",
    "套": "套数 units",
    "座": "座数",
    "个": "个数",
    "家": "家数",
    "台": "台数",
    "辆": "辆数",
    "件": "件数",
    "项": "项数",
    "宗": "宗数",
    "起": "起数",
}
DIMENSION_WORDS = {
    "area": "面积 area surface",
    "length": "长度 里程 全长 length long",
    "volume": "体积 volume",
    "time": "天数 日数 days",
    "months": "月数 年数 months",
    "share": "比率 比例 占比 比重 share rate percentage",
    "points": "百分点",
    "money": "金额 资金 money",
    "mass": "重量",
}

# What kind of number a name or a text tells; a claim of one kind is never held against another.
GROWTH = re.compile(r"(?:同比|环比)?(?:增长率|增长|增速|增幅|上涨率|上涨|涨跌幅|涨幅|回升)")
FALL = re.compile(r"(?:同比|环比)?(?:下降率|下降|下跌率|下跌|下滑|降幅|(?<!涨)跌幅|降低率|减少率|回落)")
GROWTH_EN = re.compile(r"\b(?:growth|grew|grown|rose|risen|increase[sd]?)\b", re.I)
FALL_EN = re.compile(r"\b(?:fall|fell|fallen|decline[sd]?|decrease[sd]?|dropped)\b", re.I)
CONTRIBUTION = re.compile(r"拉动|贡献|contribut", re.I)
DIFFERENCE = re.compile(r"高出|高于|超出|多出|低于|超计划|少于|above the|\bmore than the\b", re.I)
PACE = re.compile(r"年均|年平均|月均|[两三]年平均|环比|[比较]上月|[比较]上季度|a year on average|month on month", re.I)
INCREASE = re.compile(r"增加(?!值)|增加额|增量|扩大|净增(?:数|额|量)?$|increase", re.I)
DECREASE = re.compile(r"减少(?!率)|调减|压减|缩减|decrease", re.I)
PLANNED = re.compile(r"目标|(?<!超)计划|规划|任务|预期|拟|target|plan", re.I)
WILL = re.compile(r"(?<!超)计划|目标|预计|预期|力争|确保|拟|将要|将达|plan|target|will|expect|aim", re.I)
RANK = re.compile(r"名次|排名|位次|排位|居第|\brank", re.I)
AMONG = re.compile(r"[（(][^（）()]*(?:全国|全省|全市|全区|全县|全球|世界|地区|城市|省份)[）)]$")
RANK_FRAME = re.compile(r"在|中|名次|排名|位次|排位|居|列|位|名(?=全)")
YEARS = re.compile(r"前?[一二三四五六七八九十两\d]+(?:年|个季度)|近[一二三四五六七八九十两\d]*年|“?十[一二三四五]五”?")
AGREED = re.compile(r"协议|签约|签下|意向|agreed|signed|promised", re.I)
SIGNED = re.compile(r"签下|签订|签约|签署|签有|达成")
RECEIVED = re.compile(r"到位率?|实际|到账|落地资金|received|paid in|in place", re.I)
# What is in brackets explains (自然方), unless it says of which years, or among whom.
THRESHOLD = re.compile(r"\d[\d.,]*[^\d，、；。]{0,6}(?:以上|以下|以内)")  # 500平方米以上的: some of them
GLOSS = re.compile(r"[（(](?![^（）()]*(?:年|月|季|期|全国|全省|地区))[^（）()]*[）)]")
NEEDED = re.compile(r"[（(][^（）()]*(?:年|月|季|期|全国|全省|地区)[^（）()]*[）)]|(?:较|比)[^，（(]{0,12}(?:同期|上年末?|年初|年末)")
_ALL_PARTS = "合计 全部 总计 总体 全市 全省 全县 全区 total all"
ALL_PARTS = frozenset(_ALL_PARTS.split())
WHOLE = re.compile(r"^(?:全|我|本|该|整个)(?P<level>[国省市县区镇乡局委办])$")
WHOLE_EN = re.compile(
    r"^(?:the|our|this)?\s*(?:whole|entire)?\s*(?P<level>country|nation|province|city|county|district|town)(?:wide)?$", re.I
)
NEGATION = re.compile(r"非|未|无|不|没")
DENIES = re.compile(r"不|非|未|无|没|without|\bnot?\b|alone", re.I)
SOURCE = re.compile(r"据|统计|数据|显示|报道|通报|来自|according|reported by|figures from", re.I)

# In what a rank is a rank.
FIELDS = {
    "nation": ("全国", "国内", "in the country", "nationwide", "nationally"),
    "province": ("全省", "省内", "in the province", "of the province"),
    "city": ("全市", "市内", "in the city", "of the city"),
    "region": ("中部", "东部", "西部", "沿海"),
}
