"""The one decision: (matter, act, what is known now) -> what will be sealed, or every refusal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.matters import denials as no
from hetang.matters import permits
from hetang.matters.act import MatterAct
from hetang.matters.asked import read_fields
from hetang.matters.case import Case, relations_of
from hetang.matters.clocks import due, restart
from hetang.matters.kinds import Act, Kind
from hetang.matters.now import Decision, Now, Possible, Tell, Yielded
from hetang.matters.outcome import decided
from hetang.matters.possible import possible
from hetang.matters.story import Matter
from hetang.terms.refusals import Refusal, Refused
from hetang.terms.words import Text

__all__ = ["Decision", "Now", "Possible", "Tell", "Yielded", "decide", "due", "passed_instead", "possible", "restart"]


def decide(matter: Matter | None, act: MatterAct, now: Now) -> Decision | list[Refusal]:
    """Accepted with its outcome, or every reason why not. `matter` None: the act must open it."""
    kind = _kind(matter, act, now)
    declared = kind.acts.get(act.act) if isinstance(kind, Kind) else None
    if isinstance(kind, Refusal) or declared is None or declared.opens == (matter is not None):
        answer = kind if isinstance(kind, Refusal) else _no_act(kind, declared, matter, act)
        return [_unless_hidden(matter, act, now, answer)]
    answered: Decision | list[Refusal]
    try:
        answered = _decide(kind, declared, matter, act, now)
    except Refused as refused:
        answered = refused.refusals
    if isinstance(answered, list) and act.by_clock and act.clock is not None and not permits.is_clockwork(declared):
        return decide(matter, passed_instead(act), now)
    return answered


def _unless_hidden(matter: Matter | None, act: MatterAct, now: Now, refusal: Refusal) -> Refusal:
    """Not even that the act does not fit is told to whoever may not know of the matter."""
    kind = now.kinds.version(matter.kind, matter.version) if matter is not None else None
    if matter is None or kind is None or act.by_clock or act.handed or act.known_at is not None:
        return refusal
    known = now.authority.may_know(act.person, kind.sees, relations_of(matter, kind, now))
    return refusal if known else NO_SUCH_MATTER


def passed_instead(act: MatterAct) -> MatterAct:
    """What the clock does where its consequence, or what would follow from it, is refused: it notes that the limit has passed."""
    return replace(act, act="passed")


def _decide(kind: Kind, declared: Act, matter: Matter | None, act: MatterAct, now: Now) -> Decision | list[Refusal]:
    values: dict[str, Any] = {}
    refused: list[Refusal] = []
    if (act.fields or act.sealed or declared.needs) and not permits.is_clockwork(declared):
        values, refused = read_fields(kind, declared, act.fields, act.sealed, act.happened_on, now)
    case = Case(kind, declared, matter, act, now, values)
    secret = permits.hidden(case)
    if secret is not None:
        return [secret]
    standing = [permits.not_granted(case), permits.beneath(case), permits.wrong_step(case), permits.second_missing(case)]
    found = [refusal for refusal in standing if refusal is not None]
    found += permits.out_of_order(case)
    found += permits.not_apart(case)
    found += refused
    found += permits.evidence_missing(case)
    found += permits.of_the_rest(case)
    if declared.guards and not refused:  # a guard rests on fields that must be there first
        found += permits.guarded(case, declared.guards)
    return found or decided(case)


def _kind(matter: Matter | None, act: MatterAct, now: Now) -> Kind | Refusal:
    if matter is not None:
        if act.kind != matter.kind:
            return no.WRONG_KIND.filled(kind=matter.kind)
        found = now.kinds.version(matter.kind, matter.version)
    else:
        found = now.kinds.on(act.kind, act.happened_on)
    if found is None:
        known = "、".join(sorted(now.kinds.versions)[:12])
        return no.UNKNOWN_MATTER_KIND.filled(kind=act.kind, day=act.happened_on, known=known)
    return found


def _no_act(kind: Kind, declared: Act | None, matter: Matter | None, act: MatterAct) -> Refusal:
    acts = permits.listed([one.name for one in kind.acts.values() if one.opens == (matter is None)])
    if declared is None:
        return no.UNKNOWN_ACT.filled(kind=kind.name, act=act.act, known=acts)
    if matter is not None:
        return no.OPENED_ALREADY
    return no.OPENS_NOTHING.filled(acts=Text(acts.zh, acts.en))
