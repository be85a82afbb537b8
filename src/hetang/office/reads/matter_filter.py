"""A question about many matters as SQL: what is asked, narrowed to what one person may know or has to do."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.authority.relations import ALL, ROLE
from hetang.matters.kinds import Kind
from hetang.matters.story import Matter
from hetang.office.reads.knowing import Asker
from hetang.terms.dates import parse_day

# The legal limit that ends first, else the target; what has none comes after all others.
DUE = "COALESCE(legal_day, target_day, '9999-12-31')"   # as the index matter_due has it
SEATED, PERSONAL = ("owner", "verifier", "attached"), ("handler", "opener")
# Most rows are of a kind that one may know: no reason to read them by kind.
ANY_KIND = "kind || ''"
Clause = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a list is asked for. `organisation` and `place` take in all below them; `mine`: whose step now is the asker's job."""

    kind: str | None = None
    step: str | None = None
    organisation: str | None = None
    place: str | None = None
    owner: str | None = None
    handler: str | None = None
    parent: str | None = None
    mine: bool = False
    due_before: date | None = None
    overdue: bool = False
    state: str = "open"   # open, closed or all
    text: str = ""


EVERY_OPEN = Sieve()


def where(asker: Asker, sieve: Sieve) -> Clause:
    """Lets through at least what the asker may know and asked for; `holds` and the asker say the rest of each row."""
    clauses: list[Clause] = [_known(asker)]
    for name in ("kind", "step", "owner", "handler", "parent"):
        if getattr(sieve, name) is not None:
            clauses.append((f"{name} = %s", [getattr(sieve, name)]))
    if sieve.state != "all":
        clauses.append(("closed = %s", [sieve.state == "closed"]))
    if sieve.organisation is not None:
        clauses.append(among("organisation", asker.organisations.subtree(sieve.organisation, asker.day)))
    if sieve.place is not None:
        clauses.append(among("place", asker.places.subtree(sieve.place, asker.day)))
    before = [day for day in (sieve.due_before, asker.day if sieve.overdue else None) if day is not None]
    if before:
        clauses.append((f"{DUE} < %s", [min(before).isoformat()]))
    if sieve.text:
        clauses.append(("LOWER(title) LIKE %s ESCAPE '!'", [f"%{_escaped(sieve.text.lower())}%"]))
    if sieve.mine:
        clauses.append(_mine(asker))
    return " AND ".join(f"({sql})" for sql, _ in clauses), [value for _, values in clauses for value in values]


def holds(asker: Asker, sieve: Sieve, matter: Matter) -> bool:
    """What SQL could only narrow."""
    return not sieve.mine or is_mine(asker, matter)


def is_mine(asker: Asker, matter: Matter) -> bool:
    """Whether the step is the asker's job: of what an organisation owns and somebody handles, the handler's alone."""
    turn = asker.kind_of(matter).steps[matter.step].owner
    if turn is None or turn in (ALL, "clock") or matter.closed:
        return False
    handler = matter.relations.get("handler")
    if turn == "owner" and handler is not None and handler != asker.person:
        return matter.relations.get("owner") in asker.seat.posts
    related = asker.related(matter)
    return asker.authority.stands(turn, related, asker.person) or (turn == "owner" and handler == asker.person)


def beyond(begin: tuple[str, str] | None) -> Clause:
    """The rows after a position."""
    return ("", []) if begin is None else (f" AND ({DUE}, id) > (%s, %s)", list(begin))


def cursor(due: str, id: str) -> str:
    return f"{due}.{id}"


def position(text: str) -> tuple[str, str] | None:
    """What `cursor` wrote; None for anything else."""
    due, dot, id = text.partition(".")
    return (due, id) if dot and id and parse_day(due) is not None else None


def state_of(state: str | dict[str, Any]) -> Matter:
    """From the table's column."""
    return Matter.from_json(json.loads(state) if isinstance(state, str) else state)


def _known(asker: Asker) -> Clause:
    """Kinds that all may see, and of the others those to which the asker may stand in some relation."""
    if asker.person is None or asker.is_administrator:
        return "1 = 0", []
    kinds = list(asker.pack.kinds)
    open_to_all = {kind.id for kind in kinds} - {kind.id for kind in kinds if ALL not in kind.sees}
    terms = {term for kind in kinds if kind.id not in open_to_all for term in kind.sees}
    either = [among(ANY_KIND, open_to_all)]
    rest = {kind.id for kind in kinds} - open_to_all
    if rest:
        (here, ids), (stands, values) = among(ANY_KIND, rest), stands_sql(asker, terms)
        either.append((f"{here} AND ({stands})", [*ids, *values]))
    return " OR ".join(f"({sql})" for sql, _ in either), [value for _, values in either for value in values]


def stands_sql(asker: Asker, terms: Collection[str]) -> Clause:
    """Rows on which any of the terms may hold; a term that no column can tell lets every row through."""
    seats, persons = asker.seats, asker.persons
    either: list[Clause] = [("1 = 0", [])]
    for term in terms:
        if term in SEATED:
            either.append(among(term, seats))
        elif term in PERSONAL:
            either.append(among(term, persons))
        elif not term.startswith(ROLE) or term[len(ROLE):] in asker.roles:
            either.append(("1 = 1", []))
    return " OR ".join(f"({sql})" for sql, _ in either), [value for _, values in either for value in values]


def _mine(asker: Asker) -> Clause:
    """Steps by the term whose job they are, each with the rows on which that term may hold: one short look by index each."""
    by_term: dict[str, dict[str, list[str]]] = {}
    for kind, step, turn in _turns(asker.pack.kinds):
        by_term.setdefault(turn, {}).setdefault(kind, []).append(step)
    looks: list[Clause] = [among("handler", asker.persons)]
    for turn, kinds in by_term.items():
        at = [(f"kind = %s AND {sql}", [kind, *steps]) for kind, held in kinds.items() for sql, steps in [among("step", held)]]
        (stands, values) = stands_sql(asker, [turn])
        here, ids = " OR ".join(f"({sql})" for sql, _ in at), [value for _, values in at for value in values]
        looks.append((f"({here}) AND ({stands})", [*ids, *values]))
    told = " UNION ".join(f"SELECT id FROM matter WHERE NOT closed AND {sql}" for sql, _ in looks)
    return f"id IN ({told})", [value for _, values in looks for value in values]


def _turns(kinds: Iterable[Kind]) -> Iterable[tuple[str, str, str]]:
    for kind in kinds:
        for step in kind.steps.values():
            if step.owner is not None and not step.end:
                yield kind.id, step.id, step.owner


def among(column: str, values: Collection[str]) -> Clause:
    listed = sorted(values)
    return (f"{column} IN ({', '.join(['%s'] * len(listed))})", listed) if listed else ("1 = 0", [])


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
