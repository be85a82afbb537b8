"""docs/algorithms/months-without-progress.md."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from hetang.terms.dates import months_between
from tests.figures.town import Town

TABLE = [
    ("2016-03-15", "2016-07-28", 4 + Fraction(13, 31), "4.4"),
    ("2016-01-31", "2016-02-29", Fraction(1), "1.0"),
    ("2016-01-31", "2016-03-30", 1 + Fraction(30, 31), "1.9"),
    ("2016-02-29", "2017-02-28", Fraction(12), "12.0"),
]


@pytest.fixture
def town() -> Town:
    measures = [{"id": "started", "unit": "次"}, {"id": "progress", "unit": "米"}]
    span = {"id": "stalled", "unit": "月", "decimals": 1, "rounding": "down", "span": {"from": "started", "to": "progress"}}
    return Town({"measures": measures, "indicators": [span]})


@pytest.mark.parametrize(("start", "end", "months", "said"), TABLE)
def test_the_table(town: Town, start: str, end: str, months: Fraction, said: str) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months
    town.verified(town.fact("started", 1, start), town.fact("progress", 1, end))
    found = town.ask("stalled")
    assert (found.exact, found.value) == (months, said)


def test_without_progress_the_stall_runs_to_the_as_of_day(town: Town) -> None:
    town.verified(town.fact("started", 1, "2016-03-15"), town.fact("progress", 1, "2016-03-15"))
    assert town.ask("stalled", as_of="2016-05-15").value == "2.0"


def test_progress_that_nobody_verified_does_not_end_it(town: Town) -> None:
    town.verified(town.fact("started", 1, "2016-03-15"))
    town.seal("facts.recorded", [town.fact("progress", 1, "2016-04-15")])
    found = town.ask("stalled", as_of="2016-06-15")
    assert found.value == "3.0" and found.ladder == {"reported": "1.0", "evidenced": "1.0", "verified": "3.0", "disputed": None}
