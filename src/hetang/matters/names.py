"""The names that expressions of a kind may use, and what each stands for when an act is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.matters.act import MatterAct
from hetang.matters.kinds import RELATIONS, Field, Kind
from hetang.matters.now import Now
from hetang.matters.story import Matter
from hetang.terms.expression import Unfit, Value
from hetang.terms.quantities import decimal_text

PLAIN = ("day", "step", "opened_on", "organisation", "place", "actor", "actor_organisation", "overlapping", *RELATIONS)
PARENT_PLAIN = ("step", "opened_on", "organisation", "place", *RELATIONS)
COUNTS = ("n_", "on_", "by_", "sum_", "latest_", "open_", "entered_")  # they change with what happened before


def value_of(field: Field | None, stored: Any) -> Value:
    """What a stored text stands for."""
    if stored is None or field is None:
        return None
    if field.type == "number":
        return Fraction(stored)
    if field.type == "day":
        return date.fromisoformat(stored)
    return stored  # type: ignore[no-any-return]


def stored_of(value: Value) -> Any:
    """How a value is written in an entry."""
    if isinstance(value, Fraction):
        return decimal_text(value)
    return value.isoformat() if isinstance(value, date) else value


def plain_names(steps: Iterable[str], acts: Iterable[str], kinds: Iterable[str], measures: Iterable[str]) -> set[str]:
    """Every name but those of fields and of the parent."""
    acts, kinds, measures = list(acts), list(kinds), list(measures)
    return {
        *PLAIN,
        *(f"entered_{step}" for step in steps),
        *(f"{prefix}_{act}" for prefix in ("on", "n", "by") for act in acts),
        *(f"{prefix}_{kind}" for prefix in ("open", "n") for kind in kinds),
        *(f"{prefix}_{measure}" for prefix in ("sum", "latest") for measure in measures),
    }


class Names(dict[str, Value]):
    """A row that works a name out when it is first asked for; null for what is not known."""

    def __init__(
        self, kind: Kind, matter: Matter | None, act: MatterAct, asked: Mapping[str, Any], now: Now, organisation: str
    ) -> None:
        super().__init__(day=act.happened_on, actor=act.doer, actor_organisation=organisation)
        self.kind, self.matter, self.act, self.asked, self.now = kind, matter, act, asked, now
        if matter is None:
            self["opener"] = act.doer

    def __missing__(self, name: str) -> Value:
        value = self[name] = self._find(name)
        return value

    def _find(self, name: str) -> Value:
        field, matter = self.kind.fields.get(name), self.matter
        if field is not None:
            return self._field(field)
        if name.startswith("parent_"):
            return _of_parent(name[7:], self.now)
        if name == "overlapping":
            return Fraction(overlapping(self.kind, self.asked if matter is None else matter.fields, matter, self.now))
        prefix, _, rest = name.partition("_")
        if prefix in ("sum", "latest"):
            return self.now.sums.get(rest, Fraction(0)) if prefix == "sum" else self.now.latest.get(rest)
        if prefix == "open":
            return Fraction(self.now.children.get(rest, (0, 0))[0])
        if prefix == "n" and rest not in self.kind.acts:
            return Fraction(self.now.children.get(rest, (0, 0))[1])
        if name == "opened_on":
            return self.act.happened_on if matter is None else matter.opened_on
        if matter is None:
            return Fraction(0) if prefix == "n" else self.act.sets.get(name) if self.act.handed else None
        if prefix in OF_ACTS:
            return OF_ACTS[prefix](matter, rest)
        return matter_value(matter, name)

    def _field(self, field: Field) -> Value:
        if field.origin == "derived" and field.value is not None:
            return field.value.on(self, self.now.book)
        stored = self.asked.get(field.id)
        if stored is None and self.matter is not None:
            stored = self.matter.fields.get(field.id)
        elif stored is None and field.origin == "known" and field.value is not None:
            return field.value.on(self, self.now.book)
        return value_of(field, stored)


def _on_act(matter: Matter, act: str) -> Value:
    did = matter.done.get(act)
    return did.last_on if did is not None else None


def _by_act(matter: Matter, act: str) -> Value:
    did = matter.done.get(act)
    return did.person if did is not None else None


def _times(matter: Matter, act: str) -> Value:
    did = matter.done.get(act)
    return Fraction(did.count if did is not None else 0)


OF_ACTS: dict[str, Callable[[Matter, str], Value]] = {
    "on": _on_act, "by": _by_act, "n": _times, "entered": lambda matter, step: matter.entered.get(step),
}  # fmt: skip


def matter_value(matter: Matter, name: str) -> Value:
    """A name that is neither a field nor a count."""
    if name == "step":
        return matter.step
    if name == "opened_on":
        return matter.opened_on
    if name == "organisation":
        return matter.organisation
    return matter.place if name == "place" else matter.relations.get(name)


def overlapping(kind: Kind, fields: Mapping[str, Any], matter: Matter | None, now: Now) -> int:
    """How many other matters of the kind have the same subject and a window that touches this one; an open end goes on."""
    declared = kind.overlaps
    if declared is None:
        return 0
    start, end = fields.get(declared.from_) or "", fields.get(declared.to) or "9"
    return sum(
        (matter is None or other.id != matter.id)
        and all(other.fields.get(one) == fields.get(one) for one in declared.same)
        and (other.fields.get(declared.from_) or "") <= end
        and start <= (other.fields.get(declared.to) or "9")
        for other in now.alike
        if not other.closed
    )


def _of_parent(name: str, now: Now) -> Value:
    parent = now.parent
    if parent is None:
        return Fraction(0) if name.startswith("n_") else None
    kind = now.kinds.version(parent.kind, parent.version)
    field = kind.fields.get(name) if kind is not None else None
    if field is None:
        prefix, _, rest = name.partition("_")
        return OF_ACTS[prefix](parent, rest) if prefix in OF_ACTS else matter_value(parent, name)
    if field.origin == "derived" and kind is not None:
        return derived(kind, parent, field, now)
    return value_of(field, parent.fields.get(name))


def derived(kind: Kind, matter: Matter, field: Field, now: Now) -> Value:
    """A derived field of a matter on today's day; what only an act knows is null."""
    return today(kind, matter, now)[field.id]


def today(kind: Kind, matter: Matter, now: Now) -> Names:
    """The names of a matter as it stands; what only an act knows is null."""
    return Names(kind, matter, MatterAct("", kind.id, matter.id, "", now.today, ""), {}, now, matter.organisation)


def derived_values(matter: Matter, kind: Kind, now: Now) -> dict[str, Any]:
    """The fields `from: derived`, written as they would be stored; None where not known."""
    names = today(kind, matter, now)
    found: dict[str, Any] = {}
    for field in kind.fields.values():
        if field.origin == "derived":
            try:
                found[field.id] = stored_of(names[field.id])
            except Unfit:
                found[field.id] = None
    return found
