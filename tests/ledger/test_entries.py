"""An entry holds what its kind declares, and is sealed once, upon the head of its own ledger."""

import json
from typing import Any

import pytest
import rfc8785

from hetang.ledger.entries import KINDS, Head, check_entry, row_bytes, seal
from hetang.ledger.merkle import leaf_hash, root
from hetang.ledger.schemas import NUMBER
from tests.ledger.ledgers import BY, NOON_US, PHOTO, TWO, Ledger, fact, judgement, ledger_of

FIGURE = {"id": "roads_rebuilt", "value": "27", "facts_digest": PHOTO, "definition": PHOTO}
ISSUED = {
    "bulletin": "zgtx",
    "issue": 3,
    "running": "总第20期",
    "as_of": "2017-04-26",
    "known_at_seq": 12,
    "content": PHOTO,
    "figures": [FIGURE],
    "files": {"通讯.pdf": PHOTO},
}
ACTED = {
    "matter": "road-1", "kind": "project", "version": "2016-01-01", "act": "log", "happened_on": "2017-04-20", "step": "building",
    "fields": {"people": "12", "night": True, "note": None}, "evidence": [PHOTO], "commutes": True,
    "clocks": {"log": {"since": "2017-04-20", "next_index": 0}, "start": None},
}
TAKEN_OVER = {"takeover": True, "known_at": "2017-04-21", "recorded_by": "lin", "recorded_for": "works"}
GOOD: list[tuple[str, dict[str, Any], list[dict[str, Any]] | None]] = [
    ("ledger.opened", {"city": "景德镇", "time_zone": "Asia/Shanghai"}, None),
    ("pack.activated", {"name": "jingdezhen", "version": "1", "digest": PHOTO}, None),
    ("facts.recorded", {}, [fact("a")]),
    ("facts.recorded", {"source": {"name": "a.csv", "digest": PHOTO, "mapping": "roads"}}, [fact("a", note="夜里")]),
    ("facts.recorded", {"takeover": True}, [fact("a", known_at="2017-04-21", sealed={"owner": PHOTO})]),
    ("facts.judged", {}, [judgement("a"), judgement("a", judgement="disputed", reason="量了两次")]),
    ("facts.judged", {"takeover": True}, [judgement("a", known_at="2017-04-21T08:00:00+08:00")]),
    ("evidence.attached", {}, [{"fact": fact("a")["id"], "evidence": [PHOTO]}]),
    ("evidence.withdrawn", {}, [{"evidence": PHOTO, "reason": "不是这条路"}]),
    ("matter.acted", ACTED, None),
    ("matter.acted", {**ACTED, **TAKEN_OVER, "set": {"owner": "works", "handler": None}, "sealed": {"holder": PHOTO}}, None),
    ("establishment.changed", {"changes": [{"change": "vacate", "post": "works_head", "on": "2017-04-01"}]}, None),
    ("establishment.changed", {"changes": [{}], "takeover": True, "known_at": "2017-04-21"}, None),
    ("word.learned", {"indicator": "roads", "words": "改好的路", "lang": "zh"}, None),
    ("word.withdrawn", {"indicator": "roads", "words": "改好的路", "lang": "zh"}, None),
    ("template.made", {"content": PHOTO, "as_of": "2017-04-26", "indicators": ["roads"]}, None),
    ("vault.erased", {"subject": "s1", "reason": "本人申请", "commitments": [PHOTO]}, None),
    ("bulletin.issued", ISSUED, None),
    ("bulletin.issued", {**ISSUED, "figures": [{**FIGURE, "value": None, "facts_digest": None}]}, None),
    ("bulletin.issued", {**ISSUED, "figures": [{**FIGURE, "value": "1/3"}]}, None),
]


@pytest.mark.parametrize(("kind", "body", "rows"), GOOD)
def test_every_kind_takes_what_it_declares(kind: str, body: dict[str, Any], rows: list[dict[str, Any]] | None) -> None:
    assert check_entry(kind, body, rows, TWO) == []


def test_every_kind_has_an_example_here() -> None:
    assert {kind for kind, _, _ in GOOD} == set(KINDS)


