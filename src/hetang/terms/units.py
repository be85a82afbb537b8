"""The table of units: Chinese and metric, each with its dimension and its exact factor."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` of the dimension's canonical unit; `one` and `many` are its English words, empty where none is said."""

    symbol: str
    dimension: str
    factor: Fraction
    aliases: tuple[str, ...] = ()
    one: str = ""
    many: str = ""


def _u(symbol: str, dimension: str, factor: str | int, aliases: str = "", english: str = "") -> Unit:
    one, _, many = (english, "", "") if english == symbol else english.partition("/")  # a symbol such as mg/L is one word
    return Unit(symbol, dimension, Fraction(factor), tuple(aliases.split()), one, many or one)


# The first unit of a dimension is its canonical one (factor 1).
_TABLE = (
    _u("米", "length", 1, "m 公尺", "metre/metres"),
    _u("公里", "length", 1000, "km 千米", "kilometre/kilometres"),
    _u("里", "length", 500, "华里 市里", "li"),
    _u("分米", "length", "1/10", "dm", "decimetre/decimetres"),
    _u("厘米", "length", "1/100", "cm 公分", "centimetre/centimetres"),
    _u("毫米", "length", "1/1000", "mm", "millimetre/millimetres"),
    _u("平方米", "area", 1, "㎡ m² m2 平米 平方公尺", "square metre/square metres"),
    _u("平方公里", "area", 1_000_000, "km² km2 ㎢ 平方千米", "square kilometre/square kilometres"),
    _u("公顷", "area", 10_000, "hm² hm2 ha", "hectare/hectares"),
    _u("亩", "area", "2000/3", "市亩 mu", "mu"),
    _u("立方米", "volume", 1, "m³ m3 方 立米", "cubic metre/cubic metres"),
    _u("升", "volume", "1/1000", "L 公升", "litre/litres"),
    _u("千克", "mass", 1, "kg 公斤", "kilogram/kilograms"),
    _u("吨", "mass", 1000, "t 公吨", "tonne/tonnes"),
    _u("斤", "mass", "1/2", "市斤", "jin"),
    _u("克", "mass", "1/1000", "g", "gram/grams"),
    _u("元", "money", 1, "人民币 CNY RMB ¥ ￥", "yuan"),
    _u("角", "money", "1/10", "", "jiao"),
    _u("分", "money", "1/100", "", "fen"),
    _u("美元", "money_usd", 1, "USD US$ $", "US dollar/US dollars"),
    _u("千美元", "money_usd", 1000, "kUSD", "thousand US dollars"),
    # A day is 24 hours, but a month is no number of days: two dimensions.
    _u("天", "time", 1, "日 d 日历天", "day/days"),
    _u("周", "time", 7, "星期", "week/weeks"),
    _u("小时", "time", "1/24", "h 时 钟头", "hour/hours"),
    _u("分钟", "time", "1/1440", "min", "minute/minutes"),
    _u("秒", "time", "1/86400", "s 秒钟", "second/seconds"),
    _u("工作日", "workdays", 1, "", "working day/working days"),
    _u("月", "months", 1, "个月", "month/months"),
    _u("季度", "months", 3, "季 个季度", "quarter/quarters"),
    _u("年", "months", 12, "周年", "year/years"),
    # Per cent is a share; a difference of two shares is in percentage points: never one for the other.
    _u("%", "share", 1, "％ 百分之", "%"),
    _u("‰", "share", "1/10", "", "‰"),
    _u("百分点", "points", 1, "个百分点 pp", "percentage point/percentage points"),
    _u("1", "number", 1, "无量纲", ""),
    _u("倍", "number", 1, "", "times"),
    _u("点", "index", 1, "指数", ""),
    _u("分值", "score", 1, "", "point/points"),
    _u("mg/m³", "air_concentration", 1, "mg/m3 毫克/立方米", "mg/m³"),
    _u("μg/m³", "air_concentration", "1/1000", "µg/m³ μg/m3 µg/m3 ug/m3 ug/m³ 微克/立方米", "μg/m³"),
    _u("mg/L", "water_concentration", 1, "mg/l 毫克/升", "mg/L"),
    _u("μg/L", "water_concentration", "1/1000", "µg/L ug/L μg/l ug/l 微克/升", "μg/L"),
    _u("分贝", "sound", 1, "dB dB(A)", "dB"),
    _u("℃", "temperature", 1, "°C 摄氏度", "°C"),
    _u("千瓦时", "energy", 1, "kWh", "kWh"),
    _u("人次", "visits", 1, "", "person-time/person-times"),
    _u("件次", "visits", 1, "", "case/cases"),
)

# Counting words: all one dimension, so that what one sheet counts in 条 another may count in 个.
_COUNTED = (
    "个 条 座 家 所 台 辆 处 件 名/位 人/口 户/户家庭 套 株/棵 期 次 项 栋/幢 盏 块 支 部 份 宗 起 笔 张 批 组 村 层 间"
    " 只 头 本 册 篇 场 班 人天 艘 架 根 片 段 道 口井 枚 门 级 面 对 类 届 票 例 具 封 页 幅 种 样"
)
_COUNT_ENGLISH = {"人": ("person", "people"), "户": ("household", "households"), "次": ("time", "times")}


def _counting_words() -> tuple[Unit, ...]:
    units = []
    for entry in _COUNTED.split():
        symbol, *aliases = entry.split("/")
        units.append(Unit(symbol, "count", Fraction(1), tuple(aliases), *_COUNT_ENGLISH.get(symbol, ("", ""))))
    return tuple(units)


UNITS: dict[str, Unit] = {unit.symbol: unit for unit in (*_TABLE, *_counting_words())}
_NAMES: dict[str, Unit] = {name: unit for unit in UNITS.values() for name in (unit.symbol, *unit.aliases)}
SCALES = {"万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4}


@lru_cache(maxsize=4096)
def unit(symbol: str) -> Unit | None:
    """By symbol or alias; 万 and 亿 before any unit make a greater one (万平方米, 亿元, 万人)."""
    name = symbol.strip()
    found = _NAMES.get(name)
    if found is not None:
        return found
    for scale, factor in SCALES.items():
        rest = _NAMES.get(name.removeprefix(scale)) if name.startswith(scale) else None
        if rest is not None and rest.symbol not in ("%", "‰", "百分点", "1"):
            english = f"{factor:,} {rest.many}".strip()
            return Unit(scale + rest.symbol, rest.dimension, rest.factor * factor, (), english, english)
    return None


def units_of(dimension: str) -> tuple[Unit, ...]:
    """The declared units of a dimension, its canonical unit first."""
    return tuple(unit for unit in UNITS.values() if unit.dimension == dimension)


def dimensions() -> frozenset[str]:
    return frozenset(unit.dimension for unit in UNITS.values())
