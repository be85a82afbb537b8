"""The price of a form: minutes x people x times a year, for an act that asks something of people, and for a kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hetang.matters.declared import own_acts
from hetang.matters.kinds import Act, Kind, Kinds
from hetang.terms.words import Text

MINUTES_AN_HOUR = 60
TOLD = Text(
    "{people} 人 × 每年 {yearly} 次 × {minutes} 分钟 = 每年 {hours} 小时",
    "{people} people x {yearly} times a year x {minutes} minutes = {hours} hours a year",
)
NOT_TOLD = Text("没有说明（minutes、yearly、people）", "not told (minutes, yearly, people)")


@dataclass(frozen=True, slots=True)
class Form:
    """One act as a form: what it asks, and what that costs; `hours` a year, None where it is not told."""

    act: str
    name: Text
    asks: tuple[str, ...]
    files: int
    minutes: int | None
    people: int | None
    yearly: int | None

    @property
    def hours(self) -> Fraction | None:
        if self.minutes is None or self.people is None or self.yearly is None:
            return None
        return Fraction(self.minutes * self.people * self.yearly, MINUTES_AN_HOUR)

    def text(self) -> Text:
        if self.hours is None:
            return NOT_TOLD
        return TOLD.filled(people=self.people, yearly=self.yearly, minutes=self.minutes, hours=hours_text(self.hours))

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act, "asks": list(self.asks), "files": self.files, "minutes": self.minutes,
            "people": self.people, "yearly": self.yearly, "hours": None if self.hours is None else hours_text(self.hours),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A question that two kinds ask: the same id and the same Chinese name."""

    field: str
    name: Text
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What a kind costs those who fill it in. `hours` adds up the forms whose price is told; `untold` are the others."""

    kind: str
    version: str
    name: Text
    forms: tuple[Form, ...]
    duplicates: tuple[Duplicate, ...]

    @property
    def hours(self) -> Fraction:
        return sum((form.hours for form in self.forms if form.hours is not None), Fraction(0))

    @property
    def untold(self) -> tuple[str, ...]:
        return tuple(form.act for form in self.forms if form.hours is None)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "since": self.version, "hours": hours_text(self.hours), "untold": list(self.untold),
            "forms": [form.to_json() for form in self.forms],
            "duplicates": [{"field": one.field, "kinds": list(one.kinds)} for one in self.duplicates],
        }  # fmt: skip


def price(kind: Kind, kinds: Kinds) -> Price:
    """The forms of one version of a kind, with what other kinds ask too."""
    forms = tuple(_form(act) for act in own_acts(kind) if is_form(act))
    return Price(kind.id, kind.version, kind.name, forms, tuple(_duplicates(kind, forms, kinds)))


def is_form(act: Act) -> bool:
    """An act that asks a person for something: fields or files."""
    return not act.clock_only and bool(act.asks or act.evidence)


def _form(act: Act) -> Form:
    files = 0 if act.evidence is None else act.evidence.least
    return Form(act.id, act.name, act.asks, files, act.minutes, act.people, act.yearly)


def _duplicates(kind: Kind, forms: Iterable[Form], kinds: Kinds) -> Iterable[Duplicate]:
    """Fields that forms of this kind ask and forms of another kind ask too. Titles and days differ by nature."""
    for id in dict.fromkeys(field for form in forms for field in form.asks):
        own = kind.fields.get(id)
        if own is None or id == kind.title or own.type == "day":
            continue
        others = {
            other.id
            for other in kinds
            if other.id != kind.id and (field := other.fields.get(id)) is not None and field.name.zh == own.name.zh
            and any(id in act.asks for act in other.acts.values())
        }  # fmt: skip
        if others:
            yield Duplicate(id, own.name, tuple(sorted(others)))


def hours_text(hours: Fraction) -> str:
    """To a tenth of an hour, half up."""
    tenths = (hours * 10 + Fraction(1, 2)).__floor__()
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)
