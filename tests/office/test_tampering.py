"""Whoever owns the database can change anything in it; whatever they change is found, and named."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from hetang.ledger.merkle import leaf_hash
from hetang.office.actions.tick import tick
from hetang.office.journal import files
from hetang.office.journal.book import head_text
from hetang.office.journal.bulk import execute, select
from hetang.office.reads.findings import Finding
from hetang.office.reads.verify import Verified, verify
from hetang.office.tables.append_only import drop_triggers
from hetang.terms.digests import canonical
from tests.office import lakeside as city
from tests.office import repairs as town

pytestmark = pytest.mark.django_db
CHANGES = int(os.environ.get("HETANG_TEST_CHANGES", "1000"))   # over all classes together

Named = Callable[[Finding], bool]   # whether a finding names the change


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One byte other than it was."""
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1:]


def other_text(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1:]


def size() -> int:
    return int(select("SELECT COUNT(*) FROM entry")[0][0])


def an_entry(chance: random.Random) -> int:
    return chance.randrange(size())


def a_row(chance: random.Random) -> tuple[int, int]:
    entry, index = chance.choice(select('SELECT entry, "index" FROM "row" ORDER BY entry, "index"'))
    return int(entry), int(index)


def entry_value(chance: random.Random) -> Named:
    """A byte of an entry, its digest made to fit half of the time."""
    seq = an_entry(chance)
    data = flipped(bytes(select("SELECT bytes FROM entry WHERE seq = %s", [seq])[0][0]), chance)
    execute("UPDATE entry SET bytes = %s WHERE seq = %s", [data, seq])
    if chance.random() < 0.5:
        execute("UPDATE entry SET digest = %s WHERE seq = %s", [leaf_hash(data).hex(), seq])
    return lambda found: found.code in ("entry", "entry_missing") and found.seq == seq


def entry_column(chance: random.Random) -> Named:
    seq, column = an_entry(chance), chance.choice(["id", "kind", "digest", "prev", "sealed_at"])
    value = select(f"SELECT {column} FROM entry WHERE seq = %s", [seq])[0][0]
    changed = value + 1 if column == "sealed_at" else other_text(value or "0", chance)
    execute(f"UPDATE entry SET {column} = %s WHERE seq = %s", [changed, seq])
    return lambda found: found.code in ("entry", "entry_column") and found.seq == seq


def row_value(chance: random.Random) -> Named:
    """A byte of a fact or another row, its digest made to fit half of the time."""
    entry, index = a_row(chance)
    where = f'entry = {entry} AND "index" = {index}'
    data = flipped(bytes(select(f'SELECT bytes FROM "row" WHERE {where}')[0][0]), chance)
    execute(f'UPDATE "row" SET bytes = %s WHERE {where}', [data])
    if chance.random() < 0.5:
        execute(f'UPDATE "row" SET digest = %s WHERE {where}', [leaf_hash(data).hex()])
    return lambda found: found.code in ("row", "rows") and found.seq == entry


def order(chance: random.Random) -> Named:
    """Two entries change places."""
    one, other = sorted(chance.sample(range(size()), 2))
    for old, new in ((one, -1), (other, one), (-1, other)):
        execute("UPDATE entry SET seq = %s WHERE seq = %s", [new, old])
    return lambda found: found.code == "entry" and found.seq == one


