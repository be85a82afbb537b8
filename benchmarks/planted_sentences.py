"""The sentences that drafts about the reference city are made of: our own, several ways for each indicator."""

from __future__ import annotations

# {n}: the number with its unit and what stands around it; {t}: when; {w}: whose (全市, 珠山区). Several ways for each.
YEARLY: dict[str, tuple[str, ...]] = {
    "roads_rebuilt": ("{t}{w}改造道路{n}", "{t}{w}共有{n}道路完成改造", "{t}{w}道路改造完成{n}", "{t}{w}整条验收的改造道路共{n}"),
    "road_greening_length": ("{t}{w}道路绿化长度{n}", "{t}{w}绿化道路{n}", "{t}{w}完成道路绿化{n}"),
    "greened_area": ("{t}{w}新建改建绿地{n}", "{t}{w}绿化面积{n}", "{t}{w}新建改建绿地面积合计{n}"),
    "street_parks": ("{t}{w}新建改建街头公园{n}", "{t}{w}建成街头公园{n}", "{t}{w}有{n}街头公园建成开放"),
    "pavement_area": ("{t}{w}新铺人行道{n}", "{t}{w}铺设人行道{n}", "{t}{w}新铺人行道面积达{n}"),
    "households_renewed": ("{t}{w}完成改造的住户{n}", "{t}{w}完成棚户区改造{n}", "{t}{w}棚改户数为{n}"),
    "renewal_area": ("{t}{w}完成改造的面积{n}", "{t}{w}棚改面积{n}", "{t}{w}棚户区改造面积达{n}"),
    "renewal_units_started": ("{t}{w}棚改开工套数{n}", "{t}{w}棚改开工{n}", "{t}{w}棚户区改造开工{n}"),
    "renewal_units_in_money": ("{t}{w}货币化安置套数{n}", "{t}{w}货币化安置{n}"),
    "renewal_start_rate": ("{t}{w}棚改开工率{n}", "{t}{w}棚改开工率达到{n}"),
    "money_settlement_rate": ("{t}{w}棚改货币化安置率{n}", "{t}{w}货币化安置比例为{n}"),
    "good_air_days": ("{t}{w}空气优良天数{n}", "{t}{w}空气质量优良天数达{n}", "{t}{w}优良天数为{n}"),
    "water_sections_up_to_standard": ("{t}{w}地表水断面达标率{n}", "{t}{w}断面达标率为{n}", "{t}{w}水质达标率达到{n}"),
    "cadres_dispatched": ("{t}{w}选派后备干部和年轻干部{n}到一线", "{t}{w}派往一线的后备干部和年轻干部{n}", "{t}{w}选派干部{n}"),
    "cadres_promoted": ("{t}{w}换届中凭一线实绩提拔干部{n}", "{t}{w}提拔干部{n}"),
    "persons_cleared": ("{t}{w}为受失实举报者澄清{n}", "{t}{w}澄清正名{n}"),
    "weak_branches_rectified": ("{t}{w}整顿转化软弱涣散党组织{n}", "{t}{w}整顿软弱涣散支部{n}"),
    "branch_secretaries_dealt_with": ("{t}{w}诫勉或处理支部书记{n}", "{t}{w}被诫勉或处理的支部书记{n}"),
    "talked_to": ("{t}{w}谈话函询{n}", "{t}{w}开展谈话函询{n}"),
    "dealt_with_by_organisation": ("{t}{w}组织处理{n}", "{t}{w}给予组织处理{n}"),
    "livelihood_matters": ("{t}{w}承诺的民生实事{n}", "{t}{w}向群众承诺民生实事{n}"),
}  # fmt: skip
STANDING: dict[str, tuple[str, ...]] = {
    "forest_cover": ("{t}{w}森林覆盖率{n}", "{t}{w}森林覆盖率达到{n}", "{t}{w}森林覆盖率为{n}"),
    "lake_area": ("{t}低洼内涝区改建的湖面{n}", "{t}内涝区挖成了湖，水面{n}", "{t}人工湖面积{n}"),
    "stalled_road_length": ("{t}停滞道路长{n}", "{t}停滞道路长度为{n}"),
    "river_excavators": ("西河治理单日最多有挖掘机{n}", "西河治理工地最多的一天有挖掘机{n}"),
    "river_trucks": ("西河治理单日最多有货车{n}", "西河治理最多的一天出动货车{n}"),
    "river_people": ("西河治理单日最多人员{n}", "西河治理工地一天最多时各班人员合计{n}"),
    "river_earth_moved": ("{t}西河治理土方量{n}", "{t}西河治理挖运土方{n}"),
    "investment_agreed_phase_two": ("{t}瓷源里片区二期协议投资{n}", "{t}瓷源里二期签约投资{n}"),
    "partner_cities": ("{t}{w}境外友好陶瓷城市{n}", "{t}与我市签有协议的境外友好陶瓷城市有{n}", "{t}{w}友好城市{n}"),
    "resident_artists": ("{t}{w}外来驻留艺人{n}", "{t}{w}驻留艺人{n}", "{t}{w}外来驻留艺人共有{n}"),
    "inspection_teams": ("{t}市县常设督查组{n}", "{t}{w}常设督查组{n}"),
}  # fmt: skip
FIVE_YEARS: dict[str, tuple[str, ...]] = {
    "renewal_targets_five_years": ("前五年棚改面积目标合计{n}",),
}
RANKS: dict[str, tuple[str, ...]] = {
    "renewal_start_rate_rank": ("{t}棚改开工率居全省第{n}位", "{t}我市棚改开工率排名全省第{n}"),
    "money_settlement_rate_rank": ("{t}货币化安置率居全省第{n}位", "{t}我市棚改货币化安置率列全省第{n}"),
}
WHOLE = ("全市", "我市", "")
# Of that year; since the drafts are of April 2017.
OF_THE_YEAR = ("去年，", "2016年，", "去年", "二〇一六年，")
OTHER_YEARS = ("2015年，", "前年，", "今年，", "今年以来，")
HALVES = ("去年上半年，", "2016年下半年，", "2016年一季度，")
STANDS = ("", "目前，", "截至目前，", "截至4月26日，")
THEN = ("2015年末，",)
DISTRICTS = {"360202": "昌江区", "360203": "珠山区", "360222": "浮梁县", "360281": "乐平市"}

