"""`hetang tick`: what fell due and nobody did, done by the clock and dated at its deadline; again, it changes nothing."""

import json
from argparse import ArgumentParser, Namespace

from hetang.office.actions.tick import tick
from hetang.office.reads.desk_day import desk_day
from hetang.terms.dates import parse_day
from hetang.wiring.actor import city, today
from hetang.wiring.outcome import DONE, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--until", metavar="DAY", help="deadlines before this day (default: the desk's day, of a demonstration its own)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: Namespace) -> int:
    pack = city()
    until = desk_day(pack) if args.until is None else parse_day(args.until)
    if until is None or until > max(today(pack), desk_day(pack)):
        raise WrongCall(f"--until {args.until}: a day such as 2017-04-26, and none to come, is accepted")
    done = tick(until)
    told = {"until": until.isoformat(), "entries": done.entries, "matters": done.matters}
    print(json.dumps(told) if args.json else f"until {until}: entries {done.entries}, matters {done.matters}")
    return DONE
