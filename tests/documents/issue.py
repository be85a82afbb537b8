"""A bulletin of a made-up city and the answers its slots get: what the tests of this room compose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.documents.composing import Asked, Composed, compose
from hetang.terms.refusals import Refusal
from hetang.terms.wording import Wording
from hetang.terms.words import Text

AS_OF = date(2017, 4, 26)
HEAD = {"size": 1284, "root": "9f3c77e0" * 8}

DECLARED: dict[str, Any] = {
    "id": "party_work_2017_09",
    "name": {"zh": "瓷都党建通讯", "en": "Porcelain City Party Work"},
    "organ": "市党建办公室编",
    "year": 2017,
    "issue": 9,
    "running": 147,
    "mark": "内部资料　注意保存",
    "copies": 120,
    "title": "把决定落到人　把数字落到事",
    "subtitle": "——城市建设与党建同题共答的情况",
    "editors_note": "编者按：路停了，靠的是有人认领、有人核实、有人公开，才又动起来。本期把各处的做法和结果放在一起；"
    "文中数字都能打开，看到由哪些事实相加，谁记、谁核。",
    "text": """
去年以来，全市把中心工作与基层党建一起谋划、一起交办、一起检查。联席会议每月召开，定事必定人、定期；重点项目各有挂点领导，没有落空的。

# 一、路通了，树也种上了

到{as_of|day}，改造道路{roads_rebuilt}，道路绿化{greening_length}，绿化面积{greened_area|万}，新铺人行道{pavement_area|value}平方米。
{if stalled_months > 4}枫林大道停滞{stalled_months|over}，经联席会议交办、选派干部驻点，
{date 2017-03|month}下旬复工。{else}枫林大道停滞{stalled_months}。{end}

## （一）记与核分开

记的人不核，核的人不记；佐证、地点、时间随事实一起入账，更正另起条目，原条目不改。市民反映的事，由另外的单位到场看过才算办结。

# 二、先补偿，后搬迁

全年改造棚户{households|near 10000|万}，面积{renewal_area|万}。
住户可选货币，也可选调换；选货币的占{money_rate}，居全省第{money_rank}。
鸬鹚、峙滩、浯口、臧湾各乡镇同步排查。补偿未到位的，没有定搬迁期限的。

# 三、谁干得好就用谁

选派后备干部、年轻干部{cadres_dispatched}到项目去，“十三五”开局之年按实绩提拔{cadres_promoted}；为受了不实举报的干部澄清{persons_cleared}。
招商签约{investment|亿}；全市外来驻场艺人{artists|over 10000|万}。
""",
    "contributor": "（供稿：市重点办、珠山区）",
    "distribution": {
        "report": ["省党建办", "市委、市政府领导"],
        "send": ["市人大、市政协", "市直各单位"],
        "issue": ["各县（市、区）", "各乡镇、街道党（工）委"],
    },
    "signed_off": {"drafted": "office.drafter", "reviewed": "office.deputy", "issued": "office.head"},
    "names": ["十三五"],
}
HOLDERS = {"office.drafter": "袁听雨", "office.deputy": "邵行之", "office.head": "温令仪"}

# indicator: value, exact, unit, Chinese name, facts
VALUES: dict[str, tuple[str, str, str, str, int]] = {
    "roads_rebuilt": ("27", "27", "条", "改造道路", 214),
    "greening_length": ("27500", "27500", "米", "道路绿化长度", 312),
    "greened_area": ("423000", "423000", "平方米", "绿化面积", 288),
    "pavement_area": ("71300", "71300", "平方米", "新铺人行道面积", 96),
    "stalled_months": ("4.1", "127/31", "月", "无已核实进展的月数", 61),
    "households": ("9846", "9846", "户", "改造棚户", 29538),
    "renewal_area": ("1200000", "1200000", "平方米", "改造面积", 9846),
    "money_rate": ("90", "90", "%", "货币安置比例", 10940),
    "money_rank": ("2", "2", "名", "货币安置比例全省名次", 11),
    "cadres_dispatched": ("536", "536", "名", "选派干部", 540),
    "cadres_promoted": ("24", "24", "名", "按实绩提拔", 24),
    "persons_cleared": ("201", "201", "人次", "澄清不实举报", 201),
    "investment": ("13800000000", "13800000000", "元", "二期签约投资", 3),
    "artists": ("31207", "31207", "人", "外来驻场艺人", 57),
}


def ask(indicator: str, question: Mapping[str, str]) -> Asked | Refusal:
    if indicator not in VALUES:
        return Refusal("indicator_unknown", Text.of("没有此指标"), Text.of("已声明的指标"))
    value, exact, unit, name, facts = VALUES[indicator]
    number = list(VALUES).index(indicator)
    figure = {
        "id": indicator,
        "value": value,
        "exact": exact,
        "unit": unit,
        "period": "2016",
        "as_of": AS_OF.isoformat(),
        "known_at": None,
        "floor": "verified",
        "ladder": {"reported": value, "evidenced": value, "verified": value, "disputed": "0"},
        "coverage": {"reported_by": 4, "out_of": 4 if number % 3 else 5},
        "fact_count": facts,
        "facts_digest": f"{number:02x}" * 32,
        "withheld": 0,
        "definition": {"digest": f"{number + 100:02x}" * 32, "text": name},
        "pack": "ab" * 32,
        "head": HEAD,
    }
    return Asked(figure, Text(name, indicator), date(2016, 1, 1), tuple(range(12 + number, 40 + 9 * number)), Wording())


def holder(post: str, day: date) -> str | None:
    return HOLDERS.get(post)


def bulletin(**changes: Any) -> Bulletin:
    parsed = parse_bulletin({**DECLARED, **changes})
    assert isinstance(parsed, Bulletin), [refusal.text("en") for refusal in parsed]
    return parsed


def composed(**changes: Any) -> Composed:
    done = compose(bulletin(**changes), as_of=AS_OF, head=HEAD, ask=ask, holder=holder)
    assert isinstance(done, Composed), [refusal.text("en") for refusal in done]
    return done
