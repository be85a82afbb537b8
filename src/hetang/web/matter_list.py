"""The list of matters: sifted by the address, as rows of a page and of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Self
from urllib.parse import urlencode

from hetang.matters.kinds import Kind
from hetang.office.reads.matter_filter import Sieve
from hetang.office.reads.matter_lines import Line, line_of
from hetang.office.reads.matters import sifted
from hetang.office.reads.snapshot import snapshot
from hetang.terms.refusals import Refusal
from hetang.web.asks import NOT_ONE_OF, read_day
from hetang.web.desk import Desk
from hetang.web.matter_words import Sign, clock_sign, matter_title, seat_holders, seat_name
from hetang.web.pages import address

KEYS = ("q", "kind", "step", "organisation", "place", "owner", "parent", "state", "view", "due_before")
VIEWS = ("mine", "overdue", "all")
STATES = ("open", "closed", "all")
MOST_EXPORTED = 20_000
PHRASE = 400  # characters of a search that are looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters as written; an empty text asks nothing."""

    q: str = ""
    kind: str = ""
    step: str = ""
    organisation: str = ""
    place: str = ""
    owner: str = ""
    parent: str = ""
    state: str = ""
    view: str = ""
    due_before: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        return cls(**{key: str(query.get(key, "")).strip()[:PHRASE] for key in KEYS})

    def but(self, **changed: str) -> Self:
        return replace(self, **changed)

    def pairs(self) -> list[tuple[str, str]]:
        return [(key, getattr(self, key)) for key in KEYS if getattr(self, key)]

    def href(self, name: str = "matters", *args: object, after: str | None = None) -> str:
        query = urlencode([*self.pairs(), *([("after", after)] if after else [])])
        return f"{address(name, *args)}{'?' if query else ''}{query}"

    def read(self, desk: Desk) -> Sieve | Refusal:
        """The question, or what about it cannot be read."""
        before = read_day(self.due_before, None)
        known = (
            (self.kind, desk.pack.kinds.versions),
            (self.organisation, desk.organisations),
            (self.place, desk.asker.places),
            (self.state, STATES),
            (self.view, VIEWS),
        )
        wrong = [NOT_ONE_OF.filled(text=said, accepted="…") for said, among in known if said and said not in among]
        if wrong or isinstance(before, Refusal):
            return wrong[0] if wrong else before  # type: ignore[return-value]
        return Sieve(
            kind=self.kind or None,
            step=self.step or None,
            organisation=self.organisation or None,
            place=self.place or None,
            owner=self.owner or None,
            parent=self.parent or None,
            mine=self.view == "mine",
            due_before=before,
            overdue=self.view == "overdue",
            state=self.state or "open",
            text=self.q,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One matter of a list."""

    href: str
    title: str
    kind: str
    place: str
    step: str
    owner: str
    holders: str
    sign: Sign
    sealed: bool
    line: Line


def row(desk: Desk, line: Line) -> Row:
    return Row(
        href=address("matter", line.id),
        title=matter_title(desk, line),
        kind=desk.said(line.kind_name),
        place=desk.place(line.place) if line.place else desk.organisation(line.organisation),
        step=desk.said(line.step_name),
        owner=seat_name(desk, line.owner),
        holders=desk.person_name(line.handler) if line.handler else seat_holders(desk, line.owner),
        sign=clock_sign(desk, line.clock, line.closed),
        sealed=line.sealed,
        line=line,
    )


def exported(desk: Desk, sieve: Sieve) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of every matter that the address lets through; at most MOST_EXPORTED."""
    t = desk.plain
    heads = [
        t("matters.title_head"),
        t("matters.kind"),
        t("matters.step"),
        t("matters.owner"),
        t("matters.handler"),
        t("matters.organisation"),
        t("matters.place"),
        t("clock.target"),
        t("clock.legal"),
        t("matters.clock"),
        t("matters.opened_on"),
        t("matters.last_on"),
        t("matters.id"),
    ]
    with snapshot():
        found = [line_of(desk.asker, matter) for _, matter in islice(sifted(desk.asker, sieve), MOST_EXPORTED)]
    return heads, [_export_row(desk, line) for line in found]


def _export_row(desk: Desk, line: Line) -> list[str]:
    clock, sign = line.clock, clock_sign(desk, line.clock, line.closed)
    return [
        matter_title(desk, line),
        desk.said(line.kind_name),
        desk.said(line.step_name),
        seat_name(desk, line.owner),
        desk.person_name(line.handler) if line.handler else "",
        desk.organisation(line.organisation),
        desk.place(line.place) if line.place else "",
        _iso(clock.target if clock else None),
        _iso(clock.legal if clock else None),
        sign.word,
        _iso(line.opened_on),
        _iso(line.last_on),
        line.id,
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def kind_options(desk: Desk) -> list[tuple[str, str, int]]:
    return [(kind.id, desk.titled(kind.name), 0) for kind in newest(desk)]


def step_options(desk: Desk, kind: str) -> list[tuple[str, str, int]]:
    """The steps of the kind that is asked for; of no kind, no steps."""
    found = next((one for one in newest(desk) if one.id == kind), None)
    return [(step.id, desk.said(step.name), 0) for step in found.steps.values()] if found else []


def newest(desk: Desk) -> Iterable[Kind]:
    """Of each kind the version in force, or the first that will be."""
    kinds = desk.pack.kinds
    return [kinds.on(id, desk.today) or versions[0] for id, versions in kinds.versions.items()]


def views(desk: Desk, asked: Asked) -> list[dict[str, Any]]:
    """The lists that most people want, as links."""
    chosen = asked.view or "all"
    return [
        {
            "href": asked.but(view="" if view == "all" else view).href(),
            "word": desk.t(f"matters.view_{view}"),
            "current": view == chosen,
        }
        for view in VIEWS
    ]
