"""What happened to a matter, as its page tells it: the acts newest first, the facts they gave, the papers served."""

from collections.abc import Sequence
from typing import Any

from hetang.figures.shapes import aggregates
from hetang.matters.kinds import Kind
from hetang.office.reads import figures as asking
from hetang.office.reads.lineage import Piece
from hetang.office.reads.lineage import Told as ToldFact
from hetang.office.reads.matter_past import acted
from hetang.office.reads.stories import FactPage, Served, Story, Told
from hetang.terms.words import Text
from hetang.web import fact_rows, spelling
from hetang.web.desk import Desk
from hetang.web.matter_words import value_said
from hetang.web.pages import address, link

LATE_DAYS = 31  # what came in more than a month after it happened is marked


def story(desk: Desk, kind: Kind, found: Story, id: str, first: bool) -> dict[str, Any]:
    """`first`: this is the newest page, whose first act is the latest there is."""
    return {
        "rows": [_told(desk, kind, told, id) for told in found.told],
        "newest": first,
        "earlier": f"{address('matter', id)}?before={found.next}#story" if found.next is not None else "",
        "latest": "" if first else f"{address('matter', id)}#story",
    }


def _told(desk: Desk, kind: Kind, told: Told, id: str) -> dict[str, Any]:
    year = desk.today.year
    who = [desk.person_name(person) for person in (told.by, told.second) if person]
    organ = [desk.organisation(told.organisation)] if told.organisation and not told.clock else []
    said = [(desk.said(value.name), value_said(desk, kind, value)) for value in told.fields]
    return {
        "day": desk.day(told.happened_on, year),
        "iso": told.happened_on.isoformat(),
        "act": desk.titled(told.act_name),
        "moved": desk.t("story.moved", step=desk.said(told.step_name)) if told.moved else "",
        "by": desk.t("story.by_clock")
        if told.clock
        else desk.plain("facts.comma").join([desk.plain("matter.and").join(who), *organ]),
        "clock": told.clock,
        "note": told.note or "",
        "fields": said,
        "evidence": [_piece(desk, id, piece) for piece in told.evidence],
        "late": _late(desk, told),
        "served": desk.t("story.served", document=desk.said(told.served.document)) if told.served else "",
        "takeover": desk.t("story.takeover") if told.takeover else "",
        "entry": link(address("entry", told.seq), spelling.number(told.seq)),
        "seq": told.seq,
    }


def _piece(desk: Desk, id: str, piece: Piece) -> dict[str, str]:
    """A file that an act came with: whoever may know of the matter may open it."""
    picture = piece.media_type in fact_rows.PICTURES
    return {
        "href": address("matter_evidence", id, piece.digest),
        "picture": address("matter_picture", id, piece.digest) if picture else "",
        "label": desk.plain("facts.picture" if picture else "facts.document", name=piece.name or piece.digest[:8]),
    }


def _late(desk: Desk, told: Told) -> str:
    """What is done today at the desk of a demonstration is no late record, though that day is long past."""
    late = told.late > LATE_DAYS and (told.takeover or not desk.demonstration)
    return desk.plain("story.late", moment=desk.moment(told.known_us)) if late else ""


def facts(desk: Desk, page: FactPage, id: str) -> dict[str, Any]:
    """Facts of measures that are not open are told to those whom the matter concerns; to others how many there are."""
    seen = [fact for fact in page.facts if fact.row.measure in desk.pack.definitions.measures]
    looked_at = any(fact.evidence for fact in seen) and not desk.sees_evidence
    own = {digest for entry in acted(id) for digest in entry.body.get("evidence", ())} if looked_at else set()
    return {
        "rows": [_fact(desk, fact, id, own) for fact in seen],
        "pictures": any(fact.evidence for fact in seen),
        "hidden": desk.t("matter.facts_hidden", n=page.hidden) if page.hidden else "",
        "next": f"{address('matter', id)}?facts_after={page.next}#facts" if page.next is not None else "",
        "figures": figures_of(desk, {fact.row.measure for fact in seen}),
    }


def _fact(desk: Desk, told: ToldFact, id: str, own: set[str]) -> dict[str, Any]:
    """`own`: what came with acts on the matter, which whoever may know of it may open."""
    measure = desk.pack.definitions.measures[told.row.measure]
    dims = [_dimension(desk, told.row.measure, name, value) for name, value in told.dims.items()]
    row = fact_rows.row(desk, told, one_unit=False, several=False)
    opens = [piece for piece in told.evidence if piece.digest in own]
    if opens:
        row |= {"evidence": [_piece(desk, id, piece) for piece in opens], "evidence_note": ""}
    return {
        **row,
        "measure": desk.titled(measure.name),
        "dims": desk.plain("facts.comma").join(dims),
    }


def _dimension(desk: Desk, measure: str, name: str, value: str) -> str:
    """With the names that the measure gives to the dimension and to its values."""
    declared = desk.pack.definitions.measures[measure]
    dim = next((one for one in declared.dims if one.id == name), None)
    written = next((one.get("values") for one in declared.json.get("dims") or () if one["id"] == name), None)
    named = written.get(value) if isinstance(written, dict) else None
    said = desk.said(Text.of(named)) if named else value
    return desk.plain("story.dimension", name=desk.said(dim.name) if dim else name, value=said)


def figures_of(desk: Desk, measures: set[str]) -> list[tuple[str, str]]:
    """The figures that these facts go into, as (address, name)."""
    definitions = desk.pack.definitions
    found = [definitions.indicator(id, desk.today) for id in definitions.indicators]
    return [
        (address("figure", indicator.id), desk.titled(indicator.name))
        for indicator in found
        if indicator is not None
        and measures & {part.measure for part in aggregates(indicator.computation)}
        and asking.may_see(desk.pack, desk.person, indicator, desk.today)
    ]


def documents(desk: Desk, found: Sequence[Served]) -> list[dict[str, Any]]:
    """Papers served, each with the remedy that it stated."""
    return [
        {
            "document": desk.titled(one.document),
            "served": desk.day(one.served_on, desk.today.year),
            "remedy": desk.said(one.remedy),
            "entry": link(address("entry", one.seq), spelling.number(one.seq)),
        }
        for one in found
    ]
