"""What one person has before them today: what is theirs to do, waits to be verified, came back, or has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from hetang.matters.kinds import Kind
from hetang.matters.story import Matter
from hetang.office.journal import bulk
from hetang.office.reads import matter_filter
from hetang.office.reads.knowing import Asker
from hetang.office.reads.lineage import Told, told_facts
from hetang.office.reads.matter_filter import Sieve, among
from hetang.office.reads.matter_lines import Line, line_of
from hetang.office.reads.matters import MOST, sifted
from hetang.office.reads.snapshot import snapshot
from hetang.office.reads.stories import fact_row
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

COUNTED = 500   # of what is mine; more than that nobody reads off a tally
LOOKED_AT = 200   # facts or acts behind one part of the page
OPEN_STATES = "(1, 2)"   # facts reported or evidenced: nobody has judged them
_FACT = ", ".join(
    f"fact.{column}" for column in (
        "id", "fact_id", "digest", "entry", "row", "measure", "value", "unit", "happened_on", "known_at", "place", "organisation",
        "matter", "recorded_by", "corrects", "state",
    )
)
_REJECTED = (
    f"SELECT {_FACT} FROM judgement JOIN fact ON fact.id = judgement.fact WHERE judgement.judgement IN ('rejected', 'disputed') "
    f"AND fact.recorded_by = %s AND fact.state IN (0, 4) ORDER BY judgement.id DESC LIMIT {MOST}"
)
_ACTED = (
    "SELECT matter_entry.matter, matter_entry.seq, act, happened_on, entry.sealed_at FROM matter_entry "
    "JOIN entry ON entry.seq = matter_entry.seq"
)


@dataclass(frozen=True, slots=True)
class ToVerify:
    """A fact that nobody has judged and that the person may come to verify; `barred`: why this person may not."""

    fact: Told
    matter: Line
    barred: Refusal | None


@dataclass(frozen=True, slots=True)
class Change:
    """An act of somebody else on a matter that concerns the person."""

    seq: int
    matter: Line
    act: str
    act_name: Text
    happened_on: date
    sealed_us: int


@dataclass(frozen=True, slots=True)
class Today:
    """`mine` by the clock, `more` where there are others; `overdue` and `due_today` count all of mine."""

    day: date
    mine: tuple[Line, ...]
    more: bool
    overdue: int
    due_today: int
    to_verify: tuple[ToVerify, ...]
    returned_facts: tuple[Told, ...]
    returned: tuple[Change, ...]
    changed: tuple[Change, ...]
    conference: tuple[Line, ...]
    since_us: int | None


def today(asker: Asker, since_us: int | None = None) -> Today:
    """`since_us`: the visit before this one; without it the latest changes are told."""
    with snapshot():
        mine = [matter for _, matter in islice(sifted(asker, Sieve(mine=True)), COUNTED)]
        lines = [_line(asker, matter) for matter in mine]
        limits = [line.clock.limit for line in lines if line.clock is not None and not line.clock.held and line.clock.limit]
        return Today(
            asker.day, tuple(lines[:MOST]), len(lines) > MOST, sum(limit < asker.day for limit in limits),
            sum(limit == asker.day for limit in limits), tuple(_to_verify(asker)), tuple(_returned_facts(asker)),
            tuple(_returned(asker, mine[:MOST])), tuple(_changed(asker, since_us)), tuple(_conference(asker)), since_us,
        )


def _line(asker: Asker, matter: Matter) -> Line:
    return line_of(asker, matter)


def _to_verify(asker: Asker) -> Iterator[ToVerify]:
    """Unjudged facts of matters in which the person may do an act that verifies."""
    kinds = [kind for kind in asker.pack.kinds if any(act.verifies for act in kind.acts.values())]
    terms = {term for kind in kinds for act in kind.acts.values() if act.verifies for term in act.may}
    if asker.person is None or asker.is_administrator or not kinds:
        return
    (here, ids), (stands, values) = among("matter.kind", {kind.id for kind in kinds}), matter_filter.stands_sql(asker, terms)
    rows = bulk.select(
        f"SELECT {_FACT} FROM matter JOIN fact ON fact.matter = matter.id WHERE {here} AND ({stands}) "
        f"AND fact.state IN {OPEN_STATES} ORDER BY fact.id LIMIT {LOOKED_AT}", [*ids, *values],
    )
    facts = told_facts([fact_row(row) for row in rows])
    states = asker.states({fact.row.matter for fact in facts if fact.row.matter})
    shown = 0
    for fact in facts:
        matter = states[fact.row.matter or ""]
        if matter is not None and shown < MOST and asker.may_know(matter) and _verifies(asker, matter):
            shown += 1
            yield ToVerify(fact, _line(asker, matter), _barred(asker, fact))


def _verifies(asker: Asker, matter: Matter) -> bool:
    related = asker.related(matter)
    return any(
        asker.authority.matches(act.may, related, asker.person) for act in asker.kind_of(matter).acts.values() if act.verifies
    )


def _barred(asker: Asker, fact: Told) -> Refusal | None:
    """Who recorded may not verify, nor who sits in the same line of organisation."""
    own = sorted(asker.seat.organisations)
    refusals = [
        asker.authority.apart(asker.person or "", organisation, fact.row.recorded_by or "", fact.row.organisation) for organisation in own
    ]
    return next((refusal for refusal in refusals if refusal is not None), None)


def _returned_facts(asker: Asker) -> Sequence[Told]:
    """Facts that the person recorded and that were rejected or are in dispute."""
    rows = bulk.select(_REJECTED, [asker.person]) if asker.person is not None and not asker.is_administrator else []
    hidden = asker.hidden({row[12] for row in rows if row[12]})
    return told_facts([fact_row(row) for row in rows if row[12] not in hidden])


def _returned(asker: Asker, mine: Sequence[Matter]) -> Iterator[Change]:
    """Of the person's matters those that the last act of another sent back to an earlier step."""
    states = {matter.seq: matter for matter in mine}
    for matter, seq, act, happened_on, sealed_us in bulk.select_in(f"{_ACTED} WHERE matter_entry.seq IN (…)", states):
        state = states[seq]
        done = state.done.get(act)
        if matter == state.id and _goes_back(asker.kind_of(state), act, state.step) and (done is None or done.person != asker.person):
            yield _change(asker, state, seq, act, happened_on, sealed_us)


