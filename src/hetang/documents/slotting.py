"""A checked text made into markup: supported claims become slots, dates become dates, each where the words stay the same.

A slot says its figure in the indicator's wording; the options of the markup (scale, relation, bare value) are tried until the
slot reads as the text did. Where none does, the slot stands with the figure's own words and the place is named. What is left
typed is for the reader of the markup to refuse (documents/typed_numbers.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from hetang.documents.composing import Ask, Asked, say_slot
from hetang.documents.markup import Slot, read_slot
from hetang.documents.typed_numbers import AFTER, BEFORE, NUMERALS

FURTHEST = 3  # characters before a number that a slot may say with it: 近, 超
WORDINGS = tuple(
    (*scale, *relation, *bare)
    for bare, relation, scale in product(
        ((), ("value",)),
        ((), ("exact",), ("near",), ("over",), ("余",), ("多",), ("超",)),
        ((), ("万",), ("亿",), ("auto",)),
    )
)
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
    r"|(?P<only_month>\d{1,2})月(?P<only_day>\d{1,2})日)"
)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A claim that one figure supports: `text[start:end]`, and the question that its slot asks."""

    start: int
    end: int
    indicator: str
    question: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A place that will read otherwise: what the text says, and what the slot says instead."""

    start: int
    surface: str
    instead: str


@dataclass(frozen=True, slots=True)
class Slotted:
    """The markup, and where it does not say what the text said."""

    markup: str
    otherwise: tuple[Otherwise, ...]


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    mark: str


def slotted(text: str, fittings: Iterable[Fitting], ask: Ask, as_of: date, headings: Mapping[int, int] | None = None) -> Slotted:
    """`ask` answers as a bulletin's slots are answered; `headings`: level of each heading by the offset of its line.

    Every line of the text is a paragraph of the markup.
    """
    cuts: list[_Cut] = []
    otherwise: list[Otherwise] = []
    for fitting in sorted(fittings, key=lambda one: one.start):
        found = ask(fitting.indicator, fitting.question)
        if isinstance(found, Asked) and found.figure["value"] is not None and (not cuts or fitting.start >= cuts[-1].end):
            cut, other = _cut(text, fitting, found)
            cuts.append(cut)
            otherwise += other
    dates = [cut for cut in _dates(text, as_of) if not any(cut.start < one.end and one.start < cut.end for one in cuts)]
    return Slotted(_written(text, sorted([*cuts, *dates], key=lambda cut: cut.start), headings or {}), tuple(otherwise))


def _cut(text: str, fitting: Fitting, asked: Asked) -> tuple[_Cut, list[Otherwise]]:
    for options in WORDINGS:
        slot = read_slot(fitting.indicator, options, "")
        said = say_slot(slot, asked) if slot is not None else ""
        begins = _begins(text, fitting, said)
        if said and begins is not None:
            return _Cut(begins, begins + len(said), _mark(fitting, options)), []
    start, end = _with_markers(text, fitting)
    bare = ("value",) if text[start] == "第" else ()
    if bare:   # a rank: 第 and 位 stay
        start, end = start + 1, end - 1 if text[end - 1] in "位名" else end
    said = say_slot(Slot(fitting.indicator, bare=bool(bare)), asked)
    return _Cut(start, end, _mark(fitting, bare)), [Otherwise(start, text[start:end], said)]


def _begins(text: str, fitting: Fitting, said: str) -> int | None:
    """Where the words of the slot stand in the text, over the number, with nothing beside that would change it."""
    digits = [index for index in range(fitting.start, fitting.end) if text[index].isdigit() or text[index] in NUMERALS]
    for begins in range(max(fitting.start - FURTHEST, 0), fitting.end):
        ends = begins + len(said)
        whole = bool(digits) and begins <= digits[0] and digits[-1] < ends
        if whole and text.startswith(said, begins) and not _beside(text, begins, ends):
            return begins
    return None


def _beside(text: str, begins: int, ends: int) -> bool:
    return bool(BEFORE.search(text[:begins][-FURTHEST:]) or AFTER.match(text[ends : ends + FURTHEST]))


def _with_markers(text: str, fitting: Fitting) -> tuple[int, int]:
    before, after = BEFORE.search(text[: fitting.start][-FURTHEST:]), AFTER.match(text[fitting.end : fitting.end + FURTHEST])
    return fitting.start - len(before.group()) if before else fitting.start, fitting.end + len(after.group()) if after else fitting.end


def _mark(fitting: Fitting, options: Sequence[str]) -> str:
    asked = [f"{key} {value}" for key, value in sorted(fitting.question.items())]
    return "{" + "|".join([fitting.indicator, *options, *asked]) + "}"


def _dates(text: str, as_of: date) -> Iterator[_Cut]:
    """Dates that the markup writes the same way; a day without its year is one of the as-of day's year."""
    for found in _DATE.finditer(text):
        year, month, day = found["year"], found["month"] or found["only_month"], found["day"] or found["only_day"]
        numbers = [int(number) for number in (year or as_of.year, month, day) if number is not None]
        if not _is_day(*numbers):
            continue
        said = zip(numbers, "年月日", strict=False) if year else zip(numbers[1:], "月日", strict=True)
        if "".join(f"{number}{unit}" for number, unit in said) != found.group():
            continue
        given = "-".join(f"{number:02}" for number in numbers)
        if year and given == as_of.isoformat():
            yield _Cut(found.start(), found.end(), "{as_of}")
        else:
            yield _Cut(found.start(), found.end(), "{date " + given + ("}" if year else "|day}"))


def _is_day(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _written(text: str, cuts: Sequence[_Cut], headings: Mapping[int, int]) -> str:
    paragraphs, at, waiting = [], 0, list(cuts)
    for line in text.split("\n"):
        end, made, here = at + len(line), "", at
        while waiting and waiting[0].start < end:
            cut = waiting.pop(0)
            made += text[here : cut.start] + cut.mark
            here = cut.end
        made = (made + text[here:end]).replace("\t", "　").strip()
        if made:
            paragraphs.append("#" * headings.get(at, 0) + (" " if headings.get(at, 0) else "") + made)
        at = end + 1
    return "\n\n".join(paragraphs)
