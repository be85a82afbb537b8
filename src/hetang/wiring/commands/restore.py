"""`hetang restore DIR`: a backup into an empty place; says how far it reaches."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from hetang.office.actions.restore import restore
from hetang.terms.refusals import Refusal
from hetang.wiring.outcome import DONE, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="what `hetang backup` wrote")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: Namespace) -> int:
    reaches = restore(args.folder)
    if isinstance(reaches, Refusal):
        raise WrongCall(reaches.text("en"))
    if args.json:
        print(json.dumps(reaches.to_json(), indent=2))
    else:
        print(f"reaches entry {reaches.size - 1}, sealed {reaches.sealed_at or '-'}; head {reaches.root or '-'}; files {reaches.files}")
    return DONE
