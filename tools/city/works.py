"""City works: roads segment by segment, roadside greenery, green areas, street parks, pavements, the lake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

from tools.city.divisions import towns
from tools.city.pictures import Album
from tools.city.scribe import Disturbance, Scribe, correct, disturb, reject, send_twice
from tools.city.story import CLOSING_DAY, Deed, Story, any_day, chance, decimal, split

ROADS = [
    "瓷源路",
    "青花路",
    "窑火路",
    "高岭路",
    "釉里红路",
    "影青路",
    "龙缸路",
    "匣钵路",
    "昌南新路",
    "御器路",
    "素胎路",
    "白釉路",
    "玲珑路",
    "斗彩路",
    "珐琅路",
    "瓷石路",
    "水碓路",
    "泥作路",
    "画红路",
    "圆器路",
    "琢器路",
    "坯房路",
    "柴窑路",
    "镇窑路",
    "浮瓷路",
    "东埠路",
    "三闾路",
]
ROADS_ELSEWHERE_IN_TIME = ("老坯路", "窑前路", "观音阁路", "码头路")
PARKS = [
    "窑砖园",
    "青花园",
    "泥料园",
    "碎瓷园",
    "水碓园",
    "松柴园",
    "匣钵墙园",
    "画坊园",
    "渡口园",
    "古井园",
    "里弄园",
    "昌江园",
]
# Who builds in a district, and who confirms it: never the same organ, never one above the other.
BUILDERS = {"cj": "cj-build", "zs": "zs-build", "fl": "fl-build", "lp": "lp-build", "jdz": "jdz-works"}
GARDENERS = {"cj": "cj-gardens", "zs": "zs-gardens", "fl": "fl-gardens", "lp": "lp-gardens", "jdz": "jdz-gardens"}
SHARE = ["zs", "zs", "zs", "zs", "cj", "cj", "cj", "jdz", "jdz", "fl", "lp"]
STALLED = "road-stalled"


def tell(story: Story, album: Album) -> None:
    _roads(story, album)
    _roadside(story, album)
    _green_areas(story, album)
    _parks(story, album)
    _pavements(story, album)
    _lake(story, album)
    _stall(story, album)


def _spot(luck: Random, share: str) -> str:
    """A town or street for works of a district; the city's own works lie in Zhushan and Changjiang."""
    codes = [code for code, _ in towns(luck.choice(("zs", "cj")) if share == "jdz" else share)]
    return codes[int(luck.random() * min(len(codes), 8))]


def _roads(story: Story, album: Album) -> None:
    designs = Scribe(story.registers["road_designs"], album, 6)
    segments = Scribe(story.registers["road_segments"], album, 2)
    completions = Scribe(story.registers["road_completions"], album)
    for serial, name in enumerate(ROADS, start=1):
        end = date(2016, 3, 1) + timedelta(days=serial * 10)
        _road(designs, segments, completions, f"road-{serial:02d}", name, end)
    _roads_that_do_not_count(designs, segments, completions)


def _road(
    designs: Scribe, segments: Scribe, completions: Scribe, matter: str, name: str, end: date, place: str | None = None
) -> tuple[list[Deed], Deed]:
    """Designs first, then each segment, then the whole road; the segments as written, and the completion."""
    luck = chance(f"road {matter}")
    share = luck.choice(SHARE)
    place, builder = place or _spot(luck, share), BUILDERS[share]
    lengths = split(900 + int(luck.random() * 2200), 4 + int(luck.random() * 3), luck)
    accepted = []
    for serial, length in enumerate(lengths, start=1):
        cells = {"道路编号": matter, "道路": name, "段号": str(serial)}
        designs.write(end - timedelta(days=260), builder, place, "jdz-urban", **cells, 设计长度=str(length))
        day = end - timedelta(days=12 * (len(lengths) - serial) + 8)
        accepted.append(segments.write(day, builder, place, "jdz-quality", **cells, 验收长度=str(length)))
    done = completions.write(end, builder, place, "jdz-quality", 道路编号=matter, 道路=name)
    return accepted, done


