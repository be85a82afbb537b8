"""Places in an order, in English: second in the province, ranked 3rd, first among the eleven cities, top ten."""

from __future__ import annotations

from fractions import Fraction

from hetang.claims.claim import Number
from hetang.claims.english.literal import Tokens, literal_at
from hetang.claims.english.words import CHANGES, ORDINAL_ENDS, ORDINALS, RANK_FIELDS, RANK_VERBS, RANKED, SMALL, TENS

_PLACES = frozenset(("place", "position", "rank", "spot"))


def rank_at(tokens: Tokens, i: int) -> tuple[int, Number] | None:
    """The token after it, and the rank that begins at token `i`; None for an ordinal that ranks nothing."""
    if tokens[i].low in ("top", "no", "number"):
        return _top(tokens, i) if tokens[i].low == "top" else _numbered(tokens, i)
    found = _ordinal(tokens, i)
    if found is None or tokens[i - 2].low == "one":
        return None
    end, place = found
    if tokens[end].low in _PLACES:
        end += 1
    behind = end + 2 if tokens[end].text == "-" and tokens[end + 1].low.endswith("st") else end
    if behind == end and tokens[end].low.endswith("est"):
        behind += 1
    if _verb_before(tokens, i) or (_moved_before(tokens, i) and end > found[0]) or _field_behind(tokens, behind):
        return end, _rank(tokens, i, end, place, "eq", "")
    return None


def _ordinal(tokens: Tokens, i: int) -> tuple[int, int] | None:
    token = tokens[i]
    if token.whole is not None and tokens[i + 1].glued and tokens[i + 1].low in ORDINAL_ENDS:
        return i + 2, token.whole
    if token.low in TENS and tokens[i + 1].text == "-" and 1 <= ORDINALS.get(tokens[i + 2].low, 0) <= 9:
        return i + 3, TENS[token.low] + ORDINALS[tokens[i + 2].low]
    return (i + 1, ORDINALS[token.low]) if token.low in ORDINALS else None


def _numbered(tokens: Tokens, i: int) -> tuple[int, Number] | None:
    """No. 1 in the province; ranked number two."""
    k = i + 1 + (tokens[i + 1].text == ".")
    place = tokens[k].whole or SMALL.get(tokens[k].low)
    if not place or not (_verb_before(tokens, i) or _field_behind(tokens, k + 1)):
        return None
    return k + 1, _rank(tokens, i, k + 1, place, "eq", "")


def _top(tokens: Tokens, i: int) -> tuple[int, Number] | None:
    """Among the top ten in the country: at that place or a better one."""
    found = literal_at(tokens, i + 1)
    if found is None or found.value.denominator != 1 or not (_verb_before(tokens, i) or _field_behind(tokens, found.end)):
        return None
    return found.end, _rank(tokens, i + 1, found.end, int(found.value), "le", tokens[i].text)


def _verb_before(tokens: Tokens, i: int) -> bool:
    """Ranked, ranked joint, ranking the; “came first” but not “came first to …”."""
    k = i - 1
    while k > i - 4 and tokens[k].low in ("the", "joint", "equal", "only", "among", "in", "as", "at"):
        k -= 1
    return tokens[k].low in RANK_VERBS


def _moved_before(tokens: Tokens, i: int) -> bool:
    return tokens[i - 1].low in ("to", "from") and any(tokens[i - n].low in CHANGES for n in range(2, 8))


def _field_behind(tokens: Tokens, end: int) -> bool:
    """In the province, among the eleven cities, nationwide: within what the place is taken."""
    word = tokens[end].low
    if word == "among" or (word in RANK_FIELDS and word.endswith(("wide", "ally"))):
        return True
    near = [tokens[end + n] for n in range(1, 6)]
    return word in ("in", "of", "across") and any(token.low in RANK_FIELDS for token in near[: _until_sign([t.text for t in near])])


def _until_sign(texts: list[str]) -> int:
    return next((n for n, text in enumerate(texts) if not text[0].isalnum()), len(texts))


def _rank(tokens: Tokens, i: int, end: int, place: int, relation: str, marker: str) -> Number:
    start, stop, value = tokens[i].start, tokens[end - 1].end, Fraction(place)
    return Number(
        start, stop, tokens.text[start:stop], str(place), value, value, Fraction(1), RANKED.unit, RANKED.measured, RANKED.kind, relation,
        marker,
    )  # fmt: skip
