"""The organisations of the reference city, as they stood from 2011 to 2017, and the people who act in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from tools.city import divisions, names


@dataclass(frozen=True)
class Organisation:
    id: str
    zh: str
    en: str
    parent: str
    kind: str
    since: date = date(2000, 1, 1)
    until: date | None = None
    organ: bool = True


@dataclass(frozen=True)
class Person:
    id: str
    zh: str
    en: str
    organisation: str
    role: str


# id | zh | en | parent | kind
_PROVINCE_AND_CITY = """
jx|江西省|Jiangxi Province||region
jx-party|中共江西省委员会|Jiangxi Provincial Party Committee|jx|party
jx-org|中共江西省委组织部|Organisation Department, Jiangxi Party Committee|jx-party|party
jx-gov|江西省人民政府|People's Government of Jiangxi|jx|government
jx-housing|江西省住房和城乡建设厅|Jiangxi Department of Housing and Construction|jx-gov|government
jx-audit|江西省审计厅|Jiangxi Audit Department|jx-gov|government
jx-ep|江西省环境保护厅|Jiangxi Department of Environmental Protection|jx-gov|government
jx-emc|江西省环境监测中心站|Jiangxi Environmental Monitoring Centre|jx-ep|station
jx-forestry|江西省林业厅|Jiangxi Department of Forestry|jx-gov|government
jx-survey|江西省林业调查规划研究院|Jiangxi Forest Survey Institute|jx-forestry|station
jx-land|江西省国土资源厅|Jiangxi Department of Land and Resources|jx-gov|government
jx-foreign|江西省外事侨务办公室|Jiangxi Foreign Affairs Office|jx-gov|government
jx-commerce|江西省商务厅|Jiangxi Department of Commerce|jx-gov|government
jdz|景德镇市|Jingdezhen City|jx|region
jdz-party|中共景德镇市委员会|Jingdezhen City Party Committee|jdz|party
jdz-npc|景德镇市人民代表大会常务委员会|Standing Committee of the City People's Congress|jdz|congress
jdz-gov|景德镇市人民政府|People's Government of Jingdezhen|jdz|government
jdz-cppcc|政协景德镇市委员会|City Committee of the Political Consultative Conference|jdz|consultative
jdz-office|中共景德镇市委办公室|General Office, City Party Committee|jdz-party|party
jdz-supervision|景德镇市督查考核办公室|City Supervision Office|jdz-party|party
jdz-discipline|中共景德镇市纪律检查委员会|City Commission for Discipline Inspection|jdz-party|discipline
jdz-org|中共景德镇市委组织部|Organisation Department, City Party Committee|jdz-party|party
jdz-publicity|中共景德镇市委宣传部|Publicity Department, City Party Committee|jdz-party|party
jdz-organs|中共景德镇市直属机关工作委员会|Work Committee of City Organs|jdz-party|party
jdz-build|景德镇市城乡建设局|City Construction Bureau|jdz-gov|government
jdz-quality|景德镇市建设工程质量监督站|City Construction Quality Station|jdz-gov|station
jdz-works|景德镇市市政工程管理处|City Municipal Works Office|jdz-build|station
jdz-gardens|景德镇市园林管理局|City Gardens Bureau|jdz-gov|government
jdz-urban|景德镇市城市管理局|City Urban Management Bureau|jdz-gov|government
jdz-housing|景德镇市房产管理局|City Housing Bureau|jdz-gov|government
jdz-finance|景德镇市财政局|City Finance Bureau|jdz-gov|government
jdz-audit|景德镇市审计局|City Audit Bureau|jdz-gov|government
jdz-ep|景德镇市环境保护局|City Environmental Protection Bureau|jdz-gov|government
jdz-emc|景德镇市环境监测站|City Environmental Monitoring Station|jdz-ep|station
jdz-water|景德镇市水务局|City Water Bureau|jdz-gov|government
jdz-hydrology|景德镇市水文局|City Hydrology Office|jdz-gov|station
jdz-forestry|景德镇市林业局|City Forestry Bureau|jdz-gov|government
jdz-land|景德镇市国土资源局|City Land and Resources Bureau|jdz-gov|government
jdz-investment|景德镇市招商局|City Investment Bureau|jdz-gov|government
jdz-foreign|景德镇市外事侨务办公室|City Foreign Affairs Office|jdz-gov|government
jdz-porcelain|景德镇市瓷局|City Porcelain Bureau|jdz-gov|government
jdz-culture|景德镇市文化广电新闻出版局|City Culture Bureau|jdz-gov|government
jdz-education|景德镇市教育局|City Education Bureau|jdz-gov|government
jdz-health|景德镇市卫生和计划生育委员会|City Health Commission|jdz-gov|government
jdz-civil|景德镇市民政局|City Civil Affairs Bureau|jdz-gov|government
jdz-labour|景德镇市人力资源和社会保障局|City Human Resources Bureau|jdz-gov|government
jdz-transport|景德镇市交通运输局|City Transport Bureau|jdz-gov|government
jdz-statistics|景德镇市统计局|City Statistics Bureau|jdz-gov|government
jdz-police|景德镇市公安局|City Public Security Bureau|jdz-gov|government
jdz-quarter|瓷源里片区管理委员会|Ciyuanli Quarter Committee|jdz-gov|government
jdz-xihe|西河治理项目部|Xihe River Project Office|jdz-gov|headquarters
firms|参建单位|Firms at work|jdz|group
firm-a|昌南市政工程公司|Changnan Municipal Works Co.|firms|firm
firm-b|景东路桥工程公司|Jingdong Road and Bridge Co.|firms|firm
firm-c|瓷都园林工程公司|Cidu Gardens Co.|firms|firm
firm-d|浮东水利工程公司|Fudong Hydraulic Works Co.|firms|firm
firm-e|乐河土石方工程公司|Lehe Earthworks Co.|firms|firm
firm-f|珠东机械施工公司|Zhudong Plant Co.|firms|firm
firm-supervisor|信衡工程监理公司|Xinheng Works Supervision Co.|firms|firm
survey-a|景图测绘公司|Jingtu Survey Co.|firms|firm
survey-b|昌衡测绘公司|Changheng Survey Co.|firms|firm
survey-c|浮正测绘公司|Fuzheng Survey Co.|firms|firm
"""

# Every district has these organs: suffix | zh | en | parent's suffix | kind
_DISTRICT = """
|{d}|{e}||region
-party|中共{d}委员会|{e} Party Committee||party
-gov|{d}人民政府|People's Government of {e}||government
-org|中共{d}委组织部|Organisation Department, {e}|-party|party
-discipline|中共{d}纪律检查委员会|Commission for Discipline Inspection, {e}|-party|discipline
-supervision|{d}督查办公室|Supervision Office, {e}|-party|party
-build|{d}住房和城乡建设局|Construction Bureau, {e}|-gov|government
-gardens|{d}园林绿化所|Gardens Office, {e}|-gov|station
-water|{d}水务局|Water Bureau, {e}|-gov|government
-ep|{d}环境保护局|Environmental Protection Bureau, {e}|-gov|government
-forestry|{d}林业局|Forestry Bureau, {e}|-gov|government
-housing|{d}房产管理局|Housing Bureau, {e}|-gov|government
-finance|{d}财政局|Finance Bureau, {e}|-gov|government
-audit|{d}审计局|Audit Bureau, {e}|-gov|government
-investment|{d}招商局|Investment Bureau, {e}|-gov|government
-civil|{d}民政局|Civil Affairs Bureau, {e}|-gov|government
-culture|{d}文化广播局|Culture Bureau, {e}|-gov|government
"""

AIR_STATIONS = ("市监测站", "陶院", "珠山", "昌江", "高新", "枫树山", "竟成", "三龙")
TEAMS = {"jdz": 22, "cj": 15, "zs": 21, "fl": 14, "lp": 14}
DISSOLVED = {"jdz": 1, "cj": 1, "zs": 1, "lp": 1}
BRANCHES = 150
# Those who act without keeping a register: organisation, then their roles there. {d} is each district in turn.
SEATED = """
jdz-gov leader legal_reviewer inspector planner
jdz-party leader
jdz-audit auditor reviewer
jdz-discipline complaint_officer investigator discipline_head
jdz-org organisation_officer
jdz-office system_admin
jdz-civil security_admin
jdz-statistics audit_admin
survey-a surveyor appraiser
survey-b surveyor appraiser
survey-c surveyor appraiser
{d}-gov government_head
{d}-expropriation expropriation_officer resettlement_officer
{d}-finance payer
{d}-audit auditor
{d}-discipline complaint_officer investigator discipline_head
{d}-org organisation_officer
{d}-party standing_committee
"""


def _listed() -> list[Organisation]:
    rows = (line.split("|") for line in _PROVINCE_AND_CITY.split("\n") if line)
    return [Organisation(id, zh, en, parent, kind) for id, zh, en, parent, kind in rows]


def _districts() -> list[Organisation]:
    found = []
    for _, zh, en, short in divisions.DISTRICTS:
        for line in filter(None, _DISTRICT.split("\n")):
            suffix, name, english, parent, kind = line.format(d=zh, e=en).split("|")
            above = "jdz" if not suffix else short + parent
            found.append(Organisation(short + suffix, name, english, above, kind))
        found.append(
            Organisation(
                f"{short}-expropriation",
                f"{zh}拆迁办公室",
                f"Relocation Office, {en}",
                f"{short}-build",
                "station",
                until=date(2011, 12, 31),
            )
        )
        found.append(
            Organisation(
                f"{short}-expropriation",
                f"{zh}房屋征收办公室",
                f"House Expropriation Office, {en}",
                f"{short}-gov",
                "government",
                since=date(2012, 1, 1),
            )
        )
        for code, name in divisions.towns(short):
            full = f"{zh}{name}"
            found.append(Organisation(f"t{code}", full, f"{names.english_place(name)}, {en}", f"{short}-gov", "town"))
    return found


def _reorganised() -> list[Organisation]:
    """The city's own expropriation office left the housing bureau on 2014-03-01; a station changed hands in 2016."""
    office = ("jdz-expropriation", "景德镇市房屋征收管理办公室", "City House Expropriation Office")
    found = [
        Organisation(*office, "jdz-housing", "station", date(2011, 6, 1), date(2014, 2, 28)),
        Organisation(*office, "jdz-gov", "government", date(2014, 3, 1)),
    ]
    for count, name in enumerate(AIR_STATIONS, start=1):
        station = (f"air-{count}", f"{name}空气自动监测点", f"Air Station {count}")
        moved = name == "三龙"
        if moved:
            end = date(2016, 6, 30)
            found.append(Organisation(*station, "fl-ep", "monitor", until=end, organ=False))
        since = date(2016, 7, 1) if moved else date(2000, 1, 1)
        found.append(Organisation(*station, "jdz-emc", "monitor", since=since, organ=False))
    return found


