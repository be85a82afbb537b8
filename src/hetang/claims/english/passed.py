"""What an English numeral is when it claims nothing: a date, a period, a label, a name, a telephone number, an idiom."""

from __future__ import annotations

from hetang.claims.english.literal import LONGEST, Token, Tokens, literal_at
from hetang.claims.english.words import (
    BEFORE,
    FIGURES,
    FRAME_AFTER,
    FRAMES,
    HOTLINES,
    IDIOMS,
    LABELS,
    MONEY_SIGNS,
    MONTHS,
    NOT_ONE,
    NOT_ONE_AFTER,
    ORDINAL_ENDS,
    ORDINALS,
    PERIODS,
    POINTED_AT,
    PROGRAMMES,
    SMALL,
    TENS,
    TIME_UNITS,
    UNITS,
    VAGUE,
)

Passing = tuple[int, str]  # the token after it, and what it is
DASHES = frozenset("-–—−‐‑~")
_BY_FIRST: dict[str, list[tuple[str, ...]]] = {}
for _words in IDIOMS:
    _BY_FIRST.setdefault(_words[0], []).append(_words)


def passed_at(tokens: Tokens, i: int) -> Passing | None:
    """What begins at token `i` and is no claim; None where a claim may begin."""
    token = tokens[i]
    if token.digits:
        return _digits(tokens, i)
    if token.text in MONTHS:
        return _month_first(tokens, i)
    if token.low in ORDINALS:
        return _period(tokens, i) or _idiom(tokens, i) or (i + 1, "ordinal")
    if token.low in TENS and tokens[i + 1].text == "-" and tokens[i + 2].low in ORDINALS:
        return i + 3, "ordinal"
    if token.low in VAGUE:
        return i + 1, "vague"
    if token.low in SMALL or token.low in TENS or token.low in ("half", "a"):
        return _idiom(tokens, i) or _programme(tokens, i) or _frame(tokens, i) or _word(tokens, i)
    return None


def _digits(tokens: Tokens, i: int) -> Passing | None:
    if len(tokens[i].text) > LONGEST:
        return i + 1, "number"
    for kind in (
        _idiom, _enumeration, _written_date, _clock, _code, _labelled, _phone, _glued_name, _programme, _day_first, _year, _ordinal,
        _frame, _named,
    ):  # fmt: skip
        found = kind(tokens, i)
        if found is not None:
            return found
    return None


def is_counted(tokens: Tokens, i: int) -> bool:
    """A unit or a scale follows: whatever stands before, it is a quantity."""
    found = literal_at(tokens, i)
    if found is None:
        return False
    unit = tokens.longest(found.end, UNITS)
    return found.scale != 1 or unit is not None


def more_labelled(tokens: Tokens, end: int) -> int | None:
    """After a labelled numeral: where the next one of its list or range stands (Articles 3, 4 and 5)."""
    k = end
    while k < end + 2 and (tokens[k].low in (",", "and", "to", "or", "&") or tokens[k].text in DASHES):
        k += 1
    return k if k > end and tokens[k].digits and not is_counted(tokens, k) and not is_year(tokens[k]) else None


def is_year(token: Token) -> bool:
    return token.digits and len(token.text) == 4 and token.whole is not None and 1900 <= token.whole <= 2100


def _idiom(tokens: Tokens, i: int) -> Passing | None:
    for words in _BY_FIRST.get(tokens[i].low, ()):
        k = i
        for word in words:
            if k > i and tokens[k].text == "-" and tokens[k].glued:
                k += 1
            if tokens[k].low != word:
                break
            k += 1
        else:
            return k, "idiom"
    return None


def _enumeration(tokens: Tokens, i: int) -> Passing | None:
    """1. and (2) and 3) before what they number."""
    token, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if token.whole is None or token.whole > 199:
        return None
    bracketed = before.text == "(" and token.glued and after.text == ")" and after.glued
    numbered = tokens.opens_line(i) and after.text in (".", ")") and after.glued and not tokens[i + 2].glued and i + 2 < len(tokens)
    return (i + 1, "enumeration") if bracketed or numbered else None


def _written_date(tokens: Tokens, i: int) -> Passing | None:
    """2017-04-26, 26/4/2017, 26.4.2017 (read as 26.4 and 2017), 2016/17."""
    first, sign, second, again, third = (tokens[i + k] for k in range(5))
    if not (sign.glued and second.glued and second.digits):
        return None
    if sign.text == "." and "." in first.text and is_year(second):
        return i + 3, "date"
    if sign.text in "-/" and again.text == sign.text and again.glued and third.digits and (is_year(first) or is_year(third)):
        return i + 5, "date"
    return (i + 3, "period") if sign.text == "/" and is_year(first) and second.whole is not None else None


