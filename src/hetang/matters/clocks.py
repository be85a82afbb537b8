"""What clocks do: when they start, stand still, begin anew and end, and on which day each consequence falls due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hetang.matters.act import CLOCK, MatterAct
from hetang.matters.kinds import Act, Clock, Kind, Kinds, Limit
from hetang.matters.story import Matter, Running
from hetang.terms.ids import derived_id
from hetang.terms.workdays import Calendar, Deadline, Length, end_of, rolled

Changes = dict[str, Running | None]


def limit_of(
    limit: Limit | None, named: date | None, running: Running, calendar: Calendar, extends: bool
) -> Deadline | None:
    """The last day of a limit with its extensions, moved by every span in which the clock stood still before it.

    None where there is no limit, or the field that should name its day is empty.
    """
    if limit is None or (limit.length is None and named is None):
        return None
    extended = running.extended if extends else ()
    length = limit.length or Length(0)
    last = _extended(length, named or running.since, extended, calendar)
    for start, end in running.pauses:
        if last is None or last < start:
            break
        if length.unit != "workdays":
            last += end - start
            continue
        stood = calendar.workdays_between(start, end)
        last = None if stood is None else end_of(last, Length(stood, "workdays"), calendar)
    if last is None:
        return Deadline(None, None, True)
    return rolled(last, calendar) if limit.roll else Deadline(last, last)


def _extended(length: Length, since: date, extended: tuple[Length, ...], calendar: Calendar) -> date | None:
    """Extensions in the same unit lengthen the period; others are counted from its end."""
    if not extended:
        return end_of(since, length, calendar)
    same = sum(more.n for more in extended if more.unit == length.unit)
    last = end_of(since, Length(length.n + same, length.unit), calendar)
    for more in extended:
        if last is not None and more.unit != length.unit:
            last = end_of(last, more, calendar)
    return last


def reckoned(clock: Clock, running: Running, calendar: Calendar) -> Running:
    """The clock with its days counted anew; its start, extensions and pauses stay. An extension moves the limit that binds."""
    since = running.since
    legal = limit_of(clock.legal, running.legal_named, running, calendar, True)
    target = limit_of(clock.target, running.target_named, running, calendar, clock.legal is None)
    binding = legal or target
    day = binding.day if binding is not None else None
    provisional = binding is not None and binding.provisional
    following: date | None = None
    if binding is not None and running.held_since is None and running.next_index < len(clock.ends):
        following = None if day is None or provisional else end_of(day, clock.ends[running.next_index].after, calendar)
        if following is None:
            provisional = True
            following = day or _known_until(since, calendar)
    return Running(
        running.clock, since, legal.day if legal else None, target.day if target else None,
        legal.unrolled if legal else None, provisional, running.held_since, following, running.next_index,
        running.extended, running.pauses, running.legal_named, running.target_named,
    )  # fmt: skip


def _known_until(since: date, calendar: Calendar) -> date:
    """The last day of the gazetted years from the start on: nothing can have passed before it."""
    year = since.year
    while year in calendar.years:
        year += 1
    return max(since, date(year - 1, 12, 31))


def started(clock: Clock, day: date, calendar: Calendar, fields: Mapping[str, Any], held: bool = False) -> Running:
    """A clock that starts on a day; a limit on a named day takes the day that its field names now."""
    named = [_named(limit, fields) for limit in (clock.legal, clock.target)]
    running = Running(
        clock.id, day, held_since=day if held else None, legal_named=named[0], target_named=named[1]
    )
    return reckoned(clock, running, calendar)


def _named(limit: Limit | None, fields: Mapping[str, Any]) -> date | None:
    stored = fields.get(limit.day) if limit is not None and limit.day is not None else None
    return date.fromisoformat(stored) if stored is not None else None


@dataclass(frozen=True, slots=True)
class Moment:
    """What an act means to the clocks: where the matter came from and stands now, and its fields after the act."""

    declared: Act
    came_from: str | None
    step: str
    day: date
    calendar: Calendar
    fields: Mapping[str, Any]


def changes(kind: Kind, matter: Matter | None, moment: Moment, of_clock: str | None = None) -> Changes:
    """The clocks that an act changes, each as it stands afterwards; None where it ended."""
    before = matter.clocks if matter is not None else {}
    ended = kind.steps[moment.step].end
    changed: Changes = {}
    for clock in kind.clocks.values():
        was = before.get(clock.id)
        now = None if ended else _after(clock, was, moment, of_clock == clock.id)
        if now is not was:
            changed[clock.id] = now
    for id in before:
        if id not in kind.clocks:
            changed[id] = None  # the version it runs under has no such clock any more
    return changed


def _after(clock: Clock, was: Running | None, moment: Moment, passed: bool) -> Running | None:
    declared, step, day, calendar, fields = moment.declared, moment.step, moment.day, moment.calendar, moment.fields
    if declared.id in clock.stops:
        return None
    if clock.runs:
        if was is None and step in clock.runs and moment.came_from not in clock.runs:
            return started(clock, day, calendar, fields)
        if was is not None and step not in clock.runs and step not in clock.holds:
            was = None
    if was is None:
        return started(clock, day, calendar, fields) if declared.id in clock.starts else None
    now = was
    if passed:
        now = replace(now, next_index=now.next_index + 1)
    if declared.extends is not None and declared.extends.clock == clock.id:
        now = replace(now, extended=(*now.extended, declared.extends.by))
    if declared.id in clock.restarts_acts and (day > now.since or not declared.commutes):
        now = started(clock, day, calendar, fields, now.held_since is not None)
    held = step in clock.holds
    if held and now.held_since is None:
        now = replace(now, held_since=day)
    elif not held and now.held_since is not None:
        now = replace(now, held_since=None, pauses=(*now.pauses, (now.held_since, day)))
    return was if now is was else reckoned(clock, now, calendar)


def due(matter: Matter, kinds: Kinds, upto: date, calendar: Calendar) -> MatterAct | None:
    """The clock's next act whose deadline lies before `upto`, dated at the deadline; to be decided and asked again."""
    found: Running | None = None
    for running in matter.clocks.values():
        if running.next is None or running.next >= upto or _waits(running, matter, kinds, calendar):
            continue
        if found is None or (running.next, running.clock) < (found.next or upto, found.clock):
            found = running
    if found is None or found.next is None:
        return None
    parts = ["clock", matter.id, found.clock, str(found.since), str(found.next_index)]
    clock = _declared(matter, kinds, found.clock)
    act = "passed"
    if found.provisional:
        act, parts = "reckon", [*parts, "reckon", str(found.next)]
    elif clock is not None and found.next_index < len(clock.ends):
        act = clock.ends[found.next_index].act
    return clock_act(derived_id(*parts), matter, act, found.next, found.clock)


