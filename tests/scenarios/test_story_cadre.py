"""A cadre is reported, checked, heard, cleared in writing and promoted; until the clarification nobody of the line learns of it."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from uuid import uuid4

import pytest

from tests.scenarios import homes
from tests.scenarios.desk import Desk, Person, Problem, served
from tests.scenarios.door import Door

PERSONS = {
    "clerk": "person-234", "investigator": "person-235", "second": "person-199", "head": "person-236",
    "cadre": "person-218", "colleague": "person-217", "unit_checker": "person-053", "district_head": "person-212",
    "neighbour": "person-006", "organiser": "person-244", "recorder": "person-116", "org_checker": "person-134",
    "discipline_checker": "person-121", "reader": "person-004",
}  # fmt: skip
LINE = ("cadre", "colleague", "unit_checker", "district_head")   # the person named, the unit, and above it
UNIT, PLACE = "zs-expropriation", "360203007"
NAME, ALLEGED, CASE, CODE, RECEIPT = "合成举报人柏某", "合成：夜间断水逼迁", "AN-2017-合-77", "cheng-9077", "HZ-2017-0077"
YEAR = {"as_of": "2018-06-30", "period": "2017"}
PAGES = (
    "/today", "/matters", "/matters?state=all&q=77", "/notices", "/entries", "/organisations/zs-discipline", "/figures/persons_cleared",
)  # fmt: skip


def day(number: int) -> str:
    """So many days after the demonstration day."""
    return (date(2017, 4, 26) + timedelta(days=number)).isoformat()


class Case:
    """The people of the story, and the two matters in it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.people: dict[str, Person] = dict(zip(PERSONS, desk.signs_in(*PERSONS.values()), strict=True))
        self.complaint, self.clarification, self.entries = "", "", list[int]()

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    def on(self, who: str, verb: str, number: int, second: str = "", evidence: tuple[str, ...] = (), **fields: object) -> None:
        beside: dict[str, object] = {"with": self.people[second].id} if second else {}
        beside |= {"evidence": list(evidence)} if evidence else {}
        matter = self.clarification if verb.startswith("clarification") else self.complaint
        answer = self.people[who].does(verb, matter, day(number), fields=fields, **beside)
        self.entries += [one["seq"] for one in answer["entries"]]

    def not_on(self, who: str, verb: str, number: int, because: str, second: str = "", **fields: object) -> None:
        beside = {"with": self.people[second].id} if second else {}
        matter = self.clarification if verb.startswith("clarification") else self.complaint
        problem = self.people[who].is_refused(verb, matter, day(number), fields=fields, **beside)
        assert because in problem.text, problem.text

    def figure(self, id: str, who: str = "reader") -> float | None:
        value = self.people[who].get(f"/figures/{id}", **YEAR)["value"]
        return None if value is None else float(value)

    def cleared(self) -> float:
        return self.figure("persons_cleared") or 0


