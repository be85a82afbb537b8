"""What each number of a text is about: names, what is carried on, time and place."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hetang.claims.about import read_claims
from hetang.claims.claim import Claim
from hetang.claims.subjects.frames import places_in

THINGS = (
    # the subject stands before
    ("全县生产总值增长6.3%。", "生产总值增长率"),
    ("固定资产投资完成48.2亿元，同比下降2.1%。", "固定资产投资 固定资产投资下降率"),
    ("全区实现旅游收入12.6亿元，增长9%。", "旅游收入 旅游收入增长率"),
    ("二产实现增加值31.4亿元，增长2.8%。", "二产增加值 二产增加值增长率"),
    ("造纸业在新生产线带动下实现增加值7.9亿元，增长21%。", "造纸业增加值 造纸业增加值增长率"),
    ("森林覆盖率提高到63.5%。", "森林覆盖率"),
    ("农村自来水普及率达91.2%，危房改造竣工率达100%。", "农村自来水普及率 危房改造竣工率"),
    ("每千人口托位数达4.1个。", "每千人口托位数"),
    ("人均体育场地面积增加至2.7平方米。", "人均体育场地面积"),
    ("桥梁总数突破300座、达312座。", "桥梁总数 桥梁总数"),
    ("茶叶种植面积保持在12万亩以上。", "茶叶种植面积"),
    # the noun stands after
    ("去年完成27条道路的检修。", "道路的检修"),
    ("36个社区开展试点，1.2万余家企业实施改造。", "开展试点的社区 实施改造的企业"),
    ("8个品牌入围全国名录。", "入围全国名录的品牌"),
    ("12件民生实事如期兑现。", "民生实事(如期兑现)"),
    ("营养午餐惠及43万儿童。", "营养午餐惠及儿童"),
    ("全市15.2万台农业机械全部完成检修。", "农业机械(全部完成检修)"),
    ("投入3000万元专项资金。", "投入专项资金"),
    ("22万个非公有制企业已建立党组织。", "非公有制企业(已建立党组织)"),
    ("引进亿元以上项目93个。", "引进亿元以上项目"),
    ("150个“睦邻”试点建设全面展开。", "“睦邻”试点(建设全面展开)"),
    # who decides, who does it and what is adjusted for are not what is counted
    ("提请市人大常委会审议地方性法规6件。", "提请审议地方性法规"),
    ("县级清理退出、盘活优化项目资金3.1亿元。", "清理退出、盘活优化项目资金"),
    ("扣除自然因素影响后空气优良天数比率92.4%。", "空气优良天数比率"),
    ("春耕生产所需资金到位率达87%。", "春耕所需资金到位率"),
    ("新退出融资平台34家、超计划5家。", "新退出融资平台 新退出融资平台超计划数"),
    ("科研经费，从2012年12亿元增加到2017年的36亿元，占生产总值比重从1.1%提高到1.5%。",
     "科研经费 科研经费 科研经费占生产总值比重 科研经费占生产总值比重"),
    ("省级预算安排对乡镇补助增长12%。", "对乡镇补助增长率"),
    # a deed shared by a list
    ("新创建全国节水示范地区2个、项目7个。", "新创建全国节水示范地区 新创建全国节水示范项目"),
    ("建成敬老院9家、社区食堂30个、托育机构11家。", "建成敬老院 建成社区食堂 建成托育机构"),
    ("调减玉米种植面积7万亩，增加水稻种植面积2万亩、蔬菜3万亩。", "玉米种植面积调减 水稻种植面积增加 蔬菜种植面积增加"),
    # 分别
    ("瓷砖、锂电池、茶叶出口分别增长7.9%、4.6%、5.4%。", "瓷砖出口增长率 锂电池出口增长率 茶叶出口增长率"),
    ("城镇、农村居民人均可支配收入分别增长4.1%、5.2%。", "城镇居民人均可支配收入增长率 农村居民人均可支配收入增长率"),
    ("交通事故起数、死亡人数分别下降9%、10.4%。", "交通事故起数下降率 交通事故死亡人数下降率"),
    ("一般公共预算收入和支出分别增长4.5%、9.9%。", "一般公共预算收入增长率 一般公共预算支出增长率"),
    ("增值税2.8亿元、房产税1.5亿元，同比分别增长20.8%、9.5%。", "增值税 房产税 增值税增长率 房产税增长率"),
    ("城镇新增就业、创业担保贷款分别完成年计划的108%、114%。", "城镇新增就业完成年计划比例 创业担保贷款完成年计划比例"),
    ("百亿产业、国家级园区从无到有，分别达2个、3个。", "百亿产业 国家级园区"),
    ("机关、事业单位党组织覆盖率分别为99.7%和95.2%。", "- -"),
    # parts of a whole
    ("商品房销售面积52.6万平方米，其中住宅44.3万平方米。", "商品房销售面积 住宅销售面积"),
    ("全年改造道路27条，其中新建12条、改建15条。", "改造道路 新建道路 改建道路"),
    ("从居民消费看，衣着价格下降1.2%。", "衣着价格下降率"),
    ("从六大类消费品价格看，食品下降1.9%、衣着下降2.4%。", "食品价格下降率 衣着价格下降率"),
    ("实现零售总额290亿元。分地域看，城镇实现266亿元，乡村实现24亿元。", "零售总额 城镇零售总额 乡村零售总额"),
    ("计划播种面积112万亩（水田16万亩、旱田96万亩）。", "计划播种面积 水田计划播种面积 旱田计划播种面积"),
    ("发展党员310名，其中生产一线的86名。", "发展党员 生产一线的发展党员"),
    ("纳入统计的80种产品中，产量增长的有45种。", "纳入统计的产品 产量增长的产品"),
    ("检修路灯4150盏，其中珠山区1660盏。", "检修路灯 检修路灯"),
    # a change of what was told
    ("新增就业4.5万人，比上年减少0.04万人。", "新增就业 新增就业减少"),
    ("生产总值增长5%，比同期增速高0.8个百分点。", "生产总值增长率 生产总值增速比同期高"),
    ("民间投资增长2.7%，高出全国平均水平9.1个百分点。", "民间投资增长率 民间投资增速高出全国平均水平"),
    ("投资对经济增长的贡献率为57%，拉动GDP增长1.1个百分点。", "投资对经济增长的贡献率 投资拉动GDP增长"),
    ("事故起数较“十三五”同期下降62.9%。", "事故起数较“十三五”同期下降率"),
    ("单位能耗累计下降16%左右。", "单位能耗累计下降率"),
    ("各类经营主体净增15.5万户、总量达47.4万户。", "各类经营主体净增 各类经营主体总量"),
    ("财政总收入4348万元，占年初预算10065万元的43.2%，同比下降6.5%。",
     "财政总收入 财政总收入年初预算 财政总收入占年初预算比重 财政总收入下降率"),
    ("收入预算数为15.3亿元，实际完成15.6亿元。", "收入预算数 收入"),
    # shares
    ("民生支出占一般公共预算支出比重稳定在80%左右。", "民生支出占一般公共预算支出比重"),
    ("女党员40人，占35%。", "女党员 女党员占比"),
    ("达标率92.6%，近九成街道完成改造。", "达标率 完成改造的街道占比"),
    ("水质达标率居全省第3。", "水质达标率(全省)"),
    ("通关效率稳居中部地区第1。", "通关效率(中部地区)"),
    ("粮食产量连续13年稳定在43亿斤以上。", "粮食产量稳定在43亿斤以上 粮食产量稳定在43亿斤以上"),
    # whose is not said: no name
    ("全员劳动生产率94万元/人，主营业务收入425亿元。", "全员劳动生产率 -"),
    ("共反映126个问题，已整改115个。", "反映问题 整改问题"),
)  # fmt: skip


def told(text: str, dated: date | None = None) -> tuple[Claim, ...]:
    return read_claims(text, dated)


@pytest.mark.parametrize(("text", "things"), THINGS, ids=[text for text, _ in THINGS])
def test_each_number_is_named(text: str, things: str) -> None:
    assert [one.about.thing or "-" for one in told(text)] == things.split(" ")


# text | (surface, the period, whether it says as of its end)
PERIODS = (
    ("2016年改造道路27条。", "27条 2016"),
    ("2016年一季度改造道路9条。", "9条 2016Q1"),
    ("2016年1—5月，改造道路9条。", "9条 2016-01-01..2016-05-31"),
    ("去年改造道路27条，今年改造3条。", "27条 2016|3条 2017"),
    ("截至2016年3月末，改造道路9条。", "9条 2016Q1 stands"),
    ("一季度改造道路9条。", "9条 2017Q1"),
    ("去年四季度改造道路9条。", "9条 2016Q4"),
    ("“十三五”时期，改造道路90条。", "90条 2016-01-01..2020-12-31"),
    ("二〇一六年改造道路27条。建成公园5座。", "27条 2016|5座 2016"),
    ("全年改造道路27条。", "27条 None"),
    ("2016年，改造道路27条，2015年为20条，增长35%。", "27条 2016|20条 2015|35% 2016"),
    ("2015年和2016年，道路改造增速分别为3.3%、5%。", "3.3% 2015|5% 2016"),
    ("2016年改造道路27条。\n建成公园5座。", "27条 2016|5座 None"),
    ("2016年工作总结\n全年改造道路27条。\n建成公园5座。", "27条 2016|5座 2016"),
    ("2016年工作总结\n（2017年2月3日）\n去年改造道路27条。\n今年计划改造30条。", "27条 2016|30条 2017"),
    ("“十三五”时期和2020年工作回顾\n建成公园5座。", "5座 None"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PERIODS, ids=[text for text, _ in PERIODS])
def test_a_period_is_what_the_text_says_counted_from_the_day_of_the_draft(text: str, expected: str) -> None:
    found = [f"{one.number.surface} {one.about.period}{' stands' if one.about.stands_on else ''}" for one in told(text, date(2017, 4, 26))]
    assert "|".join(found) == expected


def test_without_a_day_a_relative_year_is_said_and_not_guessed() -> None:
    (one,) = told("去年改造道路27条。")
    assert (one.about.period, one.about.period_said) == (None, "去年")


PLACES = (
    ("全市改造道路27条，珠山区改造12条。", "全市|珠山区 全市"),
    ("改造道路27条，其中珠山区12条、浮梁县3条。", "|珠山区|浮梁县"),
    ("全市改造道路27条，其中珠山区12条。建成公园5座。", "全市|珠山区 全市|全市"),
    ("城市建成区绿地率达43%。", ""),
    ("新增上市公司6家。", ""),
    ("全国重点实验室达8家。", ""),
    ("我区完成改造120户。", "我区"),
    ("南昌市、九江市分别改造道路9条、7条。", "南昌市 九江市|南昌市 九江市"),
)


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=[text for text, _ in PLACES])
def test_places_are_the_texts_own_the_nearest_first(text: str, expected: str) -> None:
    assert "|".join(" ".join(one.about.place_said) for one in told(text)) == expected


def test_an_organisation_stands_before_its_deed() -> None:
    (one,) = told("市园林局完成绿地养护30处。")
    assert one.about.organisation_said == ("市园林局",) and one.about.thing == "绿地养护"


CHANGES = (
    ("投资增长5%。", "growth"), ("投资下降5%。", "fall"), ("绿地率提高2个百分点。", "increase"), ("绿地率下降2个百分点。", "decrease"),
    ("绿地增加30公顷。", "increase"), ("投资5亿元。", ""), ("绿地率提高到35%。", ""), ("工业拉动GDP增长1.1个百分点。", "contribution"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "change"), CHANGES, ids=[text for text, _ in CHANGES])
def test_a_rate_or_an_amount_of_change_is_told_apart_from_a_level(text: str, change: str) -> None:
    assert [one.about.change for one in told(text)] == [change]


def test_a_base_a_plan_and_two_ends_are_told() -> None:
    assert told("投资同比增长5%。")[0].about.base == "同比"
    assert told("投资比上年增长5%。")[0].about.base == "比上年"
    assert [one.about.planned for one in told("今年计划改造道路30条。去年改造27条。")] == [True, False]
    assert [one.about.stage for one in told("绿地率由31%提高到35%。")] == ["from", "to"]
    first, second = told("投资5亿元，增长8%。")
    assert second.about.same_as == 0 and first.about.same_as is None


TABLE = "2016年主要农产品产量\n品名\t产量（万吨）\t同比增长（%）\n粮食\t65.0\t1.2\n#稻谷\t41.5\t-0.4\n"


def test_a_cell_is_named_by_its_row_its_column_and_the_caption() -> None:
    cells = [(one.number.surface, one.about.thing, one.about.change, str(one.about.period)) for one in told(TABLE)]
    assert cells == [
        ("65.0", "粮食产量", "", "2016"), ("1.2", "粮食产量增长率", "growth", "2016"),
        ("41.5", "稻谷产量", "", "2016"), ("-0.4", "稻谷产量增长率", "growth", "2016"),
    ]  # fmt: skip


def test_a_line_between_the_rows_and_a_place_name_their_cells() -> None:
    text = "指标\t数量\n期末存栏\n猪（万头）\t17\n期末出栏\n猪（万头）\t22\n"
    assert [one.about.thing for one in told(text)] == ["猪存栏", "猪出栏"]
    place = told("县区\t改造道路（条）\n珠山区\t12\n合计\t12\n")
    assert [(one.about.thing, one.about.place_said) for one in place] == [("改造道路", ("珠山区",)), ("改造道路", ())]


SIGNS = "，。；：、（）“”1234567890年月万亿元%条比占其中分别由到增长下降的全市一二三\t\n "


@given(st.text(alphabet=SIGNS, max_size=120))
def test_any_text_is_told_and_every_span_lies_in_it(text: str) -> None:
    for one in told(text, date(2017, 4, 26)):
        clause, sentence = one.about.clause, one.about.sentence
        assert 0 <= sentence[0] <= clause[0] <= one.number.start < one.number.end <= clause[1] <= sentence[1] <= len(text)


@given(st.lists(st.sampled_from(("改造道路27条", "新建公园5座", "投资增长5%", "完成率达98%")), min_size=2, max_size=6))
def test_sentences_with_their_own_subjects_are_named_alike_wherever_they_stand(parts: list[str]) -> None:
    alone = [told(part + "。")[0].about.thing for part in parts]
    assert [one.about.thing for one in told("。".join(parts) + "。")] == alone


def test_the_time_grows_with_the_text_and_no_faster() -> None:
    names = [one.about.thing for one in told("改造道路27条、" * 3000)]
    assert len(names) == 3000 and len(set(names)) == 1
    for sign in ("，", "（", "全市", "占", "、甲", "其中", "比"):
        assert told(sign * 20000 + "3条") and told(sign * 20000 + "分别增长3%、4%")


def test_spans_do_not_overlap_backwards() -> None:
    found = told("投资5亿元，增长8%（上年为4%），其中工业投资3亿元。")
    assert all(one.number.end <= other.number.start for one, other in pairwise(found))


def test_a_numbered_line_after_an_english_one_is_chinese() -> None:
    found = read_claims("1．In 2016 crews renewed 3,000 homes.\n2．去年全市走访老人39人次。", date(2017, 3, 1))
    assert [(one.number.surface, one.about.thing) for one in found] == [("3,000", "homes renewed"), ("39人次", "走访老人")]


def test_a_list_whose_members_change_in_their_own_ways_names_each() -> None:
    found = read_claims("河水浓度、优良天数比率、达标水质比例分别下降7.3%、提高2.1个百分点、达到100%。")
    assert [one.about.thing for one in found] == ["河水浓度下降率", "优良天数比率提高", "达标水质比例"]


def test_what_a_province_wants_to_be_is_no_place() -> None:
    assert [one.about.place_said for one in read_claims("新兴工业大省提速，建成实验室8家。")] == [()]


def test_a_title_does_not_run_into_the_line_below_it() -> None:
    found = read_claims("2016年河滨市国民经济和社会发展统计公报\n2016年全市实现粮食产量104.5万吨，增长7.2%。")
    assert [one.about.thing for one in found] == ["粮食产量", "粮食产量增长率"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("东湖区新建", "东湖区"), ("青山区新建", "青山区"), ("河滨县新建", "河滨县"), ("低洼内涝区改建", ""), ("丘陵山区新建", ""),
        ("支持河滨县新建", ""), ("加快省级下放", ""), ("粤港澳大湾区新建", ""), ("农业强镇建成", ""),
    ],
)  # fmt: skip
def test_a_kind_of_area_and_what_begins_with_a_deed_are_no_places(words: str, place: str) -> None:
    assert next(places_in(words), "") == place


def test_what_lasts_is_named_alike_with_and_without_a_sign() -> None:
    for said in ("连续19年", "连续超19年", "连续近19年"):
        (claim,) = read_claims(f"救助标准{said}提高。", date(2017, 4, 1))
        assert claim.about.thing == "救助标准提高"


def test_the_whole_city_stands_before_an_industry_by_its_number() -> None:
    (claim,) = read_claims("2016年，全市第一产业增加值31.2亿元。", date(2017, 4, 1))
    assert (claim.about.thing, claim.about.place_said) == ("第一产业增加值", ("全市",))
