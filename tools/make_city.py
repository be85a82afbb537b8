"""Writes the reference city's records and declarations from its story: `python tools/make_city.py`, the same bytes every time."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.city import (  # noqa: E402
    cadres,
    declare,
    dossiers,
    expropriation,
    households,
    outside,
    readings,
    sheets,
    sites,
    undertakings,
    works,
)
from tools.city.organs import People, organisations  # noqa: E402
from tools.city.pictures import Album  # noqa: E402
from tools.city.registers import open_registers  # noqa: E402
from tools.city.story import Story  # noqa: E402

PACK = Path(__file__).parent.parent / "packs" / "jingdezhen"


def tell() -> tuple[Story, Album]:
    """The whole story: every deed of the city, and the pictures that support them."""
    story, album = open_registers(), Album()
    for chapter in (works, sites, readings, households, outside, cadres):
        chapter.tell(story, album)
    undertakings.tell(story)
    expropriation.tell(story)
    dossiers.tell(story)
    return story, album


def write_pack(folder: Path) -> None:
    story, album = tell()
    every, everyone = organisations(), People()
    names = {one.id: one for one in every}
    (folder / "records").mkdir(parents=True, exist_ok=True)
    for register in story.registers.values():
        sheets.meet(register, everyone)
    everyone.seat()
    for register in story.registers.values():
        rows = sheets.table(register, names, everyone)
        sheets.write(register, rows, folder / "records")
        print(f"{register.file:32} {len(rows) - 1:6} rows", file=sys.stderr)
    (folder / "records" / "evidence.zip").write_bytes(album.archive())
    declare.organisations(folder, every)
    declare.people(folder, everyone, every)
    declare.places(folder)
    declare.mappings(folder, story)
    declare.records(folder, story, everyone)
    size = sum(path.stat().st_size for path in (folder / "records").iterdir())
    print(f"{len(album)} pictures, {size / 1e6:.1f} MB of records", file=sys.stderr)


if __name__ == "__main__":
    write_pack(Path(sys.argv[1]) if len(sys.argv) > 1 else PACK)
