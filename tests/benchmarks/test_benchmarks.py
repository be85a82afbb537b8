"""Every benchmark runs and its answers equal the rival's (it stops where they do not); no time is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import NAMES
from benchmarks.pairs import Disagreement, Spent, agree, at_most, faster, rate, share, within

TOP = Path(__file__).parents[2]


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_runs_at_tiny_size_and_agrees_with_its_rival(name: str, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "benchmarks", name, "--size", "tiny", "--out", str(tmp_path)]
    done = subprocess.run(call, cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2_000:]
    rows = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
    assert rows and all(row["ratio"] > 0 for row in rows)
    assert name in done.stdout


def test_other_answers_than_the_rivals_stop_a_benchmark() -> None:
    agree("a sum", 3, 3)
    with pytest.raises(Disagreement, match="a sum"):
        agree("a sum", 3, 4)


def test_a_bar_is_met_or_missed_in_its_own_terms() -> None:
    slower_by_half = (1.5, 1.0, 1.5)
    assert at_most("", "", 1.6, slower_by_half).met and not at_most("", "", 1.4, slower_by_half).met
    assert share("", "", 0.6, slower_by_half).met and not share("", "", 0.7, slower_by_half).met
    assert not faster("", "", 1, slower_by_half).met and faster("", "", 2, (1.0, 3.0, 1 / 3)).met
    assert rate("", 100, Spent(2.0, 1.0), 50, "rows").met and not rate("", 100, Spent(2.0, 1.0), 51, "rows").met
    assert within("", 2.0, 2.0, "s").met and not within("", 2.1, 2.0, "s").met
    assert share("", "", None, slower_by_half).met is None
