"""Numbers typed into a text by hand: what a bulletin must not hold outside its slots, dates and declared names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hetang.terms.units import UNITS

MASK = "\ufffc"  # stands for each character of a slot
NAMED = "\ufffb"  # stands for each character of a declared name

NUMERALS = "〇零一二三四五六七八九十百千万亿两俩仨廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟萬億兆半"
# Beside the units, a numeral before one of these counts something.
CLASSIFIERS = re.findall(
    r"\S+",
    "批 位 幢 份 轮 遍 回 门 届 日 旬 秒 里 亩 平方 立方 块钱 公斤 斤 番 成 折 分之 余 几 多 万 亿 "
    "县 区 市 镇 乡 街道 社区 株 人次 件次 ％ 千米 周年 元",
)
# Units that are more often parts of a word: 十分, 一点; and after 一 alone: 一起, 一道, 一方面, 一时, 一样.
NEVER_UNITS = frozenset(("分", "点", "1", "角", "度"))
WORDS_WITH_ONE = frozenset("起道样面对部头类种级本场口支片层段具幅门回番成旬市多度")
# Written right before or after a slot they would say more than the figure's own rule allows.
BEFORE = re.compile(
    r"(?:近乎|将近|接近|逼近|(?<![签节条公合契制预集])约|超|超过|突破|逾|不到|不足|至少|最多|上|(?<![附最])近)$"
)
AFTER = re.compile(r"^(?:余|多(?!少)|来|几|以上|以下|以内|左右|上下|有余)")

_RUN = re.compile(f"[{NUMERALS}]+")
_APPROXIMATE = re.compile("[几数近上逾超约成过][十百千万亿]+|[十百千万亿]+[几余来]")
_HEADING = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_ABOUT = "(?:百分之|第|将近|近|约|超过|超|逾|数|几|余|多|个)*"
_ONE_TO_NINE = "[一二两三四五六七八九]"
_BELOW_TEN_THOUSAND = f"(?:{_ONE_TO_NINE}千)?零?(?:{_ONE_TO_NINE}百)?零?(?:{_ONE_TO_NINE}?十)?{_ONE_TO_NINE}?"
_WELL_FORMED = re.compile(f"(?:{_BELOW_TEN_THOUSAND}亿)?零?(?:{_BELOW_TEN_THOUSAND}万)?零?{_BELOW_TEN_THOUSAND}半?")
_COUNTED = sorted({*CLASSIFIERS, *UNITS} - NEVER_UNITS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, where it begins in the text, and why it counts as a number."""

    start: int
    surface: str
    why: str  # digit | numeral | beside_slot | character


def typed_numbers(text: str, names: Iterable[str] = (), heading: bool = False) -> list[Typed]:
    """Every number typed into `text`, in order; slots must have been masked, offsets count code points."""
    free = masked(text, names)
    if heading and (numbered := _HEADING.match(free)):
        free = MASK * numbered.end() + free[numbered.end() :]
    found = sorted([*_digits(free), *_numerals(free, heading)], key=lambda typed: typed.start)
    apart: list[Typed] = []
    for typed in found:
        if not apart or typed.start >= apart[-1].start + len(apart[-1].surface):
            apart.append(typed)
    return apart


def masked(text: str, names: Iterable[str]) -> str:
    """The text with every declared name covered, the longest first."""
    for name in sorted(set(names), key=len, reverse=True):
        text = text.replace(name, NAMED * len(name))
    return text


def only_a_number(name: str) -> bool:
    """Whether a declared name would be nothing but a quantity: “27条”, “近一万户”; “十三五” and “三个五” are names."""
    bare = re.sub(f"^{_ABOUT}", "", name.strip())
    rest = bare.lstrip("".join(letter for letter in set(bare) if _is_digit(letter)) + ".,．，")
    if rest == bare:
        counted = _WELL_FORMED.match(bare)
        rest = bare[counted.end() :] if counted else bare
    return rest != bare and re.sub(f"^{_ABOUT}", "", rest.lstrip("万亿")) in ("", *_COUNTED)


def _digits(text: str) -> Iterator[Typed]:
    start = 0
    while start < len(text):
        if _is_hidden(text[start]):
            yield Typed(start, text[start], "character")
        elif _is_digit(text[start]):
            end = start + 1
            while end < len(text) and (_is_digit(text[end]) or text[end] in ".,，．"):
                end += 1
            surface = text[start:end].rstrip(".,，．")
            yield Typed(start, surface, "digit")
            start = end
            continue
        start += 1


def _is_digit(letter: str) -> bool:
    """Any character that is, or is drawn as, a digit: ５ ① ⑴ ½ Ⅳ ㏠ ㈠ ㊀; not the ideographs themselves."""
    if letter in NUMERALS or letter in (MASK, NAMED):
        return False
    if unicodedata.category(letter) in ("Nd", "Nl", "No"):
        return True
    plain = unicodedata.normalize("NFKC", letter)
    return plain != letter and any(unicodedata.category(part)[0] == "N" for part in plain)


def _is_hidden(letter: str) -> bool:
    """Characters nobody sees, with which a number could be written apart: zero width, private, unassigned."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Cn") and letter not in (MASK, NAMED)


def _numerals(text: str, heading: bool) -> Iterator[Typed]:
    for run in _RUN.finditer(text):
        before, after = text[: run.start()], text[run.end() :]
        numbered = heading and not before.strip(MASK)  # right after “一、”
        if after.startswith((MASK, NAMED)) or (before.endswith((MASK, NAMED)) and not numbered):
            yield Typed(run.start(), run.group(), "beside_slot")
        elif _counts(run.group(), before, after):
            yield Typed(run.start(), run.group(), "numeral")
    for vague in _APPROXIMATE.finditer(text):
        yield Typed(vague.start(), vague.group(), "numeral")
    for slot in re.finditer(f"{MASK}+", text):
        if word := BEFORE.search(text[: slot.start()]):
            yield Typed(word.start(), word.group(), "beside_slot")
        if word := AFTER.match(text[slot.end() :]):
            yield Typed(slot.end(), word.group(), "beside_slot")


def _counts(run: str, before: str, after: str) -> bool:
    """Whether a run of Chinese numerals is used as a number and not as a part of a word (一起, 十分, 百姓)."""
    if len(run) > 1 and len(set(run)) > 1:  # 十二, 三千; but 一一, 千千万万 is caught below by its scale words
        return True
    if len(run) > 1 and run[0] in "十百千万亿":
        return True
    if before.endswith("第"):
        return not (after.startswith(("、", "，")) and before[:-1][-1:] in ("", "。", "；", "：", "！", "？"))
    unit = next((word for word in _COUNTED if after.startswith(word)), "")
    return unit != "" and not (run == "一" and unit in WORDS_WITH_ONE)
