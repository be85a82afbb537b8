"""The moment of a question: by known time and by sequence, both None where it is now."""

from datetime import date

from hetang.figures.plan import Ask, World
from hetang.terms.dates import end_of_day_us


def moment_of(ask: Ask, world: World) -> tuple[int | None, int | None]:
    """(known_us, known_seq); a day counts to its end in the city's zone."""
    known = ask.known_at
    return (end_of_day_us(known, world.time_zone) if isinstance(known, date) else known), ask.known_seq
