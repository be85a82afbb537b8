"""Numbers typed by hand are found, whatever they are written with; words that only hold a numeral are let be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.documents.typed_numbers import MASK, only_a_number, typed_numbers

TYPED = [
    ("改造27条", "27"),
    ("１２座", "１２"),
    ("3.5万", "3.5"),
    ("要点①先", "①"),
    ("⑴先", "⑴"),
    ("过½了", "½"),
    ("Ⅳ级", "Ⅳ"),
    ("㈠先", "㈠"),
    ("八条路", "八"),
    ("停了四个多月", "四"),
    ("二十一条", "二十一"),
    ("近万户", "近万"),
    ("上百人", "上百"),
    ("三分之二", "三"),
    ("九成以上", "九"),
    ("全省第一", "一"),
    ("翻了两番", "两"),
    ("几十家", "几十"),
    ("数千人", "数千"),
    ("壹佰元", "壹佰"),
    ("半年", "半"),
    ("二\u200b十", "\u200b"),
    ("\u0662", "\u0662"),
]


@pytest.mark.parametrize(("text", "surface"), TYPED)
def test_a_typed_number_is_found_where_it_stands(text: str, surface: str) -> None:
    found = typed_numbers(text)
    assert [typed.surface for typed in found][:1] == [surface]
    assert text[found[0].start :].startswith(surface)


@pytest.mark.parametrize(
    "text", ["一起谋划，一道推进，统一部署", "老百姓十分满意", "一一核对", "一方面", "第一，要快。第二，要实"]
)
def test_words_that_hold_a_numeral_are_no_numbers(text: str) -> None:
    assert typed_numbers(text) == []


def test_declared_names_are_covered_but_not_what_touches_them() -> None:
    assert typed_numbers("“十三五”与三个五，一带一路", ["十三五", "三个五", "一带一路"]) == []
    assert [typed.surface for typed in typed_numbers("二十三五", ["十三五"])] == ["二"]


def test_headings_may_be_numbered_at_their_beginning_alone() -> None:
    assert typed_numbers("一、路通了", heading=True) == []
    assert typed_numbers("（三）树种上了", heading=True) == []
    assert [typed.surface for typed in typed_numbers("一、二条路", heading=True)] == ["二"]
    assert typed_numbers("三、八条", heading=False) != []


@pytest.mark.parametrize("text", ["近{}户", "{}余户", "{}以上", "约{}人", "{}万条", "三{}条", "超过{}亩"])
def test_words_beside_a_slot_may_not_change_what_it_says(text: str) -> None:
    assert [typed.why for typed in typed_numbers(text.replace("{}", MASK * 3))][:1] == ["beside_slot"]


@pytest.mark.parametrize("text", ["附近{}户", "签约{}元", "排第{}位", "最近{}天"])
def test_other_words_beside_a_slot_are_let_be(text: str) -> None:
    assert typed_numbers(text.replace("{}", MASK * 3)) == []


@pytest.mark.parametrize(
    "name", ["27条", "9,120", "九千一百二十", "近一万户", "百分之九十", "半年", "二十余个", "第一"]
)
def test_a_name_that_is_only_a_number_is_told_apart(name: str) -> None:
    assert only_a_number(name)


@pytest.mark.parametrize(
    "name", ["十三五", "三个五", "八一", "两会", "206国道", "三龙镇", "第一书记", "一带一路", "一条路"]
)
def test_a_proper_name_is_no_number(name: str) -> None:
    assert not only_a_number(name)


@given(
    st.text(alphabet="路通了，树也种上。", max_size=8),
    st.integers(0, 10**9),
    st.text(alphabet="条座个户，。", max_size=4),
)
def test_no_arabic_number_slips_through(before: str, number: int, after: str) -> None:
    assert [typed.surface for typed in typed_numbers(f"{before}{number}{after}")] == [str(number)]


@given(
    st.text(alphabet="路通了，树也种上。", max_size=8),
    st.sampled_from("二三四五六七八九两十百千万亿"),
    st.sampled_from("条座户台辆亩米元年月天"),
)
def test_no_chinese_numeral_before_a_unit_slips_through(before: str, numeral: str, unit: str) -> None:
    assert typed_numbers(f"{before}{numeral}{unit}")
