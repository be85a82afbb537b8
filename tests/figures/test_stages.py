"""docs/algorithms/stages.md: its worked numbers, and what its tables promise."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from hetang.figures.evaluate import Ask, figure
from hetang.terms.refusals import Refusal
from tests.figures.town import Town

MEASURES = [
    {"id": "designed_length", "unit": "米", "adds": False},
    {"id": "accepted_length", "unit": "米", "dims": ["work", "gang"]},
]
ROADS = {
    "id": "roads",
    "unit": "条",
    "stages": [
        {
            "by": ["matter"],
            "columns": {"accepted": {"sum": "accepted_length"}, "designed": {"latest": "designed_length", "period": "all"}},
            "let": {"whole": "share >= 1", "share": "accepted / designed"},
            "keep": "whole",
        },
        {"by": [], "value": {"count": "rows"}},
    ],
}


def town(*indicators: dict[str, Any], rules: Any = ()) -> Town:
    return Town({"measures": MEASURES, "indicators": list(indicators), "rules": list(rules)})


def worked(*indicators: dict[str, Any]) -> Town:
    here = town(*indicators)
    here.verified(
        here.fact("designed_length", 300, "2015-05-01", matter="north"),
        here.fact("designed_length", 200, "2015-05-01", matter="south"),
        here.fact("accepted_length", 100, "2016-03-01", matter="north", work="new"),
        here.fact("accepted_length", 200, "2016-04-01", matter="north", work="old"),
        here.fact("accepted_length", 150, "2016-04-01", matter="south", work="new"),
    )
    return here


def test_the_worked_example() -> None:
    here = worked(ROADS)
    assert here.ask("roads", as_of="2016-12-31").value == "1"
    assert here.ask("roads", as_of="2016-03-31").value == "0"
    assert here.ask("roads", as_of="2014-12-31").value is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"sum": "accepted"}, 450),
        ({"mean": "accepted"}, 225),
        ({"highest": "accepted"}, 300),
        ({"lowest": "accepted"}, 150),
        ({"count": "rows"}, 2),
        ({"count": "accepted > 200"}, 1),
        ({"count": "missing"}, 0),
        ({"sum": "missing"}, None),
        ({"distinct": ["designed"]}, 2),
        ("100 * 0.75 + 2 ", 77),
    ],
)
def test_rows_are_aggregated(value: Any, expected: int | None) -> None:
    columns = {
        "accepted": {"sum": "accepted_length"},
        "designed": {"latest": "designed_length"},
        "missing": {"mean": "accepted_length", "where": {"work": "none"}},
    }
    here = worked({"id": "x", "unit": "米", "stages": [{"by": ["matter"], "columns": columns}, {"by": [], "value": value}]})
    assert here.ask("x").exact == (None if expected is None else Fraction(expected))


def test_the_sum_over_rows_that_were_all_dropped_is_nought() -> None:
    stages = [
        {"by": ["matter"], "columns": {"v": {"sum": "accepted_length"}}, "keep": "v > 1000"},
        {"by": [], "columns": {"total": {"sum": "v"}, "top": {"highest": "v"}}, "value": "total if top == null else total"},
    ]
    assert worked({"id": "x", "unit": "米", "stages": stages}).ask("x").exact == 0


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a / 0", None), ("null + a", None), ("coalesce(null, a)", 300), ("min(a, 5)", 5), ("max(a, null)", None),
        ("abs(5 - a)", 295), ("ceil(a / 7)", 43), ("floor(a / 7)", 42), ("round(a / 7, 1)", Fraction("42.9")), ("round(0.5)", 1),
        ("1 if null else 2", 2), ("1 if a > 1 or null else 2", 1), ("1 if a > 1 and null else 2", 2),
        ("1 if not a > 1 else 2", 2), ("1 if 1 < a <= 300 else 2", 1), ("1 if a != 300 else 2", 2), ("1 if not null else 2", 2),
        ("days(first, last)", 31), ("months(first, last)", 1), ("-a", -300), ("1 if first == last else 2", 2),
        ("1 if earliest(null, last) == last else 2", 1), ("1 if latest(first, last) == last else 2", 1),
        ("1 if earliest(null) == null else 2", 2), ("1 if max(first, last) == last else 2", 1),
        ("1 if in_period(first) else 2", 1), ("1 if in_period(null) else 2", 2), ("1 if last <= as_of else 2", 1),
        ("rule('depth')", Fraction("1.5")), ("rule('depths', 'deep')", 9), ("interpolate('line', 'k', 15)", Fraction(75, 10)),
        ("interpolate('line', 'k', -4)", 0), ("interpolate('line', 'k', 99)", 10), ("interpolate('line', 'other', 1)", None),
        ("class_of('classes', 'up', 2)", 1), ("class_of('classes', 'up', 3)", 2), ("class_of('classes', 'up', 9)", 7),
        ("class_of('classes', 'down', 4)", 1), ("class_of('classes', 'down', 1)", None), ("class_of('classes', 'no', 1)", None),
    ],
)  # fmt: skip
def test_expressions(expression: str, expected: Any) -> None:
    rules = [
        {"id": "depth", "value": "1.5"}, {"id": "depths", "table": {"deep": 9}},
        {"id": "line", "table": {"k": [[10, 0], [20, 15], [30, 10]]}},
        {"id": "classes", "table": {"up": {"at_most": [[2, 1], [5, 2]], "else": 7}, "down": {"at_least": [[4, 1], [2, 2]]}}},
    ]  # fmt: skip
    column = {"a": {"sum": "accepted_length"}, "first": {"first_day": "accepted_length"}, "last": {"last_day": "accepted_length"}}
    where = {"matter": "north"}
    columns = {name: {**c, "where": where} for name, c in column.items()}
    here = worked({"id": "x", "unit": "米", "period": 2016, "stages": [{"by": [], "columns": columns, "value": expression}]})
    here.declared["rules"] = rules
    found = here.ask("x").exact
    assert found == (None if expected is None else Fraction(expected))


def test_a_rule_is_asked_on_the_day_of_the_row() -> None:
    stages = [
        {"by": ["month"], "columns": {"v": {"sum": "accepted_length"}}, "let": {"need": "rule('need')"}},
        {"by": [], "value": {"sum": "need"}},
    ]
    here = worked({"id": "x", "unit": "米", "stages": stages})
    here.declared["rules"] = [{"id": "need", "value": 1}, {"id": "need", "since": "2016-04-15", "value": 10}]
    assert here.ask("x").value == "11"  # March by the first version, April by the second


def test_growth_moves_the_period_of_its_own() -> None:
    here = worked({"id": "x", "unit": "%", "growth": {"of": {"sum": "accepted_length", "period": 2016}, "against": "year_before"}})
    here.verified(here.fact("accepted_length", 300, "2015-03-01"), here.fact("accepted_length", 700, "2014-03-01"))
    assert here.ask("x").value == "50"
    here.declared["indicators"][0]["growth"]["against"] = {"period": 2014}
    assert here.ask("x").value == "-36"


def test_by_place_adds_up_for_a_sum_and_says_so_where_it_does_not() -> None:
    here = worked({"id": "s", "unit": "米", "sum": "accepted_length"}, {"id": "m", "unit": "米", "mean": "accepted_length"}, ROADS)
    here.verified(
        here.fact("accepted_length", 5, "2016-05-01", place="lane"), here.fact("accepted_length", 7, "2016-05-01", place="west")
    )
    divided = here.ask("s", by=("place",), place="city")
    assert [(row.keys, row.value) for row in divided.rows or ()] == [
        ({"place": "city"}, "450"),
        ({"place": "east"}, "5"),
        ({"place": "west"}, "7"),
    ]
    assert divided.adds is True and here.ask("m", by=("place",)).adds is False and here.ask("roads", by=("matter",)).adds is True


@pytest.mark.parametrize(
    "value", ["first + 1", "1 < first", "1 if accepted else 2", "'a' < 'b'", "days(accepted, first)", "rule('depths', 1)", "first", "'a'"]
)
def test_values_of_the_wrong_kind_are_refused_not_guessed(value: str) -> None:
    columns = {"accepted": {"sum": "accepted_length"}, "first": {"first_day": "accepted_length"}}
    here = worked({"id": "x", "unit": "米", "stages": [{"by": [], "columns": columns, "value": value}]})
    here.declared["rules"] = [{"id": "depths", "table": {"deep": 9}}]
    refused = figure(Ask("x", date(2017, 4, 26)), here.definitions, here.world(), here.relational())
    assert isinstance(refused, Refusal) and refused.code == "not_computable"


def test_every_kind_of_computation_moves_a_year_back() -> None:
    total, own = {"sum": "accepted_length"}, {"sum": "accepted_length", "period": "2016"}
    ranked = {"rank": {"sum": "accepted_length", "period": "2016", "among": "work", "self": "new"}}
    moved = {
        "reference": {"indicator": "total", "period": 2016},
        "formula": {"formula": "a + b", "with": {"a": total, "b": own}},
        "moved": {"compare": {"of": own, "against": "year_before"}},
        "rank": ranked,
    }
    indicators = [
        {"id": id, "unit": "米", "period": 2016, "compare": {"of": of, "against": "year_before"}} for id, of in moved.items()
    ]
    here = worked({"id": "total", "unit": "米", "sum": "accepted_length"}, *indicators)
    here.verified(
        here.fact("accepted_length", 40, "2015-02-28", work="old"), here.fact("accepted_length", 30, "2015-03-01", work="new"),
        here.fact("accepted_length", 1, "2014-03-01"),
    )  # fmt: skip
    # 450 in 2016, 70 in 2015, 1 in 2014; new work ranks first in 2016 (250 to 200) and second in 2015
    assert [here.ask(id).value for id in moved] == ["380", "760", "311", "-1"]
