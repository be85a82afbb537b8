"""The words by which a forbidden construction names itself, in Chinese and English, however they are spelt.

Chinese is compared without spaces, hyphens and other signs, traditional characters as simplified ones; English and ids as
words in lower case, with `check-in`, `checkIn`, `check_in` and `check in` alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# Only the characters that the words below, and those around them, have in another form.
TRADITIONAL = str.maketrans(
    "積線時長登錄躍點讚贊轉發閱讀學習課評績員幹黨個軌跡蹤機動態實況識別臉懲處責紀問誡單獎賞榮簽數計幾錶徵補償遷報頭賽獲優榜誰誤對國張拍攝圖劃進體",
    "积线时长登录跃点赞赞转发阅读学习课评绩员干党个轨迹踪机动态实况识别脸惩处责纪问诫单奖赏荣签数计几表征补偿迁报头赛获优榜谁误对国张拍摄图划进体",
)
SIGNS = re.compile(r"[\W_]+")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=16_384)
def chinese(text: str) -> str:
    """As Chinese words are looked for in it."""
    return SIGNS.sub("", unicodedata.normalize("NFKC", text).translate(TRADITIONAL)).lower()


@lru_cache(maxsize=16_384)
def english(text: str) -> str:
    """As English words are looked for in it."""
    return SIGNS.sub(" ", HUMP.sub(" ", unicodedata.normalize("NFKC", text))).lower().strip()


@dataclass(frozen=True, slots=True)
class Words:
    """One notion by its words in both languages."""

    zh: re.Pattern[str]
    en: re.Pattern[str]

    def in_(self, texts: Iterable[str]) -> bool:
        return any(self.zh.search(chinese(text)) or self.en.search(english(text)) for text in texts)


def words(zh: str, en: str) -> Words:
    return Words(re.compile(zh), re.compile(rf"\b(?:{en})\b"))


PERSONS = words(
    "个人|人员|干部|党员|员工|职工|职员|书记|主任|社工|网格员|民警|教师|医生|经办人|承办人|责任人|负责人|公务员|同志|居民|户主|谁|代号|姓名",
    r"persons?|people|individuals?|cadres?|employees?|staff|workers?|members?|officers?|officials?|secretar(?:y|ies)|clerks?"
    r"|inspectors?|residents?|users?|handlers?|recorders?|pseudonyms?|teachers?|who|whom",
)
BODIES = words(
    "城市|全省|全国|各市|设区市|县区|区县|乡镇|街道|社区|村|单位|部门|机关|企业|项目|工程|地区|区域|省|市|工地|标段|学校|医院",
    r"cit(?:y|ies)|provinc(?:e|es|ial)|count(?:y|ies)|districts?|towns?|villages?|organisations?|organizations?|departments?"
    r"|agenc(?:y|ies)|firms?|compan(?:y|ies)|projects?|sites?|schools?|stations?|nationwide",
)
RANKING = words(
    "排名|排行|名次|位次|排座次|末位|倒数|前十名",
    r"rank(?:s|ed|ing|ings)?|league tables?|top (?:ten|performers?)|worst performers?|best performers?|standings|pai ?ming",
)
BOARD = words("排行榜|龙虎榜|红黑榜|光荣榜|积分榜|黑榜", r"leader ?boards?|score ?boards?|walls? of shame|halls? of fame")
CHECK_IN = words(
    "打卡|(?:每日|日常|线上|上线|手机|扫码|定位|人脸|到岗|巡查)签到|(?:每日|上班|下班)考勤",
    r"check(?:ed|ing|s)? ?ins?|clock(?:ed|ing|s)? ?(?:in|on)s?"
    r"|punch(?:ed|ing)? ?(?:in|card|clock)s?|(?:daily|online|mobile) sign ?ins?|da ?ka",
)
POINTS = words(
    r"(?<![面体累沉堆淤冲容蓄囤])积分|加分榜|扣分榜|(?:个人|人员|党员|干部|员工)(?:加|扣|记|得)分|记分卡|学分榜",
    r"(?:reward|bonus|merit|demerit|penalty|loyalty|honou?r|behaviou?r|personal|user|member|party member|cadre|staff|employee)"
    r" (?:points?|scores?)|activity points|points? (?:system|balance|ranking|table|ledger|total|earned|awarded|scored|deducted|collected)"
    r"|gamif\w*|jifen|ji fen",
)
ONLY_POINTS = words(r"^(?:分数|总分|得分|个人得分)$", r"^(?:points?|my points|score points?|total points)$")
ONLINE_TIME = words(
    "在线(?:总|累计|学习)?(?:时长|时间|天数|率)|上线(?:时长|率|次数)|登录(?:时长|次数|天数|频次|率)|使用时长|停留时长|阅读时长|打开次数|安装率|连续登录",
    r"online (?:time|hours?|minutes?|duration|days)|time online|hours online|minutes online|log ?ins? (?:count|days|rate|frequency|time)"
    r"|(?:number|count) of log ?ins?|screen time|dwell time|usage time|time spent (?:online|in app|in the app)|install(?:ation)? rate",
)
ACTIVITY = words(
    "活跃度|活跃率|活跃值|活跃指数|活跃用户|活跃人数|活跃天数|日活|月活|在线活跃",
    r"activity (?:score|level|rate|index|rank|ranking|rating|degree)|active users?|user activity|daily actives?|monthly actives?|dau|mau"
    r"|engagement (?:score|rate|level|index)|huo ?yue ?du",
)
REACTIONS = words(
    "点赞|转发(?:量|数|次数|率|任务|排名)|阅读量|浏览量|评论数|评论量|跟帖数|粉丝数|关注量|刷票|拉票|网络投票|线上投票|微信投票|投票数排名",
    r"likes|likes? (?:count|number|rate|total)|number of likes|thumbs ?ups?|up ?votes?|down ?votes?|online votes?|web votes?|forwards"
    r"|forwards? (?:count|number|rate|total)|number of (?:forwards|reposts|shares|comments|followers)|re ?posts?|re ?tweets?"
    r"|shares? (?:count|number)|page views?|follower count|comment count",
)
TRACKS = words(
    "(?<!计划)(?<!发展)(?<!进度)(?<!工程)(?<!曲线)轨迹|gps|实时位置|实时定位|人员定位|手机定位|定位信息|定位坐标|定位上报|位置上报|位置共享|人脸|行踪",
    r"gps|geo ?locat\w*|geo ?fenc\w*|live location|real ?time location|location (?:track\w*|trace|log|history|reports?|sharing|upload)"
    r"|tracks? of"
    r"|(?:movement|person|people|staff|worker|officer|walking|patrol|vehicle|phone|mobile|location) (?:tracks?|tracking|traces?)"
    r"|track points?|track ?logs?|whereabouts|face (?:id|recognition|scan)|facial \w+",
)
ONLY_TRACK = words(r"^(?:定位|位置坐标|路线轨迹)$", r"^(?:tracks?|tracking|trajectory|geotag|live position)$")
PHOTOS = words(
    "照片|拍照|自拍|截图|截屏|留痕|影像上传|视频上传|合影",
    r"photos?|photographs?|selfies?|screen ?shots?|pictures? of|video upload|trace keeping",
)
STUDY = words(
    "学时|学习时长|学习时间|学习小时|课时|学分|听课时长",
    r"study (?:hours?|time|minutes)|class hours?|learning (?:hours?|time)|training hours?"
    r"|hours? (?:of study|studied|of training)|credit hours?",
)
APPRAISAL = words(
    "考核|考评|评优|评先|绩效|评分|打分|得分|计分|量化|达标排名|末位|排名|排行",
    r"appraisals?|apprais\w*|performance|scor(?:e|es|ed|ing)|grad(?:e|es|ing)|rating|merit|rank(?:s|ing|ed)?"
    r"|kpi|assessment of (?:persons?|staff|cadres?)",
)
ACCOUNTABILITY = words(
    "问责|追责|纪律处分|党纪|政务处分|处分决定|立案审查|诫勉|组织处理|纪律审查|通报批评|停职检查|免职|责令辞职",
    r"accountab\w*|disciplin\w*|sanctions?|punish\w*|demerits?|admonish\w*|reprimands?|dismissals?",
)
FOUR_FORMS = words(
    "四种形态|第[一二三四1234]种?形态|形态(?:分类|认定|建议|等级)|执纪形态",
    r"four forms|(?:first|second|third|fourth) form|forms? of (?:discipline|supervision)|discipline form|form of the four",
)
EXPROPRIATION = words(
    "征收(?!入|管|率|税|费)|征迁|征拆|拆迁|棚户区改造|棚改|补偿决定|第?590号",
    r"expropriat\w*|compulsory (?:purchase|acquisition)|eminent domain|decree 590|shanty ?town (?:renewal|redevelopment)",
)
DECIDES = words(
    "决定|批准|审批|审定|核准", r"decid\w*|decisions?|approv\w*|authori[sz]e[sd]?|ratif\w*"
)
PARTY_ORGAN = words(
    "党|书记|市委|县委|区委|省委|常委|纪委|组织部|工委|指挥部|领导小组|项目部|项目经理|挂点领导",
    r"party|(?:party|branch|committee|district|city|county) secretar(?:y|ies)|standing committee|headquarters|leading group|command(?:er)?"
    r"|project (?:leader|office|manager|headquarters)|attached leaders?|discipline (?:commission|inspection|organ)",
)
