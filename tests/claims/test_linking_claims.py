"""docs/algorithms/linking-claims.md: near names are told apart, and what the pack does not hold is linked to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hetang.claims.about import read_claims
from hetang.claims.check import check
from hetang.claims.claim import About, Number
from hetang.claims.judging.linking import link, units_agree
from hetang.claims.judging.pieces import phrase, said
from hetang.claims.judging.vocabulary import Vocabulary, traits_of
from hetang.claims.verdict import Draft
from hetang.figures.figure import Figure
from hetang.figures.plan import Ask
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from tests.claims.riverside import AS_OF, DECLARED, ORGANISATIONS, PLACES, answers, checked, only
from tests.figures.town import define

# Names as a yearbook has them, one beside the other.
ECONOMY = [
    ("一产增加值", "元"),
    ("二产增加值", "元"),
    ("三产增加值", "元"),
    ("一产增加值增长率", "%"),
    ("二产增加值增长率", "%"),
    ("一产投资", "元"),
    ("工业增加值", "元"),
    ("地方工业增加值", "元"),
    ("茶叶经济增加值", "元"),
    ("非茶叶经济增加值", "元"),
    ("国有投资", "元"),
    ("非国有投资", "元"),
    ("限额以上单位零售额", "元"),
    ("限额以下单位零售额", "元"),
    ("水田播种面积", "亩"),
    ("旱田播种面积", "亩"),
    ("播种面积", "亩"),
    ("新增上市企业", "家"),
    ("上市企业总量", "家"),
    ("新增上市企业（五年）", "家"),
    ("货船投资拉动工业增长", "百分点"),
    ("景区接待游客", "人次"),
    ("事故起数下降率", "%"),
    ("事故起数较“十三五”同期下降率", "%"),
    ("工业增加值增速高出全省平均水平", "百分点"),
    ("绿茶产量位次（全省）", "名"),
    ("绿茶产量", "吨"),
]


def pack(names: Iterable[tuple[str, str]]) -> Vocabulary:
    """One measure and one indicator a name; the indicator's id is its name."""
    declared = list(names)
    found = define(
        {
            "measures": [
                {"id": f"m{i}", "name": {"zh": f"登记{i}", "en": f"m {i}"}, "unit": unit}
                for i, (_, unit) in enumerate(declared)
            ],
            "indicators": [
                {"id": f"g{i}", "name": {"zh": name, "en": f"figure {i}"}, "unit": unit, "sum": f"m{i}"}
                for i, (name, unit) in enumerate(declared)
            ],
        }
    )
    return Vocabulary.of(found, PLACES, ORGANISATIONS, AS_OF, (), "town", "hall")


def linked(text: str, vocabulary: Vocabulary) -> list[list[str]]:
    """For each claim of a text the names that it may mean."""
    return [
        [one.meant.indicator.name.zh for one in link(claim, text, vocabulary).found]
        for claim in read_claims(text, AS_OF)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一产实现增加值16.9亿元。", "一产增加值"),
        ("二产增加值375.6亿元。", "二产增加值"),
        ("全市工业增加值384.1亿元。", "工业增加值"),
        ("地方工业实现增加值116亿元。", "地方工业增加值"),
        ("非茶叶经济实现增加值419.7亿元。", "非茶叶经济增加值"),
        ("茶叶经济增加值20亿元。", "茶叶经济增加值"),
        ("一产投资完成4.4亿元。", "一产投资"),
        ("非国有投资完成7.8亿元。", "非国有投资"),
        ("国有投资完成56亿元。", "国有投资"),
        ("限额以下单位实现零售额222.1亿元。", "限额以下单位零售额"),
        ("旱田播种面积960万亩。", "旱田播种面积"),
        ("播种面积1128万亩。", "播种面积"),
        ("新增上市企业6家。", "新增上市企业"),
        ("上市企业总量达122家。", "上市企业总量"),
        ("绿茶产量3200吨。", "绿茶产量"),
        ("一产增加值增长4.3%。", "一产增加值增长率"),
        ("事故起数下降9.6%。", "事故起数下降率"),
        ("五年来，新增上市企业48家。", "新增上市企业（五年）"),
    ],
)
def test_the_name_that_is_said_in_full_is_meant_and_no_other(text: str, name: str) -> None:
    assert linked(text, pack(ECONOMY)) == [[name]]


def test_no_name_stands_in_for_one_that_is_missing() -> None:
    sentences = {
        "一产实现增加值16.9亿元。": "一产增加值",
        "全市工业增加值384.1亿元。": "工业增加值",
        "地方工业实现增加值116亿元。": "地方工业增加值",
        "非茶叶经济实现增加值419.7亿元。": "非茶叶经济增加值",
        "茶叶经济增加值20亿元。": "茶叶经济增加值",
        "国有投资完成56亿元。": "国有投资",
        "非国有投资完成7.8亿元。": "非国有投资",
        "限额以下单位实现零售额222.1亿元。": "限额以下单位零售额",
        "旱田播种面积960万亩。": "旱田播种面积",
        "一产增加值增长4.3%。": "一产增加值增长率",
        "新增上市企业6家。": "新增上市企业",
        "上市企业总量达122家。": "上市企业总量",
        "事故起数下降9.6%。": "事故起数下降率",
    }
    for text, name in sentences.items():
        others = pack(one for one in ECONOMY if one[0] != name and not one[0].startswith(f"{name}（"))
        assert linked(text, others) == [[]], text


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("居民人均可支配收入30000元。", "农村居民人均可支配收入", "元"),
        ("规模以上公有制企业增加值20亿元。", "规模以上非公有制企业增加值", "元"),
        ("新增上市企业6家。", "新增上市企业（五年）", "家"),
        ("绿茶产量居全市第2位。", "绿茶产量位次（全省）", "名"),
        ("老城改造道路3条。", "改造道路", "条"),
    ],
)
def test_what_narrows_a_name_or_a_text_must_be_said_by_both(text: str, name: str, unit: str) -> None:
    assert linked(text, pack([(name, unit)])) == [[]]


