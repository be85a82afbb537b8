"""How somebody may stand to a matter, and the words a declaration uses for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CLOCK = "clock"  # the actor of deadlines; no grant, post, relation or delegation can name it
ALL = "all"
ROLE = "role:"
PARENT = "parent."
SEATS = ("owner", "verifier", "attached")  # named as a post or an organisation: whoever sits there on the day
PERSONAL = ("opener", "party")  # rights of one's own: nobody acts on them for another unless the delegation names them
RELATIONS = (*SEATS, "handler", *PERSONAL)


@dataclass(frozen=True, slots=True)
class Related:
    """Who stands how to one matter. `owner`, `verifier`, `attached`: post or organisation; `handler`, `opener`: person.

    `parties`, `complained_of`: persons; a party may also be an organisation. `organisation`: the organ that handles the
    matter. While a matter is being opened, `opener` is whoever opens it. `opened_on`: the line of that day counts too.
    """

    organisation: str
    place: str | None = None
    kind: str = ""
    owner: str | None = None
    handler: str | None = None
    verifier: str | None = None
    attached: str | None = None
    opener: str | None = None
    parties: frozenset[str] = frozenset()
    complained_of: frozenset[str] = frozenset()
    complained_units: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    sealed: bool = False
    parent: Related | None = None
    opened_on: date | None = None

    def named(self, relation: str) -> frozenset[str]:
        """The ids that the matter names for a relation."""
        if relation == "party":
            return self.parties
        one: str | None = getattr(self, relation)
        return frozenset() if one is None else frozenset((one,))


def related(
    relations: Mapping[str, str], organisation: str, place: str | None = None, kind: str = "",
    recused: frozenset[str] = frozenset(), sealed: bool = False, parent: Related | None = None,
    opened_on: date | None = None,
) -> Related:  # fmt: skip
    """From the relations that a matter carries: one id each, several parted by a blank."""
    ids = {name: frozenset(relations.get(name, "").split()) for name in ("party", "complained_of", "complained_unit")}
    return Related(
        organisation, place, kind,
        **{name: relations.get(name) for name in ("owner", "handler", "verifier", "attached", "opener")},
        parties=ids["party"], complained_of=ids["complained_of"], complained_units=ids["complained_unit"],
        recused=recused, sealed=sealed, parent=parent, opened_on=opened_on,
    )  # fmt: skip


def is_term(text: str) -> bool:
    """Whether a declaration may write this word under `may`, `sees`, `tells` or `owner`."""
    while text.startswith(PARENT):
        text = text[len(PARENT) :]
    return text in RELATIONS or text in (CLOCK, ALL) or (text.startswith(ROLE) and len(text) > len(ROLE))
