"""What happened to a matter: its acts newest first, the papers served in it, the facts it gave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.authority.relations import CLOCK, RELATIONS
from hetang.figures.plan import FactRow
from hetang.matters.kinds import Kind
from hetang.office.journal import bulk
from hetang.office.reads.knowing import Asker
from hetang.office.reads.lineage import Piece, told_facts
from hetang.office.reads.lineage import Told as ToldFact
from hetang.office.reads.matter_past import Acted, acted
from hetang.office.reads.matters import MOST, Value, known_matter
from hetang.office.reads.snapshot import snapshot
from hetang.terms.dates import day_of_us
from hetang.terms.words import Text

_FACTS = (
    "SELECT id, fact_id, digest, entry, fact.row, measure, value, unit, happened_on, known_at, place, organisation, matter, "
    "recorded_by, corrects, state FROM fact WHERE matter = %s AND id > %s ORDER BY id LIMIT %s"
)
_PIECES = "SELECT digest, name, media_type FROM evidence WHERE digest IN (…)"


@dataclass(frozen=True, slots=True)
class Served:
    """A paper served, with the remedy that it stated."""

    document: Text
    remedy: Text
    served_on: date
    seq: int
    act: str


@dataclass(frozen=True, slots=True)
class Told:
    """An act as the story tells it. `clock`: nobody did it, a deadline passed; `late`: days from happening to becoming known."""

    seq: int
    act: str
    act_name: Text
    happened_on: date
    known_us: int
    by: str | None
    organisation: str | None
    second: str | None
    clock: bool
    step: str
    step_name: Text
    moved: bool
    note: str | None
    fields: tuple[Value, ...]
    evidence: tuple[Piece, ...]
    late: int
    takeover: bool
    served: Served | None


@dataclass(frozen=True, slots=True)
class Story:
    """`next`: the `before` of the page of what came earlier; None at the beginning."""

    told: tuple[Told, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class FactPage:
    """`next`: the `after` of the next page; `hidden`: how many of this page are not told to the asker."""

    facts: tuple[ToldFact, ...]
    next: int | None
    hidden: int = 0


def story(
    asker: Asker, id: str, before: int | None = None, limit: int = MOST, as_of: date | None = None, known_at: date | None = None,
) -> Story | None:
    """The newest act first. None as for `matter`."""
    with snapshot():
        matter = known_matter(asker, id)
        if matter is None:
            return None
        entries = list(acted(id, as_of, known_at, asker.pack.time_zone))
        earlier = [(entry, previous) for entry, previous in _with_step(entries) if before is None or entry.seq < before]
        page = earlier[::-1][:min(limit, MOST)]
        pieces = _pieces({digest for entry, _ in page for digest in entry.body.get("evidence", ())})
        told = tuple(_told(asker, asker.kind_of(matter), entry, step, pieces) for entry, step in page)
    return Story(told, told[-1].seq if len(earlier) > len(page) else None)


def documents(asker: Asker, id: str) -> tuple[Served, ...] | None:
    """The latest first, at most fifty."""
    with snapshot():
        matter = known_matter(asker, id)
        if matter is None:
            return None
        kind = asker.kind_of(matter)
        found = [_served(_kind_then(asker, kind, entry), entry) for entry in acted(id)]
    return tuple(served for served in found[::-1] if served is not None)[:MOST]


def facts_of(asker: Asker, id: str, after: int | None = None, limit: int = MOST) -> FactPage | None:
    """Facts about the matter, in the order of the ledger; of measures that are not open only for whom the matter concerns."""
    with snapshot():
        matter = known_matter(asker, id)
        if matter is None:
            return None
        wanted = min(limit, MOST)
        rows = [fact_row(row) for row in bulk.select(_FACTS, [id, -1 if after is None else after, wanted + 1])]
        concerned = asker.reads_entries or asker.authority.matches(RELATIONS, asker.related(matter), asker.person)
        measures = asker.pack.definitions.measures
        shown = [row for row in rows[:wanted] if concerned or measures[row.measure].disclosure == "open"]
        facts = told_facts(shown)
    hidden = len(rows[:wanted]) - len(shown)
    return FactPage(tuple(facts), rows[wanted - 1].position if len(rows) > wanted else None, hidden)


def _with_step(entries: list[Acted]) -> Iterator[tuple[Acted, str | None]]:
    """Each entry with the step at which it found the matter."""
    step: str | None = None
    for entry in entries:
        yield entry, step
        step = entry.body["step"]


def _told(asker: Asker, kind: Kind, entry: Acted, before: str | None, pieces: Mapping[str, Piece]) -> Told:
    body, by, then = entry.body, entry.by, _kind_then(asker, kind, entry)
    act, step, happened = then.acts.get(body["act"]), then.steps.get(body["step"]), date.fromisoformat(body["happened_on"])
    clock = by["person"] == CLOCK
    known_on = day_of_us(entry.known_us, asker.pack.time_zone)
    doer = body.get("recorded_by") or by["person"]   # of history taken over whoever acted then, not the two who took it over
    second = None if body.get("takeover") else by.get("with")
    return Told(
        entry.seq, body["act"], act.name if act else Text.of(body["act"]), happened, entry.known_us,
        None if clock else doer, body.get("recorded_for") or by.get("organisation"), second, clock, body["step"],
        step.name if step else Text.of(body["step"]), before != body["step"], body.get("note"), tuple(_values(then, body)),
        tuple(pieces.get(digest, Piece(digest, "", "")) for digest in body.get("evidence", ())),
        0 if clock else max(0, (known_on - happened).days), bool(body.get("takeover")), _served(then, entry),
    )


def _kind_then(asker: Asker, kind: Kind, entry: Acted) -> Kind:
    """The version under which the act was done."""
    return asker.pack.kinds.version(kind.id, entry.body["version"]) or kind


def _served(kind: Kind, entry: Acted) -> Served | None:
    act = kind.acts.get(entry.body["act"])
    if act is None or act.served is None:
        return None
    return Served(act.served.document, act.served.remedy, date.fromisoformat(entry.body["happened_on"]), entry.seq, act.id)


def _values(kind: Kind, body: Mapping[str, Any]) -> Iterator[Value]:
    """What the act said, in the order of the declaration; a sealed value is named, not told."""
    said, sealed = body.get("fields", {}), body.get("sealed", {})
    for field in kind.fields.values():
        if field.id in said or field.id in sealed:
            yield Value(field.id, field.name, field.type, said.get(field.id), field.unit, field.id in sealed, False)


def _pieces(digests: set[str]) -> dict[str, Piece]:
    return {digest: Piece(digest, name or "", media_type or "") for digest, name, media_type in bulk.select_in(_PIECES, digests)}


def fact_row(row: tuple[Any, ...]) -> FactRow:
    """From the columns of `_FACTS`, in their order."""
    return FactRow(*row[:8], date.fromisoformat(str(row[8])), *row[9:])
