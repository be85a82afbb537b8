"""A head is kept outside as a checkpoint file that reads back to the same head or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.ledger.checker import read_checkpoint
from hetang.ledger.checkpoint import Checkpoint, checkpoint_of, format, parse
from hetang.terms.refusals import Refusal

TEXT = "hetang/jingdezhen\n3\nrra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=\n\n"
ROOT = "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


def test_a_checkpoint_is_origin_size_root_and_a_blank_line() -> None:
    assert format(checkpoint_of("jingdezhen", 3, ROOT)) == TEXT
    assert parse(TEXT) == Checkpoint("hetang/jingdezhen", 3, ROOT)
    assert checkpoint_of("jingdezhen", 3, ROOT).ledger == "jingdezhen"


def test_signatures_of_witnesses_and_the_algorithm_are_kept() -> None:
    signed = TEXT + "— audit.gov Az3grlgtzPICa5OS\n"
    read = parse(signed)
    assert isinstance(read, Checkpoint) and read.signatures and format(read) == signed
    sm3 = format(checkpoint_of("jingdezhen", 3, ROOT, "sm3"))
    assert "\nalg sm3\n\n" in sm3 and parse(sm3) == checkpoint_of("jingdezhen", 3, ROOT, "sm3")


@given(st.integers(0, 10**17), st.binary(min_size=32, max_size=32), st.sampled_from(["sha256", "sm3"]))
def test_every_head_reads_back_for_both_readers(size: int, root: bytes, alg: str) -> None:
    text = format(checkpoint_of("a", size, root.hex(), alg))
    assert parse(text) == checkpoint_of("a", size, root.hex(), alg)
    assert read_checkpoint(text) == (size, root.hex())


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.rstrip("\n"),
        TEXT.replace("3\n", "03\n"),
        TEXT.replace("3\n", "-3\n"),
        TEXT.replace("3\n", "٣\n"),
        TEXT.replace("hetang/jingdezhen", " "),
        TEXT.replace("=\n", "\n"),
        TEXT.replace("bnc=", "bnd="),
        TEXT.replace("rra8", "rr!8"),
        TEXT.replace("rra8/id", ""),
        TEXT.replace("\n\n", "\nalg md5\n\n"),
        TEXT.replace("\n\n", "\nalg sm3\nalg sm3\n\n"),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    refusal = parse(text)
    assert isinstance(refusal, Refusal) and refusal.code == "not_a_checkpoint" and "Base64" in refusal.accepts.en


def test_a_line_of_another_kind_is_allowed_after_the_root() -> None:
    assert parse(TEXT.replace("\n\n", "\nprinted in issue 3\n\n")) == Checkpoint("hetang/jingdezhen", 3, ROOT)
