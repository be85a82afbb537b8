"""Definitions are read whole: sound ones become declarations, and every error is told with its place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from hetang.figures.language import parse_definitions
from hetang.figures.shapes import ALL, Window
from hetang.terms.dates import Period
from tests.figures.town import define

KIND = {"id": "kind", "values": {"new": "新", "old": "旧"}}
MEASURE = {"id": "paved", "name": {"zh": "铺装", "en": "paved"}, "unit": "㎡", "dims": ["work", KIND]}
STOCK = {"id": "stock", "unit": "件", "adds": False, "disclosure": "subtotals", "once_per": ["place", "happened_on"]}
INDICATOR = {"id": "a", "unit": "平方米", "sum": "paved"}


def errors(*indicators: Any, measures: Any = (MEASURE, STOCK), rules: Any = ()) -> list[tuple[str, str | None]]:
    found = parse_definitions({"measures": list(measures), "indicators": list(indicators), "rules": list(rules)})
    assert isinstance(found, list), "sound"
    assert all(refusal.says.zh and refusal.says.en and refusal.accepts.en for refusal in found)
    return [(refusal.code, refusal.at) for refusal in found]


def test_a_measure_declares_unit_quantum_and_keys() -> None:
    measure = define({"measures": [MEASURE, STOCK]}).measures["paved"]
    assert (measure.unit, measure.dimension, measure.decimals) == ("平方米", "area", 4)
    assert measure.quanta(Fraction(2000, 3)) == 20_000_000 and measure.value(20_000_000) == Fraction(2000, 3)
    assert measure.quanta(Fraction(1, 7)) is None and measure.quanta(Fraction(10**12)) is None
    assert measure.keys == ("place", "organisation", "matter", "day", "month", "year", "work", "kind")
    assert define({"measures": [{"id": "m", "unit": "元"}]}).measures["m"].decimals == 2
    assert define({"measures": [STOCK]}).measures["stock"].quantum == 1


def test_periods_are_written_in_many_ways() -> None:
    windows = {"all": ALL, "2016": Window.of(Period.year(2016)), "2015-12..2016-02": Window(date(2015, 12, 1), date(2016, 2, 29))}
    for written, window in windows.items():
        assert define({"measures": [MEASURE], "indicators": [{**INDICATOR, "period": written}]}).indicators["a"][0].window == window
    found = define({"measures": [MEASURE], "indicators": [{**INDICATOR, "period": {"from": "2016-05-01"}}]}).indicators["a"][0]
    assert str(found.window) == "2016-05-01.." and str(ALL) == "all"
    year = define({"measures": [MEASURE], "indicators": [{**INDICATOR, "period": {"year": 2016}}]}).indicators["a"][0]
    assert str(year.window) == "2016" and str(year.window.year_before()) == "2015"


@pytest.mark.parametrize(
    ("indicator", "code", "at"),
    [
        ({"id": "a", "unit": "平方米"}, "one_computation", "/indicators/0"),
        ({**INDICATOR, "count": "paved"}, "one_computation", "/indicators/0"),
        ({**INDICATOR, "sum": "paved2"}, "unknown_measure", "/indicators/0/sum"),
        ({**INDICATOR, "summ": 1}, "unknown_key", "/indicators/0/summ"),
        ({**INDICATOR, "unit": "平方"}, "unknown_unit", "/indicators/0/unit"),
        ({**INDICATOR, "unit": "米"}, "wrong_dimension", "/indicators/0/unit"),
        ({**INDICATOR, "sum": "stock", "unit": "件"}, "does_not_add", "/indicators/0/sum"),
        ({**INDICATOR, "where": {"works": "new"}}, "unknown_filter", "/indicators/0/where/works"),
        ({**INDICATOR, "where": {"day": "2016-01-01"}}, "unknown_filter", "/indicators/0/where/day"),
        ({**INDICATOR, "where": {"kind": "newer"}}, "unknown_value", "/indicators/0/where/kind"),
        ({**INDICATOR, "where": ["kind"]}, "not_a_mapping", "/indicators/0/where"),
        ({**INDICATOR, "period": "2016-13"}, "not_a_period", "/indicators/0/period"),
        ({**INDICATOR, "decimals": 1.5}, "not_decimals", "/indicators/0/decimals"),
        ({**INDICATOR, "rounding": "bank"}, "unknown_choice", "/indicators/0/rounding"),
        ({**INDICATOR, "floor": "disputed"}, "unknown_choice", "/indicators/0/floor"),
        ({**INDICATOR, "since": "2016"}, "not_a_day", "/indicators/0/since"),
        ({**INDICATOR, "name": {"zh": 3}}, "not_words", "/indicators/0/name"),
        ({**INDICATOR, "expects": 7.5}, "not_a_list", "/indicators/0/expects"),
        ({"id": "a", "unit": "人", "distinct": [], "in": "paved"}, "no_keys", "/indicators/0/distinct"),
        ({"id": "a", "unit": "人", "distinct": ["person"], "in": "paved"}, "unknown_by_key", "/indicators/0/distinct"),
        ({"id": "a", "unit": "件", "latest": "stock", "per": []}, "no_keys", "/indicators/0/per"),
        ({"id": "a", "unit": "平方米", "best": {"by": "day"}}, "one_aggregate", "/indicators/0/best"),
        ({"id": "a", "unit": "天", "days": {"sum": "paved"}}, "one_threshold", "/indicators/0/days"),
        ({"id": "a", "unit": "天", "days": {"sum": "paved", "above": "x"}}, "unknown_name", "/indicators/0/days/above"),
        ({"id": "a", "unit": "月", "span": {"from": "paved"}}, "unknown_measure", "/indicators/0/span/to/first_day"),
        ({"id": "a", "unit": "%", "share": {"of": {"sum": "paved"}}}, "not_a_mapping", "/indicators/0/share/to"),
        ({"id": "a", "unit": "%", "growth": {"of": {"sum": "paved"}, "against": "last"}},
            "not_a_period", "/indicators/0/growth/against"),
        ({"id": "a", "unit": "%", "formula": "a +", "with": {"a": {"sum": "paved"}}},
            "unreadable_expression", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "a + b", "with": {"a": {"sum": "paved"}}},
            "unknown_name", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "open('x')", "with": {}}, "unreadable_expression", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "min()", "with": {}}, "unreadable_expression", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "1e5", "with": {}}, None, None),
        ({"id": "a", "unit": "%", "formula": "0x1f", "with": {}}, "unreadable_expression", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "b'x'", "with": {}}, "unreadable_expression", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "rule(x)", "with": {}}, "unreadable_expression", "/indicators/0/formula"),
        ({"id": "a", "unit": "%", "formula": "rule('x')", "with": {}}, "unknown_rule", "/indicators/0"),
        ({"id": "a", "unit": "%", "formula": "b", "with": {"b": {"indicator": "c"}}}, "unknown_indicator", "/indicators/0"),
        ({"id": "a", "unit": "%", "formula": "b", "with": {"b": {"indicator": "a"}}}, "loop", "/indicators/0"),
        ({"id": "a", "unit": "%", "difference": {"of": {"sum": "paved"}, "less": {"latest": "stock"}}},
            "mixed_units", "/indicators/0/unit"),
        ({"id": "a", "unit": "名", "rank": {"sum": "paved", "among": [], "self": "x"}}, "one_key", "/indicators/0/rank/among"),
        ({"id": "a", "unit": "名", "rank": {"sum": "paved", "among": "work"}}, "not_a_text", "/indicators/0/rank/self"),
        ({"id": "a", "unit": "名", "rank": {"stages": [], "among": "work", "self": "x"}},
            "no_stages", "/indicators/0/rank/stages"),
        ({"id": "a", "unit": "名", "rank": {"stages": [{"by": ["day"], "columns": {"v": {"sum": "paved"}}, "value": "v"}],
            "among": "work", "self": "x"}}, "rank_groups", "/indicators/0/rank/stages/0/by"),
        ({"id": "a", "unit": "条", "stages": 3}, "not_a_list", "/indicators/0/stages"),
        ({"id": "a", "unit": "条", "stages": [3]}, "not_a_mapping", "/indicators/0/stages/0"),
        ({"id": "a", "unit": "条", "stages": [{"by": ["day"], "value": {"sum": "paved"}}]},
            "last_stage_groups", "/indicators/0/stages/0/by"),
        ({"id": "a", "unit": "条", "stages": [{"by": [], "columns": {"v": {"sum": "paved"}}}]},
            "no_value", "/indicators/0/stages/0"),
        ({"id": "a", "unit": "条", "stages": [{"by": [], "columns": {"v": {"sum": "paved", "mean": "paved"}}, "value": "v"}]},
            "one_aggregate", "/indicators/0/stages/0/columns/v"),
        ({"id": "a", "unit": "条", "stages": [{"by": [], "columns": {"v": 1}, "value": "v"}]},
            "not_a_mapping", "/indicators/0/stages/0/columns/v"),
        ({"id": "a", "unit": "条", "stages": [{"by": [], "columns": {"class": {"sum": "paved"}}, "value": "1"}]},
            "not_a_word", "/indicators/0/stages/0"),
        ({"id": "a", "unit": "条", "stages": [{"by": [], "columns": {"v": {"first_day": "paved", "after": "u"}}, "value": "1"}]},
            "unknown_name", "/indicators/0/stages/0/columns/v/after"),
        ({"id": "a", "unit": "条", "stages": [{"by": ["day"], "columns": {"v": {"sum": "paved"}}},
            {"by": ["work"], "value": {"count": "rows"}}]}, "unknown_by_key", "/indicators/0/stages/1/by"),
        ({"id": "a", "unit": "条", "stages": [{"by": ["day"], "columns": {"v": {"sum": "paved"}}},
            {"by": [], "value": {"distinct": ["w"]}}]}, "unknown_name", "/indicators/0/stages/1/value/distinct"),
        ({"id": "a", "unit": "条", "stages": [{"by": ["day"], "columns": {"v": {"sum": "paved"}}, "keep": "w > 1"},
            {"by": [], "value": {"count": "rows"}}]}, "unknown_name", "/indicators/0/stages/0/keep"),
    ],
)  # fmt: skip
def test_every_error_has_a_code_and_a_place(indicator: Any, code: str | None, at: str | None) -> None:
    if code is None:
        define({"measures": [MEASURE], "indicators": [indicator]})
    else:
        assert (code, at) in errors(indicator)


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ({"id": "m"}, "unknown_unit"), ({"unit": "米"}, "not_a_text"), ({"id": "m", "unit": "尺寸"}, "unknown_unit"), (3, "not_a_mapping"),
        ({"id": "m", "unit": "米", "dims": ["place"]}, "not_a_word"), ({"id": "m", "unit": "米", "dims": ["a b"]}, "not_a_word"),
        ({"id": "m", "unit": "米", "dims": [4.5]}, "not_a_mapping"), ({"id": "m", "unit": "米", "once_per": ["x"]}, "unknown_by_key"),
        ({"id": "m", "unit": "米", "disclosure": "secret"}, "unknown_choice"), ({"id": "m", "unit": "米", "unti": 1}, "unknown_key"),
    ],
)  # fmt: skip
def test_errors_of_measures(measure: Any, code: str) -> None:
    assert code in [found for found, _ in errors(measures=[measure])]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"id": "r"}, "value_or_table"), ({"value": 1}, "not_a_text"), ({"id": "r", "value": 0.75}, "not_a_number"),
        ({"id": "r", "table": {"k": [[1, 1], [1, 2]]}}, "points_not_rising"), ({"id": "r", "table": {"k": [1]}}, "not_a_pair"),
        ({"id": "r", "table": {"k": {"at_most": [[2, 1], [1, 2]]}}}, "bounds_out_of_order"),
        ({"id": "r", "table": {"k": {}}}, "one_relation"),
        ({"id": "r", "table": {"k": {"at_least": [[1, 2], [2, 1]], "else": "x"}}}, "not_a_number"),
        ({"id": "r", "table": {"k": 1.5}}, "not_a_number"), (7, "not_a_mapping"),
        ({"id": "r", "table": {"k": {"at_most": 3}}}, "not_a_list"),
    ],
)  # fmt: skip
def test_errors_of_rules(rule: Any, code: str) -> None:
    assert code in [found for found, _ in errors(rules=[rule])]


def test_all_errors_are_told_at_once() -> None:
    found = errors({**INDICATOR, "unit": "x", "where": {"a": 1}}, {"id": "b", "unit": "米"}, measures=[MEASURE, MEASURE])
    assert {code for code, _ in found} == {"twice", "unknown_unit", "unknown_filter", "one_computation"}
    assert [code for code, _ in errors(INDICATOR, INDICATOR)] == ["twice"]


def test_nothing_at_all_is_sound_and_no_mapping_is_not() -> None:
    assert define({}).indicators == {}
    assert isinstance(parse_definitions([]), list)


def test_scalars_of_rules_are_numbers_days_words_and_truths() -> None:
    rules = [{"id": "r", "table": {"n": "1,000.5", "d": "2016-02-29", "w": "城", "t": True}}]
    table = define({"rules": rules}).rules["r"][0].table
    assert table["n"] == Fraction("1000.5") and str(table["d"]) == "2016-02-29" and (table["w"], table["t"]) == ("城", True)


def test_the_digest_covers_everything_the_indicator_rests_on() -> None:
    rule = {"id": "limit", "value": 1}
    indicator = {"id": "a", "unit": "天", "days": {"sum": "paved", "above": "rule('limit')"}}
    above = {"id": "b", "unit": "天", "formula": "a", "with": {"a": {"indicator": "a"}}}
    declared = {"measures": [MEASURE, STOCK], "indicators": [indicator, above], "rules": [rule]}

    def digest(**changed: Any) -> str:
        definitions = define({**declared, **changed})
        return definitions.digest_of(definitions.indicators["b"][0])

    assert digest() == digest(measures=[MEASURE, {**STOCK, "decimals": 1}])  # not rested on
    assert digest() != digest(measures=[{**MEASURE, "decimals": 1}, STOCK])
    assert digest() != digest(rules=[{"id": "limit", "value": 2}])
    assert digest() != digest(indicators=[{**indicator, "decimals": 1}, above])


def test_the_strictest_disclosure_of_its_measures_holds() -> None:
    through = {"id": "b", "unit": "件", "formula": "a", "with": {"a": {"indicator": "a"}}}
    found = define({"measures": [MEASURE, STOCK], "indicators": [{"id": "a", "unit": "件", "latest": "stock"}, through]})
    assert found.indicators["b"][0].disclosure == "subtotals"
