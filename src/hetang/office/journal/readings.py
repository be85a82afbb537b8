"""Applies an entry to the reading tables; `hetang rebuild` goes the same way over the whole ledger."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hetang.matters.story import apply as apply_to_matter
from hetang.office.journal import bulk
from hetang.office.journal.families import families_of
from hetang.office.journal.states import States
from hetang.terms.dates import FOREVER_US, end_of_day_us, parse_day, parse_instant
from hetang.terms.digests import canonical

Row = dict[str, Any]

FACT = (
    "id", "fact_id", "entry", "row", "measure", "n", "value", "unit", "happened_on", "place", "organisation", "matter",
    "dims", "state", "known_at", "recorded_by", "family", "corrects", "repeats", "digest", "note", "repeat_key",
)
JUDGEMENT = ("entry", "row", "fact", "judgement", "by", "organisation", "known_at", "reason")
FACT_EVIDENCE = ("fact", "evidence", "entry", "known_at", "until_at", "until_seq")
BULLETIN = (
    "entry", "bulletin", "issue", "running", "as_of", "known_at_seq", "content", "files", "figures", "issued_by", "issued_at",
)
STATE_UNTOLD = 0   # until the standings of its family are told, in the same transaction


@dataclass(frozen=True, slots=True)
class Fresh:
    """An entry on its way into the reading tables."""

    seq: int
    kind: str
    by: dict[str, str]
    body: dict[str, Any]
    rows: Sequence[Row]
    digests: Sequence[str]
    quanta: Sequence[int]
    repeat_keys: Sequence[str | None]
    sealed_us: int
    time_zone: str
    states: States

    def known_at(self, row: Row) -> int:
        """When the row became known: at its sealing, or at the end of the day that a takeover names."""
        said = row.get("known_at")
        if said is None:
            return self.sealed_us
        day = parse_day(said)
        instant = end_of_day_us(day, self.time_zone) if day is not None else parse_instant(said)
        assert instant is not None   # the entry's schema accepts a day or an instant
        return instant


def apply(entry: Fresh, next_fact: int) -> set[str]:
    """The families whose standings must be told again; `next_fact` numbers the first fact of the entry."""
    handler = HANDLERS.get(entry.kind)
    return handler(entry, next_fact) if handler is not None else set()


def _record(entry: Fresh, next_fact: int) -> set[str]:
    found = _families(entry.rows)
    bulk.insert("fact", FACT, _facts(entry, next_fact, found))
    evidence = [
        (next_fact + index, digest, entry.seq, entry.known_at(row), FOREVER_US, FOREVER_US)
        for index, row in enumerate(entry.rows) for digest in dict.fromkeys(row["evidence"])
    ]
    if evidence:
        bulk.insert("fact_evidence", FACT_EVIDENCE, evidence)
    return set(found.values())


def _facts(entry: Fresh, next_fact: int, found: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    for index, row in enumerate(entry.rows):
        dims = row["dims"]
        yield (
            next_fact + index, row["id"], entry.seq, index, row["measure"], entry.quanta[index], row["value"], row["unit"],
            row["happened_on"], row["place"], row["organisation"], row["matter"],
            canonical(dims).decode() if dims else "{}", STATE_UNTOLD, entry.known_at(row), row["by"],
            found[row["id"]], row["corrects"], row["repeats"], entry.digests[index], row.get("note"),
            entry.repeat_keys[index],
        )


def _families(rows: Sequence[Row]) -> dict[str, str]:
    """The family of each new fact: that of the first fact it is linked to, else its own.

    A fact that corrects one family and repeats another joins the two under the name of the older.
    """
    linked = {row[link] for row in rows for link in ("corrects", "repeats") if row[link]}
    found = families_of(linked) if linked else {}
    for row in rows:
        names = [found[row[link]] for link in ("corrects", "repeats") if row[link]]
        name = names[0] if names else row["id"]
        if len(set(names)) == 2:
            name = _joined(names, found)
        found[row["id"]] = name
    return {row["id"]: found[row["id"]] for row in rows}


def _joined(names: list[str], found: dict[str, str]) -> str:
    order = dict(bulk.select_in("SELECT fact_id, id FROM fact WHERE fact_id IN (…)", names))
    new = {id: place for place, id in enumerate(found)}
    first, other = sorted(names, key=lambda name: (name not in order, order.get(name, new.get(name, 0))))
    bulk.execute("UPDATE fact SET family = %s WHERE family = %s", [first, other])
    for id, name in found.items():
        if name == other:
            found[id] = first
    return first


def _judge(entry: Fresh, _: int) -> set[str]:
    facts = _numbers(row["fact"] for row in entry.rows)
    bulk.insert("judgement", JUDGEMENT, (
        (
            entry.seq, index, facts[row["fact"]][0], row["judgement"], row["by"], row["organisation"], entry.known_at(row),
            row.get("reason"),
        )
        for index, row in enumerate(entry.rows)
    ))
    return {family for _, family in facts.values()}


def _attach(entry: Fresh, _: int) -> set[str]:
    facts = _numbers(row["fact"] for row in entry.rows)
    bulk.insert("fact_evidence", FACT_EVIDENCE, (
        (facts[row["fact"]][0], evidence, entry.seq, entry.known_at(row), FOREVER_US, FOREVER_US)
        for row in entry.rows for evidence in dict.fromkeys(row["evidence"])
    ))
    return {family for _, family in facts.values()}


def _withdraw(entry: Fresh, _: int) -> set[str]:
    touched: set[str] = set()
    for row in entry.rows:
        stands = "evidence = %s AND until_seq = %s"
        touched.update(family for (family,) in bulk.select(
            f"SELECT family FROM fact WHERE id IN (SELECT fact FROM fact_evidence WHERE {stands})", [row["evidence"], FOREVER_US],
        ))
        bulk.execute(
            f"UPDATE fact_evidence SET until_at = %s, until_seq = %s WHERE {stands}",
            [entry.known_at(row), entry.seq, row["evidence"], FOREVER_US],
        )
    return touched


def _act(entry: Fresh, _: int) -> set[str]:
    body = entry.body
    matter = apply_to_matter(entry.states.get(body["matter"]), body, entry.by, entry.seq)
    entry.states.put(matter, body["act"], body["happened_on"], entry.known_at(body))
    return set()


def _issue(entry: Fresh, _: int) -> set[str]:
    body = entry.body
    bulk.insert("bulletin", BULLETIN, [(
        entry.seq, body["bulletin"], str(body["issue"]), str(body["running"]), body["as_of"], body["known_at_seq"],
        body["content"], canonical(body["files"]).decode(), canonical(body["figures"]).decode(),
        entry.by["person"], entry.sealed_us,
    )])
    return set()


def _numbers(fact_ids: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Number and family of each fact."""
    found = bulk.select_in("SELECT fact_id, id, family FROM fact WHERE fact_id IN (…)", dict.fromkeys(fact_ids))
    return {fact_id: (number, family) for fact_id, number, family in found}


HANDLERS: dict[str, Callable[[Fresh, int], set[str]]] = {
    "facts.recorded": _record,
    "facts.judged": _judge,
    "evidence.attached": _attach,
    "evidence.withdrawn": _withdraw,
    "matter.acted": _act,
    "bulletin.issued": _issue,
}
