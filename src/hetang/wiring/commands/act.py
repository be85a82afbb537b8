"""`hetang act FILE.json`: one act or a list of them, each answered with its entry or its refusal."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from hetang.office.journal.act import Accepted
from hetang.terms.refusals import Refusal
from hetang.web.api.limits import usable
from hetang.wiring.actor import city
from hetang.wiring.acts import perform
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", help="an act or a list of acts; - reads standard input")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    given = _read(args.file)
    acts = given if isinstance(given, list) else [given]
    pack, folder = city(), Path(args.file).parent
    answers = [_answer(act, perform(act, pack, folder)) for act in acts]
    if args.json:
        print(json.dumps(answers if isinstance(given, list) else answers[0], ensure_ascii=False, indent=2))
    else:
        for answer in answers:
            _tell(answer, args.lang)
    return NO if any("refusals" in answer for answer in answers) else DONE


def _read(name: str) -> Any:
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    try:
        return usable(text)
    except ValueError as fault:
        why = str(fault)[:200].encode("ascii", "backslashreplace").decode()
        raise WrongCall(f"{name} is not JSON: {why}; an act or a list of acts is accepted") from fault


def _answer(act: Any, answer: list[Accepted] | list[Refusal]) -> dict[str, Any]:
    id = act.get("id") if isinstance(act, dict) else None
    refused = [one for one in answer if isinstance(one, Refusal)]
    if refused:
        return {"id": id, "accepted": False, "refusals": [refusal.to_json() for refusal in refused]}
    entries = [one.to_json() for one in answer if isinstance(one, Accepted)]
    return {"id": id, "accepted": True, "entry": entries[0], "entries": entries}


def _tell(answer: dict[str, Any], lang: str) -> None:
    if answer["accepted"]:
        for entry in answer["entries"]:
            print(f"{answer['id']}: entry {entry['seq']} {entry['digest'][:12]}{' (known already)' if entry['repeated'] else ''}")
        return
    for refusal in answer["refusals"]:
        at = f"{refusal['at']}: " if refusal["at"] else ""
        print(f"{answer['id']}: {at}{refusal['says'][lang]}; {refusal['accepts'][lang]}", file=sys.stderr)
