"""What the city took on: programmes of works, and the projects in them, from their opening to the filing of their acceptance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tools.city.sites import XIHE
from tools.city.story import BEFORE_CLOSING, Deed, Register, Story
from tools.city.works import STALLED

NEVER_ACCEPTED = ("road-28", "road-29", "road-30", "park-13", "earth-25", "earth-26")
YEARS = {2014: 900_000_000, 2015: 1_200_000_000, 2016: 3_600_000_000, 2017: 1_500_000_000}   # money planned, in yuan
BUDGET = 8_000_000   # of each project, in yuan
EARTH = 1_000_000   # planned on the river, m³
LEADERS = {STALLED: "jdz-gov", XIHE: "jdz-party"}   # whose leader is attached to a key project


@dataclass
class Works:
    """One project as the registers show it."""

    id: str
    title: str
    category: str
    organisation: str
    place: str
    first: date   # its first deed
    last: date
    started: date | None = None   # where a register says so
    finished: date | None = None
    confirmed: date | None = None   # by when every deed of it was confirmed
    deeds: list[Deed] = field(default_factory=list)


def tell(story: Story) -> None:
    projects = sorted(_projects(story.registers), key=lambda one: (one.first, one.id))
    _programmes(story.registers["programmes"])
    for one in projects:
        _project(story.registers["projects"], one)


def _projects(registers: dict[str, Register]) -> Iterable[Works]:
    found: dict[str, Works] = {}
    for name, matter, title, category in (
        ("road_designs", "道路编号", "道路", "road"), ("road_segments", "道路编号", "道路", "road"),
        ("road_completions", "道路编号", "道路", "road"), ("road_progress", "道路编号", "道路", "road"),
        ("park_plans", "公园编号", "公园", "park"), ("park_parts", "公园编号", "公园", "park"),
        ("park_completions", "公园编号", "公园", "park"), ("lake_blocks", "湖区编号", "湖区编号", "lake"),
        ("site_machines", "工程编号", "工程", "earthworks"), ("site_people", "工程编号", "工程", "earthworks"),
    ):   # fmt: skip
        for deed in registers[name].deeds:
            id = deed.cells[matter]
            one = found.get(id)
            if one is None:
                kind = "river" if id == XIHE else category
                words = "昌南湖" if id == "lake-changnan" else deed.cells[title]
                one = found[id] = Works(id, words, kind, deed.organisation, deed.place, deed.on, deed.on)
            _add(one, name, deed)
    return found.values()


def _add(one: Works, register: str, deed: Deed) -> None:
    one.first, one.last = min(one.first, deed.on), max(one.last, deed.on)
    if register == "road_progress" and deed.cells["事项"] == "开工":
        one.started = deed.on
    if register in ("road_completions", "park_completions") and not one.finished:
        one.finished = deed.on
    confirmed = [verdict.on for verdict in deed.verdicts if verdict.judgement == "verified"]
    one.confirmed = max([*confirmed, *([one.confirmed] if one.confirmed else [])], default=None)
    one.deeds.append(deed)


def _programmes(register: Register) -> None:
    for year, money in YEARS.items():
        drafted = date(year, 1, 4) if year > 2014 else date(2014, 1, 6)
        cells = {
            "计划编号": f"works-{year}", "计划": f"{year}年城市建设计划", "目标": "双创双修，城市功能与品质提升",
            "资金": str(money), "批准日": (drafted + timedelta(days=3)).isoformat(), "完成期限": f"{year + 2}-12-31",
            "批准人": "@jdz-gov:government_head",
            **{f"{turn}次回顾": _day(date(year + count, 1, 5)) for count, turn in enumerate("首二三", 1)},
        }   # fmt: skip
        register.add(Deed(register.number(), drafted, "jdz-build", "3602", cells, drafted))


def _project(register: Register, one: Works) -> None:
    opened = max(min(one.first, one.started or one.first) - timedelta(days=20), date(one.first.year, 1, 8))
    opened = min(opened, one.first - timedelta(days=1))
    own = one.category in ("river", "lake", "earthworks")
    finished = one.last + timedelta(days=1) if own and one.id not in NEVER_ACCEPTED else None
    done = finished if own else one.finished
    accepted = None
    if done is not None and one.id not in NEVER_ACCEPTED and one.confirmed is not None:
        accepted = max(one.confirmed, done) + timedelta(days=1)
    filed = accepted + timedelta(days=6) if accepted is not None else None
    key = one.id in LEADERS
    cells = {
        "工程编号": one.id, "工程": one.title, "类别": one.category, "重点": "是" if key else "否", "投资": str(BUDGET),
        "责任单位": _responsible(one), "所在地": one.place, "计划编号": f"works-{(opened - timedelta(days=8)).year}",
        "计划土方": str(EARTH) if one.id == XIHE else "", "计划开工": _day(one.first), "计划完工": _day(done or one.last),
        "挂点": f"{LEADERS[one.id]}.leader" if key else "", "挂点日": _day(opened) if key else "",
        "挂点人": "@jdz-office:convener" if key else "", "验收人": "@jdz-quality:verifier" if accepted else "",
        "许可证号": f"SG{one.started.year}-{len(register.deeds) + 1:03d}" if one.started else "",
        "许可日": _day(max(opened, one.started - timedelta(days=10))) if one.started else "",
        "在建日": "" if one.started else _day(_under_way(one, opened)), "完工日": _day(finished),
        "验收日": _day(accepted), "备案日": _day(filed),
        "备案号": f"JG{accepted.year}-{len(register.deeds) + 1:03d}" if accepted is not None else "",
    }   # fmt: skip
    register.add(Deed(register.number(), opened, _responsible(one), one.place, cells, opened))


def _responsible(one: Works) -> str:
    """Firms log what they do; the office that had the works put out answers for them."""
    if one.id == STALLED:
        return "jdz-build"
    if one.id == XIHE:
        return "jdz-xihe"
    return "jdz-works" if one.organisation.startswith("firm") else one.organisation


def _under_way(one: Works, opened: date) -> date:
    """Taken over as works under way a month before the first deed after the designs; never before the opening."""
    built = [deed.on for deed in one.deeds if "设计长度" not in deed.cells and not _planned(deed)]
    return max(opened, min(built, default=one.last) - timedelta(days=25))


def _planned(deed: Deed) -> bool:
    return deed.number.startswith("PP-")


def _day(day: date | None) -> str:
    return "" if day is None or day > BEFORE_CLOSING else day.isoformat()
