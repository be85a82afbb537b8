"""A small ledger, its definitions and a bulletin over it: what the package tests issue, open and damage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hetang.documents.again import World
from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.documents.composing import Asked, Composed, compose
from hetang.documents.layouts.html import page
from hetang.documents.package import Prepared, definitions_of, prepare, write_package
from hetang.documents.subtotals import committed
from hetang.figures.language import Definitions, parse_definitions
from hetang.figures.oracle import Question, answer, read_entries
from hetang.figures.shapes import Window
from hetang.ledger.checkpoint import checkpoint_of, format
from hetang.ledger.entries import Head, check_entry, row_bytes, seal
from hetang.terms.dates import Period
from hetang.terms.digests import digest
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

AS_OF = date(2017, 4, 26)
ZONE = "Asia/Shanghai"
ORGANISATIONS = [
    {"id": "city", "name": {"zh": "市", "en": "City"}, "kind": "city"},
    {"id": "works", "name": {"zh": "城建局", "en": "Works"}, "kind": "organ", "parent": "city"},
    {"id": "audit", "name": {"zh": "核查办", "en": "Audit"}, "kind": "organ", "parent": "city"},
    {"id": "people", "name": {"zh": "干部局", "en": "People"}, "kind": "organ", "parent": "city"},
]
PLACES = [
    {"id": "jdz", "name": {"zh": "景德镇", "en": "Jingdezhen"}, "kind": "city", "geometry": [1, 2]},
    {"id": "zhushan", "name": {"zh": "珠山区", "en": "Zhushan"}, "kind": "district", "parent": "jdz"},
]


def _measure(id: str, unit: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": {"zh": id, "en": id}, "unit": unit, "source": {"zh": "合成", "en": "synthetic"}, **more}


def _indicator(id: str, zh: str, unit: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "since": "2016-01-01",
        "name": {"zh": zh, "en": id},
        "unit": unit,
        "source": {"zh": "合成", "en": "synthetic"},
        **more,
    }


DEFINITIONS: dict[str, Any] = {
    "measures": [
        _measure("pavement_laid", "平方米"),
        _measure("trees_planted", "株"),
        _measure("talk_held", "件次", disclosure="subtotals"),
        _measure("person_dealt_with", "人", disclosure="released"),
    ],
    "indicators": [
        _indicator("pavement_area", "新铺人行道", "平方米", sum="pavement_laid", period={"year": 2016}, decimals=1),
        _indicator("pavement_count", "铺装处数", "处", count="pavement_laid", period={"year": 2016}),
        _indicator("talked_to", "谈话函询", "件次", sum="talk_held", period={"year": 2016}),
        _indicator("dealt_with", "组织处理", "人", sum="person_dealt_with", period={"year": 2016}),
    ],
    "rules": [],
}
DECLARED: dict[str, Any] = {
    "id": "b9",
    "name": {"zh": "瓷都党建通讯", "en": "Letter"},
    "organ": "市党建办公室编",
    "year": 2017,
    "issue": 9,
    "running": 147,
    "title": "数字从事实来",
    "text": "全年新铺人行道{pavement_area}，{if pavement_count > 2}分{pavement_count}验收{else}验收不多{end}。"
    "谈话函询{talked_to}，组织处理{dealt_with}。",
    "signed_off": {"issued": "head"},
}
PACK_DIGEST = "ab" * 32


def fact_id(name: str) -> str:
    return derived_id("test", name)


def fact(name: str, measure: str, value: str, unit: str, day: str = "2016-05-01", **more: Any) -> dict[str, Any]:
    return {
        "id": fact_id(name),
        "measure": measure,
        "value": value,
        "unit": unit,
        "happened_on": day,
        "place": "zhushan",
        "organisation": "works",
        "matter": None,
        "dims": {},
        "evidence": [digest(name.encode())],
        "corrects": None,
        "repeats": None,
        "by": "recorder",
        **more,
    }


def judged(name: str, judgement: str = "verified") -> dict[str, Any]:
    return {"fact": fact_id(name), "judgement": judgement, "by": "verifier", "organisation": "audit"}


@dataclass
class Ledger:
    """Entries with their rows, sealed one upon the other."""

    alg: str = "sha256"
    head: Head = field(default_factory=Head.empty)
    entries: list[tuple[bytes, list[bytes]]] = field(default_factory=list)

    def add(self, kind: str, body: Mapping[str, Any], rows: Sequence[Mapping[str, Any]] = ()) -> None:
        assert check_entry(kind, body, rows or None) == []
        data = row_bytes(rows)
        sealed = seal(
            self.head,
            ledger="test",
            alg=self.alg,
            id=derived_id("entry", str(self.head.size)),
            kind=kind,
            by={"person": "recorder", "organisation": "works"},
            body=body,
            rows=data,
            at_us=1_480_000_000_000_000 + self.head.size,
        )
        self.entries.append((sealed.bytes, data))
        self.head = sealed.head

    def checkpoint(self) -> str:
        return format(checkpoint_of("test", self.head.size, self.head.root, self.alg))

    def read(self) -> Iterable[tuple[dict[str, Any], list[dict[str, Any]]]]:
        for data, rows in self.entries:
            yield json.loads(data), [json.loads(row) for row in rows]


def filled(alg: str = "sha256") -> Ledger:
    """310.5 ㎡ count: 100 + 60.5 + 150; a rejected, a disputed, a corrected, a repeated and a late one do not."""
    ledger = Ledger(alg, Head.empty(alg))
    ledger.add("ledger.opened", {"city": "test", "time_zone": ZONE})
    ledger.add("pack.activated", {"name": "test", "version": "1", "digest": PACK_DIGEST})
    paved = [fact(name, "pavement_laid", value, "平方米") for name, value in (("a", "100"), ("b", "6.5"), ("c", "150"))]
    ledger.add(
        "facts.recorded",
        {},
        [
            *paved,
            fact("rejected", "pavement_laid", "999", "平方米"),
            fact("disputed", "pavement_laid", "888", "平方米"),
            fact("next year", "pavement_laid", "777", "平方米", "2017-01-02"),
        ],
    )
    ledger.add("facts.recorded", {}, [fact(f"tree {n}", "trees_planted", "1", "株") for n in range(40)])
    ledger.add(
        "facts.recorded",
        {},
        [
            *(fact(f"other tree {n}", "trees_planted", "1", "株") for n in range(20)),
            fact("b corrected", "pavement_laid", "60.5", "平方米", corrects=fact_id("b")),
            fact("c again", "pavement_laid", "150", "平方米", repeats=fact_id("c")),
        ],
    )
    talks = [
        fact(f"talk {n}", "talk_held", "1", "件次", organisation="works" if n < 9 else "people") for n in range(12)
    ]
    ledger.add("facts.recorded", {}, [*talks, fact("dealt", "person_dealt_with", "3", "人", organisation="people")])
    counted = [
        "a",
        "b",
        "c",
        "b corrected",
        "c again",
        "disputed",
        "next year",
        "dealt",
        *(f"talk {n}" for n in range(12)),
    ]
    ledger.add("facts.judged", {}, [judged(name) for name in counted])
    ledger.add("facts.judged", {}, [judged("rejected", "rejected"), judged("disputed", "disputed")])
    ledger.add("evidence.attached", {}, [{"fact": fact_id("a"), "evidence": [digest(b"more")]}])
    return ledger


def tree(nodes: Iterable[Mapping[str, Any]]) -> Tree:
    return Tree(Node(node["id"], Text.of(node["name"]), node.get("parent"), node["kind"]) for node in nodes)


def world(ledger: Ledger) -> World:
    definitions = parse_definitions(DEFINITIONS)
    assert isinstance(definitions, Definitions), definitions
    return World(definitions, tree(PLACES), tree(ORGANISATIONS), ZONE, AS_OF, ledger.head.size - 1, ledger.alg)


def composed(ledger: Ledger, declared: Mapping[str, Any] = DECLARED) -> Composed:
    at = world(ledger)
    records = read_entries(ledger.read(), at.definitions, ZONE, ledger.alg)
    seqs = {row["id"]: entry["seq"] for entry, rows in ledger.read() for row in rows if "measure" in row}
    head = {"size": ledger.head.size, "root": ledger.head.root}

    def ask(id: str, question: Mapping[str, str]) -> Asked | Refusal:
        indicator = at.definitions.indicator(id, AS_OF)
        assert indicator is not None
        period = Period.parse(question["period"]) if "period" in question else None
        as_of = date.fromisoformat(question.get("as_of", AS_OF.isoformat()))
        asked = Question(
            id,
            as_of,
            known_seq=at.known_seq,
            floor=question.get("floor"),
            place=question.get("place"),
            organisation=question.get("organisation"),
            period=Window.of(period) if isinstance(period, Period) else None,
        )
        found = answer(asked, at.definitions, at.places, at.organisations, records, ledger.alg)
        assert found is not None
        figure = {
            "id": id,
            "value": found.value,
            "exact": found.exact,
            "unit": indicator.unit,
            "period": str(asked.period or indicator.window),
            "as_of": as_of.isoformat(),
            "known_at": None,
            "floor": asked.floor or indicator.floor,
            "ladder": {**found.ladder, "disputed": found.ladder["disputed"] or "0"},
            "coverage": found.coverage,
            "fact_count": len(found.fact_ids),
            "facts_digest": found.facts_digest,
            "withheld": 0,
            "definition": {"digest": at.definitions.digest_of(indicator), "text": ""},
            "pack": PACK_DIGEST,
            "head": head,
        }
        rows = [
            {"keys": {"organisation": organisation}, "exact": str(facts), "fact_count": facts}
            for organisation, facts in (("works", 9), ("people", 3))
        ]
        return Asked(
            figure,
            indicator.name,
            indicator.since,
            tuple(sorted({seqs[one] for one in found.fact_ids})),
            disclosure=indicator.disclosure,
            subtotals=committed(rows) if indicator.disclosure == "subtotals" else (),
        )

    bulletin = parse_bulletin(declared)
    assert isinstance(bulletin, Bulletin), bulletin
    done = compose(bulletin, as_of=AS_OF, head=head, ask=ask, holder=lambda post, day: "温令仪")
    assert isinstance(done, Composed), done
    return done


def prepared(ledger: Ledger, declared: Mapping[str, Any] = DECLARED) -> Prepared:
    done = composed(ledger, declared)
    definitions_json = definitions_of(
        declared,
        pack=PACK_DIGEST,
        time_zone=ZONE,
        definitions=DEFINITIONS,
        places=PLACES,
        organisations=ORGANISATIONS,
    )
    return prepare(
        done,
        alg=ledger.alg,
        batches=lambda: list(ledger.entries),
        definitions=world(ledger).definitions,
        definitions_json=definitions_json,
        html=page(done.content),
        pdf=b"%PDF",
        docx=b"PK",
    )


def issued(alg: str = "sha256", declared: Mapping[str, Any] = DECLARED) -> bytes:
    ledger = filled(alg)
    ready = prepared(ledger, declared)
    ledger.add("bulletin.issued", ready.issued_body())
    return write_package(ready, (data for data, _ in ledger.entries), ledger.checkpoint())


def draft() -> bytes:
    ledger = filled()
    return write_package(prepared(ledger), (data for data, _ in ledger.entries), ledger.checkpoint())
