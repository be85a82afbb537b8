"""Each shape that the 36 figures of the reference city need, on a history small enough to add up by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.figures.town import Town

DIMS = ["work", "person", "case_no", "team", "station", "pollutant", "section", "parameter", "target", "project", "city", "shift"]
MEASURES: list[dict[str, Any]] = [
    {"id": id, "unit": unit, "dims": DIMS, **more}
    for id, unit, more in [
        ("designed_length", "米", {"adds": False}), ("accepted_length", "米", {}), ("greened", "平方米", {}),
        ("forest_area", "公顷", {"adds": False}), ("land_area", "公顷", {"adds": False}),
        ("reading", "μg/m³", {"adds": False}), ("sample", "mg/L", {"adds": False}),
        ("lake", "平方米", {}), ("work_started", "次", {}), ("progress", "米", {}),
        ("people_at_work", "人", {}), ("earth", "立方米", {}),
        ("agreement", "户", {}), ("decision", "户", {}), ("paid", "户", {}), ("moved", "户", {}),
        ("floor_area", "平方米", {"adds": False}), ("target_area", "平方米", {}),
        ("unit_started", "套", {}), ("unit_target", "套", {}), ("rate_recorded", "%", {"adds": False}),
        ("money_agreed", "元", {}), ("artists", "人", {"adds": False}), ("posting", "人", {}),
        ("cleared", "人次", {}), ("formed", "个", {}), ("dissolved", "个", {}),
    ]
]  # fmt: skip
DONE = "max(coalesce(min(agreed, decided), agreed, decided), paid, moved)"
HOUSEHOLD = {
    "by": ["matter"],
    "columns": {
        "agreed": {"first_day": "agreement", "period": "all"},
        "decided": {"first_day": "decision", "period": "all"},
        "paid": {"first_day": "paid", "period": "all"},
        "moved": {"first_day": "moved", "period": "all"},
        "area": {"latest": "floor_area", "period": "all"},
    },
    "let": {"done": DONE},
    "keep": "in_period(done)",
}
RULES: list[dict[str, Any]] = [
    {"id": "iaqi", "table": {"PM2.5": [[0, 0], [35, 50], [75, 100], [115, 150]], "SO2": [[0, 0], [50, 50], [150, 100]]}},
    {"id": "stations", "value": 4},
    {"id": "water_classes", "table": {
        "NH3-N": {"at_most": [["0.15", 1], ["0.5", 2], ["1.0", 3], ["1.5", 4], ["2.0", 5]], "else": 6},
        "DO": {"at_least": [["7.5", 1], [6, 2], [5, 3], [3, 4], [2, 5]], "else": 6}}},
    {"id": "water_targets", "table": {"s1": 3, "s2": 2}},
]  # fmt: skip
INDICATORS: list[dict[str, Any]] = [
    {"id": "roads", "unit": "条", "period": 2016, "stages": [
        {"by": ["matter"], "columns": {"accepted": {"sum": "accepted_length"},
            "designed": {"latest": "designed_length", "period": "all"}}, "keep": "accepted >= designed"},
        {"by": [], "value": {"count": "rows"}}]},
    {"id": "good_air_days", "unit": "天", "period": 2016, "stages": [
        {"by": ["day", "pollutant", "station"], "columns": {"c": {"mean": "reading"}}},
        {"by": ["day", "pollutant"], "columns": {"c": {"mean": "c"}, "n": {"count": "rows"}},
         "keep": "n >= 3 / 4 * rule('stations')", "let": {"index": "ceil(interpolate('iaqi', pollutant, round(c)))"}},
        {"by": ["day"], "columns": {"aqi": {"highest": "index"}, "parts": {"count": "index"}},
         "keep": "parts == 2 and aqi <= 100"},
        {"by": [], "value": {"count": "rows"}}]},
    {"id": "water", "unit": "%", "decimals": 1, "period": 2016, "stages": [
        {"by": ["section", "month", "parameter"], "columns": {"x": {"mean": "sample"}},
         "let": {"grade": "class_of('water_classes', parameter, x)"}},
        {"by": ["section", "month"], "columns": {"worst": {"highest": "grade"}},
         "let": {"good": "worst <= rule('water_targets', section)"}},
        {"by": [], "columns": {"good": {"count": "good"}, "sampled": {"count": "rows"}}, "value": "100 * good / sampled"}]},
    {"id": "forest", "unit": "%", "decimals": 2, "ratio": {"of": {"latest": "forest_area", "per": ["place"]},
        "to": {"latest": "land_area", "per": ["place"]}, "times": 100}},
    {"id": "lake_area", "unit": "亩", "decimals": 1, "sum": "lake"},
    {"id": "stalled", "unit": "月", "decimals": 1, "rounding": "down", "span": {
        "from": "work_started", "to": "progress", "where": {"matter": "road"}}},
    {"id": "river_people", "unit": "人", "best": {"sum": "people_at_work", "by": "day", "where": {"matter": "river"}}},
    {"id": "river_days", "unit": "天", "days": {"sum": "earth", "where": {"matter": "river"}, "above": 0}},
    {"id": "record_rank", "unit": "名", "rank": {"stages": [
        {"by": ["matter", "day"], "columns": {"dug": {"sum": "earth"}}},
        {"by": ["matter"], "columns": {"best": {"highest": "dug"}}, "value": "best"}], "among": "matter", "self": "river"}},
    {"id": "households", "unit": "户", "period": 2016, "stages": [HOUSEHOLD, {"by": [], "value": {"count": "rows"}}]},
    {"id": "renewal_area", "unit": "平方米", "period": 2016, "stages": [HOUSEHOLD, {"by": [], "value": {"sum": "area"}}]},
    {"id": "above_five_years", "unit": "平方米", "difference": {
        "of": {"indicator": "renewal_area"}, "less": {"sum": "target_area", "period": "2011..2015"}}},
    {"id": "start_rate", "unit": "%", "period": 2016, "share": {"of": {"sum": "unit_started"}, "to": {"sum": "unit_target"}}},
    {"id": "money_rank", "unit": "名", "period": 2016, "rank": {
        "latest": "rate_recorded", "among": "city", "self": "jdz", "order": "highest_first",
        "peers": ["jdz", "nc", "jj", "gz"]}},
    {"id": "resident_artists", "unit": "人", "latest": "artists", "per": ["place"]},
    {"id": "dispatched", "unit": "名", "distinct": ["person"], "in": "posting", "period": 2016},
    {"id": "persons_cleared", "unit": "人次", "distinct": ["person", "case_no"], "in": "cleared", "period": 2016},
    {"id": "teams", "unit": "个", "stages": [
        {"by": ["team"], "columns": {"formed": {"count": "formed"}, "dissolved": {"count": "dissolved"}},
         "keep": "formed > dissolved"},
        {"by": [], "value": {"count": "rows"}}]},
    {"id": "investment", "unit": "亿元", "decimals": 1, "sum": "money_agreed", "where": {"work": "phase_two"}},
]  # fmt: skip


@pytest.fixture
def town() -> Town:
    return Town({"measures": MEASURES, "indicators": INDICATORS, "rules": RULES})


def test_a_road_counts_when_it_is_accepted_whole(town: Town) -> None:
    town.verified(
        town.fact("designed_length", 300, "2015-05-01", matter="r1"), town.fact("designed_length", 200, "2015-05-01", matter="r2"),
        town.fact("accepted_length", "0.1", "2016-03-01", unit="公里", matter="r1"),
        town.fact("accepted_length", 200, "2016-04-01", matter="r1"), town.fact("accepted_length", 199, "2016-04-01", matter="r2"),
    )  # fmt: skip
    assert town.ask("roads").value == "1"
    assert town.ask("roads", as_of="2016-03-31").value == "0"
    assert town.ask("roads", as_of="2014-01-01").value is None  # no facts is not nought


def test_a_designed_length_that_changed_is_the_latest(town: Town) -> None:
    town.verified(
        town.fact("designed_length", 300, "2015-05-01", matter="r1"), town.fact("designed_length", 250, "2016-01-02", matter="r1"),
        town.fact("accepted_length", 260, "2016-04-01", matter="r1"),
    )  # fmt: skip
    assert town.ask("roads").value == "1"


def readings(town: Town, day: str, pollutant: str, *values: int) -> list[dict[str, Any]]:
    return [town.fact("reading", v, day, pollutant=pollutant, station=f"st{i}") for i, v in enumerate(values)]


def test_a_good_air_day_needs_three_quarters_of_the_stations_and_an_index_of_at_most_100(town: Town) -> None:
    town.verified(
        *readings(town, "2016-01-01", "PM2.5", 75, 75, 75), *readings(town, "2016-01-01", "SO2", 10, 10, 10, 10),  # 100: good
        *readings(town, "2016-01-02", "PM2.5", 76, 76, 76), *readings(town, "2016-01-02", "SO2", 10, 10, 10),  # 102: not
        *readings(town, "2016-01-03", "PM2.5", 10, 10), *readings(town, "2016-01-03", "SO2", 10, 10, 10),  # two stations
        *readings(town, "2016-02-29", "PM2.5", 10, 10, 10), *readings(town, "2016-02-29", "SO2", 149, 150, 150),  # rounded
        *readings(town, "2015-12-31", "PM2.5", 10, 10, 10), *readings(town, "2015-12-31", "SO2", 10, 10, 10),  # other year
    )  # fmt: skip
    assert town.ask("good_air_days").value == "2"
    by_month = town.ask("good_air_days", by=("month",))
    assert by_month.adds and by_month.rows is not None
    assert [(row.keys, row.value) for row in by_month.rows] == [({"month": "2016-01"}, "1"), ({"month": "2016-02"}, "1")]


def test_the_worst_parameter_decides_a_section_month(town: Town) -> None:
    town.verified(
        town.fact("sample", "0.9", "2016-01-05", section="s1", parameter="NH3-N"),
        town.fact("sample", 6, "2016-01-05", section="s1", parameter="DO"),  # classes 3 and 2: at target 3
        town.fact("sample", "0.4", "2016-02-05", section="s1", parameter="NH3-N"),
        town.fact("sample", 4, "2016-02-05", section="s1", parameter="DO"),  # 2 and 4: below target
        town.fact("sample", "0.4", "2016-02-05", section="s2", parameter="NH3-N"),  # 2: at target 2
    )
    figure = town.ask("water")
    assert (figure.value, figure.exact) == ("66.7", Fraction(200, 3))
    assert figure.exact_text == "200/3"


def test_forest_cover_takes_the_latest_survey_of_each_place(town: Town) -> None:
    town.verified(
        town.fact("forest_area", 50, "2010-01-01", place="east"), town.fact("forest_area", 60, "2014-01-01", place="east"),
        town.fact("forest_area", "1.5", "2014-01-01", unit="平方公里", place="west"),
        town.fact("land_area", 100, "2010-01-01", place="east"), town.fact("land_area", 200, "2010-01-01", place="west"),
    )  # fmt: skip
    assert town.ask("forest").value == "70.00"


def test_a_mu_is_two_thousand_thirds_of_a_square_metre_exactly(town: Town) -> None:
    town.verified(town.fact("lake", "1000.3", "2016-05-01", unit="亩"), town.fact("lake", 1000, "2016-05-02"))
    figure = town.ask("lake_area")
    assert figure.exact == Fraction("1000.3") + Fraction(3, 2) and figure.value == "1001.8"


def test_months_run_from_the_start_to_the_first_later_progress(town: Town) -> None:
    town.verified(
        town.fact("progress", 5, "2016-03-15", matter="road"), town.fact("work_started", 1, "2016-03-15", matter="road"),
        town.fact("progress", 9, "2016-04-01", matter="lane"), town.fact("progress", 9, "2016-07-28", matter="road"),
    )  # fmt: skip
    town.seal("facts.recorded", [town.fact("progress", 9, "2016-05-01", matter="road", evidence=[])])  # not verified
    figure = town.ask("stalled")
    assert (figure.value, figure.exact) == ("4.4", 4 + Fraction(13, 31))  # 15 July to 28 July of the 31 to 15 August
    assert figure.ladder["reported"] == "1.5" and figure.ladder["disputed"] is None
    assert town.ask("stalled", as_of="2016-06-15").value == "3.0"  # without progress: to the as-of day


def test_people_on_the_river_are_a_days_shifts_added_and_the_highest_day(town: Town) -> None:
    town.verified(
        *(town.fact("people_at_work", n, day, matter="river", shift=shift) for day, n, shift in (
            ("2016-06-01", 300, "day"), ("2016-06-01", 250, "night"), ("2016-06-02", 500, "day"))),
        town.fact("people_at_work", 900, "2016-06-01", matter="brook"),
    )  # fmt: skip
    assert town.ask("river_people").value == "550"


def test_the_best_day_of_every_project_gives_a_rank(town: Town) -> None:
    town.verified(
        town.fact("earth", 60, "2016-06-01", matter="river"), town.fact("earth", 50, "2016-06-01", matter="river"),
        town.fact("earth", 0, "2016-06-03", matter="river"), town.fact("earth", 100, "2016-06-01", matter="hill"),
        town.fact("earth", 80, "2016-06-02", matter="hill"),
    )  # fmt: skip
    assert town.ask("record_rank").value == "1"
    assert town.ask("river_days").value == "1"
    town.verified(town.fact("earth", 31, "2016-06-01", matter="hill"))
    assert town.ask("record_rank").value == "2"


def household(town: Town, id: str, agreed: str, paid: str, moved: str, area: str, kind: str = "agreement") -> list[dict[str, Any]]:
    return [
        town.fact("floor_area", area, "2014-01-01", matter=id),
        *(town.fact(m, 1, day, matter=id) for m, day in ((kind, agreed), ("paid", paid), ("moved", moved)) if day),
    ]


def test_a_household_is_renewed_by_the_last_of_its_events(town: Town) -> None:
    town.verified(
        *household(town, "h1", "2015-12-01", "2015-12-20", "2016-01-05", "80.5"),  # renewed in 2016
        *household(town, "h2", "2016-02-01", "2016-03-01", "2016-03-02", "100", kind="decision"),
        *household(town, "h3", "2015-02-01", "2015-03-01", "2015-03-02", "70"),  # a year early
        *household(town, "h4", "2016-02-01", "", "2016-03-02", "60"),  # not paid
        *household(town, "h5", "2016-11-01", "2016-12-01", "2017-01-02", "50"),  # a year late
    )
    assert town.ask("households").value == "2"
    assert town.ask("renewal_area").exact == Fraction("180.5")
    assert town.ask("households", as_of="2016-03-01").value == "1"
    rows = town.ask("households", by=("month",)).rows or ()
    assert {(row.keys or {})["month"]: row.value for row in rows if row.value not in (None, "0")} == {"2016-01": "1", "2016-03": "1"}


def test_a_disputed_payment_takes_its_household_out(town: Town) -> None:
    town.verified(*household(town, "h1", "2016-02-01", "2016-03-01", "2016-03-02", "100"))
    payment = next(r["id"] for _, rows in town.entries for r in rows if r.get("measure") == "paid")
    town.seal("facts.judged", [town.judgement(payment, "disputed")], on="2016-06-01")
    assert town.ask("households").value == "0"
    assert town.ask("households", known_at=date(2016, 5, 31)).value == "1"
    town.seal("facts.judged", [town.judgement(payment, "upheld")], on="2016-07-01")
    assert town.ask("households").value == "1"
    assert town.ask("households", known_seq=2).value == "0"


def test_the_area_stands_above_the_targets_of_five_years(town: Town) -> None:
    town.verified(
        *household(town, "h1", "2016-02-01", "2016-03-01", "2016-03-02", "100"),
        *(town.fact("target_area", 15, f"{year}-01-01") for year in range(2010, 2017)),
    )
    assert town.ask("above_five_years").value == "25"


def test_a_rate_of_all_that_was_asked_is_a_hundred_percent(town: Town) -> None:
    town.verified(
        town.fact("unit_started", 30, "2016-05-01"), town.fact("unit_started", 70, "2016-06-01", place="east"),
        town.fact("unit_target", 100, "2016-01-01"),
    )  # fmt: skip
    assert town.ask("start_rate").value == "100"
    divided = town.ask("start_rate", by=("organisation",))
    assert divided.adds is False and divided.adds_says is not None


def test_the_rank_compares_what_another_organ_recorded(town: Town) -> None:
    values = {"jdz": "90.0", "nc": "95.5", "jj": "90"}
    town.verified(*(town.fact("rate_recorded", v, "2016-12-31", city=c) for c, v in values.items()))
    assert town.ask("money_rank").value == "2-3"  # gz is missing
    town.verified(town.fact("rate_recorded", "12", "2016-12-31", city="gz"))
    assert town.ask("money_rank").value == "2"  # jj shares the place


def test_the_latest_counts_of_the_communities_are_summed(town: Town) -> None:
    town.verified(
        town.fact("artists", 900, "2015-06-01", place="lane"), town.fact("artists", 1000, "2016-06-01", place="lane"),
        town.fact("artists", 50, "2014-06-01", place="alley"),
    )  # fmt: skip
    figure = town.ask("resident_artists", by=("place",))
    assert figure.value == "1050" and figure.adds is True
    assert town.ask("resident_artists", as_of="2016-05-31").value == "950"


def test_a_person_counts_once_and_a_case_once_a_person(town: Town) -> None:
    town.verified(
        town.fact("posting", 1, "2016-02-01", person="p1", place="lane"), town.fact("posting", 1, "2016-08-01", person="p1", place="alley"),
        town.fact("posting", 1, "2016-08-01", person="p2", place="west"), town.fact("posting", 1, "2015-08-01", person="p3"),
        town.fact("cleared", 1, "2016-02-01", person="p1", case_no="c1"), town.fact("cleared", 1, "2016-03-01", person="p1", case_no="c1"),
        town.fact("cleared", 1, "2016-02-01", person="p1", case_no="c2"), town.fact("cleared", 1, "2016-02-01", person="p2", case_no="c1"),
    )  # fmt: skip
    assert town.ask("persons_cleared").value == "3"
    divided = town.ask("dispatched", by=("place",), place="city")
    assert divided.value == "2" and divided.adds is False
    assert sum(int(row.value or 0) for row in divided.rows or ()) == 3


def test_teams_formed_and_not_dissolved_stand(town: Town) -> None:
    town.verified(
        *(town.fact("formed", 1, "2015-06-01", team=f"t{i}") for i in range(3)), town.fact("dissolved", 1, "2016-06-01", team="t0"),
    )  # fmt: skip
    assert town.ask("teams").value == "2"
    assert town.ask("teams", as_of="2016-05-31").value == "3"


def test_money_is_said_in_any_of_its_units(town: Town) -> None:
    town.verified(town.fact("money_agreed", "138", "2016-08-01", unit="亿元", work="phase_two"))
    assert town.ask("investment").value == "138.0"