@pytest.mark.parametrize(("kind", "body", "rows"), GOOD)
def test_no_kind_takes_a_field_too_few_or_one_too_many(kind: str, body: Any, rows: Any) -> None:
    schema = KINDS[kind]
    assert [refusal.at for refusal in check_entry(kind, {**body, "more": 1}, rows, TWO)] == ["body.more"]
    for name in body.keys() - schema.body.optional:
        less = {key: value for key, value in body.items() if key != name}
        assert [refusal.at for refusal in check_entry(kind, less, rows, TWO)] == [f"body.{name}"]
    if schema.row is None:
        assert [refusal.code for refusal in check_entry(kind, body, [fact("a")], TWO)] == ["rows_not_taken"]
        return
    for name in rows[0].keys() - schema.row.optional:
        less = {key: value for key, value in rows[0].items() if key != name}
        assert f"rows[0].{name}" in {refusal.at for refusal in check_entry(kind, body, [less], TWO)}
    assert [refusal.code for refusal in check_entry(kind, body, [], TWO)] == ["rows_missing"]
    assert "wrong_field" in {refusal.code for refusal in check_entry(kind, body, [[]], TWO)}  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("id", "1"),
        ("measure", ""),
        ("value", "3,180"),
        ("value", "1/3"),
        ("value", 3180),
        ("value", "03"),
        ("value", "１"),
        ("value", "1\n"),
        ("unit", None),
        ("happened_on", "2017-02-30"),
        ("happened_on", "20170420"),
        ("place", 3),
        ("dims", {"work": 1}),
        ("dims", []),
        ("evidence", "ab"),
        ("evidence", [PHOTO.upper()]),
        ("corrects", "x"),
        ("sealed", {"owner": "Wang"}),
        ("note", ""),
    ],
)
def test_a_fact_row_with_a_wrong_field_is_refused_by_name(field: str, wrong: object) -> None:
    [refusal] = check_entry("facts.recorded", {}, [fact("a"), fact("b", **{field: wrong})])
    assert refusal.code == "wrong_field" and refusal.at == f"rows[1].{field}" and refusal.accepts.zh


def test_known_at_stands_only_where_two_persons_take_over_history() -> None:
    rows = [fact("a", known_at="2017-04-21")]
    assert [refusal.code for refusal in check_entry("facts.recorded", {}, rows, TWO)] == ["known_at_not_taken"]
    for by in (BY, {**BY, "with": BY["person"]}):
        [refusal] = check_entry("facts.recorded", {"takeover": True}, rows, by)
        assert refusal.code == "takeover_needs_two" and refusal.at == "by"
    assert check_entry("facts.recorded", {"takeover": True}, rows) == []
    [wrong] = check_entry("facts.recorded", {"takeover": False}, [fact("a")])
    assert wrong.at == "body.takeover"


def test_an_unknown_kind_and_a_wrong_actor_are_refused() -> None:
    [refusal] = check_entry("facts.deleted", {}, [])
    assert refusal.code == "unknown_kind" and "facts.recorded" in refusal.accepts.en
    opened = {"city": "景德镇", "time_zone": "UTC"}
    assert [found.at for found in check_entry("ledger.opened", opened, None, {"person": "li"})] == ["by.organisation"]


@pytest.mark.parametrize("alg", ["sha256", "sm3"])
def test_an_entry_is_sealed_in_the_contracts_bytes(alg: str) -> None:
    ledger = ledger_of(3, alg)
    first, second, third = ledger.sealed
    entry = json.loads(second.bytes)
    assert second.bytes == rfc8785.dumps(entry)
    assert entry == {
        "v": 1,
        "alg": alg,
        "ledger": "jingdezhen",
        "seq": 1,
        "id": entry["id"],
        "kind": "facts.recorded",
        "prev": first.digest,
        "sealed_at": "2017-04-26T04:00:00.000001Z",
        "by": BY,
        "body": {},
        "rows": {"count": 2, "root": second.rows_root},
    }
    assert json.loads(first.bytes)["prev"] == "" and json.loads(first.bytes)["rows"] is None
    assert second.row_digests == [leaf_hash(row, alg) for row in ledger.rows[1]]
    assert (
        second.rows_root == root(second.row_digests, alg).hex() and second.digest == leaf_hash(second.bytes, alg).hex()
    )
    leaves = [leaf_hash(entry, alg) for entry in ledger.entries]
    assert third.head.root == root(leaves, alg).hex() and third.seq == 2 and third.head.size == 3


def test_a_head_is_kept_and_read_back() -> None:
    head = ledger_of(6).head
    assert Head.from_json(json.loads(json.dumps(head.to_json()))) == head
    assert Head.from_json(Head.empty("sm3").to_json()) == Head.empty("sm3")


def test_an_entry_under_another_algorithm_than_its_ledgers_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="sm3"):
        seal(
            Head.empty("sm3"),
            ledger="a",
            alg="sha256",
            id="x",
            kind="ledger.opened",
            by=BY,
            body={},
            at_us=NOON_US,
        )


def test_the_same_act_gives_the_same_bytes() -> None:
    assert ledger_of(5).entries == ledger_of(5).entries
    assert row_bytes([fact("a")]) == row_bytes([dict(reversed(fact("a").items()))])


def test_takeover_is_sealed_with_both_names() -> None:
    ledger = Ledger()
    sealed = ledger.add("facts.recorded", {"takeover": True}, [fact("a", known_at="2017-04-21")])
    assert json.loads(sealed.bytes)["by"]["with"] == "wang"


def test_a_printed_value_is_a_decimal_a_fraction_or_a_range_of_places() -> None:
    accepted = ("423000", "-0.5", "20000/3", "1-2")
    assert all(NUMBER.holds(value) for value in accepted)
    assert not any(NUMBER.holds(value) for value in ("", "1.", "01", "1/0", "1-", "2016-03-01", "1e3", 3, None))