def _teams() -> list[Organisation]:
    found = []
    for level, count in TEAMS.items():
        zh, en = ("市", "City") if level == "jdz" else next((z, e) for _, z, e, s in divisions.DISTRICTS if s == level)
        for number in range(1, count + DISSOLVED.get(level, 0) + 1):
            until = date(2016, 11, 30) if number > count else None
            found.append(
                Organisation(
                    f"team-{level}-{number:02d}",
                    f"{zh}常设督查{number}组",
                    f"Standing Inspection Team {number}, {en}",
                    f"{level}-supervision",
                    "team",
                    date(2016, 2, 15),
                    until,
                    organ=False,
                )
            )
    return found


def branch_homes() -> list[tuple[str, str]]:
    """Each branch of the rectification register with the code of its town, spread over all towns."""
    codes = [code for short in divisions.TOWNS for code, _ in divisions.towns(short)]
    return [(f"branch-{number:03d}", codes[(number * 7) % len(codes)]) for number in range(1, BRANCHES + 1)]


def _branches() -> list[Organisation]:
    town = {code: name for short in divisions.TOWNS for code, name in divisions.towns(short)}
    found = []
    for id, code in branch_homes():
        serial = int(id[-3:])
        name, english = f"{town[code]}第{serial}号党支部", f"Party Branch {serial}, {names.english_place(town[code])}"
        found.append(Organisation(id, name, english, f"t{code}", "branch", organ=False))
    return found


