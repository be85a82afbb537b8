"""`hetang import FILE --as MAPPING`: the rows of a CSV, XLSX or GeoJSON file as facts in one entry, all or nothing."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from hetang.packs.mappings import Mapping, parse_mapping
from hetang.packs.pack import Pack
from hetang.packs.yaml_text import read_yaml
from hetang.web.imports import Desk, Imported, import_file
from hetang.wiring.actor import acting, city
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, XLSX or GeoJSON")
    parser.add_argument("--as", dest="mapping", metavar="MAPPING", required=True, help="a mapping of the pack or a YAML file")
    parser.add_argument("--with", dest="second", metavar="PERSON", help="the second person of a takeover")
    parser.add_argument("--dry-run", action="store_true", help="says what would happen and changes nothing")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    pack = city()
    if not args.file.is_file():
        raise WrongCall(f"{args.file} is no file; a CSV, XLSX or GeoJSON file is accepted")
    mapping = mapping_named(pack, args.mapping)
    outcome = import_file(args.file, mapping, Desk(pack, acting(pack, args.second)), args.dry_run)
    if args.json:
        print(json.dumps({"file": str(args.file), "mapping": mapping.id, "dry_run": args.dry_run, **outcome.to_json()},
                         ensure_ascii=False, indent=2))
    else:
        tell(outcome, args.file, args.dry_run, args.lang)
    return NO if outcome.fault_count else DONE


def mapping_named(pack: Pack, name: str) -> Mapping:
    """A mapping of the pack, or the only one in a YAML file."""
    if name in pack.mappings:
        return pack.mappings[name]
    path = Path(name)
    if not path.is_file():
        raise WrongCall(f"the pack has no mapping {name!r}; accepted: {', '.join(sorted(pack.mappings)) or 'none'}, or a YAML file")
    read = read_yaml(path.read_bytes())
    given = read.value.get("mappings") if isinstance(read.value, dict) else None
    if read.findings or not isinstance(given, list) or len(given) != 1 or not isinstance(given[0], dict):
        raise WrongCall(f"{path} is no mapping file; a list `mappings:` with one mapping is accepted")
    parsed = parse_mapping(given[0])
    if isinstance(parsed, list):
        raise WrongCall("; ".join(f"{path}, {refusal.text('en')}" for refusal in parsed))
    return parsed


def tell(outcome: Imported, file: Path, dry_run: bool, lang: str) -> None:
    for fault in outcome.faults:
        print(fault.placed.text(lang), file=sys.stderr)
    if outcome.fault_count > len(outcome.faults):
        print(f"… {outcome.fault_count - len(outcome.faults)} more", file=sys.stderr)
    for note in outcome.notes:
        print(note.text(lang), file=sys.stderr)
    if outcome.fault_count:
        print(f"{file}: refused, nothing was written; rows {outcome.read}, faults {outcome.fault_count}")
        return
    entries = ", ".join(str(entry.seq) for entry in outcome.entries if not entry.repeated)
    state = "would be accepted" if dry_run else f"entries {entries}" if entries else "known already, nothing changed"
    print(f"{file}: rows {outcome.read}, facts {outcome.facts}, judgements {outcome.judgements}: {state}")
