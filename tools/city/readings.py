"""What instruments and surveyors read: air by station and day, water by section and month, forest and land by town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tools.city.divisions import TOWNS, towns
from tools.city.organs import AIR_STATIONS
from tools.city.pictures import Album
from tools.city.registers import POLLUTANTS
from tools.city.scribe import Scribe, correct, dispute, reject, send_twice
from tools.city.story import Deed, Story, chance, decimal, split

STATION_PLACES = [
    "360203006",
    "360203002",
    "360203007",
    "360202001",
    "360203400",
    "360202500",
    "360203011",
    "360222108",
]
# Of 366 days 31 are polluted and 6 invalid (five stations left); 329 are good.
POLLUTED_WINTER = 27
POLLUTED_SUMMER = 4
INVALID = ("2016-01-19", "2016-03-08", "2016-06-21", "2016-07-15", "2016-09-02", "2016-10-27")

SECTIONS = 20
# 240 section-months; six were not sampled, six of the others failed: 228 of 234 is 97.4 %.
NOT_SAMPLED = {(3, 1), (9, 7), (12, 7), (15, 2), (18, 8), (20, 1)}
FAILED = {(2, 3): "氨氮", (7, 8): "总磷", (7, 9): "总磷", (11, 2): "氨氮", (14, 7): "化学需氧量", (17, 12): "溶解氧"}
# column, usual value in thousandths for class II and for class III, value when failed
WATER = (
    ("溶解氧", 7200, 6100, 3900),
    ("高锰酸盐指数", 2600, 4100, 8200),
    ("化学需氧量", 11000, 15500, 27000),
    ("五日生化需氧量", 1900, 2700, 5200),
    ("氨氮", 280, 620, 1340),
    ("总磷", 60, 120, 280),
    ("氟化物", 350, 420, 1300),
    ("石油类", 20, 30, 90),
    ("挥发酚", 1, 2, 7),
)


def tell(story: Story, album: Album) -> None:
    _air(story, album)
    _water(story, album)
    _forest(story, album)


def _air(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["air_readings"], album)
    luck = chance("air days")
    days = [date(2016, 1, 1) + timedelta(days=turn) for turn in range(366)]
    winter = [day for day in days if day.month in (1, 2, 11, 12) and day.isoformat() not in INVALID]
    summer = [day for day in days if day.month in (5, 6, 8, 9) and day.isoformat() not in INVALID]
    smoky, ozone = set(luck.sample(winter, POLLUTED_WINTER)), set(luck.sample(summer, POLLUTED_SUMMER))
    clear = [day for day in days if day not in smoky | ozone and day.isoformat() not in INVALID]
    for day in (
        [date(2015, 12, 1) + timedelta(days=turn) for turn in range(31)]
        + days
        + [date(2017, 1, 1) + timedelta(days=turn) for turn in range(59)]
    ):
        _air_day(scribe, luck, day, day in smoky, day in ozone)
    _air_disturbed(scribe, clear, sorted(smoky))


def _air_day(scribe: Scribe, luck: Random, day: date, smoky: bool, ozone: bool) -> None:
    """City means stay well off the limit (PM2.5 75, O3 160), so that no rounding decides whether a day is good."""
    level = 92 + luck.random() * 45 if smoky else 18 + luck.random() * (44 if day.month in (1, 2, 11, 12) else 30)
    o3 = 182 + luck.random() * 20 if ozone else 45 + luck.random() * (75 if 4 <= day.month <= 10 else 35)
    means = {
        "so2": 8 + luck.random() * 18,
        "no2": 16 + luck.random() * 24,
        "pm10": level * 1.45,
        "pm25": level,
        "co": 6 + luck.random() * 7,
        "o3": o3,
    }
    left_out = luck.sample(range(8), 3 if day.isoformat() in INVALID else (0, 0, 0, 1, 1, 2)[int(luck.random() * 6)])
    for station in range(8):
        readings = {}
        for id, name in POLLUTANTS.items():
            value = round(means[id] * (0.92 + 0.16 * luck.random()))
            readings[name] = decimal(value, 1) if id == "co" else str(value)
        if station in left_out:
            if day.isoformat() in INVALID or luck.random() < 0.6:
                continue
            readings[luck.choice(list(POLLUTANTS.values()))] = ""
        organisation = f"air-{station + 1}"
        scribe.write(day, organisation, STATION_PLACES[station], "jx-emc", 点位=AIR_STATIONS[station], **readings)


def _air_disturbed(scribe: Scribe, clear: list[date], smoky: list[date]) -> None:
    """Slips of a digit corrected, a day contested, a day refused, a feed sent twice, stations beyond the border."""
    deeds = scribe.register.deeds
    at = {(deed.on, deed.organisation): deed for deed in deeds}
    for day in clear[20:26]:
        for deed in [at[key] for key in at if key[0] == day][:4]:
            correct(
                scribe, deed, "PM2.5", deed.cells["PM2.5"] + "0", day + timedelta(days=20), day + timedelta(days=24)
            )
    for day, change in ((smoky[3], dispute), (smoky[5], reject)):
        for deed in [at[key] for key in at if key[0] == day]:
            # A second instrument beside each station that read far too little.
            low = scribe.draft(
                day, deed.organisation, deed.place, "jx-emc", **{**deed.cells, "点位": f"{deed.cells['点位']}备用机"}
            )
            scribe.register.add(change(low.changed(**{"PM2.5": "8", "PM10": "12"})))
    for day in clear[60:62]:
        for deed in [at[key] for key in at if key[0] == day]:
            send_twice(scribe, deed)
    # On an invalid day the spare instruments were running, but nobody confirmed them.
    spare_day = date.fromisoformat(INVALID[2])
    for deed in [at[key] for key in at if key[0] == spare_day][:4]:
        spare = scribe.draft(
            spare_day, deed.organisation, deed.place, "jx-emc", **{**deed.cells, "点位": f"{deed.cells['点位']}备用机"}
        )
        scribe.register.add(replace(spare, verdicts=(), note="待核实"))
    for turn in range(12):
        for count, place in enumerate(("361130", "361181")):
            source = at[(clear[100], "air-1")]
            scribe.write(
                smoky[turn % len(smoky)], "air-8", place, "jx-emc", **{**source.cells, "点位": f"界外{count + 1}"}
            )


def _water(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["water_samples"], album)
    for section in range(1, SECTIONS + 1):
        for year, months in ((2015, (11, 12)), (2016, range(1, 13)), (2017, (1, 2, 3))):
            for month in months:
                if year == 2016 and (section, month) in NOT_SAMPLED:
                    continue
                _sample(
                    scribe,
                    section,
                    date(year, month, 4 + section % 5),
                    FAILED.get((section, month)) if year == 2016 else ("氨氮" if section % 7 == 0 else None),
                )
    _water_disturbed(scribe)


def _sample(scribe: Scribe, section: int, day: date, failed: str | None, place: str = "") -> Deed:
    luck, target = scribe.luck, 2 if section % 3 == 0 else 3
    if failed:
        target = 3
    cells = {"断面": f"断面{section:02d}", "目标类别": str(target), "pH": decimal(690 + int(luck.random() * 110), 2)}
    for name, second, third, bad in WATER:
        usual = bad if name == failed else (second if target == 2 else third)
        spread = 1 + 0.1 * (2 * luck.random() - 1)
        cells[name] = decimal(int(usual * spread), 3)
    organisation = ("jdz-emc", "fl-ep", "lp-ep", "jdz-emc")[section % 4]
    homes = {"jdz-emc": "360202002", "fl-ep": "360222100", "lp-ep": "360281001"}
    return scribe.write(day, organisation, place or homes[organisation], "jx-emc", **cells)


def _water_disturbed(scribe: Scribe) -> None:
    deeds = scribe.register.deeds
    year = [deed for deed in deeds if deed.on.year == 2016]
    correct(scribe, year[30], "氨氮", "9.1", date(2016, 9, 20), date(2016, 9, 26))
    correct(scribe, year[90], "总磷", "1.2", date(2016, 12, 20), date(2016, 12, 26))
    for deed in (year[41], year[77], year[150]):
        send_twice(scribe, deed)
    for section, month in sorted(NOT_SAMPLED)[:4]:
        _sample(scribe, section, date(2016, month, 26), "氨氮")
        deeds[-1] = dispute(deeds[-1]) if month != 7 else replace(deeds[-1], verdicts=(), note="待核实")
    section, month = sorted(NOT_SAMPLED)[4]
    _sample(scribe, section, date(2016, month, 27), "总磷")
    deeds[-1] = reject(deeds[-1])
    for turn in range(6):
        _sample(scribe, 21 + turn % 2, date(2016, 2 + turn, 9), "氨氮", "361128")


def _forest(story: Story, album: Album) -> None:
    """Two surveys: 2011 and 2016. Areas in hectares to one place; 65.73 % of the land in the latter."""
    land = Scribe(story.registers["land_areas"], album)
    forest = Scribe(story.registers["forest_surveys"], album)
    every = [(code, short) for short in TOWNS for code, _ in towns(short)]
    areas = split(5_256_000, len(every), chance("land"), 0.9)
    for (code, _short), area in zip(every, areas, strict=True):
        land.write(date(2014, 12, 31), "jdz-land", code, "jx-land", 面积=decimal(area, 1))
    wooded = _wooded(every, areas)
    for (code, short), now in zip(every, wooded, strict=True):
        for survey, day, area in (("2011", date(2011, 9, 20), int(now * 0.968)), ("2016", date(2016, 10, 18), now)):
            forest.write(day, f"{short}-forestry", code, "jx-survey", 调查=survey, 面积=decimal(area, 1))
    _forest_disturbed(land, forest)


def _wooded(every: list[tuple[str, str]], areas: list[int]) -> list[int]:
    """Streets have few trees, the hills of Fuliang many; together 3,454,769 tenths of a hectare."""
    luck = chance("forest")
    usual = {"zs": 12, "cj": 44, "fl": 76, "lp": 62}
    weights = [area * (usual[short] + int(luck.random() * 12)) for (_, short), area in zip(every, areas, strict=True)]
    wooded = [3_454_769 * weight // sum(weights) for weight in weights]
    wooded[-1] += 3_454_769 - sum(wooded)
    return wooded


def _forest_disturbed(land: Scribe, forest: Scribe) -> None:
    deeds = forest.register.deeds
    latest = [deed for deed in deeds if deed.cells["调查"] == "2016"]
    for deed, change in ((latest[5], dispute), (latest[9], reject)):
        later = forest.draft(
            date(2016, 12, 20), deed.organisation, deed.place, "jx-survey", 调查="2016补", 面积=deed.cells["面积"] + "1"
        )
        forest.register.add(change(later))
    claimed = forest.draft(
        date(2017, 1, 9), latest[12].organisation, latest[12].place, "jx-survey", 调查="2017自报", 面积="9900.5"
    )
    forest.register.add(replace(claimed, verdicts=(), note="待核实"))
    wrong = latest[20]
    correct(
        forest,
        wrong,
        "面积",
        decimal(int(float(wrong.cells["面积"]) * 10) * 10, 1),
        date(2016, 11, 28),
        date(2016, 12, 5),
    )
    send_twice(forest, latest[30])
    forest.write(date(2016, 10, 18), "fl-forestry", "361130", "jx-survey", 调查="2016", 面积="24810.4")
    land.write(date(2014, 12, 31), "jdz-land", "361130", "jx-land", 面积="29670")
