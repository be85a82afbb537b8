"""The registers that the organs of the city keep: columns of each sheet, and the facts that a row of it states."""

from __future__ import annotations

from typing import Any

from tools.city.story import Register, Story

Words = dict[str, str] | dict[str, str | None]


def _fact(
    measure: str, value: str, unit: str, when: tuple[str, ...] = (), **dims: str | tuple[str, Words]
) -> dict[str, Any]:
    """`value` and `dims` name columns; `=x` is the constant x; a dim with words says what each word means."""
    fact: dict[str, Any] = {"measure": measure, "value": _cell(value), "unit": unit}
    if when:
        fact["when"] = {"column": when[0], "is": list(when[1:])}
    if dims:
        fact["dims"] = {name: _cell(*cell) if isinstance(cell, tuple) else _cell(cell) for name, cell in dims.items()}
    return fact


def _cell(column: str, words: Words | None = None) -> Any:
    if column.startswith("="):
        return column[1:]
    return {"column": column, "map": words} if words else {"column": column}


def _register(
    id: str,
    names: str,
    prefix: str,
    columns: str,
    *facts: dict[str, Any],
    matter: str = "",
    scene: str = "",
    kind: str = "csv",
    acts: tuple[dict[str, Any], ...] = (),
) -> Register:
    """`names`: Chinese | English; `columns` in order; without a scene the sheet itself is the evidence."""
    zh, _, en = names.partition("|")
    own = tuple(columns.split())
    return Register(id, (zh, en), f"{id}.{kind}", prefix, own, list(facts), matter, scene, not scene, list(acts))


def _act(act: str, on: str = "", by: tuple[str, str] | None = None, **fields: str | tuple[str, Words]) -> dict[str, Any]:
    """`on`: the column of its day, where the row tells of several; `by`: columns of the organisation and person who act."""
    found: dict[str, Any] = {"act": act}
    if on:
        found |= {"when": {"column": on, "given": True}, "happened_on": {"column": on}, "known_at": {"column": on}}
    if by:
        found = _by(found, by)
    if fields:
        found["fields"] = {name: _cell(*cell) if isinstance(cell, tuple) else _cell(cell) for name, cell in fields.items()}
    return found


def _where(act: dict[str, Any], column: str, *values: str) -> dict[str, Any]:
    """The act, only where the column holds one of the values (anything, where none is named)."""
    return {**act, "when": {"column": column, "is": list(values)} if values else {"column": column, "given": True}}


