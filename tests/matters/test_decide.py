"""What an act comes to, and every reason for which it is refused."""

from dataclasses import replace

import pytest

from hetang.matters.act import MatterAct
from hetang.matters.decide import Decision, decide, possible
from hetang.matters.names import derived_values
from hetang.matters.plans import curve, planned
from hetang.matters.story import Matter
from hetang.terms.ids import derived_id
from tests.matters.town import Clerk, accepted, codes, day, town_kinds

PHOTO = "ab" * 32


def opened(on: str = "2016-03-01", **more: object) -> Clerk:
    clerk = Clerk()
    fields = {"title": "珠山路", "area": "80.5", "site": "north", "cause": "rain", **more}
    accepted(clerk.act(on, "zhou", "repair.open", "r", fields=fields))
    return clerk


def working() -> Clerk:
    clerk = opened()
    accepted(clerk.act("2016-03-02", "lin", "repair.start", "r"))
    return clerk


def checked() -> Clerk:
    clerk = working()
    accepted(clerk.act("2016-03-03", "ma", "repair.log", "r", fields={"amount": "12"}))
    accepted(clerk.act("2016-03-05", "lin", "repair.finish", "r", evidence=(PHOTO,)))
    return clerk


def test_an_opening_says_all_that_was_decided() -> None:
    clerk = Clerk()
    fields = {"title": " 珠山路 ", "area": "0.5亩", "site": "north"}
    answer = accepted(clerk.act("2016-03-01", "zhou", "repair.open", "r", fields=fields, sealed={"reporter": "c" * 64}))
    assert answer.body == {
        "matter": derived_id("test", "r"),
        "kind": "repair",
        "version": "2016-01-01",
        "act": "open",
        "happened_on": "2016-03-01",
        "step": "reported",
        "fields": {"title": "珠山路", "area": "1000/3", "site": "north", "since_day": "2016-03-01"},
        "sealed": {"reporter": "c" * 64},
        "set": {
            "organisation": "roads", "owner": "roads.head", "verifier": "quality", "attached": "works.head", "place": "north",
            "opener": "zhou",
        },
        "clocks": {
            "repair": {
                "since": "2016-03-01", "legal": "2016-03-31", "unrolled": "2016-03-31", "target": "2016-03-11",
                "next": "2016-03-31", "next_index": 0,
            }
        },
        "calendar": clerk.calendar.version,
        "opened": True,
    }  # fmt: skip
    assert answer.by == {"person": "zhou", "organisation": "quality"}
    matter = clerk.matter("r")
    assert (matter.organisation, matter.place, matter.relations["owner"]) == ("roads", "north", "roads.head")
    assert [(tell.term, tell.to) for tell in answer.tells] == [("owner", "roads.head")]


def test_facts_are_rows_of_the_ledger() -> None:
    clerk = checked()
    log, finish = clerk.facts
    assert (log["measure"], log["value"], log["unit"], log["by"], log["organisation"]) == ("earth", "12", "立方米", "ma", "roads")
    assert finish == {
        "id": finish["id"], "measure": "repaired", "value": "80.5", "unit": "平方米", "happened_on": "2016-03-05",
        "place": "north", "organisation": "roads", "matter": derived_id("test", "r"), "dims": {"state": "done"},
        "evidence": [PHOTO], "corrects": None, "repeats": None, "by": "lin",
    }  # fmt: skip


def test_whoever_verifies_stands_apart_and_the_facts_are_judged() -> None:
    clerk = checked()
    assert codes(clerk.act("2016-03-06", "lin", "repair.accept", "r"))[0] == "not_entitled"
    answer = accepted(clerk.act("2016-03-07", "wu", "repair.accept", "r"))
    assert {row["judgement"] for row in answer.judgements} == {"verified"} and len(answer.judgements) == 2
    assert {(row["by"], row["organisation"]) for row in answer.judgements} == {("wu", "quality")}
    assert answer.matter.closed and answer.matter.clocks == {} and answer.body["closed"] is True
    assert [(tell.term, tell.to) for tell in answer.tells] == [("owner", "roads.head"), ("role:keeper", None)]


