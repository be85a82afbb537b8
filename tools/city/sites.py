"""The Xihe river, twelve days by the log, and the other earthworks of the city beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tools.city.pictures import Album
from tools.city.scribe import Scribe, correct, dispute, reject, send_twice
from tools.city.story import Story, chance, split

XIHE = "river-xihe"
FIRMS = ("firm-a", "firm-b", "firm-c", "firm-d", "firm-e", "firm-f")
FIRST_DAY = date(2016, 11, 7)
# Earth by day (m³, natural), adding up to 1,000,000; machines and people of each day at its fullest.
EARTH = (61_200, 72_400, 80_500, 84_300, 88_900, 91_700, 95_200, 98_640, 93_360, 86_500, 78_800, 68_500)
EXCAVATORS = (62, 74, 83, 90, 96, 98, 100, 100, 97, 88, 79, 66)
TRUCKS = (120, 146, 162, 178, 188, 194, 198, 200, 193, 174, 158, 130)
PEOPLE = (610, 702, 798, 866, 918, 951, 972, 986, 944, 858, 771, 640)
PLACE = "360222100"
CONFIRMS = "firm-supervisor"


def tell(story: Story, album: Album) -> None:
    machines = Scribe(story.registers["site_machines"], album, 5)
    people = Scribe(story.registers["site_people"], album, 12)
    _xihe(machines, people)
    _xihe_disturbed(machines, people)
    _elsewhere(machines)


def _xihe(machines: Scribe, people: Scribe) -> None:
    for turn in range(12):
        luck, day = chance(f"xihe {turn}"), FIRST_DAY + timedelta(days=turn)
        shares = [split(total, 6, luck, 0.3) for total in (EXCAVATORS[turn], TRUCKS[turn], EARTH[turn], PEOPLE[turn])]
        for lot, (firm, diggers, trucks, earth, hands) in enumerate(zip(FIRMS, *shares, strict=True), start=1):
            cells = {"工程编号": XIHE, "工程": "西河治理", "标段": str(lot)}
            machines.write(
                day,
                firm,
                PLACE,
                CONFIRMS,
                **cells,
                挖掘机=str(diggers),
                货车=str(trucks),
                土方=str(earth),
                口径="自然方",
            )
            for shift, count in zip(("早", "中", "夜"), split(hands, 3, luck, 0.2), strict=True):
                people.write(day, firm, PLACE, CONFIRMS, **cells, 班次=shift, 人数=str(count))


def _xihe_disturbed(machines: Scribe, people: Scribe) -> None:
    """The same earth counted again as loose on the trucks; a thirteenth day nobody confirmed; a slip of a digit."""
    deeds = machines.register.deeds
    honest = list(deeds)
    for deed in honest[12:24:2]:
        loose = str(int(int(deed.cells["土方"]) * 1.3))
        machines.write(
            deed.on,
            deed.organisation,
            PLACE,
            CONFIRMS,
            **{**deed.cells, "土方": loose, "口径": "松方", "挖掘机": "", "货车": ""},
        )
    cells = {"工程编号": XIHE, "工程": "西河治理", "口径": "自然方"}
    after, before = FIRST_DAY + timedelta(days=12), FIRST_DAY - timedelta(days=1)
    waiting = machines.draft(after, "firm-d", PLACE, CONFIRMS, **cells, 标段="4", 挖掘机="40", 货车="77", 土方="21000")
    machines.register.add(replace(waiting, verdicts=(), note="待核实"))
    refused = machines.draft(before, "firm-e", PLACE, CONFIRMS, **cells, 标段="5", 挖掘机="30", 货车="52", 土方="15000")
    machines.register.add(reject(refused))
    contested = machines.draft(
        FIRST_DAY + timedelta(days=7), "firm-a", PLACE, CONFIRMS, **cells, 标段="7", 挖掘机="12", 货车="25", 土方="6000"
    )
    machines.register.add(dispute(contested))
    correct(machines, honest[20], "土方", honest[20].cells["土方"] + "0", date(2016, 11, 25), date(2016, 11, 28))
    send_twice(machines, honest[44])
    send_twice(machines, honest[7])
    hands = [deed for deed in people.register.deeds if deed.on == FIRST_DAY + timedelta(days=7)]
    send_twice(people, hands[4])
    people.register.add(
        dispute(people.draft(hands[0].on, "firm-b", PLACE, CONFIRMS, **{**hands[0].cells, "标段": "8", "人数": "60"}))
    )


def _elsewhere(machines: Scribe) -> None:
    """Twenty-four other projects; one claimed a greater day and was not confirmed, one greater lies across the border."""
    for serial in range(1, 25):
        luck = chance(f"earthwork {serial}")
        first = date(2016, 2, 1) + timedelta(days=int(luck.random() * 280))
        place = luck.choice(("360202001", "360203011", "360222108", "360281001", "360202102"))
        best = 9_000 + int(luck.random() * 70_000)
        for turn in range(8 + int(luck.random() * 8)):
            earth = int(best * (0.4 + 0.6 * luck.random()))
            machines.write(
                first + timedelta(days=turn),
                FIRMS[(serial + turn % 2) % 6],
                place,
                CONFIRMS,
                工程编号=f"earth-{serial:02d}",
                工程=f"土石方{serial}号工程",
                标段="1",
                挖掘机=str(4 + earth // 1600),
                货车=str(8 + earth // 700),
                土方=str(earth),
                口径="自然方",
            )
    cells = {
        "工程": "土石方25号工程",
        "工程编号": "earth-25",
        "标段": "1",
        "挖掘机": "70",
        "货车": "150",
        "口径": "自然方",
    }
    claimed = machines.draft(date(2016, 9, 3), "firm-f", "360281001", CONFIRMS, **cells, 土方="131000")
    machines.register.add(replace(claimed, verdicts=(), note="待核实"))
    machines.write(date(2016, 9, 4), "firm-f", "360281001", CONFIRMS, **cells, 土方="54000")
    border = {**cells, "工程": "界河工程", "工程编号": "earth-26"}
    machines.write(date(2016, 10, 2), "firm-e", "361130", CONFIRMS, **border, 土方="112000")