def _of(act: str | list[str], *facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Facts that come by an act of their row, or by one of several."""
    return [{"measure": fact["measure"], "of": act, **fact} for fact in facts]


def _by(act: dict[str, Any], by: tuple[str, str]) -> dict[str, Any]:
    return {**act, "organisation": _cell(by[0]), "by": _cell(by[1])}


def _clarified(act: str, on: str, by: tuple[str, str], **fields: str) -> dict[str, Any]:
    """An act on the clarification of a complaint's row."""
    return {**_act(f"clarification.{act}", on, by, **fields), "matter": {"column": "澄清编号"}}


WORK = {"新建": "new", "改建": "rebuilt"}
STATE = {"自然方": "natural", "松方": "loose"}
BASIS, MODE = {"协议": "agreement", "决定": "decision"}, {"货币": "money", "调换": "exchange"}
TROUBLE = {"班子不齐": "team_incomplete", "书记缺职": "secretary_missing", "组织生活不正常": "no_life", "信访矛盾多": "petitions",
           "满意度低": "not_trusted"}   # fmt: skip
CHANNEL = {"来信": "letter", "来访": "visit", "来电": "phone", "网络": "web", "转办": "passed_on"}
TOPIC = {"纪律作风": "conduct", "以权谋私": "favour", "不担当不作为": "dereliction", "其他": "other"}
ENDED = {"解除协议": "agreed", "撤销决定": "review"}
GROUND_OF = {"旧城区改建": "old_town_renewal", "保障性安居工程": "affordable_housing"}
CHOSEN_BY = {"协商": "negotiation", "投票": "vote", "抽签": "lot"}
RISK = {"低": "low", "中": "medium", "高": "high"}
POSTED = {"调查结果": "publish_survey", "初步评估": "post_preliminary", "分户补偿": "post_compensation"}
DOCUMENT = {"友好协议": "agreement", "续签": "renewal", "交流意向": "intent"}
KIND = {"后备干部": "reserve", "年轻干部": "young", "其他": "other"}
STEP, GROUND = {"提名": "nominated", "公示": "noticed", "任职": "appointed"}, {"一线实绩": "merit", "任期届满": "term"}
LEVEL = {"县级": "county", "市级": "city", "本级": "own"}
FORM = {"诫勉": "admonished", "调整": "moved", "谈心": "talk"}
WITHIN = ["", "补录", "后更正", "待核实", "尚无佐证", "异议不成立"]   # what a note says of a row that belongs to the works
# dim, and the column that holds it in the registers of air and water
POLLUTANTS = {"so2": "SO2", "no2": "NO2", "pm10": "PM10", "pm25": "PM2.5", "co": "CO", "o3": "O3_8h"}
PARAMETERS = {
    "do": "溶解氧", "codmn": "高锰酸盐指数", "cod": "化学需氧量", "bod5": "五日生化需氧量", "nh3n": "氨氮", "tp": "总磷",
    "fluoride": "氟化物", "oil": "石油类", "phenol": "挥发酚",
}  # fmt: skip

_QUALITY, _CONFERENCE = ("=jdz-quality", "验收人"), ("=jdz-office", "挂点人")
_UNDERTAKINGS = (
    _register("programmes", "城市建设计划登记表|Programmes of works", "PM",
              "计划编号 计划 目标 资金 批准日 批准人 完成期限 首次回顾 二次回顾 三次回顾", matter="计划编号",
              acts=(_act("programme.draft", title="计划", goal="目标", amount="资金", last_day="完成期限"),
                    _act("programme.approve", "批准日", ("=jdz-gov", "批准人"), in_budget="=是"),
                    *(_act("programme.look_back", day, review="目标") for day in ("首次回顾", "二次回顾", "三次回顾")))),
    _register("projects", "建设项目登记表|Projects of works", "PJ",
              "工程编号 工程 类别 重点 投资 责任单位 所在地 计划编号 计划开工 计划完工 计划土方 挂点 挂点日 挂点人 "
              "许可证号 许可日 在建日 完工日 验收日 验收人 备案日 备案号",
              matter="工程编号",
              acts=({**_act("project.open", title="工程", category="类别", key="重点", budget="投资", responsible="责任单位",
                            site="所在地", quality_organ="=jdz-quality", first_day="计划开工", last_day="计划完工",
                            planned_total="计划土方"), "parent": {"column": "计划编号"}},
                    _act("project.attach", "挂点日", _CONFERENCE, attached_leader="挂点", conference="=jdz-office"),
                    _act("project.permit", "许可日", permit_number="许可证号"), _act("project.under_way", "在建日"),
                    _act("project.complete", "完工日"),
                    _act("project.accept", "验收日", _QUALITY, files_complete="=是", warranty_signed="=是"),
                    _act("project.file", "备案日", filing_number="备案号"))),
)  # fmt: skip
_WORKS = (
    _register("road_designs", "道路设计分段表|Road designs by segment", "DS", "道路编号 道路 段号 设计长度",
              *_of("project.design", _fact("road_design_length", "设计长度", "米", segment="段号")), matter="道路编号", scene="paper",
              acts=(_act("project.design", design_segment="段号", design_length="设计长度"),)),
    _register("road_segments", "道路分段验收表|Road segments accepted", "RS", "道路编号 道路 段号 验收长度",
              *_of("project.finish_segment", _fact("road_segment_accepted", "验收长度", "米", segment="段号")), matter="道路编号",
              scene="road", acts=(_act("project.finish_segment", segment="段号", built_length="验收长度"),)),
    _register("road_completions", "道路竣工验收表|Roads accepted whole", "RC", "道路编号 道路",
              *_of("project.complete", _fact("road_completed", "=1", "条")), matter="道路编号", scene="road",
              acts=(_act("project.complete"),)),
    _register("road_greenings", "道路绿化验收表|Road greenery accepted", "RG", "编码 道路 长度",
              _fact("road_greened", "长度", "米", plot="编码"), scene="green"),
    _register("green_areas", "绿地验收表|Green areas accepted", "GA", "编码 类型 面积",
              _fact("green_area_accepted", "面积", "平方米", plot="编码", work=("类型", WORK)), scene="green"),
    _register("park_plans", "街头公园部位设计表|Street park parts planned", "PP", "公园编号 公园 部位",
              *_of("project.plan_part", _fact("park_part_planned", "=1", "处", part="部位")), matter="公园编号", scene="paper",
              acts=(_act("project.plan_part", planned_part="部位"),)),
    _register("park_parts", "街头公园部位验收表|Street park parts accepted", "PA", "公园编号 公园 部位",
              *_of("project.finish_part", _fact("park_part_accepted", "=1", "处", part="部位")), matter="公园编号", scene="park",
              acts=(_act("project.finish_part", part="部位"),)),
    _register("park_completions", "街头公园竣工验收表|Street parks accepted whole", "PC", "公园编号 公园",
              *_of("project.complete", _fact("park_completed", "=1", "座")), matter="公园编号", scene="park",
              acts=(_act("project.complete"),)),
    _register("pavements", "人行道铺设验收表|Pavements accepted", "PV", "编码 道路 材料 面积",
              _fact("pavement_laid", "面积", "平方米", plot="编码"), scene="paving", kind="xlsx"),
    _register("lake_blocks", "湖面测量验收表|Lake surface by block", "LK", "湖区编号 编码 面积",
              *_of("project.finish_water", _fact("lake_surface_accepted", "面积", "亩", block="编码")), matter="湖区编号",
              scene="lake", acts=(_where(_act("project.finish_water", block="编码", water_area="面积"), "说明", *WITHIN),)),
    _register("road_progress", "道路施工进展表|Progress on roads", "PG", "道路编号 道路 事项 完成长度",
              *_of("project.start", _fact("road_work_started", "=1", "次", ("事项", "开工"))),
              *_of("project.advance", _fact("road_progress", "完成长度", "米", ("事项", "进展"))), matter="道路编号", scene="site",
              acts=(_act("project.start"), _act("project.advance", finished_length="完成长度"))),
    _register("site_machines", "工地机械与土方日报|Machines and earth by day", "SM", "工程编号 工程 标段 挖掘机 货车 土方 口径",
              *_of("project.log", _fact("site_excavators", "挖掘机", "台", lot="标段"), _fact("site_trucks", "货车", "辆", lot="标段"),
                   _fact("earth_moved", "土方", "立方米", lot="标段", state=("口径", STATE))), matter="工程编号", scene="site",
              acts=(_act("project.log", lot="标段", excavators="挖掘机", trucks="货车", earth="土方", earth_state=("口径", STATE)),)),
    _register("site_people", "工地人员班次日报|People by shift", "SP", "工程编号 工程 标段 班次 人数",
              *_of("project.log", _fact("site_people", "人数", "人", lot="标段", shift="班次")), matter="工程编号", scene="site",
              acts=(_act("project.log", lot="标段", shift="班次", people="人数"),)),
)  # fmt: skip
_READINGS = (
    _register("air_readings", "空气质量日均值|Daily air readings", "AQ", "点位 " + " ".join(POLLUTANTS.values()),
              *(_fact("air_concentration", column, "mg/m³" if dim == "co" else "μg/m³", station="点位", pollutant=f"={dim}")
                for dim, column in POLLUTANTS.items())),
    _register("water_samples", "地表水断面监测月报|Surface-water samples", "WS",
              "断面 目标类别 pH " + " ".join(PARAMETERS.values()),
              _fact("water_target_class", "目标类别", "1", section="断面"), _fact("water_ph", "pH", "1", section="断面"),
              *(_fact("water_concentration", column, "mg/L", section="断面", parameter=f"={dim}")
                for dim, column in PARAMETERS.items())),
    _register("land_areas", "国土面积表|Land areas", "LA", "面积", _fact("land_area", "面积", "公顷")),
    _register("forest_surveys", "森林资源调查表|Forest surveys", "FS", "调查 面积",
              _fact("forest_area", "面积", "公顷", survey="调查"), kind="xlsx"),
)  # fmt: skip
# What every agreement and decision must say (article 25); an exchange brings a fee until the house is handed over.
_TERMS: dict[str, Any] = {
    "mode": ("方式", MODE), "amount": "补偿额", "pay_within": "=30", "moving_fee": "=2000", "stoppage_loss": "=0", "move_within": "=60",
    "transition": ("方式", {"货币": "none", "调换": "fee"}), "transition_months": ("方式", {"货币": "0", "调换": "24"}),
    "transition_fee": ("方式", {"货币": None, "调换": "14400"}), "exchange_place": ("方式", {"货币": None, "调换": "本片区就近安置点"}),
    "exchange_area": "调换面积", "handover_by": "交房期限",
}  # fmt: skip
_HOUSEHOLD = {
    "title": {"columns": ["片区", "户号"]}, "floor_area": {"column": "建筑面积"},
    "owner_unclear": {"column": "产权", "map": {"不明": "是"}},
}  # fmt: skip
_HEAD, _OFFICER, _PAYER, _AUDITOR = ("政府", "负责人"), ("单位", "经办人"), ("财政", "支付人"), ("审计", "审计人")
_PLANS = ("in_national_plan", "in_land_plan", "in_town_plan", "in_special_plan", "in_annual_plan")
_EXPROPRIATION = (
    _register("expropriations", "房屋征收项目登记表|Expropriation projects", "EP",
              "项目编号 项目 公益事由 户数 签约期限 意见数 异议户 修改 四至 评估机构 选定方式 风险 未登记 予以补偿 应备资金 到位资金 会议 "
              "实施单位 建设单位 依据日 拟订日 论证日 公布日 定界日 汇总日 听证日 反馈日 选定日 风险日 认定日 资金日 会议日 决定日 "
              "公告日 委托日 完成日 审计日 "
              "经办人 政府 负责人 财政 支付人 审计 审计人", matter="项目编号", scene="paper",
              acts=(_by(_act("expropriation.open", title="项目", location="地点", land_ownership="=state"), _OFFICER),
                    _act("expropriation.confirm_basis", "依据日", _OFFICER, ground=("公益事由", GROUND_OF),
                         **dict.fromkeys(_PLANS, "=是")),
                    _act("expropriation.draft_plan", "拟订日", _OFFICER, households_in_scope="户数", signing_days="签约期限"),
                    _act("expropriation.argue_plan", "论证日", _HEAD), _act("expropriation.publish_plan", "公布日", _HEAD),
                    _act("expropriation.fix_scope", "定界日", _OFFICER, scope_text="四至", freeze_months="=12"),
                    _act("expropriation.tally_comments", "汇总日", _OFFICER, comments_received="意见数", households_objecting="异议户"),
                    _act("expropriation.hold_hearing", "听证日", _HEAD, owners_heard="=是", public_heard="=是"),
                    _act("expropriation.publish_feedback", "反馈日", _HEAD, plan_changes="修改"),
                    _act("expropriation.choose_appraiser", "选定日", _OFFICER, appraiser_firm="评估机构",
                         appraiser_chosen_by=("选定方式", CHOSEN_BY)),
                    _act("expropriation.assess_risk", "风险日", _OFFICER, risk_grade=("风险", RISK)),
                    _act("expropriation.settle_unregistered", "认定日", _OFFICER, unregistered_found="未登记",
                         unregistered_lawful="予以补偿"),
                    _act("expropriation.confirm_funds", "资金日", _PAYER, funds_needed="应备资金",
                         funds_in_account="到位资金", special_account="=是"),
                    _act("expropriation.executive_meeting", "会议日", _HEAD, meeting_number="会议"),
                    _act("expropriation.decide", "决定日", _HEAD), _act("expropriation.announce", "公告日", _HEAD),
                    _act("expropriation.entrust", "委托日", _OFFICER, implementing_unit="实施单位",
                         unit_not_for_profit="=是", construction_unit="建设单位"),
                    _act("expropriation.complete", "完成日", _OFFICER), _act("expropriation.publish_audit", "审计日", _AUDITOR))),
    _register("expropriation_notices", "征收范围内公示登记表|Postings within the scope", "EN", "项目编号 事项", matter="项目编号",
              scene="posting",
              acts=tuple(_where(_act(f"expropriation.{act}"), "事项", what) for what, act in POSTED.items())),
)  # fmt: skip
_RENEWAL = (
    _register("household_surveys", "房屋调查登记表|House surveys", "HS", "户号 片区 建筑面积 项目编号 产权",
              *_of("household.survey", _fact("household_floor_area", "建筑面积", "平方米")), matter="户号", scene="posting",
              acts=({**_where(_act("household.survey"), "项目编号"), "parent": {"column": "项目编号"}, "fields": _HOUSEHOLD},)),
    _register("household_settlements", "补偿协议与补偿决定登记表|Agreements and decisions", "HA",
              "户号 依据 方式 补偿额 办理 评估价值 报告日 调换面积 交房期限 报请日 更正日 交付日 归档日",
              *_of(["household.agree", "household.decide"],
                   _fact("household_settled", "补偿额", "元", basis=("依据", BASIS), mode=("方式", MODE))),
              matter="户号", scene="paper", kind="xlsx",
              acts=(_act("household.deliver_report", "报告日", report_value="评估价值", appraiser_one="=3620150017",
                         appraiser_two="=3620150042", signed_by_hand="=是"),
                    _where(_act("household.agree", **_TERMS), "办理", "签约"),
                    _where(_act("household.decide", **_TERMS, reported_on="报请日"), "办理", "决定"),
                    {**_act("household.amend", "更正日", amended_amount="补偿额"), "known_at": {"column": "录入日"}},
                    _act("household.hand_over_house", "交付日"), _act("household.archive", "归档日"))),
    _register("household_payments", "补偿款支付登记表|Compensation paid", "HP", "户号 凭证 金额 项目编号",
              *_of("household.pay", _fact("household_paid", "金额", "元", voucher="凭证")), matter="户号", scene="paper", kind="xlsx",
              acts=(_where(_act("household.pay", voucher="凭证", paid_amount="金额"), "项目编号"),)),
    _register("household_moves", "搬迁交房确认表|Moves", "HM", "户号 项目编号",
              *_of("household.move", _fact("household_moved", "=1", "户")), matter="户号", scene="house",
              acts=(_where(_act("household.move"), "项目编号"),)),
    _register("household_endings", "协议解除与决定撤销登记表|Agreements ended", "HE", "户号 事由 项目编号",
              *_of("household.end_settlement", _fact("household_settlement_ended", "=1", "件")), matter="户号", scene="paper",
              acts=(_where(_act("household.end_settlement", end_ground=("事由", ENDED)), "项目编号"),)),
    _register("renewal_targets", "棚改目标任务分解表|Renewal targets", "RT", "年度 片区 面积 套数",
              _fact("renewal_target_area", "面积", "平方米", plan_year="年度", quarter="片区"),
              _fact("renewal_target_units", "套数", "套", plan_year="年度", quarter="片区"), scene="paper"),
    _register("provincial_rates", "全省棚改进度通报表|Renewal rates of eleven cities", "PR", "年度 城市 开工率 货币化率",
              _fact("provincial_start_rate", "开工率", "%", plan_year="年度"),
              _fact("provincial_money_rate", "货币化率", "%", plan_year="年度"), kind="xlsx"),
)  # fmt: skip
_OUTSIDE = (
    _register("investments", "招商协议分项表|Investment agreed by plot", "IV", "项目编号 地块 用途 协议额 到位额",
              _fact("investment_agreed", "协议额", "万元", plot="地块"),
              _fact("investment_received", "到位额", "万元", plot="地块"), matter="项目编号", scene="paper"),
    _register("partner_cities", "友好陶瓷城市交往登记表|Partner porcelain cities", "FC", "城市代号 文书",
              _fact("partner_document", "=1", "份", city="城市代号", kind=("文书", DOCUMENT)), scene="paper"),
    _register("resident_artists", "驻留艺人社区点数表|Resident artists by community", "AR", "社区 人数",
              _fact("resident_artists_counted", "人数", "人"), scene="posting"),
)  # fmt: skip
_TOWN = ("乡镇", "指导员")
_PEOPLE = (
    _register("cadre_postings", "干部一线选派登记表|Cadres sent to the front line", "CP", "代号 类别 派往",
              _fact("cadre_posted", "=1", "人次", person="代号", post="派往", kind=("类别", KIND)), scene="paper"),
    _register("cadre_selections", "换届选任环节登记表|Steps of selection in the term change", "CS", "代号 环节 依据",
              _fact("cadre_selection_step", "=1", "次", person="代号", step=("环节", STEP), ground=("依据", GROUND)),
              scene="paper"),
    _register("clearances", "失实举报澄清登记表|Unfounded complaints cleared", "CL", "代号 案号 澄清编号",
              *_of("clarification.clear", _fact("complaint_cleared", "=1", "人次", person="代号", case="案号")), matter="澄清编号",
              scene="paper",
              acts=(_where(_act("clarification.clear", in_writing="=是", also="=meeting"), "澄清编号"),)),
    _register("branch_rectifications", "软弱涣散党组织整顿台账|Weak branches", "BR",
              "支部 事项 验收级 整顿编号 问题 摸排日 常委会日 方案 方案日 联系领导 结对单位 申请日 已做 听取人数 乡镇 指导员",
              *_of("weak_branch.list", _fact("branch_listed", "=1", "个", ("事项", "列入"), branch="支部")),
              *_of("weak_branch.accept", _fact("branch_accepted", "=1", "个", ("事项", "验收"), branch="支部", level=("验收级", LEVEL))),
              matter="整顿编号", scene="paper",
              acts=(_act("weak_branch.screen", "摸排日", _TOWN, title="支部", branch="支部", location="地点", reason=("问题", TROUBLE)),
                    _where(_act("weak_branch.list", meeting_on="常委会日"), "常委会日"),
                    _act("weak_branch.plan", "方案日", _TOWN, plan_text="方案", county_leader="联系领导", paired_unit="结对单位"),
                    _act("weak_branch.report_done", "申请日", _TOWN, done_text="已做"),
                    _where(_act("weak_branch.accept", level=("验收级", LEVEL), members_asked="听取人数"), "听取人数"))),
    _register("branch_secretaries", "支部书记问责登记表|Branch secretaries dealt with", "BS", "代号 处理",
              _fact("branch_secretary_handled", "=1", "人次", person="代号", form=("处理", FORM)), scene="paper"),
    _register("discipline_cases", "监督执纪情况登记表|Talks, letters and handling", "DC", "代号 案号 方式",
              _fact("talk_or_letter", "=1", "件次", ("方式", "谈话", "函询"), person="代号", case="案号"),
              _fact("handled_by_organisation", "=1", "人次", ("方式", "组织处理"), person="代号", case="案号"), scene="paper"),
    _register("inspection_teams", "常设督查组名册|Standing inspection teams", "IT", "督查组 在岗",
              {**_fact("inspection_team_standing", "在岗", "个", team="督查组"),
               "value": _cell("在岗", {"设立": "1", "在岗": "1", "撤销": "0"})}, scene="paper"),
    _register("livelihood_promises", "民生实事分项承诺表|Livelihood promises", "LP", "事项编号 事项 分项",
              _fact("livelihood_promised", "=1", "项", part="分项"), matter="事项编号", scene="posting"),
)  # fmt: skip
_TAKER, _CHECKER, _CHIEF = ("单位", "经办人"), ("单位", "核查人"), ("单位", "负责人")
_COMPLAINTS = (
    _register("complaints", "匿名检举控告办理登记表|Anonymous complaints", "XF",
              "线索编号 案号 来源 领域 被反映单位 代号 内容 查明 澄清编号 受理日 核查日 结论日 提起日 征求日 批准日 了结日 归档日 "
              "回访日 经办人 核查人 负责人", matter="线索编号", scene="paper",   # its papers stay in the organ's safe: no evidence
              acts=(_by(_act("complaint.open_unnamed", case_number="案号", channel=("来源", CHANNEL), topic=("领域", TOPIC),
                             location="地点", unit_named="被反映单位", person_code="代号", allegation="内容"), _TAKER),
                    _act("complaint.accept", "受理日", _TAKER), _act("complaint.check", "核查日", _CHECKER),
                    _act("complaint.conclude_unnamed", "结论日", _CHIEF, outcome="=unfounded", findings="查明", bad_effect="=是"),
                    {**_clarified("open", "提起日", _TAKER, case_number="案号", person_code="代号", asked_by="=office"),
                     "parent": {"column": "线索编号"}},
                    _clarified("consult", "征求日", _TAKER, agrees="=是"), _clarified("approve", "批准日", _CHIEF),
                    _act("complaint.close", "了结日", _CHIEF), _clarified("file", "归档日", _TAKER),
                    _clarified("revisit", "回访日", _TAKER, settled="=是"))),
)  # fmt: skip


def open_registers() -> Story:
    """A story of which nothing has been told: every register open and empty."""
    every = (*_WORKS, *_READINGS, *_RENEWAL, *_OUTSIDE, *_PEOPLE, *_UNDERTAKINGS, *_EXPROPRIATION, *_COMPLAINTS)
    return Story({register.id: register for register in every})
