"""A refusal: why an act, a row or a file was not accepted, and what would be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hetang.terms.words import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value, not an exception: a stable code, a sentence, what would be accepted, and the place it concerns."""

    code: str
    says: Text
    accepts: Text
    at: str | None = None  # "file:line", "row 12, column 面积"

    def filled(self, **values: object) -> Refusal:
        """A named constant with its `{...}` filled in."""
        return replace(self, says=self.says.filled(**values), accepts=self.accepts.filled(**values))

    def placed(self, at: str | None) -> Refusal:
        return replace(self, at=at)

    def text(self, lang: str) -> str:
        """One line: place, sentence, what would be accepted."""
        place = f"{self.at}: " if self.at else ""
        stop, accepted = ("; accepted: ", self.accepts.en) if lang.startswith("en") else ("；可接受：", self.accepts.zh)
        return f"{place}{self.says.text(lang)}{stop}{accepted}"

    def to_json(self) -> dict[str, object]:
        return {"code": self.code, "says": self.says.to_json(), "accepts": self.accepts.to_json(), "at": self.at}


class Refused(Exception):
    """Carries refusals over a loop boundary inside one room; it never leaves the room."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = list(refusals)
        super().__init__("; ".join(refusal.code for refusal in self.refusals))
