"""Matters as JSON: lines, clocks, one matter with its values, acts that were done and acts that could be."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.matters.kinds import Act, Field, Kind
from hetang.matters.names import stored_of
from hetang.office.reads.kinds import Versions
from hetang.office.reads.matter_lines import Clock, Line
from hetang.office.reads.matters import Shown, Value
from hetang.office.reads.next_acts import Next
from hetang.office.reads.notices import Notice
from hetang.office.reads.stories import Served, Told
from hetang.office.reads.today import Change, ToVerify
from hetang.office.reads.trajectory import Trajectory
from hetang.terms.dates import instant_text
from hetang.terms.words import Text

Json = dict[str, Any]


def plan(of: Trajectory) -> Json:
    return {
        "measure": of.measure.id, "unit": of.measure.unit, "planned": _points(of.plan), "verified": _points(of.verified),
        "planned_by_now": None if of.planned_now is None else stored_of(round(of.planned_now, of.measure.decimals)),
    }


def _points(along: Iterable[tuple[date, Fraction]]) -> list[Json]:
    return [{"day": day.isoformat(), "value": stored_of(value)} for day, value in along]


def line(of: Line, day: date) -> Json:
    return {
        "id": of.id, "kind": of.kind, "kind_name": of.kind_name.to_json(), "title": of.title, "step": of.step,
        "step_name": of.step_name.to_json(), "turn": of.turn, "organisation": of.organisation, "place": of.place,
        "owner": of.owner, "handler": of.handler, "attached": of.attached, "parent": of.parent,
        "opened_on": of.opened_on.isoformat(), "last_on": of.last_on.isoformat(), "seq": of.seq, "closed": of.closed,
        "sealed": of.sealed, "clock": clock(of.clock, day) if of.clock is not None else None,
    }


def clock(of: Clock, day: date) -> Json:
    return {
        "id": of.id, "name": of.name.to_json(), "since": of.since.isoformat(), "legal": _day(of.legal), "target": _day(of.target),
        "provisional": of.provisional, "held": of.held, "waits_for": _words(of.waits_for), "clause": _words(of.clause),
        "next": _day(of.next), "next_act": of.next_act, "days_late": of.late(day),
    }


def value(of: Value) -> Json:
    said = of.value if of.value is None or isinstance(of.value, bool | str) else str(of.value)
    return {
        "field": of.field, "name": of.name.to_json(), "type": of.type, "value": said, "unit": of.unit, "sealed": of.sealed,
        "derived": of.derived,
    }


def shown(of: Shown, day: date) -> Json:
    return {
        **line(of.line, day), "version": of.state.version, "values": [value(one) for one in of.values],
        "clocks": [clock(one, day) for one in of.clocks], "relations": dict(of.relations),
        "entered": {step: entered.isoformat() for step, entered in of.state.entered.items()},
        "above": line(of.parent, day) if of.parent is not None else None, "children": [line(one, day) for one in of.children],
        "newer_version": of.newer,
    }


def told(of: Told) -> Json:
    return {
        "seq": of.seq, "act": of.act, "act_name": of.act_name.to_json(), "happened_on": of.happened_on.isoformat(),
        "known_at": instant_text(of.known_us), "by": of.by, "organisation": of.organisation, "with": of.second, "clock": of.clock,
        "step": of.step, "step_name": of.step_name.to_json(), "moved": of.moved, "note": of.note,
        "fields": [value(one) for one in of.fields], "evidence": [piece.to_json() for piece in of.evidence],
        "days_late": of.late, "takeover": of.takeover, "served": served(of.served) if of.served is not None else None,
    }


def served(of: Served) -> Json:
    return {
        "document": of.document.to_json(), "remedy": of.remedy.to_json(), "served_on": of.served_on.isoformat(), "seq": of.seq,
        "act": of.act,
    }


def possible(of: Next) -> Json:
    return {
        **act(of.act), "can": of.can, "refusals": [refusal.to_json() for refusal in of.refusals],
        "asks": [field(one) for one in of.asks], "may_ask": [field(one) for one in of.may_ask], "evidence": of.evidence, "two": of.two,
    }


def change(of: Change, day: date) -> Json:
    return {
        "seq": of.seq, "matter": line(of.matter, day), "act": of.act, "act_name": of.act_name.to_json(),
        "happened_on": of.happened_on.isoformat(), "sealed_at": instant_text(of.sealed_us),
    }


def to_verify(of: ToVerify, day: date) -> Json:
    return {
        "fact": of.fact.to_json(), "matter": line(of.matter, day), "barred": of.barred.to_json() if of.barred is not None else None,
    }


def notice(of: Notice) -> Json:
    return {
        "number": of.number, "entry": of.entry, "matter": of.matter, "kind_name": of.kind_name.to_json(), "title": of.title,
        "act": of.act, "act_name": of.act_name.to_json(), "made_at": instant_text(of.made_us),
        "read_at": instant_text(of.read_us) if of.read_us is not None else None,
    }


def kind_line(of: Versions) -> Json:
    kind = of.kind
    return {
        "id": kind.id, "name": kind.name.to_json(), "version": kind.version, "versions": [day.isoformat() for day in of.since],
        "authority": kind.authority, "sealed": kind.sealed, "source": kind.source.to_json(), "purpose": kind.purpose.to_json(),
    }


def kind(of: Versions) -> Json:
    return {
        **kind_line(of), "parents": list(of.kind.parents), "parent_required": of.kind.parent_required,
        "yields_nothing": _words(of.kind.yields_nothing), "fields": [field(one) for one in of.kind.fields.values()],
        "steps": _steps(of.kind), "acts": [act(one) for one in of.kind.acts.values()],
        "clocks": [{"id": one.id, "name": one.name.to_json()} for one in of.kind.clocks.values()],
        "declaration": dict(of.kind.json),
    }


def act(of: Act) -> Json:
    return {
        "act": of.id, "name": of.name.to_json(), "opens": of.opens, "from": list(of.from_), "to": of.to, "may": list(of.may),
        "needs": list(of.needs), "may_have": list(of.may_have), "commutes": of.commutes, "clock_only": of.clock_only,
    }


def field(of: Field) -> Json:
    return {
        "id": of.id, "name": of.name.to_json(), "type": of.type, "unit": of.unit, "personal": of.personal, "from": of.origin,
        "values": [{"id": one.id, "name": one.name.to_json()} for one in of.values], "purpose": _words(of.purpose),
        "basis": _words(of.basis),
    }


def lines(of: Iterable[Line], day: date) -> list[Json]:
    return [line(one, day) for one in of]


def _steps(of: Kind) -> list[Json]:
    return [
        {"id": one.id, "name": one.name.to_json(), "owner": one.owner, "side": one.side, "end": one.end} for one in of.steps.values()
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _words(text: Text | None) -> Json | None:
    return text.to_json() if text is not None else None