def _roads_that_do_not_count(designs: Scribe, segments: Scribe, completions: Scribe) -> None:
    """Short of a segment (one of the others sent twice), disputed, unconfirmed, of other years, across the border."""
    short, _ = _road(designs, segments, completions, "road-28", "驿路", date(2016, 9, 12))
    missing = segments.register.deeds
    missing[missing.index(short[1])] = reject(short[1])
    longest = max((deed for deed in short if deed != short[1]), key=lambda deed: int(deed.cells["验收长度"]))
    for _ in range(3):
        send_twice(segments, longest)
    _, contested = _road(designs, segments, completions, "road-29", "瓷宫路", date(2016, 10, 20))
    from_end = completions.register.deeds
    later = contested.verdicts[0].on + timedelta(days=9)
    verdict = replace(contested.verdicts[0], judgement="disputed", organisation="jdz-audit", on=later)
    from_end[from_end.index(contested)] = replace(
        contested, verdicts=(*contested.verdicts, verdict), note="有异议，未裁定"
    )
    _, waiting = _road(designs, segments, completions, "road-30", "画院路", date(2016, 11, 15))
    from_end[from_end.index(waiting)] = replace(waiting, verdicts=(), note="待核实")
    for serial, name in enumerate(ROADS_ELSEWHERE_IN_TIME, start=31):
        end = date(2015, 10, 20) if serial % 2 else date(2017, 3, 10)
        _road(designs, segments, completions, f"road-{serial}", name, end)
    _road(designs, segments, completions, "road-35", "界溪路", date(2016, 8, 18), "361130")
    _, twice = _road(designs, segments, completions, "road-36", "旧厂路", date(2015, 12, 8))
    send_twice(completions, twice)
    wrong = next(deed for deed in segments.register.deeds if deed.cells["道路编号"] == "road-05")
    correct(segments, wrong, "验收长度", str(int(wrong.cells["验收长度"]) - 60), date(2016, 12, 2), date(2016, 12, 9))


def _fill(
    scribe: Scribe,
    column: str,
    amounts: list[int],
    places: int,
    keys: dict[str, list[str]],
    workers: dict[str, str],
    verifier: str,
    prefix: str,
) -> None:
    """One accepted record for each amount in 2016, then the disturbances of the register."""
    luck, serial = scribe.luck, count(1)

    def fresh(amount: int | None = None) -> Deed:
        share = luck.choice(SHARE)
        cells = {key: luck.choice(values) for key, values in keys.items()}
        cells["编码"] = f"{prefix}{next(serial):04d}"
        size = amount if amount is not None else amounts[int(luck.random() * len(amounts))]
        day = any_day(luck, date(2016, 2, 20), date(2016, 12, 28))
        return scribe.draft(
            day, workers[share], _spot(luck, share), verifier, **cells, **{column: decimal(size, places)}
        )

    for amount in amounts:
        scribe.register.add(fresh(amount))
    disturb(scribe, column, fresh, lambda text: str(round(float(text) * 10)), Disturbance(years=6, repeated=4))


def _roadside(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["road_greenings"], album, 4)
    _fill(scribe, "长度", split(27_500, 190, scribe.luck), 0, {"道路": ROADS}, GARDENERS, "jdz-quality", "LD")


def _green_areas(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["green_areas"], album, 5)
    _fill(
        scribe, "面积", split(423_000, 360, scribe.luck), 0, {"类型": ["新建", "改建"]}, GARDENERS, "jdz-quality", "LM"
    )
    last = max(
        (deed for deed in scribe.register.deeds if deed.on.year == 2016 and not deed.note), key=lambda deed: deed.on
    )
    wrong = str(int(last.cells["面积"]) + 180)
    correct(scribe, last, "面积", wrong, CLOSING_DAY, CLOSING_DAY)


def _parks(story: Story, album: Album) -> None:
    parts = ["铺装", "种植", "照明", "座椅", "排水", "护栏"]
    plans = Scribe(story.registers["park_plans"], album, 11)
    accepted = Scribe(story.registers["park_parts"], album, 2)
    done = Scribe(story.registers["park_completions"], album)
    ends = [date(2016, 3, 20) + timedelta(days=24 * turn) for turn in range(12)]
    extra = [
        ("未了园", date(2016, 9, 9)),
        ("前年园", date(2015, 9, 9)),
        ("今年园", date(2017, 3, 9)),
        ("界外园", date(2016, 6, 9)),
    ]
    for serial, (name, end) in enumerate([*zip(PARKS, ends, strict=True), *extra], start=1):
        luck = chance(f"park {serial}")
        share = luck.choice(SHARE)
        place = "361128" if name == "界外园" else _spot(luck, share)
        for part in parts[: 5 + serial % 2]:
            cells = {"公园编号": f"park-{serial:02d}", "公园": name, "部位": part}
            plans.write(end - timedelta(days=150), GARDENERS[share], place, "jdz-urban", **cells)
            last = accepted.write(end - timedelta(days=9), GARDENERS[share], place, "jdz-quality", **cells)
        if name == "未了园":
            deeds = accepted.register.deeds
            deeds[deeds.index(last)] = reject(last)
        done.write(end, GARDENERS[share], place, "jdz-quality", 公园编号=f"park-{serial:02d}", 公园=name)
    send_twice(accepted, accepted.register.deeds[3])


