"""Trees, proofs and the frontier follow RFC 6962, and no proof that is not one is accepted."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.ledger import checker
from hetang.ledger.merkle import (
    Frontier,
    MerkleTree,
    consistency_proof,
    empty_root,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# Vectors of transparency-dev/merkle, testonly/constants.go.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = leaf_hashes([bytes([number % 256, number // 256]) for number in range(257)])
TREES = [MerkleTree(LEAVES[:size]) for size in range(258)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    assert root(leaf_hashes([bytes.fromhex(text) for text in INPUTS[:size]])).hex() == ROOTS[size]


@pytest.mark.parametrize("alg", ["sha256", "sm3"])
def test_the_frontier_has_the_root_of_the_whole_tree_at_every_size(alg: str) -> None:
    hashes = leaf_hashes([bytes([number]) for number in range(70)], alg)
    frontier = Frontier(alg)
    for size, leaf in enumerate(hashes):
        assert frontier.root == root(hashes[:size], alg)
        frontier = Frontier.from_json(frontier.append(leaf).to_json())
    assert frontier.size == 70 and frontier.root == MerkleTree(hashes, alg).root
    assert frontier.root != root(hashes, "sm3" if alg == "sha256" else "sha256")


@pytest.mark.parametrize("change", [{"size": 3}, {"alg": "md5"}, {"peaks": []}])
def test_a_frontier_that_fits_no_tree_is_refused(change: dict[str, object]) -> None:
    kept = Frontier().append(LEAVES[0]).append(LEAVES[1]).to_json()
    with pytest.raises(ValueError, match="no frontier"):
        Frontier.from_json({**kept, **change})


def test_every_consistency_proof_up_to_256_holds() -> None:
    for new in range(257):
        tree = TREES[new]
        for old in range(new + 1):
            assert verify_consistency(old, new, TREES[old].root, tree.root, tree.consistency(old)), (old, new)


def test_every_inclusion_proof_up_to_256_holds_for_both_verifiers() -> None:
    for size in [*range(1, 66), 127, 128, 129, 255, 256]:
        tree = TREES[size]
        for index in range(size):
            path = tree.inclusion(index)
            assert verify_inclusion(LEAVES[index], index, size, path, tree.root), (index, size)
            assert checker.included("sha256", LEAVES[index], index, size, path, tree.root), (index, size)


def flipped(path: list[bytes]) -> list[list[bytes]]:
    """The path with one bit changed, for each of its bits."""
    found = []
    for place, item in enumerate(path):
        for bit in range(len(item) * 8):
            changed = (int.from_bytes(item, "big") ^ 1 << bit).to_bytes(len(item), "big")
            found.append([*path[:place], changed, *path[place + 1 :]])
    return found


def test_every_one_bit_change_of_an_inclusion_proof_is_refused() -> None:
    for size, index in [(2, 0), (3, 2), (7, 3), (8, 5), (33, 32), (100, 64), (256, 255)]:
        tree, leaf = TREES[size], LEAVES[index]
        for path in flipped(tree.inclusion(index)):
            assert not verify_inclusion(leaf, index, size, path, tree.root)
            assert not checker.included("sha256", leaf, index, size, path, tree.root)
        for [other] in flipped([leaf]):
            assert not verify_inclusion(other, index, size, tree.inclusion(index), tree.root)


def test_every_one_bit_change_of_a_consistency_proof_is_refused() -> None:
    for old, new in [(1, 2), (2, 3), (3, 7), (4, 7), (6, 8), (32, 33), (33, 64), (100, 256), (255, 256)]:
        first, second, path = TREES[old].root, TREES[new].root, TREES[new].consistency(old)
        assert path
        for changed in flipped(path):
            assert not verify_consistency(old, new, first, second, changed)
        for [other] in flipped([first]):
            assert not verify_consistency(old, new, other, second, path)
        for [other] in flipped([second]):
            assert not verify_consistency(old, new, first, other, path)


def test_a_proof_too_long_too_short_or_of_odd_pieces_is_refused() -> None:
    for old, new in [(1, 2), (3, 7), (4, 7), (6, 8), (100, 256)]:
        first, second, path = TREES[old].root, TREES[new].root, TREES[new].consistency(old)
        for wrong in ([*path, LEAVES[0]], path[:-1], path[1:], [*path, b""], [path[0][:31], *path[1:]], []):
            assert not verify_consistency(old, new, first, second, wrong)
    tree = TREES[7]
    path = tree.inclusion(2)
    for wrong in ([*path, LEAVES[0]], path[:-1], path[1:], [*path[:-1], path[-1] + b"\0"], []):
        assert not verify_inclusion(LEAVES[2], 2, 7, wrong, tree.root)
        assert not checker.included("sha256", LEAVES[2], 2, 7, wrong, tree.root)


def test_what_lies_outside_a_tree_has_no_proof() -> None:
    tree = TREES[7]
    for index in (-1, 7):
        assert not verify_inclusion(LEAVES[0], index, 7, [], tree.root)
        assert not checker.included("sha256", LEAVES[0], index, 7, [], tree.root)
        with pytest.raises(IndexError):
            tree.inclusion(index)
    for old in (-1, 8):
        assert not verify_consistency(old, 7, tree.root, tree.root, [])
        with pytest.raises(ValueError, match="a tree of"):
            tree.consistency(old)


def test_the_empty_tree_is_the_beginning_of_every_tree_and_of_no_other_root() -> None:
    assert verify_consistency(0, 0, empty_root(), empty_root(), [])
    assert not verify_consistency(0, 0, LEAVES[0], LEAVES[0], [])
    assert not verify_consistency(0, 3, LEAVES[0], TREES[3].root, [])
    assert not verify_consistency(0, 3, empty_root(), TREES[3].root, [LEAVES[0]])
    assert not verify_consistency(3, 3, TREES[3].root, TREES[3].root, [LEAVES[0]])
    assert not verify_consistency(3, 3, TREES[3].root, TREES[4].root, [])


def test_two_verifiers_agree_on_a_hundred_thousand_forged_proofs_and_accept_none() -> None:
    chance = Random(20170426)
    sizes, indexes = [2, 3, 5, 8, 13, 64, 100, 200], []
    for _ in range(100_000):
        size = chance.choice(sizes)
        index = chance.randrange(size)
        path = TREES[size].inclusion(index)
        forged = forge(path, chance)
        indexes.append(index)
        held = verify_inclusion(LEAVES[index], index, size, forged, TREES[size].root)
        assert held == checker.included("sha256", LEAVES[index], index, size, forged, TREES[size].root)
        assert held == (forged == path)
    assert len(set(indexes)) > 50


def forge(path: list[bytes], chance: Random) -> list[bytes]:
    """Something like the path: pieces exchanged, repeated, dropped, put in another order, altered or made up."""
    way, place = chance.randrange(6), chance.randrange(len(path))
    if way == 0:
        return [*path[:place], chance.choice(LEAVES), *path[place + 1 :]]
    if way == 1:
        return [*path[:place], path[place], *path[place:]]
    if way == 2:
        return [*path[:place], *path[place + 1 :]]
    if way == 3:
        return chance.sample(path, len(path))
    if way == 4:
        return [chance.randbytes(32) for _ in path]
    return [*path[:place], bytes(32), *path[place + 1 :]]


@given(st.lists(st.binary(max_size=40), max_size=40), st.data())
def test_any_list_has_the_root_of_the_recursive_definition(items: list[bytes], data: st.DataObject) -> None:
    def defined(hashes: list[bytes]) -> bytes:
        if len(hashes) < 2:
            return hashes[0] if hashes else empty_root()
        half = 1 << (len(hashes) - 1).bit_length() - 1
        return node_hash(defined(hashes[:half]), defined(hashes[half:]))

    hashes = [leaf_hash(item) for item in items]
    assert root(hashes) == defined(hashes)
    old = data.draw(st.integers(0, len(hashes)))
    assert verify_consistency(old, len(hashes), root(hashes[:old]), root(hashes), consistency_proof(hashes, old))
    if hashes:
        index = data.draw(st.integers(0, len(hashes) - 1))
        assert verify_inclusion(hashes[index], index, len(hashes), inclusion_proof(hashes, index), root(hashes))


def test_a_leaf_is_never_a_node() -> None:
    pair = LEAVES[0] + LEAVES[1]
    assert leaf_hash(pair) != node_hash(LEAVES[0], LEAVES[1])
    assert all(a != b for a, b in pairwise(tree.root for tree in TREES))
