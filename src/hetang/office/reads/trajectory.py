"""A matter's plan against what has been verified: corners of the plan, and the running total of verified facts by day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hetang.figures.shapes import Measure
from hetang.matters.kinds import Plan
from hetang.matters.plans import curve, plan_of, planned
from hetang.office.journal import bulk
from hetang.office.journal.matters import now_of
from hetang.office.reads.knowing import Asker
from hetang.office.reads.matters import known_matter
from hetang.office.reads.snapshot import snapshot

# State 3: verified.
_VERIFIED = "SELECT happened_on, n, dims FROM fact WHERE matter = %s AND measure = %s AND state = 3 ORDER BY happened_on, id"


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Points of (day, value) in the measure's unit; `planned_now` is what the plan says of the day asked about."""

    measure: Measure
    plan: tuple[tuple[date, Fraction], ...]
    verified: tuple[tuple[date, Fraction], ...]
    planned_now: Fraction | None


def trajectory(asker: Asker, id: str, as_of: date | None = None) -> Trajectory | None:
    """As of the desk's day, where none is named. None where the matter is not known to the asker, or has no plan that can be told."""
    with snapshot():
        matter = known_matter(asker, id)
        if matter is None:
            return None
        kind, day = asker.kind_of(matter), as_of or asker.day
        now = now_of(matter, kind, day, asker.authority)
        plan, corners = plan_of(kind, matter, now), curve(kind, matter, now)
        if plan is None or not corners or not corners[-1][1]:   # nothing is planned yet
            return None
        measure = asker.pack.definitions.measures[plan.measure]
        verified = tuple(_verified(id, plan, measure))
        told = verified if as_of is None else tuple((on, total) for on, total in verified if on <= as_of)
        return Trajectory(measure, tuple(corners), told, planned(kind, matter, day, now))


def _verified(id: str, plan: Plan, measure: Measure) -> Iterator[tuple[date, Fraction]]:
    """The total at the end of each day on which something was verified to have happened."""
    total, days = Fraction(0), dict[date, Fraction]()
    for happened_on, n, dims in bulk.select(_VERIFIED, [id, plan.measure]):
        told = json.loads(dims)
        if all(told.get(dim) == value for dim, value in plan.where.items()):
            total += n * measure.quantum
            days[date.fromisoformat(str(happened_on)[:10])] = total
    yield from days.items()
