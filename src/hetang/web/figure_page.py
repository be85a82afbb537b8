"""The words and links of a figure's page, from the figure, its definition and the figures beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from hetang.documents.composing import say_figure
from hetang.figures.evaluate import Figure, by_keys
from hetang.figures.shapes import FLOORS, Indicator, Window
from hetang.terms.dates import Period
from hetang.terms.refusals import Refusal
from hetang.terms.wording import Wording
from hetang.web import fact_rows, spelling
from hetang.web.asks import BY, Asked
from hetang.web.desk import Desk
from hetang.web.ladder import ladder
from hetang.web.pages import link

SHOWN_FLOORS = ("verified", "evidenced", "reported", "disputed")
MOST_DAYS = 4

FigureOf = Callable[[Asked], Figure | Refusal]


@dataclass(frozen=True)
class Cell:
    """A value that can be opened."""

    value: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Line:
    """A named row of cells."""

    name: str
    cells: tuple[Cell, ...]


def fraction(text: str | None) -> Fraction | None:
    try:
        return None if text is None else Fraction(text)
    except ValueError:  # a range of ranks
        return None


def subject_of(desk: Desk, indicator: Indicator) -> tuple[str, str] | None:
    """The pack's word for what the indicator is about: (id, name)."""
    id = indicator.json.get("subject")
    word = desk.pack.words.get(id) if id else None
    return (str(id), desk.titled(word.name)) if word else None


def scope(desk: Desk, figure: Figure, asked: Asked) -> str:
    """Where, which period, as of when, known when."""
    where = [desk.place(figure.place)] if figure.place else []
    where += [desk.organisation(figure.organisation)] if figure.organisation else []
    comma = desk.plain("facts.comma")
    said = desk.t(
        "figure.scope",
        where=comma.join(where) or desk.t("figure.whole_city"),
        period=period_said(desk, figure.period),
        as_of=desk.day(figure.as_of),
    )
    if asked.known_at:
        known = desk.t("figure.known_day", day=desk.day(asked.known_at))
    elif asked.known_at_seq:
        known = desk.t("figure.known_seq", seq=spelling.number(asked.known_at_seq))
    else:
        known = desk.t("figure.known_now")
    return f"{said}{comma}{known}"


def period_said(desk: Desk, period: str) -> str:
    """A window as the figure writes it: "2016", "2016-01-01..", "all"."""
    if period == "all":
        return spelling.span(None, None, desk.lang)
    parsed = Period.parse(period)
    if isinstance(parsed, Period):
        return spelling.span(parsed.start, parsed.end, desk.lang)
    start, _, end = period.partition("..")
    return spelling.span(
        date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, desk.lang
    )


def shown_value(figure: Figure) -> str:
    return spelling.number(figure.value)


def value_notes(desk: Desk, figure: Figure, indicator: Indicator, before: Line | None) -> list[Markup]:
    """How running text would say it, the exact value where it is rounded, the change since the day before."""
    notes: list[Markup] = []
    wording = Wording.parse(indicator.wording or {})
    if figure.value is not None and isinstance(wording, Wording):
        said = say_figure({"value": figure.value, "exact": figure.exact_text}, wording, figure.unit, desk.lang)
        notes.append(desk.t("figure.wording", said=said))
    if figure.exact_text not in (None, figure.value) and fraction(figure.exact_text) != fraction(figure.value):
        notes.append(desk.t("figure.exact", exact=figure.exact_text))
    now = fraction(figure.value)
    if before is not None and now is not None:
        cell = next((cell for cell in before.cells if cell.current), None)
        then = fraction(cell.value.replace(",", "").replace("−", "-")) if cell else None
        if cell is not None and then is not None and then != now:
            change = desk.t("figure.more" if now > then else "figure.less")
            value = link(
                cell.href, f"{spelling.number(abs(now - then))} {spelling.unit(figure.unit, desk.lang)}".strip()
            )
            notes.append(desk.t("figure.since", day=before.name, change=change, value=value))
    return notes


def floors(desk: Desk, figure: Figure, asked: Asked) -> dict[str, Any]:
    """The drawing and its four legends, each a link to the figure at that floor."""
    steps = {floor: fraction(figure.ladder.get(floor)) for floor in SHOWN_FLOORS}
    legends = []
    for floor in SHOWN_FLOORS:
        opens = floor != "disputed"
        legends.append(
            {
                "sign": floor,
                "word": desk.t(f"floors.{floor}"),
                "value": spelling.number(figure.ladder.get(floor)),
                "href": asked.but(floor=floor).href(figure.id, "#f")
                if opens
                else asked.href(figure.id) + ("&" if asked.pairs() else "?") + "fstatus=disputed#f"
                if steps[floor]
                else "",
                "note": _floor_note(desk, figure, floor, steps),
                "current": floor == figure.floor,
            }
        )
    return {"drawing": ladder(figure.ladder), "floors": legends}


