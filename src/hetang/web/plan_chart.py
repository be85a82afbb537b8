"""Plan against verified as a small chart: every line has its label, and the same values stand in a table below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.office.reads.trajectory import Trajectory
from hetang.terms.dates import add_months
from hetang.web import spelling
from hetang.web.desk import Desk

WIDTH, HEIGHT = 352, 220
LEFT, RIGHT, TOP, BOTTOM = 8, 344, 24, 190
TICKS = 4
FEW_ROWS = 12
Point = tuple[date, Fraction]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days and values to places on the sheet, both ends within it."""

    first: date
    last: date
    most: Fraction

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return round(LEFT + (RIGHT - LEFT) * min(max((day - self.first).days, 0), span) / span, 1)

    def y(self, value: Fraction) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * float(max(value, Fraction(0)) / self.most), 1)

    def points(self, along: Sequence[Point]) -> str:
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in along)


def chart(desk: Desk, found: Trajectory) -> dict[str, Any]:
    """Verified grows by steps: it stands still between two verified facts, and nothing is drawn beyond today."""
    verified = _steps(found, desk.today)
    first = min([found.plan[0][0], *(day for day, _ in found.verified)])
    last = max([found.plan[-1][0], desk.today, *(day for day, _ in found.verified)])
    most = max([value for _, value in (*found.plan, *found.verified)])
    scale = Scale(first, last, most or Fraction(1))
    unit = spelling.unit(found.measure.unit, desk.lang)
    done = found.verified[-1][1] if found.verified else Fraction(0)
    total = found.plan[-1][1]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "measure": desk.titled(found.measure.name),
        "plan": scale.points(found.plan),
        "verified": scale.points(verified),
        "dot": (scale.x(verified[-1][0]), scale.y(verified[-1][1])),
        "now": scale.x(desk.today),
        "now_right": scale.x(desk.today) > (LEFT + RIGHT) / 2,
        "grid": [scale.y(scale.most * n / TICKS) for n in range(TICKS + 1)],
        "left": LEFT,
        "right": RIGHT,
        "top": TOP,
        "bottom": BOTTOM,
        "from": desk.day(first),
        "to": desk.day(last),
        "most": f"{_short(scale.most)} {unit}",
        "says": _says(desk, found, done, total, unit),
        "rows": _rows(desk, found, unit),
        "unit": unit,
    }


def _steps(found: Trajectory, today: date) -> list[Point]:
    start = (found.plan[0][0], Fraction(0))
    before = Fraction(0)
    along: list[Point] = [start] if not found.verified or found.verified[0][0] >= start[0] else []
    for day, total in found.verified:
        along += [(day, before), (day, total)]
        before = total
    return [*along, (today, before)] if not found.verified or found.verified[-1][0] < today else along


def _says(desk: Desk, found: Trajectory, done: Fraction, total: Fraction, unit: str) -> str:
    told = desk.plain("plan.says", done=_short(done), total=_short(total), unit=unit, share=_share(done, total))
    if found.planned_now is None:
        return told
    gap = done - found.planned_now
    key = "plan.behind" if gap < 0 else "plan.ahead" if gap > 0 else "plan.even"
    return told + desk.plain(key, planned=_short(found.planned_now), gap=_short(abs(gap)), unit=unit)


def _rows(desk: Desk, found: Trajectory, unit: str) -> list[dict[str, str]]:
    """Ends of months, today and the end of the plan: what was planned, what is verified."""
    days = [day for day in _month_ends(found.plan[0][0], min(desk.today, found.plan[-1][0])) if day < desk.today][-FEW_ROWS:]
    days = sorted({*days, desk.today, found.plan[-1][0]})
    return [
        {
            "day": desk.day(day),
            "planned": _short(_planned(found.plan, day)),
            "verified": _short(_verified(found.verified, day)) if day <= desk.today else "",
        }
        for day in days
    ]


def _planned(plan: Sequence[Point], day: date) -> Fraction:
    if day <= plan[0][0]:
        return plan[0][1]
    for (start, low), (end, high) in zip(plan, plan[1:], strict=False):
        if day <= end:
            return low + (high - low) * Fraction((day - start).days, (end - start).days)
    return plan[-1][1]


def _verified(verified: Sequence[Point], day: date) -> Fraction:
    return next((total for happened, total in reversed(verified) if happened <= day), Fraction(0))


def _month_ends(first: date, last: date) -> list[date]:
    start, ends = first.replace(day=1), []
    while start <= last:
        following = add_months(start, 1)
        ends.append(date.fromordinal(following.toordinal() - 1))
        start = following
    return ends


def _short(value: Fraction) -> str:
    """Rounded to a tenth: the exact values stand in the table of facts."""
    tenths = round(value * 10)
    return spelling.number(tenths // 10) if tenths % 10 == 0 else spelling.number(f"{tenths // 10}.{tenths % 10}")


def _share(done: Fraction, total: Fraction) -> str:
    return str(round(100 * done / total)) if total else "—"
