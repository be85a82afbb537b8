"""The lakeside city behind the HTTP interface, and callers that are signed in to it."""

from pathlib import Path

import pytest
from django.core.cache import cache

from tests.office import lakeside as city
from tests.web import lakeside
from tests.web.api import town
from tests.web.api.caller import Caller, nobody, signed_in
from tests.web.api.fuzzing import People, Words


@pytest.fixture
def lake(db: None, settings, tmp_path: Path) -> str:  # type: ignore[no-untyped-def]
    """Builds the city; gives the digest of its picture."""
    settings.HOME = tmp_path
    cache.clear()
    return lakeside.build()


@pytest.fixture
def reader(lake: str) -> Caller:
    return signed_in(lakeside.READER)


@pytest.fixture
def recorder(lake: str) -> Caller:
    return signed_in(lakeside.RECORDER)


@pytest.fixture
def stranger(lake: str) -> Caller:
    return nobody()


@pytest.fixture
def small_town(db: None, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    cache.clear()
    town.build()


@pytest.fixture
def stranger_in_town(small_town: None) -> Caller:
    return nobody()


@pytest.fixture
def busy(lake: str) -> People:
    """Everybody of the city, and what they could speak of."""
    tokens = [signed_in(person).token for person in ("lin", "mei", "zhou", "an", "wu")]
    days = ["2016-05-01", "2017-04-26", "2016-12-31"]
    words = Words(
        {
            "id": ["lamps", "lawns", city.id_of("no matter")], "seq": [0, 1, 2, 3, 4], "as_of": days, "known_at": days,
            "place": ["north", "south", "lakeside"], "organisation": ["works", "gardens", "city"], "period": ["2016", "2016Q1", "2016-03"],
            "by": ["place", "organisation", "month", "day", "matter"], "limit": [1, 50], "after": [0, 1, 3],
        },
        [
            {"id": "", "act": "record_facts", "facts": [city.fact("fuzz")]},
            {"id": "", "act": "judge_facts", "judgements": [city.judgement("three")]},
            {"id": "", "act": "attach_evidence", "evidence": {city.id_of("fact", "three"): ["0" * 64]}},
            {"id": "", "act": "withdraw_evidence", "reasons": {"0" * 64: "wrong"}},
        ],
    )
    return People([*tokens, None, "wrong"], words)
