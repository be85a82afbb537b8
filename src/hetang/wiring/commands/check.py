"""`hetang check FILE`: every number of a draft held against the facts, with its verdict, the figure and the reason."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TypeVar

from hetang.claims.verdict import VERDICTS, Checked
from hetang.documents.check_report import VERDICT_NAMES, report, told
from hetang.office.reads.figures import sees_facts
from hetang.packs.pack import Pack
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree
from hetang.terms.words import Text
from hetang.web.checking import check_text, draft_under
from hetang.web.draft_file import FORMS, Opened, open_draft, read_file, read_stream
from hetang.web.word_marks import marked_docx
from hetang.wiring.actor import actor, city, today
from hetang.wiring.outcome import DONE, NO, WrongCall

NEEDS_DJANGO = True
STANDARD_INPUT = "-"
NO_VERDICTS = ("contradicted", "inconsistent")   # with which the answer is no
COUNTED = Text("共 {count} 处：{counts}", "claims: {count}; {counts}")
STOP, COMMA = Text("；", "; "), Text("，", ", ")
Answer = TypeVar("Answer")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a Word document (.docx), plain text or a mail (.eml); - reads standard input")
    parser.add_argument("--as-of", metavar="DAY", default="", help="held against what happened by the end of this day (default: today)")
    parser.add_argument("--format", choices=FORMS, help="how the file is read (default: as its content is)")
    parser.add_argument("--place", metavar="ID", default="", help="the place whose draft it is (我区)")
    parser.add_argument("--organisation", metavar="ID", default="", help="the organisation whose draft it is (本局)")
    parser.add_argument("--text", metavar="FILE", type=Path, help="writes the text that offsets count in")
    parser.add_argument("--out", metavar="FILE.docx", type=Path, help="writes the draft with a comment at each claim")
    parser.add_argument("--report", metavar="FILE.html", type=Path, help="writes the report")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the sentences")


def run(args: Namespace) -> int:
    pack = city()
    day = parse_day(args.as_of) if args.as_of else today(pack)
    if day is None:
        raise WrongCall(f"--as-of {args.as_of}: a day such as 2017-04-26 is accepted")
    draft = draft_under(day, known(args.place, pack.places, "place"), known(args.organisation, pack.organisations, "organisation"))
    own_files(args)
    opened = opened_draft(args)
    checked = check_text(opened.text, draft, reader(pack))
    if args.text:
        args.text.write_bytes(opened.text.encode("utf-8", "surrogatepass"))
    if args.report:
        args.report.write_bytes(report(checked, opened.name, day, args.lang))
    if args.out:
        args.out.write_bytes(settled(marked_docx(opened.content, checked, (), args.lang), args.file))
    if args.json:
        about = {"file": args.file, "name": opened.name, "form": opened.form, "as_of": day.isoformat()}
        print(json.dumps({**about, **checked.to_json()}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines(checked, args.lang)))
    return NO if any(one.verdict in NO_VERDICTS for one in checked.claims) else DONE


def own_files(args: Namespace) -> None:
    """What is written goes to files of its own, never over the draft."""
    taken = {} if args.file == STANDARD_INPUT else {Path(args.file).resolve(): "the draft lies there"}
    for option in ("text", "out", "report"):
        path = getattr(args, option)
        if path is not None and path.resolve() in taken:
            raise WrongCall(f"--{option} {path}: {taken[path.resolve()]}; a file of its own is accepted")
        if path is not None:
            taken[path.resolve()] = f"--{option} is written there"


def opened_draft(args: Namespace) -> Opened:
    from_input = args.file == STANDARD_INPUT
    content = settled(read_stream(sys.stdin.buffer) if from_input else read_file(Path(args.file)), args.file)
    return settled(open_draft("" if from_input else Path(args.file).name, content, args.format), args.file)


def settled(answer: Answer | Refusal, file: str) -> Answer:
    """A file that cannot be opened is a call that could not be carried out."""
    if isinstance(answer, Refusal):
        raise WrongCall(f"{file}: {answer.text('en')}")
    return answer


def known(id: str, tree: Tree, option: str) -> str | None:
    if id and id not in tree:
        raise WrongCall(f"--{option} {id}: an id of the pack is accepted")
    return id or None


def reader(pack: Pack) -> str | None:
    """The actor, where HETANG_ACTOR names somebody who may see facts that are not open."""
    person = actor()
    return person if person is not None and sees_facts(pack, person, today(pack)) else None


def lines(checked: Checked, lang: str) -> list[str]:
    """A line a claim, then the counts."""
    said = []
    for one in checked.claims:
        number = one.claim.number
        said.append(f"{number.start}-{number.end} {number.surface}  {STOP.text(lang).join(told(one, lang))}")
    counts = checked.to_json()["counts"]
    names = COMMA.text(lang).join(f"{VERDICT_NAMES[one].text(lang)} {counts[one]}" for one in VERDICTS if counts[one])
    return [*said, COUNTED.filled(count=len(checked.claims), counts=names or "0").text(lang)]
