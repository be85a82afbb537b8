"""`python -m benchmarks.planted`: planted errors by class over a home that is loaded already, with lists of what went wrong."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

import django


def main() -> int:
    django.setup()
    from benchmarks.claims_planted import EACH, RIGHT, planted, score, table
    from benchmarks.planted_texts import text_plantings

    parser = ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("--texts", type=Path, metavar="DIR", help="annotated texts (NAME.txt, NAME.tsv) to plant in, beside the drafts")
    parser.add_argument("--each", type=int, default=EACH, help="errors of each class")
    parser.add_argument("--right", type=int, default=RIGHT, help="right numbers of each wording")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    asked = parser.parse_args()
    scores = [("drafts about the reference city", planted(asked.each, asked.right)[0])]
    if asked.texts is not None:
        scores += [(name, told) for name, told, _ in text_plantings(asked.texts, score)]
    for name, told in scores:
        print(f"\n{name}\n{table(told)}")
        if asked.errors:
            print("\n".join(sorted(told.failures.values())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
