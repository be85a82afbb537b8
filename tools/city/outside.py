"""Investment, partner cities, resident artists; renewal targets and the rates that the province recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from tools.city.divisions import CITIES, NEIGHBOURS, communities, district_of
from tools.city.pictures import Album
from tools.city.scribe import Disturbance, Scribe, correct, dispute, disturb, reject, send_twice
from tools.city.story import Deed, Story, any_day, chance, decimal, split

PHASE_TWO = "quarter-ciyuanli-2"
PARTNERS = 23
ARTISTS = 30_628
# Start and money-settlement rates of 2016 as recorded by the province, in hundredths of a per cent.
PROVINCE_2016 = {
    "3601": (9_840, 7_312),
    "3602": (10_000, 9_026),
    "3603": (9_921, 6_480),
    "3604": (10_000, 8_155),
    "3605": (9_765, 9_241),
    "3606": (9_890, 7_704),
    "3607": (9_612, 5_938),
    "3608": (9_733, 6_871),
    "3609": (9_958, 8_590),
    "3610": (9_804, 7_126),
    "3611": (9_677, 6_602),
}


def tell(story: Story, album: Album) -> None:
    _investment(story, album)
    _partners(story, album)
    _artists(story, album)
    _targets(story, album)
    _rates(story, album)


def _investment(story: Story, album: Album) -> None:
    """13.8 billion yuan by plot and use; each plot's money promised once, and what has come in beside it."""
    scribe = Scribe(story.registers["investments"], album, 4)
    luck, serial = scribe.luck, count(1)
    uses = ("美术馆", "工坊", "驻场公寓", "博物馆", "酒店", "街区商铺", "地下车库", "会展")

    def fresh(amount: int = 21_500, matter: str = PHASE_TWO, first: date = date(2016, 3, 1)) -> Deed:
        turn = next(serial)
        organisation = ("jdz-investment", "zs-investment", "jdz-quarter")[turn % 3]
        return scribe.draft(
            any_day(luck, first, first + timedelta(days=260)),
            organisation,
            "360203003",
            "jdz-audit",
            项目编号=matter,
            地块=f"地块{turn:03d}",
            用途=luck.choice(uses),
            协议额=str(amount),
            到位额=str(amount // 9),
        )

    for amount in split(1_380_000, 54, luck):
        scribe.register.add(fresh(amount))
    disturb(scribe, "协议额", fresh, lambda text: text + "0", Disturbance(years=0))
    for amount in split(260_000, 30, luck):
        scribe.register.add(fresh(amount, "quarter-ciyuanli-1", date(2014, 2, 1)))


def _partners(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["partner_cities"], album, 4)
    luck = scribe.luck
    organs = ("jdz-foreign", "jdz-porcelain", "jdz-education", "jdz-culture")

    def fresh(city: str = "", kind: str = "友好协议", first: date = date(2001, 5, 1)) -> Deed:
        name = city or f"partner-{30 + int(luck.random() * 9)}"
        return scribe.draft(
            any_day(luck, first, date(2016, 12, 20)),
            luck.choice(organs),
            "360203007",
            "jx-foreign",
            城市代号=name,
            文书=kind,
        )

    for partner in range(1, PARTNERS + 1):
        scribe.register.add(fresh(f"partner-{partner:02d}"))
        for _ in range(1 + partner % 3):
            scribe.register.add(fresh(f"partner-{partner:02d}", "续签", date(2010, 1, 1)))
    for partner in range(24, 30):
        scribe.register.add(fresh(f"partner-{partner}", "交流意向"))
    contested, refused, waiting = fresh("partner-41"), fresh("partner-42"), fresh("partner-43")
    scribe.register.add(dispute(contested))
    scribe.register.add(reject(refused))
    scribe.register.add(replace(waiting, verdicts=(), note="待核实"))
    scribe.register.add(replace(fresh("partner-44"), place=NEIGHBOURS[0][0], note="婺源县所签"))
    wrong = scribe.register.deeds[0]
    correct(scribe, wrong, "城市代号", "partner-45", date(2017, 1, 12), date(2017, 1, 16))
    send_twice(scribe, scribe.register.deeds[6])


def _artists(story: Story, album: Album) -> None:
    """Counts by community, three times; the latest of each community is what there is today. No register of persons."""
    scribe = Scribe(story.registers["resident_artists"], album, 16)
    every = communities()
    latest = split(ARTISTS, len(every), chance("artists"), 0.85)
    rounds = (
        (date(2015, 12, 10), 0.82),
        (date(2016, 6, 14), 0.93),
        (date(2016, 12, 12), 0.97),
        (date(2017, 3, 20), 1.0),
    )
    for day, share in rounds:
        for turn, ((code, name, town), now) in enumerate(zip(every, latest, strict=True)):
            if share == 1.0 or (turn * 3 + day.month) % 5:
                scribe.write(
                    day + timedelta(days=turn % 7),
                    f"t{town}",
                    code,
                    f"{district_of(town)}-culture",
                    社区=name,
                    人数=str(int(now * share)),
                )
    deeds = scribe.register.deeds
    last = deeds[-len(every) :]
    for turn, change in ((4, dispute), (11, reject)):
        deed = last[turn]
        later = scribe.draft(
            date(2017, 4, 5), deed.organisation, deed.place, deed.verdicts[0].organisation, **deed.cells
        )
        scribe.register.add(change(later.changed(人数=str(int(deed.cells["人数"]) + 300))))
    hoped = scribe.draft(
        date(2017, 4, 6), last[18].organisation, last[18].place, last[18].verdicts[0].organisation, **last[18].cells
    )
    scribe.register.add(replace(hoped.changed(人数="1900"), verdicts=(), note="待核实"))
    correct(scribe, last[25], "人数", last[25].cells["人数"] + "1", date(2017, 4, 10), date(2017, 4, 12))
    send_twice(scribe, last[30])
    scribe.write(date(2017, 3, 21), "t360222105", "361130", "fl-culture", 社区="婺源驻留点", 人数="210")


def _targets(story: Story, album: Album) -> None:
    """Targets by district and project for 2011 to 2016: area through 2015, units in 2016."""
    scribe = Scribe(story.registers["renewal_targets"], album, 9)
    homes = {"zs": "360203005", "cj": "360202001", "fl": "360222100", "lp": "360281001"}
    yearly = {2011: 168_000, 2012: 196_500, 2013: 214_000, 2014: 251_500, 2015: 256_200}
    for year, total in yearly.items():
        for turn, area in enumerate(split(total, 13, chance(f"targets {year}"))):
            _target(scribe, homes, year, turn, area, area // 112)
    for turn, units in enumerate(split(10_200, 14, chance("targets 2016"))):
        _target(scribe, homes, 2016, turn, units * 116, units)
    for turn in range(5):
        _target(scribe, homes, 2010 if turn % 2 else 2017, turn, 9_000 + turn, 80 + turn)
    deeds = scribe.register.deeds
    correct(scribe, deeds[8], "面积", deeds[8].cells["面积"] + "0", date(2012, 5, 2), date(2012, 5, 20))
    send_twice(scribe, deeds[20])
    send_twice(scribe, deeds[70])
    for turn, change in ((30, dispute), (31, reject)):
        deed = deeds[turn]
        extra = scribe.draft(deed.on, deed.organisation, deed.place, "jx-housing", **{**deed.cells, "片区": "增补片"})
        scribe.register.add(change(extra))
    scribe.register.add(
        replace(
            scribe.draft(
                date(2016, 3, 10),
                "zs-housing",
                homes["zs"],
                "jx-housing",
                年度="2016",
                片区="拟增片",
                面积="50000",
                套数="430",
            ),
            verdicts=(),
            note="待核实",
        )
    )
    scribe.write(
        date(2016, 3, 11), "lp-housing", "361128", "jx-housing", 年度="2016", 片区="界外片", 面积="8000", 套数="66"
    )


def _target(scribe: Scribe, homes: dict[str, str], year: int, turn: int, area: int, units: int) -> None:
    short = ("zs", "zs", "cj", "lp", "fl")[turn % 5]
    scribe.write(
        date(year, 2, 12) + timedelta(days=turn),
        f"{short}-housing",
        homes[short],
        "jx-housing",
        年度=str(year),
        片区=f"片区{turn + 1:02d}",
        面积=str(area),
        套数=str(units),
    )


def _rates(story: Story, album: Album) -> None:
    """The province's own record of eleven cities; ours agrees with what the households give."""
    scribe = Scribe(story.registers["provincial_rates"], album)
    luck = chance("rates")
    for code, name, *_ in CITIES:
        start, money = PROVINCE_2016[code]
        for year, day, dip in (
            (2015, date(2015, 12, 28), 900 + int(luck.random() * 600)),
            (2016, date(2016, 12, 29), 0),
        ):
            scribe.write(
                day,
                "jx-housing",
                code,
                "jx-audit",
                年度=str(year),
                城市=name,
                开工率=decimal(start - dip // 9, 2),
                货币化率=decimal(money - dip, 2),
            )
    deeds = scribe.register.deeds
    ours = next(deed for deed in deeds if deed.place == "3602" and deed.cells["年度"] == "2015")
    deeds[deeds.index(ours)] = ours.changed(开工率="97.6", 货币化率="61.35")
    rival = next(deed for deed in deeds if deed.place == "3604" and deed.cells["年度"] == "2016")
    correct(scribe, rival, "货币化率", "93.55", date(2017, 2, 8), date(2017, 2, 15))
    claimed = scribe.draft(
        date(2016, 12, 30),
        "jx-housing",
        "3609",
        "jx-audit",
        年度="2016",
        城市="宜春市",
        开工率="101.2",
        货币化率="95.9",
    )
    scribe.register.add(dispute(claimed, "jx-org"))
    hoped = scribe.draft(
        date(2016, 12, 31),
        "jx-housing",
        "3601",
        "jx-audit",
        年度="2016",
        城市="南昌市",
        开工率="100.4",
        货币化率="94.12",
    )
    scribe.register.add(replace(hoped, verdicts=(), note="待核实"))
