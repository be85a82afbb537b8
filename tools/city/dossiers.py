"""What lies behind a clearing and behind a branch put right: the anonymous complaint and its check, the screening and its plan."""

from __future__ import annotations

from datetime import date, timedelta

from tools.city.story import BEFORE_CLOSING, Deed, Register, Story, chance

CLEARING_SINCE = date(2016, 1, 4)   # the first working day on which a clarification could be proposed
UNITS = ("build", "water", "housing", "culture", "civil", "investment")
CHANNELS = ("来信", "来访", "来电", "网络", "转办")
TOPICS = {
    "纪律作风": "反映其上班时间办私事", "以权谋私": "反映其在工程发包中打招呼", "不担当不作为": "反映其对群众来访推诿",
    "其他": "反映其在低保评定中照顾亲友",
}  # fmt: skip
TROUBLES = ("班子不齐", "书记缺职", "组织生活不正常", "信访矛盾多", "满意度低")
PLANS = (
    "补齐班子，落实“三会一课”，党员认领服务事项", "选派第一书记，建好活动场所，公开村务财务",
    "化解积案，班子成员包户走访，每月公开进度", "整顿作风，设便民服务点，由党员轮流值守",
)  # fmt: skip
OUTSIDE = ("外县", "重报")


def tell(story: Story) -> None:
    _complaints(story.registers["clearances"], story.registers["complaints"])
    _branches(story.registers["branch_rectifications"])


def _moved(deed: Deed) -> bool:
    last = deed.verdicts[-1].judgement if deed.verdicts else ""
    return not deed.corrects and deed.note not in OUTSIDE and last not in ("rejected", "disputed")


def _complaints(clearances: Register, complaints: Register) -> None:
    """Every clearing since 2016 has its complaint; a case that was cleared in two sittings has one."""
    luck = chance("complaints")
    met: set[tuple[str, str]] = set()
    numbered: dict[str, str] = {}   # the number of a row -> its clarification
    for at, deed in sorted(enumerate(clearances.deeds), key=lambda one: (one[1].on, one[1].number)):
        case = deed.cells["代号"], deed.cells["案号"]
        if not _moved(deed) or deed.on.year < CLEARING_SINCE.year or case in met:
            continue
        met.add(case)
        numbered[deed.number] = f"cq-{len(met):04d}"
        clearances.deeds[at] = deed.changed(澄清编号=numbered[deed.number])
        _complaint(complaints, deed, numbered[deed.number], luck.randrange(60))
    for at, deed in enumerate(clearances.deeds):
        if deed.corrects in numbered:
            clearances.deeds[at] = deed.changed(澄清编号=numbered[deed.corrects])


def _complaint(register: Register, cleared: Deed, clarification: str, turn: int) -> None:
    level = cleared.organisation.split("-")[0]
    topic = tuple(TOPICS)[turn % len(TOPICS)]
    received = cleared.on - timedelta(days=70 + turn % 20)
    proposed = max(cleared.on - timedelta(days=18), CLEARING_SINCE)
    wait = (cleared.on - proposed).days
    days = {
        "受理日": received + timedelta(days=4), "核查日": received + timedelta(days=8),
        "结论日": min(received + timedelta(days=44), proposed), "提起日": proposed,
        "征求日": proposed + timedelta(days=wait // 4), "批准日": proposed + timedelta(days=wait // 2),
        "了结日": proposed, "归档日": cleared.on + timedelta(days=6), "回访日": cleared.on + timedelta(days=70 + turn % 15),
    }  # fmt: skip
    cells = {
        "线索编号": f"xf-{clarification[3:]}", "案号": cleared.cells["案号"], "代号": cleared.cells["代号"],
        "来源": CHANNELS[turn % len(CHANNELS)], "领域": topic, "被反映单位": f"{level}-{UNITS[turn % len(UNITS)]}",
        "内容": f"{TOPICS[topic]}（匿名，合成）", "查明": "调阅资料并走访，反映的情况不存在（合成）", "澄清编号": clarification,
        **{name: _day(day) for name, day in days.items()},
        "经办人": f"@{level}-discipline:complaint_officer", "核查人": f"@{level}-discipline:investigator",
        "负责人": f"@{level}-discipline:discipline_head",
    }  # fmt: skip
    register.add(Deed(register.number(), received, cleared.organisation, cleared.place, cells, received))


def _branches(register: Register) -> None:
    """Screened, listed, given a plan, reported done, accepted by another level; what the branch accepted itself moved nothing."""
    listed: set[str] = set()
    accepted: set[str] = set()
    for at, deed in sorted(enumerate(register.deeds), key=lambda one: (one[1].on, one[1].number)):
        branch, what = deed.cells["支部"], deed.cells["事项"]
        number = int(branch[-3:])
        cells = {"整顿编号": f"zd-{number:03d}"}
        town = f"t{_town(register, branch)}"
        if _moved(deed) and what == "列入" and branch not in listed:
            listed.add(branch)
            cells |= {
                "问题": TROUBLES[number % len(TROUBLES)], "摸排日": _day(deed.on - timedelta(days=12)),
                "常委会日": _day(deed.on - timedelta(days=3)), "方案": PLANS[number % len(PLANS)],
                "方案日": _day(deed.on + timedelta(days=8 + number % 9)), "联系领导": f"{_county(deed)}-gov.government_head",
                "结对单位": f"{_county(deed)}-{('housing', 'culture', 'civil', 'water')[number % 4]}",
                "乡镇": town, "指导员": f"@{town}:branch_instructor",
            }  # fmt: skip
        elif _moved(deed) and what == "验收" and deed.cells["验收级"] != "本级" and branch in listed - accepted:
            accepted.add(branch)
            cells |= {
                "申请日": _day(deed.on - timedelta(days=6 + number % 7)), "已做": "方案所列各项均已落实，党员群众评议通过",
                "听取人数": str(18 + number % 23), "乡镇": town, "指导员": f"@{town}:branch_instructor",
            }  # fmt: skip
        register.deeds[at] = deed.changed(**cells)


def _town(register: Register, branch: str) -> str:
    return next(deed.place for deed in register.deeds if deed.cells["支部"] == branch)


def _county(listed: Deed) -> str:
    """The county's organisation department confirmed that it is listed."""
    return listed.verdicts[0].organisation.split("-")[0]


def _day(day: date) -> str:
    return day.isoformat() if day <= BEFORE_CLOSING else ""
