"""Counts the reference city's 36 figures straight from its sheets, with nothing of the product: an independent check."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

PACK = Path(__file__).parents[2] / "packs" / "jingdezhen"
RULES = ("repeat", "dispute", "correction", "period", "place", "floor")
Row = dict[str, str]
# What makes a second row of a register a repeat of the first.
SAME = {
    "road_designs": "道路编号 段号",
    "road_segments": "道路编号 段号",
    "road_completions": "道路编号",
    "road_greenings": "编码",
    "green_areas": "编码",
    "park_plans": "公园编号 部位",
    "park_parts": "公园编号 部位",
    "park_completions": "公园编号",
    "pavements": "编码",
    "lake_blocks": "编码",
    "road_progress": "道路编号 事项 日期",
    "site_machines": "工程编号 标段 日期 口径",
    "site_people": "工程编号 标段 日期 班次",
    "air_readings": "点位 日期",
    "water_samples": "断面 日期",
    "land_areas": "地点 日期",
    "forest_surveys": "地点 调查",
    "household_surveys": "户号",
    "household_settlements": "户号",
    "household_payments": "户号 凭证",
    "household_moves": "户号",
    "household_endings": "户号",
    "investments": "地块",
    "partner_cities": "城市代号 文书 日期",
    "resident_artists": "地点 日期",
    "renewal_targets": "年度 片区",
    "provincial_rates": "地点 日期",
    "cadre_postings": "代号 派往 日期",
    "cadre_selections": "代号 环节",
    "clearances": "代号 案号 日期",
    "branch_rectifications": "支部 事项 验收级",
    "branch_secretaries": "代号 处理 日期",
    "discipline_cases": "代号 案号 方式",
    "inspection_teams": "督查组 日期",
    "livelihood_promises": "事项编号 分项",
}


@cache
def sheet(name: str) -> list[Row]:
    for path in (PACK / "records").glob(f"{name}.*"):
        if path.suffix == ".xlsx":
            head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
            return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    raise FileNotFoundError(name)


@dataclass
class Hand:
    """Rows that count, with any one rule switched off; as known at the end of `known_on`."""

    off: str = ""
    known_on: str = "9999"
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def __call__(
        self, name: str, first: str = "2016-01-01", last: str = "2016-12-31", anywhere: bool = False
    ) -> list[Row]:
        if name not in self.rows:
            self.rows[name] = list(self._counting(name))
        if self.off == "period":
            first, last = "0000", "9999"
        here = anywhere or self.off == "place"
        return [r for r in self.rows[name] if first <= r["日期"] <= last and (here or r["地点"].startswith("3602"))]

    def all(self, name: str, anywhere: bool = False) -> list[Row]:
        return self(name, "0000", "2017-04-26", anywhere)

    def _counting(self, name: str) -> Iterable[Row]:
        rows = [r for r in sheet(name) if r["录入日"] <= self.known_on]
        rejected = {r["编号"] for r in rows if self._given(r, "退回日")}
        corrected = {r["更正"] for r in rows if r.get("更正") and r["编号"] not in rejected}
        seen: dict[tuple[str, ...], Row] = {}
        for row in rows:
            key = tuple(row[column] for column in SAME[name].split())
            repeat = key in seen and not row.get("更正") and seen[key]["编号"] not in rejected
            if not repeat:
                seen[key] = row
            if (repeat and self.off != "repeat") or row["编号"] in rejected:
                continue
            if row["编号"] in corrected and self.off != "correction":
                continue
            if self._given(row, "异议日") and not self._given(row, "维持日") and self.off != "dispute":
                continue
            if self.off == "floor" or (self._given(row, "核实日") and row.get("佐证", "source")):
                yield row

    def _given(self, row: Row, column: str) -> bool:
        return "" < row.get(column, "") <= self.known_on


def total(rows: Iterable[Row], column: str) -> Fraction:
    return sum((Fraction(r[column]) for r in rows if r[column]), Fraction(0))


def by(rows: Iterable[Row], *columns: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return groups


def distinct(rows: Iterable[Row], *columns: str) -> int:
    return len(by(rows, *columns))


def latest(rows: Iterable[Row], key: str, column: str) -> Fraction:
    """The sum over the keys of the value of each one's last day."""
    return sum(
        (total([max(group, key=lambda r: (r["日期"], r["编号"]))], column) for group in by(rows, key).values()),
        Fraction(0),
    )


def roads(hand: Hand) -> int:
    designed, accepted = (by(hand.all(name), "道路编号") for name in ("road_designs", "road_segments"))
    done = set(by(hand("road_completions"), "道路编号"))
    return sum(
        1 for key in done if 0 < total(designed.get(key, []), "设计长度") <= total(accepted.get(key, []), "验收长度")
    )


