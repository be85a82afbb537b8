"""Matters, kinds and notifications on the wire."""

from typing import Any

from ninja import Schema
from pydantic import Field

from hetang.web.api.figure_shapes import Fact, Piece
from hetang.web.api.shapes import Fault, Seq, Words


class Clock(Schema):
    """`legal` and `target` are two limits; `next_act` is what the clock does at the end of `next` if nothing happens."""

    id: str
    name: Words
    since: str
    legal: str | None
    target: str | None
    provisional: bool
    held: bool
    waits_for: Words | None
    clause: Words | None
    next: str | None
    next_act: str | None
    days_late: int


class Line(Schema):
    """A matter in a list. `turn`: the term whose job this step is; `clock`: the one that ends first; `seq`: its last entry."""

    id: str
    kind: str
    kind_name: Words
    title: str
    step: str
    step_name: Words
    turn: str | None
    organisation: str
    place: str | None
    owner: str | None
    handler: str | None
    attached: str | None
    parent: str | None
    opened_on: str
    last_on: str
    seq: Seq
    closed: bool
    sealed: bool
    clock: Clock | None


class Value(Schema):
    """A field as it stands; a sealed one lies in the vault and is not told here."""

    field: str
    name: Words
    type: str
    value: bool | str | None
    unit: str | None
    sealed: bool
    derived: bool


class Matter(Line):
    """One matter: its values, clocks, relations, and the matters above and below it."""

    version: str
    values: list[Value]
    clocks: list[Clock]
    relations: dict[str, str]
    entered: dict[str, str]
    above: Line | None
    children: list[Line]
    newer_version: bool


class MatterList(Schema):
    """`next`: the `after` of the next page, null at the end."""

    matters: list[Line]
    next: str | None


class Served(Schema):
    """A paper served, with the remedy that it stated."""

    document: Words
    remedy: Words
    served_on: str
    seq: Seq
    act: str


class Done(Schema):
    """An act that was done. `clock`: a deadline did it, and `by` is null; `days_late`: from happening to becoming known."""

    seq: Seq
    act: str
    act_name: Words
    happened_on: str
    known_at: str
    by: str | None
    organisation: str | None
    with_: str | None = Field(alias="with")
    clock: bool
    step: str
    step_name: Words
    moved: bool
    note: str | None
    fields: list[Value]
    evidence: list[Piece]
    days_late: int
    takeover: bool
    served: Served | None


class Story(Schema):
    """The newest act first; `next`: the `before` of the page of what came earlier."""

    story: list[Done]
    next: int | None


class Documents(Schema):
    """The latest first."""

    documents: list[Served]


class Point(Schema):
    """A total at the end of a day."""

    day: str
    value: str


class Plan(Schema):
    """Corners of the planned course, running totals of verified facts, and what was planned by the day asked about."""

    measure: str
    unit: str
    planned: list[Point]
    verified: list[Point]
    planned_by_now: str | None


class Course(Schema):
    """`plan` is null where the matter has no planned course."""

    plan: Plan | None


class Choice(Schema):
    """One value of a field of type `choice`."""

    id: str
    name: Words


class Asked(Schema):
    """A field of a form, with its purpose and, where it is personal, its lawful basis."""

    id: str
    name: Words
    type: str
    unit: str | None
    personal: bool
    from_: str = Field(alias="from")
    values: list[Choice]
    purpose: Words | None
    basis: Words | None


class Declared(Schema):
    """An act as its kind declares it."""

    act: str
    name: Words
    opens: bool
    from_: list[str] = Field(alias="from")
    to: str | None
    may: list[str]
    needs: list[str]
    may_have: list[str]
    commutes: bool
    clock_only: bool


class Possible(Declared):
    """An act as the asker may meet it now: `can`, or the refusals that say why not; the fields that its form asks."""

    can: bool
    refusals: list[Fault]
    asks: list[Asked]
    may_ask: list[Asked]
    evidence: int
    two: bool


class NextActs(Schema):
    """Those that can be done first."""

    acts: list[Possible]


class Opening(Possible):
    """An act that opens a matter of this kind."""

    kind: str
    kind_name: Words


class Openings(Schema):
    """What the asker may open."""

    openings: list[Opening]


class ToVerify(Schema):
    """A fact that nobody has judged; `barred`: why the asker may not verify it."""

    fact: Fact
    matter: Line
    barred: Fault | None


class Change(Schema):
    """An act of somebody else on a matter that concerns the asker."""

    seq: Seq
    matter: Line
    act: str
    act_name: Words
    happened_on: str
    sealed_at: str


class Today(Schema):
    """What the asker has before them on the desk's day."""

    day: str
    mine: list[Line]
    more: bool
    overdue: int
    due_today: int
    to_verify: list[ToVerify]
    returned_facts: list[Fact]
    returned: list[Change]
    changed: list[Change]
    conference: list[Line]


class KindLine(Schema):
    """A kind of matter; `version` is the one in force, `versions` the days from which each holds."""

    id: str
    name: Words
    version: str
    versions: list[str]
    authority: str
    sealed: bool
    source: Words
    purpose: Words


class KindList(Schema):
    """`next`: the `after` of the next page."""

    kinds: list[KindLine]
    next: str | None


class Step(Schema):
    """A step; `owner`: the term whose job it is, `side`: a detour, `end`: a final one."""

    id: str
    name: Words
    owner: str | None
    side: bool
    end: bool


class Named(Schema):
    """An id with its name."""

    id: str
    name: Words


class Kind(KindLine):
    """A kind with its fields, steps, acts and clocks; `declaration`: all of it as the pack wrote it."""

    parents: list[str]
    parent_required: bool
    yields_nothing: Words | None
    fields: list[Asked]
    steps: list[Step]
    acts: list[Declared]
    clocks: list[Named]
    declaration: dict[str, Any]


class Notice(Schema):
    """You have a matter: which, and what was done."""

    number: int
    entry: Seq
    matter: str
    kind_name: Words
    title: str
    act: str
    act_name: Words
    made_at: str
    read_at: str | None


class NoticeList(Schema):
    """The newest first; `next`: the `before` of the next page."""

    notifications: list[Notice]
    next: int | None
    unread: int


class Numbers(Schema):
    """Numbers of notifications."""

    numbers: list[int] = Field(min_length=1, max_length=50)


class Count(Schema):
    """How many of them had not been read before."""

    read: int


class Evidence(Schema):
    """A stored file; an act names it by its digest."""

    digest: str
    name: str
    size: int
