"""Takes notifications out of the application: one letter a person, which says that there is a matter, and nothing of it."""

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from hetang.office.actions.mark_mailed import mark_failed, mark_mailed
from hetang.office.reads.unmailed import unmailed
from hetang.wiring.mailing import ENCRYPTED, Post

SECONDS = 20   # that a mail server may take to answer
SUBJECT = "荷塘：您有待看的事项 / Hetang: there is a matter for you"
BODY = """\
您有 {count} 条通知。请登录查看：
{site}/today

There are {count} notifications for you. Sign in to read them:
{site}/today
"""


@dataclass(frozen=True)
class Delivered:
    """How many notifications went out, how many will be tried again."""

    sent: int
    failed: int


def deliver(post: Post, of: Mapping[str, str]) -> Delivered:
    """`of`: addresses by person. A letter that does not go out is tried again later, ever more seldom."""
    sent = failed = 0
    for person, numbers in unmailed(of).items():
        letter = EmailMessage(
            SUBJECT, BODY.format(count=len(numbers), site=post.site), post.sender, [of[person]], connection=connected(post)
        )
        try:
            letter.send()
        except (OSError, smtplib.SMTPException):   # no server, no such mailbox, refused: all of it may pass
            mark_failed(numbers)
            failed += len(numbers)
        else:
            mark_mailed(numbers)
            sent += len(numbers)
    return Delivered(sent, failed)


def connected(post: Post) -> BaseEmailBackend:
    parts = urlsplit(post.server)
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend", host=parts.hostname or "", port=parts.port or 25,
        username=unquote(parts.username or ""), password=unquote(parts.password or ""), use_ssl=parts.scheme == ENCRYPTED,
        use_tls=parse_qs(parts.query).get("starttls") == ["1"], timeout=SECONDS,
    )
