"""On whose grants a call of the command line acts: the person that HETANG_ACTOR names."""

import os
from datetime import date

from hetang.office.journal.act import By
from hetang.office.journal.clock import now_us
from hetang.office.journal.packs import active_pack
from hetang.packs.pack import Pack
from hetang.terms.dates import day_of_us
from hetang.wiring.outcome import WrongCall


def city() -> Pack:
    """The pack in force; a call that needs one is wrong where no city was loaded."""
    pack = active_pack()
    if pack is None:
        raise WrongCall("no city is loaded here; `hetang city load PACK` loads one")
    return pack


def today(pack: Pack) -> date:
    return day_of_us(now_us(), pack.time_zone)


def actor() -> str | None:
    return os.environ.get("HETANG_ACTOR") or None


def acting(pack: Pack, second: str | None = None) -> By:
    """The actor with the organisation that they act for, and a second person where history is taken over."""
    person = actor()
    if person is None:
        raise WrongCall("an act needs a person; HETANG_ACTOR=ID names one of the pack")
    unknown = [name for name in (person, second) if name is not None and name not in pack.people]
    if unknown:
        raise WrongCall(f"the pack knows no person {unknown[0]!r}; HETANG_ACTOR names a person of the pack by id")
    by = {"person": person, "organisation": organisation_of(pack, person)}
    return by if second is None else {**by, "with": second}


def organisation_of(pack: Pack, person: str) -> str:
    """That of the post held today, else of the first grant, else the city's own."""
    day = today(pack)
    for post, holders in pack.grants.holders.items():
        if post in pack.posts and any(held.person == person and held.holds(day) for held in holders):
            return pack.posts[post].organisation
    granted = next(iter(pack.grants.of(person, day)), None)
    return granted.over if granted is not None else pack.organisation or next(iter(pack.organisations), "")
