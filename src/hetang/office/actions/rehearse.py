"""Does acts as if, and takes them back: what is answered here is what would be answered in earnest."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rehearsal() -> Iterator[None]:
    """Whatever is written to the database within is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
