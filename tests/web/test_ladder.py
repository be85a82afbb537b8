"""The ladder bar is true to scale."""

from hypothesis import given
from hypothesis import strategies as st

from hetang.web.ladder import Ladder, ladder


def widths(drawn: Ladder) -> dict[str, float]:
    return {bar.sign: float(bar.width) for bar in drawn.bars}


def values(verified: int, evidenced: int, reported: int, disputed: int | None) -> dict[str, str | None]:
    return {
        "verified": str(verified),
        "evidenced": str(evidenced),
        "reported": str(reported),
        "disputed": None if disputed is None else str(disputed),
    }


def test_the_parts_have_the_lengths_of_their_values() -> None:
    drawn = widths(ladder(values(600, 700, 760, 0)))
    assert drawn == {"verified": 600, "evidenced": 100, "reported": 59}  # an outline stands inside its own edge


def test_what_is_disputed_stands_apart_and_is_seen_even_when_small() -> None:
    drawn = ladder(values(1_000_000, 1_000_000, 1_000_000, 1))
    disputed = next(bar for bar in drawn.bars if bar.sign == "disputed")
    verified = next(bar for bar in drawn.bars if bar.sign == "verified")
    assert float(disputed.width) == 6
    assert float(disputed.x) - float(verified.width) == 3
    assert float(disputed.x) + float(disputed.width) == 760


def test_floors_that_do_not_nest_are_three_bars_on_one_scale() -> None:
    drawn = ladder(values(80, 50, 40, None))
    assert widths(drawn) == {"verified": 760, "evidenced": 475, "reported": 379}
    assert len({bar.y for bar in drawn.bars}) == 3


def test_without_a_value_nothing_is_drawn() -> None:
    assert ladder({"verified": None, "evidenced": None, "reported": None, "disputed": None}).bars == ()
    assert ladder(values(0, 0, 0, 0)).bars == ()
    assert ladder({"verified": "1-2", "evidenced": "1-2", "reported": "1-2", "disputed": None}).bars == ()
    assert ladder({"verified": "-5", "evidenced": "-5", "reported": "-5", "disputed": "0"}).bars == ()


@given(st.lists(st.integers(0, 10**9), min_size=4, max_size=4))
def test_no_bar_leaves_the_drawing_and_none_overlaps(numbers: list[int]) -> None:
    *floors, disputed = numbers
    drawn = ladder(values(*sorted(floors), disputed))
    at = 0.0
    for bar in drawn.bars:
        assert float(bar.x) >= at - 0.51
        assert float(bar.width) > 0
        at = float(bar.x) + float(bar.width)
        assert at <= 760.01
