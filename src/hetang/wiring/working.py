"""The clock's worker beside the server: once a minute it does what fell due, and sends out notifications."""

import logging
import os
import time
from threading import Thread

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from hetang.office.actions.tick import tick
from hetang.office.journal.packs import active_pack
from hetang.office.reads.desk_day import desk_day
from hetang.wiring.channels import deliver
from hetang.wiring.mailing import Post, addresses

EVERY_SECONDS = 60
LOG = logging.getLogger(__name__)


def start_working() -> None:
    """A thread that ends with its process; of several workers one takes each turn."""
    post = Post.of(os.environ)
    Thread(target=_keep_working, args=(post,), name="clock", daemon=True).start()


def work_once(post: Post | None) -> None:
    """The day of a demonstration is its limit: nothing of a later day falls due there."""
    pack = active_pack()
    if pack is None:
        return
    tick(desk_day(pack))
    if post is not None:
        deliver(post, addresses(settings.HOME))


def _keep_working(post: Post | None) -> None:
    while True:
        turn = f"clock-{int(time.time()) // EVERY_SECONDS}"
        try:
            if cache.add(turn, True, EVERY_SECONDS * 2):
                work_once(post)
        except DatabaseError as fault:   # no table yet, or no server: at the next turn, then
            LOG.info("the clock waits: %s", fault)
        finally:
            connection.close()
        time.sleep(EVERY_SECONDS)
