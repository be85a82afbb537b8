"""A corrected draft reads as corrected, every place of it is found in the draft as it came, and its lines are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.office.reads.drafts import Mark
from hetang.web.draft_text import corrected, lines, tables

TEXT = "改造道路27条，人行道7.31万平方米。"


def mark(surface: str, instead: str, text: str = TEXT) -> Mark:
    at = text.index(surface)
    return Mark(at, at + len(surface), surface, "corrected", instead, "wu", 0)


def test_without_corrections_every_place_is_where_it_was() -> None:
    now = corrected(TEXT, [])
    assert now.text == TEXT and now.back(4, 7) == (4, 7)


def test_a_correction_stands_in_the_text_and_leads_back_as_a_whole() -> None:
    now = corrected(TEXT, [mark("7.31万平方米", "7.13万平方米"), mark("27条", "一百零八条")])
    assert now.text == "改造道路一百零八条，人行道7.13万平方米。"
    led_back = [
        ("一百零八条", "27条"), ("百零", "27条"), ("7.13万", "7.31万平方米"), ("人行道", "人行道"), ("条，人", "27条，人"),
    ]
    for words, before in led_back:
        start, end = now.back(now.text.index(words), now.text.index(words) + len(words))
        assert TEXT[start:end] == before
    at = TEXT.index("7.31")
    assert now.text[slice(*now.forth(at, at + 4))] == "7.13万平方米"


def test_a_place_within_a_correction_is_corrected_with_what_stands_beside_it() -> None:
    now = corrected(TEXT, [mark("27条，人行道7.31", "28条，人行道7.31")])
    at = now.text.index("7.31万平方米")
    assert now.around(at, at + len("7.31万平方米")) == ("28条，人行道", "")
    start, end = now.back(at, at + len("7.31万平方米"))
    assert TEXT[start:end] == "27条，人行道7.31万平方米"
    assert corrected(TEXT, []).around(4, 7) == ("", "")


def test_only_corrections_change_the_text() -> None:
    left = Mark(4, 7, "27条", "left", "有据", "wu", 0)
    assert corrected(TEXT, [left]).text == TEXT


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3), st.text("xyz", min_size=1, max_size=4)), max_size=3)


@given(st.text("ab\n", max_size=12), SPANS)
def test_what_was_not_corrected_leads_back_to_the_same_letters(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks, last = [], 0
    for start, length, instead in sorted(spans):
        if start >= last and start + length <= len(text):
            marks.append(Mark(start, start + length, text[start : start + length], "corrected", instead, "wu", 0))
            last = start + length
    now = corrected(text, marks)
    for index, letter in enumerate(now.text):
        if letter in "ab\n":
            start, end = now.back(index, index + 1)
            assert text[start:end] == letter
            assert now.forth(start, end) == (index, index + 1)


def test_title_headings_paragraphs_and_tables_are_told_apart() -> None:
    text = "工作小结\n一年来，改造道路27条。\n一、道路\n\n区\t条\n珠山\t12\n完了。\n（一）桥\n\t1\n"
    found = lines(text)
    assert [line.kind for line in found] == ["title", "paragraph", "heading", "row", "row", "paragraph", "heading", "row"]
    assert [text[start:end] for start, end in found[4].cells] == ["珠山", "12"]
    assert [len(group) for group in tables(found)] == [1, 1, 1, 2, 1, 1, 1]


@pytest.mark.parametrize("line", ["改造道路27条。", "一年来，全市上下", "长" * 41, "目标：", "1.2,"])
def test_a_sentence_is_no_heading(line: str) -> None:
    assert [one.kind for one in lines(f"前言\n{line}")][1:] == ["paragraph"]