def _clock(tokens: Tokens, i: int) -> Passing | None:
    """10:30, 8 a.m., 9 o'clock."""
    token, colon, minutes = tokens[i], tokens[i + 1], tokens[i + 2]
    if token.whole is None or token.whole > 24:
        return None
    if colon.text == ":" and colon.glued and minutes.glued and len(minutes.text) == 2 and minutes.digits:
        return None if tokens[i + 3].text == ":" or "ratio" in [tokens[i - k].low for k in range(1, 5)] else (i + 3, "date")
    after = [tokens[i + k].low for k in range(1, 4)]
    if after[0] in ("am", "pm", "o'clock", "o’clock"):
        return i + 2, "date"
    return (i + 4, "date") if after in (["a", ".", "m"], ["p", ".", "m"]) else None


def _labelled(tokens: Tokens, i: int) -> Passing | None:
    """Article 12, page 3, Order No. 590, Phase 2, call 110; not “no 3”, and nothing that is counted."""
    k = i - 1
    while k > i - 3 and tokens[k].text in (".", ":", "#"):
        k -= 1
    numbered = (tokens[k].low in ("no", "nos") and (k < i - 1 or tokens[k].text[0] == "N")) or tokens[i - 1].text == "#"
    kind = "number" if numbered else LABELS.get(tokens[k].low)
    if kind is None or k < 0 or is_counted(tokens, i) or "," in tokens[i].text:
        return None
    short = tokens[k].low in ("p", "pp", "v") and not (tokens[i].glued or k < i - 1)
    things = not tokens[k].text[0].isupper() and tokens[i + 1].low.endswith("s") and tokens[i + 1].text.isalpha() and not numbered
    return None if short or things else (i + 1, kind)


def _phone(tokens: Tokens, i: int) -> Passing | None:
    """+86 798 822 1234, 0798-8221234, the 12345 hotline; a whole number that begins with zero is a code."""
    text, end = tokens[i].text, i + 1
    if tokens[i - 1].text == "+" and tokens[i].glued:
        while tokens[end].digits or (tokens[end].text in DASHES and tokens[end + 1].digits):
            end += 1
        return end, "phone"
    while tokens[end].text in DASHES and tokens[end].glued and tokens[end + 1].digits and tokens[end + 1].glued:
        end += 2
    zero = len(text) > 1 and text[0] == "0" and "." not in text
    if end > i + 3 or (zero and end > i + 1) or tokens[i + 1].low in HOTLINES:
        return end, "phone"
    return (i + 1, "number") if zero else None


def _code(tokens: Tokens, i: int) -> Passing | None:
    """1.2.3 is a version or a section, GB 3838-2002 a standard."""
    end = i + 1
    while tokens[end].text == "." and tokens[end].glued and tokens[end + 1].digits and tokens[end + 1].glued:
        end += 2
    if end > i + 1:
        return end, "number"
    before = tokens[i - 1]
    if len(before.text) < 2 or not before.text.isalpha() or not before.text.isupper() or tokens.longest(i - 1, MONEY_SIGNS):
        return None
    dashed = tokens[i + 1].text in DASHES and tokens[i + 1].glued and tokens[i + 2].digits
    return None if is_counted(tokens, i) and not dashed else (i + 3 if dashed else i + 1, "name")


def _glued_name(tokens: Tokens, i: int) -> Passing | None:
    """G20, Covid-19, PM2.5, 5G, Q1, the 1990s: letters that touch the digits and are no unit, scale or ordinal."""
    token, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    touching = i - 1 if token.glued and before.text.isalpha() and not tokens.longest(i - 1, MONEY_SIGNS) else None
    if token.glued and before.glued and before.text in ("-", "‑") and tokens[i - 2].text.isalpha() and tokens[i - 2].low not in FIGURES:
        touching = i - 2
    if touching is not None:
        frame = is_year(token) or tokens[touching].low in ("q", "h", "fy")
        return i + 1, "period" if frame else "name"
    if not after.glued or not after.text.isalpha() or tokens.longest(i + 1, UNITS):
        return None
    if after.low == "s" and token.whole is not None:
        return i + 2, "period"
    return None if after.low in ORDINAL_ENDS or after.low in ("m", "bn", "mn", "k", "b") else (i + 2, "name")


def _programme(tokens: Tokens, i: int) -> Passing | None:
    """The 14th Five-Year Plan, a three-year action: a name, not a duration."""
    if tokens[i + 1].text != "-" or not tokens[i + 1].glued or tokens[i + 2].low not in ("year", "month", "day", "week"):
        return None
    named = any(tokens[i + k].low in PROGRAMMES for k in range(3, 6)) or tokens[i + 2].text[0].isupper()
    return (i + 3, "name") if named else None


def _frame(tokens: Tokens, i: int) -> Passing | None:
    """The past five years, three months ago: when, not how long."""
    found = literal_at(tokens, i)
    unit = tokens.longest(found.end, UNITS) if found is not None else None
    if found is None or unit is None or unit[1].unit not in TIME_UNITS:
        return None
    end = found.end + unit[0]
    return (end, "frame") if tokens[i - 1].low in FRAMES or tokens[end].low in FRAME_AFTER else None


