"""A checked draft as its page shows it: lines with their claims marked, and an item for each claim with what can be done."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hetang.claims.verdict import VERDICTS, Candidate, Checked, Draft, Judged
from hetang.documents.check_report import VERDICT_MEANS, VERDICT_NAMES
from hetang.figures.plan import Ask
from hetang.office.reads.drafts import Mark, Received
from hetang.web import spelling
from hetang.web.asks import Asked
from hetang.web.desk import Desk
from hetang.web.draft_text import Corrected, Line, lines, tables
from hetang.web.pages import address

LINES = {   # how a verdict is underlined: the class of parts.css
    "supported": "v-ok", "contradicted": "v-no", "inconsistent": "v-incon", "rounded": "v-round", "stale": "v-stale",
    "out_of_scope": "v-out", "unsupported": "v-none",
}  # fmt: skip
GROUPS = {
    "change": ("contradicted", "inconsistent", "rounded"), "look": ("stale", "out_of_scope"), "none": ("unsupported",),
    "ok": ("supported",),
}  # fmt: skip
LEFT = "left"   # the group of what stays with a reason
SHOWN = (*GROUPS, LEFT, *VERDICTS)
MOST_WORDS = 40
FEW = 60   # claims on a page that all carry their forms; of more only the one that stands open does, and the others lead to theirs


@dataclass(frozen=True)
class Checking:
    """A draft with its check, of which everything on the page is made. `marks` are of the text as it came."""

    received: Received
    under: Draft
    now: Corrected
    checked: Checked
    marks: tuple[Mark, ...]

    def mark(self, judged: Judged, deed: str) -> Mark | None:
        start, end = self.now.back(judged.claim.number.start, judged.claim.number.end)
        return next((one for one in self.marks if one.deed == deed and one.start < end and start < one.end), None)

    def group(self, judged: Judged) -> str:
        if self.mark(judged, "left") is not None and judged.verdict != "supported":
            return LEFT
        return next(name for name, verdicts in GROUPS.items() if judged.verdict in verdicts)

    def shown(self, show: str) -> list[int]:
        """The indices of the claims that a filter lets through."""
        every = list(enumerate(self.checked.claims))
        if show in VERDICTS:
            return [index for index, one in every if one.verdict == show]
        return [index for index, one in every if not show or self.group(one) == show]


def context(desk: Desk, checking: Checking, show: str, at: int | None, works: bool) -> dict[str, Any]:
    """`show`: a group, a verdict or nothing; `at`: the claim that stands open; `works`: the visitor may work on the draft."""
    shown = checking.shown(show)
    few, apart = len(shown) <= FEW, not show
    told = [{**_item(desk, checking, index, at), "whole": few or index == at} for index in shown]
    return {
        "show": show,
        "at": at,
        "works": works,
        "filters": list(_filters(desk, checking, show)),
        "groups": [_group(desk, checking, group, frozenset(shown), at) for group in tables(lines(checking.now.text))],
        "items": [item for item in told if not (apart and item["verdict"] == "supported")],
        "rest": [item for item in told if apart and item["verdict"] == "supported"],
        "legend": list(_legend(desk, checking)),
        "indicators": indicator_options(desk) if works else [],
    }


def _filters(desk: Desk, checking: Checking, show: str) -> Iterator[dict[str, Any]]:
    counts = Counter(checking.group(one) for one in checking.checked.claims)
    here = address("draft", checking.received.id)
    yield {"word": desk.t("draft.all"), "n": len(checking.checked.claims), "href": here, "current": not show}
    for name in (*GROUPS, LEFT):
        if counts[name] or name == show:
            yield {"word": desk.t(f"draft_groups.{name}"), "n": counts[name], "href": f"{here}?show={name}", "current": show == name}


def _legend(desk: Desk, checking: Checking) -> Iterator[dict[str, Any]]:
    counts = Counter(one.verdict for one in checking.checked.claims)
    for verdict in LINES:
        yield {
            "css": LINES[verdict], "mark": desk.t(f"verdict_marks.{verdict}"), "word": desk.titled(VERDICT_NAMES[verdict]),
            "means": desk.said(VERDICT_MEANS[verdict]), "n": counts[verdict],
            "href": f"{address('draft', checking.received.id)}?show={verdict}",
        }  # fmt: skip


def _group(desk: Desk, checking: Checking, group: Sequence[Line], shown: frozenset[int], at: int | None) -> dict[str, Any]:
    def runs(start: int, end: int) -> list[dict[str, Any]]:
        return list(_runs(desk, checking, start, end, shown, at))

    if group[0].kind == "row":
        return {"kind": "table", "rows": [[runs(*cell) for cell in row.cells] for row in group]}
    return {"kind": group[0].kind, "runs": runs(group[0].start, group[0].end)}


def _runs(desk: Desk, checking: Checking, start: int, end: int, shown: frozenset[int], at: int | None) -> Iterator[dict[str, Any]]:
    """The text between these places; a claim that runs over a line's end is shown in each line, its anchor in the first."""
    text, here, claims = checking.now.text, start, checking.checked.claims
    first_within = bisect_right(claims, start, key=lambda one: one.claim.number.end)
    for index in range(first_within, bisect_left(claims, end, key=lambda one: one.claim.number.start)):
        judged, number = claims[index], claims[index].claim.number
        first, last = max(number.start, here), min(number.end, end)
        if first >= last:
            continue
        if first > here:
            yield {"text": text[here:first], "claim": False}
        yield {
            "text": text[first:last], "n": index + 1 if index in shown else None, "anchor": first == number.start,
            "ends": last == number.end, "css": LINES[judged.verdict], "mark": desk.t(f"verdict_marks.{judged.verdict}"),
            "word": desk.titled(VERDICT_NAMES[judged.verdict]), "current": index == at, "claim": True,
        }  # fmt: skip
        here = last
    if here < end:
        yield {"text": text[here:end], "claim": False}


