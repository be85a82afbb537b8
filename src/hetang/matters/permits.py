"""What stands in the way of an act: order, step, authority, evidence, separation of persons, guards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.matters import denials as no
from hetang.matters.builtin import CLOCKWORK, HANDED_OVER
from hetang.matters.case import Case
from hetang.matters.kinds import Act, Guard, Kind
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text


def listed(names: list[Text]) -> Text:
    return Text("、".join(name.zh for name in names) or "—", ", ".join(name.en for name in names) or "—")


def hidden(case: Case) -> Refusal | None:
    """The answer for an id that nobody has, to whoever may not know of the matter."""
    act, now = case.act, case.now
    if act.by_clock or act.handed or act.known_at is not None:
        return None
    kind, stands = case.kind, case.related
    if case.matter is None:  # what is opened is known to its opener; what it is opened beneath may not be
        above = now.kinds.version(now.parent.kind, now.parent.version) if now.parent is not None else None
        if above is None or stands.parent is None:
            return None
        kind, stands = above, stands.parent
    return None if now.authority.may_know(act.person, kind.sees, stands) else NO_SUCH_MATTER


def out_of_order(case: Case) -> Iterator[Refusal]:
    """The day of the act against today, against the opening, and against what came after it."""
    act, matter = case.act, case.matter
    if act.happened_on > case.now.today:
        yield no.NOT_YET.filled(day=act.happened_on, today=case.now.today)
    if matter is None:
        return
    if act.happened_on < matter.opened_on:
        yield no.BEFORE_OPENING.filled(day=act.happened_on, opened=matter.opened_on)
    elif not case.declared.commutes and not act.by_clock:
        unseen = act.seen is not None and matter.moved_seq > act.seen
        if act.happened_on < matter.last_on or unseen:
            yield _changed(case, min(act.happened_on, matter.last_on) if unseen else act.happened_on)


def _changed(case: Case, since: date) -> Refusal:
    matter, kind = case.matter, case.kind
    assert matter is not None  # nothing changes before it is opened
    later = [(did.last_on, id) for id, did in matter.done.items() if did.last_on >= since and not _commutes(kind, id)]
    said = []
    for day, id in sorted(later)[-4:]:
        name = kind.acts[id].name if id in kind.acts else Text(id, id)
        said.append(Text(f"{day} {name.zh}", f"{name.en} on {day}"))
    return no.CHANGED_SINCE.filled(changes=listed(said), step=_step(kind, matter.step), day=matter.last_on)


def _commutes(kind: Kind, act: str) -> bool:
    return act in kind.acts and kind.acts[act].commutes


def _step(kind: Kind, step: str) -> Text:
    return kind.steps[step].name if step in kind.steps else Text(step, step)


def wrong_step(case: Case) -> Refusal | None:
    matter, declared, kind = case.matter, case.declared, case.kind
    if matter is None:
        return None
    here = kind.steps.get(matter.step)
    if declared.from_:
        if matter.step in declared.from_:
            return None
    elif here is None or not here.end:
        return None
    if not declared.from_:
        return no.FINAL_STEP.filled(step=_step(kind, matter.step))
    steps = listed([_step(kind, step) for step in declared.from_])
    leading = [act.name for act in kind.acts.values() if act.to in declared.from_ and matter.step in (act.from_ or ())]
    ways = Text("", "")
    if leading:
        ways = Text(f"；先：{listed(leading).zh}", f"; first: {listed(leading).en}")
    return no.WRONG_STEP.filled(step=_step(kind, matter.step), act=declared.name, steps=steps, ways=ways)


def not_granted(case: Case) -> Refusal | None:
    """Whether the actor may; where they may, the organisation in whose name it is done is settled."""
    act, declared, now = case.act, case.declared, case.now
    if act.handed:
        return None
    if act.by_clock:
        return None if "clock" in declared.may else no.NOT_BY_CLOCK.filled(act=declared.name)
    if declared.clock_only:
        return no.CLOCK_ALONE.filled(act=declared.name)
    if act.known_at is not None:
        return _not_then(case)
    refused = now.authority.may_act(act.person, act.for_, declared.may, case.related)
    if refused is not None:
        return refused
    organisations = now.authority.acting_organisations(act.person, act.for_, declared.may, case.related)
    if act.organisation and act.organisation not in organisations:
        known = "、".join(organisations) or "—"
        return no.NOT_YOUR_ORGANISATION.filled(person=act.person, organisation=act.organisation, known=known)
    if organisations and not act.organisation:
        case.act_for(organisations[0])
    return None


def _not_then(case: Case) -> Refusal | None:
    """History taken over: that two keepers may is for the office to see; how the recorder of then stood is asked here.

    Roles of then are not asked, since a pack need not know every grant of years ago.
    """
    terms = case.declared.may
    if case.act.recorded_by is None or any(term.rsplit(".", 1)[-1].startswith("role:") for term in terms):
        return None
    return case.now.authority.may_act(case.act.recorded_by, None, terms, case.related)


def evidence_missing(case: Case) -> Iterator[Refusal]:
    asked, given, store = case.declared.evidence, case.act.evidence, case.now.evidence
    if asked is not None and len(given) < asked.least and not case.act.by_clock:
        kind = Text("照片", "photographs") if asked.kind == "photo" else Text("文件", "documents")
        decides = asked.decides or case.declared.name
        yield no.EVIDENCE_MISSING.filled(least=asked.least, given=len(given), kind=kind, decides=decides)
    if store is not None:
        for digest in given:
            if digest not in store:
                yield no.UNKNOWN_FILE.filled(evidence=digest)


def second_missing(case: Case) -> Refusal | None:
    """Where an act needs two persons; a second who is named anyway is held to the same."""
    act, declared = case.act, case.declared
    if act.by_clock or act.handed or act.known_at is not None:
        return None
    if declared.two and act.with_ in (None, act.person):
        return no.SECOND_MISSING.filled(act=declared.name)
    if act.with_ is None:
        return None
    return case.now.authority.may_second(act.person, act.with_, act.for_, declared.may, case.related)


def not_apart(case: Case) -> Iterator[Refusal]:
    """Who must be another than whoever did what came before: person, second person and whom they act for."""
    matter, act = case.matter, case.act
    if matter is None or act.by_clock:
        return
    for id in case.declared.apart:
        did = matter.done.get(id)
        for other, organisation in did.doers if did is not None else ():
            why = _bound(case, other, organisation, did.last_on if did is not None else None)
            if why is not None:
                yield no.NOT_APART.filled(act=_name(case.kind, id), why=why.says)
                break
    judged = (*case.declared.verifies, *case.declared.rejects)
    if judged:
        for fact in case.now.yielded:
            if fact.act in judged and fact.by is not None:
                did = matter.done.get(fact.act)
                acted = [organ for who, organ in (did.doers if did is not None else ()) if who == fact.by]
                bound = [_bound(case, fact.by, organ, fact.happened_on) for organ in {fact.organisation, *acted}]
                why = next((one for one in bound if one is not None), None)
                if why is not None:
                    yield no.NOT_APART.filled(act=_name(case.kind, fact.act), why=why.says)
                    break


def _bound(case: Case, other: str, organisation: str, then: date | None) -> Refusal | None:
    act, authority = case.act, case.now.authority
    acting = (act.doer,) if act.known_at is not None else (act.person, act.with_, act.for_)
    for person in dict.fromkeys(acting):
        if person is not None:
            refused = authority.apart(person, case.organisation, other, organisation, then)
            if refused is not None:
                return refused
    return None


def _name(kind: Kind, act: str) -> Text:
    return kind.acts[act].name if act in kind.acts else Text(act, act)


def guarded(case: Case, guards: tuple[Guard, ...]) -> Iterator[Refusal]:
    """Every guard that does not hold, or of which it cannot be told whether it holds."""
    for guard in guards:
        if case.value(guard.holds, guard.holds.text) is not True:
            clause = Text(f"（{guard.clause.zh}）", f" ({guard.clause.en})") if guard.clause else Text("", "")
            yield no.GUARD.filled(says=guard.says, clause=clause, accepts=guard.accepts)


def of_the_rest(case: Case) -> Iterator[Refusal]:
    """Extension, rejection, and what the built-in acts ask."""
    declared, matter, act = case.declared, case.matter, case.act
    if declared.rejects and not (act.note or "").strip() and any(f.act in declared.rejects for f in case.now.yielded):
        yield no.REASON_NEEDED
    extends = declared.extends
    if extends is not None:
        running = matter.clocks.get(extends.clock) if matter is not None else None
        name = case.kind.clocks[extends.clock].name
        if running is None:
            yield no.CLOCK_NOT_RUNNING.filled(clock=name)
        elif extends.once and running.extended:
            yield no.EXTENDED_ALREADY.filled(clock=name)
    if declared.id == "assign" and declared.may_have == HANDED_OVER and not act.fields:
        yield no.NOBODY_NAMED
    if declared.id == "migrate" and matter is not None:
        newer = case.now.kinds.on(matter.kind, act.happened_on)
        if newer is None or newer.version == matter.version:
            yield no.SAME_VERSION
        elif matter.step not in newer.steps:
            yield no.STEP_GONE.filled(step=_step(case.kind, matter.step))


def beneath(case: Case) -> Refusal | None:
    """Whether a matter that is being opened stands beneath what it should."""
    kind, parent = case.kind, case.now.parent
    names = listed([_kind_name(case, id) for id in kind.parents])
    if case.matter is not None:
        return None
    if parent is None:
        needed = kind.parent_required or case.act.parent is not None
        return no.PARENT_REQUIRED.filled(kind=kind.name, parents=names) if needed else None
    if parent.kind not in kind.parents:
        return no.WRONG_PARENT.filled(kind=kind.name, parent=_kind_name(case, parent.kind), parents=names)
    return None


def _kind_name(case: Case, id: str) -> Text:
    found = case.now.kinds.on(id, case.act.happened_on)
    return found.name if found is not None else Text(id, id)


def is_clockwork(act: Act) -> bool:
    return act.id in CLOCKWORK and act.clock_only
