"""`hetang matters`: the matters that a person may know of, the earliest limit first."""

import json
from argparse import ArgumentParser, Namespace

from hetang.office.reads.matter_filter import Sieve
from hetang.office.reads.matters import MOST, listed
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.web.api import matter_told as told
from hetang.wiring import asking as figures
from hetang.wiring.commands.matter import asking
from hetang.wiring.outcome import DONE, WrongCall

NEEDS_DJANGO = True
NAMED = ("kind", "step", "organisation", "place", "owner", "handler", "parent")


def arguments(parser: ArgumentParser) -> None:
    for name in NAMED:
        parser.add_argument(f"--{name}", metavar="ID")
    parser.add_argument("--mine", action="store_true", help="whose step now is the asker's job")
    parser.add_argument("--due-before", metavar="DAY", help="whose limit is before this day")
    parser.add_argument("--overdue", action="store_true", help="whose limit has passed")
    parser.add_argument("--state", choices=("open", "closed", "all"), default="open")
    parser.add_argument("--text", default="", help="words of the title")
    parser.add_argument("--after", metavar="MARK", help="the `next` of the page before")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    who, before = asking(), parse_day(args.due_before) if args.due_before else None
    if args.due_before and before is None:
        raise WrongCall(f"--due-before {args.due_before}: a day such as 2017-04-26 is accepted")
    sieve = Sieve(
        **{name: getattr(args, name) for name in NAMED}, mine=args.mine, due_before=before, overdue=args.overdue, state=args.state,
        text=args.text,
    )
    found = listed(who, sieve, args.after, MOST)
    if isinstance(found, Refusal):
        figures.refuse(found)
    if args.json:
        print(json.dumps({"matters": told.lines(found.lines, who.day), "next": found.next}, ensure_ascii=False, indent=2))
        return DONE
    for line in found.lines:
        limit = line.clock.limit if line.clock is not None else None
        print(f"{limit or '—':<12}{line.kind_name.text(args.lang)} {line.title}  {line.step_name.text(args.lang)}  {line.id}")
    if found.next is not None:
        print(f"--after {found.next}")
    return DONE
