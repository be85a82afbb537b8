"""The one writer: what is accepted, answered again, refused, and kept as a conflict."""

import json

import pytest

from hetang.ledger.checkpoint import Checkpoint, parse
from hetang.office.actions.record_facts import record_facts
from hetang.office.journal.act import Accepted
from hetang.office.tables.models import Conflict, Entry, Fact, Head, Row, Standing
from hetang.terms.refusals import Refusal
from tests.office import lakeside as city

pytestmark = pytest.mark.django_db


def test_a_history_is_accepted_act_by_act() -> None:
    for answer in city.history():
        assert all(isinstance(one, Accepted) for one in answer), answer
    assert Entry.objects.count() == 15
    states = dict(Fact.objects.values_list("fact_id", "state"))
    told = {name: states[city.id_of("fact", name)] for name in (
        "one", "one again", "one corrected", "two", "three", "four", "lawn", "lawn 2", "old", "old corrected", "old 2",
    )}
    assert told == {
        "one": 0, "one again": 0, "one corrected": 3, "two": 3, "three": 0, "four": 3,
        "lawn": 3,    # its first evidence was withdrawn, another was attached before
        "lawn 2": 1,  # its only evidence was withdrawn
        "old": 0, "old corrected": 3, "old 2": 4,
    }
