"""The English grammar: every numeral of a text's Latin stretches, as a number that claims something or as what else it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from hetang.claims.claim import Number, Passed
from hetang.claims.english.literal import Literal, Tokens, literal_at, money_scaled
from hetang.claims.english.passed import DASHES, more_labelled, passed_at
from hetang.claims.english.ranks import rank_at
from hetang.claims.english.relations import counts_nothing, is_of_an_index, words_around, words_before
from hetang.claims.english.words import (
    AGE,
    CHANGES,
    COUNTED,
    MONEY_SIGNS,
    MULTIPLES,
    TIMES,
    UNITS,
    Measure,
)
from hetang.terms.quantities import decimal_text

# No ideograph and no full-width sign stands in a Latin stretch.
_LATIN = re.compile("[^\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff]+")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE_DIGIT = re.compile("[\uff10-\uff19]")
_WORD = re.compile("[A-Za-z]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LONGEST_STRETCH = 4000  # what is longer is cut at a space, so that memory stays flat
SHARE = Measure("", "1", "ratio")


def latin_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the text is English: from sign to sign without an ideograph, with two words that are no units (one, if all is Latin)."""
    for run in _LATIN.finditer(text):
        start, end = run.span()
        enough = 1 if end - start == len(text) else 2
        first, last, words = start, end, 0
        for word in _WORD.finditer(text, start, end):
            first = word.start() if first == start else first
            last = word.end()
            words += len(word[0]) >= 3 and word[0][1:].islower() and word[0].lower() not in UNITS
        if words < enough:
            continue
        # What touches an ideograph in its line is that sentence's: 增长 5.2%, which …
        if start and _IDEOGRAPH.match(text, start - 1) and "\n" not in text[start:first]:
            start = first
        if end < len(text) and _IDEOGRAPH.match(text, end) and "\n" not in text[last:end]:
            end = last
        # A line in which a sign that is not Latin stands goes without the words of another: the 2 of “2．” is no English number.
        if start and (line := text.find("\n", start, first)) >= 0 and text[start:line].strip():
            start = line
        if end < len(text) and (line := text.rfind("\n", last, end)) >= 0 and text[line:end].strip():
            end = line
        # 0０ is one number, wide or not.
        start = first if start and _WIDE_DIGIT.match(text, start - 1) and text[start].isdigit() else start
        end = last if end < len(text) and _WIDE_DIGIT.match(text, end) and text[end - 1].isdigit() else end
        yield start, end


