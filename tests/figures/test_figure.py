"""A figure as the city asks for it: value, ladder, coverage, lineage, rows, trace, and refusals that say what is accepted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hetang.figures.evaluate import Ask, Figure, facts, figure, trace
from hetang.figures.shapes import Measure, Window
from hetang.ledger.merkle import root
from hetang.terms.refusals import Refusal
from tests.figures.town import Town

DECLARED: dict[str, Any] = {
    "measures": [
        {"id": "paved", "unit": "平方米", "dims": ["work"]},
        {"id": "case", "unit": "件", "dims": ["person"], "disclosure": "released"},
    ],
    "indicators": [
        {"id": "area", "name": {"zh": "面积", "en": "area"}, "unit": "平方米", "decimals": 1, "sum": "paved", "expects": ["works", "air"]},
        {"id": "cases", "unit": "人", "distinct": ["person"], "in": "case"},
        {"id": "per_case", "unit": "平方米", "ratio": {"of": {"indicator": "area"}, "to": {"indicator": "cases"}}},
        {"id": "rank", "unit": "名", "rank": {"sum": "paved", "among": "matter", "self": "m"}},
        {"id": "rank_twice", "unit": "名", "formula": "2 * r", "with": {"r": {"indicator": "rank_of_two"}}},
        {"id": "rank_of_two", "unit": "名", "rank": {"sum": "paved", "among": "matter", "self": "m", "peers": ["m", "gone"]}},
        {"id": "later", "since": "2018-01-01", "unit": "平方米", "sum": "paved"},
        {"id": "on_later", "unit": "平方米", "formula": "l", "with": {"l": {"indicator": "later"}}},
        {"id": "unruled", "unit": "平方米", "formula": "rule('r') + 0 * a", "with": {"a": {"sum": "paved"}}},
    ],
    "rules": [{"id": "r", "since": "2018-01-01", "value": 1}],
}  # fmt: skip


@pytest.fixture
def town() -> Town:
    here = Town(DECLARED)
    here.verified(
        here.fact("paved", "10.25", "2016-05-01", place="lane", matter="m"),
        here.fact("paved", 2, "2016-06-01", organisation="crew", place="west"),
        here.fact("case", 1, "2016-05-01", person="p1"),
    )
    here.seal("facts.recorded", [here.fact("paved", 3, "2016-07-01", evidence=[], place="lane")])
    here.seal("facts.recorded", [here.fact("paved", 4, "2016-07-01")])
    here.seal("facts.judged", [here.judgement("f5", "disputed")])
    return here


def ask(town: Town, indicator: str, **more: Any) -> Figure | Refusal:
    as_of = more.pop("as_of", date(2017, 4, 26))
    return figure(Ask(indicator, as_of, **more), town.definitions, town.world(), town.relational())


def test_the_json_holds_every_key_of_the_interface(town: Town) -> None:
    told = town.ask("area").to_json()
    digests = sorted(fact.digest for fact in listed(town, "area"))
    assert told | {"definition": None} == {
        "id": "area", "name": {"zh": "面积", "en": "area"}, "value": "12.3", "exact": "12.25", "unit": "平方米", "period": "all",
        "as_of": "2017-04-26", "known_at": None, "floor": "verified",
        "ladder": {"reported": "15.3", "evidenced": "12.3", "verified": "12.3", "disputed": "4.0"},
        "coverage": {"reported_by": 1, "out_of": 2}, "fact_count": 2,
        "facts_digest": root([bytes.fromhex(d) for d in digests]).hex(), "withheld": 0, "definition": None, "pack": "0" * 64,
        "head": {"size": 5, "root": "0" * 64}, "place": None, "organisation": None,
    }  # fmt: skip
    assert set(told["definition"]) == {"digest", "text"} and "paved" in told["definition"]["text"]
    assert town.ask("area", known_seq=0, floor="evidenced").to_json()["known_at_seq"] == 0


def listed(town: Town, indicator: str, **more: Any) -> tuple[Any, ...]:
    found = trace(Ask(indicator, date(2017, 4, 26), **more), town.definitions, town.world(), town.relational())
    assert not isinstance(found, Refusal)
    return found.facts


def test_a_trace_adds_up_to_the_value(town: Town) -> None:
    assert [(f.id, f.value, f.organisation, f.state) for f in listed(town, "area")] == [
        ("f1", "10.25", "works", 3),
        ("f2", "2", "crew", 3),
    ]
    assert [f.state for f in listed(town, "area", floor="reported", known_seq=0)] == [2, 2]


def test_a_trace_goes_on_where_the_page_ended(town: Town) -> None:
    asked = Ask("area", date(2017, 4, 26), floor="reported")
    first = trace(asked, town.definitions, town.world(), town.relational(), limit=2)
    assert not isinstance(first, Refusal) and first.next is not None
    second = trace(asked, town.definitions, town.world(), town.relational(), limit=2, after=first.next)
    assert not isinstance(second, Refusal) and second.next is None
    assert [f.id for f in (*first.facts, *second.facts)] == ["f1", "f2", "f4"]


def open_alone(measure: Measure) -> bool:
    return measure.disclosure == "open"


def test_facts_that_the_asker_may_not_see_are_counted_as_withheld(town: Town) -> None:
    asked = Ask("per_case", date(2017, 4, 26))
    found = trace(asked, town.definitions, town.world(), town.relational(), open_alone)
    assert not isinstance(found, Refusal)
    assert (found.figure.withheld, found.figure.fact_count, [f.id for f in found.facts]) == (1, 3, ["f1", "f2"])
    sealed = trace(Ask("cases", date(2017, 4, 26)), town.definitions, town.world(), town.relational(), open_alone)
    assert not isinstance(sealed, Refusal)
    assert (sealed.figure.value, sealed.figure.withheld, sealed.facts) == ("1", 1, ())


def test_facts_of_any_state_can_be_listed_behind_a_figure(town: Town) -> None:
    args = (town.definitions, town.world(), town.relational(), open_alone)
    disputed = facts(Ask("area", date(2017, 4, 26)), *args, (4,), 10)
    own = facts(Ask("area", date(2017, 4, 26)), *args, None, 1)
    none = facts(Ask("cases", date(2017, 4, 26)), *args, None, 1)
    assert not isinstance(disputed, Refusal) and not isinstance(own, Refusal) and not isinstance(none, Refusal)
    assert [f.id for f in disputed.facts] == ["f5"] and disputed.next is None
    assert (own.count, own.next, none.count, none.facts) == (2, 1, 0, ())
    assert isinstance(facts(Ask("nothing", date(2017, 4, 26)), *args, None, 1), Refusal)


def test_place_organisation_and_period_narrow_the_facts(town: Town) -> None:
    assert town.ask("area", place="east").value == "10.3"
    assert town.ask("area", organisation="crew").value == "2.0"
    assert town.ask("area", organisation="works").coverage == {"reported_by": 1, "out_of": 1}
    assert town.ask("area", period=Window(date(2016, 6, 1), date(2016, 6, 30))).to_json()["period"] == "2016-06"
    assert town.ask("per_case", place="east", floor="reported").value is None  # the case stands on the city


def test_known_at_a_day_counts_to_its_end(town: Town) -> None:
    assert town.ask("area", known_at=date(2016, 1, 2), floor="reported").value == "12.3"
    assert town.ask("area", known_at=date(2016, 1, 1)).value is None
    sealed = 1_451_793_600_000_001  # the entry that verifies, to the microsecond
    assert town.ask("area", known_at=sealed).value == "12.3"
    assert town.ask("area", known_at=sealed - 1).value is None


@pytest.mark.parametrize(
    ("more", "code", "accepts"),
    [
        ({"indicator": "are"}, "unknown_indicator", "area"),
        ({"indicator": "zzz"}, "unknown_indicator", "cases"),
        ({"indicator": "later"}, "not_defined_yet", "day"),
        ({"indicator": "on_later"}, "not_defined_yet", "day"),
        ({"floor": "disputed"}, "unknown_floor", "verified"),
        ({"place": "easter"}, "unknown_place", "east"),
        ({"organisation": "zzz"}, "unknown_organisation", "works"),
        ({"by": ("person",)}, "unknown_by_key", "work"),
        ({"indicator": "per_case", "by": ("work",)}, "unknown_by_key", "matter"),
        ({"indicator": "rank", "by": ("place",)}, "unknown_by_key", "—"),
        ({"known_at": date(2016, 1, 1), "known_seq": 1}, "two_moments", "one"),
        ({"indicator": "rank_twice"}, "not_computable", "definition"),
        ({"indicator": "unruled"}, "not_computable", "definition"),
    ],
)
def test_a_refusal_says_what_would_be_accepted(town: Town, more: dict[str, Any], code: str, accepts: str) -> None:
    asked = {"indicator": "area", **more}
    refused = ask(town, **asked)
    assert isinstance(refused, Refusal) and refused.code == code
    assert accepts in refused.accepts.en and "{" not in refused.text("en") + refused.text("zh")
    if code != "unknown_by_key":
        asked.pop("by", None)
        again = trace(Ask(as_of=date(2017, 4, 26), **asked), town.definitions, town.world(), town.relational())
        assert isinstance(again, Refusal) and again.code == code


def test_a_rate_of_two_indicators_has_no_disputed_part(town: Town) -> None:
    found = town.ask("per_case")
    assert (found.value, found.exact_text, found.ladder["disputed"]) == ("12", "12.25", None)
    assert found.disclosure == "released"


def test_rows_are_figures_and_say_whether_they_add_up(town: Town) -> None:
    found = town.ask("area", by=("place", "month"), floor="reported").to_json()
    assert found["adds"] is True and found["adds_says"]["en"] == "the rows add up to the total"
    rows = [(row["keys"], row["value"], row["fact_count"], row["facts_digest"]) for row in found["rows"]]
    assert rows == [
        ({"place": "city", "month": "2016-05"}, "10.3", 1, None),
        ({"place": "city", "month": "2016-06"}, "2.0", 1, None),
        ({"place": "city", "month": "2016-07"}, "3.0", 1, None),
    ]
    below = town.ask("area", by=("place",), place="city").rows or ()
    assert [(row.keys, row.value) for row in below] == [({"place": "city"}, None), ({"place": "east"}, "10.3"), ({"place": "west"}, "2.0")]


@pytest.mark.parametrize("floor", ["reported", "evidenced", "verified"])
@pytest.mark.parametrize("indicator", ["area", "cases", "per_case", "rank"])
def test_a_value_alone_is_the_figures_value_without_its_other_rungs(town: Town, indicator: str, floor: str) -> None:
    whole, alone = (ask(town, indicator, floor=floor, value_only=only) for only in (False, True))
    assert isinstance(whole, Figure) and isinstance(alone, Figure)
    told = [(one.value, one.exact, one.period, one.definition_digest) for one in (alone, whole)]
    assert told[0] == told[1]
    assert alone.facts_digest is None and alone.coverage is None
    assert {rung: value for rung, value in alone.ladder.items() if value is not None} == {floor: whole.value}


def test_of_a_value_alone_the_facts_withheld_are_counted(town: Town) -> None:
    asked = Ask("cases", date(2017, 4, 26), value_only=True)
    hidden = figure(asked, town.definitions, town.world(), town.relational(), lambda measure: measure.id != "case")
    assert isinstance(hidden, Figure) and hidden.withheld == hidden.fact_count == 1
