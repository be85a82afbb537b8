"""Drafts at the desk: the queue, one of them with its text, and what was done at its places."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.office.journal import bulk
from hetang.office.journal.act import NO_LEDGER
from hetang.office.journal.establishments import authority_on
from hetang.office.journal.packs import active_pack
from hetang.office.reads.desk_day import desk_day
from hetang.office.reads.matters import MOST
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

DEEDS = ("corrected", "left", "chosen")   # what can be marked at a place
STATES = ("new", "checked", "done", "refused")
_COLUMNS = (
    "number, id, name, digest, text, source, sender, received_at, as_of, place, organisation, state, refusal"
)
_MARKS = 'SELECT start, "end", surface, deed, said, person, at FROM draft_mark WHERE draft = %s ORDER BY start, number'


@dataclass(frozen=True, slots=True)
class Mark:
    """What was done at `text[start:end]` of the draft as it came: `deed` is corrected, left or chosen.

    `said` are the words instead, the reason, or the indicator.
    """

    start: int
    end: int
    surface: str
    deed: str
    said: str
    person: str
    at_us: int

    def to_json(self) -> dict[str, Any]:
        return {
            "start": self.start, "end": self.end, "surface": self.surface, "deed": self.deed, "said": self.said, "person": self.person,
        }


@dataclass(frozen=True, slots=True)
class Received:
    """A draft as it came. `refusal` says why its file could not be taken."""

    number: int
    id: str
    name: str
    digest: str
    text: str
    source: str
    sender: str | None
    received_us: int
    as_of: date | None
    place: str | None
    organisation: str | None
    state: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`next`: the `before` of the next page."""

    drafts: tuple[Received, ...]
    next: int | None


def reading(person: str | None) -> Refusal | None:
    """None for whoever may read what is not issued yet."""
    return _may(person, "read_bulletin")


def editing(person: str | None) -> Refusal | None:
    """None for whoever may work on drafts: the editors, who issue bulletins."""
    return _may(person, "issue")


def _may(person: str | None, verb: str) -> Refusal | None:
    pack = active_pack()
    return NO_LEDGER if pack is None else authority_on(desk_day(pack), pack).may(person, verb, pack.organisation)


def drafts(before: int | None = None, state: str = "", limit: int = MOST) -> DraftPage:
    """The last that came first."""
    wanted = min(limit, MOST)
    where, values = ("AND state = %s ", [state]) if state else ("", [])
    rows = bulk.select(
        f"SELECT {_COLUMNS} FROM draft WHERE number < %s {where}ORDER BY number DESC LIMIT {wanted + 1}",
        [2**62 if before is None else before, *values],
    )
    return DraftPage(tuple(_received(row) for row in rows[:wanted]), rows[wanted - 1][0] if len(rows) > wanted else None)


def waiting() -> int:
    """How many have come that nobody has worked on."""
    ((count,),) = bulk.select("SELECT COUNT(*) FROM draft WHERE state = 'new'")
    return int(count)


def draft(id: str) -> Received | None:
    found = bulk.select(f"SELECT {_COLUMNS} FROM draft WHERE id = %s", [id])
    return _received(found[0]) if found else None


def content(id: str) -> bytes | None:
    """The file as it came."""
    found = bulk.select("SELECT content FROM draft WHERE id = %s", [id])
    return bytes(found[0][0]) if found else None


def marks(id: str) -> tuple[Mark, ...]:
    """In the order of the text."""
    return tuple(Mark(*row) for row in bulk.select(_MARKS, [id]))


def _received(row: Sequence[Any]) -> Received:
    number, id, name, digest, text, source, sender, at, as_of, place, organisation, state, refusal = row
    day = date.fromisoformat(str(as_of)) if as_of is not None else None
    return Received(
        number, id, name, digest, text, source, sender, at, day, place, organisation, state, _refusal(refusal) if refusal else None,
    )


def _refusal(kept: str) -> Refusal:
    told = json.loads(kept)
    return Refusal(told["code"], Text.of(told["says"]), Text.of(told["accepts"]), told["at"])
