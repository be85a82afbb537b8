"""A small city for the office's tests: two bureaus that record, a station that verifies, keepers, an editor, an officer."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hetang.office.actions.attach_evidence import attach_evidence
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.actions.take_over import take_over
from hetang.office.actions.withdraw_evidence import withdraw_evidence
from hetang.office.journal.act import Answer
from hetang.packs.files import LISTS
from hetang.packs.pack import Pack
from hetang.packs.stored import stored_pack
from hetang.terms.ids import derived_id

SINCE = {"since": "2015-01-01"}
WORKS = {"person": "lin", "organisation": "works"}
GARDENS = {"person": "mei", "organisation": "gardens"}
QUALITY = {"person": "zhou", "organisation": "quality"}
AUDIT = {"person": "an", "organisation": "audit"}
KEEPERS = {"person": "zhou", "with": "wu", "organisation": "city"}
KEEPER = {"person": "wu", "organisation": "city"}


def named(id: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": {"zh": id, "en": id}, **({"parent": parent} if parent else {}), **SINCE, **more}


def grant(person: str, role: str, over: str) -> dict[str, Any]:
    return {"person": person, "role": role, "over": over, **SINCE}


def pack_json(version: str = "1.0") -> dict[str, Any]:
    lists: dict[str, Any] = {name: [] for name in LISTS}
    lists["organisations"] = [
        named("city"), named("works", "city"), named("gardens", "city"), named("quality", "city"), named("audit", "city"),
    ]
    lists["places"] = [named("lakeside"), named("north", "lakeside"), named("south", "lakeside")]
    lists["people"] = [{"id": id, "name": id, "synthetic": True} for id in ("lin", "mei", "zhou", "an", "wu")]
    lists["grants"] = [
        grant("lin", "recorder", "works"), grant("mei", "recorder", "gardens"), grant("zhou", "verifier", "quality"),
        grant("an", "verifier", "audit"), grant("zhou", "keeper", "city"), grant("wu", "keeper", "city"),
        grant("wu", "editor", "city"), grant("an", "vault_officer", "city"), grant("an", "reader", "city"),
    ]
    lists["measures"] = [
        {"id": "lamps_lit", "name": {"zh": "点亮路灯", "en": "lamps lit"}, "unit": "盏", "once_per": ["matter"]},
        {"id": "lawn_sown", "name": {"zh": "播种草坪", "en": "lawn sown"}, "unit": "平方米", "decimals": 1,
         "disclosure": "subtotals"},
    ]
    indicator = {"since": "2016-01-01", "period": "all", "place": "lakeside"}
    lists["indicators"] = [
        {"id": "lamps", "name": {"zh": "路灯", "en": "lamps"}, "unit": "盏", "sum": "lamps_lit", **indicator},
        {"id": "lawns", "name": {"zh": "草坪", "en": "lawns"}, "unit": "平方米", "decimals": 1, "sum": "lawn_sown", **indicator},
    ]
    lists["bulletins"] = [{
        "id": "first", "name": {"zh": "湖滨通讯", "en": "Lakeside Bulletin"}, "organ": "湖滨市办公室", "year": 2017, "issue": 1,
        "title": "湖滨亮起来了", "text": "到{as_of}，全市点亮路灯{lamps}，播种草坪{lawns}。", "release": "public",
    }]
    cover = {
        "name": "lakeside", "version": version, "city": {"zh": "湖滨市", "en": "Lakeside"}, "time_zone": "Asia/Shanghai",
        "place": "lakeside", "organisation": "city", "synthetic": True,
    }
    return {"pack": cover, **lists}


def pack(version: str = "1.0") -> Pack:
    return stored_pack(pack_json(version))


def id_of(*parts: object) -> str:
    return derived_id("lakeside", *map(str, parts))


def fact(name: object, value: object = 1, measure: str = "lamps_lit", **more: Any) -> dict[str, Any]:
    return {
        "id": id_of("fact", name), "measure": measure, "value": str(value), "unit": "盏" if measure == "lamps_lit" else "亩",
        "happened_on": "2016-05-01", "place": "north", "organisation": "works", "matter": f"matter-{name}", **more,
    }


def judgement(name: object, word: str = "verified", **more: Any) -> dict[str, Any]:
    reason = {"reason": "看过现场"} if word in ("rejected", "disputed") else {}
    return {"fact": id_of("fact", name), "judgement": word, **reason, **more}


def opened() -> Answer:
    return open_city(pack())


def picture(name: object) -> str:
    """The digest of a stored picture."""
    return store_evidence([File(f"{name}.png", f"picture {name}".encode())])[0]


def history() -> Iterator[Answer]:
    """A history with everything in it: corrections, repeats, disputes, rejections, withdrawn evidence, takeovers, secrets."""
    a, b, c = picture("a"), picture("b"), picture("c")
    yield opened()
    yield record_facts(id_of(1), WORKS, [
        fact("one", 12, evidence=[a]), fact("two", 5, evidence=[a, b]), fact("three", 7), fact("four", 3, evidence=[c]),
    ])
    yield record_facts(id_of(2), GARDENS, [
        fact("lawn", "1.5", "lawn_sown", organisation="gardens", place="south", evidence=[b],
             sealed={"owner": {"subject": "resident-1", "value": "王某", "salt": "00" * 16}}),
        fact("lawn 2", "2", "lawn_sown", organisation="gardens", place="south", evidence=[b],
             sealed={"owner": {"subject": "resident-2", "value": "李某"}}),
    ])
    yield judge_facts(id_of(3), QUALITY, [judgement("one"), judgement("two"), judgement("four"), judgement("lawn")])
    yield judge_facts(id_of(4), AUDIT, [judgement("two", "disputed"), judgement("three", "rejected")])
    yield record_facts(id_of(5), WORKS, [fact("one again", 12, matter="matter-one", evidence=[a])])
    corrected = fact("one corrected", 11, matter="matter-one", corrects=id_of("fact", "one"), evidence=[c])
    yield record_facts(id_of(6), WORKS, [corrected])
    yield judge_facts(id_of(7), QUALITY, [judgement("one corrected")])
    yield judge_facts(id_of(8), AUDIT, [judgement("two", "upheld")])
    yield attach_evidence(id_of(9), GARDENS, {id_of("fact", "lawn"): [picture("d")]})
    yield withdraw_evidence(id_of(10), KEEPER, {b: "拍的不是这里"})
    yield take_over(
        id_of(11), KEEPERS,
        [
            fact("old", 4, happened_on="2015-03-01", known_at="2015-03-02", by="mei", evidence=[a]),
            fact("old corrected", 6, happened_on="2015-03-01", known_at="2015-06-01", by="mei", matter="matter-old",
                 corrects=id_of("fact", "old"), evidence=[c]),
            fact("old 2", 9, happened_on="2015-04-01", known_at="2015-04-02", by="mei", evidence=[a]),
        ],
        [
            {**judgement("old corrected"), "by": "zhou", "organisation": "quality", "known_at": "2015-07-01"},
            {**judgement("old 2"), "by": "zhou", "organisation": "quality", "known_at": "2015-07-01"},
            {**judgement("old 2", "disputed"), "by": "an", "organisation": "audit", "known_at": "2015-08-01"},
        ],
    )
    yield open_city(pack("1.1"), actor="wu")


def random_act(chance: random.Random, number: int, known: list[str]) -> Answer:
    """Some act that fits what is known; `known` are the names of facts, which grows."""
    verb = chance.choice(["record", "record", "judge", "correct", "attach"])
    if verb == "record" or not known:
        names = [f"{number}-{i}" for i in range(chance.randint(1, 4))]
        day = date(2016, 1, 1) + timedelta(days=chance.randrange(365))
        evidence = [picture(chance.randrange(9))] if chance.random() < 0.7 else []
        known += names
        return record_facts(id_of("act", number), WORKS, [
            fact(name, chance.randrange(100), happened_on=day.isoformat(), evidence=evidence) for name in names
        ])
    name = chance.choice(known)
    if verb == "correct":
        known.append(f"{number}")
        return record_facts(id_of("act", number), WORKS, [fact(number, 1, corrects=id_of("fact", name))])
    if verb == "attach":
        return attach_evidence(id_of("act", number), WORKS, {id_of("fact", name): [picture(chance.randrange(9))]})
    word = chance.choice(["verified", "disputed", "upheld", "rejected"])
    return judge_facts(id_of("act", number), QUALITY, [judgement(name, word)])


def as_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
