"""A mapping turns rows into facts; every fault of a declaration and of a row is said with its place."""

from dataclasses import dataclass
from typing import Any

import pytest

from hetang.packs.cells import Surroundings
from hetang.packs.mappings import Mapping, parse_mapping
from hetang.packs.moments import parse_any_day
from hetang.packs.rows import KEPT_FAULTS, Importer, Rows, prepare
from hetang.terms.ids import derived_id
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text


@dataclass(frozen=True)
class Measure:
    unit: str


@dataclass(frozen=True)
class Person:
    name: Text


ROADS: dict[str, Any] = {
    "id": "roads",
    "name": {"zh": "道路", "en": "Roads"},
    "format": "csv",
    "number": {"column": "编号"},
    "defaults": {"organisation": {"column": "单位"}, "place": {"column": "地点"}, "happened_on": {"column": "日期"}},
    "facts": [
        {
            "measure": "length",
            "value": {"column": "长度"},
            "dims": {"work": {"column": "类别", "map": {"新建": "new", "改建": "rebuilt"}}, "part": "surface"},
            "evidence": {"column": "佐证"},
            "corrects": {"column": "更正"},
            "judged": [{
                "judgement": "verified", "by": {"column": "核实人"}, "organisation": "audit", "known_at": {"column": "核实日"},
            }],
        },
        {"measure": "accepted", "value": {"const": "1"}, "when": {"column": "验收", "is": ["是"]}, "evidence": "source"},
    ],
}
HEADER = ["编号", "单位", "地点", "日期", "长度", "类别", "佐证", "更正", "核实人", "核实日", "验收"]
ROW = ["7", "建设局", "昌江区", "2016年4月2日", "３,180.5", "新建", "a.jpg；b.jpg", "", "ann", "2016/5/1", "是"]
AROUND = Surroundings(
    measures={"length": Measure("米"), "accepted": Measure("条")},
    organisations=Tree([Node("works", Text("建设局", "Works")), Node("audit", Text("审计局", "Audit"))]),
    places=Tree([Node("cj", Text("昌江区", "Changjiang")), Node("a", Text("新村", "A")), Node("b", Text("新村", "B"))]),
    people={"ann": Person(Text("安某", "Ann"))},
    evidence={"a.jpg": "aa", "b.jpg": "bb"},
    source="5e",
)


def mapping(**change: Any) -> Mapping:
    parsed = parse_mapping(ROADS | change)
    assert isinstance(parsed, Mapping), parsed
    return parsed


def read(*rows: list[str], header: list[str] = HEADER, around: Surroundings = AROUND, **change: Any) -> Rows:
    importer = prepare(mapping(**change), header, around)
    assert isinstance(importer, Importer), importer
    for line, cells in enumerate(rows, 2):
        importer.take(line, cells)
    return importer.rows


def row(**change: str) -> list[str]:
    return [change.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True)]


def codes(rows: Rows) -> list[tuple[int, str | None, str]]:
    return [(fault.row, fault.column, fault.refusal.code) for fault in rows.faults]


def test_a_row_becomes_the_facts_that_its_mapping_declares() -> None:
    rows = read(ROW)
    first, second = rows.facts
    assert first == {
        "id": derived_id("roads", "7", "0"), "measure": "length", "value": "3180.5", "unit": "米",
        "happened_on": "2016-04-02", "place": "cj", "organisation": "works", "matter": None,
        "dims": {"work": "new", "part": "surface"}, "evidence": ["aa", "bb"], "corrects": None, "repeats": None, "by": None,
    }  # fmt: skip
    assert (second["measure"], second["value"], second["unit"], second["evidence"]) == ("accepted", "1", "条", ["5e"])
    assert rows.judgements == [
        {"fact": first["id"], "judgement": "verified", "by": "ann", "organisation": "audit", "known_at": "2016-05-01"}
    ]
    assert (rows.lines, rows.judgement_lines, rows.fault_count) == ([2, 2], [2], 0)


