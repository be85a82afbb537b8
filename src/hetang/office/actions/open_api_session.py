"""Exchanges a one-time sign-in link for a bearer token; only the token's digest is kept."""

import secrets
from dataclasses import dataclass

from hetang.office.actions.make_sign_in_link import HOUR_US, TOKEN_BYTES
from hetang.office.actions.use_sign_in_link import use_sign_in_link
from hetang.office.journal.clock import now_us
from hetang.office.tables.desk import token_digest
from hetang.office.tables.models import ApiSession
from hetang.terms.refusals import Refusal

LASTS_HOURS = 12


@dataclass(frozen=True, slots=True)
class Opened:
    """The token is told here and never again."""

    token: str
    person: str
    expires_us: int


def open_api_session(link: str) -> Opened | Refusal:
    """`link`: the token of a sign-in link, which is used up by this."""
    person = use_sign_in_link(link)
    if isinstance(person, Refusal):
        return person
    token, now = secrets.token_urlsafe(TOKEN_BYTES), now_us()
    expires = now + LASTS_HOURS * HOUR_US
    ApiSession.objects.filter(expires_at__lt=now).delete()
    ApiSession.objects.create(token_digest=token_digest(token), person=person, made_at=now, expires_at=expires)
    return Opened(token, person, expires)
