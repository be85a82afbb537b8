"""Gives a person of the pack a one-time way in; only the token's digest is kept."""

import secrets

from hetang.office.journal.clock import now_us
from hetang.office.tables.desk import token_digest
from hetang.office.tables.models import Account, SignInLink
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

HOUR_US = 3_600_000_000
VALID_HOURS = 24
TOKEN_BYTES = 32

ACCOUNT_CLOSED = Refusal(
    "account_closed", Text("{person}的账户已关闭", "the account of {person} is closed"),
    Text("开放的账户", "an open account"),
)


def make_sign_in_link(person: str, valid_hours: int = VALID_HOURS) -> str | Refusal:
    """The token of a fresh link; an account is opened with the first one."""
    now = now_us()
    account, _ = Account.objects.get_or_create(person=person, defaults={"opened_at": now})
    if account.closed_at is not None:
        return ACCOUNT_CLOSED.filled(person=person)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    SignInLink.objects.create(token_digest=token_digest(token), person=person, expires_at=now + valid_hours * HOUR_US)
    return token