def test_a_blank_value_gives_no_fact_and_a_blank_day_no_judgement() -> None:
    assert [fact["measure"] for fact in read(row(长度="")).facts] == ["accepted"]
    assert read(row(核实日="")).judgements == []


def test_a_condition_that_is_not_met_gives_no_fact() -> None:
    assert [fact["measure"] for fact in read(row(验收="否")).facts] == ["length"]


def test_a_fact_may_arise_only_where_a_column_is_not_blank() -> None:
    facts = [{"measure": "accepted", "value": 1, "when": {"column": "核实日", "given": True}}]
    assert [len(read(row(核实日=day), facts=facts).facts) for day in ("2016-05-01", " ")] == [1, 0]


def test_a_unit_beside_the_number_counts() -> None:
    fact = read(row(长度="３.２公里")).facts[0]
    assert (fact["value"], fact["unit"]) == ("3.2", "公里")


def test_a_correction_names_the_fact_of_the_number_it_corrects() -> None:
    facts = read(ROW, row(编号="8", 更正="7")).facts
    assert facts[2]["corrects"] == facts[0]["id"]


def test_every_bad_cell_of_every_row_is_said_with_row_and_column() -> None:
    bad = row(单位="建委", 地点="新村", 日期="2016-02-30", 长度="约三百", 类别="拆除", 佐证="c.jpg", 核实人="bob", 编号="8")
    rows = read(ROW, bad, row(编号="9", 日期=""))
    assert codes(rows) == [
        (3, "长度", "not_a_number"), (3, "日期", "not_a_day"), (3, "单位", "unknown_name"), (3, "类别", "not_in_map"),
        (3, "佐证", "unknown_evidence"), (3, "地点", "shared_name"), (3, "核实人", "unknown_name"),
        (3, "日期", "not_a_day"), (3, "单位", "unknown_name"), (3, "地点", "shared_name"),
        (4, "日期", "blank"), (4, "日期", "blank"),
    ]  # fmt: skip
    said = rows.faults[2].placed.text("zh")
    assert said.startswith("row 3, column 单位: 不认识“建委”；可接受：") and "建设局" in said


def test_a_row_of_another_width_is_refused_whole() -> None:
    rows = read(["7", "建设局"])
    assert codes(rows) == [(2, None, "cell_count")]
    assert rows.facts == []


def test_a_row_sent_twice_counts_once_and_a_number_with_other_content_is_a_conflict() -> None:
    rows = read(ROW, ROW)
    assert (len(rows.facts), rows.repeated, rows.fault_count) == (2, 1, 0)
    assert codes(read(ROW, row(长度="1"))) == [(3, "编号", "number_twice")]


def test_a_number_may_be_made_of_several_columns() -> None:
    rows = read(ROW, row(单位="审计局", 长度="1"), number={"columns": ["编号", "单位"]})
    assert (rows.fault_count, rows.facts[0]["id"]) == (0, derived_id("roads", "7/建设局", "0"))


def test_of_very_many_faults_the_first_are_kept_and_all_are_counted() -> None:
    rows = read(*([["x"]] * 1000))
    assert (len(rows.faults), rows.fault_count) == (KEPT_FAULTS, 1000)


def test_a_header_without_the_columns_and_a_pack_without_the_measure_are_refused_before_any_row() -> None:
    refused = prepare(mapping(), HEADER[1:], Surroundings({"length": Measure("米")}, AROUND.organisations, AROUND.places))
    assert isinstance(refused, list)
    assert [(one.code, one.says.en) for one in refused] == [
        ("no_such_column", "the sheet has no column “编号”"), ("unknown_measure", "the pack has no measure “accepted”"),
    ]  # fmt: skip


