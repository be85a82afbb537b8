"""A small town whose road repairs, meetings and complaints are matters: its pack, its people, acts and a history of deeds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hetang.matters.act import MatterAct
from hetang.office.actions.act_on_matter import act_on_matter
from hetang.office.actions.open_city import open_city
from hetang.office.actions.replay import Deed
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.office.journal.act import Accepted, Answer
from hetang.packs.files import LISTS
from hetang.packs.pack import Pack
from hetang.packs.stored import stored_pack
from hetang.packs.yaml_text import read_yaml
from hetang.terms.ids import derived_id
from hetang.terms.refusals import Refusal

TOP = Path(__file__).parents[2]
SINCE = {"since": "2015-01-01"}
KEEPERS = {"person": "chen", "with": "tang", "organisation": "town"}
SEATS = {
    "works_head": ("works", "wei"), "roads_head": ("roads", "lin"), "quality_one": ("quality", "zhou"),
    "quality_two": ("quality", "wu"), "mayor": ("town", "chen"), "roads_clerk": ("roads", "ma"), "clerk": ("town", "tang"),
    "officer": ("discipline", "fang"), "second_officer": ("discipline", "gao"),
}
GRANTS = (
    ("zhou", "inspector", "town"), ("wu", "inspector", "town"), ("ma", "crew", "roads"), ("chen", "mayor", "town"),
    ("chen", "keeper", "town"), ("tang", "keeper", "town"), ("fang", "officer", "discipline"), ("gao", "officer", "discipline"),
    ("zhou", "verifier", "quality"), ("lin", "recorder", "roads"), ("an", "vault_officer", "town"),
    ("su", "system_admin", "town"), ("bai", "security_admin", "town"), ("qi", "security_admin", "town"),
)


@cache
def kinds() -> list[dict[str, Any]]:
    """The kinds of the tests of matters, with posts that a pack can name."""
    text = (TOP / "tests/matters/town.yaml").read_text("utf-8")
    for post in ("works.head", "roads.head", "town.mayor"):
        text = text.replace(post, post.replace("town.", "").replace(".", "_"))
    return read_yaml(text.encode()).value["kinds"]   # type: ignore[no-any-return]


def pack_json(version: str = "1.0") -> dict[str, Any]:
    lists: dict[str, Any] = {name: [] for name in LISTS}
    tree = {"town": None, "works": "town", "roads": "works", "quality": "town", "discipline": "town"}
    lists["organisations"] = [_named(id, parent) for id, parent in tree.items()]
    lists["places"] = [_named("town"), _named("north", "town"), _named("south", "town")]
    people = dict.fromkeys([*(person for _, person in SEATS.values()), *(grant[0] for grant in GRANTS), "yu"])
    lists["people"] = [{"id": id, "name": id, "synthetic": True} for id in people]
    lists["posts"] = [
        {"id": id, "organisation": of, "name": _name(id), "holders": [{"person": person, **SINCE}]}
        for id, (of, person) in SEATS.items()
    ]
    lists["roles"] = [{"id": id, "name": _name(id), "may": [], **SINCE} for id in ("crew", "inspector", "mayor", "officer")]
    lists["grants"] = [{"person": person, "role": role, "over": over, **SINCE} for person, role, over in GRANTS]
    lists["measures"] = [
        {"id": "repaired", "name": _name("repaired"), "unit": "平方米", "decimals": 2,
         "dims": [{"id": "state", "name": _name("state"), "values": {id: _name(id) for id in ("done", "late")}}]},
        {"id": "earth", "name": _name("earth"), "unit": "立方米", "decimals": 1},
        {"id": "cleared", "name": _name("cleared"), "unit": "人"},
    ]
    lists["rules"] = [{"id": "least_area", "name": _name("least area"), "source": _name("test"), "value": "0.5", **SINCE}]
    lists["calendars"] = _calendars()
    lists["kinds"] = kinds()
    cover = {
        "name": "repairs", "version": version, "city": _name("town"), "time_zone": "Asia/Shanghai", "place": "town",
        "organisation": "town", "calendar": "cn", "synthetic": True,
    }
    return {"pack": cover, **lists}


@cache
def _calendars() -> Any:
    return read_yaml((TOP / "packs/base/calendars/cn.yaml").read_bytes()).value["calendars"]


def pack(version: str = "1.0") -> Pack:
    return stored_pack(pack_json(version))


def opened() -> Answer:
    return open_city(pack())


def id_of(*parts: object) -> str:
    return derived_id("repairs", *map(str, parts))


def picture(name: object) -> str:
    return store_evidence([File(f"{name}.png", f"picture {name}".encode())])[0]


def act(on: str, person: str, what: str, matter: object, **more: Any) -> MatterAct:
    """`what` as KIND.ACT; `matter` a short name; the id follows from all of it."""
    kind, _, name = what.partition(".")
    id = more.pop("id", None) or id_of("act", on, person, what, matter, *(f"{key} {value}" for key, value in more.items()))
    if "parent" in more:
        more["parent"] = id_of("matter", more["parent"])
    return MatterAct(id, kind, id_of("matter", matter), name, date.fromisoformat(on), person, **more)


def do(on: str, person: str, what: str, matter: object, **more: Any) -> Answer:
    return act_on_matter(act(on, person, what, matter, **more))


def done(answer: Answer) -> list[Accepted]:
    assert answer and all(isinstance(one, Accepted) for one in answer), [one.text("en") for one in answer]   # type: ignore[union-attr]
    return answer   # type: ignore[return-value]


def codes(answer: Answer) -> list[str]:
    assert answer and all(isinstance(one, Refusal) for one in answer), answer
    return [one.code for one in answer if isinstance(one, Refusal)]


def reported(matter: object = "r", on: str = "2016-03-01", **fields: Any) -> list[Accepted]:
    given = {"title": "珠山路", "area": "80.5", "site": "north", **fields}
    return done(do(on, "zhou", "repair.open", matter, fields=given))


def story() -> Iterator[list[Accepted]]:
    """A repair from report to acceptance, one that falls overdue and goes to a meeting, and a sealed complaint."""
    yield done(opened())
    yield reported("r", reporter="13800000000")
    yield done(do("2016-03-02", "lin", "repair.start", "r"))
    yield done(do("2016-03-03", "ma", "repair.log", "r", fields={"amount": "12"}))
    yield done(do("2016-03-05", "lin", "repair.finish", "r", evidence=(picture("r"),)))
    yield done(do("2016-03-07", "zhou", "repair.accept", "r"))
    yield reported("late", urgent="yes", reporter="13900000000")
    yield done(do("2016-03-02", "lin", "repair.start", "late"))
    yield done(do("2016-04-20", "ma", "repair.log", "late", fields={"amount": "3"}))
    yield done(do("2016-04-21", "yu", "complaint.open", "c", fields={"title": "吃拿", "against": "ma", "unit": "roads"}))


def deeds(count: int, seed: int = 7) -> list[Deed]:
    """A history of that many repairs as an older register tells it, in order of its days: acts, plain facts, judgements."""
    chance, found = random.Random(seed), list[Deed]()
    for number in range(count):
        first = date(2016, 1, 4) + timedelta(days=number * 300 // count + chance.randrange(3))
        found += _repair(number, first, chance)
    found.sort(key=lambda deed: deed.day)
    return found


def _repair(number: int, first: date, chance: random.Random) -> Iterator[Deed]:
    def deed(on: date, what: str, by: str, of: str, fields: dict[str, str], **more: Any) -> Deed:
        return Deed(on, f"repairs, {number} {what}", {
            "id": id_of("deed", number, what), "act": f"repair.{what}", "matter": id_of("matter", number), "fields": fields,
            "happened_on": str(on), "recorded_by": by, "recorded_for": of, "known_at": str(on), "evidence": [], **more,
        })

    day, phone = first, {"reporter": f"1390000{number:04}"} if number % 5 == 0 else {}
    yield deed(day, "open", "zhou", "quality", {"title": f"路 {number}", "area": f"{number % 90 + 1}.5", "site": "north", **phone})
    day += timedelta(days=1)
    yield deed(day, "start", "lin", "roads", {})
    day += timedelta(days=chance.choice([2, 5, 40]))
    fact = id_of("earth", number)
    expected = {
        "id": fact, "measure": "earth", "value": "12", "unit": "立方米", "happened_on": str(day), "place": "north",
        "organisation": "roads", "matter": id_of("matter", number), "dims": {}, "evidence": [picture(number % 9)], "corrects": None,
        "repeats": None, "by": "ma", "known_at": str(day),
    }
    yield deed(day, "log", "ma", "roads", {"amount": "12"}, expects=[expected], evidence=expected["evidence"])
    if chance.random() < 0.5:
        verdict = {"fact": fact, "judgement": "verified", "by": "zhou", "organisation": "quality", "known_at": str(day)}
        yield Deed(day, f"verdicts, {number}", judgements=(verdict,))
    if chance.random() < 0.3:
        later = day + timedelta(days=3)
        plain = {**expected, "id": id_of("plain", number), "value": "1", "happened_on": str(later), "known_at": str(later)}
        yield Deed(later, f"plain, {number}", facts=(plain,))
        yield Deed(later, f"verdicts, {number}", judgements=(
            {"fact": plain["id"], "judgement": "verified", "by": "zhou", "organisation": "quality", "known_at": str(later)},
        ))
    if chance.random() < 0.6:
        yield deed(day, "finish", "lin", "roads", {}, evidence=[picture(number % 9)])
        yield deed(day + timedelta(days=1), "accept", "zhou", "quality", {})


def _name(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def _named(id: str, parent: str | None = None) -> dict[str, Any]:
    return {"id": id, "name": _name(id), **({"parent": parent} if parent else {}), **SINCE}
