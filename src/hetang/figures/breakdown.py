"""`--by`: a figure's rows, one for each value of the keys, and whether they add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hetang.figures.adding import ADDS, DOES_NOT_ADD, adds_up, ends_in_total
from hetang.figures.calculation import Keys, results
from hetang.figures.figure import Asked, Figure, told
from hetang.figures.plan import Engine, Split, tree_positions
from hetang.figures.shapes import TIME_KEYS, Computation, Moved, Reference, Window, aggregates, expressions, parts
from hetang.terms.dates import Period

ANY_STATE = (1, 2, 3, 4)


def with_rows(asked: Asked, whole: Figure, engine: Engine) -> Figure:
    """The figure with its rows, in the order of their keys, what has no key last."""
    computation, by = asked.indicator.computation, asked.ask.by
    time_keys = [key for key in by if key in TIME_KEYS]
    if time_keys and _looks_beyond_its_period(computation):
        met = _met(asked, engine)
        times = dict.fromkeys(tuple((k, keys[by.index(k)] or "") for k in time_keys) for keys in sorted(met, key=str))
        rows = [row for time in times for row in _rows(asked, engine, dict(time)) if _keys(row) in met]
    else:
        rows = _rows(asked, engine, {})
    rows.sort(key=lambda row: [(value is None, value or "") for value in (row.keys or {}).values()])
    adds = adds_up(computation, by, asked.context.definitions)
    if not adds and ends_in_total(computation):
        exact = [row.exact for row in rows if isinstance(row.exact, Fraction)]
        adds = whole.exact == sum(exact, Fraction(0))
    return replace(whole, rows=tuple(rows), adds=adds, adds_says=ADDS if adds else DOES_NOT_ADD)


def _rows(asked: Asked, engine: Engine, fixed: dict[str, str]) -> list[Figure]:
    """The keys pushed into every stage; keys of time that are fixed become the period asked."""
    context = asked.context
    for written in fixed.values():
        period = Period.parse(written)
        if isinstance(period, Period):
            window = _common(context.window, Window.of(period))
            context = replace(context, window=window, forced=window)
    divided = replace(asked, context=replace(context, split=tuple(_splits(asked, fixed))))
    found = results(asked.indicator.computation, divided.context, engine)
    tally = engine.tally(divided.questions(), context.moment, divided.states)
    every: dict[Keys, None] = {keys: None for at in found.values() for keys in at}
    free = [key for key in asked.ask.by if key not in fixed]
    rows = []
    for keys in every:
        named: dict[str, str | None] = {**fixed, **dict(zip(free, keys, strict=True))}
        row = told(divided, found, keys, tally.get(keys, 0))
        rows.append(replace(row, keys={key: named[key] for key in asked.ask.by}))
    return rows


def _splits(asked: Asked, fixed: dict[str, str]) -> Iterator[Split]:
    """Places and organisations by the children of the asked node, or of the root."""
    for key in asked.ask.by:
        if key in ("place", "organisation"):
            found = tree_positions(asked.context, key)
            top = asked.context.place if key == "place" else asked.context.organisation
            yield key, tuple(sorted(found.buckets(top or found.root()).items()))
        elif key not in fixed:
            yield key, None


def _met(asked: Asked, engine: Engine) -> set[Keys]:
    """The rows in which there are facts of any state, within the period asked."""
    window = asked.context.window.cut(asked.context.moment.as_of)
    divided = replace(asked, context=replace(asked.context, split=tuple(_splits(asked, {}))))
    return {
        keys
        for keys in engine.tally(divided.questions(), asked.context.moment, ANY_STATE)
        if all(_overlaps(window, value) for key, value in zip(asked.ask.by, keys, strict=True) if key in TIME_KEYS)
    }


def _overlaps(window: Window, written: str | None) -> bool:
    period = Period.parse(written or "")
    common = _common(window, Window.of(period)) if isinstance(period, Period) else Window()
    return common.start is None or common.end is None or common.start <= common.end


def _keys(row: Figure) -> Keys:
    return tuple((row.keys or {}).values())


def _common(a: Window, b: Window) -> Window:
    """The days of both."""
    starts, ends = [d for d in (a.start, b.start) if d], [d for d in (a.end, b.end) if d]
    return Window(max(starts, default=None), min(ends, default=None))


def _looks_beyond_its_period(computation: Computation) -> bool:
    """Whether a month's value needs facts of other months, so that each month is asked for itself."""
    own_windows = any(a.window is not None for a in aggregates(computation))
    elsewhere = any(isinstance(part, Moved | Reference) for part in parts(computation))
    return own_windows or elsewhere or any("period_start" in e.names for e in expressions(computation))
