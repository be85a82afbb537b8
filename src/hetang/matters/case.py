"""One act on one matter with everything that its decision looks at, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hetang.authority.relations import Related, related
from hetang.matters import denials as no
from hetang.matters.act import MatterAct
from hetang.matters.kinds import Act, Kind
from hetang.matters.names import Names, stored_of
from hetang.matters.now import Now
from hetang.matters.story import Matter
from hetang.terms.expression import Expression, Unfit, Value
from hetang.terms.refusals import Refused
from hetang.terms.words import Text


class Case:
    """`values`: the asked fields as stored; `organisation`: the one in whose name the act is done."""

    __slots__ = ("kind", "declared", "matter", "act", "now", "values", "organisation", "related", "names")

    def __init__(
        self, kind: Kind, declared: Act, matter: Matter | None, act: MatterAct, now: Now, values: Mapping[str, Any]
    ) -> None:
        self.kind, self.declared, self.matter, self.act, self.now = kind, declared, matter, act, now
        self.values = values
        self.organisation = act.recorded_for or act.organisation or _seat(act, matter, now)
        self.names = Names(kind, matter, act, values, now, self.organisation)
        self.related = self._opening() if matter is None else relations_of(matter, kind, now)

    def act_for(self, organisation: str) -> None:
        """The organisation that follows from the term that lets the person act."""
        if organisation != self.organisation:
            self.organisation = organisation
            self.names["actor_organisation"] = organisation

    def value(self, expression: Expression, what: str) -> Value:
        """An expression's value; where kinds do not fit the refusal is raised inside this room."""
        try:
            return expression.on(self.names, self.now.book)
        except Unfit as fault:
            raise Refused([no.NOT_TOLD.filled(what=what, why=Text(str(fault), str(fault)))]) from None

    def holds(self, expression: Expression | None, what: str) -> bool:
        return expression is None or self.value(expression, what) is True

    def _opening(self) -> Related:
        """How people stand to a matter that is being opened: its opener, its parent, and what the opening sets."""
        act, now, above = self.act, self.now, self.now.parent
        given = dict(act.sets) if act.handed else {}
        names = [name for name in self.declared.sets if name not in self.kind.fields]
        organisation = self._told("organisation", names) or given.pop("organisation", None) or self._organ()
        place = self._told("place", names) or given.pop("place", None) or self.values.get("place")
        place = place or (above.place if above is not None else None)
        self.names.update(organisation=organisation, place=place)
        given.setdefault("owner", organisation)
        for name in names:
            value = self._told(name, names)
            if value is not None and name not in ("organisation", "place"):
                given[name] = value
        for name, value in given.items():
            self.names.setdefault(name, value)
        given["opener"] = act.doer
        return related(given, organisation, place, self.kind.id, frozenset(), self.kind.sealed, _parent(now))

    def _told(self, name: str, names: list[str]) -> str | None:
        return self.text(name) if name in names else None

    def text(self, name: str) -> str | None:
        """What the act sets a relation to."""
        value = stored_of(self.value(self.declared.sets[name], name))
        return value if isinstance(value, str) and value else None

    def _organ(self) -> str:
        declared = self.kind.fields.get("organisation")
        said = self.values.get("organisation") if declared is not None and declared.type == "organisation" else None
        if said is not None:
            return str(said)
        return self.now.parent.organisation if self.now.parent is not None else self.organisation


def _seat(act: MatterAct, matter: Matter | None, now: Now) -> str:
    """Where the actor sits, until the term that lets them act tells it better."""
    if matter is not None:
        return matter.organisation
    seats = sorted(now.authority.seat(act.doer).organisations)
    return seats[0] if seats else next(iter(now.organisations.roots(act.happened_on)), "")


def relations_of(matter: Matter, kind: Kind, now: Now) -> Related:
    above = None if matter.parent is None else _parent(now)
    return related(
        matter.relations, matter.organisation, matter.place, matter.kind, matter.recused, kind.sealed, above, matter.opened_on
    )


def _parent(now: Now) -> Related | None:
    """The parent with those above it."""
    above: Related | None = None
    chain = (now.parent, *now.grandparents) if now.parent is not None else ()
    for matter in reversed(chain):
        if matter is not None:
            kind = now.kinds.version(matter.kind, matter.version)
            sealed = kind is not None and kind.sealed
            above = related(
                matter.relations, matter.organisation, matter.place, matter.kind, matter.recused, sealed, above, matter.opened_on
            )
    return above
