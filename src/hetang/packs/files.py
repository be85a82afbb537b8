"""The files of one pack folder as items, each with its kind, its data and the line on which every part of it stands."""

from __future__ import annotations

import csv
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from pathlib import Path as Folder
from typing import Any

from hetang.packs.schemas import faults
from hetang.packs.yaml_text import LARGEST_BYTES, NOT_UTF8, TOO_LARGE, Finding, Lines, Path, Yaml, read_yaml
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

# Folder (and schema) of each kind of file, with the lists that it holds.
KINDS: dict[str, tuple[str, ...]] = {
    "organisations": ("organisations", "people", "posts", "grants", "roles"),
    "places": ("places",),
    "measures": ("measures",),
    "indicators": ("indicators",),
    "rules": ("rules",),
    "calendars": ("calendars",),
    "matters": ("kinds",),
    "documents": ("bulletins",),
    "words": ("words",),
    "mappings": ("mappings",),
    "examples": ("examples", "stories"),
}
LISTS = tuple(name for lists in KINDS.values() for name in lists)
AS_CSV = ("organisations", "places")
DATED = ("organisations", "places", "measures", "indicators", "rules", "roles", "words", "grants", "kinds")
SOURCED = (*(name for name in DATED if name != "grants"), "calendars")
WITH_SUBJECT = ("indicators",)
LEAFLETS = re.compile(r"(README|LICENSE|NOTICE)(\.[A-Za-z-]+)*")

