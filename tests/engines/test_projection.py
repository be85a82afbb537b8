"""The columns' segments: written once, refused when they overlap, compacted without a change of any answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hetang.figures.engines.columns import Columns, ParquetStore
from hetang.figures.projection import MANIFEST, Change, Projection, read_manifest, signed_deltas
from hetang.terms.refusals import Refusal
from tests.engines.histories import DECLARED
from tests.figures.town import Town, as_projected, projected, told


@pytest.fixture
def town() -> Town:
    """Facts, a late correction, a dispute, and one backdated judgement that parts the two axes."""
    here = Town(DECLARED)
    here.verified(here.fact("paved", 5, "2016-01-05", work="new"), here.fact("paved", 7, "2016-02-05", work="old"))
    here.seal("facts.recorded", [here.fact("paved", 6, "2016-01-05", corrects="f1")])
    here.seal("facts.judged", [here.judgement("f2", "disputed")])
    here.seal("facts.judged", [here.judgement("f3", "verified", known_at="2016-01-01")])
    here.seal("facts.recorded", [here.fact("paved", 1, "2016-03-05", work="new")])
    return here


def test_every_cut_gives_the_same_answers(town: Town, tmp_path: Path) -> None:
    for cuts in ([], [1], [2, 4], [1, 2, 3, 4, 5]):
        folder = tmp_path / "-".join(map(str, cuts))
        projected(town, folder, cuts)
        engine = Columns(folder)
        for seq in (None, 0, 1, 2, 3, 4, 5):
            town.ask("sum_new", engine=engine, floor="reported", known_seq=seq)
            town.ask("persons", engine=engine, floor="reported", known_seq=seq)
        engine.close()


def test_the_same_range_again_changes_nothing(town: Town, tmp_path: Path) -> None:
    projection = projected(town, tmp_path, [2])
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    again = projection.append(0, 1, "head 1", [])
    assert not isinstance(again, Refusal) and again == read_manifest(tmp_path)[0]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize(("first", "last", "source"), [(0, 1, "another head"), (0, 3, "head 3"), (4, 9, "head 9"), (1, 1, "head 1")])
def test_an_overlap_is_refused(town: Town, tmp_path: Path, first: int, last: int, source: str) -> None:
    projection = projected(town, tmp_path, [2])
    refused = projection.append(first, last, source, [])
    assert isinstance(refused, Refusal) and refused.code == "range_overlaps" and "6" in refused.accepts.en


def test_a_gap_is_refused(town: Town, tmp_path: Path) -> None:
    refused = projected(town, tmp_path).append(9, 9, "head 9", [])
    assert isinstance(refused, Refusal) and refused.code == "range_leaves_gap"


def test_compaction_leaves_one_file_and_every_answer(town: Town, tmp_path: Path) -> None:
    projection = projected(town, tmp_path, [1, 2, 3, 4])
    engine = Columns(tmp_path)
    before = [town.ask("sum_new", engine=engine, known_seq=seq) for seq in range(6)]
    rows = sum(s.rows for s in projection.segments())
    whole = projection.compact()
    assert whole is not None and whole.rows < rows  # what cancels out is gone
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([whole.file, MANIFEST])
    assert [town.ask("sum_new", engine=engine, known_seq=seq) for seq in range(6)] == before
    assert projection.compact() == whole and projection.next_seq() == 6
    again = projection.append(0, 0, "head 0", [])
    assert again == whole
    engine.close()


def test_a_new_segment_is_seen_at_once(town: Town, tmp_path: Path) -> None:
    engine = Columns(tmp_path)
    small = Town(DECLARED, entries=town.entries[:2], facts=9)
    assert engine.digests([], None, (3,)) == []  # type: ignore[arg-type]
    projected(small, tmp_path)
    assert small.ask("sum", engine=engine).fact_count == 2
    engine.close()


def test_an_empty_folder_answers_that_there_are_no_facts(tmp_path: Path) -> None:
    engine = Columns(tmp_path)
    found = Town(DECLARED).ask("sum", engine=engine)
    assert (found.value, found.fact_count) == (None, 0)
    engine.close()


def test_a_changed_or_missing_file_is_named(town: Town, tmp_path: Path) -> None:
    projection = projected(town, tmp_path, [2])
    assert projection.faults() == []
    first, second = (tmp_path / s.file for s in projection.segments())
    first.write_bytes(first.read_bytes()[:-1] + b"x")
    second.unlink()
    assert projection.faults() == [first.name, second.name]


def test_an_unfinished_file_is_not_part_of_the_projection(town: Town, tmp_path: Path) -> None:
    class Broken(ParquetStore):
        def write(self, target, rows):  # type: ignore[no-untyped-def]
            target.write_bytes(b"half")
            raise OSError("disk full")

    projection = Projection(tmp_path, Broken(["work"]))
    with pytest.raises(OSError, match="disk full"):
        projection.append(0, 0, "head 0", [])
    assert projection.segments() == () and projection.next_seq() == 0 and projection.compact() is None


def test_standings_that_did_not_change_give_no_deltas(town: Town) -> None:
    fact = told(town)[1]
    here = as_projected(fact)
    deltas = list(signed_deltas(Change(here, (), fact.standings)))
    ends = sorted((d["seq"], d["state"], d["w"]) for d in deltas)
    assert ends == [(0, 2, 1), (1, 2, -1), (1, 3, 1), (3, 3, -1), (3, 4, 1)]
    assert list(signed_deltas(Change(here, fact.standings, fact.standings))) == []
    back = sorted((d["seq"], d["state"], -d["w"]) for d in signed_deltas(Change(here, fact.standings, ())))
    assert back == ends


def test_the_manifest_names_ranges_and_sources(town: Town, tmp_path: Path) -> None:
    projected(town, tmp_path)
    manifest = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["v"] == 1 and manifest["segments"][0]["ranges"] == [[0, 5, "head 5"]]
