"""Takes over the history of matters: one deed after the other as it happened, with the clock running between them."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from hetang.matters.act import MatterAct
from hetang.matters.facts import decide_takeover
from hetang.matters.measures import repeat_key
from hetang.office.actions.record_facts import completed, recording
from hetang.office.journal import bulk, vault
from hetang.office.journal.accept import accept_one
from hetang.office.journal.act import NO_LEDGER, Act, Answer, By
from hetang.office.journal.acting import act_on_matter, run_clock
from hetang.office.journal.append import next_us
from hetang.office.journal.book import Book
from hetang.office.journal.establishments import authority_of
from hetang.office.journal.packs import active_pack
from hetang.office.journal.repeats import Met, new_ids
from hetang.office.journal.sealed_fields import seal_fields
from hetang.office.journal.sealing import seal_values
from hetang.office.journal.writing import write
from hetang.terms.dates import day_of_us
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal

AT_ONCE = 5_000   # deeds in one transaction
DAY = timedelta(days=1)
Row = dict[str, Any]
Secrets = dict[str, list[vault.Secret]]
Tell = Callable[[int, int], None]   # how many deeds are done, of how many


@dataclass(frozen=True, slots=True)
class Deed:
    """What happened, or became known, on a day: an act on a matter, or facts and judgements recorded for themselves.

    `where`: how a refusal names it, such as "surveys.csv: row 12".
    """

    day: date
    where: str
    act: Row | None = None
    facts: tuple[Row, ...] = ()
    judgements: tuple[Row, ...] = ()


@dataclass(slots=True)
class Replayed:
    """What a replay came to; with refusals everything before the portion that holds them stays."""

    deeds: int = 0
    entries: int = 0
    repeated: bool = False
    refused: list[Refusal] = field(default_factory=list)


def replay(deeds: Sequence[Deed], by: By, id: str, until: date, tell: Tell | None = None) -> Replayed:
    """`deeds` in order of their days; `by` with a second person. Begun again after a fall it goes on where it stopped.

    The last entry has the id `id`, so that a replay that was finished is known at one look; the clock runs to `until`.
    """
    done = Replayed(len(deeds))
    if bulk.select("SELECT 1 FROM entry WHERE id = %s", [id]):
        done.repeated = True
        return done
    two = decide_takeover(by.get("person"), by.get("with"))
    if two is not None:
        done.refused = [two]
        return done
    acts, secrets = _without_personal_values(list(_acts(deeds, by, id)))
    for start in range(0, len(acts), AT_ONCE):
        portion = acts[start:start + AT_ONCE]
        refused = _portion(portion, secrets, by, until if start + AT_ONCE >= len(acts) else None, done)
        if refused:
            done.refused = refused
            return done
        if tell is not None:
            tell(min(start + AT_ONCE, len(acts)), len(acts))
    return done


@dataclass(frozen=True, slots=True)
class _Due:
    """One act of the journal on its day."""

    day: date
    where: str
    act: Act


def _without_personal_values(due: list[_Due]) -> tuple[list[_Due], Secrets]:
    """The acts on matters without them, and the values by the act that brought them."""
    pack = active_pack()
    if pack is None:
        return due, {}
    sealed, secrets = seal_fields(pack, [one.act.on for one in due if one.act.on is not None])
    by_id = {act.id: act for act in sealed if act.id in secrets}
    return [replace(one, act=replace(one.act, on=by_id[one.act.id])) if one.act.id in by_id else one for one in due], secrets


def _portion(portion: list[_Due], secrets: Secrets, by: By, until: date | None, done: Replayed) -> list[Refusal]:
    """One transaction: all of these, or none."""
    made = 0

    def work(book: Book, met: Met) -> Answer:
        nonlocal made
        refused, first = [NO_LEDGER] if book.pack is None else _not_granted(book, by), book.head.size
        if refused:
            return refused
        _look_up(book, [due.act for due in portion])
        left = [due for due in portion if due.act.id in book.new]
        for due in left:
            _run_the_clock(book, due.day, by)
            answer = act_on_matter(book, due.act, met) if due.act.on is not None else accept_one(book, due.act, met)
            refused = [one.placed(_place(due.where, one)) for one in answer if isinstance(one, Refusal)]
            if refused:
                return refused
        if until is not None:
            _run_the_clock(book, until, by)
        vault.keep(secret for due in left for secret in secrets.get(due.act.id, ()))
        made = book.head.size - first
        return []

    with collector_resting():
        answer = write(work)
    done.entries += made
    return [one for one in answer if isinstance(one, Refusal)]


@contextmanager
def collector_resting() -> Iterator[None]:
    """A portion makes very many objects and no cycles: looking for some over and over costs a tenth of the time."""
    rested = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if rested:
            gc.enable()


def _look_up(book: Book, acts: Sequence[Act]) -> None:
    """What many acts will ask for, read at once."""
    book.new |= new_ids(acts)
    asked = [act.on for act in acts if act.on is not None]
    book.states.load({id for act in asked for id in (act.matter, act.parent) if id is not None})
    book.evidence({digest for act in asked for digest in act.evidence})
    measures = book.pack.definitions.measures if book.pack is not None else {}
    rows = [row for act in asked for row in act.expects] + [row for act in acts if act.kind == "facts.recorded" for row in act.rows]
    book.standings.look_up(repeat_key(measures[row["measure"]], row) for row in rows if row.get("measure") in measures)


def _not_granted(book: Book, by: By) -> list[Refusal]:
    assert book.pack is not None   # the caller looked
    authority = authority_of(book.pack, book.last_change, day_of_us(next_us(book), book.pack.time_zone))
    asked = (authority.may(person, "take_over", by["organisation"]) for person in (by["person"], by["with"]))
    return [refusal for refusal in asked if refusal is not None]


def _run_the_clock(book: Book, before: date, by: By) -> None:
    """Of all matters, in the order of their deadlines."""
    while (matter := book.states.next_due(before)) is not None:
        day = min(clock.next for clock in matter.clocks.values() if clock.next is not None)
        run_clock(book, matter.id, day + DAY, by)


def _acts(deeds: Iterable[Deed], by: By, id: str) -> Iterator[_Due]:
    """Facts, and judgements, that follow one another on one day are one act; the last of all has the replay's id."""
    waiting: _Due | None = None
    for (day, kind), group in groupby(deeds, key=lambda deed: (deed.day, _kind(deed))):
        several = list(group)
        for due in _matter_acts(several, by) if kind == "act" else _rows(several, day, kind, by):
            if waiting is not None:
                yield waiting
            waiting = due
    if waiting is not None:
        act = waiting.act
        yield replace(waiting, act=replace(act, id=id, on=replace(act.on, id=id) if act.on is not None else None))


