"""A family: facts linked by corrections and repeats, with everything that was said of them, in the order of the ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from hetang.office.journal import bulk


@dataclass(slots=True)
class Member:
    """One fact of a family and its history."""

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
    judgements: list[tuple[str, int, int, int, str]] = field(default_factory=list)   # judgement, known_at, seq, row, organ
    evidence: list[tuple[str, int, int, int, int]] = field(default_factory=list)   # digest, known_at, seq, until_at, until_seq


# PostgreSQL reads a bare `row` as its row constructor, so the column always stands behind its table.
_MEMBERS = """
SELECT family, id, fact_id, entry, fact.row, known_at, measure, organisation, recorded_by, happened_on, state, corrects, repeats
FROM fact WHERE family IN (…) ORDER BY id
"""
_JUDGEMENTS = "SELECT fact, judgement, known_at, entry, judgement.row, organisation FROM judgement WHERE fact IN (…) ORDER BY id"
_EVIDENCE = "SELECT fact, evidence, known_at, entry, until_at, until_seq FROM fact_evidence WHERE fact IN (…) ORDER BY id"


def families(names: Iterable[str]) -> dict[str, list[Member]]:
    """Each family by its name, its members as they were recorded."""
    found: dict[str, list[Member]] = defaultdict(list)
    members: dict[int, Member] = {}
    for family, *rest in bulk.select_in(_MEMBERS, names):
        member = Member(*rest)
        member.happened_on = str(member.happened_on)
        members[member.pk] = member
        found[family].append(member)
    for fact, *judgement in bulk.select_in(_JUDGEMENTS, members):
        members[fact].judgements.append(tuple(judgement))
    for fact, *evidence in bulk.select_in(_EVIDENCE, members):
        members[fact].evidence.append(tuple(evidence))
    return found


def families_of(fact_ids: Iterable[str]) -> dict[str, str]:
    """The family of each fact that is known."""
    return dict(bulk.select_in("SELECT fact_id, family FROM fact WHERE fact_id IN (…)", fact_ids))


def first_of(members: Iterable[Member]) -> Member:
    return min(members, key=lambda member: member.pk)
