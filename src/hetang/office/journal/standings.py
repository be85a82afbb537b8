"""Tells in which state the facts of a family stand, once something was said of one of them."""

from collections.abc import Iterable, Iterator

from django.db import connection

from hetang.figures.standing import OPEN, At, Attached, Event, Judged, Recorded, Standing, Withdrawn, standings
from hetang.office.journal import bulk
from hetang.office.journal.families import Member, families

PORTION = 2_000   # families at once
STANDING = ("fact", "state", "since_at", "until_at", "since_seq", "until_seq", "axis")


def settle(names: Iterable[str]) -> None:
    """Replaces the standings of these families and the state in which their facts stand now."""
    waiting = sorted(names)
    for start in range(0, len(waiting), PORTION):
        rows: list[tuple[object, ...]] = []
        states: list[tuple[int, int]] = []
        old: list[int] = []
        for members in families(waiting[start:start + PORTION]).values():
            for member, told in _told(members):
                rows.extend((member.pk, s.state, s.since_at, s.until_at, s.since_seq, s.until_seq, s.axis) for s in told)
                state = state_now(told)
                if state != member.state:
                    states.append((state, member.pk))
                old.append(member.pk)
        _forget(old)
        bulk.insert("standing", STANDING, rows)
        _set_states(states)


def state_now(told: Iterable[Standing]) -> int:
    """0 where the fact does not count."""
    return next((standing.state for standing in told if standing.until_seq == OPEN), 0)


def _told(members: list[Member]) -> Iterator[tuple[Member, list[Standing]]]:
    told = standings(list(_events(members)))
    for member in members:
        yield member, told[member.fact_id]


def _events(members: list[Member]) -> Iterator[Event]:
    withdrawn: set[tuple[str, int, int]] = set()
    for member in members:
        first = [digest for digest, _, seq, _, _ in member.evidence if seq == member.seq]
        yield Recorded(
            At(member.known_at, member.seq, member.row), member.fact_id, member.organisation, tuple(first),
            member.corrects, member.repeats,
        )
        for digest, known_at, seq, until_at, until_seq in member.evidence:
            if seq != member.seq:
                yield Attached(At(known_at, seq), member.fact_id, digest)
            if until_seq != OPEN:
                withdrawn.add((digest, until_at, until_seq))
        for judgement, known_at, seq, row, organisation in member.judgements:
            yield Judged(At(known_at, seq, row), member.fact_id, judgement, organisation)
    for digest, until_at, until_seq in sorted(withdrawn):
        yield Withdrawn(At(until_at, until_seq), digest)


def _forget(facts: list[int]) -> None:
    for start in range(0, len(facts), bulk.IN_LIST):
        portion = facts[start:start + bulk.IN_LIST]
        bulk.execute(f"DELETE FROM standing WHERE fact IN ({', '.join(['%s'] * len(portion))})", portion)


def _set_states(states: list[tuple[int, int]]) -> None:
    if not states:
        return
    if connection.vendor == "sqlite":
        connection.connection.executemany("UPDATE fact SET state = ? WHERE id = ?", states)
        return
    bulk.execute(
        "UPDATE fact SET state = told.state FROM unnest(%s::smallint[], %s::bigint[]) AS told(state, id) WHERE fact.id = told.id",
        [[state for state, _ in states], [fact for _, fact in states]],
    )
