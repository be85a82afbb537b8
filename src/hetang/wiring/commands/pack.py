"""`hetang pack check PACK`: every error of a pack with file and line, and the outcome of every example in it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from hetang.matters.price import Price, hours_text
from hetang.packs.check import Checked, check_pack
from hetang.packs.files import NO_FOLDER
from hetang.terms.words import Text

NEEDS_DJANGO = False
SUMMARY = Text(
    "{name} {version}：{errors} 处错误，{examples} 个算例中 {held} 个成立，{stories} 个事例中 {told} 个成立",
    "{name} {version}: errors {errors}; examples that hold {held} of {examples}; stories {told} of {stories}",
)
PRICE = Text("{kind}（{since}）每年 {hours} 小时{more}", "{kind} ({since}): {hours} hours a year{more}")
FORM = Text("    {act}：{price}", "    {act}: {price}")
UNTOLD = Text("，{count} 张表没有说明", "; not told for {count} forms")
ASKED_ELSEWHERE = Text("    “{field}”也由 {kinds} 问", "    “{field}” is asked by {kinds} too")


def arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="every error of a pack, and the outcome of its examples")
    check.add_argument("pack", metavar="PACK", help="the pack's folder")
    check.add_argument("--json", action="store_true", help="one JSON document on standard output")
    check.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    if not Path(args.pack).is_dir():
        print(NO_FOLDER.placed(args.pack).text(args.lang), file=sys.stderr)
        return 2
    checked = check_pack(args.pack)
    if args.json:
        print(json.dumps(_document(checked, args.lang), ensure_ascii=False, indent=2))
    else:
        _print(checked, args.lang)
    return 1 if checked.refusals else 0


def _document(checked: Checked, lang: str) -> dict[str, Any]:
    errors = []
    for refusal in checked.refusals:
        file, _, line = (refusal.at or "").rpartition(":")
        place = {"file": file, "line": int(line) if line.isdigit() else None, "sentence": refusal.says.text(lang)}
        errors.append({**place, **refusal.to_json()})
    return {
        "pack": checked.name,
        "version": checked.version,
        "digest": checked.digest,
        "errors": errors,
        "examples": [outcome.to_json() for outcome in checked.examples],
        "stories": [story.to_json() for story in checked.stories],
        "prices": [price.to_json() for price in checked.prices],
    }


def _print(checked: Checked, lang: str) -> None:
    for refusal in checked.refusals:
        print(refusal.text(lang))
    for price in checked.prices:
        _print_price(price, lang)
    held, examples = sum(outcome.holds for outcome in checked.examples), len(checked.examples)
    told, stories = sum(story.holds for story in checked.stories), len(checked.stories)
    said = SUMMARY.filled(
        name=checked.name, version=checked.version, errors=len(checked.refusals), held=held, examples=examples,
        told=told, stories=stories,
    )  # fmt: skip
    print(said.text(lang))
    if checked.digest:
        print(checked.digest)


def _print_price(price: Price, lang: str) -> None:
    """What the forms of a kind cost those who fill them in."""
    more = UNTOLD.filled(count=len(price.untold)) if price.untold else Text("", "")
    hours = hours_text(price.hours)
    print(PRICE.filled(kind=price.name, since=price.version, hours=hours, more=more).text(lang))
    for form in price.forms:
        if form.hours is not None:
            print(FORM.filled(act=form.name, price=form.text()).text(lang))
    for duplicate in price.duplicates:
        said = ASKED_ELSEWHERE.filled(field=duplicate.name, kinds=", ".join(duplicate.kinds))
        print(said.text(lang))
