"""Homes to tell stories in: the whole reference city, and one of its quarters with a bulletin of three figures."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tests.scenarios.door import TOP, Door, opened

CITY = TOP / "packs" / "jingdezhen"
KEPT = (   # of the records, those of the small works: they load in a few seconds
    "road_greenings.csv", "green_areas.csv", "pavements.xlsx", "cadre_postings.csv",
)
BULLETIN = """\
since: 2017-01-01
source: {zh: 合成, en: synthetic}
bulletins:
- id: quarter
  name: {zh: 片区通讯, en: Quarter Letter}
  organ: {zh: 编辑室（合成）, en: Editorial Office (synthetic)}
  year: 2017
  issue: 1
  release: internal
  title: {zh: 一片绿, en: Green}
  text: |
    去年新建改建绿地{greened_area}，道路绿化{road_greening_length}，新铺人行道{pavement_area}。截至{as_of}。
  contributor: {zh: 编辑室, en: the editorial office}
"""
RECORDS = """\
records:
  takeover: {by: person-001, with: person-002, organisation: jdz-office}
  evidence: evidence.zip
  files:
FILES
  bulletins:
  - {issue: quarter, as_of: 2017-04-26, by: person-003}
"""


def loaded(pack: Path, home: Path) -> Path:
    """A home with the city loaded into it by the command line."""
    home.mkdir(parents=True)
    said = Door(home).run("city", "load", pack)
    assert said.status == 0, said.err
    assert said.out == "", "progress goes to standard error"
    return home


def quarter(folder: Path) -> Path:
    """The pack of the city with few records and a short bulletin."""
    shutil.copytree(CITY, folder, ignore=lambda at, names: set(names) - {*KEPT, "evidence.zip"} if at.endswith("records") else set())
    for path in (folder / "documents").iterdir():
        path.unlink()
    (folder / "documents" / "quarter.yaml").write_text(BULLETIN, encoding="utf-8")
    files = "\n".join(f"  - {{file: {name}, as: {name.partition('.')[0]}}}" for name in KEPT)
    (folder / "records" / "records.yaml").write_text(RECORDS.replace("FILES", files), encoding="utf-8")
    return folder


@contextmanager
def folder() -> Iterator[Path]:
    made = Path(mkdtemp(prefix="hetang-scenarios-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def copied(home: Path) -> Iterator[Door]:
    """A door to a copy of a home, to write in."""
    with folder() as made, opened(shutil.copytree(home, made / "home")) as door:
        yield door
