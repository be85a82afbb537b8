"""Whatever is changed in a ledger is found and named, by a checker that needs nothing else of this project."""

import json
import runpy
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.ledger import checker
from hetang.ledger.checker import Chain, Findings, check_chain, check_proof, read_ledger
from hetang.ledger.checkpoint import checkpoint_of, format
from hetang.ledger.merkle import MerkleTree, leaf_hash
from hetang.ledger.proofs import entry_proof, row_proof
from hetang.terms.digests import canonical
from tests.ledger.ledgers import Ledger, fact, ledger_of

SIZE = 9
LEDGER = ledger_of(SIZE)
HEAD = LEDGER.outside_head


def names(findings: Findings, seq: int) -> bool:
    """Whether the first finding is of this entry, or of a stretch in which it stands."""
    if findings.intact:
        return False
    first = findings.findings[0]
    assert first.seq is not None
    return first.seq <= seq <= (first.found if first.code in ("link", "rechained") else first.seq)


def changed(data: bytes, place: int, by: int) -> bytes:
    return data[:place] + bytes([data[place] ^ by]) + data[place + 1 :]


@pytest.mark.parametrize("alg", ["sha256", "sm3"])
def test_an_untouched_ledger_is_intact(alg: str) -> None:
    ledger = ledger_of(SIZE, alg)
    heads = [ledger_of(size, alg).outside_head for size in (0, 3, SIZE)]
    result = check_chain(zip(ledger.entries, ledger.rows, strict=True), heads)
    assert result.intact and result.rows_checked == sum(map(len, ledger.rows)) and result.rows_absent == 0
    assert (result.ledger, result.alg, result.size, result.root) == ("jingdezhen", alg, *ledger.outside_head)
    assert result.last == ledger.head.digest_of_last
    assert check_chain(ledger.entries).rows_absent == SIZE - 1


@given(st.integers(0, SIZE - 1), st.integers(0, 10_000), st.integers(1, 255))
def test_any_byte_of_any_entry_changed_is_found_and_named(seq: int, place: int, by: int) -> None:
    entries = LEDGER.entries
    entries[seq] = changed(entries[seq], place % len(entries[seq]), by)
    assert names(check_chain(entries, [HEAD]), seq)


@given(st.integers(0, SIZE - 2), st.integers(0, 10_000), st.integers(1, 255))
def test_a_change_before_the_last_entry_is_found_without_any_head(seq: int, place: int, by: int) -> None:
    entries = LEDGER.entries
    entries[seq] = changed(entries[seq], place % len(entries[seq]), by)
    assert names(check_chain(entries), seq)


@given(st.integers(0, SIZE - 1), st.sampled_from(["prev", "id", "kind", "sealed_at", "by", "body", "rows"]))
def test_a_well_formed_change_is_found_and_named(seq: int, name: str) -> None:
    entry = json.loads(LEDGER.entries[seq])
    entry[name] = {"count": 7, "root": "0" * 64} if name == "rows" else f"{entry[name]}x"
    entries = [*LEDGER.entries[:seq], canonical(entry), *LEDGER.entries[seq + 1 :]]
    assert names(check_chain(entries, [HEAD]), seq)


@given(st.integers(0, SIZE - 2), st.integers(1, SIZE - 1))
def test_two_entries_in_each_others_place_are_found(first: int, distance: int) -> None:
    second = min(first + distance, SIZE - 1)
    entries = LEDGER.entries
    entries[first], entries[second] = entries[second], entries[first]
    assert names(check_chain(entries), first)


@given(st.integers(0, SIZE - 1))
def test_a_deleted_entry_is_found(seq: int) -> None:
    result = check_chain([*LEDGER.entries[:seq], *LEDGER.entries[seq + 1 :]], [HEAD])
    assert result.findings[0].seq == seq
    assert result.findings[0].code == ("order" if seq < SIZE - 1 else "cut_tail")


@given(st.integers(0, SIZE), st.integers(0, SIZE - 1))
def test_an_entry_that_stands_twice_is_found(place: int, copied: int) -> None:
    entries = LEDGER.entries
    entries.insert(place, LEDGER.entries[copied])
    result = check_chain(entries, [HEAD])
    assert result.findings[0].code == "order" and abs((result.findings[0].seq or 0) - place) <= 1


@given(st.integers(1, SIZE - 1))
def test_an_entry_slipped_in_with_a_right_link_is_found(place: int) -> None:
    forged = canonical({**json.loads(LEDGER.entries[place]), "id": "forged"})
    result = check_chain([*LEDGER.entries[:place], forged, *LEDGER.entries[place:]], [HEAD])
    assert result.findings[0].code == "order" and result.findings[0].seq == place + 1


