"""What one person may know of matters: every read of a matter asks here first."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from hetang.authority.authority import Seat
from hetang.authority.relations import Related, related
from hetang.matters.kinds import Kind
from hetang.matters.story import Matter
from hetang.office.journal.establishments import authority_on
from hetang.office.journal.matters import states_of
from hetang.office.journal.packs import active_pack
from hetang.office.reads.desk_day import desk_day
from hetang.packs.pack import Pack
from hetang.terms.trees import Tree

CITY_WIDE = "read_facts"   # the act that lets somebody read the ledger's entries


class Asker:
    """A person on the desk's day. Keep one for a request: it remembers the matters that it was asked about."""

    def __init__(self, person: str | None, pack: Pack) -> None:
        self.person, self.pack, self.day = person, pack, desk_day(pack)
        self.authority = authority_on(self.day)
        self._states: dict[str, Matter | None] = {}

    @cached_property
    def is_administrator(self) -> bool:
        return self.authority.is_administrator(self.person)

    @cached_property
    def seat(self) -> Seat:
        return self.authority.seat(self.person)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Of the person, and of those for whom the person may act."""
        return self.seat.roles.union(*(self.authority.roles(giver) for giver in self.seat.givers))

    @cached_property
    def persons(self) -> frozenset[str]:
        """The person, and those for whom the person may act."""
        return self.seat.givers | ({self.person} if self.person else set())

    @cached_property
    def seats(self) -> frozenset[str]:
        """Posts and organisations in which any of them sits."""
        held = [self.seat, *(self.authority.seat(giver) for giver in self.seat.givers)]
        return frozenset(id for seat in held for id in (*seat.posts, *seat.organisations))

    @property
    def organisations(self) -> Tree:
        return self.authority.establishment.organisations

    @property
    def places(self) -> Tree:
        return self.authority.establishment.places

    @cached_property
    def reads_entries(self) -> bool:
        return self.authority.may(self.person, CITY_WIDE, self.pack.organisation) is None

    def kind_of(self, matter: Matter) -> Kind:
        """The version under which the matter runs."""
        kind = self.pack.kinds.version(matter.kind, matter.version) or self.pack.kinds.on(matter.kind, matter.opened_on)
        assert kind is not None   # a pack that drops a kind with matters is not activated
        return kind

    def may_know(self, matter: Matter) -> bool:
        return self.authority.may_know(self.person, self.kind_of(matter).sees, self.related(matter))

    def knows(self, matters: Iterable[Matter]) -> list[Matter]:
        """Those of them that the person may know of, in their order."""
        listed = list(matters)
        self.remember(listed)
        return [matter for matter in listed if self.may_know(matter)]

    def hidden(self, ids: Collection[str]) -> frozenset[str]:
        """Of these ids the matters that exist and that the person may not know of."""
        found = self.states(ids)
        return frozenset(id for id, matter in found.items() if matter is not None and not self.may_know(matter))

    def sees_entry(self, kind: str, body: Mapping[str, object]) -> bool:
        """An act on a matter is seen by whoever may know of it, all else by readers; rows are asked about with `hidden`."""
        if self.is_administrator:
            return False
        if kind == "matter.acted":   # what opened it names the matter above it
            return self.person is not None and not self.hidden({str(body[key]) for key in ("matter", "parent") if body.get(key)})
        return self.reads_entries and not self.hides_erased(kind, body)

    def hides_erased(self, kind: str, body: Mapping[str, object]) -> bool:
        """Whether values of a matter that the person may not know of were erased: their subject begins with its id."""
        return kind == "vault.erased" and bool(self.hidden({str(body["subject"]).partition("/")[0]}))

    def related(self, matter: Matter) -> Related:
        kind, above = self.kind_of(matter), self._above(matter)
        return related(
            matter.relations, matter.organisation, matter.place, matter.kind, matter.recused, kind.sealed,
            self.related(above) if above is not None else None, opened_on=matter.opened_on,
        )

    def known_above(self, matter: Matter) -> str | None:
        """The matter above it, for who may know of that one too."""
        above = self._above(matter)
        return above.id if above is not None and self.may_know(above) else None

    def states(self, ids: Iterable[str]) -> dict[str, Matter | None]:
        """Each as it stands now, None where there is no such matter."""
        wanted = set(ids)
        missing = wanted - self._states.keys()
        if missing:
            self._states |= dict.fromkeys(missing) | {matter.id: matter for matter in states_of(missing)}
        return {id: self._states[id] for id in wanted}

    def remember(self, matters: Iterable[Matter]) -> None:
        """States that a list has read already, and in one go those above them."""
        listed = list(matters)
        self._states |= {matter.id: matter for matter in listed}
        self.states({matter.parent for matter in listed if matter.parent})

    def _above(self, matter: Matter) -> Matter | None:
        return self.states([matter.parent])[matter.parent] if matter.parent else None


def asker_of(person: str | None) -> Asker:
    pack = active_pack()
    assert pack is not None   # every door asks for a city first
    return Asker(person, pack)
