"""One suite, every engine: the same answers as the oracle, over random histories and random questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hetang.figures.evaluate import figure, trace
from hetang.figures.plan import Ask, Engine
from hetang.terms.refusals import Refusal
from tests.engines.histories import histories, questions
from tests.figures.town import Town, agree

ENGINES: dict[str, Callable[[Town], Engine]] = {"relational": lambda town: town.relational()}


@pytest.mark.parametrize("make", ENGINES.values(), ids=ENGINES.keys())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_engine_answers_as_the_oracle(make: Callable[[Town], Engine], data: Any) -> None:
    town = data.draw(histories())
    engine, definitions = make(town), town.definitions
    for _ in range(6):
        ask: Ask = data.draw(questions(town))
        found = figure(ask, definitions, town.world(), engine)
        assert not isinstance(found, Refusal), found.text("en")
        expected = town.oracle(ask, definitions)
        agree(found, expected)
        listed = trace(ask, definitions, town.world(), engine, limit=3)
        assert not isinstance(listed, Refusal)
        ids = [row.id for row in listed.facts]
        while listed.next is not None:
            listed = trace(ask, definitions, town.world(), engine, limit=3, after=listed.next)
            assert not isinstance(listed, Refusal)
            ids += [row.id for row in listed.facts]
        assert len(ids) == len(set(ids)) and tuple(sorted(ids)) == expected.fact_ids
