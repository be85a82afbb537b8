"""Cadres and branches: postings, promotions, clearances, branches put right, handling, inspection teams, promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tools.city.divisions import TOWNS, district_of, towns
from tools.city.organs import BRANCHES, DISSOLVED, TEAMS, branch_homes
from tools.city.pictures import Album
from tools.city.scribe import Scribe, correct, dispute, reject, send_twice, shift
from tools.city.story import Deed, Story, Verdict, any_day

LEVELS = ("jdz", "cj", "zs", "fl", "lp")
SEATS = {"jdz": "3602", "cj": "360202", "zs": "360203", "fl": "360222", "lp": "360281"}
PROMISES = (
    ("扩大就业", "jdz-labour"),
    ("城乡低保提标", "jdz-civil"),
    ("学校改薄", "jdz-education"),
    ("社区卫生服务", "jdz-health"),
    ("背街小巷整治", "jdz-urban"),
    ("棚户区安置", "jdz-housing"),
    ("饮水安全", "jdz-water"),
    ("公交线路延伸", "jdz-transport"),
    ("文化下乡", "jdz-culture"),
    ("平安探头", "jdz-police"),
)


def tell(story: Story, album: Album) -> None:
    _postings(story, album)
    _promotions(story, album)
    _clearances(story, album)
    _branches(story, album)
    _secretaries(story, album)
    _discipline(story, album)
    _teams(story, album)
    _promises(story, album)


def _year(scribe: Scribe) -> date:
    return any_day(scribe.luck, date(2016, 1, 12), date(2016, 12, 16))


def _spoil(scribe: Scribe, deeds: list[Deed]) -> None:
    """Of fresh deeds that would count: disputed, rejected, waiting, unevidenced, and of the years beside."""
    register = scribe.register
    changes = (
        dispute,
        reject,
        lambda deed: replace(deed, verdicts=(), note="待核实"),
        lambda deed: replace(deed, verdicts=(), evidence=(), note="尚无佐证"),
        lambda deed: shift(deed, -366),
        lambda deed: shift(deed, 0, to_2017=True),
        lambda deed: replace(deed, place="361130", note="外县"),
    )
    for turn, deed in enumerate(deeds):
        register.add(changes[turn % len(changes)](deed))


def _postings(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["cadre_postings"], album, 30)

    def draft(serial: int, kind: str, prefix: str = "pai") -> Deed:
        level = ("jdz", "zs", "cj", "jdz", "fl", "lp")[serial % 6]
        project = scribe.luck.choice(("道路", "征收", "西河治理", "招商", "绿化", "扶贫"))
        return scribe.draft(
            _year(scribe),
            f"{level}-org",
            SEATS[level],
            f"{level}-supervision",
            代号=f"{prefix}-{serial:04d}",
            类别=kind,
            派往=f"{project}一线",
        )

    for serial in range(1, 537):
        scribe.register.add(draft(serial, "后备干部" if serial % 3 else "年轻干部"))
    for serial in range(3, 120, 4):
        scribe.register.add(
            draft(serial, "后备干部" if serial % 3 else "年轻干部")
        )  # a second posting of the same person
    for serial in range(540, 566):
        scribe.register.add(draft(serial, "其他"))
    _spoil(scribe, [draft(serial, "年轻干部") for serial in range(570, 598)])
    correct(scribe, scribe.register.deeds[40], "代号", "pai-0999", date(2017, 1, 18), date(2017, 1, 24))
    send_twice(scribe, scribe.register.deeds[60])


def _promotions(story: Story, album: Album) -> None:
    """Nominated, noticed to the public, appointed: all three, on merit. A loser of the term stops before the last."""
    scribe = Scribe(story.registers["cadre_selections"], album, 6)

    def draft(serial: int, step: str, ground: str = "一线实绩", year: int = 2016) -> Deed:
        level = ("jdz", "zs", "cj", "fl", "lp")[serial % 5]
        day = date(year, 6, 6) + timedelta(days=serial + {"提名": 0, "公示": 30, "任职": 48}[step])
        return scribe.draft(
            day, f"{level}-org", SEATS[level], f"{level}-discipline", 代号=f"xuan-{serial:03d}", 环节=step, 依据=ground
        )

    for serial in range(1, 25):
        for step in ("提名", "公示", "任职"):
            scribe.register.add(draft(serial, step))
    for serial in range(25, 34):
        for step in ("提名", "公示"):
            scribe.register.add(draft(serial, step))
    for serial in range(40, 52):
        for step in ("提名", "公示", "任职"):
            scribe.register.add(draft(serial, step, "任期届满"))
    for serial, change in ((60, dispute), (61, reject), (62, None)):
        for step in ("提名", "公示"):
            scribe.register.add(draft(serial, step))
        last = draft(serial, "任职")
        scribe.register.add(change(last) if change else replace(last, verdicts=(), note="待核实"))
    for step in ("提名", "公示", "任职"):
        scribe.register.add(draft(63, step, year=2015))
    send_twice(scribe, scribe.register.deeds[5])


def _clearances(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["clearances"], album, 25)

    def draft(serial: int) -> Deed:
        level = LEVELS[serial % 5]
        person = serial if serial % 9 else serial - 1  # some were complained of twice
        return scribe.draft(
            _year(scribe),
            f"{level}-discipline",
            SEATS[level],
            f"{level}-org",
            代号=f"cheng-{person:03d}",
            案号=f"an-{serial:03d}",
        )

    for serial in range(1, 202):
        scribe.register.add(draft(serial))
    _spoil(scribe, [draft(serial) for serial in range(210, 231)])
    deeds = scribe.register.deeds
    correct(scribe, deeds[10], "案号", "an-999", date(2017, 2, 3), date(2017, 2, 9))
    for turn in (20, 33, 47):
        send_twice(scribe, deeds[turn])
    # One case of one person, closed in two sittings: still one a person and case.
    again = deeds[55]
    scribe.write(
        again.on + timedelta(days=5), again.organisation, again.place, again.verdicts[0].organisation, **again.cells
    )


def _branches(story: Story, album: Album) -> None:
    """Listed by the county, accepted by another level than the branch's own: 137 of 150."""
    scribe = Scribe(story.registers["branch_rectifications"], album, 12)
    for turn, (branch, code) in enumerate(branch_homes()):
        short = district_of(code)
        listed = any_day(scribe.luck, date(2016, 1, 20), date(2016, 4, 28))
        accepted = any_day(scribe.luck, date(2016, 7, 1), date(2016, 12, 10))
        scribe.write(listed, f"t{code}", code, f"{short}-org", 支部=branch, 事项="列入", 验收级="")
        if turn >= BRANCHES - 3:
            continue
        if turn >= 137:
            own = scribe.draft(accepted, f"t{code}", code, f"{short}-org", 支部=branch, 事项="验收", 验收级="本级")
            higher = replace(
                own.changed(验收级="县级"),
                organisation=f"{short}-org",
                number=scribe.register.number(),
                verdicts=(Verdict("verified", "jdz-org", own.verdicts[0].on),),
            )
            kinds = (
                dispute,
                reject,
                lambda deed: replace(deed, verdicts=(), note="待核实"),
                lambda deed: shift(deed, 0, to_2017=True),
            )
            scribe.register.add(own if turn % 2 else kinds[turn // 2 % 4](higher))
            continue
        level = "市级" if turn % 6 == 0 else "县级"
        recorder, verifier = ("jdz-org", f"{short}-supervision") if level == "市级" else (f"{short}-org", "jdz-org")
        scribe.write(accepted, recorder, code, verifier, 支部=branch, 事项="验收", 验收级=level)
    send_twice(scribe, scribe.register.deeds[1])


def _secretaries(story: Story, album: Album) -> None:
    """39 persons; some were first admonished and later moved, so there are more facts than persons."""
    scribe = Scribe(story.registers["branch_secretaries"], album, 8)

    def draft(serial: int, form: str) -> Deed:
        level = ("zs", "cj", "fl", "lp")[serial % 4]
        return scribe.draft(
            _year(scribe), f"{level}-org", SEATS[level], f"{level}-discipline", 代号=f"shu-{serial:03d}", 处理=form
        )

    for serial in range(1, 40):
        scribe.register.add(draft(serial, "诫勉" if serial % 3 else "调整"))
        if serial % 3 == 1:
            scribe.register.add(draft(serial, "调整"))
    for serial in range(50, 58):
        scribe.register.add(draft(serial, "谈心"))
    _spoil(scribe, [draft(serial, "诫勉") for serial in range(60, 74)])
    correct(scribe, scribe.register.deeds[3], "代号", "shu-999", date(2016, 12, 22), date(2016, 12, 27))
    send_twice(scribe, scribe.register.deeds[8])


def _discipline(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["discipline_cases"], album, 15)

    def draft(serial: int, form: str, person: int) -> Deed:
        level = LEVELS[serial % 5]
        return scribe.draft(
            _year(scribe),
            f"{level}-discipline",
            SEATS[level],
            f"{level}-org",
            代号=f"ji-{person:03d}",
            案号=f"jian-{serial:03d}",
            方式=form,
        )

    for serial in range(1, 56):
        scribe.register.add(draft(serial, "谈话" if serial % 2 else "函询", serial if serial % 11 else serial - 1))
    for serial in range(101, 193):
        scribe.register.add(draft(serial, "组织处理", serial))
    for serial in range(193, 198):
        scribe.register.add(draft(serial, "组织处理", serial - 60))  # a second case of the same person
    _spoil(scribe, [draft(serial, "谈话", serial) for serial in range(210, 224)])
    _spoil(scribe, [draft(serial, "组织处理", serial) for serial in range(230, 244)])
    deeds = scribe.register.deeds
    correct(scribe, deeds[12], "案号", "jian-999", date(2016, 12, 23), date(2016, 12, 28))
    for turn in (7, 18, 80):
        send_twice(scribe, deeds[turn])


def _teams(story: Story, album: Album) -> None:
    """1 when a team stands, 0 when it was dissolved: the latest of each team counts."""
    scribe = Scribe(story.registers["inspection_teams"], album, 15)

    def note(team: str, level: str, day: date, state: str) -> Deed:
        return scribe.draft(day, f"{level}-supervision", SEATS[level], f"{level}-org", 督查组=team, 在岗=state)

    for level, number in TEAMS.items():
        for serial in range(1, number + DISSOLVED.get(level, 0) + 1):
            team = f"team-{level}-{serial:02d}"
            scribe.register.add(note(team, level, date(2016, 2, 16) + timedelta(days=serial % 5), "设立"))
            scribe.register.add(note(team, level, date(2016, 8, 2) + timedelta(days=serial % 9), "在岗"))
            if serial > number:
                scribe.register.add(note(team, level, date(2016, 11, 30), "撤销"))
            else:
                scribe.register.add(note(team, level, date(2017, 2, 20) + timedelta(days=serial % 12), "在岗"))
    for serial, change in ((91, dispute), (92, reject), (93, lambda deed: replace(deed, verdicts=(), note="待核实"))):
        scribe.register.add(change(note(f"team-zs-{serial}", "zs", date(2017, 2, 22), "设立")))
    scribe.register.add(
        replace(note("team-fl-94", "fl", date(2016, 9, 9), "设立"), place="361130", note="联合督查，设在婺源")
    )
    send_twice(scribe, scribe.register.deeds[9])


def _promises(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["livelihood_promises"], album, 6)

    def draft(year: int, serial: int, name: str, organ: str, part: int) -> Deed:
        place = towns(tuple(TOWNS)[part % 4])[0][0]
        return scribe.draft(
            date(year, 1, 18) + timedelta(days=part),
            organ,
            place,
            "jdz-npc",
            事项编号=f"promise-{year}-{serial:02d}",
            事项=name,
            分项=str(part),
        )

    for year in (2015, 2016, 2017):
        for serial, (name, organ) in enumerate(PROMISES, start=1):
            for part in range(1, 7):
                scribe.register.add(draft(year, serial, name, organ, part))
    for serial, change in ((11, dispute), (12, reject), (13, lambda deed: replace(deed, verdicts=(), note="待核实"))):
        scribe.register.add(change(draft(2016, serial, "增列事项", "jdz-civil", 1)))
    scribe.register.add(replace(draft(2016, 14, "联建事项", "jdz-water", 2), place="361128", note="外县"))
    send_twice(scribe, scribe.register.deeds[70])
