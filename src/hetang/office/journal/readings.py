"""Applies an entry to the reading tables; `hetang rebuild` goes the same way over the whole ledger."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hetang.matters.story import Matter
from hetang.matters.story import apply as apply_to_matter
from hetang.office.journal import bulk
from hetang.office.journal.establishments import FOREVER_SEQ
from hetang.office.journal.families import Member
from hetang.office.journal.kept import Kept
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
WORD = ("entry", "indicator", "words", "lang", "until_seq")
TEMPLATE = ("entry", "content", "as_of", "indicators", "made_by", "made_at")
STATE_UNTOLD = 0   # of a fact that is linked to others, until the standings of its family are told, in the same transaction


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
    kept: Kept
    matter: Matter | None = None   # after the act, where whoever decided has told it already

    def known_at(self, row: Row) -> int:
        """When the row became known: at its sealing, or at the end of the day that a takeover names."""
        said = row.get("known_at")
        if said is None:
            return self.sealed_us
        day = parse_day(said)
        instant = end_of_day_us(day, self.time_zone) if day is not None else parse_instant(said)
        assert instant is not None   # the entry's schema accepts a day or an instant
        return instant


def apply(entry: Fresh, next_fact: int) -> None:
    """`next_fact` numbers the first fact of the entry."""
    handler = HANDLERS.get(entry.kind)
    if handler is not None:
        handler(entry, next_fact)


def _record(entry: Fresh, next_fact: int) -> None:
    linked = [row for row in entry.rows if row["corrects"] or row["repeats"]]
    found = _families(entry, linked) if linked else {}
    evidence: list[tuple[Any, ...]] = []   # filled on the way
    bulk.insert("fact", FACT, _facts(entry, next_fact, found, evidence))
    if evidence:
        bulk.insert("fact_evidence", FACT_EVIDENCE, evidence)
    if linked:
        names = {found[row["id"]] for row in linked}
        entry.kept.standings.spoil(names)
        entry.kept.standings.doubt(names)


def _facts(
    entry: Fresh, next_fact: int, found: dict[str, str], supported: list[tuple[Any, ...]],
) -> Iterator[tuple[Any, ...]]:
    families, standings = entry.kept.families, entry.kept.standings
    for index, row in enumerate(entry.rows):
        id, dims, known_at = row["id"], row["dims"], entry.known_at(row)
        evidence = [(digest, known_at, entry.seq, FOREVER_US, FOREVER_US) for digest in dict.fromkeys(row["evidence"])]
        supported += [(next_fact + index, digest, seq, known, *until) for digest, known, seq, *until in evidence]
        family = found.get(id) or id
        member = Member(
            family, next_fact + index, id, entry.seq, index, known_at, row["measure"], row["organisation"], row["by"],
            row["happened_on"], STATE_UNTOLD, row["corrects"], row["repeats"], row["matter"], entry.repeat_keys[index], [], evidence,
        )
        if member.corrects is None and member.repeats is None:
            member.state = standings.begin(member, bool(evidence))
        families.add(member)
        yield (
            member.pk, id, entry.seq, index, row["measure"], entry.quanta[index], row["value"], row["unit"], row["happened_on"],
            row["place"], row["organisation"], row["matter"], canonical(dims).decode() if dims else "{}", member.state, known_at,
            row["by"], member.family, row["corrects"], row["repeats"], entry.digests[index], row.get("note"), member.repeat_key,
        )


def _families(entry: Fresh, linked: Sequence[Row]) -> dict[str, str]:
    """The family of each fact that has one which is not its own name: that of the first fact it is linked to.

    A fact that corrects one family and repeats another joins the two under the name of the older.
    """
    targets = {row[link] for row in linked for link in ("corrects", "repeats") if row[link]}
    found = entry.kept.families.of(targets)
    for row in entry.rows:
        names = [found.setdefault(row[link], row[link]) for link in ("corrects", "repeats") if row[link]]
        name = names[0] if names else row["id"]
        if len(set(names)) == 2:
            entry.kept.standings.spoil(names)
            name = _joined(entry, names, found)
        found[row["id"]] = name
    return found


def _joined(entry: Fresh, names: list[str], found: dict[str, str]) -> str:
    order = dict(bulk.select_in("SELECT fact_id, id FROM fact WHERE fact_id IN (…)", names))
    new = {id: place for place, id in enumerate(found)}
    first, other = sorted(names, key=lambda name: (name not in order, order.get(name, new.get(name, 0))))
    bulk.execute("UPDATE fact SET family = %s WHERE family = %s", [first, other])
    entry.kept.families.join(first, other)
    for id, name in found.items():
        if name == other:
            found[id] = first
    return first


def _judge(entry: Fresh, _: int) -> None:
    facts = entry.kept.families.facts(row["fact"] for row in entry.rows)
    rows = []
    for index, row in enumerate(entry.rows):
        known_at, word, organ = entry.known_at(row), row["judgement"], row["organisation"]
        rows.append((entry.seq, index, facts[row["fact"]].pk, word, row["by"], organ, known_at, row.get("reason")))
        entry.kept.families.judge(row["fact"], (word, known_at, entry.seq, index, organ))
    bulk.insert("judgement", JUDGEMENT, rows)
    entry.kept.standings.spoil({member.family for member in facts.values()})
    entry.kept.standings.doubt({facts[row["fact"]].family for row in entry.rows if row["judgement"] == "rejected"})


def _attach(entry: Fresh, _: int) -> None:
    facts = entry.kept.families.facts(row["fact"] for row in entry.rows)
    rows = []
    for row in entry.rows:
        for evidence in dict.fromkeys(row["evidence"]):
            known_at = entry.known_at(row)
            rows.append((facts[row["fact"]].pk, evidence, entry.seq, known_at, FOREVER_US, FOREVER_US))
            entry.kept.families.attach(row["fact"], (evidence, known_at, entry.seq, FOREVER_US, FOREVER_US))
    bulk.insert("fact_evidence", FACT_EVIDENCE, rows)
    entry.kept.standings.spoil({member.family for member in facts.values()})


def _withdraw(entry: Fresh, _: int) -> None:
    for row in entry.rows:
        stands = "evidence = %s AND until_seq = %s"
        entry.kept.standings.spoil(family for (family,) in bulk.select(
            f"SELECT family FROM fact WHERE id IN (SELECT fact FROM fact_evidence WHERE {stands})", [row["evidence"], FOREVER_US],
        ))
        bulk.execute(
            f"UPDATE fact_evidence SET until_at = %s, until_seq = %s WHERE {stands}",
            [entry.known_at(row), entry.seq, row["evidence"], FOREVER_US],
        )
    entry.kept.families.forget()


def _act(entry: Fresh, _: int) -> None:
    body = entry.body
    matter = entry.matter or apply_to_matter(entry.kept.states.get(body["matter"]), body, entry.by, entry.seq)
    entry.kept.states.put(matter, body["act"], body["happened_on"], entry.known_at(body))


def _issue(entry: Fresh, _: int) -> None:
    body = entry.body
    bulk.insert("bulletin", BULLETIN, [(
        entry.seq, body["bulletin"], str(body["issue"]), str(body["running"]), body["as_of"], body["known_at_seq"],
        body["content"], canonical(body["files"]).decode(), canonical(body["figures"]).decode(),
        entry.by["person"], entry.sealed_us,
    )])


def _learn(entry: Fresh, _: int) -> None:
    body = entry.body
    bulk.insert("learned_word", WORD, [(entry.seq, body["indicator"], body["words"], body["lang"], FOREVER_SEQ)])


def _unlearn(entry: Fresh, _: int) -> None:
    body = entry.body
    bulk.execute(
        "UPDATE learned_word SET until_seq = %s WHERE indicator = %s AND words = %s AND lang = %s AND until_seq = %s",
        [entry.seq, body["indicator"], body["words"], body["lang"], FOREVER_SEQ],
    )


def _make(entry: Fresh, _: int) -> None:
    body = entry.body
    indicators = canonical(body["indicators"]).decode()
    bulk.insert("template", TEMPLATE, [(entry.seq, body["content"], body["as_of"], indicators, entry.by["person"], entry.sealed_us)])


HANDLERS: dict[str, Callable[[Fresh, int], None]] = {
    "facts.recorded": _record,
    "facts.judged": _judge,
    "evidence.attached": _attach,
    "evidence.withdrawn": _withdraw,
    "matter.acted": _act,
    "bulletin.issued": _issue,
    "word.learned": _learn,
    "word.withdrawn": _unlearn,
    "template.made": _make,
}
