"""The check of a draft at the desk: computed when it is shown, remembered while neither text nor facts nor words change."""

from functools import lru_cache

from hetang.claims.verdict import Checked, Draft
from hetang.office.reads.drafts import Mark, Received, marks
from hetang.office.reads.facts import last_change
from hetang.office.reads.learned_words import learned_words
from hetang.terms.refusals import Refusal
from hetang.web.checking import Chosen, check_text, draft_under
from hetang.web.desk import Desk
from hetang.web.draft_file import TOO_LONG
from hetang.web.draft_page import Checking
from hetang.web.draft_text import Corrected, corrected

MOST_CHARACTERS = 100_000   # of a draft that a page or the interface checks: some seconds, where every fifth character is of a number
CHECKS = 64   # held in memory
Words = tuple[tuple[str, str, str], ...]


def too_long(text: str) -> Refusal | None:
    if len(text) <= MOST_CHARACTERS:
        return None
    return TOO_LONG.filled(found=len(text), most=MOST_CHARACTERS)


def check(desk: Desk, received: Received, marked: tuple[Mark, ...] | None = None) -> Checking:
    """The text as it reads with its corrections, each claim that an editor chose a figure for held against that one."""
    found = marks(received.id) if marked is None else marked
    now = corrected(received.text, found)
    draft = under(desk, received)
    return Checking(received, draft, now, check_words(desk, now.text, draft, chosen_in(now, found)), found)


def as_it_came(desk: Desk, received: Received, marked: tuple[Mark, ...]) -> Checked:
    """The check of the file's own words, to which what goes back to the sender refers."""
    chosen = chosen_in(corrected(received.text, ()), marked)
    return check_words(desk, received.text, under(desk, received), chosen)


def check_words(desk: Desk, text: str, draft: Draft, chosen: Chosen = ()) -> Checked:
    """Against the figures that this visitor may see, with the words that are in force."""
    reader = desk.person if desk.sees_closed else None
    return _check(last_change(), desk.pack.digest, learned_words(), reader, text, draft, chosen)


@lru_cache(maxsize=CHECKS)
def _check(change: str, pack: str, words: Words, reader: str | None, text: str, draft: Draft, chosen: Chosen) -> Checked:
    """In memory alone: what was deleted at the desk must lie in no cache on the disk."""
    return check_text(text, draft, reader, chosen)


def under(desk: Desk, received: Received) -> Draft:
    return draft_under(received.as_of or desk.today, received.place, received.organisation)


def chosen_in(now: Corrected, marked: tuple[Mark, ...]) -> Chosen:
    """What was chosen, at its places in the text as it reads now."""
    places = ((mark, now.forth(mark.start, mark.end)) for mark in marked if mark.deed == "chosen")
    return tuple((*place, mark.said) for mark, place in places)
