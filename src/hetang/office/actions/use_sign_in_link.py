"""Lets a person in by a link, once."""

from hetang.office.journal.clock import now_us
from hetang.office.tables.desk import token_digest
from hetang.office.tables.models import Account, SignInLink
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

# One answer for a wrong, a used and an expired link: a guesser learns nothing.
LINK_NOT_VALID = Refusal(
    "link_not_valid", Text("此登录链接无效、已用过或已过期", "this sign-in link is wrong, used or expired"),
    Text("一条未用过的登录链接", "a sign-in link that has not been used"),
)


def use_sign_in_link(token: str) -> str | Refusal:
    """The person who signs in. Of two who use a link at the same moment one gets in."""
    now, digest = now_us(), token_digest(token)
    fresh = SignInLink.objects.filter(token_digest=digest, used_at__isnull=True, expires_at__gt=now)
    if fresh.update(used_at=now) != 1:
        return LINK_NOT_VALID
    person = SignInLink.objects.get(token_digest=digest).person
    return person if Account.objects.filter(person=person, closed_at__isnull=True).exists() else LINK_NOT_VALID
