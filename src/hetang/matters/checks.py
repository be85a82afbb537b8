"""What can be said of a kind before anybody uses it: dead ends, acts nobody holds, clocks that change nothing, leaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hetang.authority.grants import ROLES
from hetang.matters.check_leaks import check_leaks
from hetang.matters.declared import CLOCK_TERM, Declared, Json, clock_acts, label, parts, refuse, roles_in
from hetang.matters.steps import Steps
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

UNREACHABLE = Refusal(
    "unreachable_step",
    Text("没有行为通到“{step}”这一步", "no act leads to the step “{step}”"),
    Text("一个 to: {id} 的行为，或去掉这一步", "an act with to: {id}, or leave the step out"),
)
ENDLESS = Refusal(
    "endless_step",
    Text("从“{step}”到不了任何终点", "from “{step}” no final step can be reached"),
    Text("一条通到终点（end: true）的路", "a way to a final step (end: true)"),
)
NOT_OPENED = Refusal(
    "never_opened",
    Text("没有行为能立“{kind}”", "no act opens “{kind}”"),
    Text("一个 opens: true 的行为", "an act with opens: true"),
)
NO_OWNER = Refusal(
    "step_without_owner",
    Text("“{step}”这一步没有归谁办", "the step “{step}” is nobody's job"),
    Text("owner: …；终点则写 end: true", "owner: …; for a final step end: true"),
)
NO_CONSEQUENCE = Refusal(
    "clock_without_consequence",
    Text("“{clock}”到期之后什么也不发生", "nothing follows when “{clock}” runs out"),
    Text("ends: [{after: {days: 0}, act: …}]", "ends: [{after: {days: 0}, act: …}]"),
)
NOT_THE_CLOCKS = Refusal(
    "not_the_clocks_act",
    Text("“{clock}”的后果“{act}”，钟不能办", "the clock may not do “{act}”, the consequence of “{clock}”"),
    Text("may: [clock]", "may: [clock]"),
)
NOBODY = Refusal(
    "act_nobody_holds",
    Text("没有人能办“{act}”：{why}", "nobody may do “{act}”: {why}"),
    Text("{accepted}", "{accepted}"),
)
UNKNOWN_ROLE = Refusal(
    "unknown_role", Text("没有声明角色“{role}”", "the role “{role}” is not declared"), Text("{roles}", "{roles}")
)
LAW_WITHOUT_CLAUSE = Refusal(
    "guard_without_clause",
    Text("守则引了法律，却没有写条款 clause", "the guard speaks of law and gives no `clause`"),
    Text("clause: {zh: 第…条, en: article …}", "clause: {zh: 第…条, en: article …}"),
)
NO_STORY = Refusal(
    "no_story",
    Text("“{kind}”没有事例", "“{kind}” has no story"),
    Text("examples/ 里一个 kind: {id} 的事例（stories）", "a story of kind: {id} in examples/ (stories)"),
)
NO_FACT = Refusal(
    "yields_nothing",
    Text("“{kind}”不生成任何事实，也没有说为什么", "“{kind}” yields no fact and does not say why"),
    Text("一个生成事实的行为，或 yields_nothing: {zh, en}", "an act with `facts`, or yields_nothing: {zh, en}"),
)
LAW = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条|《[^》]+》|号令|\barticle \d|\bart\. ?\d|\bdecree\b|\blaw\b", re.IGNORECASE)
NEVER_SET = ("verifier", "party")  # relations that stand only where an act sets them

Check = Callable[[Declared, str, Json], Iterator[Refusal]]


def check_kinds(declared: Declared, own: frozenset[str]) -> list[Refusal]:
    """Every finding; `at` is a JSON pointer. `own`: the kinds of the pack itself, not of those it stands on."""
    found = [refusal for at, kind in declared.each() for check in CHECKS for refusal in check(declared, at, kind)]
    return [*found, *_nobody(declared, own), *_stories(declared), *check_leaks(declared)]


def _paths(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    ways = Steps.of(kind)
    if not ways.starts:
        yield refuse(NOT_OPENED, at, kind=label(kind))
        return
    reached = ways.reached
    for below, step in parts(kind, at, "steps"):
        id = step.get("id")
        if id not in reached:
            yield refuse(UNREACHABLE, below, step=label(step), id=id)
        elif not ways.after[id] & ways.ends:
            yield refuse(ENDLESS, below, step=label(step))
        if not step.get("end") and not step.get("owner"):
            yield refuse(NO_OWNER, below, step=label(step))


def _clocks(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    acts = {act.get("id"): act for act in kind.get("acts", ())}
    for below, clock in parts(kind, at, "clocks"):
        ends = clock.get("ends", ())
        if not ends:
            yield refuse(NO_CONSEQUENCE, below, clock=label(clock))
        for index, end in enumerate(ends):
            act = acts.get(end.get("act"))
            if act is not None and CLOCK_TERM not in act.get("may", ()):
                yield refuse(NOT_THE_CLOCKS, f"{below}/ends/{index}/act", clock=label(clock), act=label(act))


def _guards(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    for below, act in parts(kind, at, "acts"):
        for place, guard in parts(act, below, "guards"):
            texts = [text for key in ("says", "accepts") for text in guard.get(key, {}).values()]
            if not guard.get("clause") and any(LAW.search(text) for text in texts if isinstance(text, str)):
                yield refuse(LAW_WITHOUT_CLAUSE, place)


def _roles(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    known = {*ROLES, *(role["id"] for role in declared.roles if isinstance(role.get("id"), str))}
    terms = [(f"{at}/sees/{i}", term) for i, term in enumerate(kind.get("sees", ()))]
    terms += [(f"{below}/owner", step["owner"]) for below, step in parts(kind, at, "steps") if step.get("owner")]
    for below, act in parts(kind, at, "acts"):
        terms += [(f"{below}/{key}/{i}", term) for key in ("may", "tells") for i, term in enumerate(act.get(key, ()))]
    for place, term in terms:
        for role in roles_in([term]):
            if role not in known:
                yield refuse(UNKNOWN_ROLE, place, role=role, roles="、".join(sorted(known)))


def _facts(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    if not kind.get("yields_nothing") and not any(act.get("facts") for act in kind.get("acts", ())):
        yield refuse(NO_FACT, at, kind=label(kind))


CHECKS: tuple[Check, ...] = (_paths, _clocks, _guards, _roles, _facts)


def _nobody(declared: Declared, own: frozenset[str]) -> Iterator[Refusal]:
    """Acts without a term, acts whose relations nobody ever gets, and in a city acts whose roles nobody is granted."""
    used = _used(declared, own) if declared.city else frozenset()
    for at, kind in declared.each():
        given = _relations_set(kind, declared)
        for below, act in parts(kind, at, "acts"):
            may = act.get("may", ())
            if not may:
                if not _handed_down(kind, act, declared) and act.get("id") not in clock_acts(kind):
                    why, accepted = Text("没有写 may", "`may` is missing"), Text("may: [owner, role:…]", "may: [owner, role:…]")
                    yield refuse(NOBODY, below, act=label(act), why=why, accepted=accepted)
                continue
            if all(_without_holder(term, kind, given, kind.get("id") in used, declared) for term in may):
                zh = "、".join(may)
                why = Text(f"{zh} 无人担任", f"nobody is ever {', '.join(may)}")
                accepted = Text("一项授权，或设定这一关系的行为", "a grant, or an act that sets the relation")
                yield refuse(NOBODY, f"{below}/may", act=label(act), why=why, accepted=accepted)


def _without_holder(term: str, kind: Json, given: frozenset[str], used: bool, declared: Declared) -> bool:
    if term in NEVER_SET:
        return term not in given
    role = roles_in([term])
    return bool(role) and used and not _granted(role[0], str(kind.get("id")), declared)


def _granted(role: str, kind: str, declared: Declared) -> bool:
    return any(grant.get("role") == role and kind in grant.get("kinds", (kind,)) for grant in declared.grants)


def _relations_set(kind: Json, declared: Declared) -> frozenset[str]:
    own = [key for act in kind.get("acts", ()) for key in act.get("sets", {})]
    handed = [
        key
        for other in declared.kinds
        for act in other.get("acts", ())
        for opening in act.get("opens_matter", ())
        if opening.get("kind") == kind.get("id")
        for key in opening.get("sets", {})
    ]
    return frozenset([*own, *handed])


def _handed_down(kind: Json, act: Json, declared: Declared) -> bool:
    """Whether another kind's act opens this one by this act, or reaches it, so that it needs no term of its own."""
    return any(
        further.get("act") == act.get("id") and further.get("kind", kind.get("id")) == kind.get("id")
        for other in declared.kinds
        for one in other.get("acts", ())
        for further in [*one.get("opens_matter", ()), *one.get("acts_on", ())]
    )


def _used(declared: Declared, own: frozenset[str]) -> frozenset[str]:
    """The kinds that a city lives by: its own, those that a granted role of the kinds' own opens, and what these open."""
    used = {id for id in own}
    for kind in declared.kinds:
        roles = [role for act in kind.get("acts", ()) if act.get("opens") for role in roles_in(act.get("may", ()))]
        if any(role not in ROLES and _granted(role, str(kind.get("id")), declared) for role in roles):
            used.add(str(kind.get("id")))
    ahead = list(used)
    while ahead:
        for version in declared.versions(ahead.pop()):
            for act in version.get("acts", ()):
                for opening in act.get("opens_matter", ()):
                    if opening.get("kind") not in used and isinstance(opening.get("kind"), str):
                        used.add(opening["kind"])
                        ahead.append(opening["kind"])
    return frozenset(used)


def _stories(declared: Declared) -> Iterator[Refusal]:
    told = {story.get("kind") for story in declared.stories}
    said: set[str] = set()
    for at, kind in declared.each():
        id = kind.get("id")
        if isinstance(id, str) and id not in told and id not in said:
            said.add(id)
            yield refuse(NO_STORY, at, kind=label(kind), id=id)
