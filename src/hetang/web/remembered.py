"""Answers kept: between two entries that touch facts a figure is always the same, so it is not computed twice.

A key holds the last such entry's digest, the pack, and whether the asker sees facts that are not open; nothing else enters an
answer but the head, which is told anew. Answers lie in memory and, for the next start and other workers, in Django's cache.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from django.core.cache import cache

from hetang.documents.errata import Erratum
from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask
from hetang.office.reads import bulletins as issuing
from hetang.office.reads import figures as asking
from hetang.office.reads.answers import read_question
from hetang.office.reads.bulletins import Issued
from hetang.office.reads.facts import last_change
from hetang.terms.refusals import Refusal
from hetang.web.desk import Desk

FIGURES, BULLETINS = 4096, 64
FORM = 1  # of what is kept; another form is another key
Answer = TypeVar("Answer")


def figure(desk: Desk, ask: Ask) -> Figure | Refusal:
    """Of a whole figure who asks changes only what is withheld; of its parts, perhaps their values."""
    whole = not (ask.by or ask.place or ask.organisation or ask.period)
    if whole and desk.sees_closed:
        found = _figure(last_change(), desk.pack.digest, False, None, ask)
        return _told(desk, replace(found, withheld=0) if isinstance(found, Figure) else found)
    return _told(
        desk, _figure(last_change(), desk.pack.digest, desk.sees_closed, desk.person if desk.sees_closed else None, ask)
    )


def errata(desk: Desk, issued: Issued, lang: str = "") -> tuple[Erratum, ...]:
    """What an issued bulletin printed and is now otherwise."""
    changed = any(_changed(desk, item, issued) for item in issued.content["figures"])
    return _errata(last_change(), issued.bulletin, issued.issue, lang or desk.lang) if changed else ()


def _changed(desk: Desk, item: Mapping[str, Any], issued: Issued) -> bool:
    """Whether a printed figure has another value now: asked of what is kept, before the office looks for the entries."""
    ask = read_question(item["indicator"], item["question"], issued.as_of, None)
    now = _figure(last_change(), desk.pack.digest, False, None, ask) if isinstance(ask, Ask) else None
    printed = item["figure"]
    return not isinstance(now, Figure) or (now.value, now.exact_text) != (printed["value"], printed["exact"])


def warm(desk: Desk) -> None:
    """Computes what the start page asks of this desk, before anyone waits for it."""
    for indicator in desk.pack.definitions.indicators:
        figure(desk, Ask(indicator, desk.today))
    for issued in issuing.bulletins():
        errata(desk, issued)


def _told(desk: Desk, found: Figure | Refusal) -> Figure | Refusal:
    """With the head of this visit, where the figure is asked as known now."""
    if isinstance(found, Refusal) or found.known_seq is not None:
        return found
    return replace(found, head={"size": desk.size, "root": desk.root})


@lru_cache(maxsize=FIGURES)
def _figure(change: str, pack: str, closed: bool, reader: str | None, ask: Ask) -> Figure | Refusal:
    return kept(("figure", change, pack, closed, ask), lambda: asking.figure(ask, reader))


@lru_cache(maxsize=BULLETINS)
def _errata(change: str, bulletin: str, issue: str, lang: str) -> tuple[Erratum, ...]:
    def ask() -> tuple[Erratum, ...]:
        issued = issuing.bulletin(bulletin, issue)
        return tuple(issuing.errata_of(issued, lang)) if issued is not None else ()

    return kept(("errata", change, bulletin, issue, lang), ask)


def kept(question: tuple[object, ...], ask: Callable[[], Answer]) -> Answer:
    """The answer to a question that names everything it follows from."""
    key = hashlib.sha256(repr((FORM, question)).encode()).hexdigest()
    found: Answer | None = cache.get(key)
    if found is None:
        found = ask()
        cache.set(key, found, timeout=None)
    return found
