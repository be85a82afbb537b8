"""A link lets one person in, once, for a time."""

import pytest

from hetang.office.actions import use_sign_in_link as using
from hetang.office.actions.make_sign_in_link import HOUR_US, make_sign_in_link
from hetang.office.actions.use_sign_in_link import use_sign_in_link
from hetang.office.journal.clock import now_us
from hetang.office.tables.models import Account, SignInLink
from hetang.terms.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_a_link_is_used_once() -> None:
    token = make_sign_in_link("lin")
    assert isinstance(token, str)
    assert use_sign_in_link(token) == "lin"
    assert isinstance(use_sign_in_link(token), Refusal)


def test_the_table_of_links_lets_nobody_in() -> None:
    token = make_sign_in_link("lin")
    kept = SignInLink.objects.get()
    assert token not in (kept.token_digest, kept.person)
    assert isinstance(use_sign_in_link(kept.token_digest), Refusal)


def test_a_link_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    token = make_sign_in_link("lin", valid_hours=1)
    assert isinstance(token, str)
    later = now_us() + HOUR_US
    monkeypatch.setattr(using, "now_us", lambda: later)
    assert isinstance(use_sign_in_link(token), Refusal)


def test_a_closed_account_lets_nobody_in() -> None:
    token = make_sign_in_link("lin")
    assert isinstance(token, str)
    Account.objects.update(closed_at=now_us())
    assert isinstance(use_sign_in_link(token), Refusal)
    assert isinstance(make_sign_in_link("lin"), Refusal)


def test_every_refusal_is_the_same() -> None:
    token = make_sign_in_link("lin")
    assert isinstance(token, str)
    use_sign_in_link(token)
    assert use_sign_in_link(token) == use_sign_in_link("guess") == use_sign_in_link("")
