"""History taken over as acts: many in a transaction leave the same entries as one by one, and a replay that fell goes on."""

from datetime import date

import pytest
from django.db import transaction

from hetang.office.actions import replay as replaying
from hetang.office.actions.replay import Deed, Replayed, replay
from hetang.office.journal import append
from hetang.office.reads.ledger_rows import all_rows, entries
from hetang.office.reads.verify import Verified, verify
from hetang.office.tables.models import Entry, Fact, Matter, MatterEntry, Standing
from tests.office import repairs as town

pytestmark = pytest.mark.django_db
UNTIL = date(2017, 4, 26)
ID = town.id_of("replay")


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock stands still: entries follow one another by a microsecond."""
    monkeypatch.setattr(append, "now_us", lambda: 1_800_000_000_000_000)


def told() -> dict[str, list[object]]:
    """Every byte of the ledger, and what its readings say."""
    tables = {
        model.__name__: sorted(model.objects.values_list(*(field.attname for field in model._meta.fields if field.name != "id")), key=repr)
        for model in (Fact, Standing, MatterEntry)
    }
    return {
        "entries": [entry.bytes for entry in entries()], "rows": [row.bytes for row in all_rows()],
        "Matter": list(Matter.objects.order_by("id").values_list()), **tables,
    }


def replayed(deeds: list[Deed], at_once: int, monkeypatch: pytest.MonkeyPatch) -> Replayed:
    monkeypatch.setattr(replaying, "AT_ONCE", at_once)
    done = replay(deeds, town.KEEPERS, ID, UNTIL)
    assert done.refused == [], [refusal.text("en") for refusal in done.refused]
    return done


def test_many_acts_in_a_transaction_are_the_same_entries_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    deeds = town.deeds(60)
    outcomes = []
    monkeypatch.setattr("hetang.office.journal.vault.AESGCM.generate_key", lambda bit_length: bytes(bit_length // 8))
    for at_once in (1, 7, 5_000):
        with transaction.atomic():
            town.done(town.opened())
            done = replayed(deeds, at_once, monkeypatch)
            found = verify()
            assert isinstance(found, Verified) and found.intact, found.to_json()["findings"]
            assert (done.deeds, done.entries) == (len(deeds), Entry.objects.count() - 2)
            outcomes.append(told())
            transaction.set_rollback(True)
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert len(outcomes[0]["entries"]) > 400 and not any(b"1390000" in data for data in outcomes[0]["entries"])   # type: ignore[operator]


def test_the_clock_runs_between_the_deeds_and_up_to_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    town.done(town.opened())
    replayed(town.deeds(60), 5_000, monkeypatch)
    acts = list(MatterEntry.objects.order_by("seq").values_list("act", "happened_on"))
    by_clock = [day for act, day in acts if act in ("overdue", "escalate", "passed")]
    assert len(by_clock) > 20 and "progress" in {act for act, _ in acts}
    days = [day for _, day in acts]
    assert days == sorted(days)
    assert not Matter.objects.filter(next_day__lt=UNTIL).exists()
    for entry in entries():
        if entry.kind == "matter.acted":
            body = entry.json()["body"]
            assert body["takeover"] is True and body["known_at"] >= body["happened_on"]


def test_a_replay_that_fell_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    deeds = town.deeds(40)
    monkeypatch.setattr("hetang.office.journal.vault.AESGCM.generate_key", lambda bit_length: bytes(bit_length // 8))
    with transaction.atomic():
        town.done(town.opened())
        replayed(deeds, 16, monkeypatch)
        whole = told()
        transaction.set_rollback(True)
    town.done(town.opened())

    class Fallen(Exception):
        pass

    def fall(done: int, of: int) -> None:
        if done >= of // 2:
            raise Fallen

    with pytest.raises(Fallen):
        replay(deeds, town.KEEPERS, ID, UNTIL, fall)
    stopped = Entry.objects.count()
    assert 2 < stopped < len(whole["entries"])
    replayed(deeds, 16, monkeypatch)
    assert told() == whole
    assert replay(deeds, town.KEEPERS, ID, UNTIL).repeated


def test_a_deed_that_is_refused_is_named_and_its_portion_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    town.done(town.opened())
    deeds = town.deeds(12)
    index = next(i for i, deed in enumerate(deeds) if i > 20 and deed.act is not None and "expects" in deed.act)
    (expected,) = deeds[index].act["expects"]   # type: ignore[index]
    wrong = {**(deeds[index].act or {}), "expects": [{**expected, "value": "13"}]}
    deeds[index] = Deed(deeds[index].day, deeds[index].where, wrong)
    monkeypatch.setattr(replaying, "AT_ONCE", 10)
    done = replay(deeds, town.KEEPERS, ID, UNTIL)
    (refusal,) = done.refused
    assert refusal.code == "yields_otherwise" and (refusal.at or "").startswith(deeds[index].where)
    acted = set(Entry.objects.values_list("uid", flat=True))
    assert {deed.act["id"] in acted for deed in deeds[20:] if deed.act is not None} == {False}


def test_history_of_matters_is_taken_over_by_two_keepers_or_not_at_all() -> None:
    town.done(town.opened())
    for by, code in (
        ({"person": "chen", "organisation": "town"}, "two_persons"), ({**town.KEEPERS, "with": "chen"}, "two_persons"),
        ({**town.KEEPERS, "with": "lin"}, "not_granted"), ({**town.KEEPERS, "person": "lin"}, "not_granted"),
    ):
        assert [refusal.code for refusal in replay(town.deeds(3), by, ID, UNTIL).refused] == [code]
    assert Entry.objects.count() == 2
