"""Accepts acts: answered if known, else decided, appended and applied, all in one transaction."""

from collections.abc import Sequence

from hetang.ledger.entries import check_entry
from hetang.office.journal import reactions
from hetang.office.journal.act import NO_LEDGER, Accepted, Act, Answer
from hetang.office.journal.acting import act_on_matter
from hetang.office.journal.append import append, next_us, situation_on
from hetang.office.journal.book import Book
from hetang.office.journal.decide import decide
from hetang.office.journal.repeats import Known, Met, answer_known, new_ids, without_known_rows
from hetang.office.journal.writing import write
from hetang.terms.refusals import Refusal


def accept(acts: Sequence[Act], alg: str = "sha256") -> Answer:
    """Every act an entry, in this order, or nothing changed and every refusal of the first act that is refused.

    `alg` is chosen once, by the act that opens the ledger.
    """
    return write(lambda book, met: accept_all(book, acts, met), alg)


def accept_all(book: Book, acts: Sequence[Act], met: Met) -> Answer:
    if len(acts) > 1:   # an act alone is asked for in its turn
        book.new |= new_ids(acts)
    accepted: list[Accepted] = []
    for act in acts:
        answer = act_on_matter(book, act, met) if act.on is not None else accept_one(book, act, met)
        if answer and isinstance(answer[0], Refusal):
            return answer
        accepted += answer   # type: ignore[arg-type]   # no refusal is among them
    return accepted


def accept_one(book: Book, act: Act, met: Met) -> Answer:
    """The entry of one act, and those that follow from it; or its refusals."""
    answer = _accept(book, act, met)
    if isinstance(answer, list):
        return answer
    return [answer, *([] if answer.repeated else reactions.after(book, act, answer))]


def _accept(book: Book, act: Act, met: Met) -> Accepted | list[Refusal]:
    known = answer_known(act, met, book.new)
    if isinstance(known, Accepted | list):
        return known
    if book.identity is None and act.kind != "ledger.opened":
        return [NO_LEDGER]
    left = without_known_rows(act, met, book.new, book.families)
    if isinstance(left, Known):
        return left.entry
    if isinstance(left, list):
        return left
    at_us = next_us(book)
    faults = check_entry(left.kind, left.body, left.rows, left.by)
    decided = decide(left, situation_on(book, left, at_us, well_formed=not faults))
    if isinstance(decided, list):
        return decided
    return faults or append(book, left, decided, at_us)
