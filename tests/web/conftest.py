"""Every test of the pages has a home and a memory of its own."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from hetang.office.actions.make_sign_in_link import make_sign_in_link
from tests.web import lakeside


@pytest.fixture
def city(db: None, settings, tmp_path: Path) -> str:  # type: ignore[no-untyped-def]
    """Builds the city; gives the digest of its picture."""
    settings.HOME = tmp_path
    cache.clear()
    return lakeside.build()


def signed_in(person: str) -> Client:
    client, token = Client(), make_sign_in_link(person)
    assert client.post(f"/in/{token}").status_code == 302
    return client
