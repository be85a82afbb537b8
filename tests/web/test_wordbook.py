"""Both books say everything, under the same keys, with the same places to fill."""

import re
from pathlib import Path
from string import Formatter

import pytest
from markupsafe import Markup

from hetang import web
from hetang.ledger.entries import KINDS
from hetang.terms.words import LANGUAGES
from hetang.web.wordbook import book, speaks, words

WEB = Path(web.__file__).parent
USED = re.compile(r"""\bt\(\s*"([a-z_0-9.]+)"[,)]""")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_books_have_the_same_keys_but_for_singulars() -> None:
    whole = [{key for key in book(lang) if not key.endswith("_one")} for lang in LANGUAGES]
    assert whole[0] == whole[1]


def test_a_singular_belongs_to_a_plural() -> None:
    assert all(key.removesuffix("_one") in book("en") for key in book("en") if key.endswith("_one"))


@pytest.mark.parametrize("key", sorted(key for key in book("zh")))
def test_both_languages_fill_the_same_places(key: str) -> None:
    assert places(book("zh")[key]) == places(book("en")[key])


def test_no_sentence_is_empty_or_left_in_the_other_language() -> None:
    assert all(text.strip() for lang in LANGUAGES for text in book(lang).values())
    chinese = re.compile(r"[一-鿿]")
    assert [key for key, text in book("en").items() if chinese.search(text)] == ["frame.other_language"]
    plain = {"paging", "frame.other_language", "bulletin.pdf", "bulletin.docx", "entry.proof_note"}
    assert not [
        key
        for key, text in book("zh").items()
        if not chinese.search(re.sub(r"\{\w+\}", "", text))
        and key not in plain
        and re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text))
    ]


def test_every_key_that_a_template_or_a_view_names_is_in_the_book() -> None:
    files = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    named = {key for path in files for key in USED.findall(path.read_text(encoding="utf-8"))}
    assert len(named) > 100
    assert named <= set(book("zh"))


def test_every_kind_of_entry_has_its_name() -> None:
    assert {f"kinds.{kind}" for kind in KINDS} <= set(book("zh"))


def test_one_is_said_in_the_singular() -> None:
    assert words("en", "figures.group_count", n=1) == "1 figure"
    assert words("en", "figures.group_count", n=2) == "2 figures"
    assert words("zh", "figures.group_count", n=1) == "1 个"


def test_what_is_filled_in_is_escaped_unless_it_is_markup() -> None:
    assert "&lt;b&gt;" in words("zh", "figure.wording", said="<b>")
    assert "<b>" in words("zh", "figure.wording", said=Markup("<b>"))


@pytest.mark.parametrize(
    ("tag", "lang"), [("zh-hans", "zh"), ("zh-tw", "zh"), ("en", "en"), ("en-gb", "en"), ("fr", "zh")]
)
def test_a_language_without_a_book_is_answered_in_chinese(tag: str, lang: str) -> None:
    assert speaks(tag) == lang


def test_templates_say_nothing_of_their_own() -> None:
    """Every sentence stands in a book: no template holds Chinese, nor an English sentence between its tags."""
    for path in (WEB / "templates").rglob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"[一-鿿]|[A-Za-z]{3,} [A-Za-z]{2,}", text), path
