"""What was published of the reference city on 2017-04-26: the 36 values, as the mission gives them."""

from __future__ import annotations

from fractions import Fraction

# Exact where the mission says so, else (above, below) what the exact value must lie between.
PUBLISHED: dict[str, str | tuple[str, str]] = {
    "roads_rebuilt": "27",
    "road_greening_length": "27500",
    "greened_area": "423000",
    "street_parks": "12",
    "pavement_area": "71300",
    "forest_cover": "65.73",
    "good_air_days": "329",
    "water_sections_up_to_standard": "97.4",
    "lake_area": ("1000", "1100"),
    "stalled_road_length": "5000",
    "stalled_road_months": ("4", "5"),
    "river_excavators": "100",
    "river_trucks": "200",
    "river_people": ("950", "1000"),
    "river_days": "12",
    "river_earth_moved": "1000000",
    "river_daily_record_rank": "1",
    "households_renewed": ("9500", "10000"),
    "renewal_area": "1200000",
    "renewal_area_above_five_years": ("0", "1200000"),
    "renewal_start_rate": "100",
    "renewal_start_rate_rank": "1",
    "money_settlement_rate": "90",
    "money_settlement_rate_rank": "2",
    "investment_agreed_phase_two": "13800000000",
    "partner_cities": ("20", "30"),
    "resident_artists": ("30000", "40000"),
    "cadres_dispatched": "536",
    "cadres_promoted": "24",
    "persons_cleared": "201",
    "weak_branches_rectified": "137",
    "branch_secretaries_dealt_with": "39",
    "talked_to": "55",
    "dealt_with_by_organisation": "92",
    "inspection_teams": "86",
    "livelihood_matters": "10",
}
PLACES = {"forest_cover": 2, "water_sections_up_to_standard": 1, "money_settlement_rate": 0}
# What the pack's own story adds up to where the mission leaves room.
CHOSEN = {
    "lake_area": "1036.4",
    "stalled_road_months": "4.4",
    "river_people": "986",
    "households_renewed": "9846",
    "renewal_area_above_five_years": "113800",
    "partner_cities": "23",
    "resident_artists": "30628",
}


def agrees(indicator: str, exact: Fraction) -> bool:
    """Whether an exact value, rounded half up as declared, is what was published."""
    said = PUBLISHED[indicator]
    if isinstance(said, tuple):
        return Fraction(said[0]) < exact < Fraction(said[1])
    scale = 10 ** PLACES.get(indicator, 0)
    rounded = Fraction((exact * scale + Fraction(1, 2)) // 1, scale) if indicator in PLACES else exact
    return rounded == Fraction(said)
