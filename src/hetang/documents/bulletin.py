"""A bulletin's declaration: from a pack's JSON to a frozen bulletin, or every fault in it with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hetang.documents.markup import Block, Choice, Part, Slot, read_text
from hetang.documents.typed_numbers import only_a_number
from hetang.terms.refusals import Refusal
from hetang.terms.words import Text

RELEASES = ("internal", "public")
SIGNATURES = ("drafted", "reviewed", "issued")
RECIPIENTS = ("report", "send", "issue")  # 报 送 发

REQUIRED = ("id", "name", "organ", "year", "issue", "title", "text")
KEYS = {
    *REQUIRED,
    *("running", "date", "mark", "release", "copies", "subtitle", "editors_note", "contributor"),
    *("distribution", "signed_off", "names"),
}

MISSING = Refusal(
    "bulletin_key_missing",
    Text("通讯缺少“{key}”", "the bulletin lacks `{key}`"),
    Text("必填：" + "、".join(REQUIRED), "required: " + ", ".join(REQUIRED)),
)
UNKNOWN = Refusal(
    "bulletin_key_unknown",
    Text("通讯里没有“{key}”这一项", "a bulletin has no `{key}`"),
    Text("{keys}", "{keys}"),
)
WRONG = Refusal(
    "bulletin_value_wrong",
    Text("“{key}”的值不成立：{value}", "`{key}` cannot be {value}"),
    Text("{accepted}", "{accepted}"),
)
NAME_IS_NUMBER = Refusal(
    "name_is_a_number",
    Text("“{surface}”只是一个数，不能声明为名称", "“{surface}” is a number only and cannot be declared a name"),
    Text("带数字的专名，如“十三五”“206国道”", "proper names that hold a number, such as “十三五” or “206国道”"),
)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One issue as declared. Every text holds slots, dates and declared names, and no other number."""

    id: str
    name: Text
    organ: tuple[Block, ...]
    year: int
    issue: int
    running: int | None
    dated: date | None  # None: the as-of day
    mark: str
    release: str
    copies: int | None
    title: tuple[Block, ...]
    subtitle: tuple[Block, ...]
    editors_note: tuple[Block, ...]
    blocks: tuple[Block, ...]
    contributor: tuple[Block, ...]
    distribution: tuple[tuple[str, str], ...]
    signed_off: tuple[tuple[str, str], ...]  # (drafted | reviewed | issued, post)
    names: tuple[str, ...]

    def passages(self) -> tuple[tuple[str, tuple[Block, ...]], ...]:
        """The texts with slots, in the order in which their figures are numbered."""
        return (
            ("editors_note", self.editors_note),
            ("title", self.title),
            ("subtitle", self.subtitle),
            ("text", self.blocks),
            ("contributor", self.contributor),
        )

    def slots(self) -> tuple[Slot, ...]:
        """Every figure asked for, conditions included."""
        return tuple(slot for _, blocks in self.passages() for block in blocks for slot in _slots_of(block.parts))

    def indicators(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(slot.indicator for slot in self.slots()))


