"""`hetang bench [NAME]`: the benchmarks of a source tree, each a table of ratios and a JSON file."""

import subprocess
import sys
from argparse import REMAINDER, ArgumentParser, Namespace
from pathlib import Path

import hetang
from hetang.wiring.outcome import WrongCall

NEEDS_DJANGO = False
TOP = Path(hetang.__file__).parents[2]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "given", nargs=REMAINDER, metavar="NAME … OPTION …",
        help="which benchmarks (default: all); --size tiny|usual|large; --out DIR for the JSON",
    )


def run(args: Namespace) -> int:
    if not (TOP / "benchmarks" / "__main__.py").is_file():
        raise WrongCall("there are no benchmarks beside this installation; a source tree has them")
    return subprocess.run([sys.executable, "-m", "benchmarks", *args.given], cwd=TOP).returncode
