"""Acts on matters: what becomes of them, of the clock, of what follows, and what is refused."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hetang.office.actions import tick as ticking
from hetang.office.actions.act_on_matter import act_on_matter
from hetang.office.actions.change_establishment import change_establishment
from hetang.office.actions.erase_subject import erase_subject
from hetang.office.actions.judge_facts import judge_facts
from hetang.office.actions.open_city import open_city
from hetang.office.actions.record_facts import record_facts
from hetang.office.actions.tick import tick
from hetang.office.journal import append
from hetang.office.journal.act import Accepted
from hetang.office.journal.states import states_of
from hetang.office.reads.ledger_rows import entries, rows_of
from hetang.office.reads.rebuild import rebuild
from hetang.office.reads.verify import Verified, verify
from hetang.office.tables.models import Conflict, Entry, Fact, Matter, MatterEntry, Notification, Vault
from hetang.packs.stored import stored_pack
from hetang.terms.dates import day_of_us, to_us
from hetang.terms.digests import digest
from tests.office import repairs as town

pytestmark = pytest.mark.django_db


def acts_of(matter: object = "r") -> list[tuple[str, str]]:
    found = MatterEntry.objects.filter(matter=town.id_of("matter", matter)).order_by("seq")
    return [(act, str(day)) for act, day in found.values_list("act", "happened_on")]


def intact() -> Verified:
    found = verify()
    assert isinstance(found, Verified)
    assert found.intact, found.to_json()["findings"]
    return found


def bodies() -> list[dict[str, Any]]:
    return [entry.json()["body"] for entry in entries() if entry.kind == "matter.acted"]


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """The server's clock stands at noon of that day."""
    us = to_us(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)) + 12 * 3_600_000_000
    monkeypatch.setattr(append, "now_us", lambda: us)


def test_a_story_is_one_entry_an_act_with_those_that_follow() -> None:
    kinds = [[one.kind for one in answer] for answer in town.story()]
    assert kinds[1:6] == [
        ["matter.acted"], ["matter.acted"], ["matter.acted", "facts.recorded"], ["matter.acted", "facts.recorded"],
        ["matter.acted", "facts.judged"],
    ]
    assert acts_of("r") == [
        ("open", "2016-03-01"), ("start", "2016-03-02"), ("log", "2016-03-03"), ("finish", "2016-03-05"), ("accept", "2016-03-07"),
    ]
    states = dict(Fact.objects.values_list("measure", "state"))
    assert states["repaired"] == 3 and Fact.objects.filter(measure="earth", state=1).count() == 2   # no evidence, not verified
    row = Matter.objects.get(id=town.id_of("matter", "r"))
    told = (row.kind, row.step, row.title, row.organisation, row.place, row.owner, row.handler, row.verifier, row.attached, row.closed)
    assert told == ("repair", "done", "珠山路", "roads", "north", "roads_head", "lin", "quality", "works_head", True)
    assert (row.legal_day, row.next_day, str(row.last_on), row.seq) == (None, None, "2016-03-07", 8)
    assert set(Notification.objects.filter(act="accept").values_list("person", flat=True)) == {"chen", "lin", "tang"}
    intact()


def test_what_follows_names_its_act() -> None:
    list(town.story())
    (log, *_) = [entry for entry in entries() if entry.kind == "facts.recorded"]
    acted = Entry.objects.get(seq=log.seq - 1).uid
    assert log.json()["body"] == {"act": acted}
    assert json.loads(rows_of(log.seq)[0].bytes)["matter"] == town.id_of("matter", "r")


def test_the_clock_acts_before_an_act_of_a_later_day() -> None:
    list(town.story())
    assert acts_of("late") == [
        ("open", "2016-03-01"), ("start", "2016-03-02"), ("overdue", "2016-03-22"), ("overdue", "2016-03-31"),
        ("escalate", "2016-04-08"), ("log", "2016-04-20"),
    ]
    meeting = Matter.objects.get(kind="meeting")
    assert (meeting.parent, meeting.owner, str(meeting.opened_on)) == (town.id_of("matter", "late"), "mayor", "2016-04-08")
    complaint = Matter.objects.get(kind="complaint")
    assert (complaint.sealed, complaint.complained, complaint.organisation) == (True, True, "discipline")


