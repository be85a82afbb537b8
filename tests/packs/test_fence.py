"""One pack for every forbidden construction: each is refused with its clause; what only sounds like one is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.terms.refusals import Refusal
from tests.packs.lakeside import documented_files, write_pack

Json = dict[str, Any]
APP = "国办函〔2026〕12号"
FORMALISM = "整治形式主义为基层减负"
DECREE = "国务院令第590号"


def named(id: str, zh: str, en: str, **more: Any) -> Json:
    return {"id": id, "name": {"zh": zh, "en": en}, **more}


def kind(**changes: Any) -> Json:
    """A plain kind of two steps and a clock in which nothing is forbidden."""
    found: Json = named("visit", "走访", "visit", since="2016-01-01", authority="government")
    found["source"] = found["purpose"] = found["yields_nothing"] = {"zh": "示例", "en": "an example"}
    found["fields"] = [field("title", "题名", "title")]
    found["steps"] = [named("open", "在办", "open", owner="owner"), named("done", "办结", "done", end=True)]
    found["acts"] = [
        named("begin", "立项", "begin", opens=True, to="open", may=["role:recorder"], needs=["title"]),
        named("finish", "办结", "finish", **{"from": ["open"]}, to="done", may=["role:recorder"]),
        named("late", "逾期", "late", **{"from": ["open"]}, may=["clock"]),
    ]
    ends = [{"after": {"days": 0}, "act": "late"}]
    found["clocks"] = [named("limit", "期限", "limit", runs=["open"], target={"days": 9}, ends=ends)]
    return {**found, **changes}


def field(id: str, zh: str, en: str, **more: Any) -> Json:
    return {**named(id, zh, en, type="text"), "from": "asked", "purpose": {"zh": "用", "en": "use"}, **more}


def with_field(id: str, zh: str, en: str, **more: Any) -> Json:
    made = kind()
    made["fields"].append(field(id, zh, en, **more))
    if made["fields"][-1]["from"] == "asked":
        made["acts"][1]["needs"] = [id]
    return made


def with_act(index: int, **more: Any) -> Json:
    made = kind()
    made["acts"][index].update(more)
    return made


def forbidden(tmp_path: Path, *kinds: Json, **lists: Any) -> list[Refusal]:
    """What the fence says of the documented pack with these kinds (and further lists by file) added."""
    files: dict[str, str | bytes] = {**documented_files()}
    files["matters/more.yaml"] = json.dumps({"kinds": list(kinds)}, ensure_ascii=False, indent=1)
    for name, items in lists.items():
        folder = "organisations" if name in ("roles", "grants") else name
        files[f"{folder}/more.yaml"] = json.dumps({name: items}, ensure_ascii=False, indent=1)
    found = read_pack(write_pack(tmp_path, files))
    assert not isinstance(found, Pack)
    assert not [refusal for refusal in found if refusal.code in ("unknown_key", "wrong_type", "not_accepted")]
    return [refusal for refusal in found if refusal.code.startswith("fence_")]


NAMES = [
    ("fence_check_in", "daka", "打卡", "attendance"),
    ("fence_check_in", "attendance", "每日签到", "attendance"),
    ("fence_check_in", "visit_check_in", "到访", "check-in"),
    ("fence_check_in", "arrival", "到访", "Daily CheckIn"),
    ("fence_points", "jifen", "积分", "credits"),
    ("fence_points", "credits", "黨員積分", "credits"),
    ("fence_points", "merit", "累计", "merit points"),
    ("fence_points", "points", "累计", "points"),
    ("fence_ranking_of_persons", "place_in_list", "干部排名", "place in the list"),
    ("fence_ranking_of_persons", "place_in_list", "人員排行", "place in the list"),
    ("fence_ranking_of_persons", "staff_rank", "次序", "order"),
    ("fence_ranking_of_persons", "board", "龙虎榜", "board"),
    ("fence_ranking_of_persons", "board", "榜", "leader-board"),
    ("fence_online_time", "duration", "在线时长", "duration"),
    ("fence_online_time", "duration", "線上：登錄次數", "duration"),
    ("fence_online_time", "online_hours", "时长", "time"),
    ("fence_activity", "vigour", "活跃度", "vigour"),
    ("fence_activity", "vigour", "活躍度", "vigour"),
    ("fence_activity", "activity_score", "程度", "degree"),
    ("fence_reactions", "liked", "点赞数", "liked"),
    ("fence_reactions", "liked", "點讚", "liked"),
    ("fence_reactions", "passed_on", "转发量", "passed on"),
    ("fence_reactions", "online_votes", "票", "ballots"),
    ("fence_study_as_appraisal", "study", "学时考核", "study"),
    ("fence_study_as_appraisal", "study_hours_score", "学习", "study"),
    ("fence_track", "route", "巡查轨迹", "route"),
    ("fence_track", "gps_track", "路线", "route"),
    ("fence_track", "face", "人脸", "likeness"),
    ("fence_photo", "selfie", "自拍", "likeness"),
    ("fence_photo", "traces", "工作留痕", "traces"),
]


@pytest.mark.parametrize(("code", "id", "zh", "en"), NAMES)
def test_what_is_forbidden_is_known_by_its_names(tmp_path: Path, code: str, id: str, zh: str, en: str) -> None:
    found = forbidden(tmp_path, with_field(id, zh, en))
    assert [refusal.code for refusal in found] and {refusal.code for refusal in found} == {code}
    for refusal in found:
        assert any(law in refusal.says.zh for law in (APP, FORMALISM, "个人信息保护法")), refusal.says.zh
        assert refusal.at is not None and refusal.at.startswith("matters/more.yaml:")


def study_in_an_appraisal() -> list[Json]:
    made = with_field("hours", "学时", "class hours", type="number", unit="小时")
    return [{**made, "id": "yearly", "name": {"zh": "年度考核", "en": "yearly appraisal"}}]


def rank_in_a_kind_about_a_person() -> list[Json]:
    made = with_field("who_is_it", "对象", "subject", type="person")
    made["fields"].append(field("standing", "名次", "place", type="number", unit="个"))
    made["acts"][0]["needs"].append("standing")
    return [made]


def photo_without_decision() -> list[Json]:
    return [with_act(1, evidence={"least": 1, "kind": "photo"})]


def asked_by_two_acts() -> list[Json]:
    made = with_field("address", "地址", "address")
    made["acts"][0]["needs"].append("address")
    return [made]


def asked_under_two_names() -> list[Json]:
    made = with_field("address", "地址", "address")
    made["fields"].append(field("address_again", "地址", "address"))
    made["acts"][1]["needs"].append("address_again")
    return [made]


def asked_in_the_child() -> list[Json]:
    above = with_field("address", "地址", "address")
    child = {**with_field("address", "地址", "address"), "id": "check", "parents": ["visit"], "parent_required": True}
    return [above, child]


def an_accountability() -> Json:
    made = kind(id="holding_to_account", authority="discipline")
    made["name"] = {"zh": "问责", "en": "accountability"}
    made["parents"] = ["visit"]
    return made


def the_clock_opens_accountability() -> list[Json]:
    opens = [{"kind": "holding_to_account", "act": "begin", "fields": {"title": "title"}}]
    return [with_act(2, opens_matter=opens), an_accountability()]


def a_missed_deadline_opens_accountability() -> list[Json]:
    opens = [{"kind": "holding_to_account", "act": "begin", "fields": {"title": "title"}, "when": "n_late > 0"}]
    return [with_act(1, opens_matter=opens), an_accountability()]


def accountability_through_another_kind() -> list[Json]:
    between = kind(id="between", parents=["visit"])
    between["acts"][0]["opens_matter"] = [{"kind": "holding_to_account", "act": "begin", "fields": {"title": "title"}}]
    made = with_act(2, opens_matter=[{"kind": "between", "act": "begin", "fields": {"title": "title"}}])
    return [made, between, {**an_accountability(), "parents": ["between"]}]


def the_clock_reprimands() -> list[Json]:
    made = with_act(2, to="reprimanded")
    made["steps"].append(named("reprimanded", "诫勉", "reprimanded", end=True))
    return [made]


def a_form_that_is_computed() -> list[Json]:
    return [with_field("form", "第几种形态", "which of the four forms", value="'first'", **{"from": "known"})]


STRUCTURES: list[tuple[Callable[[], list[Json]], str, str]] = [
    (study_in_an_appraisal, "fence_study_as_appraisal", APP),
    (rank_in_a_kind_about_a_person, "fence_ranking_of_persons", APP),
    (photo_without_decision, "fence_photo", FORMALISM),
    (asked_by_two_acts, "fence_asked_twice", APP),
    (asked_under_two_names, "fence_asked_twice", APP),
    (asked_in_the_child, "fence_asked_twice", APP),
    (the_clock_opens_accountability, "fence_automatic_accountability", "问责条例"),
    (a_missed_deadline_opens_accountability, "fence_automatic_accountability", "问责条例"),
    (accountability_through_another_kind, "fence_automatic_accountability", "问责条例"),
    (the_clock_reprimands, "fence_automatic_accountability", "问责条例"),
    (a_form_that_is_computed, "fence_computed_form", "党内监督条例"),
]


@pytest.mark.parametrize(("make", "code", "clause"), STRUCTURES, ids=lambda value: getattr(value, "__name__", None))
def test_what_is_forbidden_is_known_by_its_structure(
    tmp_path: Path, make: Callable[[], list[Json]], code: str, clause: str
) -> None:
    found = forbidden(tmp_path, *make())
    assert {refusal.code for refusal in found} == {code}, [refusal.text("en") for refusal in found]
    assert all(clause in refusal.says.zh and ":" in refusal.says.en for refusal in found)


def expropriation(**decide: Any) -> Json:
    made = kind(id="expropriation_area", authority=decide.pop("authority", "government"))
    made["name"] = {"zh": "房屋征收", "en": "expropriation of houses"}
    made["acts"][1] = named("decide", "作出征收决定", "decide", **{"from": ["open"]}, to="done", **decide)
    return made


PARTY_ROLE = named("standing_committee", "常务委员会", "standing committee", authority="party", since="2016-01-01")
NAMED_ROLE = named("county_secretary", "县委书记", "county secretary", since="2016-01-01")
OFFICE_ROLE = named("project_office", "指挥部", "project headquarters", since="2016-01-01")
MAYOR = named("mayor", "县长", "head of the county government", authority="government", since="2016-01-01")
for role in (PARTY_ROLE, NAMED_ROLE, OFFICE_ROLE, MAYOR):
    role["source"] = {"zh": "示例", "en": "an example"}


@pytest.mark.parametrize("role", [PARTY_ROLE, NAMED_ROLE, OFFICE_ROLE], ids=lambda role: role["id"])
def test_no_role_but_the_government_s_decides_an_expropriation(tmp_path: Path, role: Json) -> None:
    found = forbidden(tmp_path, expropriation(may=[f"role:{role['id']}"]), roles=[role])
    assert [refusal.code for refusal in found] == ["fence_party_decides_expropriation"]
    assert DECREE in found[0].says.zh and "590" in found[0].says.en


def test_no_party_kind_and_no_attached_leader_decides_an_expropriation(tmp_path: Path) -> None:
    made = expropriation(authority="party", may=["attached"])
    found = forbidden(tmp_path, made)
    assert [refusal.code for refusal in found] == ["fence_party_decides_expropriation"] * 2


def test_a_government_role_granted_to_a_party_organ_decides_no_expropriation(tmp_path: Path) -> None:
    grants = [{"person": "zhou", "role": "mayor", "over": "committee", "since": "2016-01-01"}]
    files = {**documented_files()}
    organisations = [named("committee", "县委", "county committee", parent="city", kind="party")]
    for name, items in (("matters", {"kinds": [expropriation(may=["role:mayor"])]}),
                        ("organisations", {"roles": [MAYOR], "organisations": organisations, "grants": grants})):  # fmt: skip
        given = {**items, "since": "2015-01-01", "source": {"zh": "示例", "en": "an example"}}
        files[f"{name}/more.yaml"] = json.dumps(given, ensure_ascii=False, indent=1)
    found = read_pack(write_pack(tmp_path, files))
    assert isinstance(found, list)
    fenced = [refusal for refusal in found if refusal.code.startswith("fence_")]
    assert [refusal.code for refusal in fenced] == ["fence_party_decides_expropriation"]
    assert fenced[0].at is not None and fenced[0].at.startswith("organisations/more.yaml:")


def test_the_government_decides_an_expropriation(tmp_path: Path) -> None:
    assert forbidden(tmp_path, expropriation(may=["role:mayor"]), roles=[MAYOR]) == []


def test_an_indicator_may_not_rank_persons(tmp_path: Path) -> None:
    measures = [
        named("done_by", "办结", "done", since="2016-01-01", unit="件", dims=[named("clerk", "经办人", "clerk")])
    ]
    rank = {"sum": "done_by", "among": "clerk", "self": "a", "order": "highest_first"}
    indicators = [named("standing", "位置", "standing", since="2016-01-01", unit="个", rank=rank)]
    for item in (*measures, *indicators):
        item["source"] = {"zh": "示例", "en": "an example"}
    found = forbidden(tmp_path, kind(), measures=measures, indicators=indicators)
    assert {refusal.code for refusal in found} == {"fence_ranking_of_persons"}
    assert [refusal.at.partition(":")[0] for refusal in found if refusal.at] == ["indicators/more.yaml"]


def test_a_figure_may_not_be_asked_for(tmp_path: Path) -> None:
    made = with_field("lamps", "新装路灯", "new lamps", type="number", unit="盏")
    (found,) = forbidden(tmp_path, made)
    assert found.code == "fence_asked_twice" and "指标" in found.says.zh and APP in found.says.zh


INNOCENT = [
    ("city_rank", "全省城市排名", "rank of the city in the province"),
    ("floor_parts", "建筑面积分类", "floor area by part"),
    ("volume", "体积分数", "volume fraction"),
    ("activity", "活动内容", "activity"),
    ("monitoring_points", "监测点位", "monitoring points"),
    ("check_installation", "检查安装情况", "check installation"),
    ("votes_for", "赞成票", "votes for"),
    ("forwarded", "转送单位", "forwarded to"),
    ("planned_course", "计划轨迹", "planned course"),
    ("track_record", "以往业绩", "track record"),
    ("class_hours", "学时", "class hours"),
    ("positioning", "城市功能定位", "what the city is for"),
    ("online_hearing", "在线听证", "online hearing"),
    ("signed_on", "签订日期", "signed on"),
]


@pytest.mark.parametrize(("id", "zh", "en"), INNOCENT, ids=[id for id, _, _ in INNOCENT])
def test_innocent_words_are_let_through(tmp_path: Path, id: str, zh: str, en: str) -> None:
    assert forbidden(tmp_path, with_field(id, zh, en)) == []


def commuting() -> list[Json]:
    """A log that is kept every day asks its questions anew each day."""
    made = with_field("lot", "标段", "lot")
    made["acts"][1].pop("needs")
    for id in ("log", "count"):
        made["acts"].append(named(id, "记录", id, may=["role:recorder"], needs=["lot"], commutes=True))
    return [made]


def alternatives() -> list[Json]:
    """Two acts of which a matter can only ever do one may ask the same."""
    made = with_field("amount", "金额", "amount")
    made["acts"].append(
        named("settle", "裁决", "settle", **{"from": ["open"]}, to="done", may=["role:recorder"], needs=["amount"])
    )
    return [made]


def photo_that_decides() -> list[Json]:
    decides = {"zh": "是否修好由照片决定", "en": "whether it is repaired"}
    return [with_act(1, evidence={"least": 1, "kind": "photo", "decides": decides})]


def the_clock_only_tells() -> list[Json]:
    return [with_act(2, tells=["owner", "attached"]), an_accountability()]


@pytest.mark.parametrize(
    "make", [commuting, alternatives, photo_that_decides, the_clock_only_tells], ids=lambda f: f.__name__
)
def test_what_only_resembles_it_is_let_through(tmp_path: Path, make: Callable[[], list[Json]]) -> None:
    assert forbidden(tmp_path, *make()) == []


@pytest.mark.parametrize("name", ["base", "jingdezhen", "newyork"])
def test_the_packs_that_come_with_it_keep_within_the_fence(name: str) -> None:
    found = read_pack(Path(__file__).parents[2] / "packs" / name)
    assert isinstance(found, Pack), [refusal.text("en") for refusal in found]
