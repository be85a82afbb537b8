"""The facts behind a figure as rows of a table, sifted and paged by the address, and the same rows as a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from markupsafe import Markup

from hetang.figures.evaluate import Figure
from hetang.figures.plan import Ask, FactRow
from hetang.office.reads import facts as records
from hetang.office.reads.lineage import Piece, Told
from hetang.office.reads.matter_lines import title_of
from hetang.terms.dates import day_of_us
from hetang.terms.refusals import Refusal
from hetang.web import sight, spelling
from hetang.web.asks import Asked
from hetang.web.desk import Desk
from hetang.web.pages import address, link

# What puts a fact out of the count, and the state that it is then said to be in; a fact put out by none of them is a repeat.
PUT_OUT = {"disputed": "disputed", "rejected": "rejected", "corrected": "superseded"}
STATUSES = ("verified", "evidenced", "reported", "disputed", "not_counting")
PICTURES = ("image/jpeg", "image/png", "image/webp")
MOST_EXPORTED = 100_000
LATE_DAYS = 31  # a record that came in more than a month after the deed is marked


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the address lets through of the facts; `after` is where the page before ended."""

    fq: str = ""
    fplace: str = ""
    forganisation: str = ""
    fstatus: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        return cls(*(str(query.get(key, "")).strip() for key in ("fq", "fplace", "forganisation", "fstatus", "after")))

    def pairs(self) -> list[tuple[str, str]]:
        return [(key, value) for key in ("fq", "fplace", "forganisation", "fstatus") if (value := getattr(self, key))]

    def statuses(self) -> tuple[str, ...] | None:
        """None: those that count at the figure's floor."""
        return (self.fstatus,) if self.fstatus in STATUSES else None

    def position(self) -> int | None:
        return int(self.after) if self.after.isascii() and self.after.isdigit() and len(self.after) < 16 else None

    def narrowed(self, asked: Asked) -> Asked:
        return asked.but(by="", place=self.fplace or asked.place, organisation=self.forganisation or asked.organisation)


def section(request: HttpRequest, desk: Desk, figure: Figure, asked: Asked, limit: int) -> dict[str, Any]:
    """All that the part of the page on facts shows. A sieve that cannot be read lets nothing through."""
    sieve = Sieve.of(request.GET)
    page = _page(desk, figure.id, asked, sieve, limit)
    found = page.facts if page is not None else ()
    secret = sight.hidden(desk, (fact.row.matter for fact in found))
    listed = [fact for fact in found if fact.row.matter not in secret]
    several = len({fact.row.measure for fact in listed}) > 1
    one_unit = len({fact.row.unit for fact in listed}) == 1
    here = reverse("figure", args=[figure.id])
    kept = [*asked.pairs(), *sieve.pairs()]
    total, fit = spelling.number(figure.fact_count), page.count if page is not None else 0
    sieved = (
        desk.t("facts.sieved", n=total)
        if fit is None
        else desk.t("facts.count_sieved", n=total, found=spelling.number(fit))
    )
    files = {
        f"facts_{kind}": f"{address('facts_export', figure.id, kind)}?{urlencode(kept)}" if listed else ""
        for kind in ("csv", "xlsx")
    }
    query = urlencode(asked.pairs())
    return {
        "rows": [row(desk, fact, one_unit, several) for fact in listed],
        "facts_unit": spelling.unit(listed[0].row.unit, desk.lang) if one_unit else "",
        "facts_note": sieved if sieve.pairs() else desk.t("facts.count" if listed else "facts.total", n=total),
        "withheld": _withheld(desk, figure),
        "can_filter": bool(listed or sieve.pairs()),
        "filtered": bool(sieve.pairs()),
        "sieve": sieve,
        "statuses": [(status, desk.plain(f"states.{status}"), 0) for status in STATUSES],
        "keep_asked": asked.pairs(),
        "next_page": f"{here}?{urlencode([*kept, ('after', page.next)])}#f"
        if page is not None and page.next is not None
        else "",
        "first_page": f"{here}?{urlencode(kept)}#f" if sieve.position() is not None else "",
        "exports": {**files, "json": f"{address('figure_json', figure.id)}{'?' if query else ''}{query}"},
    }