def _goes_back(kind: Kind, act: str, step: str) -> bool:
    """Whether the act leads from later steps to this one, in the order in which they are declared."""
    declared, order = kind.acts.get(act), list(kind.steps)
    if declared is None or declared.to != step or not declared.from_ or kind.steps[step].side:
        return False
    return all(order.index(one) > order.index(step) for one in declared.from_)


def _changed(asker: Asker, since_us: int | None) -> Iterator[Change]:
    """Acts of others on what the person owns, handles, verifies, is attached to or opened; the newest first."""
    if asker.person is None or asker.is_administrator:
        return
    stands, values = matter_filter.stands_sql(asker, ("owner", "verifier", "attached", "handler", "opener"))
    rows = bulk.select(
        f"{_ACTED} JOIN matter ON matter.id = matter_entry.matter WHERE ({stands}) AND entry.sealed_at > %s "
        f"ORDER BY matter_entry.seq DESC LIMIT {LOOKED_AT}", [*values, since_us or 0],
    )
    states = asker.states({row[0] for row in rows})
    asker.remember(state for state in states.values() if state is not None)
    shown = 0
    for id, seq, act, happened_on, sealed_us in rows:
        state = states[id]
        if state is None or shown == MOST or not asker.may_know(state):
            continue
        done = state.done.get(act)
        if done is None or done.person != asker.person:
            shown += 1
            yield _change(asker, state, seq, act, happened_on, sealed_us)


def _change(asker: Asker, state: Matter, seq: int, act: str, happened_on: object, sealed_us: int) -> Change:
    declared = asker.kind_of(state).acts.get(act)
    day = parse_day(str(happened_on)[:10]) or state.last_on
    return Change(seq, _line(asker, state), act, declared.name if declared else Text.of(act), day, sealed_us)


def _conference(asker: Asker) -> Iterator[Line]:
    """What waits for a meeting, as the kinds declare it."""
    waits = {(kind.id, step) for kind in asker.pack.kinds for step in kind.agenda}
    found = (matter for kind, step in sorted(waits) for _, matter in islice(sifted(asker, Sieve(kind=kind, step=step)), MOST))
    yield from (_line(asker, matter) for matter in islice(found, MOST))
