"""A figure as it is told: value, ladder, coverage and lineage, with the JSON of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.figures.adding import adds_up
from hetang.figures.calculation import Between, Exact, Keys, Results, collects, scaled
from hetang.figures.computations import COMPUTATIONS
from hetang.figures.plan import Ask, Collect, Context, Floors
from hetang.figures.shapes import DISPUTED, FLOORS, Indicator
from hetang.terms.quantities import decimal_text, fixed_text, round_to
from hetang.terms.words import Text

LADDER: Floors = {**FLOORS, "disputed": DISPUTED}


@dataclass(frozen=True, slots=True)
class Figure:
    """As in docs/interfaces: `exact` is the unrounded value in `unit`; a rank may stand between two places."""

    id: str
    name: Text
    value: str | None
    exact: Exact
    unit: str
    period: str
    as_of: date
    known_at: str | None
    known_seq: int | None
    floor: str
    ladder: dict[str, str | None]
    coverage: dict[str, int] | None
    fact_count: int
    facts_digest: str | None
    withheld: int
    definition_digest: str
    definition_text: str
    pack: str
    head: dict[str, object]
    place: str | None = None
    organisation: str | None = None
    disclosure: str = "open"
    keys: dict[str, str | None] | None = None  # of a row of a breakdown
    rows: tuple[Figure, ...] | None = None
    adds: bool | None = None
    adds_says: Text | None = None

    @property
    def exact_text(self) -> str | None:
        return _written(self.exact, decimal_text)

    def to_json(self) -> dict[str, Any]:
        """The keys of the command line's `figure`; a breakdown adds `rows`, `adds` and why."""
        found: dict[str, Any] = {
            "id": self.id, "name": self.name.to_json(), "value": self.value, "exact": self.exact_text,
            "unit": self.unit, "period": self.period, "as_of": self.as_of.isoformat(), "known_at": self.known_at,
            "floor": self.floor, "ladder": dict(self.ladder), "coverage": self.coverage,
            "fact_count": self.fact_count, "facts_digest": self.facts_digest, "withheld": self.withheld,
            "definition": {"digest": self.definition_digest, "text": self.definition_text}, "pack": self.pack,
            "head": dict(self.head), "place": self.place, "organisation": self.organisation,
        }  # fmt: skip
        if self.known_seq is not None:
            found["known_at_seq"] = self.known_seq
        if self.keys is not None:
            found["keys"] = self.keys
        if self.rows is not None and self.adds_says is not None:
            found |= {
                "rows": [r.to_json() for r in self.rows],
                "adds": self.adds,
                "adds_says": self.adds_says.to_json(),
            }
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask that was found sound."""

    ask: Ask
    indicator: Indicator
    context: Context
    floor: str

    @property
    def states(self) -> tuple[int, ...]:
        return FLOORS[self.floor]

    def questions(self) -> list[Collect]:
        """Each question once."""
        return list(dict.fromkeys(collects(self.indicator.computation, self.context)))


def told(asked: Asked, found: Results, keys: Keys, fact_count: int) -> Figure:
    """One split of the results as a figure, without coverage and digests."""
    indicator, context, ask = asked.indicator, asked.context, asked.ask
    at = {f: scaled(found.get(f, {}).get(keys), indicator.unit_factor) for f in context.floors}
    ladder = {f: _rounded(at.get(f), indicator) for f in LADDER}
    if "disputed" not in at or not adds_up(indicator.computation, (), context.definitions):
        ladder["disputed"] = None
    elif ladder["disputed"] is None and any(value is not None for value in at.values()):
        ladder["disputed"] = fixed_text(Fraction(0), indicator.decimals)
    return Figure(
        id=indicator.id, name=indicator.name, value=ladder[asked.floor], exact=at[asked.floor], unit=indicator.unit,
        period=str(context.window), as_of=ask.as_of,
        known_at=None if ask.known_at is None else str(ask.known_at), known_seq=ask.known_seq, floor=asked.floor,
        ladder=ladder, coverage=None, fact_count=fact_count, facts_digest=None, withheld=0,
        definition_digest=context.definitions.digest_of(indicator), definition_text=definition_text(indicator),
        pack=context.world.pack_digest, head=dict(context.world.head), place=context.place,
        organisation=context.organisation, disclosure=indicator.disclosure,
    )  # fmt: skip


def _rounded(value: Exact, indicator: Indicator) -> str | None:
    return _written(
        value, lambda v: fixed_text(round_to(v, indicator.decimals, indicator.rounding), indicator.decimals)
    )


def _written(value: Exact, write: Callable[[Fraction], str]) -> str | None:
    if isinstance(value, Between):
        return f"{write(value.best)}-{write(value.worst)}"
    return None if value is None else write(value)


def definition_text(indicator: Indicator) -> str:
    """The computation as declared, on one line."""
    declared = {k: v for k, v in indicator.json.items() if k in COMPUTATIONS or k in ("where", "in", "per", "with")}
    tail = f"{indicator.window}; {indicator.floor}; {indicator.unit}; {indicator.rounding} {indicator.decimals}"
    return f"{json.dumps(declared, ensure_ascii=False)}; {tail}"
