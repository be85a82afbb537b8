"""What a body may be: bounded in size and depth, and storable to the last character."""

import pytest

from hetang.web.api.limits import DEEPEST, MOST_BYTES
from tests.web.api.caller import PROBLEM, Caller

UNUSABLE = {
    "no JSON": b"{",
    "nothing": b"",
    "not UTF-8": b'{"id": "\xff"}',
    "too deep": b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    "far too deep": b"[" * 100_000,
    "deep after a quote": b'["\\"", ' + b"[" * 100_000,
    "a lone surrogate": b'{"id": "\\ud800"}',
    "a lone surrogate as a key": b'{"\\udfff": 1}',
    "NUL": b'{"id": "a\\u0000b"}',
    "a number that is none": b'{"id": NaN}',
    "an integer beyond the ledger's": b'{"id": 9007199254740993}',
    "an integer of ten thousand digits": b'{"id": ' + b"9" * 10_000 + b"}",
    "a key twice": b'{"id": 1, "id": 2}',
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_cannot_be_stored_is_refused(recorder: Caller, case: str) -> None:
    answer = recorder.post("/api/acts", UNUSABLE[case])
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (422, PROBLEM, "not_json")


def test_a_body_may_nest_as_deep_as_an_act_does(recorder: Caller) -> None:
    deep = b"[" * DEEPEST + b"]" * DEEPEST
    assert recorder.post("/api/acts", deep).status_code == 200   # a list with one act in it, which is none


def test_a_body_too_large_is_refused_unread(recorder: Caller) -> None:
    answer = recorder.post("/api/acts", b" " * (MOST_BYTES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("query", ["as_of=9999-12-31", "as_of=2017-02-30", "known_at_seq=99999999999999999999", "floor=x", "by=person"])
def test_what_no_question_may_hold_is_refused(recorder: Caller, query: str) -> None:
    name, _, value = query.partition("=")
    answer = recorder.get("/api/figures/lamps", **{name: value})
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)


def test_no_list_gives_more_than_fifty(recorder: Caller) -> None:
    for path in ("/api/figures", "/api/kinds", "/api/matters", "/api/notifications", "/api/figures/lamps/trace"):
        assert recorder.get(path, limit=51).status_code == 422
        assert recorder.get(path, limit=50).status_code == 200


def test_an_address_that_is_not_there(recorder: Caller) -> None:
    answer = recorder.client.get("/api/nothing/here")
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)
