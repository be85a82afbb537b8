"""The ladder bar: the floors of a figure drawn true to scale, as rectangles that a template paints.

Where the floors nest (verified <= evidenced <= reported) they are one bar, with the disputed part standing apart.
Where they do not (a rate, a rank, a span of time), each floor is a bar of its own on one scale.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

WIDTH = Fraction(760)
HEIGHT = 18
APART = Fraction(3)  # between what counts and what is disputed
FINEST = Fraction(1, 100)  # what a drawing of this size can still show
DISPUTED_LEAST = Fraction(6)  # so that a small dispute is still seen
THIN, STEP = 8, 12
FLOORS = ("verified", "evidenced", "reported")


@dataclass(frozen=True)
class Bar:
    """One rectangle in the units of the drawing; `sign` names its pattern."""

    sign: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Ladder:
    """The bars with the drawing's size; no bars where there is nothing to draw."""

    bars: tuple[Bar, ...]
    width: int
    height: int


def ladder(values: Mapping[str, str | None]) -> Ladder:
    """From `{"reported", "evidenced", "verified", "disputed"}` as decimal or p/q texts; None where a floor has no value."""
    floors = [_fraction(values.get(floor)) for floor in FLOORS]
    disputed = _fraction(values.get("disputed")) or Fraction(0)
    known = [value for value in floors if value is not None]
    if not known or min(known) < 0 or max(*known, disputed) == 0:
        return Ladder((), int(WIDTH), HEIGHT)
    if len(known) == len(FLOORS) and known == sorted(known) and values.get("disputed") is not None:
        return Ladder(tuple(_stacked(known, disputed)), int(WIDTH), HEIGHT)
    return Ladder(tuple(_apart(floors, max(known))), int(WIDTH), STEP * (len(FLOORS) - 1) + THIN)


def _stacked(floors: list[Fraction], disputed: Fraction) -> list[Bar]:
    room = WIDTH - (APART if disputed else 0)
    total = floors[-1] + disputed
    doubt = max(room * disputed / total, DISPUTED_LEAST) if disputed else Fraction(0)
    scale = (room - doubt) / floors[-1] if floors[-1] else Fraction(0)
    bars, at = [], Fraction(0)
    for floor, value in zip(FLOORS, floors, strict=True):
        if value * scale - at >= FINEST:
            bars.append(_bar(floor, at, 0, value * scale - at, HEIGHT))
            at = value * scale
    if disputed:
        bars.append(_bar("disputed", WIDTH - doubt, 0, doubt, HEIGHT))
    return bars


def _apart(floors: list[Fraction | None], most: Fraction) -> list[Bar]:
    return [
        _bar(floor, Fraction(0), STEP * row, WIDTH * value / most, THIN)
        for row, (floor, value) in enumerate(zip(FLOORS, floors, strict=True))
        if value and WIDTH * value / most >= FINEST
    ]


def _bar(sign: str, x: Fraction, y: int, width: Fraction, height: int) -> Bar:
    if sign == "reported":  # an outline is drawn inside its own edge
        x, y_text, width, height_text = x + Fraction(1, 2), f"{y}.5", max(width - 1, Fraction(1, 10)), str(height - 1)
    else:
        y_text, height_text = str(y), str(height)
    return Bar(sign, _text(x), y_text, _text(width), height_text)


def _text(value: Fraction) -> str:
    return f"{float(round(value, 2)):g}"


def _fraction(text: str | None) -> Fraction | None:
    try:
        return None if text is None else Fraction(text)
    except ValueError:  # a range of ranks
        return None
