"""Acts on matters: first what the clock was due to do, then the decision, then everything that follows, in one transaction."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from hetang.authority.recipients import recipients
from hetang.authority.refusals import NO_SUCH_MATTER
from hetang.matters.act import MatterAct
from hetang.matters.case import relations_of
from hetang.matters.decide import decide as decide_on_matter
from hetang.matters.decide import due, passed_instead, restart
from hetang.matters.kinds import Kind
from hetang.matters.now import Decision, Now
from hetang.matters.story import Matter
from hetang.office.journal import bulk
from hetang.office.journal.act import NO_LEDGER, Accepted, Act, Answer, By
from hetang.office.journal.append import append, next_us, situation_on
from hetang.office.journal.book import Book
from hetang.office.journal.decide import Decided, decide
from hetang.office.journal.establishments import authority_of
from hetang.office.journal.families import Member
from hetang.office.journal.matters import situation
from hetang.office.journal.repeats import Met, accepted, new_ids
from hetang.packs.pack import Pack
from hetang.terms.dates import day_of_us, parse_day, parse_instant
from hetang.terms.digests import digest
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

Row = dict[str, Any]
Answered = list[Accepted] | list[Refusal]
VERIFIED = 3   # figures.standing
CONFIRMING = ("verified", "upheld")
FOLLOWS = ("facts", "judged")   # entries that follow from an act have ids derived from its own
NAMES = [field.name for field in fields(MatterAct)]
EMPTY: tuple[Any, ...] = (None, {}, (), "", False)
NO_CALENDAR = Refusal(
    "no_calendar", Text("城市包没有工作日历", "the pack has no calendar of workdays"), Text("含日历的城市包", "a pack with a calendar"),
)


def act_on_matter(book: Book, act: Act, met: Met) -> Answer:
    """The entry of the act with the entries that follow from it, or its refusals. Entries of the clock come before and are kept."""
    asked = act.on
    assert asked is not None   # the caller looked
    said = asked_of(asked)
    named = digest(said)
    if act.id not in book.new:
        book.new |= new_ids([act])
    known = _known(act, named, said, met, book)
    if known is not None:
        return known
    if book.pack is None:
        return [NO_LEDGER]
    if book.pack.calendar is None:
        return [NO_CALENDAR]
    today = day_of_us(next_us(book), book.pack.time_zone)   # what lies ahead has not passed, whatever day an act claims
    concerned = asked.matter if book.states.get(asked.matter) is not None else asked.parent
    if asked.known_at is None and _unknown_today(book, book.pack, asked, concerned, today):
        return [NO_SUCH_MATTER]
    run_clocks(book, concerned, min(asked.happened_on, today), _takeover(asked))
    return put(book, asked, named, act.beside)


def _unknown_today(book: Book, pack: Pack, asked: MatterAct, concerned: str | None, today: date) -> bool:
    """Whether the person may not know of the matter on the day on which the desk stands, whatever day the act claims."""
    matter = book.states.get(concerned) if concerned is not None else None
    kind = pack.kinds.version(matter.kind, matter.version) if matter is not None else None
    day = pack.demonstration or today
    if matter is None or kind is None or (asked.happened_on == day and not kind.sealed):   # then the decision asks the same
        return False
    authority = authority_of(pack, book.last_change, day)
    now = situation(pack, book.states, matter, kind, day, authority, matter.parent, book.standings.settle)
    return not authority.may_know(asked.person, kind.sees, relations_of(matter, kind, now))


def asked_of(asked: MatterAct) -> bytes:
    """What tells whether the same id came again with the same content."""
    said = {name: value for name in NAMES if (value := getattr(asked, name)) not in EMPTY}
    return json.dumps(said, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else str(value)


def run_clocks(book: Book, id: str | None, before: date, taken_over: By | None = None) -> list[Accepted]:
    """What the clocks of a matter, and of those above it, were due to do before a day; each act dated at its deadline."""
    done: list[Accepted] = []
    for matter in reversed(list(_upwards(book, id))):
        done += run_clock(book, matter.id, before, taken_over)
    return done


def run_clock(book: Book, id: str, before: date, taken_over: By | None = None) -> list[Accepted]:
    done: list[Accepted] = []
    pack = book.pack
    assert pack is not None and pack.calendar is not None   # there are matters
    while (matter := book.states.get(id)) is not None and (act := due(matter, pack.kinds, before, pack.calendar)) is not None:
        if taken_over is not None:
            act = replace(act, with_=taken_over["person"], known_at=str(act.happened_on))
        answer = put(book, replace(act, id=book.free_id(act.id)))
        if answer and isinstance(answer[0], Refusal):   # a clock's act is never refused; if it were, it must not be asked for ever
            raise RuntimeError(f"the clock was refused on {id}: {[refusal.to_json() for refusal in answer]}")
        done += answer   # type: ignore[arg-type]
    return done


def put(book: Book, asked: MatterAct, named: str | None = None, beside: Callable[[], None] | None = None) -> Answered:
    """Decides and appends one act and whatever follows from it."""
    at_us, matter = next_us(book), book.states.get(asked.matter)
    now = _now(book, asked, matter, at_us)
    if now is None:
        return [NO_LEDGER]
    decision = decide_on_matter(matter, asked, now)
    if isinstance(decision, list):
        return decision
    follows = bool(decision.follow or decision.facts or decision.judgements)
    point = book.point() if follows and asked.clock is not None else None
    body = decision.body if named is None else {**decision.body, "asked": named}
    done = [append(book, Act(asked.id, "matter.acted", decision.by, body), Decided(matter=decision.matter), at_us)]
    if decision.tells and asked.known_at is None:   # nobody is told of old history
        _tell(book, asked, decision, now, done[0])
    if beside is not None:
        beside()
    followed = _follow(book, asked, decision) if follows else []
    if not followed or isinstance(followed[0], Accepted):
        return [*done, *followed]   # no refusal is among them
    if point is None:
        return followed
    book.back_to(point)   # the clock notes that the limit has passed where what would follow is refused
    return put(book, passed_instead(asked))


def _now(book: Book, asked: MatterAct, matter: Matter | None, at_us: int) -> Now | None:
    """None where the pack declares no kind at all."""
    pack = book.pack
    assert pack is not None   # the caller looked
    today = day_of_us(at_us, pack.time_zone)
    authority = authority_of(pack, book.last_change, min(asked.happened_on, today))
    kind = pack.kinds.version(matter.kind, matter.version) if matter is not None else pack.kinds.on(asked.kind, asked.happened_on)
    kind = kind or next(iter(pack.kinds), None)
    if kind is None:
        return None
    parent = matter.parent if matter is not None else asked.parent
    evidence = book.evidence(asked.evidence) if asked.evidence else frozenset()
    return situation(
        pack, book.states, matter, kind, _limit(asked, today, pack.time_zone), authority, parent, book.standings.settle,
        asked.fields, evidence, book.head.size,
    )


def count_anew(book: Book, judged: Sequence[Row], cause: str) -> list[Accepted]:
    """Clocks that wait for verified progress, once facts of their matters are verified."""
    pack = book.pack
    facts = [row["fact"] for row in judged if row["judgement"] in CONFIRMING]
    if pack is None or pack.calendar is None or not facts or not pack.kinds.versions:
        return []
    members = [member for member in book.families.facts(facts).values() if member.matter is not None]
    progress = _by_matter(members)
    book.states.load(progress)
    waiting = [id for id, measures in progress.items() if _waits_for(book, id, set(measures))]
    if not waiting:
        return []
    book.standings.settle()
    stands = _by_matter(member for member in members if member.state == VERIFIED)
    done: list[Accepted] = []
    for id in sorted(waiting):
        matter = book.states.get(id)
        act = restart(matter, stands.get(id, {}), pack.kinds, pack.calendar, cause) if matter is not None else None
        if act is None:
            continue
        known = {row["known_at"] for row in judged if "known_at" in row}
        if known:   # history taken over
            act = replace(act, known_at=max(known), with_=judged[0]["by"])
        answer = put(book, act)
        done += [one for one in answer if isinstance(one, Accepted)]
    return done


def _follow(book: Book, asked: MatterAct, decision: Decision) -> Answered:
    """The facts that the act yields, its judgements, the matters that it opens, its acts on others."""
    done: list[Accepted] = []
    body: Row = {"act": asked.id, **({"takeover": True} if asked.known_at is not None else {})}
    rows = (("facts", "facts.recorded", decision.facts), ("judged", "facts.judged", decision.judgements))
    for name, kind, given in rows:
        if not given:
            continue
        if kind == "facts.recorded":
            given = _with_free_ids(book, given)
        act = Act(book.free_id(derived_id(asked.id, name)), kind, decision.by, body, given)
        at_us = next_us(book)
        decided = decide(act, situation_on(book, act, at_us))
        if isinstance(decided, list):
            return decided
        done.append(append(book, act, decided, at_us))
        if kind == "facts.judged":
            done += count_anew(book, given, act.id)
    for following in decision.follow:
        answer = put(book, replace(following, id=book.free_id(following.id)))
        if answer and isinstance(answer[0], Refusal):
            return answer
        done += answer   # type: ignore[arg-type]
    return done


def _with_free_ids(book: Book, rows: list[Row]) -> list[Row]:
    """Facts that an act yields may not stand under an id that somebody has used."""
    ids = [row["id"] for row in rows if row["id"] not in book.new]
    taken = book.families.of(ids).keys() if ids else ()
    return [{**row, "id": derived_id(row["id"], "again")} if row["id"] in taken else row for row in rows] if taken else rows


def _tell(book: Book, asked: MatterAct, decision: Decision, now: Now, entry: Accepted) -> None:
    """Who is to be told of it, but for whoever did it."""
    kind = now.kinds.version(decision.matter.kind, decision.matter.version)
    terms = kind.acts[decision.body["act"]].tells if kind is not None and decision.body["act"] in kind.acts else ()
    if kind is None or not terms:
        return
    for person in recipients(now.authority, terms, relations_of(decision.matter, kind, now)):
        if person != asked.doer:
            book.tells.append((entry.seq, decision.matter.id, decision.body["act"], person, book.last_sealed_us))


def _known(act: Act, named: str, said: bytes, met: Met, book: Book) -> Answer | None:
    """The entries under this id, or a conflict where it came with other content."""
    if act.id in book.new:
        return None
    found = bulk.select("SELECT seq, bytes FROM entry WHERE id = %s", [act.id])
    if not found:
        return None
    seq, data = found[0]
    if json.loads(bytes(data))["body"].get("asked") == named:
        followed = bulk.select("SELECT seq FROM entry WHERE id IN (%s, %s) ORDER BY seq", [derived_id(act.id, name) for name in FOLLOWS])
        return [accepted(seq), *(accepted(other) for (other,) in followed)]
    return [met.add(act.id, seq, {"kind": act.kind, "by": act.by, "asked": json.loads(said)}, act)]


def _upwards(book: Book, id: str | None) -> Iterator[Matter]:
    met: set[str] = set()
    while id is not None and id not in met and (matter := book.states.get(id)) is not None:
        met.add(id)
        yield matter
        id = matter.parent


def _takeover(asked: MatterAct) -> By | None:
    return {"person": asked.person} if asked.known_at is not None else None


def _limit(asked: MatterAct, today: date, time_zone: str) -> date:
    """The last day on which the act may have happened."""
    if asked.known_at is None:
        return today
    instant = parse_instant(asked.known_at)
    known = parse_day(asked.known_at) if instant is None else day_of_us(instant, time_zone)
    return today if known is None else min(known, today)


def _waits_for(book: Book, id: str, measures: set[str]) -> bool:
    matter = book.states.get(id)
    if matter is None or not matter.clocks:
        return False
    kind = _kind(book, matter)
    return kind is not None and any(
        measures & set(kind.clocks[clock].restarts_facts) for clock in matter.clocks if clock in kind.clocks
    )


def _kind(book: Book, matter: Matter) -> Kind | None:
    return book.pack.kinds.version(matter.kind, matter.version) if book.pack is not None else None


def _by_matter(members: Iterable[Member]) -> dict[str, dict[str, date]]:
    """Of each matter the last day of each measure."""
    found: dict[str, dict[str, date]] = {}
    for member in members:
        at = date.fromisoformat(member.happened_on)
        measures = found.setdefault(member.matter or "", {})
        measures[member.measure] = max(at, measures.get(member.measure, at))
    return found
