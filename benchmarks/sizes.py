"""How much of everything a benchmark makes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """`tiny` only shows that a benchmark runs and that its rival gives the same answer."""

    rows: int      # of one bulk append, of one imported file
    acts: int      # one after the other
    replayed: int  # acts in one transaction
    entries: int   # of the ledger that is verified and rebuilt
    facts: int     # of the projection that figures are computed from
    matters: int   # open ones, of which some are due
    houses: int    # whose history is replayed, five acts each
    runs: int
    city: bool     # whether the reference city's bulletin is made, or that of the small city


_USUAL = Size(
    rows=100_000, acts=200, replayed=5_000, entries=100_000, facts=1_000_000, matters=200_000, houses=3_000, runs=5, city=True,
)
SIZES = {
    "tiny": Size(rows=300, acts=5, replayed=20, entries=200, facts=4_000, matters=400, houses=12, runs=1, city=False),
    "usual": _USUAL,
    "large": replace(_USUAL, facts=10_000_000, houses=12_000),
}
