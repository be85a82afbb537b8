"""The fence between powers.

No accountability by the clock, no computed form of discipline, and no organ but the people's government that decides an
expropriation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from hetang.matters import fence_clauses as no
from hetang.matters import fence_words as of
from hetang.matters.declared import Declared, Json, clock_acts, label, parts, refuse, roles_in, said
from hetang.matters.steps import Steps
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
NOT_GOVERNMENT = ("party", "discipline", "headquarters", "firm")
LEADERS = {"attached": Text("挂点领导", "the attached leader"), "opener": Text("立项的人", "whoever opened it")}


def check_power(declared: Declared) -> Iterator[Refusal]:
    yield from _automatic(declared)
    for at, kind in declared.each():
        yield from _forms(kind, at)
        yield from _deciders(kind, at, declared)


def is_accountability(kind: Json) -> bool:
    """A kind that holds somebody to account; one of the discipline organ counts where its name says so or it is sealed."""
    return of.ACCOUNTABILITY.in_(said(kind))


def _automatic(declared: Declared) -> Iterator[Refusal]:
    """Acts that the clock does, and acts that depend on one, which open or reach accountability, by however many steps."""
    for at, kind in declared.each():
        late = _late_names(kind)
        by_clock = clock_acts(kind)
        for below, act in parts(kind, at, "acts"):
            whole = act.get("id") in by_clock or any(late & _names(g.get("holds")) for g in act.get("guards", ()))
            for list_name in ("opens_matter", "acts_on"):
                for place, next_act in parts(act, below, list_name):
                    if whole or late & _names(next_act.get("when")):
                        target = _reaches(kind, next_act, declared, set())
                        if target is not None:
                            yield refuse(no.AUTOMATIC, place, name=label(act), target=target)
            if act.get("id") in by_clock:
                yield from _marks(kind, act, below)


def _marks(kind: Json, act: Json, at: str) -> Iterator[Refusal]:
    """A clock's act that itself moves to a step of accountability or writes one down."""
    steps = {step.get("id"): step for step in kind.get("steps", ())}
    fields = {field.get("id"): field for field in kind.get("fields", ())}
    marks: list[tuple[str, Json]] = []
    if isinstance(act.get("to"), str) and act["to"] in steps:
        marks.append(("to", steps[act["to"]]))
    marks += [(f"sets/{id}", fields.get(id, {"id": id})) for id in act.get("sets", {})]
    marks += [(f"facts/{i}", {"id": fact.get("measure")}) for i, fact in enumerate(act.get("facts", ()))]
    if of.ACCOUNTABILITY.in_(said(act)):
        yield refuse(no.AUTOMATIC, at, name=label(act), target=label(act))
    for place, item in marks:
        if of.ACCOUNTABILITY.in_(said(item)) or of.FOUR_FORMS.in_(said(item)):
            yield refuse(no.AUTOMATIC, f"{at}/{place}", name=label(act), target=label(item))


def _reaches(kind: Json, next_act: Json, declared: Declared, seen: set[tuple[str, str]]) -> Text | None:
    """The kind of accountability that such an opening comes to, or None."""
    id = next_act.get("kind")
    kinds = declared.versions(id) if isinstance(id, str) else _named_by(kind, next_act, declared)
    for target in kinds:
        if is_accountability(target):
            return label(target)
        key = (str(target.get("id")), str(next_act.get("act")))
        if key in seen:
            continue
        seen.add(key)
        for act in target.get("acts", ()):
            if act.get("id") == next_act.get("act"):
                for further in [*act.get("opens_matter", ()), *act.get("acts_on", ())]:
                    found = _reaches(target, further, declared, seen)
                    if found is not None:
                        return found
    return None


def _named_by(kind: Json, reached: Json, declared: Declared) -> Sequence[Json]:
    """The kinds that `acts_on` may mean: those above; a field may name any."""
    if reached.get("matter") == "parent":
        return [version for id in kind.get("parents", ()) for version in declared.versions(id)]
    return [other for other in declared.kinds if any(a.get("id") == reached.get("act") for a in other.get("acts", ()))]


