"""Committed subtotals by organisation, for measures whose single facts do not travel: none stands for fewer than five."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from hetang.terms.quantities import decimal_text
from hetang.terms.words import Text

LEAST_FACTS = 5


def committed(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """From a figure's breakdown by organisation; small ones are merged, smallest first, until none is under five.

    Empty where the total itself rests on fewer than five facts: then only the value is released.
    """
    held = sorted(
        (
            {"organisations": [row["keys"]["organisation"]], "value": row["exact"], "facts": row["fact_count"]}
            for row in rows
        ),
        key=lambda part: (part["facts"], str(part["organisations"])),
    )
    parts = [part for part in held if part["facts"] > 0]
    while len(parts) > 1 and parts[0]["facts"] < LEAST_FACTS:
        first, second, *rest = parts
        merged = {
            "organisations": sorted(map(str, (*first["organisations"], *second["organisations"]))),
            "value": decimal_text(_value(first) + _value(second)),
            "facts": first["facts"] + second["facts"],
        }
        parts = sorted([merged, *rest], key=lambda part: (part["facts"], str(part["organisations"])))
    return parts if parts and parts[0]["facts"] >= LEAST_FACTS else []


def fault_of(parts: Iterable[Mapping[str, Any]], exact: str | None, fact_count: int) -> Text | None:
    """Why the subtotals do not make up the figure; None where they do."""
    listed = list(parts)
    if any(part["facts"] < LEAST_FACTS for part in listed):
        return Text(f"有小计不足 {LEAST_FACTS} 条事实", f"a subtotal of fewer than {LEAST_FACTS} facts")
    named = [organisation for part in listed for organisation in part["organisations"]]
    if len(set(named)) < len(named):
        return Text("一个单位出现在两个小计里", "an organisation in two subtotals")
    if sum(part["facts"] for part in listed) != fact_count:
        return Text("小计的事实数之和不是该数字的事实数", "the subtotals do not hold as many facts as the figure")
    if exact is None or sum((_value(part) for part in listed), Fraction(0)) != Fraction(exact):
        return Text("小计之和不是该数字", "the subtotals do not add up to the figure")
    return None


def _value(part: Mapping[str, Any]) -> Fraction:
    return Fraction(part["value"] if part["value"] is not None else 0)
