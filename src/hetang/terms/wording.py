"""How a number is said in running text, by declared rules that never say more than the value allows.

near   近 / nearly: only from 95 % up to below the round number.
over   余, 多, 超 / over: only above the round number; 余 and 多 only just above it and only after a round number.
Where a condition fails, the exact value is said. A scale (万, 亿) moves the point and never drops a digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from hetang.terms.quantities import decimal_text, fixed_text, parse_number
from hetang.terms.refusals import Refusal
from hetang.terms.units import Unit, unit
from hetang.terms.words import Text

NEAR_FROM = Fraction(95, 100)
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "auto": 1}
RELATIONS = ("exact", "near", "over")
OVER_WORDS = ("", "余", "多", "超")

NOT_A_WORDING = Refusal(
    "not_a_wording",
    Text("数字的写法“{text}”不成立", "“{text}” is not a wording of a number"),
    Text(
        "scale：万、亿、auto 或空；relation：exact、near、over；round_to：正数；word：余、多、超或空",
        "scale: 万, 亿, auto or empty; relation: exact, near, over; round_to: above 0; word: 余, 多, 超 or empty",
    ),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """`round_to`: the round numbers are its multiples; None: the numbers with one digit that is not zero."""

    scale: str = ""
    relation: str = "exact"
    round_to: Fraction | None = None
    word: str = ""  # which word says "over" in Chinese; empty: 余 where it may stand, else 超

    @classmethod
    def parse(cls, value: Mapping[str, object]) -> Wording | Refusal:
        """From a pack's `{scale?, relation?, round_to?, word?}`."""
        scale, relation = str(value.get("scale") or ""), str(value.get("relation") or "exact")
        word, given = str(value.get("word") or ""), value.get("round_to")
        step = None if given is None else parse_number(str(given))
        known = set(value) <= {"scale", "relation", "round_to", "word"} and word in OVER_WORDS
        if not known or scale not in SCALES or relation not in RELATIONS or (given is not None and not step):
            return NOT_A_WORDING.filled(text=dict(value))
        return cls(scale, relation, step, word)


EXACT = Wording()


def say(value: Fraction, symbol: str, wording: Wording = EXACT, lang: str = "zh", places: int | None = None) -> str:
    """The value with its unit: "42.3万平方米", "近1万户", "1000余亩", "nearly 10,000 households".

    `value` is the exact one, so that near and over are judged on it; `places` are the decimals the indicator
    declares, used where the exact value itself is said (without them decimals that do not end are cut at two).
    """
    known = unit(symbol) or Unit(symbol, "", Fraction(1), (), symbol, symbol)
    base = round_number(value, wording)
    if base is not None and wording.relation == "near":
        return f"nearly {_english(base, known)}" if lang.startswith("en") else f"近{_chinese(base, known, wording)}"
    if base is not None:
        return f"over {_english(base, known)}" if lang.startswith("en") else _over(value, base, known, wording)
    shown = _shown(value, places)
    scaled = wording.scale != ""
    return _english(shown, known, scaled, places) if lang.startswith("en") else _chinese(shown, known, wording, places)


def say_value(value: Fraction, wording: Wording = EXACT, lang: str = "zh", places: int | None = None) -> str:
    """The same without the unit."""
    return say(value, "", wording, lang, places)


def round_number(value: Fraction, wording: Wording) -> Fraction | None:
    """The round number that the wording may name for this value; None where the exact value must be said."""
    if wording.relation == "exact" or value <= 0:
        return None
    step = wording.round_to or _leading(value)
    below = value // step * step
    if wording.relation == "over":
        return Fraction(below) if 0 < below < value else None
    above = below + step
    return Fraction(above) if below != value and value >= NEAR_FROM * above else None


def _leading(value: Fraction) -> Fraction:
    """The power of ten of the first digit: 9812 -> 1000, 0.04 -> 1/100."""
    power = Fraction(1)
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return power


def _over(value: Fraction, base: Fraction, unit: Unit, wording: Wording) -> str:
    """余 and 多 say "a little above": less than one step of the last digit that is not zero, after a zero, 万 or 亿."""
    number, scale = _scaled(base, wording)
    small = base < 10
    just_above = value < base + last_place(base)
    whole = "." not in number
    if small and unit.symbol in ("月", "年") and just_above and wording.word != "超" and whole:
        return f"{number}个多月" if unit.symbol == "月" else f"{number}年{wording.word or '多'}"
    # 20余, 3万余, 1000余: the number before the word ends in zero or in 万 or 亿.
    if wording.word == "超" or not just_above or not whole or (not scale and not number.endswith("0")):
        return f"超{_chinese(base, unit, wording)}"
    return f"{number}{scale}{wording.word or '余'}{_spoken(unit)}"


def last_place(base: Fraction) -> Fraction:
    """The place of the last digit that is not zero: 1000 -> 1000, 1200 -> 100, 4.5 -> 1/10."""
    place = _leading(base)
    while base % place:
        place /= 10
    return place


def _shown(value: Fraction, places: int | None) -> Fraction:
    if places is not None:
        return Fraction(fixed_text(value, places))
    return value if "/" not in decimal_text(value) else Fraction(fixed_text(value, 2))


def _scaled(value: Fraction, wording: Wording) -> tuple[str, str]:
    """Digits and scale word; a declared scale is used from one whole unit of it, auto where few digits remain."""
    scale = wording.scale
    if scale == "auto":
        scale = ""
        for name, places in (("亿", 4), ("万", 2)):
            if abs(value) >= SCALES[name] and (value / SCALES[name] * 10**places).denominator == 1:
                scale = name
                break
    if scale and abs(value) < SCALES[scale]:
        scale = ""
    return decimal_text(value / SCALES[scale]), scale


def _chinese(value: Fraction, unit: Unit, wording: Wording, places: int | None = None) -> str:
    number, scale = _scaled(value, wording)
    if not scale and places and "/" not in number:
        number = fixed_text(value, places)
    return f"{number}{scale}{_spoken(unit)}"


def _spoken(unit: Unit) -> str:
    """As it stands after a number."""
    return {"月": "个月", "季度": "个季度", "百分点": "个百分点", "1": ""}.get(unit.symbol, unit.symbol)


def _english(value: Fraction, unit: Unit, scaled: bool = False, places: int | None = None) -> str:
    number = _grouped(fixed_text(value, places) if places else decimal_text(value))
    for name, size in (("billion", 10**9), ("million", 10**6)):
        if scaled and abs(value) >= size and (value / size * 1000).denominator == 1:
            number = f"{decimal_text(value / size)} {name}"
            break
    word = unit.one if value == 1 else unit.many
    return f"{number}{'' if word in ('', '%', '‰') else ' '}{word}"


def _grouped(number: str) -> str:
    """10000.5 -> 10,000.5"""
    whole, point, rest = number.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{rest}"
