"""A package holds, and whatever is changed in it, by whom and however cleverly, no longer does."""

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hetang.documents.container import read_zip, write_zip
from hetang.documents.package import MANIFEST, MEMBERS, manifest_of, write_package
from hetang.documents.recompute import Report, recompute, recompute_bytes
from hetang.documents.rows import packed, prove
from hetang.documents.subtotals import committed, fault_of, subtotals_of
from hetang.terms.digests import canonical, digest
from hetang.terms.refusals import Refusal
from tests.documents.ledger import DECLARED, DEFINITIONS, draft, fact_id, filled, issued, prepared

CHANGES = 500


@pytest.fixture(scope="module")
def package() -> bytes:
    return issued()


def checked(data: bytes) -> Report:
    report = recompute_bytes(data)
    assert isinstance(report, Report)
    return report


def failing(data: bytes) -> set[str]:
    """The parts that do not hold."""
    report = checked(data)
    figures = {"figure"} if any(not figure.holds for figure in report.figures) else set()
    return {part for part, found in report.findings.items() if found} | figures


def members(data: bytes) -> dict[str, bytes]:
    found = read_zip(data)
    assert isinstance(found, dict)
    return found


def forged(data: bytes, **changes: Callable[[bytes], bytes]) -> bytes:
    """As somebody would forge it who knows the format: members changed and the manifest made to fit."""
    held = members(data)
    for name, change in changes.items():
        held[name] = change(held[name])
    rows_bytes = len(gzip.decompress(held["rows.jsonl.gz"]))
    alg = json.loads(held.pop(MANIFEST))["alg"]
    return write_zip({MANIFEST: manifest_of(held, alg, rows_bytes), **held})


