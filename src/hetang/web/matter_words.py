"""How the desk says what belongs to matters: who holds them, whose turn it is, where a clock stands, what a field holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from hetang.authority.establishment import Post
from hetang.matters.kinds import Field, Kind
from hetang.matters.who import who
from hetang.office.reads.matter_lines import Clock, Line, title_of
from hetang.office.reads.matters import Value
from hetang.terms.words import Text
from hetang.web import spelling
from hetang.web.desk import Desk
from hetang.web.pages import address, link

SOON_DAYS = 1  # today and tomorrow are due; what lies further off is merely running
RELATIONS = ("owner", "handler", "verifier", "attached", "opener", "party", "complained_of", "complained_unit")


@dataclass(frozen=True, slots=True)
class Sign:
    """A state as shape, word and note; `state` is a class of the signs in parts.css, "" the plain ring."""

    state: str
    word: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """One of the two limits of a clock, said apart."""

    name: str
    sign: Sign
    day: str


def clock_sign(desk: Desk, clock: Clock | None, closed: bool = False) -> Sign:
    """Where the clock that ends first stands, both limits named in the note."""
    if closed:
        return Sign("is-done", desk.plain("clock.closed"))
    if clock is None:
        return Sign("is-wait", desk.plain("clock.none"))
    if clock.held:
        return Sign("is-hold", desk.plain("clock.held"), desk.said(clock.waits_for) if clock.waits_for else "")
    note = limits_note(desk, clock)
    if clock.limit is None or clock.limit < desk.today:
        return Sign(_state(desk, clock.limit), left(desk, clock.limit), note)
    if clock.target is not None and clock.target < desk.today:  # behind its own aim, within the law
        return Sign("is-due", desk.plain("clock.target_over", n=(desk.today - clock.target).days), note)
    counted = clock.target or clock.limit
    return Sign(_state(desk, counted), left(desk, counted), note)


def limits(desk: Desk, clock: Clock) -> list[Limit]:
    """The internal target and the legal limit, each apart."""
    told = []
    for name, day in (("target", clock.target), ("legal", clock.legal)):
        if day is None:
            continue
        if clock.held:
            sign, said = Sign("is-hold", desk.plain(f"clock.{name}")), desk.plain("clock.held")
        else:
            state = _state(desk, day)
            behind = state == "is-over" and name == "target" and clock.legal is not None
            sign, said = Sign("is-due" if behind else state, desk.plain(f"clock.{name}")), left(desk, day)
        told.append(Limit(said, sign, desk.day(day)))
    return told


def left(desk: Desk, day: date | None) -> str:
    """ "逾期 2 天", "今日到期", "明日到期", "还有 7 天"; a day that cannot be told yet is said to be so."""
    if day is None:
        return desk.plain("clock.unknown")
    days = (day - desk.today).days
    if days < 0:
        return desk.plain("clock.over", n=-days)
    if days <= SOON_DAYS:
        return desk.plain("clock.today" if days == 0 else "clock.tomorrow")
    return desk.plain("clock.left", n=days)


def limits_note(desk: Desk, clock: Clock) -> str:
    year = desk.today.year
    said = [
        desk.plain(f"clock.{name}_until", day=desk.day(day, year))
        for name, day in (("target", clock.target), ("legal", clock.legal))
        if day is not None
    ]
    said += [desk.plain("clock.provisional")] if clock.provisional else []
    return desk.plain("clock.join").join(said)


def _state(desk: Desk, day: date | None) -> str:
    if day is None:
        return "is-wait"
    days = (day - desk.today).days
    return "is-over" if days < 0 else "is-due" if days <= SOON_DAYS else ""


def term(desk: Desk, said: str) -> str:
    """A term of a declaration in words: "role:inspector" -> the role's name."""
    return who(said, desk.roles).text(desk.lang)


def seat_name(desk: Desk, id: str | None) -> str:
    """A post, an organisation or a person, whichever the id names; several are parted by a blank."""
    if not id:
        return "—"
    return desk.plain("matter.and").join(_seat(desk, one) for one in id.split())


def seat_holders(desk: Desk, id: str | None) -> str:
    """Who holds the post today, or that nobody does; nothing where the id names no post."""
    if not id or known_post(desk, id) is None:
        return ""
    holders = desk.asker.authority.establishment.holders(id, desk.today)
    named = desk.plain("matter.and").join(desk.person_name(person) for person in holders)
    return named or desk.plain("matter.vacant")


def known_post(desk: Desk, id: str) -> Post | None:
    """The post as it stands today, else as it last stood."""
    establishment = desk.asker.authority.establishment
    return establishment.post(id, desk.today) or next(iter(establishment.posts.get(id, ())), None)


def _seat(desk: Desk, id: str) -> str:
    post = known_post(desk, id)
    if post is None:
        return desk.organisation(id) if id in desk.organisations else desk.person_name(id)
    return post_name(desk, post)


def post_name(desk: Desk, post: Post) -> str:
    organ, name = desk.organisation(post.organisation), desk.said(post.name)
    return name if organ in name else f"{organ} {name}"


def matter_title(desk: Desk, line: Line) -> str:
    """A matter whose naming field is personal or empty goes by its kind and the end of its id."""
    return line.title or untitled(desk, line.kind_name, line.id)


def untitled(desk: Desk, kind: Text, id: str) -> str:
    return desk.plain("matter.untitled", kind=desk.titled(kind), id=id[-6:])


def matter_link(desk: Desk, id: str) -> Markup | str:
    """A link to a matter that the visitor may know of; of any other nothing but a dash."""
    state = desk.asker.states([id])[id] if desk.person else None
    if state is None or not desk.asker.may_know(state):
        return "—"
    kind = desk.asker.kind_of(state)
    return link(address("matter", id), title_of(kind, state) or untitled(desk, kind.name, id))


def value_said(desk: Desk, kind: Kind, value: Value) -> Markup | str:
    """A field's value as a reader expects it."""
    if value.sealed:
        return desk.t("matter.sealed_value")
    return field_said(desk, kind.fields.get(value.field), value.type, value.value, value.unit)


def field_said(desk: Desk, field: Field | None, type: str, value: Any, unit: str | None) -> Markup | str:
    if value is None or value == "":
        return "—"
    if type == "number":
        said = spelling.number(value if isinstance(value, int) else str(value))
        return f"{said} {spelling.unit(unit, desk.lang)}" if unit else said
    if type == "yes":
        return desk.plain("values.yes" if value in (True, "true") else "values.no")
    if type == "choice":
        named = {one.id: desk.said(one.name) for one in field.values} if field else {}
        return named.get(str(value), str(value))
    if type == "matter":
        return matter_link(desk, str(value))
    told = {"day": desk.day, "person": desk.person_name, "organisation": desk.organisation, "place": desk.place}
    if type == "post":
        return seat_name(desk, str(value))
    return told[type](str(value)) if type in told else str(value)


def step_names(desk: Desk, kind: Kind, steps: tuple[str, ...]) -> str:
    return desk.plain("matter.or").join(desk.said(kind.steps[step].name) for step in steps if step in kind.steps)