def test_the_clock_run_late_says_the_same_as_run_daily_and_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    town.done(town.opened())
    for matter, urgent in (("one", "yes"), ("two", "no"), ("three", "yes")):
        town.reported(matter, urgent=urgent)
        town.done(town.do("2016-03-02", "lin", "repair.start", matter))
    assert tick(date(2016, 3, 22)) == ticking.Ticked(0, 0)   # a deadline passes at the end of its day
    for number in range(23, 32):
        tick(date(2016, 3, number), at_once=1)
    tick(date(2016, 12, 31), at_once=2)
    assert tick(date(2016, 12, 31)) == ticking.Ticked(0, 0)
    assert acts_of("one")[2:] == [("overdue", "2016-03-22"), ("overdue", "2016-03-31"), ("escalate", "2016-04-08")]
    assert acts_of("two")[2:] == [("overdue", "2016-03-22"), ("overdue", "2016-03-31"), ("passed", "2016-04-08")]
    assert all(entry.json()["by"] == {"person": "clock", "organisation": "roads"} for entry in entries(7) if entry.kind == "matter.acted")
    intact()


def test_what_lies_ahead_has_not_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2016-03-25")
    town.done(town.opened())
    town.reported()
    town.done(town.do("2016-03-02", "lin", "repair.start", "r"))
    assert tick(date(2030, 1, 1)) == ticking.Ticked(1, 1)
    assert acts_of()[2:] == [("overdue", "2016-03-22")]


def test_a_matter_that_waits_for_its_calendar_keeps_no_other_waiting() -> None:
    early = town.pack_json()
    early["calendars"] = [year for year in early["calendars"] if year["year"] <= 2016]
    town.done(open_city(stored_pack(early)))
    for matter in ("one", "two", "three"):
        town.reported(matter, on="2016-12-10")   # thirty days later is a day of a year not yet gazetted
    town.done(town.do("2016-12-11", "lin", "repair.start", "three"))
    provisional = Matter.objects.get(id=town.id_of("matter", "one"))
    assert json.loads(provisional.state)["clocks"]["repair"]["provisional"] is True
    assert tick(date(2017, 5, 1), at_once=1).matters == 1
    assert acts_of("three")[2:] == [("overdue", "2016-12-31")] and len(acts_of("one")) == 1
    town.done(open_city(town.pack("1.1"), actor="chen"))
    assert tick(date(2017, 5, 1)).matters == 3
    assert [act for act, _ in acts_of("one")] == ["open", "reckon", "overdue", "passed"]
    intact()


def test_the_same_act_again_is_the_same_entries_and_with_other_content_a_conflict() -> None:
    town.done(town.opened())
    town.reported()
    town.done(town.do("2016-03-02", "lin", "repair.start", "r"))
    log = town.act("2016-03-03", "ma", "repair.log", "r", fields={"amount": "12"})
    first, again = town.done(act_on_matter(log)), town.done(act_on_matter(log))
    assert [(one.seq, one.digest) for one in first] == [(one.seq, one.digest) for one in again]
    assert all(one.repeated for one in again)
    for _ in range(2):
        other = town.act("2016-03-03", "ma", "repair.log", "r", id=log.id, fields={"amount": "13"})
        assert town.codes(act_on_matter(other)) == ["conflict"]
    kept = Conflict.objects.get()
    assert (kept.uid, kept.entry) == (log.id, first[0].seq)
    assert json.loads(bytes(kept.bytes))["asked"]["fields"] == {"amount": "13"}
    assert kept.digest == digest(bytes(kept.bytes))


