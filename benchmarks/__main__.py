"""`python -m benchmarks [NAME]`: one benchmark, or all of them; a table on standard output, the same as JSON in a folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from benchmarks import NAMES
from benchmarks.home import rows_of
from benchmarks.pairs import report
from benchmarks.sizes import SIZES


def main() -> int:
    parser = ArgumentParser(prog="hetang bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--size", choices=SIZES, default="usual", help="how much of everything; large has 10 million facts")
    parser.add_argument("--out", type=Path, default=Path("var/bench"), metavar="DIR", help="where the JSON goes")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"no benchmark {unknown[0]!r}; accepted: {', '.join(NAMES)}")
    for name in asked.names or NAMES:
        report(name, rows_of(name, SIZES[asked.size]), asked.out)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
