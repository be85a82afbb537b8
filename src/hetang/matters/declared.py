"""What a pack declares about matters, as the plain JSON it was written in, with the pointer of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hetang.matters.kinds import Act, Kind
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

Json = Mapping[str, Any]
CLOCK_TERM = "clock"
ROLE = "role:"


@dataclass(frozen=True, slots=True)
class Declared:
    """The lists of a pack, and below them of the packs it stands on. Parts in which a schema finds fault are left out.

    `city`: a pack with grants, in which every act must have somebody who holds it.
    """

    kinds: Sequence[Json] = ()
    roles: Sequence[Json] = ()
    grants: Sequence[Json] = ()
    posts: Sequence[Json] = ()
    organisations: Sequence[Json] = ()
    indicators: Sequence[Json] = ()
    measures: Sequence[Json] = ()
    stories: Sequence[Json] = field(default=())

    @property
    def city(self) -> bool:
        return bool(self.grants)

    def each(self) -> Iterator[tuple[str, Json]]:
        """Every version of every kind with its pointer."""
        for index, kind in enumerate(self.kinds):
            yield f"/kinds/{index}", kind

    def versions(self, id: str) -> list[Json]:
        return [kind for kind in self.kinds if kind.get("id") == id]


def parts(kind: Json, at: str, list_name: str) -> Iterator[tuple[str, Json]]:
    """The items of one list of a kind, each with its pointer."""
    for index, item in enumerate(kind.get(list_name, ())):
        yield f"{at}/{list_name}/{index}", item


def said(item: Json) -> tuple[str, ...]:
    """The id of an item and its name in both languages."""
    name = item.get("name", {})
    words = (item.get("id"), name.get("zh"), name.get("en")) if isinstance(name, Mapping) else (item.get("id"), name)
    return tuple(word for word in words if isinstance(word, str))


def text_of(value: Any) -> Text:
    return Text.of(value) if isinstance(value, Mapping) and value else Text(str(value or ""), str(value or ""))


def label(item: Json) -> Text:
    """What to call an item in a sentence."""
    return text_of(item.get("name") or item.get("id") or "")


def clock_acts(kind: Json) -> set[str]:
    """Ids of the acts that the clock does: consequences of a clock, and whatever `clock` may do."""
    by_end = {end.get("act") for clock in kind.get("clocks", ()) for end in clock.get("ends", ())}
    by_term = {act.get("id") for act in kind.get("acts", ()) if CLOCK_TERM in act.get("may", ())}
    return {id for id in by_end | by_term if isinstance(id, str)}


def roles_in(terms: Sequence[str]) -> list[str]:
    return [term.rpartition(ROLE)[2] for term in terms if ROLE in term]


def refuse(refusal: Refusal, at: str, **values: object) -> Refusal:
    return refusal.filled(**values).placed(at)


def own_acts(kind: Kind) -> list[Act]:
    """The acts that a kind declares itself; the built-in ones are alike everywhere."""
    declared = {act["id"] for act in kind.json["acts"]}
    return [act for act in kind.acts.values() if act.id in declared]
