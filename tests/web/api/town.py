"""The small town of tests/matters as a loaded city: road repairs, meetings, sealed complaints; one person an office."""

from typing import Any

from hetang.office.actions.open_city import open_city
from hetang.office.actions.store_evidence import File, store_evidence
from hetang.packs.files import LISTS
from hetang.packs.stored import stored_pack
from hetang.packs.yaml_text import read_yaml
from hetang.terms.ids import derived_id
from tests.matters import town

SINCE = {"since": "2015-01-01"}
ADMINISTRATORS = {"sun": "system_admin", "qian": "security_admin", "zheng": "audit_admin"}
DAY = "2016-05-20"   # the desk of this town stands on it
MAYOR, HEAD, CREW, CHECKER, OFFICER, OTHER_OFFICER, CLERK = "chen", "lin", "ma", "zhou", "fang", "gao", "he"


def named(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": {"zh": id, "en": id}, **more}


def pack_json() -> dict[str, Any]:
    lists: dict[str, Any] = {name: [] for name in LISTS}
    establishment = town.establishment()
    trees = (("organisations", town.ORGANISATIONS), ("places", town.PLACES))
    for name, nodes in trees:
        lists[name] = [
            named(node.id, **({"parent": node.parent} if node.parent else {}), **SINCE) for id in nodes for node in nodes.history(id)
        ]
    holders = {id: held[0].person for id, held in establishment.grants.holders.items()}
    lists["people"] = [{"id": id, "name": id, "synthetic": True} for id in (*holders.values(), *ADMINISTRATORS)]
    lists["posts"] = [
        named(id, organisation=states[0].organisation, holders=[{"person": holders[id], **SINCE}])
        for id, states in establishment.posts.items()
    ]
    lists["grants"] = [{"post": one.post, "role": one.role, "over": one.over, **SINCE} for one in establishment.grants.grants]
    lists["grants"] += [{"person": person, "role": role, "over": "town", **SINCE} for person, role in ADMINISTRATORS.items()]
    lists["grants"] += [{"post": "quality.one", "role": "verifier", "over": "quality", **SINCE}]
    lists["grants"] += [{"person": MAYOR, "role": "editor", "over": "town", **SINCE}]
    lists["roles"] = [named(role, may=[], authority="government", **SINCE) for role in town.ROLES if role not in ("keeper", "reader")]
    lists["measures"] = [
        {"id": "repaired", "name": {"zh": "修复", "en": "repaired"}, "unit": "平方米", "decimals": 2,
         "dims": [{"id": "state", "values": ["done", "late"]}]},
        {"id": "earth", "name": {"zh": "土方", "en": "earth"}, "unit": "立方米", "decimals": 1},
        {"id": "cleared", "name": {"zh": "澄清", "en": "cleared"}, "unit": "人"},
    ]
    lists["indicators"] = [{
        "id": "repairs", "name": {"zh": "修复面积", "en": "area repaired"}, "unit": "平方米", "decimals": 2, "sum": "repaired",
        "since": "2015-01-01", "period": "all", "place": "town",
    }]
    lists["rules"] = [{"id": "least_area", "since": "2015-01-01", "source": "试", "value": "0.5"}]
    lists["kinds"] = town.raw_kinds()
    lists["calendars"] = read_yaml((town.TOP / "packs/base/calendars/cn.yaml").read_bytes()).value["calendars"]
    cover = {
        "name": "town", "version": "1.0", "city": {"zh": "小镇", "en": "Town"}, "time_zone": "Asia/Shanghai", "place": "town",
        "organisation": "town", "synthetic": True, "demonstration": {"day": DAY},
    }
    return {"pack": cover, **lists}


def build() -> None:
    answer = open_city(stored_pack(pack_json()))
    assert all(hasattr(one, "seq") for one in answer), answer


def id_of(*parts: object) -> str:
    return derived_id("town", *map(str, parts))


def repair(name: object, happened_on: str = "2016-05-03", **fields: object) -> dict[str, Any]:
    """The checker reports a bad road; the head of the road office then has it."""
    return {
        "id": id_of("open", name), "act": "repair.open", "matter": id_of(name), "happened_on": happened_on,
        "fields": {"title": f"road {name}", "area": "12.5", "site": "north", **fields},
    }


def act(verb: str, of: object, happened_on: str = DAY, again: object = "", **more: Any) -> dict[str, Any]:
    return {"id": id_of(verb, of, happened_on, again), "act": verb, "matter": id_of(of), "happened_on": happened_on, **more}


def complaint(name: object, against: str = HEAD, unit: str = "roads") -> dict[str, Any]:
    return {
        "id": id_of("complain", name), "act": "complaint.open", "matter": id_of(name), "happened_on": "2016-05-04",
        "fields": {"title": f"canary-{name}", "against": against, "unit": unit},
    }


def photo(name: str = "photo") -> str:
    return store_evidence([File(f"{name}.jpg", f"picture {name}".encode())])[0]
