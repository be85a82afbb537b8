"""`hetang backup DIR`: database, files and, apart, the vault's keys, while the city runs."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from hetang.office.reads.backup import KEYS, backup
from hetang.wiring.outcome import DONE

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder of its own; a later backup there adds what is new")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: Namespace) -> int:
    made = backup(args.folder)
    if args.json:
        print(json.dumps(made.to_json(), indent=2))
    else:
        print(f"{args.folder}: entries {made.size}, last sealed {made.sealed_at or '-'}, files {made.files}")
        print(f"keep {args.folder / KEYS} elsewhere than the rest: it opens the vault")
    return DONE
