"""What the numbers of English sentences are about: the noun, the deed, the subject that is carried on, and when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.claims.claim import About, Number
from hetang.claims.english.about import english_abouts
from hetang.claims.english.grammar import read_english

DATED = date(2017, 4, 26)
# sentence | surface = thing, one after the other
THINGS = """
In 2016, 27 roads were rebuilt and 12 street parks were opened. | 27 = roads rebuilt | 12 = street parks opened
The city rebuilt 27 roads and 12 bridges. | 27 = roads rebuilt | 12 = bridges rebuilt
The city plans to rebuild 27 roads and to open 3 parks. | 27 = roads rebuilt | 3 = parks opened
Crews renewed 1.2 million square metres of housing. | 1.2 million square metres = housing renewed
Nearly 10,000 households were renewed. | 10,000 households = households renewed
Forest cover reached 65.73 per cent. | 65.73 per cent = Forest cover
Forest cover stood at 65.73%, up 0.4 percentage points year on year. | 65.73% = Forest cover | 0.4 percentage points = Forest cover increase
The renewal start rate was 101%, ranking third in the province. | 101% = renewal start rate | third = rank of renewal start rate
Industrial output grew 5.2% to 30 billion yuan. | 5.2% = Industrial output growth rate | 30 billion yuan = Industrial output
By 20 April 2017, 65% of households had been settled in money. | 65% = share of households settled in money
There were 325 days of good air, an increase of 12 days. | 325 days = days of good air | 12 days = days of good air increase
The number of stalled projects fell by 12. | 12 = number of stalled projects decrease
An investment of RMB 3 billion was agreed. | RMB 3 billion = investment
"""


def _read(text: str) -> list[tuple[Number, About]]:
    numbers = [one for one in read_english(text) if isinstance(one, Number)]
    found = english_abouts(text, numbers, DATED)
    return [(number, found[i]) for i, number in enumerate(numbers)]


@pytest.mark.parametrize("row", THINGS.strip().splitlines())
def test_a_number_is_about_what_the_sentence_counts_or_measures(row: str) -> None:
    sentence, *wanted = row.split(" | ")
    assert [f"{number.surface} = {about.thing}" for number, about in _read(sentence)] == wanted


@pytest.mark.parametrize(
    ("sentence", "period", "stands_on"),
    [
        ("In 2016 it built 27 roads.", "2016", False),
        ("Last year it built 27 roads.", "2016", False),
        ("It built 27 roads in the first quarter of 2017.", "2017Q1", False),
        ("It built 27 roads in the second half of 2016.", "2016H2", False),
        ("It built 27 roads in March 2017.", "2017-03", False),
        ("By 20 April 2017 it had built 27 roads.", "2017-04-20", True),
        ("It built 27 roads from 2011–2015 on.", "2011-01-01..2015-12-31", False),
        ("It built 27 roads, more than in 2015.", "None", False),
    ],
)
def test_the_time_is_what_the_sentence_says(sentence: str, period: str, stands_on: bool) -> None:
    ((_, about),) = _read(sentence)
    assert (str(about.period), about.stands_on) == (period, stands_on)


def test_a_time_holds_until_another_is_said() -> None:
    found = _read("In 2016 the city built 27 roads. It also opened 12 parks. In 2017 it built 3 bridges.")
    assert [str(about.period) for _, about in found] == ["2016", "2016", "2017"]


def test_place_organisation_plan_and_base_are_told() -> None:
    ((_, about),) = _read("The Works Bureau plans to build 30 parks in Fuliang County by 2020.")
    assert (about.place_said, about.organisation_said, about.planned) == (("Fuliang County",), ("Works Bureau",), True)
    found = _read("Zhushan District rebuilt 11 roads; in Fuliang County 3 roads were rebuilt.")
    assert [about.place_said[0] for _, about in found] == ["Zhushan District", "Fuliang County"]
    ((_, about),) = _read("Output rose 5% compared with the same period of 2015.")
    assert (about.change, about.base) == ("growth", "compared with the same period of 2015")


_SAID = "In 2016 27 roads were rebuilt , . ; of and 5% up to the first quarter ( )"


@given(st.text(max_size=60) | st.lists(st.sampled_from(_SAID.split(" ")), max_size=40).map(" ".join))
def test_whatever_is_read_has_its_sentence_and_clause_around_it(text: str) -> None:
    for number, about in _read(text):
        for first, last in (about.clause, about.sentence):
            assert first <= number.start < number.end <= last
        assert about.same_as is None or about.same_as >= 0
