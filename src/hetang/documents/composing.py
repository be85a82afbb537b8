"""Composing: every slot asked and said, every figure noted; the content that is sealed when the bulletin is issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hetang.documents.bulletin import Bulletin
from hetang.documents.markup import Block, Choice, Day, Part, Slot, Words, say_date
from hetang.documents.notes import note_text
from hetang.documents.typed_numbers import MASK, typed_numbers
from hetang.terms.digests import canonical, digest
from hetang.terms.refusals import Refusal
from hetang.terms.units import unit
from hetang.terms.wording import EXACT, Wording, round_number, say, say_value
from hetang.terms.words import Text

CONTENT_VERSION = 1
RECIPIENT_WORDS = {"report": "报", "send": "送", "issue": "发"}
SIGNATURE_WORDS = {"drafted": "拟稿", "reviewed": "审核", "issued": "签发"}

NO_VALUE = Refusal(
    "figure_without_value",
    Text("“{indicator}”在该日没有事实，不能印出", "“{indicator}” has no facts on that day and cannot be printed"),
    Text("有事实的数字，或 {if {indicator}}…{end}", "a figure with facts, or {if {indicator}}…{end}"),
)
NOT_DATED = Refusal(
    "as_of_after_date",
    Text("通讯日期 {dated} 早于数字的截止日 {as_of}", "the bulletin is dated {dated}, before its figures' day {as_of}"),
    Text("不早于截止日的日期", "a date on or after the as-of day"),
)
NOBODY = Refusal(
    "post_without_holder",
    Text("岗位“{post}”在 {day} 无人任职", "nobody holds the post “{post}” on {day}"),
    Text("当日有人任职的岗位", "a post that somebody holds on that day"),
)
COMPOSED_NUMBER = Refusal(
    "number_typed_in",
    Text(
        "条件拼合后出现手写的数字“{surface}”",
        "once its conditions are joined, the text holds the typed number “{surface}”",
    ),
    Text("数字只能来自占位、日期和已声明的名称", "numbers from slots, dates and declared names only"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer to one slot: a figure as its JSON, its indicator's name and wording, the entries that hold its facts."""

    figure: Mapping[str, Any]
    name: Text
    since: date | None
    entries: tuple[int, ...]  # sequence numbers, ascending; empty where the facts are withheld
    wording: Wording = EXACT
    disclosure: str = "open"
    subtotals: Sequence[
        Mapping[str, Any]
    ] = ()  # of measures whose facts do not travel: what `subtotals.committed` gives


Ask = Callable[[str, Mapping[str, str]], Asked | Refusal]
Holder = Callable[[str, date], str | None]  # post, day -> the holder's name


@dataclass(frozen=True, slots=True)
class Composed:
    """`content` is plain JSON: what bulletin.json holds and what the layouts read."""

    content: Mapping[str, Any]

    def digest(self, alg: str = "sha256") -> str:
        return digest(self.bytes(), alg)

    def bytes(self) -> bytes:
        return canonical(self.content)

    def sealed_figures(self) -> list[dict[str, Any]]:
        """As a `bulletin.issued` entry carries them, in the order of the content."""
        return [
            {
                "id": item["indicator"],
                "value": item["figure"]["value"],
                "facts_digest": item["figure"]["facts_digest"],
                "definition": item["figure"]["definition"]["digest"],
            }
            for item in self.content["figures"]
        ]


@dataclass(slots=True)
class _Desk:
    """What one composing gathers."""

    ask: Ask
    as_of: date
    names: tuple[str, ...]
    answers: dict[tuple[str, tuple[tuple[str, str], ...]], Asked | Refusal] = field(default_factory=dict)
    keys: dict[tuple[str, tuple[tuple[str, str], ...]], str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)  # how each noted figure was first said
    refusals: list[Refusal] = field(default_factory=list)

    def answer(self, slot: Slot) -> tuple[str, Asked] | None:
        question = (slot.indicator, slot.question)
        if question not in self.answers:
            self.answers[question] = self.ask(slot.indicator, dict(slot.question))
        found = self.answers[question]
        if isinstance(found, Refusal):
            self.refusals.append(found.placed(slot.at))
            return None
        return self.keys.setdefault(question, f"f{len(self.keys) + 1}"), found

    def number(self, key: str, said: str) -> int:
        self.said.setdefault(key, said)
        return self.numbers.setdefault(key, len(self.numbers) + 1)


