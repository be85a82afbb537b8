"""The write is the evidence: what the ledger says makes the reading tables again, row by row."""

import random

import pytest

from hetang.office.reads.rebuild import rebuild
from hetang.office.tables.models import Bulletin, Fact, FactEvidence, Judgement, Standing
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db


def tables() -> dict[str, list[tuple[object, ...]]]:
    return {
        model.__name__: sorted(
            model.objects.values_list(*(f.attname for f in model._meta.fields if f.name != "id" or model is Fact)), key=repr,
        )
        for model in (Fact, Standing, Judgement, FactEvidence, Bulletin)
    }


def test_rebuilt_tables_equal_the_live_ones() -> None:
    list(city.history())
    live = tables()
    assert rebuild(check=True).differences == []
    assert tables() == live
    assert rebuild().facts == 11
    assert tables() == live


@pytest.mark.parametrize("seed", range(3))
def test_rebuilt_tables_equal_the_live_ones_after_a_random_history(seed: int) -> None:
    chance, known = random.Random(seed), list[str]()
    list(city.history())
    for number in range(100, 160):
        city.random_act(chance, number, known)
    live = tables()
    assert rebuild(check=True).differences == []
    rebuild()
    assert tables() == live