def rows(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        lines = [json.loads(line) for line in gzip.decompress(data).splitlines()]
        change(lines)
        return packed(b"".join(canonical(line) + b"\n" for line in lines))

    return changed


def as_json(change: Callable[[Any], None]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return canonical(value)

    return changed


def test_an_issued_package_holds_and_says_by_what_each_figure_was_checked(package: bytes) -> None:
    report = checked(package)
    assert report.holds and report.issued and report.entries == 10
    assert [(figure.indicator, figure.checked, figure.value) for figure in report.figures] == [
        ("pavement_area", "facts", "310.5"),
        ("pavement_count", "facts", "3"),
        ("talked_to", "subtotals", "12"),
        ("dealt_with", "released", "3"),
    ]


def test_a_draft_holds_and_says_that_it_is_one() -> None:
    report = checked(draft())
    assert report.holds and not report.issued


def test_a_ledger_under_sm3_holds_too() -> None:
    assert checked(issued("sm3")).holds


def test_writing_twice_gives_the_same_bytes(package: bytes) -> None:
    assert issued() == package


def test_any_one_byte_changed_anywhere_makes_it_fail(package: bytes) -> None:
    chance = random.Random(20170426)
    places = chance.sample(range(len(package)), CHANGES)
    for place in places:
        changed = bytearray(package)
        changed[place] ^= chance.randrange(1, 256)
        report = recompute_bytes(bytes(changed))
        assert isinstance(report, Report), place
        assert not report.holds, place


def test_every_byte_of_the_container_itself_counts(package: bytes) -> None:
    held = members(package)
    content = b"".join(held.values())
    central = package.index(b"PK\x01\x02")
    places = [*range(central, len(package)), *range(30)]
    assert len(package) - len(content) > 500
    for place in places:
        changed = bytearray(package)
        changed[place] ^= 1
        report = recompute_bytes(bytes(changed))
        assert isinstance(report, Report) and not report.holds, place


def test_unknown_missing_doubled_and_trailing_members_are_refused(package: bytes) -> None:
    held = members(package)
    assert failing(package + b"\n") == {"container"}
    assert failing(b"\n" + package) == {"container"}
    assert failing(write_zip({**held, "more.txt": b""})) == {"container"}
    assert failing(write_zip({name: held[name] for name in MEMBERS if name != "bulletin.pdf"})) == {"container"}
    assert failing(write_zip(dict(reversed(held.items())))) == {"container"}


def test_a_file_of_another_kind_is_no_package() -> None:
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7", write_zip({"word/document.xml": b"<w/>"})):
        assert isinstance(recompute_bytes(data), Refusal)


@pytest.mark.parametrize("name", ["bulletin.pdf", "bulletin.docx", "bulletin.html"])
def test_a_document_changed_with_its_manifest_is_not_the_one_that_was_sealed(package: bytes, name: str) -> None:
    assert "issue" in failing(forged(package, **{name: lambda data: data + b" "}))


def test_a_fact_too_few_fails(package: bytes) -> None:
    def without(lines: list[dict[str, Any]]) -> None:
        partial = next(line for line in lines if "at" in line)
        for key in ("rows", "at", "paths"):
            partial[key].pop(0)

    assert {"figure", "issue"} <= failing(forged(package, **{"rows.jsonl.gz": rows(without)}))


def test_a_rejection_left_out_is_a_fact_too_many(package: bytes) -> None:
    def without(lines: list[dict[str, Any]]) -> None:
        judged = [line for line in lines if "judgement" in line["rows"][0]]
        lines.remove(judged[-1])

    assert {"figure", "issue"} <= failing(forged(package, **{"rows.jsonl.gz": rows(without)}))


def test_a_fact_that_is_not_in_the_ledger_proves_nothing(package: bytes) -> None:
    def with_another(lines: list[dict[str, Any]]) -> None:
        lines[0]["rows"].append({**lines[0]["rows"][0], "id": fact_id("another")})

    def with_another_value(lines: list[dict[str, Any]]) -> None:
        lines[0]["rows"][0]["value"] = "101"

    for change in (with_another, with_another_value):
        assert {"proofs", "issue"} <= failing(forged(package, **{"rows.jsonl.gz": rows(change)}))


def test_a_wrong_definition_fails(package: bytes) -> None:
    def mean(definitions: Any) -> None:
        indicator = definitions["definitions"]["indicators"][0]
        indicator["mean"] = indicator.pop("sum")

    def tolerant(definitions: Any) -> None:
        definitions["definitions"]["indicators"][0]["floor"] = "reported"

    for change in (mean, tolerant):
        assert {"figure", "issue"} <= failing(forged(package, **{"definitions.json": as_json(change)}))


def test_another_pack_fails(package: bytes) -> None:
    def other(definitions: Any) -> None:
        definitions["pack"] = "cd" * 32

    assert {"issue"} <= failing(forged(package, **{"definitions.json": as_json(other)}))


def test_a_changed_word_or_value_in_the_content_fails(package: bytes) -> None:
    def word(content: Any) -> None:
        content["blocks"][0]["runs"][0]["text"] = "全年只铺人行道"

    def value(content: Any) -> None:
        content["figures"][0]["figure"]["value"] = "410.5"

    def wording(content: Any) -> None:
        content["blocks"][0]["runs"][1]["text"] = "近400"

    assert {"text", "issue"} <= failing(forged(package, **{"bulletin.json": as_json(word)}))
    assert {"figure", "issue"} <= failing(forged(package, **{"bulletin.json": as_json(value)}))
    assert {"text", "issue"} <= failing(forged(package, **{"bulletin.json": as_json(wording)}))


def test_subtotals_that_do_not_add_up_fail(package: bytes) -> None:
    def less(content: Any) -> None:
        content["figures"][2]["subtotals"][0]["value"] = "11"

    assert {"figure", "issue"} <= failing(forged(package, **{"bulletin.json": as_json(less)}))


def test_an_entry_cut_changed_or_swapped_breaks_the_chain(package: bytes) -> None:
    def swapped(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines[3], lines[4] = lines[4], lines[3]
        return b"".join(lines)

    for change in (swapped, lambda data: data.replace(b'"works"', b'"audit"', 1), lambda data: data.split(b"\n", 1)[1]):
        assert "chain" in failing(forged(package, **{"entries.jsonl": change}))


def test_an_issued_bulletin_cannot_be_passed_off_with_a_shorter_ledger(package: bytes) -> None:
    assert "chain" in failing(forged(package, **{"entries.jsonl": lambda data: data[: data.rindex(b"\n", 0, -1) + 1]}))


def test_a_head_kept_elsewhere_finds_a_ledger_made_anew(package: bytes) -> None:
    size, root = 10, checked(package).head["root"]
    assert recompute_bytes(package, "p", (size, root)).holds  # type: ignore[union-attr]
    report = recompute_bytes(package, "p", (size, "00" * 32))
    assert isinstance(report, Report) and [part for part, found in report.findings.items() if found] == ["chain"]


def test_an_issuer_who_seals_a_value_of_his_own_is_found_out() -> None:
    """The chain is sound and every digest fits; only the figure itself does not follow from the facts."""
    ledger = filled()
    ready = prepared(ledger)
    item = ready.composed.content["figures"][0]
    item["figure"] |= {"value": "410.5", "exact": "410.5"}
    ledger.add("bulletin.issued", ready.issued_body())
    data = write_package(ready, (entry for entry, _ in ledger.entries), ledger.checkpoint())
    assert {"figure"} <= failing(data)
    assert not checked(data).findings["issue"] and not checked(data).findings["chain"]


def test_no_row_of_a_measure_that_is_not_open_travels(package: bytes) -> None:
    carried = gzip.decompress(members(package)["rows.jsonl.gz"])
    assert b"pavement_laid" in carried
    for closed in ("talk_held", "person_dealt_with", fact_id("dealt"), fact_id("talk 0"), "trees_planted"):
        assert closed.encode() not in carried


def test_rows_travel_alone_with_proofs_where_few_of_a_batch_are_needed() -> None:
    ledger = filled()
    ready = prepared(ledger)
    lines = [json.loads(line) for line in ready.rows.splitlines()]
    assert [(line["seq"], len(line["rows"]), "paths" in line) for line in lines] == [
        (2, 6, False),  # all facts of the measure
        (4, 2, True),  # 2 of 22
        (6, 7, True),  # judgements on measures that are not open stay behind
        (7, 2, False),
        (8, 1, False),
    ]
    proven = prove(ready.rows, [entry for entry, _ in ledger.entries], "sha256")
    assert len(proven.rows) == 18 and not proven.faults


def test_small_subtotals_are_merged_and_none_is_told_under_five() -> None:
    def row(organisation: str, facts: int) -> dict[str, Any]:
        return {"keys": {"organisation": organisation}, "exact": str(facts * 2), "fact_count": facts}

    parts = committed([row("a", 9), row("b", 3), row("c", 1), row("d", 20)])
    assert parts == [
        {"organisations": ["a", "b", "c"], "value": "26", "facts": 13},
        {"organisations": ["d"], "value": "40", "facts": 20},
    ]
    assert fault_of(parts, "66", 33) is None
    assert fault_of(parts, "65", 33) is not None
    assert fault_of(parts, "66", 34) is not None
    assert fault_of([*parts, {"organisations": ["a"], "value": "0", "facts": 5}], "66", 38) is not None
    assert fault_of([{"organisations": ["a"], "value": "2", "facts": 1}], "2", 1) is not None
    assert committed([row("a", 2), row("b", 2)]) == []


def test_the_declaration_travels_so_that_the_text_can_be_composed_again(package: bytes) -> None:
    definitions = json.loads(members(package)["definitions.json"])
    assert definitions["bulletin"] == DECLARED
    assert definitions["definitions"]["indicators"] == DEFINITIONS["indicators"]
    assert "geometry" not in definitions["places"][0]
    assert digest(members(package)["definitions.json"]) in members(package)["entries.jsonl"].decode()


def test_subtotals_are_taken_at_the_highest_level_that_divides_the_facts() -> None:
    def row(organisation: str, exact: str | None, facts: int) -> dict[str, Any]:
        return {"keys": {"organisation": organisation}, "exact": exact, "fact_count": facts}

    below = {
        None: [row("city", "30", 30), row("other", None, 0)],
        "city": [row("works", "12", 12), row("gardens", "18", 18)],
    }
    parts = subtotals_of("30", 30, lambda above: below[above])
    assert [(part["organisations"], part["value"]) for part in parts] == [(["works"], "12"), (["gardens"], "18")]
    assert subtotals_of("30", 30, lambda above: below[above], "city") == parts
    assert subtotals_of("29", 30, lambda above: below[above]) == []  # a person counted in two organisations
    assert subtotals_of("30", 30, lambda above: []) == []


def test_a_subtotal_tells_no_person_apart_that_its_facts_would_hide() -> None:
    row = {"keys": {"organisation": "works"}, "exact": "4", "fact_count": 20}
    assert committed([row]) == []


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("{pavement_area|period 2017}", "777"),
        ("{pavement_area|floor reported|period 2016}", "310.5"),
        ("{pavement_area|place zhushan}", "310.5"),
        ("{pavement_area|organisation works|as_of 2017-01-01}", "310.5"),
    ],
)
def test_questions_of_their_own_are_asked_again(slot: str, said: str) -> None:
    data = issued(declared={**DECLARED, "text": f"铺装{slot}。"})
    report = checked(data)
    assert report.holds, report.to_json()
    assert [figure.value for figure in report.figures] == [said if "." in said else f"{said}.0"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("bulletin.json", as_json(lambda content: content.pop("figures"))),
        ("bulletin.json", as_json(lambda content: content["figures"][0].pop("figure"))),
        ("bulletin.json", as_json(lambda content: content["figures"][0].update(indicator="unheard_of"))),
        ("bulletin.json", as_json(lambda content: content["figures"][0].update(disclosure="released"))),
        ("bulletin.json", as_json(lambda content: content["figures"].pop())),
        ("bulletin.json", as_json(lambda content: content["head"].update(size=3))),
        ("bulletin.json", as_json(lambda content: content["figures"][3]["figure"].update(exact="4"))),
        ("bulletin.json", lambda data: data + b" "),
        ("bulletin.json", lambda data: b"[]"),
        ("definitions.json", as_json(lambda definitions: definitions["definitions"].update(measures=[]))),
        ("definitions.json", as_json(lambda definitions: definitions["bulletin"].update(text="铺装27条。"))),
        ("definitions.json", as_json(lambda definitions: definitions["bulletin"].update(text="{talked_to|value}次。"))),
        ("definitions.json", as_json(lambda definitions: definitions["bulletin"].update(text="{other}"))),
        ("definitions.json", lambda data: b"{}"),
        ("checkpoint", lambda data: b"nothing"),
        ("checkpoint", lambda data: data + b"signed\n"),
        ("checkpoint", lambda data: data.replace(b"\n10\n", b"\n9\n")),
        ("entries.jsonl", lambda data: data[:-1]),
        ("entries.jsonl", lambda data: b""),
        ("rows.jsonl.gz", rows(lambda lines: lines.reverse())),
        ("rows.jsonl.gz", rows(lambda lines: lines[0].update(seq=0))),
        ("rows.jsonl.gz", rows(lambda lines: lines[0].update(more=1))),
        ("rows.jsonl.gz", rows(lambda lines: lines[1]["at"].reverse())),
        ("rows.jsonl.gz", rows(lambda lines: lines[1]["paths"].pop())),
        ("rows.jsonl.gz", rows(lambda lines: lines[1]["paths"][0].reverse())),
        ("rows.jsonl.gz", lambda data: packed(b"{}")),
        ("rows.jsonl.gz", lambda data: packed(b'{"seq": 2}\n')),
        ("rows.jsonl.gz", lambda data: data + data),
    ],
)
def test_a_member_of_another_form_is_a_finding_and_never_a_crash(
    package: bytes, name: str, change: Callable[[bytes], bytes]
) -> None:
    report = checked(forged(package, **{name: change}))
    assert not report.holds
    assert json.dumps(report.to_json())


def test_a_file_that_cannot_be_read_is_no_package(tmp_path: Path) -> None:
    assert isinstance(recompute(tmp_path), Refusal)
    assert isinstance(recompute(tmp_path / "missing"), Refusal)
