"""One suite, every engine: the same answers as the oracle, over random histories and random questions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hetang.figures.engines.columns import Columns
from hetang.figures.engines.relational import Relational
from hetang.figures.engines.sql import POSTGRESQL
from hetang.figures.evaluate import figure, trace
from hetang.figures.plan import Ask, Engine
from hetang.terms.refusals import Refusal
from tests.engines.histories import histories, questions
from tests.figures.town import TABLES, Town, agree, fill, projected


@contextmanager
def relational(town: Town, cuts: list[int]) -> Iterator[Engine]:
    yield town.relational()


@contextmanager
def columns(town: Town, cuts: list[int]) -> Iterator[Engine]:
    """In segments of any length, compacted or not."""
    with TemporaryDirectory() as folder:
        projection = projected(town, Path(folder), cuts)
        if len(cuts) > 2:
            projection.compact()
        engine = Columns(Path(folder), threads=1)
        yield engine
        engine.close()


@contextmanager
def postgresql(town: Town, cuts: list[int]) -> Iterator[Engine]:
    """In a schema of its own that is rolled back."""
    with psycopg.connect(os.environ["HETANG_TEST_DATABASE_URL"]) as db, db.cursor() as cursor:
        cursor.execute("CREATE SCHEMA engines")
        cursor.execute("SET LOCAL search_path TO engines")
        cursor.execute(TABLES)
        fill(town, cursor.executemany)
        yield Relational(lambda sql, params: cursor.execute(sql, params).fetchall(), POSTGRESQL)
        db.rollback()


needs_server = pytest.mark.skipif(
    not os.environ.get("HETANG_TEST_DATABASE_URL", "").startswith("postgres"),
    reason="HETANG_TEST_DATABASE_URL names no PostgreSQL",
)
ENGINES = [relational, columns, pytest.param(postgresql, marks=[pytest.mark.postgres, needs_server])]


@pytest.mark.parametrize("make", ENGINES)
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_engine_answers_as_the_oracle(
    make: Callable[[Town, list[int]], AbstractContextManager[Engine]], data: Any
) -> None:
    town = data.draw(histories())
    with make(town, data.draw(st.lists(st.integers(0, 9), max_size=4))) as engine:
        for _ in range(6):
            answers_as_the_oracle(town, engine, data.draw(questions(town)))


def answers_as_the_oracle(town: Town, engine: Engine, ask: Ask) -> None:
    definitions = town.definitions
    found = figure(ask, definitions, town.world(), engine)
    assert not isinstance(found, Refusal), found.text("en")
    expected = town.oracle(ask, definitions)
    agree(found, expected)
    ids: list[str] = []
    after, more = None, True
    while more:
        listed = trace(ask, definitions, town.world(), engine, limit=3, after=after)
        assert not isinstance(listed, Refusal)
        ids += [row.id for row in listed.facts]
        after, more = listed.next, listed.next is not None
    assert len(ids) == len(set(ids)) and tuple(sorted(ids)) == expected.fact_ids
