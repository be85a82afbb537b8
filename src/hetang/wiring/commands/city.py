"""`hetang city load PACK`: opens the city's ledger with its pack and takes its records over; again, it changes nothing."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from hetang.office.actions.open_city import open_city
from hetang.packs.pack import Pack
from hetang.packs.read import read_pack
from hetang.terms.refusals import Refusal
from hetang.wiring.actor import actor
from hetang.wiring.commands.tables import prepare
from hetang.wiring.outcome import DONE, NO, WrongCall
from hetang.wiring.records import issue_bulletins, load_records

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="load")
    load = verbs.add_parser("load", help="loads and activates a pack, with its records")
    load.add_argument("pack", metavar="PACK", type=Path, help="the pack's folder")
    load.add_argument("--records", metavar="DIR", type=Path, help="the folder of its records (default: PACK/records)")
    load.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    return load_city(args.pack, args.records, args.lang)


def load_city(folder: Path, records: Path | None, lang: str) -> int:
    """Every step may have been done before; then it is answered and not done again."""
    if not folder.is_dir():
        raise WrongCall(f"{folder} is no folder; the folder of a pack is accepted")
    pack = read_pack(folder)
    if isinstance(pack, list):
        return _refused(pack, lang)
    prepare()
    opened = open_city(pack, actor())
    refused = [one for one in opened if isinstance(one, Refusal)]
    if refused:
        return _refused(refused, lang)
    _tell(f"pack {pack.name} {pack.version}, {pack.digest[:12]}")
    where = records or folder / "records"
    return _records(pack, where, lang) if records is not None or (where / "records.yaml").is_file() else DONE


def _records(pack: Pack, folder: Path, lang: str) -> int:
    began, facts = time.monotonic(), 0
    for loaded in load_records(pack, folder, _tell):
        outcome = loaded.outcome
        facts += outcome.facts if outcome.changed else 0
        if outcome.fault_count:
            for fault in outcome.faults:
                print(f"{folder / loaded.file}: {fault.placed.text(lang)}", file=sys.stderr)
            return NO
    _tell(f"facts recorded {facts}, in {time.monotonic() - began:.1f} s")
    refused = issue_bulletins(pack, _tell)
    return _refused(refused, lang) if refused else DONE


def _refused(refusals: list[Refusal], lang: str) -> int:
    for refusal in refusals:
        print(refusal.text(lang), file=sys.stderr)
    return NO


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
