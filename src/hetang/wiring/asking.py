"""What `hetang figure` and `hetang trace` are asked, read from the command line."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import NoReturn

from hetang.figures.plan import Ask
from hetang.figures.shapes import FLOORS
from hetang.terms.refusals import Refusal
from hetang.web.asks import Asked
from hetang.wiring.actor import city, today
from hetang.wiring.outcome import WrongCall


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("indicator", metavar="ID", help="the indicator")
    parser.add_argument("--as-of", metavar="DAY", default="", help="what happened by the end of this day counts (default: today)")
    known = parser.add_mutually_exclusive_group()
    known.add_argument("--known-at", metavar="DAY", default="", help="as known at the end of this day (default: now)")
    known.add_argument("--known-at-seq", metavar="N", default="", help="as known with entry N")
    parser.add_argument("--floor", choices=tuple(FLOORS), default="", help="which facts count (default: as declared)")
    parser.add_argument("--place", metavar="ID", default="")
    parser.add_argument("--organisation", metavar="ID", default="")
    parser.add_argument("--period", metavar="PERIOD", default="", help="2016, 2016Q1, 2016-03 or 2016-01-01..2016-06-30")
    parser.add_argument("--by", metavar="KEY,…", default="", help="place, organisation, month, year, day, matter or a dimension")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def ask_of(args: Namespace) -> Ask:
    """The question; what cannot be read of it is a wrong call."""
    pack = city()
    asked = Asked(args.as_of, args.known_at, args.known_at_seq, args.floor, args.place, args.organisation, args.period)
    ask = asked.read(args.indicator, pack, today(pack))
    if isinstance(ask, Refusal):
        refuse(ask)
    return replace(ask, by=tuple(key.strip() for key in args.by.split(",") if key.strip()))


def refuse(refusal: Refusal) -> NoReturn:
    raise WrongCall(refusal.text("en"))
