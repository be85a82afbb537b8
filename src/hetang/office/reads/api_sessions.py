"""Whose session a bearer token opens."""

from hetang.office.journal.clock import now_us
from hetang.office.tables.desk import token_digest
from hetang.office.tables.models import Account, ApiSession


def person_of(token: str) -> str | None:
    """None for a token that is unknown, over, or of an account that was closed since."""
    fresh = ApiSession.objects.filter(token_digest=token_digest(token), expires_at__gt=now_us())
    person = fresh.values_list("person", flat=True).first()
    open_account = person is not None and Account.objects.filter(person=person, closed_at__isnull=True).exists()
    return person if open_account else None
