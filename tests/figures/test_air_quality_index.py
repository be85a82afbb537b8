"""docs/algorithms/air-quality-index.md, by the rules of packs/base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.figures.town import Town

RULES = yaml.load(Path("packs/base/rules/air.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
GOOD = {"pm10": 90, "o3": 130, "co": 2400, "no2": 41, "so2": 50, "pm25": 75}
FIRST = {"by": ["day", "pollutant", "station"], "columns": {"c": {"mean": "reading"}}}
STAGES = [
    FIRST,
    {
        "by": ["day", "pollutant"],
        "columns": {"c": {"mean": "c"}, "stations": {"count": "rows"}},
        "let": {"index": "ceil(interpolate('air_quality_points', pollutant, c))"},
    },
    {
        "by": ["day"],
        "columns": {"aqi": {"highest": "index"}, "fewest": {"lowest": "stations"}, "pollutants": {"count": "rows"}},
    },
]
KEEP = "pollutants == 6 and fewest >= rule('valid_stations_share') * 4 and aqi <= rule('good_air_index')"


@pytest.fixture
def town() -> Town:
    rules = [{"since": RULES["since"], **{k: v for k, v in rule.items() if k != "unit"}} for rule in RULES["rules"]]
    good = [*STAGES[:2], {**STAGES[2], "keep": KEEP}, {"by": [], "value": {"count": "rows"}}]
    measure = {"id": "reading", "unit": "μg/m³", "dims": ["station", "pollutant"], "adds": False}
    indicators = [
        {"id": "good", "unit": "天", "stages": good},
        {"id": "aqi", "unit": "级", "decimals": 3, "stages": [*STAGES, {"by": [], "value": {"highest": "aqi"}}]},
    ]
    return Town({"measures": [measure], "indicators": indicators, "rules": rules})


def day(town: Town, on: str, stations: int = 4, **others: Any) -> None:
    values = {**GOOD, **others}
    town.verified(
        *(town.fact("reading", v, on, pollutant=p, station=f"s{i}") for p, v in values.items() for i in range(stations))
    )


@pytest.mark.parametrize(
    ("pollutant", "concentration", "index"),
    [("pm25", 75, 100), ("pm25", 75.1, 101), ("pm10", 90, 70), ("o3", 130, 75), ("co", 2400, 60), ("no2", 41, 52), ("pm25", 999, 500)],
)
def test_the_table(town: Town, pollutant: str, concentration: float, index: int) -> None:
    town.verified(town.fact("reading", concentration, "2016-03-01", pollutant=pollutant, station="s1"))
    assert town.ask("aqi").exact == index


def test_a_day_at_a_hundred_is_good_and_one_above_is_not(town: Town) -> None:
    day(town, "2016-03-01")
    day(town, "2016-03-02", pm25="75.1")
    assert town.ask("good").value == "1"


def test_three_of_four_stations_make_a_valid_day(town: Town) -> None:
    day(town, "2016-03-01", stations=3)
    day(town, "2016-03-02", stations=2)
    assert town.ask("good").value == "1"


def test_the_citys_mean_is_over_its_stations(town: Town) -> None:
    for i, value in enumerate((60, 75, 90)):
        town.verified(town.fact("reading", value, "2016-03-01", pollutant="pm25", station=f"s{i}"))
    assert town.ask("aqi").exact == 100


def test_a_day_without_one_of_the_six_is_not_good(town: Town) -> None:
    town.verified(*(town.fact("reading", 1, "2016-03-01", pollutant=p, station=f"s{i}") for p in GOOD if p != "o3" for i in range(4)))
    assert town.ask("good").value == "0"
