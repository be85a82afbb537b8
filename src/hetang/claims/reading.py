"""Reads the numbers of a text: every numeral, exactly where it stands, as a claim or as what it is instead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from hetang.claims.claim import Number, Passed, Reading
from hetang.claims.english.grammar import latin_stretches, read_english
from hetang.claims.numbers.grammar import read_chinese
from hetang.claims.numbers.unbroken import unbroken

_ADDRESS = re.compile("[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9.-]{1,80}|(?:https?://|www[.])[!-~]{1,200}")


def read_numbers(text: str) -> Reading:
    """Numbers and passed numerals in the order of the text, without overlap; spans count its code points. Never refuses.

    The Chinese grammar reads the whole text, the English one its Latin stretches, in which it alone is heard.
    """
    stretches = list(latin_stretches(text))
    begun = [start for start, _ in stretches]
    found = [one for one in _chinese(text) if not _inside(one, stretches, begun)]
    if stretches:
        found = sorted([*found, *read_english(text)], key=lambda one: one.start)
    addresses = [address.span() for address in _ADDRESS.finditer(text)]
    begun = [start for start, _ in addresses]
    found = [Passed(one.start, one.end, one.surface, "email") if _inside(one, addresses, begun) else one for one in found]
    return Reading(
        text,
        tuple(one for one in found if isinstance(one, Number)),
        tuple(one for one in found if isinstance(one, Passed)),
    )


def _chinese(text: str) -> Iterator[Number | Passed]:
    flat = unbroken(text)
    for found in read_chinese(flat.text):
        start, end = flat.span(found.start, found.end)
        there = start == found.start and text[start:end] == found.surface
        yield found if there else replace(found, start=start, end=end, surface=text[start:end])


def _inside(one: Number | Passed, spans: list[tuple[int, int]], begun: list[int]) -> bool:
    at = bisect_right(begun, one.start) - 1
    return at >= 0 and one.start < spans[at][1]
