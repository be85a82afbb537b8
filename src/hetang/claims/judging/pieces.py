"""A phrase in pieces, and how much of one phrase is said by others: Chinese by pairs of characters, the rest by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from hetang.claims.judging.plain_words import EMPTY_EN, EMPTY_ZH, PLAIN

_PIECE = re.compile(r"[A-Za-z0-9]+(?:[.'’][A-Za-z0-9]+)*|[\u3400-\u9fffⅠ-Ⅻ]|[^\s\w]|_", re.ASCII)
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {ord("〈"): "《", ord("∶"): ":"}
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
QUOTES = frozenset("“”\"'‘’《》")
WORD_WEIGHT = 2  # an English word says about as much as two characters


@dataclass(frozen=True, slots=True)
class Phrase:
    """`pieces` in their order, None where a mark breaks the phrase; `pairs` what they say: neighbours, and words alone."""

    words: str
    written: tuple[str, ...]  # the pieces as they stand in the words
    pieces: tuple[str | None, ...]
    pairs: frozenset[str] = field(repr=False)
    links: tuple[tuple[str, int, int], ...] = field(repr=False)  # a pair, and the places of the pieces that it says
    weights: tuple[int, ...] = field(repr=False)  # 0: says nothing of what is counted

    @property
    def weight(self) -> int:
        return sum(self.weights)


@lru_cache(maxsize=2048)
def phrase(words: str) -> Phrase:
    """`words` in pieces; brackets and stops break it, empty words weigh nothing."""
    written = _written(words)
    pieces = [_piece(one) for one in written]
    links = tuple(_links(pieces))
    return Phrase(words, tuple(written), tuple(pieces), frozenset(key for key, _, _ in links), links, tuple(_weights(pieces)))


def pairs(words: str) -> frozenset[str]:
    """What a stretch of text says, not remembered."""
    return frozenset(key for key, _, _ in _links([_piece(one) for one in _written(words)]))


def _written(words: str) -> list[str]:
    return [match[0] for match in _PIECE.finditer(words.translate(_WIDE)) if match[0] not in QUOTES]


def _piece(written: str) -> str | None:
    if written[0].isascii() and written[0].isalnum():
        return _stem(written)
    return written if _chinese(written) else None


def _chinese(piece: str) -> bool:
    return "\u3400" <= piece <= "\u9fff" or "Ⅰ" <= piece <= "Ⅻ"


def _stem(word: str) -> str:
    word = word.lower()
    for ending, instead in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            word = word[: len(word) - len(ending)] + instead
            break
    return word.removesuffix("e") if len(word) > 3 else word


def _links(pieces: list[str | None]) -> Iterable[tuple[str, int, int]]:
    """What says a piece: a word alone, two neighbouring characters together (empty words between do not part them)."""
    kept = [(i, piece) for i, piece in enumerate(pieces) if piece not in EMPTY_ZH]
    for place, (i, here) in enumerate(kept):
        if here is None:
            continue
        if not _chinese(here):
            yield here, i, i
            continue
        j, following = kept[place + 1] if place + 1 < len(kept) else (i, None)
        if following is not None and _chinese(following):
            yield here + following, i, j


def _weights(pieces: list[str | None]) -> Iterable[int]:
    """Empty words weigh nothing, nor what the language says of anything (完成, 共, 达到)."""
    silent = [False] * len(pieces)
    line = "".join(piece if piece is not None and len(piece) == 1 else "\n" for piece in pieces)
    for match in PLAIN.finditer(line):
        if match["telling"] is None:
            silent[match.start() : match.end()] = [True] * (match.end() - match.start())
    for piece, plain in zip(pieces, silent, strict=True):
        if piece is None or plain or piece in EMPTY_ZH or piece in EMPTY_EN:
            yield 0
        else:
            yield 1 if _chinese(piece) else WORD_WEIGHT


def said(of: Phrase, pairs: frozenset[str] | set[str]) -> list[bool]:
    """Which pieces are said by `pairs`."""
    found = [False] * len(of.pieces)
    for key, i, j in of.links:
        if key in pairs:
            found[i] = found[j] = True
    return found
