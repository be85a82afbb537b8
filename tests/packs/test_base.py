"""The base pack's limits are those of the standards that it names."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from hetang.authority.grants import ROLES
from hetang.figures.shapes import RuleBook
from hetang.packs.files import DATED, SOURCED, read_folder
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.terms.expression import parse_expression
from hetang.terms.quantities import convert

BASE = Path(__file__).parents[2] / "packs" / "base"


@pytest.fixture(scope="module")
def base() -> Pack:
    pack = read_pack(BASE)
    assert isinstance(pack, Pack), [refusal.text("en") for refusal in pack]
    return pack


def ask(base: Pack, expression: str, day: date = date(2016, 6, 1)) -> object:
    return parse_expression(expression).on({}, RuleBook(base.definitions, day))


@pytest.mark.parametrize(
    ("pollutant", "concentration", "index"),
    [
        ("pm25", 35, 50), ("pm25", 75, 100), ("pm25", 115, 150), ("pm25", 250, 300), ("pm25", 500, 500),
        ("pm10", 150, 100), ("pm10", 420, 300), ("so2", 150, 100), ("so2", 1600, 300), ("no2", 80, 100),
        ("no2", 565, 300), ("co", 4000, 100), ("co", 36000, 300), ("o3", 160, 100), ("o3", 215, 150), ("o3", 265, 200),
        ("o3", 800, 300), ("pm25", 55, 75),
    ],
)  # fmt: skip
def test_the_air_quality_index_follows_the_table_of_hj_633(
    base: Pack, pollutant: str, concentration: int, index: int
) -> None:
    assert ask(base, f"interpolate('air_quality_points', '{pollutant}', {concentration})") == index


@pytest.mark.parametrize(
    ("parameter", "value", "class_"),
    [
        ("do", "7.5", 1), ("do", "6", 2), ("do", "5", 3), ("do", "4.99", 4), ("do", "2", 5), ("do", "1.9", 6),
        ("codmn", "4", 2), ("codmn", "6", 3), ("codmn", "15.1", 6), ("cod", "15", 1), ("cod", "20", 3), ("cod", "40", 5),
        ("bod5", "3", 1), ("bod5", "4", 3), ("bod5", "10", 5), ("nh3n", "0.15", 1), ("nh3n", "0.5", 2),
        ("nh3n", "1.0", 3), ("nh3n", "1.5", 4), ("nh3n", "2.01", 6), ("tp", "0.02", 1), ("tp", "0.2", 3), ("tp", "0.4", 5),
        ("tp_lake", "0.05", 3),
    ],
)  # fmt: skip
def test_the_class_of_water_follows_table_one_of_gb_3838(base: Pack, parameter: str, value: str, class_: int) -> None:
    assert ask(base, f"class_of('surface_water_class', '{parameter}', {value})") == class_


def test_fifteen_mu_make_a_hectare_as_the_units_say(base: Pack) -> None:
    assert ask(base, "rule('mu_per_hectare')") == 15
    assert convert(Fraction(15), "亩", "公顷") == 1


def test_a_text_says_nearly_from_ninety_five_per_cent(base: Pack) -> None:
    assert ask(base, "rule('near_from_percent')") == Fraction(95)


def test_every_item_of_the_base_names_its_source_and_its_first_day() -> None:
    items = read_folder(BASE).items
    assert len(items) > 50
    assert all(item.data["since"] for item in items if item.list in DATED)
    items = [item for item in items if item.list in SOURCED]
    assert all( item.data["source"]["zh"] and item.data["source"]["en"] for item in items)


def test_each_granted_role_is_named(base: Pack) -> None:
    assert set(ROLES) <= {role["id"] for role in base.source_json["roles"]}
