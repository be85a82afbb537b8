"""Personal values: only commitments in the ledger; erased, they are gone, and the ledger still verifies and says so."""

import json

import pytest
from django.db import connection

from hetang.office.actions.erase_subject import erase_subject
from hetang.office.actions.record_facts import record_facts
from hetang.office.journal import vault
from hetang.office.journal.act import Accepted
from hetang.office.journal.bulk import select
from hetang.office.reads.verify import Verified, verify
from hetang.office.tables.models import Entry, Row, Vault, VaultKey
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db
SECRET = "王某某，身份证号从略"


def record(number: int, name: str, salt: str | None = "5a" * 16, subject: str = "resident-1") -> Accepted | Refusal:
    owner = {"subject": subject, "value": SECRET, **({"salt": salt} if salt else {})}
    return record_facts(city.id_of(number), city.WORKS, [city.fact(name, 1, sealed={"owner": owner})])[0]


def sound() -> Verified:
    found = verify()
    assert isinstance(found, Verified)
    return found


def test_the_chain_holds_the_commitment_and_the_vault_the_value() -> None:
    city.opened()
    assert isinstance(record(1, "one"), Accepted)
    (row,) = Row.objects.all()
    sealed = json.loads(bytes(row.bytes))["sealed"]
    assert sealed == {"owner": vault.commitment(bytes.fromhex("5a" * 16), SECRET)}
    kept = Vault.objects.get()
    assert SECRET.encode() not in bytes(kept.ciphertext) and SECRET.encode() not in bytes(row.bytes)
    assert vault.opened(kept, {key.subject: bytes(key.key) for key in VaultKey.objects.all()}) == SECRET


def test_a_repeat_with_the_same_salt_is_the_same_bytes_and_another_salt_a_conflict() -> None:
    city.opened()
    first, again, other = record(1, "one"), record(1, "one"), record(1, "one", salt="6b" * 16)
    assert isinstance(first, Accepted) and isinstance(again, Accepted) and again.seq == first.seq
    assert isinstance(other, Refusal) and other.code == "conflict"
    assert Vault.objects.count() == 1


def test_a_sheet_without_salts_commits_to_the_same_twice_and_differs_between_facts() -> None:
    city.opened()
    first, again = record(1, "one", salt=None), record(1, "one", salt=None)
    assert isinstance(first, Accepted) and isinstance(again, Accepted) and again.repeated
    record(2, "two", salt=None)
    assert Vault.objects.count() == 2   # the same person, the same value, and nobody can tell


def test_erased_values_are_gone_and_the_ledger_still_verifies_and_says_erased() -> None:
    city.opened()
    record(1, "one")
    record(2, "two", salt="6b" * 16)
    record(3, "three", salt="7c" * 16, subject="resident-2")
    answer = erase_subject(city.id_of("erase"), city.AUDIT, "resident-1", "本人申请")
    assert isinstance(answer[0], Accepted) and answer[0].kind == "vault.erased"
    assert [kept.subject for kept in Vault.objects.all()] == ["resident-2"]
    assert [key.subject for key in VaultKey.objects.all()] == ["resident-2"]
    found = sound()
    assert found.intact and found.erased == 2
    again = erase_subject(city.id_of("erase"), city.AUDIT, "resident-1", "本人申请")
    assert isinstance(again[0], Accepted) and again[0].repeated


def test_a_salt_may_not_tie_two_persons_together() -> None:
    city.opened()
    record(1, "one")
    answer = record(2, "two", subject="resident-2")
    assert isinstance(answer, Refusal) and answer.code == "salt_used"


def test_only_the_vault_officer_erases_and_only_what_is_there() -> None:
    city.opened()
    record(1, "one")
    for by, subject, code in ((city.WORKS, "resident-1", "not_granted"), (city.AUDIT, "nobody", "nothing_to_erase")):
        (answer,) = erase_subject(city.id_of(code), by, subject, "本人申请")
        assert isinstance(answer, Refusal) and answer.code == code
    assert Vault.objects.count() == 1


def test_what_was_declared_erased_and_is_still_there_is_found() -> None:
    city.opened()
    record(1, "one")
    kept, key = Vault.objects.get(), VaultKey.objects.get()
    erase_subject(city.id_of("erase"), city.AUDIT, "resident-1", "本人申请")
    Vault.objects.bulk_create([kept])
    VaultKey.objects.bulk_create([key])
    assert [found.code for found in sound().findings] == ["not_erased"]


def test_a_personal_value_without_its_person_is_refused() -> None:
    city.opened()
    for sealed in ({"owner": "王某"}, {"owner": {"value": "王某"}}, {"owner": {"subject": "r", "value": "王", "salt": "00"}}):
        (answer,) = record_facts(city.id_of(1), city.WORKS, [city.fact("one", sealed=sealed)])
        assert isinstance(answer, Refusal) and answer.code == "not_a_personal_value"
    assert Entry.objects.count() == 2


def test_no_reading_table_holds_a_value_of_the_vault() -> None:
    city.opened()
    record(1, "one")
    told = json.dumps([
        [str(value) for value in row] for table in connection.introspection.table_names() if table not in ("vault", "vault_key")
        for row in select(f'SELECT * FROM "{table}"')
    ], ensure_ascii=False)
    assert SECRET not in told and "resident-1" not in told