def _period(tokens: Tokens, i: int) -> Passing | None:
    """The first quarter, the second half, the first ten months."""
    if tokens[i + 1].low in PERIODS:
        return i + 2, "period"
    found = literal_at(tokens, i + 1) if tokens[i].low == "first" else None
    if found is None:
        return None
    end = found.end if found.part else found.end + 1   # "three quarters" reads as a fraction too
    return (end, "period") if tokens[end - 1].low in PERIODS else None


def _day_first(tokens: Tokens, i: int) -> Passing | None:
    """26 April 2017, 26th of April, 3–5 May."""
    k = _day(tokens, i)
    if k is not None and (tokens[k].text in DASHES or tokens[k].low in ("to", "and")):
        k = _day(tokens, k + 1) or k
    if k is not None and tokens[k].low == "of":
        k += 1
    return (_with_year(tokens, k + 1), "date") if k is not None and tokens[k].text in MONTHS else None


def _month_first(tokens: Tokens, i: int) -> Passing | None:
    """April 26, 2017; April 2017; May 3 to 5; a month alone holds no numeral."""
    k = i + 1 + (tokens[i + 1].text == ".")
    if is_year(tokens[k]):
        return k + 1, "date"
    end = None if is_counted(tokens, k) else _day(tokens, k)
    if end is None:
        return None
    if tokens[end].text in DASHES or tokens[end].low == "to":
        end = _day(tokens, end + 1) or end
    return _with_year(tokens, end), "date"


def _day(tokens: Tokens, i: int) -> int | None:
    """The token after a day of a month."""
    if not 1 <= (tokens[i].whole or 0) <= 31:
        return None
    return i + 2 if tokens[i + 1].glued and tokens[i + 1].low in ORDINAL_ENDS else i + 1


def _with_year(tokens: Tokens, k: int) -> int:
    comma = k + 1 if tokens[k].text == "," else k
    return comma + 1 if is_year(tokens[comma]) else k


def _year(tokens: Tokens, i: int) -> Passing | None:
    """2016, 2011–2015, between 2011 and 2015: four digits that nothing counts and nothing approximates."""
    sign, last = tokens[i + 1], tokens[i + 2]
    if not is_year(tokens[i]) or is_counted(tokens, i):
        return None
    if sign.text in DASHES and last.digits and (is_year(last) or len(last.text) == 2):
        return i + 3, "period"
    marker = tokens.related(i - 1, BEFORE, -1)
    counted = tokens[i + 1].text.isalpha() and tokens[i + 1].low not in ("level", "levels", "figure", "figures", "and", "to", "or", "with")
    return None if marker is not None and counted else (i + 1, "date")


def _ordinal(tokens: Tokens, i: int) -> Passing | None:
    return (i + 2, "ordinal") if tokens[i + 1].glued and tokens[i + 1].low in ORDINAL_ENDS else None


def _named(tokens: Tokens, i: int) -> Passing | None:
    """Boeing 737: inside a sentence a name goes on into a whole number, unless something is counted."""
    before, earlier, token = tokens[i - 1], tokens[i - 2], tokens[i]
    if token.whole is None or i < 2 or token.glued or not before.text[0].isupper() or tokens.opens_line(i - 1):
        return None
    if not before.text.isalpha() or before.text in MONTHS or before.low in FIGURES or tokens.related(i - 1, BEFORE, -1):
        return None
    if not earlier.text[-1].isalnum() and earlier.text not in (",", "-") or is_counted(tokens, i) or tokens.longest(i - 1, MONEY_SIGNS):
        return None
    return None if tokens[i + 1].text.isalpha() and tokens[i + 1].low.endswith("s") else (i + 1, "name")


def _word(tokens: Tokens, i: int) -> Passing | None:
    """Numerals in words that count nothing: one of, no one, zero tolerance, the two districts, two-way."""
    found = literal_at(tokens, i)
    if found is None or tokens[i].low == "a" or is_counted(tokens, i):
        return None
    low, before, after = tokens[i].low, tokens[i - 1].low, tokens[found.end]
    if low == "half":
        return (i + 1, "idiom") if before in ("latter", "other", "better") else None
    if found.part:
        return None
    if after.text == "-" and after.glued and tokens[found.end + 1].text.isalpha():
        return found.end + 2, "idiom"
    if low == "zero":
        return i + 1, "idiom"
    if low == "one" and found.value == 1 and after.low not in ("in", "out"):
        alone = after.low in NOT_ONE or before in NOT_ONE_AFTER or not after.text[0].isalnum()
        return (i + 1, "idiom") if alone else None
    return (found.end, "structural") if before in POINTED_AT and found.value <= 12 else None
