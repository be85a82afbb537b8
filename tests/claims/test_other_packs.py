"""docs/algorithms/linking-claims.md: packs as others write them, with falls below zero, scaled units, parts, and places of their own."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from hetang.claims.check import check
from hetang.claims.judging.linking import units_agree
from hetang.claims.judging.vocabulary import Vocabulary, traits_of
from hetang.claims.reading import read_numbers
from hetang.claims.verdict import Draft, Judged
from hetang.figures.evaluate import figure
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Node, Tree
from hetang.terms.words import Text
from tests.figures.town import Town, define

AS_OF = date(2017, 4, 20)
ORGANISATIONS = Tree([Node("hall", Text("柳溪市", "Liuxi")), Node("control", Text("柳溪市调查队", "Survey"), "hall")])
PLACES = Tree([Node("liuxi", Text("柳溪市", "Liuxi")), Node("ford", Text("石渡县", "Ford County"), "liuxi")])
COUNTRY = Tree([Node("land", Text("中国", "China"), None, "country"), Node("liuxi", Text("柳溪市", "Liuxi"), "land")])
OWNERS = {"central": {"zh": "中直", "en": "central"}, "local": {"zh": "地方", "en": "local"}}
# (id, name, unit, value, more): one fact each, told as it stood at the end of March.
TOLD: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("output", "工业增加值", "亿元", "384.1", {}),
    ("output_growth", "建材业增加值增速", "%", "-20.1", {}),
    ("price", "交通价格涨跌幅", "%", "0.9", {}),
    ("pull", "消费拉动GDP增长", "百分点", "0.7", {}),
    ("revenue_mean", "税收收入年均增速", "%", "4.5", {}),
    ("revenue", "税收收入增速", "%", "2.5", {}),
    ("visits", "接待游客", "万人次", "753", {}),
    ("energy", "工业能耗", "万吨", "522", {}),
    ("jobs", "城镇新增就业", "人", "121700", {"period": 2017}),
    ("jobs_five", "五年城镇新增就业", "人", "603700", {}),
    ("listed", "新增上市企业", "家", "6", {"period": 2017}),
    ("firms_now", "高新企业", "家", "87", {"period": 2017}),
    ("halls", "村级活动场所", "个", "38", {}),
    ("seed_money", "备耕资金到位率", "%", "92", {}),
    ("firms", "经营主体净增", "万户", "155", {}),
    ("grain", "粮食总产", "万吨", "21.8", {"period": 2017}),
]


def _declared() -> dict[str, Any]:
    measures = [{"id": f"m_{id}", "name": {"zh": f"登记{id}", "en": id}, "unit": unit, "adds": False} for id, _, unit, _, _ in TOLD]
    dims = [{"id": "owner", "name": {"zh": "隶属", "en": "owner"}, "values": OWNERS}]
    measures.append({"id": "invested", "name": {"zh": "登记投资", "en": "invested"}, "unit": "%", "dims": dims, "adds": False})
    indicators = [
        {"id": id, "name": {"zh": name, "en": f"figure {id}"}, "unit": unit, "decimals": 1, "latest": f"m_{id}", **more}
        for id, name, unit, _, more in TOLD
    ]
    indicators += [
        {
            "id": f"invested_{owner}", "name": {"zh": f"投资增长率（{name['zh']}）", "en": f"growth of {owner} investment"}, "unit": "%",
            "decimals": 1, "latest": "invested", "where": {"owner": owner},
        }
        for owner, name in OWNERS.items()
    ]  # fmt: skip
    return {"measures": measures, "indicators": indicators}


@cache
def _town() -> Town:
    town = Town(_declared(), PLACES, ORGANISATIONS)
    facts = [town.fact(f"m_{id}", value, "2017-03-31", place="liuxi", organisation="hall") for id, _, _, value, _ in TOLD]
    for owner, value in (("central", "-3.9"), ("local", "77.9")):
        facts.append(town.fact("invested", value, "2017-03-31", place="liuxi", organisation="hall", owner=owner))
    town.verified(*facts, on="2017-04-01")
    return town


@cache
def _answer(ask: Ask) -> Figure | Refusal:
    return figure(ask, _town().definitions, _town().world(), _engine())


@cache
def _engine() -> Any:
    return _town().relational()


@cache
def _words() -> Vocabulary:
    return Vocabulary.of(define(_declared()), PLACES, ORGANISATIONS, AS_OF, (), "liuxi", "hall")


def told(text: str) -> list[Judged]:
    return list(check(text, _words(), _answer, Draft(AS_OF)).claims)


def verdicts(text: str) -> list[tuple[str, str | None]]:
    return [(one.verdict, one.figure) for one in told(text)]


@pytest.mark.parametrize(
    ("said", "symbol", "agree"),
    [
        ("接待游客750余万人次", "万人次", "same"), ("接待游客750万人", "万人次", "taken"), ("用煤522万吨标准煤", "万吨", "same"),
        ("居民31户", "万人", "taken"), ("新党员310名", "万人", "same"),
    ],
)  # fmt: skip
def test_a_unit_with_a_scale_is_the_unit(said: str, symbol: str, agree: str) -> None:
    (number,) = read_numbers(said).numbers
    assert units_agree(number, symbol) == agree


def test_a_figure_in_a_scaled_unit_bears_out_what_is_written_in_full() -> None:
    assert verdicts("全市接待游客750余万人次，工业能耗522万吨标准煤。") == [("supported", "visits"), ("supported", "energy")]
    assert verdicts("全市接待游客690余万人次，工业能耗252万吨标准煤。") == [("contradicted", "visits"), ("contradicted", "energy")]


def test_a_fall_below_zero_is_told_as_a_positive_number() -> None:
    text = "全市建材业增加值下降{}。"
    assert verdicts(text.format("20.1%")) == [("supported", "output_growth")]
    assert verdicts(text.format("21.1%")) == [("contradicted", "output_growth")]
    assert verdicts(text.format("20.1个百分点")) == [("contradicted", "output_growth")]
    assert verdicts("全市建材业增加值增长20.1%。") == [("contradicted", "output_growth")]
    assert verdicts("全市建材业增加值比上年下降21.1%。") == [("contradicted", "output_growth")]
    assert verdicts("指标\t比上年增长（%）\n建材业增加值\t-20.1\n") == [("supported", "output_growth")]


def test_prices_that_fell_did_not_rise_and_what_pulls_up_does_not_pull_down() -> None:
    assert verdicts("全市交通价格上涨0.9%。") == [("supported", "price")]
    assert verdicts("全市交通价格下跌0.9%。") == [("contradicted", "price")]
    assert verdicts("全市消费拉动GDP增长0.7个百分点。") == [("supported", "pull")]
    assert verdicts("全市消费拉动GDP下降0.7个百分点。") == [("contradicted", "pull")]


def test_growth_a_year_on_average_is_no_growth_of_one_year() -> None:
    assert verdicts("全市税收收入增长2.5%。") == [("supported", "revenue")]
    assert verdicts("全市税收收入年均增长4.5%。") == [("supported", "revenue_mean")]
    assert [one.figure for one in told("全市税收收入环比增长2.5%。")] == [None]
    assert traits_of("税收收入环比增速").pace == "环比"


@pytest.mark.parametrize("place", ["岭东区", "白沙县", "青峰市", "青峰市区", "云北省", "某县"])
def test_a_place_that_the_pack_does_not_know_leaves_its_claims_unsupported(place: str) -> None:
    assert verdicts(f"{place}工业增加值384.1亿元。") == [("unsupported", None)]
    assert verdicts(f"{place}经济平稳。分行业看，工业增加值120.3亿元。") == [("unsupported", None)]


def test_a_place_of_an_earlier_sentence_may_have_been_left() -> None:
    assert verdicts("石渡县工业增加值384.1亿元。") == [("out_of_scope", "output")]
    assert verdicts("石渡县的米酒远近闻名。工业增加值384.1亿元。") == [("supported", "output")]
    assert verdicts("岭东区的米酒远近闻名。工业增加值384.1亿元。") == [("supported", "output")]
    assert verdicts("岭东区的米酒远近闻名。工业增加值348.1亿元。") == [("unsupported", None)]


def test_a_place_told_by_the_way_is_not_carried_on() -> None:
    assert verdicts("空气好转，石渡县首次达标。工业增加值384.1亿元。") == [("supported", "output")]
    assert verdicts("空气好转，石渡县首次达标。工业增加值348.1亿元。") == [("contradicted", "output")]
    assert verdicts("2016年，全县经济平稳。工业增加值120.3亿元。") == [("unsupported", None)]
    assert verdicts("新兴工业大省地位稳固，工业增加值348.1亿元。") == [("contradicted", "output")]


def test_a_ledger_of_the_whole_country_speaks_of_the_whole_country() -> None:
    words = Vocabulary.of(define(_declared()), COUNTRY, ORGANISATIONS, AS_OF, (), "land", "hall")
    (claim,) = check("全国工业增加值384.1亿元。", words, _answer, Draft(AS_OF)).claims
    assert (claim.verdict, claim.figure) == ("supported", "output")


def test_a_part_named_in_brackets_is_meant_only_where_it_is_said() -> None:
    assert verdicts("全市中直投资增长77.9%，地方投资增长77.9%。") == [("contradicted", "invested_central"), ("supported", "invested_local")]
    assert [(one.verdict, one.figure) for one in told("全市投资增长6.6%。")] == [("unsupported", None)]


def test_some_of_a_size_are_not_all_of_them() -> None:
    assert verdicts("全市村级活动场所38个，500平方米以上的达到21个。") == [("supported", "halls"), ("unsupported", None)]


def test_what_was_done_in_a_longer_time_is_not_held_against_the_last_year() -> None:
    assert verdicts("2017年，全市新增上市企业6家。") == [("supported", "listed")]
    assert verdicts("2017年，全市新增上市企业7家。") == [("contradicted", "listed")]
    assert verdicts("“十三五”时期，全市新增上市企业48家。") == [("unsupported", None)]
    assert verdicts("五年来，全市新增上市企业48家，高新企业达78家。") == [("unsupported", None), ("contradicted", "firms_now")]


def test_of_two_that_differ_in_their_years_the_one_that_holds_is_meant() -> None:
    assert verdicts("全市城镇新增就业12.17万人。") == [("supported", "jobs")]
    assert verdicts("全市城镇新增就业60.37万人。") == [("supported", "jobs_five")]
    assert verdicts("全市城镇新增就业60.73万人。") == [("contradicted", None)]


def test_what_is_still_to_come_is_not_contradicted() -> None:
    assert verdicts("到2020年，全市粮食总产达到24万吨。") == [("unsupported", None)]
    assert verdicts("全市经济工作的主要预期目标是：粮食总产23万吨。") == [("unsupported", None)]
    assert verdicts("全市粮食总产24万吨。") == [("contradicted", "grain")]


def test_a_name_that_is_said_in_full_is_meant() -> None:
    assert verdicts("全市备耕资金到位率92%，经营主体净增155万户。") == [("supported", "seed_money"), ("supported", "firms")]
