"""A checked text becomes markup that reads the same when it is filled, and says where it would not."""

from collections.abc import Mapping
from datetime import date

import pytest

from hetang.documents.composing import Asked, Composed, compose
from hetang.documents.slotting import Fitting, slotted
from hetang.documents.template import Template
from hetang.terms.refusals import Refusal
from hetang.terms.wording import Wording
from hetang.terms.words import Text

AS_OF = date(2017, 4, 26)
FIGURES = {   # value, exact, unit, wording
    "roads": ("27", "27", "条", {}),
    "green": ("423000", "423000", "平方米", {"scale": "万"}),
    "homes": ("9846", "9846", "户", {"relation": "near", "scale": "万"}),
    "cover": ("65.73", "65.73", "%", {}),
    "rank": ("4", "4", "1", {}),
    "works": ("1234", "1234", "亩", {}),
}


def ask(indicator: str, question: Mapping[str, str]) -> Asked | Refusal:
    value, exact, unit, declared = FIGURES[indicator]
    wording = Wording.parse(declared)
    assert isinstance(wording, Wording)
    figure = {
        "value": value, "exact": exact, "unit": unit, "fact_count": 1, "facts_digest": None, "floor": "verified", "coverage": None,
        "period": "2016", "as_of": "2017-04-26", "withheld": 0, "definition": {"digest": "00" * 32, "text": ""}, "place": None,
        "organisation": None,
    }  # fmt: skip
    return Asked(figure, Text(indicator, indicator), None, (), wording)


def fitting(text: str, surface: str, indicator: str, **question: str) -> Fitting:
    at = text.index(surface)
    return Fitting(at, at + len(surface), indicator, question)


def filled(markup: str) -> list[str]:
    template = Template("小结", markup)
    bulletin = template.bulletin(AS_OF, "编辑室")
    assert not isinstance(bulletin, list), bulletin
    composed = compose(bulletin, as_of=AS_OF, head={"size": 1, "root": "00"}, ask=ask, holder=lambda post, day: None)
    assert isinstance(composed, Composed), composed
    return ["".join(run["text"] for run in block["runs"]) for block in composed.content["blocks"]]


@pytest.mark.parametrize(
    ("text", "surface", "indicator", "markup"),
    [
        ("改造道路27条。", "27条", "roads", "改造道路{roads}。"),
        ("绿地42.3万平方米。", "42.3万平方米", "green", "绿地{green}。"),
        ("绿地423000平方米。", "423000平方米", "green", "绿地{green|亿}。"),
        ("改造近1万户。", "1万户", "homes", "改造{homes}。"),
        ("改造9846户。", "9846户", "homes", "改造{homes|exact}。"),
        ("覆盖率65.73%。", "65.73%", "cover", "覆盖率{cover}。"),
        ("排第4位。", "第4位", "rank", "排第{rank}位。"),
        ("面积1000余亩。", "1000余亩", "works", "面积{works|over}。"),
        ("面积超1000亩。", "1000亩", "works", "面积{works|超}。"),
    ],
)
def test_a_supported_claim_becomes_the_slot_that_reads_the_same(text: str, surface: str, indicator: str, markup: str) -> None:
    made = slotted(text, [fitting(text, surface, indicator)], ask, AS_OF)
    assert made.markup == markup
    assert made.otherwise == () and filled(made.markup) == [text]


@pytest.mark.parametrize(
    ("text", "surface", "indicator", "otherwise"),
    [
        ("改造二十七条道路。", "二十七条", "roads", "27条"),
        ("改造约9,846户。", "9,846户", "homes", "近1万户"),
        ("覆盖率65.7%左右。", "65.7%", "cover", "65.73%"),
        ("排第四位。", "第四位", "rank", "4"),
    ],
)
def test_a_place_that_would_read_otherwise_is_named(text: str, surface: str, indicator: str, otherwise: str) -> None:
    made = slotted(text, [fitting(text, surface, indicator)], ask, AS_OF)
    (other,) = made.otherwise
    assert other.instead == otherwise and (surface in other.surface or other.surface in surface)
    assert filled(made.markup) == [text.replace(other.surface, otherwise)]


def test_dates_are_dates_and_lines_are_paragraphs() -> None:
    text = "小结\n到2017年4月26日，从2016年10月1日、2016年10月、2016年起，又自3月5日起，改造道路27条。\n2016年02月照旧。"
    made = slotted(text, [fitting(text, "27条", "roads", place="3602", period="2016")], ask, AS_OF, {0: 1})
    assert made.markup == (
        "# 小结\n\n到{as_of}，从{date 2016-10-01}、{date 2016-10}、{date 2016}起，又自{date 2017-03-05|day}起，"
        "改造道路{roads|period 2016|place 3602}。\n\n2016年02月照旧。"
    )
    assert filled(made.markup.rpartition("\n\n")[0]) == text.split("\n")[:2]


def test_what_no_figure_supports_stays_typed_and_is_refused_by_the_markup() -> None:
    text = "改造道路27条，满意率99.2%。"
    made = slotted(text, [fitting(text, "27条", "roads")], ask, AS_OF)
    assert made.markup == "改造道路{roads}，满意率99.2%。"
    refused = Template("小结", made.markup).bulletin(AS_OF, "编辑室")
    assert isinstance(refused, list) and [one.code for one in refused] == ["number_typed_in"]


def test_two_claims_on_the_same_place_are_one_slot() -> None:
    text = "改造道路27条。"
    assert slotted(text, [fitting(text, "27条", "roads"), fitting(text, "27条", "works")], ask, AS_OF).markup == "改造道路{roads}。"

