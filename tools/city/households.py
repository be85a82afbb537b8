"""Expropriation and renewal, household by household: survey, agreement or decision, payment, move.

Of 10,200 units begun in 2016, 9,207 were settled in money; 9,846 households were agreed with, paid and had moved by the
end of the year (132 of them agreed in December 2015), and their houses measure 1,200,000 square metres together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tools.city.divisions import NEIGHBOURS
from tools.city.pictures import Album
from tools.city.scribe import Scribe, correct, dispute, reject, send_twice
from tools.city.story import BEFORE_CLOSING, Deed, Story, chance, day_after, decimal, split

RENEWED, AGREED_BEFORE, BEGUN, IN_MONEY = 9_846, 132, 10_200, 9_207
FLOOR_AREA = 120_000_000  # hundredths of a square metre
QUARTERS = (
    ("里弄东片", "zs", "360203005"),
    ("里弄西片", "zs", "360203007"),
    ("窑场片", "zs", "360203003"),
    ("渡口片", "zs", "360203008"),
    ("新厂片", "zs", "360203002"),
    ("竟成片", "zs", "360203011"),
    ("西郊片", "cj", "360202001"),
    ("十八渡片", "cj", "360202002"),
    ("吕蒙片", "cj", "360202003"),
    ("旧城片", "fl", "360222100"),
    ("湘湖片", "fl", "360222104"),
    ("洎阳片", "lp", "360281001"),
    ("塔山片", "lp", "360281002"),
    ("荷塘片", "cj", "360202202"),
)
SURVEYORS = ("survey-a", "survey-b", "survey-c")


@dataclass(frozen=True)
class Household:
    """What befell one household; days are those of the deeds, `None` where a step did not happen."""

    id: str
    quarter: int
    area: int
    money: bool
    surveyed: date
    settled: date | None
    paid: date | None
    moved: date | None

    @property
    def district(self) -> str:
        return QUARTERS[self.quarter][1]

    @property
    def place(self) -> str:
        return QUARTERS[self.quarter][2]

    @property
    def owed(self) -> int:
        """Compensation in yuan: the appraised price of the floor area, or moving and waiting fees with a new house."""
        price = 3_100 + 70 * self.quarter if self.money else 240
        return self.area * price // 100


def tell(story: Story, album: Album) -> None:
    shares = {"surveys": 80, "settlements": 115, "payments": 150, "moves": 120, "endings": 4}
    survey, settle, pay, move, end = (
        Scribe(story.registers[f"household_{name}"], album, share) for name, share in shares.items()
    )
    households = _renewed() + _begun_not_moved() + _of_other_years()
    households.sort(key=lambda one: (one.surveyed, one.id))
    for one in households:
        _write(one, survey, settle, pay, move)
    _disturbed(households, survey, settle, pay, move, end)


def _renewed() -> list[Household]:
    luck = chance("renewed")
    areas = split(FLOOR_AREA, RENEWED, luck, 0.55)
    # 9,846 - 132 begun in the year and renewed, 486 begun and not moved: money in 9,207 of the 10,200.
    in_money = IN_MONEY - 420
    found = []
    for turn, area in enumerate(areas):
        before = turn < AGREED_BEFORE
        if before:
            settled = date(2015, 12, 1) + timedelta(days=int(luck.random() * 30))
        else:
            settled = date(2016, 1, 8) + timedelta(days=int(luck.random() * 318))
        paid = settled + timedelta(days=3 + int(luck.random() * 16))
        moved = min(paid + timedelta(days=2 + int(luck.random() * 25)), date(2016, 12, 31))
        if before:
            moved = max(moved, date(2016, 1, 4))
        surveyed = settled - timedelta(days=40 + int(luck.random() * 70))
        money = turn - AGREED_BEFORE < in_money if not before else turn % 9 > 0
        found.append(
            Household(
                f"hh-{turn * 7 % RENEWED + 1:05d}", int(luck.random() * 14), area, money, surveyed, settled, paid, moved
            )
        )
    return found


def _begun_not_moved() -> list[Household]:
    """486 with agreement or decision in 2016: moved in 2017, paid and still there, half paid, or not paid yet."""
    luck = chance("begun")
    found = []
    for turn in range(BEGUN - (RENEWED - AGREED_BEFORE)):
        settled = date(2016, 9, 20) + timedelta(days=int(luck.random() * 100))
        paid = day_after(settled, 6 + int(luck.random() * 20)) if turn % 5 else None
        moved = date(2017, 1, 6) + timedelta(days=int(luck.random() * 85)) if turn % 5 in (1, 2) and turn % 2 else None
        surveyed = settled - timedelta(days=45 + int(luck.random() * 50))
        area = 6_000 + int(luck.random() * 12_000)
        found.append(
            Household(
                f"hh-{RENEWED + 1 + turn:05d}",
                int(luck.random() * 14),
                area,
                turn < 420,
                surveyed,
                settled,
                paid,
                moved,
            )
        )
    return found


def _of_other_years() -> list[Household]:
    luck = chance("other years")
    found = []
    for turn in range(260):
        year = 2015 if turn % 4 else 2017
        settled = date(year, 1, 9) + timedelta(days=int(luck.random() * (280 if year == 2015 else 50)))
        surveyed = settled - timedelta(days=50)
        paid = settled + timedelta(days=9)
        area = 6_000 + int(luck.random() * 12_000)
        found.append(
            Household(
                f"hh-{11_001 + turn:05d}",
                int(luck.random() * 14),
                area,
                turn % 3 > 0,
                surveyed,
                settled,
                paid,
                paid + timedelta(days=12),
            )
        )
    for turn in range(310):
        # Surveyed and spoken with in 2016, nothing signed.
        surveyed = date(2016, 3, 1) + timedelta(days=int(luck.random() * 290))
        area = 6_000 + int(luck.random() * 12_000)
        found.append(
            Household(f"hh-{11_501 + turn:05d}", int(luck.random() * 14), area, True, surveyed, None, None, None)
        )
    return found


def _write(one: Household, survey: Scribe, settle: Scribe, pay: Scribe, move: Scribe) -> None:
    name, district, place = QUARTERS[one.quarter]
    surveyor = SURVEYORS[one.quarter % 3]
    survey.write(
        one.surveyed,
        surveyor,
        place,
        f"{district}-expropriation",
        户号=one.id,
        片区=name,
        建筑面积=decimal(one.area, 2),
    )
    if one.settled:
        basis = "决定" if int(one.id[-3:]) % 41 == 7 else "协议"
        settle.write(
            one.settled,
            f"{district}-expropriation",
            place,
            "jdz-expropriation",
            户号=one.id,
            依据=basis,
            方式="货币" if one.money else "调换",
            补偿额=str(one.owed),
        )
    if one.paid:
        half = one.owed // 2
        twice = int(one.id[-3:]) % 13 == 5
        pay.write(
            one.paid,
            f"{district}-finance",
            place,
            f"{district}-audit",
            户号=one.id,
            凭证="1",
            金额=str(half if twice or _half_paid(one) else one.owed),
        )
        if twice and not _half_paid(one):
            later = min(one.paid + timedelta(days=1), one.moved or BEFORE_CLOSING)
            pay.write(
                later,
                f"{district}-finance",
                place,
                f"{district}-audit",
                户号=one.id,
                凭证="2",
                金额=str(one.owed - half),
            )
    if one.moved:
        move.write(one.moved, f"t{place}", place, f"{district}-supervision", 户号=one.id)


def _half_paid(one: Household) -> bool:
    return one.moved is None and int(one.id[-2:]) % 3 == 0


def _disturbed(
    households: list[Household], survey: Scribe, settle: Scribe, pay: Scribe, move: Scribe, end: Scribe
) -> None:
    luck = chance("households disturbed")
    ready = [one for one in households if one.moved and one.moved.year == 2016]
    luck.shuffle(ready)
    first = {scribe.register.id: {} for scribe in (survey, settle, pay, move)}  # type: ignore[var-annotated]
    for scribe in (survey, settle, pay, move):
        for deed in scribe.register.deeds:
            first[scribe.register.id].setdefault(deed.cells["户号"], deed)
    surveys, settlements, payments, moves = (first[scribe.register.id] for scribe in (survey, settle, pay, move))
    chosen = iter(ready)
    for _ in range(60):
        _measured_again(survey, surveys[next(chosen).id])
    for _ in range(45):
        send_twice(survey, surveys[next(chosen).id])
        send_twice(pay, payments[next(chosen).id])
    for _ in range(12):
        wrong = settlements[next(chosen).id]
        known = day_after(wrong.verdicts[0].on, 10)
        correct(settle, wrong, "补偿额", wrong.cells["补偿额"] + "0", known, day_after(known, 5))
    _late(move, [moves[next(chosen).id] for _ in range(60)])
    _not_in_force(survey, settle, pay, move, end)
    _beyond_the_border(survey, settle, pay, move)


def _measured_again(survey: Scribe, deed: Deed) -> None:
    wrong = decimal(int(round(float(deed.cells["建筑面积"]) * 100)) + 640, 2)
    known = day_after(deed.verdicts[0].on, 15)
    correct(survey, deed, "建筑面积", wrong, known, day_after(known, 5))


def _late(move: Scribe, chosen: list[Deed]) -> None:
    deeds = move.register.deeds
    at = {deed.number: place for place, deed in enumerate(deeds)}
    for deed in chosen:
        known = day_after(deed.known, 80)
        verdict = replace(deed.verdicts[0], on=day_after(known, 6))
        deeds[at[deed.number]] = replace(deed, known=known, verdicts=(verdict,), note="补录")


def _not_in_force(survey: Scribe, settle: Scribe, pay: Scribe, move: Scribe, end: Scribe) -> None:
    """Each of these came almost the whole way; one step of each does not hold."""
    luck = chance("not in force")
    for turn in range(200):
        quarter = int(luck.random() * 14)
        settled = date(2016, 2, 1) + timedelta(days=int(luck.random() * 240))
        one = Household(
            f"hh-{12_001 + turn:05d}",
            quarter,
            6_000 + int(luck.random() * 12_000),
            True,
            settled - timedelta(days=60),
            settled,
            settled + timedelta(days=8),
            settled + timedelta(days=20),
        )
        before = {scribe.register.id: len(scribe.register.deeds) for scribe in (settle, move)}
        _write(one, survey, settle, pay, move)
        settlement, moved = before[settle.register.id], before[move.register.id]
        settlements, moves = settle.register.deeds, move.register.deeds
        kind = turn % 5
        if kind == 0:
            end.write(
                settled + timedelta(days=5),
                f"{one.district}-expropriation",
                one.place,
                "jdz-expropriation",
                户号=one.id,
                事由="解除协议",
            )
            moves.pop(moved)
        elif kind == 1:
            settlements[settlement] = dispute(settlements[settlement])
        elif kind == 2:
            settlements[settlement] = reject(settlements[settlement])
        elif kind == 3:
            settlements[settlement] = replace(settlements[settlement], verdicts=(), note="待核实")
        else:
            settlements[settlement] = replace(settlements[settlement], evidence=(), verdicts=(), note="尚无佐证")
    for deed in end.register.deeds[:6]:
        # Six endings were themselves withdrawn as unfounded: but those households never moved.
        place = end.register.deeds.index(deed)
        end.register.deeds[place] = reject(deed)
        settlements = settle.register.deeds
        ended = next(i for i, one in enumerate(settlements) if one.cells["户号"] == deed.cells["户号"])
        settlements[ended] = reject(settlements[ended])


def _beyond_the_border(survey: Scribe, settle: Scribe, pay: Scribe, move: Scribe) -> None:
    for turn in range(24):
        settled = date(2016, 5, 1) + timedelta(days=turn * 3)
        one = Household(
            f"hh-{12_501 + turn:05d}",
            turn % 14,
            9_000 + 100 * turn,
            True,
            settled - timedelta(days=50),
            settled,
            settled + timedelta(days=8),
            settled + timedelta(days=20),
        )
        _write(one, survey, settle, pay, move)
        for scribe in (survey, settle, pay, move):
            deeds = scribe.register.deeds
            for place in range(len(deeds) - 2, len(deeds)):
                if deeds[place].cells["户号"] == one.id:
                    deeds[place] = replace(deeds[place], place=NEIGHBOURS[turn % 3][0], note="界外")
