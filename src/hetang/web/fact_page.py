"""A row of an entry as a page tells it: what was stated, what became of it, and the cells of the table of rows."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from hetang.office.reads import facts as records
from hetang.office.reads import figures as asking
from hetang.office.reads.lineage import Told
from hetang.web import fact_rows, spelling
from hetang.web.desk import Desk
from hetang.web.pages import address, link

Row = dict[str, Any]
Cell = str | Markup


def fact_told(desk: Desk, fact_id: str) -> dict[str, Any] | None:
    """The fact with its story; `open` says whether everyone may see it."""
    told = records.fact(fact_id)
    if told is None:
        return None
    measure = desk.pack.definitions.measures[told.row.measure]
    stands = fact_rows.standing(desk, told)
    return {
        "open": measure.disclosure == "open" or asking.sees_facts(desk.pack, desk.person, desk.today),
        "fact": {
            "state": stands["state"],
            "state_word": stands["state_word"],
            "counts": told.status != "not_counting",
            "value": spelling.number(told.row.value),
            "unit": spelling.unit(told.row.unit, desk.lang),
            "terms": _terms(desk, told),
            "evidence": fact_rows.pieces(desk, told.evidence),
            "evidence_note": fact_rows.evidence_note(desk, told.evidence),
        },
        "story": [_event(desk, event) for event in records.story(fact_id)],
    }


def _terms(desk: Desk, told: Told) -> list[tuple[Any, Any]]:
    fact = told.row
    named: list[tuple[str, Any]] = [
        ("measure", desk.said(desk.pack.definitions.measures[fact.measure].name)),
        ("happened", desk.day(fact.happened_on)),
        ("place", desk.place(fact.place) if fact.place else ""),
        ("organisation", desk.organisation(fact.organisation)),
        ("person", desk.person_name(fact.recorded_by) if fact.recorded_by and desk.sees_names else ""),
        ("matter", fact_rows.matter_named(desk, fact.matter) if fact.matter else ""),
        ("known", desk.moment(fact.known_at)),
        ("corrects", link(address("fact", fact.corrects), fact.corrects) if fact.corrects else ""),
        ("id", fact.id),
    ]
    return [(desk.t(f"fact.{key}"), said) for key, said in named if said]


def _event(desk: Desk, event: records.Event) -> dict[str, Any]:
    who = [desk.person_name(event.by)] if event.by and desk.sees_names else []
    who += [desk.organisation(event.organisation)] if event.organisation else []
    reason = [event.reason] if event.reason and desk.sees_names else []
    return {
        "day": desk.moment(event.known_at),
        "says": desk.t(f"fact.{event.what}"),
        "href": address("row", event.entry, event.row),
        "entry": desk.t("entry.title", seq=spelling.number(event.entry)),
        "note": desk.plain("facts.comma").join([*who, *reason]),
    }


def row_cells(desk: Desk, kind: str, rows: Sequence[Row]) -> tuple[list[str], list[list[Cell]]]:
    """Heads and cells of an entry's rows, by kind."""
    cells: dict[str, tuple[tuple[str, ...], Callable[[Desk, Row], list[Cell]]]] = {
        "facts.recorded": (("measure", "value", "happened", "place"), _fact_cells),
        "facts.judged": (("fact", "judgement", "by", "reason"), _judgement_cells),
        "evidence.attached": (
            ("fact", "evidence"),
            lambda desk, row: [_fact_link(row["fact"]), ", ".join(map(spelling.short, row["evidence"]))],
        ),
        "evidence.withdrawn": (
            ("evidence", "reason"),
            lambda desk, row: [spelling.short(row["evidence"]), row["reason"]],
        ),
    }
    heads, told = cells.get(kind, ((), lambda desk, row: []))
    return [desk.plain(f"entry.{head}") for head in heads], [told(desk, row) for row in rows]


def _fact_link(id: str) -> Markup:
    return link(address("fact", id), id)


def _fact_cells(desk: Desk, row: Row) -> list[Cell]:
    measure = desk.pack.definitions.measures.get(row["measure"])
    return [
        desk.said(measure.name) if measure else row["measure"],
        f"{spelling.number(row['value'])} {row['unit']}",
        desk.day(row["happened_on"]),
        desk.place(row.get("place")),
    ]


def _judgement_cells(desk: Desk, row: Row) -> list[Cell]:
    return [
        _fact_link(row["fact"]),
        desk.plain(f"fact.{row['judgement']}"),
        f"{desk.person_name(row['by'])} {desk.organisation(row['organisation'])}",
        row.get("reason") or "",
    ]
