"""How much of everything a benchmark makes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`tiny` only shows that a benchmark runs and that its rival gives the same answer."""

    rows: int      # of one bulk append, of one imported file
    acts: int      # one after the other
    replayed: int  # acts in one transaction
    entries: int   # of the ledger that is verified and rebuilt
    facts: int     # of the projection that figures are computed from
    runs: int
    city: bool     # whether the reference city's bulletin is made, or that of the small city


SIZES = {
    "tiny": Size(rows=300, acts=5, replayed=20, entries=200, facts=4_000, runs=1, city=False),
    "usual": Size(rows=100_000, acts=200, replayed=5_000, entries=100_000, facts=1_000_000, runs=5, city=True),
    "large": Size(rows=100_000, acts=200, replayed=5_000, entries=100_000, facts=10_000_000, runs=5, city=True),
}
