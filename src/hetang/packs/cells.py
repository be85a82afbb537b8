"""Cells of a sheet made into texts, values, days and ids by closures over its header and the city's names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from sys import intern
from typing import Generic, Protocol, TypeVar

from hetang.matters.measures import Measure
from hetang.packs.mappings import SOURCE, Cell
from hetang.packs.moments import parse_day_as, parse_moment, seconds_between
from hetang.terms.quantities import decimal_text, parse_number, parse_quantity
from hetang.terms.refusals import Refusal
from hetang.terms.trees import Tree
from hetang.terms.words import Text

BLANK = Refusal("blank", Text("空格", "the cell is blank"), Text("{wanted}", "{wanted}"))
NOT_IN_MAP = Refusal(
    "not_in_map", Text("“{text}”不在对照表中", "“{text}” is not in the mapping's list"), Text("{known}", "{known}")
)
NOT_A_NUMBER = Refusal(
    "not_a_number",
    Text("“{text}”不是数", "“{text}” is not a number"),
    Text("如 3180.5、12,345、4.2万、3.6公里", "such as 3180.5, 12,345, 4.2万, 3.6公里"),
)
NOT_A_DAY = Refusal("not_a_day", Text("“{text}”不是日期", "“{text}” is not a date"), Text("{wanted}", "{wanted}"))
UNKNOWN_NAME = Refusal(
    "unknown_name",
    Text("不认识“{text}”", "“{text}” is not known"),
    Text("编号或全名，如 {near}", "an id or a full name, such as {near}"),
)
SHARED_NAME = Refusal(
    "shared_name", Text("“{text}”不止一个", "“{text}” names more than one"), Text("编号：{ids}", "one of the ids {ids}")
)
UNKNOWN_FILE = Refusal(
    "unknown_evidence", Text("没有佐证文件“{text}”", "there is no evidence file “{text}”"), Text("{near}", "{near}")
)

NO_SUCH_PART = Refusal(
    "no_such_part",
    Text("“{text}”里没有要取的部分", "“{text}” does not hold the part that is wanted"),
    Text("{pattern}", "{pattern}"),
)
ONE_ZONE = Refusal(
    "one_zone",
    Text("“{text}”与起点只有一处写了时区", "of “{text}” and its start only one names a time zone"),
    Text("两处都写时区，或都不写", "a zone on both or on neither"),
)

ANY_DAY = Text("2017-04-02、2017/4/2、2017年4月2日", "2017-04-02, 2017/4/2, 2017年4月2日")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
SECOND = "秒"  # what a span is given in: exact for any two clock times
_LIST = re.compile(r"[;；]")

SHARED_AT_MOST = 10_000
Made = TypeVar("Made")
Faults = list[tuple[str | None, Refusal]]  # (column, why)
Read = Callable[[Sequence[str], Faults], str | None]


class Named(Protocol):
    """Somebody with a name."""

    @property
    def name(self) -> Text: ...


@dataclass(frozen=True)
class Surroundings:
    """What names in a sheet may mean: the city's, the evidence that came along, the sheet's own digest."""

    measures: Mapping[str, Measure]
    organisations: Tree
    places: Tree
    people: Mapping[str, Named] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)  # name of a file -> its digest
    source: str = ""  # digest of the sheet's file
    organisation: str | None = None  # of whoever imports, where the mapping names none


class _Shared(Generic[Made]):
    """What the same texts made before, the first few thousand of it: many rows of a sheet are alike."""

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, ...], Made] = {}

    def get(self, texts: tuple[str | None, ...]) -> Made | None:
        return self._known.get(texts)

    def keep(self, texts: tuple[str | None, ...], made: Made) -> Made:
        if len(self._known) < SHARED_AT_MOST:
            self._known[texts] = made
        return made


class Cells:
    """Turns cells into closures over the header and the city's names."""

    def __init__(self, header: Sequence[str], around: Surroundings) -> None:
        self.header, self.around = list(header), around
        self._organisations = _names_of_tree(around.organisations)
        self._places = _names_of_tree(around.places)
        self._people = _names((id, person.name) for id, person in around.people.items())

    def index(self, column: str) -> int:
        return self.header.index(column)

    def text(self, cell: Cell, needed: Text | None) -> Read:
        """The cell's text; a blank is None, and a fault where something is `needed`."""
        if cell.columns:
            return self._together(cell.columns, needed)
        if cell.column is None:
            const = cell.const or None
            return lambda row, faults: const
        at, column, default, words = self.index(cell.column), cell.column, cell.default, cell.map
        otherwise, part = cell.otherwise, re.compile(cell.pattern) if cell.pattern is not None else None

        def read(row: Sequence[str], faults: Faults) -> str | None:
            said = row[at].strip()
            if said and part is not None:
                found = part.search(said)
                if found is None:
                    faults.append((column, NO_SUCH_PART.filled(text=said, pattern=part.pattern)))
                    return None
                said = found[1].strip()
            text = said or default
            if not text:
                if needed is not None:
                    faults.append((column, BLANK.filled(wanted=needed)))
                return None
            if words is None:
                return text
            if text in words:
                return words[text]
            if otherwise is not None:
                return otherwise
            if text != default:
                faults.append((column, NOT_IN_MAP.filled(text=text, known="、".join(words))))
            return text

        return read

    def _together(self, columns: Sequence[str], needed: Text | None) -> Read:
        """The texts of several columns, joined; blank where all are."""
        places, named = [self.index(column) for column in columns], "、".join(columns)

        def read(row: Sequence[str], faults: Faults) -> str | None:
            texts = [row[place].strip() for place in places]
            if any(texts):
                return "/".join(texts)
            if needed is not None:
                faults.append((named, BLANK.filled(wanted=needed)))
            return None

        return read

    def value(self, cell: Cell) -> Callable[[Sequence[str], Faults], tuple[str, str | None] | None]:
        """(decimal text, unit written beside it or None); None for a blank cell, an empty text for a fault."""
        if cell.span is not None:
            return self._span(cell.span, cell.formats)
        text, column = self.text(cell, None), cell.column

        def read(row: Sequence[str], faults: Faults) -> tuple[str, str | None] | None:
            said = text(row, faults)
            if said is None:
                return None
            if _PLAIN.fullmatch(said):  # nearly every cell
                return said, None
            number = parse_number(said)
            if number is not None:
                return decimal_text(number), None
            quantity = parse_quantity(said)
            if isinstance(quantity, Refusal):
                faults.append((column, NOT_A_NUMBER.filled(text=said)))
                return "", None
            return decimal_text(quantity[0]), quantity[1].symbol

        return read

    def _span(
        self, columns: tuple[str, str], formats: tuple[str, ...]
    ) -> Callable[[Sequence[str], Faults], tuple[str, str | None] | None]:
        """The seconds from one column's moment to the other's; None where either is blank."""
        places = [(column, self.index(column)) for column in columns]
        accepts = _written(formats)

        def read(row: Sequence[str], faults: Faults) -> tuple[str, str | None] | None:
            if not all(row[at].strip() for _, at in places):
                return None
            moments = []
            for column, at in places:
                moment = parse_moment(row[at].strip(), formats)
                if moment is None:
                    faults.append((column, NOT_A_DAY.filled(text=row[at].strip(), wanted=accepts)))
                else:
                    moments.append(moment)
            if len(moments) < len(places):
                return "", None
            seconds = seconds_between(*moments)
            if seconds is None:
                faults.append((columns[1], ONE_ZONE.filled(text=row[places[1][1]].strip())))
                return "", None
            return decimal_text(seconds), SECOND

        return read

    def day(self, cell: Cell | None, needed: bool) -> Read:
        wanted = Text("日期", "a date") if needed else None
        if cell is None:
            return self._absent(Text("映射里的 happened_on", "happened_on in the mapping") if needed else None)
        text, column, formats = self.text(cell, wanted), cell.column, cell.formats
        known = _Shared[str]()
        accepts = _written(formats)

        def read(row: Sequence[str], faults: Faults) -> str | None:
            said = text(row, faults)
            if said is None:
                return None
            day = known.get((said,)) or parse_day_as(said, formats)
            if day is None:
                faults.append((column, NOT_A_DAY.filled(text=said, wanted=accepts)))
                return None
            return known.keep((said,), intern(day))

        return read

    def organisation(self, cell: Cell | None, needed: bool) -> Read:
        if cell is None:
            own = self.around.organisation
            if own is None:
                return self._absent(Text("映射里的 organisation", "organisation in the mapping"))
            return lambda row, faults: own
        return self._name(cell, self._organisations, Text("组织", "an organisation") if needed else None)

    def person(self, cell: Cell) -> Read:
        return self._name(cell, self._people, None) if self._people else self.text(cell, None)

    def optional(self, cells: Mapping[str, Cell]) -> list[tuple[str, Read]]:
        """What a fact may have besides: place, matter, by, known_at, note."""
        found: list[tuple[str, Read]] = []
        for name, cell in cells.items():
            if name == "place":
                found.append((name, self._name(cell, self._places, None)))
            elif name == "by":
                found.append((name, self.person(cell)))
            elif name == "known_at":
                found.append((name, self.day(cell, needed=False)))
            elif name in ("matter", "note"):
                found.append((name, self.text(cell, None)))
        return found

    def dims(self, cells: Mapping[str, Cell]) -> Callable[[Sequence[str], Faults], dict[str, str]]:
        """The texts of a fact's dimensions; facts that are alike in all of them share one dictionary."""
        reads, known = [(name, self.text(cell, None)) for name, cell in cells.items()], _Shared[dict[str, str]]()

        def read(row: Sequence[str], faults: Faults) -> dict[str, str]:
            texts = tuple([read(row, faults) for _, read in reads])
            found = known.get(texts)
            if found is None:
                made = {name: text for (name, _), text in zip(reads, texts, strict=True) if text is not None}
                found = known.keep(texts, made)
            return found

        return read

    def evidence(self, cell: Cell | None) -> Callable[[Sequence[str], Faults], list[str]]:
        """Digests of the files named in the cell, separated by ";"."""
        if cell is None:
            return lambda row, faults: []
        text, column, files, source = self.text(cell, None), cell.column, self.around.evidence, self.around.source
        known = _Shared[list[str]]()

        def read(row: Sequence[str], faults: Faults) -> list[str]:
            said, digests, sound = text(row, faults) or "", [], True
            found = known.get((said,))
            if found is not None:
                return found
            for name in _LIST.split(said):
                name = name.strip()
                digest = source if name == SOURCE else files.get(name)
                if digest:
                    digests.append(digest)
                elif name:
                    near = "、".join(get_close_matches(name, files, 3, 0)) or SOURCE
                    faults.append((column, UNKNOWN_FILE.filled(text=name, near=near)))
                    sound = False
            found = sorted(set(digests))
            return known.keep((said,), found) if sound else found

        return read

    def _name(self, cell: Cell, names: Mapping[str, tuple[str, ...]], needed: Text | None) -> Read:
        """The id behind an id or a name; that of `otherwise` where there is none."""
        text, column, otherwise = self.text(cell, needed), cell.column, cell.otherwise

        def read(row: Sequence[str], faults: Faults) -> str | None:
            said = text(row, faults)
            if said is None:
                return None
            ids = names.get(said) or names.get(otherwise or "", ())
            if len(ids) == 1:
                return ids[0]
            if ids:
                faults.append((column, SHARED_NAME.filled(text=said, ids="、".join(ids))))
            else:
                near = "、".join(get_close_matches(said, names, 3, 0))
                faults.append((column, UNKNOWN_NAME.filled(text=said, near=near)))
            return None

        return read

    @staticmethod
    def _absent(needed: Text | None) -> Read:
        def read(row: Sequence[str], faults: Faults) -> str | None:
            if needed is not None:
                faults.append((None, BLANK.filled(wanted=needed)))
            return None

        return read


def _written(formats: Sequence[str]) -> Text:
    """How a day is to be written, for the sentence that says what would be accepted."""
    said = "、".join(formats)
    return Text(said, said) if formats else ANY_DAY


def _names_of_tree(tree: Tree) -> dict[str, tuple[str, ...]]:
    return _names((id, state.name) for id in tree for state in tree.history(id))


def _names(pairs: Iterable[tuple[str, Text]]) -> dict[str, tuple[str, ...]]:
    """Every id and every name -> the ids it may mean; an id always means itself."""
    found: dict[str, set[str]] = {}
    ids = set()
    for id, name in pairs:
        ids.add(id)
        for word in {name.zh, name.en} - {""}:
            found.setdefault(word, set()).add(id)
    return {word: tuple(sorted(means)) for word, means in found.items()} | {id: (id,) for id in ids}