def test_who_saw_an_older_state_is_told_what_has_changed() -> None:
    town.done(town.opened())
    seen = town.reported()[0].seq
    town.done(town.do("2016-03-02", "lin", "repair.start", "r"))
    assert town.codes(town.do("2016-03-03", "lin", "repair.sue", "r", seen=seen)) == ["changed_since"]
    assert town.codes(town.do("2016-03-01", "lin", "repair.sue", "r")) == ["changed_since"]
    town.done(town.do("2016-03-03", "lin", "repair.sue", "r", seen=seen + 1))


def test_a_refused_act_leaves_nothing_not_even_what_the_clock_did_before_it() -> None:
    town.done(town.opened())
    town.reported()
    before = Entry.objects.count()
    assert town.codes(town.do("2016-06-01", "ma", "repair.start", "r")) == ["not_entitled"]
    assert Entry.objects.count() == before and acts_of() == [("open", "2016-03-01")]


@pytest.mark.parametrize("more", [{"person": "clock"}, {"known_at": "2016-03-01"}, {"handed": True}], ids=str)
def test_nobody_acts_as_the_clock_or_as_an_older_register(more: dict[str, Any]) -> None:
    town.done(town.opened())
    wanted = town.act("2016-03-01", more.pop("person", "zhou"), "repair.open", "r", fields={"title": "路", "area": "1"}, **more)
    assert town.codes(act_on_matter(wanted)) == ["only_the_clock"]


def test_a_verified_fact_begins_a_waiting_clock_anew() -> None:
    town.done(town.opened())
    town.reported()
    town.done(town.do("2016-03-02", "lin", "repair.start", "r"))
    fact = {"id": town.id_of("load"), "measure": "earth", "value": "5", "unit": "立方米", "happened_on": "2016-03-15",
            "place": "north", "organisation": "roads", "matter": town.id_of("matter", "r"), "evidence": [town.picture("load")]}
    town.done(record_facts(town.id_of(1), {"person": "lin", "organisation": "roads"}, [fact]))
    verdict = {"fact": fact["id"], "judgement": "verified", "by": "zhou", "organisation": "quality"}
    answer = town.done(judge_facts(town.id_of(2), {"person": "zhou", "organisation": "quality"}, [verdict]))
    assert [one.kind for one in answer] == ["facts.judged", "matter.acted"]
    assert acts_of()[-1] == ("progress", "2016-03-15")
    (state,) = states_of([town.id_of("matter", "r")])
    assert str(state.clocks["quiet"].target) == "2016-04-04"
    again = town.done(judge_facts(town.id_of(2), {"person": "zhou", "organisation": "quality"}, [verdict]))
    assert again[0].repeated and acts_of()[-1] == ("progress", "2016-03-15") and len(acts_of()) == 3
    intact()


def test_ids_that_somebody_has_used_stop_neither_the_clock_nor_an_act() -> None:
    town.done(town.opened())
    town.reported()
    start = town.act("2016-03-02", "lin", "repair.start", "r")
    town.done(act_on_matter(start))
    log = town.act("2016-03-03", "ma", "repair.log", "r", fields={"amount": "12"})
    matter = town.id_of("matter", "r")
    used = [town.derived_id("clock", matter, "quiet", "2016-03-03", "0"), town.derived_id(log.id, "facts")]
    base = {"measure": "earth", "value": "5", "unit": "立方米", "happened_on": "2016-03-01", "place": "north", "organisation": "roads"}
    for number, id in enumerate(used):
        fact = {**base, "id": town.derived_id(log.id, "fact", str(number))}
        town.done(record_facts(id, {"person": "lin", "organisation": "roads"}, [fact]))
    assert [one.kind for one in town.done(act_on_matter(log))] == ["matter.acted", "facts.recorded"]
    tick(date(2016, 3, 25))
    assert acts_of()[-1] == ("overdue", "2016-03-23")
    intact()


