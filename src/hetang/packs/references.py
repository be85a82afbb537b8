"""What must hold between the items of a pack: ids once, dates and sources, names that exist, trees without loops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from hetang.authority.grants import ROLES
from hetang.packs.files import DATED, KINDS, SOURCED, Item
from hetang.packs.yaml_text import paths_of
from hetang.terms.dates import parse_day
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

DUPLICATE_ID = Refusal(
    "duplicate_id",
    Text("标识“{id}”重复，先见于 {first}", "the id “{id}” stands twice, first at {first}"),
    Text("另一个标识，或另一个起始日（since）", "another id, or another `since` where it is a later state"),
)
UNDATED = Refusal(
    "undated",
    Text("“{id}”没有起始日 since", "“{id}” has no `since`"),
    Text("since: 2016-01-01（可写在文件顶部）", "since: 2016-01-01 (or at the top of the file)"),
)
UNSOURCED = Refusal(
    "unsourced",
    Text("“{id}”没有出处 source", "“{id}” has no `source`"),
    Text("source: {zh: …, en: …}（可写在文件顶部）", "source: {zh: …, en: …} (or at the top of the file)"),
)
ENDS_BEFORE_START = Refusal(
    "ends_before_it_starts",
    Text("止日 {until} 早于起日 {since}", "it ends on {until}, before it starts on {since}"),
    Text("止日不早于起日", "an `until` on or after `since`"),
)
UNKNOWN_REFERENCE = Refusal(
    "unknown_reference", Text("没有名为“{id}”的{kind}", "no {kind} has the id “{id}”"), Text("{known}", "{known}")
)
LOOP = Refusal(
    "loop_in_tree",
    Text("上级关系成环：{chain}", "the parents form a loop: {chain}"),
    Text("没有环的树", "a tree without loops"),
)

WORDS = {
    "organisations": Text("组织", "organisation"),
    "places": Text("地点", "place"),
    "people": Text("人员", "person"),
    "posts": Text("岗位", "post"),
    "roles": Text("角色", "role"),
    "measures": Text("计量", "measure"),
    "indicators": Text("指标", "indicator"),
    "mappings": Text("映射", "mapping"),
    "bulletins": Text("通讯", "bulletin"),
    "kinds": Text("事项种类", "kind of matter"),
    "calendars": Text("工作日历", "workday calendar"),
}
FOLDER_OF = {list_name: folder for folder, lists in KINDS.items() for list_name in lists}
STATES = ("organisations", "places", "indicators", "rules", "kinds")  # an id may have several dated states

# Where an item names another: its list, the way to the name (* one step, ** any), the list that must know it.
REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("pack", "place", "places"),
    ("pack", "organisation", "organisations"),
    ("pack", "calendar", "calendars"),
    ("organisations", "parent", "organisations"),
    ("organisations", "place", "places"),
    ("places", "parent", "places"),
    ("posts", "organisation", "organisations"),
    ("posts", "holders.*.person", "people"),
    ("grants", "post", "posts"),
    ("grants", "person", "people"),
    ("grants", "role", "roles"),
    ("grants", "over", "organisations"),
    ("grants", "place", "places"),
    ("grants", "kinds.*", "kinds"),
    ("indicators", "place", "places"),
    ("indicators", "organisation", "organisations"),
    ("indicators", "expects.*", "organisations"),
    ("indicators", "**.where.place", "places"),
    ("indicators", "**.where.place.*", "places"),
    ("indicators", "**.where.organisation", "organisations"),
    ("indicators", "**.where.organisation.*", "organisations"),
    ("bulletins", "signed_off.*", "posts"),
    ("examples", "indicator", "indicators"),
    ("examples", "place", "places"),
    ("examples", "organisation", "organisations"),
    ("examples", "defaults.measure", "measures"),
    ("examples", "defaults.place", "places"),
    ("examples", "defaults.organisation", "organisations"),
    ("examples", "facts.*.measure", "measures"),
    ("examples", "facts.*.place", "places"),
    ("examples", "facts.*.organisation", "organisations"),
    ("stories", "kind", "kinds"),
    ("records", "takeover.by", "people"),
    ("records", "takeover.with", "people"),
    ("records", "takeover.organisation", "organisations"),
    ("records", "files.*.as", "mappings"),
    ("records", "bulletins.*.issue", "bulletins"),
    ("records", "bulletins.*.by", "people"),
)


def _pattern(way: str) -> re.Pattern[str]:
    return re.compile(re.escape(way).replace(r"\*\*\.", r"(?:.*\.)?").replace(r"\*", r"[^.]+"))


_WAYS: dict[str, list[tuple[re.Pattern[str], str]]] = {}
for _list, _way, _target in REFERENCES:
    _WAYS.setdefault(_list, []).append((_pattern(_way), _target))


def check_items(items: Iterable[Item]) -> Iterator[Refusal]:
    """What each pack must keep by itself: ids once, everything dated and sourced, ends after starts."""
    first: dict[tuple[str, str, str], Item] = {}
    for item in items:
        yield from _dated(item)
        if item.id is None:
            continue
        key = (item.list, item.id, _state(item))
        if key in first:
            yield DUPLICATE_ID.filled(id=item.id, first=first[key].at("id")).placed(item.at("id"))
        first.setdefault(key, item)


def _state(item: Item) -> str:
    """What tells the states of one id apart: the first day, of a calendar the year."""
    if item.list == "calendars":
        return str(item.data.get("year", ""))
    return str(item.data.get("since", "")) if item.list in STATES else ""


def _dated(item: Item) -> Iterator[Refusal]:
    name = item.id or item.data.get("role") or item.list
    if item.list in DATED and item.data.get("since") is None:
        yield UNDATED.filled(id=name).placed(item.at())
    if item.list in SOURCED and item.data.get("source") is None:
        yield UNSOURCED.filled(id=name).placed(item.at())
    holders = item.data.get("holders") if item.list == "posts" else None
    terms = [((), item.data), *((("holders", i), one) for i, one in enumerate(holders or ()) if isinstance(one, dict))]
    for path, term in terms:
        since, until = _day(term.get("since")), _day(term.get("until"))
        if since is not None and until is not None and until < since:
            yield ENDS_BEFORE_START.filled(since=since, until=until).placed(item.at(*path, "until"))


def _day(value: Any) -> Any:
    return parse_day(value) if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of a pack by list; a name that stands in a text which could not be read counts as known."""

    ids: Mapping[str, set[str]]
    unread: Mapping[str, str]  # by folder
    whole: bool = True  # False: a file or a pack below could not even be opened, and may know any name

    def has(self, name: str, list_name: str) -> bool:
        if list_name == "roles" and name in ROLES:
            return True
        if not self.whole or name in self.ids.get(list_name, ()):
            return True
        text = self.unread.get(FOLDER_OF[list_name])
        return text is not None and re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text) is not None

    def refusal(self, name: str, list_name: str) -> Refusal:
        """What is said of a name that is not known."""
        names = sorted({*self.ids.get(list_name, ()), *(ROLES if list_name == "roles" else ())})
        near = _nearest(name, names)
        word = WORDS[list_name]
        accepts = "、".join(near) + (" …" if len(names) > len(near) else "")
        return UNKNOWN_REFERENCE.filled(id=name, kind=word, known=accepts or word)


