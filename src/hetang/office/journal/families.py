"""A family: facts linked by corrections and repeats, with everything that was said of them, in the order of the ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hetang.office.journal import bulk

MOST_KEPT = 5_000   # facts in memory
WRITTEN = ("fact", "judgement", "fact_evidence")

Judgement = tuple[str, int, int, int, str]   # judgement, known_at, seq, row, organ
Evidence = tuple[str, int, int, int, int]   # digest, known_at, seq, until_at, until_seq


@dataclass(slots=True)
class Member:
    """One fact of a family and its history."""

    family: str
    pk: int
    fact_id: str
    seq: int
    row: int
    known_at: int
    measure: str
    organisation: str
    by: str | None
    happened_on: str
    state: int
    corrects: str | None
    repeats: str | None
    matter: str | None
    repeat_key: str | None
    judgements: list[Judgement] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


# PostgreSQL reads a bare `row` as its row constructor, so the column always stands behind its table.
_MEMBERS = """
SELECT family, id, fact_id, entry, fact.row, known_at, measure, organisation, recorded_by, happened_on, state, corrects, repeats,
  matter, repeat_key FROM fact WHERE family IN (…) ORDER BY id
"""
_JUDGEMENTS = "SELECT fact, judgement, known_at, entry, judgement.row, organisation FROM judgement WHERE fact IN (…) ORDER BY id"
_EVIDENCE = "SELECT fact, evidence, known_at, entry, until_at, until_seq FROM fact_evidence WHERE fact IN (…) ORDER BY id"


class Families:
    """Facts while one transaction writes: each family is read once, and what is written of it is kept beside."""

    def __init__(self) -> None:
        self._of: dict[str, Member] = {}
        self._members: dict[str, list[Member]] = {}
        self._behind = False   # rows wait to be written of families that are not kept

    def of(self, fact_ids: Iterable[str]) -> dict[str, str]:
        """The family of each fact that is known."""
        return {id: member.family for id, member in self.facts(fact_ids).items()}

    def facts(self, fact_ids: Iterable[str]) -> dict[str, Member]:
        """Those that are known; their whole families are kept from then on."""
        if len(self._of) > MOST_KEPT:
            self.forget()
        asked = dict.fromkeys(fact_ids)
        missing = [id for id in asked if id not in self._of]
        if missing:
            self._catch_up()
            self.members(family for (family,) in bulk.stored_in("SELECT DISTINCT family FROM fact WHERE fact_id IN (…)", missing))
        return {id: self._of[id] for id in asked if id in self._of}

    def members(self, names: Iterable[str]) -> dict[str, list[Member]]:
        """Each family by its name, its members as they were recorded."""
        asked = dict.fromkeys(names)
        missing = [name for name in asked if name not in self._members]
        if missing:
            self._catch_up()
            self._load(missing)
        return {name: self._members[name] for name in asked if name in self._members}

    def add(self, member: Member) -> None:
        """A new fact, whose rows wait to be written."""
        if member.family == member.fact_id:
            self._members[member.family] = [member]
        elif member.family in self._members:
            self._members[member.family].append(member)
        else:
            self._behind = True
            return
        self._of[member.fact_id] = member
        if len(self._of) > 2 * MOST_KEPT:
            self.forget()

    def judge(self, fact_id: str, judgement: Judgement) -> None:
        self._behind = self._behind or fact_id not in self._of
        if fact_id in self._of:
            self._of[fact_id].judgements.append(judgement)

    def attach(self, fact_id: str, evidence: Evidence) -> None:
        self._behind = self._behind or fact_id not in self._of
        if fact_id in self._of:
            self._of[fact_id].evidence.append(evidence)

    def join(self, first: str, other: str) -> None:
        """Two families become one."""
        joined = self.members([first, other])
        both = sorted((member for members in joined.values() for member in members), key=lambda member: member.pk)
        for member in both:
            member.family = first
        self._members[first] = both
        self._members.pop(other, None)

    def forget(self) -> None:
        """Everything is read again when it is asked for."""
        self._of, self._members, self._behind = {}, {}, True

    def _catch_up(self) -> None:
        if self._behind:
            bulk.flush(WRITTEN)
            self._behind = False

    def _load(self, names: Iterable[str]) -> None:
        found: dict[str, list[Member]] = defaultdict(list)
        by_number: dict[int, Member] = {}
        for row in bulk.stored_in(_MEMBERS, names):
            member = Member(*row)
            member.happened_on = str(member.happened_on)
            by_number[member.pk] = self._of[member.fact_id] = member
            found[member.family].append(member)
        for fact, *judgement in bulk.stored_in(_JUDGEMENTS, by_number):
            by_number[fact].judgements.append(tuple(judgement))
        for fact, *evidence in bulk.stored_in(_EVIDENCE, by_number):
            by_number[fact].evidence.append(tuple(evidence))
        self._members.update(found)