def _floor_note(desk: Desk, figure: Figure, floor: str, steps: dict[str, Fraction | None]) -> Markup:
    t, value = desk.t, steps[floor]
    if floor == "verified":
        return (
            t("ladder.verified", n=spelling.number(figure.fact_count))
            if figure.floor == "verified"
            else t("ladder.plain")
        )
    if floor == "disputed":
        return t("ladder.no_parts") if value is None else t("ladder.disputed" if value else "ladder.disputed_none")
    below = steps[SHOWN_FLOORS[SHOWN_FLOORS.index(floor) - 1]]
    if value is None or below is None or value < below or figure.ladder.get("disputed") is None:
        return t(f"ladder.{floor}_other") if value != below else t(f"ladder.{floor}_same")
    return t(f"ladder.{floor}", value=spelling.number(value - below)) if value > below else t(f"ladder.{floor}_same")


def other_days(as_of: date, window: Window, marked: Sequence[date]) -> list[date]:
    """The asked day, days that a bulletin was drawn up for, then the ends of the month and the year before."""
    within = min([as_of, *([window.end] if window.end else []), *(day for day in marked if day < as_of)])
    month_end = within.replace(day=1) - timedelta(days=1)
    year_end = date(within.year - 1, 12, 31)
    days = [as_of, *sorted((d for d in {*marked, window.end or as_of} if d < as_of), reverse=True), month_end, year_end]
    return list(dict.fromkeys(days))[:MOST_DAYS]


def other_rows(desk: Desk, asked: Asked, figure: Figure, days: Sequence[date], figure_of: FigureOf) -> list[Line]:
    """The ladder at each day: one figure gives all its floors."""
    lines = []
    for day in days:
        then = asked.but(as_of=day.isoformat(), by="")
        found = figure if day == figure.as_of else figure_of(then)
        if isinstance(found, Figure):
            cells = tuple(
                Cell(
                    spelling.number(found.ladder.get(floor)),
                    then.but(floor=floor).href(figure.id),
                    floor == figure.floor,
                )
                for floor in FLOORS
            )
            lines.append(Line(desk.day(day), cells))
    return lines


def known_sentence(desk: Desk, asked: Asked, figure: Figure, figure_of: FigureOf) -> Markup | None:
    """How the value differs by what was known at the end of the as-of day, or now where an earlier moment was asked."""
    if asked.known_at or asked.known_at_seq:
        other, known = asked.but(known_at="", known_at_seq="", by=""), str(desk.t("figure.now"))
    elif figure.as_of < desk.today:
        other, known = asked.but(known_at=figure.as_of.isoformat(), by=""), desk.day(figure.as_of)
    else:
        return None
    found, day = figure_of(other), desk.day(figure.as_of)
    if not isinstance(found, Figure):
        return None
    if found.value == figure.value:
        return desk.t("other.same_known", known=known, day=day)
    value = link(other.href(figure.id), spelling.number(found.value))
    then, now = fraction(found.value), fraction(figure.value)
    if then is None or now is None:
        return desk.t("other.differs_word", known=known, day=day, value=value)
    return desk.t("other.differs", known=known, day=day, value=value, difference=spelling.number(abs(now - then)))


def breakdown(desk: Desk, asked: Asked, figure: Figure) -> dict[str, Any] | None:
    if figure.rows is None or not asked.by:
        return None
    key = asked.by
    rows = []
    for row in figure.rows:
        id = (row.keys or {}).get(key)
        narrowed = asked.but(by="", **({key: id} if id and key in ("place", "organisation") else _period(key, id)))
        opens = bool(id) and key != "matter"
        cells = [
            {
                "value": spelling.number(row.ladder.get(floor)),
                "href": narrowed.but(floor=floor).href(figure.id) if opens else "",
            }
            for floor in FLOORS
        ]
        rows.append({"name": _bucket(desk, figure, key, id), "cells": cells})
    return {
        "by": desk.t(f"figure.by_{key}"),
        "rows": rows,
        "note": desk.t("figure.parts_add" if figure.adds else "figure.parts_do_not_add"),
    }


def _period(key: str, id: str | None) -> dict[str, str]:
    return {"period": id} if id and key in ("day", "month", "year") else {}


def _bucket(desk: Desk, figure: Figure, key: str, id: str | None) -> Markup | str:
    if id is None:
        return str(desk.t("figure.unplaced"))
    if key == "place":
        return str(desk.t("figure.itself", name=desk.place(id))) if id == figure.place else desk.place(id)
    if key == "organisation":
        return (
            str(desk.t("figure.itself", name=desk.organisation(id)))
            if id == figure.organisation
            else desk.organisation(id)
        )
    if key == "matter":
        return fact_rows.matter_named(desk, id)
    return desk.day(id) if key == "day" else id


def by_options(desk: Desk, indicator: Indicator) -> list[tuple[str, str, int]]:
    keys = by_keys(indicator, desk.pack.definitions)
    return [(key, str(desk.t(f"figure.by_{key}")), 0) for key in BY if key in keys]


def floor_options(desk: Desk) -> list[tuple[str, str, int]]:
    return [(floor, str(desk.t(f"floors.{floor}")), 0) for floor in FLOORS]
