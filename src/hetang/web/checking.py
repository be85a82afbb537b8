"""A text held against the city's figures: with the words of its pack and those it has learned, for who may see what."""

from datetime import date
from functools import lru_cache

from hetang.claims.check import check
from hetang.claims.judging.chosen import rejudged
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.claims.verdict import Checked, Draft
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.office.journal.establishments import authority_on
from hetang.office.journal.packs import active_pack
from hetang.office.reads import bulletins as issuing
from hetang.office.reads import figures as asking
from hetang.office.reads.desk_day import desk_day
from hetang.office.reads.facts import last_change
from hetang.office.reads.learned_words import learned_words
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.web.remembered import kept

WITHHELD = Refusal(
    "withheld", Text("这项数字不向您公开", "this figure is not shown to you"),
    Text("可查阅事实的人", "a person who may read facts"),
)
DAYS, ANSWERS = 32, 16_384   # vocabularies and figures held in memory
Learned = tuple[tuple[str, str, str], ...]  # indicator, words, language
Chosen = tuple[tuple[int, int, str], ...]   # start, end, indicator


def check_text(text: str, draft: Draft, reader: str | None = None, chosen: Chosen = ()) -> Checked:
    """Every claim of the text with its verdict. `reader`: who may see facts that are not open; None for everyone else.

    `chosen`: figures that an editor chose at places of the text. A city must be loaded.
    """
    pack = active_pack()
    assert pack is not None   # every door asks for a city first
    change, day = last_change(), desk_day(pack)
    words = _words(change, pack.digest, learned_words(), day, draft.as_of, draft.place, draft.organisation)

    def answers(ask: Ask) -> Figure | Refusal:
        indicator = words.meant[ask.indicator].indicator if ask.indicator in words.meant else None
        if indicator is not None and not asking.may_see(pack, reader, indicator, day):
            return WITHHELD
        in_part = ask.by or ask.place or ask.organisation or ask.period   # of a whole figure who asks does not change the value
        return _answer(change, pack.digest, reader if in_part else None, ask)

    found = check(text, words, answers, draft)
    return rejudged(found, {(start, end): id for start, end, id in chosen}, words, answers, draft) if chosen else found


def draft_under(as_of: date, place: str | None = None, organisation: str | None = None) -> Draft:
    """Under what a text is checked; its numbers may have been copied from a bulletin issued before."""
    return Draft(as_of, None, place, organisation, tuple(sorted({one.as_of for one in issuing.bulletins()})))


@lru_cache(maxsize=DAYS)
def _words(
    change: str, digest: str, learned: Learned, day: date, as_of: date, place: str | None, organisation: str | None,
) -> Vocabulary:
    """Changes and digest stand for the pack in force and its establishment, from which alone a vocabulary follows."""
    pack = active_pack()
    assert pack is not None
    tree = authority_on(day, pack).establishment.organisations
    return Vocabulary.of(pack.definitions, pack.places, tree, as_of, learned, pack.place, pack.organisation)


@lru_cache(maxsize=ANSWERS)
def _answer(change: str, digest: str, reader: str | None, ask: Ask) -> Figure | Refusal:
    """As known now, kept with the answers of the pages: what a check asks of earlier days the next check asks again."""
    return kept(("figure", change, digest, reader is not None, ask), lambda: asking.figure(ask, reader))
