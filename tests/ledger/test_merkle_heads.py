"""The worked numbers of docs/algorithms/merkle-heads.md are those of the code."""

import re
from pathlib import Path

from hetang.ledger.checkpoint import Checkpoint, checkpoint_of, format, parse
from hetang.ledger.merkle import Frontier, MerkleTree, empty_root, leaf_hashes, node_hash, root

PAGE = Path(__file__).parents[2] / "docs" / "algorithms" / "merkle-heads.md"
TEXT = PAGE.read_text("utf-8")
LEAVES = leaf_hashes([bytes.fromhex(part) for part in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]])


def short(hashes: list[bytes]) -> list[str]:
    return [item.hex()[:8] for item in hashes]


def quoted(after: str) -> list[str]:
    """The short hashes that stand in code after these words, up to the end of the sentence."""
    return re.findall(r"`([0-9a-f]{8})`", TEXT.split(after)[1].split(". ")[0])


def test_the_tree_of_the_page_is_the_tree_of_the_code() -> None:
    drawn = TEXT.split("```")[1].split()
    pairs = [node_hash(a, b) for a, b in zip(LEAVES[::2], LEAVES[1::2], strict=False)]
    left, right = node_hash(pairs[0], pairs[1]), node_hash(pairs[2], LEAVES[6])
    assert drawn == short([node_hash(left, right), left, right, *pairs, LEAVES[6], *LEAVES])


def test_the_roots_of_the_page_are_those_of_the_code() -> None:
    told = re.findall(r"`([0-9a-f]{64})`", TEXT)
    assert told == [empty_root().hex(), root(LEAVES).hex(), root(LEAVES[:3]).hex()]


def test_the_frontier_and_the_proofs_of_the_page_are_those_of_the_code() -> None:
    frontier, tree = Frontier(), MerkleTree(LEAVES)
    for leaf in LEAVES:
        frontier = frontier.append(leaf)
    assert quoted("of four, two and one") == short(list(frontier.peaks))
    assert quoted("For leaf 4 of the seven") == short(tree.inclusion(4))
    assert quoted("From the head of three leaves") == short(tree.consistency(3))


def test_the_checkpoint_of_the_page_is_that_of_the_code() -> None:
    shown = TEXT.split("```")[3].removeprefix("\n")
    assert shown == format(checkpoint_of("jingdezhen", 3, root(LEAVES[:3]).hex()))
    assert isinstance(parse(shown), Checkpoint)
