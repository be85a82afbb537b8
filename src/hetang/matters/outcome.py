"""What an accepted act comes to: the body that is sealed, the facts and judgements, and the acts that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hetang.matters import clocks
from hetang.matters import denials as no
from hetang.matters.act import MatterAct
from hetang.matters.builtin import HANDED_OVER
from hetang.matters.case import Case
from hetang.matters.kinds import RELATIONS, Expressions, Kind, Opening
from hetang.matters.names import stored_of
from hetang.matters.now import Decision, Tell
from hetang.matters.story import Matter, apply
from hetang.matters.yields import facts_of, judgements_of
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refused

PARENT = "parent."


def decided(case: Case) -> Decision:
    """The decision on an act that nothing stands against; Refused where a value cannot be told."""
    body = _body(case)
    act = case.act
    by = {"person": act.person, "organisation": act.organisation or case.organisation}
    if act.with_ is not None:
        by["with"] = act.with_
    matter = apply(case.matter, body, by, case.now.seq)
    declared = case.declared
    return Decision(
        body, by, matter,
        facts_of(case) if declared.facts or act.expects else [],
        judgements_of(case) if declared.verifies or declared.rejects else [],
        _following(case, matter) if declared.opens_matter or declared.acts_on else [],
        [*_tells(declared.tells, matter, case)] if declared.tells else [],
    )  # fmt: skip


def _body(case: Case) -> dict[str, Any]:
    kind, matter, act, declared = case.kind, case.matter, case.act, case.declared
    day, version = act.happened_on, kind.version
    step = declared.to or (matter.step if matter is not None else next(iter(kind.steps)))
    fields, changed = dict(case.values), {}
    if declared.id == "assign" and declared.may_have == HANDED_OVER:
        fields, changed = {}, fields
    elif declared.sets:
        _set(case, fields, changed)
    if matter is None:
        _opened(case, fields, changed)
    if declared.id == "recuse":
        changed.update({name: None for name, who in matter.relations.items() if name == "handler" and who == act.doer}
                       if matter is not None else {})  # fmt: skip
    if declared.id == "migrate":
        newer = case.now.kinds.on(kind.id, day)
        kind, version = (newer, newer.version) if newer is not None else (kind, version)
    body: dict[str, Any] = {
        "matter": act.matter, "kind": kind.id, "version": version, "act": declared.id, "happened_on": day.isoformat(),
        "step": step,
    }  # fmt: skip
    changes = _clock_changes(case, kind, step, fields)
    if changes:
        body["clocks"] = {id: None if running is None else running.to_json() for id, running in changes.items()}
        body["calendar"] = case.now.calendar.version
    closed = kind.steps[step].end
    said = {
        "fields": fields, "sealed": dict(act.sealed), "set": changed, "parent": act.parent if matter is None else None,
        "evidence": list(act.evidence), "for": act.for_, "seen": act.seen, "note": act.note, "clock": act.clock,
        "takeover": act.known_at is not None, "known_at": act.known_at, "opened": matter is None, "closed": closed,
        "recorded_by": act.recorded_by, "recorded_for": act.recorded_for,
        "recused": act.doer if declared.id == "recuse" else None, "commutes": declared.commutes,
    }  # fmt: skip
    for name, value in said.items():
        if value or value == 0 and value is not False:
            body[name] = value
    return body


def _clock_changes(case: Case, kind: Kind, step: str, fields: Mapping[str, Any]) -> clocks.Changes:
    matter, act, declared, calendar = case.matter, case.act, case.declared, case.now.calendar
    if matter is not None and declared.clock_only and declared.id in ("passed", "reckon"):
        return clocks.advanced(kind, matter, act, calendar)
    if matter is not None and declared.clock_only and declared.id == "progress":
        days = {measure: date.fromisoformat(str(on)) for measure, on in act.fields.items()}
        return clocks.restarted(kind, matter, days, calendar)
    if not kind.clocks and not (matter is not None and matter.clocks):
        return {}
    before, after = (matter.step, {**matter.fields, **fields}) if matter is not None else (None, fields)
    moment = clocks.Moment(declared, before, step, act.happened_on, calendar, after)
    return clocks.changes(kind, matter, moment, act.clock)


def _set(case: Case, fields: dict[str, Any], changed: dict[str, Any]) -> None:
    """What `sets` says: relations, organisation and place under `set`, the rest under `fields`."""
    for name, expression in case.declared.sets.items():
        value = stored_of(case.value(expression, name))
        if name in case.kind.fields:
            fields[name] = value
        else:
            changed[name] = value if isinstance(value, str) and value else None
    _known_tree(case, changed)


def _known_tree(case: Case, changed: Mapping[str, Any]) -> None:
    day, now = case.act.happened_on, case.now
    organisation, place = changed.get("organisation"), changed.get("place")
    if organisation is not None and now.organisations.at(organisation, day) is None:
        raise Refused([no.UNKNOWN_ORGAN.filled(organisation=organisation, day=day)])
    if place is not None and now.places.at(place, day) is None:
        raise Refused([no.UNKNOWN_SITE.filled(place=place, day=day)])


def _opened(case: Case, fields: dict[str, Any], changed: dict[str, Any]) -> None:
    """A new matter: known fields filled in, its organisation, place, owner and opener told."""
    for field in case.kind.fields.values():
        if field.origin == "known" and field.value is not None and field.id not in fields:
            value = stored_of(case.value(field.value, field.id))
            if value is not None:
                fields[field.id] = value
    stands = case.related
    told = {name: value for name, value in (case.act.sets.items() if case.act.handed else ()) if name in RELATIONS}
    told.update({name: value for name, value in changed.items() if value is not None})
    told["opener"] = case.act.doer
    told.setdefault("owner", stands.organisation)
    told["organisation"] = stands.organisation
    if stands.place is not None:
        told["place"] = stands.place
    changed.clear()
    changed.update(told)
    _known_tree(case, changed)


# --- acts that follow --------------------------------------------------------------------------------------------------


def _following(case: Case, matter: Matter) -> list[MatterAct]:
    declared, acts = case.declared, []
    for i, opening in enumerate(declared.opens_matter):
        if case.holds(opening.when, f"opens_matter[{i}].when"):
            acts.append(_child(case, opening, i))
    for i, onward in enumerate(declared.acts_on, len(declared.opens_matter)):
        if not case.holds(onward.when, f"acts_on[{i}].when"):
            continue
        target = _target(case, onward.matter)
        if target is None:
            if onward.matter == "parent":
                continue  # a matter that stands alone has nobody to tell
            raise Refused([no.NO_PARENT])
        fields = _told(case, onward.fields)
        follow = _follow(case, i, target.kind, target.id, onward.act, fields, {}, None)
        # A matter that somebody names in a form is acted on only where they may; the parent is what it was opened beneath.
        acts.append(follow if onward.matter == "parent" else replace(follow, handed=False, organisation=""))
    return acts


def _target(case: Case, name: str) -> Matter | None:
    if name == "parent":
        return case.now.parent
    id = case.values.get(name) or (case.matter.fields.get(name) if case.matter is not None else None)
    return case.now.others.get(id) if isinstance(id, str) else None


def _child(case: Case, opening: Opening, index: int) -> MatterAct:
    sets = {name: str(value) for name, value in _told(case, opening.sets).items()}
    child = derived_id(case.act.id, "matter", str(index))
    fields = _told(case, opening.fields)
    return _follow(case, index, opening.kind, child, opening.act, fields, sets, case.act.matter)


def _told(case: Case, expressions: Expressions) -> dict[str, Any]:
    said = {name: stored_of(case.value(of, name)) for name, of in expressions.items()}
    return {name: value for name, value in said.items() if value is not None}


def _follow(
    case: Case, index: int, kind: str, matter: str, act: str, fields: dict[str, Any], sets: dict[str, str], parent: str | None
) -> MatterAct:
    by = case.act
    return MatterAct(
        derived_id(by.id, "opens", str(index)), kind, matter, act, by.happened_on, by.person, case.organisation, by.with_,
        by.for_, fields, {}, by.evidence, parent, None, by.note, by.known_at, sets, None, True,
    )  # fmt: skip


# --- who is told -------------------------------------------------------------------------------------------------------


def _tells(terms: Iterable[str], matter: Matter, case: Case) -> Iterable[Tell]:
    chain = (matter, case.now.parent, *case.now.grandparents)
    for term in terms:
        name, level = term, 0
        while name.startswith(PARENT):
            name, level = name[len(PARENT) :], level + 1
        of = chain[level] if level < len(chain) else None
        if of is None:
            continue
        if name.startswith("role:") or name == "all":
            yield Tell(term, None, of.organisation, of.place)
        for to in of.relations.get(name, "").split():
            yield Tell(term, to, of.organisation, of.place)