def test_where_what_would_follow_is_refused_the_clock_passes() -> None:
    given = town.pack_json()
    given["kinds"] = json.loads(json.dumps(given["kinds"], default=str))
    (escalate,) = [act for act in given["kinds"][0]["acts"] if act["id"] == "escalate"]
    escalate["opens_matter"][0]["sets"]["place"] = "'nowhere'"
    town.done(open_city(stored_pack(given)))
    town.reported(urgent="yes")
    town.done(town.do("2016-03-02", "lin", "repair.start", "r"))
    tick(date(2016, 12, 31))
    assert acts_of()[2:] == [("overdue", "2016-03-22"), ("overdue", "2016-03-31"), ("passed", "2016-04-08")]
    assert not Matter.objects.filter(kind="meeting").exists()
    intact()


def test_personal_fields_lie_in_the_vault_and_can_be_erased() -> None:
    town.done(town.opened())
    answer = town.reported(reporter="13800000000")
    matter = town.id_of("matter", "r")
    kept = Vault.objects.get()
    assert (kept.subject, kept.field) == (matter, "reporter")
    (body,) = bodies()
    assert body["sealed"] == {"reporter": kept.commitment} and "reporter" not in body["fields"]
    assert town.reported(reporter="13800000000")[0].seq == answer[0].seq
    intact()
    assert isinstance(erase_subject(town.id_of("erase"), {"person": "an", "organisation": "town"}, matter, "本人申请")[0], Accepted)
    assert intact().erased == 1


def test_a_kind_that_matters_are_at_stays_in_the_pack() -> None:
    town.done(town.opened())
    town.reported()
    without = town.pack_json("1.1")
    without["kinds"] = [kind for kind in without["kinds"] if kind["id"] == "complaint"]
    assert town.codes(open_city(stored_pack(without), actor="chen")) == ["kind_in_use"]
    assert town.done(open_city(town.pack("1.1"), actor="chen"))


def test_the_tables_of_matters_follow_from_the_ledger() -> None:
    list(town.story())
    tick(date(2016, 12, 31))
    tables = {model: list(model.objects.order_by("pk").values_list()) for model in (Matter, MatterEntry)}
    assert rebuild(check=True).differences == []
    rebuild()
    assert {model: list(model.objects.order_by("pk").values_list()) for model in (Matter, MatterEntry)} == tables


def test_nobody_acts_back_to_a_day_when_they_still_might_know() -> None:
    """Who has left the organ that keeps a sealed matter learns no more of it, whatever day an act claims; who is there may."""
    list(town.story())
    today = day_of_us(append.now_us(), "Asia/Shanghai").isoformat()
    revoked = [{"change": "revoke", "role": "officer", "over": "discipline", "person": "fang", "on": today}]
    town.done(change_establishment(town.id_of("revoke"), {"person": "bai", "organisation": "town", "with": "qi"}, revoked))
    assert town.codes(town.do("2016-04-22", "fang", "complaint.clear", "c", with_="gao")) == ["no_such_matter"]
    assert town.codes(town.do("2016-04-22", "gao", "complaint.clear", "c")) == ["second_missing"]


def test_who_sat_in_the_line_when_it_was_opened_may_not_act_on_it_later() -> None:
    list(town.story())
    today = day_of_us(append.now_us(), "Asia/Shanghai").isoformat()
    posts = {"change": "swap", "post": "roads_head", "with": "second_officer", "on": today}
    town.done(change_establishment(town.id_of("swap"), {"person": "bai", "organisation": "town", "with": "qi"}, [posts]))
    granted = [{"change": "grant", "role": "officer", "over": "discipline", "person": "lin", "on": today}]
    town.done(change_establishment(town.id_of("grant"), {"person": "bai", "organisation": "town", "with": "qi"}, granted))
    assert town.codes(town.do(today, "lin", "complaint.clear", "c", with_="fang")) == ["no_such_matter"]


@pytest.mark.parametrize("day", ["2199-12-31", "9999-12-31"])
def test_an_act_dated_ahead_is_refused_and_runs_no_clock(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town.done(town.opened())
    town.reported()
    at(monkeypatch, "2016-03-02")
    assert "not_yet_happened" in town.codes(town.do(day, "lin", "repair.start", "r"))
    assert acts_of("r") == [("open", "2016-03-01")]
