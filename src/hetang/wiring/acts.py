"""Acts from the command line: by the person that HETANG_ACTOR names, with the files that lie beside FILE.json."""

from pathlib import Path
from typing import Any

from hetang.office.actions.store_evidence import File
from hetang.office.journal.act import Answer
from hetang.office.reads.desk_day import desk_day
from hetang.packs.pack import Pack
from hetang.web import acting
from hetang.web.acting import Sender
from hetang.wiring.actor import acting as acting_person


def perform(act: Any, pack: Pack, folder: Path) -> Answer:
    """Does one act; evidence may be named by files in `folder`, which are taken into the store first."""

    wrong = acting.shape(act)
    if wrong:
        return wrong

    def find(name: str) -> File | None:
        path = (folder / name).resolve()   # an act that came from elsewhere names no file of mine
        beside = path.is_relative_to(folder.resolve()) and path.is_file()
        return File(path.name, path.read_bytes()) if beside else None

    return acting.perform(act, Sender(acting_person(pack, act.get("with")), desk_day(pack), find))
