"""Static checks: dead ends, acts nobody holds, clocks that change nothing, and what could reach the person complained of."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from tests.packs.lakeside import documented_files, write_pack
from tests.packs.test_fence import field, kind, named, with_act, with_field

Json = dict[str, Any]
STORY: Json = {
    "id": "told", "says": {"zh": "一", "en": "one"}, "organisations": {"city": None},
    "people": {"a": {"of": "city", "roles": {"recorder": "city"}}},
    "acts": [{"on": "2016-03-01", "by": "a", "act": "visit.begin", "fields": {"title": "x"}, "expect": "open"}],
}  # fmt: skip


def codes(tmp_path: Path, *kinds: Json, stories: bool = True) -> list[str]:
    files: dict[str, str | bytes] = {**documented_files()}
    files["matters/more.yaml"] = json.dumps({"kinds": list(kinds)}, ensure_ascii=False, indent=1)
    if stories:
        told = [{**STORY, "id": f"story_of_{one['id']}", "kind": one["id"]} for one in kinds]
        files["examples/more.yaml"] = json.dumps({"stories": told}, ensure_ascii=False, indent=1)
    found = read_pack(write_pack(tmp_path, files))
    if isinstance(found, Pack):
        return []
    assert all(refusal.at and refusal.at.startswith("matters/more.yaml:") for refusal in found), [
        r.text("en") for r in found
    ]
    return sorted({refusal.code for refusal in found})


def unreachable() -> list[Json]:
    made = kind()
    made["steps"].append(named("elsewhere", "别处", "elsewhere", owner="owner"))
    made["acts"].append(named("back", "回来", "back", **{"from": ["elsewhere"]}, to="open", may=["role:recorder"]))
    return [made]


def endless() -> list[Json]:
    made = kind()
    made["steps"].append(named("stuck", "搁置", "stuck", owner="owner", side=True))
    made["acts"].append(named("shelve", "搁置", "shelve", **{"from": ["open"]}, to="stuck", may=["role:recorder"]))
    return [made]


def without_owner() -> list[Json]:
    made = kind()
    made["steps"][0].pop("owner")
    return [made]


def without_consequence() -> list[Json]:
    made = kind()
    made["clocks"][0].pop("ends")
    return [made]


def commuting_restarts_a_clock() -> list[Json]:
    made = kind()
    made["acts"].append(named("jot", "记一笔", "jot", **{"from": ["open"]}, may=["role:recorder"], commutes=True))
    made["clocks"][0]["restarts"] = {"acts": ["jot"]}
    return [made]


def without_clause() -> list[Json]:
    says, accepts = {"zh": "违反第十条", "en": "against article 10"}, {"zh": "次日", "en": "a day later"}
    return [with_act(1, guards=[{"holds": "day > opened_on", "says": says, "accepts": accepts}])]


def nobody_granted() -> list[Json]:
    return [with_act(1, may=["role:reader"])]


def never_set() -> list[Json]:
    return [with_act(1, may=["verifier"])]


def undeclared_role() -> list[Json]:
    return [with_act(1, may=["role:sheriff"])]


def silent_about_facts() -> list[Json]:
    made = kind()
    made.pop("yields_nothing")
    return [made]


def wrong_unit() -> list[Json]:
    facts = [{"measure": "lamps_lit", "value": "1", "unit": "米", "happened_on": "day", "dims": {"kind": "'new'"}}]
    return [with_act(1, facts=facts)]


def unknown_measure() -> list[Json]:
    return [with_act(1, facts=[{"measure": "lamps_out", "value": "1", "unit": "盏", "happened_on": "day"}])]


def sealed(**changes: Any) -> Json:
    made = with_field("leads", "线索", "leads")
    made["fields"][0].update(type="text")
    return {**made, "sealed": True, "sees": ["role:recorder"], **changes}


def complained_of_unsealed() -> list[Json]:
    made = with_field("suspect", "对象", "subject", type="person")
    made["acts"][1]["sets"] = {"complained_of": "suspect"}
    return [made]


def sealed_for_all() -> list[Json]:
    return [sealed(sees=["all"])]


def sealed_told_to_the_party() -> list[Json]:
    made = sealed()
    made["acts"][1]["tells"] = ["party"]
    return [made]


def sealed_handed_on() -> list[Json]:
    made = sealed(id="report")
    made["acts"][1]["opens_matter"] = [{"kind": "visit", "act": "begin", "fields": {"title": "leads"}}]
    return [made, kind(parents=["report"])]


def sealed_known_below() -> list[Json]:
    below = with_field("what", "内容", "content", value="parent_leads", **{"from": "known"})
    return [sealed(id="report"), {**below, "parents": ["report"]}]


def who_complained_in_a_fact() -> list[Json]:
    made = sealed()
    made.pop("yields_nothing")
    dims = {"kind": "'new'"}
    made["acts"][1]["facts"] = [
        {
            "measure": "lamps_lit",
            "value": "1",
            "unit": "盏",
            "happened_on": "day",
            "dims": dims,
            "organisation": "complained_of",
        }
    ]
    return [made]


CASES: list[tuple[Callable[[], list[Json]], str]] = [
    (unreachable, "unreachable_step"),
    (endless, "endless_step"),
    (without_owner, "step_without_owner"),
    (without_consequence, "clock_without_consequence"),
    (commuting_restarts_a_clock, "commuting_act_moves_clock"),
    (without_clause, "guard_without_clause"),
    (nobody_granted, "act_nobody_holds"),
    (never_set, "act_nobody_holds"),
    (undeclared_role, "unknown_role"),
    (silent_about_facts, "yields_nothing"),
    (wrong_unit, "wrong_unit"),
    (unknown_measure, "unknown_measure"),
    (complained_of_unsealed, "complained_of_unsealed"),
    (sealed_for_all, "sealed_seen"),
    (sealed_told_to_the_party, "sealed_told"),
    (sealed_handed_on, "sealed_handed_on"),
    (sealed_known_below, "sealed_handed_on"),
    (who_complained_in_a_fact, "personal_in_fact"),
]


@pytest.mark.parametrize(("make", "code"), CASES, ids=lambda value: getattr(value, "__name__", None))
def test_what_cannot_work_or_would_leak_is_found(tmp_path: Path, make: Callable[[], list[Json]], code: str) -> None:
    found = codes(tmp_path, *make())
    assert code in found and set(found) <= {code, "act_nobody_holds"}, found


def test_a_plain_kind_has_nothing_wrong(tmp_path: Path) -> None:
    assert codes(tmp_path, kind()) == []


def test_a_kind_without_a_story_is_told_of(tmp_path: Path) -> None:
    assert codes(tmp_path, kind(), stories=False) == ["no_story"]


def test_a_personal_title_would_stand_in_every_list(tmp_path: Path) -> None:
    made = kind()
    made["fields"][0] = field(
        "title",
        "题名",
        "title",
        personal=True,
        subject="matter",
        basis={"zh": "法", "en": "law"},
        retention={"years": 1},
    )
    assert codes(tmp_path, made) == ["personal_title"]


def test_another_city_need_not_grant_what_it_does_not_use() -> None:
    """New York stands on the base pack and uses none of its kinds."""
    assert isinstance(read_pack(Path(__file__).parents[2] / "packs" / "newyork"), Pack)
