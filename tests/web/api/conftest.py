"""The lakeside city behind the HTTP interface, and callers that are signed in to it."""

from pathlib import Path

import pytest
from django.core.cache import cache

from tests.web import lakeside
from tests.web.api import town
from tests.web.api.caller import Caller, nobody, signed_in
from tests.web.api.fuzzing import People, Words


@pytest.fixture
def lake(db: None, settings, tmp_path: Path) -> str:  # type: ignore[no-untyped-def]
    """Builds the city; gives the digest of its picture."""
    settings.HOME = tmp_path
    cache.clear()
    return lakeside.build()


@pytest.fixture
def reader(lake: str) -> Caller:
    return signed_in(lakeside.READER)


@pytest.fixture
def recorder(lake: str) -> Caller:
    return signed_in(lakeside.RECORDER)


@pytest.fixture
def stranger(lake: str) -> Caller:
    return nobody()


@pytest.fixture
def small_town(db: None, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    cache.clear()
    town.build()


@pytest.fixture
def stranger_in_town(small_town: None) -> Caller:
    return nobody()


@pytest.fixture
def busy(small_town: None) -> People:
    """Everybody of the town, with a few matters under way, and what they could speak of."""
    everybody = (town.MAYOR, town.HEAD, town.CREW, town.CHECKER, town.OFFICER, town.CLERK, "sun")
    callers = {person: signed_in(person) for person in everybody}
    for name in ("one", "two", "three"):
        callers[town.CHECKER].act(town.repair(name))
    callers[town.HEAD].act(town.act("repair.start", "one", "2016-05-04"))
    callers[town.HEAD].act(town.act("repair.log", "one", "2016-05-05", fields={"amount": "3.5"}, evidence=[town.photo()]))
    callers[town.CLERK].act(town.complaint("c"))
    draft = callers[town.MAYOR].post("/api/drafts", "今年修复面积3.5平方米。".encode(), "text/plain", "name=one.txt")
    return People([*(caller.token for caller in callers.values()), None, "wrong"], fuzzing_words(draft.json()["id"]))


def fuzzing_words(draft: str) -> Words:
    days = ["2016-05-03", "2016-05-04", "2016-05-20", "2017-06-01", "2099-12-31"]
    matters = [town.id_of(name) for name in ("one", "two", "three", "c", "no such")]
    acts = [
        town.repair("new"), town.complaint("new"), town.act("repair.start", "two"), town.act("repair.assign", "one", fields={}),
        town.act("repair.log", "one", fields={"amount": "2"}), town.act("repair.finish", "one", evidence=[town.photo()]),
        town.act("repair.sue", "one"), town.act("repair.more_time", "one", **{"with": "wu"}), town.act("complaint.clear", "c"),
        town.act("repair.accept", "one", seen=3), town.act("meeting.table", "m", parent=town.id_of("one"), fields={"title": "t"}),
        town.act("repair.recuse", "two"), town.act("repair.migrate", "three"), town.act("repair.overdue", "one"),
        {"id": "", "act": "record_facts", "facts": [{
            "id": town.id_of("fact"), "measure": "earth", "value": "1", "unit": "立方米", "happened_on": "2016-05-05",
            "place": "north", "organisation": "roads", "matter": town.id_of("one"),
        }]},
        {"id": "", "act": "judge_facts", "judgements": [{"fact": town.id_of("fact"), "judgement": "verified"}]},
        {"id": "", "act": "attach_evidence", "evidence": {town.id_of("fact"): [town.photo()]}},
        {"id": "", "act": "withdraw_evidence", "reasons": {town.photo(): "wrong"}},
        {"id": "", "act": "learn_word", "indicator": "repairs", "words": "修好的路面", "lang": "zh"},
        {"id": "", "act": "withdraw_word", "indicator": "repairs", "words": "修好的路面", "lang": "zh"},
        {"id": "", "act": "make_template", "title": "小结", "text": "修复{repairs}。", "as_of": "2016-05-20"},
    ]
    known = {
        "seq": [0, 1, 2, 3, 4, 5, 6, 7], "as_of": days, "known_at": days, "due_before": days, "version": ["2016-01-01", "2017-06-01"],
        "place": ["north", "south", "town"], "organisation": ["works", "roads", "town"], "owner": ["roads.head"],
        "handler": [town.HEAD], "kind": ["repair", "meeting", "complaint"], "step": ["reported", "working"], "parent": matters,
        "period": ["2016", "2016Q1", "2016-03", "2016..2017"], "by": ["place", "organisation", "month", "day", "matter"],
        "limit": [1, 50], "before": [1, 3, 10**6], "text": ["road", "%", "'"],
    }
    return Words(known, {"matters": matters, "figures": ["repairs", "nothing"], "drafts": [draft], "kinds": ["repair", "nothing"]}, acts)
