"""`hetang verify`: is the ledger intact: chain, rows, heads, vault, evidence, reading tables; every finding named."""

import json
import sys
import zipfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from hetang.documents.package import CHECKPOINT
from hetang.office.reads.verify import verify
from hetang.terms.refusals import Refusal
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--head", metavar="FILE", type=Path, help="a head kept outside: a checkpoint, or an issued package")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    found = verify(_head(args.head) if args.head is not None else None)
    if isinstance(found, Refusal):
        raise WrongCall(f"{args.head}: {found.text('en')}")
    if args.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        for finding in found.findings:
            print(finding.says.text(args.lang))
        state = "intact" if found.intact else f"broken, findings {len(found.findings)}"
        outside = f", consistent with the head of {found.consistent_with} entries" if found.consistent_with is not None else ""
        print(f"{found.ledger}: {state}; entries {found.size}, rows {found.rows}, evidence files {found.evidence}{outside}")
        print(f"head {found.size} {found.root}", file=sys.stderr)
    return DONE if found.intact else NO


def _head(path: Path) -> str:
    """The text of a checkpoint file, or of the one in a package."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            if CHECKPOINT not in package.namelist():
                raise WrongCall(f"{path} holds no {CHECKPOINT}; an issued package or a checkpoint file is accepted")
            return package.read(CHECKPOINT).decode("utf-8", "replace")
    return path.read_text(encoding="utf-8", errors="replace")
