"""The small town as a loaded city, for the commands that speak of matters."""

from pathlib import Path

import pytest
from django.core.cache import cache

from tests.web.api import town


@pytest.fixture
def small_town(db: None, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.HOME = tmp_path
    cache.clear()
    town.build()