def test_a_recorder_does_not_verify_through_another_office() -> None:
    clerk = working()
    accepted(clerk.act("2016-03-03", "zhou", "repair.log", "r", fields={"amount": "1"}))
    accepted(clerk.act("2016-03-05", "lin", "repair.finish", "r", evidence=(PHOTO,)))
    assert codes(clerk.act("2016-03-07", "zhou", "repair.accept", "r")) == ["not_apart", "not_apart"]
    assert "not_apart" in codes(clerk.act("2016-03-07", "wu", "repair.accept", "r"))  # of one organ with the recorder


def test_a_rejection_gives_its_reason_and_leads_back() -> None:
    clerk = checked()
    assert codes(clerk.act("2016-03-06", "wu", "repair.send_back", "r")) == ["reason_missing"]
    answer = accepted(clerk.act("2016-03-06", "wu", "repair.send_back", "r", note="边上没压实"))
    assert [(row["judgement"], row["reason"]) for row in answer.judgements] == [("rejected", "边上没压实")]
    assert clerk.matter("r").step == "working"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"area": "3"}, "field_missing"),
        ({"title": "x", "area": "3", "amount": "1"}, "field_not_asked"),
        ({"title": "x", "area": "many"}, "field_wrong"),
        ({"title": "x", "area": "3 米"}, "field_wrong"),
        ({"title": "x", "area": "3", "cause": "snow"}, "field_wrong"),
        ({"title": "x", "area": "3", "site": "moon"}, "field_wrong"),
        ({"title": "x", "area": "3", "by_when": "soon"}, "field_wrong"),
        ({"title": "x", "area": "3", "urgent": "perhaps"}, "field_wrong"),
        ({"title": "x", "area": "3", "reporter": "139"}, "field_sealed"),
        ({"title": "x" * 401, "area": "3"}, "field_wrong"),
        ({"title": "x", "area": "0.4"}, "guard"),
    ],
)
def test_what_is_filled_in_wrongly_is_refused(fields: dict[str, object], code: str) -> None:
    assert codes(Clerk().act("2016-03-01", "zhou", "repair.open", "r", fields=fields)) == [code]


def test_a_guard_cites_its_clause_in_both_languages() -> None:
    answer = Clerk().act("2016-03-01", "zhou", "repair.open", "r", fields={"title": "x", "area": "0.4"})
    assert isinstance(answer, list)
    assert answer[0].text("zh") == "面积太小（试第一条）；可接受：半平方米以上"
    assert answer[0].text("en") == "the area is too small (test, article 1); accepted: half a square metre or more"


def test_all_faults_are_said_at_once() -> None:
    clerk = opened()
    answer = clerk.act("2016-02-20", "he", "repair.finish", "r", fields={"title": "x"}, seen=0)
    assert codes(answer) == ["not_entitled", "wrong_step", "before_opening", "field_not_asked", "evidence_missing"]
    assert isinstance(answer, list) and "开工" in answer[1].accepts.zh


def test_only_who_is_granted_may_open_and_in_their_own_name() -> None:
    fields = {"title": "x", "area": "3"}
    assert codes(Clerk().act("2016-03-01", "lin", "repair.open", "r", fields=fields)) == ["not_entitled"]
    answer = Clerk().act("2016-03-01", "zhou", "repair.open", "r", fields=fields, organisation="works")
    assert codes(answer) == ["not_your_organisation"]


def test_an_act_of_an_earlier_day_is_told_what_has_changed() -> None:
    clerk = checked()
    answer = clerk.act("2016-03-04", "lin", "repair.sue", "r")
    assert codes(answer) == ["wrong_step", "changed_since"]
    assert isinstance(answer, list) and "2016-03-05 报完工" in answer[1].says.zh and "待核" in answer[1].says.zh


def test_an_act_that_commutes_may_come_late() -> None:
    clerk = working()
    accepted(clerk.act("2016-03-09", "lin", "repair.sue", "r"))
    accepted(clerk.act("2016-03-03", "ma", "repair.log", "r", fields={"amount": "5"}))
    matter = clerk.matter("r")
    assert (matter.last_on, matter.done["log"].last_on, matter.step) == (day("2016-03-09"), day("2016-03-03"), "waiting_court")
    assert "amount" not in matter.fields


def test_what_the_sender_has_seen_counts() -> None:
    clerk = working()
    seen = clerk.matter("r").seq
    accepted(clerk.act("2016-03-03", "ma", "repair.log", "r", fields={"amount": "5"}))
    accepted(clerk.act("2016-03-04", "lin", "repair.sue", "r", seen=seen))  # a log changes nothing
    assert codes(clerk.act("2016-03-05", "lin", "repair.settle", "r", seen=seen)) == ["changed_since"]
    accepted(clerk.act("2016-03-05", "lin", "repair.settle", "r", seen=clerk.matter("r").seq))


