"""The workers beside the server: once a minute one does what fell due and notifies, one takes in contributions."""

import logging
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from hetang.office.actions.tick import tick
from hetang.office.journal.packs import active_pack
from hetang.office.reads.desk_day import desk_day
from hetang.web.contributions import take_in
from hetang.web.mailbox import UNREACHABLE, Mailbox
from hetang.wiring.channels import deliver
from hetang.wiring.contributing import source_of
from hetang.wiring.mailing import Post, addresses

EVERY_SECONDS = 60
LOG = logging.getLogger(__name__)


def start_working() -> None:
    """Threads that end with their process; of several processes one takes each turn."""
    works = {"clock": partial(work_once, Post.of(os.environ))}
    source = source_of(os.environ)
    if source is not None:   # a slow mail server holds up nothing but itself
        works["contributions"] = partial(receive_once, source)
    for name, work in works.items():
        Thread(target=_keep_working, args=(name, work), name=name, daemon=True).start()


def work_once(post: Post | None) -> None:
    """The day of a demonstration is its limit: nothing of a later day falls due there."""
    pack = active_pack()
    if pack is None:
        return
    tick(desk_day(pack))
    if post is not None:
        deliver(post, addresses(settings.HOME))


def receive_once(source: Path | Mailbox) -> None:
    """What cannot be reached is tried again at the next turn; whatever a letter does, the worker goes on."""
    if active_pack() is None:
        return
    try:
        take_in(source)
    except DatabaseError:
        raise
    except UNREACHABLE as fault:
        LOG.warning("contributions wait: %s", fault)
    except Exception:
        LOG.exception("a contribution could not be taken in")


def _keep_working(name: str, work: Callable[[], None]) -> None:
    while True:
        turn = f"{name}-{int(time.time()) // EVERY_SECONDS}"
        try:
            if cache.add(turn, True, EVERY_SECONDS * 2):
                work()
        except DatabaseError as fault:   # no table yet, or no server: at the next turn, then
            LOG.info("the %s waits: %s", name, fault)
        finally:
            connection.close()
        time.sleep(EVERY_SECONDS)
