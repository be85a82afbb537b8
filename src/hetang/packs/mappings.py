"""Import mappings: what a sheet's columns mean, as declared in a pack's `mappings/`."""

from __future__ import annotations

import re
from collections import abc
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hetang.terms.digests import canonical, digest
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

FORMATS = ("csv", "xlsx", "geojson")
SHARED = ("organisation", "place", "matter", "happened_on", "by", "known_at", "unit", "evidence", "note")
OF_AN_ACT = ("organisation", "matter", "parent", "happened_on", "by", "known_at", "evidence", "note")
JUDGEMENTS = ("verified", "rejected", "disputed", "upheld")
SOURCE = "source"  # as evidence: the imported file itself

NOT_A_CELL = Refusal(
    "not_a_cell",
    Text("这里要写单元格", "a cell is expected here"),
    Text(
        "{column: 列名}，可带 map、otherwise、pattern、format、default；{columns: [列名…]} 合在一起；{const: 值}；或一个词；"
        "数值还可以是 {from: 列名, to: 列名}",
        "{column: NAME} with map, otherwise, pattern, format or default; {columns: [NAME, …]} together; {const: VALUE};"
        " or a word; a value also {from: NAME, to: NAME}",
    ),
)
MISSING = Refusal("missing", Text("缺少 {name}", "{name} is missing"), Text("{name}: …", "{name}: …"))
UNKNOWN_WORD = Refusal(
    "unknown_word", Text("不认识“{word}”", "“{word}” is not known here"), Text("{known}", "{known}")
)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value comes from: a column of the sheet, several together, the time between two, or a constant.

    `pattern` takes a part of the text, `map` says what that means, `otherwise` what any other text means.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    const: str | None = None
    map: abc.Mapping[str, str | None] | None = None
    formats: tuple[str, ...] = ()
    default: str | None = None
    otherwise: str | None = None
    pattern: str | None = None
    span: tuple[str, str] | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns it reads."""
        return self.columns or self.span or (() if self.column is None else (self.column,))


@dataclass(frozen=True, slots=True)
class When:
    """The fact arises only where the column holds one of these values; without values, where it holds anything."""

    column: str
    values: frozenset[str] | None = None

    def met(self, text: str) -> bool:
        return text in self.values if self.values is not None else text != ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement taken over with its fact; `cells` of by, organisation, known_at, reason."""

    judgement: str
    cells: abc.Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class FactRule:
    """One fact of a row; `cells` of SHARED, the mapping's defaults already among them."""

    measure: str
    value: Cell
    cells: abc.Mapping[str, Cell]
    when: When | None
    dims: abc.Mapping[str, Cell]
    sealed: abc.Mapping[str, Cell]
    corrects: Cell | None
    judged: tuple[Judged, ...]
    of: tuple[str, ...] = ()  # the act of the same row that yields it, or one of several