def test_a_personal_value_is_sealed_under_a_pseudonym_of_its_row() -> None:
    facts = [{"measure": "length", "value": {"column": "长度"}, "sealed": {"owner": {"column": "核实人"}}}]
    rows = read(ROW, facts=facts)
    assert rows.facts[0]["sealed"] == {"owner": {"subject": "roads/7", "value": "ann"}}
    assert "sealed" not in read(row(核实人=""), facts=facts).facts[0]


def test_a_default_stands_in_for_a_blank_and_a_day_may_have_a_format() -> None:
    shared = ROADS["defaults"] | {"happened_on": {"column": "日期", "format": "%m/%d/%Y %I:%M:%S %p"},
                                  "place": {"column": "地点", "default": "cj"}}
    rows = read(row(日期="06/26/2018 10:58:54 AM", 地点=""), defaults=shared)
    assert (rows.facts[0]["happened_on"], rows.facts[0]["place"]) == ("2018-06-26", "cj")
    assert codes(read(row(日期="2018-06-26"), defaults=shared))[0] == (2, "日期", "not_a_day")


def test_a_text_that_is_not_known_means_what_the_mapping_declares_for_it() -> None:
    shared = ROADS["defaults"] | {"organisation": {"column": "单位", "otherwise": "works"}}
    kind = {"column": "类别", "map": {"新建": "new"}, "otherwise": "other"}
    facts = [{"measure": "length", "value": {"column": "长度"}, "dims": {"work": kind}}]
    found = read(row(单位="建委", 类别="拆除"), row(编号="8", 单位="审计局"), defaults=shared, facts=facts)
    assert [(fact["organisation"], fact["dims"]["work"]) for fact in found.facts] == [("works", "other"), ("audit", "new")]
    assert codes(read(row(单位="建委"))) == [(2, "单位", "unknown_name")] * 2


def test_a_part_of_a_text_is_taken_by_a_pattern() -> None:
    shared = ROADS["defaults"] | {"happened_on": {"column": "日期", "pattern": r"plan(\d+-\d+)", "format": "%m-%y"}}
    assert read(row(日期="plan11-20bk.pdf"), defaults=shared).facts[0]["happened_on"] == "2020-11-01"
    assert codes(read(row(日期="bk.pdf"), defaults=shared))[0] == (2, "日期", "no_such_part")


def span(start: str, end: str, **form: Any) -> Rows:
    facts = [{"measure": "length", "value": {"from": "核实日", "to": "更正", **form}}]
    return read(row(核实日=start, 更正=end), facts=facts)


@pytest.mark.parametrize(("start", "end", "seconds"), [
    ("2018-06-26 10:58:54", "2018-06-26 12:50:01", "6667"), ("2018-06-26", "2018/6/28", "172800"),
    ("2018-06-26 12:00", "2018-06-26 11:59", "-60"), ("2018年6月26日 8:00:00.25", "2018-06-26T08:00:01", "0.75"),
    ("2018-11-04T00:00:00-04:00", "2018-11-04T03:00:00-05:00", "14400"), ("2018-06-26T08:00Z", "2018-06-26T08:00+08:00", "-28800"),
])  # fmt: skip
def test_the_time_between_two_columns_is_exact_seconds(start: str, end: str, seconds: str) -> None:
    assert [(fact["value"], fact["unit"]) for fact in span(start, end).facts] == [(seconds, "秒")]


def test_the_forms_of_a_time_are_tried_in_turn_and_a_blank_end_gives_no_fact() -> None:
    forms = ["%m/%d/%Y %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S.%f"]
    assert span("06/26/2018 11:58:54 PM", "06/27/2018 12:00:00 AM", format=forms).facts[0]["value"] == "66"
    assert span("2018-06-26T23:58:54.000", "06/27/2018 12:00:00 AM", format=forms).facts[0]["value"] == "66"
    assert span("06/26/2018 11:58:54 PM", "", format=forms).facts == []
    said = span("06/26/2018 23:58:54 PM", "tomorrow", format=forms).faults
    assert [(fault.column, fault.refusal.code) for fault in said] == [("核实日", "not_a_day"), ("更正", "not_a_day")]
    assert "%m/%d/%Y %I:%M:%S %p、%Y-%m-%dT" in said[0].refusal.accepts.en


