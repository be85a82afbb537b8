"""The English grammar: what is read of a numeral, and what is passed over, sentence by sentence."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.claims.claim import KINDS, RELATIONS, Number, Passed
from hetang.claims.english.grammar import latin_stretches, read_english
from hetang.terms.quantities import decimal_text
from hetang.terms.units import unit

# sentence | surface = value unit kind relation, one after the other
CLAIMS = """
Crews rebuilt 27 roads | 27 = 27 - count eq
Crews rebuilt 1,234.5 km of road | 1,234.5 km = 1234.5 km quantity eq
They renewed 1.2 million square metres | 1.2 million square metres = 1200000 ㎡ quantity eq
Some twelve parks opened | twelve = 12 - count about
Two hundred and one households moved | Two hundred and one households = 201 户 count eq
Twenty-one people came | Twenty-one people = 21 人 count eq
A hundred and twenty thousand people came | A hundred and twenty thousand people = 120000 人 count eq
They planted three hundred thousand trees | three hundred thousand = 300000 - count eq
A dozen bridges were checked | A dozen = 12 - count eq
Two dozen bridges were checked | Two dozen = 24 - count eq
Half of the branches reported | Half = 0.5 - ratio eq
Two thirds of the branches reported | Two thirds = 2/3 - ratio eq
Three-quarters of residents agreed | Three-quarters = 0.75 - ratio eq
A third of the money arrived | A third = 1/3 - ratio eq
One in five households agreed | One in five = 0.2 - ratio eq
Nine out of ten residents agreed | Nine out of ten = 0.9 - ratio eq
Half a million people came | Half a million people = 500000 人 count eq
The work took one and a half years | one and a half years = 1.5 年 duration eq
Cover rose 12 per cent | 12 per cent = 12 % percent eq
Cover rose 12 percent | 12 percent = 12 % percent eq
Cover rose 12.5% | 12.5% = 12.5 % percent eq
Cover rose by 0.4 percentage points | 0.4 percentage points = 0.4 pp percent eq
Growth was -3.2% that quarter | -3.2% = -3.2 % percent eq
It cost about 30 million yuan | 30 million yuan = 30000000 元 money about
It cost around RMB 1.2 billion | RMB 1.2 billion = 1200000000 元 money about
It cost RMB1.2bn in all | RMB1.2bn = 1200000000 元 money eq
It cost CNY 5,000 a month | CNY 5,000 = 5000 元 money eq
It cost ¥300 a month | ¥300 = 300 元 money eq
It cost $3.5m in all | $3.5m = 3500000 USD money eq
It cost US$20 million in all | US$20 million = 20000000 USD money eq
It cost 300 million US dollars | 300 million US dollars = 300000000 USD money eq
It cost €2 million in all | €2 million = 2000000 EUR money eq
Nearly 10,000 households moved | 10,000 households = 10000 户 count lt
Almost 40 roads were closed | 40 = 40 - count lt
Close to 40 roads were closed | 40 = 40 - count lt
Just under 40 roads were closed | 40 = 40 - count lt
More than 40 roads were closed | 40 = 40 - count gt
Over 2000 trees were planted | 2000 = 2000 - count gt
Above 40 mu were flooded | 40 mu = 40 亩 quantity gt
At least 40 hectares were flooded | 40 hectares = 40 公顷 quantity ge
Up to 40 tonnes were moved | 40 tonnes = 40 t quantity le
No more than 40 cases were left | 40 = 40 - count le
Not less than 40 cases were left | 40 = 40 - count ge
Fewer than 40 cases were left | 40 = 40 - count lt
Less than 5% was lost | 5% = 5 % percent lt
A volume exceeding 300 cubic metres | 300 cubic metres = 300 m³ quantity gt
They counted 40 or more cases | 40 = 40 - count ge
They counted 40 or so cases | 40 = 40 - count about
They counted 40-odd cases | 40 = 40 - count gt
The work took 3 to 5 days | 3 to 5 days = 3-5 天 duration eq
The work took 3-5 days | 3-5 days = 3-5 天 duration eq
The work cost 20–30 million yuan | 20–30 million yuan = 20000000-30000000 元 money eq
The work took between 3 and 5 months | 3 and 5 months = 3-5 月 duration eq
The work took two or three weeks | two or three weeks = 2-3 周 duration about
The share lay at 60-70 per cent | 60-70 per cent = 60-70 % percent eq
The share rose from 12 to 15 per cent | 12 = 12 % percent eq | 15 per cent = 15 % percent eq
The counties moved 3, 5 and 8 households | 3 = 3 户 count eq | 5 = 5 户 count eq | 8 households = 8 户 count eq
The city came second in the province | second = 2 名 rank eq
The city ranked 3rd that year | 3rd = 3 名 rank eq
The city was first among the peers | first = 1 名 rank eq
The city rose from 5th place to 3rd place | 5th place = 5 名 rank eq | 3rd place = 3 名 rank eq
The city was among the top ten in the country | ten = 10 名 rank le
The city was No. 2 in China | No. 2 = 2 名 rank eq
Output doubled | doubled = 2 倍 comparison eq
Output more than tripled | tripled = 3 倍 comparison gt
Output was 2.5 times that of 2015 | 2.5 times = 2.5 倍 comparison eq
Output grew threefold | threefold = 3 倍 comparison eq
The site was inspected three times | three times = 3 次 count eq
The clinic had 3,000 visits | 3,000 visits = 3000 人次 count eq
They cleared 12 person-times | 12 person-times = 12 人次 count eq
A 12-day inspection ended | 12-day = 12 天 duration eq
A 60-year-old house fell | 60-year-old = 60 岁 age eq
He was 35 years old | 35 years old = 35 岁 age eq
The air held 35 μg/m³ of dust | 35 μg/m³ = 35 μg/m³ quantity eq
The mix is 87:9:4 now | 87:9:4 = 87:9:4 - ratio eq
The price index stood at 99.5 then | 99.5 = 99.5 - index eq
It moved 5km of pipe and 3 sq m of wall | 5km = 5 km quantity eq | 3 sq m = 3 ㎡ quantity eq
"""

PASSED = """
By the end of 2016 it was done | 2016 = date
It began on 26 April 2017 at 10:30 | 26 April 2017 = date | 10:30 = date
It began on April 26, 2017 | April 26, 2017 = date
It began on 2017-04-26 there | 2017-04-26 = date
Between 2011 and 2015 it grew | 2011 = date | 2015 = date
The plan covers 2011–2015 only | 2011–2015 = period
In the first quarter it grew | first quarter = period
In the first ten months it grew | first ten months = period
In the 1990s it grew | 1990s = period
In the past five years it grew | five years = frame
It ended three years ago | three years = frame
See Article 12 and Section 3.2 there | 12 = structural | 3.2 = structural
See pages 3 to 5 of it | 3 = structural | 5 = structural
See Order No. 590 of it | 590 = number
See GB 3838-2002 for it | 3838-2002 = name
It runs version 2.1.3 of it | 2.1.3 = number
Covid-19 reached the G20 by Highway 206 | 19 = name | 20 = name | 206 = number
The 12th Five-Year Plan says so | 12th = ordinal | Five-Year = name
Please call 12345 or +86 798 822 1234 | 12345 = phone | 86 798 822 1234 = phone
The first road to open was long | first = ordinal
One of the roads was long | One = idiom
On the one hand it was long | one = idiom
At one time it was long | one = idiom
The two districts agreed | two = structural
A two-way street opened | two-way = idiom
Zero tolerance was announced | Zero tolerance = idiom
Hundreds of residents came | Hundreds = vague
1. Roads and bridges | 1 = enumeration
Services for people aged 60 and over | 60 = threshold
The rate per 10,000 people fell | 10,000 people = denominator
"""


def _rows(table: str) -> list[tuple[str, list[str]]]:
    rows = [line.split(" | ") for line in table.strip().splitlines()]
    return [(sentence, wanted) for sentence, *wanted in rows]


@pytest.mark.parametrize(("sentence", "wanted"), _rows(CLAIMS))
def test_a_numeral_that_claims_something_is_read_exactly(sentence: str, wanted: list[str]) -> None:
    found = [one for one in read_english(sentence) if isinstance(one, Number)]
    told = [f"{one.surface} = {one.value} {one.unit or '-'} {one.kind} {one.relation}" for one in found]
    assert told[: len(wanted)] == wanted
    assert all(one.kind == "date" for one in read_english(sentence) if isinstance(one, Passed))


@pytest.mark.parametrize(("sentence", "wanted"), _rows(PASSED))
def test_a_numeral_that_claims_nothing_is_passed_over(sentence: str, wanted: list[str]) -> None:
    assert [f"{one.surface} = {one.kind}" for one in read_english(sentence) if isinstance(one, Passed)] == wanted
    assert not [one for one in read_english(sentence) if isinstance(one, Number)]


def test_what_is_said_around_a_numeral_stays_outside_it() -> None:
    (one,) = read_english("The city moved more than 300 households or so.")
    assert isinstance(one, Number)
    assert (one.surface, one.marker, one.relation) == ("300 households", "more than or so", "about")


def test_a_value_is_no_more_exact_than_its_last_digit() -> None:
    steps = {one.surface: one.step for one in read_english("1.25 million people, 300 roads, 97.4 per cent") if isinstance(one, Number)}
    assert steps == {"1.25 million people": 10_000, "300": 1, "97.4 per cent": Fraction(1, 10)}


def test_chinese_sentences_and_their_latin_words_are_left_to_the_chinese_grammar() -> None:
    for text in ("全长12 km，达到5G标准。", "2016年GDP增长7.5%，PM2.5为35 μg/m³。", "共12345条。", ""):
        assert read_english(text) == []


def test_english_between_chinese_sentences_is_read_at_its_own_place() -> None:
    text = "改造道路27条。The city rebuilt 27 roads in 2016.绿化面积增长5.2%, which was more than planned."
    found = [one for one in read_english(text) if isinstance(one, Number)]
    assert [(one.surface, text[one.start : one.end]) for one in found] == [("27", "27")]
    assert text[slice(*next(latin_stretches(text)))].startswith("The city")


def test_units_told_are_units_of_the_product() -> None:
    for sentence, _ in _rows(CLAIMS):
        for one in read_english(sentence):
            if isinstance(one, Number) and one.measured:
                assert unit(one.measured) is not None, one


def test_an_english_line_under_a_chinese_heading_is_read_whole() -> None:
    text = "重点工作\nIn 2016, 12 street parks were built.\n全市"
    assert [one.surface for one in read_english(text)] == ["2016", "12"]


_SAID = (
    "about over nearly 3 5,000 1.2 million half a dozen of the per cent km yuan to and between first second in province 2016 May 12 one"
    " - – % $ . , \n households days from rose No. Article G20 荷塘 ． ² hundred thousand twenty ratio : at least or more aged"
)
_WORDS = st.sampled_from(_SAID.split(" "))


@given(st.lists(_WORDS, max_size=40).map(" ".join) | st.text(max_size=80) | st.lists(_WORDS, max_size=20).map("".join))
def test_any_text_is_read_in_order_without_overlap_and_with_exact_offsets(text: str) -> None:
    last = 0
    for one in read_english(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface
        last = one.end
        if isinstance(one, Number):
            assert one.kind in KINDS and one.relation in RELATIONS
            assert (one.low is None) == (one.high is None) == (":" in one.value)
            assert one.low is None or one.high is None or one.low <= one.high


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_a_written_number_has_its_value(whole: int, places: int) -> None:
    value = Fraction(whole, 10**places)
    written = f"{whole // 10**places:,}" + (f".{whole % 10**places:0{places}d}" if places else "")
    (one,) = read_english(f"They moved more than {written} tonnes of earth")
    assert isinstance(one, Number)
    assert (one.low, one.value) == (value, decimal_text(value))


def test_hostile_texts_cost_in_proportion_to_their_length() -> None:
    def cost(text: str) -> float:
        begun = time.process_time()
        read_english(text)
        return time.process_time() - begun

    for pattern in ("seen and 1", "and ((((", "from 3 to ", "1, and ", "two hundred and ", "5 km yuan ", "-1:2:", "\n \n one "):
        short, long = "read words " + pattern * 1_500, "read words " + pattern * 12_000
        assert cost(long) < 40 * max(cost(short), 0.005), pattern
