"""The reference city's matters as its registers tell them: every expropriation by the law, every household paid before it moves."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from tests.city.by_hand import sheet
from tests.city.taken_over import pack


def day(text: str) -> date:
    return date.fromisoformat(text)


def scopes():
    return {row["项目编号"]: row for row in sheet("expropriations")}


def of_courses(name: str):
    """Rows of a register that belong to a household's course, by household."""
    found = defaultdict(list)
    for row in sheet(name):
        if row.get("项目编号") or row.get("办理"):
            found[row["户号"]].append(row)
    return found


def test_every_quarter_has_its_scopes_and_every_step_of_the_law_in_order():
    steps = ["依据日", "拟订日", "论证日", "公布日", "汇总日", "反馈日", "风险日", "认定日", "资金日", "决定日", "公告日", "委托日"]
    assert len(scopes()) == 98 and len({row["地点"] for row in scopes().values()}) == 14
    for row in scopes().values():
        days = [day(row["日期"]), *(day(row[step]) for step in steps)]
        assert days == sorted(days), row["项目编号"]
        assert (day(row["汇总日"]) - day(row["公布日"])).days > 30, "comments for thirty full days (article 10)"
        assert int(row["到位资金"]) >= int(row["应备资金"]) and row["资金日"] <= row["决定日"], "article 12"
        assert (int(row["户数"]) >= 100) == bool(row["会议日"]), "the executive meeting decides on many households (article 12)"
        assert row["负责人"] != row["经办人"] != row["支付人"]


def test_a_scope_that_most_object_to_was_heard_first():
    heard = [row for row in scopes().values() if 2 * int(row["异议户"]) > int(row["户数"])]
    assert [row["公益事由"] for row in heard] == ["旧城区改建"]
    assert all(row["汇总日"] <= row["听证日"] <= row["反馈日"] for row in heard)


def test_a_house_is_surveyed_in_a_fixed_scope_of_its_own_quarter_within_a_year():
    for (row,) in of_courses("household_surveys").values():
        scope = scopes()[row["项目编号"]]
        assert scope["地点"] == row["地点"] and scope["项目"].startswith(row["片区"])
        assert 0 <= (day(row["日期"]) - day(scope["定界日"])).days <= 365


def test_every_household_is_paid_in_full_before_it_moves_and_told_what_its_house_is_worth_before_it_signs():
    settled, paid = of_courses("household_settlements"), of_courses("household_payments")
    right = {row["更正"]: row["补偿额"] for row in sheet("household_settlements") if row["更正"]}
    moved = of_courses("household_moves")
    assert len(moved) > 10_000
    for id, (move,) in moved.items():
        (settlement,) = settled[id]
        assert settlement["报告日"] < settlement["日期"] <= min(row["日期"] for row in paid[id])
        owed = int(right.get(settlement["编号"], settlement["补偿额"]))
        assert sum(int(row["金额"]) for row in paid[id] if row["日期"] <= move["日期"]) >= owed, "article 27"


def test_where_the_law_would_not_let_it_go_on_the_rows_are_facts_alone():
    moved = {row["户号"] for row in sheet("household_moves")}
    lived = of_courses("household_moves").keys()
    rejected = {row["户号"] for row in sheet("household_settlements") if row["退回日"] or row["异议日"] or not row["佐证"]}
    beyond = {row["户号"] for row in sheet("household_surveys") if row["说明"] == "界外"}
    assert rejected & moved and not rejected & lived
    assert beyond & moved and not beyond & lived
    assert len(moved - lived) < 200


def test_every_clearing_since_2016_has_one_complaint_without_a_name():
    complaints = sheet("complaints")
    cleared = {row["澄清编号"]: row for row in sheet("clearances") if row["澄清编号"] and not row["更正"]}
    assert {row["澄清编号"] for row in complaints} == cleared.keys() and len(cleared) == len(complaints) > 200
    for row in complaints:
        assert row["日期"] < row["核查日"] < row["结论日"] <= row["提起日"] <= row["批准日"] < cleared[row["澄清编号"]]["日期"]
        assert row["代号"].startswith("cheng-") and "佐证" not in row
    assert pack().kinds.on("complaint", date(2016, 6, 1)).sealed


def test_a_branch_is_accepted_by_another_level_than_its_own_after_its_plan():
    rows = sheet("branch_rectifications")
    plans = {row["支部"]: row["方案日"] for row in rows if row["方案日"]}
    accepted = [row for row in rows if row["申请日"]]
    assert len(plans) == 150 and len(accepted) > 136
    assert all(row["验收级"] in ("县级", "市级") and plans[row["支部"]] < row["申请日"] < row["日期"] for row in accepted)
