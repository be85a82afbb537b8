"""Words that drafts may use for an indicator beside its name and aliases, each learned by an editor's act."""

from dataclasses import dataclass

from hetang.office.journal import bulk, learning
from hetang.office.journal.establishments import FOREVER_SEQ
from hetang.office.journal.packs import active_pack


@dataclass(frozen=True, slots=True)
class Learned:
    """A learned word with the entry by which it was learned."""

    entry: int
    indicator: str
    words: str
    lang: str


def learned_words() -> tuple[tuple[str, str, str], ...]:
    """(indicator, words, language) of those in force whose indicator the active pack still has."""
    pack = active_pack()
    return tuple(one for one in learning.in_force() if pack is not None and one[0] in pack.definitions.indicators)


def listed() -> tuple[Learned, ...]:
    """The last learned first."""
    rows = bulk.select(
        "SELECT entry, indicator, words, lang FROM learned_word WHERE until_seq = %s ORDER BY entry DESC", [FOREVER_SEQ]
    )
    return tuple(Learned(*row) for row in rows)
