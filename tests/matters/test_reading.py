"""Kinds are read whole: frozen declarations, or every error at once, each with its pointer."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hetang.matters.kinds import BUILT_IN, Kinds
from hetang.terms.workdays import Length
from tests.matters.town import day, raw_kinds, read, town_kinds

REPAIR, NEWER, MEETING, COMPLAINT = 0, 1, 2, 3


def act(kinds: list[dict[str, Any]], kind: int, id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in kinds[kind]["acts"] if one["id"] == id)
    return found


def test_what_is_declared_is_read() -> None:
    kinds = town_kinds()
    repair = kinds.version("repair", "2016-01-01")
    assert repair is not None and "repair" in kinds and len(list(kinds)) == 4
    assert set(BUILT_IN) <= set(repair.acts)
    assert repair.clocks["repair"].legal is not None and repair.clocks["repair"].legal.length == Length(30)
    assert repair.clocks["quiet"].restarts_facts == ("earth",)
    assert repair.fields["reporter"].retention == Length(12, "months")
    assert repair.acts["finish"].facts[0].unit == "平方米"
    assert repair.acts["log"].clock_only is False and repair.acts["overdue"].clock_only
    meeting = kinds.on("meeting", day("2016-05-01"))
    assert meeting is not None and meeting.agenda == ("tabled",) and meeting.clocks["due"].target is not None
    assert meeting.clocks["due"].target.day == "due_day"


def test_the_version_in_force_is_that_of_the_day() -> None:
    kinds = town_kinds()
    found = {on: kinds.on("repair", day(on)) for on in ("2015-12-31", "2016-01-01", "2017-05-31", "2017-06-01")}
    assert [kind and kind.version for kind in found.values()] == [None, "2016-01-01", "2016-01-01", "2017-06-01"]


def test_a_version_may_end() -> None:
    kinds = raw_kinds()
    kinds[MEETING]["until"] = "2016-12-31"
    found = read(kinds)
    assert isinstance(found, Kinds)
    assert found.on("meeting", day("2016-12-31")) is not None and found.on("meeting", day("2017-01-01")) is None


Plant = Callable[[list[dict[str, Any]]], Any]
PLANTED: list[tuple[str, str, Plant]] = [
    ("unknown_key", "/kinds/0/colour", lambda k: k[0].update(colour="red")),
    ("undated", "/kinds/2", lambda k: k[2].pop("since")),
    ("not_a_day", "/kinds/2/since", lambda k: k[2].update(since="yesterday")),
    ("twice", "/kinds/1/since", lambda k: k[1].update(since="2016-01-01")),
    ("unknown_choice", "/kinds/0/authority", lambda k: k[0].update(authority="army")),
    ("unknown_kind", "/kinds/2/parents/0", lambda k: k[2].update(parents=["parade"])),
    ("sealed_sees_all", "/kinds/3", lambda k: k[3].pop("sees")),
    ("unknown_term", "/kinds/3/sees/0", lambda k: k[3].update(sees=["everybody"])),
    ("unknown_role", "/kinds/3/sees/0", lambda k: k[3].update(sees=["role:wizard"])),
    ("unknown_step", "/kinds/2/agenda/0", lambda k: k[2].update(agenda=["later"])),
    ("reserved_name", "/kinds/0/fields/0/id", lambda k: k[0]["fields"][0].update(id="on_start")),
    ("twice", "/kinds/0/fields/1", lambda k: k[0]["fields"][1].update(id="title")),
    ("unknown_choice", "/kinds/0/fields/0/type", lambda k: k[0]["fields"][0].update(type="poem")),
    ("value_and_origin", "/kinds/0/fields/0", lambda k: k[0]["fields"][0].update(value="day")),
    ("unknown_unit", "/kinds/0/fields/1/unit", lambda k: k[0]["fields"][1].update(unit="蒲式耳")),
    ("no_values", "/kinds/0/fields/2", lambda k: k[0]["fields"][2].pop("values")),
    ("personal_without", "/kinds/0/fields/7", lambda k: k[0]["fields"][7].pop("basis")),
    ("personal_not_asked", "/kinds/0/fields/7", lambda k: k[0]["fields"][7].update({"from": "known", "value": "'x'"})),
    ("unknown_name", "/kinds/0/fields/8/value", lambda k: k[0]["fields"][8].update(value="areas / 2")),
    ("loop", "/kinds/0/fields/8/value", lambda k: k[0]["fields"][8].update(value="half / 2")),
    ("twice", "/kinds/0/steps/1", lambda k: k[0]["steps"][1].update(id="reported")),
    ("no_steps", "/kinds/1/steps", lambda k: k[1].update(steps=[])),
    ("nothing_opens", "/kinds/1/acts", lambda k: k[1]["acts"][0].update(opens=False)),
    ("nobody_may", "/kinds/0/acts/1", lambda k: act(k, 0, "start").pop("may")),
    ("unknown_step", "/kinds/0/acts/1/to", lambda k: act(k, 0, "start").update(to="moon")),
    ("unknown_step", "/kinds/0/acts/1/from/0", lambda k: act(k, 0, "start").update({"from": ["moon"]})),
    ("unknown_field", "/kinds/0/acts/0/needs/0", lambda k: act(k, 0, "open").update(needs=["half"])),
    ("opens_from", "/kinds/0/acts/0/from", lambda k: act(k, 0, "open").update({"from": ["reported"]})),
    ("unknown_set", "/kinds/0/acts/1/sets/boss", lambda k: act(k, 0, "start").update(sets={"boss": "actor"})),
    ("unreadable_expression", "/kinds/0/acts/1/sets/handler", lambda k: act(k, 0, "start").update(sets={"handler": "actor.name"})),
    ("personal_in_expression", "/kinds/0/acts/1/sets/handler", lambda k: act(k, 0, "start").update(sets={"handler": "reporter"})),
    ("unknown_rule", "/kinds/0/acts/0/guards/0/holds", lambda k: act(k, 0, "open")["guards"][0].update(holds="rule('most') > 1")),
    ("guard_without", "/kinds/0/acts/0/guards/0", lambda k: act(k, 0, "open")["guards"][0].pop("accepts")),
    ("commutes_but_moves", "/kinds/0/acts/2/to", lambda k: act(k, 0, "log").update(to="done")),
    ("commutes_but_counts", "/kinds/0/acts/2/guards/0/holds",
     lambda k: act(k, 0, "log").update(guards=[{"holds": "n_log < 3", "says": "x", "accepts": "y"}])),
    ("unknown_measure", "/kinds/0/acts/2/facts/0/measure", lambda k: act(k, 0, "log")["facts"][0].update(measure="love")),
    ("wrong_unit", "/kinds/0/acts/2/facts/0/unit", lambda k: act(k, 0, "log")["facts"][0].update(unit="人")),
    ("unknown_dim", "/kinds/0/acts/2/facts/0/dims/lot", lambda k: act(k, 0, "log")["facts"][0].update(dims={"lot": "'1'"})),
    ("unknown_dim_value", "/kinds/0/acts/6/facts/0/dims/state",
     lambda k: act(k, 0, "finish")["facts"][0].update(dims={"state": "'soon' if urgent else 'done'"})),
    ("unknown_act", "/kinds/0/acts/7/apart/0", lambda k: act(k, 0, "accept").update(apart=["dance"])),
    ("unknown_clock", "/kinds/0/acts/5/extends/clock", lambda k: act(k, 0, "more_time")["extends"].update(clock="moon")),
    ("not_a_length", "/kinds/0/acts/5/extends/by", lambda k: act(k, 0, "more_time")["extends"].update(by={"weeks": 2})),
    ("unknown_choice", "/kinds/0/acts/6/evidence/kind", lambda k: act(k, 0, "finish")["evidence"].update(kind="track")),
    ("unknown_act", "/kinds/0/acts/10/opens_matter/0/act", lambda k: act(k, 0, "escalate")["opens_matter"][0].update(act="sing")),
    ("unknown_set", "/kinds/0/acts/10/opens_matter/0/fields/tune",
     lambda k: act(k, 0, "escalate")["opens_matter"][0].update(fields={"tune": "title"})),
    ("unknown_field", "/kinds/2/acts/2/acts_on/0/matter", lambda k: act(k, 2, "close")["acts_on"][0].update(matter="cousin")),
    ("unknown_act", "/kinds/2/acts/2/acts_on/0/act", lambda k: act(k, 2, "close")["acts_on"][0].update(act="sing")),
    ("served_without", "/kinds/0/acts/1/served", lambda k: act(k, 0, "start").update(served={"document": {"zh": "书", "en": "paper"}})),
    ("runs_or_starts", "/kinds/0/clocks/0", lambda k: k[0]["clocks"][0].update(starts=["start"])),
    ("no_limit", "/kinds/0/clocks/1", lambda k: k[0]["clocks"][1].pop("target")),
    ("limit_without_clause", "/kinds/0/clocks/0/legal", lambda k: k[0]["clocks"][0]["legal"].pop("clause")),
    ("not_a_length", "/kinds/0/clocks/0/legal", lambda k: k[0]["clocks"][0]["legal"].update(days=0)),
    ("target_rolls", "/kinds/0/clocks/0/target/roll", lambda k: k[0]["clocks"][0]["target"].update(roll=True)),
    ("not_by_clock", "/kinds/0/clocks/0/ends/0/act", lambda k: k[0]["clocks"][0]["ends"][0].update(act="finish")),
    ("clock_needs", "/kinds/0/clocks/0/ends/0/act", lambda k: act(k, 0, "overdue").update(needs=["title"])),
    ("not_a_day_field", "/kinds/2/clocks/0/target/day", lambda k: k[2]["clocks"][0]["target"].update(day="title")),
    ("unknown_name", "/kinds/2/fields/2/value", lambda k: k[2]["fields"][2].update(value="parent_dream")),
    ("plan_unclear", "/kinds/0/plan", lambda k: k[0]["plan"].pop("to")),
    ("unknown_field", "/kinds/0/title", lambda k: k[0].update(title="name_of_it")),
    ("unknown_field", "/kinds/0/overlaps/from", lambda k: k[0].update(overlaps={"same": ["title"], "from": "x", "to": "by_when"})),
]  # fmt: skip


@pytest.mark.parametrize(("code", "at", "plant"), PLANTED, ids=[f"{code} {at}" for code, at, _ in PLANTED])
def test_an_error_is_found_where_it_stands(code: str, at: str, plant: Plant) -> None:
    kinds = copy.deepcopy(raw_kinds())
    plant(kinds)
    found = read(kinds)
    assert isinstance(found, list)
    assert (code, at) in [(refusal.code, refusal.at) for refusal in found], [refusal.text("en") for refusal in found]
    for refusal in found:
        assert refusal.says.zh and refusal.says.en and refusal.accepts.zh and refusal.accepts.en, refusal


def test_all_errors_are_found_at_once() -> None:
    kinds = copy.deepcopy(raw_kinds())
    planted = [PLANTED[i] for i in (0, 3, 8, 20, 33, 34, 45, 49)]
    for _, _, plant in planted:
        plant(kinds)
    found = read(kinds)
    assert isinstance(found, list)
    assert {(code, at) for code, at, _ in planted} <= {(refusal.code, refusal.at) for refusal in found}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 40) | st.sampled_from(["", "title", "day", "area >", "role:x", "2016-01-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "days", "zh", "act"]), inner, max_size=3),
    max_leaves=6,
)


@given(st.data(), json_values)
@settings(max_examples=400, deadline=None)
def test_whatever_stands_there_is_refused_and_never_raises(data: st.DataObject, value: Any) -> None:
    kinds = copy.deepcopy(raw_kinds())
    node: Any = kinds
    for _ in range(data.draw(st.integers(1, 7))):
        keys = list(range(len(node))) if isinstance(node, list) else list(node)
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], list | dict) or not node[key] or data.draw(st.integers(0, 3)) == 0:
            node[key] = value
            break
        node = node[key]
    found = read(kinds)
    assert isinstance(found, Kinds) or all(refusal.at is not None and refusal.at.startswith("/kinds") for refusal in found)
