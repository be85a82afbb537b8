"""What is said of a verdict, in both languages, and the words that would have been right."""

from __future__ import annotations

import re
from fractions import Fraction

from hetang.claims.claim import Number
from hetang.claims.judging.comparing import ABOVE, NEAR, Told, rounded
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.figures.plan import Ask
from hetang.figures.shapes import Window
from hetang.terms.quantities import decimal_text
from hetang.terms.units import unit
from hetang.terms.wording import SCALES, Wording, round_number, say, say_value
from hetang.terms.words import Text

SAYS = {
    "supported": Text("账簿为{right}，相符", "the ledger has {right}: supported"),
    "differs": Text("账簿为{right}，文中为{said}", "the ledger has {right}, the text {said}"),
    "relation": Text("账簿为{right}，不能说“{said}”", "the ledger has {right}, which is not “{said}”"),
    "torn": Text("“{marker}”不能同用；账簿为{right}", "“{marker}” contradict each other; the ledger has {right}"),
    "swapped": Text("账簿为{right}，文中为{said}，疑为数字倒置", "the ledger has {right}, the text {said}: digits swapped, it seems"),
    "digit": Text("账簿为{right}，文中为{said}，疑有一位写错", "the ledger has {right}, the text {said}: one digit differs"),
    "dropped": Text("账簿为{right}，文中为{said}，疑多一位或少一位", "the ledger has {right}, the text {said}: a digit lost or added"),
    "rounded": Text("账簿为{right}，应写{instead}", "the ledger has {right}, to be said as {instead}"),
    "too_exact": Text("账簿只给到{right}，文中比事实更精确", "the figure is told as {right}; the text is more exact than its facts"),
    "floor": Text("这是{floor}的数；已核实的是{right}", "that is the figure as {floor}; {right} is verified"),
    "stale": Text("{day}为{said}，现在是{right}", "it was {said} on {day} and is {right} now"),
    "unit": Text("{right}以“{unit}”计，不是“{written}”", "{right} counts {unit}, not {written}"),
    "scope": Text("{said}是{of}的数；{wanted}为{right}", "{said} is the figure of {of}; that of {wanted} is {right}"),
    "scope_empty": Text("{said}是{of}的数；{wanted}没有事实", "{said} is the figure of {of}; there are no facts of {wanted}"),
    "beyond": Text("{said}是{of}的数，不是{wanted}的", "{said} is the figure of {of}, not of {wanted}"),
    "beyond_unknown": Text("账簿只有{of}的数，没有{wanted}的", "the ledger has the figure of {of} alone, not of {wanted}"),
    "unknown": Text("不知道“{wanted}”是哪里", "the draft does not say where “{wanted}” is"),
    "before": Text("这是变化以前的数，账簿里没有与它相同的“{name}”", "what a change starts from; no “{name}” of the ledger equals it"),
    "planned": Text("{right}是已完成的数，文中说成计划", "{right} is done, the text calls it a plan"),
    "longer": Text(
        "文中说的时间比“{name}”的长，此前没有事实", "the text tells of a longer time than “{name}”, of which there are no earlier facts"
    ),
    "ahead": Text("文中说的时间还没有到", "the time that the text tells of is still to come"),
    "plan_only": Text("文中是计划数，账簿里只有完成数{right}", "the text tells a plan; the ledger holds what is done, {right}"),
    "plan_for_done": Text("{right}是“{name}”，不是完成的数", "{right} is “{name}”, not what is done"),
    "agreed_for_received": Text("{right}是协议的数，不是到位的", "{right} is what was agreed, not what was received"),
    "received_for_agreed": Text("{right}是到位的数，不是协议的", "{right} is what was received, not what was agreed"),
    "rank_range": Text("缺少可比的数，名次只能说{right}", "some peers have no value: the rank can only be said as {right}"),
    "empty": Text("“{name}”还没有事实", "there are no facts of “{name}” yet"),
    "refused": Text("“{name}”不能这样问：{right}", "“{name}” cannot be asked so: {right}"),
    "several": Text("可能指{names}，不替你选", "it may mean {names}; it is for you to choose"),
    "none": Text("账簿里没有这项", "the ledger has nothing of this"),
    "near": Text("账簿里没有这项；相近的有{names}", "the ledger has nothing of this; near to it: {names}"),
    "all_differ": Text("可能指{names}，都对不上", "it may mean {names}; none of them agrees"),
    "one_digit": Text("账簿为{right}，只写一位时应说{instead}", "the ledger has {right}; with one digit say {instead}"),
}
FLOORS_SAID = {"reported": Text("所报一级", "reported"), "evidenced": Text("有佐证一级", "evidenced")}
_NUMBER = re.compile(r"^[\d.,，．０-９\s]+|^[〇零一二三四五六七八九十百千两几数]+")
_SCALE = re.compile(r"^\s*(万亿|亿|千万|百万|万|多|余|几|thousand|million|billion)")


