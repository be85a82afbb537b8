"""New York's open data comes in through the command line, and its figures are those of a script of a few lines."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from hetang.terms.quantities import fixed_text
from tests.scenarios import new_york
from tests.scenarios.door import TOP, Door, opened

SHARED = TOP.parent / "shared" / "data"
REAL = {"nyc311": SHARED / "nyc311_requests_sample.csv", "nyc_capital_projects": SHARED / "nyc_capital_projects_2020.geojson"}


@pytest.fixture(scope="module", params=["generated", "real"])
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The service requests and the capital projects."""
    if request.param == "real":
        if not all(file.is_file() for file in REAL.values()):
            pytest.skip("the published files are not beside this checkout")
        return REAL
    folder = tmp_path_factory.mktemp("open-data")
    (folder / "requests.csv").write_text(new_york.csv_text(new_york.requests(400)), encoding="utf-8", newline="")
    (folder / "projects.geojson").write_text(new_york.projects(90), encoding="utf-8")
    return {"nyc311": folder / "requests.csv", "nyc_capital_projects": folder / "projects.geojson"}


@pytest.fixture(scope="module")
def city(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    with opened(tmp_path_factory.mktemp("home")) as door:
        loaded = door.ask("city", "load", TOP / "packs" / "newyork", actor="importer")
        assert loaded.status == 0, loaded.err
        for mapping, file in files.items():
            assert door.json("import", file, "--as", mapping, actor="importer")["accepted"]
        yield door


def test_requests_by_type_by_agency_and_by_borough_are_those_of_the_file(city: Door, files: dict[str, Path]) -> None:
    for key, column in (("type", "Complaint Type"), ("agency", "Agency"), ("borough", "Borough")):
        figure = city.json("figure", "requests", "--by", key)
        counted = new_york.counted(files["nyc311"], column)
        assert new_york.by(figure, key) == counted
        assert int(figure["value"]) == counted.total()


def test_a_borough_is_a_place_and_what_names_none_is_the_city_s(city: Door, files: dict[str, Path]) -> None:
    counted = new_york.counted(files["nyc311"], "Borough")
    named = {"bronx": "BRONX", "brooklyn": "BROOKLYN", "manhattan": "MANHATTAN", "queens": "QUEENS", "staten-island": "STATEN ISLAND"}
    expected = {place: counted[text] for place, text in named.items()}
    expected["newyork"] = counted.total() - sum(expected.values())
    assert new_york.by(city.json("figure", "requests", "--by", "place"), "place") == expected


def test_an_agency_is_an_organisation_and_one_that_is_not_known_is_the_city_s(city: Door, files: dict[str, Path]) -> None:
    counted = new_york.counted(files["nyc311"], "Agency")
    found = new_york.by(city.json("figure", "requests", "--by", "organisation"), "organisation")
    assert {agency: number for agency, number in found.items() if agency != "nyc"} == {
        agency: number for agency, number in counted.items() if agency in found
    }
    assert sum(found.values()) == counted.total()
    assert "NYPD" in found and not {"3-1-1", "MAYOR'S OFFICE"} & set(found)


def test_the_mean_of_days_to_close_is_exact_and_rounded_only_where_it_is_shown(city: Door, files: dict[str, Path]) -> None:
    figure, expected = city.json("figure", "days_to_close"), new_york.days_to_close(files["nyc311"])
    assert Fraction(figure["exact"]) == expected
    assert figure["value"] == fixed_text(expected, 2)
    closed = city.json("figure", "requests_closed")
    assert int(closed["value"]) == new_york.counted(files["nyc311"], "Closed Date").total() - new_york.counted(
        files["nyc311"], "Closed Date")[""]  # fmt: skip


def test_budgets_by_agency_and_by_reason_for_delay_are_those_of_the_file(city: Door, files: dict[str, Path]) -> None:
    for key, column in (("agency", "managing_agency"), ("delay", "explanation_for_delay"), ("borough", "borough")):
        figure = city.json("figure", "budgets", "--by", key)
        budgets = new_york.budgets(files["nyc_capital_projects"], column)
        assert new_york.by(figure, key) == budgets
        assert (int(figure["value"]), figure["unit"]) == (sum(budgets.values()), "千美元")
    in_plan = city.json("figure", "budgets", "--period", "2020-11")
    assert in_plan["value"] == figure["value"]


def test_the_same_files_again_change_nothing(city: Door, files: dict[str, Path]) -> None:
    before = city.json("figure", "requests")["head"]
    for mapping, file in files.items():
        again = city.json("import", file, "--as", mapping, actor="importer")
        assert (again["accepted"], again["changed"]) == (True, False)
    assert city.json("figure", "requests")["head"] == before
