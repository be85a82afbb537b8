"""Where else a value that does not hold would be right: at an earlier moment, in another period or place. Bounded asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hetang.claims.claim import Claim
from hetang.claims.verdict import Draft
from hetang.claims.vocabulary import Vocabulary
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.figures.shapes import Indicator, Window
from hetang.terms.dates import Period, add_months
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

MONTHS, WEEKS = 4, 2
TELLING_DIGITS = 3  # a value of fewer digits is met somewhere by chance
SEARCHED_DAYS = 512


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`kind`: stale (and the day), place, period, target (and its name)."""

    kind: str
    ask: Ask
    day: date | None = None
    name: Text = Text("", "")


Answer = Callable[[Ask], Figure | Refusal]
# -1: less than the text says (or nothing), 0: what it says, 1: more.
Side = Callable[[Figure], int]


def elsewhere(
    claim: Claim, indicator: Indicator, ask: Ask, words: Vocabulary, draft: Draft, answers: Answer, side: Side
) -> Elsewhere | None:
    """The first moment, period or place of which the claim is right; small numbers are searched at plain moments alone."""
    telling = digits(claim) >= TELLING_DIGITS
    for moment in moments(draft, ask, ask.period or indicator.window, telling):
        found = answers(moment_of(ask, moment))
        if isinstance(found, Figure) and side(found) == 0:
            return Elsewhere("stale", ask, moment)
    if telling:
        now = answers(ask)
        day = _searched(ask, answers, side) if isinstance(now, Figure) and side(now) > 0 else None
        if day is not None:
            return Elsewhere("stale", ask, day)
        for other in _periods(indicator, ask):
            found = answers(other)
            if isinstance(found, Figure) and side(found) == 0:
                return Elsewhere("period", other)
    place = _place(claim, indicator, ask, words, answers, side, telling)
    return Elsewhere("place", place) if place is not None else None


def digits(claim: Claim) -> int:
    """How many digits of the written number tell something."""
    number = claim.number
    if number.low is None or number.step is None or number.step <= 0:
        return 0
    return len(str(abs(int(number.low / number.step))).rstrip("0")) if number.step == 1 else len(str(abs(int(number.low / number.step))))


def moment_of(ask: Ask, day: date) -> Ask:
    """As it was told on that day."""
    return replace(ask, as_of=day, known_at=day)


def moments(draft: Draft, ask: Ask, window: Window, telling: bool) -> Iterator[date]:
    """Days on which a value may have been copied: issues, the day before, ends of weeks and months; the nearest first.

    While a period still ran every smaller number was right once: of small numbers only what was told after its end counts.
    """
    last, ended = ask.as_of, window.end if window.end is not None else date.min
    days = dict.fromkeys(sorted(draft.issued, reverse=True))
    months = [last.replace(day=1) - timedelta(days=1)]
    while len(months) < MONTHS:
        months.append(months[-1].replace(day=1) - timedelta(days=1))
    days |= dict.fromkeys([last - timedelta(days=1), *months])
    if telling:
        friday = last - timedelta(days=(last.weekday() - 4) % 7 or 7)
        days |= dict.fromkeys(friday - timedelta(days=7 * i) for i in range(WEEKS))
    yield from (day for day in days if day < last and (telling or day >= ended))


def _searched(ask: Ask, answers: Answer, side: Side) -> date | None:
    """A value that only grew is searched for by halves: a day on which it was told so."""
    early, late = ask.as_of - timedelta(days=SEARCHED_DAYS), ask.as_of
    while (late - early).days > 1:
        middle = early + (late - early) / 2
        found = answers(moment_of(ask, middle))
        here = side(found) if isinstance(found, Figure) else -1
        if here == 0:
            return middle
        early, late = (middle, late) if here < 0 else (early, middle)
    return None


def _periods(indicator: Indicator, ask: Ask) -> Iterator[Ask]:
    """The years around, the year so far, and the halves and quarters of the period asked."""
    window = ask.period or indicator.window
    if window.start is None or window.end is None:
        return
    year = window.end.year
    spans = [Period.year(year - 1), Period(date(year + 1, 1, 1), Period.year(year + 1).end), Period.year(year)]
    for months in (6, 3):
        start = date(year, 1, 1)
        while start.year == year:
            following = add_months(start, months)
            spans.append(Period(start, following - timedelta(days=1)))
            start = following
    for span in spans:
        if span.start <= ask.as_of and Window.of(span) != window:
            yield replace(ask, period=Window.of(span))


def _place(
    claim: Claim, indicator: Indicator, ask: Ask, words: Vocabulary, answers: Answer, side: Side, telling: bool
) -> Ask | None:
    """The place within the indicator's own whose figure it is; asked once for all of them."""
    top = indicator.place or words.place
    if top is None or not (telling or ask.place is not None):
        return None
    found = answers(replace(ask, place=None, by=("place",)))
    for row in found.rows or () if isinstance(found, Figure) else ():
        place = (row.keys or {}).get("place")
        if place is not None and place != ask.place and side(row) == 0:
            return replace(ask, place=place)
    return None
