"""Figures, traces and entries: the same as the command line says, page by page, and closed where they are closed."""

import hashlib

from hetang.figures.plan import Ask
from hetang.office.reads import figures as asking
from tests.office import lakeside as city
from tests.web import lakeside
from tests.web.api.caller import Caller, signed_in

AS_OF = lakeside.AS_OF


def test_a_figure_is_the_command_lines(recorder: Caller) -> None:
    told = recorder.json("/api/figures/lamps", as_of=AS_OF)
    asked = asking.figure(Ask("lamps", city.date.fromisoformat(AS_OF)))
    assert not isinstance(asked, asking.Refusal)
    assert {**told, "withheld": 0} == {**asked.to_json(), "withheld": 0}


def test_the_list_goes_on_page_by_page(stranger: Caller) -> None:
    first = stranger.json("/api/figures", limit=1, as_of=AS_OF)
    second = stranger.json("/api/figures", limit=1, after=first["next"], as_of=AS_OF)
    assert [first["figures"][0]["id"], second["figures"][0]["id"], second["next"]] == ["lamps", "lawns", None]
    assert first["figures"][0]["value"] == stranger.json("/api/figures/lamps", as_of=AS_OF)["value"]


def test_a_trace_adds_up_page_by_page(reader: Caller) -> None:
    total, seen, after = 0, set[str](), None
    while True:
        page = reader.json("/api/figures/lamps/trace", as_of=AS_OF, limit=10, **({"after": after} if after else {}))
        total += sum(int(fact["value"]) for fact in page["facts"])
        seen |= {fact["id"] for fact in page["facts"]}
        after = page["next"]
        if after is None:
            break
    assert str(total) == page["figure"]["value"] and len(seen) == page["figure"]["fact_count"] > 20


def test_persons_and_evidence_are_for_those_entitled(stranger: Caller, reader: Caller) -> None:
    (open_to_all, *_), (entitled, *_) = (who.json("/api/figures/lamps/trace", as_of=AS_OF)["facts"] for who in (stranger, reader))
    assert (open_to_all["recorded_by"], open_to_all["evidence"]) == (None, [])
    assert entitled["recorded_by"] == "lin" and entitled["evidence"]


def test_an_unknown_figure(stranger: Caller) -> None:
    answer = stranger.get("/api/figures/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_there")


def test_a_figure_divided(recorder: Caller) -> None:
    told = recorder.json("/api/figures/lamps", as_of=AS_OF, by="place")
    assert sum(int(row["value"]) for row in told["rows"]) == int(told["value"]) and told["more"] is False


def test_an_entry_is_proved_to_all_and_opened_to_readers(stranger: Caller, reader: Caller) -> None:
    closed, opened = stranger.json("/api/entries/2"), reader.json("/api/entries/2")
    assert closed["digest"] == opened["digest"] and closed["proof"]["path"] == opened["proof"]["path"]
    assert (closed["body"], closed["rows"], closed["by"], closed["proof"].get("entry")) == (None, None, None, None)
    assert opened["rows_count"] == 4 and opened["rows"][0]["measure"] == "lamps_lit"
    assert opened["proof"]["entry"] is not None
    assert hashlib.sha256(b"\0" + opened["proof"]["entry"].encode()).hexdigest() == opened["digest"]


def test_rows_of_an_entry_go_on(reader: Caller) -> None:
    first = reader.json("/api/entries/2", after=1)
    assert [row["id"] for row in first["rows"]] == [row["id"] for row in reader.json("/api/entries/2")["rows"]][2:]


def test_no_such_entry(reader: Caller) -> None:
    assert reader.get("/api/entries/100000").status_code == 404


def test_evidence_is_stored_and_named_by_an_act(lake: str) -> None:
    recorder = signed_in(lakeside.RECORDER)
    stored = recorder.post("/api/evidence", b"a new picture", "application/octet-stream", "name=lamp.png")
    assert (stored.status_code, stored.json()["digest"]) == (201, hashlib.sha256(b"a new picture").hexdigest())
    fact = city.fact("with evidence", evidence=[stored.json()["digest"]])
    done = recorder.act({"id": city.id_of(100), "act": "record_facts", "facts": [fact]})
    assert done.status_code == 200, done.content


def test_a_file_beside_the_act_is_not_looked_for(recorder: Caller) -> None:
    fact = city.fact("with a path", evidence=["/etc/passwd"])
    answer = recorder.act({"id": city.id_of(101), "act": "record_facts", "facts": [fact]})
    assert (answer.status_code, answer.json()["code"]) == (422, "no_such_file")