def amount(value: Fraction, symbol: str, places: int | None = None) -> Text:
    """A value with its unit, in words that may stand in a sentence."""
    wording = Wording("auto")
    return Text(say(value, symbol, wording, "zh", places), say(value, symbol, wording, "en", places))


def unit_said(symbol: str) -> Text:
    known = unit(symbol)
    return Text(symbol, known.many if known is not None and known.many else symbol)


def scope_said(ask: Ask, words: Vocabulary, declared: Window, place: str | None, organisation: str | None) -> Text:
    """“珠山区2017年1季度”, as of which day where that is not the draft's own."""
    zh, en = [], []
    node = words.organisations.at(ask.organisation or organisation or "", ask.as_of)
    if node is None or ask.place is not None:
        node = words.places.at(ask.place or place or words.place or "", ask.as_of)
    if node is not None:
        zh.append(node.name.zh)
        en.append(node.name.en)
    window = ask.period or declared
    if window.start is not None or window.end is not None:
        zh.append(_window_zh(window))
        en.append(str(window))
    if ask.as_of != words.as_of:
        zh.append(f"截至{ask.as_of}")
        en.append(f"as of {ask.as_of}")
    return Text("".join(zh) or "全部", ", ".join(en) or "all")


def _window_zh(window: Window) -> str:
    said = str(window)
    year, part = said[:4], said[4:]
    if not part:
        return f"{year}年"
    if part[:1] in ("Q", "H") and len(part) == 2:
        return f"{year}年{'第' + part[1] + '季度' if part[0] == 'Q' else ('上' if part[1] == '1' else '下') + '半年'}"
    if len(said) == 7 and part[0] == "-":
        return f"{year}年{int(part[1:])}月"
    return said.replace("..", "至")


def instead_of(number: Number, told: Told, at_step: bool = False) -> str:
    """What would be right in the place of the surface, written as it was; "" where the words around it would be wrong too.

    `at_step`: rounded as the text rounds, where the figure has more digits.
    """
    surface, value = number.surface, told.exact
    scale, suffix, lang = _style(surface)
    if number.low != number.high or number.kind == "rank":
        return surface.replace(number.value, decimal_text(value)) if number.kind == "rank" and number.value in surface else ""
    if number.relation == "eq" and number.low is not None and told.wording is not None and round_number(value, told.wording) == number.low:
        word = "近" if told.wording.relation == "near" else told.wording.word or "超"  # 1万户 where 近1万户 would be right
        return f"{word if lang == 'zh' else ''}{say_value(number.low, Wording(scale), lang)}{suffix}"
    if number.relation == "eq":
        return f"{_written(told, scale, number, lang, at_step)}{suffix}"
    if number.relation == "gt":
        own = told.wording if told.wording is not None and told.wording.relation == "over" else Wording(relation="over")
        base = round_number(value, own) or round_number(value, Wording(relation="over"))
        if base is None:
            return ""
        infix = next((word for word in ("余", "多") if word in surface), "")
        return f"{say_value(base, Wording(scale), lang)}{infix}{suffix}"
    if number.relation == "lt" and NEAR.search(number.marker) and not ABOVE.search(number.marker):
        wording = told.wording if told.wording is not None and told.wording.relation == "near" else Wording(relation="near")
        base = round_number(value, wording)
        return f"{say_value(base, Wording(scale), lang)}{suffix}" if base is not None else ""
    if number.relation == "about" and number.step:
        return f"{say_value(rounded(value, number.step), Wording(scale), lang)}{suffix}"
    return ""


def _written(told: Told, scale: str, number: Number, lang: str, at_step: bool) -> str:
    """The value as declared; where its decimals do not fit the scale well, at the text's own step."""
    value, size = told.declared, SCALES.get(scale, 1)
    coarser = number.step is not None and number.step > told.place
    if coarser and number.step and (at_step or (value / size * 10**4).denominator != 1 or (not scale and value.denominator != 1)):
        value = rounded(told.exact, number.step, told.rounding)
    plain = decimal_text(value)
    if not scale and value.denominator != 1 and told.place < 1 and not coarser:
        places = len(decimal_text(told.place)) - 2
        whole, _, rest = plain.partition(".")
        return f"{whole}.{rest.ljust(places, '0')}"
    if not scale and lang == "zh":
        return f"{int(plain):,}" if "," in number.surface and value.denominator == 1 else plain
    return say_value(value, Wording(scale), lang)


def _style(surface: str) -> tuple[str, str, str]:
    """Scale word, what follows the number, and the language of a surface: "42.3万平方米" -> ("万", "平方米", "zh")."""
    if surface.startswith("百分之"):
        return "", "%", "zh"
    rest = surface[len(match[0].rstrip()) :] if (match := _NUMBER.match(surface)) else surface
    scale, english = "", False
    while (match := _SCALE.match(rest)) is not None:
        word, rest = match[1], rest[match.end() :]
        if word in SCALES:
            scale = word
        english = english or word.isascii()
    english = english or bool(re.match(r"^\s*[A-Za-z]{3,}", rest))
    return ("auto" if english and not scale else scale), rest, "en" if english else "zh"