def organisations() -> list[Organisation]:
    return _listed() + _districts() + _reorganised() + _teams() + _branches()


@cache
def seats() -> dict[tuple[str, str], None]:
    """Organisation and role of each who acts without keeping a register, in order."""
    found = []
    for line in filter(None, SEATED.split("\n")):
        home, *roles = line.split()
        homes = [home.format(d=short) for _, _, _, short in divisions.DISTRICTS] if "{d}" in home else [home]
        found += [(organisation, role) for organisation in homes for role in roles]
    found += [(f"t{town}", "branch_instructor") for town in sorted({code for _, code in branch_homes()})]
    return dict.fromkeys(found)


class People:
    """Gives the one recorder and the one verifier of an organisation, inventing the person when first asked."""

    def __init__(self) -> None:
        self._names = names.invented_names()
        self._by: dict[tuple[str, str], Person] = {}
        for organisation, role in (
            ("jdz-office", "keeper"),
            ("jdz-discipline", "keeper"),
            ("jdz-org", "editor"),
            ("jdz-audit", "reader"),
            ("jdz-civil", "vault_officer"),
        ):
            self.of(organisation, role)

    def of(self, organisation: str, role: str) -> Person:
        key = (organisation, role)
        if key not in self._by:
            zh, en = self._names[len(self._by)]
            self._by[key] = Person(f"person-{len(self._by) + 1:03d}", zh, en, organisation, role)
        return self._by[key]

    def seat(self) -> None:
        """Those who act without keeping a register."""
        for organisation, role in seats():
            self.of(organisation, role)

    def all(self) -> list[Person]:
        return list(self._by.values())
