"""`hetang contributions`: takes in what has come to the folder or mailbox, each draft once, as `make run` does by itself."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace

from hetang.terms.words import Text
from hetang.web.contributions import take_in
from hetang.web.mailbox import UNREACHABLE, Mailbox
from hetang.wiring.actor import city
from hetang.wiring.contributing import ACCEPTED, SOURCE, source_of
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True
COUNTED = Text("收进 {taken} 份，退回 {refused} 份", "taken {taken}, refused {refused}")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    city()
    source = source_of(os.environ)
    if source is None:
        raise WrongCall(f"{SOURCE} is not set; {ACCEPTED}")
    try:
        came = take_in(source)
    except UNREACHABLE as fault:
        if isinstance(source, Mailbox):
            raise WrongCall(f"the mailbox on {source.host} did not answer: {fault}; {ACCEPTED}") from fault
        raise
    if args.json:
        refused = [one.to_json() for one in came.refused]
        print(json.dumps({"taken": came.taken, "refused": refused}, ensure_ascii=False, indent=2))
    else:
        for one in came.refused:
            print(one.text(args.lang), file=sys.stderr)
        print("\n".join([*came.taken, COUNTED.filled(taken=len(came.taken), refused=len(came.refused)).text(args.lang)]))
    return NO if came.refused else DONE
