"""Marks notifications as read: by the person told, and by nobody else."""

from collections.abc import Collection

from hetang.office.journal.clock import now_us
from hetang.office.tables.models import Notification


def read_notice(person: str, numbers: Collection[int]) -> int:
    """How many of them were not read before."""
    mine = Notification.objects.filter(person=person, number__in=list(numbers), read_at__isnull=True)
    return mine.update(read_at=now_us())