def test_nothing_happens_tomorrow_and_nothing_twice() -> None:
    clerk = opened()
    assert codes(clerk.act("2018-01-01", "lin", "repair.start", "r", tick=False)) == ["not_yet_happened"]
    fields = {"title": "x", "area": "3"}
    assert codes(clerk.act("2016-03-02", "zhou", "repair.open", "r", fields=fields)) == ["opened_already"]
    assert codes(clerk.act("2016-03-02", "lin", "repair.start", "other")) == ["opens_nothing"]
    assert codes(clerk.act("2016-03-02", "lin", "repair.dance", "r")) == ["unknown_act"]
    assert codes(clerk.act("2016-03-02", "lin", "meeting.decide", "r")) == ["wrong_kind"]
    assert codes(clerk.act("2016-03-02", "lin", "parade.open", "p")) == ["unknown_matter_kind"]
    assert codes(clerk.act("2015-03-02", "zhou", "repair.open", "old", fields=fields)) == ["unknown_matter_kind"]


def test_two_persons_are_two_entitled_persons() -> None:
    clerk = working()
    assert codes(clerk.act("2016-03-05", "wei", "repair.more_time", "r")) == ["second_missing"]
    assert codes(clerk.act("2016-03-05", "wei", "repair.more_time", "r", with_="wei")) == ["second_missing"]
    assert codes(clerk.act("2016-03-05", "wei", "repair.more_time", "r", with_="he")) == ["second_not_entitled"]


def test_an_ended_matter_takes_nothing_more() -> None:
    clerk = checked()
    accepted(clerk.act("2016-03-07", "wu", "repair.accept", "r"))
    assert codes(clerk.act("2016-03-08", "chen", "repair.assign", "r", fields={"handler": "ma"})) == ["final_step"]


def test_handing_over_sets_relations_only() -> None:
    clerk = working()
    assert codes(clerk.act("2016-03-03", "lin", "repair.assign", "r")) == ["nobody_named"]
    assert codes(clerk.act("2016-03-03", "lin", "repair.assign", "r", fields={"owner": "nowhere"})) == ["field_wrong"]
    answer = accepted(clerk.act("2016-03-03", "lin", "repair.assign", "r", fields={"handler": "ma", "owner": "works"}))
    assert answer.body["set"] == {"handler": "ma", "owner": "works"} and "fields" not in answer.body
    assert clerk.matter("r").relations["owner"] == "works"


def test_who_steps_back_is_never_matched_again() -> None:
    clerk = working()
    answer = accepted(clerk.act("2016-03-03", "lin", "repair.recuse", "r"))
    assert answer.body["recused"] == "lin" and answer.body["set"] == {"handler": None}
    assert clerk.matter("r").recused == {"lin"} and "handler" not in clerk.matter("r").relations
    assert codes(clerk.act("2016-03-04", "lin", "repair.sue", "r"))[0] == "recused"


def test_a_running_matter_keeps_its_version_until_it_goes_over() -> None:
    clerk = opened("2017-05-30")
    assert codes(clerk.act("2017-05-31", "chen", "repair.migrate", "r")) == ["same_version"]
    accepted(clerk.act("2017-06-05", "lin", "repair.start", "r"))
    assert clerk.matter("r").version == "2016-01-01"
    assert codes(clerk.act("2017-06-06", "chen", "repair.migrate", "r")) == ["step_gone"]
    other = opened("2017-05-30")
    answer = accepted(other.act("2017-06-02", "chen", "repair.migrate", "r"))
    assert answer.matter.version == "2017-06-01" and answer.body["clocks"] == {"repair": None}
    accepted(other.act("2017-06-03", "lin", "repair.finish", "r"))
    fresh = accepted(Clerk().act("2017-06-02", "zhou", "repair.open", "new", fields={"title": "x"}))
    assert fresh.body["version"] == "2017-06-01"


