"""Whatever lies in a pack folder, reading it gives a pack or refusals with their places, never an exception."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hetang.packs.files import KINDS
from hetang.packs.read import read_pack
from hetang.packs.yaml_text import paths_of, read_yaml
from tests.packs.lakeside import documented_files, write_pack

FILES = documented_files()
YAML = sorted(name for name in FILES if name.endswith(".yaml"))
# What people and editors put where they should not, and what confuses readers of YAML and of the language.
FRAGMENTS = [
    "\t", "- ", ": ", "{", "}", "[", "]", "'", '"', "|", ">", "#", "&a ", "*a", "!!str ", "\n", "\n\n", "---\n", "? ", "~",
    "null", "true", "0", "-1", "99999999999999999999", "1e9", "2016-02-30", "2016", "..", "一", "\u3000", "\x00", "\x85",
    "\ufeff", "\U0001f600", "id: id", "since: x", "{roads}", "{if x > 3}", "{end}", "a + b", "((((", "rule('x')",
    "formula: " + "(" * 150, "9" * 5000, "-" * 300, "a." * 200 + "b", "**", "9**9**9",
]  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.text(max_size=8), st.sampled_from(FRAGMENTS),
    st.sampled_from(["lamps_lit", "new_lamps", "north", "works", "day", "place", "kind", "sum", "count", "of", "to"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp())
    try:
        yield path
    finally:
        shutil.rmtree(path)


def judge(files: dict[str, str | bytes]) -> None:
    with folder() as path:
        found = read_pack(write_pack(path, files))
    if isinstance(found, list):
        assert found
        for refusal in found:
            file, _, line = (refusal.at or "").rpartition(":")
            assert file and line.isdigit() and int(line) >= 1, refusal
            assert refusal.says.zh and refusal.says.en


@SETTINGS
@given(
    st.sampled_from(YAML), st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(FRAGMENTS) | st.text(max_size=10)
)
def test_text_mutated_anywhere(name: str, start: int, length: int, put: str) -> None:
    text = FILES[name]
    at = start % (len(text) + 1)
    judge({**FILES, name: text[:at] + put + text[at + length :]})


@SETTINGS
@given(st.sampled_from(YAML), st.data())
def test_any_value_replaced_by_any_other(name: str, data: Any) -> None:
    value = read_yaml(FILES[name].encode()).value
    path = data.draw(st.sampled_from([path for path, _ in paths_of(value)]))
    path = path[: data.draw(st.integers(1, len(path)))]
    inside = value
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = data.draw(VALUES)
    judge({**FILES, name: json.dumps(value, ensure_ascii=True)})


@SETTINGS
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=60))
def test_any_bytes_for_any_file(name: str, data: bytes) -> None:
    judge({**FILES, name: data})


@SETTINGS
@given(st.sampled_from(sorted(KINDS)), VALUES)
def test_any_value_as_the_list_of_any_kind(kind: str, value: Any) -> None:
    judge({**FILES, f"{kind}/more.yaml": json.dumps({KINDS[kind][0]: value}, ensure_ascii=True)})


@SETTINGS
@given(st.text(alphabet='id,name.zhen"\n\r\t,北1;\x00', max_size=60))
def test_any_text_as_csv(text: str) -> None:
    judge({**FILES, "places/more.csv": text.encode()})