def parks(hand: Hand) -> int:
    planned, accepted = (by(hand.all(name), "公园编号") for name in ("park_plans", "park_parts"))
    return sum(
        1
        for key in by(hand("park_completions"), "公园编号")
        if 0 < len(planned.get(key, [])) <= len(accepted.get(key, []))
    )


LIMITS = {  # HJ 633-2012: 24-hour means, ozone by its 8-hour mean; concentration -> index
    "SO2": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "NO2": (0, 40, 80, 180, 280, 565, 750, 940),
    "PM10": (0, 50, 150, 250, 350, 420, 500, 600),
    "PM2.5": (0, 35, 75, 115, 150, 250, 350, 500),
    "CO": (0, 2, 4, 14, 24, 36, 48, 60),
    "O3_8h": (0, 100, 160, 215, 265, 800),
}
INDEX = (0, 50, 100, 150, 200, 300, 400, 500)


def good_days(hand: Hand) -> int:
    good = 0
    for group in by(hand("air_readings"), "日期").values():
        worst, fewest = Fraction(0), 99
        for pollutant, limits in LIMITS.items():
            read = [Fraction(r[pollutant]) for r in group if r[pollutant]]
            fewest = min(fewest, len(read))
            if read:
                mean = sum(read) / len(read)
                at = next(i for i in range(1, len(limits)) if mean <= limits[i])
                low, high = limits[at - 1], limits[at]
                worst = max(worst, INDEX[at - 1] + (INDEX[at] - INDEX[at - 1]) * (mean - low) / (high - low))
        good += fewest * 4 >= 3 * 8 and worst <= 100
    return good


WATER = {  # GB 3838-2002, classes II and III
    "高锰酸盐指数": ("4", "6"),
    "化学需氧量": ("15", "20"),
    "五日生化需氧量": ("3", "4"),
    "氨氮": ("0.5", "1.0"),
    "总磷": ("0.1", "0.2"),
    "氟化物": ("1.0", "1.0"),
    "石油类": ("0.05", "0.05"),
    "挥发酚": ("0.002", "0.005"),
}


def water(hand: Hand) -> Fraction:
    months: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in hand("water_samples"):
        months[row["断面"], row["日期"][:7]].append(row)
    good = 0
    for rows in months.values():
        target = max(int(r["目标类别"]) for r in rows)

        def mean(column: str, rows: list[Row] = rows) -> Fraction:
            return total(rows, column) / len(rows)

        fine = all(mean(name) <= Fraction(limits[target - 2]) for name, limits in WATER.items())
        good += fine and mean("溶解氧") >= (6, 5)[target - 2] and 6 <= mean("pH") <= 9
    return Fraction(100 * good, len(months))


