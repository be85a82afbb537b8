"""Signing in: a one-time link for a bearer token, the browser's own session with its CSRF token, and what refuses."""

import pytest
from django.test import Client

from hetang.office.actions import open_api_session
from hetang.office.actions.make_sign_in_link import make_sign_in_link
from hetang.office.journal import bulk
from hetang.office.tables.models import Account
from tests.web import lakeside
from tests.web.api.caller import PROBLEM, Caller, nobody, signed_in


def test_a_link_opens_one_session(lake: str) -> None:
    link = make_sign_in_link(lakeside.READER)
    first = nobody().post("/api/sessions", {"link": link})
    second = nobody().post("/api/sessions", {"link": link})
    assert first.status_code == 201
    assert (second.status_code, second.json()["code"]) == (403, "link_not_valid")
    assert Caller(Client(), first.json()["token"]).get("/api/today").status_code == 200


def test_a_link_used_in_a_browser_opens_no_session(lake: str) -> None:
    link = make_sign_in_link(lakeside.READER)
    assert Client().post(f"/in/{link}").status_code == 302
    assert nobody().post("/api/sessions", {"link": link}).status_code == 403


def test_only_the_digest_of_a_token_is_kept(lake: str) -> None:
    caller = signed_in(lakeside.READER)
    stored = bulk.select("SELECT token_digest FROM api_session")
    assert caller.token and all(caller.token not in digest for (digest,) in stored)


def test_a_session_ends(lake: str) -> None:
    caller = signed_in(lakeside.READER)
    assert caller.delete("/api/sessions").status_code == 204
    assert caller.get("/api/today").status_code == 401


def test_a_session_expires(lake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_api_session, "LASTS_HOURS", 0)
    assert signed_in(lakeside.READER).get("/api/today").status_code == 401


def test_a_closed_account_ends_its_sessions(lake: str) -> None:
    caller = signed_in(lakeside.READER)
    Account.objects.filter(person=lakeside.READER).update(closed_at=1)
    assert caller.get("/api/today").status_code == 401


@pytest.mark.parametrize("sent", [{}, {"link": ""}, {"link": 1}, [], "x", {"link": "x", "more": 1}])
def test_what_is_no_link_is_refused(lake: str, sent: object) -> None:
    assert nobody().post("/api/sessions", sent).status_code in (403, 422)


def test_a_wrong_token_is_said_to_be_wrong_even_where_none_is_needed(lake: str) -> None:
    answer = Caller(Client(), "wrong").get("/api/kinds")
    assert (answer.status_code, answer["Content-Type"], answer["WWW-Authenticate"]) == (401, PROBLEM, "Bearer")


def test_a_browser_reads_with_its_cookie_and_acts_with_its_csrf_token(lake: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(f"/in/{(link := make_sign_in_link(lakeside.RECORDER))}")
    token = browser.cookies["csrftoken"].value
    assert page.status_code == 200
    assert browser.post(f"/in/{link}", {"csrfmiddlewaretoken": token}).status_code == 302
    assert browser.get("/api/today").status_code == 200
    token = browser.cookies["csrftoken"].value
    bare = browser.post("/api/acts", {}, content_type="application/json")
    assert (bare.status_code, bare.json()["code"]) == (403, "cross_site")
    sent = browser.post("/api/acts", {}, content_type="application/json", headers={"X-CSRFToken": token})
    assert (sent.status_code, sent.json()["code"]) == (422, "not_an_act")


def test_nobody_reads_no_matters(stranger: Caller) -> None:
    for path in ("/api/today", "/api/matters", "/api/notifications", "/api/matters/x", "/api/matters/x/story"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
