"""The legal fence: constructions that no pack may declare, each refused with the clause that forbids it.

Two ways of seeing them: by the names and ids under which they appear, and by the structure that does the same under another
name. What ranks cities is allowed, what ranks persons is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hetang.matters import fence_clauses as no
from hetang.matters import fence_words as of
from hetang.matters.declared import Declared, Json, label, parts, refuse, said
from hetang.matters.fence_burden import check_burden
from hetang.matters.fence_power import check_power
from hetang.terms.refusals import Refusal

NAMED = (
    (of.CHECK_IN, no.CHECK_IN), (of.POINTS, no.POINTS), (of.ONLY_POINTS, no.POINTS), (of.ONLINE_TIME, no.ONLINE_TIME),
    (of.ACTIVITY, no.ACTIVITY), (of.REACTIONS, no.REACTIONS), (of.TRACKS, no.TRACK), (of.ONLY_TRACK, no.TRACK),
)  # fmt: skip
LISTS = ("fields", "steps", "acts", "clocks")


def check_fence(declared: Declared) -> list[Refusal]:
    """Every forbidden construction; `at` is a JSON pointer such as /kinds/2/acts/0 or /indicators/4."""
    return [
        *_names(declared), *_ranks(declared), *_appraisals(declared), *check_burden(declared), *check_power(declared),
    ]  # fmt: skip


def _named(declared: Declared) -> Iterator[tuple[str, Json]]:
    """Whatever bears a name: kinds and their parts, choices, indicators, measures and their dimensions."""
    for at, kind in declared.each():
        yield at, kind
        for list_name in LISTS:
            for below, item in parts(kind, at, list_name):
                yield below, item
                yield from parts(item, below, "values")
    for index, indicator in enumerate(declared.indicators):
        yield f"/indicators/{index}", indicator
    for index, measure in enumerate(declared.measures):
        yield f"/measures/{index}", measure
        for dim in measure.get("dims", ()):
            if isinstance(dim, Mapping):
                yield f"/measures/{index}", dim


def _names(declared: Declared) -> Iterator[Refusal]:
    for at, item in _named(declared):
        texts = said(item)
        for notion, refusal in NAMED:
            if notion.in_(texts):
                yield refuse(refusal, at, name=label(item))
        if of.BOARD.in_(texts) and not of.BODIES.in_(texts) or of.RANKING.in_(texts) and of.PERSONS.in_(texts):
            yield refuse(no.RANKING, at, name=label(item))


def _ranks(declared: Declared) -> Iterator[Refusal]:
    """Ranks among persons in indicators, and a place in a ranking that a kind about a person gives."""
    personal = {
        dim["id"]
        for measure in declared.measures
        for dim in measure.get("dims", ())
        if isinstance(dim, Mapping) and isinstance(dim.get("id"), str) and of.PERSONS.in_(said(dim))
    }
    for index, indicator in enumerate(declared.indicators):
        rank = indicator.get("rank")
        among = rank.get("among") if isinstance(rank, Mapping) else None
        if isinstance(among, str) and (among in personal or of.PERSONS.in_([among])):
            yield refuse(no.RANKING, f"/indicators/{index}", name=label(indicator))
    for at, kind in declared.each():
        about_a_person = any(field.get("type") == "person" for field in kind.get("fields", ()))
        for below, field in parts(kind, at, "fields"):
            texts = said(field)
            ranks = field.get("type") == "number" and of.RANKING.in_(texts) and not of.BODIES.in_(texts)
            if about_a_person and ranks and not of.PERSONS.in_(texts):
                yield refuse(no.RANKING, below, name=label(field))


def _appraisals(declared: Declared) -> Iterator[Refusal]:
    """Hours of study in one name with an appraisal, or asked by a kind that appraises."""
    for at, item in _named(declared):
        texts = said(item)
        if of.STUDY.in_(texts) and of.APPRAISAL.in_(texts):
            yield refuse(no.STUDY, at, name=label(item))
    for at, kind in declared.each():
        fields = list(parts(kind, at, "fields"))
        appraises = of.APPRAISAL.in_(said(kind)) or any(of.APPRAISAL.in_(said(field)) for _, field in fields)
        for below, field in fields:
            texts = said(field)
            if appraises and of.STUDY.in_(texts) and not of.APPRAISAL.in_(texts):
                yield refuse(no.STUDY, below, name=label(field))