def test_the_words_around_alone_link_nothing() -> None:
    text = "改造道路进展顺利，共27条。"
    (claim,) = read_claims(text, AS_OF)
    bare = replace(claim, about=About(clause=(0, 12), sentence=(0, 12)))
    assert link(bare, text, pack([("改造道路", "条")])).found == ()


def test_of_two_that_are_said_nearly_alike_both_are_meant() -> None:
    vocabulary = pack([("东溪水库汛期蓄水量", "立方米"), ("东溪水库汛期蓄水深度", "立方米")])
    assert linked("东溪水库汛期蓄水300立方米。", vocabulary) == [["东溪水库汛期蓄水量", "东溪水库汛期蓄水深度"]]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([0.2, 0.5, 0.8]))
def test_with_any_part_of_the_pack_missing_no_sentence_is_linked_to_another_name(seed: int, share: float) -> None:
    chance = Random(seed)
    kept = [one for one in ECONOMY if chance.random() < share] or ECONOMY[:1]
    text = "一产实现增加值16.9亿元，增长4.3%；"
    text += "二产实现增加值375.6亿元，增长0.4%；三产实现增加值234.4亿元。国有投资56亿元，非国有投资7.8亿元。"
    meant = ["一产增加值", "一产增加值增长率", "二产增加值", "二产增加值增长率", "三产增加值", "国有投资", "非国有投资"]
    for name, found in zip(meant, linked(text, pack(kept)), strict=True):
        assert found in ([], [name])


def test_a_context_of_earlier_sentences_lends_no_words_that_the_thing_contradicts() -> None:
    text = "一产投资完成4.4亿元，增长较快；二产投资完成56.3亿元。"
    assert linked(text, pack([("一产投资", "元")])) == [["一产投资"], []]


def test_two_that_cannot_be_told_apart_are_both_shown_and_neither_chosen() -> None:
    vocabulary = pack([("居民满意度", "%"), ("居民满意度", "%")])

    def nothing(ask: Ask) -> Figure | Refusal:
        return Refusal("none", Text("没有", "none"), Text("", ""))

    (found,) = check("居民满意度99.2%。", vocabulary, nothing, Draft(AS_OF)).claims
    assert (found.verdict, found.figure, len(found.candidates)) == ("unsupported", None, 2)
    assert "不替你选" in found.why.zh


@pytest.mark.parametrize(
    "text",
    [
        "改造桥梁27条。",
        "东岸区老城改造道路支路27条。",
        "27条。",
        "总数达到71300平方米。",
        "农村搬迁住户320户。",
        "饮水合格率提高2个百分点。",
        "全市改造道路71300平方米。",
    ],
)
def test_a_unit_alone_or_a_narrower_thing_is_never_enough(text: str) -> None:
    assert [only(text).figure] == [None]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_with_other_aliases_verdicts_fall_to_unsupported_and_never_to_another_figure(seed: int) -> None:
    chance = Random(seed)
    declared = deepcopy(DECLARED)
    for indicator in declared["indicators"]:
        names = indicator["aliases"].get("zh", [])
        indicator["aliases"] = {
            "zh": ["".join(chance.choice("改造道路新铺人行走访搬迁住户") for _ in range(4)) for _ in names]
        }
    other = Vocabulary.of(define(declared), PLACES, ORGANISATIONS, AS_OF, (), "town", "hall")
    for text in (
        "全市改造道路27条。",
        "新铺人行道7.13万平方米。",
        "道路改造27条。",
        "人行道7.13万平方米。",
        "上门走访201人次。",
    ):
        (found,), (usual,) = check(text, other, answers, Draft(AS_OF)).claims, checked(text).claims
        assert found.figure in (usual.figure, None)


@pytest.mark.parametrize(
    ("given_unit", "declared", "fit"),
    [
        ("平方米", "亩", "same"), ("万元", "元", "same"), ("条", "个", "same"), ("名", "人", "same"),
        ("人", "人次", "taken"), ("人次", "件次", "taken"), ("户", "人", "taken"),
        ("人", "套", "taken"), ("次", "个", "taken"), ("次", "次", "same"),
        ("户", "家", "same"), ("%", "百分点", "taken"),
        ("平方米", "米", "other"), ("元", "%", "other"), ("天", "月", "other"),
    ],
)  # fmt: skip
def test_units_agree_are_taken_for_each_other_or_differ(given_unit: str, declared: str, fit: str) -> None:
    number = Number(0, 1, "1", "1", None, None, None, given_unit, given_unit, "count")
    assert units_agree(number, declared) == fit


def test_a_name_is_known_by_what_kind_of_number_it_tells() -> None:
    names = ("一产增加值", "一产增加值增长率", "事故起数下降率", "投资拉动增长", "种植面积增加", "计划播种面积")
    told = {words: traits_of(words) for words in names}
    assert [one.change for one in told.values()] == ["", "growth", "fall", "contribution", "increase", ""]
    assert told["计划播种面积"].planned and not told["一产增加值"].planned


def test_words_between_that_say_nothing_do_not_part_a_name() -> None:
    assert all(said(phrase("改造道路"), phrase("改造的道路").pairs))
    assert not any(said(phrase("改造道路"), phrase("绿化长度").pairs))
    assert phrase("全市共完成").weight == 0
