"""Notifications that nobody has read and that have not gone out by e-mail yet."""

from collections import defaultdict
from collections.abc import Collection

from hetang.office.journal import bulk
from hetang.office.journal.clock import now_us

AT_ONCE = 500
_DUE = (
    "SELECT number, person FROM notification WHERE mailed_at IS NULL AND read_at IS NULL AND "
    f"(next_try_at IS NULL OR next_try_at <= %s) AND person IN (…) ORDER BY number LIMIT {AT_ONCE}"
)


def unmailed(persons: Collection[str]) -> dict[str, list[int]]:
    """Of these persons the numbers to send now, in their order."""
    found: dict[str, list[int]] = defaultdict(list)
    listed = sorted(persons)
    for start in range(0, len(listed), bulk.IN_LIST):
        some = listed[start:start + bulk.IN_LIST]
        for number, person in bulk.select(_DUE.replace("(…)", f"({', '.join(['%s'] * len(some))})"), [now_us(), *some]):
            found[person].append(number)
    return dict(found)