def parse_bulletin(declared: Mapping[str, Any], names: Iterable[str] = ()) -> Bulletin | list[Refusal]:
    """`names`: what may hold numerals besides the bulletin's own `names`: places, organisations, posts of the pack.

    A refusal's place is "bulletin ID, KEY, line L, column C", both counted from one within that key's text.
    """
    label = f"bulletin {declared.get('id', '?')}"
    refusals = _shape(declared, label)
    own = [str(name) for name in declared.get("names") or ()]
    refusals += [NAME_IS_NUMBER.filled(surface=name).placed(f"{label}, names") for name in own if only_a_number(name)]
    known = (*own, *(name for name in names if not only_a_number(name)))
    texts: dict[str, tuple[Block, ...]] = {}
    for key in ("organ", "title", "subtitle", "editors_note", "text", "contributor"):
        texts[key], faults = read_text(_said(declared.get(key)), f"{label}, {key}", known)
        refusals += faults
    for key, plain in _plain_texts(declared):
        _, faults = read_text(plain, f"{label}, {key}", known)
        refusals += faults
    if refusals:
        return refusals
    return Bulletin(
        id=declared["id"],
        name=Text.of(declared["name"]),
        organ=texts["organ"],
        year=declared["year"],
        issue=declared["issue"],
        running=declared.get("running"),
        dated=_day(declared.get("date")),
        mark=_said(declared.get("mark")),
        release=declared.get("release", "internal"),
        copies=declared.get("copies"),
        title=texts["title"],
        subtitle=texts["subtitle"],
        editors_note=texts["editors_note"],
        blocks=texts["text"],
        contributor=texts["contributor"],
        distribution=_recipients(declared),
        signed_off=tuple((role, declared["signed_off"][role]) for role in SIGNATURES if role in _signed(declared)),
        names=tuple(dict.fromkeys(known)),
    )


def _shape(declared: Mapping[str, Any], label: str) -> list[Refusal]:
    """Keys and kinds of values, all faults at once."""
    keys = "、".join(sorted(KEYS))
    found = [MISSING.filled(key=key).placed(label) for key in REQUIRED if declared.get(key) in (None, "")]
    found += [UNKNOWN.filled(key=key, keys=keys).placed(label) for key in declared if key not in KEYS]
    distribution, signed = declared.get("distribution") or {}, declared.get("signed_off") or {}
    checks = {
        "year": (_whole(declared.get("year"), 1949), "2017"),
        "issue": (_whole(declared.get("issue"), 1), "1, 2, 3 …"),
        "running": (declared.get("running") is None or _whole(declared["running"], 1), "1, 2, 3 …"),
        "copies": (declared.get("copies") is None or _whole(declared["copies"], 1), "1, 2, 3 …"),
        "date": (declared.get("date") is None or _day(declared["date"]) is not None, "2017-04-26"),
        "release": (declared.get("release", "internal") in RELEASES, " | ".join(RELEASES)),
        "distribution": (
            isinstance(distribution, Mapping) and set(distribution) <= set(RECIPIENTS),
            "{report: 报, send: 送, issue: 发}",
        ),
        "signed_off": (
            isinstance(signed, Mapping)
            and set(signed) <= set(SIGNATURES)
            and all(isinstance(post, str) for post in signed.values()),
            "{drafted: POST, reviewed: POST, issued: POST}",
        ),
    }
    found += [
        WRONG.filled(key=key, value=declared.get(key), accepted=accepted).placed(f"{label}, {key}")
        for key, (holds, accepted) in checks.items()
        if not holds and declared.get(key) is not None
    ]
    return found


def _whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _said(value: object) -> str:
    """A text of the document itself, which is Chinese; `{zh, en}` gives its Chinese side."""
    return "" if value is None else Text.of(value).zh if isinstance(value, Mapping) else str(value)


def _signed(declared: Mapping[str, Any]) -> Mapping[str, Any]:
    return declared.get("signed_off") or {}


def _plain_texts(declared: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("name", _said(declared.get("name"))),
        ("mark", _said(declared.get("mark"))),
        *((f"distribution {kind}", said) for kind, said in _recipients(declared)),
    ]


def _recipients(declared: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """As printed: “省党建办，市委、市政府领导。”; a list is joined in its own order, never sorted."""
    given = declared.get("distribution") or {}
    if not isinstance(given, Mapping):
        return ()
    said = []
    for kind in RECIPIENTS:
        value = given.get(kind)
        if value:
            text = "，".join(map(_said, value)) if isinstance(value, (list, tuple)) else _said(value)
            said.append((kind, text.rstrip("。") + "。"))
    return tuple(said)


def _slots_of(parts: Iterable[Part]) -> Iterable[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Choice):
            yield part.subject
            yield from _slots_of(part.then)
            yield from _slots_of(part.otherwise)