def compose(
    bulletin: Bulletin, *, as_of: date, head: Mapping[str, Any], ask: Ask, holder: Holder
) -> Composed | list[Refusal]:
    """`head`: {"size", "root"} of the ledger that the figures were read at; the note numbers follow the reading order."""
    desk = _Desk(ask, as_of, bulletin.names)
    texts = {key: _blocks(blocks, desk) for key, blocks in bulletin.passages()}
    organ = _blocks(bulletin.organ, desk)
    dated = bulletin.dated or as_of
    if dated < as_of:
        desk.refusals.append(NOT_DATED.filled(dated=dated, as_of=as_of).placed(f"bulletin {bulletin.id}, date"))
    signed = _signatures(bulletin, dated, holder, desk.refusals)
    if desk.refusals:
        return desk.refusals
    content: dict[str, Any] = {
        "v": CONTENT_VERSION,
        "bulletin": bulletin.id,
        "lang": "zh",
        "name": bulletin.name.to_json(),
        "organ": _first(organ),
        "year": bulletin.year,
        "issue": bulletin.issue,
        "running": bulletin.running,
        "date": dated.isoformat(),
        "as_of": as_of.isoformat(),
        "head": {"size": head["size"], "root": head["root"]},
        "mark": bulletin.mark,
        "release": bulletin.release,
        "copies": bulletin.copies,
        "title": _first(texts["title"]),
        "subtitle": _first(texts["subtitle"]),
        "editors_note": texts["editors_note"],
        "blocks": texts["text"],
        "contributor": _bracketed(_first(texts["contributor"])),
        "distribution": [[RECIPIENT_WORDS[kind], said] for kind, said in bulletin.distribution],
        "signed_off": signed,
        **_figures(desk),
    }
    return Composed(content)


def _figures(desk: _Desk) -> dict[str, Any]:
    figures: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for question, key in desk.keys.items():
        asked = desk.answers[question]
        assert isinstance(asked, Asked)
        item: dict[str, Any] = {
            "key": key,
            "note": desk.numbers.get(key),  # None: a condition only
            "indicator": question[0],
            "question": dict(question[1]),
            "name": asked.name.to_json(),
            "since": asked.since.isoformat() if asked.since else None,
            "disclosure": asked.disclosure,
            "figure": dict(asked.figure),
            "entries": _cited(asked.entries if asked.disclosure == "open" else ()),
        }
        if asked.disclosure == "subtotals":
            item["subtotals"] = [dict(part) for part in asked.subtotals]
        figures.append(item)
        if key in desk.numbers:
            notes.append({"number": desk.numbers[key], "figure": key, "text": note_text(item, desk.said[key])})
    return {"figures": figures, "notes": sorted(notes, key=lambda note: note["number"])}


def _cited(entries: Sequence[int]) -> dict[str, int | None]:
    return {
        "count": len(entries),
        "first": entries[0] if entries else None,
        "last": entries[-1] if entries else None,
    }


def _signatures(bulletin: Bulletin, day: date, holder: Holder, refusals: list[Refusal]) -> list[dict[str, str]]:
    signed = []
    for role, post in bulletin.signed_off:
        name = holder(post, day)
        if name is None:
            refusals.append(NOBODY.filled(post=post, day=day).placed(f"bulletin {bulletin.id}, signed_off {role}"))
        else:
            signed.append({"role": SIGNATURE_WORDS[role], "post": post, "name": name})
    return signed