def swap(chance: random.Random) -> Named:
    """Two rows of an entry change places, with their digests."""
    entry = chance.choice(select('SELECT entry FROM "row" GROUP BY entry HAVING COUNT(*) > 1 ORDER BY entry'))[0]
    count = select('SELECT COUNT(*) FROM "row" WHERE entry = %s', [entry])[0][0]
    one, other = chance.sample(range(count), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        execute('UPDATE "row" SET "index" = %s WHERE entry = %s AND "index" = %s', [new, entry, old])
    return lambda found: found.code == "rows" and found.seq == entry


def delete(chance: random.Random) -> Named:
    """An entry with its rows, or a row."""
    if chance.random() < 0.5:
        seq = chance.randrange(size() - 1)
        execute("DELETE FROM entry WHERE seq = %s", [seq])
        execute('DELETE FROM "row" WHERE entry = %s', [seq])
        return lambda found: found.code in ("entry_missing", "entry") and found.seq == seq
    entry, index = a_row(chance)
    execute('DELETE FROM "row" WHERE entry = %s AND "index" = %s', [entry, index])
    return lambda found: found.code in ("row", "rows") and found.seq == entry


def insert(chance: random.Random) -> Named:
    """A row more, or an entry more at the end, well linked but without its head."""
    if chance.random() < 0.5:
        entry, index = a_row(chance)
        count = select('SELECT COUNT(*) FROM "row" WHERE entry = %s', [entry])[0][0]
        execute(
            'INSERT INTO "row" (entry, "index", id, bytes, digest) SELECT entry, %s, id, bytes, digest FROM "row" '
            'WHERE entry = %s AND "index" = %s', [count, entry, index],
        )
        return lambda found: found.code in ("row", "rows") and found.seq == entry
    last = select("SELECT seq, bytes, digest, sealed_at FROM entry ORDER BY seq DESC LIMIT 1")[0]
    entry = {**json.loads(bytes(last[1])), "seq": last[0] + 1, "prev": last[2], "id": city.id_of(chance.random())}
    data = canonical(entry)
    execute(
        "INSERT INTO entry (seq, id, kind, bytes, digest, prev, sealed_at) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [last[0] + 1, entry["id"], entry["kind"], data, leaf_hash(data).hex(), last[2], last[3]],
    )
    return lambda found: found.code == "head_missing" and found.at == str(last[0] + 2)


def cut_tail(chance: random.Random) -> Named:
    """The last entries go with their rows; half of the time their heads and the frontier too."""
    left = chance.randrange(1, size())
    execute("DELETE FROM entry WHERE seq >= %s", [left])
    execute('DELETE FROM "row" WHERE entry >= %s', [left])
    if chance.random() < 0.5:
        execute("DELETE FROM head WHERE size > %s", [left])
    return lambda found: found.code == "cut_tail" and found.seq == left


def salt(chance: random.Random) -> Named:
    """Salt, ciphertext, subject or field in the vault, a key of it, or a row of it gone."""
    commitment, subject = chance.choice(select("SELECT commitment, subject FROM vault ORDER BY commitment"))
    what = chance.choice(["salt", "salt", "ciphertext", "subject", "field", "key", "gone"])
    if what == "gone":
        execute("DELETE FROM vault WHERE commitment = %s", [commitment])
    elif what == "key":
        key = bytes(select("SELECT key FROM vault_key WHERE subject = %s", [subject])[0][0])
        execute("UPDATE vault_key SET key = %s WHERE subject = %s", [flipped(key, chance), subject])
    else:
        value = select(f"SELECT {what} FROM vault WHERE commitment = %s", [commitment])[0][0]
        changed = other_text(value, chance) if isinstance(value, str) else flipped(bytes(value), chance)
        execute(f"UPDATE vault SET {what} = %s WHERE commitment = %s", [changed, commitment])
    return lambda found: found.code in ("commitment", "commitment_missing") and found.at == commitment


def head(chance: random.Random) -> Named:
    at = chance.randrange(size()) + 1
    what = chance.choice(["root", "text", "gone", "frontier"])
    if what == "gone":
        execute("DELETE FROM head WHERE size = %s", [at])
    elif what == "frontier":
        execute("UPDATE frontier SET peaks = %s", [other_text(select("SELECT peaks FROM frontier")[0][0], chance)])
        return lambda found: found.code == "frontier"
    else:
        value = other_text(select(f"SELECT {what} FROM head WHERE size = %s", [at])[0][0], chance)
        execute(f"UPDATE head SET {what} = %s WHERE size = %s", [value, at])
    return lambda found: found.code in ("head", "head_missing") and found.at == str(at)


def evidence(chance: random.Random) -> Named:
    """A byte of a file, the file, or its row in the store.

    A withdrawn file may be gone: that is what its withdrawal allows.
    """
    standing = "SELECT evidence FROM fact_evidence WHERE until_seq > 1000"
    digest = chance.choice(select(f"SELECT digest FROM evidence WHERE digest IN ({standing}) ORDER BY digest"))[0]
    what, path = chance.choice(["byte", "gone", "row", "size"]), files.path_of(digest)
    if what == "byte":
        path.write_bytes(flipped(path.read_bytes(), chance))
    elif what == "gone":
        path.rename(path.with_suffix(".gone"))
    elif what == "row":
        execute("DELETE FROM evidence WHERE digest = %s", [digest])
        return lambda found: found.code == "evidence_unknown" and found.at == digest
    else:
        execute("UPDATE evidence SET size = size + 1 WHERE digest = %s", [digest])
    return lambda found: found.code == "evidence" and found.at == digest


def reading(chance: random.Random) -> Named:
    """A value in a reading table, or a row of it."""
    table, columns = chance.choice([
        ("fact", ["n", "state", "known_at", "value", "organisation", "family", "measure", "happened_on", "dims"]),
        ("standing", ["state", "since_at", "until_seq", "axis"]),
        ("judgement", ["judgement", "organisation", "by", "known_at"]),
        ("fact_evidence", ["evidence", "until_at", "known_at"]),
    ])
    id = chance.choice(select(f"SELECT id FROM {table} ORDER BY id"))[0]
    what = chance.choice([*columns, "gone"])
    if what == "gone":
        execute(f"DELETE FROM {table} WHERE id = %s", [id])
    elif what == "happened_on":
        execute(f"UPDATE {table} SET happened_on = '1999-12-31' WHERE id = %s", [id])
    else:
        value = select(f'SELECT "{what}" FROM {table} WHERE id = %s', [id])[0][0]
        changed = value + 1 if isinstance(value, int) else other_text(value, chance)
        execute(f'UPDATE {table} SET "{what}" = %s WHERE id = %s', [changed, id])
    return lambda found: found.code == "reading" and found.at.startswith(f"{table} ")


def matter(chance: random.Random) -> Named:
    """A value in a row of a matter or of its entries, the day of a clock within its state, or the row."""
    table, key, columns = chance.choice([
        ("matter", "id", ["step", "owner", "organisation", "title", "kind", "closed", "seq", "next_day", "legal_day", "clock", "gone"]),
        ("matter_entry", "seq", ["matter", "act", "happened_on", "known_at", "gone"]),
    ])
    running = "WHERE next_day IS NOT NULL" if table == "matter" else ""
    id = chance.choice(select(f"SELECT {key} FROM {table} {running} ORDER BY {key}"))[0]
    what = chance.choice(columns)
    if what == "gone":
        execute(f"DELETE FROM {table} WHERE {key} = %s", [id])
    elif what == "clock":
        state = json.loads(select("SELECT state FROM matter WHERE id = %s", [id])[0][0])
        clock = chance.choice(sorted(clock for clock, running in state["clocks"].items() if "next" in running))
        state["clocks"][clock]["next"] = "2031-01-01"
        execute("UPDATE matter SET state = %s WHERE id = %s", [canonical(state).decode(), id])
    elif what.endswith(("_day", "_on")):
        execute(f"UPDATE {table} SET {what} = '1999-12-31' WHERE {key} = %s", [id])
    else:
        value = select(f"SELECT {what} FROM {table} WHERE {key} = %s", [id])[0][0]
        whole = "NOT closed" if what == "closed" else "%s"
        changed = [] if what == "closed" else [value + 1 if isinstance(value, int) else other_text(value, chance)]
        execute(f"UPDATE {table} SET {what} = {whole} WHERE {key} = %s", [*changed, id])
    return lambda found: found.code == "reading" and found.at.startswith(f"{table} ")


CLASSES = [entry_value, entry_column, row_value, order, swap, delete, insert, cut_tail, salt, head, evidence, reading]
OF_MATTERS = [entry_value, order, cut_tail, salt, matter]


@pytest.fixture
def outside(home: Path) -> str:
    """The history with its triggers down, and the head that somebody else has kept."""
    list(city.history())
    return laid_open()


def laid_open() -> str:
    for statement in drop_triggers(connection.vendor):
        execute(statement)
    found = verify()
    assert isinstance(found, Verified) and found.intact
    return head_text(found.ledger, found.size, found.root, "sha256")


@pytest.mark.parametrize("change", CLASSES, ids=lambda change: change.__name__)
def test_every_change_by_the_owner_is_found_and_named(change: Callable[[random.Random], Named], outside: str) -> None:
    check(change, outside, CHANGES // len(CLASSES) + 1)


@pytest.mark.parametrize("change", OF_MATTERS, ids=lambda change: change.__name__)
def test_every_change_of_a_matter_is_found_and_named(change: Callable[[random.Random], Named], home: Path) -> None:
    list(town.story())
    tick(date(2016, 12, 31))
    town.reported("waiting", on="2016-12-20")
    town.reported("waiting too", on="2016-12-21")
    check(change, laid_open(), CHANGES // (2 * len(OF_MATTERS)) + 1)


def check(change: Callable[[random.Random], Named], outside: str, times: int) -> None:
    for number in range(times):
        chance = random.Random(f"{change.__name__} {number}")
        kept = {path: path.read_bytes() for path in files.path_of("0" * 64).parents[1].rglob("*") if path.is_file()}
        with transaction.atomic():
            named = change(chance)
            found = verify(outside)
            transaction.set_rollback(True)
        for path, data in kept.items():
            path.write_bytes(data)
        assert isinstance(found, Verified)
        assert any(named(one) for one in found.findings), (number, found.to_json()["findings"])
    clean = verify(outside)
    assert isinstance(clean, Verified) and clean.intact and clean.consistent_with == clean.size
