"""One import in a fresh process: prints facts, seconds, and the most memory the process held in MB."""

import sys
import time
from pathlib import Path

import django

django.setup()

from benchmarks.city import KEEPERS, city  # noqa: E402 - Django stands first
from benchmarks.home import peak_mb  # noqa: E402
from hetang.web.imports import Desk, import_file  # noqa: E402

if __name__ == "__main__":
    pack = city()
    begun = time.perf_counter()
    outcome = import_file(Path(sys.argv[1]), pack.mappings["areas"], Desk(pack, KEEPERS))
    print(outcome.facts, time.perf_counter() - begun, peak_mb())
