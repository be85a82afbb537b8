"""Expropriation projects: every scope of a quarter with the legal steps of Decree 590, and each household's course within it.

A row that belongs to a household's course carries the number of its project. Where the law would not allow what a register
says (nothing in force, money short, a move before the payment), the rows from there on carry none: they are facts alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tools.city.households import QUARTERS, SURVEYORS
from tools.city.story import BEFORE_CLOSING, Deed, Register, Story

# Scopes are fixed for at most a year; a new one is opened for the houses surveyed from each of these days.
WINDOWS = (
    date(2014, 11, 1), date(2015, 8, 1), date(2015, 11, 1), date(2016, 2, 1), date(2016, 5, 1), date(2016, 8, 1), date(2016, 11, 1),
)  # fmt: skip
SIGNING_DAYS = 30
MANY = 100   # from so many households the executive meeting decides
READY = date(2016, 10, 10)   # when the houses promised in exchange in the first scopes stood ready
SHEETS = ("household_surveys", "household_settlements", "household_payments", "household_moves", "household_endings")
QUARTER = {place: number for number, (_, _, place) in enumerate(QUARTERS)}
GROUNDS = ("旧城区改建", "保障性安居工程")
CHOSEN = ("协商", "投票", "抽签")

Rows = dict[str, list[tuple[int, Deed]]]   # of one household: register -> the places and deeds of its rows


@dataclass
class Scope:
    """One project: a quarter's houses surveyed within one window."""

    quarter: int
    window: int
    households: dict[str, Rows] = field(default_factory=dict)
    owed: int = 0
    archived: list[date | None] = field(default_factory=list)   # of each household; None while it is open

    @property
    def id(self) -> str:
        return f"zf{self.quarter + 1:02d}-{self.window + 1}"

    @property
    def place(self) -> str:
        return QUARTERS[self.quarter][2]

    @property
    def office(self) -> str:
        return f"{QUARTERS[self.quarter][1]}-expropriation"

    def days(self, register: str) -> list[date]:
        return sorted(deed.on for rows in self.households.values() for _, deed in rows[register] if in_force(deed))


def tell(story: Story) -> None:
    registers = story.registers
    for scope in _scopes(registers):
        first = scope.days("household_surveys")[0]
        steps, shown, compared = _steps(first), _shown(scope, first), _compared(scope)
        for id, rows in scope.households.items():
            _course(registers, scope, id, rows, shown, compared)
        _write(registers, scope, steps, shown, compared)


def in_force(deed: Deed) -> bool:
    """What moved something: no correction, no repeat, neither rejected nor disputed, and within the city."""
    last = deed.verdicts[-1].judgement if deed.verdicts else ""
    return not deed.corrects and deed.note not in ("重报", "界外") and last not in ("rejected", "disputed")


def _scopes(registers: dict[str, Register]) -> Iterable[Scope]:
    households: dict[str, Rows] = defaultdict(lambda: {name: [] for name in SHEETS})
    for name in SHEETS:
        for place, deed in enumerate(registers[name].deeds):
            households[deed.cells["户号"]][name].append((place, deed))
    scopes: dict[tuple[int, int], Scope] = {}
    for id, rows in households.items():
        surveyed = [deed for _, deed in rows["household_surveys"] if in_force(deed)]
        if surveyed:
            key = QUARTER[surveyed[0].place], sum(day <= surveyed[0].on for day in WINDOWS) - 1
            scopes.setdefault(key, Scope(*key)).households[id] = rows
    return [scopes[key] for key in sorted(scopes)]


# The steps of a project, each some days before or after the first house is surveyed. Comments stay open for thirty full days.
_BEFORE = {"依据日": 44, "拟订日": 36, "论证日": 30, "公布日": 21, "定界日": 6}
_AFTER = {"汇总日": 10, "听证日": 12, "反馈日": 13, "选定日": 14, "风险日": 15, "认定日": 17, "资金日": 18, "会议日": 19, "决定日": 20,
          "公告日": 21, "委托日": 22}   # fmt: skip
_SURVEY_SHOWN, _APPRAISAL_SHOWN, _EVERY = 19, 25, 21


def _steps(first: date) -> dict[str, date]:
    steps = {"日期": _workday_before(first - timedelta(days=50))}
    steps |= {name: _workday_before(first - timedelta(days=days)) for name, days in _BEFORE.items()}
    return steps | {name: _workday(first + timedelta(days=days)) for name, days in _AFTER.items()}


