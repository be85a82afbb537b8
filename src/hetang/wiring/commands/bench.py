"""`hetang bench [NAME]`: the benchmarks of a source tree, each a table of ratios and a JSON file."""

import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import hetang
from hetang.wiring.command import WrongCall

NEEDS_DJANGO = False
TOP = Path(hetang.__file__).parents[2]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="one of them (default: all, one after the other)")
    parser.add_argument("more", nargs="*", metavar="OPTION", help="passed on to the benchmark")


def run(args: Namespace) -> int:
    known = sorted(path.stem for path in (TOP / "benchmarks").glob("bench_*.py"))
    known = [name.removeprefix("bench_") for name in known]
    if not known:
        raise WrongCall("there are no benchmarks beside this installation; a source tree has them")
    if args.name is not None and args.name not in known:
        raise WrongCall(f"no benchmark {args.name!r}; accepted: {', '.join(known)}")
    status = 0
    for name in known if args.name is None else [args.name]:
        print(f"# {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.bench_{name}", *args.more], cwd=TOP)
        status = max(status, done.returncode)
    return status
