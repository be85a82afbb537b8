"""Adds the facts of a trace up by hand, with nothing of the product: what a clerk with the printed list would do."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from tests.city.by_hand import INDEX, LIMITS, WATER

Fact = dict[str, Any]
AIR = {"so2": "SO2", "no2": "NO2", "pm10": "PM10", "pm25": "PM2.5", "co": "CO", "o3": "O3_8h"}
PARAMETERS = {
    "codmn": "高锰酸盐指数", "cod": "化学需氧量", "bod5": "五日生化需氧量", "nh3n": "氨氮", "tp": "总磷", "fluoride": "氟化物",
    "oil": "石油类", "phenol": "挥发酚",
}


def key(fact: Fact, name: str) -> str:
    """A dimension of the fact, else one of its own fields; its day, month or year too."""
    day = fact["happened_on"]
    own = {"day": day, "month": day[:7], "year": day[:4]}
    return str(own.get(name) or fact["dims"].get(name) or fact.get(name))


def of(facts: Iterable[Fact], *measures: str) -> list[Fact]:
    return [fact for fact in facts if fact["measure"] in measures]


def by(facts: Iterable[Fact], *names: str) -> dict[tuple[str, ...], list[Fact]]:
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[tuple(key(fact, name) for name in names)].append(fact)
    return groups


def total(facts: Iterable[Fact]) -> Fraction:
    return sum((Fraction(fact["value"]) for fact in facts), Fraction(0))


def mean(facts: list[Fact]) -> Fraction:
    return total(facts) / len(facts)


def distinct(*names: str) -> Callable[[list[Fact]], int]:
    return lambda facts: len(by(facts, *names))


def latest(facts: Iterable[Fact], name: str) -> Fraction:
    return sum((total([max(group, key=lambda fact: fact["happened_on"])]) for group in by(facts, name).values()), Fraction(0))


def best_day(facts: list[Fact]) -> Fraction:
    return max(total(group) for group in by(facts, "day").values())


def whole(done: str, parts: str, planned: str, counted: Callable[[list[Fact]], Any]) -> Callable[[list[Fact]], int]:
    """Things that are done, with no fewer parts accepted than planned."""
    def count(facts: list[Fact]) -> int:
        things = {thing: group for (thing,), group in by(facts, "matter").items()}
        return sum(bool(of(group, done)) and 0 < counted(of(group, planned)) <= counted(of(group, parts)) for group in things.values())
    return count


def good_days(facts: list[Fact]) -> int:
    days = by(facts, "day").values()
    return sum(good(by(group, "pollutant")) for group in days)


def good(read: dict[tuple[str, ...], list[Fact]]) -> bool:
    """All six pollutants from at least six of the eight stations, and none above an index of 100."""
    if len(read) != len(AIR):
        return False
    for (pollutant,), facts in read.items():
        stations = [mean(group) for group in by(facts, "station").values()]
        if len(stations) * 4 < 3 * 8 or index(AIR[pollutant], sum(stations) / len(stations)) > 100:
            return False
    return True


def index(pollutant: str, value: Fraction) -> Fraction:
    limits = LIMITS[pollutant]
    at = next(i for i in range(1, len(limits)) if value <= limits[i])
    return INDEX[at - 1] + (INDEX[at] - INDEX[at - 1]) * (value - limits[at - 1]) / (limits[at] - limits[at - 1])


def clean_share(facts: list[Fact]) -> Fraction:
    months = by(facts, "section", "month").values()
    return Fraction(100 * sum(map(clean, months)), len(months))


def clean(facts: list[Fact]) -> bool:
    target = int(max(Fraction(fact["value"]) for fact in of(facts, "water_target_class")))
    read = {parameter: mean(group) for (parameter,), group in by(of(facts, "water_concentration"), "parameter").items()}
    limits = {parameter: Fraction(WATER[name][target - 2]) for parameter, name in PARAMETERS.items()}
    kept = all(read[parameter] <= limit for parameter, limit in limits.items())
    return kept and read["do"] >= (6, 5)[target - 2] and 6 <= mean(of(facts, "water_ph")) <= 9


def stalled_months(facts: list[Fact]) -> Fraction:
    start = min(date.fromisoformat(fact["happened_on"]) for fact in of(facts, "road_work_started"))
    days = (date.fromisoformat(fact["happened_on"]) for fact in of(facts, "road_progress"))
    later = min(day for day in days if day > start)
    months = (later.year - start.year) * 12 + later.month - start.month - (later.day < start.day)
    first, after = (date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, start.day) for n in (months, months + 1))
    return Fraction(months) + Fraction((later - first).days, (after - first).days)


def renewed(facts: list[Fact]) -> list[list[Fact]]:
    """The households whose three conditions were complete by a day of 2016."""
    found = []
    for household in by(of(facts, *HOUSEHOLD), "matter").values():
        settled, paid, moved, ended = (of(household, measure) for measure in HOUSEHOLD[:4])
        days = [fact["happened_on"] for fact in settled + paid + moved]
        if settled and paid and moved and not ended and total(paid) >= total(settled) and max(days)[:4] == "2016":
            found.append(household)
    return found


HOUSEHOLD = ("household_settled", "household_paid", "household_moved", "household_settlement_ended", "household_floor_area")


def area(facts: list[Fact]) -> Fraction:
    return sum((total(of(household, "household_floor_area")) for household in renewed(facts)), Fraction(0))


def begun(facts: list[Fact], *modes: str) -> int:
    households = by(of(facts, "household_settled", "household_settlement_ended"), "matter").values()
    standing = [group for group in households if not of(group, "household_settlement_ended")]
    return sum(not modes or group[0]["dims"]["mode"] in modes for group in standing)


def rank(values: dict[str, Fraction], self: str) -> int:
    return 1 + sum(value > values[self] for value in values.values())


def best_of(facts: list[Fact], name: str, value: Callable[[list[Fact]], Fraction]) -> dict[str, Fraction]:
    return {one: value(group) for (one,), group in by(facts, name).items()}


def promoted(facts: list[Fact]) -> int:
    return sum({"noticed", "appointed"} <= {fact["dims"]["step"] for fact in group} for group in by(facts, "person").values())


def rectified(facts: list[Fact]) -> int:
    groups = by(facts, "branch").values()
    return sum(bool(of(group, "branch_listed")) and bool(of(group, "branch_accepted")) for group in groups)


HAND: dict[str, Callable[[list[Fact]], Fraction | int]] = {
    "roads_rebuilt": whole("road_completed", "road_segment_accepted", "road_design_length", total),
    "road_greening_length": total,
    "greened_area": total,
    "street_parks": whole("park_completed", "park_part_accepted", "park_part_planned", len),
    "pavement_area": total,
    "forest_cover": lambda facts: 100 * latest(of(facts, "forest_area"), "place") / latest(of(facts, "land_area"), "place"),
    "good_air_days": good_days,
    "water_sections_up_to_standard": clean_share,
    "lake_area": total,
    "stalled_road_length": total,
    "stalled_road_months": stalled_months,
    "river_excavators": best_day,
    "river_trucks": best_day,
    "river_people": best_day,
    "river_days": distinct("day"),
    "river_earth_moved": total,
    "river_daily_record_rank": lambda facts: rank(best_of(facts, "matter", best_day), "river-xihe"),
    "households_renewed": lambda facts: len(renewed(facts)),
    "renewal_area": area,
    "renewal_area_above_five_years": lambda facts: area(facts) - total(of(facts, "renewal_target_area")),
    "renewal_start_rate": lambda facts: 100 * begun(facts) / total(of(facts, "renewal_target_units")),
    "renewal_start_rate_rank": lambda facts: rank(best_of(facts, "place", lambda group: latest(group, "place")), "3602"),
    "money_settlement_rate": lambda facts: Fraction(100 * begun(facts, "money"), begun(facts)),
    "money_settlement_rate_rank": lambda facts: rank(best_of(facts, "place", lambda group: latest(group, "place")), "3602"),
    "investment_agreed_phase_two": lambda facts: 10_000 * total(facts),   # 万元
    "partner_cities": distinct("city"),
    "resident_artists": lambda facts: latest(facts, "place"),
    "cadres_dispatched": distinct("person"),
    "cadres_promoted": promoted,
    "persons_cleared": distinct("person", "case"),
    "weak_branches_rectified": rectified,
    "branch_secretaries_dealt_with": distinct("person"),
    "talked_to": distinct("person", "case"),
    "dealt_with_by_organisation": distinct("person"),
    "inspection_teams": lambda facts: latest(facts, "team"),
    "livelihood_matters": distinct("matter"),
}
