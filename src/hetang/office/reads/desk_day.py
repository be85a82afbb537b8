"""The day on which the desk stands: of a demonstration the day that its pack names, else today in the city's zone."""

from datetime import date

from hetang.office.journal.clock import now_us
from hetang.packs.pack import Pack
from hetang.terms.dates import day_of_us


def desk_day(pack: Pack) -> date:
    return pack.demonstration or day_of_us(now_us(), pack.time_zone)
