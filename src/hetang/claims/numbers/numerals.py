"""Numerals in a text and their exact values: 1,234.5, 1万2千, 750余万, 三万五, 四十二点三, 四五千, 十几, 数百万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = {sign: value for value, signs in enumerate(
    ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for sign in signs}  # fmt: skip
_PLAIN = str.maketrans("〇壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "零一二三四五六七八九十百千万亿两")
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
CHINESE = "零〇一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"   # alone they are names: 陆家嘴, 队伍
LONGEST = 30   # a longer numeral is a code, not a number

_NOT_A_THOUSAND = "瓦克米伏卡升帕赫焦"   # 千瓦, 千克: 千 belongs to the unit
_SCALE = rf"(?:(?:万|百|千|十)?(?:万|亿)亿?|千(?![{_NOT_A_THOUSAND}])|百(?!分))"
_ARABIC = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[,\u2009\u202f\u00a0' ][0-9]{3})++(?![0-9])|[0-9]++)(?:\.(?P<part>[0-9]++))?"
    rf"(?P<scale>(?:[多余几](?={_SCALE}))?{_SCALE})?"
)
_FURTHER = re.compile(rf"零?(?P<whole>[0-9]{{1,8}}+)(?P<scale>{_SCALE})?(?![0-9.,:])")
_RUN = re.compile(f"[{CHINESE}]++")
_DIGITS = re.compile(r"[0-9]++(?:[.,][0-9]++)*+")
_POINT = re.compile("点(?P<part>[零〇一二三四五六七八九]{1,9})(?P<scale>万亿|[百千]?[万亿])?")
_VAGUE = re.compile(f"(?P<lead>好?[几数])(?P<scale>十[万亿]?|{_SCALE})")
_INFIX = re.compile("[多余几来把]")
_AFTER_INFIX = re.compile("[百千]?[万亿]|[百千]")
_PAIR = re.compile("([一二两三四五六七八九])([二两三四五六七八九])")
_SECTION = re.compile("(?:(.)千)?(零?)(?:(.)百)?(零?)(?:(.?)十)?(零?)([^千百十零])?")
_BARE = re.compile("[百千万]?[万亿]|[百千]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral by itself. `coefficient` is what stands before its scale word: “20—30万” shares the 万 by it.

    `relation` and `marker` are of what stands inside (750余万: gt, 余). `bare` is a scale word without a digit (百, 万亿);
    `chinese` is written without Arabic digits; `positional` digit by digit (二〇二五).
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    step: Fraction
    scale: Fraction = Fraction(1)
    relation: str = "eq"
    marker: str = ""
    chinese: bool = False
    bare: bool = False
    positional: bool = False


def numeral_at(text: str, start: int) -> Numeral | None:
    """The numeral that begins here; None where none does, or where it is too long to be a number."""
    letter = text[start : start + 1]
    if letter.isascii():
        return _arabic(text, start) if letter.isdigit() else None
    if letter in "几数好":
        return _vague(text, start)
    return _chinese(text, start) if letter in CHINESE else None


def run_end(text: str, start: int) -> int:
    """Where the run of numeral characters ends that begins here."""
    match = _RUN.match(text, start) or _DIGITS.match(text, start)
    return match.end() if match else start + 1


def _arabic(text: str, start: int) -> Numeral | None:
    match = _ARABIC.match(text, start)
    if match is None or match.end() - start > LONGEST:
        return None
    whole = "".join(sign for sign in match["whole"] if sign.isdigit())
    part, scale_word = match["part"] or "", match["scale"] or ""
    inside = scale_word[:1] if scale_word[:1] in "多余几" and scale_word else ""
    scale = scale_of(scale_word.removeprefix(inside))
    value = Fraction(int(whole + part), 10 ** len(part))
    value = value * scale if scale_word else value
    step, end = scale / 10 ** len(part), match.end()
    lowest = scale
    while scale_word and not part and not inside and (more := _FURTHER.match(text, end)):
        if not more["scale"] and "零" not in more[0] and len(more["whole"]) not in (1, 4):
            break
        added = scale_of(more["scale"] or "") * int(more["whole"])
        if not more["scale"] and len(more["whole"]) == 1 and "零" not in more[0]:
            added *= lowest / 10  # 3万5
        if added >= lowest:
            break
        lowest = scale_of(more["scale"] or "") if more["scale"] or len(more["whole"]) > 1 or "零" in more[0] else lowest / 10
        value, step, end = value + added, lowest, more.end()
        if not more["scale"]:
            break
    return _with_infix(text, Numeral(start, end, value, value, step, scale, "gt" if inside else "eq", inside))


def scale_of(word: str) -> Fraction:
    """百万 -> 1,000,000; "" -> 1."""
    size = Fraction(1)
    for sign in word:
        size *= SCALES[sign]
    return size


def _with_infix(text: str, numeral: Numeral) -> Numeral:
    """20余, 4万多, 十几, 20来; and what may follow it: 三千多万."""
    if numeral.relation != "eq" or not _INFIX.match(text, numeral.end):
        return numeral
    word = text[numeral.end]
    last = text[numeral.end - 1]
    if word in "几来" and last not in "0十百千万亿":
        return numeral
    if word == "把" and not (numeral.bare and last in "百千万") :
        return numeral
    if word in "来把" and not _counted_after(text, numeral.end + 1):
        return numeral
    further = _AFTER_INFIX.match(text, numeral.end + 1)
    scale = scale_of(further[0]) if further and not _is_unitscale_of(text, further) else Fraction(1)
    end = further.end() if further and scale > 1 else numeral.end + 1
    return Numeral(
        numeral.start, end, numeral.low * scale, numeral.high * scale, numeral.step * scale, numeral.scale * scale,
        "about" if word in "来把" else "gt", word, numeral.chinese, False,
    )  # fmt: skip


def _is_unitscale_of(text: str, further: re.Match[str]) -> bool:
    return further[0] == "千" and text[further.end() : further.end() + 1] in _NOT_A_THOUSAND


def _counted_after(text: str, position: int) -> bool:
    return text[position : position + 1] in tuple("个家名位人户次条座所件起台辆处种天年岁项万亿里米亩吨公平立斤块元口间毫厘分秒")


def _vague(text: str, start: int) -> Numeral | None:
    """几十, 数百万, 好几千: more than one of its scale."""
    match = _VAGUE.match(text, start)
    if match is None:
        return None
    value = scale_of(match["scale"])
    found = Numeral(start, match.end(), value, value, value, value, "gt", match["lead"], True)
    if _INFIX.match(text, found.end) and text[found.end] in "多余":
        return Numeral(start, found.end + 1, value, value, value, value, "gt", match["lead"], True)
    return found


def _chinese(text: str, start: int) -> Numeral | None:
    match = _RUN.match(text, start)
    if match is None:
        return None
    end = match.end()
    if text[end - 1] == "千" and text[end : end + 1] in _NOT_A_THOUSAND and end < len(text) and end - start > 1:
        end -= 1
    if end - start > LONGEST or (end - start == 1 and text[start] in FORMAL):
        return None
    if text[start:end] == "零" and not text.startswith(("点", "摄氏度", "℃"), end):   # 零件, 零售
        return None
    run = text[start:end].translate(_PLAIN).replace("廿", "二十").replace("卅", "三十")
    point = _POINT.match(text, end)
    if point is not None:
        return _with_point(start, run, point)
    bounds = _bounds(run)
    if bounds is None:
        return None
    low, high, step = bounds
    found = Numeral(
        start, end, low, high, step, Fraction(1), "eq" if low == high else "about", "", True,
        bool(_BARE.fullmatch(run)), len(run) > 1 and all(sign in DIGITS for sign in run) and low == high,
    )  # fmt: skip
    return _with_infix(text, found) if low == high else found


def _with_point(start: int, run: str, point: re.Match[str]) -> Numeral | None:
    whole = _exact(run)
    if whole is None:
        return None
    part, scale = "".join(str(DIGITS[sign]) for sign in point["part"]), scale_of(point["scale"] or "")
    value = (whole + Fraction(int(part), 10 ** len(part))) * scale
    return _with_infix(point.string, Numeral(start, point.end(), value, value, scale / 10 ** len(part), scale, chinese=True))


def _bounds(run: str) -> tuple[Fraction, Fraction, Fraction] | None:
    """(low, high, step): 四五千 lies between 4000 and 5000."""
    pair = _PAIR.search(run)
    if pair is not None and len(run) <= 8:
        first, second = DIGITS[pair[1]], DIGITS[pair[2]]
        alone = run.replace(pair[0], pair[1], 1), run.replace(pair[0], pair[2], 1)
        low, high = _exact(alone[0]), _exact(alone[1])
        near = second == first + 1 or (first, second) == (3, 5)
        if near and low is not None and high is not None and not _PAIR.search(alone[0]):
            step = (high - low) / (second - first)
            return low, high, step
    value = _exact(run)
    return None if value is None else (value, value, _step(run))


def _step(run: str) -> Fraction:
    """三万五 -> 1000, 三千万 -> 10,000,000: the place of the last written digit."""
    last = run[-1]
    if last in DIGITS:
        before = next((sign for sign in reversed(run[:-1]) if sign in SCALES or sign == "零"), "")
        return Fraction(SCALES[before], 10) if before in SCALES else Fraction(1)
    step, place = Fraction(1), len(run) - 1
    while place >= 0 and run[place] in SCALES:
        step *= SCALES[run[place]]
        place -= 1
    return step


def _exact(run: str) -> Fraction | None:
    if run in ("亿万", "万千", "百千"):   # however many
        return None
    if _BARE.fullmatch(run):
        return scale_of(run)
    if all(sign in DIGITS for sign in run):
        # Two digits side by side are no number; a year or a number with 零 is read one by one (二〇二五).
        read = len(run) == 1 or len(run) == 4 or ("零" in run and len(run) in (3, 5, 6))
        return Fraction("".join(str(DIGITS[sign]) for sign in run)) if read else None
    for word, size in (("亿", 10**8), ("万", 10**4)):
        above, found, below = run.rpartition(word)
        if found:
            return _joined(above, below, size)
    return _below_ten_thousand(run)


def _joined(above: str, below: str, size: int) -> Fraction | None:
    first = Fraction(1) if not above else _exact(above)
    if first is None or not below:
        return None if first is None else first * size
    if not above:   # 万一
        return None
    if len(below) == 1 and below in DIGITS and below != "零":
        return first * size + Fraction(DIGITS[below] * size, 10)
    second = _exact(below.lstrip("零") or "零")
    return None if second is None or second >= size else first * size + second


def _below_ten_thousand(run: str) -> Fraction | None:
    match = _SECTION.fullmatch(run)
    if match is None:
        return None
    thousands, gap, hundreds, second_gap, tens, third_gap, ones = match.groups()
    digits = [thousands, hundreds, tens, ones]
    if any(sign and sign not in DIGITS for sign in digits):
        return None
    if run[0] in "百千" and len(run) > 1:
        return None if run not in ("百", "千") else Fraction(SCALES[run])
    value = sum(
        (DIGITS[sign] if sign else 1) * size
        for sign, size in zip(digits[:3], (1000, 100, 10), strict=True) if sign is not None
    )  # fmt: skip
    if ones:
        gaps = bool(gap or second_gap or third_gap)
        colloquial = 1 if gaps or tens is not None else 10 if hundreds else 100 if thousands else 1
        value += DIGITS[ones] * colloquial
    return Fraction(value)
