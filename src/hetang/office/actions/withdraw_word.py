"""Withdraws a learned word: from now on it names nothing; what was learned stays in the ledger."""

from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By


def withdraw_word(id: str, by: By, indicator: str, words: str, lang: str) -> Answer:
    return accept([Act(id, "word.withdrawn", by, {"indicator": indicator, "words": words, "lang": lang})])
