"""A small city, and as many facts of it as are wanted: the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hetang.packs.files import LISTS
from hetang.packs.pack import Pack
from hetang.packs.stored import stored_pack
from hetang.terms.ids import derived_id

SINCE = {"since": "2014-01-01"}
BUREAUS, PLACES, KINDS, MEASURES = 12, 40, ("new", "renewed", "closed"), 10
FIRST_DAY, DAYS = date(2014, 1, 1), 1_096   # three years
RECORDER = {"person": "lin", "organisation": "bureau-0"}
VERIFIER = {"person": "zhou", "organisation": "audit"}
KEEPERS = {"person": "zhou", "with": "wu", "organisation": "city"}
EDITOR = {"person": "wu", "organisation": "city"}
AS_OF = date(2017, 1, 31)
Fact = dict[str, Any]


def city() -> Pack:
    return stored_pack(pack_json())


def pack_json() -> dict[str, Any]:
    """Twelve bureaus, forty places, ten measures, an indicator of each, a bulletin of them all."""
    lists: dict[str, Any] = {name: [] for name in LISTS}
    lists["organisations"] = [_named("city"), _named("audit", "city"), *(_named(f"bureau-{i}", "city") for i in range(BUREAUS))]
    lists["places"] = [_named("shire"), *(_named(f"place-{i}", "shire") for i in range(PLACES))]
    lists["people"] = [{"id": id, "name": id, "synthetic": True} for id in ("lin", "zhou", "wu")]
    lists["grants"] = [
        *({"person": "lin", "role": "recorder", "over": f"bureau-{i}", **SINCE} for i in range(BUREAUS)),
        *({"person": id, "role": role, "over": "city", **SINCE} for id, role in (
            ("zhou", "verifier"), ("zhou", "keeper"), ("wu", "keeper"), ("wu", "editor"),
        )),
    ]
    dims = [{"id": "kind", "name": _name("kind"), "values": {kind: _name(kind) for kind in KINDS}}]
    lists["measures"] = [
        {"id": f"measure_{i}", "name": _name(f"measure {i}"), "unit": "平方米", "decimals": 1, "dims": dims} for i in range(MEASURES)
    ]
    lists["indicators"] = [
        {"id": f"figure_{i}", "name": _name(f"figure {i}"), "unit": "平方米", "decimals": 1, "sum": f"measure_{i}",
         "period": "all", "place": "shire", "floor": "reported", **SINCE} for i in range(MEASURES)
    ]
    lists["bulletins"] = [{
        "id": "first", "name": {"zh": "通讯", "en": "Bulletin"}, "organ": "办公室", "year": 2017, "issue": 1, "title": "数字",
        "text": "到{as_of}，" + "，".join(f"面积{{figure_{i}}}" for i in range(MEASURES)) + "。", "release": "public",
    }]
    lists["mappings"] = [{
        "id": "areas", "name": _name("areas"), "format": "csv", "number": {"column": "编号"},
        "defaults": {"organisation": {"column": "单位"}, "place": {"column": "地点"}, "happened_on": {"column": "日期"}},
        "facts": [{"measure": "measure_0", "value": {"column": "面积"}, "unit": "平方米", "dims": {"kind": {"column": "类别"}}}],
    }]
    cover = {
        "name": "shire", "version": "1.0", "city": {"zh": "郡", "en": "Shire"}, "time_zone": "Asia/Shanghai", "place": "shire",
        "organisation": "city", "synthetic": True,
    }
    return {"pack": cover, **lists}


def facts(count: int, name: str = "fact") -> Iterator[Fact]:
    """Facts of every measure, bureau, place and day."""
    for i in range(count):
        yield {
            "id": derived_id("bench", name, str(i)), "measure": f"measure_{i % MEASURES}", "value": value(i), "unit": "平方米",
            "happened_on": day(i), "place": f"place-{i % PLACES}", "organisation": f"bureau-{i % BUREAUS}", "matter": f"matter-{i}",
            "dims": {"kind": KINDS[i % 3]}, "evidence": [], "corrects": None, "repeats": None, "by": "lin",
        }


def value(i: int) -> str:
    """Square metres with one decimal."""
    return f"{i * 7919 % 100_000}.{i % 9 + 1}"


def day(i: int) -> str:
    return (FIRST_DAY + timedelta(days=i * 31 % DAYS)).isoformat()


def _named(id: str, parent: str | None = None) -> dict[str, Any]:
    return {"id": id, "name": _name(id), **({"parent": parent} if parent else {}), **SINCE}


def _name(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}
