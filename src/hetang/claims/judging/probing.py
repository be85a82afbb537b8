"""Where else a value that does not hold would be right: at an earlier moment, in another period or place. Bounded asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hetang.claims.claim import Claim
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.claims.verdict import Answer, Draft
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.figures.shapes import Indicator, Stages, Window, aggregates
from hetang.terms.dates import Period, add_months
from hetang.terms.refusals import Refusal
from hetang.terms.units import unit

MONTHS, LAST_MONTHS, WEEKS = 12, 4, 2
SPAN = re.compile(r"年(?:间|来|以来)$|^近年来?$|时期|years", re.I)
TELLING_DIGITS = 3  # a value of fewer digits is met somewhere by chance


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`kind`: stale (and the day), place or period."""

    kind: str
    ask: Ask
    day: date | None = None


# -1: less than the text says (or nothing), 0: what it says, 1: more.
Side = Callable[[Figure], int]


def longer(claim: Claim, indicator: Indicator, ask: Ask, answers: Answer) -> bool:
    """Whether the text tells of a longer time than the figure's own, and nothing is known of what went before it."""
    about, own = claim.about, indicator.window.start
    if own is None:
        return False
    if about.period is None:
        return SPAN.search(about.period_said) is not None
    if not about.period.start < own <= about.period.end:
        return False
    before = answers(replace(ask, period=Window(about.period.start, own - timedelta(days=1))))
    return not isinstance(before, Figure) or before.exact is None


def elsewhere(
    claim: Claim, indicator: Indicator, ask: Ask, words: Vocabulary, draft: Draft, answers: Answer, side: Side
) -> Elsewhere | None:
    """The first place, moment or period of which the claim is right; of small numbers only plain moments count."""
    telling = digits(claim) >= TELLING_DIGITS
    place = _place(indicator, ask, words, answers, side) if ask.place is not None else None
    if place is not None:
        return Elsewhere("place", place)
    day = _earlier(indicator, ask, draft, answers, side, telling)
    if day is not None:
        return Elsewhere("stale", ask, day)
    for other in _periods(indicator, ask) if telling else ():
        if _side(answers(other), side) == 0:
            return Elsewhere("period", other)
    place = _place(indicator, ask, words, answers, side) if telling and ask.place is None else None
    return Elsewhere("place", place) if place is not None else None


def digits(claim: Claim) -> int:
    """How many digits of the written number tell something."""
    number = claim.number
    if number.low is None or number.step is None or number.step <= 0:
        return 0
    said = str(abs(int(number.low / number.step)))
    return len(said.rstrip("0") if number.step == 1 else said)


def _side(found: Figure | Refusal, side: Side) -> int:
    return side(found) if isinstance(found, Figure) else -1


def _earlier(
    indicator: Indicator, ask: Ask, draft: Draft, answers: Answer, side: Side, telling: bool
) -> date | None:
    """A day on which it was told so: issues, the day before, ends of months; more exact numbers are searched day by day.

    What only grows is searched by halves; whoever copies an old number copies it from the end of a month or from an issue.
    """
    last = ask.as_of
    months: list[date] = [last.replace(day=1) - timedelta(days=1)]
    while len(months) < MONTHS:
        months.append(months[-1].replace(day=1) - timedelta(days=1))
    friday = last - timedelta(days=(last.weekday() - 4) % 7 or 7)
    weeks: list[date] = [friday - timedelta(days=7 * i) for i in range(WEEKS if telling else 0)]
    now = _side(answers(ask), side)
    then = [last] if last < draft.as_of else []  # what was told of that day on that day
    plain: list[date] = [*then, *sorted(draft.issued, reverse=True), last - timedelta(days=1), *weeks]
    grows = only_grows(indicator)
    plain += months if not grows else months[:LAST_MONTHS] if now < 0 else []
    for day in dict.fromkeys(plain):
        if (day < last or day in then) and _side(answers(_told_on(ask, day)), side) == 0:
            return day
    if not grows or now < 0:
        return None
    ends: list[date] = [months[-1] - timedelta(days=365), *reversed(months), last]
    early, late = 0, len(ends) - 1
    while late - early > 1:
        middle = (early + late) // 2
        here = _side(answers(_told_on(ask, ends[middle])), side)
        if here == 0:
            return ends[middle]
        early, late = (middle, late) if here < 0 else (early, middle)
    return _searched(ask, ends[early], ends[late], answers, side) if telling else None


def _searched(ask: Ask, early: date, late: date, answers: Answer, side: Side) -> date | None:
    while (late - early).days > 1:
        middle = early + (late - early) / 2
        here = _side(answers(_told_on(ask, middle)), side)
        if here == 0:
            return middle
        early, late = (middle, late) if here < 0 else (early, middle)
    return None


def only_grows(indicator: Indicator) -> bool:
    """Sums and counts of what happened; rates, ranks and latest values also fall."""
    known = unit(indicator.unit)
    if (known is not None and known.dimension in ("share", "points")) or not isinstance(indicator.computation, Stages):
        return False
    return not any(column.kind in ("latest", "mean") for column in aggregates(indicator.computation))


def _told_on(ask: Ask, day: date) -> Ask:
    return replace(ask, as_of=day, known_at=day, value_only=True)


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
            yield replace(ask, period=Window.of(span), value_only=True)


def _place(indicator: Indicator, ask: Ask, words: Vocabulary, answers: Answer, side: Side) -> Ask | None:
    """The place within the indicator's own whose figure it is; asked once for all of them."""
    if (indicator.place or words.place) is None:
        return None
    found = answers(replace(ask, place=None, by=("place",), value_only=True))
    for row in found.rows or () if isinstance(found, Figure) else ():
        place = (row.keys or {}).get("place")
        if place is not None and place != ask.place and side(row) == 0:
            return replace(ask, place=place)
    return None