def _late_names(kind: Json) -> set[str]:
    """Names in expressions that are true only after the clock has acted."""
    by_clock = clock_acts(kind)
    ways = Steps.of(kind)
    steps = {
        id for id in ways.ids
        if (into := {move.act for move in ways.moves if move.target == id and move.source != id}) and into <= by_clock
    }  # fmt: skip
    return {f"{prefix}_{act}" for act in by_clock for prefix in ("on", "n", "by")} | {f"entered_{id}" for id in steps}


def _names(expression: Any) -> set[str]:
    return set(NAME.findall(expression)) if isinstance(expression, str) else set()


def _forms(kind: Json, at: str) -> Iterator[Refusal]:
    fields = {}
    for below, field in parts(kind, at, "fields"):
        values = field.get("values", ())
        if of.FOUR_FORMS.in_(said(field)) or any(of.FOUR_FORMS.in_(said(value)) for value in values):
            fields[field.get("id")] = field
            if field.get("from") != "asked":
                yield refuse(no.COMPUTED_FORM, below, name=label(field))
    for below, act in parts(kind, at, "acts"):
        for id in act.get("sets", {}):
            if id in fields:
                yield refuse(no.COMPUTED_FORM, f"{below}/sets/{id}", name=label(fields[id]))


def _expropriates(kind: Json, declared: Declared) -> bool:
    """A kind of expropriation by its name, or one that stands beneath such a kind."""
    above = [version for id in kind.get("parents", ()) for version in declared.versions(id)]
    return of.EXPROPRIATION.in_(said(kind)) or any(of.EXPROPRIATION.in_(said(parent)) for parent in above)


def _deciders(kind: Json, at: str, declared: Declared) -> Iterator[Refusal]:
    expropriates = _expropriates(kind, declared)
    if expropriates and kind.get("authority") in ("party", "discipline"):
        yield refuse(no.PARTY_DECIDES, f"{at}/authority", name=label(kind), who=kind["authority"])
    for below, act in parts(kind, at, "acts"):
        if not of.DECIDES.in_(said(act)) or not (expropriates or of.EXPROPRIATION.in_(said(act))):
            continue
        for index, term in enumerate(act.get("may", ())):
            leader = LEADERS.get(term.rpartition(".")[2])
            if leader is not None:
                yield refuse(no.PARTY_DECIDES, f"{below}/may/{index}", name=label(act), who=leader)
            for role in roles_in([term]):
                yield from _decides(role, act, f"{below}/may/{index}", str(kind.get("id")), declared)


def _decides(role: str, act: Json, at: str, kind: str, declared: Declared) -> Iterator[Refusal]:
    """A role of another organ than the government, by what it declares, by its name, or by who holds it."""
    found = next((one for one in declared.roles if one.get("id") == role), {"id": role})
    authority = found.get("authority")
    if authority not in (None, "government") or (authority is None and of.PARTY_ORGAN.in_(said(found))):
        yield refuse(no.PARTY_DECIDES, at, name=label(act), who=label(found))
        return
    posts = {post.get("id"): post.get("organisation") for post in declared.posts}
    for index, grant in enumerate(declared.grants):
        if grant.get("role") != role or kind not in grant.get("kinds", (kind,)):
            continue
        for organ in (posts.get(grant.get("post")), grant.get("over")):
            if isinstance(organ, str) and (body := _not_government(organ, declared)) is not None:
                yield refuse(no.PARTY_DECIDES, f"/grants/{index}", name=label(act), who=label(body))
                break


def _not_government(organ: str, declared: Declared) -> Json | None:
    """The nearest organisation with a kind, from this one up, where it is not of the government."""
    states = {one["id"]: one for one in declared.organisations if isinstance(one.get("id"), str)}
    seen: set[str] = set()
    here: str | None = organ
    while isinstance(here, str) and here in states and here not in seen:
        seen.add(here)
        state = states[here]
        if state.get("kind") in NOT_GOVERNMENT:
            return state
        if state.get("kind") in ("government", "region"):
            return None
        here = state.get("parent")
    return None