def test_a_parent_must_be_there_and_fit() -> None:
    clerk = opened()
    fields = {"title": "x", "area": "3"}
    accepted(clerk.act("2016-03-02", "chen", "meeting.table", "m", fields={"title": "议"}, parent="r"))
    assert clerk.matter("m").fields["asked_of"] == "roads"  # known from the parent
    assert clerk.matter("m").organisation == "roads"
    assert codes(clerk.act("2016-03-02", "zhou", "repair.open", "r2", fields=fields, parent="m")) == ["wrong_parent"]
    assert codes(clerk.act("2016-03-02", "zhou", "repair.open", "r2", fields=fields, parent="nobody")) == ["parent_required"]


def test_an_act_reaches_its_parent_in_the_same_breath() -> None:
    clerk = working()
    accepted(clerk.act("2016-03-03", "chen", "meeting.table", "m", fields={"title": "议"}, parent="r"))
    accepted(clerk.act("2016-03-03", "chen", "meeting.decide", "m", fields={"due_day": "2016-04-01"}))
    answer = accepted(clerk.act("2016-03-04", "lin", "meeting.close", "m"))
    (follow,) = answer.follow
    assert follow.id == derived_id(clerk.entries[-2][0], "opens", "0") and follow.handed
    assert clerk.matter("r").done["overdue"].person == "lin"


def test_what_follows_and_is_refused_takes_the_act_with_it() -> None:
    clerk = working()
    accepted(clerk.act("2016-03-03", "chen", "meeting.table", "m", fields={"title": "议"}, parent="r"))
    accepted(clerk.act("2016-03-03", "chen", "meeting.decide", "m", fields={"due_day": "2016-04-01"}))
    accepted(clerk.act("2016-03-03", "lin", "repair.sue", "r"))
    before = len(clerk.entries)
    assert codes(clerk.act("2016-03-04", "lin", "meeting.close", "m")) == ["wrong_step"]
    assert len(clerk.entries) == before and clerk.matter("m").step == "decided"


def test_a_sealed_matter_is_nobody_elses() -> None:
    clerk = Clerk()
    fields = {"title": "收礼", "against": "lin", "unit": "roads"}
    accepted(clerk.act("2016-03-01", "he", "complaint.open", "c", fields=fields))
    assert clerk.matter("c").organisation == "discipline"
    for outsider in ("lin", "wei", "chen", "ma", "zhou"):
        assert codes(clerk.act("2016-03-02", outsider, "complaint.clear", "c")) == ["no_such_matter"]
        for other in ("complaint.dance", "repair.start", "complaint.open"):
            assert codes(clerk.act("2016-03-02", outsider, other, "c")) == ["no_such_matter"]
        assert codes(clerk.act("2016-03-02", outsider, "meeting.table", "m", fields={"title": "x"}, parent="c"))[0] == "no_such_matter"
        assert codes(clerk.act("2016-03-02", outsider, "complaint.clear", "c", for_="fang")) == ["no_such_matter"]
    accepted(clerk.act("2016-03-02", "fang", "complaint.clear", "c", with_="gao"))


def test_what_the_taking_over_of_history_must_agree_with() -> None:
    row = {"id": "x", "measure": "earth", "value": "0.0012", "unit": "万立方米", "happened_on": "2016-03-03", "place": "north",
           "organisation": "roads", "dims": {}, "by": "ma", "known_at": "2016-03-04", "evidence": [PHOTO]}  # fmt: skip
    clerk = working()
    more = {"known_at": "2016-03-04", "with_": "zhou", "recorded_by": "ma", "recorded_for": "roads", "tick": False}
    other = {**row, "value": "13", "unit": "立方米"}
    refused = clerk.act("2016-03-03", "chen", "repair.log", "r", fields={"amount": "12"}, expects=(other,), **more)
    assert codes(refused) == ["yields_otherwise"]
    answer = accepted(clerk.act("2016-03-03", "chen", "repair.log", "r", fields={"amount": "12"}, expects=(row,), **more))
    (fact,) = answer.facts
    assert (fact["id"], fact["value"], fact["unit"], fact["by"], fact["evidence"]) == ("x", "0.0012", "万立方米", "ma", [PHOTO])
    assert fact["matter"] == derived_id("test", "r")
    assert answer.by["person"] == "chen" and answer.by["with"] == "zhou" and answer.body["takeover"] is True
    assert clerk.matter("r").done["log"].person == "ma"


def test_an_outsider_hands_nothing_down() -> None:
    fields = {"title": "x", "area": "3"}
    answer = accepted(Clerk().act("2016-03-01", "zhou", "repair.open", "r", fields=fields, sets={"handler": "zhou"}))
    assert "handler" not in answer.body["set"]


