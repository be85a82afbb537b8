"""YAML is read as plain values with their lines, and whatever the bytes, an answer comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hetang.packs.yaml_text import DEEPEST, LARGEST_BYTES, read_yaml


def codes(text: str | bytes) -> list[tuple[int, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(finding.line, finding.refusal.code) for finding in read_yaml(data).findings]


def test_only_whole_numbers_and_truth_values_are_read_as_such() -> None:
    text = 'a: 12\nb: 0.75\nc: no\nd: 2016-03-01\ne: true\nf: ~\ng: "12"\nh: 012\ni: 1e5\nj: 1:30\nk: -0\n'
    assert read_yaml(text.encode()).value == {
        "a": 12, "b": "0.75", "c": "no", "d": "2016-03-01", "e": True, "f": None, "g": "12", "h": "012", "i": "1e5",
        "j": "1:30", "k": "-0",
    }  # fmt: skip


def test_a_number_too_long_for_json_stays_text() -> None:
    assert read_yaml(b"a: 12345678901234567890").value == {"a": "12345678901234567890"}


def test_every_value_has_its_line() -> None:
    yaml = read_yaml(b"# a comment\na:\n- id: x\n  b: {c: 1,\n   d: 2}\n- id: y\n")
    lines = yaml.lines
    paths = [("a",), ("a", 0), ("a", 0, "b"), ("a", 0, "b", "d"), ("a", 1, "id")]
    assert [lines.of(path) for path in paths] == [2, 3, 4, 5, 6]
    assert lines.of(("a", 1, "nothing", "here")) == 6


def test_the_text_of_a_block_begins_on_the_line_after_its_key() -> None:
    assert read_yaml(b"a: 1\ntext: |\n  one\n  two\n").lines.blocks == {("text",): 3}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "empty_file")]),
        ("a: 1\na: 2\n", [(2, "duplicate_key")]),
        ("a:\n\t- 1\n", [(2, "tab")]),
        ("a: [1,\nb: 2\n", [(2, "not_yaml")]),
        ("a: &x 1\nb: *x\n", [(2, "alias")]),
        ("a: &x [*x]\n", [(1, "alias")]),
        ("a: !!python/object:os.system 1\n", [(1, "tag")]),
        ("a: 1\n---\nb: 2\n", [(2, "several_documents")]),
        ("? [a, b]\n: 1\n", [(1, "key_not_text")]),
        (b"a: 1\nb: \xff\n", [(2, "not_utf8")]),
        ("a: 1\nb: \x00\n", [(2, "control_character")]),
        ('a: "\\0"\n', [(1, "control_character")]),
        ("a: 1\na: 2\nb: *x\n", [(2, "duplicate_key"), (3, "alias")]),
    ],
)
def test_what_a_pack_may_not_hold_is_named_with_its_line(text: str | bytes, found: list[tuple[int, str]]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_brackets_are_refused_and_do_not_end_the_process(sign: str) -> None:
    assert codes(sign * 100_000)[-1][1] in ("too_deep", "key_not_text")


def test_what_is_nested_less_deep_is_read() -> None:
    assert read_yaml(("[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)).encode()).readable


def test_a_bomb_of_anchors_costs_one_refusal_an_alias() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
    )
    assert len(codes(bomb)) == 180


def test_a_file_beyond_the_limit_is_not_read() -> None:
    assert codes(b"#" * (LARGEST_BYTES + 1)) == [(1, "file_too_large")]


def test_a_byte_order_mark_and_windows_line_ends_are_no_error() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n").value == {"a": 1, "b": 2}


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    yaml = read_yaml(data)
    assert yaml.readable or yaml.findings


@settings(max_examples=300)
@given(st.text(alphabet="ab:-[]{}*&!|>'\"#%@,? \n\t\\0u~", max_size=80))
def test_no_text_of_yaml_signs_makes_the_reader_raise(text: str) -> None:
    yaml = read_yaml(text.encode())
    assert yaml.readable or yaml.findings
    lines = text.count("\n") + 1
    assert all(1 <= finding.line <= lines for finding in yaml.findings)
