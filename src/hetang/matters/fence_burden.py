"""The part of the fence that keeps forms small: photos that no decision needs, and what is asked twice."""

from __future__ import annotations

from collections.abc import Iterator

from hetang.matters import fence_clauses as no
from hetang.matters import fence_words as of
from hetang.matters.declared import Declared, Json, label, parts, refuse, said
from hetang.matters.steps import Steps
from hetang.terms.refusals import Refusal


def check_burden(declared: Declared) -> Iterator[Refusal]:
    for at, kind in declared.each():
        yield from _photos(kind, at)
        yield from _twice(kind, at)
        yield from _known_above(kind, at, declared)
    yield from _computed(declared)


def _photos(kind: Json, at: str) -> Iterator[Refusal]:
    for below, act in parts(kind, at, "acts"):
        evidence = act.get("evidence", {})
        if evidence.get("kind") == "photo" and not evidence.get("decides"):
            yield refuse(no.PHOTO, f"{below}/evidence", name=label(act))
    for below, field in parts(kind, at, "fields"):
        if field.get("from") == "asked" and of.PHOTOS.in_(said(field)):
            yield refuse(no.PHOTO, below, name=label(field))


def _twice(kind: Json, at: str) -> Iterator[Refusal]:
    """A field that one act needs and an act after it needs again."""
    ways = Steps.of(kind)
    acts = [(below, act) for below, act in parts(kind, at, "acts") if act.get("id")]
    names = {field.get("id"): label(field) for field in kind.get("fields", ())}
    for below, later in acts:
        for index, asked in enumerate(later.get("needs", ())):
            first = next(
                (act for _, act in acts if act["id"] != later["id"] and _asks_before(act, later, asked, ways)), None
            )
            if first is not None:
                name = names.get(asked, label({"id": asked}))
                yield refuse(no.ASKED_TWICE, f"{below}/needs/{index}", name=name, first=label(first))
        for index, asked in enumerate(later.get("may_have", ())):
            if asked in later.get("needs", ()):
                name = names.get(asked, label({"id": asked}))
                yield refuse(no.ASKED_TWICE, f"{below}/may_have/{index}", name=name, first=label(later))
    yield from _one_question(kind, at)


def _asks_before(act: Json, later: Json, field: str, ways: Steps) -> bool:
    """What commutes (a daily log) keeps nothing, so its questions are asked anew each time."""
    again = act.get("commutes") or later.get("commutes")
    return not again and field in act.get("needs", ()) and ways.follows(act, later)


def _one_question(kind: Json, at: str) -> Iterator[Refusal]:
    """One question under two ids."""
    seen: dict[tuple[str, str], Json] = {}
    for below, field in parts(kind, at, "fields"):
        if field.get("from") == "asked" and field.get("name"):
            first_field = seen.setdefault((label(field).zh, label(field).en), field)
            if first_field is not field:
                yield refuse(no.ASKED_TWICE, below, name=label(field), first=label({"id": first_field.get("id")}))


def _known_above(kind: Json, at: str, declared: Declared) -> Iterator[Refusal]:
    """What a kind that never stands alone asks although every kind above it has it. Titles differ by nature."""
    parents = [versions for id in kind.get("parents", ()) if (versions := declared.versions(id))]
    if not kind.get("parent_required") or not parents:
        return
    for below, field in parts(kind, at, "fields"):
        if field.get("from") != "asked" or field.get("id") == kind.get("title", "title"):
            continue
        holders = [next((above for above in versions if _has(above, field)), None) for versions in parents]
        first = holders[0]
        if first is not None and all(above is not None for above in holders):
            yield refuse(no.ASKED_TWICE, below, name=label(field), first=label(first))


def _has(kind: Json, field: Json) -> bool:
    """Whether a kind has the same field: the same Chinese name, and the same id or English name."""
    own, title = label(field), kind.get("title", "title")
    return any(
        other.get("id") != title
        and label(other).zh == own.zh
        and (other.get("id") == field.get("id") or label(other).en == own.en)
        for other in kind.get("fields", ())
    )


def _computed(declared: Declared) -> Iterator[Refusal]:
    names = {label(indicator): indicator for indicator in declared.indicators if indicator.get("name")}
    for at, kind in declared.each():
        for below, field in parts(kind, at, "fields"):
            if field.get("from") != "asked" or field.get("type") != "number":
                continue
            indicator = names.get(label(field))
            if indicator is not None:
                yield refuse(no.COMPUTED_ASKED, below, name=label(field), first=label(indicator))
