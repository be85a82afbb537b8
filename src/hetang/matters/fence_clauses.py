"""What the legal fence says when it refuses: the sentence, what would be accepted, and the clause with how sure it is.

Statutes were read in full; the rules on government apps and on formalism as excerpts, so their article numbers are left open.
"""

from __future__ import annotations

from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

APP_RULES = Text(
    "《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号，2026-01-25；据公开摘录，条号待核）",
    "Rules on Government Mobile Apps (国办函〔2026〕12号, 2026-01-25; from published excerpts, article number to be checked)",
)
FORMALISM = Text(
    "《整治形式主义为基层减负若干规定》（2024-08-06；据公开摘录，条号待核）",
    "Provisions on curbing formalism to lighten grassroots burdens (2024-08-06; from excerpts, article number to be checked)",
)
PRIVACY = Text(
    "《个人信息保护法》第六条、第二十八条、第三十四条", "Personal Information Protection Law, articles 6, 28 and 34"
)
DECREE_590 = Text(
    "《国有土地上房屋征收与补偿条例》（国务院令第590号）第四条、第八条、第二十六条",
    "Decree 590 on expropriation of houses on state-owned land, articles 4, 8 and 26",
)
ACCOUNTABILITY_RULES = Text(
    "《中国共产党问责条例》（2016）第八条、（2019）依惯例同此：由有权机关集体决定",
    "Party accountability regulations (2016) article 8, (2019) by convention the same: an authorised organ decides",
)
FORMS_RULES = Text(
    "《中国共产党党内监督条例》（2016）第七条；《中国共产党纪律处分条例》（2023）第五条",
    "Regulations on intra-Party supervision (2016) article 7; Regulations on disciplinary action (2023) article 5",
)


def _fence(code: str, clause: Text, zh: str, en: str, accepts: Text) -> Refusal:
    return Refusal(code, Text(f"{zh}：{clause.zh}", f"{en}: {clause.en}"), accepts)


NO_SUCH_THING = Text("去掉它；需要知道的，由已有的事实算得", "leave it out; what must be known is computed from facts")
CHECK_IN = _fence(
    "fence_check_in", APP_RULES, "“{name}”是打卡签到，不得设置", "“{name}” is a check-in, which must not be set up",
    NO_SUCH_THING,
)  # fmt: skip
POINTS = _fence(
    "fence_points", APP_RULES, "“{name}”给人记分，不得设置积分", "“{name}” gives people points, which must not be set up",
    NO_SUCH_THING,
)  # fmt: skip
RANKING = _fence(
    "fence_ranking_of_persons", APP_RULES, "“{name}”给人排名，不得设置", "“{name}” ranks persons, which must not be set up",
    Text("排城市、区县或项目，不排人；或去掉它", "rank cities, districts or projects, not persons; or leave it out"),
)  # fmt: skip
ONLINE_TIME = _fence(
    "fence_online_time", APP_RULES, "“{name}”统计在线时长或登录，不得设置",
    "“{name}” counts time online or logins, which must not be set up", NO_SUCH_THING,
)  # fmt: skip
ACTIVITY = _fence(
    "fence_activity", APP_RULES, "“{name}”统计活跃度，不得设置", "“{name}” measures how active users are, which must not be set up",
    NO_SUCH_THING,
)  # fmt: skip
REACTIONS = _fence(
    "fence_reactions", APP_RULES, "“{name}”以点赞、投票、转发计量，不得作为评价",
    "“{name}” counts likes, votes or forwards, which must not measure anybody", NO_SUCH_THING,
)  # fmt: skip
STUDY = _fence(
    "fence_study_as_appraisal", APP_RULES, "“{name}”以学时作考核，不得设置",
    "“{name}” uses hours of study as appraisal, which must not be set up",
    Text("只记学时，不考核、不打分、不排名", "record the hours alone: no appraisal, no score, no rank"),
)  # fmt: skip
PHOTO = _fence(
    "fence_photo", FORMALISM, "“{name}”要照片或留痕，却不说为哪个决定所必需",
    "“{name}” asks for photos or traces without a decision that needs them",
    Text("写明 decides: 它所必需的决定，或不要照片", "`decides`: the decision that needs it, or no photo"),
)  # fmt: skip
TRACK = _fence(
    "fence_track", PRIVACY, "“{name}”采集轨迹、定位或人脸，非决定所必需",
    "“{name}” collects tracks, positions or faces, which no decision needs",
    Text("地点（type: place）", "the place (type: place)"),
)  # fmt: skip
ASKED_TWICE = _fence(
    "fence_asked_twice", APP_RULES, "“{name}”已由“{first}”问过，又要再填一次",
    "“{name}” has been asked by “{first}” and is asked once more",
    Text("问一次，其余取用：needs 里去掉它，或 from: known", "ask once and reuse: leave it out of `needs`, or from: known"),
)  # fmt: skip
COMPUTED_ASKED = _fence(
    "fence_asked_twice", APP_RULES, "“{name}”是指标“{first}”算得的，不应再填报",
    "“{name}” is computed as the indicator “{first}” and must not be asked for",
    Text("去掉这一栏，用指标的值", "leave the field out and use the figure"),
)  # fmt: skip
AUTOMATIC = _fence(
    "fence_automatic_accountability", ACCOUNTABILITY_RULES, "“{name}”因逾期自动引起“{target}”",
    "“{name}” lets a missed deadline bring about “{target}” by itself",
    Text("逾期只成事实记录；问责由有权机关另行立案", "a missed deadline is only a fact; an authorised organ opens a case of its own"),
)  # fmt: skip
COMPUTED_FORM = _fence(
    "fence_computed_form", FORMS_RULES, "“{name}”由系统算出执纪形态", "“{name}” lets the system compute a form of discipline",
    Text("由纪律检查机关的人填写（from: asked）", "filled in by a person of the discipline organ (from: asked)"),
)  # fmt: skip
PARTY_DECIDES = _fence(
    "fence_party_decides_expropriation", DECREE_590, "“{name}”让“{who}”决定征收或补偿",
    "“{name}” lets “{who}” decide an expropriation or its compensation",
    Text("市、县级人民政府的角色", "a role of the city's or county's people's government"),
)  # fmt: skip
