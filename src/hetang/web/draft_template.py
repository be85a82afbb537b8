"""A checked draft on its way to a template: its supported claims as slots, and what still stands in the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from hetang.claims.reading import read_numbers
from hetang.documents.slotting import Fitting, Otherwise, slotted
from hetang.documents.typed_numbers import only_a_number, typed_numbers
from hetang.figures.plan import Ask
from hetang.office.reads.answers import slots
from hetang.terms.dates import Period
from hetang.terms.refusals import Refusal
from hetang.web.desk import Desk
from hetang.web.draft_page import Checking
from hetang.web.draft_text import lines

# Numerals that claim nothing and stand in a text as words do: a text may declare them. Days, periods and limits are not among them.
NAMES = ("name", "idiom-non-claim", "lexical", "structural", "article-one", "denominator", "ordinal/enumeration")
BESIDE = 2   # letters by which a numeral is made longer until it is a name and no number
AROUND = 12   # letters of a text shown on either side of what stands in the way
_PLACE = re.compile(r", text, line (\d+), column (\d+)")
LEVELS = {"title": 1, "heading": 1}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A template as it would be made: title, markup, the names that it needs, and where it will read otherwise."""

    title: str
    text: str
    names: tuple[str, ...]
    otherwise: tuple[Otherwise, ...]


def proposed(desk: Desk, checking: Checking) -> Proposed:
    """Each claim that one figure supports is a slot; the first heading is the title."""
    text, as_of = checking.now.text, checking.received.as_of or desk.today
    laid = lines(text)
    title = next((line for line in laid if line.kind == "title"), None)
    body = title.end if title is not None else 0
    fittings = [
        Fitting(one.claim.number.start, one.claim.number.end, found.ask.indicator, question(found.ask, checking))
        for one in checking.checked.claims
        if one.verdict == "supported" and one.claim.number.start >= body
        for found in one.candidates
        if found.ask.indicator == one.figure
    ]
    headings = {line.start - body: LEVELS[line.kind] for line in laid if line.kind in LEVELS and line.start >= body}
    shifted = [Fitting(one.start - body, one.end - body, one.indicator, one.question) for one in fittings]
    made = slotted(text[body:], shifted, slots(as_of, cited=False), as_of, headings)
    heading = text[title.start : title.end].strip() if title is not None else checking.received.name
    return Proposed(heading, made.markup, tuple(dict.fromkeys(_names(text, f"{heading}\n\n{made.markup}"))), made.otherwise)


def question(ask: Ask, checking: Checking) -> dict[str, str]:
    """What the slot asks beyond its indicator's own declaration."""
    asked = {"place": ask.place, "organisation": ask.organisation, "floor": ask.floor}
    if ask.period is not None and ask.period.start is not None and ask.period.end is not None:
        asked["period"] = str(Period(ask.period.start, ask.period.end))
    if ask.as_of != checking.under.as_of:
        asked["as_of"] = ask.as_of.isoformat()
    return {key: value for key, value in asked.items() if value is not None}


def _names(text: str, markup: str) -> Iterator[str]:
    """Words with numerals that the markup would refuse otherwise: 三个五, 一项一项, 每一笔."""
    for one in read_numbers(text).passed:
        if one.kind in NAMES and typed_numbers(one.surface):
            name = _longer(text, one.start, one.end)
            if name and name in markup:
                yield name


def _longer(text: str, start: int, end: int) -> str:
    """The words, with as many letters beside them as make them more than a number."""
    for left, right in sorted(product(range(BESIDE + 1), repeat=2), key=lambda beside: (sum(beside), beside[1])):
        name = text[max(start - left, 0) : end + right]
        if name.isalpha() and not only_a_number(name):
            return name
    return ""


def in_the_way(refusals: Sequence[Refusal], text: str) -> list[tuple[Refusal, str]]:
    """Each once, with the words around its place."""
    found: dict[tuple[str, str, str | None], tuple[Refusal, str]] = {}
    for one in refusals:
        found.setdefault((one.code, one.says.zh, one.at), (one, _around(one, text)))
    return list(found.values())


def _around(refusal: Refusal, text: str) -> str:
    """The words at the place that a refusal names: "bulletin template, text, line 3, column 5"."""
    place = _PLACE.search(refusal.at or "")
    rows = text.split("\n")
    if place is None or int(place[1]) > len(rows):
        return ""
    row, column = rows[int(place[1]) - 1], int(place[2]) - 1
    first, last = max(column - AROUND, 0), column + AROUND
    return f"{'…' if first else ''}{row[first:last]}{'…' if last < len(row) else ''}"
