"""Computes what the start page will ask, as soon as the ledger has changed and before anyone waits for it."""

import logging
import time
from threading import Thread

from django.core.cache import cache
from django.db import DatabaseError, connection

from hetang.office.reads.facts import last_change
from hetang.office.reads.figures import today
from hetang.office.reads.standing_now import standing_now
from hetang.web import remembered
from hetang.web.desk import Desk

EVERY_SECONDS = 5
AT_MOST_SECONDS = 600  # after which another worker may take the turn of one that died over it
LOG = logging.getLogger(__name__)


def start_warming() -> None:
    """A thread that ends with its process."""
    Thread(target=_keep_warm, name="warming", daemon=True).start()


def warm_once(before: str) -> str:
    """Warms where facts or the day have changed since `before`; of several workers one does it. Returns what is warm."""
    now = standing_now()
    if now is None:
        return before
    day, change = today(), last_change()
    wanted = f"{change} {day}"
    if wanted != before and cache.add(f"warming-{change}-{day}", True, AT_MOST_SECONDS):
        remembered.warm(Desk("zh", None, now.pack, day, now.size, now.root))
    return wanted


def _keep_warm() -> None:
    warm = ""
    while True:
        try:
            warm = warm_once(warm)
        except DatabaseError as fault:  # no table yet, or no server: later, then
            LOG.info("not warmed: %s", fault)
        finally:
            connection.close()
        time.sleep(EVERY_SECONDS)
