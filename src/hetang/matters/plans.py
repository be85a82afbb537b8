"""What a plan says should be there on a day, to be held against verified facts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hetang.matters.kinds import Kind, Plan
from hetang.matters.names import Names, today
from hetang.matters.now import Now
from hetang.matters.story import Matter
from hetang.terms.expression import Expression, Unfit, Value


def plan_of(kind: Kind, matter: Matter, now: Now) -> Plan | None:
    """The first plan whose `when` holds."""
    names = today(kind, matter, now)
    return next((plan for plan in kind.plans if plan.when is None or _value(plan.when, names, now) is True), None)


def planned(kind: Kind, matter: Matter, day: date, now: Now) -> Fraction | None:
    """On the curve of the plan; before its first day the first value, after its last the last. None where it is not told."""
    points = curve(kind, matter, now)
    if not points:
        return None
    if day <= points[0][0]:
        return points[0][1]
    for (start, low), (end, high) in zip(points, points[1:], strict=False):
        if day <= end:
            return low + (high - low) * Fraction((day - start).days, (end - start).days)
    return points[-1][1]


def curve(kind: Kind, matter: Matter, now: Now) -> list[tuple[date, Fraction]]:
    """Days and values of the plan's corners in order of days; empty where one of them is not known."""
    plan = plan_of(kind, matter, now)
    if plan is None:
        return []
    names = today(kind, matter, now)
    if plan.points:
        said = [(_value(day, names, now), _value(value, names, now)) for day, value in plan.points]
    else:
        corners = (_value(one, names, now) if one is not None else None for one in (plan.from_, plan.to, plan.total))
        start, end, total = corners
        said = [(start, Fraction(0)), (end, total)]
    points = [(day, value) for day, value in said if isinstance(day, date) and isinstance(value, Fraction)]
    rising = all(a[0] < b[0] for a, b in zip(points, points[1:], strict=False))
    return points if len(points) == len(said) and rising else []


def _value(expression: Expression, names: Names, now: Now) -> Value:
    try:
        return expression.on(names, now.book)
    except Unfit:
        return None
