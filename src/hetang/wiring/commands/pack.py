"""`hetang pack check PACK`: every error of a pack with file and line, and the outcome of every example in it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from hetang.packs.check import Checked, check_pack
from hetang.packs.files import NO_FOLDER
from hetang.terms.words import Text

NEEDS_DJANGO = False
SUMMARY = Text(
    "{name} {version}：{errors} 处错误，{examples} 个算例中 {held} 个成立",
    "{name} {version}: errors {errors}; examples that hold {held} of {examples}",
)


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
    }


def _print(checked: Checked, lang: str) -> None:
    for refusal in checked.refusals:
        print(refusal.text(lang))
    held, examples = sum(outcome.holds for outcome in checked.examples), len(checked.examples)
    said = SUMMARY.filled(
        name=checked.name, version=checked.version, errors=len(checked.refusals), held=held, examples=examples
    )
    print(said.text(lang))
    if checked.digest:
        print(checked.digest)