def exported(request: HttpRequest, desk: Desk, ask: Ask, asked: Asked) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of every fact that the address lets through; at most MOST_EXPORTED."""
    t, sieve = desk.plain, Sieve.of(request.GET)
    heads = [
        t("facts.happened"),
        t("facts.measure"),
        t("facts.value"),
        t("figures.unit"),
        t("facts.where"),
        t("facts.organisation"),
        t("fact.matter"),
        t("facts.recorded_by"),
        t("facts.verified_by_head"),
        t("facts.status"),
        t("facts.evidence"),
        t("facts.entry"),
        t("entry.row"),
        t("fact.id"),
        t("entry.digest"),
    ]
    page = _page(desk, ask.indicator, asked, sieve, MOST_EXPORTED)
    rows = () if page is None else page.facts
    secret = sight.hidden(desk, (fact.row.matter for fact in rows))
    return heads, [_export_row(desk, fact) for fact in rows if fact.row.matter not in secret]


def row(desk: Desk, told: Told, one_unit: bool, several: bool) -> dict[str, Any]:
    """A fact as the table shows it; persons and evidence are shown to those entitled."""
    fact, year = told.row, desk.today.year
    recorded_on = day_of_us(told.row.known_at, desk.pack.time_zone)
    late = (recorded_on - fact.happened_on).days > LATE_DAYS
    corrected = records.fact(fact.corrects) if fact.corrects else None
    return {
        "happened": desk.day(fact.happened_on, year),
        "late": desk.t("facts.late", day=desk.day(recorded_on)) if late else "",
        "where": desk.place(fact.place),
        "about": _about(desk, fact, several),
        "value": spelling.number(fact.value),
        "unit": "" if one_unit else spelling.unit(fact.unit, desk.lang),
        "href": address("row", fact.entry, fact.row),
        "counts": told.status != "not_counting",
        "corrected": None
        if corrected is None
        else {
            "value": spelling.number(corrected.row.value),
            "href": address("row", corrected.row.entry, corrected.row.row),
            "entry": spelling.number(corrected.row.entry),
            "entry_href": address("entry", corrected.row.entry),
        },
        "evidence": pieces(desk, told.evidence),
        "evidence_note": evidence_note(desk, told.evidence),
        "recorded": desk.person_name(fact.recorded_by)
        if desk.sees_names and fact.recorded_by
        else desk.organisation(fact.organisation),
        **standing(desk, told),
        "entry": spelling.number(fact.entry),
        "entry_href": address("entry", fact.entry),
    }


def _about(desk: Desk, fact: FactRow, several: bool) -> Markup:
    """What the fact is about: the measure where the table holds several, the matter, else the place above its place."""
    above = desk.pack.places.ancestors(fact.place, desk.today)[:1] if fact.place else ()
    said: list[Markup | str] = [desk.said(desk.pack.definitions.measures[fact.measure].name)] if several else []
    said += [matter_named(desk, fact.matter)] if fact.matter else [desk.place(id) for id in above]
    return Markup(desk.plain("facts.comma")).join(said)


def matter_named(desk: Desk, id: str) -> Markup | str:
    """A matter of the desk by its title, as a link; the name that an older record gave as it stands."""
    state = desk.asker.states([id])[id]
    if state is None:
        return id
    if not desk.asker.may_know(state):
        return "—"
    kind = desk.asker.kind_of(state)
    return link(address("matter", id), title_of(kind, state) or desk.titled(kind.name))


def standing(desk: Desk, told: Told) -> dict[str, Any]:
    """The state with its word; of a fact that does not count, what put it out: a dispute, a rejection, a correction, a repeat."""
    if told.status not in ("disputed", "not_counting"):
        return {"state": told.status, "state_word": desk.t(f"states.{told.status}"), "state_note": "", "judged": judged(desk, told)}
    last = next((event for event in reversed(records.story(told.row.id)) if event.what in PUT_OUT), None)
    state = PUT_OUT[last.what] if last is not None else "repeated"
    said = judged(desk, told)
    if last is not None and last.what in ("disputed", "rejected"):
        names = [desk.person_name(last.by)] if last.by and desk.sees_names else []
        names += [desk.organisation(last.organisation)] if last.organisation else []
        said = desk.plain(f"facts.{last.what}_by", who=desk.plain("facts.comma").join(names))
    note = (last.reason or "") if last is not None and last.what != "corrected" and desk.sees_names else ""
    return {"state": state, "state_word": desk.t(f"states.{state}"), "state_note": note, "judged": said}


def judged(desk: Desk, told: Told) -> str:
    """Who verified: the person where names are shown, always the organ."""
    if told.verified_organisation is None:
        return desk.plain("facts.not_verified") if told.status != "not_counting" else ""
    organ = desk.organisation(told.verified_organisation)
    named = desk.sees_names and told.verified_by
    who = f"{desk.person_name(told.verified_by)}{desk.plain('facts.comma')}{organ}" if named else organ
    return desk.plain("facts.verified_by", who=who)


def pieces(desk: Desk, evidence: Sequence[Piece]) -> list[dict[str, str]]:
    if not desk.sees_evidence:
        return []
    return [
        {
            "href": address("evidence", piece.digest),
            "picture": address("evidence_small", piece.digest) if piece.media_type in PICTURES else "",
            "label": desk.plain(
                "facts.picture" if piece.media_type in PICTURES else "facts.document",
                name=piece.name or piece.digest[:8],
            ),
        }
        for piece in evidence
    ]


def evidence_note(desk: Desk, evidence: Sequence[Piece]) -> str:
    if not evidence:
        return desk.plain("facts.no_evidence")
    return "" if desk.sees_evidence else desk.plain("facts.evidence_count", n=len(evidence))


def _page(desk: Desk, indicator: str, asked: Asked, sieve: Sieve, limit: int) -> records.Page | None:
    ask = sieve.narrowed(asked).read(indicator, desk.pack, desk.today)
    if isinstance(ask, Refusal):
        return None
    says = _saying(desk, sieve.fq) if sieve.fq else None
    found = records.behind(ask, desk.person, statuses=sieve.statuses(), says=says, limit=limit, after=sieve.position())
    return None if isinstance(found, Refusal) else found


def _saying(desk: Desk, text: str) -> Callable[[FactRow], bool]:
    """Every word of the text stands somewhere in what the row shows of the fact."""
    wanted = text.casefold().split()

    def says(row: FactRow) -> bool:
        person = desk.person_name(row.recorded_by) if desk.sees_names and row.recorded_by else ""
        shown = (
            desk.place(row.place),
            desk.organisation(row.organisation),
            row.matter or "",
            row.value,
            row.unit,
            person,
            row.id,
        )
        return all(word in "\n".join(shown).casefold() for word in wanted)

    return says


def _withheld(desk: Desk, figure: Figure) -> dict[str, Any] | None:
    if not figure.withheld:
        return None
    key = "facts.withheld_all" if figure.withheld >= figure.fact_count else "facts.withheld"
    return {"title": desk.t("facts.withheld_title"), "says": desk.t(key, n=spelling.number(figure.withheld))}


def _export_row(desk: Desk, told: Told) -> list[str]:
    fact = told.row
    persons = desk.sees_names
    return [
        fact.happened_on.isoformat(),
        desk.said(desk.pack.definitions.measures[fact.measure].name),
        fact.value,
        fact.unit,
        desk.place(fact.place) if fact.place else "",
        desk.organisation(fact.organisation),
        fact.matter or "",
        desk.person_name(fact.recorded_by) if persons and fact.recorded_by else "",
        (
            desk.person_name(told.verified_by)
            if persons and told.verified_by
            else desk.organisation(told.verified_organisation)
        )
        if told.verified_organisation
        else "",
        desk.plain(f"states.{told.status}"),
        str(len(told.evidence)),
        str(fact.entry),
        str(fact.row),
        fact.id,
        fact.digest,
    ]