def test_evidence_must_have_arrived() -> None:
    clerk = working()
    clerk.more = {"evidence": frozenset({"cd" * 32})}
    assert codes(clerk.act("2016-03-05", "lin", "repair.finish", "r", evidence=(PHOTO,))) == ["unknown_evidence"]


# --- what a page shows -------------------------------------------------------------------------------------------------


def shown(clerk: Clerk, person: str, on: str) -> dict[str, tuple[str, ...]]:
    matter = clerk.matter("r")
    kind = clerk.kinds.version(matter.kind, matter.version)
    assert kind is not None
    now = replace(clerk.now(matter, None, day(on)), today=day(on))
    return {one.act: tuple(refusal.code for refusal in one.refusals) for one in possible(matter, kind, person, now)}


def test_possible_acts_come_with_the_reason_where_not() -> None:
    found = shown(working(), "lin", "2016-03-03")
    assert found == {
        "log": (), "sue": (), "settle": ("wrong_step",), "more_time": ("not_entitled",), "finish": (),
        "accept": ("not_entitled", "wrong_step"), "send_back": ("not_entitled", "wrong_step"),
        "assign": (), "recuse": (), "migrate": ("not_entitled", "same_version"),
    }  # fmt: skip


def test_what_lies_behind_is_not_shown_and_what_stands_apart_is() -> None:
    clerk = checked()
    assert "start" not in shown(clerk, "zhou", "2016-03-06")
    assert shown(clerk, "zhou", "2016-03-06")["accept"] == ()
    assert shown(clerk, "lin", "2016-03-06")["accept"][0] == "not_entitled"


def test_possible_says_what_the_form_asks() -> None:
    clerk = working()
    matter = clerk.matter("r")
    kind = town_kinds().version("repair", "2016-01-01")
    assert kind is not None
    found = {one.act: one for one in possible(matter, kind, "lin", clerk.now(matter, None, day("2016-03-03")))}
    assert [field.id for field in found["log"].asks] == ["amount"] and found["log"].needs == ("amount",)
    assert found["finish"].evidence == 1 and found["more_time"].two
    assert [field.id for field in found["assign"].asks] == ["owner", "handler", "attached"]


def test_what_may_be_opened_does_not_judge_what_the_form_still_asks() -> None:
    kind = town_kinds().on("repair", day("2016-03-01"))
    assert kind is not None
    clerk = Clerk()
    for person, refused in (("zhou", ()), ("lin", ("not_entitled",))):
        (one,) = possible(None, kind, person, clerk.now(None, None, day("2016-03-01")))
        assert tuple(refusal.code for refusal in one.refusals) == refused


def test_possible_and_decide_agree() -> None:
    """What is shown as possible without a form is accepted; what is shown as refused is refused with the same words."""
    for clerk, on in ((opened(), "2016-03-02"), (working(), "2016-03-04"), (checked(), "2016-03-07")):
        matter = clerk.matter("r")
        kind = clerk.kinds.version(matter.kind, matter.version)
        assert kind is not None
        for person in ("lin", "wu", "wei", "chen", "he"):
            now = replace(clerk.now(matter, None, day(on)), today=day(on))
            for one in possible(matter, kind, person, now):
                asked = MatterAct("a", "repair", matter.id, one.act, day(on), person, evidence=(PHOTO,))
                answer = decide(matter, asked, now)
                if one.refusals:
                    assert isinstance(answer, list) and {r.code for r in one.refusals} <= {r.code for r in answer}
                elif not one.needs and not one.two and one.act not in ("assign", "send_back"):
                    assert isinstance(answer, Decision), (one.act, answer)


def test_derived_fields_and_the_plan_are_worked_out_when_read() -> None:
    clerk = opened(by_when="2016-03-21")
    matter: Matter = clerk.matter("r")
    kind = town_kinds().version("repair", "2016-01-01")
    now = clerk.now(matter, None, day("2016-03-05"))
    assert kind is not None and derived_values(matter, kind, now) == {"half": "40.25"}
    assert [(str(on), value) for on, value in curve(kind, matter, now)] == [("2016-03-01", 0), ("2016-03-21", 161)]
    assert planned(kind, matter, day("2016-03-11"), now) == 161 / 2
    assert planned(kind, matter, day("2017-03-11"), now) == 161
    assert planned(kind, opened().matter("r"), day("2016-03-11"), now) is None
