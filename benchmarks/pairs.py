"""Runs ours and a rival in turn, prints the ratio pair by pair, and keeps the rows for the JSON."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

Measured = tuple[float, float, float]   # median seconds of ours, of the rival, median ratio ours / rival


@dataclass(frozen=True)
class Row:
    """One line of a benchmark's table; `bar` says what was to be reached, `met` whether it was (None: no bar).

    `ratio` is in the terms of the bar: a share, a multiple, a rate or a size.
    """

    what: str
    ours_s: float
    rival: str
    rival_s: float
    ratio: float
    bar: str
    met: bool | None


class Disagreement(Exception):
    """Ours and the rival gave different answers: there is nothing to compare."""


def agree(what: str, ours: object, rival: object) -> None:
    if ours != rival:
        raise Disagreement(f"{what}: ours {str(ours)[:300]}, the rival's {str(rival)[:300]}")


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


def in_turn(ours: Callable[[], object], rival: Callable[[], object], runs: int = 5, warm: int = 1) -> Measured:
    """Run A B A B …, so that what else the machine does falls on both."""
    for _ in range(warm):
        ours()
        rival()
    return of_pairs([(timed(ours), timed(rival)) for _ in range(runs)])


def of_pairs(pairs: list[tuple[float, float]]) -> Measured:
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def at_most(what: str, rival: str, bar: float, measured: Measured) -> Row:
    """Ours may take `bar` times the rival's time."""
    ours, theirs, ratio = measured
    return Row(what, ours, rival, theirs, ratio, f"<= {bar:g} x its time", ratio <= bar)


def share(what: str, rival: str, bar: float | None, measured: Measured) -> Row:
    """Ours reaches a share of the rival's rate, to be at least `bar`."""
    ours, theirs, ratio = measured
    reached = 1 / ratio
    return Row(what, ours, rival, theirs, reached, "" if bar is None else f">= {bar:g} of its rate", _met(bar, reached))


def faster(what: str, rival: str, bar: float | None, measured: Measured) -> Row:
    """Ours is so many times faster, to be at least `bar`."""
    ours, theirs, ratio = measured
    return Row(what, ours, rival, theirs, 1 / ratio, "" if bar is None else f">= {bar:g} x faster", _met(bar, 1 / ratio))


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of this process's CPU: they differ where others use the machine, or a disk is waited for."""

    clock_s: float
    cpu_s: float


def spent(call: Callable[[], object]) -> Spent:
    begun, cpu = time.perf_counter(), time.process_time()
    call()
    return Spent(time.perf_counter() - begun, time.process_time() - cpu)


def rate(what: str, count: int, took: Spent, bar: float | None, unit: str) -> Row:
    """So many a second by the clock; beside it how many a second of CPU."""
    reached, by_cpu = count / took.clock_s, f"{count / took.cpu_s:,.0f} a CPU second"
    return Row(what, took.clock_s, by_cpu, 0.0, reached, "" if bar is None else f">= {bar:,.0f} {unit}/s", _met(bar, reached))


def within(what: str, amount: float, bar: float, unit: str) -> Row:
    """An amount that may not exceed `bar`: seconds, megabytes, a multiple."""
    return Row(what, amount if unit == "s" else 0.0, unit, 0.0, amount, f"<= {bar:g} {unit}", amount <= bar)


def _met(bar: float | None, reached: float) -> bool | None:
    return None if bar is None else reached >= bar


def report(name: str, rows: list[Row], folder: Path) -> None:
    """The table on standard output, the same as JSON in `folder`/NAME.json."""
    print(f"\n{name}")
    print(f"{'what':<66} {'ours ms':>10} {'rival ms':>10} {'ratio':>12}  bar")
    for row in rows:
        ours, rival = (f"{seconds * 1000:,.1f}" if seconds else "-" for seconds in (row.ours_s, row.rival_s))
        verdict = "" if row.met is None else ("met" if row.met else "MISSED")
        print(f"{row.what:<66} {ours:>10} {rival:>10} {row.ratio:>12,.2f}  {row.bar} {verdict}  [{row.rival}]")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) + "\n", "utf-8")
