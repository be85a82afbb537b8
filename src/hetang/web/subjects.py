"""The list of figures: which this visitor sees, grouped by the subjects that the pack names, sifted by the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from markupsafe import Markup

from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask
from hetang.figures.shapes import Indicator
from hetang.office.reads import figures as asking
from hetang.terms.refusals import Refusal
from hetang.web import figure_page, remembered, spelling
from hetang.web.asks import Asked, read_day
from hetang.web.desk import Desk

STATES = ("verified", "gap", "empty")
SIGNS = {"verified": "done", "gap": "due", "empty": "none"}


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the address lets through."""

    q: str = ""
    subject: str = ""
    state: str = ""
    as_of: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        return cls(*(str(query.get(key, "")).strip() for key in ("q", "subject", "state", "as_of")))

    def pairs(self) -> list[tuple[str, str]]:
        return [(key, value) for key in ("q", "subject", "state", "as_of") if (value := getattr(self, key))]

    def day(self, today: date) -> date | Refusal:
        found = read_day(self.as_of, today)
        return today if found is None else found


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the list."""

    name: str
    href: str
    value: str
    unit: str
    period: str
    state: str
    state_word: Markup
    state_note: Markup | str
    subject: tuple[str, str] | None
    fact_count: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: tuple[Row, ...]


def listed(desk: Desk, sieve: Sieve, as_of: date) -> list[Row]:
    rows = [
        _row(desk, indicator, sieve, as_of) for indicator in _visible(desk, as_of) if _named(desk, indicator, sieve)
    ]
    return [row for row in rows if row is not None and (not sieve.state or SIGNS.get(sieve.state) == row.state)]


def not_open(desk: Desk, as_of: date) -> list[Indicator]:
    return [
        indicator
        for indicator in _declared(desk, as_of)
        if not asking.may_see(desk.pack, desk.person, indicator, desk.today)
    ]


def grouped(desk: Desk, rows: Sequence[Row]) -> list[Group]:
    """What has no subject comes last."""
    order = [id for id, _, _ in subject_options(desk)]
    groups = [
        Group(name, tuple(row for row in rows if row.subject and row.subject[0] == id))
        for id, name, _ in subject_options(desk)
    ]
    rest = tuple(row for row in rows if row.subject is None or row.subject[0] not in order)
    groups.append(Group(str(desk.t("figures.no_subject" if order else "figures.title")), rest))
    return [group for group in groups if group.rows]


def subject_options(desk: Desk) -> list[tuple[str, str, int]]:
    """In the order in which the pack's bulletins come to speak of them."""
    versions = (desk.pack.definitions.indicators[id][-1] for id in in_reading_order(desk))
    used = dict.fromkeys(str(version.json.get("subject")) for version in versions)
    return [(id, desk.titled(desk.pack.words[id].name), 0) for id in used if id in desk.pack.words]


def in_reading_order(desk: Desk) -> list[str]:
    """Indicators as the bulletins name them, then those that none names."""
    named = (slot.indicator for bulletin in desk.pack.bulletins.values() for slot in bulletin.slots())
    every = desk.pack.definitions.indicators
    return [id for id in dict.fromkeys([*named, *every]) if id in every]


def state_options(desk: Desk) -> list[tuple[str, str, int]]:
    return [(state, str(desk.t(f"figures.state_{state}")), 0) for state in STATES]


def _declared(desk: Desk, as_of: date) -> list[Indicator]:
    found = (desk.pack.definitions.indicator(id, as_of) for id in in_reading_order(desk))
    return [indicator for indicator in found if indicator is not None]


def _visible(desk: Desk, as_of: date) -> list[Indicator]:
    return [
        indicator
        for indicator in _declared(desk, as_of)
        if asking.may_see(desk.pack, desk.person, indicator, desk.today)
    ]


def _named(desk: Desk, indicator: Indicator, sieve: Sieve) -> bool:
    """Every word of the search stands somewhere in its names, aliases or id."""
    if sieve.subject and indicator.json.get("subject") != sieve.subject:
        return False
    names = [
        indicator.id,
        indicator.name.zh,
        indicator.name.en,
        *(alias for said in indicator.aliases.values() for alias in said),
    ]
    text = "\n".join(names).casefold()
    return all(word in text for word in sieve.q.casefold().split())


def _row(desk: Desk, indicator: Indicator, sieve: Sieve, as_of: date) -> Row | None:
    figure = remembered.figure(desk, Ask(indicator.id, as_of))
    if isinstance(figure, Refusal):
        return None
    state, note = _state(desk, figure)
    asked = Asked(as_of=sieve.as_of)
    return Row(
        name=desk.titled(indicator.name),
        href=asked.href(indicator.id),
        value=spelling.number(figure.value),
        unit=spelling.unit(figure.unit, desk.lang),
        period=figure_page.period_said(desk, figure.period),
        state=SIGNS[state],
        state_word=desk.t(f"figures.state_{state}"),
        state_note=note,
        subject=figure_page.subject_of(desk, indicator),
        fact_count=figure.fact_count,
        figure=figure,
    )


def _state(desk: Desk, figure: Figure) -> tuple[str, Markup | str]:
    """Whether what is shown is all that was reported."""
    ladder = figure.ladder
    if figure.value is None and ladder.get("reported") is None:
        return "empty", ""
    if figure_page.fraction(ladder.get("disputed")):
        return "gap", desk.t("figures.gap_disputed", value=spelling.number(ladder["disputed"]))
    if ladder.get("reported") != ladder.get("verified"):
        return "gap", desk.t("figures.gap", value=spelling.number(ladder.get("reported")))
    return "verified", ""
