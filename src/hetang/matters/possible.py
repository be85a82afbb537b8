"""What a person can do with a matter now, and for the rest the reason why not: what a page shows and a form asks."""

from __future__ import annotations

from collections.abc import Iterable

from hetang.matters import permits
from hetang.matters.act import MatterAct
from hetang.matters.asked import field_of
from hetang.matters.builtin import CLOCKWORK
from hetang.matters.case import Case
from hetang.matters.kinds import Act, Guard, Kind
from hetang.matters.now import Now, Possible
from hetang.matters.story import Matter
from hetang.terms.refusals import Refusal, Refused


def possible(matter: Matter | None, kind: Kind, person: str, now: Now) -> list[Possible]:
    """Every act at this step or still ahead, in the declared order; with no matter, the acts that open one."""
    ahead = reachable(kind, matter.step) if matter is not None else frozenset(kind.steps)
    found = []
    for declared in kind.acts.values():
        if declared.opens != (matter is None) or declared.clock_only or declared.id in CLOCKWORK:
            continue
        if declared.from_ and not ahead.intersection(declared.from_):
            continue
        found.append(_possible(matter, kind, declared, person, now))
    return found


def reachable(kind: Kind, step: str) -> frozenset[str]:
    """The step itself and all that acts, the clock's among them, can lead to from it."""
    found, waiting = {step}, [step]
    while waiting:
        here = waiting.pop()
        ended = here in kind.steps and kind.steps[here].end
        for act in kind.acts.values():
            if act.to is None or act.to in found or act.opens:
                continue
            if here in act.from_ or (not act.from_ and not ended):
                found.add(act.to)
                waiting.append(act.to)
    return frozenset(found)


def _possible(matter: Matter | None, kind: Kind, declared: Act, person: str, now: Now) -> Possible:
    id = matter.id if matter is not None else ""
    parent = now.parent.id if now.parent is not None else None
    act = MatterAct("", kind.id, id, declared.id, now.today, person, parent=parent if matter is None else None)
    asks = tuple(field for one in declared.asks if (field := field_of(kind, one)) is not None)
    evidence = declared.evidence.least if declared.evidence is not None else 0
    try:
        refusals = _refusals(Case(kind, declared, matter, act, now, {}))
    except Refused as refused:
        refusals = refused.refusals
    return Possible(declared.id, tuple(refusals), asks, declared.needs, evidence, declared.two)


def _refusals(case: Case) -> list[Refusal]:
    secret = permits.hidden(case)
    if secret is not None:
        return [secret]
    first = [permits.not_granted(case), permits.beneath(case), permits.wrong_step(case)]
    refused = [refusal for refusal in first if refusal is not None]
    refused += permits.not_apart(case)
    refused += [one for one in permits.of_the_rest(case) if one.code not in ("nobody_named", "reason_missing")]
    refused += permits.guarded(case, tuple(_told_already(case.kind, case.declared)))
    return refused


def _told_already(kind: Kind, declared: Act) -> Iterable[Guard]:
    """Guards that rest on nothing that the form still asks."""
    for guard in declared.guards:
        if not rests_on(kind, guard.holds.names).intersection(declared.asks):
            yield guard


def rests_on(kind: Kind, names: Iterable[str]) -> frozenset[str]:
    """The names with all that derived fields among them rest on."""
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        field = kind.fields.get(name)
        if field is not None and field.origin == "derived" and field.value is not None:
            waiting.extend(field.value.names)
    return frozenset(found)
