"""The fields of an act's form, made from their declaration: what is asked, in which form, why, and what was wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hetang.matters.kinds import Field, Kind
from hetang.terms.refusals import Refusal
from hetang.web import spelling
from hetang.web.desk import Desk
from hetang.web.matter_words import post_name

FEW = 6  # choices that stand open as buttons; more are folded into a list
LISTED = frozenset({"person", "organisation", "post", "place"})
LONGEST = {"text": 400, "long_text": 20_000}
Option = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: `control` is input, area, day, number, yes, radio or list; `refusals` are (says, accepts)."""

    id: str
    name: str
    label: str
    control: str
    value: str
    required: bool
    unit: str
    hint: str
    personal: tuple[str, ...]
    options: tuple[Option, ...]
    longest: int
    refusals: tuple[tuple[str, str], ...]


def asked(
    desk: Desk, kind: Kind, field: Field, required: bool, typed: Mapping[str, str], refused: Sequence[Refusal]
) -> Asked:
    """`typed`: what stands in the form already, by the names of its controls."""
    name = f"f-{field.id}"
    options = tuple(_options(desk, field))
    return Asked(
        id=field.id,
        name=name,
        label=desk.titled(field.name),
        control=_control(field),
        value=typed.get(name, ""),
        required=required,
        unit=spelling.unit(field.unit, desk.lang) if field.unit else "",
        hint=desk.said(field.purpose) if field.purpose and not field.personal else "",
        personal=tuple(_personal(desk, field)),
        options=options,
        longest=LONGEST.get(field.type, 0),
        refusals=tuple(_said(desk, field, one) for one in refused if one.at in (f"fields.{field.id}", f"sealed.{field.id}")),
    )


def _control(field: Field) -> str:
    if field.type == "choice":
        return "radio" if len(field.values) <= FEW else "list"
    known = {"long_text": "area", "day": "day", "number": "number", "yes": "yes"}
    return "list" if field.type in LISTED else known.get(field.type, "input")


def _personal(desk: Desk, field: Field) -> list[str]:
    """Of a personal field: what for, on what ground, how long; the value goes to the vault."""
    if not field.personal:
        return []
    told = [desk.plain("form.purpose", says=desk.said(field.purpose))] if field.purpose else []
    told += [desk.plain("form.basis", says=desk.said(field.basis))] if field.basis else []
    told += [desk.plain("form.retention", says=field.retention.text(desk.lang))] if field.retention else []
    return [*told, desk.plain("form.vault")]


def _said(desk: Desk, field: Field, refusal: Refusal) -> tuple[str, str]:
    """What would be accepted, as the form has it: a choice is made, not an id written."""
    chosen = _control(field) in ("radio", "list", "yes")
    accepts = desk.plain("form.choose_one") if chosen else desk.said(refusal.accepts)
    return desk.said(refusal.says), accepts


def _options(desk: Desk, field: Field) -> list[Option]:
    if field.type == "choice":
        return [(one.id, desk.titled(one.name), 0) for one in field.values]
    if field.type == "place":
        return desk.place_options(whole=True)
    if field.type == "organisation":
        return desk.organisation_options(whole=True)
    if field.type == "person":
        return person_options(desk)
    return post_options(desk) if field.type == "post" else []


def person_options(desk: Desk) -> list[Option]:
    """Whoever holds a post today, by organisation; where nobody holds any, everybody who is known."""
    establishment = desk.asker.authority.establishment
    told: list[Option] = []
    for id, name, _ in desk.organisation_options(whole=True):
        told += [(person, f"{desk.person_name(person)}（{name}）", 0) for person in establishment.members(id, desk.today)]
    seated = {person for person, _, _ in told}
    return told + [(id, desk.person_name(id), 0) for id in desk.pack.people if id not in seated]


def post_options(desk: Desk) -> list[Option]:
    """Organisations as a tree, each with its posts beneath."""
    establishment = desk.asker.authority.establishment
    by_organ: dict[str, list[tuple[str, str]]] = {}
    for id in establishment.posts:
        post = establishment.post(id, desk.today)
        if post is not None:
            by_organ.setdefault(post.organisation, []).append((id, post_name(desk, post)))
    told: list[Option] = []
    for id, name, level in desk.organisation_options(whole=True):
        told.append((id, name, level))
        told += [(post, said, level + 1) for post, said in by_organ.get(id, ())]
    return told


def value_of(field: Field, typed: Mapping[str, str]) -> Any:
    """What the act says of the field: a text, true or false; None where the form says nothing."""
    text = typed.get(f"f-{field.id}", "").strip()
    if not text:
        return None
    if field.type == "yes":
        return {"true": True, "false": False}.get(text, text)
    if field.type == "matter":
        return text.rstrip("/").rpartition("/")[2]  # an address of the desk does as well as the id at its end
    return text