@given(st.integers(0, SIZE - 1))
def test_a_cut_tail_is_found_against_a_head_kept_outside(size: int) -> None:
    result = check_chain(LEDGER.entries[:size], [HEAD])
    [finding] = result.findings
    assert finding.code == "cut_tail" and finding.seq == size and finding.found == SIZE
    assert check_chain(LEDGER.entries[:size]).intact


@given(st.integers(0, SIZE - 1), st.integers(1, SIZE))
def test_a_ledger_sealed_again_from_one_entry_on_is_found_between_two_heads(seq: int, known: int) -> None:
    ledger = Ledger()
    for number, sealed in enumerate(LEDGER.sealed):
        entry = json.loads(sealed.bytes)
        rows = [json.loads(row) for row in LEDGER.rows[number]]
        ledger.add(entry["kind"], {**entry["body"], **({"takeover": True} if number == seq and rows else {})}, rows)
        if number == seq == 0:
            ledger = Ledger()
            ledger.add("ledger.opened", {"city": "别处", "time_zone": "UTC"})
    assert check_chain(ledger.entries).intact
    result = check_chain(ledger.entries, [ledger_of(known).outside_head, HEAD])
    assert names(result, seq) and {finding.code for finding in result.findings} == {"rechained"}
    assert result.findings[0].seq == (known if known <= seq else 0)


@given(st.integers(1, SIZE - 1), st.integers(0, 1000), st.integers(1, 255))
def test_any_byte_of_any_row_changed_is_found_and_named(seq: int, place: int, by: int) -> None:
    number = place % len(LEDGER.rows[seq])
    row = LEDGER.rows[seq][number]
    rows = [*LEDGER.rows[seq][:number], changed(row, place % len(row), by), *LEDGER.rows[seq][number + 1 :]]
    assert [(found.code, found.seq) for found in with_rows(seq, rows).findings] == [("rows", seq)]
    kept = LEDGER.sealed[seq].row_digests
    chain = Chain()
    for index, entry in enumerate(LEDGER.entries):
        chain.add(entry, rows if index == seq else None, kept=kept if index == seq else None)
    assert [(found.code, found.seq, found.found) for found in chain.finish().findings] == [
        ("row", seq, number),
        ("rows", seq, None),
    ]


def with_rows(seq: int, rows: list[bytes]) -> Findings:
    given = [*LEDGER.rows[:seq], rows, *LEDGER.rows[seq + 1 :]]
    return check_chain(zip(LEDGER.entries, given, strict=True))


@given(st.integers(1, SIZE - 1))
def test_rows_too_many_too_few_or_in_another_order_are_found(seq: int) -> None:
    rows = LEDGER.rows[seq]
    for wrong in ([*rows, rows[0]], rows[:-1], []):
        assert [found.seq for found in with_rows(seq, wrong).findings] == [seq]
    if len(rows) > 1:
        assert not with_rows(seq, rows[::-1]).intact
    assert [found.seq for found in with_rows(0, rows).findings] == [0]


def test_kept_digests_name_the_very_entry_and_the_very_row() -> None:
    chain = Chain()
    for sealed, rows in zip(LEDGER.sealed, LEDGER.rows, strict=True):
        wrong = sealed.seq == SIZE - 1
        chain.add(sealed.bytes, rows, "0" * 64 if wrong else sealed.digest, [] if wrong else sealed.row_digests)
    codes = [(found.code, found.seq) for found in chain.finish().findings]
    assert codes == [("digest", SIZE - 1), *([("row", SIZE - 1)] * len(LEDGER.rows[-1]))]


def test_a_change_of_prev_is_told_from_a_change_before_it() -> None:
    entry = json.loads(LEDGER.entries[4])
    entries = [*LEDGER.entries[:4], canonical({**entry, "prev": "0" * 64}), *LEDGER.entries[5:]]
    assert [(found.code, found.seq) for found in check_chain(entries).findings] == [("changed", 4)]
    [last] = check_chain(entries[:5]).findings
    assert (last.code, last.seq, last.found) == ("link", 3, 4)
    first = canonical({**json.loads(LEDGER.entries[0]), "prev": "0" * 64})
    assert [(found.code, found.seq) for found in check_chain([first]).findings] == [("link", 0)]
    resealed = canonical({**json.loads(LEDGER.entries[1]), "prev": leaf_hash(first).hex()})
    assert [(found.code, found.seq) for found in check_chain([first, resealed]).findings] == [("changed", 0)]