@pytest.mark.parametrize(("start", "end", "code"), [
    ("2018-06-26T08:00Z", "2018-06-26T09:00", "one_zone"), ("2018-06-26 25:00", "2018-06-27", "not_a_day"),
    ("2018-02-30", "2018-06-27", "not_a_day"),
])  # fmt: skip
def test_a_time_that_cannot_be_told_is_refused(start: str, end: str, code: str) -> None:
    assert [one[2] for one in codes(span(start, end))] == [code]


def test_a_column_may_have_other_names_elsewhere() -> None:
    found = mapping(also={"编号": ["序号", "No."], "单位": ["报送单位"]})
    assert found.also == {"序号": "编号", "No.": "编号", "报送单位": "单位"}


def test_without_an_organisation_the_importer_s_own_records() -> None:
    shared = {name: cell for name, cell in ROADS["defaults"].items() if name != "organisation"}
    around = Surroundings(AROUND.measures, AROUND.organisations, AROUND.places, AROUND.people, AROUND.evidence, "5e", "works")
    assert read(ROW, around=around, defaults=shared).facts[0]["organisation"] == "works"
    assert codes(read(ROW, defaults=shared))[0] == (2, None, "blank")


@pytest.mark.parametrize(("text", "day"), [
    ("2017-04-02", "2017-04-02"), ("2017/4/2", "2017-04-02"), ("2017.4.2", "2017-04-02"), ("2017年4月2日", "2017-04-02"),
    ("２０１７年４月２日", "2017-04-02"), ("2017-04-02 08:30:00", "2017-04-02"), ("2017-02-29", None), ("4/2/2017", None),
    ("2017-04", None), ("42827", None), ("2017-4/2", None),
])  # fmt: skip
def test_days_as_people_write_them(text: str, day: str | None) -> None:
    assert parse_any_day(text) == day


@pytest.mark.parametrize(("change", "at", "code"), [
    ({"format": "pdf"}, "format", "unknown_word"),
    ({"number": {"column": "a", "const": "b"}}, "number", "not_a_cell"),
    ({"number": {"column": "a", "pattern": "(a)(b)"}}, "number", "not_a_cell"),
    ({"number": {"column": "a", "pattern": "(a"}}, "number", "not_a_cell"),
    ({"number": {"from": "a", "to": "b"}}, "number", "not_a_cell"),
    ({"facts": [{"measure": "length", "value": {"from": "a"}}]}, "facts[0].value", "not_a_cell"),
    ({"also": {"a": "b"}}, "also", "missing"),
    ({"facts": []}, "facts", "missing"),
    ({"facts": [{"measure": "length"}]}, "facts[0].value", "missing"),
    ({"facts": [{"value": "1"}]}, "facts[0].measure", "missing"),
    ({"facts": [{"measure": "length", "value": "1", "vaule": "2"}]}, "facts[0].vaule", "unknown_word"),
    ({"facts": [{"measure": "length", "value": {"colum": "x"}}]}, "facts[0].value", "not_a_cell"),
    ({"facts": [{"measure": "length", "value": "1", "judged": [{"judgement": "seen"}]}]}, "facts[0].judged[0].judgement",
     "unknown_word"),
    ({"defaults": {"palce": "cj"}}, "defaults.palce", "unknown_word"),
])  # fmt: skip
def test_a_fault_in_a_declaration_is_said_with_its_path(change: dict[str, Any], at: str, code: str) -> None:
    refused = parse_mapping(ROADS | change)
    assert isinstance(refused, list)
    assert (at, code) in [(one.at, one.code) for one in refused]
