"""Remembers what became of letters: sent, or to be tried again after a while that doubles."""

from collections.abc import Collection

from django.db.models import F

from hetang.office.journal.clock import now_us
from hetang.office.tables.models import Notification

MINUTE_US = 60_000_000
LONGEST_WAIT = 8   # doublings: at most every four hours


def mark_mailed(numbers: Collection[int]) -> None:
    Notification.objects.filter(number__in=list(numbers)).update(mailed_at=now_us(), next_try_at=None)


def mark_failed(numbers: Collection[int]) -> None:
    now = now_us()
    for notification in Notification.objects.filter(number__in=list(numbers)):
        wait = MINUTE_US * 2 ** min(notification.tries, LONGEST_WAIT)
        Notification.objects.filter(number=notification.number).update(tries=F("tries") + 1, next_try_at=now + wait)
