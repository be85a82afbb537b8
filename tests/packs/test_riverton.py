"""Riverton's pack is whole, in both languages, and stands on nothing but its own files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hetang.matters.explain import summary
from hetang.packs.check import check_pack
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.terms.workdays import Length, deadline

RIVERTON = Path(__file__).parents[2] / "packs" / "riverton"
BASE = Path(__file__).parents[2] / "packs" / "base"


@pytest.fixture(scope="module")
def pack() -> Pack:
    found = read_pack(RIVERTON)
    assert isinstance(found, Pack), [refusal.text("en") for refusal in found]
    return found


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text in both languages, however deep."""
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            yield value
        else:
            for part in value.values():
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_nothing_is_wrong_with_it_and_every_example_holds() -> None:
    checked = check_pack(RIVERTON)
    assert [refusal.text("en") for refusal in checked.refusals] == []
    assert [outcome.id for outcome in checked.examples if not outcome.holds] == []


def test_its_kinds_are_its_own(pack: Pack) -> None:
    base = read_pack(BASE)
    assert isinstance(base, Pack)
    own = {kind.id for kind in pack.kinds}
    assert own == {"service_request", "capital_project", "performance_meeting", "commitment"}
    assert not own & {kind.id for kind in base.kinds}


def test_its_levels_are_town_department_crew(pack: Pack) -> None:
    day = date(2025, 3, 31)
    assert pack.organisations.ancestors("streets-day", day) == ("streets", "town")
    assert {node.kind for node in pack.organisations.nodes} == {"town", "council", "office", "department", "crew"}


def test_its_calendar_is_its_own(pack: Pack) -> None:
    assert pack.calendar.id == "riverton"
    ten = deadline(date(2025, 2, 10), Length(10, "workdays"), False, pack.calendar)
    assert ten.day == date(2025, 2, 25), "Presidents' Day lies between"
    assert pack.calendar.workday(date(2025, 10, 1)) is True, "no holiday here"


def test_every_text_stands_in_both_languages_and_they_differ(pack: Pack) -> None:
    every = list(texts(pack.source_json))
    assert len(every) > 200
    for text in every:
        assert text["zh"] and text["en"]
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text["zh"]), text
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in text["en"]), text


def test_each_kind_explains_itself_in_english_and_chinese(pack: Pack) -> None:
    for kind in pack.kinds:
        english, chinese = summary(kind, "en"), summary(kind, "zh")
        assert english and len(english) == len(chinese)
        assert english != chinese


def test_each_kind_has_a_guard_with_a_clause_a_clock_and_a_fact_that_a_figure_uses(pack: Pack) -> None:
    used = {measure for indicator in pack.source_json["indicators"] for measure in mentioned(indicator)}
    guarded = {kind.id for kind in pack.kinds for act in kind.acts.values() if any(guard.clause for guard in act.guards)}
    assert guarded == {kind.id for kind in pack.kinds}
    for kind in pack.kinds:
        assert kind.clocks, kind.id
        yielded = {fact.measure for act in kind.acts.values() for fact in act.facts}
        assert yielded and yielded <= used, kind.id


def mentioned(value: Any) -> set[str]:
    """Every word of an indicator, among them the measures that it counts."""
    if isinstance(value, dict):
        return {word for part in value.values() for word in mentioned(part)}
    return {word for part in value for word in mentioned(part)} if isinstance(value, list) else {str(value)}
