"""The one writer: what is accepted, answered again, refused, and kept as a conflict."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from hetang.ledger.checker import check_chain, check_proof
from hetang.ledger.checkpoint import Checkpoint, parse
from hetang.office.actions.attach_evidence import attach_evidence
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import completed, record_facts
from hetang.office.actions.rehearse import rehearsal
from hetang.office.actions.take_over import take_over
from hetang.office.actions.withdraw_evidence import withdraw_evidence
from hetang.office.journal.accept import accept
from hetang.office.journal.act import Accepted, Act, Answer
from hetang.office.journal.bulk import execute
from hetang.office.reads.entries import checkpoint, entry_proof, row_proof
from hetang.office.reads.ledger_rows import entries, rows_of
from hetang.office.tables.models import Conflict, Entry, Fact, Frontier, Row
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db


def one(answer: Answer) -> Accepted:
    (found,) = answer
    assert isinstance(found, Accepted), found
    return found


def codes(answer: Answer) -> list[str]:
    assert all(isinstance(found, Refusal) for found in answer), answer
    return [found.code for found in answer if isinstance(found, Refusal)]


def recorded(number: object = 1, *facts: dict[str, Any]) -> Answer:
    return record_facts(city.id_of(number), city.WORKS, facts or [city.fact("one", 12)])


def test_a_history_is_accepted_act_by_act() -> None:
    for answer in city.history():
        assert all(isinstance(found, Accepted) for found in answer), answer
    assert Entry.objects.count() == 15
    states = dict(Fact.objects.values_list("fact_id", "state"))
    told = {name: states[city.id_of("fact", name)] for name in (
        "one", "one again", "one corrected", "two", "three", "four", "lawn", "lawn 2", "old", "old corrected", "old 2",
    )}
    assert told == {
        "one": 0, "one again": 0, "one corrected": 3, "two": 3, "three": 0, "four": 3,
        "lawn": 3,    # its first evidence was withdrawn, another was attached before
        "lawn 2": 1,  # its only evidence was withdrawn
        "old": 0, "old corrected": 3, "old 2": 4,
    }


def test_a_repeat_of_an_act_of_the_same_transaction_is_told() -> None:
    city.opened()
    facts = [completed(city.fact(name, 12, matter="one lamp"), "lin") for name in ("one", "two")]
    acts = [Act(city.id_of(fact["id"]), "facts.recorded", city.WORKS, {}, [fact]) for fact in facts]
    assert all(isinstance(found, Accepted) for found in accept(acts))
    assert dict(Fact.objects.values_list("fact_id", "repeats")) == {facts[0]["id"]: None, facts[1]["id"]: facts[0]["id"]}
    assert dict(Fact.objects.values_list("fact_id", "state")) == {facts[0]["id"]: 1, facts[1]["id"]: 0}


def test_the_ledger_is_what_the_independent_checker_accepts() -> None:
    list(city.history())
    head = parse(checkpoint())
    assert isinstance(head, Checkpoint)
    told = check_chain(
        ((entry.bytes, [row.bytes for row in rows_of(entry.seq)]) for entry in entries()), [(head.size, head.root)],
    )
    assert told.intact and (told.size, told.root) == (15, head.root)
    assert check_proof(entry_proof(3), (head.size, head.root)) == []
    assert check_proof(row_proof(2, 1), (head.size, head.root)) == []
    with pytest.raises(KeyError):
        entry_proof(15)


def test_nothing_is_written_before_a_ledger_is_opened() -> None:
    assert codes(recorded()) == ["no_ledger"]


def test_the_same_act_twice_is_the_same_entry() -> None:
    city.opened()
    first, again = one(recorded()), one(recorded())
    assert (again.seq, again.digest, again.repeated) == (first.seq, first.digest, True)
    assert Entry.objects.count() == 3


def test_a_repeat_is_answered_before_it_is_judged() -> None:
    """The entry stands even where the act would be refused today: the same bytes again are the same entry."""
    city.opened()
    recorded(1, city.fact("one", 12), city.fact("twin", 12, matter="matter-one"))
    first = one(judge_facts(city.id_of(2), city.QUALITY, [city.judgement("one", "rejected")]))
    assert one(judge_facts(city.id_of(2), city.QUALITY, [city.judgement("one", "rejected")])).seq == first.seq
    assert one(recorded(1, city.fact("one", 12), city.fact("twin", 12, matter="matter-one"))).repeated


def test_the_same_id_with_other_content_is_a_conflict_and_both_are_kept() -> None:
    city.opened()
    recorded()
    for _ in range(2):
        assert codes(recorded(1, city.fact("one", 13))) == ["conflict"]
    kept = Conflict.objects.get()
    assert (kept.uid, kept.entry, kept.by) == (city.id_of(1), 2, "lin")
    assert json.loads(bytes(kept.bytes))["rows"][0]["value"] == "13"
    assert json.loads(bytes(Row.objects.get().bytes))["value"] == "12"


def test_what_has_no_canonical_bytes_conflicts_all_the_same() -> None:
    city.opened()
    recorded()
    assert codes(recorded(2, {**city.fact("one", 12), "value": 12.5})) == ["conflict"]
    assert codes(recorded(1, {**city.fact("one", 12), "value": 12.5})) == ["conflict"]


def test_a_known_fact_with_other_content_refuses_the_whole_act_and_says_which_row() -> None:
    city.opened()
    recorded()
    answer = recorded(2, city.fact("two", 1), city.fact("one", 13))
    assert codes(answer) == ["conflict"]
    assert isinstance(answer[0], Refusal) and answer[0].at == "facts[1]"
    assert (Entry.objects.count(), Fact.objects.count(), Conflict.objects.count()) == (3, 1, 1)


def test_a_sheet_that_has_grown_brings_only_its_new_rows() -> None:
    city.opened()
    recorded(1, city.fact("one", 12), city.fact("two", 1))
    grown = one(recorded(2, city.fact("one", 12), city.fact("two", 1), city.fact("three", 1)))
    assert (grown.seq, grown.rows) == (3, 1)
    again = one(recorded(2, city.fact("one", 12), city.fact("two", 1), city.fact("three", 1)))
    assert (again.seq, again.repeated) == (3, True)
    assert one(recorded(9, city.fact("two", 1))).seq == 2   # all of it is known: the entry that holds it


def test_one_bad_row_refuses_all_of_them_and_every_bad_row_is_named() -> None:
    city.opened()
    answer = recorded(1, city.fact("one"), city.fact("two", unit="米"), city.fact("three", place="nowhere"))
    assert [found.at for found in answer if isinstance(found, Refusal)] == ["facts[1]", "facts[2]"]
    assert Entry.objects.count() == 2


def test_who_holds_no_grant_is_refused() -> None:
    city.opened()
    assert codes(record_facts(city.id_of(1), city.GARDENS, [city.fact("one")])) == ["not_granted"]
    assert codes(judge_facts(city.id_of(2), city.WORKS, [city.judgement("one")])) == ["not_granted"]
    assert codes(record_facts(city.id_of(3), city.WORKS, [city.fact("one", by="zhou")])) == ["by_another"]


def test_who_reports_does_not_verify() -> None:
    city.opened()
    recorded()
    own = {**city.QUALITY, "organisation": "works"}
    assert codes(judge_facts(city.id_of(2), own, [city.judgement("one")])) == ["not_granted"]


def test_history_is_taken_over_by_two_keepers_or_not_at_all() -> None:
    city.opened()
    old = city.fact("old", known_at="2016-05-02")
    assert codes(take_over(city.id_of(1), {"person": "zhou", "organisation": "city"}, [old])) == ["two_persons"]
    assert codes(take_over(city.id_of(1), {**city.KEEPERS, "with": "lin"}, [old])) == ["not_granted"]
    assert "known_at_outside_takeover" in codes(recorded(2, old))
    assert one(take_over(city.id_of(3), city.KEEPERS, [old])).kind == "facts.recorded"


def test_a_pack_is_activated_once_and_a_changed_one_by_a_keeper() -> None:
    city.opened()
    assert one(city.opened()).repeated
    assert codes(open_city(city.pack("1.1"), actor="lin")) == ["not_granted"]
    assert one(open_city(city.pack("1.1"), actor="wu")).kind == "pack.activated"
    assert one(open_city(city.pack("1.0"), actor="wu")).seq == 3   # the older one again: an entry of its own


def test_a_rehearsal_leaves_nothing_behind() -> None:
    city.opened()
    with rehearsal():
        assert one(recorded()).seq == 2
    assert (Entry.objects.count(), Fact.objects.count()) == (2, 0)
    assert one(recorded()).seq == 2


def test_evidence_must_have_arrived_before_a_fact_names_it() -> None:
    city.opened()
    assert codes(recorded(1, city.fact("one", evidence=["0" * 64]))) == ["unknown_evidence"]
    recorded()
    assert codes(attach_evidence(city.id_of(3), city.WORKS, {city.id_of("fact", "one"): ["0" * 64]})) == ["unknown_evidence"]


@pytest.mark.parametrize("table", ["entry", "row", "head", "conflict"])
def test_the_database_itself_refuses_to_change_or_drop_what_the_ledger_holds(table: str) -> None:
    city.opened()
    recorded()
    recorded(1, city.fact("one", 13))
    column = {"entry": "kind", "row": "id", "head": "root", "conflict": "id"}[table]
    for statement in (f'UPDATE "{table}" SET {column} = \'x\'', f'DELETE FROM "{table}"'):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            execute(statement)
    if connection.vendor == "sqlite" and table == "entry":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            execute("INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 0")


def test_a_damaged_end_stops_the_writing() -> None:
    city.opened()
    Frontier.objects.update(size=1)
    assert codes(recorded()) == ["ledger_damaged"]


def test_an_sm3_ledger_is_kept_under_sm3() -> None:
    open_city(city.pack(), alg="sm3")
    recorded()
    told = check_chain((entry.bytes, [row.bytes for row in rows_of(entry.seq)]) for entry in entries())
    assert told.intact and told.alg == "sm3" and told.size == 3


@pytest.mark.parametrize("row", [
    "x", None, 7, [], {}, {"measure": [], "dims": "x"}, {"id": 7, "evidence": [1], "corrects": {}}, {"id": "", "value": 1.5},
    {"sealed": {"a": 1}}, {"sealed": []}, {**city.fact("x"), "dims": {"kind": 1}}, {**city.fact("x"), "happened_on": "yesterday"},
    {**city.fact("x"), "value": "1e5"}, {**city.fact("x"), "value": 12}, {**city.fact("x"), "repeats": city.id_of("y")},
    {**city.fact("x"), "more": "fields"}, {**city.fact("x"), "known_at": "2016-05-02"}, {**city.fact("x"), "by": ["lin"]},
], ids=repr)
def test_whatever_comes_as_a_fact_is_answered_with_refusals(row: Any) -> None:
    city.opened()
    assert codes(record_facts(city.id_of(1), city.WORKS, [city.fact("sound"), row]))
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("row", [
    "x", None, 7, {}, {"fact": []}, {"fact": 1, "judgement": {}}, city.judgement("nowhere"), {"judgement": "verified"},
    {**city.judgement("one"), "known_at": "2016-05-02"}, city.judgement("one", "praised"),
    {"fact": city.id_of("fact", "one"), "judgement": "rejected"},
], ids=repr)
def test_whatever_comes_as_a_judgement_is_answered_with_refusals(row: Any) -> None:
    city.opened()
    recorded()
    assert codes(judge_facts(city.id_of(2), city.QUALITY, [row]))
    assert Entry.objects.count() == 3


def test_whatever_comes_as_evidence_is_answered_with_refusals() -> None:
    city.opened()
    recorded()
    one_fact: Any = city.id_of("fact", "one")
    evidence: list[Any] = [{}, {one_fact: "x"}, {one_fact: 7}, {one_fact: [7]}, {"x": ["0" * 64]}, {7: []}]
    for given in evidence:
        assert codes(attach_evidence(city.id_of(2), city.WORKS, given)), given
    reasons: list[Any] = [{}, {"x": "y"}, {"0" * 64: "why"}, {"0" * 64: 7}]
    for given in reasons:
        assert codes(withdraw_evidence(city.id_of(2), city.KEEPER, given)), given
