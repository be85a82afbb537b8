"""The reference city and its quarter, each loaded once a session; copies for stories that write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios import homes
from tests.scenarios.door import Door, opened


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    with homes.folder() as made:
        yield made


@pytest.fixture(scope="session")
def city(scratch: Path) -> Iterator[Door]:
    """The reference city, to read."""
    with opened(homes.loaded(homes.CITY, scratch / "city")) as door:
        yield door


@pytest.fixture(scope="session")
def quarter_pack(scratch: Path) -> Path:
    return homes.quarter(scratch / "pack" / "jingdezhen")   # a pack bears its folder's name


@pytest.fixture(scope="session")
def quarter(scratch: Path, quarter_pack: Path) -> Iterator[Door]:
    """The quarter, to read."""
    with opened(homes.loaded(quarter_pack, scratch / "quarter")) as door:
        yield door


@pytest.fixture
def town(quarter: Door) -> Iterator[Door]:
    """A copy of the quarter, to write in."""
    with homes.copied(quarter.home) as door:
        yield door
