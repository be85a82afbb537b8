"""What one person does for another for a time: never more than the giver may that day, and never handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hetang.authority.relations import PARENT, PERSONAL, ROLE


@dataclass(frozen=True, slots=True)
class Delegation:
    """`giver` lets `taker` act in his place, both days included.

    `roles`: names of roles and of relations (owner, handler …); empty: all that the giver stands for, save what is
    personal (opener, party), which must be named. `kinds`: kinds of matter; empty: every kind.
    """

    giver: str
    taker: str
    since: date
    until: date
    roles: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until

    def reaches(self, term: str, kind: str) -> bool:
        """Whether it hands over what this term gives, for a matter of this kind."""
        name = term.rsplit(PARENT, 1)[-1].removeprefix(ROLE)
        named = name in self.roles if self.roles else name not in PERSONAL
        return named and (not self.kinds or kind in self.kinds)
