"""`hetang trace ID`: the facts behind a figure, each with its entry, who recorded and who verified it, and its evidence."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from hetang.office.reads.figures import trace
from hetang.office.reads.snapshot import snapshot
from hetang.terms.refusals import Refusal
from hetang.wiring import asking
from hetang.wiring.actor import actor
from hetang.wiring.commands.figure import lines
from hetang.wiring.outcome import DONE, WrongCall

NEEDS_DJANGO = True
PAGE = 20_000   # each page computes the figure again


def arguments(parser: ArgumentParser) -> None:
    asking.arguments(parser)
    parser.add_argument("--limit", metavar="N", type=int, help="at most so many facts (default: all)")


def run(args: Namespace) -> int:
    if args.limit is not None and args.limit < 0:
        raise WrongCall(f"--limit {args.limit}: a count from 0 on is accepted")
    told = _traced(args)
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return DONE
    print("\n".join(lines(told["figure"])))
    for fact in told["facts"]:
        print(f"  {fact['happened_on']} {fact['value']} {fact['unit']}  {fact['organisation']}  {fact['place'] or ''}  "
              f"entry {fact['seq']}  {fact['status']}  {fact['recorded_by'] or ''} / {fact['verified_by'] or ''}")
    return DONE


def _traced(args: Namespace) -> dict[str, Any]:
    """All pages of the trace up to the limit, of one moment of the ledger."""
    ask, facts, after = asking.ask_of(args), list[dict[str, Any]](), None
    with snapshot():
        while True:
            wanted = PAGE if args.limit is None else min(PAGE, args.limit - len(facts))
            found = trace(ask, actor(), wanted, after)
            if isinstance(found, Refusal):
                asking.refuse(found)
            facts += [fact.to_json() for fact in found.facts]
            after = found.next
            if after is None or (args.limit is not None and len(facts) >= args.limit):
                return {"figure": found.figure.to_json(), "facts": facts, "next": after}
