"""Answers kept: a figure at a head is always the same figure, so what was asked once is not computed again.

A key holds the head, the pack, and whether the asker sees facts that are not open; nothing else enters an answer. They lie in
memory and, for the next start and the other workers, in the cache that the settings name.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from django.core.cache import cache

from hetang.documents.errata import Erratum
from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask
from hetang.office.reads import bulletins as issuing
from hetang.office.reads import figures as asking
from hetang.office.reads.bulletins import Issued
from hetang.terms.refusals import Refusal
from hetang.web.desk import Desk

FIGURES, BULLETINS = 4096, 64
FORM = 1   # of what is kept; another form is another key
Answer = TypeVar("Answer")


def figure(desk: Desk, ask: Ask) -> Figure | Refusal:
    """Of a whole figure who asks changes only what is withheld; of its parts, perhaps their values."""
    whole = not (ask.by or ask.place or ask.organisation or ask.period)
    if whole and desk.sees_closed:
        found = _figure(desk.root, desk.pack.digest, False, None, ask)
        return replace(found, withheld=0) if isinstance(found, Figure) else found
    return _figure(desk.root, desk.pack.digest, desk.sees_closed, desk.person if desk.sees_closed else None, ask)


def errata(desk: Desk, issued: Issued, lang: str = "") -> tuple[Erratum, ...]:
    """What an issued bulletin printed and is now otherwise."""
    return _errata(desk.root, issued.bulletin, issued.issue, lang or desk.lang)


def warm(desk: Desk) -> None:
    """Computes what the start page asks of this desk, before anyone waits for it."""
    for indicator in desk.pack.definitions.indicators:
        figure(desk, Ask(indicator, desk.today))
    for issued in issuing.bulletins():
        errata(desk, issued)


@lru_cache(maxsize=FIGURES)
def _figure(root: str, pack: str, closed: bool, reader: str | None, ask: Ask) -> Figure | Refusal:
    return _kept(("figure", root, pack, closed, ask), lambda: asking.figure(ask, reader))


@lru_cache(maxsize=BULLETINS)
def _errata(root: str, bulletin: str, issue: str, lang: str) -> tuple[Erratum, ...]:
    def ask() -> tuple[Erratum, ...]:
        issued = issuing.bulletin(bulletin, issue)
        return tuple(issuing.errata_of(issued, lang)) if issued is not None else ()

    return _kept(("errata", root, bulletin, issue, lang), ask)


def _kept(question: tuple[object, ...], ask: Callable[[], Answer]) -> Answer:
    key = hashlib.sha256(repr((FORM, question)).encode()).hexdigest()
    found: Answer | None = cache.get(key)
    if found is None:
        found = ask()
        cache.set(key, found, timeout=None)
    return found
