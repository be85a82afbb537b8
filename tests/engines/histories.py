"""Random histories and random questions: what every engine must answer as the oracle does."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from hetang.figures.evaluate import by_keys
from hetang.figures.plan import Ask
from hetang.figures.shapes import Window
from hetang.terms.dates import end_of_day_us
from tests.figures.town import ZONE, Town, tree

# Reorganised on 1 January 2016: the alley moved from west to east, the crew from works to air, the depot ended.
PLACES = tree(
    ("city", None), ("east", "city"), ("west", "city"), ("lane", "east"), ("alley", "west", None, "2015-12-31"),
    ("alley", "east", "2016-01-01"), ("afar", None),
)  # fmt: skip
ORGANISATIONS = tree(
    ("hall", None), ("works", "hall"), ("air", "hall"), ("crew", "works", None, "2015-12-31"),
    ("crew", "air", "2016-01-01"), ("depot", "works", "2015-01-01", "2015-12-31"), ("control", "hall"),
)  # fmt: skip
DAYS = [
    "2015-06-30", "2015-12-31", "2016-01-01", "2016-01-31", "2016-02-28", "2016-02-29", "2016-03-01", "2016-12-31", "2017-02-28",
]  # fmt: skip
DECLARED: dict[str, Any] = {
    "measures": [
        {"id": "paved", "unit": "平方米", "decimals": 1, "dims": ["work", "person"]},
        {"id": "stock", "unit": "件", "decimals": 2, "dims": ["work", "person"], "adds": False},
    ],
    "rules": [
        {"id": "limit", "value": "1.5"},
        {"id": "limit", "since": "2016-02-29", "value": 3},
        {"id": "line", "table": {"new": [[0, 0], [2, 50], [5, "100.5"]], "old": [[1, 1], [3, 9]]}},
        {"id": "classes", "table": {"new": {"at_most": [["0.5", 1], [2, 2]], "else": 3}, "old": {"at_least": [[3, 1]]}}},
    ],
    "indicators": [
        {"id": "sum", "unit": "亩", "decimals": 4, "sum": "paved", "period": 2016, "expects": ["works", "crew", "air"]},
        {"id": "sum_new", "unit": "平方米", "decimals": 1, "sum": "paved", "where": {"work": "new", "place": "east"}},
        {"id": "not_new", "unit": "个", "count": "paved", "where": {"work": {"not": ["new", "odd"]}, "matter": ["m1", "m2"]}},
        {"id": "not_east", "unit": "个", "count": "paved", "where": {"place": {"not": "east"}, "organisation": "works"}},
        {"id": "mean", "unit": "件", "decimals": 3, "mean": "stock"},
        {"id": "highest", "unit": "件", "decimals": 1, "rounding": "down", "highest": "stock"},
        {"id": "lowest", "unit": "件", "decimals": 1, "lowest": "stock", "organisation": "works"},
        {"id": "persons", "unit": "人", "distinct": ["person", "matter"], "in": "paved"},
        {"id": "latest", "unit": "件", "decimals": 2, "latest": "stock", "per": ["place", "work"]},
        {"id": "newest", "unit": "件", "decimals": 2, "latest": "stock"},
        {"id": "best", "unit": "平方米", "decimals": 1, "best": {"sum": "paved", "by": "day"}},
        {"id": "good_days", "unit": "天", "days": {"mean": "stock", "by": "day", "at_most": "rule('limit')"}},
        {"id": "stalled", "unit": "月", "decimals": 2, "rounding": "down", "span": {"from": "paved", "to": "stock"}},
        {"id": "stalled_days", "unit": "天", "span": {
            "from": {"measure": "paved", "where": {"work": "new"}}, "to": "paved", "where": {"place": "city"}, "unit": "day"}},
        {"id": "share", "unit": "%", "decimals": 2, "share": {
            "of": {"sum": "paved", "where": {"work": "new"}}, "to": {"sum": "paved"}}},
        {"id": "above", "unit": "平方米", "decimals": 1, "difference": {
            "of": {"indicator": "sum_new"}, "less": {"sum": "paved", "period": "2015"}}},
        {"id": "growth", "unit": "%", "decimals": 1, "period": 2016, "growth": {
            "of": {"sum": "paved"}, "against": "year_before"}},
        {"id": "compared", "unit": "平方米", "decimals": 1, "period": 2016, "compare": {
            "of": {"sum": "paved"}, "against": {"period": "2015-12-31..2016-02"}}},
        {"id": "formula", "unit": "分", "decimals": 2, "formula": "coalesce(a, 0) - 0.5 * b if b > 1 else a", "with": {
            "a": {"indicator": "best", "place": "west"}, "b": {"mean": "stock", "period": "all"}}},
        {"id": "place_rank", "unit": "名", "rank": {"sum": "paved", "among": "matter", "self": "m1", "peers": ["m1", "m2", "m3"]}},
        {"id": "best_rank", "unit": "名", "rank": {"stages": [
            {"by": ["matter", "day"], "columns": {"n": {"sum": "paved"}}},
            {"by": ["matter"], "columns": {"best": {"highest": "n"}}, "value": "best"}],
            "among": "matter", "self": "m2", "order": "lowest_first"}},
        {"id": "wholes", "unit": "条", "stages": [
            {"by": ["matter"], "columns": {"done": {"sum": "paved"}, "asked": {"latest": "stock", "per": ["place"]},
                "first": {"first_day": "paved", "period": "all"}, "last": {"last_day": "stock", "period": "all"},
                "people": {"distinct": ["person"], "in": "paved"}},
             "let": {"moved": "latest(first, last)", "span": "days(first, last)"},
             "keep": "done >= asked or in_period(moved) and people > 0"},
            {"by": [], "value": {"count": "rows"}}], "period": "2016"},
        {"id": "classed", "unit": "%", "decimals": 1, "stages": [
            {"by": ["work", "month"], "columns": {"v": {"mean": "stock"}},
             "let": {"c": "class_of('classes', coalesce(work, 'old'), v)", "i": "ceil(interpolate('line', coalesce(work, 'new'), v))"}},
            {"by": ["month"], "columns": {"worst": {"highest": "c"}, "index": {"highest": "i"}, "parts": {"distinct": ["work"]}},
             "keep": "parts >= 1"},
            {"by": [], "columns": {"good": {"count": "worst <= 2 and index <= 50"}, "all": {"count": "worst"}},
             "value": "100 * good / all"}]},
    ],
}  # fmt: skip

_maybe = st.sampled_from


@st.composite
def histories(draw: st.DrawFn) -> Town:
    """Facts with corrections, repeats, late entries and backdated taking over; judgements; evidence that comes and goes."""
    town = Town(DECLARED, PLACES, ORGANISATIONS)
    ids: list[str] = []
    for _ in range(draw(st.integers(1, 9))):
        kind = draw(_maybe(["facts", "facts", "facts", "judged", "judged", "attached", "withdrawn"]))
        backdated = {"known_at": draw(_maybe(DAYS))} if draw(st.integers(0, 3)) == 0 else {}
        rows: list[dict[str, Any]] = []
        if kind == "facts" or not ids:
            for _ in range(draw(st.integers(1, 4))):
                more: dict[str, Any] = dict(backdated)
                if ids and draw(st.integers(0, 2)) == 0:
                    more[draw(_maybe(["corrects", "repeats"]))] = draw(_maybe(ids))
                more |= {
                    k: v
                    for k, v in (
                        ("work", draw(_maybe(["new", "old", None]))),
                        ("person", draw(_maybe(["p1", "p2", None]))),
                    )
                    if v
                }
                row = town.fact(
                    draw(_maybe(["paved", "stock"])), draw(_maybe(["0", "0.5", "1.5", "2", "7.5", "-1"])),
                    draw(_maybe(DAYS)), place=draw(_maybe(["city", "east", "lane", "alley", "west", "afar", "unknown", None])),
                    organisation=draw(_maybe(["works", "crew", "air", "depot"])), matter=draw(_maybe(["m1", "m2", None])),
                    evidence=draw(_maybe([[], ["e1"], ["e2"], ["e1", "e2"]])), **more,
                )  # fmt: skip
                ids.append(row["id"])
                rows.append(row)
            kind = "facts.recorded"
        elif kind == "judged":
            word = _maybe(["verified", "verified", "verified", "disputed", "upheld", "rejected"])
            chosen = draw(st.lists(_maybe(ids), min_size=1, max_size=6))
            rows = [{**town.judgement(id, draw(word), draw(_maybe(["control", "air"]))), **backdated} for id in chosen]
            kind = "facts.judged"
        elif kind == "attached":
            rows = [{"fact": draw(_maybe(ids)), "evidence": [draw(_maybe(["e1", "e3"]))], **backdated}]
            kind = "evidence.attached"
        else:
            rows = [{"evidence": draw(_maybe(["e1", "e2"])), **backdated}]
            kind = "evidence.withdrawn"
        town.seal(kind, rows, on=max(draw(_maybe(DAYS)), town.clock.isoformat()))
    return town


@st.composite
def questions(draw: st.DrawFn, town: Town) -> Ask:
    indicator = draw(_maybe([i["id"] for i in DECLARED["indicators"]]))
    at = draw(_maybe(["now", "time", "sequence"]))
    known = date.fromisoformat(draw(_maybe(DAYS)))
    accepted = by_keys(town.definitions.indicators[indicator][0], town.definitions)
    by = draw(st.lists(_maybe(accepted), max_size=2, unique=True)) if accepted else []
    if sum(key in ("day", "month", "year") for key in by) > 1:
        by = by[:1]
    period = draw(_maybe([None, None, Window(date(2016, 1, 1), date(2016, 12, 31)), Window(date(2016, 2, 29), None)]))
    return Ask(
        indicator,
        date.fromisoformat(draw(_maybe(DAYS))),
        draw(_maybe([known, end_of_day_us(known, ZONE)])) if at == "time" else None,
        draw(st.integers(0, len(town.entries))) if at == "sequence" else None,
        draw(_maybe([None, "reported", "evidenced", "verified"])),
        draw(_maybe([None, None, "east", "alley", "city"])),
        draw(_maybe([None, None, "works", "crew"])),
        period,
        tuple(by),
    )
