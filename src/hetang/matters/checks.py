"""What can be said of kinds before anybody uses them: dead ends, acts nobody holds, clocks that change nothing, leaks.

What one declaration by itself gets wrong (unknown names, units, roles) is said by `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hetang.authority.grants import ROLES
from hetang.matters.check_leaks import check_leaks
from hetang.matters.declared import Declared, Json, label, parts, refuse, roles_in
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
MOVES_A_CLOCK = Refusal(
    "commuting_act_moves_clock",
    Text("“{act}”声明次序无关，却使时钟“{clock}”起止或重计",
         "“{act}” is said to commute, yet it starts, stops or restarts the clock “{clock}”"),
    Text("不写 commutes，或由已核实的事实重计：restarts: {facts: […]}",
         "no commutes, or a clock that verified facts begin anew: restarts: {facts: […]}"),
)  # fmt: skip
NOBODY = Refusal(
    "act_nobody_holds",
    Text("没有人能办“{act}”：{terms} 无人担任", "nobody may do “{act}”: nobody is ever {terms}"),
    Text("一项授权，或设定这一关系的行为", "a grant, or an act that sets the relation"),
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
LAW = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]+条|《[^》]+》|号令|\barticle \d|\bart\. ?\d|\bdecree\b|\blaw\b", re.IGNORECASE
)
NEVER_SET = ("verifier", "party")  # relations that stand only where an act sets them

Check = Callable[[Declared, str, Json], Iterator[Refusal]]


def check_kinds(declared: Declared, own: frozenset[str]) -> list[Refusal]:
    """Every finding; `at` is a JSON pointer. `own`: the kinds of the pack itself, not of those it stands on."""
    found = [refusal for at, kind in declared.each() for check in CHECKS for refusal in check(declared, at, kind)]
    return [*found, *_nobody(declared, own), *_stories(declared), *check_leaks(declared)]


def _paths(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    ways = Steps.of(kind)
    if not ways.starts:  # said by the reader
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
    commuting = {act.get("id"): act for _, act in parts(kind, at, "acts") if act.get("commutes") is True}
    for below, clock in parts(kind, at, "clocks"):
        if not clock.get("ends"):
            yield refuse(NO_CONSEQUENCE, below, clock=label(clock))
        moving = {id for key in ("starts", "stops") for id in clock.get(key) or ()}
        moving.update((clock.get("restarts") or {}).get("acts") or ())
        for id in sorted(moving & commuting.keys(), key=str):   # whichever came first would decide what the clock did
            yield refuse(MOVES_A_CLOCK, below, act=label(commuting[id]), clock=label(clock))


def _guards(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    for below, act in parts(kind, at, "acts"):
        for place, guard in parts(act, below, "guards"):
            texts = [text for key in ("says", "accepts") for text in guard.get(key, {}).values()]
            if not guard.get("clause") and any(LAW.search(text) for text in texts if isinstance(text, str)):
                yield refuse(LAW_WITHOUT_CLAUSE, place)


def _facts(declared: Declared, at: str, kind: Json) -> Iterator[Refusal]:
    if not kind.get("yields_nothing") and not any(act.get("facts") for act in kind.get("acts", ())):
        yield refuse(NO_FACT, at, kind=label(kind))


CHECKS: tuple[Check, ...] = (_paths, _clocks, _guards, _facts)


def _nobody(declared: Declared, own: frozenset[str]) -> Iterator[Refusal]:
    """Acts without a term, acts whose relations nobody ever gets, and in a city acts whose roles nobody is granted."""
    used = _used(declared, own) if declared.city else frozenset()
    for at, kind in declared.each():
        given = _relations_set(kind, declared)
        for below, act in parts(kind, at, "acts"):
            may = act.get("may", ())
            if may and all(_without_holder(term, kind, given, kind.get("id") in used, declared) for term in may):
                yield refuse(NOBODY, f"{below}/may", act=label(act), terms=" / ".join(may))


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


def _used(declared: Declared, own: frozenset[str]) -> frozenset[str]:
    """The kinds that a city lives by: its own, those that a granted role of the kinds' own opens, and what these open."""
    used = set(own)
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
