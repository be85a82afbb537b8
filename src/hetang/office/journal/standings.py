"""Tells in which state the facts of a family stand, once something was said of one of them."""

from collections.abc import Iterable, Iterator

from django.db import connection

from hetang.figures.standing import (
    EVIDENCED,
    OPEN,
    REPORTED,
    At,
    Attached,
    Event,
    Judged,
    Recorded,
    Standing,
    Withdrawn,
    standings,
)
from hetang.office.journal import bulk
from hetang.office.journal.families import Families, Member

PORTION = 2_000   # families at once
MOST_FIRST = 10_000   # first standings that wait in memory
_HOLDERS = "SELECT repeat_key, fact_id FROM fact WHERE state <> 0 AND repeat_key IN (…) ORDER BY id DESC"
STANDING = ("fact", "state", "since_at", "until_at", "since_seq", "until_seq", "axis")


class Standings:
    """What is to be told of facts while one transaction writes: before anybody asks for it, and at the end.

    A new fact that is linked to no other stands at once as it was recorded; its standing is written at the end, unless
    more is said of the fact before.
    """

    def __init__(self, families: Families) -> None:
        self._families = families
        self._first: dict[str, tuple[int, int, int, int]] = {}   # family -> fact, state, known_at, seq
        self._dirty: set[str] = set()      # families that must be told again
        self._in_doubt: set[str] = set()   # families of which a fact may have begun or ceased to count
        self._doubtful: set[str] = set()   # repeat keys under which another fact may count now
        self._holders: dict[str, str] = {}   # repeat key -> the first new fact under it
        self._unheld: set[str] = set()     # repeat keys under which no stored fact counts

    def begin(self, member: Member, evidenced: bool) -> int:
        """The state of a new fact that nothing else is said of."""
        state = EVIDENCED if evidenced else REPORTED
        self._first[member.family] = member.pk, state, member.known_at, member.seq
        if member.repeat_key is not None:
            self._holders.setdefault(member.repeat_key, member.fact_id)
        if len(self._first) >= MOST_FIRST:
            self._write_first()
        return state

    def spoil(self, names: Iterable[str]) -> None:
        """Something was said of facts of these families."""
        for family in names:
            self._dirty.add(family)
            self._first.pop(family, None)

    def doubt(self, names: Iterable[str]) -> None:
        """A fact of these families may have begun or ceased to count: nobody can tell yet which holds its repeat key."""
        self._in_doubt.update(names)

    def holders(self, keys: Iterable[str | None]) -> dict[str, str]:
        """Of each repeat key the first fact that still counts under it."""
        asked = {key for key in keys if key is not None}
        if not asked:
            return {}
        if self._in_doubt:
            members = self._families.members(self._in_doubt)
            self._doubtful.update(one.repeat_key for family in members.values() for one in family if one.repeat_key is not None)
            self._in_doubt = set()
        if not self._doubtful.isdisjoint(asked):
            self.settle()
        found = dict(bulk.stored_in(_HOLDERS, asked - self._unheld))
        return {key: id for key in asked if (id := found.get(key) or self._holders.get(key)) is not None}

    def look_up(self, keys: Iterable[str | None]) -> None:
        """What many facts will ask for, read at once."""
        asked = {key for key in keys if key is not None}
        self._unheld |= asked - {key for key, _ in bulk.stored_in(_HOLDERS, asked)}

    def settle(self) -> None:
        """Every state is what the ledger says by now, in the tables too."""
        if self._dirty:
            self._tell(sorted(self._dirty))
            self._dirty = set()
        if self._doubtful or self._in_doubt:
            bulk.flush(("fact",))
            self._in_doubt, self._doubtful, self._holders, self._unheld = set(), set(), {}, set()

    def close(self) -> None:
        self.settle()
        self._write_first()

    def _tell(self, names: list[str]) -> None:
        """Replaces the standings of these families and the state in which their facts stand now."""
        for start in range(0, len(names), PORTION):
            rows: list[tuple[object, ...]] = []
            states: list[tuple[int, int]] = []
            old: list[int] = []
            for members in self._families.members(names[start:start + PORTION]).values():
                for member, told in _told(members):
                    rows.extend((member.pk, s.state, s.since_at, s.until_at, s.since_seq, s.until_seq, s.axis) for s in told)
                    state = state_now(told)
                    if state != member.state:
                        states.append((state, member.pk))
                        member.state = state
                    old.append(member.pk)
            _forget(old)
            bulk.insert("standing", STANDING, rows)
            _set_states(states)

    def _write_first(self) -> None:
        bulk.insert("standing", STANDING, (
            (fact, state, known_at, OPEN, seq, OPEN, "b") for fact, state, known_at, seq in self._first.values()
        ))
        self._first = {}


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
    bulk.flush(("fact",))
    if connection.vendor == "sqlite":
        connection.connection.executemany("UPDATE fact SET state = ? WHERE id = ?", states)
        return
    bulk.execute(
        "UPDATE fact SET state = told.state FROM unnest(%s::smallint[], %s::bigint[]) AS told(state, id) WHERE fact.id = told.id",
        [[state for state, _ in states], [fact for _, fact in states]],
    )
