"""A template: a text whose numbers are slots, to be filled as of any day; a bulletin that no issue has been given yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.terms.digests import canonical
from hetang.terms.refusals import Refusal

VERSION = 1


@dataclass(frozen=True, slots=True)
class Template:
    """`title` and `text` in the markup of documents, with the names with numerals that they may hold."""

    title: str
    text: str
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(kept["title"], kept["text"], tuple(kept["names"]))

    def bytes(self) -> bytes:
        """What its entry seals the digest of."""
        return canonical({"v": VERSION, "title": self.title, "text": self.text, "names": list(self.names)})

    def declared(self, day: date, organ: str) -> dict[str, Any]:
        """As a pack's documents declare a bulletin: the first issue of that year, by that organ."""
        return {
            "id": "template",
            "name": organ,
            "organ": organ,
            "year": day.year,
            "issue": 1,
            "title": self.title,
            "text": self.text,
            **({"names": list(self.names)} if self.names else {}),
        }

    def bulletin(self, day: date, organ: str, names: Iterable[str] = ()) -> Bulletin | list[Refusal]:
        """Every fault in it otherwise; `names` as parse_bulletin takes them."""
        return parse_bulletin(self.declared(day, organ), names)