def read_english(text: str) -> list[Number | Passed]:
    """In the order of the text, offsets in code points of the whole text."""
    found: list[Number | Passed] = []
    for start, end in latin_stretches(text):
        for first, last in _pieces(text, start, end):
            found += _Piece(text, first, last).read()
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Paragraphs, cut where they are very long."""
    while start < end:
        limit = min(end, start + _LONGEST_STRETCH)
        blank = _BLANK_LINE.search(text, start, limit)
        cut = blank.end() if blank else limit
        if not blank and limit < end:
            space = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
            cut = space if space > start else limit
        yield start, cut
        start = cut


@dataclass(frozen=True, slots=True)
class _Said:
    """One numeral with what stands around it: tokens `first` up to `end`, its unit where it has one of its own."""

    literal: Literal
    first: int
    end: int
    measure: Measure | None
    upper: Literal | None = None  # of a range


class _Piece:
    """One paragraph, read from the left."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.tokens = text, Tokens(text, start, end)

    def read(self) -> list[Number | Passed]:
        found: list[Number | Passed] = []
        i = 0
        while i < len(self.tokens):
            rank = rank_at(self.tokens, i)
            if rank is not None:
                end, number = rank
                found.append(number)
            elif (passed := passed_at(self.tokens, i)) is not None:
                end, kind = passed
                found.append(self._passed(i, end, kind))
                end = self._labelled_list(found, end, kind)
            else:
                end, numbers = self._numbers(i)
                found += numbers
            i = max(end, i + 1)
        return found

    def _passed(self, i: int, end: int, kind: str) -> Passed:
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        return Passed(start, stop, self.text[start:stop], kind)

    def _labelled_list(self, found: list[Number | Passed], end: int, kind: str) -> int:
        """Articles 3, 4 and 5; pages 3 to 5."""
        while kind in ("structural", "number"):
            following = more_labelled(self.tokens, end)
            if following is None:
                break
            end = following + 1
            found.append(self._passed(following, end, kind))
        return end

    def _numbers(self, i: int) -> tuple[int, list[Number | Passed]]:
        """The numbers that begin at token `i`: one, a range, or a list that shares a unit."""
        said = self._said(i)
        if said is None:
            return self._multiple(i)
        if (proportion := self._proportion(i)) is not None:
            return proportion
        items = [said]
        while items[-1].measure is None and items[-1].upper is None and (following := self._next_of_list(items[-1])) is not None:
            items.append(following)
        shared = items[-1].measure if len(items) > 1 and not items[-1].literal.part else None
        return items[-1].end, [self._number(item, item.measure or shared) for item in items]

    def _next_of_list(self, said: _Said) -> _Said | None:
        """After “3,”, “5 and”, “from 3 to”: the next numeral that the same unit counts."""
        k, signs = said.end, 0
        if self.tokens[k].low == "to" and self.tokens[said.first - 1].low == "from":
            k, signs = k + 1, 1
        while signs < 2 and self.tokens[k].low in (",", "and", "or"):
            k, signs = k + 1, signs + 1
        if not signs or passed_at(self.tokens, k) is not None or rank_at(self.tokens, k) is not None or self.tokens[k].low in ("a", "an"):
            return None
        return self._said(k)

    def _proportion(self, i: int) -> tuple[int, list[Number | Passed]] | None:
        """87:9:4, a ratio of 3 to 1."""
        tokens, k, parts = self.tokens, i + 1, [self.tokens[i].text]
        while tokens[k].text in (":", "∶") and tokens[k + 1].digits:
            parts.append(tokens[k + 1].text)
            k += 2
        if k == i + 1 and tokens[k].low == "to" and tokens[k + 1].digits and "ratio" in [tokens[i - n].low for n in range(1, 4)]:
            parts, k = [parts[0], tokens[k + 1].text], k + 2
        if len(parts) < 2:
            return None
        start, end = tokens[i].start, tokens[k - 1].end
        marker, relation = words_before(self.tokens, i)
        value = ":".join(part.replace(",", "") for part in parts)
        return k, [Number(start, end, self.text[start:end], value, None, None, None, "", "", "ratio", relation, marker)]

    def _multiple(self, i: int) -> tuple[int, list[Number | Passed]]:
        """Doubled, tripled, threefold."""
        token = self.tokens[i]
        times = MULTIPLES.get(token.low)
        if times is None:
            return i + 1, []
        value = Fraction(times)
        marker, relation = words_before(self.tokens, i)
        number = Number(
            token.start, token.end, token.text, decimal_text(value), value, value, Fraction(1), TIMES.unit, TIMES.measured, TIMES.kind,
            relation, marker,
        )  # fmt: skip
        return i + 1, [number]

    def _said(self, i: int) -> _Said | None:
        sign = self.tokens.longest(i, MONEY_SIGNS)
        k = i + sign[0] if sign is not None else i
        literal = literal_at(self.tokens, k)
        if literal is None or (sign is not None and not self.tokens[k].digits):
            return None
        money = sign[1] if sign is not None else None
        if money is not None:
            literal = money_scaled(self.tokens, literal)
        if money is None and (ratio := self._ratio(k, literal)) is not None:
            return ratio
        end, measure = self._unit(literal, money)
        ranged = self._range(i, literal, end, measure, money)
        return ranged or _Said(literal, i, end, measure or (SHARE if literal.part else None))

    def _unit(self, literal: Literal, money: Measure | None) -> tuple[int, Measure | None]:
        """What stands after the numeral, a hyphen between them or not: 12 days, a 12-day visit, 60-year-old."""
        tokens, end = self.tokens, literal.end
        k = end + 1 if tokens[end].text == "-" and tokens[end].glued and tokens[end + 1].glued else end
        if k > end and [tokens[k + n].low for n in range(3)] in (["year", "-", "old"], ["year", "-", "olds"]):
            return k + 3, AGE
        unit = tokens.longest(k, UNITS)
        if money is not None:
            return (k + unit[0] if unit is not None and unit[1].kind == "money" else end), money
        if unit is None or (literal.part and unit[1].kind != "duration"):
            return end, None
        length, measure = unit
        if measure.unit == "次" and self._multiplies(k + length, k):
            measure = TIMES
        if tokens[k].low in ("quarter", "quarters") and literal.part:
            return end, None
        return k + length, measure

    def _multiplies(self, after: int, k: int) -> bool:
        """2.5 times as many, three times the plan, grew 2.5 times; not “inspected three times”."""
        follows = self.tokens[after].low in ("as", "that", "the", "more", "higher", "larger", "greater", "what", "its", "their", "of")
        return follows or any(self.tokens[k - n].low in CHANGES for n in range(2, 5))

    def _range(self, i: int, low: Literal, end: int, measure: Measure | None, money: Measure | None) -> _Said | None:
        """3 to 5 days, 20–30 million, between 3 and 5, two or three; “rose from 3 to 5 per cent” is two numbers."""
        tokens = self.tokens
        sign = tokens[end]
        between = tokens[i - 1].low == "between" and sign.low == "and"
        moved = tokens[i - 1].low == "from" and any(tokens[i - n].low in CHANGES for n in range(2, 8))
        ranging = sign.text in DASHES or (sign.low == "to" and measure is None and not moved) or between
        if not ranging and not (sign.low == "or" and measure is None):
            return None
        second = tokens.longest(end + 1, MONEY_SIGNS)
        k = end + 1 + (second[0] if second is not None else 0)
        high = literal_at(tokens, k)
        if high is None or high.part or (sign.text == "-" and tokens[k].low in ("a", "an")):
            return None
        if money is not None:
            high = money_scaled(tokens, high)
        if low.scale == 1 and low.written < 1000 and high.scale != 1 and low.written < high.written:
            low = Literal(low.written * high.scale, low.step * high.scale, low.written, high.scale, low.end, low.worded)
        if high.value <= low.value or (sign.low == "or" and high.value != low.value + low.step):
            return None
        stop, unit = self._unit(high, money)
        if measure is not None and unit is not None and unit.unit != measure.unit:
            return None
        return _Said(low, i, stop, unit or measure or COUNTED, high)

    def _ratio(self, k: int, literal: Literal) -> _Said | None:
        """One in five, nine out of ten: a part of so many."""
        tokens, words = self.tokens, ["in"] if self.tokens[literal.end].low == "in" else ["out", "of"]
        if [tokens[literal.end + n].low for n in range(len(words))] != words or literal.scale != 1:
            return None
        whole = literal_at(tokens, literal.end + len(words))
        small = whole is not None and whole.scale == 1 and 0 < literal.value < whole.value <= 100 and whole.worded == literal.worded
        if whole is None or not small or (words == ["in"] and (not literal.worded or tokens[whole.end].text == "-")):
            return None
        value = literal.value / whole.value
        return _Said(Literal(value, 1 / whole.value, value, 1, whole.end, True, True), k, whole.end, SHARE)

    def _number(self, said: _Said, measure: Measure | None) -> Number | Passed:
        tokens, literal = self.tokens, said.literal
        start, end = tokens[said.first].start, tokens[said.end - 1].end
        surface = self.text[start:end]
        marker, relation = words_around(tokens, said.first, said.end, said.literal.end, said.upper is not None)
        kind = counts_nothing(tokens, said.first, said.end, said.literal, measure, relation)
        if kind:
            return Passed(start, end, surface, kind)
        shown = measure or COUNTED
        low, high, step = literal.value, literal.value, literal.step
        if said.upper is not None:
            high, step = said.upper.value, min(step, said.upper.step)
        minus = tokens[said.first - 1]
        if minus.text in ("-", "−", "–") and said.upper is None and not minus.glued and tokens[said.first].glued:
            low, high, start = -low, -high, minus.start
            surface = self.text[start:end]
        value = decimal_text(low) if said.upper is None else f"{decimal_text(low)}-{decimal_text(high)}"
        kind = "index" if measure is None and step < 1 and is_of_an_index(tokens, said.first) else shown.kind
        return Number(start, end, surface, value, low, high, step, shown.unit, shown.measured, kind, relation, marker)