def _shown(scope: Scope, first: date) -> list[tuple[date, date]]:
    """When survey results and then preliminary appraisals were posted, until the last house is among them."""
    last, turn = scope.days("household_surveys")[-1], 0
    found: list[tuple[date, date]] = []
    while not found or found[-1][0] < last:
        since = first + timedelta(days=_EVERY * turn)
        pair = since + timedelta(days=_SURVEY_SHOWN), since + timedelta(days=_APPRAISAL_SHOWN if not turn else _SURVEY_SHOWN + 3)
        found.append((_workday(pair[0]), _workday(pair[1])))
        turn += 1
    return found


def _compared(scope: Scope) -> list[date]:
    """When each household's compensation was posted, until the last settlement is among them."""
    settled = scope.days("household_settlements")
    found: list[date] = []
    while settled and (not found or found[-1] < settled[-1]):
        found.append(_workday(settled[0] + timedelta(days=25 + 28 * len(found))))
    return [min(day, BEFORE_CLOSING) for day in found]


def _course(
    registers: dict[str, Register], scope: Scope, id: str, rows: Rows, shown: list[tuple[date, date]], compared: list[date]
) -> None:
    """Marks the rows of a household in the order of its course, as far as the law lets it go."""
    scope.archived.append(None)
    marked = _Marks(registers, {name: [(at, deed) for at, deed in rows[name] if in_force(deed)] for name in SHEETS})
    at, survey = marked.rows["household_surveys"][0]
    settlements = marked.rows["household_settlements"]
    unclear = bool(settlements) and _too_early(scope, settlements[0][1])
    marked.mark("household_surveys", at, 项目编号=scope.id, 产权="不明" if unclear else "")
    known = next((day for posted, day in shown if posted >= survey.on), None)
    if not settlements:
        if any(deed.evidence for _, deed in rows["household_settlements"]) and known is not None:
            _reported_alone(marked, rows, known)
        return
    at, settled = settlements[0]
    if not settled.evidence:
        return
    assert known is not None   # every house surveyed is posted
    owed, amended = _owed(rows["household_settlements"], settled)
    scope.owed += owed
    paid, moved, ended = _afterwards(marked, scope, settled, owed)
    money = settled.cells["方式"] == "货币"
    handed = None if money or not moved or scope.window else max(moved.on, READY) + timedelta(days=int(id[-2:]) % 25 + 1)
    filed = _filed(settled, moved, handed, compared) if moved and (money or handed) else None
    scope.archived[-1] = ended or filed
    area = float(survey.cells["建筑面积"])
    marked.mark(
        "household_settlements", at, 办理="签约" if settled.cells["依据"] == "协议" else "决定",
        报告日=_day(_reported(id, settled.on, known)),
        评估价值=str(owed if money else int(area * (3_100 + 70 * scope.quarter))), 调换面积="" if money else f"{area:.0f}",
        交房期限="" if money else f"{settled.on.year + 2}-06-30", 报请日=_day(settled.on - timedelta(days=1)),
        交付日=_day(handed), 归档日=_day(filed),
    )   # fmt: skip
    if amended is not None:
        marked.mark("household_settlements", amended, 更正日=_day(settled.on + timedelta(days=1)))


@dataclass
class _Marks:
    """The rows of one household that are in force, and the registers in which they are marked."""

    registers: dict[str, Register]
    rows: Rows

    def mark(self, register: str, at: int, **cells: str) -> None:
        deeds = self.registers[register].deeds
        deeds[at] = deeds[at].changed(**cells)

    def each(self, *registers: str) -> Iterator[tuple[str, int, Deed]]:
        found = [(name, at, deed) for name in registers for at, deed in self.rows[name]]
        yield from sorted(found, key=lambda one: one[2].on)


def _afterwards(marked: _Marks, scope: Scope, settled: Deed, owed: int) -> tuple[int, Deed | None, date | None]:
    """Payments, the end of a settlement, the move: compensation first, and nothing after the end."""
    paid, moved, ended = 0, None, None
    for name, at, deed in marked.each("household_payments", "household_moves", "household_endings"):
        allowed = deed.on >= settled.on and deed.evidence and ended is None and moved is None
        if not allowed or (name == "household_moves" and paid < owed):
            continue
        marked.mark(name, at, 项目编号=scope.id)
        if name == "household_payments":
            paid += int(deed.cells["金额"])
        elif name == "household_moves":
            moved = deed
        else:
            ended = deed.on
            if settled.cells["依据"] == "决定":
                marked.mark(name, at, 事由="撤销决定")
    return paid, moved, ended


def _owed(rows: list[tuple[int, Deed]], settled: Deed) -> tuple[int, int | None]:
    """What is owed in the end, and the place of the row that put a wrong amount right."""
    for at, deed in rows:
        if deed.corrects == settled.number:
            return int(deed.cells["补偿额"]), at
    return int(settled.cells["补偿额"]), None


