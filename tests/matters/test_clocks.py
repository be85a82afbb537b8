"""Clocks of matters, in the numbers of docs/algorithms/deadlines.md and over a town's days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hetang.matters.clocks import due, reckoned, restart, restarted
from hetang.matters.decide import Decision
from hetang.matters.kinds import Clock, End, Limit
from hetang.matters.story import Running
from hetang.terms.ids import derived_id
from hetang.terms.words import Text
from hetang.terms.workdays import Calendar, Length
from tests.matters.test_decide import PHOTO, opened, working
from tests.matters.town import Clerk, accepted, china, codes, day, town_kinds

NAME = Text("钟", "clock")


def clock(days: int = 60, unit: str = "days", roll: bool = True, **more: object) -> Clock:
    return Clock("c", NAME, runs=("a",), legal=Limit(Length(days, unit), roll), **more)  # type: ignore[arg-type]


def acts_of(clerk: Clerk, name: str = "r") -> list[tuple[str, str, str]]:
    id = derived_id("test", name)
    return [
        (body["act"], body["happened_on"], body.get("clock", ""))
        for _, body, by in clerk.entries if body["matter"] == id and by["person"] == "clock"
    ]  # fmt: skip


def test_days_of_standing_still_are_added() -> None:
    pauses = ((day("2016-12-11"), day("2017-01-10")),)
    found = reckoned(clock(), Running("c", day("2016-12-01"), pauses=pauses), china())
    assert (found.unrolled, found.legal) == (day("2017-03-01"), day("2017-03-01"))
    without = reckoned(clock(), Running("c", day("2016-12-01")), china())
    assert (without.unrolled, without.legal) == (day("2017-01-30"), day("2017-02-03"))


def test_of_workdays_only_workdays_are_added() -> None:
    pauses = ((day("2017-01-24"), day("2017-02-06")),)  # 25, 26 January and 3, 4, 6 February were worked
    found = reckoned(clock(5, "workdays"), Running("c", day("2017-01-20"), pauses=pauses), china())
    assert found.legal == day("2017-02-08")  # two of the five days were left: 22 to 24 January had passed


def test_more_time_is_counted_with_the_limit_or_from_its_end() -> None:
    same = reckoned(clock(roll=False), Running("c", day("2016-12-01"), extended=(Length(30),)), china())
    assert same.legal == day("2017-03-01")
    other = reckoned(clock(roll=False), Running("c", day("2016-12-01"), extended=(Length(5, "workdays"),)), china())
    assert other.legal == day("2017-02-08")


def test_a_consequence_is_counted_from_the_limit() -> None:
    of = clock(10, ends=(End(Length(5, "workdays"), "x"),))
    assert reckoned(of, Running("c", day("2017-04-18")), china()).next == day("2017-05-08")
    sheet = clock(10, ends=(End(Length(4, "workdays"), "x"),))
    assert reckoned(sheet, Running("c", day("2017-04-18")), china()).next == day("2017-05-05")


def test_a_provisional_clock_knows_when_to_ask_again() -> None:
    of = clock(5, "workdays", ends=(End(Length(0), "x"),))
    found = reckoned(of, Running("c", day("2026-12-30")), china())
    assert (found.legal, found.provisional, found.next) == (None, True, day("2026-12-31"))
    rolls = reckoned(clock(15, ends=(End(Length(0), "x"),)), Running("c", day("2026-12-20")), china())
    assert (rolls.legal, rolls.provisional, rolls.next) == (day("2027-01-04"), True, day("2027-01-04"))


def test_the_clock_acts_at_its_deadline_however_late_it_runs() -> None:
    late, early = opened(), opened()
    late.tick(day("2016-06-30"))
    for n in range(121):
        early.tick(day("2016-03-01") + timedelta(days=n))
    early.tick(day("2016-06-30"))
    assert acts_of(late) == [("overdue", "2016-03-31", "repair"), ("passed", "2016-04-08", "repair")]
    assert early.entries == late.entries
    assert late.tick(day("2016-12-31")) == []


def test_a_deadline_passes_at_its_end() -> None:
    clerk = opened()
    assert clerk.tick(day("2016-03-31")) == []
    assert len(clerk.tick(day("2016-04-01"))) == 1


def test_the_clock_comes_before_an_act_of_a_later_day() -> None:
    clerk = opened()
    accepted(clerk.act("2016-04-20", "lin", "repair.start", "r"))
    assert [body["act"] for _, body, _ in clerk.entries] == ["open", "overdue", "passed", "start"]
    assert [tell.to for tell in clerk.told] == ["roads.head", "works.head"]


def test_a_consequence_that_does_not_apply_is_noted_and_passed() -> None:
    calm, urgent = working(), opened(urgent=True)
    accepted(urgent.act("2016-03-02", "lin", "repair.start", "r"))
    for clerk in (calm, urgent):
        accepted(clerk.act("2016-03-21", "ma", "repair.log", "r", fields={"amount": "1"}))
        clerk.tick(day("2016-04-09"))
    assert acts_of(calm)[-1] == ("passed", "2016-04-08", "repair")
    assert acts_of(urgent)[-1] == ("escalate", "2016-04-08", "repair")
    (meeting,) = [matter for matter in urgent.matters.values() if matter.kind == "meeting"]
    assert (meeting.relations["owner"], meeting.fields["title"], meeting.opened_on) == ("town.mayor", "珠山路", day("2016-04-08"))
    assert meeting.relations["opener"] == "clock" and meeting.organisation == "roads"


def test_in_court_the_clock_stands_still() -> None:
    clerk = working()
    accepted(clerk.act("2016-03-11", "lin", "repair.sue", "r"))
    held = clerk.matter("r").clocks["repair"]
    assert (held.held_since, held.next) == (day("2016-03-11"), None)
    assert clerk.tick(day("2016-09-01")) == []
    accepted(clerk.act("2016-09-01", "lin", "repair.settle", "r"))
    running = clerk.matter("r").clocks["repair"]
    assert running.pauses == ((day("2016-03-11"), day("2016-09-01")),) and running.legal == day("2016-09-21")
    assert running.target == day("2016-09-01")  # the eighth workday was the day on which it was stopped


def test_more_time_is_given_once() -> None:
    clerk = working()
    running = clerk.matter("r").clocks["repair"]
    longer = replace(running, extended=(Length(10),))
    of = town_kinds().version("repair", "2016-01-01")
    assert of is not None and reckoned(of.clocks["repair"], longer, china()).legal == day("2016-04-11")
    clerk.matters[clerk.matter("r").id] = replace(
        clerk.matter("r"), clocks={**clerk.matter("r").clocks, "repair": longer}
    )
    assert "extended_already" in codes(clerk.act("2016-03-12", "wei", "repair.more_time", "r", with_="lin"))


def test_a_log_begins_the_quiet_clock_anew() -> None:
    clerk = working()
    assert clerk.matter("r").clocks["quiet"].next == day("2016-03-22")
    accepted(clerk.act("2016-03-20", "ma", "repair.log", "r", fields={"amount": "1"}))
    assert clerk.matter("r").clocks["quiet"].next == day("2016-04-09")
    accepted(clerk.act("2016-03-10", "ma", "repair.log", "r", fields={"amount": "1"}))
    assert clerk.matter("r").clocks["quiet"].since == day("2016-03-20")


def test_a_verified_fact_begins_it_anew_on_the_day_it_happened() -> None:
    clerk = working()
    matter = clerk.matter("r")
    act = restart(matter, {"earth": day("2016-03-12"), "repaired": day("2016-03-15")}, clerk.kinds, clerk.calendar, "entry")
    assert act is not None and (act.act, act.happened_on, act.person) == ("progress", day("2016-03-12"), "clock")
    answer = clerk.take(act)
    assert isinstance(answer, Decision) and set(answer.body["clocks"]) == {"quiet"} and "fields" not in answer.body
    after = clerk.matter("r")
    assert after.clocks["quiet"].since == day("2016-03-12") and after.clocks["repair"] == matter.clocks["repair"]
    assert (after.last_on, after.done["progress"].last_on) == (matter.last_on, day("2016-03-12"))
    assert restart(after, {"earth": day("2016-03-12")}, clerk.kinds, clerk.calendar, "entry") is None
    kind = town_kinds().version("repair", "2016-01-01")
    assert kind is not None and restarted(kind, after, {"repaired": day("2016-05-01")}, clerk.calendar) == {}


def test_a_named_day_is_taken_when_the_clock_starts() -> None:
    clerk = opened()
    accepted(clerk.act("2016-03-02", "chen", "meeting.table", "m", fields={"title": "议"}, parent="r"))
    accepted(clerk.act("2016-03-03", "chen", "meeting.decide", "m", fields={"due_day": "2016-03-20"}))
    running = clerk.matter("m").clocks["due"]
    assert (running.target, running.legal, running.next) == (day("2016-03-20"), None, day("2016-03-20"))
    clerk.tick(day("2016-03-25"))
    assert acts_of(clerk, "m") == [("late", "2016-03-20", "due")]


def test_a_clock_counts_anew_when_its_year_is_gazetted() -> None:
    known = Calendar("cn", {number: year for number, year in china().years.items() if number < 2017})
    clerk = Clerk(calendar=known)
    accepted(clerk.act("2016-12-15", "zhou", "repair.open", "r", fields={"title": "x", "area": "3"}))
    running = clerk.matter("r").clocks["repair"]
    assert (running.provisional, running.legal, running.next) == (True, day("2017-01-14"), day("2017-01-14"))
    assert clerk.tick(day("2017-06-30")) == []  # a Saturday: nobody can say yet whether it rolls
    clerk.calendar = china()
    clerk.tick(day("2017-01-16"))
    running = clerk.matter("r").clocks["repair"]
    assert (running.provisional, running.legal, running.unrolled) == (False, day("2017-01-16"), day("2017-01-14"))
    assert acts_of(clerk) == [("reckon", "2017-01-14", "repair")]
    clerk.tick(day("2017-01-17"))
    assert acts_of(clerk)[1:] == [("overdue", "2017-01-16", "repair")]


def test_ids_of_clock_acts_follow_from_the_matter_alone() -> None:
    clerk = opened()
    act = due(clerk.matter("r"), clerk.kinds, day("2016-04-01"), clerk.calendar)
    assert act is not None and act.id == derived_id("clock", derived_id("test", "r"), "repair", "2016-03-01", "0")


def test_ended_clocks_do_nothing() -> None:
    clerk = working()
    accepted(clerk.act("2016-03-05", "lin", "repair.finish", "r", evidence=(PHOTO,)))
    assert clerk.matter("r").clocks == {} and clerk.tick(day("2017-12-31")) == []


@pytest.mark.parametrize("person", ["lin", "zhou", "chen"])
def test_nobody_does_what_is_the_clocks(person: str) -> None:
    assert codes(working().act("2016-03-05", person, "repair.overdue", "r")) == ["clock_alone"]


def test_the_clock_does_nothing_that_is_a_persons() -> None:
    clerk = working()
    assert codes(clerk.act("2016-03-05", "clock", "repair.sue", "r")) == ["not_by_clock"]
