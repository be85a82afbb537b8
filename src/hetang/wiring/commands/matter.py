"""`hetang matter ID`: one matter as it stands, or as of a day, as known at a day; for a person who may know of it."""

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Any

from hetang.office.reads import matters, next_acts, stories
from hetang.office.reads.knowing import Asker, asker_of
from hetang.terms.dates import parse_day
from hetang.web.api import matter_told as told
from hetang.wiring.actor import actor, city
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the matter")
    parser.add_argument("--as-of", metavar="DAY", help="what happened by the end of this day (default: all)")
    parser.add_argument("--known-at", metavar="DAY", help="as known at the end of this day (default: now)")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    who = asking()
    found = _found(who, args.id, _day("--as-of", args.as_of), _day("--known-at", args.known_at))
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    elif found is not None:
        print("\n".join(_lines(found, args.lang)))
    return NO if found is None else DONE


def asking() -> Asker:
    """The person that HETANG_ACTOR names; an operator's shell may know of no matter."""
    city()
    if actor() is None:
        raise WrongCall("who asks? HETANG_ACTOR=ID names a person of the pack")
    return asker_of(actor())


def _day(name: str, text: str | None) -> date | None:
    day = parse_day(text) if text is not None else None
    if text is not None and day is None:
        raise WrongCall(f"{name} {text}: a day such as 2017-04-26 is accepted")
    return day


def _found(who: Asker, id: str, as_of: date | None, known_at: date | None) -> dict[str, Any] | None:
    found = matters.matter(who, id, as_of, known_at)
    story = stories.story(who, id, as_of=as_of, known_at=known_at)
    if found is None or story is None:
        return None
    return {
        **told.shown(found, who.day), "story": [told.told(one) for one in story.told],
        "next": [told.possible(one) for one in next_acts.next_acts(who, id) or ()],
    }


def _lines(found: dict[str, Any], lang: str) -> list[str]:
    """The matter for a reader: where it stands, until when, what can be done, what was done."""
    said = [f"{found['kind_name'][lang]} {found['title']} ({found['id']}): {found['step_name'][lang]}"]
    said += [f"  {clock['name'][lang]}: {clock['legal'] or clock['target']}" for clock in found["clocks"]]
    said += [f"  {value['name'][lang]}: {'—' if value['value'] is None else value['value']}" for value in found["values"]]
    for act in found["next"]:
        why = "; ".join(f"{refusal['says'][lang]} ({refusal['accepts'][lang]})" for refusal in act["refusals"])
        said.append(f"  {'+' if act['can'] else '-'} {act['act']} {act['name'][lang]}{': ' if why else ''}{why}")
    said += [f"  {one['happened_on']} {one['act_name'][lang]}, {one['by'] or 'clock'}, entry {one['seq']}" for one in found["story"]]
    return said