def _first(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The runs of a text that is one line."""
    return [run for block in blocks for run in block["runs"]]


def _bracketed(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """“（供稿：市重点办）”, where it is not written so already."""
    if not runs or runs[0]["text"].startswith("（"):
        return runs
    return _merged([{"text": "（供稿："}, *runs, {"text": "）"}])


def _blocks(blocks: Iterable[Block], desk: _Desk) -> list[dict[str, Any]]:
    done = []
    for block in blocks:
        runs = _merged(_runs(block.parts, desk))
        free = "".join(MASK * len(run["text"]) if run.get("figure") or run.get("date") else run["text"] for run in runs)
        desk.refusals += [
            COMPOSED_NUMBER.filled(surface=typed.surface)
            for typed in typed_numbers(free, desk.names, heading=block.level > 0)
        ]
        if any(run["text"] for run in runs):
            done.append({"level": block.level, "runs": runs})
    return done


def _runs(parts: Iterable[Part], desk: _Desk) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    for part in parts:
        if isinstance(part, Words):
            runs.append({"text": part.text})
        elif isinstance(part, Day):
            runs.append({"text": say_date(part, desk.as_of), "date": True})
        elif isinstance(part, Choice):
            holds = _holds(part, desk)
            runs += _runs(part.then if holds else part.otherwise, desk)
        else:
            runs += _said(part, desk)
    return runs


def _merged(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring words made one run."""
    merged: list[dict[str, Any]] = []
    for run in runs:
        if merged and len(run) == 1 and len(merged[-1]) == 1:
            merged[-1] = {"text": merged[-1]["text"] + run["text"]}
        elif run["text"]:
            merged.append(run)
    return merged


def _holds(choice: Choice, desk: _Desk) -> bool:
    """A condition is judged on the exact value; without a value it does not hold."""
    answered = desk.answer(choice.subject)
    if answered is None or answered[1].figure["value"] is None:
        return False
    if not choice.operator:
        return True
    exact, bound = Fraction(str(answered[1].figure["exact"])), choice.bound
    return {
        "<": exact < bound,
        "<=": exact <= bound,
        "==": exact == bound,
        "!=": exact != bound,
        ">=": exact >= bound,
        ">": exact > bound,
    }[choice.operator]


def _said(slot: Slot, desk: _Desk) -> list[dict[str, Any]]:
    """The number with its note, then the unit: “42.3万” “平方米”."""
    answered = desk.answer(slot)
    if answered is None:
        return []
    key, asked = answered
    if asked.figure["value"] is None:
        desk.refusals.append(NO_VALUE.filled(indicator=slot.indicator).placed(slot.at))
        return []
    symbol, whole = str(asked.figure.get("unit") or ""), say_slot(slot, asked)
    number = whole.removesuffix(symbol) if symbol and not slot.bare else whole
    rest = whole[len(number) :]
    if symbol in ("%", "‰"):  # the sign stays with its number
        number, rest = whole, ""
    runs = [{"text": number, "figure": key, "note": desk.number(key, say_figure(asked.figure, EXACT, symbol))}]
    return [*runs, *([{"text": rest}] if rest else [])]


def say_slot(slot: Slot, asked: Asked) -> str:
    """What stands in the place of the slot, with its unit."""
    return say_figure(asked.figure, _wording(asked.wording, slot), "" if slot.bare else str(asked.figure.get("unit") or ""))


def _wording(declared: Wording, slot: Slot) -> Wording:
    if slot.relation is not None:
        declared = replace(
            declared, relation=slot.relation, word=slot.word, round_to=slot.round_to or declared.round_to
        )
    return replace(declared, scale=slot.scale) if slot.scale is not None else declared


def say_figure(figure: Mapping[str, Any], wording: Wording, symbol: str, lang: str = "zh") -> str:
    """near and over are judged on the exact value; what is said exactly is the value as the indicator rounds it."""
    value = str(figure["value"])
    try:
        rounded = Fraction(value)
    except ValueError:  # a rank among peers of which one is missing: “1-2”
        return f"{value.replace('-', '至')}{symbol}"
    exact = Fraction(str(figure["exact"]))
    if round_number(exact, wording) is None:
        exact, wording = rounded, replace(wording, relation="exact")
    places = len(value.partition(".")[2]) or None
    if not symbol:
        return say_value(exact, wording, lang, places)
    return say(exact, unit(symbol).symbol if unit(symbol) else symbol, wording, lang, places)  # type: ignore[union-attr]