def clock_act(id: str, matter: Matter, act: str, day: date, clock: str | None) -> MatterAct:
    return MatterAct(id, matter.kind, matter.id, act, day, CLOCK, matter.organisation, clock=clock)


def _declared(matter: Matter, kinds: Kinds, clock: str) -> Clock | None:
    kind = kinds.version(matter.kind, matter.version)
    return kind.clocks.get(clock) if kind is not None else None


def _waits(running: Running, matter: Matter, kinds: Kinds, calendar: Calendar) -> bool:
    """Whether a provisional clock still cannot be counted by the calendar as it is now known."""
    if not running.provisional:
        return False
    clock = _declared(matter, kinds, running.clock)
    return clock is not None and reckoned(clock, running, calendar) == running


def restart(
    matter: Matter, measures: Mapping[str, date], kinds: Kinds, calendar: Calendar, cause: str
) -> MatterAct | None:
    """The act `progress` where verified facts (measure -> day it happened, the latest) begin a running clock anew.

    `cause`: the id of the entry `facts.judged`, from which the act's own id is derived.
    """
    kind = kinds.version(matter.kind, matter.version)
    if kind is None:
        return None
    begun = restarted(kind, matter, measures, calendar)
    if not begun:
        return None
    day = max(running.since for running in begun.values() if running is not None)
    act = clock_act(derived_id("progress", matter.id, cause), matter, "progress", day, None)
    return replace(act, fields={measure: str(on) for measure, on in measures.items()})


def restarted(kind: Kind, matter: Matter, measures: Mapping[str, date], calendar: Calendar) -> Changes:
    """The running clocks that facts of these measures begin anew, each on the day of the latest."""
    changed: Changes = {}
    for clock in kind.clocks.values():
        running = matter.clocks.get(clock.id)
        days = [measures[id] for id in clock.restarts_facts if id in measures]
        if running is not None and days and max(days) > running.since:
            changed[clock.id] = started(clock, max(days), calendar, matter.fields, running.held_since is not None)
    return changed


def advanced(kind: Kind, matter: Matter, act: MatterAct, calendar: Calendar) -> Changes:
    """What the built-in acts of the clock change: `passed` goes on to the next consequence, `reckon` counts anew."""
    running, clock = matter.clocks.get(act.clock or ""), kind.clocks.get(act.clock or "")
    if running is None:
        return {}
    if clock is None:
        return {running.clock: replace(running, next=None)}
    if act.act == "passed":
        running = replace(running, next_index=running.next_index + 1)
    return {running.clock: reckoned(clock, running, calendar)}
