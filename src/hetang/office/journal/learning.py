"""Words that came to name an indicator by an editor's act: which are in force, and which may be learned or withdrawn."""

import unicodedata
from typing import Any

from hetang.documents.typed_numbers import NUMERALS, only_a_number
from hetang.figures.shapes import Indicator
from hetang.office.journal import bulk
from hetang.office.journal.establishments import FOREVER_SEQ
from hetang.packs.pack import Pack
from hetang.terms.refusals import Refusal
from hetang.terms.words import LANGUAGES, Text

LONGEST, SHORTEST = 40, 2
_IN_FORCE = "SELECT indicator, words, lang FROM learned_word WHERE until_seq = %s ORDER BY entry"

UNKNOWN_INDICATOR = Refusal(
    "unknown_indicator", Text("没有指标“{indicator}”", "no indicator `{indicator}`"), Text("城市包的一个指标", "an indicator of the pack"),
)
UNKNOWN_LANGUAGE = Refusal("unknown_language", Text("没有语言“{lang}”", "no language `{lang}`"), Text("zh 或 en", "zh or en"))
NOT_WORDS = Refusal(
    "not_words",
    Text("“{words}”不能作指标的叫法", "“{words}” cannot name an indicator"),
    Text(
        f"一行内 {SHORTEST} 至 {LONGEST} 个字，不只是数",
        f"{SHORTEST} to {LONGEST} characters on one line that are more than a number",
    ),
)
NAMES_ANOTHER = Refusal(
    "names_another", Text("“{words}”已经是{name}的叫法", "“{words}” names {name} already"),
    Text("还没有所指的词语", "words that name nothing yet"),
)
NOT_LEARNED = Refusal(
    "not_learned", Text("“{words}”不是学来的用语", "“{words}” is no learned word of that indicator"),
    Text("学来的一个用语；城市包里的叫法由城市包改", "a learned word; what the pack declares changes with the pack"),
)


def in_force() -> tuple[tuple[str, str, str], ...]:
    """(indicator, words, language), in the order in which they were learned."""
    return tuple((indicator, words, lang) for indicator, words, lang in bulk.select(_IN_FORCE, [FOREVER_SEQ]))


def decide_learning(body: dict[str, Any], pack: Pack) -> list[Refusal]:
    """Why these words can not become an alias of that indicator; none where they can."""
    indicator, words, lang = body["indicator"], body["words"], body["lang"]
    refused = []
    if indicator not in pack.definitions.indicators:
        refused.append(UNKNOWN_INDICATOR.filled(indicator=indicator).placed("indicator"))
    if lang not in LANGUAGES:
        refused.append(UNKNOWN_LANGUAGE.filled(lang=lang).placed("lang"))
    if not _are_words(words):
        refused.append(NOT_WORDS.filled(words=words).placed("words"))
    named = None if refused else _named(plain(words), pack)
    return [*refused, *([NAMES_ANOTHER.filled(words=words, name=named).placed("words")] if named is not None else [])]


def decide_withdrawing(body: dict[str, Any]) -> list[Refusal]:
    said = (body["indicator"], body["words"], body["lang"])
    return [] if said in in_force() else [NOT_LEARNED.filled(words=body["words"]).placed("words")]


def plain(words: str) -> str:
    """As words are compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def _are_words(words: str) -> bool:
    tidy = words == words.strip() and words.isprintable() and SHORTEST <= len(words) <= LONGEST
    letters = [letter for letter in words if letter.isalpha() and letter not in NUMERALS]
    return tidy and len(letters) >= SHORTEST and not only_a_number(words)


def _named(words: str, pack: Pack) -> Text | None:
    """What these words name already: an indicator, a place or an organisation."""
    for versions in pack.definitions.indicators.values():
        for one in versions:
            if words in map(plain, _said_of(one)):
                return one.name
    for indicator, learned, _ in in_force():
        if plain(learned) == words and indicator in pack.definitions.indicators:
            return pack.definitions.indicators[indicator][-1].name
    for tree in (pack.places, pack.organisations):
        for node in tree.nodes:
            if words in (plain(node.name.zh), plain(node.name.en)):
                return node.name
    return None


def _said_of(indicator: Indicator) -> list[str]:
    return [indicator.name.zh, indicator.name.en, *(alias for said in indicator.aliases.values() for alias in said)]
