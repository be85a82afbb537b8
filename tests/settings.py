"""The city's own settings, in a home that lasts for one test run."""

import atexit
import os
import shutil
import tempfile

# Before the settings are read; the programs that tests start find the same home.
os.environ["HETANG_HOME"] = home = tempfile.mkdtemp(prefix="hetang-tests-")
atexit.register(shutil.rmtree, home, ignore_errors=True)
if os.environ.get("HETANG_TEST_DATABASE_URL"):   # else SQLite in memory
    os.environ["HETANG_DATABASE_URL"] = os.environ["HETANG_TEST_DATABASE_URL"]
os.environ["DJANGO_SETTINGS_MODULE"] = "hetang.wiring.settings"

from hetang.wiring.settings import *  # noqa: E402, F403
