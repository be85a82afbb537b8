"""`hetang bulletin list | build ID --out DIR | issue ID`: the city's bulletins, from the pack to the package."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from hetang.documents.package import DOCX, HTML, PDF, Prepared, write_package
from hetang.ledger.checkpoint import checkpoint_of, format
from hetang.office.actions.issue_bulletin import issue_bulletin
from hetang.office.reads.bulletins import PACKAGE, Issued, bulletin, bulletins, file
from hetang.office.reads.ledger_rows import entries
from hetang.office.reads.prepare_bulletin import prepare_bulletin
from hetang.packs.pack import Pack
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text
from hetang.wiring.actor import acting, city, today
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True
LISTED = Text("{id}  {name} {year}年第{issue}期  {state}", "{id}  {name}, {year} no. {issue}  {state}")
ISSUED = Text("截至 {as_of}，第 {entry} 条签发", "as of {as_of}, issued by entry {entry}")
NOT_ISSUED = Text("未签发", "not issued")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|build|issue")
    listing = verbs.add_parser("list", help="the bulletins that the pack declares, and which were issued")
    listing.add_argument("--json", action="store_true", help="one JSON document on standard output")
    build = verbs.add_parser("build", help="HTML, PDF, DOCX and package: as issued, else a draft at the ledger's head")
    build.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write to")
    issue = verbs.add_parser("issue", help="seals the bulletin by an entry of the ledger")
    for verb in (build, issue):
        verb.add_argument("id", metavar="ID", help="the bulletin's id in the pack")
        verb.add_argument("--as-of", metavar="D", type=_day, help="the day up to which its figures count (default: today)")


def run(args: Namespace) -> int:
    pack = city()
    if args.verb == "list":
        return _list(pack, args.json, args.lang)
    if args.id not in pack.bulletins:
        raise WrongCall(f"the pack has no bulletin {args.id!r}; it has {', '.join(sorted(pack.bulletins)) or 'none'}")
    if args.verb == "issue":
        return _issue(pack, args.id, args.as_of or today(pack), args.lang)
    return _build(pack, args.id, args.as_of, args.out, args.lang)


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise ArgumentTypeError(f"{text!r} is no day; a day such as 2017-04-26 is accepted")
    return day


def _list(pack: Pack, as_json: bool, lang: str) -> int:
    issued = {one.bulletin: one for one in reversed(bulletins())}
    found = []
    for id, declared in pack.bulletins.items():
        last = issued.get(id)
        found.append(
            {
                "id": id, "name": declared.name.to_json(), "year": declared.year, "issue": declared.issue,
                "running": declared.running, "release": declared.release, "issued": last is not None,
                "as_of": last.as_of.isoformat() if last else None, "entry": last.entry if last else None,
            }
        )  # fmt: skip
        state = ISSUED.filled(as_of=last.as_of, entry=last.entry) if last else NOT_ISSUED
        said = LISTED.filled(id=id, name=declared.name, year=declared.year, issue=declared.issue, state=state)
        if not as_json:
            print(said.text(lang))
    if as_json:
        print(json.dumps({"bulletins": found}, ensure_ascii=False, indent=2))
    return DONE


def _issue(pack: Pack, id: str, as_of: date, lang: str) -> int:
    answer = issue_bulletin(acting(pack), id, as_of)
    refused = [one for one in answer if isinstance(one, Refusal)]
    if refused:
        return _refused(refused, lang)
    for accepted in answer:
        print(json.dumps(accepted.to_json(), ensure_ascii=False))  # type: ignore[union-attr]
    return DONE


def _build(pack: Pack, id: str, as_of: date | None, out: Path, lang: str) -> int:
    """What was issued is written as issued; for another day, or before issue, a draft is made."""
    issued = bulletin(id, str(pack.bulletins[id].issue))
    if issued is not None and as_of in (None, issued.as_of):
        made = _as_issued(issued)
    else:
        prepared = prepare_bulletin(id, as_of or today(pack))
        if isinstance(prepared, list):
            return _refused(prepared, lang)
        made = _as_draft(prepared)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        path = out / name.replace(PACKAGE, "bulletin.zip").replace("bulletin", id)
        path.write_bytes(data)
        print(path)
    return DONE


def _as_issued(issued: Issued) -> dict[str, bytes]:
    return {name: file(issued, name) for name in (HTML, PDF, DOCX, PACKAGE)}


def _as_draft(prepared: Prepared) -> dict[str, bytes]:
    """The package of a draft ends at the head that its figures were read at."""
    head = prepared.composed.content["head"]
    before = []
    for entry in entries():
        if entry.seq >= head["size"]:
            break
        before.append(entry.bytes)
    ledger = json.loads(before[0])["ledger"]
    checkpoint = format(checkpoint_of(ledger, head["size"], head["root"], prepared.alg))
    package = write_package(prepared, before, checkpoint)
    return {HTML: prepared.html, PDF: prepared.pdf, DOCX: prepared.docx, PACKAGE: package}


def _refused(refusals: list[Refusal], lang: str) -> int:
    for refusal in refusals:
        print(refusal.text(lang), file=sys.stderr)
    return NO
