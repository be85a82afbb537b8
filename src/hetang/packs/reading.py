"""All that a pack folder says, merged with the pack it stands on, and everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as Folder
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hetang.documents.bulletin import Bulletin, parse_bulletin
from hetang.documents.markup import Choice, Part, Slot, read_text
from hetang.packs import mappings
from hetang.packs.definitions import Declared, read_definitions
from hetang.packs.examples import check_example
from hetang.packs.files import LISTS, MISSING_FILE, Contents, Item, read_folder
from hetang.packs.matters import Governed, read_matters
from hetang.packs.references import Known, check_items, check_references, check_trees, ids_of
from hetang.packs.sheets import check_mapping
from hetang.packs.yaml_text import Path
from hetang.terms.digests import canonical
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

HERE = Folder(__file__).parent
TEXTS = ("organ", "title", "subtitle", "editors_note", "text", "contributor")
WORD = re.compile(r"[a-z][a-z0-9_]{0,63}")

UNKNOWN_PACK = Refusal(
    "unknown_pack",
    Text("找不到要扩展的包“{name}”", "the pack “{name}” that is to be extended is not found"),
    Text("base，或同一文件夹里另一个包的名称", "base, or the name of another pack in the same folder"),
)
PACK_LOOP = Refusal(
    "loop_of_packs", Text("包的扩展成环：{chain}", "packs extend one another: {chain}"), Text("没有环的扩展", "no loop")
)
NO_TIME_ZONE = Refusal(
    "missing_key",
    Text("缺少“time_zone”", "“time_zone” is missing"),
    Text("time_zone: Asia/Shanghai", "time_zone: Asia/Shanghai"),
)
UNKNOWN_TIME_ZONE = Refusal(
    "unknown_time_zone",
    Text("没有时区“{name}”", "there is no time zone “{name}”"),
    Text("如 Asia/Shanghai", "such as Asia/Shanghai"),
)
ANOTHER_NAME = Refusal(
    "name_differs_from_folder",
    Text("包名“{name}”与文件夹“{folder}”不同", "the pack's name “{name}” differs from its folder “{folder}”"),
    Text("{folder}", "{folder}"),
)


@dataclass(slots=True)
class Reading:
    """A pack as far as it could be read: effective items, everything found, and what the other rooms made of it."""

    layers: list[Contents]
    items: list[Item]
    refusals: list[Refusal]
    source_json: dict[str, Any]
    definitions: Declared = field(default_factory=Declared)
    bulletins: dict[str, Bulletin] = field(default_factory=dict)
    mappings: dict[str, mappings.Mapping] = field(default_factory=dict)
    governed: Governed = field(default_factory=Governed)

    def known(self) -> Known:
        """The names that the pack and those below it have, or may have."""
        texts: dict[str, str] = {}
        for layer in self.layers:
            for kind, text in layer.unread.items():
                texts[kind] = texts.get(kind, "") + text
        return Known(ids_of(self.items), texts, all(layer.whole for layer in self.layers))

    @property
    def time_zone(self) -> str:
        zone = self.source_json["pack"].get("time_zone")
        return zone if isinstance(zone, str) and _is_zone(zone) else "UTC"


def read(folder: Folder) -> Reading:
    """All that a folder says, with all that is wrong in it."""
    layers = _layers(folder)
    reading = Reading(layers, _merged(layers), [r for layer in layers for r in layer.refusals], {})
    reading.source_json = _source_json(layers, reading.items)
    for layer in layers:
        reading.refusals += check_items(layer.items)
    own = layers[-1]
    others = [item for item in (own.cover, own.records) if item is not None]
    known = reading.known()
    reading.refusals += check_references([*reading.items, *others], known)
    reading.refusals += check_trees(reading.items)
    reading.refusals += _cover_faults(layers, folder)
    reading.refusals += _records_faults(own, folder)
    reading.definitions = read_definitions(reading.items, known)
    reading.refusals += reading.definitions.refusals
    _bulletins(reading, known)
    _mappings(reading, known)
    declared = frozenset(item.id for item in own.items if item.list == "kinds" and item.id is not None)
    reading.governed = read_matters(reading.items, declared, reading.definitions.definitions, known)
    reading.refusals += reading.governed.refusals
    for item in (item for item in reading.items if item.list == "examples"):
        reading.refusals += check_example(item, reading.definitions)
    reading.refusals = in_order(reading.refusals)
    return reading


def in_order(refusals: Iterable[Refusal]) -> list[Refusal]:
    """Each once, by file and line."""
    return sorted(set(refusals), key=_place)


def _place(refusal: Refusal) -> tuple[str, int, str, str]:
    file, _, line = (refusal.at or "").rpartition(":")
    return file, int(line) if line.isdigit() else 0, refusal.code, refusal.says.en


def _layers(folder: Folder) -> list[Contents]:
    """The pack and those below it, the lowest first."""
    layers = [read_folder(folder)]
    names = [folder.resolve().name]
    while (cover := layers[0].cover) is not None and cover.data.get("extends") is not None:
        name = cover.data["extends"]
        found = _folder_of(name, folder) if isinstance(name, str) and WORD.fullmatch(name) else None
        if found is not None and name not in names:
            names.append(name)
            layers.insert(0, read_folder(found, f"{name}/"))
            continue
        layers[0].whole = False
        if name in names:
            layers[0].refusals.append(PACK_LOOP.filled(chain=" → ".join([*names, name])).placed(cover.at("extends")))
        elif not cover.faults & {("extends",)}:
            layers[0].refusals.append(UNKNOWN_PACK.filled(name=name).placed(cover.at("extends")))
        break
    return layers


def _folder_of(name: str, folder: Folder) -> Folder | None:
    """A pack beside this one; `base` also comes with the product, installed or in the checkout."""
    places = [folder.resolve().parent / name]
    if name == "base":
        places += [HERE / "base", HERE.parents[2] / "packs" / "base"]
    return next((place for place in places if (place / "pack.yaml").is_file()), None)


def _merged(layers: list[Contents]) -> list[Item]:
    """The items in force, in an order of content alone: an id of an upper layer replaces all its states below."""
    items: list[Item] = []
    for layer in layers:
        own = {(item.list, item.id) for item in layer.items if item.id is not None}
        items = [item for item in items if (item.list, item.id) not in own] + layer.items
    return sorted(items, key=_order)


def _order(item: Item) -> tuple[int, str, str, bytes]:
    return LISTS.index(item.list), item.id or "", str(item.data.get("since", "")), canonical(item.data)


def _source_json(layers: list[Contents], items: list[Item]) -> dict[str, Any]:
    cover: dict[str, Any] = {}
    for layer in layers:
        if layer.cover is not None:
            zone = cover.get("time_zone")
            cover = dict(layer.cover.data)
            if zone is not None:
                cover.setdefault("time_zone", zone)
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS}
    for item in items:
        lists[item.list].append(item.data)
    return {"pack": cover, **lists}


def _cover_faults(layers: list[Contents], folder: Folder) -> Iterator[Refusal]:
    covers = [layer.cover for layer in layers if layer.cover is not None]
    own = layers[-1].cover
    if own is None:
        return
    name = own.data.get("name")
    folder_name = folder.resolve().name
    if isinstance(name, str) and WORD.fullmatch(name) and WORD.fullmatch(folder_name) and name != folder_name:
        yield ANOTHER_NAME.filled(name=name, folder=folder_name).placed(own.at("name"))
    if all(cover.data.get("time_zone") is None for cover in covers):
        yield NO_TIME_ZONE.placed(own.at("time_zone"))
    zone = own.data.get("time_zone")
    if isinstance(zone, str) and zone and not _is_zone(zone):
        yield UNKNOWN_TIME_ZONE.filled(name=zone).placed(own.at("time_zone"))


def _is_zone(name: str) -> bool:
    if name in ("UTC", "Asia/Shanghai"):  # known to hetang.terms.dates without a zone database
        return True
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _records_faults(own: Contents, folder: Folder) -> Iterator[Refusal]:
    """Files of records that are not there."""
    if own.records is None:
        return
    data = own.records.sound()
    named: list[tuple[Path, Any]] = [(("evidence",), data.get("evidence"))]
    named += [(("files", i, "file"), one.get("file")) for i, one in enumerate(data.get("files") or ())]
    for path, name in named:
        if isinstance(name, str) and not _is_file(folder / "records", name):
            yield MISSING_FILE.filled(name=f"records/{name}").placed(own.records.at(*path))


def _is_file(folder: Folder, name: str) -> bool:
    try:
        return (folder / name).is_file() and (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def _steps(at: str) -> Path:
    """ "indicators[3].sum" -> ("indicators", 3, "sum")."""
    return tuple(int(index) if index else name for name, index in _STEP.findall(at))


_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def _bulletins(reading: Reading, known: Known) -> None:
    names = _names(reading.items, ("organisations", "places", "posts"))
    for item in (item for item in reading.items if item.list == "bulletins"):
        data = item.sound()
        parsed = parse_bulletin(data, names)
        if isinstance(parsed, Bulletin):
            reading.bulletins[parsed.id] = parsed
        else:
            for refusal in parsed:
                place = _PLACE.match(refusal.at or "")
                if not item.concerns((place["key"],) if place else ()):
                    reading.refusals.append(refusal.placed(_in_bulletin(item, refusal.at or "")))
        for key in TEXTS:
            blocks, _ = read_text(Text.of(data[key]).zh if key in data else "", f"bulletin ?, {key}", names)
            for slot in slots_of(part for block in blocks for part in block.parts):
                for name, list_name in _asked(slot):
                    if not known.has(name, list_name):
                        refusal = known.refusal(name, list_name)
                        reading.refusals.append(refusal.placed(_in_bulletin(item, slot.at)))


def slots_of(parts: Iterable[Part]) -> Iterator[Slot]:
    """Every figure that a text asks for, conditions included."""
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Choice):
            yield part.subject
            yield from slots_of((*part.then, *part.otherwise))


def _asked(slot: Slot) -> Iterator[tuple[str, str]]:
    """The names in a slot, each with the list that must know it."""
    yield slot.indicator, "indicators"
    for option, value in slot.question:
        if option in ("place", "organisation"):
            yield value, f"{option}s"


_PLACE = re.compile(r"bulletin [^,]*, (?P<key>[a-z_]+)[^,]*(?:, line (?P<line>\d+))?")


def _in_bulletin(item: Item, at: str) -> str:
    """ "bulletin ID, text, line 3, column 5" -> the line of the file."""
    place = _PLACE.match(at)
    if place is None:
        return item.at()
    path = (*item.path, place["key"])
    start = item.lines.blocks.get(path)
    if start is None or place["line"] is None:
        return item.at(place["key"])
    return f"{item.file}:{start + int(place['line']) - 1}"


def _mappings(reading: Reading, known: Known) -> None:
    names = {name: set(_names(reading.items, (name,))) for name in ("organisations", "places", "people")}
    for item in (item for item in reading.items if item.list == "mappings"):
        parsed = mappings.parse_mapping(item.sound())
        if isinstance(parsed, list):
            for refusal in parsed:
                inner = _steps(refusal.at or "")
                if not item.concerns(inner):
                    reading.refusals.append(refusal.placed(item.at(*inner)))
        else:
            reading.mappings[parsed.id] = parsed
        reading.refusals += check_mapping(item, reading.definitions, known, names)


def _names(items: Iterable[Item], lists: tuple[str, ...]) -> list[str]:
    """The names, in both languages, of all items of these lists."""
    return [
        text
        for item in items
        if item.list in lists and isinstance(item.data.get("name"), dict)
        for text in item.data["name"].values()
        if isinstance(text, str)
    ]
