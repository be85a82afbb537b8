"""Canonical bytes are those of RFC 8785, and what has none is refused."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from hetang.terms.digests import LARGEST_INTEGER, canonical, digest
from hetang.terms.ids import derived_id, is_id, uuid7

text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
    max_leaves=20,
)


@given(values)
def test_canonical_bytes_agree_with_the_reference_library(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_are_sorted_by_utf_16_units_at_every_depth() -> None:
    value = [{"\U0001f600": 1, "\ufb33": {"\U0001f600": 2, "\ufb33": (3, None)}, "a": 0}]
    assert canonical(value) == '[{"a":0,"😀":1,"\ufb33":{"😀":2,"\ufb33":[3,null]}}]'.encode() == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [1.5, {"a": [1.0]}, {1: "a"}, {"a": {1, 2}}, b"", float("nan"), [["x"], [object()]]])
def test_floats_and_strange_types_have_no_canonical_form(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800"])
def test_integers_that_readers_may_round_and_lone_surrogates_are_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_digests_match_their_standards() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest(b"abc", "sm3") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    with pytest.raises(ValueError, match="sha256, sm3"):
        digest(b"abc", "md5")


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=16))
def test_a_uuid7_keeps_its_time_and_sorts_by_it(at_ms: int, entropy: bytes) -> None:
    made = uuid7(at_ms, entropy)
    assert is_id(made) and made[14] == "7" and int(made.replace("-", "")[:12], 16) == at_ms


def test_a_uuid7_needs_a_time_and_ten_random_bytes() -> None:
    with pytest.raises(ValueError, match="entropy"):
        uuid7(0, b"short")
    with pytest.raises(ValueError, match="milliseconds"):
        uuid7(-1, bytes(10))


@given(st.lists(text, min_size=1), st.lists(text, min_size=1))
def test_a_derived_id_is_the_same_for_the_same_parts_alone(a: list[str], b: list[str]) -> None:
    assert (derived_id(*a) == derived_id(*b)) == (a == b)
    assert is_id(derived_id(*a)) and derived_id(*a)[14] == "8"


def test_an_id_is_lower_case_with_hyphens() -> None:
    made = derived_id("x")
    assert not is_id(made.upper()) and not is_id(made.replace("-", "")) and not is_id(None) and not is_id(made + "\n")
