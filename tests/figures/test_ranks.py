"""docs/algorithms/ranks.md."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hetang.figures.calculation import Between, place_among
from tests.figures.town import Town

CITIES = {"nc": Fraction("95.5"), "jdz": Fraction(90), "jj": Fraction(90), "gz": Fraction(12)}


@pytest.mark.parametrize(
    ("own", "highest_first", "place"),
    [("nc", True, 1), ("jdz", True, 2), ("jj", True, 2), ("gz", True, 4), ("jdz", False, 2), ("gz", False, 1)],
)
def test_ties_share_the_better_place(own: str, highest_first: bool, place: int) -> None:
    assert place_among(CITIES, own, CITIES, highest_first) == place


def test_a_missing_peer_makes_a_range() -> None:
    assert place_among({**CITIES, "gz": None}, "jdz", CITIES, True) == Between(Fraction(2), Fraction(3))
    assert place_among({"jdz": Fraction(1)}, "jdz", CITIES, True) == Between(Fraction(1), Fraction(4))


def test_without_a_value_of_its_own_there_is_no_rank() -> None:
    assert place_among({"nc": Fraction(1)}, "jdz", (), True) is None


def test_exact_values_are_compared_not_what_is_printed() -> None:
    assert place_among({"a": Fraction("89.995"), "b": Fraction(90)}, "a", (), True) == 2


def test_a_rank_of_recorded_values_and_its_range() -> None:
    rank = {"latest": "rate", "among": "city", "self": "jdz", "peers": list(CITIES)}
    town = Town(
        {
            "measures": [{"id": "rate", "unit": "%", "dims": ["city"], "adds": False}],
            "indicators": [{"id": "r", "unit": "名", "rank": rank}],
        }
    )
    assert town.ask("r").value is None
    town.verified(*(town.fact("rate", float(v), "2016-12-31", city=c) for c, v in CITIES.items() if c != "gz"))
    found = town.ask("r")
    assert (found.value, found.exact_text, found.ladder["disputed"]) == ("2-3", "2-3", None)
    town.verified(town.fact("rate", 12, "2016-12-31", city="gz"))
    assert town.ask("r").value == "2"
