"""`hetang rebuild`: the reading tables made again from the ledger; with --check only compared, row by row."""

import json
from argparse import ArgumentParser, Namespace

from hetang.office.reads.rebuild import rebuild
from hetang.wiring.outcome import DONE, NO

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="compares and changes nothing")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: Namespace) -> int:
    done = rebuild(check=args.check)
    if args.json:
        differences = [
            {"table": one.table, "key": one.key, "columns": one.columns, "live": one.live, "rebuilt": one.rebuilt}
            for one in done.differences
        ]
        print(json.dumps({"entries": done.entries, "facts": done.facts, "differences": differences},
                         ensure_ascii=False, indent=2, default=str))
    else:
        for one in done.differences:
            print(f"{one.table} {one.key}: {', '.join(one.columns) or ('missing' if one.live is None else 'too much')}")
        state = f"differences {len(done.differences)}" if args.check else "made again"
        print(f"entries {done.entries}, facts {done.facts}: {state}")
    return NO if done.differences else DONE