@pytest.mark.parametrize("seq", range(SIZE))
@pytest.mark.parametrize("change", [{"ledger": "nanchang"}, {"alg": "sm3"}])
def test_an_entry_that_says_it_is_of_another_ledger_is_named(seq: int, change: dict[str, str]) -> None:
    other = canonical({**json.loads(LEDGER.entries[seq]), **change})
    assert names(check_chain([*LEDGER.entries[:seq], other, *LEDGER.entries[seq + 1 :]], [HEAD]), seq)


def test_a_ledger_that_goes_on_as_another_is_found() -> None:
    ledger = ledger_of(4)
    ledger.name = "nanchang"
    for _ in range(2):
        ledger.add("pack.activated", {"name": "a", "version": "1", "digest": "0" * 64})
    assert names(check_chain(ledger.entries), 3)


ENTRY = json.loads(LEDGER.entries[1])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        LEDGER.entries[1] + b" ",
        canonical({**ENTRY, "more": 1}),
        canonical({**ENTRY, "v": 2}),
        canonical({**ENTRY, "v": True}),
        canonical({**ENTRY, "alg": "md5"}),
        canonical({**ENTRY, "seq": -1}),
        canonical({**ENTRY, "seq": "1"}),
        canonical({**ENTRY, "kind": None}),
        canonical({**ENTRY, "rows": []}),
        canonical({**ENTRY, "rows": {"count": True, "root": ""}}),
        canonical({**ENTRY, "body": {"a": 1}}).replace(b'{"a":1}', b'{"a":1.5}'),
        canonical({**ENTRY, "body": {"a": 1}}).replace(b'{"a":1}', b'{"a":NaN}'),
        canonical({**ENTRY, "body": {"a": 1}}).replace(b'{"a":1}', b'{"a":1,"a":1}'),
        canonical({**ENTRY, "body": {"a": 1}}).replace(b'{"a":1}', b'{"a":"\\ud800"}'),
        canonical({**ENTRY, "body": {"a": 1}}).replace(b'{"a":1}', b'{"a":"\\u0041"}'),
        json.dumps(ENTRY).encode(),
    ],
)
def test_bytes_that_are_no_canonical_entry_are_named_once(data: bytes) -> None:
    entries = [LEDGER.entries[0], data, *LEDGER.entries[2:]]
    assert [(found.code, found.seq) for found in check_chain(entries).findings] == [("not_an_entry", 1)]


def test_keys_of_a_body_stand_in_the_order_of_utf_16() -> None:
    ledger = Ledger()
    sealed = ledger.add("facts.recorded", {}, [fact("a")])
    files = canonical({**json.loads(sealed.bytes), "body": {"\U0001f600": 1, "\ufb33": 2}})
    assert check_chain([files]).intact


# A proof that leaves the system.

TREE = MerkleTree([leaf_hash(entry) for entry in LEDGER.entries])


def proof_of(seq: int, index: int | None = None) -> dict[str, Any]:
    proof = entry_proof(TREE, "jingdezhen", LEDGER.entries[seq], seq)
    if index is None:
        return proof
    return row_proof(proof, LEDGER.sealed[seq].row_digests, LEDGER.rows[seq][index], index, "sha256")


def test_every_entry_and_every_row_has_a_proof_that_holds() -> None:
    for seq in range(SIZE):
        assert check_proof(proof_of(seq)) == [] == check_proof(proof_of(seq), HEAD)
        for index in range(len(LEDGER.rows[seq])):
            assert check_proof(json.loads(json.dumps(proof_of(seq, index))), HEAD) == []


@given(st.data())
def test_a_proof_with_any_character_changed_does_not_hold(data: st.DataObject) -> None:
    proof = proof_of(7, 1)
    place = data.draw(st.sampled_from(["entry", "row", "row_index", "path", "row_path"]))
    value = proof[place]
    if place == "row_index":
        wrong: Any = data.draw(st.integers(-3, 9).filter(lambda index: index != 1) | st.just(1.0) | st.just("1"))
    else:
        text = value if isinstance(value, str) else data.draw(st.sampled_from(value))
        at = data.draw(st.integers(0, len(text) - 1))
        other = data.draw(st.sampled_from("0123456789abcdef").filter(lambda sign: sign != text[at]))
        altered = text[:at] + other + text[at + 1 :]
        wrong = altered if isinstance(value, str) else [altered if item == text else item for item in value]
    assert check_proof({**proof, place: wrong}, HEAD) != []


