"""A made-up town by the river with a few figures, and drafts about it held against them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from hetang.claims.check import check
from hetang.claims.judging.vocabulary import Vocabulary
from hetang.claims.verdict import Checked, Draft, Judged
from hetang.figures.evaluate import figure
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text
from tests.figures.town import Town, define

AS_OF = date(2017, 4, 26)
PLACES = Tree(
    [
        Node("prov", Text("青河省", "Qinghe Province")),
        Node("town", Text("河湾市", "Hewan City"), "prov"),
        Node("east", Text("东岸区", "East Bank District"), "town"),
        Node("west", Text("西岸区", "West Bank District"), "town"),
    ]
)
ORGANISATIONS = Tree(
    [
        Node("hall", Text("河湾市", "Hewan City")),
        Node("works", Text("河湾市城乡建设局", "City Construction Bureau"), "hall"),
        Node("control", Text("河湾市审计局", "City Audit Bureau"), "hall"),
        Node("gardens", Text("河湾市园林管理局", "City Gardens Bureau"), "hall"),
    ]
)


def _measure(id: str, zh: str, unit: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": {"zh": zh, "en": id.replace("_", " ")}, "unit": unit, **more}


def _indicator(id: str, zh: str, en: str, unit: str, aliases: Iterable[str] = (), **more: Any) -> dict[str, Any]:
    named = {"zh": list(aliases)} if aliases else {}
    return {"id": id, "name": {"zh": zh, "en": en}, "aliases": named, "unit": unit, "place": "town", "period": 2016, **more}


DECLARED: dict[str, Any] = {
    "measures": [
        _measure("road_rebuilt", "改造道路", "条"), _measure("pavement_laid", "铺设人行道", "平方米"),
        _measure("pavement_aimed", "人行道目标", "平方米"), _measure("visit_paid", "走访", "人次"),
        _measure("household_moved", "搬迁住户", "户"), _measure("sample_taken", "抽检", "个", dims=["state"]),
        _measure("money_agreed", "协议投资", "元"), _measure("rate_told", "登记的率", "%", adds=False, dims=["city"]),
    ],
    "indicators": [
        _indicator("roads", "改造道路", "roads rebuilt", "条", ["道路改造"], sum="road_rebuilt"),
        _indicator("pavement", "新铺人行道面积", "pavement newly laid", "平方米", ["人行道"], sum="pavement_laid", wording={"scale": "万"}),
        _indicator("pavement_target", "人行道面积目标", "target of pavement", "平方米", sum="pavement_aimed"),
        _indicator("visits", "上门走访", "home visits", "人次", sum="visit_paid"),
        _indicator(
            "households", "搬迁住户", "households moved", "户", sum="household_moved",
            wording={"scale": "万", "relation": "near", "round_to": 10000},
        ),
        _indicator(
            "water", "饮水合格率", "share of good drinking water", "%", decimals=1,
            share={"of": {"sum": "sample_taken", "where": {"state": "good"}}, "to": {"sum": "sample_taken"}},
        ),
        _indicator("agreed", "滨江片区协议投资", "investment agreed for the riverside quarter", "元", period="all", sum="money_agreed"),
        {
            **_indicator("water_rank", "饮水合格率在全省的名次", "rank of good drinking water in the province", "名"),
            "rank": {"latest": "rate_told", "among": "city", "self": "hw", "order": "highest_first", "peers": ["hw", "qs", "ly"]},
        },
    ],
}  # fmt: skip
DECLARED["indicators"][-1].pop("place")


@cache
def town() -> Town:
    """The history: what was done in 2015 and 2016, told as it was done, and a few facts that nobody confirmed."""
    found = Town(DECLARED, PLACES, ORGANISATIONS)

    def fact(measure: str, value: int, day: str, **more: Any) -> dict[str, Any]:
        return found.fact(measure, value, day, **({"place": "town"} | more))

    found.verified(fact("road_rebuilt", 5, "2015-10-10", place="east"), on="2015-10-11")
    found.verified(fact("road_rebuilt", 16, "2016-03-10", place="east"), on="2016-03-11")
    found.verified(fact("pavement_laid", 52_800, "2016-03-20", place="east"), on="2016-03-21")
    found.verified(fact("pavement_aimed", 80_000, "2016-01-05"), on="2016-04-02")
    found.verified(fact("household_moved", 9846, "2016-06-01", place="west"), on="2016-06-02")
    found.verified(fact("money_agreed", 13_800_000_000, "2016-07-01"), on="2016-07-02")
    found.verified(fact("visit_paid", 201, "2016-08-01"), on="2016-08-02")
    samples = [fact("sample_taken", 37, "2016-09-01", state="good"), fact("sample_taken", 1, "2016-09-01", state="bad")]
    found.verified(*samples, on="2016-09-02")
    rates = {"hw": 97, "qs": 99, "ly": 90}
    found.verified(*(fact("rate_told", rate, "2016-12-01", city=city) for city, rate in rates.items()), on="2016-12-02")
    found.verified(fact("road_rebuilt", 11, "2016-11-10", place="west"), on="2016-12-11")
    found.verified(
        fact("pavement_laid", 18_500, "2016-11-20", place="west", organisation="gardens"), on="2016-12-21"
    )
    found.seal("facts.recorded", [fact("pavement_laid", 2_640, "2016-12-20", place="west")], "2016-12-28")
    return found


def answers(ask: Ask) -> Figure | Refusal:
    """The ledger's answer, each asked once."""
    return _answer(ask)


@cache
def _answer(ask: Ask) -> Figure | Refusal:
    return figure(ask, define(DECLARED), town().world(), _engine())


@cache
def _engine() -> Any:
    return town().relational()


@cache
def words(learned: tuple[tuple[str, str, str], ...] = ()) -> Vocabulary:
    return Vocabulary.of(define(DECLARED), PLACES, ORGANISATIONS, AS_OF, learned, "town", "hall")


def checked(text: str, draft: Draft | None = None, learned: tuple[tuple[str, str, str], ...] = ()) -> Checked:
    return check(text, words(learned), answers, draft or Draft(AS_OF))


def only(text: str, draft: Draft | None = None) -> Judged:
    """The one claim of a text."""
    (found,) = checked(text, draft).claims
    return found
