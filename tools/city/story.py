"""The story table: who did what, when, who recorded it, who confirmed or contested it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

CLOSING_DAY = date(2017, 4, 26)
BEFORE_CLOSING = CLOSING_DAY - timedelta(days=1)


@dataclass(frozen=True)
class Verdict:
    """One judgement on a deed's record: verified, rejected, disputed or upheld."""

    judgement: str
    organisation: str
    on: date


@dataclass(frozen=True)
class Deed:
    """One line of the story: something done on a day, and how the city came to know it."""

    number: str
    on: date
    organisation: str
    place: str
    cells: dict[str, str]
    known: date
    evidence: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    corrects: str = ""
    note: str = ""

    def changed(self, **cells: str) -> Deed:
        return replace(self, cells={**self.cells, **cells})


@dataclass
class Register:
    """One sheet that an organ keeps: its mapping, its file, its own columns, its deeds in order of arrival."""

    id: str
    name: tuple[str, str]
    file: str
    prefix: str
    columns: tuple[str, ...]
    facts: list[dict[str, object]]
    matter: str = ""
    scene: str = ""
    by_source: bool = False
    acts: list[dict[str, object]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    _next: int = 1

    def number(self) -> str:
        self._next += 1
        return f"{self.prefix}-{self._next - 1:05d}"

    def add(self, deed: Deed) -> Deed:
        self.deeds.append(deed)
        return deed


@dataclass
class Story:
    """All registers by id, in the order in which they are taken over."""

    registers: dict[str, Register]


def chance(name: str) -> random.Random:
    """A source of chance that depends on its name alone, so that every run writes the same bytes."""
    return random.Random(f"hetang city {name}")


def day_after(day: date, days: int) -> date:
    """A later day, but never one after the eve of the closing day: by then everything is known."""
    return min(day + timedelta(days=days), BEFORE_CLOSING)


def split(total: int, parts: int, luck: random.Random, spread: float = 0.6) -> list[int]:
    """Positive whole parts of uneven size that add up to the total exactly."""
    weights = [1 + spread * (2 * luck.random() - 1) for _ in range(parts)]
    scale = Fraction(total) / sum(Fraction(w) for w in weights)
    cuts, running = [0], Fraction(0)
    for weight in weights:
        running += Fraction(weight) * scale
        cuts.append(int(running))
    cuts[-1] = total
    return [b - a for a, b in zip(cuts, cuts[1:], strict=False)]


def decimal(units: int, places: int) -> str:
    """A whole number of the smallest unit, written as a decimal: 48035, 2 -> 480.35."""
    if places == 0:
        return str(units)
    sign, text = ("-" if units < 0 else ""), str(abs(units)).rjust(places + 1, "0")
    return f"{sign}{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".")


def any_day(luck: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=int(luck.random() * ((last - first).days + 1)))
