"""The words around an English number: how exact they make it, and when they make it a size or a denominator and no claim."""

from __future__ import annotations

from hetang.claims.english.literal import Literal, Tokens
from hetang.claims.english.words import AFTER, BEFORE, Measure

_PERSONS = frozenset(("people", "persons", "residents", "those", "women", "men", "adults", "children", "anyone"))
_AGES = frozenset(("aged", "age", "ages"))


def words_before(tokens: Tokens, i: int) -> tuple[str, str]:
    """The words before token `i` that tell a relation (more than, nearly), and the relation; "" and eq where none do."""
    k = i - 1
    if tokens[k].low in ("a", "an", "the") and tokens.related(k - 1, BEFORE, -1):
        k -= 1
    found = tokens.related(k, BEFORE, -1)
    if found is None:
        return "", "eq"
    length, relation = found
    return tokens.text[tokens[k - length + 1].start : tokens[k].end], relation


def words_around(tokens: Tokens, first: int, end: int, numeral_end: int, ranged: bool) -> tuple[str, str]:
    """The same of a number at tokens [first, end); what follows it (or more, or so) outweighs what stands before."""
    marker, relation = words_before(tokens, first)
    if ranged and tokens[first - 1].low == "between":
        marker = tokens[first - 1].text
    if tokens[numeral_end].text == "-" and tokens[numeral_end + 1].low == "odd":
        return tokens[numeral_end + 1].text, "gt"
    after = tokens.related(end, AFTER)
    if after is None:
        alternative = ranged and relation == "eq" and any(tokens[k].low == "or" for k in range(first, end))
        return marker, "about" if alternative else relation
    length, after_relation = after
    words = tokens.text[tokens[end].start : tokens[end + length - 1].end]
    return f"{marker} {words}".strip(), after_relation


def is_of_an_index(tokens: Tokens, i: int) -> bool:
    return any(tokens[i - n].low in ("index", "indices") for n in range(1, 8))


def counts_nothing(tokens: Tokens, first: int, end: int, literal: Literal, measure: Measure | None, relation: str) -> str:
    """Per 10,000 people; aged 60 and over; people over 60; each worth more than 100 million yuan: what it is, else ""."""
    marker = tokens.related(first - 1, BEFORE, -1)
    k = first - 1 - (marker[0] if marker is not None else 0)
    before = tokens[k].low
    if before in ("per", "every") and literal.value > 1:
        return "denominator"
    if before in _AGES or (before == "of" and tokens[k - 1].low == "age"):
        return "threshold"
    bounded = relation in ("gt", "lt", "ge", "le")
    if before in _PERSONS and measure is None and bounded and not tokens[end].text.isalpha():
        return "threshold"
    each = any(tokens[k - n].low == "each" for n in range(5))
    return "threshold" if each and relation in ("gt", "ge") else ""
