"""Reads the computation of an indicator: shorthands become stages, so that everything after sees one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from hetang.figures.findings import Findings, pointer
from hetang.figures.rewrites import VALUE, folded, in_order_of_use, moved, single
from hetang.figures.shapes import (
    AGGREGATES,
    CONTEXT,
    ROW_AGGREGATES,
    TIME_KEYS,
    Aggregate,
    Column,
    Computation,
    Condition,
    Formula,
    Measure,
    Rank,
    Reference,
    RowAggregate,
    Stage,
    Stages,
)
from hetang.terms.expression import CONSTANTS, Expression, parse_expression

SHAPES = ("best", "days", "span", "ratio", "share", "difference", "growth", "compare", "formula", "rank", "stages")
COMPUTATIONS = (*AGGREGATES, *SHAPES, "indicator")
COMPANIONS = ("where", "in", "per", "with", "place")  # keys that stand beside a computation's own key
THRESHOLDS = {"at_most": "<=", "below": "<", "at_least": ">=", "above": ">"}


@dataclass
class Reader:
    """Reads computations against the declared measures, noting every error."""

    measures: Mapping[str, Measure]
    notes: Findings

    def computation(self, node: Any, at: str, inner: bool = True) -> Computation | None:
        """A computation; an inner one may have a period of its own, an indicator's own period stands beside it."""
        found = self.notes.mapping(node, at)
        if found is None:
            return None
        named = [key for key in found if key in COMPUTATIONS]
        if len(named) != 1:
            zh, en = f"应恰有一种计算，有 {len(named)} 种", f"exactly one computation, not {len(named)}"
            self.notes.say(at, "one_computation", zh, en, COMPUTATIONS)
            return None
        kind = named[0]
        if kind in AGGREGATES:
            column = self.aggregate(found, at, inner)
            return None if column is None else single(column)
        if kind == "indicator":
            return self._reference(found, at)
        if kind == "formula":
            return self._formula(found, at)
        if inner:
            self.notes.only(found, (kind,), at)
        if kind == "stages":
            return self._stages(found["stages"], pointer(at, "stages"))
        shape = self.notes.mapping(found[kind], pointer(at, kind))
        readers: dict[str, Callable[[Mapping[str, Any], str], Computation | None]] = {
            "best": self._best,
            "days": self._days,
            "span": self._span,
            "rank": self._rank,
            "ratio": lambda n, a: self._pair(n, a, "ratio", "to", "of / to * {times}", "1"),
            "share": lambda n, a: self._pair(n, a, "share", "to", "of / to * {times}", "100"),
            "difference": lambda n, a: self._pair(n, a, "difference", "less", "of - less", "1"),
            "growth": lambda n, a: self._against(n, a, "growth", "(of - against) / against * {times}"),
            "compare": lambda n, a: self._against(n, a, "compare", "of - against"),
        }
        return None if shape is None else readers[kind](shape, pointer(at, kind))

    # --- aggregates over facts ---------------------------------------------------------------------------------

    def aggregate(self, node: Mapping[str, Any], at: str, inner: bool, also: tuple[str, ...] = ()) -> Aggregate | None:
        """`{sum: M, where, period}`, `{distinct: [keys], in: M}`, `{latest: M, per: [keys]}`, `{first_day: M, after}`."""
        kind = next(key for key in node if key in AGGREGATES)
        if inner:
            own = {"distinct": ("in",), "latest": ("per",), "first_day": ("after",)}.get(kind, ())
            self.notes.only(node, (kind, "where", "period", *own, *also), at)
        measure = self._measure(node.get("in") if kind == "distinct" else node[kind], at, kind)
        if measure is None:
            return None
        if kind == "sum" and not measure.adds:
            self.notes.say(
                pointer(at, kind),
                "does_not_add",
                f"{measure.id} 不可相加",
                f"{measure.id} does not add up over time",
                ("mean", "latest", "highest", "lowest"),
            )
        keys: tuple[str, ...] = ()
        if kind in ("distinct", "latest"):
            key = kind if kind == "distinct" else "per"
            keys = self.keys(node.get(key), pointer(at, key), (measure,))
            if not keys and (kind == "distinct" or "per" in node):
                self.notes.say(pointer(at, key), "no_keys", "要列出键", "keys must be listed", measure.keys)
        where = self.where(node.get("where"), pointer(at, "where"), measure)
        window = self.notes.window(node["period"], pointer(at, "period")) if inner and "period" in node else None
        return Aggregate(kind, measure.id, keys, where, window, node.get("after"))

    def _measure(self, id: Any, at: str, kind: str) -> Measure | None:
        found = self.measures.get(id) if isinstance(id, str) else None
        if found is None:
            near = [m for m in self.measures if str(id)[:4] and m.startswith(str(id)[:4])] or list(self.measures)[:12]
            self.notes.say(
                pointer(at, "in" if kind == "distinct" else kind),
                "unknown_measure",
                f"没有指标口径 {id!r}",
                f"unknown measure {id!r}",
                near,
            )
        return found

    def keys(self, node: Any, at: str, measures: tuple[Measure, ...]) -> tuple[str, ...]:
        """Keys that facts of all these measures can be grouped by."""
        keys = self.notes.texts(node, at)
        for key in keys:
            for measure in measures:
                if key not in measure.keys:
                    zh, en = f"{measure.id} 没有 {key}", f"{measure.id} has no {key}"
                    self.notes.say(at, "unknown_by_key", zh, en, measure.keys)
        return keys

    def where(self, node: Any, at: str, measure: Measure) -> tuple[Condition, ...]:
        found = self.notes.mapping(node, at) if node is not None else None
        conditions = []
        for key, wanted in (found or {}).items():
            place = pointer(at, key)
            if key not in measure.keys or key in TIME_KEYS:
                accepted = [k for k in measure.keys if k not in TIME_KEYS]
                self.notes.say(
                    place, "unknown_filter", f"{measure.id} 没有 {key}", f"{measure.id} has no {key}", accepted
                )
                continue
            negated = isinstance(wanted, Mapping) and set(wanted) == {"not"}
            values = self.notes.texts(wanted["not"] if negated else wanted, place)
            dim = next((d for d in measure.dims if d.id == key), None)
            for value in values:
                if dim is not None and dim.values and value not in dim.values:
                    zh, en = f"{key} 没有取值 {value}", f"{key} has no value {value}"
                    self.notes.say(place, "unknown_value", zh, en, dim.values)
            conditions.append(Condition(key, values, negated))
        return tuple(sorted(conditions, key=lambda c: c.key))

    # --- stages ------------------------------------------------------------------------------------------------

    def _stages(self, node: Any, at: str) -> Stages | None:
        stages, value = self._stage_list(node, at)
        if not stages or value is None:
            return None
        if stages[-1].by:
            last = pointer(at, len(stages) - 1, "by")
            self.notes.say(last, "last_stage_groups", "最后一级不能再分组", "the last stage must not group", "by: []")
            return None
        return Stages(stages, value)

    def _stage_list(self, node: Any, at: str) -> tuple[tuple[Stage, ...], Expression | None]:
        listed = self.notes.listing(node, at)
        stages: list[Stage] = []
        names: tuple[str, ...] = ()
        value: Expression | None = None
        for i, item in enumerate(listed):
            place = pointer(at, i)
            found = self.notes.mapping(item, place)
            if found is None:
                return (), None
            self.notes.only(found, ("by", "columns", "let", "keep", VALUE), place)
            stage, value = self._stage(found, place, names if i else None)
            names = (*stage.by, *(n for n, _ in stage.columns), *(n for n, _ in stage.let))
            stages.append(stage)
            if value is None and i == len(listed) - 1:
                self.notes.say(place, "no_value", "最后一级要有 value", "the last stage needs a value", "value: …")
        if not listed:
            self.notes.say(at, "no_stages", "至少一级", "at least one stage", "[{by, columns, value}]")
        return tuple(stages), value

    def _stage(
        self, node: Mapping[str, Any], at: str, before: tuple[str, ...] | None
    ) -> tuple[Stage, Expression | None]:
        """One stage and its value; `before` holds the names of the stage before, None for the stage that reads facts."""
        written = dict(self.notes.mapping(node.get("columns", {}), pointer(at, "columns")) or {})
        value = node.get(VALUE)
        if isinstance(value, Mapping):
            written[VALUE], value = value, VALUE
        columns: list[tuple[str, Column]] = []
        for name, item in written.items():
            place = pointer(at, VALUE) if item is node.get(VALUE) else pointer(at, "columns", name)
            column = self._column(item, place, before)
            if column is not None:
                columns.append((name, column))
        if before is None:
            used = tuple(self.measures[c.measure] for _, c in columns if isinstance(c, Aggregate))
            by = self.keys(node.get("by", []), pointer(at, "by"), used)
        else:
            by = self.notes.texts(node.get("by", []), pointer(at, "by"))
            for key in by:
                if key not in before:
                    self.notes.say(pointer(at, "by"), "unknown_by_key", f"前一级没有 {key}", f"no {key} before", before)
        names = [*by, *written, *CONTEXT]
        for name in (*written, *(node.get("let") or {})):
            if not name.isidentifier() or iskeyword(name) or name in (*CONTEXT, *CONSTANTS):
                zh, en = f"{name} 不能作名字", f"{name} cannot be a name in expressions"
                self.notes.say(at, "not_a_word", zh, en, "done, worst, grade")
        let: list[tuple[str, Expression]] = []
        for name, text in in_order_of_use(self.notes.mapping(node.get("let", {}), pointer(at, "let")) or {}):
            expression = self.notes.expression(text, pointer(at, "let", name), names)
            names.append(name)
            if expression is not None:
                let.append((name, expression))
        keep = self.notes.expression(node["keep"], pointer(at, "keep"), names) if "keep" in node else None
        self._check_after(columns, at)
        return Stage(by, tuple(columns), tuple(let), keep), (
            None if value is None else self.notes.expression(value, pointer(at, VALUE), names)
        )

    def _check_after(self, columns: list[tuple[str, Column]], at: str) -> None:
        days: list[str] = []
        for name, column in columns:
            if isinstance(column, Aggregate) and column.after is not None and column.after not in days:
                place = pointer(at, "columns", name, "after")
                self.notes.say(
                    place,
                    "unknown_name",
                    f"前面没有日期列 {column.after}",
                    f"no day column {column.after} before",
                    days,
                )
            if isinstance(column, Aggregate) and column.kind in ("first_day", "last_day"):
                days.append(name)

    def _column(self, node: Any, at: str, before: tuple[str, ...] | None) -> Column | None:
        found = self.notes.mapping(node, at)
        if found is None:
            return None
        allowed = AGGREGATES if before is None else ROW_AGGREGATES
        named = [key for key in found if key in allowed]
        if len(named) != 1:
            self.notes.say(at, "one_aggregate", "每列恰有一种汇总", "exactly one aggregate a column", allowed)
            return None
        kind = named[0]
        if before is None:
            return self.aggregate(found, at, inner=True)
        self.notes.only(found, (kind,), at)
        if kind == "count" and found[kind] == "rows":
            return RowAggregate("count")
        if kind == "distinct":
            keys = self.notes.texts(found[kind], pointer(at, kind))
            for key in keys:
                if key not in before:
                    self.notes.say(pointer(at, kind), "unknown_name", f"前一级没有 {key}", f"no {key} before", before)
            return RowAggregate("distinct", None, keys)
        expression = self.notes.expression(found[kind], pointer(at, kind), (*before, *CONTEXT))
        return None if expression is None else RowAggregate(kind, expression)

    # --- shorthands --------------------------------------------------------------------------------------------

    def _daily(self, node: Mapping[str, Any], at: str, also: tuple[str, ...]) -> Stage | None:
        """`{sum: M, where, by: day}`: the stage that `best` and `days` rest on."""
        named = [key for key in node if key in AGGREGATES]
        if len(named) != 1:
            self.notes.say(at, "one_aggregate", "恰有一种汇总", "exactly one aggregate", AGGREGATES)
            return None
        column = self.aggregate(node, at, inner=True, also=("by", *also))
        if column is None:
            return None
        by = self.keys(node.get("by", "day"), pointer(at, "by"), (self.measures[column.measure],))
        return Stage(by, ((VALUE, column),))

    def _best(self, node: Mapping[str, Any], at: str) -> Computation | None:
        daily = self._daily(node, at, ())
        if daily is None:
            return None
        return folded(daily, RowAggregate("highest", parse_expression(VALUE)))

    def _days(self, node: Mapping[str, Any], at: str) -> Computation | None:
        daily = self._daily(node, at, tuple(THRESHOLDS))
        limits = [key for key in node if key in THRESHOLDS]
        if len(limits) != 1:
            self.notes.say(at, "one_threshold", "恰有一个界限", "exactly one threshold", THRESHOLDS)
            return None
        limit = self.notes.text(node[limits[0]], pointer(at, limits[0]))
        if daily is None or limit is None:
            return None
        keep = self.notes.expression(
            f"value {THRESHOLDS[limits[0]]} ({limit})", pointer(at, limits[0]), (VALUE, *CONTEXT)
        )
        return folded(Stage(daily.by, daily.columns, (), keep), RowAggregate("count"))

    def _span(self, node: Mapping[str, Any], at: str) -> Computation | None:
        self.notes.only(node, ("from", "to", "where", "unit"), at)
        unit = self.notes.one_of(node.get("unit"), ("month", "day"), pointer(at, "unit"), "month")
        ends = []
        for key, kind in (("from", "first_day"), ("to", "first_day")):
            end = node.get(key)
            written = dict(end) if isinstance(end, Mapping) else {"measure": end}
            shared: dict[str, Any] = dict(node.get("where") or {})
            own: dict[str, Any] = dict(written.pop("where", None) or {})
            told = {kind: written.pop("measure", None), "where": {**shared, **own}}
            self.notes.only(written, ("measure", "where", "period"), pointer(at, key))
            ends.append(self.aggregate({**told, **written}, pointer(at, key), inner=True))
        first, last = ends
        if first is None or last is None:
            return None
        later = Aggregate(last.kind, last.measure, (), last.where, last.window, after="start")
        value = parse_expression(f"{unit}s(start, coalesce(later, as_of))")
        return Stages((Stage((), (("start", first), ("later", later))),), value)

    def _rank(self, node: Mapping[str, Any], at: str) -> Computation | None:
        order = self.notes.one_of(
            node.get("order"), ("highest_first", "lowest_first"), pointer(at, "order"), "highest_first"
        )
        among = self.notes.texts(node.get("among", node.get("by", [])), pointer(at, "among"))
        own = self.notes.text(node.get("self"), pointer(at, "self"))
        peers = self.notes.texts(node.get("peers", []), pointer(at, "peers"))
        if len(among) != 1:
            self.notes.say(
                pointer(at, "among"), "one_key", "排名要恰有一个键", "a rank needs exactly one key", "among: place"
            )
        if "stages" in node:
            self.notes.only(node, ("stages", "by", "among", "self", "order", "peers"), at)
            stages, value = self._stage_list(node["stages"], pointer(at, "stages"))
        else:
            daily = self._daily({**node, "by": list(among)}, at, ("among", "self", "order", "peers"))
            stages, value = (() if daily is None else (daily,)), parse_expression(VALUE)
        if len(among) != 1 or own is None or not stages or value is None:
            return None
        if stages[-1].by != among:
            last = pointer(at, "stages", len(stages) - 1, "by")
            zh, en = f"最后一级要按 {among[0]} 分", f"the last stage groups by {among[0]}"
            self.notes.say(last, "rank_groups", zh, en, f"by: [{among[0]}]")
        return Rank(stages, value, among[0], own, order == "highest_first", peers)

    def _reference(self, node: Mapping[str, Any], at: str) -> Computation | None:
        self.notes.only(node, ("indicator", "period", "place"), at)
        id = self.notes.text(node["indicator"], pointer(at, "indicator"))
        window = self.notes.window(node["period"], pointer(at, "period")) if "period" in node else None
        place = self.notes.text(node["place"], pointer(at, "place")) if "place" in node else None
        return None if id is None else Reference(id, window, place)

    def _pair(
        self, node: Mapping[str, Any], at: str, shape: str, second: str, text: str, times: str
    ) -> Computation | None:
        self.notes.only(node, ("of", second, *(("times",) if "{times}" in text else ())), at)
        parts = [(key, self.computation(node.get(key), pointer(at, key))) for key in ("of", second)]
        return self._combined(shape, text.format(times=node.get("times", times)), parts, at)

    def _against(self, node: Mapping[str, Any], at: str, shape: str, text: str) -> Computation | None:
        self.notes.only(node, ("of", "against", *(("times",) if "{times}" in text else ())), at)
        of, against = self.computation(node.get("of"), pointer(at, "of")), node.get("against")
        window = None
        if isinstance(against, Mapping) and set(against) == {"period"}:
            window = self.notes.window(against["period"], pointer(at, "against", "period"))
        elif against != "year_before":
            zh, en = f"不认识 {against!r}", f"{against!r} is not a period to compare with"
            self.notes.say(pointer(at, "against"), "not_a_period", zh, en, "year_before, {period: 2015}")
        parts = [("of", of), ("against", None if of is None else moved(of, window))]
        return self._combined(shape, text.format(times=node.get("times", "100")), parts, at)

    def _formula(self, node: Mapping[str, Any], at: str) -> Computation | None:
        named = self.notes.mapping(node.get("with"), pointer(at, "with")) or {}
        parts = [(key, self.computation(part, pointer(at, "with", key))) for key, part in named.items()]
        return self._combined("formula", str(node["formula"]), parts, pointer(at, "formula"))

    def _combined(
        self, shape: str, text: str, parts: list[tuple[str, Computation | None]], at: str
    ) -> Computation | None:
        expression = self.notes.expression(text, at, [*(key for key, _ in parts), *CONTEXT])
        sound = tuple((key, part) for key, part in parts if part is not None)
        return Formula(expression, sound, shape) if expression is not None and len(sound) == len(parts) else None