NO_FOLDER = Refusal(
    "no_such_pack", Text("没有这个文件夹", "there is no such folder"), Text("城市包的文件夹", "the folder of a pack")
)
MISSING_FILE = Refusal("missing_file", Text("缺少文件 {name}", "the file {name} is missing"), Text("{name}", "{name}"))
UNKNOWN_FILE = Refusal(
    "unknown_file",
    Text("城市包里没有这样的文件或文件夹：{name}", "a pack has no such file or folder: {name}"),
    Text("pack.yaml、README.md，{folders} 里的 .yaml（区划和组织还可用 .csv）",
         "pack.yaml, README.md, .yaml in {folders} (places and organisations also .csv)"),
)  # fmt: skip
UNREADABLE = Refusal(
    "unreadable_file",
    Text("读不了文件：{problem}", "the file cannot be read: {problem}"),
    Text("可读的普通文件", "an ordinary, readable file"),
)
BAD_CSV = Refusal(
    "not_csv",
    Text("CSV 写法有误：{problem}", "not valid CSV: {problem}"),
    Text("首行为列名，每行列数相同", "a header row, and as many cells in each row"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One declared thing, with the file that says so."""

    list: str
    data: dict[str, Any]
    file: str
    lines: Lines
    path: Path
    faults: frozenset[Path] = frozenset()  # where its schema finds fault, from the item down

    def line(self, *below: str | int) -> int:
        return self.lines.of((*self.path, *below))

    def at(self, *below: str | int) -> str:
        return f"{self.file}:{self.line(*below)}"

    def places(self) -> set[str]:
        """Every "file:line" on which a part of it stands."""
        depth = len(self.path)
        return {f"{self.file}:{line}" for path, line in self.lines.at.items() if path[:depth] == self.path}

    def sound(self) -> dict[str, Any]:
        """Its data without the parts in which its schema finds fault."""
        return self.data if not self.faults else _without(self.data, (), self.faults)

    def concerns(self, path: Path) -> bool:
        """Whether a fault already reported lies at, above or below a path of this item."""
        return any(path[: len(fault)] == fault[: len(path)] for fault in self.faults)

    @property
    def id(self) -> str | None:
        given = self.data.get("id")
        return given if isinstance(given, str) else None


@dataclass(slots=True)
class Contents:
    """What a folder holds: its cover, its items, everything wrong with its files, and the text of those unread."""

    cover: Item | None = None
    records: Item | None = None
    items: list[Item] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)  # folder -> the texts that could not be read
    whole: bool = True  # False where a file could not be opened, or the cover is not known

    def leave(self, kind: str, text: str) -> None:
        """Keeps a text that could not be read, so that the names in it are not called unknown."""
        self.unread[kind] = f"{self.unread.get(kind, '')}{text}\n"


def read_folder(folder: Folder, label: str = "") -> Contents:
    """Every file of a pack folder; `label` stands before file names (of a pack that is extended)."""
    contents = Contents()
    if not folder.is_dir():
        contents.refusals.append(NO_FOLDER.placed(f"{label or folder.name}:1"))
        return contents
    for name, kind in _walk(folder, contents, label):
        data = _bytes(folder / name, contents, label + name)
        if data is None:
            contents.whole = False
            continue
        if name.endswith(".csv"):
            value, lines, readable = _read_csv(data, kind, contents, label + name)
            found = faults(kind, value) if readable else []
        else:
            yaml, found = _read_yaml(kind, data)
            value, lines, readable = yaml.value, yaml.lines, yaml.readable
            _find(contents, label + name, yaml.findings)
        if readable:
            _take(contents, kind, value, label + name, lines, found)
        else:
            contents.leave(kind, data.decode("utf-8", "replace"))
    contents.whole = contents.whole and contents.cover is not None
    if not (folder / "pack.yaml").exists():
        contents.refusals.append(MISSING_FILE.filled(name="pack.yaml").placed(f"{label}pack.yaml:1"))
    return contents


def _walk(folder: Folder, contents: Contents, label: str) -> Iterator[tuple[str, str]]:
    """Names and kinds of the files to read, in the order of their names whatever the machine's."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Folder(parent).relative_to(folder)
        for name in [*folders] if not below.parts else []:
            if name not in KINDS and name != "records":
                _unknown(contents, label, f"{name}/")
                folders.remove(name)
        for name in sorted(files):
            kind = _kind_of(below.parts, name)
            if kind is None:
                _unknown(contents, label, (below / name).as_posix())
            elif kind:
                yield (below / name).as_posix(), kind


def _kind_of(below: tuple[str, ...], name: str) -> str | None:
    """The kind of a file; empty for one that is left unread, None for one that has no place in a pack."""
    if name.startswith(".") or LEAFLETS.fullmatch(name):
        return ""
    if not below:
        return "pack" if name == "pack.yaml" else None
    if below[0] == "records":
        return "records" if below == ("records",) and name == "records.yaml" else ""
    if name.endswith(".yaml") or (name.endswith(".csv") and below[0] in AS_CSV):
        return below[0]
    return None


def _unknown(contents: Contents, label: str, name: str) -> None:
    folders = "、".join(KINDS)
    contents.refusals.append(UNKNOWN_FILE.filled(name=name, folders=folders).placed(f"{label}{name}:1"))


def _bytes(path: Folder, contents: Contents, name: str) -> bytes | None:
    """A regular file's bytes; a pipe, a device or a broken link is refused, not opened."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            problem = "not a regular file"
        elif state.st_size > LARGEST_BYTES:
            _find(contents, name, [Finding(1, TOO_LARGE.filled(size=state.st_size))])
            return None
        else:
            return path.read_bytes()
    except OSError as broken:
        problem = broken.strerror or str(broken)
    _find(contents, name, [Finding(1, UNREADABLE.filled(problem=problem))])
    return None


def _find(contents: Contents, name: str, findings: list[Finding]) -> None:
    contents.refusals.extend(finding.refusal.placed(f"{name}:{finding.line}") for finding in findings)


@lru_cache(maxsize=128)
def _read_yaml(kind: str, data: bytes) -> tuple[Yaml, list[tuple[Path, Refusal]]]:
    """A file with what its schema finds; the same bytes (a pack that others stand on) are read once."""
    yaml = read_yaml(data)
    return yaml, faults(kind, yaml.value) if yaml.readable else []


def _take(
    contents: Contents, kind: str, value: Any, name: str, lines: Lines, found: list[tuple[Path, Refusal]]
) -> None:
    _find(contents, name, [Finding(lines.of(path), refusal) for path, refusal in found])
    if not isinstance(value, dict):
        contents.leave(kind, str(value))
        return
    if kind in ("pack", "records"):
        data = value.get(kind)
        if isinstance(data, dict):
            item = Item(kind, data, name, lines, (kind,), frozenset(path[1:] for path, _ in found))
            contents.cover, contents.records = (item, contents.records) if kind == "pack" else (contents.cover, item)
        return
    for list_name in KINDS[kind]:
        given = value.get(list_name, [])
        if not isinstance(given, list):
            contents.leave(kind, str(given))
        for index, data in enumerate(given if isinstance(given, list) else ()):
            if not isinstance(data, dict):
                contents.leave(kind, str(data))
            else:
                more = _defaults(list_name, data, value)
                faulty = {path[2:] for path, _ in found if path[:2] == (list_name, index)}
                faulty |= {
                    path for path, _ in found if path[:1] in [(key,) for key in more]
                }  # a bad default is said once, at the top
                item = Item(list_name, {**data, **more}, name, lines, (list_name, index), frozenset(faulty))
                contents.items.append(item)


def _without(value: Any, path: Path, faults: frozenset[Path]) -> Any:
    if isinstance(value, dict):
        return {key: _without(item, (*path, key), faults) for key, item in value.items() if (*path, key) not in faults}
    if isinstance(value, list):
        return [_without(item, (*path, i), faults) for i, item in enumerate(value) if (*path, i) not in faults]
    return value


def _defaults(list_name: str, data: dict[str, Any], file: dict[str, Any]) -> dict[str, Any]:
    """The file's `since`, `source` and `subject`, where the item has none of its own."""
    return {
        key: file[key]
        for key, lists in (("since", DATED), ("source", SOURCED), ("subject", WITH_SUBJECT))
        if list_name in lists and key not in data and file.get(key) is not None
    }


def _read_csv(data: bytes, kind: str, contents: Contents, name: str) -> tuple[Any, Lines, bool]:
    """Rows as items: a column `name.zh` is the key zh inside name; a blank cell is left out."""
    lines = Lines()
    items: list[dict[str, Any]] = []
    try:
        text = data.decode("utf-8-sig")
        rows = csv.reader(StringIO(text, newline=""), strict=True)
        header = [cell.strip() for cell in next(rows, [])]
        for row in rows:
            if len(row) == len(header):
                lines.at[(kind, len(items))] = rows.line_num
                items.append(_row(header, row))
            elif row:
                problem = f"{len(row)} cells under {len(header)} columns"
                _find(contents, name, [Finding(rows.line_num, BAD_CSV.filled(problem=problem))])
                contents.leave(kind, ",".join(row))
    except UnicodeDecodeError as broken:
        _find(contents, name, [Finding(data.count(b"\n", 0, broken.start) + 1, NOT_UTF8)])
        return None, lines, False
    except csv.Error as broken:
        _find(contents, name, [Finding(rows.line_num, BAD_CSV.filled(problem=str(broken)))])
        return None, lines, False
    return {kind: items}, lines, True


def _row(header: list[str], row: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for column, cell in zip(header, row, strict=True):
        value: Any = {"true": True, "false": False}.get(cell.strip(), cell.strip())
        if value == "":
            continue
        outer, dot, inner = column.partition(".")
        if column in ("longitude", "latitude"):
            data.setdefault("at", []).append(value)
        elif dot:
            part = data.setdefault(outer, {})
            if isinstance(part, dict):
                part[inner] = value
        else:
            data[outer] = value
    return data
