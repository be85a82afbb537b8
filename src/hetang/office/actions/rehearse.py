"""Tries acts without their consequences: whatever is accepted inside is undone at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rehearsal() -> Iterator[None]:
    """Answers are those that would be given; the ledger, the vault and the kept conflicts stay as they were."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