class Reader:
    """A browser without scripts, signed in by a link."""

    def __init__(self, desk: Desk, person: str) -> None:
        self.at, jar = desk.at, CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        (token,) = desk.link(person)
        _, form = self.page(f"/in/{token}")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert found is not None, form
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": found[1]}).encode()
        self.opener.open(urllib.request.Request(f"{self.at}/in/{token}", data, {"Referer": f"{self.at}/in/{token}"}), timeout=60)

    def page(self, path: str) -> tuple[int, str]:
        try:
            with self.opener.open(self.at + path, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def case(city: Door) -> Iterator[Case]:
    with homes.copied(city.home) as door, served(door) as at:
        yield Case(Desk(door, at))


def test_it_is_entered_accepted_and_checked_by_two(case: Case) -> None:
    fields = {
        "case_number": CASE, "channel": "letter", "topic": "forced_move", "location": PLACE, "unit_named": UNIT,
        "person_named": case.cadre.id, "person_code": CODE, "receipt": RECEIPT, "complainant": NAME, "allegation": ALLEGED,
    }  # fmt: skip
    assert isinstance(case.colleague.send("complaint.open_named", str(uuid4()), day(0), fields=fields), Problem)
    case.complaint = str(uuid4())
    case.on("clerk", "complaint.open_named", 0, **fields)
    case.on("clerk", "complaint.accept", 1)
    case.on("clerk", "complaint.tell_acceptance", 5)
    case.not_on("investigator", "complaint.check", 6, "second_missing")
    case.not_on("investigator", "complaint.check", 6, "second_not_entitled", "cadre")
    case.on("investigator", "complaint.check", 6, "second")
    case.not_on("head", "complaint.conclude", 10, "行政监察法", outcome="founded", findings="合成")
    case.on("investigator", "complaint.hear", 20, "second", reply_heard="合成：当日停水系管网检修")
    case.desk.tick(day(70))   # the target for the check passes meanwhile: the clock tells the head, and nobody of the line
    assert (case.complaint, "check_late") in case.head.told()
    assert betrays(case, json.dumps(case.head.get("/matters", kind="complaint"), ensure_ascii=False)) == [case.complaint, CASE]


@pytest.mark.parametrize("who", [*LINE, "neighbour"])
def test_nobody_of_the_line_learns_of_it_by_any_call(case: Case, who: str) -> None:
    person, nothing = case.people[who], str(uuid4())
    for path in ("", "/story", "/next", "/documents", "/facts", f"?as_of={day(30)}"):
        sealed, unknown = (person.try_get(f"/matters/{id}{path}") for id in (case.complaint, nothing))
        assert isinstance(sealed, Problem) and sealed == unknown and sealed.status == 404, path
    for act in ("accept", "assign", "recuse", "migrate", "conclude", "no_such_act"):
        fields: dict[str, object] = {"outcome": "founded"} if act == "conclude" else {}
        sealed, unknown = (person.send(f"complaint.{act}", id, day(71), fields=fields) for id in (case.complaint, nothing))
        assert isinstance(sealed, Problem) and isinstance(unknown, Problem)
        assert {**sealed.json, "id": ""} == {**unknown.json, "id": ""}, act
    beneath = [person.get("/matters/openings", parent=id) for id in (case.complaint, nothing)]
    assert beneath[0] == beneath[1]
    said = [
        person.get("/today"), person.get("/notifications"), person.get("/matters", state="all", text="77"),
        person.get("/matters", state="all", kind="complaint"), person.get("/matters", state="all", parent=case.complaint),
        person.get("/matters", state="all", handler=case.investigator.id), person.get("/matters", overdue="true"),
        person.try_get(f"/figures/persons_cleared/trace?{urllib.parse.urlencode(YEAR)}"),
        person.try_get(f"/figures/persons_cleared?by=matter&{urllib.parse.urlencode(YEAR)}"),
        *(person.get(f"/entries/{seq}") for seq in case.entries),
    ]
    assert not betrays(case, json.dumps([one.json if isinstance(one, Problem) else one for one in said], ensure_ascii=False))


@pytest.mark.parametrize("who", LINE)
def test_nor_by_any_page(case: Case, who: str) -> None:
    reader, nothing = Reader(case.desk, case.people[who].id), str(uuid4())
    for path in ("/matters/{}", "/matters/{}/acts/accept", "/kinds/clarification/open/open?parent={}"):
        sealed, unknown = (reader.page(path.format(id)) for id in (case.complaint, nothing))
        assert sealed[0] == unknown[0] == 404, path
        assert plain(sealed[1], case.complaint) == plain(unknown[1], nothing), path
    for seq in case.entries:
        for path in (f"/entries/{seq}", f"/entries/{seq}.json", f"/entries/{seq}/proof.json"):
            assert not betrays(case, reader.page(path)[1]), path
    for path in (*PAGES, "/matters.csv?state=all", f"/figures/persons_cleared/facts.csv?{urllib.parse.urlencode(YEAR)}"):
        status, text = reader.page(path)
        assert status < 500 and not betrays(case, text), path


def test_the_line_does_not_learn_it_from_a_clarification_under_way(case: Case) -> None:
    case.on("head", "complaint.conclude", 71, outcome="unfounded", findings="合成：查无此事", bad_effect=True)
    case.not_on("clerk", "complaint.close", 71, "信访条例")
    case.on("clerk", "complaint.tell_result", 72)
    case.not_on("clerk", "complaint.close", 72, "澄清")
    case.clarification = str(uuid4())
    fields = {"case_number": "CQ-77", "person_code": CODE, "asked_by": "office", "cadre": case.cadre.id}
    answer = case.clerk.does("clarification.open", case.clarification, day(73), fields=fields, parent=case.complaint)
    case.entries += [one["seq"] for one in answer["entries"]]
    for who in ("colleague", "unit_checker", "district_head", "neighbour"):
        assert isinstance(case.people[who].try_get(f"/matters/{case.clarification}"), Problem), who
    case.not_on("head", "clarification.approve", 74, "征得本人同意")
    case.on("clerk", "clarification.consult", 75, agrees=True)
    assert {act for matter, act in case.cadre.told() if matter == case.clarification} == {"consult"}
    case.not_on("clerk", "clarification.clear", 76, "wrong_step", in_writing=True, also="meeting")
    case.on("head", "clarification.approve", 76)


def test_it_is_cleared_in_writing_and_counted_once_verified(case: Case) -> None:
    before = case.cleared()
    case.not_on("clerk", "clarification.clear", 80, "书面", in_writing=False, also="meeting")
    case.on("clerk", "clarification.clear", 80, evidence=(case.clerk.paper("书面澄清（合成）.txt"),), in_writing=True, also="meeting")
    (paper,) = case.cadre.get(f"/matters/{case.clarification}/documents")["documents"]
    assert "书面澄清" in paper["document"]["zh"] and "再次澄清" in paper["remedy"]["zh"]
    told = case.cadre.get(f"/matters/{case.clarification}")
    everything = json.dumps([told, case.cadre.get(f"/matters/{case.clarification}/story")], ensure_ascii=False)
    assert told["above"] is None and case.complaint not in everything and CASE not in everything, "the result alone"
    (fact,) = case.clerk.get(f"/matters/{case.clarification}/facts")["facts"]
    assert case.cleared() == before
    case.org_checker.verifies(fact["id"])
    assert case.cleared() == before + 1
    case.on("clerk", "clarification.file", 85)
    assert {act for matter, act in case.organiser.told() if matter == case.clarification} == {"clear", "file"}
    case.on("clerk", "complaint.close", 86)
    case.on("clerk", "clarification.revisit", 170, settled=True)
    assert case.clerk.get(f"/matters/{case.complaint}")["step"] == "closed"
    assert isinstance(case.cadre.try_get(f"/matters/{case.complaint}"), Problem), "the complaint stays sealed"


def test_the_cleared_cadre_is_promoted_and_the_clearance_stands(case: Case) -> None:
    cleared = case.cleared()
    promoted = case.figure("cadres_promoted") or 0
    steps = {"nominated": 180, "noticed": 187, "appointed": 200}
    digest = case.recorder.paper("任职文件（合成）.txt")
    facts = [{
        "id": str(uuid4()), "measure": "cadre_selection_step", "value": "1", "unit": "次", "happened_on": day(number), "place": "360203",
        "organisation": "zs-org", "dims": {"person": "xuan-9077", "step": step, "ground": "merit"}, "evidence": [digest],
    } for step, number in steps.items()]  # fmt: skip
    case.recorder.sends("record_facts", facts=facts)
    case.discipline_checker.verifies(*(str(fact["id"]) for fact in facts))
    assert case.figure("cadres_promoted") == promoted + 1
    assert case.figure("cadres_promoted", "neighbour") is None, "a figure of one person is not told to everybody"
    assert case.neighbour.get("/figures/cadres_promoted/trace", **YEAR)["figure"]["value"] is None, "nor with its facts"
    assert case.cleared() == cleared


def test_the_name_lies_in_the_vault_and_can_be_erased(case: Case) -> None:
    sealed = case.clerk.get(f"/entries/{case.entries[0]}")["body"]["sealed"]
    assert set(sealed) == {"complainant", "allegation"} and all(re.fullmatch("[0-9a-f]{64}", one) for one in sealed.values())
    assert not lying_open(case.desk.door.home, NAME, ALLEGED)
    act = {"id": str(uuid4()), "act": "erase_subject", "subject": f"{case.complaint}/{RECEIPT}", "reason": "保管期满（合成）"}
    erased = case.desk.door.act(case.desk.door.home / "erase.json", act, "person-005")
    assert erased.status == 0, erased.err
    assert case.desk.door.ask("verify").status == 0
    assert case.clerk.get(f"/entries/{case.entries[0]}")["body"]["sealed"] == sealed, "the commitment stays"
    assert case.clerk.get(f"/matters/{case.complaint}")["step"] == "closed"


def betrays(case: Case, text: str) -> list[str]:
    """Which words of the complaint stand in a text; a name typed into a search may come back from the form."""
    return [word for word in (case.complaint, CASE, CODE, RECEIPT, NAME, ALLEGED, "受理告知") if word and word in text]


def plain(page: str, id: str) -> str:
    """A page without what differs from one call to the next, and without the id that was asked for."""
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce[=-])"?[^"\s;]+', "", page.replace(id, "ID"))


def lying_open(home: Path, *words: str) -> list[str]:
    """Files in which a word can be read."""
    return [str(path) for path in home.rglob("*") if path.is_file() and any(word.encode() in path.read_bytes() for word in words)]
