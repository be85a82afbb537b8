"""Makes words an alias of an indicator, by the choice of an editor: from now on drafts that say them mean that figure."""

from hetang.office.journal.accept import accept
from hetang.office.journal.act import Act, Answer, By


def learn_word(id: str, by: By, indicator: str, words: str, lang: str) -> Answer:
    return accept([Act(id, "word.learned", by, {"indicator": indicator, "words": words, "lang": lang})])