def _reported(id: str, settled: date, known: date) -> date:
    """Most sign within the ten days in which a re-appraisal could be asked; one in ten lets them pass."""
    before = 14 if id.endswith("3") else 2 + int(id[-3:]) % 8
    return max(known, settled - timedelta(days=before))


def _reported_alone(marked: _Marks, rows: Rows, known: date) -> None:
    """The report was delivered, though what came of it is not in force."""
    at, deed = next((at, deed) for at, deed in rows["household_settlements"] if deed.evidence)
    value = deed.cells["补偿额"]
    marked.mark("household_settlements", at, 报告日=_day(max(known, deed.on - timedelta(days=8))), 评估价值=value)


def _too_early(scope: Scope, settled: Deed) -> bool:
    """Decided before the signing period was over: so the owner was unclear."""
    announced = _steps(scope.days("household_surveys")[0])["公告日"]
    return settled.cells["依据"] == "决定" and (settled.on - announced).days <= SIGNING_DAYS


def _filed(settled: Deed, moved: Deed, handed: date | None, compared: list[date]) -> date | None:
    posted = next(day for day in compared if day >= settled.on)
    known = moved.known if moved.note == "补录" else moved.on
    day = _workday(max(posted, known, handed or moved.on) + timedelta(days=3))
    return day if day <= BEFORE_CLOSING else None


def _write(
    registers: dict[str, Register], scope: Scope, steps: dict[str, date], shown: list[tuple[date, date]], compared: list[date]
) -> None:
    name, district, place = QUARTERS[scope.quarter]
    count, paper = len(scope.households), _pictures(scope, "household_settlements")
    heard = scope.quarter == 0 and scope.window == 3
    last = max((day for day in scope.archived if day), default=None)
    completed = _workday(last + timedelta(days=4)) if last is not None and None not in scope.archived else None
    audited = _workday(completed + timedelta(days=50)) if completed is not None else None
    dated = {column: _day(day) for column, day in steps.items() if column != "日期"}
    dated |= {"听证日": dated["听证日"] if heard else "", "会议日": dated["会议日"] if count >= MANY else ""}
    funds = -(-max(scope.owed, 1) // 100_000) * 100_000
    cells = {
        "项目编号": scope.id, "项目": f"{name}第{scope.window + 1}期房屋征收", "公益事由": GROUNDS[scope.quarter % 3 == 2],
        "户数": str(count), "签约期限": str(SIGNING_DAYS), "意见数": str(count // 9 + 1),
        "异议户": str(count * 6 // 10 if heard else count // 20), "修改": "提高搬迁费标准，增加就近房源",
        "四至": f"{name}第{scope.window + 1}期红线范围", "评估机构": SURVEYORS[scope.quarter % 3],
        "选定方式": CHOSEN[(scope.quarter + scope.window) % 3], "风险": "中" if heard else "低",
        "未登记": str(count // 20 + 1), "予以补偿": str(count // 25), "应备资金": str(funds), "到位资金": str(funds + 500_000),
        "会议": f"第{scope.window * 9 + scope.quarter // 2 + 1}次常务会议" if count >= MANY else "", "实施单位": f"t{place}",
        "建设单位": f"firm-{'abd'[scope.quarter % 3]}", **dated, "完成日": _day(completed), "审计日": _day(audited),
        "政府": f"{district}-gov", "负责人": f"@{district}-gov:government_head", "经办人": f"@{scope.office}:expropriation_officer",
        "财政": f"{district}-finance", "支付人": f"@{district}-finance:payer",
        "审计": f"{district}-audit" if audited else "", "审计人": f"@{district}-audit:auditor" if audited else "",
    }   # fmt: skip
    register, board = registers["expropriations"], registers["expropriation_notices"]
    seen = _pictures(scope, "household_surveys")
    register.add(Deed(register.number(), steps["日期"], scope.office, place, cells, steps["日期"], (paper or seen)[:1]))
    said = [(day, "调查结果", seen) for day, _ in shown] + [(day, "初步评估", seen) for _, day in shown]
    for turn, (day, what, pictures) in enumerate(sorted([*said, *((day, "分户补偿", paper) for day in compared)])):
        row = {"项目编号": scope.id, "事项": what}
        board.add(Deed(board.number(), day, scope.office, place, row, day, (pictures[turn % len(pictures)],)))


def _pictures(scope: Scope, register: str) -> tuple[str, ...]:
    """The papers and postings that the households' rows already show."""
    return tuple(sorted({name for rows in scope.households.values() for _, deed in rows[register] for name in deed.evidence}))


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _workday_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _day(day: date | None) -> str:
    return "" if day is None or day > BEFORE_CLOSING else day.isoformat()
