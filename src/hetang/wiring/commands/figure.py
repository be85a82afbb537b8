"""`hetang figure ID`: a figure with its ladder, coverage and lineage, as of a day, as known at a moment."""

import json
from argparse import ArgumentParser, Namespace
from typing import Any

from hetang.office.reads.figures import figure
from hetang.terms.refusals import Refusal
from hetang.wiring import asking
from hetang.wiring.actor import actor
from hetang.wiring.outcome import DONE

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    asking.arguments(parser)


def run(args: Namespace) -> int:
    found = figure(asking.ask_of(args), actor())
    if isinstance(found, Refusal):
        asking.refuse(found)
    told = found.to_json()
    print(json.dumps(told, ensure_ascii=False, indent=2) if args.json else "\n".join(lines(told)))
    return DONE


def lines(told: dict[str, Any]) -> list[str]:
    """A figure for a reader: value and unit, what it stands on, and its parts."""
    value = "—" if told["value"] is None else f"{told['value']} {told['unit']}"
    ladder = ", ".join(f"{floor} {number}" for floor, number in told["ladder"].items() if number is not None)
    said = [f"{told['id']}: {value} (as of {told['as_of']}, {told['floor']}, facts {told['fact_count']})"]
    if ladder:
        said.append(f"  {ladder}")
    for row in told.get("rows") or ():
        keys = " ".join(f"{name}={key}" for name, key in row.get("keys", row.get("by", {})).items())
        said.append(f"  {keys}: {'—' if row['value'] is None else row['value']}")
    return said
