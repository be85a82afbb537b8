"""The worked bytes of docs/algorithms/canonical-bytes.md are those of the code, and those of the reference library."""

import json
import re
from pathlib import Path

import pytest
import rfc8785

from hetang.ledger.merkle import leaf_hash
from hetang.terms.digests import LARGEST_INTEGER, canonical

TEXT = (Path(__file__).parents[2] / "docs" / "algorithms" / "canonical-bytes.md").read_text("utf-8")
GIVEN, BECOMES = (block.strip() for block in TEXT.split("```")[1::2])


def test_the_worked_statement_becomes_these_bytes() -> None:
    value = json.loads(GIVEN)
    assert canonical(value) == BECOMES.encode() == rfc8785.dumps(value)
    assert f"these {len(canonical(value))} bytes" in TEXT


def test_the_worked_digests_are_those_of_the_row() -> None:
    told = re.findall(r"`([0-9a-f]{64})`", TEXT)
    assert told == [leaf_hash(BECOMES.encode(), alg).hex() for alg in ("sha256", "sm3")]


def test_the_worked_keys_stand_in_the_order_of_utf_16() -> None:
    match = re.search(r"`(\{.*?\})` becomes `(\{.*?\})`", TEXT)
    assert match is not None
    assert canonical(json.loads(match[1])) == match[2].encode() == rfc8785.dumps(json.loads(match[1]))


def test_the_largest_number_of_the_page_is_the_limit() -> None:
    assert f"= {LARGEST_INTEGER} in size" in TEXT
    with pytest.raises(ValueError):
        canonical(LARGEST_INTEGER + 1)
    with pytest.raises(TypeError):
        canonical({"value": 3180.5})


def test_only_these_signs_are_escaped() -> None:
    every = "".join(map(chr, range(0x250))) + "平\u2028\ufeff😀"
    escaped = re.findall(rb"\\u[0-9a-f]{4}|\\.", canonical(every))
    assert len(escaped) == 32 + 2 and {b"\\b", b"\\t", b"\\n", b"\\f", b"\\r", b'\\"', b"\\\\"} <= set(escaped)
