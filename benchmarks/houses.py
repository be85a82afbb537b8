"""A small city that moves households: one kind of matter with clocks and yielded facts, and a register of old ones as deeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from benchmarks.city import BUREAUS, KEEPERS, PLACES, SINCE, pack_json
from hetang.office.actions.replay import Deed
from hetang.packs.pack import Pack
from hetang.packs.stored import stored_pack
from hetang.terms.ids import derived_id

FIRST_DAY, DAYS = date(2016, 1, 4), 400
UNTIL = date(2017, 4, 26)
Json = dict[str, Any]


def house_city() -> Pack:
    """The city of the other benchmarks with the kind `house` and a calendar of two years."""
    lists = pack_json()
    lists["pack"] |= {"calendar": "cn"}
    lists["calendars"] = [{"id": "cn", "year": year, "source": _name("-"), "off": [], "working": []} for year in range(2015, 2028)]
    lists["roles"] = [{"id": id, "name": _name(id), "may": [], **SINCE} for id in ("surveyor", "payer")]
    over = [{"person": person, "role": role, "over": "city", **SINCE} for person, role in (("lin", "surveyor"), ("zhou", "payer"))]
    lists["grants"] = [*lists["grants"], *over]
    for name in ("surveyed", "settled", "moved"):
        lists["measures"].append({"id": name, "name": _name(name), "unit": "户", "once_per": ["matter"]})
    lists["kinds"] = [_house()]
    return stored_pack(lists)


def _house() -> Json:
    return {
        "id": "house", "since": "2015-01-01", "name": _name("house"), "source": _name("-"), "purpose": _name("-"),
        "authority": "government",
        "fields": [
            _field("title", "text"), _field("area", "number", unit="平方米"), _field("location", "place"), _field("bureau", "organisation"),
            _field("money", "number", unit="元"), {**_field("paid", "number", unit="元"), "from": "known", "value": "0"},
        ],
        "steps": [
            *({"id": id, "name": _name(id), "owner": "owner"} for id in ("surveyed", "agreed", "paid", "moved")),
            {"id": "closed", "name": _name("closed"), "end": True},
        ],
        "acts": [
            _act("survey", opens=True, to="surveyed", may=["role:surveyor"], needs=["title", "area", "location", "bureau"],
                 sets={"organisation": "bureau", "owner": "bureau", "place": "location"},
                 facts=[_fact("surveyed"), {"measure": "measure_0", "value": "area", "dims": {"kind": "'new'"}, **WHERE}]),
            _act("agree", **{"from": ["surveyed"]}, to="agreed", may=["role:surveyor", "owner"], needs=["money"], facts=[_fact("settled")],
                 guards=[{"holds": "days(entered_surveyed, day) >= 1 and money > 0", "says": _name("-"), "accepts": _name("-")}]),
            _act("pay", **{"from": ["agreed"]}, to="paid", may=["role:payer", "owner"], sets={"paid": "paid + money"}),
            _act("move", **{"from": ["paid"]}, to="moved", may=["owner", "role:surveyor"], facts=[_fact("moved")]),
            _act("archive", **{"from": ["moved"]}, to="closed", may=["owner", "role:surveyor"]),
            _act("late", may=["clock"], tells=["owner"]),
        ],
        "clocks": [
            _clock("agreement", runs=["surveyed"], legal={"days": 60, "roll": True, "clause": _name("-")}, target={"workdays": 20}),
            _clock("payment", runs=["agreed"], target={"days": 30}),
        ],
    }


WHERE: Json = {"happened_on": "day", "place": "place"}
STEPS = (("survey", 0), ("agree", 3), ("pay", 10), ("move", 30), ("archive", 35))   # days after the first
LATE = 4   # every so many households agrees so late that the clock acts before


def deeds(houses: int) -> list[Deed]:
    """In the order in which they happened; what was yielded is judged at the end of the day on which it became known."""
    told = [deed for number in range(houses) for deed in _house_deeds(number, houses)]
    told.sort(key=lambda deed: (deed.day, deed.act is None))
    return told


def _house_deeds(number: int, houses: int) -> Iterator[Deed]:
    first, matter = FIRST_DAY + timedelta(days=number * DAYS // houses), derived_id("bench", "house", str(number))
    bureau, place = f"bureau-{number % BUREAUS}", f"place-{number % PLACES}"
    asked = {
        "survey": {"title": f"house {number}", "area": f"{number % 90 + 20}.5", "location": place, "bureau": bureau},
        "agree": {"money": f"{number % 900 + 100}000"},
    }
    for name, after in STEPS:
        day = first + timedelta(days=after + (70 if number % LATE == 0 and after else 0))
        if day > UNTIL:
            return
        by, of = ("zhou", "audit") if name == "pay" else ("lin", bureau)
        facts = [_expected(number, measure, matter, place, of, day, by) for measure in YIELDS.get(name, ())]
        yield Deed(day, f"houses, {number} {name}", act={
            "id": derived_id("bench", "deed", str(number), name), "act": f"house.{name}", "matter": matter, "fields": asked.get(name, {}),
            "happened_on": str(day), "known_at": str(day), "recorded_by": by, "recorded_for": of, "evidence": [], "expects": facts,
        })
        if facts and number % 3 == 0:
            yield Deed(day, f"verdicts, {number}", judgements=tuple(
                {"fact": fact["id"], "judgement": "verified", "by": "zhou", "organisation": "audit", "known_at": str(day)} for fact in facts
            ))


YIELDS = {"survey": ("surveyed", "measure_0"), "agree": ("settled",), "move": ("moved",)}


def _expected(number: int, measure: str, matter: str, place: str, bureau: str, day: date, by: str) -> Json:
    area = measure == "measure_0"
    return {
        "id": derived_id("bench", "yield", str(number), measure), "measure": measure, "value": f"{number % 90 + 20}.5" if area else "1",
        "unit": "平方米" if area else "户", "happened_on": str(day), "known_at": str(day), "place": place, "organisation": bureau,
        "matter": matter, "dims": {"kind": "new"} if area else {}, "evidence": [], "corrects": None, "repeats": None, "by": by,
    }


def _name(text: str) -> Json:
    return {"zh": text, "en": text}


def _field(id: str, type: str, **more: Any) -> Json:
    return {"id": id, "name": _name(id), "type": type, "from": "asked", **more}


def _act(id: str, **more: Any) -> Json:
    return {"id": id, "name": _name(id), **more}


def _fact(measure: str) -> Json:
    return {"measure": measure, "value": "1", **WHERE}


def _clock(id: str, **more: Any) -> Json:
    return {"id": id, "name": _name(id), "ends": [{"after": {"days": 0}, "act": "late"}], **more}


__all__ = ["KEEPERS", "UNTIL", "deeds", "house_city"]