def _item(desk: Desk, checking: Checking, index: int, at: int | None) -> dict[str, Any]:
    judged = checking.checked.claims[index]
    number, about = judged.claim.number, judged.claim.about
    start, end = checking.now.back(number.start, number.end)
    before, after = checking.now.around(number.start, number.end)
    corrected, left, chosen = (checking.mark(judged, deed) for deed in ("corrected", "left", "chosen"))
    found = next((one for one in judged.candidates if one.ask.indicator == judged.figure), None)
    words = " ".join((about.thing or about.head).split())[:MOST_WORDS]
    return {
        "n": index + 1,
        "verdict": judged.verdict,
        "css": LINES[judged.verdict],
        "mark": desk.t(f"verdict_marks.{judged.verdict}"),
        "word": desk.titled(VERDICT_NAMES[judged.verdict]),
        "surface": number.surface.replace("\n", ""),
        "figure": _figure(desk, found) if found is not None else None,
        "thing": about.thing or about.head,
        "computed": _computed(desk, judged),
        "why": desk.said(judged.why),
        "with": [other + 1 for other in judged.with_],
        "instead": judged.instead,
        "place": {"start": start, "end": end, "surface": checking.received.text[start:end], "before": before, "after": after},
        "was": corrected.surface if corrected is not None else "",
        "reason": left.said if left is not None else "",
        "by": desk.person_name(left.person) if left is not None else "",
        "chosen": chosen is not None,
        "candidates": [_candidate(desk, one) for one in judged.candidates] if judged.figure is None or chosen else [],
        "words": words,
        "current": index == at,
        "settled": judged.verdict == "supported",
    }


def _computed(desk: Desk, judged: Judged) -> str:
    """What the ledger has, in the claim's own unit."""
    number = judged.claim.number
    unit = number.measured or number.unit
    if judged.computed is None:
        return ""
    return spelling.number(judged.computed) + ({"%": "%", "pp": ""}.get(unit) or f" {spelling.unit(unit, desk.lang)}").rstrip()


def _candidate(desk: Desk, one: Candidate) -> dict[str, Any]:
    return {
        **_figure(desk, one),
        "value": spelling.number(one.figure.value) if one.figure is not None and one.figure.value is not None else "—",
        "unit": spelling.unit(one.figure.unit, desk.lang) if one.figure is not None else "",
        "why": desk.said(one.why),
        "indicator": one.ask.indicator,
    }


def _figure(desk: Desk, one: Candidate) -> dict[str, Any]:
    """Its name with the place and the organisation that were asked for, and its page at the same question."""
    beside = [desk.place(one.ask.place)] if one.ask.place else []
    beside += [desk.organisation(one.ask.organisation)] if one.ask.organisation else []
    return {"name": desk.titled(one.name), "beside": beside, "href": href(one.ask)}


def href(ask: Ask) -> str:
    asked = Asked(
        as_of=ask.as_of.isoformat(), floor=ask.floor or "", place=ask.place or "", organisation=ask.organisation or "",
        period=str(ask.period) if ask.period is not None and ask.period.start and ask.period.end else "",
    )  # fmt: skip
    return asked.href(ask.indicator)


def indicator_options(desk: Desk) -> list[tuple[str, str, int]]:
    """Every indicator by its name, for the choice of what words mean."""
    named = ((id, desk.titled(versions[-1].name), 0) for id, versions in desk.pack.definitions.indicators.items())
    return sorted(named, key=lambda option: option[1])


def counted(desk: Desk, checked: Checked) -> list[dict[str, Any]]:
    """Of a draft in the list: each verdict that occurs, with its mark."""
    counts = Counter(one.verdict for one in checked.claims)
    return [
        {
            "css": LINES[verdict], "mark": desk.t(f"verdict_marks.{verdict}"), "word": desk.titled(VERDICT_NAMES[verdict]),
            "n": counts[verdict],
        }
        for verdict in LINES
        if counts[verdict]
    ]  # fmt: skip


def query(show: str, at: int | None) -> str:
    """The page's own question, kept over a POST."""
    asked: Iterable[tuple[str, object]] = [*([("show", show)] if show else []), *([("at", at)] if at else [])]
    said = urlencode(list(asked))
    return f"?{said}" if said else ""
