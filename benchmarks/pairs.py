"""Runs ours and a rival in turn, prints the ratio pair by pair, and keeps the rows for the JSON."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One line of a benchmark's table; `bar` is the sentence of what was to be reached, `met` whether it was."""

    what: str
    ours_s: float
    rival: str
    rival_s: float
    ratio: float
    bar: str
    met: bool | None


def timed(call: Callable[[], object]) -> float:
    """Seconds of one call, the collector resting."""
    gc.collect()
    gc.disable()
    begun = time.perf_counter()
    try:
        call()
    finally:
        gc.enable()
    return time.perf_counter() - begun


def in_turn(ours: Callable[[], object], rival: Callable[[], object], runs: int = 5, warm: int = 1) -> tuple[float, float, float]:
    """Median seconds of ours, of the rival, and the median of the ratios ours / rival, run A B A B …"""
    for _ in range(warm):
        ours()
        rival()
    pairs = [(timed(ours), timed(rival)) for _ in range(runs)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def at_most(what: str, rival: str, bar: float, measured: tuple[float, float, float]) -> Row:
    """A row whose ratio ours / rival is to be no more than `bar`."""
    ours, theirs, ratio = measured
    return Row(what, ours, rival, theirs, ratio, f"<= {bar:g} x", ratio <= bar)


def rate(what: str, count: int, seconds: float, bar: float, unit: str) -> Row:
    """A row of so many a second, against the bar alone."""
    return Row(what, seconds, f"{count:,} {unit}", 0.0, count / seconds, f">= {bar:,.0f} {unit}/s", count / seconds >= bar)


def report(name: str, rows: list[Row], folder: Path) -> None:
    """The table on standard output, the same as JSON in `folder`/NAME.json."""
    print(f"\n{name}")
    print(f"{'what':<58} {'ours ms':>10} {'rival ms':>10} {'ratio':>12}  bar")
    for row in rows:
        rival = f"{row.rival_s * 1000:,.1f}" if row.rival_s else "-"
        verdict = "" if row.met is None else ("met" if row.met else "MISSED")
        print(f"{row.what:<58} {row.ours_s * 1000:>10,.1f} {rival:>10} {row.ratio:>12,.2f}  {row.bar} {verdict}  [{row.rival}]")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) + "\n", "utf-8")
