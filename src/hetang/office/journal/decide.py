"""Decides each kind of act: is it granted, does it fit the city and its history; gives rows to seal, or refusals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.authority.authority import Authority
from hetang.authority.changes import decide_change, may_change
from hetang.ledger.schemas import KINDS, Record
from hetang.matters.denials import NOT_YOUR_ORGANISATION
from hetang.matters.facts import (
    CONFIRMING,
    City,
    decide_evidence,
    decide_judging,
    decide_recording,
    decide_takeover,
    repeat_key,
)
from hetang.matters.facts import History as FactHistory
from hetang.matters.story import Matter
from hetang.office.journal.act import Act
from hetang.office.journal.establishments import UNCHANGED, Change, authority_of
from hetang.office.journal.history import Past, supported_by
from hetang.office.journal.learning import decide_learning, decide_withdrawing
from hetang.packs.pack import Pack
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

RECORDED_BY_ANOTHER = Refusal(
    "by_another",
    Text("以{actor}名义的行为不能写成{person}所为", "an act of {actor} can not be written as done by {person}"),
    Text("省去 by，或由本人提交；旧记录经双人接收", "leave `by` out, or let that person send it; old records by a takeover"),
)
NO_SUCH_EVIDENCE = Refusal(
    "supports_nothing",
    Text("佐证 {evidence} 不支持任何事实，或已撤回", "evidence {evidence} supports no fact, or is withdrawn"),
    Text("正在支持某条事实的佐证", "evidence that stands behind a fact"),
)
DOES_NOT_CHANGE = Refusal(
    "quantum_changes",
    Text("量“{measure}”已有事实，其单位和小数位数不能变", "measure `{measure}` has facts: its unit and decimals stay"),
    Text("另立一个量", "a new measure"),
)

Row = dict[str, Any]
FACT, JUDGED = (KINDS[kind].row or Record({}) for kind in ("facts.recorded", "facts.judged"))
NAMED: dict[str, Callable[[int], str]] = {   # how a row is named in a refusal
    "facts.recorded": "facts[{}]".format, "facts.judged": "judgements[{}]".format,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """Rows as they will be sealed; of facts also their quanta and repeat keys; of an act on a matter the state after it."""

    rows: Sequence[Row] = ()
    quanta: Sequence[int] = ()
    repeat_keys: Sequence[str | None] = ()
    matter: Matter | None = None


@dataclass(frozen=True)
class Situation:
    """What a decision may look at besides history: the active pack (None before the first) and the day."""

    pack: Pack | None
    today: date
    past: Past
    well_formed: bool = True   # every row holds the schema of its kind; what does not is refused by its form
    last_change: Change = UNCHANGED

    @property
    def city(self) -> City:
        return City(self.sure_pack.definitions.measures, self.sure_pack.places, self.authority.establishment.organisations)

    @property
    def authority(self) -> Authority:
        return authority_of(self.sure_pack, self.last_change, self.today)

    @property
    def sure_pack(self) -> Pack:
        assert self.pack is not None   # the journal asks only once a pack is active
        return self.pack

    def may(self, person: str | None, verb: str, over: str | None) -> Refusal | None:
        return self.authority.may(person, verb, over)

    def allow(self, person: str | None, verb: str, organisations: Iterable[str | None]) -> list[Refusal]:
        asked = (self.may(person, verb, over) for over in dict.fromkeys(organisations))
        return [refusal for refusal in asked if refusal is not None]


def decide(act: Act, now: Situation) -> Decided | list[Refusal]:
    return DECIDERS[act.kind](act, now)


def takes_over(act: Act) -> bool:
    return act.body.get("takeover") is True


def _recording(act: Act, now: Situation) -> Decided | list[Refusal]:
    sound = act.rows if now.well_formed else [row for row in act.rows if FACT.holds(row)]
    refused = _granted(act, now, "record", [row["organisation"] for row in sound]) + _by_another(act, sound)
    refused = refused or _not_in_its_name(act, now, "record")
    if refused:
        return refused
    measures = now.city.measures
    keys = [repeat_key(measures[row["measure"]], row) for row in sound if row["measure"] in measures]
    past = now.past.of_recording(sound, keys)
    decided = decide_recording(act.rows, now.city, past, now.today, takes_over(act), act.where or NAMED[act.kind])
    return decided if isinstance(decided, list) else Decided(decided.rows, decided.quanta, decided.repeat_keys)


def _judging(act: Act, now: Situation) -> Decided | list[Refusal]:
    sound = act.rows if now.well_formed else [row for row in act.rows if JUDGED.holds(row)]
    refused = _granted(act, now, "judge", [row["organisation"] for row in sound]) + _by_another(act, sound)
    refused = refused or _not_in_its_name(act, now, "judge", [row["organisation"] for row in sound])
    if refused:
        return refused
    past, where = FactHistory(now.past.known({row["fact"] for row in sound})), act.where or NAMED[act.kind]
    decided = decide_judging(act.rows, now.city, past, now.today, takes_over(act), where)
    if decided and isinstance(decided[0], Refusal):
        return decided
    return _not_apart(act, now, past, where) or Decided(decided)   # type: ignore[arg-type]


def _attaching(act: Act, now: Situation) -> Decided | list[Refusal]:
    if not now.well_formed:
        return Decided()
    facts = now.past.known({row["fact"] for row in act.rows})
    named = {digest for row in act.rows for digest in row["evidence"]}
    refused = decide_evidence((row["fact"] for row in act.rows), named, FactHistory(facts, {}, now.past.evidence(named)))
    refused += _granted(act, now, "attach", [fact.organisation for fact in facts.values()])
    refused = refused or _not_in_its_name(act, now, "attach")
    return refused or Decided(act.rows)


def _withdrawing(act: Act, now: Situation) -> Decided | list[Refusal]:
    if not now.well_formed:
        return Decided()
    refused = []
    for row in act.rows:
        organisations = supported_by(row["evidence"])
        if not organisations:
            refused.append(NO_SUCH_EVIDENCE.filled(evidence=row["evidence"]))
        refused += _granted(act, now, "withdraw", organisations)
    refused = refused or _not_in_its_name(act, now, "withdraw")
    return refused or Decided(act.rows)


def _activating(act: Act, now: Situation) -> Decided | list[Refusal]:
    """The first pack comes with the ledger; a later one needs a keeper of the one in force."""
    return (now.allow(act.by["person"], "activate", [now.sure_pack.organisation]) if now.pack is not None else []) or Decided()


def _erasing(act: Act, now: Situation) -> Decided | list[Refusal]:
    return now.allow(act.by["person"], "erase", [now.sure_pack.organisation]) or Decided()


def _establishing(act: Act, now: Situation) -> Decided | list[Refusal]:
    if not now.well_formed:
        return Decided()
    changes, second = act.body["changes"], act.by.get("with")
    authority = now.authority
    if takes_over(act):
        refused = _granted(act, now, "take_over", [])
    else:
        refused = may_change(changes, act.by["person"], second, authority) or _not_in_its_name(act, now, "establish")
    refused += decide_change(changes, authority.establishment, now.today, takes_over(act))
    return refused or Decided()


def _issuing(act: Act, now: Situation) -> Decided | list[Refusal]:
    return now.allow(act.by["person"], "issue", [act.by["organisation"]]) or Decided()


def _learning(act: Act, now: Situation) -> Decided | list[Refusal]:
    refused = now.allow(act.by["person"], "issue", [act.by["organisation"]])
    return refused or (decide_learning(act.body, now.sure_pack) if now.well_formed else []) or Decided()


def _unlearning(act: Act, now: Situation) -> Decided | list[Refusal]:
    refused = now.allow(act.by["person"], "issue", [act.by["organisation"]])
    return refused or (decide_withdrawing(act.body) if now.well_formed else []) or Decided()


def _granted(act: Act, now: Situation, verb: str, organisations: Iterable[str | None]) -> list[Refusal]:
    """Over every organisation concerned; a takeover needs two keepers instead. What follows from an act on a matter was granted there."""
    if "act" in act.body:
        return []
    if not takes_over(act):
        return now.allow(act.by["person"], verb, [over for over in organisations if isinstance(over, str)])
    first, second = act.by["person"], act.by.get("with")
    two = decide_takeover(first, second)
    if two is not None:
        return [two]
    over = [act.by["organisation"]]
    return now.allow(first, "take_over", over) + now.allow(second, "take_over", over)


def _not_in_its_name(act: Act, now: Situation, verb: str, judging: Iterable[str] = ()) -> list[Refusal]:
    """Nobody names an organisation that is not theirs; who judges must sit in the one named, lest another line be borrowed."""
    if takes_over(act) or "act" in act.body:
        return []
    person, named = act.by["person"], act.by["organisation"]
    seat = now.authority.seat(person)
    own = seat.organisations or {grant.over for grant in seat.grants if grant.over is not None}
    wrong = [one for one in dict.fromkeys([named, *judging]) if one not in own]
    if verb != "judge":   # a recorder over a bureau may act in the name of whatever lies below it
        wrong = [one for one in wrong if now.may(person, verb, one) is not None]
    known = "、".join(sorted(own)) or "—"
    return [NOT_YOUR_ORGANISATION.filled(person=person, organisation=one, known=known) for one in wrong]


def _not_apart(act: Act, now: Situation, past: FactHistory, where: Callable[[int], str]) -> list[Refusal]:
    """Whoever confirms stands apart with every post held, then and now, from whoever recorded."""
    if takes_over(act) or "act" in act.body:
        return []
    refused = []
    for index, row in enumerate(act.rows):
        fact = past.facts[row["fact"]]
        if row["judgement"] in CONFIRMING and fact.by is not None:
            why = now.authority.apart(row["by"], row["organisation"], fact.by, fact.organisation, fact.happened_on)
            if why is not None:
                refused.append(why.placed(where(index)))
    return refused


def _by_another(act: Act, rows: Iterable[Row]) -> list[Refusal]:
    if takes_over(act) or "act" in act.body:
        return []
    actor = act.by["person"]
    others = dict.fromkeys(row["by"] for row in rows if row.get("by") not in (None, actor))
    return [RECORDED_BY_ANOTHER.filled(actor=actor, person=other) for other in others]


DECIDERS: dict[str, Callable[[Act, Situation], Decided | list[Refusal]]] = {
    "ledger.opened": lambda _act, _now: Decided(),
    "pack.activated": _activating,
    "facts.recorded": _recording,
    "facts.judged": _judging,
    "evidence.attached": _attaching,
    "evidence.withdrawn": _withdrawing,
    "establishment.changed": _establishing,
    "vault.erased": _erasing,
    "bulletin.issued": _issuing,
    "word.learned": _learning,
    "word.withdrawn": _unlearning,
    "template.made": _issuing,
}
