"""One matter as a page: its steps, its clocks, who holds it, what it holds, what can be done next."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from hetang.matters.kinds import BUILT_IN, Act, Kind, Step
from hetang.matters.story import Matter
from hetang.office.reads.matter_lines import Clock
from hetang.office.reads.matters import Shown
from hetang.office.reads.next_acts import Next, Opening
from hetang.web import matter_list
from hetang.web.desk import Desk
from hetang.web.matter_words import (
    RELATIONS,
    limits,
    limits_note,
    matter_title,
    seat_holders,
    seat_name,
    step_names,
    term,
    value_said,
)
from hetang.web.pages import address

MANY_STEPS = 8  # more than fit side by side
ENTITLED = frozenset({"not_entitled", "no_such_matter", "recused", "in_the_line", "not_delegated", "giver_may_not"})
AHEAD = frozenset({"wrong_step", "final_step"})


def head(desk: Desk, shown: Shown) -> dict[str, Any]:
    """The title with the way up to it."""
    line, kind = shown.line, shown.kind
    said = [desk.place(line.place)] if line.place else []
    said += [desk.organisation(line.organisation)]
    said += [desk.plain("matter.opened", day=desk.day(line.opened_on, desk.today.year))]
    return {
        "title": matter_title(desk, line),
        "sub": desk.plain("facts.comma").join(said),
        "version": desk.t("matter.version", day=desk.day(kind.since)),
        "newer": desk.t("matter.newer") if shown.newer else "",
        "kind": {"name": desk.titled(kind.name), "href": f"{address('kind', kind.id)}?version={kind.version}"},
        "parent": {"title": matter_title(desk, shown.parent), "href": address("matter", shown.parent.id)}
        if shown.parent
        else None,
        "sealed": desk.t("matter.sealed") if kind.sealed else "",
    }


def steps(desk: Desk, shown: Shown) -> dict[str, Any]:
    """The way taken, the step now, and the way ahead as declared; detours stand where they were entered."""
    kind, matter = shown.kind, shown.state
    past = sorted((day, list(kind.steps).index(id), id) for id, day in matter.entered.items() if id in kind.steps and id != matter.step)
    told = [_step(desk, kind.steps[id], "past", desk.day(day, desk.today.year)) for day, _, id in past]
    since = matter.entered.get(matter.step)
    now = kind.steps[matter.step]
    day = desk.day(since, desk.today.year) if since else ""
    told.append(_step(desk, now, "now", day if now.end or not day else desk.plain("matter.since", day=day)))
    ahead = [] if now.end else _ahead(kind, matter)
    told += [_step(desk, step, "", desk.plain("matter.side") if step.side else "") for step in ahead if not step.end]
    ends = [step for step in ahead if step.end]
    if ends:
        names = desk.plain("matter.or").join(desk.said(step.name) for step in ends)
        told.append({"name": names, "note": desk.plain("matter.end"), "state": "", "side": False})
    turn = desk.t("matter.turn", who=term(desk, now.owner)) if now.owner and not now.end else ""
    return {
        "now": desk.said(now.name),
        "note": turn,
        "rows": told,
        "many": len(told) > MANY_STEPS,
        "href": f"{address('kind', kind.id)}?version={kind.version}#diagram",
    }


def _step(desk: Desk, step: Step, state: str, note: str) -> dict[str, Any]:
    return {"name": desk.said(step.name), "note": note, "state": state, "side": step.side}


def _ahead(kind: Kind, matter: Matter) -> list[Step]:
    """Steps that acts still lead to, in the order declared, detours and what was passed left out."""
    reached, waiting = {matter.step}, [matter.step]
    while waiting:
        here = waiting.pop()
        for act in kind.acts.values():
            if act.to in kind.steps and act.to not in reached and not act.opens and (here in act.from_ or not act.from_):
                reached.add(act.to)
                if not kind.steps[act.to].end:
                    waiting.append(act.to)
    order = list(kind.steps)
    now = kind.steps[matter.step]
    base = -1 if now.side else order.index(matter.step)
    return [
        step
        for place, (id, step) in enumerate(kind.steps.items())
        if id in reached
        and id != matter.step
        and not step.side
        and (step.end or (place > base and id not in matter.entered))
    ]


def clocks(desk: Desk, shown: Shown) -> list[dict[str, Any]]:
    """Every clock with both of its limits, apart and named; what follows when it ends; what a stopped one waits for."""
    return [_clock(desk, shown.kind, clock) for clock in shown.clocks]


def _clock(desk: Desk, kind: Kind, clock: Clock) -> dict[str, Any]:
    notes = [desk.t("clock.since", day=desk.day(clock.since, desk.today.year))]
    if clock.held and clock.waits_for:
        notes.append(desk.t("clock.waits_for", what=desk.said(clock.waits_for)))
    if clock.clause:
        notes.append(desk.t("clock.clause", clause=desk.said(clock.clause)))
    if clock.provisional:
        notes.append(desk.t("clock.provisional_says"))
    if clock.next and clock.next_act in kind.acts and not clock.held:
        act = desk.said(kind.acts[clock.next_act].name)
        notes.append(desk.t("clock.then", day=desk.day(clock.next, desk.today.year), act=act))
    return {
        "name": desk.said(clock.name),
        "limits": limits(desk, clock),
        "notes": notes,
        "note": limits_note(desk, clock),
    }


def holders(desk: Desk, shown: Shown) -> list[dict[str, Any]]:
    """Who stands how to it."""
    told = []
    for relation in RELATIONS:
        id = shown.relations.get(relation)
        if id:
            told.append(
                {"term": desk.t(f"relations.{relation}"), "name": seat_name(desk, id), "note": seat_holders(desk, id)}
            )
    names = [desk.person_name(person) for person in sorted(shown.state.recused)]
    if names:
        said = desk.plain("matter.and").join(names)
        told.append({"term": desk.t("relations.recused"), "name": said, "note": ""})
    return told


def values(desk: Desk, shown: Shown) -> list[dict[str, Any]]:
    """What is known, in the order declared; the naming field stands in the heading already."""
    return [
        {
            "name": desk.said(value.name),
            "said": value_said(desk, shown.kind, value),
            "note": desk.t("matter.derived") if value.derived else "",
        }
        for value in shown.values
        if value.field != shown.kind.title or value.sealed
    ]


def next_acts(desk: Desk, shown: Shown, found: Sequence[Next]) -> dict[str, list[dict[str, Any]]]:
    """What can be done now or is refused for a reason one can mend; what lies further on; what is for others; what every kind has."""
    own = [one for one in found if not _builtin(one.act)]
    of_others = [one for one in own if any(refusal.code in ENTITLED for refusal in one.refusals)]
    later = [one for one in own if one not in of_others and any(refusal.code in AHEAD for refusal in one.refusals)]
    here = [one for one in own if one not in of_others and one not in later]
    others = [one for one in found if _builtin(one.act) and (one.can or one.act.id != "migrate")]
    return {
        "here": [act_said(desk, shown, one) for one in here],
        "later": [act_said(desk, shown, one) for one in later],
        "not_mine": [act_said(desk, shown, one) for one in of_others],
        "others": [act_said(desk, shown, one) for one in others if one.can],
    }


def _builtin(act: Act) -> bool:
    return act.id in BUILT_IN


def act_said(desk: Desk, shown: Shown, one: Next) -> dict[str, Any]:
    """An act with what it asks, or with why not and what would be accepted. A refusal of the day may be no refusal of another."""
    codes = {refusal.code for refusal in one.refusals}
    return {
        "id": one.act.id,
        "name": desk.titled(one.act.name),
        "href": address("act", shown.line.id, one.act.id),
        "can": one.can,
        "why": [] if one.can else refusals_said(desk, shown.kind, one),
        "asks": asks_said(desk, one) if one.can else "",
        "earlier": not one.can and not codes & (ENTITLED | AHEAD),
    }


def refusals_said(desk: Desk, kind: Kind, one: Next) -> list[Markup]:
    """Each as a sentence: 你无此权, or 现在不行, with what would be accepted."""
    told = []
    first = [refusal for refusal in one.refusals if refusal.code in ENTITLED | AHEAD]  # then the rest does not matter yet
    for refusal in first or one.refusals:
        if refusal.code == "not_entitled":
            who = desk.plain("matter.or").join(term(desk, said) for said in one.act.may)
            told.append(desk.t("acts.not_entitled", who=who))
        elif refusal.code == "wrong_step" and one.act.from_:
            told.append(desk.t("acts.wrong_step", steps=step_names(desk, kind, one.act.from_)))
        else:
            key = "acts.not_you" if refusal.code in ENTITLED else "acts.not_now"
            told.append(desk.t(key, says=desk.said(refusal.says), accepts=desk.said(refusal.accepts)))
    return told


def asks_said(desk: Desk, one: Next) -> str:
    """ "要 2 项：复核后价值、送达日期。" and the evidence, or that nothing is asked."""
    names = [desk.said(field.name) for field in one.asks]
    said = [desk.plain("acts.asks", n=len(names), names=desk.plain("acts.join").join(names))] if names else []
    if one.act.evidence and one.act.evidence.least:
        kind = desk.plain(f"acts.{one.act.evidence.kind}")
        said.append(desk.plain("acts.asks_evidence", n=one.act.evidence.least, kind=kind))
    if one.two:
        said.append(desk.plain("acts.two"))
    return " ".join(said) or desk.plain("acts.asks_nothing")


def children(desk: Desk, shown: Shown) -> dict[str, Any]:
    rows = [matter_list.row(desk, line) for line in shown.children]
    return {
        "rows": rows,
        "open": sum(not row.line.closed for row in rows),
        "href": f"{address('matters')}?parent={shown.line.id}&state=all",
    }


def openings(desk: Desk, found: Sequence[Opening], parent: str | None = None) -> list[dict[str, str]]:
    query = f"?parent={parent}" if parent else ""
    return [
        {
            "name": desk.titled(one.kind.name),
            "act": desk.titled(one.next.act.name),
            "href": f"{address('opening', one.kind.id, one.next.act.id)}{query}",
            "purpose": desk.said(one.kind.purpose),
        }
        for one in found
    ]
