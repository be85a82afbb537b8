"""Refusals collected while definitions are read; of figures alone: the window of an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hetang.figures.shapes import Window
from hetang.terms import findings
from hetang.terms.dates import Period
from hetang.terms.findings import pointer

__all__ = ["Findings", "pointer"]


class Findings(findings.Findings):
    """All errors at once: reading goes on after each."""

    def window(self, node: Any, at: str) -> Window:
        """ "all", a period's text, {year: 2016}, or {from?, to?}."""
        if node == "all":
            return Window()
        if isinstance(node, str | int) and not isinstance(node, bool):
            period = Period.parse(str(node))
            if isinstance(period, Period):
                return Window.of(period)
        elif isinstance(node, Mapping) and set(node) == {"year"}:
            return self.window(str(node["year"]), pointer(at, "year"))
        elif isinstance(node, Mapping) and node and set(node) <= {"from", "to"}:
            return Window(self.day(node.get("from"), pointer(at, "from")), self.day(node.get("to"), pointer(at, "to")))
        self.say(
            at,
            "not_a_period",
            f"{node!r} 不是一段时间",
            f"{node!r} is not a period",
            "all, 2016, 2016Q1, 2016-03, 2016-01-01..2016-06-30, {year: 2016}, {from: …, to: …}",
        )
        return Window()