@pytest.mark.parametrize(
    "change",
    [
        {"checkpoint": "x"},
        {"checkpoint": format(checkpoint_of("jingdezhen", *ledger_of(3).outside_head))},
        {"entry": "{}"},
        {"entry": 3},
        {"path": None},
        {"path": ["zz"]},
        {"row_path": []},
        {"row": None},
    ],
)
def test_a_malformed_proof_is_an_answer_not_a_crash(change: dict[str, Any]) -> None:
    assert check_proof({**proof_of(7, 1), **change}, HEAD)


def test_a_row_cannot_be_proven_in_an_entry_without_rows() -> None:
    assert check_proof({**proof_of(0), "row": "{}", "row_index": 0, "row_path": []})
    assert check_proof([]) and check_proof(None)


# The file and the command line.


def exported(ledger: Ledger, rows: bool = True) -> bytes:
    lines = []
    for entry, own in zip(ledger.entries, ledger.rows, strict=True):
        lines += [entry, *(b"\t" + row for row in own if rows)]
    return b"\n".join(lines) + b"\n"


def test_an_exported_file_reads_back_entry_by_entry_with_its_rows() -> None:
    lines = exported(LEDGER).splitlines(keepends=True)
    assert [rows or [] for _, rows in read_ledger(lines)] == LEDGER.rows
    assert [entry for entry, _ in read_ledger(lines)] == LEDGER.entries
    assert list(read_ledger([])) == []
    assert [entry for entry, _ in read_ledger([b"\torphan\n"])] == [b"\torphan"]


def run(tmp_path: Path, data: bytes, name: str = "ledger.jsonl", head: str | None = None) -> int:
    (tmp_path / name).write_bytes(data)
    words = [str(tmp_path / name)]
    if head is not None:
        (tmp_path / "head.txt").write_text(head, "utf-8")
        words += ["--head", str(tmp_path / "head.txt")]
    return checker.main(words)


def test_the_command_says_intact_or_names_what_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = format(checkpoint_of("jingdezhen", *HEAD))
    assert run(tmp_path, exported(LEDGER), head=head) == 0
    assert capsys.readouterr().out == f"intact: {SIZE} entries, root {HEAD[1]}\n"
    assert run(tmp_path, exported(LEDGER, rows=False)) == 0
    assert f"; {SIZE - 1} without their rows" in capsys.readouterr().out
    assert run(tmp_path, exported(ledger_of(4)), head=head) == 1
    assert capsys.readouterr().out == "#4: the head has 9; from 4 on they are gone\n"
    assert run(tmp_path, json.dumps(proof_of(7, 1)).encode(), "proof.json", head) == 0
    assert run(tmp_path, json.dumps({**proof_of(7), "path": []}).encode(), "proof.json", head) == 1
    assert capsys.readouterr().out.endswith("#7: the proof does not hold: entry\n")


def test_the_command_ends_with_the_status_of_its_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ledger.jsonl").write_bytes(exported(LEDGER)[:-2])
    monkeypatch.setattr(sys, "argv", ["checker.py", str(tmp_path / "ledger.jsonl")])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(checker.__file__, run_name="__main__")
    assert ended.value.code == 1


def test_a_call_that_cannot_be_carried_out_says_what_is_expected(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["no such file"]):
        assert checker.main(words) == 2
        assert "expected LEDGER [--head CHECKPOINT]" in capsys.readouterr().err


def test_findings_are_said_in_both_languages() -> None:
    finding = check_chain(LEDGER.entries[:2], [HEAD]).findings[0]
    assert finding.text("zh") == "#2: 检查点有 9 条，从第 2 条起缺失"
    [nowhere] = check_proof({**proof_of(1), "entry": "{}"})
    assert nowhere.text() == "not the canonical bytes of an entry"
    assert all(zh != en for zh, en in checker.SAYS.values())


def test_the_checker_runs_alone_on_the_standard_library(tmp_path: Path) -> None:
    alone = tmp_path / "checker.py"
    alone.write_bytes(Path(checker.__file__).read_bytes())
    (tmp_path / "ledger.jsonl").write_bytes(exported(LEDGER))
    call = [sys.executable, "-I", "-S", str(alone), str(tmp_path / "ledger.jsonl")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith("intact"), done.stderr


def test_the_checker_is_at_most_three_hundred_lines_and_imports_nothing_of_ours() -> None:
    text = Path(checker.__file__).read_text("utf-8")
    assert len(text.splitlines()) <= 300 and "import hetang" not in text and "from hetang" not in text


def test_the_links_of_a_ledger_are_the_digests_before() -> None:
    assert all(json.loads(after.bytes)["prev"] == before.digest for before, after in pairwise(LEDGER.sealed))
