"""A claim: a number somebody wrote in a text, exactly where it stands, and what the text says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from hetang.terms.dates import Period

RELATIONS = ("eq", "lt", "le", "gt", "ge", "about")
KINDS = ("count", "quantity", "percent", "money", "rank", "duration", "age", "ratio", "index", "comparison")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text: `text[start:end] == surface`, offsets in code points, half open.

    `value` is as told outside (docs/interfaces: 万 and 亿 multiplied out, "a-b" a range, "a:b:c" a ratio). `low` and `high`
    are its exact bounds in `unit` before the relation is applied (equal for a single value, None for a ratio), `step` one
    unit of its last written digit in `unit` (97.4 -> 1/10, 42.3万 -> 1000): the value is no more exact than that.
    `measured` is the symbol of terms.units of that dimension where there is one ("平方米" of "㎡", "公里" of "km", "条"), else "".
    A fall is positive; `marker` holds the words that told the relation (近, 超, 余, 左右, 达 ...).
    """

    start: int
    end: int
    surface: str
    value: str
    low: Fraction | None
    high: Fraction | None
    step: Fraction | None
    unit: str
    measured: str
    kind: str
    relation: str = "eq"
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A numeral that is no claim, and what it is instead: date, ordinal, idiom, name, threshold, frame ..."""

    start: int
    end: int
    surface: str
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Every numeral of a text: those that claim something, and those that do not. In the order of the text."""

    text: str
    numbers: tuple[Number, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the text says a number is about; words are the text's own, nothing is looked up in a pack.

    `thing` is said in one phrase ("一产增加值增长率"); `head` the counted noun or the measured name alone, `qualifiers` the
    words that narrow it, from the widest; `clause` and `sentence` are spans of the text.
    """

    thing: str = ""
    head: str = ""
    qualifiers: tuple[str, ...] = ()
    clause: tuple[int, int] = (0, 0)
    sentence: tuple[int, int] = (0, 0)
    period: Period | None = None
    period_said: str = ""      # 去年, 一季度, 截至3月末 ...
    stands_on: bool = False    # the period says "as of its end" (截至, 累计, 末), not "within it"
    place_said: tuple[str, ...] = ()         # 全市, 我区, 珠山区 ...: what the text names, the nearest first
    organisation_said: tuple[str, ...] = ()
    change: str = ""           # "" | growth | fall | increase | decrease | contribution: a rate or an amount of change
    base: str = ""             # what a change is measured against: 同比, 环比, 比上年末, 较“十三五”同期 ...
    planned: bool = False      # 计划, 目标, 预计, 力争: not yet a deed
    stage: str = ""            # from | to: the first or the last value of a thing that changed (由 a 提高到 b)
    part_of: int | None = None  # index of the whole of which the text says that this is a part (其中, 按…分, a list in brackets)
    same_as: int | None = None  # index of the claim whose subject this one carries on (……16.9亿元，增长4.3%)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with what it is about."""

    number: Number
    about: About = field(default_factory=About)
