"""Makes the reading tables again from the ledger, or only compares them with what the ledger says, row by row."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from hetang.matters.measures import Ready, repeat_key
from hetang.office.journal import bulk, readings
from hetang.office.journal.kept import Kept
from hetang.office.journal.lock import take_the_lock
from hetang.office.journal.packs import pack_of
from hetang.office.journal.standings import STANDING
from hetang.office.journal.states import ENTRY, MATTER
from hetang.office.reads.ledger_rows import entries, rows_beside
from hetang.packs.pack import Pack

# Of each reading table the columns that must agree, and by which two rows are the same row.
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fact": (readings.FACT, ("id",)),
    "standing": (STANDING, ("fact", "axis", "since_at", "since_seq")),
    "judgement": (readings.JUDGEMENT, ("entry", "row")),
    "fact_evidence": (readings.FACT_EVIDENCE, ("fact", "evidence", "entry")),
    "bulletin": (readings.BULLETIN, ("entry",)),
    "learned_word": (readings.WORD, ("entry",)),
    "template": (readings.TEMPLATE, ("entry",)),
    "matter": (MATTER, ("id",)),
    "matter_entry": (ENTRY, ("seq",)),
}
SHOWN = 1_000   # differences named in one table


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the ledger says: `live` None where it is missing, `rebuilt` None where it is too much."""

    table: str
    key: dict[str, Any]
    live: dict[str, Any] | None
    rebuilt: dict[str, Any] | None

    @property
    def columns(self) -> list[str]:
        if self.live is None or self.rebuilt is None:
            return []
        return [name for name, value in self.live.items() if value != self.rebuilt[name]]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    entries: int
    facts: int
    differences: list[Difference] = field(default_factory=list)


def rebuild(check: bool = False) -> Rebuilt:
    """With `check` the live tables stay as they are and every difference is named."""
    with transaction.atomic():
        take_the_lock()
        if not check:
            for table in TABLES:
                bulk.execute(f'DELETE FROM "{table}"')
            with bulk.gathering():
                return Rebuilt(*_replay())
        _raise_shadows()
        try:
            with bulk.gathering():
                count, facts = _replay()
            return Rebuilt(count, facts, list(_differences()))
        finally:
            _drop_shadows()


def _replay() -> tuple[int, int]:
    """Every entry into the reading tables; gives the number of entries and of facts."""
    measures: _Measures | None = None
    rows_of = rows_beside()
    time_zone, count, next_fact = "UTC", 0, 1
    kept = Kept(None)
    for stored in entries():
        count += 1
        entry = stored.json()
        if stored.kind == "ledger.opened":
            time_zone = entry["body"]["time_zone"]
        elif stored.kind == "pack.activated":
            pack = pack_of(entry["body"]["digest"])
            measures = _Measures(pack)
            kept.under(pack.kinds)
        if stored.kind not in readings.HANDLERS:
            continue
        of_entry = rows_of(stored.seq)
        rows = [json.loads(row.bytes) for row in of_entry]
        numbers, keys = _derived(rows, measures) if stored.kind == "facts.recorded" else ([], [])
        readings.apply(
            readings.Fresh(
                stored.seq, stored.kind, entry["by"], entry["body"], rows, [row.digest for row in of_entry], numbers, keys,
                stored.sealed_us, time_zone, kept,
            ),
            next_fact,
        )
        next_fact += len(numbers)
    kept.write()
    return count, next_fact - 1


class _Measures:
    """The measures of a pack, each made ready when a fact first needs it."""

    def __init__(self, pack: Pack) -> None:
        self._measures, self._ready = pack.definitions.measures, dict[str, Ready]()

    def __getitem__(self, id: str) -> Ready:
        if id not in self._ready:
            self._ready[id] = Ready(self._measures[id])
        return self._ready[id]


def _derived(rows: list[dict[str, Any]], measures: _Measures | None) -> tuple[list[int], list[str | None]]:
    """Quanta and repeat keys, by the measures of the pack that was in force."""
    assert measures is not None   # no fact is recorded before a pack is active
    numbers = [measures[row["measure"]].quanta(row["value"], row["unit"]) for row in rows]
    assert all(isinstance(n, int) for n in numbers)   # they were accepted
    return numbers, [repeat_key(measures[row["measure"]].measure, row) for row in rows]   # type: ignore[return-value]


def _raise_shadows() -> None:
    """Temporary tables under the same names: an unqualified name then means the shadow, on both databases."""
    for table in TABLES:
        if connection.vendor == "postgresql":
            bulk.execute(f'CREATE TEMP TABLE "{table}" (LIKE "{table}" INCLUDING ALL)')
            continue
        made = bulk.select("SELECT type, name, sql FROM main.sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
        for kind, name, sql in sorted(made, reverse=True):   # the table before its indexes
            if kind == "table":
                bulk.execute(sql.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
            elif kind == "index":
                bulk.execute(sql.replace(f'"{name}"', f'temp."{name}"', 1))


def _drop_shadows() -> None:
    schema = "pg_temp" if connection.vendor == "postgresql" else "temp"
    for table in TABLES:
        bulk.execute(f'DROP TABLE IF EXISTS {schema}."{table}"')


def _differences() -> Iterator[Difference]:
    live_in, shadow_in = ("public", "pg_temp") if connection.vendor == "postgresql" else ("main", "temp")
    for table, (columns, key) in TABLES.items():
        live, shadow = f'{live_in}."{table}"', f'{shadow_in}."{table}"'
        extra, missing = _only_in(live, shadow, columns, key), _only_in(shadow, live, columns, key)
        for name in sorted({*extra, *missing}, key=str):
            yield Difference(table, dict(zip(key, name, strict=True)), extra.get(name), missing.get(name))
        if not extra and not missing:
            yield from _doubled(table, live, shadow)


def _only_in(one: str, other: str, columns: tuple[str, ...], key: tuple[str, ...]) -> dict[tuple[Any, ...], dict[str, Any]]:
    names = ", ".join(f'"{column}"' for column in columns)
    rows = bulk.select(f"SELECT {names} FROM {one} EXCEPT SELECT {names} FROM {other} LIMIT {SHOWN}")
    told = (dict(zip(columns, row, strict=True)) for row in rows)
    return {tuple(row[column] for column in key): row for row in told}


def _doubled(table: str, live: str, shadow: str) -> Iterator[Difference]:
    """Rows that stand twice are the same set, and not the same table."""
    ((here,), (there,)) = bulk.select(f"SELECT COUNT(*) FROM {live} UNION ALL SELECT COUNT(*) FROM {shadow}")
    if here != there:
        yield Difference(table, {}, {"rows": here}, {"rows": there})
