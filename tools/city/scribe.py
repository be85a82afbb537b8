"""Writes deeds into a register: drafts an honest one, and the disturbances that must not count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tools.city.divisions import NEIGHBOURS
from tools.city.pictures import Album
from tools.city.story import CLOSING_DAY, Deed, Register, Verdict, chance, day_after


class Scribe:
    """Keeps one register: every draft is recorded some days after the deed and confirmed some days after that."""

    def __init__(self, register: Register, album: Album, share: int = 1) -> None:
        self.register, self.album, self.share = register, album, share
        self.luck = chance(f"scribe {register.id}")
        self._drafts = 0

    def draft(self, on: date, organisation: str, place: str, verifier: str, **cells: str) -> Deed:
        known = day_after(on, 1 + int(self.luck.random() * 6))
        confirmed = day_after(known, 2 + int(self.luck.random() * 12))
        number = self.register.number()
        return Deed(
            number,
            on,
            organisation,
            place,
            cells,
            known,
            self._evidence(on, place),
            (Verdict("verified", verifier, confirmed),),
        )

    def write(self, on: date, organisation: str, place: str, verifier: str, **cells: str) -> Deed:
        return self.register.add(self.draft(on, organisation, place, verifier, **cells))

    def _evidence(self, on: date, place: str) -> tuple[str, ...]:
        """A new picture for every `share` deeds: one posting, one archive box may stand for several."""
        if not self.register.scene:
            return ()
        if self._drafts % self.share == 0:
            self._picture = self.album.take(self.register.scene, f"{self.register.prefix} {place} {on.isoformat()}")
        self._drafts += 1
        return (self._picture,)


@dataclass(frozen=True)
class Disturbance:
    """How many of each kind go into a register. `years`: deeds of other years; `spoil`: how a wrong value looked."""

    corrected: int = 2
    repeated: int = 2
    disputed: int = 2
    upheld: int = 1
    rejected: int = 2
    reported: int = 2
    evidenced: int = 2
    years: int = 4
    neighbour: int = 2
    late: int = 3


def disturb(
    scribe: Scribe,
    column: str,
    fresh: Callable[[], Deed],
    spoil: Callable[[str], str],
    kinds: Disturbance = Disturbance(),
) -> None:
    """Adds to the register what must not count, and makes some of what counts arrive late, twice or corrected."""
    honest = list(scribe.register.deeds)
    scribe.luck.shuffle(honest)
    chosen = iter(honest)
    for _ in range(kinds.corrected):
        _correct(scribe, next(chosen), column, spoil)
    for _ in range(kinds.repeated):
        send_twice(scribe, next(chosen))
    for _ in range(kinds.upheld):
        _uphold(scribe, next(chosen))
    for _ in range(kinds.late):
        _arrive_late(scribe, next(chosen))
    for _ in range(kinds.disputed):
        scribe.register.add(dispute(fresh()))
    for _ in range(kinds.rejected):
        scribe.register.add(reject(fresh()))
    for _ in range(kinds.reported):
        scribe.register.add(replace(fresh(), evidence=(), verdicts=(), note="尚无佐证"))
    for _ in range(kinds.evidenced):
        scribe.register.add(replace(fresh(), verdicts=(), note="待核实"))
    for count in range(kinds.years):
        scribe.register.add(shift(fresh(), -366 if count % 2 else 0, to_2017=not count % 2))
    for count in range(kinds.neighbour):
        scribe.register.add(replace(fresh(), place=NEIGHBOURS[count % 3][0], note="界外工程"))


def dispute(deed: Deed, organisation: str = "jdz-audit") -> Deed:
    """Confirmed, then contested by the auditors and not ruled on since."""
    contested = Verdict("disputed", organisation, day_after(deed.verdicts[-1].on, 9))
    return replace(deed, verdicts=(*deed.verdicts, contested), note="有异议，未裁定")


def reject(deed: Deed) -> Deed:
    verdict = replace(deed.verdicts[0], judgement="rejected")
    return replace(deed, verdicts=(verdict,), note="核实不符，退回")


def shift(deed: Deed, days: int, to_2017: bool = False) -> Deed:
    """The same deed in another year: `days` earlier, or at the head of 2017."""
    if to_2017:
        days = (date(2017, 1, 5) + timedelta(days=deed.on.timetuple().tm_yday % 60) - deed.on).days
    move = timedelta(days=days)
    verdicts = tuple(replace(v, on=min(v.on + move, CLOSING_DAY - timedelta(days=1))) for v in deed.verdicts)
    return replace(deed, on=deed.on + move, known=day_after(deed.known + move, 0), verdicts=verdicts)


def send_twice(scribe: Scribe, deed: Deed) -> Deed:
    """The same deed reported again under another number, by another way, and confirmed again."""
    verdicts = tuple(replace(verdict, on=day_after(verdict.on, 11)) for verdict in deed.verdicts)
    again = replace(
        deed, number=scribe.register.number(), known=day_after(deed.known, 5), verdicts=verdicts, note="重报"
    )
    return scribe.register.add(again)


def correct(scribe: Scribe, deed: Deed, column: str, wrong: str, known: date, confirmed: date) -> None:
    """The register first held `wrong`; the deed itself now stands in it as a correction known on `known`."""
    place = scribe.register.deeds.index(deed)
    scribe.register.deeds[place] = replace(deed.changed(**{column: wrong}), note="后更正")
    verdicts = (replace(deed.verdicts[0], on=confirmed),)
    right = replace(
        deed, number=scribe.register.number(), known=known, verdicts=verdicts, corrects=deed.number, note="更正"
    )
    scribe.register.add(right)


def _correct(scribe: Scribe, deed: Deed, column: str, spoil: Callable[[str], str]) -> None:
    known = day_after(deed.verdicts[-1].on, 12)
    correct(scribe, deed, column, spoil(deed.cells[column]), known, day_after(known, 4))


def _uphold(scribe: Scribe, deed: Deed) -> None:
    contested = Verdict("disputed", "jdz-audit", day_after(deed.verdicts[-1].on, 6))
    upheld = Verdict("upheld", "jdz-supervision", day_after(contested.on, 8))
    deeds = scribe.register.deeds
    deeds[deeds.index(deed)] = replace(deed, verdicts=(*deed.verdicts, contested, upheld), note="异议不成立")


def _arrive_late(scribe: Scribe, deed: Deed) -> None:
    deeds = scribe.register.deeds
    known = day_after(deed.known, 75)
    verdicts = tuple(replace(verdict, on=day_after(known, 6)) for verdict in deed.verdicts)
    deeds[deeds.index(deed)] = replace(deed, known=known, verdicts=verdicts, note="补录")
