"""What follows from an entry, in one table."""

from collections.abc import Callable, Sequence
from typing import Any

from hetang.office.journal.act import Accepted, Act
from hetang.office.journal.acting import count_anew
from hetang.office.journal.book import Book

Row = dict[str, Any]


def after(book: Book, act: Act, accepted: Accepted) -> list[Accepted]:
    """The entries that follow from an entry, by its kind."""
    reaction = REACTIONS.get(act.kind)
    return reaction(book, act.rows, accepted.id) if reaction is not None else []


REACTIONS: dict[str, Callable[[Book, Sequence[Row], str], list[Accepted]]] = {
    "facts.judged": count_anew,   # a clock that waits for verified progress begins anew
}