def _pavements(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["pavements"], album, 4)
    keys = {"道路": list(ROADS), "材料": ["花岗岩", "透水砖", "瓷砖拼花"]}
    _fill(scribe, "面积", split(713_000, 240, scribe.luck), 1, keys, BUILDERS, "jdz-quality", "RX")


def _lake(story: Story, album: Album) -> None:
    scribe = Scribe(story.registers["lake_blocks"], album, 3)
    workers = {"zs": "zs-water", "cj": "cj-water", "fl": "fl-water", "lp": "cj-water", "jdz": "jdz-water"}

    serial = count(1)

    def fresh(amount: int = 187) -> Deed:
        who = workers[scribe.luck.choice(SHARE)]
        day = any_day(scribe.luck, date(2016, 4, 1), date(2016, 11, 30))
        return scribe.draft(
            day,
            who,
            "360202003",
            "jdz-hydrology",
            湖区编号="lake-changnan",
            编码=f"HM{next(serial):03d}",
            面积=decimal(amount, 1),
        )

    for amount in split(10_364, 58, scribe.luck):
        scribe.register.add(fresh(amount))
    disturb(scribe, "面积", fresh, lambda text: str(float(text) * 10), Disturbance(years=0))


def _stall(story: Story, album: Album) -> None:
    """A road of 5 km: begun on 8 March 2016, muddy until 21 July; what was claimed between was never confirmed."""
    designs = story.registers["road_designs"]
    scribe = Scribe(designs, album, 10)
    for serial, metres in enumerate(split(5000, 52, chance("stall")), start=1):
        builder = ("cj-build", "zs-build", "jdz-works")[serial % 3]
        scribe.write(
            date(2015, 12, 3),
            builder,
            "360202001",
            "jdz-urban",
            道路编号=STALLED,
            道路="连心路",
            段号=str(serial),
            设计长度=str(metres),
        )
    for deed in designs.deeds[-52:-50]:
        send_twice(scribe, deed)
    wrong = designs.deeds[-20]
    correct(scribe, wrong, "设计长度", str(int(wrong.cells["设计长度"]) + 100), date(2016, 4, 2), date(2016, 4, 12))
    progress = Scribe(story.registers["road_progress"], album, 3)

    lies = {deed.cells["道路编号"]: deed.place for deed in designs.deeds}

    def advance(day: date, length: str, road: str = STALLED, name: str = "连心路") -> Deed:
        kind = "进展" if length else "开工"
        return progress.write(
            day, "firm-b", lies[road], "jdz-quality", 道路编号=road, 道路=name, 事项=kind, 完成长度=length
        )

    advance(date(2016, 3, 8), "")
    deeds = progress.register.deeds
    for day, length, state in (
        (date(2016, 4, 11), "120", "reported"),
        (date(2016, 5, 17), "200", "rejected"),
        (date(2016, 6, 20), "90", "evidenced"),
        (date(2016, 7, 1), "150", "disputed"),
    ):
        deed = advance(day, length)
        if state == "rejected":
            deeds[-1] = reject(deed)
        elif state == "disputed":
            verdict = replace(deed.verdicts[0], judgement="disputed", organisation="jdz-audit", on=deed.verdicts[0].on)
            deeds[-1] = replace(deed, verdicts=(*deed.verdicts, verdict), note="有异议，未裁定")
        else:
            deeds[-1] = replace(deed, verdicts=(), evidence=deed.evidence if state == "evidenced" else ())
    for week in range(20):
        advance(date(2016, 7, 21) + timedelta(days=7 * week), str(200 + 5 * week))
    for turn, name in enumerate(ROADS[:12]):
        start = date(2015, 11, 2) + timedelta(days=15 * turn)
        advance(start, "", f"road-{turn + 1:02d}", name)
        for week in range(3):
            advance(start + timedelta(days=20 + 14 * week), "300", f"road-{turn + 1:02d}", name)
