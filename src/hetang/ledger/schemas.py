"""The typed schema of every kind of entry: what its body and its rows may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hetang.terms.dates import parse_day, parse_instant
from hetang.terms.ids import is_id
from hetang.terms.words import Text

_HEX = re.compile(r"[0-9a-f]{64}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NUMBER = re.compile(_DECIMAL.pattern + r"|-?[1-9][0-9]*/[1-9][0-9]*|[1-9][0-9]*-[1-9][0-9]*")
JUDGEMENTS = ("verified", "rejected", "disputed", "upheld")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field may hold, as a test and in words."""

    holds: Callable[[Any], bool]
    accepts: Text


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these fields and no others; those in `optional` may be absent."""

    fields: Mapping[str, Shape]
    optional: frozenset[str] = frozenset()

    def holds(self, value: Any) -> bool:
        return isinstance(value, dict) and next(self.faults(value), None) is None

    def faults(self, value: Mapping[str, Any]) -> Any:
        """(field, what would be accepted) for each field that is unknown, missing or wrong."""
        fields = self.fields
        for name, item in value.items():
            shape = fields.get(name)
            if shape is None:
                yield name, Text("、".join(fields), ", ".join(fields))
            elif not shape.holds(item):
                yield name, shape.accepts
        if len(value) < len(fields):
            for name, shape in fields.items():
                if name not in value and name not in self.optional:
                    yield name, shape.accepts


@dataclass(frozen=True, slots=True)
class KindSchema:
    """`row` None: a kind without rows; a kind with rows has at least one."""

    body: Record
    row: Record | None = None


def is_hex(value: Any) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def is_decimal(value: Any) -> bool:
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def is_day(value: Any) -> bool:
    return isinstance(value, str) and parse_day(value) is not None


def is_moment(value: Any) -> bool:
    return isinstance(value, str) and (parse_day(value) is not None or parse_instant(value) is not None)


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _list_of(shape: Shape | Record, accepts: Text) -> Shape:
    return Shape(lambda value: isinstance(value, list) and all(map(shape.holds, value)), accepts)


def _map_of(shape: Shape, accepts: Text) -> Shape:
    return Shape(lambda value: isinstance(value, dict) and all(map(shape.holds, value.values())), accepts)


def _or_none(shape: Shape) -> Shape:
    holds = shape.holds
    accepts = Text(f"{shape.accepts.zh}，或 null", f"{shape.accepts.en}, or null")
    return Shape(lambda value: value is None or holds(value), accepts)


TEXT = Shape(is_text, Text("非空文字", "text that is not empty"))
ID = Shape(is_id, Text("小写 UUID", "a lower-case UUID"))
HEX = Shape(is_hex, Text("64 位小写十六进制摘要", "a digest of 64 lower-case hex digits"))
DAY = Shape(is_day, Text("日期，如 2017-04-20", "a day such as 2017-04-20"))
MOMENT = Shape(is_moment, Text("日期或带时区的时刻", "a day, or an instant with its zone"))
DECIMAL = Shape(is_decimal, Text("十进制数文字，如 3180.5", "a decimal text such as 3180.5"))
NUMBER = Shape(
    lambda value: isinstance(value, str) and _NUMBER.fullmatch(value) is not None,
    Text("十进制数、分数或名次范围的文字", "a decimal, p/q, or a range of places such as 1-2"),
)
COUNT = Shape(lambda value: type(value) is int and value >= 0, Text("非负整数", "an integer that is not negative"))
NUMBERED = Shape(lambda value: COUNT.holds(value) or is_text(value), Text("期号", "an issue number"))
TRUE = Shape(lambda value: value is True, Text("true，否则不写", "true, or absent"))
JUDGEMENT = Shape(lambda value: value in JUDGEMENTS, Text("、".join(JUDGEMENTS), ", ".join(JUDGEMENTS)))
TEXTS = _map_of(Shape(lambda value: isinstance(value, str), TEXT.accepts), Text("文字的映射", "a map of texts"))
DIGESTS = _list_of(HEX, Text("摘要的列表", "a list of digests"))
IDS = _list_of(TEXT, Text("标识的列表", "a list of ids"))
DIGEST_MAP = _map_of(HEX, Text("名称到摘要的映射", "a map of names to digests"))

BY = Record({"person": TEXT, "organisation": TEXT, "with": TEXT}, frozenset({"with"}))
_SOURCE_RECORD = Record({"name": TEXT, "digest": HEX, "mapping": TEXT})
SOURCE = Shape(_SOURCE_RECORD.holds, Text("{name, digest, mapping}", "{name, digest, mapping}"))
FIGURES = _list_of(
    Record({"id": TEXT, "value": _or_none(NUMBER), "facts_digest": _or_none(HEX), "definition": HEX}),
    Text("{id, value, facts_digest, definition} 的列表", "a list of {id, value, facts_digest, definition}"),
)

OBJECT = Shape(lambda value: isinstance(value, dict), Text("JSON 对象", "a JSON object"))
OBJECTS = _list_of(OBJECT, Text("JSON 对象的列表", "a list of JSON objects"))
VALUES = _map_of(
    Shape(lambda value: value is None or isinstance(value, str | bool), TEXT.accepts),
    Text("名称到文字、是否或 null 的映射", "a map of names to texts, true, false or null"),
)
CLOCKS = _map_of(_or_none(OBJECT), Text("时钟到其起止日的映射", "a map of clocks to their days"))

# `act`: the act on a matter that these facts or judgements come of.
_TAKEN_OVER = Record({"source": SOURCE, "takeover": TRUE, "act": ID}, frozenset({"source", "takeover", "act"}))
_ACTED_NEEDS = {"matter": TEXT, "kind": TEXT, "version": DAY, "act": TEXT, "happened_on": DAY, "step": TEXT}
_ACTED_MAY = {
    "asked": HEX, "fields": VALUES, "sealed": DIGEST_MAP, "set": VALUES, "parent": TEXT, "clocks": CLOCKS, "calendar": TEXT,
    "evidence": DIGESTS, "for": TEXT, "seen": COUNT, "note": TEXT, "clock": TEXT, "takeover": TRUE, "known_at": MOMENT,
    "recorded_by": TEXT, "recorded_for": TEXT, "opened": TRUE, "closed": TRUE, "recused": TEXT, "commutes": TRUE,
}
_FACT = Record(
    {
        "id": ID,
        "measure": TEXT,
        "value": DECIMAL,
        "unit": TEXT,
        "happened_on": DAY,
        "place": _or_none(TEXT),
        "organisation": TEXT,
        "matter": _or_none(TEXT),
        "dims": TEXTS,
        "evidence": DIGESTS,
        "corrects": _or_none(ID),
        "repeats": _or_none(ID),
        "by": _or_none(TEXT),
        "known_at": MOMENT,
        "sealed": DIGEST_MAP,
        "note": TEXT,
    },
    frozenset({"known_at", "sealed", "note"}),
)
_JUDGED = Record(
    {"fact": ID, "judgement": JUDGEMENT, "by": TEXT, "organisation": TEXT, "reason": TEXT, "known_at": MOMENT},
    frozenset({"reason", "known_at"}),
)
_WORD = Record({"indicator": TEXT, "words": TEXT, "lang": TEXT})
_ATTACHED = Record({"fact": ID, "evidence": DIGESTS, "known_at": MOMENT}, frozenset({"known_at"}))
_WITHDRAWN = Record({"evidence": HEX, "reason": TEXT, "known_at": MOMENT}, frozenset({"known_at"}))

KINDS: dict[str, KindSchema] = {
    "ledger.opened": KindSchema(Record({"city": TEXT, "time_zone": TEXT})),
    "pack.activated": KindSchema(Record({"name": TEXT, "version": TEXT, "digest": HEX})),
    "facts.recorded": KindSchema(_TAKEN_OVER, _FACT),
    "facts.judged": KindSchema(_TAKEN_OVER, _JUDGED),
    "evidence.attached": KindSchema(_TAKEN_OVER, _ATTACHED),
    "evidence.withdrawn": KindSchema(_TAKEN_OVER, _WITHDRAWN),
    "matter.acted": KindSchema(Record({**_ACTED_NEEDS, **_ACTED_MAY}, frozenset(_ACTED_MAY))),
    "establishment.changed": KindSchema(
        Record({"changes": OBJECTS, "takeover": TRUE, "known_at": MOMENT}, frozenset({"takeover", "known_at"}))
    ),
    "word.learned": KindSchema(_WORD),
    "word.withdrawn": KindSchema(_WORD),
    "template.made": KindSchema(Record({"content": HEX, "as_of": DAY, "indicators": IDS})),
    "vault.erased": KindSchema(Record({"subject": TEXT, "reason": TEXT, "commitments": DIGESTS})),
    "bulletin.issued": KindSchema(
        Record(
            {
                "bulletin": TEXT,
                "issue": NUMBERED,
                "running": NUMBERED,
                "as_of": DAY,
                "known_at_seq": COUNT,
                "content": HEX,
                "figures": FIGURES,
                "files": DIGEST_MAP,
            }
        )
    ),
}