def check_references(items: Iterable[Item], known: Known) -> Iterator[Refusal]:
    """Every name that no item has."""
    for item in items:
        ways = _WAYS.get(item.list)
        if ways is None:
            continue
        for path, value in paths_of(item.data):
            if not isinstance(value, str):
                continue
            said = ".".join(map(str, path))
            target = next((target for way, target in ways if way.fullmatch(said)), None)
            if target is not None and not item.concerns(path) and not known.has(value, target):
                yield known.refusal(value, target).placed(item.at(*path))


def _nearest(name: str, names: list[str]) -> list[str]:
    """At most eight names, those that share the longest beginning first."""

    def shared(other: str) -> int:
        return next(
            (i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other))
        )

    return sorted(names, key=lambda other: (-shared(other), other))[:8]


def check_trees(items: Iterable[Item]) -> Iterator[Refusal]:
    """Each loop of parents once, at the first of its states in the order of files."""
    for list_name in ("organisations", "places"):
        states = [item for item in items if item.list == list_name and item.id is not None]
        days = sorted({str(item.data.get("since", "")) for item in states} | {""})
        said: set[frozenset[str]] = set()
        by_id: dict[str, list[Item]] = {}
        for item in states:
            by_id.setdefault(item.id or "", []).append(item)
        if not _may_loop(by_id):
            continue
        for day in days:
            standing = {id: state for id, found in by_id.items() if (state := _on(found, day)) is not None}
            for loop in _loops(standing):
                if frozenset(loop) not in said:
                    said.add(frozenset(loop))
                    first = min((standing[id] for id in loop), key=lambda item: (item.file, item.line()))
                    chain = " → ".join([*loop, loop[0]])
                    yield LOOP.filled(chain=chain).placed(first.at("parent"))


def _may_loop(by_id: Mapping[str, list[Item]]) -> bool:
    """Whether the union of all states has a loop; nearly always it has none, and no single day need be looked at."""
    above = {id: {str(item.data.get("parent")) for item in found} & by_id.keys() for id, found in by_id.items()}
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        return True
    return False


def _on(states: list[Item], day: str) -> Item | None:
    """The state that holds on a day: the latest `since` (ISO days compare as text); one without dates always holds."""
    holding = [
        item
        for item in states
        if str(item.data.get("since", "")) <= day and (item.data.get("until") is None or day <= str(item.data["until"]))
    ]
    return max(holding, key=lambda item: str(item.data.get("since", "")), default=None)


def _loops(standing: Mapping[str, Item]) -> Iterator[list[str]]:
    done: set[str] = set()
    for start in standing:
        way: list[str] = []
        id: Any = start
        while isinstance(id, str) and id in standing and id not in done and id not in way:
            way.append(id)
            id = standing[id].data.get("parent")
        if id in way:
            yield way[way.index(id) :]
        done.update(way)


def ids_of(items: Iterable[Item]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for item in items:
        if item.id is not None:
            known.setdefault(item.list, set()).add(item.id)
    return known
