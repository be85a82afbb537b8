"""A value as people write it: in 万 and 亿, Chinese numerals, full-width digits, other units, rounded, near and over; and wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hetang.terms.quantities import convert, decimal_text, fixed_text, round_to

DIGITS = "零一二三四五六七八九"
SCALES = (("亿", 10**8), ("万", 10**4))
OTHER_UNITS = {
    "平方米": ("亩", "公顷", "平方公里"), "米": ("公里", "里"), "亩": ("公顷", "平方米"), "立方米": ("方",), "名": ("人",), "人": ("名",),
    "月": ("个月",), "百分点": ("个百分点",), "天": ("天",),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """`before` and `after` stand outside the number (近, 左右); `how` names the way for the table."""

    number: str
    how: str
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        return f"{self.before}{self.number}{self.after}"


def chinese(value: Fraction) -> str:
    """42.3 -> 四十二点三, 10086 -> 一万零八十六, 423000 -> 四十二万三千; decimals that end."""
    whole, _, places = decimal_text(value).partition(".")
    spoken = _whole(int(whole))
    return f"{spoken}点{''.join(DIGITS[int(digit)] for digit in places)}" if places else spoken


def _whole(value: int) -> str:
    if value == 0:
        return "零"
    for name, size in SCALES:
        if value >= size:
            high, low = divmod(value, size)
            gap = "零" if low and low < size // 10 else ""
            return f"{_whole(high)}{name}{gap}{_whole(low) if low else ''}"
    text, zero = "", False
    for name, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // size % 10
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = bool(text)
    return text[1:] if text.startswith("一十") else text


def grouped(text: str) -> str:
    whole, point, places = text.partition(".")
    return f"{int(whole):,}{point}{places}"


def wide(text: str) -> str:
    return text.translate({ord("0") + i: ord("０") + i for i in range(10)} | {ord("."): "．", ord("%"): "％"})


def plain(value: Fraction, unit: str, places: int | None = None) -> str:
    number = decimal_text(value) if places is None else fixed_text(value, places)
    return f"{number}{'个' if unit in ('月', '百分点') else ''}{unit}"


def exact(value: Fraction, unit: str, decimals: int) -> Iterator[Said]:
    """The value as its indicator rounds it, in every form that loses nothing."""
    told = round_to(value, decimals)
    text = decimal_text(told) if "/" not in decimal_text(told) else fixed_text(told, decimals)
    yield Said(plain(told, unit, decimals), "plain")
    if told >= 1000:
        yield Said(f"{grouped(text)}{_unit(unit)}", "grouped")
    if unit == "%":
        yield Said(f"百分之{chinese(told)}", "Chinese numerals")
        yield Said(wide(plain(told, unit)), "full width")
        return
    for name, size in SCALES:
        if told >= size and (told / size * 10**4).denominator == 1:
            yield Said(f"{decimal_text(told / size)}{name}{_unit(unit)}", "scaled")
    if told < 10**8 and len(chinese(told)) <= 9:
        yield Said(f"{chinese(told)}{_unit(unit)}", "Chinese numerals")
    yield Said(wide(plain(told, unit)), "full width")
    for other in OTHER_UNITS.get(unit, ()):
        held = convert(told, unit, other)
        if not isinstance(held, Fraction) or (held * 1000).denominator != 1 or held < 1 or decimal_text(held) == text:
            continue
        step = convert(Fraction(1, 10 ** len(decimal_text(held).partition(".")[2])), other, unit)
        if isinstance(step, Fraction) and step >= Fraction(1, 10**decimals):   # no more exact than it was
            yield Said(f"{decimal_text(held)}{_unit(other)}", "another unit")


def rounded(value: Fraction, unit: str, decimals: int) -> Iterator[Said]:
    """With fewer digits than there are, rounded half up: right, and less exact."""
    for number, place in _fewer_digits(value, decimals):
        yield Said(_at(number, place, unit), "rounded")


def rounded_wrong(value: Fraction, unit: str, decimals: int) -> Iterator[Said]:
    """With fewer digits, and the last of them rounded the other way."""
    for number, place in _fewer_digits(value, decimals):
        other = number + place if number < value else number - place
        if number != value and other > 0:
            yield Said(_at(other, place, unit), "rounded the wrong way")


def too_exact(value: Fraction, unit: str, decimals: int) -> Iterator[Said]:
    """More digits than the indicator declares, right ones."""
    for places in (decimals + 1, decimals + 2):
        if "/" in decimal_text(value) and round_to(value, places) != round_to(value, decimals):
            yield Said(f"{fixed_text(value, places)}{_unit(unit)}", "too exact")


def near(value: Fraction, unit: str) -> Iterator[Said]:
    """A round number just above, approached from below."""
    for scaled in _bases(value, True, unit):
        for word in ("近", "将近", "接近"):
            yield Said(f"{scaled}{_unit(unit)}", "near", before=word)


def over(value: Fraction, unit: str) -> Iterator[Said]:
    """A round number just below, passed."""
    for scaled in _bases(value, False, unit):
        for word in ("超", "超过", "突破", "逾"):
            yield Said(f"{scaled}{_unit(unit)}", "over", before=word)
        if "." in scaled or scaled[-1] not in "0万亿":
            continue
        for word in ("余", "多"):
            yield Said(f"{scaled}{word}{_unit(unit)}", "over")


def about(value: Fraction, unit: str, decimals: int) -> Iterator[Said]:
    for said in rounded(value, unit, decimals):
        yield Said(said.number, "about", before="约")
        yield Said(said.number, "about", after="左右")


def wrong_relation(value: Fraction, unit: str) -> Iterator[Said]:
    """Near where it is passed, passed where it is not reached."""
    for scaled in _bases(value, True, unit):
        for word in ("超", "突破", "逾"):
            yield Said(f"{scaled}{_unit(unit)}", "passed, but not reached", before=word)
        if "." not in scaled and scaled[-1] in "0万亿":
            yield Said(f"{scaled}余{_unit(unit)}", "passed, but not reached")
    for scaled in _bases(value, False, unit):
        for word in ("近", "不足", "接近"):
            yield Said(f"{scaled}{_unit(unit)}", "near, but passed", before=word)


def changed(value: Fraction, unit: str, decimals: int, chance: Random) -> Iterator[tuple[Fraction, Said]]:
    """One digit another, by more than one place of the last: 27 -> 67, 423000 -> 453000."""
    text = fixed_text(round_to(value, decimals), decimals)
    places = [i for i, digit in enumerate(text) if digit.isdigit()]
    last = max((i for i in places if text[i] != "0"), default=0)
    for _ in range(12):
        at = chance.choice([i for i in places if i <= last])
        digit = str((int(text[at]) + chance.randint(2, 8)) % 10)
        other = text[:at] + digit + text[at + 1 :]
        if other.lstrip("0") != other or other.startswith("."):
            continue
        yield from _in_forms(Fraction(other), unit, decimals, "changed digit", chance)


def transposed(value: Fraction, unit: str, decimals: int, chance: Random) -> Iterator[tuple[Fraction, Said]]:
    """Two neighbouring digits exchanged: 9846 -> 9486."""
    text = fixed_text(round_to(value, decimals), decimals)
    places = [i for i in range(len(text) - 1) if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]]
    chance.shuffle(places)
    for at in places:
        other = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        if not other.startswith("0"):
            yield from _in_forms(Fraction(other), unit, decimals, "transposed digits", chance)


def _in_forms(value: Fraction, unit: str, decimals: int, how: str, chance: Random) -> Iterator[tuple[Fraction, Said]]:
    forms = [said for said in exact(value, unit, decimals) if said.how != "another unit"]
    yield value, Said(chance.choice(forms).number, how)


def _unit(unit: str) -> str:
    return f"个{unit}" if unit in ("月", "百分点") else unit


def _at(number: Fraction, place: Fraction, unit: str) -> str:
    for name, size in SCALES:
        if number >= size / 2 and unit != "%":
            return f"{_fixed(number / size, place / size)}{name}{_unit(unit)}"
    return f"{_fixed(number, place)}{_unit(unit)}"


def _fixed(number: Fraction, place: Fraction) -> str:
    places = 0
    while place < 1:
        place, places = place * 10, places + 1
    return fixed_text(number, places)


def _fewer_digits(value: Fraction, decimals: int) -> Iterator[tuple[Fraction, Fraction]]:
    """Rounded to two or three digits, in 万 where it is great; never to none, never of a whole number below 10,000 in its own unit."""
    if value >= 5_000:
        for places in (1, 2) if value >= 10**4 else (2,):
            size = 10**8 if value >= 10**8 else 10**4
            place = Fraction(size, 10**places)
            number = round_to(value / place, 0) * place
            if number != value and number:
                yield number, place
    elif decimals:
        for places in range(decimals):
            place = Fraction(1, 10**places)
            number = round_to(value, places)
            if number != value and number:
                yield number, place


def _bases(value: Fraction, above: bool, unit: str) -> Iterator[str]:
    """Round numbers within a twentieth of the value, as they are written: 10000 as 1万 and as 10000."""
    power = Fraction(10) ** (len(str(int(value))) - 1)
    for step in (power, power / 10):
        if step < (1 if unit == "%" else 10):
            continue
        below = value // step * step
        base = below + step if above else below
        if base == value or base <= 0 or abs(base - value) > value / 20:
            continue
        yield decimal_text(base)
        yield from (f"{decimal_text(base / size)}{name}" for name, size in SCALES if base >= size)
