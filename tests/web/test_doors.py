"""In by a link, once; out again; and the language that is remembered."""

import pytest
from django.test import Client

from hetang.office.actions.make_sign_in_link import make_sign_in_link
from tests.web import lakeside
from tests.web.conftest import signed_in


def test_opening_a_link_does_not_use_it(city: str) -> None:
    token = make_sign_in_link(lakeside.READER)
    for _ in range(3):
        assert Client().get(f"/in/{token}").status_code == 200
    assert Client().post(f"/in/{token}").status_code == 302


def test_a_used_link_says_what_to_do(city: str) -> None:
    token = make_sign_in_link(lakeside.READER)
    Client().post(f"/in/{token}")
    refused = Client().post(f"/in/{token}")
    assert refused.status_code == 403
    assert "管理员" in refused.content.decode()


def test_who_is_signed_in_is_named_and_may_leave(city: str) -> None:
    client = signed_in(lakeside.READER)
    home = client.get("/")
    assert "退出" in home.content.decode() and home["Cache-Control"] == "private, no-store"
    client.post("/out")
    assert "登录" in client.get("/").content.decode()
    assert client.get("/entries/2").status_code == 403


def test_nobody_is_signed_out_by_a_link(city: str) -> None:
    assert signed_in(lakeside.READER).get("/out").status_code == 405


def test_the_session_is_new_after_signing_in(city: str) -> None:
    client = Client()
    session = client.session
    session["left"] = "by somebody else"
    session.save()
    client.post(f"/in/{make_sign_in_link(lakeside.READER)}")
    assert "left" not in client.session and client.session["person"] == lakeside.READER


def test_the_switch_is_remembered_over_the_browser_s_wish(city: str) -> None:
    client = Client(headers={"accept-language": "zh-CN"})
    assert "跳到正文" in client.get("/").content.decode()
    answer = client.get("/language/en?next=/bulletins")
    assert answer.status_code == 302 and answer["Location"] == "/bulletins"
    assert "Skip to the text" in client.get("/").content.decode()
    client.get("/language/zh?next=/")
    assert "跳到正文" in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org"])
def test_the_switch_leads_nowhere_else(city: str, elsewhere: str) -> None:
    assert Client().get("/language/en", {"next": elsewhere})["Location"] == "/"


def test_a_language_unknown_here_is_answered_in_chinese(city: str) -> None:
    assert "跳到正文" in Client(headers={"accept-language": "fr"}).get("/").content.decode()
