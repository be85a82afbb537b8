"""One import in a fresh process: prints facts, seconds by the clock and of CPU, and the most memory the process held in MB."""

import sys
from pathlib import Path

import django

django.setup()

from benchmarks.city import KEEPERS, city  # noqa: E402 - Django stands first
from benchmarks.home import peak_mb  # noqa: E402
from benchmarks.pairs import spent  # noqa: E402
from hetang.web.imports import Desk, Imported, import_file  # noqa: E402

if __name__ == "__main__":
    pack = city()
    outcomes: list[Imported] = []
    took = spent(lambda: outcomes.append(import_file(Path(sys.argv[1]), pack.mappings["areas"], Desk(pack, KEEPERS))))
    print(outcomes[0].facts, took.clock_s, took.cpu_s, peak_mb())