@dataclass(frozen=True, slots=True)
class ActRule:
    """One act on a matter that a row tells of; `cells` of OF_AN_ACT, the mapping's defaults already among them."""

    act: str
    cells: abc.Mapping[str, Cell]
    when: When | None
    fields: abc.Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one kind of sheet becomes facts and acts. `number` is the source's own number of a row."""

    id: str
    name: Text
    format: str
    number: Cell
    facts: tuple[FactRule, ...]
    acts: tuple[ActRule, ...]
    digest: str  # of its canonical JSON
    sheet: str | None = None
    header_row: int | None = None
    also: abc.Mapping[str, str] = field(default_factory=dict)  # another name of a column -> its name here

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it reads, in the order in which they are named."""
        return tuple(dict.fromkeys(_columns(self)))


def parse_mapping(json: abc.Mapping[str, Any]) -> Mapping | list[Refusal]:
    """The declaration, or every fault in it, each with its path ("facts[0].value")."""
    reading = _Reading()
    format = reading.word(json, "format", FORMATS)
    number = reading.required(json, "number", "number")
    defaults = reading.cells(json.get("defaults") or {}, (*SHARED, "parent"), "defaults")
    acts = [reading.act(act, defaults, f"acts[{index}]") for index, act in enumerate(reading.items(json, "acts"))]
    facts = [reading.fact(fact, defaults, f"facts[{index}]") for index, fact in enumerate(reading.items(json, "facts"))]
    if not facts and not acts:
        reading.refuse(MISSING.filled(name="facts | acts"), "facts")
    for index, fact in enumerate(facts):
        for unknown in [act for act in fact.of if act not in {one.act for one in acts}]:
            known = ", ".join(act.act for act in acts)
            reading.refuse(UNKNOWN_WORD.filled(word=unknown, known=known or "acts"), f"facts[{index}].of")
    if not isinstance(json.get("id"), str):
        reading.refuse(MISSING.filled(name="id"), "id")
    also = reading.other_names(json.get("also") or {})
    if reading.refused:
        return reading.refused
    return Mapping(
        id=json["id"],
        name=Text.of(json.get("name", json["id"])),
        format=format,
        number=number,
        facts=tuple(facts),
        acts=tuple(acts),
        digest=digest(canonical(json)),
        sheet=json.get("sheet"),
        header_row=json.get("header_row"),
        also=also,
    )


class _Reading:
    """Gathers every fault of one declaration while its parts are made."""

    def __init__(self) -> None:
        self.refused: list[Refusal] = []

    def refuse(self, refusal: Refusal, at: str) -> None:
        self.refused.append(refusal.placed(at))

    def word(self, json: abc.Mapping[str, Any], name: str, known: tuple[str, ...], at: str = "") -> str:
        word = json.get(name)
        if word not in known:
            unknown = UNKNOWN_WORD.filled(word=word, known=", ".join(known))
            self.refuse(MISSING.filled(name=name) if word is None else unknown, f"{at}{name}")
        return str(word)

    def required(self, json: abc.Mapping[str, Any], name: str, at: str) -> Cell:
        if name not in json:
            self.refuse(MISSING.filled(name=name), at)
            return Cell(const="")
        return self.cell(json[name], at)

    def cell(self, json: Any, at: str) -> Cell:
        cell = Cell(const=str(json)) if isinstance(json, str | int) and not isinstance(json, bool) else None
        if isinstance(json, abc.Mapping):
            cell = _cell(json)
        if cell is None:
            self.refuse(NOT_A_CELL, at)
        return cell or Cell(const="")

    def value(self, json: abc.Mapping[str, Any], at: str) -> Cell:
        """A cell, or the time from one column to another: {from, to, format?}."""
        given = json.get("value")
        if not isinstance(given, abc.Mapping) or "from" not in given:
            return self.required(json, "value", at)
        span, formats = (given["from"], given.get("to")), _several(given.get("format"))
        if all(isinstance(name, str) and name.strip() for name in span) and given.keys() <= {"from", "to", "format"}:
            return Cell(span=(span[0].strip(), str(span[1]).strip()), formats=formats)
        self.refuse(NOT_A_CELL, at)
        return Cell(const="")

    def other_names(self, json: Any) -> dict[str, str]:
        """{a column: [its other names]} turned about."""
        found: dict[str, str] = {}
        for column, names in json.items() if isinstance(json, abc.Mapping) else [("", None)]:
            if isinstance(names, list) and all(isinstance(name, str) for name in names):
                found |= {" ".join(name.split()): str(column).strip() for name in names}
            else:
                self.refuse(MISSING.filled(name=f"{column}: [ ]"), "also")
        return found

    def cells(self, json: Any, names: tuple[str, ...], at: str) -> dict[str, Cell]:
        """The cells of a mapping of names, `names` the only ones there may be."""
        if not isinstance(json, abc.Mapping):
            self.refuse(NOT_A_CELL, at)
            return {}
        unknown = [name for name in json if names and name not in names]
        for name in unknown:
            self.refuse(UNKNOWN_WORD.filled(word=name, known=", ".join(names)), f"{at}.{name}")
        return {name: self.cell(cell, f"{at}.{name}") for name, cell in json.items() if name not in unknown}

    def fact(self, json: Any, defaults: dict[str, Cell], at: str) -> FactRule:
        if not isinstance(json, abc.Mapping):
            self.refuse(MISSING.filled(name="measure, value"), at)
            json = {"measure": "", "value": ""}
        if not isinstance(json.get("measure"), str):
            self.refuse(MISSING.filled(name="measure"), f"{at}.measure")
        self.only(json, ("measure", "value", *SHARED, "when", "dims", "sealed", "corrects", "judged", "of"), at)
        own = {name: cell for name, cell in json.items() if name in SHARED}
        judged = json.get("judged") or []
        return FactRule(
            measure=str(json.get("measure")),
            value=self.value(json, f"{at}.value"),
            cells={name: cell for name, cell in defaults.items() if name in SHARED} | self.cells(own, SHARED, at),
            when=self.when(json["when"], f"{at}.when") if "when" in json else None,
            dims=self.cells(json.get("dims") or {}, (), f"{at}.dims"),
            sealed=self.cells(json.get("sealed") or {}, (), f"{at}.sealed"),
            corrects=self.cell(json["corrects"], f"{at}.corrects") if "corrects" in json else None,
            judged=tuple(self.judged(one, f"{at}.judged[{index}]") for index, one in enumerate(judged)),
            of=_several(json.get("of")),
        )

    def act(self, json: Any, defaults: dict[str, Cell], at: str) -> ActRule:
        if not isinstance(json, abc.Mapping) or not isinstance(json.get("act"), str):
            self.refuse(MISSING.filled(name="act: kind.act"), at)
            json = {"act": ""}
        self.only(json, ("act", *OF_AN_ACT, "when", "fields"), at)
        own = {name: cell for name, cell in json.items() if name in OF_AN_ACT}
        shared = {name: cell for name, cell in defaults.items() if name in OF_AN_ACT}
        if "matter" not in {**shared, **own}:
            self.refuse(MISSING.filled(name="matter"), f"{at}.matter")
        return ActRule(
            act=json["act"],
            cells=shared | self.cells(own, OF_AN_ACT, at),
            when=self.when(json["when"], f"{at}.when") if "when" in json else None,
            fields=self.cells(json.get("fields") or {}, (), f"{at}.fields"),
        )

    def items(self, json: abc.Mapping[str, Any], name: str) -> list[Any]:
        given = json.get(name, [])
        if isinstance(given, list):
            return given
        self.refuse(MISSING.filled(name=f"{name}: [ ]"), name)
        return []

    def only(self, json: abc.Mapping[str, Any], known: tuple[str, ...], at: str) -> None:
        for name in json:
            if name not in known:
                self.refuse(UNKNOWN_WORD.filled(word=name, known=", ".join(known)), f"{at}.{name}")

    def when(self, json: Any, at: str) -> When | None:
        if isinstance(json, abc.Mapping) and isinstance(json.get("column"), str):
            if isinstance(json.get("is"), list):
                return When(json["column"].strip(), frozenset(str(value) for value in json["is"]))
            if json.get("given") is True:
                return When(json["column"].strip())
        self.refuse(MISSING.filled(name="column, is | given: true"), at)
        return None

    def judged(self, json: Any, at: str) -> Judged:
        if not isinstance(json, abc.Mapping):
            self.refuse(MISSING.filled(name="judgement"), at)
            return Judged("", {})
        judgement = self.word(json, "judgement", JUDGEMENTS, f"{at}.")
        cells = {name: cell for name, cell in json.items() if name != "judgement"}
        for name in ("by", "organisation"):
            if name not in json:
                self.refuse(MISSING.filled(name=name), f"{at}.{name}")
        return Judged(judgement, self.cells(cells, ("by", "organisation", "known_at", "reason"), at))


def _cell(json: abc.Mapping[str, Any]) -> Cell | None:
    several = json.get("columns")
    if isinstance(several, list) and several and all(isinstance(name, str) for name in several) and len(json) == 1:
        return Cell(columns=tuple(name.strip() for name in several))
    if ("column" in json) == ("const" in json):
        return None
    if "const" in json:
        return Cell(const=str(json["const"]))
    words, pattern = json.get("map"), json.get("pattern")
    if not (words is None or isinstance(words, abc.Mapping)) or not _takes_a_part(pattern):
        return None
    column = str(json["column"]).strip()
    return None if not column else Cell(
        column=column,
        map=None if words is None else {str(key): value for key, value in words.items()},
        formats=_several(json.get("format")),
        default=_word(json.get("default")),
        otherwise=_word(json.get("otherwise")),
        pattern=pattern,
    )


def _word(given: Any) -> str | None:
    return None if given is None else str(given)


def _several(given: Any) -> tuple[str, ...]:
    return tuple(given) if isinstance(given, list) else () if given is None else (str(given),)


def _takes_a_part(pattern: Any) -> bool:
    """None, or a regular expression with one group."""
    try:
        return pattern is None or re.compile(pattern).groups == 1
    except (re.error, TypeError):
        return False


def _columns(mapping: Mapping) -> Iterator[str]:
    cells: list[Cell | None] = [mapping.number]
    for act in mapping.acts:
        cells += [*act.cells.values(), *act.fields.values()]
    yield from (rule.when.column for rule in mapping.acts if rule.when is not None)
    yield from (rule.when.column for rule in mapping.facts if rule.when is not None)
    for fact in mapping.facts:
        cells += [fact.value, *fact.cells.values(), *fact.dims.values(), *fact.sealed.values(), fact.corrects]
        cells += [cell for judged in fact.judged for cell in judged.cells.values()]
    for cell in cells:
        if cell is not None:
            yield from cell.reads
