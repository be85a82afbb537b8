"""Committed subtotals by organisation, for measures whose single facts do not travel: none is of fewer than five."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from hetang.terms.quantities import decimal_text
from hetang.terms.words import Text

LEAST = 5  # facts, and what they come to: neither may be fewer
DEEPEST = 16  # levels of organisations looked through


def committed(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """From a figure's breakdown by organisation; small ones are merged, smallest first, until none is under five.

    Empty where the total itself is small: then only the value is released.
    """
    held = sorted(
        (
            {"organisations": [row["keys"]["organisation"]], "value": row["exact"], "facts": row["fact_count"]}
            for row in rows
        ),
        key=lambda part: (part["facts"], str(part["organisations"])),
    )
    parts = [part for part in held if part["facts"] > 0]
    while len(parts) > 1 and any(_small(part) for part in parts):
        first = next(part for part in parts if _small(part))
        second, *rest = (part for part in parts if part is not first)
        merged = {
            "organisations": sorted(map(str, (*first["organisations"], *second["organisations"]))),
            "value": decimal_text(_value(first) + _value(second)),
            "facts": first["facts"] + second["facts"],
        }
        parts = sorted([merged, *rest], key=lambda part: (part["facts"], str(part["organisations"])))
    return parts if not any(_small(part) for part in parts) else []


def subtotals_of(
    exact: str | None,
    fact_count: int,
    rows_below: Callable[[str | None], Sequence[Mapping[str, Any]]],
    above: str | None = None,
) -> list[dict[str, Any]]:
    """The subtotals that a figure travels with; empty where its parts do not add up to it.

    `rows_below` gives the figure's breakdown by the organisations right below one (None: the root), first below `above`;
    a level with a single organisation says nothing, so the first one that divides the facts is taken.
    """
    rows: list[Mapping[str, Any]] = []
    for _ in range(DEEPEST):
        rows = [row for row in rows_below(above) if row["fact_count"]]
        only = rows[0]["keys"]["organisation"] if len(rows) == 1 else above
        if only == above or only is None:
            break
        above = only
    parts = committed(rows)
    return parts if len(parts) > 1 and fault_of(parts, exact, fact_count) is None else []


def fault_of(parts: Iterable[Mapping[str, Any]], exact: str | None, fact_count: int) -> Text | None:
    """Why the subtotals do not make up the figure; None where they do."""
    listed = list(parts)
    if any(_small(part) for part in listed):
        return Text(f"有小计不足 {LEAST}", f"a subtotal of fewer than {LEAST}")
    named = [organisation for part in listed for organisation in part["organisations"]]
    if len(set(named)) < len(named):
        return Text("一个单位出现在两个小计里", "an organisation in two subtotals")
    if sum(part["facts"] for part in listed) != fact_count:
        return Text("小计的事实数之和不是该数字的事实数", "the subtotals do not hold as many facts as the figure")
    if exact is None or sum((_value(part) for part in listed), Fraction(0)) != Fraction(exact):
        return Text("小计之和不是该数字", "the subtotals do not add up to the figure")
    return None


def _small(part: Mapping[str, Any]) -> bool:
    return bool(part["facts"] < LEAST or abs(_value(part)) < LEAST)


def _value(part: Mapping[str, Any]) -> Fraction:
    return Fraction(part["value"] if part["value"] is not None else 0)
