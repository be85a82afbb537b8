"""The interface fuzzed from its own description: no call ends in a fault of the program, every answer is as described.

HETANG_FUZZ_CALLS says how many calls; the issue's bar is 20,000: `HETANG_FUZZ_CALLS=20000 pytest tests/web/api/test_fuzz.py`.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase
from schemathesis import checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.api.fuzzing import People, sensible

CALLS = int(os.environ.get("HETANG_FUZZ_CALLS", "400"))
MANY = 6   # times as many acts as any other call
CHECKS = (checks.not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture
def lasting() -> Iterator[None]:
    """Requests leave the test's connection open, as Django's own test client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_call_ends_in_a_fault(busy: People, lasting: None) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    operations = sorted((found.ok() for found in schema.get_all_operations()), key=lambda one: one.method == "delete")   # signs out
    assert len(operations) >= 15
    said: Counter[int] = Counter()
    weights = {operation: MANY if operation.path.endswith("/acts") else 1 for operation in operations}
    for operation, weight in weights.items():
        said += fuzzed(operation, busy, -(-CALLS * weight // sum(weights.values())))
    print(f"\n{said.total()} calls: {dict(sorted(said.items()))}")
    assert said.total() >= CALLS
    assert said[200] > said.total() // 10   # fuzzing that only ever meets the door proves little


def fuzzed(operation: Any, people: People, calls: int) -> Counter[int]:
    """So many calls of one operation, by persons drawn at random, with words that the city knows mixed in."""
    said: Counter[int] = Counter()

    @seed(20170426)
    @settings(
        max_examples=calls, deadline=None, phases=(Phase.generate,), database=InMemoryExampleDatabase(),
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def call(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        sensible(case, people.words, data)
        token = data.draw(st.sampled_from(people.tokens))
        response = case.call(headers={"Authorization": f"Bearer {token}"} if token else {})
        said[response.status_code] += 1
        case.validate_response(response, checks=list(CHECKS))

    while said.total() < calls:   # hypothesis may end early where it has seen everything
        before = said.total()
        call()
        if said.total() == before:
            break
    return said
