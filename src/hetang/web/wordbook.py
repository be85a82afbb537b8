"""Every sentence of the pages, one file a language: words/zh.yaml and words/en.yaml, under the same keys."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from markupsafe import Markup, escape

from hetang.terms.words import LANGUAGES

FOLDER = Path(__file__).parent / "words"


@cache
def book(lang: str) -> dict[str, str]:
    """Dotted keys to sentences: `{"figures.title": "数字"}`."""
    sections = yaml.safe_load((FOLDER / f"{lang}.yaml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": text for section, words in sections.items() for key, text in words.items()}


def words(lang: str, key: str, /, **values: object) -> Markup:
    """The sentence with its `{names}` filled in; what is filled in is escaped unless it is markup already."""
    return escape(_chosen(lang, key, values)).format(**values)


def plain(lang: str, key: str, /, **values: object) -> str:
    """The same as a text that is not markup: for files, and for sentences within sentences."""
    return _chosen(lang, key, values).format(**values)


def _chosen(lang: str, key: str, values: Mapping[str, object]) -> str:
    """Where `n` is one and the book has KEY_one, that is said. An unknown key is a fault of the program: KeyError."""
    known = book(lang)
    if str(values.get("n")) == "1" and f"{key}_one" in known:
        key = f"{key}_one"
    return known[key]


def speaks(lang: str) -> str:
    """The language of the book for a language tag: "zh-hans" -> "zh"."""
    first = lang.split("-")[0]
    return first if first in LANGUAGES else LANGUAGES[0]