# Plan told as done, and done as plan; a promise as money received.
PLANNED = {id: YEARLY[id] for id in ("roads_rebuilt", "street_parks", "greened_area", "pavement_area", "weak_branches_rectified")}
PLANS = ("去年全市计划", "2016年，全市计划")
# The target, and the figure of what was done.
TARGETS_DONE = {("renewal_targets_five_years", "renewal_area"): ("前五年完成棚改面积{n}", "前五年累计完成棚户区改造面积{n}")}
PROMISES_RECEIVED = {"investment_agreed_phase_two": ("瓷源里片区二期到位投资{n}", "瓷源里二期实际到位资金{n}")}
# A unit that is taken for another: what is right, what is said instead.
TAKEN_UNITS = {
    "persons_cleared": ("人",), "talked_to": ("人", "件"), "households_renewed": ("人",), "resident_artists": ("人次", "户"),
    "cadres_dispatched": ("人次",), "dealt_with_by_organisation": ("人次",), "branch_secretaries_dealt_with": ("人次",),
}  # fmt: skip
ORGANISATIONS = {"greened_area": ("jdz-gardens", "市园林局"), "roads_rebuilt": ("jdz-works", "市政工程管理处")}

# What no figure of the city is about: a text is held against itself alone.
INVENTED = (
    ("新增停车泊位", "个", 1200), ("发放助学贷款", "万元", 860), ("检修路灯", "盏", 4150), ("培训家政服务员", "人", 2400),
    ("疏浚沟渠", "公里", 96), ("回收旧家电", "台", 7300), ("种植行道树", "株", 5600), ("更换井盖", "个", 1850),
    ("受理法律援助", "件", 640), ("巡检燃气管网", "公里", 420), ("开设夜校课程", "门", 58), ("借阅图书", "册", 92000),
    ("慰问环卫工人", "名", 1340), ("改造公厕", "座", 76), ("接待研学团队", "个", 210), ("添置健身器材", "件", 930),
    ("修缮老屋", "栋", 148), ("举办专场招聘会", "场", 64), ("抽检食品", "批次", 3200), ("安装充电桩", "个", 1580),
)  # fmt: skip
# {n}: the number alone; {t} with the year.
ENGLISH: dict[str, tuple[str, ...]] = {
    "roads_rebuilt": ("{t}{n} roads were rebuilt", "{t}the city rebuilt {n} roads"),
    "street_parks": ("{t}{n} street parks were built or rebuilt",),
    "greened_area": ("{t}{n} square metres of area were greened", "{t}the area greened came to {n} square metres"),
    "pavement_area": ("{t}{n} square metres of pavement were newly laid",),
    "households_renewed": ("{t}{n} households were renewed",),
    "renewal_area": ("{t}the area renewed reached {n} square metres",),
    "good_air_days": ("{t}there were {n} days of good air",),
    "forest_cover": ("Forest cover stands at {n} per cent", "Forest cover has reached {n}%"),
    "water_sections_up_to_standard": ("{t}the share of surface-water sections up to their target class was {n}%",),
    "renewal_start_rate": ("{t}the renewal start rate was {n}%",),
    "money_settlement_rate": ("{t}the share settled in money was {n} per cent",),
    "persons_cleared": ("{t}{n} person-times were cleared of unfounded complaints",),
    "weak_branches_rectified": ("{t}{n} weak branches were put right",),
    "resident_artists": ("The city has {n} resident artists from elsewhere", "There are {n} resident artists from elsewhere"),
    "partner_cities": ("The city has {n} partner porcelain cities abroad",),
}  # fmt: skip
ENGLISH_YEAR, ENGLISH_OTHER_YEAR = ("In 2016, ", "Last year "), "In 2015, "
# Near to a figure in words or in value, and about something else: to be left alone.
NEIGHBOURS = (
    "去年，全市改造老旧小区{27个}", "去年，全市改造农村电网线路{27条}", "去年，全市完成道路照明改造{27条}",
    "去年，全市改造供水管网{27.5公里}", "去年，全市种植绿化苗木{42.3万株}", "去年，全市绿化养护人员{536名}",
    "去年，全市发生森林火灾{12起}", "目前，全市有空气质量监测点位{8个}", "去年，全市新建学校{12所}",
    "去年，全市公园内新修健身步道{12条}", "去年，全市选派医务人员{536名}到一线", "去年，全市提拔使用学校干事{24名}",
    "目前，全市设有政务服务窗口{86个}", "目前，全市有境外友好学校{23所}", "目前，全市有驻村工作队员{30628人}",
    "去年，全市建成谈话室{55间}", "去年，全市组织处理信访件{92件}", "去年，全市民生实事项目资金{10亿元}",
    "去年，全市整顿农贸市场{137个}", "去年，全市湖面养殖面积{1036.4亩}", "西河大桥全长{5000米}", "去年，西河治理投入资金{100万元}",
    "去年，全市棚改项目贷款{138亿元}", "去年，全市保障房开工{10200套}", "瓷源里片区二期规划面积{138公顷}",
    "去年，全市发放货币化补贴{9207户}", "去年，全市人行道清洗{7.13万平方米}", "去年，全市空气净化设备{329台}",
    "去年，全市断面改造工程投资{97.4万元}", "目前，全市森林病虫害防治率{65.73%}", "去年，全市公园绿地灌溉用水{42.3万立方米}",
    "去年，全市街头早餐亭{12座}", "去年，全市支部书记培训{39人}", "去年，全市澄清池改造{201座}", "目前，全市督查组用车{86辆}",
    "去年，全市艺人职称评审通过{306人}", "去年，全市道路交通事故下降{27%}", "去年，全市棚改信访量下降{90%}",
    "去年，全市改造道路投资{27亿元}",
)  # fmt: skip
SHARES = (
    ("受访居民的出行方式", ("步行", "公交", "驾车")), ("参训学员的年龄段", ("三十岁以下", "三十至五十岁", "五十岁以上")),
    ("来信反映的事项", ("住房类", "出行类", "环境类")), ("馆藏图书的类别", ("文学类", "工艺类", "少儿类")),
    ("摊位的经营种类", ("餐饮", "百货", "服装")), ("志愿者的来源", ("学生", "职工", "退休人员")),
)  # fmt: skip
