"""What one transaction keeps in memory of what it has read and written, until it is written at the end."""

from dataclasses import dataclass, field

from hetang.matters.kinds import Kinds
from hetang.office.journal.families import Families
from hetang.office.journal.standings import Standings
from hetang.office.journal.states import States


@dataclass
class Kept:
    """`kinds`: of the active pack."""

    kinds: Kinds | None
    families: Families = field(default_factory=Families)
    standings: Standings = field(init=False)
    states: States = field(init=False)

    def __post_init__(self) -> None:
        self.standings, self.states = Standings(self.families), States(self.kinds)

    def under(self, kinds: Kinds) -> None:
        """Another pack is in force: what a matter is called is told by the pack of its time."""
        self.states.flush()
        self.kinds = self.states.kinds = kinds

    def write(self) -> None:
        self.states.flush()
        self.standings.close()
