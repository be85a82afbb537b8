"""Columns for scorecards: signed deltas in segments of a ledger's sequence, with a manifest that refuses overlaps.

A segment holds what a range of entries changed: +1 where a standing of a fact begins, -1 where it ends. Segments are never
rewritten, except by compaction, which makes one of all. Writing the same range again changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from hetang.figures.standing import OPEN, Standing
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

MANIFEST = "manifest.json"
OVERLAPS = Refusal(
    "range_overlaps",
    Text("{first} 至 {last} 与已有区段 {have} 重叠", "{first} to {last} overlaps {have}, which is projected"),
    Text("从 {next} 开始的区段，或同一区段的同样内容", "a range from {next}, or the same range with the same source"),
)
LEAVES_GAP = Refusal(
    "range_leaves_gap",
    Text("{first} 之前还缺 {next} 起的条目", "entries from {next} to before {first} are missing"),
    Text("从 {next} 开始的区段", "a range from {next}"),
)


@dataclass(frozen=True, slots=True)
class ProjectedFact:
    """What columns keep of a fact; `dims` become columns of their own."""

    id: int
    fact_id: str
    digest: str
    entry: int
    row: int
    measure: str
    n: int
    value: str
    unit: str
    happened_on: date
    known_at: int
    place: str | None
    organisation: str
    matter: str | None
    recorded_by: str | None
    corrects: str | None
    dims: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact with its standings before a range of entries and after it."""

    fact: ProjectedFact
    before: Sequence[Standing]
    after: Sequence[Standing]


@dataclass(frozen=True, slots=True)
class Range:
    """Entries from `first` to `last`; `source` is a digest of what was projected, such as that of the last entry."""

    first: int
    last: int
    source: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One file, the ranges that it holds, and the SHA-256 of its bytes."""

    file: str
    rows: int
    digest: str
    ranges: tuple[Range, ...]


class Store(Protocol):
    """Writes columns; the engine of the columns lends one."""

    def write(self, target: Path, rows: Iterable[Mapping[str, Any]]) -> int:
        """A file of these rows, sorted for reading; how many there are."""

    def merge(self, sources: Sequence[Path], target: Path) -> int:
        """One file of several, without rows that cancel each other out."""


def signed_deltas(change: Change) -> Iterator[dict[str, Any]]:
    """The rows that turn the standings before into those after, as columns."""
    weights = Counter(_ends(change.after))
    weights.subtract(_ends(change.before))
    fact = change.fact
    columns: dict[str, Any] = {
        name: getattr(fact, name) for name in ProjectedFact.__slots__ if name not in ("dims", "happened_on")
    }
    columns["happened_on"] = fact.happened_on.isoformat()
    columns |= {f"dim_{name}": value for name, value in fact.dims.items()}
    for (state, sign, at, seq, axis), times in sorted(weights.items()):
        if times:
            yield {**columns, "state": state, "w": sign * times, "at": at, "seq": seq, "axis": axis}


def _ends(standings: Iterable[Standing]) -> Iterator[tuple[int, int, int, int, str]]:
    for s in standings:
        yield (s.state, 1, s.since_at, s.since_seq, s.axis)
        if OPEN not in (s.until_at, s.until_seq):
            yield (s.state, -1, s.until_at, s.until_seq, s.axis)


class Projection:
    """The segments in one folder. One process writes; any number read, each by the manifest that it found."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self._store = store

    def segments(self) -> tuple[Segment, ...]:
        return read_manifest(self.folder)

    def next_seq(self) -> int:
        """The first entry that is not projected yet."""
        return max((r.last + 1 for s in self.segments() for r in s.ranges), default=0)

    def append(self, first: int, last: int, source: str, changes: Iterable[Change]) -> Segment | Refusal:
        """One segment of what entries `first` to `last` changed; the segment that holds it already, if one does."""
        segments, asked, following = self.segments(), Range(first, last, source), self.next_seq()
        for segment in segments:
            if asked in segment.ranges:
                return segment
        if first < following:
            have = next(r for s in segments for r in s.ranges if r.last >= first)
            return OVERLAPS.filled(first=first, last=last, have=f"{have.first}-{have.last}", next=following)
        if first > following:
            return LEAVES_GAP.filled(first=first, next=following)
        name = f"{first:012d}-{last:012d}.parquet"
        rows = (row for change in changes for row in signed_deltas(change))
        segment = self._placed(name, (asked,), lambda target: self._store.write(target, rows))
        self._write_manifest((*segments, segment))
        return segment

    def compact(self) -> Segment | None:
        """All segments as one; None where there is nothing to bring together. Old files go when nothing names them."""
        segments = self.segments()
        if len(segments) < 2:
            return segments[0] if segments else None
        ranges = tuple(r for s in segments for r in s.ranges)
        sources = [self.folder / s.file for s in segments]
        name = f"{ranges[0].first:012d}-{ranges[-1].last:012d}-of-{len(ranges)}.parquet"
        segment = self._placed(name, ranges, lambda target: self._store.merge(sources, target))
        self._write_manifest((segment,))
        for old in sources:
            old.unlink()
        return segment

    def faults(self) -> list[str]:
        """Names of segments whose file is missing or has other bytes."""
        return [s.file for s in self.segments() if _digest(self.folder / s.file) != s.digest]

    def _placed(self, name: str, ranges: tuple[Range, ...], write: Callable[[Path], int]) -> Segment:
        """A file that stands whole under its name or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f".{name}.unfinished"
        rows = write(unfinished)
        digest = _digest(unfinished) or ""
        unfinished.replace(self.folder / name)
        return Segment(name, rows, digest, ranges)

    def _write_manifest(self, segments: Sequence[Segment]) -> None:
        told = [
            {
                **{k: getattr(s, k) for k in ("file", "rows", "digest")},
                "ranges": [[r.first, r.last, r.source] for r in s.ranges],
            }
            for s in segments
        ]
        unfinished = self.folder / f".{MANIFEST}.unfinished"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump({"v": 1, "segments": told}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / MANIFEST)


def read_manifest(folder: Path) -> tuple[Segment, ...]:
    """The segments of a folder, in the order of the ledger; none where nothing was projected."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(
        Segment(s["file"], s["rows"], s["digest"], tuple(Range(*r) for r in s["ranges"])) for s in found["segments"]
    )


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
