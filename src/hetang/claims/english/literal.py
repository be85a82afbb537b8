"""The numeral itself in English text: 1,234.5, 1.2 million, two hundred and one, half a million, two thirds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from hetang.claims.english.words import (
    AFTER_PART,
    GLUED_SCALES,
    PARTS,
    SCALES,
    SMALL,
    TENS,
    TOKEN,
    Phrases,
    Value,
    told,
)

LONGEST = 30  # digits; what is longer is no quantity


class Token(NamedTuple):
    """A numeral, word or sign; `low` in small letters, `glued` where nothing stands between it and the one before."""

    text: str
    low: str
    start: int
    end: int
    glued: bool

    @property
    def digits(self) -> bool:
        return "0" <= self.text[0] <= "9"

    @property
    def whole(self) -> int | None:
        """The value of a plain run of digits, None of anything else."""
        return int(self.text) if self.text.isascii() and self.text.isdigit() and len(self.text) <= LONGEST else None


class Tokens(Sequence[Token]):
    """The tokens of a stretch; beyond either end stands an empty one."""

    NONE = Token(" ", "", 0, 0, False)

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.found: list[Token] = []
        last = -1
        for match in TOKEN.finditer(text, start, end):
            word = match[0]
            self.found.append(Token(word, word.lower(), match.start(), match.end(), match.start() == last))
            last = match.end()

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, i: int) -> Token:  # type: ignore[override]
        return self.found[i] if 0 <= i < len(self.found) else self.NONE

    def longest(self, i: int, phrases: Phrases[Value]) -> tuple[int, Value] | None:
        """The longest name from `i` on, and how many tokens it takes; short symbols by their case."""
        for names, value in phrases.get(told(self[i].text), ()):
            if all(told(self[i + k].text) == name for k, name in enumerate(names)):
                return len(names), value
        return None

    def related(self, i: int, phrases: Phrases[str], step: int = 1) -> tuple[int, str] | None:
        """The longest words of a relation from `i` on, leftwards with step -1."""
        for names, value in phrases.get(self[i].low, ()):
            if all(self[i + step * k].low == name for k, name in enumerate(names)):
                return len(names), value
        return None

    def opens_line(self, i: int) -> bool:
        return i == 0 or "\n" in self.text[self[i - 1].end : self[i].start]


@dataclass(frozen=True, slots=True)
class Literal:
    """`written` is the value without its scale word, `step` one unit of the last written digit; tokens up to `end`."""

    value: Fraction
    step: Fraction
    written: Fraction
    scale: int
    end: int
    worded: bool = False
    part: bool = False


def literal_at(tokens: Tokens, i: int) -> Literal | None:
    """The numeral that begins at token `i`; None where none does."""
    token = tokens[i]
    if token.digits:
        return _digits(tokens, i)
    if token.low in ("a", "an"):
        return _with_article(tokens, i)
    if token.low in ("half", "halves"):
        return _half(tokens, i)
    if token.low not in SMALL and token.low not in TENS:
        return None
    words = _words(tokens, i)
    return _part(tokens, words) or _and_a_half(tokens, words)


def _digits(tokens: Tokens, i: int) -> Literal | None:
    text = tokens[i].text.replace(",", "")
    if len(text) > LONGEST:
        return None
    written = Fraction(text)
    step = Fraction(1, 10 ** len(text.partition(".")[2]))
    if tokens[i + 1].text in ("½", "¼", "¾") and tokens[i + 1].glued:
        written += {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}[tokens[i + 1].text]
        return Literal(written, Fraction(1, 4), written, 1, i + 2)
    return _scaled(tokens, Literal(written, step, written, 1, i + 1))


def _scaled(tokens: Tokens, found: Literal) -> Literal:
    """With the scale words after it: 1.2 million, two hundred thousand, 3 million million is none."""
    scale, end = 1, found.end
    joined = end + 1 if tokens[end].text == "-" and tokens[end].glued and tokens[end + 1].low in SCALES else end
    if tokens[joined].low in SCALES:
        scale, end = SCALES[tokens[joined].low], joined + 1
        if scale == 100 and tokens[end].low in ("thousand", "million", "billion"):
            scale, end = scale * SCALES[tokens[end].low], end + 1
    return Literal(found.written * scale, found.step * scale, found.written, scale, end, found.worded)


def money_scaled(tokens: Tokens, found: Literal) -> Literal:
    """After a sign of money a glued letter is a scale: $3m, $1.2bn."""
    token = tokens[found.end]
    scale = GLUED_SCALES.get(token.text) if token.glued and found.scale == 1 else None
    if scale is None:
        return found
    return Literal(found.written * scale, found.step * scale, found.written, scale, found.end + 1)


def _with_article(tokens: Tokens, i: int) -> Literal | None:
    """A dozen, a hundred, a million, a third of; half stands with its own article."""
    word = tokens[i + 1].low
    if word == "half":
        return _half(tokens, i + 1)
    if word in SCALES and word not in ("bn", "mn"):
        return _words(tokens, i + 1, 1)
    if word in PARTS and not word.endswith("s") and (tokens[i + 2].low in AFTER_PART or tokens[i + 2].text in ".,;)"):
        value = Fraction(1, PARTS[word])
        return Literal(value, value, value, 1, i + 2, True, True)
    return None


def _half(tokens: Tokens, i: int) -> Literal | None:
    half, after = Fraction(1, 2), tokens[i + 1].low
    if after in ("a", "an") and tokens[i + 2].low in SCALES:
        scale = SCALES[tokens[i + 2].low]
        return Literal(half * scale, Fraction(scale, 10), half, scale, i + 3, True)
    if after == "-" and tokens[i + 1].glued:
        return None
    end = i + 2 if after in ("a", "an") else i + 1
    return Literal(half, half, half, 1, end, True, after not in ("a", "an"))


def _words(tokens: Tokens, i: int, begun: int = 0) -> Literal:
    """Two hundred and one, twenty-one, three million five hundred thousand; `begun` is 1 where “a” stands for one."""
    total, group, step, k = 0, begun, 1, i
    while True:
        low = tokens[k].low
        if group == 1 == begun and low in SCALES and not total:
            pass
        elif low in TENS and group % 100 == 0:
            group, k, step = group + TENS[low], k + 1, 1
            hyphen = k + 1 if tokens[k].text == "-" and tokens[k].glued else k
            if 1 <= SMALL.get(tokens[hyphen].low, 0) <= 9:
                group, k = group + SMALL[tokens[hyphen].low], hyphen + 1
        elif low in SMALL and group % 100 == 0:
            group, k, step = group + SMALL[low], k + 1, 1
        else:
            break
        while tokens[k].low in SCALES and tokens[k].low not in ("bn", "mn"):
            step = SCALES[tokens[k].low]
            if step in (100, 12):
                group *= step
            else:
                total, group = total + group * step, 0
            k += 1
        joined = k + 1 if tokens[k].low == "and" and step >= 100 else k
        if step < 100 or not (tokens[joined].low in TENS or tokens[joined].low in SMALL) or (tokens[joined].low == "one" and joined == k):
            break
        k = joined
    value = Fraction(total + group)
    return Literal(value, Fraction(step), value / step, step, k, True)


def _part(tokens: Tokens, words: Literal) -> Literal | None:
    """Two thirds, three-quarters, one fifth of."""
    k = words.end + 1 if tokens[words.end].text == "-" and tokens[words.end].glued else words.end
    size = PARTS.get(tokens[k].low)
    if size is None or words.scale != 1 or not 1 <= words.value < size:
        return None
    value = words.value / size
    return Literal(value, Fraction(1, size), value, 1, k + 1, True, True)


def _and_a_half(tokens: Tokens, words: Literal) -> Literal:
    """Two and a half million."""
    if [tokens[words.end + k].low for k in range(3)] != ["and", "a", "half"] or words.scale != 1:
        return words
    written = words.value + Fraction(1, 2)
    return _scaled(tokens, Literal(written, Fraction(1, 2), written, 1, words.end + 3, True))