def stall(hand: Hand) -> Fraction:
    rows = [r for r in hand.all("road_progress") if r["道路编号"] == "road-stalled"]
    start = min(date.fromisoformat(r["日期"]) for r in rows if r["事项"] == "开工")
    later = min(
        date.fromisoformat(r["日期"]) for r in rows if r["事项"] == "进展" and date.fromisoformat(r["日期"]) > start
    )
    months = (later.year - start.year) * 12 + later.month - start.month - (later.day < start.day)
    first = date(start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, start.day)
    after = date(first.year + first.month // 12, first.month % 12 + 1, first.day)
    return Fraction(months) + Fraction((later - first).days, (after - first).days)


def xihe(hand: Hand, name: str) -> list[Row]:
    return [r for r in hand.all(name) if r["工程编号"] == "river-xihe"]


def best_day(rows: list[Row], column: str) -> Fraction:
    return max(total(group, column) for group in by(rows, "日期").values())


def natural(rows: list[Row]) -> list[Row]:
    return [r for r in rows if r["口径"] == "自然方" and r["土方"]]


def record_rank(hand: Hand) -> int:
    best = {key: best_day(rows, "土方") for key, rows in by(natural(hand.all("site_machines")), "工程编号").items()}
    return 1 + sum(1 for value in best.values() if value > best["river-xihe",])


def renewed(hand: Hand) -> tuple[int, Fraction]:
    owed, paid, area = (
        by(hand(name, "0000"), "户号") for name in ("household_settlements", "household_payments", "household_surveys")
    )
    ended, moved = by(hand("household_endings", "0000"), "户号"), by(hand("household_moves"), "户号")
    done = [
        key
        for key in moved
        if key in owed and key not in ended and total(paid.get(key, []), "金额") >= total(owed[key], "补偿额")
    ]
    return len(done), sum((total(area.get(key, []), "建筑面积") for key in done), Fraction(0))


def begun(hand: Hand, way: str = "") -> int:
    ended = by(hand("household_endings"), "户号")
    return sum(
        1
        for key, rows in by(hand("household_settlements"), "户号").items()
        if key not in ended and way in ("", rows[-1]["方式"])
    )


def rank(hand: Hand, column: str) -> int:
    rates = {
        key: latest(rows, "地点", column)
        for (key,), rows in by(hand("provincial_rates", anywhere=True), "地点").items()
    }
    return 1 + sum(1 for value in rates.values() if value > rates["3602"])


def promoted(hand: Hand) -> int:
    people = by((r for r in hand("cadre_selections") if r["依据"] == "一线实绩"), "代号").values()
    return sum(1 for rows in people if {"公示", "任职"} <= {r["环节"] for r in rows})


def branches(hand: Hand) -> int:
    rows = by(hand("branch_rectifications"), "支部").values()
    return sum(
        1
        for group in rows
        if any(r["事项"] == "列入" for r in group) and any(r["验收级"] in ("县级", "市级") for r in group)
    )


def teams(hand: Hand) -> Fraction:
    rows = [{**r, "在岗": "0" if r["在岗"] == "撤销" else "1"} for r in hand.all("inspection_teams")]
    return latest(rows, "督查组", "在岗")


def targets_before(hand: Hand) -> Fraction:
    return total(hand("renewal_targets", "2011-01-01", "2015-12-31"), "面积")


def handled(hand: Hand, *ways: str) -> list[Row]:
    return [r for r in hand("discipline_cases") if r["方式"] in ways]


FIGURES: dict[str, Callable[[Hand], Fraction | int]] = {
    "roads_rebuilt": roads,
    "road_greening_length": lambda h: total(h("road_greenings"), "长度"),
    "greened_area": lambda h: total(h("green_areas"), "面积"),
    "street_parks": parks,
    "pavement_area": lambda h: total(h("pavements"), "面积"),
    "forest_cover": lambda h: (
        100 * latest(h.all("forest_surveys"), "地点", "面积") / latest(h.all("land_areas"), "地点", "面积")
    ),
    "good_air_days": good_days,
    "water_sections_up_to_standard": water,
    "lake_area": lambda h: total(h.all("lake_blocks"), "面积"),
    "stalled_road_length": lambda h: total(
        (r for r in h.all("road_designs") if r["道路编号"] == "road-stalled"), "设计长度"
    ),
    "stalled_road_months": stall,
    "river_excavators": lambda h: best_day(xihe(h, "site_machines"), "挖掘机"),
    "river_trucks": lambda h: best_day(xihe(h, "site_machines"), "货车"),
    "river_people": lambda h: best_day(xihe(h, "site_people"), "人数"),
    "river_days": lambda h: distinct(natural(xihe(h, "site_machines")), "日期"),
    "river_earth_moved": lambda h: total(natural(xihe(h, "site_machines")), "土方"),
    "river_daily_record_rank": record_rank,
    "households_renewed": lambda h: renewed(h)[0],
    "renewal_area": lambda h: renewed(h)[1],
    "renewal_area_above_five_years": lambda h: renewed(h)[1] - targets_before(h),
    "renewal_start_rate": lambda h: 100 * begun(h) / total(h("renewal_targets"), "套数"),
    "renewal_start_rate_rank": lambda h: rank(h, "开工率"),
    "money_settlement_rate": lambda h: Fraction(100 * begun(h, "货币"), begun(h)),
    "money_settlement_rate_rank": lambda h: rank(h, "货币化率"),
    "investment_agreed_phase_two": lambda h: (
        10_000 * total((r for r in h.all("investments") if r["项目编号"].endswith("-2")), "协议额")
    ),
    "partner_cities": lambda h: distinct((r for r in h.all("partner_cities") if r["文书"] != "交流意向"), "城市代号"),
    "resident_artists": lambda h: latest(h.all("resident_artists"), "地点", "人数"),
    "cadres_dispatched": lambda h: distinct((r for r in h("cadre_postings") if r["类别"] != "其他"), "代号"),
    "cadres_promoted": promoted,
    "persons_cleared": lambda h: distinct(h("clearances"), "代号", "案号"),
    "weak_branches_rectified": branches,
    "branch_secretaries_dealt_with": lambda h: distinct(
        (r for r in h("branch_secretaries") if r["处理"] != "谈心"), "代号"
    ),
    "talked_to": lambda h: distinct(handled(h, "谈话", "函询"), "代号", "案号"),
    "dealt_with_by_organisation": lambda h: distinct(handled(h, "组织处理"), "代号"),
    "inspection_teams": teams,
    "livelihood_matters": lambda h: distinct(h("livelihood_promises"), "事项编号"),
}


@cache
def counted(off: str = "", known_on: str = "9999") -> dict[str, Fraction]:
    hand = Hand(off, known_on)
    return {name: Fraction(figure(hand)) for name, figure in FIGURES.items()}
