"""A definition as people read it: one sentence made from the declared computation, and its terms."""

from collections.abc import Iterable, Sequence

from hetang.figures.shapes import (
    Aggregate,
    Computation,
    Condition,
    Definitions,
    Formula,
    Indicator,
    Measure,
    Moved,
    Rank,
    Reference,
    RowAggregate,
    Stage,
    Stages,
    aggregates,
)
from hetang.terms.words import Text
from hetang.web import spelling
from hetang.web.desk import Desk

VALUE = "value"  # the name under which a shorthand keeps its one column
TREE_KEYS = {"place", "organisation", "matter", "day", "month", "year", "happened_on"}


class Teller:
    """Says computations in the desk's language, with the names that the pack gives to measures, dims and places."""

    def __init__(self, desk: Desk, definitions: Definitions) -> None:
        self.desk, self.definitions, self.t = desk, definitions, desk.plain

    def told(self, indicator: Indicator) -> tuple[str, list[str]]:
        """The author's note, else what is computed in one sentence; and the steps, where there are several."""
        note = Text.of(indicator.json["note"]).text(self.desk.lang) if "note" in indicator.json else ""
        steps = self.steps(indicator.computation)
        sentence = "" if len(steps) > 1 else self._closed(steps[0])
        return " ".join(filter(None, (self._closed(note), sentence))) if self.desk.lang == "en" else self._closed(
            note
        ) + sentence, steps if len(steps) > 1 else []

    def steps(self, used: Computation) -> list[str]:
        """One sentence a step; a computation without stages is one step."""
        if isinstance(used, Stages) and not _is_plain(used.stages, used.value.text):
            return [self._closed(step) for step in self._staged(used.stages, used.value.text)]
        if isinstance(used, Rank) and not _is_plain(used.stages, used.value.text, by=(used.key,)):
            return [
                *(self._closed(step) for step in self._staged(used.stages, used.value.text)),
                self._closed(self._placed(used)),
            ]
        return [self.computation(used)]

    def _closed(self, said: str) -> str:
        """As a sentence of its own."""
        if not said:
            return ""
        if self.desk.lang == "en":
            said = said[:1].upper() + said[1:]
        return self.t("definition.sentence", what=said.rstrip("。.；;"))

    def measures(self, indicator: Indicator) -> str:
        ids = dict.fromkeys(a.measure for a in aggregates(indicator.computation))
        named = [self.definitions.measures[id] for id in ids]
        units = [spelling.unit(measure.unit, self.desk.lang) for measure in named]
        return self._join(
            self.desk.said(measure.name) + (self.t("definition.within", conditions=unit) if unit else "")
            for measure, unit in zip(named, units, strict=True)
        )

    def terms(self, indicator: Indicator) -> list[tuple[str, str]]:
        """Term and what is said of it, in reading order; a term without content is left out."""
        window = indicator.window
        places = self.t("definition.places", rounding=self.t(f"definition.{indicator.rounding}"), n=indicator.decimals)
        whole = self.t("definition.whole", rounding=self.t(f"definition.{indicator.rounding}"))
        only = [
            self.desk.place(indicator.place) if indicator.place else "",
            self.desk.organisation(indicator.organisation) if indicator.organisation else "",
        ]
        told = [
            ("measure", self.measures(indicator)),
            ("only", self._join(filter(None, only)) or self.t("figure.whole_city")),
            ("period", spelling.span(window.start, window.end, self.desk.lang)),
            ("floor", self.t(f"floors.{indicator.floor}")),
            ("rounding", str(places if indicator.decimals else whole)),
            ("source", self.desk.said(indicator.source)),
        ]
        return [(self.t(f"definition.{key}"), said) for key, said in told if said]

    def computation(self, used: Computation) -> str:
        if isinstance(used, Stages):
            return self._stages(used.stages, used.value.text)
        if isinstance(used, Rank):
            return self._rank(used)
        if isinstance(used, Reference):
            known = self.definitions.indicators.get(used.indicator)
            return self.t("definition.reference", name=self.desk.said(known[-1].name) if known else used.indicator)
        if isinstance(used, Moved):
            if used.window is None:
                return self.t("definition.moved_year", of=self.computation(used.of))
            period = spelling.span(used.window.start, used.window.end, self.desk.lang)
            return self.t("definition.moved", of=self.computation(used.of), period=period)
        return self._formula(used)

    def _formula(self, used: Formula) -> str:
        said = {name: self.computation(part) for name, part in used.parts}
        if used.shape == "formula":
            parts = self._join(self.t("definition.column_named", name=name, column=part) for name, part in said.items())
            return self.t("definition.formula", expression=used.expression.text, parts=parts)
        of, other = said.values()
        return self.t(f"definition.{used.shape}", of=of, to=other)

    def _rank(self, used: Rank) -> str:
        if _is_plain(used.stages, used.value.text, by=(used.key,)):
            return self.t("definition.of", what=self._placed(used), of=self._column(used.stages[0].columns[0][1]))
        return self.t("definition.of", what=self._placed(used), of=self._stages(used.stages, used.value.text))

    def _placed(self, used: Rank) -> str:
        order = self.t("definition.rank_high" if used.highest_first else "definition.rank_low")
        own = self.desk.place(used.self_) if used.key == "place" else used.self_
        said = self.t("definition.rank", own=own, key=self._key(used.key), order=order)
        return said + (self.t("definition.rank_peers", n=len(used.peers)) if used.peers else "")

    def _stages(self, stages: Sequence[Stage], value: str) -> str:
        if _is_plain(stages, value):
            return self._column(stages[0].columns[0][1])
        told = self._staged(stages, value)
        return (
            self.t("definition.steps", n=len(told), steps=self.t("definition.semicolon").join(told))
            if len(told) > 1
            else told[0]
        )

    def _staged(self, stages: Sequence[Stage], value: str) -> list[str]:
        told = [self._stage(stage, index) for index, stage in enumerate(stages)]
        return told if value == VALUE else [*told, self.t("definition.value_of", expression=value)]

    def _stage(self, stage: Stage, index: int) -> str:
        columns = self._join(
            self._column(column)
            if name == VALUE
            else self.t("definition.column_named", name=name, column=self._column(column))
            for name, column in stage.columns
        )
        if stage.let:
            columns = self._join([columns, *(f"{name} = {expression.text}" for name, expression in stage.let)])
        key = "step_last" if not stage.by and index else "step_rows" if index else "step_facts"
        said = self.t(f"definition.{key}", keys=self._keys(stage.by), columns=columns)
        if stage.keep is not None:
            said += self.t("definition.step_keep", keep=stage.keep.text)
        return said

    def _column(self, column: Aggregate | RowAggregate) -> str:
        if isinstance(column, Aggregate):
            return self._aggregate(column)
        of = column.of.text if column.of is not None else ""
        of = self.t("definition.the_value") if of == VALUE else f"“{of}”"
        return self.t(f"definition.row_{column.kind}", of=of, keys=self._keys(column.keys))

    def _aggregate(self, used: Aggregate) -> str:
        measure = self.definitions.measures[used.measure]
        said = self.t(
            f"definition.{used.kind}", measure=self.desk.said(measure.name), keys=self._keys(used.keys, measure)
        )
        conditions = [self._condition(condition, measure) for condition in used.where]
        if used.window is not None:
            conditions.append(spelling.span(used.window.start, used.window.end, self.desk.lang))
        return said + (self.t("definition.within", conditions=self._join(conditions)) if conditions else "")

    def _condition(self, condition: Condition, measure: Measure) -> str:
        values = self._join(self._value(condition.key, value, measure) for value in condition.values)
        key = "where_not" if condition.negated else "where"
        return self.t(f"definition.{key}", key=self._key(condition.key, measure), values=values)

    def _value(self, key: str, value: str, measure: Measure) -> str:
        if key == "place":
            return self.desk.place(value)
        if key == "organisation":
            return self.desk.organisation(value)
        for dim in measure.json.get("dims") or ():
            if isinstance(dim, dict) and dim.get("id") == key and isinstance(dim.get("values"), dict):
                named = dim["values"].get(value)
                return Text.of(named).text(self.desk.lang) if named else value
        return value

    def _keys(self, keys: Sequence[str], measure: Measure | None = None) -> str:
        return self._join(self._key(key, measure) for key in keys) or self.t("definition.all_keys")

    def _key(self, key: str, measure: Measure | None = None) -> str:
        if key in TREE_KEYS:
            return self.t(f"definition.key_{key}")
        for known in [measure] if measure else self.definitions.measures.values():
            for dim in known.dims:
                if dim.id == key:
                    return self.desk.said(dim.name)
        return key

    def _join(self, parts: Iterable[object]) -> str:
        return self.t("definition.join").join(str(part) for part in parts)


def _is_plain(stages: Sequence[Stage], value: str, by: tuple[str, ...] = ()) -> bool:
    """One aggregate over facts and nothing else."""
    only = stages[0]
    return (
        len(stages) == 1
        and only.by == by
        and len(only.columns) == 1
        and not only.let
        and only.keep is None
        and value == VALUE
    )
