"""Writes the SQL of collects; dialects are a small table of differences, texts are kept by their shape.

Two kinds of source are read. Reading tables: `fact` with its state now, joined with `standing` for an earlier moment.
Signed deltas: each row has a weight `w` (+1 begins, -1 ends a standing), so that sums and counts need no join; what
cannot be had from signed sums reads facts netted first.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hetang.figures.plan import Collect, Floors, Moment
from hetang.figures.shapes import FACT_KEYS

Params = list[Any]
VALUES = ("n", "happened_on")  # what aggregates read
SIGNED = ("sum", "count")  # what weighted sums give
FACT_COLUMNS = (
    "id", "fact_id", "digest", "entry", "row", "measure", "value", "unit", "happened_on", "known_at", "place",
    "organisation", "matter", "recorded_by", "corrects",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where engines differ. In `day`, `month`, `year`, `dim` the braces take the column or the dimension."""

    name: str
    mark: str  # a parameter
    day_mark: str  # a parameter that is compared with a day
    day: str
    month: str
    year: str
    dim: str
    listed: str  # the values of a parameter that is a JSON list, as a query
    pairs: str  # keys and values of a parameter that is a JSON object, as a query
    source: str
    signed: bool


READING_TABLES = "fact f"
SQLITE = Dialect(
    "sqlite", "%s", "%s", "f.happened_on", "substr(f.happened_on, 1, 7)", "substr(f.happened_on, 1, 4)",
    "json_extract(f.dims, '$.\"{}\"')", "SELECT value FROM json_each(%s)", "SELECT key, value FROM json_each(%s)",
    READING_TABLES, signed=False,
)  # fmt: skip
POSTGRESQL = Dialect(
    "postgresql", "%s", "CAST(%s AS date)", "to_char(f.happened_on, 'YYYY-MM-DD')", "to_char(f.happened_on, 'YYYY-MM')",
    "to_char(f.happened_on, 'YYYY')", "(CAST(f.dims AS json) ->> '{}')",
    "SELECT json_array_elements_text(CAST(%s AS json))", "SELECT key, value FROM json_each_text(CAST(%s AS json))",
    READING_TABLES, signed=False,
)  # fmt: skip
DUCKDB = Dialect(
    "duckdb", "?", "CAST(? AS DATE)", "strftime(f.happened_on, '%Y-%m-%d')", "strftime(f.happened_on, '%Y-%m')",
    "strftime(f.happened_on, '%Y')", 'f."dim_{}"', "SELECT value ->> '$' FROM json_each(?)",
    "SELECT key, value ->> '$' FROM json_each(?)", "deltas f", signed=True,
)  # fmt: skip


