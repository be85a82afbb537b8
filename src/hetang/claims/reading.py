"""Reads the numbers of a text: every numeral, exactly where it stands, as a claim or as what it is instead."""

from __future__ import annotations

from dataclasses import replace

from hetang.claims.claim import Number, Passed, Reading
from hetang.claims.grammar import read_chinese
from hetang.claims.unbroken import unbroken


def read_numbers(text: str) -> Reading:
    """Numbers and passed numerals of a text, in its order, without overlap; spans count code points of `text`. Never refuses."""
    flat = unbroken(text)
    numbers: list[Number] = []
    passed: list[Passed] = []
    for found in read_chinese(flat.text):
        start, end = flat.span(found.start, found.end)
        placed = replace(found, start=start, end=end, surface=text[start:end])
        (numbers if isinstance(placed, Number) else passed).append(placed)  # type: ignore[arg-type]
    return Reading(text, tuple(numbers), tuple(passed))
