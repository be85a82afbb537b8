"""Computations made from computations: shorthands as stages, and the same over another period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hetang.figures.shapes import (
    Aggregate,
    Computation,
    Formula,
    Moved,
    Rank,
    Reference,
    RowAggregate,
    Stage,
    Stages,
    Window,
)
from hetang.terms.expression import Unreadable, parse_expression

VALUE = "value"


def single(column: Aggregate) -> Stages:
    return Stages((Stage((), ((VALUE, column),)),), parse_expression(VALUE))


def folded(daily: Stage, fold: RowAggregate) -> Stages:
    return Stages((daily, Stage((), ((VALUE, fold),))), parse_expression(VALUE))


def in_order_of_use(let: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What uses another name comes after it, however they are written: canonical JSON sorts keys. A circle stays one."""
    uses = {name: _names_in(text) & (let.keys() - {name}) for name, text in let.items()}
    given: set[str] = set()
    while len(given) < len(let):
        ready = [name for name in let if name not in given and uses[name] <= given]
        for name in ready or [name for name in let if name not in given]:
            given.add(name)
            yield name, let[name]


def _names_in(text: Any) -> frozenset[str]:
    try:
        return parse_expression(text).names if isinstance(text, str) else frozenset()
    except Unreadable:
        return frozenset()


def moved(of: Computation, window: Window | None) -> Moved:
    """The same computation over another period; None = a year earlier."""
    return Moved(_with_windows(of, window), window)


def _with_windows(of: Computation, window: Window | None) -> Computation:
    """The computation with periods of its own moved as well; "all" stays all."""

    def elsewhere(own: Window | None) -> Window | None:
        return own if own is None or own == Window() else window or own.year_before()

    match of:
        case Stages() | Rank():
            stages = tuple(
                replace(stage, columns=tuple(
                    (name, replace(c, window=elsewhere(c.window)) if isinstance(c, Aggregate) else c)
                    for name, c in stage.columns
                ))
                for stage in of.stages
            )  # fmt: skip
            return replace(of, stages=stages)
        case Reference():
            return replace(of, window=elsewhere(of.window))
        case Formula():
            return replace(of, parts=tuple((name, _with_windows(part, window)) for name, part in of.parts))
        case Moved():
            return replace(of, of=_with_windows(of.of, window))