class Statements:
    """SQL texts and parameters for one dialect. `dims`: the dimensions that have a column, None = any can be asked."""

    def __init__(self, dialect: Dialect, dims: frozenset[str] | None = None) -> None:
        self.dialect = dialect
        self.dims = dims
        self._texts: dict[tuple[Any, ...], str] = {}

    def grouped(self, collect: Collect, moment: Moment, floors: Floors) -> tuple[str, Params]:
        """Rows (mark, *keys, value, count): the mark is the state where states can be merged, else the floor."""
        shape = (_shape(collect, moment), collect.aggregate, collect.of, collect.by, tuple(floors.items()))
        text = self._texts.get(shape)
        if text is None:
            text = self._texts[shape] = self._grouped(collect, moment, floors)
        return text, [*_bucket_params(collect), *self._params(collect, moment)]

    def together(self, collects: Sequence[Collect], moment: Moment, floors: Floors) -> tuple[str, Params]:
        """As `grouped`, for collects that differ in their measure alone, which stands last among the keys."""
        first = collects[0]
        listed = json.dumps([collect.measure for collect in collects])
        return self.grouped(replace(first, measure=listed, by=(*first.by, "measure")), moment, floors)

    def digests(self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]) -> tuple[str, Params]:
        parts = [f"SELECT f.digest {self._netted(c, moment, states, ('digest',))}" for c in collects]
        return " UNION ".join(parts), self._all_params(collects, moment)

    def tally(self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...]) -> tuple[str, Params]:
        """Rows (*split keys, count)."""
        depth = len(collects[0].split)
        parts = []
        for i, collect in enumerate(collects):
            keys = "".join(f", {e} AS k{j}" for j, e in enumerate(self._keys(collect, f"_{i}")[:depth]))
            parts.append(f"SELECT f.id{keys} {self._netted(collect, moment, states, (), f'_{i}')}")
        buckets = ", ".join(b for i, c in enumerate(collects) for b in self._buckets(c, f"_{i}"))
        named = "".join(f"k{j}, " for j in range(depth))
        grouped = f" GROUP BY {', '.join(str(j + 1) for j in range(depth))}" if depth else ""
        text = f"{_with(buckets)}SELECT {named}COUNT(*) FROM ({' UNION '.join(parts)}) q{grouped}"
        params = [p for c in collects for p in _bucket_params(c)]
        return text, [*params, *self._all_params(collects, moment)]

    def facts(
        self, collects: Sequence[Collect], moment: Moment, states: tuple[int, ...], limit: int, after: int | None
    ) -> tuple[str, Params]:
        """Rows of FACT_COLUMNS and the state at the moment, in the order of the ledger."""
        day = self.dialect.day
        columns = ", ".join(f"{day} AS happened_on" if c == "happened_on" else f"f.{c}" for c in FACT_COLUMNS)
        state = self._state(moment)
        beyond = "" if after is None else f" AND f.id > {self.dialect.mark}"
        parts, params = [], list[Any]()
        for collect in collects:
            parts.append(
                f"SELECT {columns}, {state} AS state {self._netted(collect, moment, states, FACT_COLUMNS, '', beyond)}"
            )
            params += [*self._params(collect, moment), *([] if after is None else [after])]
        return f"{' UNION '.join(parts)} ORDER BY 1 LIMIT {self.dialect.mark}", [*params, limit]

    # --- pieces ----------------------------------------------------------------------------------------------------

    def _grouped(self, collect: Collect, moment: Moment, floors: Floors) -> str:
        keys, with_ = self._keys(collect), _with(", ".join(self._buckets(collect)))
        states = tuple(sorted({state for of in floors.values() for state in of}))
        if collect.aggregate in ("distinct", "latest"):
            return with_ + self._picked(collect, moment, floors, keys, states)
        signed = self.dialect.signed and collect.aggregate in SIGNED
        count = "SUM(f.w)" if signed else "COUNT(*)"
        value = {
            "sum": "SUM(f.w * f.n)" if signed else "SUM(f.n)",
            "count": count,
            "highest": "MAX(f.n)",
            "lowest": "MIN(f.n)",
            "first_day": f"MIN({self.dialect.day})",
            "last_day": f"MAX({self.dialect.day})",
        }[collect.aggregate]
        listed = "".join(f"{e}, " for e in keys)
        source = self._signed(collect, moment, states) if signed else self._netted(collect, moment, states, VALUES)
        numbers = ", ".join(str(i + 1) for i in range(len(keys) + 1))
        return f"{with_}SELECT {self._state(moment)}, {listed}{value}, {count} {source} GROUP BY {numbers}"

    def _picked(
        self, collect: Collect, moment: Moment, floors: Floors, keys: list[str], states: tuple[int, ...]
    ) -> str:
        """Distinct and latest cannot be merged from states, so each fact stands once at every floor that it meets."""
        pairs = " UNION ALL ".join(f"SELECT '{f}' AS floor, {s} AS state" for f, of in floors.items() for s in of)
        named = "".join(f", {e} AS k{i}" for i, e in enumerate(keys))
        of = [self._key(key) for key in collect.of]
        lacking = "".join(f" AND {e} IS NOT NULL" for e in of) if collect.aggregate == "distinct" else ""
        source = self._netted(collect, moment, states, VALUES, "", lacking)
        state = self._state(moment)
        outer = "".join(f"k{i}, " for i in range(len(keys)))
        numbers = ", ".join(str(i + 1) for i in range(len(keys) + 1))
        if collect.aggregate == "distinct":
            per = "".join(f", {e} AS o{i}" for i, e in enumerate(of))
            inner = f"SELECT DISTINCT {state} AS state{named}{per} {source}"
            pure = f"SELECT DISTINCT p.floor{''.join(f', q.k{i}' for i in range(len(keys)))}"
            pure += (
                f"{''.join(f', q.o{i}' for i in range(len(of)))} FROM ({inner}) q JOIN ({pairs}) p ON p.state = q.state"
            )
            return f"SELECT floor, {outer}COUNT(*), COUNT(*) FROM ({pure}) d GROUP BY {numbers}"
        parted = ", ".join(["p.floor", *(f"q.k{i}" for i in range(len(keys))), *(f"q.o{i}" for i in range(len(of)))])
        per = "".join(f", {e} AS o{i}" for i, e in enumerate(of))
        inner = f"SELECT {state} AS state, f.id AS id, f.n AS n, f.happened_on AS happened_on{named}{per} {source}"
        ranked = (
            f"SELECT p.floor{''.join(f', q.k{i}' for i in range(len(keys)))}, q.n, ROW_NUMBER() OVER (PARTITION BY {parted} "
            f"ORDER BY q.happened_on DESC, q.id DESC) AS newest FROM ({inner}) q JOIN ({pairs}) p ON p.state = q.state"
        )
        return f"SELECT floor, {outer}SUM(n), COUNT(*) FROM ({ranked}) d WHERE newest = 1 GROUP BY {numbers}"

    def _keys(self, collect: Collect, tail: str = "") -> list[str]:
        split = [
            self._key(key) if buckets is None else f"b{i}{tail}.bucket"
            for i, (key, buckets) in enumerate(collect.split)
        ]
        return [*split, *(self._key(key) for key in collect.by)]

    def _key(self, key: str) -> str:
        if key in FACT_KEYS or key == "measure":
            return f"f.{key}"
        if key in ("day", "month", "year"):
            return {"day": self.dialect.day, "month": self.dialect.month, "year": self.dialect.year}[key]
        if self.dims is not None and key not in self.dims:
            return "CAST(NULL AS VARCHAR)"
        return self.dialect.dim.format(key)

    def _buckets(self, collect: Collect, tail: str = "") -> list[str]:
        return [
            f"b{i}{tail}(id, bucket) AS MATERIALIZED ({self.dialect.pairs})"
            for i, (_, buckets) in enumerate(collect.split)
            if buckets is not None
        ]

    def _joins(self, collect: Collect, tail: str) -> str:
        return "".join(
            f" LEFT JOIN b{i}{tail} ON b{i}{tail}.id = f.{key}"
            for i, (key, buckets) in enumerate(collect.split)
            if buckets is not None
        )

    def _state(self, moment: Moment) -> str:
        past = moment.known_us is not None or moment.known_seq is not None
        return "s.state" if past and not self.dialect.signed else "f.state"

    def _netted(
        self,
        collect: Collect,
        moment: Moment,
        states: tuple[int, ...],
        needed: tuple[str, ...],
        tail: str = "",
        more: str = "",
    ) -> str:
        """FROM and WHERE of single facts."""
        if not self.dialect.signed:
            past = moment.known_us is not None or moment.known_seq is not None
            standing = " JOIN standing s ON s.fact = f.id" if past else ""
            where = self._where(collect, moment, states)
            return f"FROM {self.dialect.source}{standing}{self._joins(collect, tail)} WHERE {where}{more}"
        # The id and the state decide everything else, so the weights are summed over these two alone.
        picked = "".join(f", ANY_VALUE(f.{c}) AS {c}" for c in sorted(self._columns(collect, needed)))
        net = f"SELECT f.id, f.state{picked} FROM {self.dialect.source} WHERE {self._where(collect, moment, states)}"
        facts = f"({net} GROUP BY f.id, f.state HAVING SUM(f.w) > 0) f"
        return f"FROM {facts}{self._joins(collect, tail)} WHERE TRUE{more}"

    def _columns(self, collect: Collect, needed: tuple[str, ...]) -> set[str]:
        """The columns that single facts must bring along."""
        columns = set(needed)
        for key in (*collect.keys, *collect.of):
            if key in ("day", "month", "year"):
                columns.add("happened_on")
            elif key in FACT_KEYS:
                columns.add(key)
            elif self.dims is not None and key in self.dims:
                columns.add(f'"dim_{key}"')
        return columns - {"id"}

    def _signed(self, collect: Collect, moment: Moment, states: tuple[int, ...]) -> str:
        joins = self._joins(collect, "")
        return f"FROM {self.dialect.source}{joins} WHERE {self._where(collect, moment, states)}"

    def _where(self, collect: Collect, moment: Moment, states: tuple[int, ...]) -> str:
        dialect, mark = self.dialect, self.dialect.mark
        parts = [f"f.measure IN ({dialect.listed})" if "measure" in collect.by else f"f.measure = {mark}"]
        if collect.window.start is not None:
            parts.append(f"f.happened_on >= {dialect.day_mark}")
        parts.append(f"f.happened_on <= {dialect.day_mark}")
        parts.append(f"{self._state(moment)} IN ({', '.join(map(str, states))})")
        for condition in collect.where:
            key = self._key(condition.key)
            one = len(condition.values) == 1
            if condition.negated:
                test = f"<> {mark}" if one else f"NOT IN ({dialect.listed})"
                parts.append(f"({key} IS NULL OR {key} {test})")
            else:
                parts.append(f"{key} {f'= {mark}' if one else f'IN ({dialect.listed})'}")
        return " AND ".join([*parts, *self._known(moment)])

    def _known(self, moment: Moment) -> list[str]:
        mark = self.dialect.mark
        if self.dialect.signed:
            if moment.known_us is not None:
                return ["f.axis IN ('b', 't')", f'f."at" <= {mark}']
            by_sequence = ["f.axis IN ('b', 's')"]
            return by_sequence if moment.known_seq is None else [*by_sequence, f"f.seq <= {mark}"]
        if moment.known_us is not None:
            return ["s.axis IN ('b', 't')", f"s.since_at <= {mark}", f"s.until_at > {mark}"]
        if moment.known_seq is not None:
            return ["s.axis IN ('b', 's')", f"s.since_seq <= {mark}", f"s.until_seq > {mark}"]
        return []

    def _params(self, collect: Collect, moment: Moment) -> Params:
        params: Params = [collect.measure]
        if collect.window.start is not None:
            params.append(collect.window.start.isoformat())
        params.append((collect.window.end or moment.as_of).isoformat())
        for condition in collect.where:
            one = len(condition.values) == 1
            params.append(condition.values[0] if one else json.dumps(condition.values, ensure_ascii=False))
        known = moment.known_us if moment.known_us is not None else moment.known_seq
        if known is not None:
            params += [known] if self.dialect.signed else [known, known]
        return params

    def _all_params(self, collects: Sequence[Collect], moment: Moment) -> Params:
        return [p for c in collects for p in self._params(c, moment)]


def _bucket_params(collect: Collect) -> Params:
    return [json.dumps(dict(buckets), ensure_ascii=False) for _, buckets in collect.split if buckets is not None]


def _with(buckets: str) -> str:
    return f"WITH {buckets} " if buckets else ""


def _shape(collect: Collect, moment: Moment) -> tuple[Any, ...]:
    """All that decides the text but not the parameters."""
    return (
        tuple((c.key, len(c.values) == 1, c.negated) for c in collect.where),
        tuple((key, buckets is None) for key, buckets in collect.split),
        collect.window.start is None,
        moment.known_us is None,
        moment.known_seq is None,
    )
