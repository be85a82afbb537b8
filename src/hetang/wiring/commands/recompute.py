"""`hetang recompute PACKAGE`: checks an issued package with Python alone: chain, proofs, every figure and sentence again."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from hetang.documents.recompute import NOTHING, Report, recompute
from hetang.ledger.checker import read_checkpoint
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

NEEDS_DJANGO = False
HEADLINE = Text(
    "{bulletin}（{issued}），截至 {as_of}：账簿 {entries} 条，根 {root}；已证明的行 {rows}",
    "{bulletin} ({issued}), as of {as_of}: entries {entries}, root {root}; rows proven {rows}",
)
ISSUED, DRAFT = Text("已签发", "issued"), Text("草稿，未签发", "a draft, not issued")
CHECKED = {
    "facts": Text("按事实", "from facts"),
    "subtotals": Text("按单位小计", "from subtotals by organisation"),
    "released": Text("只公开数值", "released as a value only"),
}
PARTS = {
    "container": Text("容器", "container"),
    "chain": Text("链", "chain"),
    "issue": Text("签发条目", "entry of issue"),
    "proofs": Text("行的证明", "proofs of rows"),
    "figures": Text("定义", "definitions"),
    "text": Text("正文", "text"),
}
HOLDS, FAILS = Text("成立", "holds"), Text("不成立", "does not hold")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("package", metavar="PACKAGE", type=Path, help="the package of a bulletin, a .zip")
    parser.add_argument(
        "--head", metavar="FILE", type=Path, help="a checkpoint kept elsewhere, which the package must end at"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    try:
        head = read_checkpoint(args.head.read_text("utf-8")) if args.head else None
    except (OSError, ValueError) as fault:
        print(f"{args.head}: {fault}; a checkpoint file is accepted", file=sys.stderr)
        return 2
    report = recompute(args.package, head)
    if isinstance(report, Refusal):
        print(report.text(args.lang), file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        _print(report, args.lang)
    return 0 if report.holds else 1


def _print(report: Report, lang: str) -> None:
    said = HEADLINE.filled(
        bulletin=report.bulletin or "—",
        issued=ISSUED if report.issued else DRAFT,
        as_of=report.as_of or "—",
        entries=report.entries,
        root=report.head.get("root", "—"),
        rows=report.rows,
    )
    print(said.text(lang))
    for figure in report.figures:
        mark = "=" if figure.holds else "≠"
        why = f"  {figure.why.text(lang)}" if figure.why != NOTHING else ""
        checked = CHECKED[figure.checked].text(lang)
        print(f"  {figure.indicator}  {figure.expected} {mark} {figure.value}  {checked}{why}")
    for part, found in report.findings.items():
        for finding in found:
            print(f"  {PARTS[part].text(lang)}: {finding.text(lang)}")
    print((HOLDS if report.holds else FAILS).text(lang))