def _kind(deed: Deed) -> str:
    return "act" if deed.act is not None else "facts" if deed.facts else "judgements"


def _matter_acts(deeds: Iterable[Deed], by: By) -> Iterator[_Due]:
    for deed in deeds:
        said = deed.act or {}
        kind, _, name = said["act"].partition(".")
        asked = MatterAct(
            said["id"], kind, said["matter"], name, date.fromisoformat(said["happened_on"]), by["person"], by["organisation"],
            by["with"], fields=said["fields"], evidence=tuple(said["evidence"]), parent=said.get("parent"), note=said.get("note"),
            known_at=said.get("known_at", said["happened_on"]), recorded_by=said.get("recorded_by"),
            recorded_for=said["recorded_for"], expects=tuple(said.get("expects", ())),
        )
        yield _Due(deed.day, deed.where, Act(asked.id, "matter.acted", by, on=asked))


def _rows(deeds: list[Deed], day: date, kind: str, by: By) -> Iterator[_Due]:
    body: Row = {"takeover": True}
    if kind == "facts":
        rows = [completed(row, None) for deed in deeds for row in deed.facts]
        sealing = seal_values(rows)
        if isinstance(sealing, list):
            raise ValueError(f"sealed values of {deeds[0].where}: {[refusal.to_json() for refusal in sealing]}")
        named = derived_id("replayed", str(day), *(row["id"] for row in rows))
        yield _Due(day, deeds[0].where, recording(named, by, sealing, body, None))
        return
    judged = [row for deed in deeds for row in deed.judgements]
    named = derived_id("replayed", str(day), *(f"{row['fact']} {row['judgement']}" for row in judged))
    yield _Due(day, deeds[0].where, Act(named, "facts.judged", by, body, judged))


def _place(where: str, refusal: Refusal) -> str:
    return where if refusal.at is None else f"{where}, {refusal.at}"
