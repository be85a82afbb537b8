"""A matter as its entries left it at a day, as known at a day: folded from the ledger, not from the reading table."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.matters.story import Matter, apply
from hetang.office.journal import bulk
from hetang.terms.dates import FOREVER_US, end_of_day_us

_ENTRIES = """
SELECT entry.seq, entry.bytes, entry.sealed_at, matter_entry.known_at FROM matter_entry JOIN entry ON entry.seq = matter_entry.seq
WHERE matter_entry.matter = %s AND matter_entry.happened_on <= %s AND matter_entry.known_at <= %s
"""
LAST_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Acted:
    """One entry of a matter. `known_us`: of history taken over the day of the older system, else the sealing."""

    seq: int
    body: dict[str, Any]
    by: dict[str, str]
    sealed_us: int
    known_us: int


def acted(id: str, as_of: date | None = None, known_at: date | None = None, time_zone: str = "UTC") -> Iterator[Acted]:
    """From the first entry to the last."""
    known = FOREVER_US if known_at is None else end_of_day_us(known_at, time_zone)
    upto = LAST_DAY if as_of is None else as_of.isoformat()
    for seq, data, sealed_us, known_us in bulk.select(f"{_ENTRIES} ORDER BY entry.seq", [id, upto, known]):
        said = json.loads(bytes(data))
        yield Acted(seq, said["body"], said["by"], sealed_us, known_us)


def matter_then(id: str, as_of: date | None, known_at: date | None, time_zone: str) -> Matter | None:
    """None where by then nobody had opened it, or nobody knew."""
    state: Matter | None = None
    for entry in acted(id, as_of, known_at, time_zone):
        if state is not None or entry.body.get("opened"):
            state = apply(state, entry.body, entry.by, entry.seq)
    return state
