"""What a text cannot mean all at once, and what it may: each rule by sentences that break it and sentences that keep it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.claims.about import read_claims
from hetang.claims.agreement import Disagreement, disagreements
from hetang.terms.quantities import decimal_text, round_to

DAY = date(2017, 4, 26)
# text | kind and the numbers that cannot all be true
WRONG = (
    # parts and totals
    ("全年改造道路27条，其中新建12条、改建16条。", "parts 27条 12条 16条"),
    ("公共财政收入完成42.1亿元，其中税收收入34.1亿元，非税收入9亿元。", "parts 42.1亿元 34.1亿元 9亿元"),
    ("零售总额290亿元。分地域看，城镇实现266.2亿元，乡村实现28.3亿元。", "parts 290亿元 266.2亿元 28.3亿元"),
    ("计划播种面积112万亩（水田16万亩、旱田69万亩）。", "parts 112万亩 16万亩 69万亩"),
    ("检修路灯415盏，其中珠山区166盏、浮梁县299盏。", "parts 415盏 166盏 299盏"),
    ("检修路灯415盏，其中珠山区532盏。", "parts 415盏 532盏"),
    ("珠山区改造12条，浮梁县改造16条，合计27条。", "parts 27条 12条 16条"),
    ("完成改造近1万户，其中珠山区4120户、昌江区2930户、其余两地3010户，合计9846户。", "parts 9846户 4120户 2930户 3010户"),
    # one thing, two values
    ("去年新增泊位1200个，各方反映良好。总的看，去年新增泊位1260个。", "twice 1200个 1260个"),
    ("9．去年新增泊位1200个。总的看，去年新增泊位1260个。", "twice 1200个 1260个"),
    ("2016年粮食产量65.2万吨。\n2016年粮食产量56.2万吨，增长2%。", "twice 65.2万吨 56.2万吨"),
    ("（六）地方财政收入增速达到19.8%。\n全市地方财政收入增速达到18.9%。", "twice 19.8% 18.9%"),
    # growth and its two values
    ("党员由1200名增加到1500名，增长20%。", "growth 1200名 1500名 20%"),
    ("绿地率由31%提高到35%，提高3个百分点。", ""),
    ("绿地率由31.2%提高到35.1%，提高3个百分点。", "growth 31.2% 35.1% 3个百分点"),
    ("泊位由300个增加到450个，增加180个。", "growth 300个 450个 180个"),
    ("事故由300起减少到450起，下降50%。", "growth 300起 450起 50%"),
    ("事故由300起减少到240起，下降25%。", "growth 300起 240起 25%"),
    ("旅游收入43.7亿元，比上年增加7.2亿元，增长25%。", "growth 43.7亿元 7.2亿元 25%"),
    ("更换井盖1850个，比上年的1542个增长24%。", "growth 1542个 1850个 24%"),
    ("2016年，抽检食品3200批次，2015年为2667批次，同比增长24%。", "growth 2667批次 3200批次 24%"),
    ("学位由20000个增加到30000个，翻了一番。", "growth 20000个 30000个 翻了一番"),
    # percentage points
    ("货币化安置率由上年的62%提高到90%，提高28%。", "points 62% 90% 28%"),
    ("断面达标率97.1%，较上年的95%提高2.1%。", "points 95% 97.1% 2.1%"),
    # shares
    ("全市有党员120人，其中女党员40人，占35%。", "share 40人 120人 35%"),
    ("财政总收入4348万元，占年初预算10065万元的34.2%。", "share 4348万元 10065万元 34.2%"),
    ("来信中，住房类占45%、出行类占35%、环境类占33%。", "shares 45% 35% 33%"),
    ("按图书的类别分，文学类、工艺类、少儿类的占比分别为52%、31%、30%。", "shares 52% 31% 30%"),
    ("一产增加值占比8.7%，二产增加值占比41.2%，三产增加值占比51.1%。", "shares 8.7% 41.2% 51.1%"),
    ("三次产业结构调整为7.4:36.9:53。", "structure 7.4:36.9:53"),
    # a single number
    ("工期将近12天余。", "marker 12天"),
    ("近百余家企业参会。", "marker 百余家"),
    ("森林覆盖率达到165.2%。", "impossible 165.2%"),
    ("空气优良天数达385天。", "impossible 385天"),
    ("水质达标率在11个设区市中排名第12位。", "impossible 第12位"),
    ("事故起数下降120%。", "impossible 120%"),
    ("平均年龄416岁。", "impossible 416岁"),
    ("武威、白银、临夏5个市州完成任务。", "list 5个"),
    # a table
    ("县区\t户数\n珠山\t1200户\n昌江\t800户\n合计\t2100户\n", "parts 2100户 1200户 800户"),
)  # fmt: skip

RIGHT = (
    "全年改造道路27条，其中新建12条、改建15条。",
    "全年改造道路27条，其中新建12条。",
    "税收收入34.1亿元，非税收入9亿元，合计43.1亿元。",
    "税收收入34.14亿元，非税收入9亿元，合计43.1亿元。",
    "加上上级补助13.4亿元、调入资金0.5亿元，收入合计32.4亿元。",
    "参训党员120名，其中女党员60名、35岁以下的70名。",           # a person may be both
    "固定电话用户60万户，其中城市48万户；移动电话用户350万户。",
    "固定资产投资100亿元，其中工业投资60亿元。",
    "实现净利润3亿元，其中制造板块5亿元。",                       # another may have lost
    "生产总值626.9亿元，现价总量比同期增加73.5亿元，同比增长2%。",  # at constant prices
    "工业增加值30亿元，比上年增加10亿元，增长12%。",
    "存款余额150亿元，比年初增加10亿元，同比增长12%。",            # two bases
    "党员由1200名增加到1500名，增长25%。",
    "旅游收入43.7亿元，比上年增加7.2亿元，增长19.7%。",
    "事故由300起减少到240起，下降20%。",
    "绿地率由31%提高到35%，提高4个百分点。",
    "生产总值突破3万亿元、达3.6万亿元。",
    "森林覆盖率由28.3%提高到33.6%，年均提高1.3个百分点。",
    "泊位由300个增加到450个，同比增长20%。",                      # the year before may not be the first of the two
    "完成改造近1万户。全年完成改造9846户。",
    "2016年粮食产量65.2万吨。\n2015年粮食产量56.2万吨。",
    "全市粮食产量65.2万吨。珠山区粮食产量6.2万吨。",
    "分区域看，珠山区人均收入3.2万元。昌江区人均收入2.9万元。",
    "受访居民中，女性占52%，本科以上占80%。",
    "全市有党员120人，其中女党员40人，占33.3%。",
    "三次产业结构由8.7:41.2:50.1调整为7.4:39.6:53。",
    "配比为2:3:5。",
    "一产增加值占比8.7%，二产增加值占比41.2%，三产增加值占比50.2%。",
    "近年来，新建公园30余座。附近30余家店铺受益。",
    "查找不足30余条。",
    "近12天完成。",
    "资金到位率达到120%，完成年计划的118%。",
    "占年初预算的120%。",
    "利润下降230%。",
    "在11个设区市中排名第11位。",
    "武威、白银、临夏3个市州，水泥、钢铁5家企业。",
    "定西、武威等7个市州完成任务。",
    "参训党员、干部3人。",
    "县区\t户数\n珠山\t1200户\n昌江\t800户\n合计\t2000户\n",
    "指标\t数值（亿元）\n第一产业\t10.0\n第二产业\t20.0\n工业\t15.0\n合计\t30.0\n",   # 工业 is within 第二产业
)  # fmt: skip


def found(text: str) -> tuple[Disagreement, ...]:
    return disagreements(text, read_claims(text, DAY))


def told(text: str) -> list[str]:
    claims = read_claims(text, DAY)
    return [" ".join((one.kind, *(claims[index].number.surface for index in one.claims))) for one in disagreements(text, claims)]


@pytest.mark.parametrize(("text", "expected"), WRONG, ids=[text for text, _ in WRONG])
def test_what_cannot_all_be_true_is_found(text: str, expected: str) -> None:
    assert told(text) == ([expected] if expected else [])


@pytest.mark.parametrize("text", RIGHT)
def test_what_may_be_true_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_reason_gives_the_numbers_worked_out_in_both_languages() -> None:
    (one,) = found("全年改造道路27条，其中新建12条、改建16条。")
    assert one.why.zh == "12条、16条相加是28条，不是27条" and "28条" in one.why.en
    (two,) = found("旅游收入43.7亿元，比上年增加7.2亿元，增长25%。")
    assert "36.5亿元" in two.why.zh and "19.73%" in two.why.zh
    (three,) = found("货币化安置率由62%提高到90%，提高28%。")
    assert three.why.zh == "62%到90%相差28个百分点，不是28%" and three.suspect == (2,)


SCALES = st.sampled_from(("条", "万亩", "亿元", "公里"))


@given(st.lists(st.integers(1, 900), min_size=2, max_size=5), SCALES, st.integers(0, 1), st.data())
def test_made_up_parts_agree_with_their_total_and_one_changed_part_never_does(
    values: list[int], unit: str, places: int, data: st.DataObject
) -> None:
    """Rounded to `places`: parts and total are exact decimals, so what is added is the total to the last digit."""
    places = 0 if unit == "条" else places
    parts = [Fraction(value, 10**places) for value in values]
    names = ["珠山区", "昌江区", "浮梁县", "乐平市", "其余各地"][: len(parts) - 1] + ["其余各地"]

    def text(told: list[Fraction]) -> str:
        listed = "、".join(f"{name}{decimal_text(value)}{unit}" for name, value in zip(names, told, strict=True))
        return f"全市新建绿道{decimal_text(sum(parts, Fraction(0)))}{unit}，其中{listed}。"

    assert found(text(parts)) == ()
    spoilt = list(parts)
    at = data.draw(st.integers(0, len(parts) - 1))
    spoilt[at] += data.draw(st.integers(len(parts) + 2, 500))
    assert [one.kind for one in found(text(spoilt))] == ["parts"]


@given(st.integers(100, 90_000), st.integers(100, 90_000), st.integers(0, 2), st.integers(3, 40))
def test_a_growth_worked_out_from_its_values_agrees_and_another_does_not(before: int, after: int, places: int, off: int) -> None:
    if before == after:
        after += 1
    rate = abs(round_to(Fraction(after - before, before) * 100, places))
    way, word = ("增加", "增长") if after > before else ("减少", "下降")
    text = f"在册志愿者由{before}名{way}到{after}名，{word}{{}}%。"
    assert found(text.format(decimal_text(rate))) == ()
    assert "growth" in [one.kind for one in found(text.format(decimal_text(rate + off)))]


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 2), st.integers(2, 30))
def test_a_share_worked_out_from_its_amounts_agrees_and_another_does_not(part: int, rest: int, places: int, off: int) -> None:
    share = round_to(Fraction(part * 100, part + rest), places)
    text = f"回收旧家电{part + rest}台，其中冰箱{part}台，占{{}}%。"
    assert found(text.format(decimal_text(share))) == ()
    assert [one.kind for one in found(text.format(decimal_text(share + off)))][:1] == ["share"]


@given(st.text(alphabet="0123456789，。、；（）其中合计占由到增长下降%条万亿元：第位近余的个百分点\t\n ", max_size=150))
def test_any_text_is_held_against_itself(text: str) -> None:
    for one in found(text):
        assert one.claims and one.why.zh and one.why.en and set(one.suspect) <= set(one.claims)
