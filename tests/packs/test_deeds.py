"""Rows that tell of acts on matters: what comes by the act, and what is a fact alone."""

from dataclasses import dataclass
from typing import Any

import pytest

from hetang.packs.cells import Surroundings
from hetang.packs.mappings import Mapping, parse_mapping
from hetang.packs.rows import Importer, Rows, prepare
from hetang.terms.ids import derived_id
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text


@dataclass(frozen=True)
class Measure:
    id: str
    unit: str
    dimension: str = "area"
    decimals: int = 2
    dims: tuple[Any, ...] = ()
    once_per: tuple[str, ...] = ("matter",)


@dataclass(frozen=True)
class Person:
    name: Text


SURVEYS: dict[str, Any] = {
    "id": "surveys",
    "name": {"zh": "调查表", "en": "Surveys"},
    "format": "csv",
    "number": {"column": "编号"},
    "defaults": {
        "organisation": {"column": "单位"}, "happened_on": {"column": "日期"}, "by": {"column": "记录人"},
        "known_at": {"column": "录入日"}, "matter": {"column": "户号"}, "evidence": "source",
    },
    "acts": [
        {"act": "household.survey", "parent": {"column": "片区"}, "fields": {"area": {"column": "面积"}}},
        {"act": "household.deliver", "happened_on": {"column": "送达"}, "when": {"column": "送达", "given": True}},
    ],
    "facts": [{
        "measure": "area", "of": "household.survey", "value": {"column": "面积"}, "corrects": {"column": "更正"},
        "judged": [
            {"judgement": "verified", "by": "ann", "organisation": "audit", "known_at": {"column": "核实日"}},
            {"judgement": "disputed", "by": "ann", "organisation": "audit", "known_at": {"column": "异议日"}},
        ],
    }],
}
HEADER = ["编号", "户号", "片区", "单位", "记录人", "日期", "录入日", "面积", "更正", "核实日", "异议日", "送达"]
ROW = ["1", "hh-1", "quarter-1", "works", "bo", "2016/3/1", "2016-03-02", "80.5", "", "2016-03-09", "", "2016-04-01"]
AROUND = Surroundings(
    measures={"area": Measure("area", "平方米")},
    organisations=Tree([Node("works", Text("建设局", "Works")), Node("audit", Text("审计局", "Audit"))]),
    places=Tree([]),
    people={"ann": Person(Text("安某", "Ann")), "bo": Person(Text("柏某", "Bo"))},
    source="5e",
)


def read(*rows: list[str]) -> Rows:
    parsed = parse_mapping(SURVEYS)
    assert isinstance(parsed, Mapping), parsed
    importer = prepare(parsed, HEADER, AROUND)
    assert isinstance(importer, Importer), importer
    for line, cells in enumerate(rows, 2):
        importer.take(line, cells)
    assert importer.rows.faults == []
    return importer.rows


def row(**change: str) -> list[str]:
    return [change.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]


def test_a_row_gives_its_acts_each_on_its_day_with_the_facts_it_must_yield() -> None:
    rows = read(ROW)
    survey, deliver = rows.acts
    assert survey == {
        "id": derived_id("surveys", "1", "household.survey", "0"), "act": "household.survey", "matter": "hh-1",
        "parent": "quarter-1", "happened_on": "2016-03-01", "recorded_for": "works", "recorded_by": "bo",
        "known_at": "2016-03-02", "evidence": ["5e"], "fields": {"area": "80.5"}, "expects": rows.facts,
    }
    assert (deliver["act"], deliver["happened_on"], deliver["expects"]) == ("household.deliver", "2016-04-01", [])
    assert rows.yielded == {0} and rows.act_lines == [2, 2]
    assert [one["fact"] for one in rows.judgements] == [rows.facts[0]["id"]]


@pytest.mark.parametrize("change", [
    {"编号": "2", "更正": "1", "面积": "81"}, {"编号": "2"}, {"编号": "2", "户号": "hh-2", "异议日": "2016-03-10"},
])
def test_what_corrects_repeats_or_is_disputed_is_a_fact_alone(change: dict[str, str]) -> None:
    rows = read(ROW, row(送达="", **change))
    assert [act["matter"] for act in rows.acts] == ["hh-1", "hh-1"]
    assert len(rows.facts) == 2 and rows.yielded == {0}


def test_an_act_without_the_facts_it_would_yield_is_left_out() -> None:
    rows = read(row(面积=""))
    assert [act["act"] for act in rows.acts] == ["household.deliver"]
    assert rows.facts == []


@pytest.mark.parametrize(("path", "change"), [
    ("facts[0].of", {"facts": [{**SURVEYS["facts"][0], "of": "household.move"}]}),
    ("acts[0].matter", {"defaults": {}}),
    ("acts[0].value", {"acts": [{**SURVEYS["acts"][0], "value": "1"}]}),
    ("facts", {"acts": [], "facts": []}),
])
def test_a_faulty_declaration_is_refused_at_its_place(path: str, change: dict[str, Any]) -> None:
    refused = parse_mapping({**SURVEYS, **change})
    assert isinstance(refused, list)
    assert path in [refusal.at for refusal in refused]


def test_a_fact_may_come_by_whichever_of_several_acts_the_row_tells() -> None:
    said = {"column": "片区", "is": ["quarter-1"]}, {"column": "片区", "is": ["quarter-2"]}
    agreed, decided = ({"act": f"household.{name}", "when": when} for name, when in zip(("agree", "decide"), said, strict=True))
    fact = {**SURVEYS["facts"][0], "of": ["household.agree", "household.decide"]}
    parsed = parse_mapping({**SURVEYS, "acts": [agreed, decided], "facts": [fact]})
    assert isinstance(parsed, Mapping), parsed
    importer = prepare(parsed, HEADER, AROUND)
    assert isinstance(importer, Importer), importer
    importer.take(2, row())
    importer.take(3, row(编号="2", 户号="hh-2", 片区="quarter-2"))
    importer.take(4, row(编号="3", 户号="hh-3", 片区="elsewhere"))
    rows = importer.rows
    assert [(act["act"], [one["id"] for one in act["expects"]]) for act in rows.acts] == [
        ("household.agree", [rows.facts[0]["id"]]), ("household.decide", [rows.facts[1]["id"]]),
    ]
    assert rows.yielded == {0, 1}


def test_a_fact_of_an_act_that_the_mapping_does_not_have_is_refused() -> None:
    fact = {**SURVEYS["facts"][0], "of": ["household.survey", "household.visit"]}
    refused = parse_mapping({**SURVEYS, "facts": [fact]})
    assert isinstance(refused, list)
    assert [(one.code, one.at) for one in refused] == [("unknown_word", "facts[0].of")]
