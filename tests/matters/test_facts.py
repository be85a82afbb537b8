"""Recording and judging: what is accepted, and each refusal by its name."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from hetang.matters import refusals
from hetang.matters.facts import (
    City,
    History,
    Known,
    Recorded,
    decide_evidence,
    decide_judging,
    decide_recording,
    decide_takeover,
)
from hetang.terms.ids import derived_id
from hetang.terms.quanta import quanta, value_of
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text

DAY = date(2017, 4, 26)


@dataclass(frozen=True)
class Dim:
    id: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Laid:
    id: str = "pavement"
    unit: str = "平方米"
    dimension: str = "area"
    decimals: int = 2
    dims: tuple[Dim, ...] = (Dim("work", ("new", "old")), Dim("bill"))
    once_per: tuple[str, ...] = ("place", "bill")


def tree(**parents: str | None) -> Tree:
    return Tree(Node(id, Text(id, id), parent) for id, parent in parents.items())


CITY = City(
    {"pavement": Laid(), "road": Laid("road", once_per=())},
    tree(city=None, east="city", west="city"),
    tree(all=None, works="all", roads="works", team="all"),
)


def fact(number: int, **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": derived_id("test", str(number)),
        "measure": "pavement",
        "value": "12.5",
        "unit": "㎡",
        "happened_on": "2017-04-01",
        "organisation": "works",
        "place": "east",
        "dims": {"work": "new", "bill": str(number)},
        "by": "an",
    }
    return {key: value for key, value in {**row, **changes}.items() if value is not None}


def codes(rows: list[dict[str, object]], history: History = History(), takeover: bool = False) -> list[str]:  # noqa: B008
    found = decide_recording(rows, CITY, history, DAY, takeover)
    return [] if isinstance(found, Recorded) else [refusal.code for refusal in found]


def test_a_fact_in_mu_is_kept_exactly() -> None:
    found = decide_recording([fact(1, value="10", unit="亩")], CITY, History(), DAY)
    assert isinstance(found, Recorded)
    assert value_of(found.quanta[0], "area", 2) == Fraction(20000, 3)


def test_each_fault_has_its_name() -> None:
    for change, code in [
        ({"id": "7"}, "not_an_id"),
        ({"measure": "nothing"}, "unknown_measure"),
        ({"value": "12.345"}, "wrong_value"),
        ({"value": "many"}, "wrong_value"),
        ({"unit": "公里"}, "wrong_unit"),
        ({"unit": "尺码"}, "wrong_unit"),
        ({"happened_on": "1 April"}, "not_a_day"),
        ({"happened_on": "2017-04-27"}, "not_yet_happened"),
        ({"known_at": "2017-04-01"}, "known_at_outside_takeover"),
        ({"place": "north"}, "unknown_place"),
        ({"organisation": "nobody"}, "unknown_organisation"),
        ({"organisation": None}, "missing_field"),
        ({"dims": {"colour": "red"}}, "unknown_dim"),
        ({"dims": {"work": "half"}}, "unknown_dim_value"),
        ({"dims": ["work"]}, "wrong_type"),
        ({"evidence": [3]}, "wrong_type"),
        ({"evidence": ["00"]}, "unknown_evidence"),
        ({"repeats": derived_id("x")}, "repeats_is_decided"),
        ({"corrects": derived_id("x")}, "unknown_fact"),
        ({"extra": "1"}, "unknown_field"),
        ({"by": None}, "missing_field"),
        ({"place": 3}, "wrong_type"),
    ]:
        assert codes([fact(1, **change)]) == [code], change
    assert codes([None]) == ["not_an_object"]  # type: ignore[list-item]
    assert codes([fact(1), fact(1)]) == ["id_twice"]


def test_known_days_are_taken_over_but_not_from_the_future() -> None:
    assert codes([fact(1, known_at="2017-04-02")], takeover=True) == []
    assert codes([fact(1, known_at="2017-05-02")], takeover=True) == ["known_in_future"]
    assert codes([fact(1, known_at="2017-03-02")], takeover=True) == ["not_yet_happened"]
    assert codes([fact(1, known_at="soon")], takeover=True) == ["not_a_day"]


def test_the_same_thing_sent_twice_is_marked_as_a_repeat() -> None:
    found = decide_recording([fact(1), fact(2, dims={"work": "new", "bill": "1"}), fact(3)], CITY, History(), DAY)
    assert isinstance(found, Recorded)
    assert [row.get("repeats") for row in found.rows] == [None, derived_id("test", "1"), None]
    key = found.repeat_keys[0]
    assert key is not None
    later = decide_recording([fact(4, dims={"bill": "1"})], CITY, History(by_repeat_key={key: derived_id("old")}), DAY)
    assert isinstance(later, Recorded) and later.rows[0]["repeats"] == derived_id("old")
    assert decide_recording([fact(5, measure="road")], CITY, History(), DAY).repeat_keys == [None]  # type: ignore[union-attr]


def test_a_correction_needs_a_fact_of_its_measure_that_still_counts() -> None:
    target = derived_id("old")

    def history(**changes: object) -> History:
        return History(
            {
                target: Known(
                    **{"measure": "pavement", "organisation": "works", "by": "an", "happened_on": DAY, **changes}
                )
            }
        )  # type: ignore[arg-type]

    assert codes([fact(1, corrects=target)], history()) == []
    assert codes([fact(1, corrects=target)], history(measure="road")) == ["corrects_other_measure"]
    assert codes([fact(1, corrects=target)], history(rejected=True)) == ["corrects_what_does_not_count"]
    assert codes([fact(1, corrects=target)], history(superseded=True)) == ["corrected_already"]
    assert codes([fact(1, corrects=target), fact(2, corrects=target)], history()) == ["corrected_already"]
    assert codes([fact(1), fact(2, corrects=derived_id("test", "1"))]) == []
    assert codes([fact(1), fact(2, corrects=derived_id("test", "1"), measure="road")]) == ["corrects_other_measure"]


def test_a_corrected_fact_gives_its_key_to_the_correction() -> None:
    first, same = derived_id("test", "1"), {"work": "new", "bill": "1"}
    rows = [fact(1), fact(2, corrects=first, dims=same), fact(3, dims=same)]
    found = decide_recording(rows, CITY, History(), DAY)
    assert isinstance(found, Recorded)
    assert [row.get("repeats") for row in found.rows] == [None, None, derived_id("test", "2")]


def test_every_fault_of_every_row_is_told_with_its_place() -> None:
    rows = [fact(1, value="x", place="north"), fact(2), fact(3, happened_on="2018-01-01")]
    refused = decide_recording(rows, CITY, History(), DAY)
    assert isinstance(refused, list)
    assert [(refusal.at, refusal.code) for refusal in refused] == [
        ("facts[0]", "unknown_place"),
        ("facts[0]", "wrong_value"),
        ("facts[2]", "not_yet_happened"),
    ]
    rows_named = decide_recording(rows, CITY, History(), DAY, where=lambda index: f"row {index + 2}")
    assert isinstance(rows_named, list) and rows_named[0].at == "row 2"


def test_every_refusal_says_in_both_languages_what_would_be_accepted() -> None:
    named = [value for value in vars(refusals).values() if isinstance(value, Refusal)]
    assert len(named) > 25 and len({refusal.code for refusal in named}) == len(named)
    for refusal in named:
        assert refusal.says.zh and refusal.says.en and refusal.accepts.zh and refusal.accepts.en


def judged(judgement: str = "verified", **changes: object) -> list[str]:
    state = {key: changes.pop(key) for key in ("rejected", "superseded", "repeated", "disputed") if key in changes}
    history = History({"f": Known("pavement", "works", "an", date(2017, 4, 1), **state)})  # type: ignore[arg-type]
    row = {"fact": "f", "judgement": judgement, "by": "bo", "organisation": "team", **changes}
    found = decide_judging([row], CITY, history, DAY, takeover="known_at" in changes)
    return [] if found == [row] else [refusal.code for refusal in found]  # type: ignore[union-attr]


def test_who_reports_does_not_verify() -> None:
    assert judged() == []
    assert judged(by="an") == ["same_person"]
    for line in ("works", "roads", "all"):
        assert judged(organisation=line) == ["same_line"]


def test_judgements_follow_one_another() -> None:
    assert judged("disputed") == ["reason_missing"] and judged("disputed", reason="坡面已塌") == []
    assert judged("rejected", reason="no road there", organisation="works") == []
    assert judged("rejected", reason="again", rejected=True) == ["rejected_already"]
    assert judged("upheld") == ["not_disputed"] and judged("upheld", disputed=True) == []
    assert judged(disputed=True) == ["disputed_now"]
    assert judged(superseded=True) == ["does_not_count"] == judged(repeated=True)
    assert judged("praised") == ["unknown_judgement"]
    assert judged(fact="g") == ["unknown_fact"]
    assert judged(organisation="nobody") == ["unknown_organisation"]
    assert judged(known_at="2017-04-02") == [] and judged(known_at="x") == ["not_a_day"]
    assert judged(known_at="2017-03-31") == ["not_yet_happened"]
    assert judged(known_at="2017-04-27") == ["known_in_future"]
    assert judged(reason=3) == ["wrong_type"] and judged(extra="1") == ["unknown_field"] and judged(by="") == ["missing_field"]
    assert judged(known_at="2017-04-02", superseded=True) == []
    history = History({"f": Known("pavement", "works", "an", DAY)})
    rows = [
        {"fact": "f", "judgement": "disputed", "by": "bo", "organisation": "team", "reason": "?"},
        {"fact": "f", "judgement": "upheld", "by": "bo", "organisation": "team"},
        {"fact": "f", "judgement": "verified", "by": "bo", "organisation": "team"},
    ]
    assert decide_judging(rows, CITY, history, DAY) == rows
    assert (
        decide_judging([{**rows[0], "known_at": "2017-04-01"}], CITY, history, DAY)[0].code
        == "known_at_outside_takeover"
    )  # type: ignore[union-attr]


def test_evidence_and_takeover() -> None:
    history = History(
        {"f": Known("m", "o", None, DAY), "r": Known("m", "o", None, DAY, rejected=True)}, evidence=frozenset({"e"})
    )
    assert decide_evidence(["f"], ["e"], history) == []
    assert [r.code for r in decide_evidence(["r", "x"], ["y"], history)] == [
        "unknown_evidence",
        "rejected_already",
        "unknown_fact",
    ]
    assert decide_takeover("an", "bo") is None
    assert [decide_takeover(*pair).code for pair in [("an", "an"), ("an", None), (None, None)]] == ["two_persons"] * 3  # type: ignore[union-attr]


@given(st.data())
def test_no_path_lets_a_recorder_verify(data: st.DataObject) -> None:
    names = [f"o{i}" for i in range(data.draw(st.integers(2, 8)))]
    parents: dict[str, str | None] = {
        n: (data.draw(st.sampled_from(names[:i])) if i else None) for i, n in enumerate(names)
    }
    city = City(CITY.measures, CITY.places, tree(**parents))
    recorder, verifier = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    history = History({"f": Known("pavement", recorder, data.draw(st.sampled_from("ab")), DAY)})
    row = {
        "fact": "f",
        "judgement": data.draw(st.sampled_from(["verified", "upheld"])),
        "by": "a",
        "organisation": verifier,
    }
    if decide_judging([row], city, history, DAY) == [row]:
        line = {verifier}
        up: str | None = parents[verifier]
        while up:
            line.add(up)
            up = parents[up]
        down: str | None = recorder
        while down:
            assert down != verifier
            down = parents[down]
        assert recorder not in line and history.facts["f"].by != "a"


moves = st.lists(st.tuples(st.integers(1, 7), st.integers(0, 7), st.dates(date(2016, 6, 1), DAY)), max_size=6)


@given(st.lists(st.integers(0, 7), min_size=7, max_size=7), moves, st.data())
def test_no_reorganisation_lets_a_recorder_verify(
    parents: list[int], moved: list[tuple[int, int, date]], data: st.DataObject
) -> None:
    """Organisations move under others after the fact was recorded; grants over everything help nobody."""
    names = [f"o{number}" for number in range(8)]
    nodes = [Node("o0", Text.of("o0"))]
    nodes += [Node(names[i + 1], Text.of("x"), names[min(parent, i)]) for i, parent in enumerate(parents)]
    nodes += [Node(names[i], Text.of("x"), names[min(parent, i - 1)], since=day) for i, parent, day in moved]
    organisations = Tree(nodes)
    happened = data.draw(st.dates(date(2016, 5, 1), DAY))
    recorder, judge = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    recorded_by, judged_by = data.draw(st.sampled_from("ab")), data.draw(st.sampled_from("ab"))
    history = History({"f": Known("pavement", recorder, recorded_by, happened, disputed=data.draw(st.booleans()))})
    judgement = "upheld" if history.facts["f"].disputed else "verified"
    row = {"fact": "f", "judgement": judgement, "by": judged_by, "organisation": judge}
    lines = [
        {judge, *organisations.ancestors(judge, day)} & {recorder} | {recorder, *organisations.ancestors(recorder, day)} & {judge}
        for day in (happened, DAY)
    ]
    accepted = decide_judging([row], City({}, CITY.places, organisations), history, DAY) == [row]
    assert accepted == (recorded_by != judged_by and not any(lines))


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False),
    st.sampled_from(["平方米", "亩", "公顷"]),
)
def test_quanta_lose_nothing(value: object, symbol: str) -> None:
    n = quanta(str(value), symbol, "area", 4)
    factor = {"平方米": Fraction(1), "亩": Fraction(2000, 3), "公顷": Fraction(10000)}[symbol]
    assert n is not None and value_of(n, "area", 4) == Fraction(str(value)) * factor


def test_quanta_refuse_what_is_too_fine_too_large_or_of_another_kind() -> None:
    assert quanta("0.001", "元", "money", 2) is None
    assert quanta("1e3", "元", "money", 2) is None
    assert quanta("99999999999999999", "元", "money", 2) is None
    assert quanta("1", "米", "money", 2) is None
    assert quanta("1.38", "亿元", "money", 2) == 13_800_000_000
    assert quanta("１２万", "户", "count", 0) in (120_000, None)
